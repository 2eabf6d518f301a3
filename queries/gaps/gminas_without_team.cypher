// pl: W których gminach zapisano instytucje gminne, ale nie obejmuje ich żaden zespół?
// en: In which gminas are gmina-level institutions on record, but no team covers them?
// parameters:
//   territory: {type: terc, pl: 'kod województwa, powiatu lub gminy (2, 4 lub 6 cyfr); puste: cała Polska', en: 'TERC code of 2, 4 or 6 digits; empty: all of Poland', example: '20', default: ''}
// columns:
//   gmina: kod TERC (6 cyfr) · TERC code (6 digits)
//   name: nazwa gminy · name
//   institutions: liczba zapisanych instytucji szczebla gminnego · gmina-level institutions on record
// expected: {rows: 0, first: []}
MATCH (u:Gmina)<-[:LOCATED_IN]-(i:Institution)-[:AT_LEVEL]->(:Level {id: 'gmina'})
WHERE u.id STARTS WITH $territory
OPTIONAL MATCH (t:Team)-[:COVERS]->(u)
WITH u, count(DISTINCT i) AS institutions, count(t) AS teams
WHERE teams = 0
RETURN u.id AS gmina, u.name AS name, institutions
ORDER BY gmina
