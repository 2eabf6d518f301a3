// pl: Z kim współpracuje instytucja i jak mocno?
// en: With whom does an institution cooperate, and how strongly?
// parameters:
//   institution: {type: text, pl: identyfikator instytucji, en: institution id, example: 'pcpr:201108'}
// columns:
//   partner: identyfikator partnera · partner's id
//   name: nazwa partnera · partner's name
//   shared: liczba wspólnych zespołów i porozumień · shared teams and agreements
//   newman: suma 1 / (liczba stron − 1) po wspólnych grupach · sum of 1 / (parties − 1) over shared groups
// expected: {rows: 17, first: ['kpp:201108', Komenda Powiatowa Policji w Sokółce, 2, 0.211111111111]}
MATCH (i:Institution {id: $institution})-[c:COOPERATES_WITH]-(p:Institution)
RETURN p.id AS partner, p.name AS name, c.weight AS shared, c.newman AS newman
ORDER BY newman DESC, shared DESC, partner
