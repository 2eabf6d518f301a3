"""What breaks if a body leaves: whose leaving cuts others off, what one removal does, and the whole removal curve.

Everything runs on the two-mode network: two institutions hold together through a group that both are
in. A weak point may also be a document that nobody has loaded, so these are questions, not verdicts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.errors import UsageError
from graph.network import TwoMode, Weighting, project, to_networkx

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SEED = 7
LARGEST_FOR_CONNECTIVITY = 200
"""Institutions up to which more than one that separate are looked for: 6 s for 180, measured."""


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """An institution whose leaving cuts others off (an articulation point)."""

    institution: str
    parts: tuple[int, ...]         # institutions in each part that is left of its component, largest first

    @property
    def cut_off(self) -> int:
        """Institutions that lose the largest part."""
        return sum(self.parts[1:])


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The network before and after some institutions leave. Parts are components of at least one institution."""

    removed: tuple[str, ...]
    institutions_before: int       # in a group, as everywhere here
    parts_before: tuple[int, ...]  # institutions in each part, largest first
    parts_after: tuple[int, ...]
    cut_off: tuple[str, ...]       # lost the largest rest of the part in which they were
    alone: tuple[str, ...]         # left without any partner
    groups_below_two: tuple[str, ...]  # groups that had two institutions and have fewer now

    @property
    def fragmentation_before(self) -> float:
        """Share of the pairs of institutions that cannot reach each other, 0 to 1."""
        return fragmentation(self.parts_before)

    @property
    def fragmentation_after(self) -> float:
        """The same among those who are left."""
        return fragmentation(self.parts_after)


def fragmentation(parts: Collection[int]) -> float:
    """Share of pairs in different parts, 0 to 1; 0 below two institutions.

    Source: Borgatti (2006), Computational & Mathematical Organization Theory 12: 21–34, formula 4.
    """
    n = sum(parts)
    return 1 - sum(size * (size - 1) for size in parts) / (n * (n - 1)) if n > 1 else 0.0


def weak_points(network: TwoMode) -> tuple[WeakPoint, ...]:
    """Institutions whose leaving cuts others off, by how many lose the rest, then by id.

    Source: Hopcroft & Tarjan (1973), Communications of the ACM 16: 372–378, on institutions and groups together.
    """
    n = len(network.institutions)
    adjacency = _both_modes(network)
    parts: dict[int, list[int]] = {}
    for root in range(n):
        parts |= _cut_points_from(root, adjacency, n) if adjacency.seen[root] < 0 else {}
    found = [
        WeakPoint(network.institutions[row].id, tuple(sorted(sizes, reverse=True))) for row, sizes in parts.items()
    ]
    return tuple(sorted(found, key=lambda point: (-point.cut_off, point.institution)))


class _Adjacency:
    """Institutions 0 … n−1 and groups n … n+m−1 as one undirected graph, with the state of one depth-first search."""

    def __init__(self, neighbours: csr_array) -> None:
        self.starts: list[int] = neighbours.indptr.tolist()
        self.ends: list[int] = neighbours.indices.tolist()
        nodes = len(self.starts) - 1
        self.seen = [-1] * nodes       # order of discovery
        self.low = [0] * nodes         # earliest node that the subtree is tied to
        self.held = [0] * nodes        # institutions in the subtree
        self.clock = 0


def _both_modes(network: TwoMode) -> _Adjacency:
    return _Adjacency(_square(network))


def _square(network: TwoMode) -> csr_array:
    from scipy.sparse import csr_array  # slow to import

    cells = network.incidence.tocoo()
    n, m = network.incidence.shape
    rows = np.concatenate([cells.row, cells.col + n])
    columns = np.concatenate([cells.col + n, cells.row])
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(n + m, n + m))


def _cut_points_from(root: int, graph: _Adjacency, n: int) -> dict[int, list[int]]:
    """Cut points of the root's component: row of an institution → sizes of the parts that its leaving makes."""
    seen, low, held = graph.seen, graph.low, graph.held
    cut: dict[int, list[int]] = {}
    parent = {root: -1}
    stack = [(root, iter(range(graph.starts[root], graph.starts[root + 1])))]
    seen[root] = low[root] = graph.clock
    held[root] = 1
    graph.clock += 1
    while stack:
        node, edges = stack[-1]
        for edge in edges:
            other = graph.ends[edge]
            if seen[other] < 0:
                seen[other] = low[other] = graph.clock
                graph.clock += 1
                held[other] = int(other < n)
                parent[other] = node
                stack.append((other, iter(range(graph.starts[other], graph.starts[other + 1]))))
                break
            if other != parent[node]:
                low[node] = min(low[node], seen[other])
        else:
            stack.pop()
            above = parent[node]
            if above >= 0:
                low[above] = min(low[above], low[node])
                held[above] += held[node]
                # a group without another member is no part: nobody is cut off in it
                if above < n and low[node] >= seen[above] and held[node]:
                    cut.setdefault(above, []).append(held[node])
    total = held[root]
    for below in cut.values():
        rest = total - 1 - sum(below)
        if rest:
            below.append(rest)
    return {row: sizes for row, sizes in cut.items() if len(sizes) > 1}


def what_if(network: TwoMode, removed: Iterable[str]) -> WhatIf:
    """What is left when these institutions leave every group.

    Raises: UsageError: an id is not in the network.
    """
    leaving = tuple(sorted(set(removed)))
    unknown = [key for key in leaving if key not in network.row_of]
    if unknown:
        raise UsageError(
            f"no institution of the network has the id {unknown[0]}",
            hint="Look it up: koopgraf measures, or the dashboard's page Instytucja.",
        )
    seated = np.diff(network.incidence.indptr) > 0
    stay = np.ones(len(network.institutions), dtype=bool)
    stay[[network.row_of[key] for key in leaving]] = False
    before, after = _components(network.incidence, seated), _components(network.incidence, seated & stay)
    sizes_after = np.bincount(after[after >= 0]) if (after >= 0).any() else np.zeros(0, dtype=np.int64)
    left = np.asarray(network.incidence[stay].sum(axis=0)).ravel()
    partners_before = _has_partner(network, np.ones_like(stay))
    alone = seated & stay & partners_before & ~_has_partner(network, stay)
    ids = [row.id for row in network.institutions]
    return WhatIf(
        leaving,
        int(seated.sum()),
        _sizes(before),
        _sizes(after),
        tuple(ids[row] for row in np.flatnonzero(_lost(before, after, sizes_after))),
        tuple(ids[row] for row in np.flatnonzero(alone)),
        tuple(
            group.id for group, size, rest in zip(network.groups, network.group_sizes, left, strict=True)
            if size >= 2 > rest
        ),
    )


def _components(incidence: csr_array, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Component of each institution that is kept, 0, 1 …; −1 for the others."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    rows = np.flatnonzero(kept)
    labels = np.full(len(kept), -1, dtype=np.int64)
    if len(rows):
        some = csr_array(incidence[rows])
        n, m = some.shape
        cells = some.tocoo()
        square = csr_array((np.ones(some.nnz), (cells.row, cells.col + n)), shape=(n + m, n + m))
        found = connected_components(square, directed=False)[1][:n]
        labels[rows] = np.unique(found, return_inverse=True)[1]
    return labels


def _sizes(labels: NDArray[np.int64]) -> tuple[int, ...]:
    present = labels[labels >= 0]
    return tuple(sorted(np.bincount(present).tolist(), reverse=True)) if len(present) else ()


def _lost(
    before: NDArray[np.int64], after: NDArray[np.int64], sizes_after: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether an institution is left outside the largest rest of its part; of equal rests the first one counts."""
    lost = np.zeros(len(before), dtype=bool)
    for part in np.unique(before[(before >= 0) & (after >= 0)]):
        rests = np.unique(after[(before == part) & (after >= 0)])
        if len(rests) > 1:
            largest = rests[np.argmax(sizes_after[rests])]
            lost |= (before == part) & (after >= 0) & (after != largest)
    return lost


def _has_partner(network: TwoMode, stay: NDArray[np.bool_]) -> NDArray[np.bool_]:
    sizes = np.asarray(network.incidence[stay].sum(axis=0)).ravel()
    shared = np.asarray(network.incidence @ (sizes >= 2).astype(np.float64)).ravel()
    return (shared > 0) & stay


def connectivity(network: TwoMode) -> tuple[int, tuple[str, ...]] | None:
    """κ of the largest part: how many must leave before the rest falls apart, and such a set (ids, sorted).

    Returns: None where the question has no answer: everybody meets everybody, or nobody alone separates it and the
             part has more than `LARGEST_FOR_CONNECTIVITY` institutions.
    Source:  Esfahanian & Hakimi (1984), Networks 14: 355–366, as in networkx.
    """
    seated = np.diff(network.incidence.indptr) > 0
    labels = _components(network.incidence, seated)
    if not (labels >= 0).any():
        return None
    rows = np.flatnonzero(labels == np.bincount(labels[labels >= 0]).argmax())
    ids = {network.institutions[row].id for row in rows}
    alone = [point.institution for point in weak_points(network) if point.institution in ids]
    if alone:
        return 1, (alone[0],)
    if not 2 < len(rows) <= LARGEST_FOR_CONNECTIVITY:
        return None
    import networkx as nx  # slow to import

    graph = nx.Graph(to_networkx(project(network)).subgraph(sorted(ids)))
    if graph.number_of_edges() == len(rows) * (len(rows) - 1) // 2:
        return None
    cut = nx.minimum_node_cut(graph)
    return len(cut), tuple(sorted(cut))


class Order(StrEnum):
    """Who leaves first."""

    GROUPS = "groups"              # who is in most groups
    BETWEENNESS = "betweenness"    # who lies between most others
    RANDOM = "random"


def removal_order(network: TwoMode, order: Order, seed: int = SEED) -> tuple[int, ...]:
    """Rows of the institutions that are in a group, in the order in which they leave; ties by id."""
    degrees = np.diff(network.incidence.indptr)
    seated = np.flatnonzero(degrees > 0)
    if order is Order.RANDOM:
        return tuple(np.random.default_rng(seed).permutation(seated).tolist())
    scores = degrees.astype(np.float64)
    if order is Order.BETWEENNESS:
        from graph.centrality import betweenness  # the engines are slow to import

        scores = betweenness(project(network, Weighting.COUNT)).values
    return tuple(seated[np.argsort(-scores[seated], kind="stable")].tolist())


def removal_curve(network: TwoMode, rows: Sequence[int]) -> NDArray[np.int64]:
    """Institutions in the largest part after 0, 1, … len(rows) of them have left, in the order given.

    Args:    rows: distinct rows of institutions; who is in no group counts as a part of one.
    Returns: len(rows) + 1 sizes.
    Source:  Newman & Ziff (2001), Phys. Rev. E 64, 016706: add them back in reverse, joining parts.
    """
    n, m = network.incidence.shape
    starts, ends = network.incidence.indptr.tolist(), network.incidence.indices.tolist()
    parent = list(range(n + m))
    size = [1] * n + [0] * m

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    largest = 0

    def add(row: int) -> None:
        nonlocal largest
        here = row
        for end in ends[starts[row] : starts[row + 1]]:
            other = root(n + end)
            if other != here:
                if size[other] > size[here]:
                    here, other = other, here
                parent[other] = here
                size[here] += size[other]
        largest = max(largest, size[here])

    for row in sorted(set(range(n)) - set(rows)):
        add(row)
    curve = [largest]
    for row in reversed(rows):
        add(row)
        curve.append(largest)
    return np.array(curve[::-1], dtype=np.int64)
