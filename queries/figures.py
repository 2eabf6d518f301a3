"""The figures that sum up a graph: what is loaded, how sure it is and what is doubtful."""

from __future__ import annotations

from typing import Any

from graph.claims import Status
from graph.network import Reader
from graph.vocabulary import Role

_COUNTS = {
    "documents": "MATCH (d:Document) RETURN count(d) AS number",
    "institutions": "MATCH (i:Institution) RETURN count(i) AS number",
    "provisional institutions": "MATCH (i:Institution) WHERE i.status <> 'accepted' RETURN count(i) AS number",
    "teams": "MATCH (t:Team) RETURN count(t) AS number",
    "agreements": "MATCH (a:Agreement) RETURN count(a) AS number",
    "gminas covered": "MATCH ()-[:COVERS]->(u:Gmina) RETURN count(DISTINCT u) AS number",
    "memberships": "MATCH (:Institution)-[m:MEMBER_OF|PARTY_TO]->() RETURN count(m) AS number",
    "cooperating pairs": "MATCH (:Institution)-[c:COOPERATES_WITH]->(:Institution) RETURN count(c) AS number",
    "claims": "MATCH (c:Claim) RETURN count(c) AS number",
}
_CLAIMS = "MATCH (c:Claim) RETURN c.status AS status, count(c) AS claims ORDER BY status"
_PROJECTS = """
MATCH (p:Project)
OPTIONAL MATCH (p)<-[r:RUNS]-(i:Institution)
RETURN p.id AS project, p.name AS name, r.role AS role, i.name AS institution
ORDER BY project, role, institution
"""


def status(store: Reader) -> dict[str, Any]:
    """Figures by name: counts; claims by status; projects with the names of their leaders and partners."""
    figures: dict[str, Any] = {name: store.read(cypher).rows[0][0] for name, cypher in _COUNTS.items()}
    by_status = {row[0]: row[1] for row in store.read(_CLAIMS).rows}
    figures |= {f"{each.value} claims": by_status.get(each.value, 0) for each in Status}
    projects: dict[str, dict[str, Any]] = {}
    for project, name, role, institution in store.read(_PROJECTS).rows:
        entry = projects.setdefault(project, {"name": name, "leaders": [], "partners": []})
        if institution is not None:
            entry["leaders" if role == Role.LEADER else "partners"].append(institution)
    return figures | {"projects": list(projects.values())}
