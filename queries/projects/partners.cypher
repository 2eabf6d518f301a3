// pl: Kto prowadzi projekty i w jakiej roli?
// en: Who runs the projects, and in what role?
// columns:
//   project: nazwa projektu · project name
//   role: leader – lider, partner – partner · leader or partner
//   institution: identyfikator instytucji · institution id
//   name: nazwa · name
//   status: accepted albo provisional · accepted or provisional
// expected: {rows: 9, first: [KOOPERACJE 3D, leader, 'rops:246901', Regionalny Ośrodek Polityki Społecznej Województwa Śląskiego, accepted]}
MATCH (i:Institution)-[r:RUNS]->(p:Project)
RETURN p.name AS project, r.role AS role, i.id AS institution, i.name AS name, r.status AS status
ORDER BY project, role, institution
