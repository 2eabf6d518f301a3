// pl: Które twierdzenia przeczą sobie nawzajem?
// en: Which claims contradict each other?
// columns:
//   subject: identyfikator tego, o czym mowa · id of what they speak of
//   predicate: co stwierdzono · what is asserted
//   said: nazwa wielkości, tak jak w dokumentach · the documents' own word for it
//   first: jedna wartość · one value
//   first_document: plik, który ją podaje · the file that gives it
//   second: druga wartość · the other value
//   second_document: plik, który ją podaje · the file that gives it
//   first_claim: identyfikator pierwszego twierdzenia · id of the first claim
//   second_claim: identyfikator drugiego twierdzenia · id of the second claim
// expected: {rows: 1, first: [liderzy-kooperacji, until, null, '2021-03-31', liderzy-kooperacji-podlaskie.html, '2023-10-31', liderzy-kooperacji.html, 9a593bd4ee149cec5bde, 9a972fe2d31368b66f5c]}
MATCH (c:Claim)-[:ABOUT]->(s)<-[:ABOUT]-(k:Claim)
WHERE c.id < k.id AND c.predicate = k.predicate AND c.value <> k.value
  AND c.predicate IN ['signed', 'since', 'until', 'term', 'cost', 'funding', 'count', 'level']
  AND coalesce(c.label, '') = coalesce(k.label, '') AND coalesce(c.unit, '') = coalesce(k.unit, '')
  AND (c.value_min IS NULL OR k.value_min IS NULL OR c.value_min > k.value_max OR k.value_min > c.value_max)
OPTIONAL MATCH (c)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:OBJECT]->(p)
WITH s, c, k, coalesce(o.id, '') AS of_one, coalesce(p.id, '') AS of_other
WHERE of_one = of_other
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
MATCH (k)-[:IN_DOCUMENT]->(e:Document)
RETURN s.id AS subject, c.predicate AS predicate, c.label AS said, c.value AS first, d.title AS first_document,
       k.value AS second, e.title AS second_document, c.id AS first_claim, k.id AS second_claim
ORDER BY subject, predicate, first_claim, second_claim
