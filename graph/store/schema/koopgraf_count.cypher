MERGE (k:Koopgraf {id: 'graph'}) ON CREATE SET k.revision = 0
