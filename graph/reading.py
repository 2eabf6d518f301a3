"""Reading the two-mode network, or a chosen part of it, from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from graph.claims import Kind, Status
from graph.two_mode import GroupRow, Institution, TwoMode, founding_agreements, two_mode


class Rows(Protocol):
    """The answer to a query: column names and rows of plain values in their order."""

    @property
    def columns(self) -> Sequence[str]:
        """Names, in the order of RETURN."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """Rows, each as long as `columns`."""
        ...


class Reader(Protocol):
    """What the network needs of a store: one read-only question at a time."""

    def read(self, cypher: str, /, **parameters: Any) -> Rows:
        """Run a reading statement."""
        ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Which part of the graph is measured. Everything left out is left out of every measure, too.

    `territory` (2, 4 or 6 digits of TERC), `project` and the two thresholds choose groups and
    memberships: a group stays when it covers a unit there or, covering none, has an institution
    there, and it keeps all its institutions. `sectors` and `levels` choose institutions.
    """

    territory: str = ""
    sectors: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    project: str | None = None
    least_status: Status = Status.ACCEPTED
    least_confidence: float = 0.0


ACCEPTED = Filters()
"""Everything that is accepted."""


_INSTITUTIONS = """
MATCH (i:Institution)
OPTIONAL MATCH (i)-[:LOCATED_IN]->(u:Unit)
RETURN i.id AS id, i.name AS name, i.kind AS kind, u.id AS terc, u.lat AS lat, u.lon AS lon,
       i.status AS status, i.confidence AS confidence
ORDER BY id, terc DESC
"""
_SECTORS = """
MATCH (i:Institution)-[r:IN_SECTOR]->(s:Sector)
RETURN i.id AS institution, s.id AS sector, r.rank AS place
ORDER BY institution, place, sector
"""
_LEVELS = """
MATCH (i:Institution)-[r:AT_LEVEL]->(l:Level)
RETURN i.id AS institution, l.id AS level, r.by AS attributed
ORDER BY institution, level
"""
_GROUPS = """
MATCH (t:Team)
RETURN t.id AS id, 'Team' AS family, t.kind AS kind, t.name AS name, t.since AS since, t.until AS until
UNION ALL
MATCH (a:Agreement)
RETURN a.id AS id, 'Agreement' AS family, a.kind AS kind, coalesce(a.name, a.title) AS name,
       coalesce(a.since, a.signed) AS since, a.until AS until
"""
_MEMBERSHIPS = """
MATCH (i:Institution)-[m:MEMBER_OF]->(t:Team)
RETURN i.id AS institution, t.id AS group_id, m.status AS status, m.confidence AS confidence
UNION ALL
MATCH (i:Institution)-[p:PARTY_TO]->(a:Agreement)
RETURN i.id AS institution, a.id AS group_id, p.status AS status, p.confidence AS confidence
"""
_ESTABLISHED = """
MATCH (t:Team)-[:ESTABLISHED_BY]->(a:Agreement)
RETURN t.id AS team, a.id AS agreement
ORDER BY team, agreement
"""
_COVERS = """
MATCH (t:Team)-[:COVERS]->(u:Unit) RETURN t.id AS group_id, u.id AS other
UNION ALL
MATCH (a:Agreement)-[:COVERS]->(u:Unit) RETURN a.id AS group_id, u.id AS other
"""
_WITHIN = """
MATCH (t:Team)-[:WITHIN]->(p:Project) RETURN t.id AS group_id, p.id AS other
UNION
MATCH (a:Agreement)-[:WITHIN]->(p:Project) RETURN a.id AS group_id, p.id AS other
UNION
MATCH (t:Team)-[:WITHIN]->(:Milestone)<-[:HAS_MILESTONE]-(p:Project) RETURN t.id AS group_id, p.id AS other
UNION
MATCH (a:Agreement)-[:WITHIN]->(:Milestone)<-[:HAS_MILESTONE]-(p:Project) RETURN a.id AS group_id, p.id AS other
"""

CITY_RIGHTS = "city rights"
"""`by` of the second level of a city with powiat rights; its own level comes first."""
_RANK_OF_STATUS = {Status.ACCEPTED: 2, Status.PROVISIONAL: 1, Status.QUEUED: 0}


def read_network(store: Reader, filters: Filters = ACCEPTED) -> TwoMode:
    """Read the two-mode network that the filters choose.

    Args:    store: whatever answers reading statements. filters: by default all that is accepted.
    Returns: n institutions × m groups. Without a filter on territory or project, institutions
             without any group are rows too; a group without a recorded institution is a column.
    """
    institutions = _read_institutions(store)
    memberships = {
        (institution, group): confidence
        for institution, group, status, confidence in store.read(_MEMBERSHIPS).rows
        if _RANK_OF_STATUS[Status(status)] >= _RANK_OF_STATUS[filters.least_status]
        and confidence >= filters.least_confidence
    }
    groups, memberships = _join(_read_groups(store), memberships, _pairs(store, _ESTABLISHED))
    kept_groups = _chosen_groups(filters, institutions, groups, memberships)
    in_a_group = {institution for institution, group in memberships if group in kept_groups}
    kept = {
        key for key, row in institutions.items()
        if (key in in_a_group or (not filters.project and (not filters.territory or _lies_in(row, filters.territory))))
        and (not filters.sectors or filters.sectors & set(row.sectors))
        and (not filters.levels or filters.levels & set(row.levels))
    }
    return two_mode(
        (institutions[key] for key in kept),
        (groups[key] for key in kept_groups),
        {pair: value for pair, value in memberships.items() if pair[0] in kept and pair[1] in kept_groups},
    )


def _pairs(store: Reader, cypher: str) -> dict[str, tuple[str, ...]]:
    """First column → the sorted distinct values of the second."""
    found: dict[str, set[str]] = {}
    for first, second in store.read(cypher).rows:
        found.setdefault(first, set()).add(second)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _read_institutions(store: Reader) -> dict[str, Institution]:
    sectors: dict[str, list[str]] = {}
    for institution, sector, _rank in store.read(_SECTORS).rows:
        sectors.setdefault(institution, []).append(sector)
    levels: dict[str, list[str]] = {}
    for institution, level, _by in sorted(store.read(_LEVELS).rows, key=lambda row: row[2] == CITY_RIGHTS):
        levels.setdefault(institution, []).append(level)
    rows: dict[str, Institution] = {}
    for key, name, kind, terc, lat, lon, status, confidence in store.read(_INSTITUTIONS).rows:
        rows.setdefault(
            key,
            Institution(
                key, name, kind or None, tuple(sectors.get(key, ())), tuple(levels.get(key, ())),
                terc, lat, lon, status, confidence,
            ),
        )
    return rows


def _read_groups(store: Reader) -> dict[str, GroupRow]:
    covers, projects = _pairs(store, _COVERS), _pairs(store, _WITHIN)
    return {
        key: GroupRow(
            key, Kind(family), kind, name or key, covers.get(key, ()), projects.get(key, ()), since, until
        )
        for key, family, kind, name, since, until in store.read(_GROUPS).rows
    }


def _join(
    groups: Mapping[str, GroupRow],
    memberships: Mapping[tuple[str, str], float],
    founded: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, GroupRow], dict[tuple[str, str], float]]:
    """Join teams with their founding agreements; a pair's confidence is the higher of the two."""
    moved = founding_agreements((team, agreement) for team, found in founded.items() for agreement in found)
    joined = {key: group for key, group in groups.items() if key not in moved}
    for agreement, team in sorted(moved.items()):
        act, group = groups[agreement], joined[team]
        joined[team] = replace(
            group,
            covers=tuple(sorted({*group.covers, *act.covers})),
            projects=tuple(sorted({*group.projects, *act.projects})),
            since=group.since or act.since,
            until=group.until or act.until,
            established_by=(*group.established_by, agreement),
        )
    merged: dict[tuple[str, str], float] = {}
    for (institution, group_id), confidence in memberships.items():
        pair = (institution, moved.get(group_id, group_id))
        merged[pair] = max(confidence, merged.get(pair, 0.0))
    return joined, merged


def _lies_in(row: Institution, territory: str) -> bool:
    return row.terc is not None and row.terc.startswith(territory)


def _chosen_groups(
    filters: Filters,
    institutions: Mapping[str, Institution],
    groups: Mapping[str, GroupRow],
    memberships: Iterable[tuple[str, str]],
) -> set[str]:
    there = {group for institution, group in memberships if _lies_in(institutions[institution], filters.territory)}
    return {
        key for key, group in groups.items()
        if (not filters.project or filters.project in group.projects)
        and (
            not filters.territory
            or any(unit.startswith(filters.territory) for unit in group.covers)
            or (not group.covers and key in there)
        )
    }
