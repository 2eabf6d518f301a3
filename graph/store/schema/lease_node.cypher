MERGE (l:Lease {id: 'writer'})
