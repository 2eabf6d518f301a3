"""The nodes of the graph: institutions, agreements, teams, projects, documents and territorial units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Status
from graph.identity import claim_id
from graph.model import Node, NodeKey, Tie, TieKey, Value
from graph.reference import InstitutionType
from loaders.classify import Attributes, classify, legal_person
from loaders.placed import Placed, Reference, bounds, by_subject, preferred, strongest
from loaders.resolve import Resolved

MENTION_ALONE_FROM = 0.75
"""An institution that no claim ties to anything is kept only when its mention is accepted."""

LOCAL_GOVERNMENT = "local government"
"""The type table's word for gmina, powiat and województwo as legal persons."""



class Institutions:
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
            if Status.of(tied.get(found, 0.0)) is not Status.QUEUED or self._stands_alone(found)
        }
        self._attributes: dict[str, Attributes] = {}
        for found in sorted(self.kept):
            best = self._best(found)
            self._attributes[found] = classify(
                self._type(best), self._name(found), best.terc, reference.register
            )

    def _stands_alone(self, found: str) -> bool:
        """Whether the mention alone makes a node: "gmina X" without a tie is a territory, not a body."""
        kind = self._type(self._best(found))
        return self._confidence[found] >= MENTION_ALONE_FROM and not (kind and kind.kind == LOCAL_GOVERNMENT)

    def _best(self, found: str) -> Mention:
        """The mention whose name is shown: among the sure ones the most frequent name, then the fullest."""
        mentions = [mention for _, mention in self._mentions[found]]
        times = Counter(mention.name for mention in mentions)

        def preference(mention: Mention) -> tuple[float, int, int, str]:
            return round(mention.confidence, 1), times[mention.name], len(mention.name), mention.name

        return max(mentions, key=preference)

    def _type(self, mention: Mention) -> InstitutionType | None:
        kind = legal_person(mention.type, self._reference.types)
        return self._reference.types.get(kind) if kind else None

    def _name(self, found: str) -> str:
        """The surest and fullest name; a local government is called by its unit."""
        best = self._best(found)
        kind = legal_person(best.type, self._reference.types)
        unit = self._reference.register.get(found.rpartition(":")[2]) if ":" in found else None
        if unit is not None and kind in ("GMINA", "POWIAT", "WOJEWODZTWO"):
            word = {"GMINA": "Gmina", "POWIAT": "Powiat", "WOJEWODZTWO": "Województwo"}[kind]
            return f"{word} {unit.adjective or unit.name}"
        return best.name

    def nodes(self) -> list[Node]:
        """The institutions."""
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
                        "kind": legal_person(best.type, self._reference.types) or "",
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
        if mention.terc is None or mention.terc[:6] not in self._reference.register:
            return None
        return mention.terc[:6]

    def ties(self) -> list[Tie]:
        """Sectors and levels, by the type table, and the other ids that now mean these institutions."""
        ties = []
        for found, attributes in self._attributes.items():
            key = NodeKey("Institution", found)
            for rank, sector in enumerate(attributes.sectors, start=1):
                ties.append(
                    Tie(TieKey("IN_SECTOR", key, NodeKey("Sector", sector.value)), {"rank": rank, "by": sector.by})
                )
            ties.extend(
                Tie(TieKey("AT_LEVEL", key, NodeKey("Level", level.value)), {"by": level.by})
                for level in attributes.levels
            )
        for alias, found in self._aliases():
            ties.append(Tie(TieKey("NOW", NodeKey("Alias", alias), NodeKey("Institution", found))))
        return ties

    def _aliases(self) -> list[tuple[str, str]]:
        return [pair for pair in sorted(self._resolved.aliases.items()) if pair[1] in self.kept]

    def alias_nodes(self) -> list[Node]:
        """Ids that offices would have, each NOW the local government."""
        return [Node(NodeKey("Alias", alias), {"id": alias}) for alias, _ in self._aliases()]

    def vocabulary_nodes(self) -> list[Node]:
        """The sectors and levels that occur."""
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




def groups_of(
    documents: Sequence[Extraction], resolved: Resolved, placed: Sequence[Placed]
) -> dict[NodeKey, Node]:
    """The agreements and teams that at least one document names with provisional confidence."""
    records: dict[NodeKey, list[Group]] = defaultdict(list)
    for extraction in documents:
        for group in extraction.groups:
            records[NodeKey(group.family.value, resolved.groups[extraction.source.id, group.key])].append(group)
    claims = by_subject(placed)
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
            value = preferred(own, predicate)
            if value is not None:
                properties |= bounds(predicate.value, value)
        if "since" not in properties and "signed" in properties:
            properties |= bounds("since", str(properties["signed"]))
        properties["term"] = preferred(own, Predicate.TERM) or ("fixed" if "until" in properties else "unknown")
        subject = preferred(own, Predicate.SUBJECT)
        if subject and key.label == Kind.AGREEMENT:
            properties["subject"] = subject
        nodes[key] = Node(key, properties)
    return nodes


def projects_of(placed: Sequence[Placed]) -> list[Node]:
    """Projects, milestones and activities that some claim of at least provisional standing speaks of."""
    keys = {
        key
        for found in placed
        if found.claim.status is not Status.QUEUED
        for key in (found.subject, found.object)
        if key is not None and key.label in (Kind.PROJECT, Kind.MILESTONE, Kind.ACTIVITY)
    }
    keys |= {NodeKey(Kind.PROJECT.value, key.id.partition("/")[0]) for key in keys if key.label == Kind.MILESTONE}
    claims = by_subject(placed)
    nodes = []
    for key in sorted(keys):
        own = claims.get(key, ())
        properties: dict[str, Value] = {"id": key.id}
        named = [found for found in own if found.claim.label != "title"]
        properties["name"] = preferred(named, Predicate.NAMED) or key.id.rpartition("/")[2]
        title = preferred(own, Predicate.NAMED, "title")
        if title:
            properties["title"] = title
        if key.label == Kind.ACTIVITY:
            properties["kind"] = properties["name"]
            counted = strongest(own, Predicate.COUNT)
            if counted:
                properties |= {"count": int(counted.value or 0), "unit": counted.unit or properties["name"]}
        if key.label != Kind.PROJECT:
            for predicate in (Predicate.SINCE, Predicate.UNTIL):
                value = preferred([found for found in own if found.claim.object is None], predicate)
                if value:
                    properties |= bounds(predicate.value, value)
        nodes.append(Node(key, properties))
    return nodes


def documents_of(documents: Sequence[Extraction]) -> list[Node]:
    """The documents, with their masked text and what was found in them."""
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
            properties |= bounds("published", source.published)
        nodes.append(Node(NodeKey("Document", source.id), properties))
    return nodes


def units_of(codes: Iterable[str], reference: Reference) -> tuple[list[Node], list[Tie]]:
    """The units that are referred to, with all that they are part of."""
    wanted: dict[str, Node] = {}
    ties = []
    for code in sorted(codes):
        chain = [code, *(unit.code for unit in reference.register.ancestors(code))]
        for inner, outer in pairwise(chain):
            ties.append(Tie(TieKey("PART_OF", NodeKey("Unit", inner), NodeKey("Unit", outer))))
        for each in chain:
            unit = reference.register.get(each)
            if unit is None:
                raise ValueError(f"{each} is not a unit of the register")
            stated = {"lat": unit.lat, "lon": unit.lon, "adjective": unit.adjective, "population": unit.population,
                      "population_year": unit.population_year}
            properties: dict[str, Value] = {"id": each, "terc": unit.terc, "name": unit.name, "kind": unit.kind}
            properties |= {name: value for name, value in stated.items() if value not in (None, "")}
            wanted[each] = Node(NodeKey("Unit", each), properties, (_UNIT_LABELS[unit.level],))
    return list(wanted.values()), list({tie.key: tie for tie in ties}.values())


_UNIT_LABELS = {"gmina": "Gmina", "powiat": "Powiat", "wojewodztwo": "Wojewodztwo"}


