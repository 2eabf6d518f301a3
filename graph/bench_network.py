"""The benchmark of the measures: generated S beside plain networkx, generated M beside the raw engine calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graph.bench import Row, compare
from graph.generator import SIZES, generate
from graph.network import TwoMode, project, to_networkx
from graph.nullmodel import Trait, mixing


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
    yield compare("1,000 rewirings, by sector", lambda: mixing(network, Trait.SECTOR), at_most_seconds=120.0)


def _against_engines(network: TwoMode) -> Iterator[Row]:
    yield compare("projection", lambda: project(network), lambda: _raw_projection(network), reference="scipy")


def _raw_projection(network: TwoMode) -> csr_array:
    share = 1.0 / np.maximum(network.group_sizes - 1, 1)
    return csr_array(csr_array(network.incidence.multiply(share[np.newaxis, :])) @ network.incidence.T)


