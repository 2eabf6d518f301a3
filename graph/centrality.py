"""Who is central: counts on the two-mode network; ties, paths and walks on its projection.

Definitions and normalisation are networkx's. Distances count ties, not their weights; strength, eigenvector
centrality and PageRank use the weights. Every value is a float64 and every array n long, by row of the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.claims import Kind
from graph.paths import Distances, Ordered, dependencies, distances
from graph.projection import Projection
from graph.scores import Scores, significant
from graph.two_mode import TwoMode

if TYPE_CHECKING:
    from scipy.sparse import csr_array

EXACT_UP_TO = 5_000
"""Institutions up to which betweenness is exact."""
SAMPLE = 1_024
"""Sources that betweenness is estimated from above that."""
SEED = 7
DAMPING = 0.85
_PAGERANK_CHANGE = 1e-14
_KRYLOV = 100
"""Largest dimension of a Krylov space; more would cost more to keep orthogonal than to start again."""
_LOOK = 8
"""Steps after which the residual is looked at."""
_RESTARTS = 40
_RESIDUAL = 1e-14
_DECIMALS = 12

Floats = NDArray[np.float64]


def team_count(network: TwoMode) -> Floats:
    """Teams that each institution is in, n."""
    teams = np.array([group.family is Kind.TEAM for group in network.groups], dtype=np.float64)
    return np.asarray(network.incidence @ teams, dtype=np.float64)


def group_count(network: TwoMode) -> Floats:
    """Two-mode degree: groups that each institution is in, n. Source: Borgatti & Everett (1997), Social Networks 19."""
    return np.diff(network.incidence.indptr).astype(np.float64)


def degree(projection: Projection) -> Floats:
    """Partners of each institution, n. Source: Freeman (1978), Social Networks 1: 215–239."""
    return np.diff(projection.weights.indptr).astype(np.float64)


def strength(projection: Projection) -> Floats:
    """Sum of each institution's tie weights, n. With Newman's weighting it equals its groups of two or more.

    Source: Barrat et al. (2004), PNAS 101: 3747–3752.
    """
    return np.asarray(projection.weights.sum(axis=1), dtype=np.float64)


def betweenness(
    projection: Projection, *, exact_up_to: int = EXACT_UP_TO, sample: int = SAMPLE, seed: int = SEED
) -> Scores:
    """Share of the pairs of other institutions whose shortest paths run through each institution, 0 to 1.

    Args:    projection: only who is tied counts, not how strongly. exact_up_to: above so many
             institutions the scores are estimated from `sample` sources drawn with `seed`.
    Returns: n values; all 0 where there are fewer than three institutions.
    Source:  Freeman (1977), Sociometry 40: 35–41; Brandes (2001), J. Math. Sociol. 25: 163–177;
             sampling: Brandes & Pich (2007), Int. J. Bifurcation Chaos 17: 2303–2318.
    """
    n = len(projection.institutions)
    if n < 3:
        return Scores(np.zeros(n))
    ordered = Ordered.of(projection.adjacency)
    pairs = (n - 1) * (n - 2)  # ordered ones: each is counted from both its ends
    if n <= exact_up_to or sample >= n:
        return Scores(significant(ordered.back(dependencies(ordered)) / pairs))
    rows = np.sort(np.random.Generator(np.random.PCG64(seed)).permutation(n)[:sample])
    estimated = dependencies(ordered, rows) * (n / sample) / pairs
    return Scores(significant(ordered.back(estimated)), sample=sample)


def harmonic(projection: Projection, found: Distances | None = None) -> Floats:
    """Sum of 1 / distance to every other institution, n; nothing for those out of reach.

    Args:   found: the distances of this projection, where they are known already.
    Source: Marchiori & Latora (2000), Physica A 285: 539–546.
    """
    return (found or distances(projection.incidence)).inverse


def closeness(projection: Projection, found: Distances | None = None) -> Floats:
    """Others within reach over the sum of distances to them, times their share of all others, n, 0 to 1.

    Args:   found: the distances of this projection, where they are known already.
    Source: Freeman (1978), Social Networks 1: 215–239; the share: Wasserman & Faust (1994), 5.2.
    """
    sums = found or distances(projection.incidence)
    n = len(projection.institutions)
    others = (sums.reached - 1).astype(np.float64)
    far: Floats = np.divide(others, sums.total, out=np.zeros(n), where=sums.total > 0)
    return far * others / max(n - 1, 1)


def pagerank(projection: Projection, *, damping: float = DAMPING, change: float = _PAGERANK_CHANGE) -> Floats:
    """Share of time that a walk over the ties spends at each institution, n, summing to 1.

    A step follows a tie by its weight with the probability `damping`, and else starts anywhere; from an
    institution without ties it always starts anywhere. Iterated until the sum of changes is below `change`.

    Source: Brin & Page (1998), Computer Networks 30: 107–117.
    """
    n = len(projection.institutions)
    out = strength(projection)
    tied = out > 0
    share = np.divide(1.0, out, out=np.zeros(n), where=tied)
    rank: Floats = np.full(n, 1.0 / n)
    for _ in range(1_000):
        lost = float(rank[~tied].sum())
        new = damping * (projection.weights @ (rank * share)) + (damping * lost + 1.0 - damping) / n
        moved = float(np.abs(new - rank).sum())
        rank = new
        if moved < change:
            break
    return np.asarray(rank / rank.sum(), dtype=np.float64)


def eigenvector(projection: Projection, *, residual: float = _RESIDUAL) -> Floats:
    """Each institution as central as the weighted sum of its partners, n, of Euclidean length 1.

    In a network of several components only the one with the largest eigenvalue has values that are not 0; where
    several share it, each keeps the weight of its part, as in networkx's iteration from equal values.
    Rounded to 12 decimals: below that it is noise. `residual`: what is left of the equation, relative.

    Source: Bonacich (1972), J. Math. Sociol. 2: 113–120.
    """
    n = len(projection.institutions)
    vector = np.full(n, n**-0.5)
    if not projection.weights.nnz:
        return vector
    for _ in range(_RESTARTS):
        vector, left = _lanczos(projection.weights, vector, residual)
        if left < residual:
            break
    vector = np.abs(vector)
    return np.asarray(np.round(vector / np.sqrt((vector * vector).sum()), _DECIMALS), dtype=np.float64)


def _lanczos(matrix: csr_array, start: Floats, enough: float) -> tuple[Floats, float]:
    """The best approximation of the first eigenvector in the Krylov space of `start`, and its relative residual.

    The space grows until the residual is small `enough`. Sums are numpy's own (no BLAS), so that their order does not
    depend on the machine.
    """
    from scipy.linalg import eigh_tridiagonal  # slow to import

    size = min(_KRYLOV, len(start))
    basis = np.zeros((size, len(start)))
    basis[0] = start / np.sqrt((start * start).sum())
    diagonal, beside = np.zeros(size), np.zeros(size)
    for k in range(size):
        image = matrix @ basis[k]
        for _ in range(2):  # once is not enough to keep the basis orthogonal
            along = np.einsum("ij,j->i", basis[: k + 1], image)
            image -= np.einsum("ij,i->j", basis[: k + 1], along)
            diagonal[k] += along[k]
        beside[k] = np.sqrt((image * image).sum())
        last = k == size - 1 or beside[k] < 1e-13 * diagonal[0]
        if last or k % _LOOK == _LOOK - 1:
            values, vectors = eigh_tridiagonal(diagonal[: k + 1], beside[:k], select="i", select_range=(k, k))
            left = float(beside[k] * abs(vectors[-1, 0]) / values[0])
            if last or left < enough:
                break
        basis[k + 1] = image / beside[k]
    return np.einsum("ij,i->j", basis[: k + 1], vectors[:, 0]), left
