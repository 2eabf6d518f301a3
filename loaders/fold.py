"""Fold the claims of all documents into facts: nodes, ties and what supports each of them.

Pure and total: the same extractions give the same facts, in whatever order they come. Claims below
the provisional threshold stay in the review queue: they become Claim nodes and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from graph.claims import Extraction, Kind, Predicate, Ref, Status, quote
from graph.identity import claim_id
from graph.model import Facts, Node, NodeKey, Properties, Tie, TieKey, Value
from graph.network import founding_agreements, join_established, pair_weights
from graph.vocabulary import Role
from loaders.entities import Institutions, documents_of, groups_of, projects_of, units_of
from loaders.placed import DATE_PREDICATES, Placed, Reference, bounds, preferred
from loaders.resolve import Resolved, global_id, resolve

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
    Predicate.LOCATED: "LOCATED_IN",
}
"""Which tie a predicate with an object builds. ABSENT builds none: it is only ever a claim."""

MEMBERSHIP = frozenset({Predicate.PARTY, Predicate.MEMBER})
_ROLES = {Predicate.PARTY: Role.PARTY, Predicate.MEMBER: Role.MEMBER, Predicate.RUNS: Role.PARTNER}


def fold(extractions: Iterable[Extraction], reference: Reference) -> Facts:
    """All facts that follow from what the documents say."""
    documents = sorted(extractions, key=lambda extraction: extraction.source.id)
    resolved = resolve(documents, reference.register, reference.types)
    institutions = Institutions(documents, resolved, reference)
    placed = [found for extraction in documents for found in _place(extraction, resolved, institutions)]
    placed += institutions.named_and_located()
    placed = list({found.id: found for found in sorted(placed, key=lambda item: item.strength)}.values())
    groups = groups_of(documents, resolved, placed)
    ties = [*_ties(placed, groups), *institutions.ties()]
    ends = {end for tie in ties for end in (tie.key.start, tie.key.end)}
    units, part_of = units_of({end.id for end in ends if end.label == Kind.UNIT}, reference)
    nodes = [
        *institutions.nodes(), *institutions.vocabulary_nodes(), *institutions.alias_nodes(),
        *groups.values(), *projects_of(placed), *documents_of(documents), *units,
    ]
    claims, evidence = _claims(placed, {node.key for node in nodes})
    return Facts.of([*nodes, *claims], [*ties, *part_of, *evidence, *_cooperation(ties)])


# ---------------------------------------------------------------- claims and where they point


def _place(extraction: Extraction, resolved: Resolved, institutions: Institutions) -> list[Placed]:
    document = extraction.source.id

    def key(ref: Ref | None) -> NodeKey | None:
        if ref is None:
            return None
        found = global_id(ref, document, resolved)
        if found is None or (ref.kind is Kind.INSTITUTION and found not in institutions.kept):
            return None
        return NodeKey(ref.kind.value, found)

    return [
        Placed(
            claim_id(document, claim), claim, document, extraction.source.text, key(claim.subject), key(claim.object)
        )
        for claim in extraction.claims
    ]


def _claims(placed: Sequence[Placed], have: set[NodeKey]) -> tuple[list[Node], list[Tie]]:
    nodes, ties = [], []
    for found in placed:
        key = NodeKey("Claim", found.id)
        claim = found.claim
        properties: dict[str, Value] = {
            "id": found.id,
            "predicate": claim.predicate.value,
            "as_written": claim.as_written,
            "quote": quote(found.text, claim.spans),
            "spans": tuple(position for span in claim.spans for position in span),
            "rule": claim.rule,
            "confidence": round(claim.confidence, 4),
            "status": claim.status.value,
        }
        for name in ("value", "unit", "label"):
            stated = getattr(claim, name)
            if stated is not None:
                properties[name] = stated
        if claim.predicate in DATE_PREDICATES and claim.value:
            properties |= bounds("value", claim.value)
        nodes.append(Node(key, properties))
        ties.append(Tie(TieKey("IN_DOCUMENT", key, NodeKey("Document", found.document))))
        for type_, end in (("ABOUT", found.subject), ("OBJECT", found.object)):
            if end in have:
                ties.append(Tie(TieKey(type_, key, end)))
    return nodes, ties


# ---------------------------------------------------------------- ties


def _ties(placed: Sequence[Placed], groups: Mapping[NodeKey, Node]) -> list[Tie]:
    support: dict[TieKey, list[Placed]] = defaultdict(list)
    dates: dict[tuple[NodeKey, NodeKey], list[Placed]] = defaultdict(list)
    for found in placed:
        claim = found.claim
        if found.subject is None or found.object is None or claim.status is Status.QUEUED:
            continue
        if claim.predicate in DATE_PREDICATES:
            dates[found.subject, found.object].append(found)
        elif claim.predicate in TIE_OF and _stands(found.subject, groups) and _stands(found.object, groups):
            support[TieKey(TIE_OF[claim.predicate], found.subject, found.object)].append(found)
    return [
        Tie(key, _tie_properties(key, claims, dates.get((key.start, key.end), ()), groups))
        for key, claims in sorted(support.items())
    ]


def _stands(key: NodeKey, groups: Mapping[NodeKey, Node]) -> bool:
    return key.label not in (Kind.AGREEMENT, Kind.TEAM) or key in groups


def _tie_properties(
    key: TieKey, claims: Sequence[Placed], dates: Sequence[Placed], groups: Mapping[NodeKey, Node]
) -> Properties:
    best = max(claims, key=lambda found: found.strength)
    properties: dict[str, Value] = {
        "claims": len(claims),
        "documents": len({found.document for found in claims}),
        "confidence": round(best.claim.confidence, 4),
        "status": best.claim.status.value,
    }
    role = _ROLES.get(best.claim.predicate)
    if role or best.claim.predicate is Predicate.TAKES_PART:
        properties["role"] = best.claim.label or str(role or "participant")
    if best.claim.predicate in MEMBERSHIP:
        group = groups[key.end].properties
        for name in ("since", "until"):
            stated = preferred(dates, Predicate(name))
            if stated:
                properties |= bounds(name, stated)
            elif name in group:
                properties |= {part: group[part] for part in (name, f"{name}_min", f"{name}_max")}
    return properties


def _cooperation(ties: Sequence[Tie]) -> list[Tie]:
    """The stored projection: accepted memberships, all dates, a team joined with its founding agreement."""
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
    cooperation = []
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
        cooperation.append(Tie(key, properties))
    return cooperation


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


