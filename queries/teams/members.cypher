// pl: Kto jest w zespole i skąd to wiadomo?
// en: Who is in the team, and how is it known?
// parameters:
//   team: {type: text, pl: identyfikator zespołu, en: team id, example: 'gpzk:201103:liderzy-kooperacji'}
//   day: {type: date, pl: 'dzień (RRRR-MM-DD), o który pytamy', en: the day that is asked about (YYYY-MM-DD), example: '2018-09-01', default: null}
// columns:
//   institution: identyfikator instytucji · institution id
//   name: nazwa · name
//   kind: rodzaj instytucji · institution type
//   role: rola (member, party …) · role
//   recorded_in: zespół lub porozumienie, które go powołało · the team, or the agreement that established it
//   since: od kiedy, tak dokładnie jak w dokumencie · since, as precise as the document
//   until: do kiedy · until
//   holds: 'czy tego dnia: yes, no, maybe (z dokumentów nie wiadomo); bez dnia pusto · on that day: yes, no, maybe (the documents do not tell); empty without a day'
//   documents: liczba dokumentów · number of documents
//   confidence: pewność, 0–1 · confidence, 0–1
//   status: accepted albo provisional · accepted or provisional
// expected: {rows: 20, first: ['gkrpa:201103', Gminna Komisja Rozwiązywania Problemów Alkoholowych w Korycinie, GKRPA, member, 'gpzk:201103:liderzy-kooperacji', null, null, maybe, 1, 0.9, accepted]}
MATCH (i:Institution)-[m:MEMBER_OF|PARTY_TO]->(g)<-[:ESTABLISHED_BY*0..1]-(t:Team {id: $team})
RETURN i.id AS institution, i.name AS name, i.kind AS kind, m.role AS role, g.id AS recorded_in,
       m.since AS since, m.until AS until,
       CASE WHEN $day IS NULL THEN NULL ELSE
       CASE
         WHEN m.since_min > $day OR m.until_max < $day THEN 'no'
         WHEN m.since_max <= $day AND (m.until_min >= $day OR (m.until IS NULL AND g.term = 'indefinite')) THEN 'yes'
         ELSE 'maybe'
       END
       END AS holds, m.documents AS documents, m.confidence AS confidence, m.status AS status
ORDER BY institution, recorded_in
