"""The two-mode network institutions × groups, and its projection onto institutions with a named weighting.

A *group*, for every measure, is a team together with the agreement that establishes it (one group,
the union of their parties, so that a pair is not counted twice), or any other agreement. Projects
are not groups. Group ids are the ids of the graph; a joined group has the team's id.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple


class PairWeight(NamedTuple):
    """How strongly two institutions are tied: by count, by Newman's weighting, and through which groups."""

    weight: int
    newman: float
    groups: tuple[str, ...]


def join_established(
    parties: Mapping[str, Collection[str]], established_by: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Join each team with the agreement that establishes it and that establishes no other team.

    Args:    parties: group id → institution ids. established_by: pairs (team id, agreement id).
    Returns: group id → institution ids; a joined agreement is gone, its parties are in its team.
             An agreement that establishes several teams stays a group of its own: its parties need
             not sit together in any of them.
    """
    teams_of: dict[str, set[str]] = {}
    for team, agreement in established_by:
        teams_of.setdefault(agreement, set()).add(team)
    joined = {group: set(members) for group, members in parties.items()}
    for agreement, teams in teams_of.items():
        if len(teams) == 1 and agreement in joined:
            joined.setdefault(next(iter(teams)), set()).update(joined.pop(agreement))
    return {group: frozenset(joined[group]) for group in sorted(joined)}


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
