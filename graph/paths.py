"""Shortest paths from many institutions at once: Brandes' dependencies, and sums of distances.

Both run level by level over a block of sources, so that a level is one product of a sparse matrix with a dense
block, and both visit institutions in reverse Cuthill–McKee order, so that the sources of a block are near each
other and a level touches few rows. Every sum has one fixed order: the result does not depend on threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee

_BLOCK, _SMALL_BLOCK, _SMALL = 64, 128, 8_192
"""Sources of a block of path counts, and of one in a small network: what stays in the cache."""
_CELLS = 1 << 17
"""Bits of a block of distances over 64: what stays in the cache. At least 512 sources are searched from at once."""
_LEAST_WORDS = 8

Rows = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ordered:
    """A symmetric 0/1 matrix, n × n, in an order that keeps neighbours near: row k is institution `order[k]`."""

    ties: csr_array
    order: Rows

    @classmethod
    def of(cls, adjacency: csr_array) -> Ordered:
        """Reorder an adjacency matrix."""
        n = adjacency.shape[0]
        if not adjacency.nnz:
            return cls(adjacency, np.arange(n))
        order = reverse_cuthill_mckee(csr_matrix(adjacency), symmetric_mode=True).astype(np.intp)
        ties = csr_array(adjacency[order][:, order])
        ties.sort_indices()
        return cls(ties, order)

    @cached_property
    def reachable(self) -> NDArray[np.int64]:
        """Institutions that each row can reach, itself included, n."""
        _, component = connected_components(self.ties, directed=False)
        return np.bincount(component)[component].astype(np.int64)

    def back(self, values: Floats) -> Floats:
        """Values by row of this matrix as values by institution."""
        by_institution = np.empty_like(values)
        by_institution[self.order] = values
        return by_institution


def dependencies(network: Ordered, sources: Rows | None = None) -> Floats:
    """Σ over sources s of the share of shortest paths from s that run through each institution, n (both ends excluded).

    Args:   sources: rows of the ordered matrix, each once; None: all.
    Source: Brandes (2001), J. Math. Sociol. 25: 163–177.
    """
    n = network.ties.shape[0]
    chosen = np.flatnonzero(network.reachable > 2) if sources is None else sources[network.reachable[sources] > 2]
    total = np.zeros(n)
    place = np.full(n, -1, dtype=np.intp)
    block = _SMALL_BLOCK if n <= _SMALL else _BLOCK
    for start in range(0, len(chosen), block):
        _collect(_levels(network, chosen[start : start + block], place), total)
    return total


@dataclass(frozen=True, slots=True)
class _Level:
    """Rows that some source of the block reaches in so many steps, their path counts, and the ties to the level before.

    `paths`, rows × sources, is 0.0 where a row is not on this level of that source.
    """

    rows: Rows
    paths: Floats
    ties: csr_array | None


def _levels(network: Ordered, sources: Rows, place: Rows) -> list[_Level]:
    """Count shortest paths from each source, level by level. `place` is scratch: n, all −1 before and after."""
    n, k = network.ties.shape[0], len(sources)
    unseen = np.ones((n, k), dtype=np.bool_)
    unseen[sources, np.arange(k)] = False
    near = network.ties[sources]
    rows = np.unique(near.indices).astype(np.intp)
    paths = np.ascontiguousarray(near[:, rows].toarray().T)
    unseen[rows] &= paths == 0
    left = int(network.reachable[sources].sum()) - k - np.count_nonzero(paths)
    open_rows = np.ones(n, dtype=np.bool_)
    levels = [_Level(rows, paths, None)]
    while left:
        hit = np.zeros(n, dtype=np.bool_)
        hit[network.ties[rows].indices] = True
        candidates = np.flatnonzero(hit & open_rows)
        ties = _part(network.ties, candidates, rows, place)
        counts = ties @ paths
        fresh = unseen[candidates]
        counts *= fresh
        found = counts > 0
        fresh &= ~found
        unseen[candidates] = fresh
        open_rows[candidates] = fresh.any(axis=1)
        left -= np.count_nonzero(found)
        kept = found.any(axis=1)
        rows, paths = (candidates, counts) if kept.all() else (candidates[kept], counts[kept])
        levels.append(_Level(rows, paths, ties if kept.all() else csr_array(ties[kept])))
    return levels


def _part(ties: csr_array, rows: Rows, columns: Rows, place: Rows) -> csr_array:
    """ties[rows][:, columns]."""
    place[columns] = np.arange(len(columns))
    part = ties[rows]
    at = place[part.indices]
    place[columns] = -1
    kept = at >= 0
    starts = np.concatenate([[0], np.cumsum(kept)])[part.indptr]
    return csr_array((part.data[kept], at[kept], starts), shape=(len(rows), len(columns)))


def _collect(levels: list[_Level], total: Floats) -> None:
    """Add the block's dependencies, from the farthest level to the nearest."""
    share = _inverse(levels[-1].paths)
    for far, near in zip(reversed(levels[1:]), reversed(levels[:-1]), strict=True):
        assert far.ties is not None  # only the first level has none
        onward = far.ties.T @ share
        total[near.rows] += np.einsum("ij,ij->i", near.paths, onward)
        share = _inverse(near.paths)
        onward *= near.paths > 0
        share += onward


def _inverse(paths: Floats) -> Floats:
    """1 / paths, and 0 where there is none."""
    return np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)


@dataclass(frozen=True, eq=False)
class Distances:
    """What all shortest distances of an institution to others add up to; each array is n long."""

    inverse: Floats                # Σ 1 / distance
    total: Floats                  # Σ distance over those that can be reached
    reached: NDArray[np.int64]     # how many can be reached, itself included


def distances(incidence: csr_array) -> Distances:
    """Sums of the exact distances between institutions that share groups.

    Two institutions are one step apart when they share a group, so that a step is two steps between institutions and
    groups: the incidence has far fewer entries than the ties. A source is a bit, and 64 of them are one word.

    Args:   incidence: n institutions × m groups.
    Source: Then et al. (2014), PVLDB 8(4): 449–460 (many sources in one search).
    """
    n = incidence.shape[0]
    by_row, by_group, order = _reordered(incidence)
    inverse, total, reached = np.zeros(n), np.zeros(n), np.ones(n, dtype=np.int64)
    tied = len(order)
    block = 64 * max(_LEAST_WORDS, _CELLS // max(tied, 1))
    for start in range(0, tied, block):
        steps = _search(by_row, by_group, np.arange(start, min(start + block, tied)))
        for step, (rows, count) in enumerate(steps, start=1):
            at = order[rows]
            inverse[at] += count / step
            total[at] += count * float(step)
            reached[at] += count
    return Distances(inverse, total, reached)


def _reordered(incidence: csr_array) -> tuple[csr_array, csr_array, Rows]:
    """Incidence of the institutions that are in a group, rows and groups near their neighbours, both ways round."""
    filled = np.flatnonzero(np.diff(incidence.indptr)).astype(np.intp)
    cells = incidence[filled].tocsc()
    cells = cells[:, np.flatnonzero(np.diff(cells.indptr))]
    n, m = cells.shape
    if not m:
        return csr_array(cells), csr_array(cells.T), filled
    upper = csr_array(cells).tocoo()
    both = csr_matrix((np.ones(upper.nnz), (upper.row, upper.col + n)), shape=(n + m, n + m))
    order = reverse_cuthill_mckee(csr_matrix(both + both.T), symmetric_mode=True)
    rows, groups = order[order < n], order[order >= n] - n
    by_row = csr_array(csr_array(cells)[rows][:, groups])
    by_group = csr_array(by_row.T)
    return by_row, by_group, filled[rows]


def _search(by_row: csr_array, by_group: csr_array, sources: Rows) -> list[tuple[Rows, NDArray[np.int64]]]:
    """For each step: the rows that are so far from some source, and from how many."""
    n, words = by_row.shape[0], -(-len(sources) // 64)
    seen = np.zeros((n, words), dtype=np.uint64)
    bit = np.arange(len(sources))
    seen[sources, bit // 64] |= np.uint64(1) << (bit % 64).astype(np.uint64)
    frontier, rows = seen.copy(), sources
    steps = []
    while len(rows):
        groups = _touched(by_row, rows, by_group.shape[0])
        through = np.zeros((by_group.shape[0], words), dtype=np.uint64)
        through[groups] = _union(by_group, groups, frontier)
        frontier[rows] = 0
        reached = _touched(by_group, groups, n)
        fresh = _union(by_row, reached, through) & ~seen[reached]
        any_new = fresh.any(axis=1)
        rows, fresh = reached[any_new], fresh[any_new]
        seen[rows] |= fresh
        frontier[rows] = fresh
        if len(rows):
            steps.append((rows, np.bitwise_count(fresh).sum(axis=1, dtype=np.int64)))
    return steps


def _touched(cells: csr_array, rows: Rows, width: int) -> Rows:
    """Columns that the rows have an entry in."""
    hit = np.zeros(width, dtype=np.bool_)
    hit[cells[rows].indices] = True
    return np.flatnonzero(hit)


def _union(cells: csr_array, rows: Rows, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each of the rows, none of them empty: the bits of all its columns."""
    part = cells[rows]
    union: NDArray[np.uint64] = np.bitwise_or.reduceat(bits[part.indices], part.indptr[:-1], axis=0)
    return union
