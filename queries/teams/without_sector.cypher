// pl: W których zespołach dokumenty nie zapisują nikogo z danego sektora?
// en: In which teams do the documents record nobody from a given sector?
// parameters:
//   sector: {type: sector, pl: kod lub nazwa sektora, en: sector code or name, example: ZDR}
// columns:
//   team: identyfikator zespołu · team id
//   name: nazwa zespołu · team name
//   members: liczba zapisanych instytucji · recorded institutions
//   declined: ile instytucji tego sektora odmówiło udziału; 0 znaczy tylko, że nie zapisano odmowy · institutions of the sector said not to take part; 0 only means that no refusal is on record
// expected: {rows: 14, first: ['gpzk:101901:kooperacje-3d', Partnerski Zespół Kooperacyjny w Zduńskiej Woli, 9, 0]}
MATCH (t:Team)
OPTIONAL MATCH (t)-[:ESTABLISHED_BY*0..1]->(g)<-[m:MEMBER_OF|PARTY_TO]-(i:Institution)
WHERE m.status = 'accepted'
OPTIONAL MATCH (i)-[:IN_SECTOR]->(s:Sector {id: $sector})
WITH t, count(DISTINCT i) AS members, count(s) AS present
WHERE present = 0
OPTIONAL MATCH (t)<-[:OBJECT]-(c:Claim)-[:ABOUT]->(a:Institution)-[:IN_SECTOR]->(:Sector {id: $sector})
WHERE c.predicate = 'absent' AND c.status = 'accepted'
RETURN t.id AS team, t.name AS name, members, count(DISTINCT a) AS declined
ORDER BY team
