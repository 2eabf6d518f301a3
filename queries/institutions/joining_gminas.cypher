// pl: Które instytucje łączą kilka gmin, bo są w zespołach działających w różnych gminach?
// en: Which institutions join several gminas by being in teams that cover different gminas?
// columns:
//   institution: identyfikator instytucji · institution id
//   name: nazwa · name
//   gminas: liczba gmin · number of gminas
//   gmina_codes: kody TERC gmin (6 cyfr) · TERC codes of the gminas (6 digits)
// expected: {rows: 9, first: ['fund-podlaskie-mosty:206101', Fundacja „Podlaskie Mosty” w Białymstoku, 3, ['200509', '200705', '201110']]}
MATCH (i:Institution)-[m:MEMBER_OF|PARTY_TO]->(g)<-[:ESTABLISHED_BY*0..1]-(t:Team)-[:COVERS]->(u:Gmina)
WHERE m.status = 'accepted'
WITH i, u
ORDER BY u.id
WITH i, collect(DISTINCT u.id) AS codes
WHERE size(codes) > 1
RETURN i.id AS institution, i.name AS name, size(codes) AS gminas, codes AS gmina_codes
ORDER BY gminas DESC, institution
