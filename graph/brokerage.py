"""Who joins others: structural holes (Burt), brokerage (Gould & Fernandez), the E–I index (Krackhardt & Stern)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.projection import Projection
from graph.two_mode import Institution
from graph.vocabulary import UNKNOWN_SECTOR

_BLOCK = 4_096
"""Rows of a product at a time, so that memory stays bounded."""
UNKNOWN = -1

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


# ---------------------------------------------------------------- structural holes


def constraint(projection: Projection) -> Floats:
    """How far each institution's ties lead back to one group of partners, n; NaN for one without ties.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the partners j, where p_ij is the share of i's tie weights that is with j.

    Source: Burt (1992), Structural Holes, ch. 2.
    """
    shares, adjacency = _shares(projection), projection.adjacency
    found = np.empty(adjacency.shape[0])
    for rows, two_steps in _products(shares, shares, adjacency):
        invested = csr_array(shares[rows] + two_steps)
        found[rows] = np.asarray(invested.multiply(invested).sum(axis=1))
    return _of_tied(found, projection)


def effective_size(projection: Projection) -> Floats:
    """Partners of each institution less their redundancy, n; NaN for one without ties.

    Σ_j (1 − Σ_q p_iq m_jq) over the partners j: p_iq is the share of i's tie weights that is with q, m_jq the weight
    of j's tie with q over j's heaviest tie. (With equal weights this is Borgatti's n − 2t/n.)

    Source: Burt (1992), Structural Holes, ch. 2; Borgatti (1997), Connections 20: 35–38.
    """
    weights, adjacency = projection.weights, projection.adjacency
    heaviest = weights.max(axis=1).toarray().ravel()
    relative = _scaled(weights, np.divide(1.0, heaviest, out=np.zeros_like(heaviest), where=heaviest > 0))
    found = np.diff(weights.indptr).astype(np.float64)
    for rows, redundancy in _products(_shares(projection), csr_array(relative.T), adjacency):
        found[rows] -= np.asarray(redundancy.sum(axis=1))
    return _of_tied(found, projection)


def _shares(projection: Projection) -> csr_array:
    """Weights over the sum of their row."""
    sums = np.asarray(projection.weights.sum(axis=1), dtype=np.float64)
    return _scaled(projection.weights, np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0))


def _scaled(matrix: csr_array, by_row: Floats) -> csr_array:
    data = matrix.data * np.repeat(by_row, np.diff(matrix.indptr))
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _products(left: csr_array, right: csr_array, pattern: csr_array) -> list[tuple[slice, csr_array]]:
    """(left · right) where the pattern has ties, a block of rows at a time."""
    n = left.shape[0]
    blocks = [slice(start, min(start + _BLOCK, n)) for start in range(0, n, _BLOCK)]
    return [(rows, csr_array((left[rows] @ right).multiply(pattern[rows]))) for rows in blocks]


def _of_tied(values: Floats, projection: Projection) -> Floats:
    return np.where(np.diff(projection.weights.indptr) > 0, values, np.nan)


# ---------------------------------------------------------------- labels


def sector_labels(institutions: Sequence[Institution]) -> Labels:
    """First sector of each institution as a number, n; UNKNOWN (−1) where none is known."""
    return _numbered([
        row.sectors[0] if row.sectors and row.sectors[0] != UNKNOWN_SECTOR else None for row in institutions
    ])


def level_labels(institutions: Sequence[Institution]) -> Labels:
    """First level of each institution as a number, n; UNKNOWN (−1) where none is known. No level is a label, too."""
    return _numbered([row.levels[0] if row.levels else None for row in institutions])


def _numbered(values: Sequence[str | None]) -> Labels:
    number = {value: at for at, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([UNKNOWN if value is None else number[value] for value in values], dtype=np.int64)


def _sizes(labels: Labels) -> NDArray[np.int64]:
    known = labels[labels != UNKNOWN]
    return np.bincount(known, minlength=1).astype(np.int64)


# ---------------------------------------------------------------- brokerage roles


@dataclass(frozen=True, eq=False)
class Roles:
    """Pairs of unconnected partners that each institution joins, by role; each array is n long, NaN: no label.

    Cooperation has no direction, so gatekeeper and representative cannot be told apart: they are one role here.
    """

    coordinator: Floats  # both partners of its own group
    consultant: Floats   # both of one other group
    gatekeeper: Floats   # one of its own group, one of another
    liaison: Floats      # of two other groups


ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")


def brokerage_roles(projection: Projection, labels: Labels) -> Roles:
    """Count Gould and Fernandez's roles. Institutions without a label are neither brokers nor ends.

    Args:   labels: group of each institution, n; UNKNOWN (−1) for none.
    Source: Gould & Fernandez (1989), Sociological Methodology 19: 89–126, for ties without direction.
    """
    same, other = _split(projection.adjacency, labels)
    own, away = _degree(same), _degree(other)
    squares = _squares_by_group(other, labels)
    within_other = _closed(other, same, other)
    found = (
        (own * (own - 1) - _closed(same, same, same)) / 2,
        (squares - away - within_other) / 2,
        own * away - _closed(same, other, other),
        (away * away - squares - _closed(other, other, other)) / 2,
    )
    return Roles(*(np.where(labels == UNKNOWN, np.nan, each) for each in found))


def expected_roles(projection: Projection, labels: Labels) -> Roles:
    """Mean of the roles over all ways to deal the other institutions' labels again; each keeps its own label.

    Exact, without draws: an open pair has every pair of the others' labels equally often.

    Source: Gould & Fernandez (1989), Sociological Methodology 19: 89–126.
    """
    found = brokerage_roles(projection, labels)
    open_pairs = found.coordinator + found.consultant + found.gatekeeper + found.liaison
    sizes = _sizes(labels).astype(np.float64)
    n = sizes.sum()
    own = np.where(labels == UNKNOWN, 0.0, sizes[labels])
    pairs = max((n - 1) * (n - 2), 1.0)
    both_own = (own - 1) * (own - 2)
    both_one_other = (sizes * (sizes - 1)).sum() - own * (own - 1)
    mixed = 2 * (own - 1) * (n - own)
    parts = (both_own, both_one_other, mixed, (n - 1) * (n - 2) - both_own - both_one_other - mixed)
    return Roles(*(open_pairs * part / pairs for part in parts))


def _split(adjacency: csr_array, labels: Labels) -> tuple[csr_array, csr_array]:
    """Ties inside groups and ties between groups, of institutions that have a label."""
    left = np.repeat(labels, np.diff(adjacency.indptr))
    right = labels[adjacency.indices]
    known = (left != UNKNOWN) & (right != UNKNOWN)
    return _kept(adjacency, known & (left == right)), _kept(adjacency, known & (left != right))


def _kept(adjacency: csr_array, chosen: NDArray[np.bool_]) -> csr_array:
    starts = np.concatenate([[0], np.cumsum(chosen)])[adjacency.indptr]
    return csr_array((adjacency.data[chosen], adjacency.indices[chosen], starts), shape=adjacency.shape)


def _degree(adjacency: csr_array) -> Floats:
    return np.diff(adjacency.indptr).astype(np.float64)


def _squares_by_group(adjacency: csr_array, labels: Labels) -> Floats:
    """Σ over groups of the squared number of ties with it, n."""
    groups = len(_sizes(labels))
    rows = np.repeat(np.arange(len(labels)), np.diff(adjacency.indptr))
    counts = np.bincount(rows * groups + labels[adjacency.indices], minlength=len(labels) * groups)
    squares: Floats = (counts.reshape(len(labels), groups).astype(np.float64) ** 2).sum(axis=1)
    return squares


def _closed(first: csr_array, second: csr_array, third: csr_array) -> Floats:
    """Number of walks v–i–j–v with the three kinds of ties in turn, n."""
    found = np.zeros(first.shape[0])
    for rows, product in _products(first, second, third):
        found[rows] = np.asarray(product.sum(axis=1))
    return found


# ---------------------------------------------------------------- E–I index


def ei_index(projection: Projection, labels: Labels) -> Floats:
    """Ties out of the group less ties inside it, over both, n: −1 (all inside) to +1 (all outside).

    Ties with an institution without a label are left out; NaN for one without a label or without such ties.

    Source: Krackhardt & Stern (1988), Social Psychology Quarterly 51: 123–140.
    """
    same, other = _split(projection.adjacency, labels)
    inside, outside = _degree(same), _degree(other)
    both = inside + outside
    index: Floats = np.divide(outside - inside, both, out=np.full(len(labels), np.nan), where=both > 0)
    return index


def expected_ei(labels: Labels) -> Floats:
    """Mean of each institution's E–I index over all ways to deal the other labels again, n; NaN without a label."""
    sizes = _sizes(labels)
    n = int(sizes.sum())
    if n < 2:
        return np.full(len(labels), np.nan)
    return np.asarray(np.where(labels == UNKNOWN, np.nan, 1.0 - 2.0 * (sizes[labels] - 1) / (n - 1)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class EIOfNetwork:
    """The whole network's E–I index, and what chance would give with the same ties and the same group sizes."""

    observed: float
    expected: float      # exact mean over all ways to deal the labels
    low: float           # 2.5 % and 97.5 % of the draws
    high: float
    draws: int
    seed: int


def network_ei(projection: Projection, labels: Labels, *, draws: int = 1_000, seed: int = 7) -> EIOfNetwork | None:
    """The network's E–I index against dealing the labels again; None without two labels or without labelled ties.

    Source: Krackhardt & Stern (1988); dealing labels: Krackhardt (1987), Social Networks 9: 171–186.
    """
    known = np.flatnonzero(labels != UNKNOWN)
    dealt = labels[known]
    sizes = _sizes(labels)
    ties = projection.adjacency[known][:, known].tocoo()
    upper = ties.row < ties.col
    left, right = ties.row[upper], ties.col[upper]
    if np.count_nonzero(sizes) < 2 or not len(left):
        return None
    n = len(known)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = np.empty(draws)
    for draw in range(draws):
        deal = generator.permutation(dealt)
        drawn[draw] = 1.0 - 2.0 * np.count_nonzero(deal[left] == deal[right]) / len(left)
    inside = float((sizes * (sizes - 1)).sum()) / (n * (n - 1))
    low, high = np.quantile(drawn, [0.025, 0.975], method="inverted_cdf").tolist()
    observed = 1.0 - 2.0 * np.count_nonzero(dealt[left] == dealt[right]) / len(left)
    return EIOfNetwork(float(observed), 1.0 - 2.0 * inside, low, high, draws, seed)
