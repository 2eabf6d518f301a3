"""What people's judgements do to the facts: claims confirmed or rejected, values corrected, notes added.

Pure. A judgement that states something (ADD, CORRECT, ABSENT, SUCCEEDED_BY) becomes a claim of its own, whose
document is a note with the role, the date and how it is known; one that only decides marks the claims it is about.
A judgement that binds to nothing, or says nothing valid, stays among the facts and has no effect.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.claims import Claim, Extraction, Finding, FindingCode, Kind, Predicate, Ref
from graph.dates import PartialDate
from graph.identity import claim_id
from graph.judgements import FIELDS, IDENTITY, Judgement, Side, Verdict, in_force
from graph.model import Facts, Node, NodeKey, Tie, TieKey, Value
from graph.vocabulary import Level
from loaders.notes import note_of, note_text, whole
from loaders.placed import DATE_PREDICATES, Placed, Reference
from loaders.resolve import Resolved

FOLLOWS_NAMES = frozenset({"place", "type"})
"""Corrections that may change an institution's id."""

_PREDICATE_OF = {
    "sector": Predicate.SECTOR, "level": Predicate.LEVEL, "place": Predicate.LOCATED, "name": Predicate.NAMED,
    "signed": Predicate.SIGNED, "since": Predicate.SINCE, "until": Predicate.UNTIL, "term": Predicate.TERM,
    "subject": Predicate.SUBJECT,
}
_MEMBERSHIP = {Kind.AGREEMENT: Predicate.PARTY, Kind.TEAM: Predicate.MEMBER}
_ROLE_AS_LABEL = frozenset({Predicate.PARTY, Predicate.MEMBER, Predicate.RUNS, Predicate.TAKES_PART})


@dataclass(frozen=True, slots=True)
class Bound:
    """A judgement and the nodes that its sides mean now."""

    judgement: Judgement
    left: NodeKey | None
    right: NodeKey | None
    by: str                            # id | alias | names | "": a side binds to nothing | invalid
    stands: bool                       # whether it is in force

    @property
    def missing(self) -> list[Side]:
        """The sides that bind to nothing."""
        ends = ((self.judgement.left, self.left), (self.judgement.right, self.right))
        return [side for side, end in ends if side is not None and end is None]


# ---------------------------------------------------------------- whom a judgement means


class Binder:
    """Finds what a side means now: by its id, by an old id, else by the names under which a person saw it."""

    def __init__(self, documents: Iterable[Extraction], resolved: Resolved) -> None:
        self._aliases = resolved.aliases
        self._ids = {
            Kind.INSTITUTION: frozenset(resolved.institutions.values()),
            Kind.AGREEMENT: frozenset(resolved.groups.values()),
            Kind.TEAM: frozenset(resolved.groups.values()),
        }
        self._named: dict[tuple[str, str], list[str]] = defaultdict(list)
        for extraction in documents:
            document = extraction.source.id
            for mention in extraction.mentions:
                self._named[document, mention.as_written].append(resolved.institutions[document, mention.key])
            for group in extraction.groups:
                self._named[document, group.name].append(resolved.groups[document, group.key])

    def bind(self, side: Side) -> tuple[NodeKey | None, str]:
        """The node and how it was found; None and '' when nothing is meant any more."""
        have = self._ids.get(side.kind)
        if have is None or side.id in have:       # projects, milestones and units have one id for ever
            return NodeKey(side.kind.value, side.id), "id"
        now = self._aliases.get(side.id)
        if now in have:
            return NodeKey(side.kind.value, now), "alias"
        seen = Counter(
            found
            for each in side.named
            for found in self._named.get((each.document, each.as_written), ())
            if found in have
        )
        if not seen:
            return None, ""
        found, _times = min(seen.items(), key=lambda item: (-item[1], item[0]))
        return NodeKey(side.kind.value, found), "names"


def bind(judgements: Iterable[Judgement], binder: Binder, reference: Reference) -> list[Bound]:
    """Every judgement with what it means now, those in force in the order in which they were decided."""
    every = {judgement.id: judgement for judgement in judgements}
    standing = in_force(every.values())
    names = {judgement.id for judgement in standing}
    rest = sorted((each for found, each in every.items() if found not in names), key=lambda each: each.id)
    bound = []
    for judgement in [*standing, *rest]:
        ends = [binder.bind(side) if side else (None, "id") for side in (judgement.left, judgement.right)]
        by = max((by for _key, by in ends), key=("id", "alias", "names", "").index)
        if problem(judgement, reference):
            by = "invalid"
        bound.append(Bound(judgement, ends[0][0], ends[1][0], by, judgement.id in names))
    return bound


def problem(judgement: Judgement, reference: Reference) -> str:
    """What is wrong with a judgement, for its author; '' when nothing is.

    A judgement comes from a form or from a file that somebody may have written by hand.
    """
    verdict = judgement.verdict
    two = verdict in IDENTITY or verdict in (Verdict.SUCCEEDED_BY, Verdict.ABSENT)
    if verdict is Verdict.WITHDRAW:
        return "" if judgement.supersedes else "it withdraws nothing"
    if judgement.left is None or (two and judgement.right is None):
        return "a side is missing"
    if verdict in IDENTITY and judgement.right is not None and judgement.left.kind is not judgement.right.kind:
        return "the two are of different kinds"
    if verdict is Verdict.CORRECT:
        if judgement.field not in FIELDS or not judgement.value:
            return "it does not say what to correct, and to what"
        return _bad_value(judgement.field, judgement.value, reference)
    if judgement.predicate is not None and judgement.predicate not in set(Predicate):
        return f"there is no predicate {judgement.predicate}"
    if verdict is Verdict.ADD:
        if judgement.predicate is None or not (judgement.right or judgement.value):
            return "it does not say what it adds"
        if not judgement.reason:
            return "it does not say how this is known"
        return _bad_value(judgement.predicate, judgement.value, reference) if judgement.value else ""
    if verdict is Verdict.SUCCEEDED_BY and judgement.value:
        return _bad_value("since", judgement.value, reference)
    return ""


def _bad_value(what: str, value: str, reference: Reference) -> str:
    if what in DATE_PREDICATES:
        try:
            PartialDate(value=value)
        except ValueError:
            return f"{value} is not a date like 2018, 2018-07 or 2018-07-12"
    known = {
        "sector": reference.sectors, "level": set(Level), "term": {"fixed", "indefinite"}, "type": reference.types,
    }
    if what in known and value not in known[what]:
        return f"there is no {what} {value}"
    if what in ("place", Predicate.LOCATED) and value not in reference.register:
        return f"there is no territorial unit {value}"
    return ""


# ---------------------------------------------------------------- corrections that move an institution


def corrected_mentions(
    documents: Sequence[Extraction], resolved: Resolved, bound: Iterable[Bound], reference: Reference
) -> list[Extraction]:
    """The documents as they are to be resolved: with the place and the type that people gave to institutions."""
    given: dict[str, dict[str, str | None]] = defaultdict(dict)
    for each in bound:
        judgement = each.judgement
        if judgement.field in FOLLOWS_NAMES and _applies(each, Verdict.CORRECT) and each.left and each.right is None:
            if judgement.field == "type":
                given[each.left.id]["type"] = judgement.value
            elif judgement.value and (unit := reference.register.get(judgement.value)):
                given[each.left.id] |= {"terc": judgement.value, "place": unit.name, "place_rule": "judgement"}
    if not given:
        return list(documents)
    return [
        extraction.model_copy(update={"mentions": tuple(
            mention.model_copy(update=given.get(resolved.institutions[extraction.source.id, mention.key], {}))
            for mention in extraction.mentions
        )})
        for extraction in documents
    ]


def moved(before: Resolved, after: Resolved) -> dict[str, str]:
    """Old ids → new ids of what corrections moved. An id that somebody else keeps is no old id."""
    taken = {*after.institutions.values(), *after.groups.values()}
    pairs = [
        (old, new[local])
        for ids, new in ((before.institutions, after.institutions), (before.groups, after.groups))
        for local, old in sorted(ids.items())
        if old not in taken and new[local] != old
    ]
    return dict(reversed(pairs))


def follow(judgement: Judgement, ids: Mapping[str, str]) -> Judgement:
    """The judgement with its sides under their new ids."""
    sides = {
        name: side.model_copy(update={"id": ids[side.id]})
        for name in ("left", "right")
        if (side := getattr(judgement, name)) is not None and side.id in ids
    }
    return judgement.model_copy(update=sides) if sides else judgement


def _applies(bound: Bound, *verdicts: Verdict) -> bool:
    return bound.stands and bound.by not in ("", "invalid") and bound.judgement.verdict in verdicts


# ---------------------------------------------------------------- what judgements say and mark


@dataclass(frozen=True)
class Rulings:
    """What the judgements in force do."""

    notes: tuple[Extraction, ...] = ()
    stated: tuple[Placed, ...] = ()
    complete: Mapping[NodeKey, Bound] = field(default_factory=dict)          # groups whose rosters are complete
    corrected: Mapping[str, Mapping[str, Bound]] = field(default_factory=dict)  # institution → field → judgement
    _marks: Mapping[NodeKey, Sequence[Bound]] = field(default_factory=dict)  # what is about each left side

    def rule(self, placed: Iterable[Placed]) -> list[Placed]:
        """The claims with the verdicts on them: of several the last decided."""
        return [self._ruled(found) for found in placed]

    def _ruled(self, found: Placed) -> Placed:
        for bound in reversed(self._marks.get(found.subject, ()) if found.subject else ()):
            verdict = _verdict_on(found, bound)
            if verdict is not None:
                return replace(found, verdict=verdict, judgement=bound.judgement.id)
        return found

    def on_node(self, key: NodeKey) -> Bound | None:
        """The last judgement that confirms or rejects the node itself."""
        whole = [
            each for each in self._marks.get(key, ())
            if each.judgement.verdict in (Verdict.CONFIRM, Verdict.REJECT)
            and each.right is None and each.judgement.predicate is None
        ]
        return whole[-1] if whole else None


def rulings(bound: Sequence[Bound]) -> Rulings:
    """What the judgements in force do, each group of them in the order in which they were decided."""
    notes, stated = [], []
    complete: dict[NodeKey, Bound] = {}
    corrected: dict[str, dict[str, Bound]] = defaultdict(dict)
    marks: dict[NodeKey, list[Bound]] = defaultdict(list)
    for each in bound:
        if each.left is None or not _applies(each, *Verdict) or each.judgement.verdict in IDENTITY:
            continue
        if each.judgement.verdict is Verdict.COMPLETE:
            complete[each.left] = each
        elif each.judgement.verdict is Verdict.CORRECT and each.left.label == Kind.INSTITUTION and each.right is None:
            corrected[each.left.id][str(each.judgement.field)] = each
        marks[each.left].append(each)
        claims = _claims_of(each)
        if claims:
            note = note_of(each.judgement)
            notes.append(note)
            stated += [
                Placed(claim_id(note.source.id, claim), claim, note.source.id, note.source.text, each.left, end,
                       each.judgement.verdict, each.judgement.id)
                for claim, end in claims
            ]
    return Rulings(tuple(notes), tuple(_latest(stated)), complete, corrected, marks)


def _latest(stated: Sequence[Placed]) -> list[Placed]:
    """Of several corrections of one thing the last decided; they come in that order."""
    last: dict[object, Placed] = {}
    for found in stated:
        claim = found.claim
        same = (found.subject, claim.predicate, found.object if claim.predicate is not Predicate.LOCATED else None)
        last[same if found.verdict is Verdict.CORRECT else found.id] = found
    return list(last.values())


def _verdict_on(found: Placed, bound: Bound) -> Verdict | None:
    """What a judgement says of a claim whose subject is its left side; None: nothing."""
    judgement, claim = bound.judgement, found.claim
    verdict = judgement.verdict
    if verdict in (Verdict.CONFIRM, Verdict.REJECT):
        if bound.right is None and judgement.predicate is None:    # what is no institution takes part in nothing
            return Verdict.REJECT if verdict is Verdict.REJECT else None
        of_this = judgement.predicate in (None, claim.predicate) and found.object == bound.right
        return verdict if of_this and judgement.value in (None, claim.value) else None
    if verdict is Verdict.ABSENT and found.object == bound.right and claim.predicate in _MEMBERSHIP.values():
        return Verdict.REJECT
    if verdict is Verdict.CORRECT and claim.predicate is _PREDICATE_OF.get(str(judgement.field)):
        same_tie = found.object == bound.right or judgement.field == "place"
        if same_tie and not _more_names(judgement):
            return Verdict.CONFIRM if _agrees(claim, judgement) else Verdict.REJECT
    return None


def _more_names(judgement: Judgement) -> bool:
    """A thing has many names: correcting the shown one does not make the documents' names wrong."""
    return judgement.field == "name"


def _agrees(claim: Claim, judgement: Judgement) -> bool:
    if claim.predicate in DATE_PREDICATES and claim.value and judgement.value:
        return PartialDate(value=claim.value).compatible(PartialDate(value=judgement.value))
    return claim.value == judgement.value


def _claims_of(bound: Bound) -> list[tuple[Claim, NodeKey | None]]:
    """What a judgement itself asserts, with the claim's object."""
    judgement, left, right = bound.judgement, bound.left, bound.right
    if left is None:
        return []
    predicate: Predicate | None = None
    value, label, end = judgement.value, None, right
    match judgement.verdict:
        case Verdict.ADD:
            predicate = Predicate(str(judgement.predicate))
            if predicate in _ROLE_AS_LABEL:
                value, label = None, judgement.value
        case Verdict.ABSENT:
            predicate, value = Predicate.ABSENT, None
        case Verdict.COMPLETE:
            predicate, value = Predicate.COMPLETE, None
        case Verdict.SUCCEEDED_BY:
            predicate = Predicate.SUCCEEDED_BY
        case Verdict.CORRECT if judgement.field == "role" and right is not None:
            predicate = _MEMBERSHIP.get(Kind(right.label), Predicate.RUNS)
            value, label = None, judgement.value
        case Verdict.CORRECT:
            predicate = _PREDICATE_OF.get(str(judgement.field))
    if predicate is None:
        return []
    if predicate is Predicate.LOCATED and value:
        end = NodeKey(Kind.UNIT.value, value[:6])
    claim = Claim(
        predicate=predicate, subject=Ref(Kind(left.label), left.id),
        object=Ref(Kind(end.label), end.id) if end else None, value=value, label=label, as_written=value or "",
        spans=whole(note_text(judgement)), rule=f"judgement {judgement.verdict.value}", confidence=1.0,
    )
    return [(claim, end)]


# ---------------------------------------------------------------- judgements and doubts among the facts


def judgement_nodes(bound: Iterable[Bound], have: set[NodeKey]) -> tuple[list[Node], list[Tie]]:
    """Every judgement as a node, ABOUT what it means now."""
    nodes, ties = [], []
    for each in sorted(bound, key=lambda each: each.judgement.id):
        judgement = each.judgement
        key = NodeKey("Judgement", judgement.id)
        properties: dict[str, Value] = {
            "id": judgement.id, "verdict": judgement.verdict.value, "bound_by": each.by, "in_force": each.stands,
            "role": judgement.role, "decided_on": judgement.decided_on,
            "record": judgement.model_dump_json(exclude_defaults=True),
        }
        for name in ("predicate", "field", "value", "supersedes", "reason"):
            stated = getattr(judgement, name)
            if stated:
                properties[name] = stated
        for name, side, end in (("left", judgement.left, each.left), ("right", judgement.right, each.right)):
            if side is not None:
                properties |= {name: side.id, f"{name}_kind": side.kind.value}
            if end is not None and end in have:
                ties.append(Tie(TieKey("ABOUT", key, end)))
        nodes.append(Node(key, properties))
    return nodes, list({tie.key: tie for tie in ties}.values())


def judgements_of(facts: Facts) -> list[Judgement]:
    """The judgements that a graph state holds, whether in force or not, by id."""
    return [
        Judgement.model_validate_json(str(node.properties["record"]))
        for key, node in sorted(facts.nodes.items())
        if key.label == "Judgement"
    ]


def unbound(facts: Facts) -> list[Finding]:
    """A finding for each judgement in force that has no effect, because what it is about is not there or not valid."""
    return [
        Finding(
            code=FindingCode.JUDGEMENT_WITHOUT_EFFECT,
            params=(("judgement", key.id), ("left", str(node.properties.get("left", ""))),
                    ("right", str(node.properties.get("right", "")))),
        )
        for key, node in sorted(facts.nodes.items())
        if key.label == "Judgement" and node.properties["in_force"] and node.properties["bound_by"] in ("", "invalid")
    ]
