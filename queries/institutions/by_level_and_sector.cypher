// pl: Ile instytucji jest na każdym szczeblu w każdym sektorze?
// en: How many institutions are there at each level in each sector?
// columns:
//   level: szczebel; puste, gdy nieznany · level; empty when unknown
//   sector: kod sektora; puste, gdy nieznany · sector code; empty when unknown
//   institutions: liczba instytucji (o dwóch sektorach lub szczeblach liczy się w każdym) · institutions (one with two sectors or levels counts in each)
// expected: {rows: 21, first: [gmina, POM, 21]}
MATCH (i:Institution)
OPTIONAL MATCH (i)-[:AT_LEVEL]->(l:Level)
OPTIONAL MATCH (i)-[:IN_SECTOR]->(s:Sector)
RETURN coalesce(l.id, '') AS level, coalesce(s.id, '') AS sector, count(DISTINCT i) AS institutions
ORDER BY institutions DESC, level, sector
