"""The benchmark of the measures: generated S beside plain networkx, generated M beside the raw engine calls.

networkx gets what it would compute by itself: its own graph and functions, with their defaults. An engine's raw calls
are those that give the same answer with the engine alone, on arrays that are there already: what we cost beside them
is our overhead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkit as nk
import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from graph import brokerage, centrality, cohesion
from graph.bench import Row, compare
from graph.communities import communities
from graph.generated import facts
from graph.generator import SIZES, generate
from graph.measures import measure_all
from graph.model import EMPTY, difference
from graph.network import Projection, TwoMode, project, read_network, to_networkx
from graph.nullmodel import Trait, mixing
from graph.paths import distances
from graph.store import Right, local, open_store
from graph.sureness import rank_bands

Call = Callable[[], object]


def bench_network(size: str, seed: int = 1, report: Callable[[Row], None] | None = None) -> tuple[Row, ...]:
    """Make the network of that size and time every measure on it.

    Args:   size: S or M. report: is told each row as soon as it is there.
    Raises: KeyError: no such size.
    """
    network = generate(SIZES[size], seed)
    rows = []
    for row in _against_networkx(network) if size == "S" else _against_engines(network):
        if report is not None:
            report(row)
        rows.append(row)
    return tuple(rows)


def _against_networkx(network: TwoMode) -> Iterator[Row]:
    graph = to_networkx(network)
    institutions = [row.id for row in network.institutions]
    yield compare(
        "projection", lambda: project(network),
        lambda: nx.bipartite.collaboration_weighted_projected_graph(graph, institutions), reference="networkx",
    )
    projection = project(network)
    rows = [
        compare(what, ours, theirs, reference="networkx")
        for what, (ours, theirs) in _same_as_networkx(projection, to_networkx(projection)).items()
    ]
    yield from rows
    yield _together("all that networkx has", rows, at_least_times=10.0)
    yield _together(
        "the same without betweenness", [row for row in rows if row.what != "betweenness"], at_least_times=50.0
    )
    yield compare("all measures together", lambda: measure_all(network), at_most_seconds=3.0)
    yield compare("rank bands, 500 draws a rate", lambda: rank_bands(network), at_most_seconds=60.0)
    yield compare("1,000 rewirings, by sector", lambda: mixing(network, Trait.SECTOR), at_most_seconds=120.0)
    yield _repeated(network)


def _same_as_networkx(projection: Projection, graph: nx.Graph[str]) -> dict[str, tuple[Call, Call]]:
    """Measure → our call and networkx's, for those that it has and gets right."""
    return {
        "degree": (lambda: centrality.degree(projection), lambda: nx.degree_centrality(graph)),
        "strength": (lambda: centrality.strength(projection), lambda: dict(graph.degree(weight="weight"))),
        "betweenness": (lambda: centrality.betweenness(projection), lambda: nx.betweenness_centrality(graph)),
        "closeness": (lambda: centrality.closeness(projection), lambda: nx.closeness_centrality(graph)),
        "harmonic": (lambda: centrality.harmonic(projection), lambda: nx.harmonic_centrality(graph)),
        "eigenvector": (
            lambda: centrality.eigenvector(projection),
            lambda: nx.eigenvector_centrality(graph, max_iter=1_000, weight="weight"),
        ),
        "pagerank": (lambda: centrality.pagerank(projection), lambda: nx.pagerank(graph)),
        "core": (lambda: cohesion.core_numbers(projection), lambda: nx.core_number(graph)),
        "constraint": (lambda: brokerage.structural_holes(projection), lambda: nx.constraint(graph, weight="weight")),
        "community": (lambda: communities(projection), lambda: nx.community.louvain_communities(graph, seed=1)),
        "articulation": (
            lambda: cohesion.weak_points(projection),
            lambda: (list(nx.articulation_points(graph)), list(nx.bridges(graph))),
        ),
    }


def _together(what: str, rows: list[Row], **limits: Any) -> Row:
    """The sum of rows that have a reference."""
    theirs = sum(row.reference_seconds or 0.0 for row in rows)
    return Row(what, sum(row.seconds for row in rows), max(row.megabytes for row in rows), rows[0].reference, theirs,
               **limits)


def _repeated(network: TwoMode) -> Row:
    """Whether two runs, on one thread and on two, give the same value to the last bit."""
    threads = nk.getMaxNumberOfThreads()
    try:
        answers = []
        for count in (1, 2):
            nk.setNumberOfThreads(count)
            answers.append(measure_all(network))
    finally:
        nk.setNumberOfThreads(threads)
    first, second = answers
    same = all(np.array_equal(first.values(each), second.values(each), equal_nan=True) for each in first.answers)
    return Row("two runs on 1 and 2 threads are equal", 0.0, 0.0, kept=same)


def _against_engines(network: TwoMode) -> Iterator[Row]:
    seen = []
    for row in _timed_beside_engines(network):
        seen.append(row)
        yield row
    yield Row("peak memory of the process", 0.0, max(row.resident for row in seen), at_most_megabytes=3_000.0)


def _timed_beside_engines(network: TwoMode) -> Iterator[Row]:
    yield _stored(network)
    projection = project(network)
    upper = triu(projection.weights, k=1).tocoo()
    ends = (upper.row.astype(np.uint64), upper.col.astype(np.uint64))
    n = len(projection.institutions)
    plain = nk.GraphFromCoo(ends, n=n, weighted=False, directed=False)
    weighted = nk.GraphFromCoo((upper.data, ends), n=n, weighted=True, directed=False)
    fast: dict[str, tuple[Call, Call | None, str]] = {
        "projection": (lambda: project(network), lambda: _raw_projection(network), "scipy"),
        **_same_as_engines(projection, plain, weighted),
    }
    rows = []
    for what, (ours, theirs, engine) in fast.items():
        limits = {"at_most_times": 1.3} if theirs else {}
        rows.append(compare(what, ours, theirs, reference=engine, **limits))
        yield rows[-1]
    yield Row("all but betweenness, closeness, harmonic", sum(row.seconds for row in rows),
              max(row.megabytes for row in rows), at_most_seconds=10.0)
    yield compare(
        "betweenness, 1,024 sources", lambda: centrality.betweenness(projection),
        lambda: nk.centrality.EstimateBetweenness(plain, centrality.SAMPLE, False, False).run(),
        reference="networkit", at_most_seconds=90.0, at_most_times=1.3,
    )
    yield compare("closeness and harmonic, exact", lambda: distances(projection.incidence), at_most_seconds=90.0)


def _same_as_engines(
    projection: Projection, plain: nk.Graph, weighted: nk.Graph
) -> dict[str, tuple[Call, Call | None, str]]:
    """Measure → our call, the engine's call on the same arrays, and which engine; None: no engine has it."""
    sectors = brokerage.sector_labels(projection.institutions)
    levels = brokerage.level_labels(projection.institutions)
    weights = projection.weights
    return {
        "degree": (lambda: centrality.degree(projection), None, ""),
        "strength": (lambda: centrality.strength(projection), lambda: weights.sum(axis=1), "scipy"),
        "eigenvector": (lambda: centrality.eigenvector(projection), None, ""),
        "pagerank": (
            lambda: centrality.pagerank(projection), lambda: nk.centrality.PageRank(weighted, 0.85, 1e-12).run(),
            "networkit",
        ),
        "core": (
            lambda: cohesion.core_numbers(projection), lambda: nk.centrality.CoreDecomposition(plain).run(),
            "networkit",
        ),
        "constraint and effective size": (lambda: brokerage.structural_holes(projection), None, ""),
        "ei_sector": (lambda: brokerage.ei_index(projection, sectors), None, ""),
        "ei_level": (lambda: brokerage.ei_index(projection, levels), None, ""),
        "roles by sector": (lambda: brokerage.brokerage_roles(projection, sectors), None, ""),
        "roles by level": (lambda: brokerage.brokerage_roles(projection, levels), None, ""),
        "community": (
            lambda: communities(projection), lambda: _raw_leiden(weighted), "networkit",
        ),
        "in_core": (lambda: cohesion.core_periphery(projection), None, ""),
        "articulation": (
            lambda: cohesion.weak_points(projection), lambda: nk.components.BiconnectedComponents(plain).run(),
            "networkit",
        ),
    }


def _raw_projection(network: TwoMode) -> csr_array:
    """The product as scipy gives it, less its diagonal: nobody cooperates with itself."""
    share = 1.0 / np.maximum(network.group_sizes - 1, 1)
    product = csr_array(csr_array(network.incidence.multiply(share[np.newaxis, :])) @ network.incidence.T)
    product.setdiag(0.0)
    product.eliminate_zeros()
    return product


def _raw_leiden(graph: nk.Graph) -> None:
    """On one thread: on more, its answer is another one in every run."""
    with cohesion.one_thread():
        nk.community.ParallelLeiden(graph, randomize=False, iterations=3).run()


def _stored(network: TwoMode) -> Row:
    """From a local store to the arrays; the store is made for this and thrown away."""
    with tempfile.TemporaryDirectory(prefix="koopgraf-bench-") as folder:
        place = Path(folder) / "store"
        try:
            with open_store(str(place), right=Right.WRITER) as writer:
                writer.ensure_schema()
                writer.save(difference(EMPTY, facts(network, cooperation=False)))
            with open_store(str(place)) as reader:
                return compare("from the store to arrays", lambda: read_network(reader), at_most_seconds=15.0)
        finally:
            local.stop(place)
