"""How good suggestions are: hide the members of some teams and see whether they are suggested.

Whole teams are hidden, not single ties: in the projection of one team everybody is tied to everybody, and a
hidden tie would be guessed from its neighbours in the same team. What stays is what a leaflet often says: that
there is a team, and in which gmina.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from graph import reference
from graph.claims import Kind
from graph.coverage import DEFAULT_TEMPLATE, Template, templates
from graph.generator import S, generate
from graph.network import GroupRow, TwoMode, two_mode
from graph.serving import Serving
from graph.suggestion import Circle, Surroundings, suggest

SHARE = 0.10
"""Share of the teams that are hidden."""
AT = 10
SEED = 7


@dataclass(frozen=True, slots=True)
class Precision:
    """Mean share of the first `AT` suggestions for a hidden team that sat in it, by way of suggesting."""

    by_way: Mapping[str, float]
    best_possible: float           # what knowing the members would give
    teams: int                     # hidden teams with somebody to find
    candidates: float              # mean number of bodies to choose from
    seed: int


def precision(
    network: TwoMode,
    serving: Serving,
    template_of: Callable[[GroupRow], Template],
    *,
    share: float = SHARE,
    seed: int = SEED,
) -> Precision:
    """Hide the members of some teams and count how many of the first ten suggestions sat in each.

    Args:    template_of: the template to ask for a team's roles.
    Returns: for `suggested` (rule first, then common partners), `adamic_adar` alone, `degree` (who sits in most
             groups first) and `random` (its expected value); all choose among the same candidates.
    """
    teams = [group for group in network.groups if group.family is Kind.TEAM and len(group.covers) == 1]
    rng = np.random.default_rng(seed)
    hidden = {teams[at].id for at in rng.choice(len(teams), size=max(1, round(share * len(teams))), replace=False)}
    surroundings = Surroundings(_without_members(network, hidden), serving)
    members = network.members()
    scores: dict[str, list[float]] = defaultdict(list)
    for group in teams:
        if group.id not in hidden:
            continue
        circle = surroundings.circle(group.id)
        candidates = {each.id for each in surroundings.candidates(circle)}
        sought = candidates & set(members[group.id])
        if not sought:
            continue
        for way, ordered in _WAYS.items():
            scores[way].append(len(sought & set(ordered(surroundings, circle, template_of(group))[:AT])) / AT)
        scores["random"].append(len(sought) / len(candidates) * min(AT, len(candidates)) / AT)
        scores["best_possible"].append(min(len(sought), AT) / AT)
        scores["candidates"].append(float(len(candidates)))
    means = {way: float(np.mean(values)) for way, values in scores.items()}
    return Precision(
        {way: means.get(way, float("nan")) for way in (*_WAYS, "random")},
        means.get("best_possible", float("nan")), len(scores["random"]), means.get("candidates", float("nan")), seed,
    )


def precision_of_generated(seed: int = SEED) -> Precision:
    """Precision on a generated województwo: teams against violence by the law's list, the others by practice."""
    known = templates()

    def template_of(group: GroupRow) -> Template:
        return known["zespol-interdyscyplinarny" if group.id.startswith("zi:") else DEFAULT_TEMPLATE]

    return precision(generate(S, seed), Serving(reference.register()), template_of, seed=seed)


def _without_members(network: TwoMode, hidden: set[str]) -> TwoMode:
    cells = network.confidence.tocoo()
    return two_mode(
        network.institutions,
        network.groups,
        {
            (network.institutions[row].id, network.groups[column].id): float(value)
            for row, column, value in zip(*cells.coords, cells.data, strict=True)
            if network.groups[column].id not in hidden
        },
    )


def _suggested(surroundings: Surroundings, circle: Circle, template: Template) -> list[str]:
    return [each.institution for each in suggest(surroundings, circle, template)]


def _adamic_adar(surroundings: Surroundings, circle: Circle, _template: Template) -> list[str]:
    return [each.institution for each in suggest(surroundings, circle, None)]


def _degree(surroundings: Surroundings, circle: Circle, _template: Template) -> list[str]:
    groups = surroundings.groups_of
    candidates = [each.id for each in surroundings.candidates(circle)]
    return sorted(candidates, key=lambda key: (-len(groups.get(key, ())), key))


_WAYS: Mapping[str, Callable[[Surroundings, Circle, Template], list[str]]] = {
    "suggested": _suggested,
    "adamic_adar": _adamic_adar,
    "degree": _degree,
}
