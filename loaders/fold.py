"""Fold the claims of all documents, and people's judgements, into facts: nodes, ties and what supports each.

Pure and total: the same extractions and judgements give the same facts, in whatever order they come. Claims below
the provisional threshold stay in the review queue, rejected ones on record: Claim nodes and nothing else.

What is folded of an institution or a group depends only on the documents and judgements that share a block of
`loaders.resolve` with it; there are no counters over everything. So a part can be folded by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.claims import Extraction, Group, Kind, Predicate, Ref, Status, quote
from graph.identity import claim_id
from graph.judgements import IDENTITY, Judgement, Named, Side, Verdict, in_force
from graph.model import Facts, Node, NodeKey, Tie, TieKey, Value
from loaders.cooperation import cooperation
from loaders.entities import (
    Institutions,
    alias_nodes,
    documents_of,
    doubtful_nodes,
    groups_of,
    projects_of,
    units_of,
)
from loaders.judging import (
    Binder,
    Bound,
    bind,
    corrected_mentions,
    follow,
    judgement_nodes,
    moved,
    rulings,
)
from loaders.notes import is_note, newcomers
from loaders.placed import DATE_PREDICATES, Placed, Reference, bounds
from loaders.resolve import Resolved, global_id, resolve
from loaders.ties import Rosters, ties_of


def fold(
    extractions: Iterable[Extraction],
    reference: Reference,
    judgements: Iterable[Judgement] = (),
    supersedes: Mapping[str, str] | None = None,
    *,
    projected: bool = True,
) -> Facts:
    """All facts that follow from what the documents say and people decided.

    Args: judgements: all that were ever made, superseded ones too. supersedes: a document's id → the id of the
          older one that it replaces. projected: whether with the stored projection, COOPERATES_WITH.
    """
    documents = sorted(
        (extraction for extraction in extractions if not is_note(extraction)),
        key=lambda extraction: extraction.source.id,
    )
    known = _resolve(documents, list(judgements), reference, _replacing(documents, supersedes or {}))
    ruled = rulings(known.bound)
    newer = {old: new for new, old in sorted((supersedes or {}).items())}
    placed = ruled.rule(
        found for each in documents for found in _place(each, known.resolved, replaced=each.source.id in newer)
    )
    placed += ruled.stated
    institutions = Institutions([*documents, *known.notes], known.resolved, placed, ruled, reference)
    placed += ruled.rule(institutions.named_and_located())
    placed = list({found.id: found for found in sorted(placed, key=lambda item: item.strength)}.values())
    groups = groups_of(documents, known.resolved, placed, ruled)
    stands = {*groups, *(NodeKey(Kind.INSTITUTION.value, found) for found in institutions.kept)}
    published = {each.source.id: each.source.published for each in documents if each.source.published}
    rosters = Rosters.of(placed, newer, ruled.complete, published)
    ties = [*ties_of(placed, groups, stands, rosters), *institutions.ties()]
    units, part_of = units_of({end.id for tie in ties for end in tie.key[1:] if end.label == Kind.UNIT}, reference)
    nodes = [
        *institutions.nodes(), *institutions.vocabulary_nodes(), *groups.values(), *projects_of(placed),
        *documents_of([*documents, *ruled.notes]), *units,
    ]
    have = {node.key for node in nodes}
    more = [
        alias_nodes(known.aliases, known.resolved, have), doubtful_nodes(known.resolved, have),
        judgement_nodes(known.bound, have), _claims(placed, have, institutions),
    ]
    replaced = [
        Tie(TieKey("SUPERSEDES", NodeKey("Document", new), NodeKey("Document", old)))
        for new, old in sorted((supersedes or {}).items())
        if {NodeKey("Document", new), NodeKey("Document", old)} <= have
    ]
    projection = cooperation(ties) if projected else ()
    return Facts.of(
        [*nodes, *(node for found, _ties in more for node in found)],
        [*ties, *part_of, *replaced, *(tie for _nodes, found in more for tie in found), *projection],
    )


# ---------------------------------------------------------------- who is who


@dataclass(frozen=True)
class _Known:
    """Who is who, with the old ids, and what each judgement is about."""

    resolved: Resolved
    aliases: Mapping[str, str]
    bound: Sequence[Bound]
    notes: Sequence[Extraction] = ()       # those that name institutions which no document names


def _resolve(
    documents: Sequence[Extraction], judgements: Sequence[Judgement], reference: Reference,
    replacing: Sequence[Judgement],
) -> _Known:
    """Ids for everything. Corrected places and types, and added institutions, are resolved in a second pass."""
    identity = [*replacing]
    identity += [each for each in in_force(judgements) if each.verdict in (*IDENTITY, Verdict.SUCCEEDED_BY)]

    def resolved_as(texts: Sequence[Extraction], decided: Sequence[Judgement]) -> Resolved:
        return resolve(texts, reference.register, reference.types, decided)

    first = resolved_as(documents, identity)
    bound = bind(judgements, Binder(documents, first), reference)
    corrected = corrected_mentions(documents, first, bound, reference)
    notes = [
        note for each in bound if each.stands
        if (note := newcomers(each.judgement, each.missing, reference)) is not None
    ]
    if corrected == documents and not notes:
        return _Known(first, {**_seen_ids(bound), **first.aliases}, bound)
    second = resolved_as([*corrected, *notes], identity)
    ids = moved(first, second)
    if any(side is not None and side.id in ids for each in identity for side in (each.left, each.right)):
        second = resolved_as([*corrected, *notes], [follow(judgement, ids) for judgement in identity])
        ids = moved(first, second)
    new = {
        mention.key: found for note in notes for mention in note.mentions
        if (found := second.institutions[note.source.id, mention.key]) != mention.key
    }
    known = replace(second, aliases={**new, **ids, **second.aliases})
    bound = bind(judgements, Binder([*documents, *notes], known), reference)
    return _Known(known, {**_seen_ids(bound), **known.aliases}, bound, notes)


def _replacing(documents: Sequence[Extraction], supersedes: Mapping[str, str]) -> list[Judgement]:
    """Who says that a document replaces another says that its groups are the other's, whatever became of the members.

    A group of the newer document is that of the older one with the same name, else the only one of its family in both.
    People's judgements on the two count more: they are decided later.
    """
    by_id = {each.source.id: each for each in documents if each.source.id in {*supersedes, *supersedes.values()}}
    found = []
    for new, old in sorted(supersedes.items()):
        if new not in by_id or old not in by_id:
            continue
        for key in (lambda group: (group.family, group.name), lambda group: (group.family, group.type)):
            ours, theirs = (_single(by_id[id_].groups, key) for id_ in (new, old))
            for what in sorted(ours.keys() & theirs.keys(), key=str):
                left, right = (
                    Side(kind=group.family, id="", named=(Named(document=id_, as_written=group.name),))
                    for id_, group in ((new, ours[what]), (old, theirs[what]))
                )
                found.append(Judgement(verdict=Verdict.SAME, left=left, right=right, role="supersedes", decided_on=""))
    return list({each.id: each for each in found}.values())


def _single(groups: Iterable[Group], key: Callable[[Group], tuple[object, ...]]) -> dict[tuple[object, ...], Group]:
    """The groups that are alone with their key."""
    listed = [(key(group), group) for group in groups]
    times = Counter(what for what, _group in listed)
    return {what: group for what, group in listed if times[what] == 1}


def _seen_ids(bound: Iterable[Bound]) -> dict[str, str]:
    """Ids under which people saw a node, and which it has no more, are its old ids too."""
    return {
        side.id: end.id
        for each in bound if each.stands
        for side, end in ((each.judgement.left, each.left), (each.judgement.right, each.right))
        if side is not None and end is not None and side.id != end.id
    }


# ---------------------------------------------------------------- claims and where they point


def _place(extraction: Extraction, resolved: Resolved, *, replaced: bool) -> list[Placed]:
    document = extraction.source.id

    def key(ref: Ref | None) -> NodeKey | None:
        if ref is None:
            return None
        found = global_id(ref, document, resolved)
        return NodeKey(ref.kind.value, found) if found is not None else None

    return [
        Placed(
            claim_id(document, claim), claim, document, extraction.source.text, key(claim.subject), key(claim.object),
            replaced=replaced,
        )
        for claim in extraction.claims
    ]


_UNSURE = frozenset({Status.PROVISIONAL, Status.QUEUED})
"""Such claims wait for a decision. How a body is named is not asked: of bodies in the graph something else is said."""


def _claims(
    placed: Sequence[Placed], have: set[NodeKey], institutions: Institutions
) -> tuple[list[Node], list[Tie]]:
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
            "status": found.status.value,
        }
        if found.judgement:
            properties["judgement"] = found.judgement
        if found.status in _UNSURE and claim.predicate is not Predicate.NAMED:
            properties["waits"] = properties["confidence"]
        for name in ("value", "unit", "label", "quantity"):
            stated = getattr(claim, name)
            if stated is not None:
                properties[name] = stated
        if claim.predicate in DATE_PREDICATES and claim.value:
            properties |= bounds("value", claim.value)
        ties.append(Tie(TieKey("IN_DOCUMENT", key, NodeKey("Document", found.document))))
        for type_, end in (("ABOUT", found.subject), ("OBJECT", found.object)):
            if end in have:
                ties.append(Tie(TieKey(type_, key, end)))
            elif end is not None and end.label == Kind.INSTITUTION:     # too doubtful for a node: only a name
                name = "subject" if type_ == "ABOUT" else "object"
                properties |= {name: end.id, f"{name}_name": institutions.name(end.id)}
        nodes.append(Node(key, properties))
    return nodes, ties
