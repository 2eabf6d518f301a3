"""Who joins others: structural holes (Burt), brokerage (Gould & Fernandez), the E–I index (Krackhardt & Stern)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, eq=False)
class Holes:
    """Burt's measures; each array is n long, NaN for an institution without ties."""

    constraint: Floats
    effective_size: Floats


def structural_holes(projection: Projection) -> Holes:
    """How far each institution's ties lead back to one group of partners, and how many partners are not redundant.

    With p_ij the share of i's tie weights that is with j, and m_ij the weight of that tie over i's heaviest one:
    constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², effective size Σ_j (1 − Σ_q p_iq m_jq), both over the partners j.
    (With equal weights the latter is Borgatti's n − 2t/n.)

    Source: Burt (1992), Structural Holes, ch. 2; Borgatti (1997), Connections 20: 35–38.
    """
    weights, adjacency = projection.weights, projection.adjacency
    per_sum = _inverse(np.asarray(weights.sum(axis=1), dtype=np.float64))
    per_heaviest = _inverse(weights.max(axis=1).toarray().ravel())
    shares = _scaled(weights, per_sum)
    # One product for both: its real part is Σ p_iq p_qj, its imaginary part Σ p_iq w_qj, of which m_jq is a multiple.
    onward = csr_array((shares.data + 1j * weights.data, weights.indices, weights.indptr), shape=weights.shape)
    constraint = np.empty(weights.shape[0])
    effective = np.diff(weights.indptr).astype(np.float64)
    for rows, product in _products(shares, onward, adjacency):
        invested = csr_array(shares[rows] + product.real)
        constraint[rows] = np.asarray(invested.multiply(invested).sum(axis=1))
        effective[rows] -= product.imag @ per_heaviest
    tied = np.diff(weights.indptr) > 0
    return Holes(np.where(tied, constraint, np.nan), np.where(tied, effective, np.nan))


def _inverse(values: Floats) -> Floats:
    """1 / value, and 0 where it is 0."""
    inverse: Floats = np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
    return inverse


def _scaled(matrix: csr_array, by_row: Floats) -> csr_array:
    data = matrix.data * np.repeat(by_row, np.diff(matrix.indptr))
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _products(left: csr_array, right: csr_array, pattern: csr_array) -> Iterator[tuple[slice, csr_array]]:
    """(left · right) where the 0/1 pattern has ties, a block of rows at a time."""
    n = left.shape[0]
    for start in range(0, n, _BLOCK):
        rows = slice(start, min(start + _BLOCK, n))
        yield rows, csr_array((left[rows] @ right).multiply(pattern[rows]))


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


def closed_pairs(projection: Projection) -> Floats:
    """Ordered pairs of partners that are tied to each other, n: twice the triangles."""
    adjacency = projection.adjacency
    found = np.empty(adjacency.shape[0])
    for rows, product in _products(adjacency, adjacency, adjacency):
        found[rows] = np.asarray(product.sum(axis=1))
    return found


def brokerage_roles(projection: Projection, labels: Labels, closed: Floats | None = None) -> Roles:
    """Count Gould and Fernandez's roles. Institutions without a label are neither brokers nor ends.

    Args:   labels: group of each institution, n; UNKNOWN (−1) for none. closed: the projection's `closed_pairs`, where
            they are known already and everybody has a label.
    Source: Gould & Fernandez (1989), Sociological Methodology 19: 89–126, for ties without direction.
    """
    same, other = _split(projection.adjacency, labels)
    own, away = _degree(same), _degree(other)
    squares = _squares_by_group(other, labels)
    if closed is None or (labels == UNKNOWN).any():
        labelled = replace(projection, weights=csr_array(same + other))
        closed = closed_pairs(labelled)
    inside = np.empty(len(labels))          # both partners of its own group, and tied
    of_one_other = np.empty(len(labels))    # both of one other group, and tied
    mixed = np.zeros(len(labels))           # first of its own, second of another group, and tied
    for rows, product in _products(same, same, same):
        inside[rows] = np.asarray(product.sum(axis=1))
    for rows, product in _products(other, same, other):
        of_one_other[rows] = np.asarray(product.sum(axis=1))
        mixed += np.asarray(product.sum(axis=0))
    found = (
        (own * (own - 1) - inside) / 2,
        (squares - away - of_one_other) / 2,
        own * away - mixed,
        (away * away - squares - (closed - inside - of_one_other - 2 * mixed)) / 2,
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
