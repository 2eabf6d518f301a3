"""What is loaded, how sure it is and what is doubtful: the figures of `koopgraf status`."""

from __future__ import annotations

from typing import Any, Protocol


class _Answer(Protocol):
    def records(self) -> list[dict[str, Any]]: ...


class _Reader(Protocol):
    def read(self, cypher: str, /, **params: Any) -> _Answer: ...


_COUNTS = {
    "documents": "MATCH (n:Document) RETURN count(n) AS n",
    "institutions": "MATCH (n:Institution) RETURN count(n) AS n",
    "agreements": "MATCH (n:Agreement) RETURN count(n) AS n",
    "teams": "MATCH (n:Team) RETURN count(n) AS n",
    "gminas_covered": "MATCH (:Team)-[:COVERS]->(g:Gmina) RETURN count(DISTINCT g) AS n",
    "powiats_covered": "MATCH (:Team)-[:COVERS]->(:Gmina)-[:PART_OF]->(p:Powiat) RETURN count(DISTINCT p) AS n",
    "cooperation_ties": "MATCH (:Institution)-[t:COOPERATES_WITH]->(:Institution) RETURN count(t) AS n",
}
_CLAIMS = "MATCH (c:Claim) RETURN c.status AS status, count(c) AS n ORDER BY status"
_PROJECTS = """
MATCH (p:Project)
OPTIONAL MATCH (i:Institution)-[r:RUNS]->(p)
WITH p, i, r ORDER BY r.role, i.name
RETURN p.id AS id, p.name AS name,
       [x IN collect(CASE WHEN r.role = 'leader' THEN i.name END) WHERE x IS NOT NULL] AS leaders,
       [x IN collect(CASE WHEN r.role <> 'leader' THEN i.name END) WHERE x IS NOT NULL] AS partners
ORDER BY id
"""
_CONTRADICTIONS = """
MATCH (c:Claim)-[:ABOUT]->(subject)
WHERE c.predicate IN ['signed', 'since', 'until', 'cost', 'funding', 'count'] AND c.status <> 'queued'
  AND NOT EXISTS { MATCH (c)-[:OBJECT]->() }
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WITH subject.id AS subject, c.predicate AS predicate, coalesce(c.unit, '') AS unit, coalesce(c.label, '') AS label,
     collect(DISTINCT c.value) AS found, collect(DISTINCT d.title) AS documents
WHERE size(found) > 1
RETURN subject, predicate, unit, label, found, documents ORDER BY subject, predicate, unit, label
"""
_READ_BY = "MATCH (d:Document) RETURN d.extractor AS extractor, count(d) AS n ORDER BY extractor"


def status(reader: _Reader) -> dict[str, Any]:
    """Counts, projects with who runs them, claims by status, and values that documents state differently."""
    figures: dict[str, Any] = {name: reader.read(cypher).records()[0]["n"] for name, cypher in _COUNTS.items()}
    figures["claims"] = {row["status"]: row["n"] for row in reader.read(_CLAIMS).records()}
    figures["projects"] = reader.read(_PROJECTS).records()
    differing = reader.read(_CONTRADICTIONS).records()
    figures["contradictions"] = [
        row | {"found": sorted(row["found"]), "documents": sorted(row["documents"])}
        for row in differing
        if not _only_precision(row["predicate"], row["found"])
    ]
    figures["read_by"] = {row["extractor"]: row["n"] for row in reader.read(_READ_BY).records()}
    return figures


def _only_precision(predicate: str, found: list[str]) -> bool:
    """Whether the values are one date, told more and less exactly: 2018-07 and 2018-07-12."""
    longest = max(found, key=len)
    return predicate in ("signed", "since", "until") and all(longest.startswith(value) for value in found)
