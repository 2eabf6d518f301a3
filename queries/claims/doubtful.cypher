// pl: Których twierdzeń nie przyjęto jeszcze za pewne?
// en: Which claims are not accepted yet?
// parameters:
//   limit: {type: int, pl: najwięcej wierszy, en: most rows, example: 50, default: 50}
// columns:
//   confidence: pewność, 0–1; najmniej pewne najpierw · confidence, 0–1; least sure first
//   status: provisional (w grafie, z zastrzeżeniem) albo queued (tylko w kolejce) · provisional (in the graph, marked) or queued (only in the queue)
//   predicate: co stwierdzono · what is asserted
//   subject: o czym · about what
//   about: druga strona powiązania · the other side of the tie
//   as_written: tak jak w dokumencie · as written
//   document: nazwa pliku · file name
//   claim: identyfikator twierdzenia · claim id
// expected: {rows: 11, first: [0.6, provisional, covers, 'zdsm:20:liderzy-kooperacji', '20', Zespół ds. Modelu przy Regionalnym Ośrodku Polityki Społecznej w Białymstoku, liderzy-kooperacji-podlaskie.html, 7373900a7ed60a90ddb2]}
MATCH (c:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE c.status IN ['provisional', 'queued']
OPTIONAL MATCH (c)-[:ABOUT]->(s)
OPTIONAL MATCH (c)-[:OBJECT]->(o)
RETURN c.confidence AS confidence, c.status AS status, c.predicate AS predicate, s.id AS subject, o.id AS about,
       c.as_written AS as_written, d.title AS document, c.id AS claim
ORDER BY confidence, claim
LIMIT $limit
