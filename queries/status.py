"""What is loaded, how sure it is and what is doubtful: the figures of `koopgraf status`."""

from __future__ import annotations

from typing import Any

from graph.network import Reader
from queries import catalogue

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
_READ_BY = "MATCH (d:Document) RETURN d.extractor AS extractor, count(d) AS n ORDER BY extractor"


def status(reader: Reader) -> dict[str, Any]:
    """Counts, projects with who runs them, claims by status, and values that documents state differently."""
    figures: dict[str, Any] = {name: reader.read(cypher).rows[0][0] for name, cypher in _COUNTS.items()}
    figures["claims"] = {str(status): int(count) for status, count in reader.read(_CLAIMS).rows}
    figures["projects"] = [
        {"id": id_, "name": name, "leaders": leaders, "partners": partners}
        for id_, name, leaders, partners in reader.read(_PROJECTS).rows
    ]
    figures["contradictions"] = _contradictions(reader)
    figures["read_by"] = {str(extractor): int(count) for extractor, count in reader.read(_READ_BY).rows}
    return figures


def _contradictions(reader: Reader) -> list[dict[str, Any]]:
    """Contradicting pairs gathered by what they speak of: every value found, and the documents that state them."""
    answer = catalogue.run(reader, "claims/contradictions")
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for row in answer.rows:
        pair = dict(zip(answer.columns, row, strict=True))
        if pair["verdict"] != "contradictory":
            continue
        said = pair["first_said"] if pair["first_said"] == pair["second_said"] else None
        values, documents = found.setdefault((pair["subject"], pair["predicate"], said or ""), (set(), set()))
        values |= {pair["first"], pair["second"]}
        documents |= {pair["first_document"], pair["second_document"]}
    return [
        {
            "subject": subject, "predicate": predicate, "label": said,
            "found": sorted(values), "documents": sorted(documents),
        }
        for (subject, predicate, said), (values, documents) in sorted(found.items())
    ]
