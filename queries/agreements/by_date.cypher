// pl: Które porozumienia obowiązywały danego dnia?
// en: Which agreements held on a given day?
// parameters:
//   day: {type: date, pl: dzień (RRRR-MM-DD), en: day (YYYY-MM-DD), example: '2018-09-01'}
// columns:
//   agreement: identyfikator porozumienia · agreement id
//   name: nazwa · title
//   since: od kiedy, tak dokładnie jak w dokumencie · since, as precise as the document
//   until: do kiedy · until
//   holds: 'yes – obowiązuje, no – nie obowiązuje, maybe – z dokumentów nie wiadomo · yes, no, or maybe: the documents do not tell'
// expected: {rows: 4, first: ['porozumienie:102003:2019-10-17', porozumienie o współpracy, '2019-10-17', '2023-09-30', 'no']}
MATCH (a:Agreement)
RETURN a.id AS agreement, coalesce(a.name, a.title) AS name, a.since AS since, a.until AS until,
       CASE
         WHEN a.since_min > $day OR a.until_max < $day THEN 'no'
         WHEN a.since_max <= $day AND (a.until_min >= $day OR (a.until IS NULL AND a.term = 'indefinite')) THEN 'yes'
         ELSE 'maybe'
       END AS holds
ORDER BY agreement
