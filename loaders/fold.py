"""Fold the claims of all documents into facts: nodes, ties and what supports each of them.

Pure and total: the same extractions give the same facts, in whatever order they come. Claims below
the provisional threshold stay in the review queue: they become Claim nodes and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Status, quote
from graph.dates import PartialDate
from graph.identity import claim_id, legal_person
from graph.model import Facts, Node, NodeKey, Properties, Tie, TieKey, Value
from graph.network import founding_agreements, join_established, pair_weights
from graph.reference import InstitutionType, SectorRow
from graph.territory import Register
from graph.vocabulary import Role
from loaders.classify import Attributes, classify
from loaders.resolve import Resolved, global_id, resolve

MENTION_ALONE_FROM = 0.75
"""An institution that no claim ties to anything is kept only when its mention is accepted."""

DATE_PREDICATES = frozenset({Predicate.SIGNED, Predicate.SINCE, Predicate.UNTIL})

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


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the nodes it is about."""

    id: str
    claim: Claim
    document: str
    text: str
    subject: NodeKey | None
    object: NodeKey | None

    @property
    def strength(self) -> tuple[float, str]:
        """Order of preference between claims that say the same kind of thing."""
        return self.claim.confidence, self.id


@dataclass(frozen=True)
class Reference:
    """The tables that folding looks into."""

    register: Register
    types: Mapping[str, InstitutionType]
    sectors: Mapping[str, SectorRow]


def fold(extractions: Iterable[Extraction], reference: Reference) -> Facts:
    """All facts that follow from what the documents say."""
    documents = sorted(extractions, key=lambda extraction: extraction.source.id)
    resolved = resolve(documents, reference.register)
    institutions = _Institutions(documents, resolved, reference)
    placed = [found for extraction in documents for found in _place(extraction, resolved, institutions)]
    placed += institutions.named_and_located()
    placed = list({found.id: found for found in sorted(placed, key=lambda item: item.strength)}.values())
    groups = _groups(documents, resolved, placed)
    nodes = [*institutions.nodes(), *groups.values(), *_projects(placed), *_documents(documents)]
    ties = [*_ties(placed, groups), *institutions.ties()]
    have = {node.key for node in nodes}
    units = _units({key.id for tie in ties for key in (tie.key.start, tie.key.end) if key.label == Kind.UNIT}, reference)
    nodes += units[0]
    ties += units[1]
    nodes += institutions.vocabulary_nodes() + institutions.alias_nodes()
    have |= {node.key for node in nodes}
    claims = _claims(placed, have)
    ties += claims[1]
    ties += _cooperation(ties)
    return Facts.of([*nodes, *claims[0]], ties)


# ---------------------------------------------------------------- claims and where they point


def _place(extraction: Extraction, resolved: Resolved, institutions: _Institutions) -> list[Placed]:
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
            properties |= _bounds("value", claim.value)
        nodes.append(Node(key, properties))
        ties.append(Tie(TieKey("IN_DOCUMENT", key, NodeKey("Document", found.document))))
        for type_, end in (("ABOUT", found.subject), ("OBJECT", found.object)):
            if end in have:
                ties.append(Tie(TieKey(type_, key, end)))
    return nodes, ties


def _bounds(name: str, value: str) -> dict[str, Value]:
    partial = PartialDate(value=value)
    return {name: value, f"{name}_min": partial.first, f"{name}_max": partial.last}


# ---------------------------------------------------------------- institutions


class _Institutions:
    """Mentions gathered by institution id."""

    def __init__(self, documents: Sequence[Extraction], resolved: Resolved, reference: Reference) -> None:
        self._reference = reference
        self._resolved = resolved
        self._mentions: dict[str, list[tuple[Extraction, Mention]]] = defaultdict(list)
        tied: dict[str, float] = defaultdict(float)
        for extraction in documents:
            for mention in extraction.mentions:
                self._mentions[resolved.institutions[extraction.source.id, mention.key]].append((extraction, mention))
            for claim in extraction.claims:
                for end in (claim.subject, claim.object):
                    if end is not None and end.kind is Kind.INSTITUTION:
                        found = resolved.institutions[extraction.source.id, end.key]
                        tied[found] = max(tied[found], claim.confidence)
        self._confidence = {
            found: max(mention.confidence for _, mention in mentions) for found, mentions in self._mentions.items()
        }
        self.kept = {
            found
            for found in self._mentions
            if Status.of(tied.get(found, 0.0)) is not Status.QUEUED or self._confidence[found] >= MENTION_ALONE_FROM
        }
        self._attributes: dict[str, Attributes] = {}
        for found in sorted(self.kept):
            best = self._best(found)
            self._attributes[found] = classify(
                self._type(best), self._name(found), best.terc, reference.register
            )

    def _best(self, found: str) -> Mention:
        return max(
            (mention for _, mention in self._mentions[found]),
            key=lambda mention: (mention.confidence, len(mention.name), mention.name),
        )

    def _type(self, mention: Mention) -> InstitutionType | None:
        kind = legal_person(mention.type)
        return self._reference.types.get(kind) if kind else None

    def _name(self, found: str) -> str:
        """The surest and fullest name; a local government is called by its unit."""
        best = self._best(found)
        kind = legal_person(best.type)
        unit = self._reference.register.unit(found.rpartition(":")[2]) if ":" in found else None
        if unit is not None and kind in ("GMINA", "POWIAT", "WOJEWODZTWO"):
            word = {"GMINA": "Gmina", "POWIAT": "Powiat", "WOJEWODZTWO": "Województwo"}[kind]
            return f"{word} {unit.adjective or unit.name}"
        return best.name

    def nodes(self) -> list[Node]:
        nodes = []
        for found in sorted(self.kept):
            confidence = round(self._confidence[found], 4)
            best = self._best(found)
            nodes.append(
                Node(
                    NodeKey("Institution", found),
                    {
                        "id": found,
                        "name": self._name(found),
                        "kind": legal_person(best.type) or "",
                        "status": Status.of(max(confidence, 0.5)).value if ":" in found else Status.PROVISIONAL.value,
                        "confidence": confidence,
                    },
                )
            )
        return nodes

    def named_and_located(self) -> list[Placed]:
        """What each mention itself says: the name, and the seat when it is known."""
        placed = []
        for found in sorted(self.kept):
            key = NodeKey("Institution", found)
            for extraction, mention in self._mentions[found]:
                document, text = extraction.source.id, extraction.source.text
                ref = Ref(Kind.INSTITUTION, mention.key)
                named = Claim(
                    predicate=Predicate.NAMED, subject=ref, value=mention.name, as_written=mention.as_written,
                    spans=mention.spans, rule=mention.rule, confidence=mention.confidence,
                )
                placed.append(Placed(claim_id(document, named), named, document, text, key, None))
                seat = self._seat(mention)
                if seat is None:
                    continue
                located = Claim(
                    predicate=Predicate.LOCATED, subject=ref, object=Ref(Kind.UNIT, seat), value=seat,
                    label=mention.place, as_written=mention.as_written, spans=mention.spans,
                    rule=mention.place_rule or mention.rule, confidence=mention.confidence,
                )
                unit = NodeKey("Unit", seat)
                placed.append(Placed(claim_id(document, located), located, document, text, key, unit))
        return placed

    def _seat(self, mention: Mention) -> str | None:
        if mention.terc is None or self._reference.register.unit(mention.terc) is None:
            return None
        return mention.terc[:6]

    def ties(self) -> list[Tie]:
        ties = []
        for found, attributes in self._attributes.items():
            key = NodeKey("Institution", found)
            for rank, sector in enumerate(attributes.sectors, start=1):
                ties.append(
                    Tie(TieKey("IN_SECTOR", key, NodeKey("Sector", sector.value)), {"rank": rank, "by": sector.by})
                )
            ties += [Tie(TieKey("AT_LEVEL", key, NodeKey("Level", level.value)), {"by": level.by}) for level in attributes.levels]
        for alias, found in self._aliases():
            ties.append(Tie(TieKey("NOW", NodeKey("Alias", alias), NodeKey("Institution", found))))
        return ties

    def _aliases(self) -> list[tuple[str, str]]:
        return [pair for pair in sorted(self._resolved.aliases.items()) if pair[1] in self.kept]

    def alias_nodes(self) -> list[Node]:
        return [Node(NodeKey("Alias", alias), {"id": alias}) for alias, _ in self._aliases()]

    def vocabulary_nodes(self) -> list[Node]:
        nodes = {}
        for attributes in self._attributes.values():
            for sector in attributes.sectors:
                row = self._reference.sectors[sector.value]
                nodes[row.code] = Node(
                    NodeKey("Sector", row.code), {"id": row.code, "name": row.pl, "name_en": row.en, "mark": row.mark}
                )
            for level in attributes.levels:
                nodes[level.value] = Node(NodeKey("Level", str(level.value)), {"id": str(level.value)})
        return [nodes[code] for code in sorted(nodes)]


# ---------------------------------------------------------------- groups, projects, documents, units


def _groups(
    documents: Sequence[Extraction], resolved: Resolved, placed: Sequence[Placed]
) -> dict[NodeKey, Node]:
    records: dict[NodeKey, list[Group]] = defaultdict(list)
    for extraction in documents:
        for group in extraction.groups:
            records[NodeKey(group.family.value, resolved.groups[extraction.source.id, group.key])].append(group)
    claims = _by_subject(placed)
    nodes = {}
    for key, groups in sorted(records.items()):
        best = max(groups, key=lambda group: (group.confidence, len(group.name), group.name))
        if Status.of(best.confidence) is Status.QUEUED:
            continue
        properties: dict[str, Value] = {
            "id": key.id,
            "kind": best.kind,
            "title" if key.label == Kind.AGREEMENT else "name": best.name,
            "confidence": round(best.confidence, 4),
            "status": Status.of(best.confidence).value,
        }
        if best.type:
            properties["type"] = best.type
        own = [found for found in claims.get(key, ()) if found.claim.object is None]
        for predicate in (Predicate.SIGNED, Predicate.SINCE, Predicate.UNTIL):
            value = _preferred(own, predicate)
            if value is not None:
                properties |= _bounds(predicate.value, value)
        if "since" not in properties and "signed" in properties:
            properties |= _bounds("since", str(properties["signed"]))
        properties["term"] = _preferred(own, Predicate.TERM) or ("fixed" if "until" in properties else "unknown")
        subject = _preferred(own, Predicate.SUBJECT)
        if subject and key.label == Kind.AGREEMENT:
            properties["subject"] = subject
        nodes[key] = Node(key, properties)
    return nodes


def _by_subject(placed: Iterable[Placed]) -> dict[NodeKey, list[Placed]]:
    grouped: dict[NodeKey, list[Placed]] = defaultdict(list)
    for found in placed:
        if found.subject is not None:
            grouped[found.subject].append(found)
    return grouped


def _preferred(claims: Iterable[Placed], predicate: Predicate, label: str | None = None) -> str | None:
    """The value of the surest claim that is not queued. Values that contradict it stay as claims."""
    usable = [
        found
        for found in claims
        if found.claim.predicate is predicate
        and found.claim.value
        and found.claim.status is not Status.QUEUED
        and (label is None or found.claim.label == label)
    ]
    best = max(usable, key=lambda found: (found.claim.confidence, len(found.claim.value or ""), found.id), default=None)
    return best.claim.value if best else None


def _projects(placed: Sequence[Placed]) -> list[Node]:
    """Projects, milestones and activities that some claim of at least provisional standing speaks of."""
    keys = {
        key
        for found in placed
        if found.claim.status is not Status.QUEUED
        for key in (found.subject, found.object)
        if key is not None and key.label in (Kind.PROJECT, Kind.MILESTONE, Kind.ACTIVITY)
    }
    keys |= {NodeKey(Kind.PROJECT.value, key.id.partition("/")[0]) for key in keys if key.label == Kind.MILESTONE}
    claims = _by_subject(placed)
    nodes = []
    for key in sorted(keys):
        own = claims.get(key, ())
        properties: dict[str, Value] = {"id": key.id}
        named = [found for found in own if found.claim.label != "title"]
        properties["name"] = _preferred(named, Predicate.NAMED) or key.id.rpartition("/")[2]
        title = _preferred(own, Predicate.NAMED, "title")
        if title:
            properties["title"] = title
        if key.label == Kind.ACTIVITY:
            properties["kind"] = properties["name"]
            count = _preferred(own, Predicate.COUNT)
            if count:
                properties["count"] = int(count)
        if key.label != Kind.PROJECT:
            for predicate in (Predicate.SINCE, Predicate.UNTIL):
                value = _preferred([found for found in own if found.claim.object is None], predicate)
                if value:
                    properties |= _bounds(predicate.value, value)
        nodes.append(Node(key, properties))
    return nodes


def _documents(documents: Sequence[Extraction]) -> list[Node]:
    nodes = []
    for extraction in documents:
        source = extraction.source
        properties: dict[str, Value] = {
            "id": source.id,
            "title": source.title,
            "media_type": source.media_type,
            "extractor": extraction.extractor,
            "text": source.text,
            "records": extraction.model_dump_json(exclude={"source": {"text"}}, exclude_defaults=True),
        }
        if source.published:
            properties |= _bounds("published", source.published)
        nodes.append(Node(NodeKey("Document", source.id), properties))
    return nodes


def _units(codes: Iterable[str], reference: Reference) -> tuple[list[Node], list[Tie]]:
    """The units that are referred to, with all that they are part of."""
    wanted: dict[str, Node] = {}
    ties = []
    for code in sorted(codes):
        chain = [code, *(unit.code for unit in reference.register.ancestors(code))]
        for inner, outer in zip(chain, chain[1:], strict=False):
            ties.append(Tie(TieKey("PART_OF", NodeKey("Unit", inner), NodeKey("Unit", outer))))
        for each in chain:
            unit = reference.register.unit(each)
            if unit is None:
                raise ValueError(f"{each} is not a unit of the register")
            stated = {"lat": unit.lat, "lon": unit.lon, "adjective": unit.adjective, "population": unit.population,
                      "population_year": unit.population_year}
            properties: dict[str, Value] = {"id": each, "terc": unit.terc, "name": unit.name, "kind": unit.kind}
            properties |= {name: value for name, value in stated.items() if value not in (None, "")}
            wanted[each] = Node(NodeKey("Unit", each), properties, (_UNIT_LABELS[unit.level],))
    return list(wanted.values()), list({tie.key: tie for tie in ties}.values())


_UNIT_LABELS = {"gmina": "Gmina", "powiat": "Powiat", "wojewodztwo": "Wojewodztwo"}


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
            stated = _preferred(dates, Predicate(name))
            if stated:
                properties |= _bounds(name, stated)
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
    starts = [max(_day(a, "since_min"), _day(b, "since_min")) for a, b in spans if "since_min" in a and "since_min" in b]
    ends = [min(_day(a, "until_max"), _day(b, "until_max")) for a, b in spans if "until_max" in a and "until_max" in b]
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


