// pl: Które instytucje są w więcej niż jednym zespole?
// en: Which institutions are in more than one team?
// columns:
//   institution: identyfikator instytucji · institution id
//   name: nazwa · name
//   teams: liczba zespołów (zespół razem z porozumieniem, które go powołało) · teams (each with its founding agreement)
//   team_ids: identyfikatory zespołów · team ids
// expected: {rows: 9, first: ['fund-podlaskie-mosty:206101', Fundacja „Podlaskie Mosty” w Białymstoku, 3, ['gpzk:200509:liderzy-kooperacji', 'gpzk:200705:liderzy-kooperacji', 'gpzk:201110:liderzy-kooperacji']]}
MATCH (i:Institution)-[m:MEMBER_OF|PARTY_TO]->(g)<-[:ESTABLISHED_BY*0..1]-(t:Team)
WHERE m.status = 'accepted'
WITH i, t
ORDER BY t.id
WITH i, collect(DISTINCT t.id) AS together
WHERE size(together) > 1
RETURN i.id AS institution, i.name AS name, size(together) AS teams, together AS team_ids
ORDER BY teams DESC, institution
