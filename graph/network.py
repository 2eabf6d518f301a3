"""The two-mode network institutions × groups, and its projection onto institutions with a named weighting.

A *group*, for every measure, is a team together with the agreement that establishes it (one group,
the union of their parties, so that a pair is not counted twice), or any other agreement. Projects
are not groups. Group ids are the ids of the graph; a joined group has the team's id.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.claims import Kind, Status
from graph.errors import EmptyNetwork


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
class Institution:
    """A row of the network. What is not known is None or empty."""

    id: str
    name: str
    kind: str | None = None            # id of the institution type (`GOPS`)
    sectors: tuple[str, ...] = ()      # sector codes, the first one first
    levels: tuple[str, ...] = ()
    terc: str | None = None            # code of the unit it lies in: 6, 4 or 2 digits
    lat: float | None = None           # of that unit, degrees WGS84
    lon: float | None = None
    status: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A column of the network. Dates are ISO prefixes, as precise as the documents."""

    id: str
    family: Kind                       # Kind.TEAM (with its founding agreement) | Kind.AGREEMENT
    kind: str | None = None            # zespół, porozumienie …
    name: str = ""
    covers: tuple[str, ...] = ()       # codes of the units
    projects: tuple[str, ...] = ()     # ids of the projects it is within
    since: str | None = None
    until: str | None = None
    established_by: tuple[str, ...] = ()  # agreements whose parties are counted in


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


@dataclass(frozen=True, eq=False)
class TwoMode:
    """n institutions × m groups, both sorted by id; `incidence` is 1.0 where an institution is in a group.

    `confidence` has the same shape and pattern and holds the membership's confidence, 0 to 1.
    """

    institutions: tuple[Institution, ...]
    groups: tuple[GroupRow, ...]
    incidence: csr_array
    confidence: csr_array

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Institution id → row."""
        return {institution.id: row for row, institution in enumerate(self.institutions)}

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        """Group id → column."""
        return {group.id: column for column, group in enumerate(self.groups)}

    @property
    def group_sizes(self) -> NDArray[np.int64]:
        """Institutions in each group, m."""
        return np.bincount(self.incidence.indices, minlength=len(self.groups)).astype(np.int64)

    def members(self) -> dict[str, tuple[str, ...]]:
        """Group id → the ids of its institutions, sorted."""
        by_group = self.incidence.T.tocsr()
        by_group.sort_indices()
        return {
            group.id: tuple(
                self.institutions[row].id
                for row in by_group.indices[by_group.indptr[column] : by_group.indptr[column + 1]]
            )
            for column, group in enumerate(self.groups)
        }


class Weighting(StrEnum):
    """How one shared group counts towards the tie of two institutions."""

    COUNT = "count"      # 1
    NEWMAN = "newman"    # 1 / (institutions in the group − 1)


@dataclass(frozen=True, eq=False)
class Projection:
    """Institutions tied through shared groups: symmetric n × n weights, zero diagonal, dimensionless."""

    institutions: tuple[Institution, ...]
    weights: csr_array
    weighting: Weighting

    @property
    def tie_count(self) -> int:
        """Number of tied pairs."""
        return int(self.weights.nnz) // 2

    @property
    def density(self) -> float:
        """Tied pairs over all pairs, 0 to 1; NaN below two institutions."""
        n = len(self.institutions)
        return 2 * self.tie_count / (n * (n - 1)) if n > 1 else math.nan


class PairWeight(NamedTuple):
    """How strongly two institutions are tied: by count, by Newman's weighting, and through which groups."""

    weight: int
    newman: float
    groups: tuple[str, ...]


def founding_agreements(established_by: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Agreement id → the team that it alone establishes, from pairs (team id, agreement id)."""
    teams_of: dict[str, set[str]] = {}
    for team, agreement in established_by:
        teams_of.setdefault(agreement, set()).add(team)
    return {agreement: next(iter(teams)) for agreement, teams in teams_of.items() if len(teams) == 1}


def join_established(
    parties: Mapping[str, Collection[str]], established_by: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Join each team with the agreement that establishes it and that establishes no other team.

    Args:    parties: group id → institution ids. established_by: pairs (team id, agreement id).
    Returns: group id → institution ids; a joined agreement is gone, its parties are in its team.
             An agreement that establishes several teams stays a group of its own: its parties need
             not sit together in any of them.
    """
    moved = founding_agreements(established_by)
    joined: dict[str, set[str]] = {}
    for group, members in parties.items():
        joined.setdefault(moved.get(group, group), set()).update(members)
    return {group: frozenset(joined[group]) for group in sorted(joined)}


def pair_weights(groups: Mapping[str, Collection[str]]) -> dict[tuple[str, str], PairWeight]:
    """Weights of every pair of institutions that share a group.

    Args:    groups: group id → the ids of its institutions (a repeated id counts once).
    Returns: (a, b) with a < b → number of shared groups, Σ 1 / (institutions in the group − 1), and the
             shared groups' ids, sorted. The keys are sorted; the sums do not depend on any order.
    Source:  Newman (2001), Phys. Rev. E 64, 016132.
    """
    shared: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for group in sorted(groups):
        institutions = sorted(set(groups[group]))
        if len(institutions) < 2:
            continue
        entry = (group, 1 / (len(institutions) - 1))
        for pair in combinations(institutions, 2):
            shared.setdefault(pair, []).append(entry)
    return {
        pair: PairWeight(
            len(entries), math.fsum(share for _, share in entries), tuple(group for group, _ in entries)
        )
        for pair, entries in sorted(shared.items())
    }


def two_mode(
    institutions: Iterable[Institution],
    groups: Iterable[GroupRow],
    memberships: Mapping[tuple[str, str], float],
) -> TwoMode:
    """Build the network from its rows, its columns and (institution id, group id) → confidence, 0 to 1.

    Raises: KeyError: a membership names an institution or a group that is not there.
    """
    rows = tuple(sorted(institutions, key=lambda row: row.id))
    columns = tuple(sorted(groups, key=lambda column: column.id))
    row_of = {institution.id: row for row, institution in enumerate(rows)}
    column_of = {group.id: column for column, group in enumerate(columns)}
    cells = sorted((row_of[i], column_of[g], confidence) for (i, g), confidence in memberships.items())
    at = (
        np.fromiter((cell[0] for cell in cells), dtype=np.int64, count=len(cells)),
        np.fromiter((cell[1] for cell in cells), dtype=np.int64, count=len(cells)),
    )
    shape = (len(rows), len(columns))
    return TwoMode(
        rows,
        columns,
        csr_array((np.ones(len(cells)), at), shape=shape),
        csr_array((np.array([cell[2] for cell in cells], dtype=np.float64), at), shape=shape),
    )


def project(two_mode: TwoMode, weighting: Weighting = Weighting.NEWMAN) -> Projection:
    """Project institutions × groups onto institutions (one-mode network).

    Args:    two_mode: n institutions × m groups incidence. weighting: how one shared group counts.
    Returns: symmetric n × n CSR matrix, zero diagonal; weights are dimensionless.
    Raises:  EmptyNetwork: no group has two recorded parties.
    Source:  Newman (2001), Phys. Rev. E 64, 016132: 1 / (parties − 1) per shared group.
    """
    sizes = two_mode.group_sizes
    shared = sizes >= 2
    if not shared.any():
        raise EmptyNetwork(
            "No group in this selection has two recorded institutions, so nobody is tied to anybody.",
            hint="Load more documents, or widen the selection (territory, sector, level, status).",
        )
    incidence = csr_array(two_mode.incidence[:, shared])
    share = np.ones(int(shared.sum())) if weighting is Weighting.COUNT else 1.0 / (sizes[shared] - 1)
    scaled = csr_array(incidence.multiply(share[np.newaxis, :]))
    weights = csr_array(scaled @ incidence.T)
    weights.setdiag(0.0)
    weights.eliminate_zeros()
    weights.sort_indices()
    return Projection(two_mode.institutions, weights, weighting)


def shared_groups(two_mode: TwoMode, first: str, second: str) -> tuple[GroupRow, ...]:
    """The groups that both institutions (ids) are in, sorted by id: what a tie rests on.

    Raises: KeyError: an institution is not in the network.
    """
    incidence = two_mode.incidence
    of_first, of_second = (
        incidence.indices[incidence.indptr[row] : incidence.indptr[row + 1]].tolist()
        for row in (two_mode.row_of[first], two_mode.row_of[second])
    )
    return tuple(two_mode.groups[column] for column in sorted(set(of_first) & set(of_second)))


def _attributes(row: Institution | GroupRow) -> dict[str, str | float]:
    """Node attributes that every exchange format can carry: several values in one string, unknown left out."""
    attributes: dict[str, str | float] = {}
    for name in row.__slots__:
        value = getattr(row, name)
        if name == "id" or value in (None, "", ()):
            continue
        attributes[name] = ";".join(value) if isinstance(value, tuple) else str(value) if name == "family" else value
    return attributes


def to_networkx(network: TwoMode | Projection) -> nx.Graph[str]:
    """The network as the type researchers know: nodes are ids, attributes are kept, unknown ones left out.

    A two-mode network gets `bipartite` 0 (institutions) and 1 (groups) and ties with `confidence`;
    a projection gets ties with `weight`.
    """
    graph: nx.Graph[str] = nx.Graph()
    if isinstance(network, Projection):
        graph.add_nodes_from((row.id, _attributes(row)) for row in network.institutions)
        upper = network.weights.tocoo()
        graph.add_weighted_edges_from(
            (network.institutions[i].id, network.institutions[j].id, float(weight))
            for i, j, weight in zip(upper.row, upper.col, upper.data, strict=True)
            if i < j
        )
        return graph
    graph.add_nodes_from((row.id, {"bipartite": 0, **_attributes(row)}) for row in network.institutions)
    graph.add_nodes_from((group.id, {"bipartite": 1, **_attributes(group)}) for group in network.groups)
    cells = network.confidence.tocoo()
    graph.add_edges_from(
        (network.institutions[i].id, network.groups[j].id, {"confidence": float(confidence)})
        for i, j, confidence in zip(cells.row, cells.col, cells.data, strict=True)
    )
    return graph


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
