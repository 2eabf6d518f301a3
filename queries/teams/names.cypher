// pl: Pod jakimi nazwami dokumenty znają ten sam zespół?
// en: Under which names do documents know one team?
// columns:
//   team: identyfikator zespołu · team id
//   name: nazwa, tak jak w dokumencie · name as written
//   documents: w ilu dokumentach · in how many documents
//   titles: nazwy plików · file names
//   quote: cytat z pierwszego z nich · quote from the first of them
// expected: {rows: 15, first: ['gpzk:101901:kooperacje-3d', Partnerski Zespół Kooperacyjny w Zduńskiej Woli, 1, [deklaracja-zdunska-wola.docx], [Partnerskiego Zespołu Kooperacyjnego w Zduńskiej Woli]]}
MATCH (c:Claim {predicate: 'named'})-[:ABOUT]->(t:Team)
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WITH t, c.value AS name, d.title AS title, c.quote AS quote, c.id AS claim
ORDER BY title, claim
WITH t, name, collect(DISTINCT title) AS titles, head(collect(quote)) AS quote
RETURN t.id AS team, name, size(titles) AS documents, titles, quote
ORDER BY team, name
