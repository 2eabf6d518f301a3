"""Who is central, by which measure: counts on the two-mode network; degree, strength, betweenness on its projection.

"Not meaningful here" is an answer: inside a single agreement everybody is tied to everybody and any
ranking would be an artefact, so a measure then gives a `NotMeaningful` with its reason, not numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import networkit as nk
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from graph import reference
from graph.claims import Kind
from graph.network import Institution, Projection, TwoMode, Weighting, project

EXACT_UP_TO = 5_000
"""Institutions up to which betweenness is exact. Measured: 4 s of one core at 2,200 with 29,000 ties, 20 s at 5,000
with 65,000."""
SAMPLE = 1_024
SEED = 7
SIGNIFICANT = 10
"""Digits kept of a score, so that ties in rank do not depend on the order of summing."""
_FEWEST_GROUPS = 3


class Reason(StrEnum):
    """Why a measure says nothing about this network."""

    NO_GROUPS = "no_groups"              # nobody is in any group
    FEW_GROUPS = "few_groups"            # fewer than three groups of two or more: the ranking repeats the rosters
    NOTHING_BETWEEN = "nothing_between"  # every component is a clique: nobody lies between others


@dataclass(frozen=True, slots=True)
class NotMeaningful:
    """The measure has no meaning in this network."""

    reason: Reason


@dataclass(frozen=True, eq=False)
class Scores:
    """One value an institution, n, in the order of the network's rows. `sample`: number of sources of an estimate."""

    values: NDArray[np.float64]
    sample: int | None = None

    @property
    def estimate(self) -> bool:
        """Whether the values are estimated from a sample."""
        return self.sample is not None

    def ranks(self) -> NDArray[np.int64]:
        """Competition ranks, n: the highest value is 1, equal values share a rank, the next one skips."""
        ordered = np.sort(self.values)
        above = len(ordered) - np.searchsorted(ordered, self.values, side="right")
        return above.astype(np.int64) + 1


Answer = Scores | NotMeaningful


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure is called, what it says in one plain sentence, and when it misleads."""

    id: str
    pl: str
    en: str
    unit: str
    sentence_pl: str
    sentence_en: str
    misleads_pl: str
    misleads_en: str
    source: str


@cache
def measures() -> Mapping[str, Measure]:
    """Measures by id, in the order of the table (`data/reference/measures.csv`)."""
    return MappingProxyType({row["id"]: Measure(**row) for row in reference.rows("measures.csv")})


def team_count(network: TwoMode) -> NDArray[np.float64]:
    """Teams that each institution is in, n."""
    teams = np.array([group.family is Kind.TEAM for group in network.groups], dtype=np.float64)
    return np.asarray(network.incidence @ teams, dtype=np.float64)


def group_count(network: TwoMode) -> NDArray[np.float64]:
    """Two-mode degree: groups that each institution is in, n. Source: Borgatti & Everett (1997), Social Networks 19."""
    return np.diff(network.incidence.indptr).astype(np.float64)


def degree(projection: Projection) -> NDArray[np.float64]:
    """Partners of each institution, n. Source: Freeman (1978), Social Networks 1: 215–239."""
    return np.diff(projection.weights.indptr).astype(np.float64)


def strength(projection: Projection) -> NDArray[np.float64]:
    """Sum of each institution's tie weights, n. With Newman's weighting it equals its groups of two or more."""
    return np.asarray(projection.weights.sum(axis=1), dtype=np.float64)


def betweenness(projection: Projection, *, exact_up_to: int = EXACT_UP_TO, seed: int = SEED) -> Scores:
    """Share of the pairs of other institutions whose shortest paths run through each institution, 0 to 1.

    Args:    projection: only who is tied counts, not how strongly. exact_up_to: above so many
             institutions the scores are estimated from `SAMPLE` sources drawn with `seed`.
    Returns: n values; all 0 where there are fewer than three institutions.
    Source:  Freeman (1977), Sociometry 40: 35–41; Brandes (2001), J. Math. Sociol. 25: 163–177;
             sampling: Brandes & Pich (2007), Int. J. Bifurcation Chaos 17: 2303–2318.
    """
    n = len(projection.institutions)
    if n < 3:
        return Scores(np.zeros(n))
    graph = _networkit(projection.weights)
    pairs = (n - 1) * (n - 2) / 2
    if n <= exact_up_to:
        exact = nk.centrality.Betweenness(graph)
        exact.run()
        return Scores(_significant(np.asarray(exact.scores()) / 2 / pairs))
    sample = min(SAMPLE, n)
    nk.engineering.setSeed(seed, False)
    estimated = nk.centrality.EstimateBetweenness(graph, sample, False, False)
    estimated.run()
    return Scores(_significant(np.asarray(estimated.scores()) / 2 / pairs), sample=sample)


def _networkit(weights: csr_array) -> nk.Graph:
    """The unweighted graph, ties added in order, so that sampling repeats bit by bit."""
    upper = triu(weights, k=1).tocoo()
    ends = (upper.row.astype(np.uint64), upper.col.astype(np.uint64))
    return nk.GraphFromCoo(ends, n=weights.shape[0], weighted=False, directed=False)


def _significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values rounded to SIGNIFICANT digits."""
    return np.array([float(f"{value:.{SIGNIFICANT - 1}e}") for value in values], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class CentralityTable:
    """Every measure's answer for one network; keys are the ids of `data/reference/measures.csv`."""

    institutions: tuple[Institution, ...]
    answers: Mapping[str, Answer]

    def frame(self, sort_by: str = "team_count") -> pd.DataFrame:
        """One row an institution: id, name, kind, sectors, levels, terc, and for each measure its value and `…_rank`.

        A measure that is not meaningful has missing values. Sorted by the value, highest first, then by id.
        """
        columns: dict[str, object] = {
            "id": [row.id for row in self.institutions],
            "name": [row.name for row in self.institutions],
            "kind": [row.kind for row in self.institutions],
            "sectors": [row.sectors for row in self.institutions],
            "levels": [row.levels for row in self.institutions],
            "terc": [row.terc for row in self.institutions],
        }
        for measure, answer in self.answers.items():
            if isinstance(answer, Scores):
                columns[measure] = answer.values
                columns[f"{measure}_rank"] = pd.array(answer.ranks(), dtype="Int64")
            else:
                columns[measure] = np.full(len(self.institutions), np.nan)
                columns[f"{measure}_rank"] = pd.array([pd.NA] * len(self.institutions), dtype="Int64")
        frame = pd.DataFrame(columns)
        return frame.sort_values([sort_by, "id"], ascending=[False, True], ignore_index=True)


def table(network: TwoMode) -> CentralityTable:
    """Team count, group count, partners, strength (each shared group counts 1) and betweenness of every institution."""
    if not network.incidence.nnz:
        none: Answer = NotMeaningful(Reason.NO_GROUPS)
        return CentralityTable(
            network.institutions,
            dict.fromkeys(("team_count", "group_count", "degree", "strength", "betweenness"), none),
        )
    answers: dict[str, Answer] = {
        "team_count": Scores(team_count(network)),
        "group_count": Scores(group_count(network)),
    }
    if np.count_nonzero(network.group_sizes >= 2) < _FEWEST_GROUPS:
        few = NotMeaningful(Reason.FEW_GROUPS)
        return CentralityTable(network.institutions, answers | {"degree": few, "strength": few, "betweenness": few})
    projection = project(network, Weighting.COUNT)
    between = betweenness(projection)
    answers["degree"] = Scores(degree(projection))
    answers["strength"] = Scores(strength(projection))
    answers["betweenness"] = between if between.values.any() else NotMeaningful(Reason.NOTHING_BETWEEN)
    return CentralityTable(network.institutions, answers)
