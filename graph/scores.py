"""What a measure answers, and what each measure is: its unit, source, plain sentence, and when it misleads.

"Not meaningful here" is an answer: inside a single agreement everybody is tied to everybody and any
ranking would be an artefact, so a measure then gives a `NotMeaningful` with its reason, not numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph import reference

SIGNIFICANT = 10
"""Digits kept of a score, so that ties in rank do not depend on the last bit of a sum."""
_EXACT_POWER = 22
"""The largest power of ten that is a double."""


class Reason(StrEnum):
    """Why a measure says nothing about this network."""

    NO_GROUPS = "no_groups"              # nobody is in any group
    FEW_GROUPS = "few_groups"            # fewer than three groups of two or more: the ranking repeats the rosters
    NOTHING_BETWEEN = "nothing_between"  # every component is a clique: nobody lies between others
    ONE_LABEL = "one_label"              # fewer than two sectors, or levels, are on record


@dataclass(frozen=True, slots=True)
class NotMeaningful:
    """The measure has no meaning in this network."""

    reason: Reason


@dataclass(frozen=True, eq=False)
class Scores:
    """One value an institution, n, in the order of the network's rows; NaN where it has no meaning for one of them.

    `sample`: number of sources of an estimate. `low`: whether the lowest value is the best one (rank 1).
    """

    values: NDArray[np.float64]
    sample: int | None = None
    low: bool = False

    @property
    def estimate(self) -> bool:
        """Whether the values are estimated from a sample."""
        return self.sample is not None

    def ranks(self) -> NDArray[np.int64]:
        """Competition ranks, n: the best value is 1, equal values share a rank, the next one skips; NaN has rank 0."""
        return competition_ranks(self.values if not self.low else -self.values)


Answer = Scores | NotMeaningful


def competition_ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Ranks of the values along the last axis: highest 1, equal ones share, the next one skips; 0 for NaN."""
    known = ~np.isnan(values)
    ordered = np.sort(values[known])
    above = len(ordered) - np.searchsorted(ordered, values, side="right")
    return np.where(known, above + 1, 0).astype(np.int64)


def significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values rounded to SIGNIFICANT digits, each the double nearest to its decimal form; NaN stays.

    A whole number below 2⁵³ divided by or multiplied with a power of ten up to 10²² is rounded once, so correctly.
    """
    plain = np.isfinite(values) & (values != 0)
    size = np.floor(np.log10(np.abs(values), where=plain, out=np.zeros(values.shape))).astype(np.int64)
    digits = SIGNIFICANT - 1 - size                      # decimal places that are kept; negative: whole tens
    factor = 10.0 ** np.minimum(np.abs(digits), _EXACT_POWER)
    shrink = digits < 0
    whole = np.rint(np.where(shrink, values / factor, values * factor))
    rounded: NDArray[np.float64] = np.where(shrink, whole * factor, whole / factor)
    rare = plain & (np.abs(digits) > _EXACT_POWER)
    rounded[rare] = [float(f"{value:.{SIGNIFICANT - 1}e}") for value in values[rare].tolist()]
    return np.where(plain, rounded, values)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called, what it says in one plain sentence, and when it misleads."""

    id: str
    scope: str             # whom it is a value of: institution | tie | team | network
    best: str              # high | low: which end has rank 1; "": values that make no ranking
    pl: str
    en: str
    unit_pl: str
    unit_en: str
    sentence_pl: str
    sentence_en: str
    misleads_pl: str
    misleads_en: str
    source: str


@cache
def measures() -> Mapping[str, Measure]:
    """Measures by id, in the order of the table (`data/reference/measures.csv`)."""
    return MappingProxyType({row["id"]: Measure(**row) for row in reference.rows("measures.csv")})
