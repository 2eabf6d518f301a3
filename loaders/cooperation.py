"""The stored projection: who cooperates with whom, by the groups that two institutions share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from graph.claims import Kind, Status
from graph.model import NodeKey, Properties, Tie, TieKey, Value
from graph.network import founding_agreements, join_established, pair_weights


def cooperation(ties: Sequence[Tie]) -> list[Tie]:
    """Ties COOPERATES_WITH: accepted memberships, all dates, a team joined with its founding agreement."""
    established = [(tie.key.start.id, tie.key.end.id) for tie in ties if tie.key.type == "ESTABLISHED_BY"]
    joined = founding_agreements(established)
    parties: dict[str, set[str]] = defaultdict(set)
    periods: dict[tuple[str, str], Properties] = {}
    teams = set()
    for tie in sorted(ties, key=lambda tie: tie.key):
        if tie.key.type in ("PARTY_TO", "MEMBER_OF") and tie.properties["status"] == Status.ACCEPTED.value:
            group, institution = tie.key.end.id, tie.key.start.id
            parties[group].add(institution)
            periods.setdefault((joined.get(group, group), institution), tie.properties)
            if tie.key.end.label == Kind.TEAM:
                teams.add(group)
    teams |= set(joined.values())
    found = []
    for (left, right), pair in pair_weights(join_established(parties, established)).items():
        in_teams = sum(group in teams for group in pair.groups)
        properties: dict[str, Value] = {
            "weight": pair.weight,
            "newman": round(pair.newman, 12),
            "agreements": len(pair.groups) - in_teams,
            "teams": in_teams,
            "derived": True,
        }
        properties |= _shared_period([(periods[group, left], periods[group, right]) for group in pair.groups])
        key = TieKey("COOPERATES_WITH", NodeKey("Institution", left), NodeKey("Institution", right))
        found.append(Tie(key, properties))
    return found


def _shared_period(spans: Sequence[tuple[Properties, Properties]]) -> dict[str, Value]:
    """Since the first group that both share; until the last one, when all of them end."""
    starts = [max(_day(a, "since_min"), _day(b, "since_min")) for a, b in spans if a.keys() & b.keys() >= {"since_min"}]
    ends = [min(_day(a, "until_max"), _day(b, "until_max")) for a, b in spans if a.keys() & b.keys() >= {"until_max"}]
    period: dict[str, Value] = {}
    if starts:
        period["since"] = min(starts)
    if len(ends) == len(spans):
        period["until"] = max(ends)
    return period


def _day(properties: Properties, name: str) -> date:
    value = properties[name]
    if not isinstance(value, date):
        raise TypeError(f"{name} is not a date: {value!r}")
    return value
