// pl: Które twierdzenia przeczą sobie nawzajem, a których nie da się porównać?
// en: Which claims contradict each other, and which cannot be compared?
// columns:
//   subject: identyfikator tego, o czym mowa · id of what they speak of
//   verdict: contradictory (przeczą sobie), role (różna rola w projekcie) albo not_comparable (różne wielkości) · contradictory, role (different roles in the project) or not_comparable (different quantities)
//   predicate: co stwierdzono · what is asserted
//   first: jedna wartość · one value
//   first_said: nazwa wielkości, tak jak w dokumencie · the document's own word for it
//   first_quote: cytat · the quote
//   first_document: plik, który ją podaje · the file that gives it
//   second: druga wartość · the other value
//   second_said: nazwa drugiej wielkości · the word for the other one
//   second_quote: cytat · the quote
//   second_document: plik, który ją podaje · the file that gives it
//   first_claim: identyfikator pierwszego twierdzenia · id of the first claim
//   second_claim: identyfikator drugiego twierdzenia · id of the second claim
// expected: {rows: 3, first: ['gpzk:247501:kooperacje-3d', contradictory, underway, '2019-09-14', null, ['14 września 2019 r. odbyło się kolejne posiedzenie Partnerskiego Zespołu Kooperacyjnego w Sosnowcu, który powstał w projekcie „KOOPERACJE 3D – model wielosektorowej współpracy na rzecz wsparcia osób i rodzin”.'], pzk-sosnowiec-posiedzenie.txt, 2019-11, null, [Zespół pracował od listopada 2019 r. do września 2020 r.], pzk-sosnowiec-posiedzenie.txt, e3481c9d2466cb7fbe8b, dd6de274769337e567ce]}
MATCH (c:Claim)-[:ABOUT]->(s)<-[:ABOUT]-(k:Claim)
WHERE c.status <> 'rejected' AND k.status <> 'rejected'
  AND c.predicate IN ['signed', 'since', 'until', 'term', 'cost', 'funding', 'count', 'level', 'sector', 'contact', 'runs', 'underway']
  AND ((c.id < k.id AND c.predicate = k.predicate) OR (c.predicate = 'underway' AND k.predicate IN ['since', 'until']))
  AND coalesce(c.unit, '') = coalesce(k.unit, '') AND coalesce(c.value, c.label) <> coalesce(k.value, k.label)
OPTIONAL MATCH (c)-[:OBJECT]->(o)
OPTIONAL MATCH (k)-[:OBJECT]->(p)
WITH s, c, k, coalesce(o.id, '') AS of_one, coalesce(p.id, '') AS of_other
WHERE of_one = of_other
WITH s, c, k, CASE
    WHEN c.predicate = 'underway' AND k.predicate = 'until' AND c.value_min > k.value_max THEN 'contradictory'
    WHEN c.predicate = 'underway' AND k.predicate = 'since' AND c.value_max < k.value_min THEN 'contradictory'
    WHEN c.predicate IN ['signed', 'since', 'until'] AND coalesce(c.label, '') = coalesce(k.label, '')
         AND (c.value_min > k.value_max OR k.value_min > c.value_max) THEN 'contradictory'
    WHEN c.predicate IN ['cost', 'funding', 'count'] AND c.quantity = k.quantity THEN 'contradictory'
    WHEN c.predicate = 'funding' AND c.quantity <> k.quantity THEN 'not_comparable'
    WHEN c.predicate IN ['term', 'level', 'sector'] THEN 'contradictory'
    WHEN c.predicate = 'contact' AND c.label = 'adres' AND k.label = 'adres' THEN 'contradictory'
    WHEN c.predicate = 'runs' AND c.label <> k.label THEN 'role'
    ELSE NULL END AS verdict
WHERE verdict IS NOT NULL
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
MATCH (k)-[:IN_DOCUMENT]->(e:Document)
RETURN s.id AS subject, verdict, c.predicate AS predicate,
       coalesce(c.value, c.label) AS first, c.label AS first_said, c.quote AS first_quote, d.title AS first_document,
       coalesce(k.value, k.label) AS second, k.label AS second_said, k.quote AS second_quote, e.title AS second_document,
       c.id AS first_claim, k.id AS second_claim
ORDER BY subject, verdict, predicate, first_claim, second_claim
