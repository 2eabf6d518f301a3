"""Communities: parts of the network with more ties inside than their institutions' ties would give by chance."""

from __future__ import annotations

from dataclasses import dataclass

import networkit as nk
import numpy as np
from numpy.typing import NDArray

from graph.cohesion import engine_graph, one_thread
from graph.projection import Projection

SEED = 7
_ITERATIONS = 3
"""Passes; at the size of Poland a fourth and fifth raise modularity by less than 0.0001, a sixth by nothing."""


@dataclass(frozen=True, eq=False)
class Communities:
    """`labels`, n: 1 is the largest community, of equal ones the one with the first member; `modularity`: −½ to 1."""

    labels: NDArray[np.int64]
    modularity: float


def communities(projection: Projection, *, seed: int = SEED) -> Communities:
    """Communities of the weighted ties by the Leiden algorithm; an institution without ties is one by itself.

    One thread, a seed and an order of the nodes that does not change: the same on every machine.

    Source: Traag, Waltman & van Eck (2019), Scientific Reports 9: 5233; modularity: Newman & Girvan (2004),
            Phys. Rev. E 69: 026113.
    """
    n = len(projection.institutions)
    if not projection.weights.nnz:
        return Communities(np.arange(1, n + 1), 0.0)
    with one_thread():
        nk.engineering.setSeed(seed, False)
        found = nk.community.ParallelLeiden(engine_graph(projection), randomize=False, iterations=_ITERATIONS)
        found.run()
    labels = np.asarray(found.getPartition().getVector(), dtype=np.int64)
    ordered = by_size(labels)
    return Communities(ordered, modularity(projection, ordered))


def by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels numbered from 1 by size, largest first; of equal ones the one with the first member."""
    _, first, place, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return number[place]


def modularity(projection: Projection, labels: NDArray[np.int64]) -> float:
    """Weight of ties inside communities less what the institutions' strengths would give, as a share of all weight.

    Source: Newman & Girvan (2004), Phys. Rev. E 69: 026113.
    """
    weights = projection.weights
    total = float(weights.data.sum())
    if not total:
        return 0.0
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    inside = float(weights.data[labels[rows] == labels[weights.indices]].sum())
    strengths = np.bincount(labels, weights=np.asarray(weights.sum(axis=1)))
    return inside / total - float(((strengths / total) ** 2).sum())
