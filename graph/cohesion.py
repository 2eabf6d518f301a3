"""How the network hangs together: density, cores, core and periphery, weak points, and what each tie is made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType
from weakref import WeakKeyDictionary

import networkit as nk
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from graph import reference
from graph.claims import Kind
from graph.projection import Projection
from graph.two_mode import TwoMode

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


_graphs: WeakKeyDictionary[Projection, nk.Graph] = WeakKeyDictionary()
"""The engine's graph of each projection that is in use: made once, and alive as long as its algorithms need it."""


def engine_graph(projection: Projection) -> nk.Graph:
    """The projection as the engine's weighted graph, made once: nodes are rows, ties are added in order."""
    graph = _graphs.get(projection)
    if graph is None:
        weights = projection.weights
        rows = np.repeat(np.arange(weights.shape[0], dtype=np.uint64), np.diff(weights.indptr))
        upper = rows < weights.indices
        ends = (rows[upper], weights.indices[upper].astype(np.uint64))
        graph = nk.GraphFromCoo((weights.data[upper], ends), n=weights.shape[0], weighted=True, directed=False)
        _graphs[projection] = graph
    return graph


@contextmanager
def one_thread() -> Iterator[None]:
    """Let the engine compute on one thread: the same steps on every machine."""
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)


def core_numbers(projection: Projection) -> NDArray[np.int64]:
    """The largest k for which each institution is in the k-core, where everybody has k partners inside, n.

    Source: Seidman (1983), Social Networks 5: 269–287.
    """
    if not projection.weights.nnz:
        return np.zeros(len(projection.institutions), dtype=np.int64)
    cores = nk.centrality.CoreDecomposition(engine_graph(projection))
    cores.run()  # on any number of threads: whole numbers, which no order of steps changes
    return np.asarray(cores.scores(asarray=True)).astype(np.int64)


def centralisation(projection: Projection) -> float:
    """How far degrees lean on one institution: 0 all equal, 1 a star; NaN below three institutions.

    Source: Freeman (1978), Social Networks 1: 215–239.
    """
    n = len(projection.institutions)
    if n < 3:
        return math.nan
    degrees = np.diff(projection.weights.indptr)
    return float((degrees.max() - degrees).sum()) / ((n - 1) * (n - 2))


@dataclass(frozen=True, eq=False)
class WeakPoints:
    """Where the network would fall apart. `articulation`, n: leaves more pieces behind when it goes.

    `bridges`: pairs of rows, k × 2, each sorted: ties whose loss does the same.
    """

    articulation: Flags
    bridges: NDArray[np.int64]


def weak_points(projection: Projection) -> WeakPoints:
    """Articulation points and bridges. Source: Hopcroft & Tarjan (1973), Communications of the ACM 16: 372–378."""
    n = len(projection.institutions)
    if not projection.weights.nnz:
        return WeakPoints(np.zeros(n, dtype=np.bool_), np.empty((0, 2), dtype=np.int64))
    found = nk.components.BiconnectedComponents(engine_graph(projection))
    found.run()
    blocks = [block for block in found.getComponents() if len(block) > 1]
    blocks_of = np.bincount(np.fromiter(chain.from_iterable(blocks), dtype=np.int64), minlength=n)
    bridges = sorted(sorted(block) for block in blocks if len(block) == 2)
    return WeakPoints(blocks_of > 1, np.array(bridges, dtype=np.int64).reshape(-1, 2))


@dataclass(frozen=True, eq=False)
class CorePeriphery:
    """A core whose members are tied to each other and a periphery whose members are not.

    `core`, n. `fit`: correlation with that pattern over pairs inside the core and inside the periphery, −1 to 1, NaN
    where one of the two has no pair or ties do not differ. `misfits`: ties missing in the core, or in the periphery.
    """

    core: Flags
    fit: float
    misfits: int


def core_periphery(projection: Projection) -> CorePeriphery:
    """The split with the fewest misfits; of several, the one with the smallest core. Ties across do not count.

    Source: Borgatti & Everett (2000), Social Networks 21: 375–395; exact by degree: Lip (2011), arXiv:1102.5511.
    """
    degrees = np.diff(projection.weights.indptr).astype(np.int64)
    n = len(degrees)
    by_degree = np.argsort(-degrees, kind="stable")
    sizes = np.arange(n + 1)
    misfits = sizes * (sizes - 1) // 2 + projection.tie_count - np.concatenate([[0], np.cumsum(degrees[by_degree])])
    best = int(np.argmin(misfits))
    core = np.zeros(n, dtype=np.bool_)
    core[by_degree[:best]] = True
    inside = projection.adjacency[core][:, core].nnz // 2
    outside = projection.adjacency[~core][:, ~core].nnz // 2
    fit = _phi(inside, best * (best - 1) // 2 - inside, outside, (n - best) * (n - best - 1) // 2 - outside)
    return CorePeriphery(core, fit, int(misfits[best]))


def _phi(core_tied: int, core_open: int, rest_tied: int, rest_open: int) -> float:
    """Correlation of two yes/no variables from their four counts."""
    product = math.prod(map(float, (
        core_tied + core_open, rest_tied + rest_open, core_tied + rest_tied, core_open + rest_open
    )))
    return (core_tied * rest_open - core_open * rest_tied) / math.sqrt(product) if product else math.nan


# ---------------------------------------------------------------- groups that share members


@dataclass(frozen=True, eq=False)
class Overlaps:
    """Pairs of groups that share members, each pair once, by column of the network: first < second."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    shared: NDArray[np.int64]      # institutions in both
    jaccard: Floats                # shared over those in either, 0 to 1


def team_overlaps(network: TwoMode, *, teams_only: bool = True) -> Overlaps:
    """Which teams (or groups) share members. Source: Jaccard (1901); Borgatti & Everett (1997), Social Networks 19."""
    chosen = np.array([group.family is Kind.TEAM or not teams_only for group in network.groups], dtype=np.bool_)
    columns = np.flatnonzero(chosen)
    cells = csr_array(network.incidence[:, columns])
    pairs = triu(csr_array(cells.T @ cells), k=1).tocsr()
    pairs.sort_indices()
    found = pairs.tocoo()
    sizes = network.group_sizes[columns]
    shared = np.rint(found.data).astype(np.int64)
    either = sizes[found.row] + sizes[found.col] - shared
    return Overlaps(columns[found.row], columns[found.col], shared, shared / either)


# ---------------------------------------------------------------- what a tie is made of


@dataclass(frozen=True, slots=True)
class Rung:
    """A form of cooperation: 1 is the loosest. `kinds`: the kinds of groups that have this form."""

    rung: int
    name: str
    pl: str
    en: str
    kinds: tuple[str, ...]


@cache
def ladder() -> Mapping[int, Rung]:
    """The forms of cooperation by rung, loosest first (`data/reference/intensity.csv`)."""
    found: dict[int, Rung] = {}
    for row in sorted(reference.rows("intensity.csv"), key=lambda row: int(row["rung"])):
        rung = int(row["rung"])
        before = found[rung].kinds if rung in found else ()
        found[rung] = Rung(rung, row["name"], row["pl"], row["en"], (*before, row["kind"]))
    return MappingProxyType(found)


def rungs(network: TwoMode) -> NDArray[np.int64]:
    """Rung of each group, m; a kind that the table does not know has its family's: team or agreement."""
    by_kind = {kind: rung.rung for rung in ladder().values() for kind in rung.kinds}
    by_family = {Kind.TEAM: by_kind["zespół"], Kind.AGREEMENT: by_kind["porozumienie"]}
    return np.array(
        [by_kind.get(group.kind or "", by_family.get(group.family, 0)) for group in network.groups], dtype=np.int64
    )


@dataclass(frozen=True, eq=False)
class Ties:
    """Every tie of a projection once, by row: first < second. Each array is as long as there are ties."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: Floats
    intensity: NDArray[np.int64]     # highest rung among the shared groups
    multiplexity: NDArray[np.int64]  # different rungs among them


def ties(network: TwoMode, projection: Projection) -> Ties:
    """Intensity and multiplexity of every tie of the network's projection.

    Source: the ladder is `data/reference/intensity.csv`; multiplexity: Wasserman & Faust (1994), Social Network
            Analysis, 3.1.
    """
    weights = triu(projection.weights, k=1).tocsr()
    weights.sort_indices()
    upper = weights.tocoo()
    n = projection.weights.shape[0]
    key = upper.row.astype(np.int64) * n + upper.col
    intensity, multiplexity = np.zeros(len(key), dtype=np.int64), np.zeros(len(key), dtype=np.int64)
    of_group = rungs(network)
    for rung in ladder():
        cells = csr_array(network.incidence[:, of_group == rung])
        pairs = triu(csr_array(cells @ cells.T), k=1).tocoo()
        at = np.searchsorted(key, np.sort(pairs.row.astype(np.int64) * n + pairs.col))
        intensity[at] = rung
        multiplexity[at] += 1
    return Ties(upper.row.astype(np.int64), upper.col.astype(np.int64), upper.data, intensity, multiplexity)
