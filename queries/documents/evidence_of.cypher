// pl: Co i w którym dokumencie powiedziano o instytucji?
// en: What is said of an institution, and in which document?
// parameters:
//   institution: {type: text, pl: 'identyfikator instytucji, także dawny', en: 'institution id, also a former one', example: 'gops:201103'}
// columns:
//   predicate: co stwierdzono · what is asserted
//   about: identyfikator drugiej strony (zespół, porozumienie, projekt, gmina) · id of the other side
//   value: wartość, jeśli to nie powiązanie · value, when it is not a tie
//   quote: cytat w kawałkach · quote, in pieces
//   document: nazwa pliku · file name
//   confidence: pewność, 0–1 · confidence, 0–1
//   status: accepted, provisional albo queued · accepted, provisional or queued
//   claim: identyfikator twierdzenia · claim id
// expected: {rows: 11, first: [level, '', gmina, [gmina], zespoly-podlaskie.xlsx, 0.9, accepted, 928e4e3c83afc0723115]}
OPTIONAL MATCH (x:Alias {id: $institution})-[:NOW]->(n:Institution)
WITH coalesce(n.id, $institution) AS wanted
MATCH (i:Institution)<-[:ABOUT]-(c:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE i.id = wanted
OPTIONAL MATCH (c)-[:OBJECT]->(o)
RETURN c.predicate AS predicate, coalesce(o.id, '') AS about, c.value AS value, c.quote AS quote, d.title AS document,
       c.confidence AS confidence, c.status AS status, c.id AS claim
ORDER BY predicate, about, document, claim
