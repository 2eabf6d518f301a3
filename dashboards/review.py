"""What waits for people to decide, and the judgements that their answers are. Cypher in, values out.

The terminal and the page Weryfikacja work the same queue: pairs that may be one, then claims that are not certain.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from graph.claims import Kind
from graph.errors import UsageError
from graph.judgements import Judgement, Named, Side, Verdict
from graph.network import Reader

NAMES_KEPT = 20
"""How many places where a side was seen a judgement remembers, to find it again should its id change."""

MOST = 200
"""Claims of the queue that are read at a time."""

AROUND = 240
"""Characters of the document that are shown on each side of a quote."""


class Reason(NamedTuple):
    """One ground for or against, as `dashboards.wording.reason` says it."""

    code: str
    params: Mapping[str, str]


class Pair(NamedTuple):
    """Two nodes that may be one."""

    id: str
    kind: str                          # Institution | Agreement | Team
    left: str                          # ids
    right: str
    left_name: str
    right_name: str
    confidence: float                  # that they are one
    reasons: tuple[Reason, ...]
    units: tuple[str, ...]             # TERC codes of where they are or work


class Passage(NamedTuple):
    """What a document says of a candidate."""

    predicate: str
    other: str                         # name of what it is tied to, or the value; "" for its name
    as_written: str
    quotes: tuple[str, ...]
    document: str                      # the file's name
    document_id: str
    published: str


@dataclass(frozen=True)
class Candidate:
    """One side of a pair, with what helps to recognise it."""

    side: Side
    name: str
    type: str = ""                     # id of the type of institution, or kind of group
    places: tuple[str, ...] = ()       # names of units, the smallest first
    since: str = ""
    until: str = ""
    members: tuple[str, ...] = ()      # names: a group's institutions, or an institution's groups
    passages: tuple[Passage, ...] = ()


class Doubt(NamedTuple):
    """A claim that is not certain."""

    id: str
    predicate: str
    subject: Side
    subject_name: str
    object: Side | None
    object_name: str
    value: str
    unit: str
    label: str
    as_written: str
    quotes: tuple[str, ...]
    rule: str
    confidence: float
    status: str
    document: str
    document_id: str
    units: tuple[str, ...]
    spans: tuple[int, ...] = ()        # start, end, start, end … in the document's text


class Judged(NamedTuple):
    """A judgement in force, with the names that its sides have now."""

    judgement: Judgement
    left_name: str
    right_name: str
    bound_by: str
    nodes: tuple[str, ...] = ()        # ids of what it is about now


# ---------------------------------------------------------------- the queue


def pairs(store: Reader) -> list[Pair]:
    """Pairs that may be one, the likeliest first."""
    rows = store.read(
        "MATCH (d:Doubtful) RETURN d.id AS id, d.kind AS kind, d.left AS left, d.right AS right, "
        "d.confidence AS confidence, d.because AS because ORDER BY confidence DESC, id"
    ).rows
    names: dict[str, str] = {}
    units: dict[str, tuple[str, ...]] = {}
    for label in sorted({row[1] for row in rows}):
        ends = sorted({end for row in rows if row[1] == label for end in row[2:4]})
        names |= _names(store, Kind(label), ends)
        units |= _units(store, Kind(label), ends)
    return [
        Pair(
            row[0], row[1], row[2], row[3], names.get(row[2], row[2]), names.get(row[3], row[3]), float(row[4]),
            tuple(Reason(each["code"], each["params"]) for each in json.loads(row[5])),
            tuple(sorted({*units.get(row[2], ()), *units.get(row[3], ())})),
        )
        for row in rows
    ]


_WAITING = "MATCH (c:Claim) WHERE c.waits >= $at_least "
"""Only claims that wait have the property, so its index is small. One on the status would hold all claims under a few
values, and the local server then deletes them ten times slower. It does not use the index before a second MATCH."""
_PLACED = "(c)-[:ABOUT|OBJECT]->()-[:LOCATED_IN|COVERS]->(u:Unit)"


def count_doubts(store: Reader, territory: str = "", at_least: float = 0.0) -> int:
    """How many claims wait in a territory (TERC code; '' is everywhere), from a confidence on."""
    rows = store.read(
        _in_territory(territory) + "RETURN count(c) AS n", territory=territory, at_least=at_least,
    ).rows
    return int(rows[0][0]) if rows else 0


def doubt_units(store: Reader) -> tuple[str, ...]:
    """Codes of the units in which a claim waits."""
    text = f"{_WAITING}UNWIND [{_PLACED} | u.id] AS unit RETURN DISTINCT unit ORDER BY unit"
    return tuple(row[0] for row in store.read(text, at_least=0.0).rows)


def _in_territory(territory: str) -> str:
    within = f"AND EXISTS {{ {_PLACED} WHERE u.id STARTS WITH $territory }} "
    return _WAITING + (within if territory else "")


def doubts(store: Reader, territory: str = "", at_least: float = 0.0, most: int | None = MOST) -> list[Doubt]:
    """Claims that no rule is sure of and nobody has judged: those nearest to being certain first.

    Args: territory: TERC code; '' is everywhere. at_least: confidence, 0…1. most: how many are given; None: all.
    """
    ids = [row[0] for row in store.read(
        _in_territory(territory) + "RETURN c.id AS id, c.confidence AS confidence "
        "ORDER BY confidence DESC, id" + (" LIMIT $most" if most is not None else ""),
        territory=territory, at_least=at_least, most=most,
    ).rows]
    answer = store.read(
        "UNWIND $ids AS key MATCH (c:Claim {id: key})-[:IN_DOCUMENT]->(d:Document) "
        "OPTIONAL MATCH (c)-[:ABOUT]->(s) OPTIONAL MATCH (c)-[:OBJECT]->(o) "
        "RETURN c.id AS id, c.predicate AS predicate, coalesce(s.id, c.subject) AS subject, labels(s) AS labels, "
        "coalesce(s.name, s.title, c.subject_name) AS subject_name, coalesce(o.id, c.object) AS object, "
        "labels(o) AS object_labels, coalesce(o.name, o.title, c.object_name) AS object_name, c.value AS value, "
        "c.unit AS unit, c.label AS said, c.as_written AS as_written, c.quote AS quote, c.rule AS rule, "
        "c.confidence AS confidence, c.status AS status, c.spans AS spans, d.title AS document, "
        "d.id AS document_id ORDER BY confidence DESC, id", ids=ids,
    )
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    ends = sorted({end for row in rows for end in (row["subject"], row["object"]) if end})
    units: dict[str, tuple[str, ...]] = {}
    for kind in (Kind.INSTITUTION, Kind.TEAM, Kind.AGREEMENT):
        units |= _units(store, kind, ends)
    found = []
    for row in rows:
        subject = _end(row["subject"], row["labels"])
        end = _end(row["object"], row["object_labels"])
        if subject is None:
            continue
        near = {*units.get(subject.id, ()), *(units.get(end.id, ()) if end else ())}
        found.append(Doubt(
            row["id"], row["predicate"], subject, _text(row["subject_name"]) or subject.id, end,
            _text(row["object_name"]), _text(row["value"]), _text(row["unit"]), _text(row["said"]),
            _text(row["as_written"]), tuple(row["quote"] or ()), row["rule"], float(row["confidence"]), row["status"],
            row["document"], row["document_id"], tuple(sorted(near)), tuple(row["spans"] or ()),
        ))
    return found


def context(store: Reader, document: str, spans: tuple[int, ...]) -> tuple[str, str, str]:
    """What stands before a quote's first piece, the piece, and what stands after it, in the document (its id)."""
    rows = store.read("MATCH (d:Document {id: $id}) RETURN d.text AS text", id=document).rows
    if not rows or len(spans) < 2:
        return "", "", ""
    text, (start, end) = str(rows[0][0]), spans[:2]
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    if first:
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before, text[start:end], after


def _end(key: str | None, labels: Iterable[str] | None) -> Side | None:
    if key is None:
        return None
    kinds = [Kind(label) for label in labels or (Kind.INSTITUTION.value,) if label in set(Kind)]
    return Side(kind=kinds[0], id=key) if kinds else None


def _names(store: Reader, kind: Kind, ids: Sequence[str]) -> dict[str, str]:
    rows = store.read(
        f"UNWIND $ids AS key MATCH (n:{kind.value} {{id: key}}) RETURN n.id AS id, coalesce(n.name, n.title) AS name "
        "ORDER BY id", ids=list(ids),
    ).rows
    return {row[0]: _text(row[1]) or row[0] for row in rows}


def _units(store: Reader, kind: Kind, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    relation = "LOCATED_IN" if kind is Kind.INSTITUTION else "COVERS"
    found: dict[str, list[str]] = defaultdict(list)
    for key, unit in store.read(
        f"UNWIND $ids AS key MATCH (n:{kind.value} {{id: key}})-[:{relation}]->(u:Unit) "
        "RETURN n.id AS id, u.id AS unit ORDER BY id, unit", ids=list(ids),
    ).rows:
        found[key].append(unit)
    return {key: tuple(codes) for key, codes in found.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def lies_in(units: Iterable[str], territory: str) -> bool:
    """Whether one of the units is in the territory (TERC code; '' is everywhere)."""
    return not territory or any(unit.startswith(territory) for unit in units)


# ---------------------------------------------------------------- one candidate


def candidate(store: Reader, kind: str, key: str) -> Candidate:
    """One side of a pair, with its quotes."""
    institution = kind == Kind.INSTITUTION
    rows = store.read(
        f"MATCH (n:{Kind(kind).value} {{id: $id}}) RETURN coalesce(n.name, n.title) AS name, n.kind AS kind, "
        "n.since AS since, n.until AS until", id=key,
    ).rows
    name, type_, since, until = rows[0] if rows else (key, "", "", "")
    relation = "LOCATED_IN" if institution else "COVERS"
    places = store.read(
        f"MATCH (n:{Kind(kind).value} {{id: $id}})-[:{relation}]->(u:Unit) OPTIONAL MATCH (u)-[:PART_OF]->(p:Unit) "
        "RETURN u.name AS unit, p.name AS above ORDER BY unit, above", id=key,
    ).rows
    passages = tuple(_passages(store, kind, key))
    side = Side(kind=Kind(kind), id=key, named=_seen(passages, _text(name), institution=institution))
    return Candidate(
        side, _text(name) or key, _text(type_),
        tuple(dict.fromkeys(_text(place) for row in places for place in row if place)), _text(since), _text(until),
        tuple(_members(store, kind, key)), passages,
    )


def _passages(store: Reader, kind: str, key: str) -> Iterable[Passage]:
    rows = store.read(
        f"MATCH (n:{Kind(kind).value} {{id: $id}})<-[:ABOUT]-(c:Claim)-[:IN_DOCUMENT]->(d:Document) "
        "WHERE c.status <> 'rejected' OPTIONAL MATCH (c)-[:OBJECT]->(o) "
        "RETURN c.predicate AS predicate, coalesce(o.name, o.title, c.value) AS other, c.as_written AS as_written, "
        "c.quote AS quote, d.title AS document, d.id AS document_id, d.published AS published, c.id AS claim "
        "ORDER BY document, predicate, claim", id=key,
    ).rows
    for predicate, other, as_written, quote, document, document_id, published, _claim in rows:
        yield Passage(predicate, _text(other), _text(as_written), tuple(quote or ()), _text(document), document_id,
                      _text(published))


def _seen(passages: Iterable[Passage], name: str, *, institution: bool) -> tuple[Named, ...]:
    """Under which names which documents have it. A group is named as its node is."""
    places = {
        (each.document_id, each.as_written if institution else name)
        for each in passages if each.predicate == "named" or not institution
    }
    return tuple(Named(document=document, as_written=written) for document, written in sorted(places)[:NAMES_KEPT])


def _members(store: Reader, kind: str, key: str) -> Iterable[str]:
    for label, relation in (("Team", "MEMBER_OF"), ("Agreement", "PARTY_TO")):
        if kind == Kind.INSTITUTION:
            text = f"MATCH (:Institution {{id: $id}})-[:{relation}]->(n:{label}) "
        elif kind == label:
            text = f"MATCH (n:Institution)-[:{relation}]->(:{label} {{id: $id}}) "
        else:
            continue
        rows = store.read(text + "RETURN n.id AS id, coalesce(n.name, n.title) AS name ORDER BY name, id", id=key).rows
        yield from (_text(row[1]) or row[0] for row in rows)


# ---------------------------------------------------------------- judgements made and their list


def now() -> str:
    """The present moment as judgements have it: to the millisecond, so that deciding the same again is another one."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def on_pair(verdict: Verdict, left: Candidate, right: Candidate, role: str, reason: str = "") -> Judgement:
    """What somebody decided of two candidates."""
    return Judgement(verdict=verdict, left=left.side, right=right.side, role=role, decided_on=now(), reason=reason)


def on_doubt(verdict: Verdict, doubt: Doubt, role: str, reason: str = "") -> Judgement:
    """What somebody decided of a claim: CONFIRM or REJECT."""
    def seen(end: Side, name: str) -> Side:
        return end.model_copy(update={"named": (Named(document=doubt.document_id, as_written=name),) if name else ()})

    return Judgement(
        verdict=verdict, left=seen(doubt.subject, doubt.as_written or doubt.subject_name),
        right=seen(doubt.object, doubt.object_name) if doubt.object else None,
        predicate=doubt.predicate, value=doubt.value or None, role=role, decided_on=now(), reason=reason,
    )


def side(store: Reader, key: str, name: str = "") -> Side:
    """Whom an id means now, with where it was seen. `name`: of an institution that no document names.

    Raises: UsageError: nothing has the id.
    """
    for kind in (Kind.INSTITUTION, Kind.TEAM, Kind.AGREEMENT):
        rows = store.read(
            f"MATCH (n:{kind.value} {{id: $id}}) RETURN n.id AS id UNION "
            f"MATCH (:Alias {{id: $id}})-[:NOW]->(n:{kind.value}) RETURN n.id AS id", id=key,
        ).rows
        if rows:
            return candidate(store, kind, rows[0][0]).side
    for kind in (Kind.PROJECT, Kind.MILESTONE, Kind.UNIT):
        if store.read(f"MATCH (n:{kind.value} {{id: $id}}) RETURN n.id AS id", id=key).rows:
            return Side(kind=kind, id=key)
    if name:
        return Side(kind=Kind.INSTITUTION, id=key, named=(Named(document="", as_written=name),))
    raise UsageError(
        f"Nothing in the data has the id {key}.",
        hint="Ids stand in `koopgraf query` and in the dashboard's addresses. For an institution that no document "
        "names, give its --name too, and an id like osp:201103: type and TERC code.",
    )


def known(store: Reader, judgement: str) -> str:
    """The id of a judgement. Raises UsageError when there is none with it."""
    if not store.read("MATCH (j:Judgement {id: $id}) RETURN j.id AS id", id=judgement).rows:
        raise UsageError(f"There is no judgement {judgement}.", hint="`koopgraf judgements list` shows them.")
    return judgement


def withdrawal(judgement: str, role: str) -> Judgement:
    """Takes a judgement back."""
    return Judgement(verdict=Verdict.WITHDRAW, supersedes=judgement, role=role, decided_on=now())


def judged(store: Reader, *, everything: bool = False) -> list[Judged]:
    """The judgements in force, the last first. `everything`: also those that are superseded, and withdrawals."""
    rows = store.read(
        "MATCH (j:Judgement) OPTIONAL MATCH (j)-[:ABOUT]->(n) "
        "RETURN j.id AS id, j.in_force AS stands, j.bound_by AS bound_by, j.record AS record, j.decided_on AS decided, "
        "n.id AS node, coalesce(n.name, n.title) AS name ORDER BY decided DESC, id, node"
    ).rows
    names = {row[5]: _text(row[6]) or row[5] for row in rows if row[5]}
    found: dict[str, Judged] = {}
    now_called = _renamed(store)
    for key, stands, bound_by, record, _decided, _node, _name in rows:
        if key not in found and (stands or everything):
            judgement = Judgement.model_validate_json(record)
            ends = [side.id if side else "" for side in (judgement.left, judgement.right)]
            left, right = (names.get(now_called.get(end, end)) or _first_name(side) or end
                           for end, side in zip(ends, (judgement.left, judgement.right), strict=True))
            if left == right:                  # one node now: under the names that were seen then
                left, right = _first_name(judgement.left) or left, _first_name(judgement.right) or right
            about = tuple(row[5] for row in rows if row[0] == key and row[5])
            found[key] = Judged(judgement, left, right, bound_by, about)
    return list(found.values())


def merged(store: Reader, kind: str, node: str) -> list[tuple[str, tuple[Reason, ...]]]:
    """Ids of what was taken for one with the node, each with the reasons."""
    rows = store.read(
        f"MATCH (a:Alias)-[:NOW]->(:{Kind(kind).value} {{id: $id}}) WHERE a.because IS NOT NULL "
        "RETURN a.id AS alias, a.because AS because ORDER BY alias", id=node,
    ).rows
    return [
        (row[0], tuple(Reason(each["code"], each["params"]) for each in json.loads(row[1]))) for row in rows
    ]


def _renamed(store: Reader) -> dict[str, str]:
    rows = store.read("MATCH (a:Alias)-[:NOW]->(n) RETURN a.id AS alias, n.id AS node ORDER BY alias").rows
    return {row[0]: row[1] for row in rows}


def _first_name(side: Side | None) -> str:
    return side.named[0].as_written if side is not None and side.named else ""


def judgements(store: Reader) -> list[Judgement]:
    """Every judgement that was ever made, in the order in which they were decided."""
    rows = store.read("MATCH (j:Judgement) RETURN j.record AS record, j.decided_on AS decided, j.id AS id "
                      "ORDER BY decided, id").rows
    return [Judgement.model_validate_json(row[0]) for row in rows]


# ---------------------------------------------------------------- working the queue


@dataclass(frozen=True)
class Progress:
    """How far a person is."""

    decided: int
    left: int

    @property
    def share(self) -> float:
        """0…1; an empty queue is done."""
        return self.decided / (self.decided + self.left) if self.left else 1.0


def chosen(
    waiting: Iterable[Any], territory: str = "", at_least: float = 0.0, skipped: Iterable[str] = (),
) -> list[Any]:
    """Pairs or doubts of a territory and from a confidence, in their order; those put off come last."""
    off = set(skipped)
    fitting = [each for each in waiting if lies_in(each.units, territory) and each.confidence >= at_least]
    return sorted(fitting, key=lambda each: each.id in off)
