"""Ties, each with the claims that support it, and what people and newer documents say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claims import Kind, Predicate
from graph.dates import PartialDate
from graph.model import Node, NodeKey, Properties, Tie, TieKey, Value
from graph.vocabulary import Role
from loaders.judging import Bound
from loaders.placed import DATE_PREDICATES, Placed, bounds, preferred

TIE_OF = {
    Predicate.PARTY: "PARTY_TO",
    Predicate.MEMBER: "MEMBER_OF",
    Predicate.RUNS: "RUNS",
    Predicate.TAKES_PART: "TAKES_PART_IN",
    Predicate.ESTABLISHED_BY: "ESTABLISHED_BY",
    Predicate.COVERS: "COVERS",
    Predicate.WITHIN: "WITHIN",
    Predicate.MILESTONE: "HAS_MILESTONE",
    Predicate.HELD: "HELD",
    Predicate.UNIT_OF: "UNIT_OF",
    Predicate.SUCCEEDED_BY: "SUCCEEDED_BY",
    Predicate.LOCATED: "LOCATED_IN",
}
"""Which tie a predicate with an object builds. ABSENT builds none: it is only ever a claim."""

MEMBERSHIP = frozenset({Predicate.PARTY, Predicate.MEMBER})
_ROLES = {Predicate.PARTY: Role.PARTY, Predicate.MEMBER: Role.MEMBER, Predicate.RUNS: Role.PARTNER}


@dataclass(frozen=True)
class Rosters:
    """Which documents list a group's members, which of them a newer list replaces, and which are complete."""

    lists: Mapping[NodeKey, frozenset[str]]                 # group → documents with a claim of membership
    newer: Mapping[str, str] = field(default_factory=dict)  # document → the one that supersedes it
    complete: Mapping[NodeKey, Bound] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, placed: Iterable[Placed], newer: Mapping[str, str], complete: Mapping[NodeKey, Bound],
        published: Mapping[str, str],
    ) -> Rosters:
        """From all claims; those that people reject count too, as lines of a list."""
        lists: dict[NodeKey, set[str]] = defaultdict(set)
        for found in placed:
            if found.claim.predicate in MEMBERSHIP and found.object is not None:
                lists[found.object].add(found.document)
        return cls({key: frozenset(found) for key, found in lists.items()}, newer, complete, published)

    def replaced_by(self, group: NodeKey, documents: Iterable[str]) -> str | None:
        """The newer list of the group when all these documents are superseded, directly or step by step."""
        newest = None
        for document in documents:
            later, seen = self.newer.get(document), {document}
            while later is not None and later not in seen and later not in self.lists.get(group, ()):
                seen.add(later)
                later = self.newer.get(later)
            if later is None or later in seen:
                return None
            newest = max(newest or later, later)
        return newest

    def ended(self, group: NodeKey, documents: Iterable[str]) -> dict[str, Value]:
        """When a membership ended that only these documents state, because a list without it is complete."""
        bound = self.complete.get(group)
        if bound is None:
            return {}
        listed, lists = set(documents), self.lists.get(group, frozenset())
        whole = lists & {bound.judgement.value} if bound.judgement.value else lists - self.newer.keys()
        if not whole or whole & listed:
            return {}
        shown = self.published.get(bound.judgement.value or "", "") or bound.judgement.decided_on[:10]
        known = max((found for each in listed if (found := self.published.get(each, ""))), default="")
        until = bounds("until", shown)
        if known and (first := PartialDate(value=known).first) <= PartialDate(value=shown).last:
            until["until_min"] = first            # it was still a member then, and no more when the list was made
        return until | {"ended_by": bound.judgement.id}


def ties_of(
    placed: Sequence[Placed], groups: Mapping[NodeKey, Node], stands: Collection[NodeKey], rosters: Rosters
) -> list[Tie]:
    """The ties that claims of at least provisional standing state.

    Args: groups: the agreements and teams that are nodes. stands: they and the institutions that are nodes.
    """
    support: dict[TieKey, list[Placed]] = defaultdict(list)
    dates: dict[tuple[NodeKey, NodeKey], list[Placed]] = defaultdict(list)
    for found in placed:
        claim = found.claim
        if found.subject is None or found.object is None or not found.counts:
            continue
        if claim.predicate in DATE_PREDICATES:
            dates[found.subject, found.object].append(found)
        elif claim.predicate in TIE_OF and _stands(found.subject, stands) and _stands(found.object, stands):
            support[TieKey(TIE_OF[claim.predicate], found.subject, found.object)].append(found)
    return [
        Tie(key, _properties(key, claims, dates.get((key.start, key.end), ()), groups, rosters))
        for key, claims in sorted(support.items())
    ]


def _stands(key: NodeKey, stands: Collection[NodeKey]) -> bool:
    return key.label not in (Kind.INSTITUTION, Kind.AGREEMENT, Kind.TEAM) or key in stands


def _properties(
    key: TieKey, claims: Sequence[Placed], dates: Sequence[Placed], groups: Mapping[NodeKey, Node], rosters: Rosters
) -> Properties:
    best = max(claims, key=lambda found: found.strength)
    documents = {found.document for found in claims}
    properties: dict[str, Value] = {
        "claims": len(claims),
        "documents": len(documents),
        "confidence": round(max(found.claim.confidence for found in claims), 4),
        "status": best.status.value,
    }
    if best.judgement:
        properties["judgement"] = best.judgement
    role = _ROLES.get(best.claim.predicate)
    if role or best.claim.predicate is Predicate.TAKES_PART:
        properties["role"] = best.claim.label or str(role or "participant")
    if best.claim.predicate is Predicate.SUCCEEDED_BY and best.claim.value:
        properties |= bounds("date", best.claim.value)
    if best.claim.predicate in MEMBERSHIP:
        group = groups[key.end].properties
        for name in ("since", "until"):
            stated = preferred(dates, Predicate(name))
            if stated:
                properties |= bounds(name, stated)
            elif name in group:
                properties |= {part: group[part] for part in (name, f"{name}_min", f"{name}_max")}
        if not best.judgement:         # a person says that it is a member, whatever the lists have
            properties |= _lists(key, documents, rosters, stated=preferred(dates, Predicate.UNTIL) is not None)
    return properties


def _lists(key: TieKey, documents: set[str], rosters: Rosters, *, stated: bool) -> dict[str, Value]:
    """What newer and complete lists say of a membership that they do not have."""
    found: dict[str, Value] = {}
    newer = rosters.replaced_by(key.end, documents)
    if newer is not None:
        found["not_in_newer"] = newer
    return found if stated else found | rosters.ended(key.end, documents)
