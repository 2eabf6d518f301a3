"""What the pages read from the graph: Cypher in, frozen values out. Nothing is measured here.

Every function takes a reader, so that a page can neither write nor ask anything else. The statements
keep to the dialect that Neo4j and the local server share: scalars out, dates compared as dates.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from graph.claims import Finding
from graph.network import Reader, founding_agreements

GROUP_LABELS = ("Team", "Agreement")


class Institution(NamedTuple):
    """An institution as the map and the lists need it. Unknown sector or level: an empty tuple."""

    id: str
    name: str
    kind: str
    status: str
    confidence: float
    sectors: tuple[str, ...] = ()      # codes, the first one first
    levels: tuple[str, ...] = ()       # codes, the primary one first
    unit: str = ""                     # TERC code of the seat: 2, 4 or 6 digits; "" unknown
    place: str = ""                    # name of that unit

    @property
    def sector(self) -> str:
        """The first sector; 'NIEZNANY' when none is known."""
        return self.sectors[0] if self.sectors else "NIEZNANY"

    @property
    def level(self) -> str:
        """The primary level; '' when none is known."""
        return self.levels[0] if self.levels else ""


class Group(NamedTuple):
    """A team or an agreement."""

    id: str
    label: str                         # Team | Agreement
    kind: str
    name: str
    since: str
    until: str
    term: str
    units: tuple[str, ...] = ()        # TERC codes of the area it works for
    type: str = ""                     # id of its institution type, for kinds of teams that have one


class Membership(NamedTuple):
    """An institution in a team or an agreement, by the claims that say so."""

    institution: str
    group: str
    role: str
    since: str
    until: str
    claims: int
    documents: int
    confidence: float
    status: str


class Pair(NamedTuple):
    """Two institutions that share groups (the projection)."""

    a: str
    b: str
    weight: float
    newman: float


class Unit(NamedTuple):
    """A territorial unit: TERC code of 2, 4 or 6 digits."""

    code: str
    name: str


class Evidence(NamedTuple):
    """A claim with the words of the document that carries it."""

    predicate: str
    subject: str                       # id
    subject_name: str
    object: str                        # id, "" when the claim states a value
    object_name: str
    value: str
    unit: str
    label: str
    as_written: str
    quotes: tuple[str, ...]
    rule: str
    confidence: float
    status: str
    document: str                      # the file's name
    published: str
    judgement: str = ""                # id of a person's judgement on the claim


@dataclass(frozen=True)
class Network:
    """Everything the network pages show."""

    institutions: Mapping[str, Institution] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    pairs: tuple[Pair, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    founding: Mapping[str, str] = field(default_factory=dict)   # agreement → the one team that it establishes


    def title(self, group: Group) -> str:
        """A group's name as written; with its area where the name alone tells no two groups apart."""
        area = self.units.get(group.units[0]) if len(group.units) == 1 else None
        # the beginning of a place's name stays the same in most of its cases
        if area is None or area.name[: max(3, min(5, len(area.name) - 2))] in group.name:
            return group.name
        return f"{group.name} ({area.name})"


@dataclass(frozen=True)
class Summary:
    """Counts for the first page."""

    documents: int
    institutions: int
    teams: int
    agreements: int
    projects: int
    gminas: int
    claims: Mapping[str, int]          # status → number


class Contradiction(NamedTuple):
    """Two claims about one thing that cannot both be right."""

    left: Evidence
    right: Evidence


def _text(value: Any) -> str:
    """A scalar for showing; '' for None, ISO for dates."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _quotes(value: Any) -> tuple[str, ...]:
    """The pieces of a quote, whether kept as one text or as a list."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _gather(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """First column → the distinct second columns, in order of appearance."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value, *_rest in rows:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


def summary(store: Reader) -> Summary:
    """Count what is loaded. Gminas: those that a team or an agreement works for."""
    def count(statement: str) -> int:
        rows = store.read(statement).rows
        return int(rows[0][0]) if rows else 0

    statuses = store.read("MATCH (c:Claim) RETURN c.status AS status, count(c) AS claims ORDER BY status").rows
    return Summary(
        documents=count("MATCH (d:Document) RETURN count(d) AS n"),
        institutions=count("MATCH (i:Institution) RETURN count(i) AS n"),
        teams=count("MATCH (t:Team) RETURN count(t) AS n"),
        agreements=count("MATCH (a:Agreement) RETURN count(a) AS n"),
        projects=count("MATCH (p:Project) RETURN count(p) AS n"),
        gminas=count("MATCH ()-[:COVERS]->(u:Gmina) RETURN count(DISTINCT u) AS n"),
        claims={str(status): int(claims) for status, claims in statuses},
    )


def network(store: Reader) -> Network:
    """Read institutions, groups and the ties between them."""
    sectors = _gather(store.read(
        "MATCH (i:Institution)-[r:IN_SECTOR]->(s:Sector) "
        "RETURN i.id AS institution, s.id AS sector, r.rank AS place ORDER BY institution, place, sector"
    ).rows)
    levels = _gather(sorted(
        store.read(
            "MATCH (i:Institution)-[r:AT_LEVEL]->(l:Level) "
            "RETURN i.id AS institution, l.id AS level, r.by AS rule ORDER BY institution, level"
        ).rows,
        key=lambda row: (row[0], row[2] == "city rights", row[1]),
    ))
    places = {row[0]: (row[1], row[2]) for row in store.read(
        "MATCH (i:Institution)-[:LOCATED_IN]->(u:Unit) "
        "RETURN i.id AS institution, u.id AS unit, u.name AS place ORDER BY institution, unit DESC"
    ).rows}
    institutions = {
        row[0]: Institution(
            row[0], row[1], _text(row[2]), row[3] or "accepted", float(row[4] if row[4] is not None else 1.0),
            tuple(code for code in sectors.get(row[0], ()) if code != "NIEZNANY"), levels.get(row[0], ()),
            *places.get(row[0], ("", "")),
        )
        for row in store.read(
            "MATCH (i:Institution) RETURN i.id AS id, i.name AS name, i.kind AS kind, i.status AS status, "
            "i.confidence AS confidence ORDER BY id"
        ).rows
    }
    units = {
        row[0]: Unit(row[0], row[1])
        for row in store.read("MATCH (u:Unit) RETURN u.id AS id, u.name AS name ORDER BY id").rows
    }
    groups: dict[str, Group] = {}
    memberships: list[Membership] = []
    for label in GROUP_LABELS:
        groups |= {group.id: group for group in _groups(store, label)}
        memberships += _memberships(store, label)
    pairs = tuple(
        Pair(row[0], row[1], float(row[2] or 0), float(row[3] or 0))
        for row in store.read(
            "MATCH (a:Institution)-[r:COOPERATES_WITH]->(b:Institution) "
            "RETURN a.id AS left, b.id AS right, r.weight AS weight, r.newman AS newman ORDER BY left, right"
        ).rows
    )
    founding = founding_agreements(
        (row[0], row[1]) for row in store.read(
            "MATCH (t:Team)-[:ESTABLISHED_BY]->(a:Agreement) "
            "RETURN t.id AS team, a.id AS agreement ORDER BY team, agreement"
        ).rows
    )
    return Network(institutions, groups, tuple(memberships), pairs, units, founding)


def _groups(store: Reader, label: str) -> list[Group]:
    named = "g.name" if label == "Team" else "coalesce(g.title, g.name)"
    areas = _gather(store.read(
        f"MATCH (g:{label})-[:COVERS]->(u:Unit) RETURN g.id AS grp, u.id AS unit ORDER BY grp, unit"
    ).rows)
    rows = store.read(
        f"MATCH (g:{label}) RETURN g.id AS id, g.kind AS kind, {named} AS name, g.since AS since, g.until AS until, "
        "g.term AS term, g.type AS family ORDER BY id"
    ).rows
    return [
        Group(row[0], label, _text(row[1]), _text(row[2]) or row[0], _text(row[3]), _text(row[4]), _text(row[5]),
              areas.get(row[0], ()), _text(row[6]))
        for row in rows
    ]


def _memberships(store: Reader, label: str) -> list[Membership]:
    relation = "MEMBER_OF" if label == "Team" else "PARTY_TO"
    rows = store.read(
        f"MATCH (i:Institution)-[r:{relation}]->(g:{label}) RETURN i.id AS institution, g.id AS grp, r.role AS role, "
        "r.since AS since, r.until AS until, r.claims AS claims, r.documents AS documents, "
        "r.confidence AS confidence, r.status AS status ORDER BY institution, grp"
    ).rows
    return [
        Membership(row[0], row[1], _text(row[2]), _text(row[3]), _text(row[4]), int(row[5] or 0), int(row[6] or 0),
                   float(row[7] if row[7] is not None else 1.0), row[8] or "accepted")
        for row in rows if row[8] != "queued"          # what is in the review queue is in no picture
    ]


_CLAIM = (
    "c.predicate AS predicate, s.id AS subject, coalesce(s.name, s.title) AS subject_name, o.id AS object, "
    "coalesce(o.name, o.title) AS object_name, c.value AS value, c.unit AS unit, c.label AS said, "
    "c.as_written AS as_written, c.quote AS quote, c.rule AS rule, c.confidence AS confidence, c.status AS status, "
    "d.title AS document, d.published AS published, c.judgement AS judgement"
)


def _evidence(row: Sequence[Any]) -> Evidence:
    text = [_text(value) for value in row]
    return Evidence(
        text[0], text[1], text[2], text[3], text[4], text[5], text[6], text[7], text[8], _quotes(row[9]), text[10],
        float(row[11] or 0), text[12], text[13], text[14], text[15],
    )


def doubtful(store: Reader, limit: int = 200) -> list[Evidence]:
    """Claims that are not certain and that nobody rejected, the least sure first."""
    rows = store.read(
        "MATCH (c:Claim)-[:ABOUT]->(s) WHERE c.status IN ['provisional', 'queued'] "
        "MATCH (c)-[:IN_DOCUMENT]->(d:Document) "
        f"OPTIONAL MATCH (c)-[:OBJECT]->(o) RETURN {_CLAIM}, c.id AS claim ORDER BY confidence, claim LIMIT $limit",
        limit=limit,
    ).rows
    return [_evidence(row) for row in rows]


def claims_about(store: Reader, node: str, label: str = "Institution") -> list[Evidence]:
    """Every claim whose subject is the node, with its quote and document."""
    rows = store.read(
        f"MATCH (s:{label} {{id: $id}})<-[:ABOUT]-(c:Claim) MATCH (c)-[:IN_DOCUMENT]->(d:Document) "
        f"OPTIONAL MATCH (c)-[:OBJECT]->(o) RETURN {_CLAIM}, c.id AS claim ORDER BY predicate, document, claim",
        id=node,
    ).rows
    return [_evidence(row) for row in rows]


def claims_naming(store: Reader, node: str, label: str) -> list[Evidence]:
    """Every claim whose object is the node: who is said to be in a team, who declined."""
    rows = store.read(
        f"MATCH (o:{label} {{id: $id}})<-[:OBJECT]-(c:Claim) MATCH (c)-[:ABOUT]->(s) "
        f"MATCH (c)-[:IN_DOCUMENT]->(d:Document) RETURN {_CLAIM}, c.id AS claim "
        "ORDER BY predicate, subject_name, document, claim",
        id=node,
    ).rows
    return [_evidence(row) for row in rows]


def claims_by_id(store: Reader, ids: Sequence[str]) -> list[Evidence]:
    """These claims, by document."""
    rows = store.read(
        "UNWIND $ids AS wanted MATCH (c:Claim {id: wanted})-[:ABOUT]->(s) MATCH (c)-[:IN_DOCUMENT]->(d:Document) "
        f"OPTIONAL MATCH (c)-[:OBJECT]->(o) RETURN {_CLAIM}, c.id AS claim ORDER BY document, subject_name, claim",
        ids=list(ids),
    ).rows
    return [_evidence(row) for row in rows]


SINGLE_VALUED = ("signed", "since", "until", "term", "cost", "funding", "located", "level")
"""Predicates of which one subject, under one label, has one value."""


def contradictions(store: Reader) -> list[Contradiction]:
    """Pairs of claims with one subject, predicate, unit and label whose values cannot both hold.

    Dates contradict when the days they may mean do not overlap: '2018' and '2018-07' agree.
    """
    rows = store.read(
        "MATCH (c:Claim)-[:ABOUT]->(s) WHERE c.predicate IN $predicates AND c.value IS NOT NULL "
        "AND c.status <> 'rejected' "
        "MATCH (c)-[:IN_DOCUMENT]->(d:Document) OPTIONAL MATCH (c)-[:OBJECT]->(o) "
        f"RETURN {_CLAIM}, c.value_min AS earliest, c.value_max AS latest, c.id AS claim "
        "ORDER BY subject, predicate, said, claim",
        predicates=list(SINGLE_VALUED),
    ).rows
    together: dict[tuple[str, ...], dict[str, Sequence[Any]]] = defaultdict(dict)
    for row in rows:
        key = tuple(_text(row[at]) for at in (1, 0, 6, 7))
        together[key].setdefault(_text(row[5]), row)       # one claim a value is enough to show
    found = []
    for values in together.values():
        different = list(values.values())
        for at, left in enumerate(different):
            found += [
                Contradiction(_evidence(left), _evidence(right))
                for right in different[at + 1:] if not _overlap(left, right)
            ]
    return found


def _overlap(left: Sequence[Any], right: Sequence[Any]) -> bool:
    bounds = (left[16], left[17], right[16], right[17])
    if not all(isinstance(bound, date) for bound in bounds):
        return False
    return bool(left[16] <= right[17] and right[16] <= left[17])


def renamed(store: Reader, node: str) -> str | None:
    """The id that an institution has now: its own, or the one its old id leads to. None: no such institution."""
    if store.read("MATCH (i:Institution {id: $id}) RETURN i.id AS id", id=node).rows:
        return node
    rows = store.read("MATCH (a:Alias {id: $id})-[:NOW]->(i:Institution) RETURN i.id AS id", id=node).rows
    return str(rows[0][0]) if rows else None


class Link(NamedTuple):
    """A tie of an institution to a project or milestone, or to another institution. `day`: since when, ISO or ''."""

    relation: str
    role: str
    id: str
    name: str
    day: str
    institution: bool


def links(store: Reader, node: str) -> list[Link]:
    """Projects and milestones that the institution runs or takes part in, what it is a unit of, who came before it
    and after it (`CARRIES_ON`, `SUCCEEDED_BY`).
    """
    found = []
    for relation, tie in (
        ("RUNS", "-[r:RUNS]->(n:Project)"), ("TAKES_PART_IN", "-[r:TAKES_PART_IN]->(n:Project)"),
        ("TAKES_PART_IN", "-[r:TAKES_PART_IN]->(n:Milestone)"), ("UNIT_OF", "-[r:UNIT_OF]->(n:Institution)"),
        ("SUCCEEDED_BY", "-[r:SUCCEEDED_BY]->(n:Institution)"), ("CARRIES_ON", "<-[r:SUCCEEDED_BY]-(n:Institution)"),
    ):
        rows = store.read(
            f"MATCH (i:Institution {{id: $id}}){tie} RETURN r.role AS role, n.id AS other, "
            "coalesce(n.name, n.title) AS name, r.date AS day ORDER BY other",
            id=node,
        ).rows
        found += [
            Link(relation, _text(role), other, _text(name) or other, _text(day), "Institution" in tie)
            for role, other, name, day in rows
        ]
    return found


def documents(store: Reader) -> list[tuple[str, str, int]]:
    """Title, date of publication ('' unknown) and number of claims of every document."""
    rows = store.read(
        "MATCH (d:Document) OPTIONAL MATCH (d)<-[:IN_DOCUMENT]-(c:Claim) "
        "RETURN d.title AS document, d.published AS published, count(c) AS claims ORDER BY document"
    ).rows
    return [(_text(row[0]), _text(row[1]), int(row[2])) for row in rows]


def findings(store: Reader) -> list[tuple[str, Finding]]:
    """What a load found wrong in the documents: title of the document and finding, by title."""
    found = []
    rows = store.read("MATCH (d:Document) RETURN d.title AS document, d.records AS records ORDER BY document").rows
    for title, records in rows:
        if records:
            found += [(_text(title), Finding.model_validate(each)) for each in json.loads(records).get("findings", ())]
    return found
