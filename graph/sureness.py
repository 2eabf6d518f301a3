"""How sure a rank is: the places that an institution would have had if some of the documents had been missing.

Documents are dropped at random, again and again; a membership stays as long as one of its documents does. The band is
the interval that holds 95 % of the ranks. It assumes that papers are missing at random, which they seldom are.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph import centrality
from graph.network import Projection, Reader, TwoMode, Weighting, project
from graph.paths import Ordered, dependencies
from graph.scores import competition_ranks, significant

RATES = (0.1, 0.2, 0.3)
"""Shares of the documents that are dropped."""
DRAWS = 500
PATH_DRAWS = 100
"""Draws for betweenness and harmonic closeness, which take the longest."""
BETWEENNESS_SAMPLE = 256
"""Sources that betweenness is estimated from in each of them."""
SEED = 7
COVERED = 0.95
"""Share of the draws whose ranks lie in the band."""
BANDED = ("teams", "groups", "degree", "strength", "betweenness", "harmonic", "eigenvector", "pagerank")
"""Measures whose ranks have bands, and so the only ones whose ranks are shown."""

_BY_PATHS = frozenset({"betweenness", "harmonic"})
_ENOUGH = 1e-9
"""Precision of what is iterated in a draw: its ranks need no more."""
_MOST_WORKERS = 4
_WORTH_IT = 2_000
"""Memberships from which several processes are worth their start."""

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]


class Document(NamedTuple):
    """A document by its id and its file's name."""

    id: str
    title: str


@dataclass(frozen=True, eq=False)
class Support:
    """Which documents record each membership: memberships × documents, in the order of the incidence's entries.

    `documents`: which ones, sorted by id; empty where they are not known one by one.
    """

    cells: csr_array
    documents: tuple[Document, ...] = ()

    @property
    def count(self) -> int:
        """How many documents record anything here."""
        return int(self.cells.shape[1])

    def of_institutions(self, network: TwoMode) -> list[tuple[Document, ...]]:
        """The documents that record the memberships of each institution, n."""
        starts, columns = self.cells.indptr[network.incidence.indptr], self.cells.indices
        return [
            tuple(self.documents[at] for at in np.unique(columns[start:end]).tolist())
            for start, end in pairwise(starts.tolist())
        ]


def one_each(network: TwoMode) -> Support:
    """Every group recorded in one document of its own: what can be said where documents are not known."""
    groups = network.incidence.indices
    shape = (len(groups), len(network.groups))
    return Support(csr_array((np.ones(len(groups)), (np.arange(len(groups)), groups)), shape=shape))


_SUPPORT = """
MATCH (c:Claim)-[:ABOUT]->(i:Institution)
WHERE c.predicate IN ['member', 'party'] AND c.status <> 'queued'
MATCH (c)-[:OBJECT]->(g)
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
RETURN DISTINCT i.id AS institution, g.id AS group_id, d.id AS document, d.title AS title
"""


def read_support(store: Reader, network: TwoMode) -> Support:
    """Read which documents record the memberships of a network, from the claims between both."""
    group_of = {found: group.id for group in network.groups for found in group.established_by}
    recorded: dict[tuple[int, int], set[Document]] = {}
    for institution, group, document, title in store.read(_SUPPORT).rows:
        row, column = network.row_of.get(institution), network.column_of.get(group_of.get(group, group))
        if row is not None and column is not None:
            recorded.setdefault((row, column), set()).add(Document(document, title))
    documents = sorted(set().union(*recorded.values()))
    place = {document: at for at, document in enumerate(documents)}
    cells = network.incidence.tocoo()
    entries = [
        (at, place[document])
        for at, pair in enumerate(zip(cells.row.tolist(), cells.col.tolist(), strict=True))
        for document in sorted(recorded.get(pair, ()))
    ]
    rows = np.array([entry[0] for entry in entries], dtype=np.int64)
    columns = np.array([entry[1] for entry in entries], dtype=np.int64)
    shape = (cells.nnz, len(documents))
    return Support(csr_array((np.ones(len(entries)), (rows, columns)), shape=shape), tuple(documents))


@dataclass(frozen=True, eq=False)
class Band:
    """The places that hold COVERED of the draws: first and last rank, n each."""

    first: Ranks
    last: Ranks
    draws: int


@dataclass(frozen=True, eq=False)
class Bands:
    """Bands by measure and rate, and what they were drawn with."""

    bands: Mapping[str, Mapping[float, Band]]
    documents: int
    seed: int

    def of(self, measure: str, rate: float = RATES[0]) -> Band | None:
        """The band of a measure; None for one whose ranks have none."""
        return self.bands.get(measure, {}).get(rate)


def rank_bands(
    network: TwoMode,
    support: Support | None = None,
    *,
    weighting: Weighting = Weighting.NEWMAN,
    rates: Sequence[float] = RATES,
    draws: int = DRAWS,
    path_draws: int = PATH_DRAWS,
    betweenness_sample: int = BETWEENNESS_SAMPLE,
    seed: int = SEED,
    workers: int | None = None,
) -> Bands:
    """Drop a share of the documents again and again, and see between which places each rank moves.

    Args:    network, support: from one graph; without support every group has a document of its own. rates: shares of
             the documents to drop. draws: of each rate. path_draws: of them, for betweenness (from a sample of
             sources) and harmonic closeness. workers: processes, None: one a core, at most four; the
             draws are the same for any number.
    Returns: bands by measure and rate. An institution that a draw leaves in no group is last in it.
    Source:  Smith & Moody (2013), Social Networks 35: 652–668; Frantz, Cataldo & Carley (2009), Computational and
             Mathematical Organization Theory 15: 303–328.
    """
    drawn = support or one_each(network)
    work = _Work(network, drawn, weighting, path_draws, betweenness_sample, seed)
    tasks = [(rate, draw) for rate in rates for draw in range(draws)]
    found = dict(zip(tasks, _run(work, tasks, workers), strict=True))
    return Bands(
        {
            measure: {
                rate: _band([found[rate, draw][measure] for draw in range(draws) if measure in found[rate, draw]])
                for rate in rates
            }
            for measure in BANDED
        },
        drawn.count, seed,
    )


@dataclass(frozen=True, eq=False)
class _Work:
    """What every draw needs."""

    network: TwoMode
    support: Support
    weighting: Weighting
    path_draws: int
    betweenness_sample: int
    seed: int


_Task = tuple[float, int]
_given: list[_Work] = []
"""The work of a process that draws, told to it once when it starts."""


def _run(work: _Work, tasks: Sequence[_Task], workers: int | None) -> list[dict[str, Ranks]]:
    count = workers or (min(os.cpu_count() or 1, _MOST_WORKERS) if work.network.incidence.nnz > _WORTH_IT else 1)
    if count == 1:
        return [_draw(work, task) for task in tasks]
    # A fork would copy the locks of the engine's and the page's threads: new processes start from nothing.
    with ProcessPoolExecutor(count, get_context("spawn"), _take, (work,)) as pool:
        return list(pool.map(_draw_given, tasks, chunksize=max(1, len(tasks) // (16 * count))))


def _take(work: _Work) -> None:
    _given.append(work)


def _draw_given(task: _Task) -> dict[str, Ranks]:
    return _draw(_given[0], task)


def _draw(work: _Work, task: _Task) -> dict[str, Ranks]:
    """Ranks of one draw. Who is in no group any more has 0, and so the last place."""
    rate, draw = task
    generator = np.random.Generator(np.random.PCG64([work.seed, round(rate * 1_000_000), draw]))
    network = _without(work, rate, generator)
    values = dict.fromkeys(_measures(draw < work.path_draws), np.zeros(len(network.institutions)))
    values |= {"teams": centrality.team_count(network), "groups": centrality.group_count(network)}
    if (network.group_sizes >= 2).any():
        projection = project(network, work.weighting)
        values |= {
            "degree": centrality.degree(projection),
            "strength": centrality.strength(projection),
            "eigenvector": centrality.eigenvector(projection, residual=_ENOUGH),
            "pagerank": centrality.pagerank(projection, change=_ENOUGH),
        }
        if draw < work.path_draws:
            values["harmonic"] = centrality.harmonic(projection)
            values["betweenness"] = _sampled_betweenness(projection, work.betweenness_sample, generator)
    return {measure: competition_ranks(significant(found)) for measure, found in values.items()}


def _measures(paths: bool) -> list[str]:
    return [measure for measure in BANDED if paths or measure not in _BY_PATHS]


def _without(work: _Work, rate: float, generator: np.random.Generator) -> TwoMode:
    """The network as it would be on record without a share of the documents."""
    documents = work.support.count
    loaded = np.ones(documents)
    loaded[generator.permutation(documents)[: round(rate * documents)]] = 0.0
    known = np.diff(work.support.cells.indptr) > 0
    kept = (work.support.cells @ loaded > 0) | ~known
    full = work.network
    return TwoMode(full.institutions, full.groups, _kept(full.incidence, kept), _kept(full.confidence, kept))


def _kept(cells: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    starts = np.concatenate([[0], np.cumsum(kept)])[cells.indptr]
    return csr_array((cells.data[kept], cells.indices[kept], starts), shape=cells.shape)


def _sampled_betweenness(projection: Projection, sample: int, generator: np.random.Generator) -> Floats:
    ordered = Ordered.of(projection.adjacency)
    n = len(ordered.order)
    return ordered.back(dependencies(ordered, np.sort(generator.permutation(n)[:sample])))


def _band(ranks: Sequence[Ranks]) -> Band:
    """Between which places the ranks lie, without the outermost draws on either side."""
    table = np.array(ranks)
    outside = (1 - COVERED) / 2
    first = np.quantile(table, outside, axis=0, method="lower")
    last = np.quantile(table, 1 - outside, axis=0, method="higher")
    return Band(first.astype(np.int64), last.astype(np.int64), len(ranks))
