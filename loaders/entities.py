"""The nodes of the graph: institutions, agreements, teams, projects, documents and territorial units."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Status
from graph.identity import claim_id
from graph.judgements import Verdict
from graph.model import Node, NodeKey, Tie, TieKey, Value
from graph.reference import InstitutionType
from loaders.classify import Attributed, Attributes, classify, legal_person
from loaders.judging import Rulings
from loaders.placed import Placed, Reference, bounds, by_subject, preferred, strongest
from loaders.resolve import Reason, Resolved

MENTION_ALONE_FROM = 0.75
"""An institution that no claim ties to anything is kept only when its mention is accepted."""

LOCAL_GOVERNMENT = "local government"
"""The type table's word for gmina, powiat and województwo as legal persons."""


class Institutions:
    """Mentions gathered by institution id, with what people decided of it."""

    def __init__(
        self,
        documents: Sequence[Extraction],
        resolved: Resolved,
        placed: Iterable[Placed],
        rulings: Rulings,
        reference: Reference,
    ) -> None:
        """Args: placed: the claims of the documents and of the judgements, with the verdicts on them."""
        self._reference = reference
        self._rulings = rulings
        self._mentions: dict[str, list[tuple[Extraction, Mention]]] = defaultdict(list)
        for extraction in documents:
            for mention in extraction.mentions:
                self._mentions[resolved.institutions[extraction.source.id, mention.key]].append((extraction, mention))
        tied = {
            end.id for found in placed if found.counts
            for end in (found.subject, found.object) if end is not None and end.label == Kind.INSTITUTION
        }
        self._confidence = {
            found: max(mention.confidence for _, mention in mentions) for found, mentions in self._mentions.items()
        }
        self.kept = {found for found in self._mentions if self._keeps(found, tied)}
        self._attributes = {found: self._attributes_of(found) for found in sorted(self.kept)}

    def _keeps(self, found: str, tied: set[str]) -> bool:
        judged = self._rulings.on_node(NodeKey(Kind.INSTITUTION.value, found))
        if judged is not None:
            return judged.judgement.verdict is Verdict.CONFIRM
        return found in tied or self._stands_alone(found)

    def _attributes_of(self, found: str) -> Attributes:
        """Sectors and levels: what people say, else what the type and the name give."""
        best = self._best(found)
        code = self._corrected(found, "place") or best.terc
        given = classify(self._type(found), self.name(found), code, self._reference.register)
        own = {
            name: (Attributed(judged.judgement.value, f"judgement {judged.judgement.id}"),)
            for name, judged in self._rulings.corrected.get(found, {}).items() if judged.judgement.value
        }
        return Attributes(own.get("sector", given.sectors), own.get("level", given.levels))

    def _corrected(self, found: str, field: str) -> str | None:
        judged = self._rulings.corrected.get(found, {}).get(field)
        return judged.judgement.value if judged else None

    def _stands_alone(self, found: str) -> bool:
        """Whether the mention alone makes a node: "gmina X" without a tie is a territory, not a body."""
        kind = self._type(found)
        return self._confidence[found] >= MENTION_ALONE_FROM and not (kind and kind.kind == LOCAL_GOVERNMENT)

    def _best(self, found: str) -> Mention:
        """The mention whose name is shown: among the sure ones the most frequent name, then the fullest."""
        mentions = [mention for _, mention in self._mentions[found]]
        times = Counter(mention.name for mention in mentions)

        def preference(mention: Mention) -> tuple[float, int, int, str]:
            return round(mention.confidence, 1), times[mention.name], len(mention.name), mention.name

        return max(mentions, key=preference)

    def _kind(self, found: str) -> str | None:
        return legal_person(self._corrected(found, "type") or self._best(found).type, self._reference.types)

    def _type(self, found: str) -> InstitutionType | None:
        kind = self._kind(found)
        return self._reference.types.get(kind) if kind else None

    def name(self, found: str) -> str:
        """The name that people gave, else the surest and fullest; a local government is called by its unit."""
        corrected = self._corrected(found, "name")
        if corrected:
            return corrected
        kind = self._kind(found)
        unit = self._reference.register.get(found.rpartition(":")[2]) if ":" in found else None
        if unit is not None and kind in ("GMINA", "POWIAT", "WOJEWODZTWO"):
            word = {"GMINA": "Gmina", "POWIAT": "Powiat", "WOJEWODZTWO": "Województwo"}[kind]
            return f"{word} {unit.adjective or unit.name}"
        return self._best(found).name

    def nodes(self) -> list[Node]:
        """The institutions."""
        nodes = []
        for found in sorted(self.kept):
            key = NodeKey("Institution", found)
            confidence = round(self._confidence[found], 4)
            status = Status.of(max(confidence, 0.5)) if ":" in found else Status.PROVISIONAL
            judged = self._rulings.on_node(key)
            properties: dict[str, Value] = {
                "id": found,
                "name": self.name(found),
                "kind": self._kind(found) or "",
                "status": (Status.ACCEPTED if judged else status).value,
                "confidence": confidence,
            }
            if judged:
                properties["judgement"] = judged.judgement.id
            nodes.append(Node(key, properties))
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
        """Sectors and levels, by the type table or by people."""
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
        return ties

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


def alias_nodes(
    aliases: Mapping[str, str], resolved: Resolved, have: Iterable[NodeKey]
) -> tuple[list[Node], list[Tie]]:
    """Ids that now mean another node, each NOW that node, with the reasons of a merge."""
    by_id = {key.id: key for key in have if key.label in (Kind.INSTITUTION, Kind.AGREEMENT, Kind.TEAM)}
    why = {merged.alias: merged.reasons for merged in resolved.merged}
    nodes, ties = [], []
    for alias, found in sorted(aliases.items()):
        if found in by_id and alias not in by_id:
            key = NodeKey("Alias", alias)
            properties: dict[str, Value] = {"id": alias}
            if alias in why:
                properties |= reasons_of(why[alias])
            nodes.append(Node(key, properties))
            ties.append(Tie(TieKey("NOW", key, by_id[found])))
    return nodes, ties


def doubtful_nodes(resolved: Resolved, have: set[NodeKey]) -> tuple[list[Node], list[Tie]]:
    """Pairs that may be one, for people to decide, each ABOUT its two nodes."""
    nodes, ties = [], []
    for pair in resolved.doubtful:
        left, right = (NodeKey(pair.kind.value, end) for end in (pair.left, pair.right))
        if left in have and right in have:
            key = NodeKey("Doubtful", f"{pair.left}|{pair.right}")
            properties: dict[str, Value] = {
                "id": key.id, "kind": pair.kind.value, "left": pair.left, "right": pair.right,
                "confidence": round(pair.score, 4),
            }
            nodes.append(Node(key, properties | reasons_of(pair.reasons)))
            ties += [Tie(TieKey("ABOUT", key, end)) for end in (left, right)]
    return nodes, ties


def reasons_of(reasons: Iterable[Reason]) -> dict[str, Value]:
    """Reasons as properties: their codes, and all of each as JSON."""
    listed = list(reasons)
    full = [{"code": reason.code.value, "params": dict(reason.params)} for reason in listed]
    return {
        "reasons": tuple(reason.code.value for reason in listed),
        "because": json.dumps(full, ensure_ascii=False, sort_keys=True),
    }


def groups_of(
    documents: Sequence[Extraction], resolved: Resolved, placed: Sequence[Placed], rulings: Rulings
) -> dict[NodeKey, Node]:
    """The agreements and teams that at least one document names with provisional confidence, or a person confirms."""
    records: dict[NodeKey, list[Group]] = defaultdict(list)
    for extraction in documents:
        for group in extraction.groups:
            records[NodeKey(group.family.value, resolved.groups[extraction.source.id, group.key])].append(group)
    claims = by_subject(placed)
    nodes = {}
    for key, groups in sorted(records.items()):
        best = max(groups, key=lambda group: (group.confidence, len(group.name), group.name))
        judged = rulings.on_node(key)
        if judged is None:
            status = Status.of(best.confidence)
        else:
            status = Status.ACCEPTED if judged.judgement.verdict is Verdict.CONFIRM else Status.REJECTED
        if status in (Status.QUEUED, Status.REJECTED):
            continue
        own = [found for found in claims.get(key, ()) if found.claim.object is None]
        name = preferred([found for found in own if found.verdict is not None], Predicate.NAMED) or best.name
        properties: dict[str, Value] = {
            "id": key.id,
            "kind": best.kind,
            "title" if key.label == Kind.AGREEMENT else "name": name,
            "confidence": round(best.confidence, 4),
            "status": status.value,
        }
        if best.type:
            properties["type"] = best.type
        if judged is not None:
            properties["judgement"] = judged.judgement.id
        if key in rulings.complete:
            properties["complete"] = rulings.complete[key].judgement.id
        nodes[key] = Node(key, properties | _stated_of(key, own))
    return nodes


def _stated_of(key: NodeKey, own: Sequence[Placed]) -> dict[str, Value]:
    """Dates, term and subject of an agreement or a team. It begins when it is signed, if nothing else is stated."""
    properties: dict[str, Value] = {}
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
    return properties


def projects_of(placed: Sequence[Placed]) -> list[Node]:
    """Projects, milestones and activities that some claim of at least provisional standing speaks of."""
    keys = {
        key
        for found in placed
        if found.counts
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
