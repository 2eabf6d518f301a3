"""The two-mode network institutions × groups: its rows, its columns and who is in what.

A *group*, for every measure, is a team together with the agreement that establishes it (one group,
the union of their parties, so that a pair is not counted twice), or any other agreement. Projects
are not groups unless asked for. Group ids are the ids of the graph; a joined group has the team's id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.claims import Kind

if TYPE_CHECKING:
    from scipy.sparse import csr_array


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
    family: Kind                       # Kind.TEAM (with its founding agreement) | Kind.AGREEMENT | Kind.PROJECT
    kind: str | None = None            # zespół, porozumienie …
    name: str = ""
    covers: tuple[str, ...] = ()       # codes of the units
    projects: tuple[str, ...] = ()     # ids of the projects it is within
    since: str | None = None
    until: str | None = None
    established_by: tuple[str, ...] = ()  # agreements whose parties are counted in
    term: str | None = None            # fixed | indefinite | unknown


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


def two_mode(
    institutions: Iterable[Institution],
    groups: Iterable[GroupRow],
    memberships: Mapping[tuple[str, str], float],
) -> TwoMode:
    """Build the network from its rows, its columns and (institution id, group id) → confidence, 0 to 1.

    Raises: KeyError: a membership names an institution or a group that is not there.
    """
    from scipy.sparse import csr_array  # slow to import

    rows = tuple(sorted(institutions, key=lambda row: row.id))
    columns = tuple(sorted(groups, key=lambda column: column.id))
    row_of = {institution.id: row for row, institution in enumerate(rows)}
    column_of = {group.id: column for column, group in enumerate(columns)}
    cells = sorted((row_of[i], column_of[g], confidence) for (i, g), confidence in memberships.items())
    at = (
        np.fromiter((cell[0] for cell in cells), dtype=np.int32, count=len(cells)),
        np.fromiter((cell[1] for cell in cells), dtype=np.int32, count=len(cells)),
    )
    shape = (len(rows), len(columns))
    return TwoMode(
        rows,
        columns,
        csr_array((np.ones(len(cells)), at), shape=shape),
        csr_array((np.array([cell[2] for cell in cells], dtype=np.float64), at), shape=shape),
    )
