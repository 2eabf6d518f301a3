"""What documents would bring into the graph: what is new, what is there already, and what they contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.claims import Kind, Predicate, Status
from graph.model import Facts, NodeKey, TieKey
from graph.network import Reader
from loaders.ties import TIE_OF

_BODIES = (Kind.INSTITUTION.value, Kind.AGREEMENT.value, Kind.TEAM.value, Kind.PROJECT.value, Kind.MILESTONE.value)
_DATES = (Predicate.SIGNED.value, Predicate.SINCE.value, Predicate.UNTIL.value)
_SUMS = (Predicate.COST.value, Predicate.FUNDING.value, Predicate.COUNT.value)
_ONE_VALUE = (Predicate.TERM.value, Predicate.LEVEL.value, Predicate.SECTOR.value)
_MEMBERSHIP = (Predicate.MEMBER.value, Predicate.PARTY.value)
COMPARED = frozenset({*_DATES, *_SUMS, *_ONE_VALUE, *_MEMBERSHIP, Predicate.ABSENT.value})
"""Predicates of claims that may contradict others."""


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """An institution, an agreement, a team or a project that a document speaks of."""

    label: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what contradictions look at."""

    subject: NodeKey
    predicate: str
    object: str                          # id, "" for none
    value: str                           # the value, else the label
    label: str
    unit: str
    quantity: str
    first: date | None                   # of a date: the first and the last day that it may mean
    last: date | None
    status: str
    quote: str
    document: str                        # title
    document_id: str

    def contradicts(self, other: Said) -> bool:
        """Whether two claims on one subject cannot both be right.

        The rule of the query claims/contradictions, and who is absent by one document and a member by the other.
        """
        if (self.subject, self.object) != (other.subject, other.object) or self.document_id == other.document_id:
            return False
        if Status.REJECTED.value in (self.status, other.status):
            return False
        if {self.predicate, other.predicate} in ({Predicate.ABSENT.value, member} for member in _MEMBERSHIP):
            return True
        if (self.predicate, self.unit) != (other.predicate, other.unit) or self.value == other.value:
            return False
        if self.predicate in _DATES:
            return self.label == other.label and (self._after(other) or other._after(self))
        if self.predicate in _SUMS:
            return bool(self.quantity) and self.quantity == other.quantity
        return self.predicate in _ONE_VALUE

    def _after(self, other: Said) -> bool:
        return self.first is not None and other.last is not None and self.first > other.last


@dataclass(frozen=True, slots=True)
class Conflict:
    """A claim of a document and one of another document that cannot both be right."""

    subject: Body
    ours: Said
    theirs: Said


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one document would bring."""

    document: str                        # title
    new: tuple[Body, ...]                # not in the graph yet
    matched: tuple[Body, ...]            # there already
    new_ties: int                        # ties between them that nothing supports yet
    supported_ties: int                  # ties that get one more document
    conflicts: tuple[Conflict, ...]


def comparisons(old: Facts, new: Facts, documents: Iterable[str], store: Reader) -> list[Comparison]:
    """What each of these documents (ids) brings, in the order of their titles.

    Args: old, new: the graph without them and with them. store: holds what they may contradict.
    """
    about = _About(new)
    found = [_comparison(old, about, NodeKey("Document", id_), store) for id_ in documents]
    return sorted(found, key=lambda each: each.document)


class _About:
    """Claims of one state of the graph, by what they are about."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.subject: dict[NodeKey, NodeKey] = {}
        self.object: dict[NodeKey, NodeKey] = {}
        self.claims: dict[NodeKey, list[NodeKey]] = defaultdict(list)     # by document
        for key in facts.ties:
            if key.type == "ABOUT" and key.start.label == "Claim":
                self.subject[key.start] = key.end
            elif key.type == "OBJECT":
                self.object[key.start] = key.end
            elif key.type == "IN_DOCUMENT":
                self.claims[key.end].append(key.start)

    def body(self, key: NodeKey) -> Body:
        properties = self.facts.nodes[key].properties
        return Body(key.label, key.id, str(properties.get("name") or properties.get("title") or key.id))

    def tie(self, claim: NodeKey) -> TieKey | None:
        """The tie that a claim supports, if it is one between bodies and units."""
        type_ = TIE_OF.get(Predicate(str(self.facts.nodes[claim].properties["predicate"])))
        if type_ in (None, "LOCATED_IN") or claim not in self.subject or claim not in self.object:
            return None
        key = TieKey(str(type_), self.subject[claim], self.object[claim])
        return key if key in self.facts.ties else None

    def said(self, document: NodeKey) -> list[Said]:
        """The document's claims that may contradict others."""
        title = str(self.facts.nodes[document].properties["title"])
        found = []
        for claim in sorted(self.claims[document]):
            told = self.facts.nodes[claim].properties
            if claim in self.subject and told["predicate"] in COMPARED:
                object_ = self.object.get(claim)
                fields = [told.get(name) for name in _FIELDS]
                found.append(_said(self.subject[claim], object_.id if object_ else "", fields, title, document.id))
        return found


def _comparison(old: Facts, about: _About, document: NodeKey, store: Reader) -> Comparison:
    ends = {
        end for claim in about.claims[document] for side in (about.subject, about.object)
        if (end := side.get(claim)) is not None and end.label in _BODIES
    }
    ties = {key for claim in about.claims[document] if (key := about.tie(claim)) is not None}
    ours = about.said(document)
    theirs = _stored({each.subject for each in ours}, store)
    return Comparison(
        str(about.facts.nodes[document].properties["title"]),
        tuple(sorted(about.body(end) for end in ends if end not in old.nodes)),
        tuple(sorted(about.body(end) for end in ends if end in old.nodes)),
        sum(key not in old.ties for key in ties),
        sum(key in old.ties for key in ties),
        tuple(
            Conflict(about.body(each.subject), each, other)
            for each in ours for other in theirs[each.subject] if each.contradicts(other)
        ),
    )


def _stored(subjects: Iterable[NodeKey], store: Reader) -> dict[NodeKey, list[Said]]:
    """The store's claims about these nodes that may contradict others."""
    found: dict[NodeKey, list[Said]] = defaultdict(list)
    by_label: dict[str, list[str]] = defaultdict(list)
    for key in sorted(subjects):
        by_label[key.label].append(key.id)
    for label, ids in by_label.items():
        rows = store.read(_CLAIMS.format(label=label), ids=ids, predicates=sorted(COMPARED)).rows
        for id_, object_, title, document, *fields in rows:
            key = NodeKey(label, id_)
            found[key].append(_said(key, object_, fields, title, document))
    return found


def _said(subject: NodeKey, object_: str, fields: Sequence[Any], title: str, document: str) -> Said:
    predicate, value, label, unit, quantity, first, last, status, quote = fields
    return Said(
        subject, predicate, object_, value or label or "", label or "", unit or "", quantity or "", first, last, status,
        " … ".join(quote), title, document,
    )


_FIELDS = ("predicate", "value", "label", "unit", "quantity", "value_min", "value_max", "status", "quote")
_CLAIMS = (
    "UNWIND $ids AS id MATCH (s:{label} {{id: id}})<-[:ABOUT]-(c:Claim)-[:IN_DOCUMENT]->(d:Document) "
    "WHERE c.predicate IN $predicates OPTIONAL MATCH (c)-[:OBJECT]->(o) "
    "RETURN s.id AS subject, coalesce(o.id, '') AS object, d.title AS title, d.id AS document, "
    + ", ".join(f"c.{name} AS {name}" for name in _FIELDS) + " ORDER BY c.id"
)
