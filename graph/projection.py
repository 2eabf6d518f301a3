"""The projection of the two-mode network onto institutions, with a named weighting, and what a tie rests on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.errors import EmptyNetwork
from graph.two_mode import GroupRow, Institution, TwoMode

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Weighting(StrEnum):
    """How one shared group counts towards the tie of two institutions."""

    COUNT = "count"            # 1
    NEWMAN = "newman"          # 1 / (institutions in the group − 1)
    CONFIDENCE = "confidence"  # Newman's share × the lower confidence of the two memberships


@dataclass(frozen=True, eq=False)
class Projection:
    """Institutions tied through shared groups: symmetric n × n weights, zero diagonal, dimensionless.

    `incidence`, n × m, is 1.0 where an institution is in a group: what the ties come from.
    """

    institutions: tuple[Institution, ...]
    weights: csr_array
    weighting: Weighting
    incidence: csr_array

    @cached_property
    def adjacency(self) -> csr_array:
        """1.0 where two institutions are tied, n × n."""
        from scipy.sparse import csr_array  # slow to import

        weights = self.weights
        return csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)

    @property
    def tie_count(self) -> int:
        """Number of tied pairs."""
        return int(self.weights.nnz) // 2

    @property
    def density(self) -> float:
        """Tied pairs over all pairs, 0 to 1; NaN below two institutions."""
        n = len(self.institutions)
        return 2 * self.tie_count / (n * (n - 1)) if n > 1 else math.nan


class PairWeight(NamedTuple):
    """How strongly two institutions are tied: by count, by Newman's weighting, and through which groups."""

    weight: int
    newman: float
    groups: tuple[str, ...]


def pair_weights(groups: Mapping[str, Collection[str]]) -> dict[tuple[str, str], PairWeight]:
    """Weights of every pair of institutions that share a group.

    Args:    groups: group id → the ids of its institutions (a repeated id counts once).
    Returns: (a, b) with a < b → number of shared groups, Σ 1 / (institutions in the group − 1), and the
             shared groups' ids, sorted. The keys are sorted; the sums do not depend on any order.
    Source:  Newman (2001), Phys. Rev. E 64, 016132.
    """
    shared: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for group in sorted(groups):
        institutions = sorted(set(groups[group]))
        if len(institutions) < 2:
            continue
        entry = (group, 1 / (len(institutions) - 1))
        for pair in combinations(institutions, 2):
            shared.setdefault(pair, []).append(entry)
    return {
        pair: PairWeight(
            len(entries), math.fsum(share for _, share in entries), tuple(group for group, _ in entries)
        )
        for pair, entries in sorted(shared.items())
    }


def project(two_mode: TwoMode, weighting: Weighting = Weighting.NEWMAN) -> Projection:
    """Project institutions × groups onto institutions (one-mode network).

    Args:    two_mode: n institutions × m groups incidence. weighting: how one shared group counts.
    Returns: symmetric n × n CSR matrix, zero diagonal; weights are dimensionless.
    Raises:  EmptyNetwork: no group has two recorded parties.
    Source:  Newman (2001), Phys. Rev. E 64, 016132: 1 / (parties − 1) per shared group.
    """
    sizes = two_mode.group_sizes
    if not (sizes >= 2).any():
        raise EmptyNetwork(
            "No group in this selection has two recorded institutions, so nobody is tied to anybody.",
            hint="Load more documents, or widen the selection (territory, sector, level, status).",
        )
    share = np.ones(len(sizes)) if weighting is Weighting.COUNT else 1.0 / np.maximum(sizes - 1, 1)
    if weighting is Weighting.CONFIDENCE:
        weights = _by_lower_confidence(two_mode.confidence, share)
    else:
        weights = _product(two_mode.incidence, share)
    return Projection(two_mode.institutions, weights, weighting, two_mode.incidence)


def _product(cells: csr_array, share: NDArray[np.float64]) -> csr_array:
    """The product cells · diag(share) · cellsᵀ without its diagonal. Cells are 0 or 1, and 0 is not stored."""
    from scipy.sparse import csr_array  # slow to import

    scaled = csr_array((cells.data * share[cells.indices], cells.indices, cells.indptr), shape=cells.shape)
    product = (scaled @ cells.T).tocsc()  # symmetric, so these are its rows, and in a column indices are sorted
    rows = np.repeat(np.arange(product.shape[0], dtype=product.indices.dtype), np.diff(product.indptr))
    off = rows != product.indices
    diagonal = np.concatenate([[0], np.cumsum(np.diff(product.indptr) > 0)])  # whoever is in a group meets itself
    starts = (product.indptr - diagonal).astype(product.indptr.dtype)
    return csr_array((product.data[off], product.indices[off], starts), shape=product.shape)


def _by_lower_confidence(confidence: csr_array, share: NDArray[np.float64]) -> csr_array:
    """Σ share × min(confidence of the one, of the other), by steps of the confidences that occur.

    min(a, b) is the sum over the steps of confidence that both reach, so each step is a product of its own.
    """
    from scipy.sparse import csr_array  # slow to import

    total: csr_array | None = None
    below = 0.0
    for step in np.unique(confidence.data[confidence.data > 0]):
        reached = confidence.copy()
        reached.data = (confidence.data >= step).astype(np.float64)
        reached.eliminate_zeros()
        part = _product(reached, share * (step - below))
        total = part if total is None else csr_array(total + part)
        below = float(step)
    assert total is not None  # there is a group of two
    total.sort_indices()
    return total


def shared_groups(two_mode: TwoMode, first: str, second: str) -> tuple[GroupRow, ...]:
    """The groups that both institutions (ids) are in, sorted by id: what a tie rests on.

    Raises: KeyError: an institution is not in the network.
    """
    incidence = two_mode.incidence
    of_first, of_second = (
        incidence.indices[incidence.indptr[row] : incidence.indptr[row + 1]].tolist()
        for row in (two_mode.row_of[first], two_mode.row_of[second])
    )
    return tuple(two_mode.groups[column] for column in sorted(set(of_first) & set(of_second)))
