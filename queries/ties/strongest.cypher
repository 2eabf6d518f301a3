// pl: Które pary instytucji współpracują najmocniej?
// en: Which pairs of institutions cooperate most strongly?
// parameters:
//   limit: {type: int, pl: najwięcej wierszy, en: most rows, example: 20, default: 20}
// columns:
//   first: identyfikator jednej instytucji · id of one institution
//   first_name: jej nazwa · its name
//   second: identyfikator drugiej instytucji · id of the other
//   second_name: jej nazwa · its name
//   shared: liczba wspólnych zespołów i porozumień · shared teams and agreements
//   newman: suma 1 / (liczba stron − 1) po wspólnych grupach · sum of 1 / (parties − 1) over shared groups
// expected: {rows: 20, first: ['gmina:201103', Gmina Korycin, 'rops:206101', Regionalny Ośrodek Polityki Społecznej w Białymstoku, 1, 1.0]}
MATCH (a:Institution)-[c:COOPERATES_WITH]->(b:Institution)
RETURN a.id AS first, a.name AS first_name, b.id AS second, b.name AS second_name, c.weight AS shared, c.newman AS newman
ORDER BY newman DESC, shared DESC, first, second
LIMIT $limit
