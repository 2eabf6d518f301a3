"""Reading the two-mode network, or a chosen part of it, from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from graph.claims import Kind, Status
from graph.dates import Holding, PartialDate, holding
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

    `territory` (2, 4 or 6 digits of TERC) and `project` choose groups: a group stays when it covers a unit there
    or, covering none, has an institution there, and it keeps all its institutions. The two thresholds and the day
    choose memberships, `sectors` and `levels` institutions.
    """

    territory: str = ""
    sectors: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    project: str | None = None         # id of a project
    least_status: Status = Status.ACCEPTED
    least_confidence: float = 0.0
    day: date | None = None            # what holds or may hold on that day
    surely: bool = False               # of that, only what surely holds
    with_projects: bool = False        # a project with its leader and partners is a group, too


ACCEPTED = Filters()
"""Everything that is accepted."""

_INSTITUTIONS = """
MATCH (i:Institution)
RETURN 'institution' AS part, i.id AS id, [i.name, i.kind, i.status, i.confidence] AS own,
       [(i)-[r:IN_SECTOR]->(s:Sector) | [r.rank, s.id]] AS members,
       [(i)-[r:AT_LEVEL]->(l:Level) | [l.id, r.by]] AS covers,
       [(i)-[:LOCATED_IN]->(u:Unit) | [u.id, u.lat, u.lon]] AS within, [] AS established
"""
_TEAMS = """
MATCH (g:Team)
RETURN 'Team' AS part, g.id AS id, [g.kind, g.name, coalesce(g.since, g.signed), g.until, g.term] AS own,
       [(g)<-[m:MEMBER_OF]-(i:Institution) WHERE m.status IN $statuses AND m.confidence >= $least
         | {dated}] AS members,
       [(g)-[:COVERS]->(u:Unit) | [u.id]] AS covers,
       [(g)-[:WITHIN]->(p:Project) | [p.id]]
         + [(g)-[:WITHIN]->(:Milestone)<-[:HAS_MILESTONE]-(p:Project) | [p.id]] AS within,
       [(g)-[:ESTABLISHED_BY]->(a:Agreement) | [a.id]] AS established
"""
_AGREEMENTS = """
MATCH (g:Agreement)
RETURN 'Agreement' AS part, g.id AS id,
       [g.kind, coalesce(g.name, g.title), coalesce(g.since, g.signed), g.until, g.term] AS own,
       [(g)<-[m:PARTY_TO]-(i:Institution) WHERE m.status IN $statuses AND m.confidence >= $least
         | {dated}] AS members,
       [(g)-[:COVERS]->(u:Unit) | [u.id]] AS covers,
       [(g)-[:WITHIN]->(p:Project) | [p.id]]
         + [(g)-[:WITHIN]->(:Milestone)<-[:HAS_MILESTONE]-(p:Project) | [p.id]] AS within,
       [] AS established
"""
_PROJECTS = """
MATCH (g:Project)
RETURN 'Project' AS part, g.id AS id, ['projekt', g.name, null, null, null] AS own,
       [(g)<-[m:RUNS]-(i:Institution) WHERE m.status IN $statuses AND m.confidence >= $least
         | [i.id, m.confidence]]
         + [(g)<-[m:TAKES_PART_IN]-(i:Institution) WHERE m.status IN $statuses AND m.confidence >= $least
         | [i.id, m.confidence]] AS members,
       [] AS covers, [[g.id]] AS within, [] AS established
"""

CITY_RIGHTS = "city rights"
"""`by` of the second level of a city with powiat rights; its own level comes first."""
_FROM_SUREST = (Status.ACCEPTED, Status.PROVISIONAL, Status.QUEUED)
_Members = Sequence[Sequence[Any]]
"""Institution and confidence, and where a day is asked for since and until."""


def read_network(store: Reader, filters: Filters = ACCEPTED) -> TwoMode:
    """Read the two-mode network that the filters choose, in one read.

    Args:    store: whatever answers reading statements. filters: by default all that is accepted.
    Returns: n institutions × m groups. Without a filter on territory or project, institutions
             without any group are rows too; a group without a recorded institution is a column.
    """
    parts = [_INSTITUTIONS, _TEAMS, _AGREEMENTS, *([_PROJECTS] if filters.with_projects else [])]
    institutions: dict[str, Institution] = {}
    groups: dict[str, GroupRow] = {}
    recorded: dict[str, _Members] = {}
    # Every value that a driver unpacks costs a microsecond or two, so only what is asked for is sent.
    member = "[i.id, m.confidence]" if filters.day is None else "[i.id, m.confidence, m.since, m.until]"
    answer = store.read(
        "UNION ALL".join(parts).replace("{dated}", member),
        statuses=[status.value for status in _FROM_SUREST[: _FROM_SUREST.index(filters.least_status) + 1]],
        least=filters.least_confidence,
    )
    for part, key, own, members, covers, within, established in answer.rows:
        if part == "institution":
            institutions[key] = _institution(key, own, members, covers, within)
        else:
            groups[key] = _group(part, key, own, covers, within, established)
            recorded[key] = members
    moved = founding_agreements((group.id, act) for group in groups.values() for act in group.established_by)
    joined = _joined(groups, moved)
    memberships: dict[tuple[str, str], float] = {}
    for key, members in recorded.items():
        whole = joined[moved.get(key, key)]
        for institution, confidence in _chosen_members(members, groups[key], whole, filters):
            pair = (institution, whole.id)
            memberships[pair] = max(confidence, memberships.get(pair, 0.0))
    return _choose(filters, institutions, joined, memberships)


def _institution(
    key: str, own: Sequence[Any], sectors: Sequence[Any], levels: Sequence[Any], units: Sequence[Any]
) -> Institution:
    name, kind, status, confidence = own
    terc, lat, lon = max(units, key=lambda unit: unit[0]) if units else (None, None, None)
    ranked = sorted(sectors, key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    by_right = sorted(levels, key=lambda row: (row[1] == CITY_RIGHTS, row[0]))
    return Institution(
        key, name, kind or None, tuple(row[1] for row in ranked), tuple(row[0] for row in by_right),
        terc, lat, lon, status, confidence,
    )


def _group(
    part: str, key: str, own: Sequence[Any], covers: Sequence[Any], within: Sequence[Any], established: Sequence[Any]
) -> GroupRow:
    kind, name, since, until, term = own
    return GroupRow(
        key, Kind(part), kind, name or key, _distinct(covers), _distinct(within), since, until,
        _distinct(established), term,
    )


def _distinct(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(sorted({row[0] for row in found}))


def _chosen_members(
    members: _Members, group: GroupRow, whole: GroupRow, filters: Filters
) -> Iterator[tuple[str, float]]:
    """Institutions in a group, with their confidence, that the day lets through.

    A tie without dates has those of its group, and a team without dates those of its founding agreement (`whole`).
    """
    wanted = (Holding.YES,) if filters.surely else (Holding.YES, Holding.MAYBE)
    begun, ended = group.since or whole.since, group.until or whole.until
    for institution, confidence, *dates in members:
        if filters.day is not None:
            since, until = dates or (None, None)
            if _holds(filters.day, since or begun, until or ended, whole.term) not in wanted:
                continue
        yield institution, confidence


@lru_cache(maxsize=4_096)
def _holds(day: date, since: str | None, until: str | None, term: str | None) -> Holding:
    return holding(
        day,
        since=PartialDate(value=since) if since else None,
        until=PartialDate(value=until) if until else None,
        term=term,
    )


def _joined(groups: Mapping[str, GroupRow], moved: Mapping[str, str]) -> dict[str, GroupRow]:
    """Teams with what their founding agreements say, and the agreements that found none. `moved`: act → team."""
    joined = {key: replace(group, established_by=()) for key, group in groups.items() if key not in moved}
    for agreement, team in sorted(moved.items()):
        act, group = groups[agreement], joined[team]
        joined[team] = replace(
            group,
            covers=tuple(sorted({*group.covers, *act.covers})),
            projects=tuple(sorted({*group.projects, *act.projects})),
            since=group.since or act.since,
            until=group.until or act.until,
            term=group.term if group.term not in (None, "unknown") else act.term,
            established_by=(*group.established_by, agreement),
        )
    return joined


def _choose(
    filters: Filters,
    institutions: Mapping[str, Institution],
    groups: Mapping[str, GroupRow],
    memberships: Mapping[tuple[str, str], float],
) -> TwoMode:
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
