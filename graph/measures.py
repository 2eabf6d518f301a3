"""Every measure of a network at once: one table for the command line, the dashboard and researchers.

`measure_all` is the function to call. What each measure is and when it misleads: `graph.scores.measures()`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graph import brokerage, centrality, cohesion
from graph.communities import communities
from graph.paths import distances
from graph.projection import Projection, Weighting, project
from graph.scores import Answer, NotMeaningful, Reason, Scores, measures, significant
from graph.two_mode import Institution, TwoMode

FEWEST_GROUPS = 3
"""Groups of two or more below which a ranking only repeats the rosters."""
JSON = (
    "teams", "degree", "strength", "betweenness", "harmonic", "eigenvector", "pagerank", "core", "constraint",
    "effective_size", "ei_sector", "ei_level", "community", "articulation",
)
"""Measures of a record, in their order."""
WHOLE = frozenset({"teams", "groups", "degree", "core", "community"})
YES_NO = frozenset({"in_core", "articulation"})

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NetworkFigures:
    """What is one number of the whole network. NaN: not meaningful here."""

    institutions: int
    groups: int
    ties: int = 0
    density: float = math.nan
    centralisation: float = math.nan
    modularity: float = math.nan
    core_fit: float = math.nan
    ei_sector: brokerage.EIOfNetwork | None = None
    ei_level: brokerage.EIOfNetwork | None = None
    bridges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class MeasureTable:
    """Every measure's answer for one network; keys are the ids of `data/reference/measures.csv`, scope institution."""

    institutions: tuple[Institution, ...]
    answers: Mapping[str, Answer]
    network: NetworkFigures
    weighting: Weighting = Weighting.NEWMAN
    settings: Mapping[str, int] = field(default_factory=dict)   # seeds and sample sizes

    def values(self, measure: str) -> Floats:
        """Values of a measure, n; NaN where it is not meaningful."""
        answer = self.answers[measure]
        return answer.values if isinstance(answer, Scores) else np.full(len(self.institutions), np.nan)

    def records(self) -> list[dict[str, Any]]:
        """One object an institution, by id: `id`, `name` and the measures of JSON; None where not meaningful."""
        columns = {measure: _plain(measure, self.values(measure)) for measure in JSON}
        return [
            {"id": row.id, "name": row.name, **{measure: column[at] for measure, column in columns.items()}}
            for at, row in enumerate(self.institutions)
        ]

    def frame(self, sort_by: str = "teams") -> pd.DataFrame:
        """One row an institution: id, name, kind, sectors, levels, terc, and each measure's value.

        A measure that makes a ranking has a column `…_rank` (1 is the best, ties share) beside it. A value that is
        not meaningful is missing. Sorted by `sort_by`, best first, missing last, then by id.
        """
        columns: dict[str, object] = {
            name: [getattr(row, name) for row in self.institutions]
            for name in ("id", "name", "kind", "sectors", "levels", "terc")
        }
        for measure, answer in self.answers.items():
            columns[measure] = self.values(measure)
            if measures()[measure].best:
                ranks = answer.ranks() if isinstance(answer, Scores) else np.zeros(len(self.institutions), np.int64)
                columns[f"{measure}_rank"] = pd.Series(ranks, dtype="Int64").mask(ranks == 0)
        frame = pd.DataFrame(columns)
        best_low = measures()[sort_by].best == "low"
        return frame.sort_values([sort_by, "id"], ascending=[best_low, True], na_position="last", ignore_index=True)


def _plain(measure: str, values: Floats) -> list[Any]:
    """Values as JSON has them: whole numbers, true or false, numbers, null."""
    shape = int if measure in WHOLE else bool if measure in YES_NO else float
    return [None if math.isnan(value) else shape(value) for value in values.tolist()]


def measure_all(
    network: TwoMode,
    *,
    weighting: Weighting = Weighting.NEWMAN,
    exact_up_to: int = centrality.EXACT_UP_TO,
    sample: int = centrality.SAMPLE,
    seed: int = centrality.SEED,
) -> MeasureTable:
    """All measures of a network.

    Args:    network: n institutions × m groups. weighting: of the projection. exact_up_to, sample, seed: betweenness
             is exact up to so many institutions, above estimated from `sample` sources drawn with `seed`.
    Returns: n values a measure; `NotMeaningful` with its reason where there are no groups, or fewer than three of two
             or more institutions. Nothing is raised: an empty network has an answer, too.
    """
    figures = NetworkFigures(len(network.institutions), len(network.groups))
    if not network.incidence.nnz:
        none = NotMeaningful(Reason.NO_GROUPS)
        return MeasureTable(network.institutions, dict.fromkeys(_ids(), none), figures, weighting)
    answers: dict[str, Answer] = {
        "teams": Scores(centrality.team_count(network)), "groups": Scores(centrality.group_count(network)),
    }
    if np.count_nonzero(network.group_sizes >= 2) < FEWEST_GROUPS:
        few = NotMeaningful(Reason.FEW_GROUPS)
        return MeasureTable(network.institutions, dict.fromkeys(_ids(), few) | answers, figures, weighting)
    projection = project(network, weighting)
    answers |= _central(projection, exact_up_to, sample, seed)
    answers |= _joining(projection)
    rest, figures = _cohesive(projection, figures, seed)
    answers |= rest
    ordered = {measure: answers[measure] for measure in _ids()}
    return MeasureTable(network.institutions, ordered, figures, weighting, {"seed": seed, "sample": sample})


def _ids() -> list[str]:
    return [measure.id for measure in measures().values() if measure.scope == "institution"]


def _scores(found: Mapping[str, Floats], low: frozenset[str] = frozenset()) -> dict[str, Answer]:
    """Answers with the digits that are kept."""
    return {measure: Scores(significant(values), low=measure in low) for measure, values in found.items()}


def _central(projection: Projection, exact_up_to: int, sample: int, seed: int) -> dict[str, Answer]:
    between = centrality.betweenness(projection, exact_up_to=exact_up_to, sample=sample, seed=seed)
    far = distances(projection.incidence)
    return _scores({
        "degree": centrality.degree(projection),
        "strength": centrality.strength(projection),
        "closeness": centrality.closeness(projection, far),
        "harmonic": centrality.harmonic(projection, far),
        "eigenvector": centrality.eigenvector(projection),
        "pagerank": centrality.pagerank(projection),
    }) | {"betweenness": between if between.values.any() else NotMeaningful(Reason.NOTHING_BETWEEN)}


def _joining(projection: Projection) -> dict[str, Answer]:
    holes = brokerage.structural_holes(projection)
    answers = _scores(
        {"constraint": holes.constraint, "effective_size": holes.effective_size}, low=frozenset({"constraint"})
    )
    closed = brokerage.closed_pairs(projection)
    for by, labels in _labels(projection).items():
        names = (f"ei_{by}", f"ei_{by}_expected", *(f"{role}_{by}" for role in brokerage.ROLES))
        if len(np.unique(labels[labels != brokerage.UNKNOWN])) < 2:
            answers |= dict.fromkeys(names, NotMeaningful(Reason.ONE_LABEL))
            continue
        roles = brokerage.brokerage_roles(projection, labels, closed)
        answers |= _scores(dict(zip(names, (
            brokerage.ei_index(projection, labels), brokerage.expected_ei(labels),
            *(getattr(roles, role) for role in brokerage.ROLES),
        ), strict=True)))
    return answers


def _labels(projection: Projection) -> dict[str, brokerage.Labels]:
    return {
        "sector": brokerage.sector_labels(projection.institutions),
        "level": brokerage.level_labels(projection.institutions),
    }


def _cohesive(
    projection: Projection, figures: NetworkFigures, seed: int
) -> tuple[dict[str, Answer], NetworkFigures]:
    parts = communities(projection, seed=seed)
    core = cohesion.core_periphery(projection)
    weak = cohesion.weak_points(projection)
    ei = {by: brokerage.network_ei(projection, labels, seed=seed) for by, labels in _labels(projection).items()}
    ids = [row.id for row in projection.institutions]
    answers = _scores({
        "core": cohesion.core_numbers(projection).astype(np.float64),
        "community": parts.labels.astype(np.float64),
        "in_core": core.core.astype(np.float64),
        "articulation": weak.articulation.astype(np.float64),
    })
    return answers, NetworkFigures(
        institutions=figures.institutions,
        groups=figures.groups,
        ties=projection.tie_count,
        density=projection.density,
        centralisation=cohesion.centralisation(projection),
        modularity=parts.modularity,
        core_fit=core.fit,
        ei_sector=ei["sector"],
        ei_level=ei["level"],
        bridges=tuple((ids[first], ids[second]) for first, second in weak.bridges.tolist()),
    )
