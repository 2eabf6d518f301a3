CREATE INDEX document_title IF NOT EXISTS FOR (n:Document) ON (n.title)
