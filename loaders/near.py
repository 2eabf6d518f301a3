"""What a change to some documents or judgements can reach, and the difference it makes there.

Folding everything again for one more document is exact and slow. The same difference follows from the part of the
graph that the change can reach: fold this part without the change and with it, and compare. Whatever lies at the
edge of the part is equally incomplete on both sides and cancels out; whatever differs must be known in full. So the
part grows until it holds, of every node whose facts differ, all documents that say anything of it:

- institutions meet only inside blocks (`loaders.resolve.blocks`), so of each one that differs come all documents
  with a mention in its blocks, in the blocks of these mentions, and so on;
- of groups come the documents that have their parties or are in their blocks, and those that share a group with one
  that differs;
- of judgements come those that touch what differs, with both their sides;
- of what many documents share (projects, units) only enough come to keep it as it is;
- sectors, levels and blocks come and go with their ties, which the store counts (`loaders.near_settled`).

The stored projection follows from memberships alone and is made from the store's own (`loaders.near_cooperation`).
Documents stand in the store `IN_BLOCK` of all their blocks, so that each step is a look-up.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claims import Extraction, Kind, Mention, Predicate, Ref
from graph.identity import claim_id, slug
from graph.judgements import Judgement, Side, Verdict
from graph.model import Delta, Facts, Node, NodeKey, Tie, TieKey, difference
from graph.network import Reader
from loaders.fold import fold
from loaders.near_cooperation import cooperation_delta
from loaders.near_settled import settled_blocks, settled_vocabulary
from loaders.notes import NOTE, newcomers
from loaders.placed import Reference
from loaders.resolve import MEMBERSHIP, blocks, blocks_of_groups, blocks_of_units

GROUPS = frozenset({Kind.AGREEMENT.value, Kind.TEAM.value})
SHARED = frozenset({"Unit", "Project", "Milestone"})
"""Nodes that documents share without being about one thing."""

_TOLD = (Predicate.NAMED.value, Predicate.SINCE.value, Predicate.UNTIL.value)
"""What the properties of projects and milestones are made of."""


@dataclass(frozen=True)
class Change:
    """What is put into the graph, and what is taken out of it."""

    put: Mapping[str, Extraction] = field(default_factory=dict)    # documents by id, new or read again
    drop: frozenset[str] = frozenset()                             # ids of documents
    judgements: tuple[Judgement, ...] = ()                         # new ones
    supersedes: Mapping[str, str] = field(default_factory=dict)    # new document → the older one

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents whose claims may change."""
        pairs = {end for pair in self.supersedes.items() for end in pair}
        return frozenset(self.put) | self.drop | pairs


# ---------------------------------------------------------------- blocks of documents


class Blocks:
    """The blocks of mentions, groups and whole documents, each computed once."""

    def __init__(self, reference: Reference) -> None:
        self._register, self._types = reference.register, reference.types
        self._units = {unit.code for unit in reference.register}
        self._mentions: dict[tuple[object, ...], frozenset[str]] = {}

    def mention(self, mention: Mention) -> frozenset[str]:
        """Where an institution may meet others."""
        parts = (mention.type, mention.name, mention.distinct, mention.place, mention.terc, mention.numbers)
        if parts not in self._mentions:
            self._mentions[parts] = blocks(mention, self._register, self._types)
        return self._mentions[parts]

    def groups(self, document: Extraction) -> frozenset[str]:
        """Where the agreements and teams of a document may meet others."""
        found = blocks_of_groups(document, self._register, self._types)
        return frozenset(block for each in found.values() for block in each)

    def of(self, document: Extraction) -> frozenset[str]:
        """All blocks of a document: those of its mentions and groups, and what it shares with many others."""
        mentions = (block for mention in document.mentions for block in self.mention(mention))
        return frozenset(mentions) | self.groups(document) | blocks_of_units(document) | self._shared(document)

    def _shared(self, document: Extraction) -> frozenset[str]:
        seats = {mention.terc[:6] for mention in document.mentions if mention.terc} & self._units
        refs = [end for claim in document.claims for end in (claim.subject, claim.object) if end is not None]
        units = {*seats, *(ref.key for ref in refs if ref.kind is Kind.UNIT)}
        units |= {unit.code for code in units if code in self._register for unit in self._register.ancestors(code)}
        projects = {ref.key for ref in refs if ref.kind in (Kind.PROJECT, Kind.MILESTONE)}
        projects |= {key.partition("/")[0] for key in projects}
        held = {f"Activity/{slug(claim.value or '')}" for claim in document.claims
                if claim.subject.kind is Kind.ACTIVITY and claim.predicate is Predicate.NAMED}
        return frozenset({*(f"Unit/{code}" for code in units), *(f"Project/{key}" for key in projects), *held})


def with_blocks(facts: Facts, documents: Iterable[Extraction], known: Blocks) -> Facts:
    """The facts, with the blocks in which these documents stand."""
    ties = [
        Tie(TieKey("IN_BLOCK", NodeKey("Document", document.source.id), NodeKey("Block", block)))
        for document in documents if document.source.media_type != NOTE for block in known.of(document)
    ]
    nodes = {tie.key.end: Node(tie.key.end, {"id": tie.key.end.id}) for tie in ties}
    return Facts({**facts.nodes, **nodes}, {**facts.ties, **{tie.key: tie for tie in ties}})


def everything(
    documents: Collection[Extraction], reference: Reference, judgements: Iterable[Judgement],
    supersedes: Mapping[str, str],
) -> Facts:
    """All that a store with these documents and judgements holds: the facts, and the blocks to find them by."""
    return with_blocks(fold(documents, reference, judgements, supersedes), documents, Blocks(reference))


# ---------------------------------------------------------------- the store's documents

_DOCUMENTS = """
UNWIND $ids AS id MATCH (d:Document {id: id})
RETURN d.id AS id, d.records AS records, CASE WHEN id IN $texts THEN d.text ELSE '' END AS text
"""
_IN_BLOCKS = "UNWIND $blocks AS id MATCH (:Block {id: id})<-[:IN_BLOCK]-(d:Document) RETURN DISTINCT d.id AS id"
_ONE_IN_BLOCK = """
MATCH (:Block {id: $block})<-[:IN_BLOCK]-(d:Document) WHERE NOT d.id IN $near RETURN d.id AS id LIMIT 1
"""
_GROUP_MATES = """
UNWIND $ids AS id MATCH (:Document {id: id})<-[:IN_DOCUMENT]-(c:Claim)-[:ABOUT|OBJECT]->(g)
WHERE g:Team OR g:Agreement WITH DISTINCT g
MATCH (g)<-[:ABOUT|OBJECT]-(:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE d.media_type <> $note RETURN DISTINCT d.id AS id
"""
_ABOUT_NODE = """
UNWIND $ids AS id MATCH (n:{label} {{id: id}})<-[:ABOUT|OBJECT]-(:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE d.media_type <> $note RETURN DISTINCT d.id AS id
"""
_RENAMED = "UNWIND $ids AS id MATCH (:Alias {id: id})-[:NOW]->(n) RETURN DISTINCT n.id AS id"
_TELLING = """
UNWIND $ids AS id MATCH (n:{label} {{id: id}})<-[:ABOUT]-(c:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE c.predicate IN $told AND d.media_type <> $note AND NOT d.id IN $changed
OPTIONAL MATCH (newer:Document)-[:SUPERSEDES]->(d)
WITH id, c.predicate AS predicate, c.label AS label, newer IS NULL AS current, c.confidence AS confidence,
     size(c.value) AS length, c.id AS claim, d.id AS document
ORDER BY confidence DESC, length DESC, claim DESC
WITH id, predicate, label, current, collect(document)[0] AS document
RETURN DISTINCT document AS id
"""
_MILESTONES = """
UNWIND $pairs AS pair
MATCH (:Project {id: pair[0]})<-[:ABOUT]-(c:Claim)-[:OBJECT]->(:Milestone {id: pair[1]})
MATCH (c)-[:IN_DOCUMENT]->(d:Document) WHERE d.media_type <> $note RETURN DISTINCT d.id AS id
"""
_JUDGEMENTS = """
MATCH (j:Judgement) OPTIONAL MATCH (j)-[:ABOUT]->(n)
RETURN j.record AS record, collect(n.id) AS about ORDER BY record
"""
# With a name for the tie and no labels the local server goes through the ties of this type, else through all documents.
_SUPERSEDES = "MATCH (n)-[t:SUPERSEDES]->(o) RETURN n.id AS new, o.id AS old"


class Shelf:
    """The documents and judgements of a store, fetched as they are asked for. Texts only of those that need one."""

    def __init__(self, store: Reader) -> None:
        self._store = store
        self.documents: dict[str, Extraction] = {}
        self._texts: set[str] = set()
        rows = [(Judgement.model_validate_json(row[0]), frozenset(row[1])) for row in store.read(_JUDGEMENTS).rows]
        self.judgements = [judgement for judgement, _about in rows]
        self.about = {judgement.id: about for judgement, about in rows}      # ids of what each means by now
        self.supersedes: dict[str, str] = {row[0]: row[1] for row in store.read(_SUPERSEDES).rows}

    def fetch(self, ids: Iterable[str], *, texts: bool = False) -> bool:
        """Have these documents. Returns whether there was anything to fetch."""
        wanted = {id_ for id_ in ids if id_ not in self.documents or (texts and id_ not in self._texts)}
        if not wanted:
            return False
        with_text = sorted(wanted) if texts else []
        table = self._store.read(_DOCUMENTS, ids=sorted(wanted), texts=with_text)
        found = {id_: document(records, text) for id_, records, text in table.rows}
        self.documents |= {id_: each for id_, each in found.items() if each.source.media_type != NOTE}
        self._texts |= wanted if texts else set()
        return bool(found)

    def ids(self, cypher: str, **parameters: object) -> set[str]:
        """Ids of documents that a statement finds."""
        return {str(row[0]) for row in self._store.read(cypher, **parameters).rows}

    def reader(self) -> Reader:
        """The store itself."""
        return self._store


def document(records: str, text: str) -> Extraction:
    """What was found in a document, from what the store keeps of it."""
    record = json.loads(records)
    record["source"]["text"] = text
    return Extraction.model_validate(record)


# ---------------------------------------------------------------- the part that a change reaches


class Neighbourhood:
    """The part of the graph that a change reaches. It grows until what differs is known in full."""

    def __init__(self, change: Change, shelf: Shelf, reference: Reference) -> None:
        self._change, self._shelf, self._reference = change, shelf, reference
        self._blocks = Blocks(reference)
        self._mention_blocks: set[str] = set()     # followed from mention to mention
        self._asked: set[str] = set()              # blocks whose documents have come
        self._mated: set[str] = set()              # documents whose groups' documents have come
        self._touched: dict[str, Judgement] = {}
        self._new = {judgement.id: judgement for judgement in change.judgements}
        self._every = {judgement.id: judgement for judgement in shelf.judgements} | self._new
        self._seen: set[NodeKey] = set()           # nodes that differ and are provided for
        self._ids: set[str] = set()                # of institutions and groups that differ
        self._changing = _chained(change.documents, [*shelf.supersedes.items(), *change.supersedes.items()])
        shelf.fetch(self._changing, texts=True)
        changed = [*change.put.values(), *(shelf.documents[id_] for id_ in self._changing if id_ in shelf.documents)]
        for each in changed:
            self._mention_blocks |= {block for mention in each.mentions for block in self._blocks.mention(mention)}
        self._join(self._meeting(changed))
        self._mates(self._changing)
        self._telling({ref_key(ref) for each in changed for ref in _projects(each)})
        for judgement in change.judgements:
            self._touch(judgement)

    # ------------------------------------------------------------ the two sides

    def differ(self) -> tuple[Facts, Facts]:
        """The facts of the part without the change and with it."""
        while True:
            self._close()
            old, new = self._fold(changed=False), self._fold(changed=True)
            if not self._grow(old, new):
                return old, new

    def _fold(self, *, changed: bool) -> Facts:
        documents = dict(self._shelf.documents)
        judgements = [judgement for id_, judgement in self._touched.items() if changed or id_ not in self._new]
        known = {judgement.id for judgement in self._shelf.judgements}
        judgements += [each for id_, each in self._new.items() if not changed and id_ in known]
        supersedes = dict(self._shelf.supersedes)
        if changed:
            for id_ in self._change.drop:
                documents.pop(id_, None)
            documents |= self._change.put
            supersedes |= self._change.supersedes
        supersedes = {new: old for new, old in supersedes.items() if not {new, old} & self._change.drop or not changed}
        # The stored projection would be wrong at the edge of the part.
        facts = fold(documents.values(), self._reference, judgements, supersedes, projected=False)
        ours = [documents[id_] for id_ in sorted(self._change.documents) if id_ in documents]
        return with_blocks(facts, ours, self._blocks)

    # ------------------------------------------------------------ growing

    def _close(self) -> None:
        """Follow the blocks from mention to mention until no more documents come."""
        while True:
            self._join(self._mention_blocks)
            before = len(self._mention_blocks)
            for each in self._all():
                for mention in each.mentions:
                    found = self._blocks.mention(mention)
                    if found & self._mention_blocks:
                        self._mention_blocks |= found
            if self._touch_more() is False and len(self._mention_blocks) == before:
                return

    def _all(self) -> Iterator[Extraction]:
        yield from self._change.put.values()
        yield from self._shelf.documents.values()

    def _join(self, wanted: Iterable[str]) -> bool:
        """Have the documents of these blocks."""
        fresh = set(wanted) - self._asked
        self._asked |= fresh
        return bool(fresh) and self._shelf.fetch(self._shelf.ids(_IN_BLOCKS, blocks=sorted(fresh)))

    def _meeting(self, documents: Iterable[Extraction]) -> set[str]:
        """The blocks in which groups of these documents may meet some that are not here.

        Groups are one by shared parties, and all that have a party which is followed come with it. So of groups whose
        parties are all followed only those are missing that cover the same units.
        """
        found: set[str] = set()
        for each in documents:
            parties = {claim.subject.key for claim in each.claims if claim.predicate in MEMBERSHIP}
            followed = all(self._blocks.mention(mention) <= self._mention_blocks
                           for mention in each.mentions if mention.key in parties)
            found |= blocks_of_units(each) if followed else self._blocks.groups(each)
        return found

    def _mates(self, documents: Iterable[str]) -> bool:
        """Have the documents that share an agreement or a team with these."""
        fresh = set(documents) - self._mated
        self._mated |= fresh
        return bool(fresh) and self._shelf.fetch(self._shelf.ids(_GROUP_MATES, ids=sorted(fresh), note=NOTE))

    def _telling(self, keys: Iterable[NodeKey]) -> bool:
        """Have the documents that say best what projects and milestones are called and when they are."""
        grown = False
        for label in ("Project", "Milestone"):
            ids = sorted(key.id for key in keys if key.label == label)
            if ids:
                found = self._shelf.ids(_TELLING.format(label=label), ids=ids, told=list(_TOLD), note=NOTE,
                                        changed=sorted(self._changing))
                grown |= self._shelf.fetch(found)
        return grown

    def _grow(self, old: Facts, new: Facts) -> bool:
        """Add what is missing of the nodes that differ. Returns whether anything was missing."""
        delta = difference(old, new)
        about = _Evidence(old, new)
        keys = _differing(delta)
        fresh = keys - self._seen
        self._seen |= keys
        grown = self._shelf.fetch(about.untold(delta, self._change.put, self._shelf.documents), texts=True)
        for key in fresh:
            if key.label in ("Institution", "Alias"):
                self._ids.add(key.id)
            if key.label == "Institution":
                grown |= self._follow(about.mentions(key, self._documents_of(about.documents(key))))
        groups = {key for key in fresh if key.label in GROUPS}
        groups = about.with_rivals(groups)
        self._ids |= {key.id for key in groups}
        near = {document for key in groups for document in about.documents(key)}
        grown |= self._join(self._meeting(self._documents_of(near)))
        grown |= self._mates(near)
        subjects = about.subjects(delta, self._by_id())
        grown |= self._follow(subjects)
        grown |= self._shared(fresh, delta)
        grown |= self._referred(delta, old, new)
        return bool(self._touch_more() | grown)

    def _documents_of(self, ids: Iterable[str]) -> list[Extraction]:
        every = self._by_id()
        return [document for id_ in sorted(set(ids)) for document in every.get(id_, ())]

    def _by_id(self) -> dict[str, list[Extraction]]:
        found: dict[str, list[Extraction]] = defaultdict(list)
        for each in self._all():
            found[each.source.id].append(each)
        return found

    def _follow(self, mentions: Iterable[Mention]) -> bool:
        """Have all of these institutions."""
        wanted = {block for mention in mentions for block in self._blocks.mention(mention)}
        grown = not wanted <= self._mention_blocks
        self._mention_blocks |= wanted
        return grown

    # ------------------------------------------------------------ what many documents share

    def _shared(self, fresh: Collection[NodeKey], delta: Delta) -> bool:
        """Have what keeps shared nodes as they are; all that speak of one that really comes or goes."""
        grown = self._telling({key for key in fresh if key.label in ("Project", "Milestone")})
        turned = {node.key for node in delta.create_nodes} | set(delta.remove_nodes)
        for key in sorted(key for key in turned if key.label in SHARED):
            one = self._keeper(key)
            if one:
                grown |= self._shelf.fetch(one)
            else:
                grown |= self._join([_shared_block(key)])
        pairs = {(key.start.id, key.end.id) for key in _changed_ties(delta) if key.type == "HAS_MILESTONE"}
        if pairs:
            grown |= self._shelf.fetch(self._shelf.ids(_MILESTONES, pairs=sorted(map(list, pairs)), note=NOTE))
        held = {key for key in fresh if key.label == "Activity"}
        if held:
            ids = self._shelf.ids(_ABOUT_NODE.format(label="Activity"), ids=sorted(key.id for key in held), note=NOTE)
            named = {
                block for each in self._all() for block in self._blocks.of(each) if block.startswith("Activity/")
            }
            grown |= self._shelf.fetch(ids) | self._join(named)
        return grown

    def _referred(self, delta: Delta, old: Facts, new: Facts) -> bool:
        """Have what keeps the units that differing claims point at, though no fact of the part needs them.

        A claim that is too doubtful to count leads to its unit only where that is a node by others.
        """
        changed = [*self._change.put.values(), *self._documents_of(self._changing)]
        ends = {end for each in changed for claim in each.claims for end in (claim.subject, claim.object) if end}
        units = {ref_key(end) for end in ends if end.kind is Kind.UNIT}
        nodes = [*delta.create_nodes, *delta.update_nodes, *(old.nodes[key] for key in delta.remove_nodes)]
        units |= {NodeKey("Unit", str(node.properties["value"])) for node in nodes
                  if node.properties.get("predicate") == Predicate.LOCATED.value}
        absent = sorted(key for key in units if key not in old.nodes or key not in new.nodes)
        return self._shelf.fetch(set().union(*map(self._keeper, absent)))

    def _keeper(self, key: NodeKey) -> set[str]:
        """A document outside that may keep the node."""
        near = sorted({*self._shelf.documents, *self._change.put})
        return self._shelf.ids(_ONE_IN_BLOCK, block=_shared_block(key), near=near)

    # ------------------------------------------------------------ judgements

    def _touch_more(self) -> bool:
        """Add the judgements that touch what differs. Returns whether there were any more."""
        if len(self._touched) == len(self._every):
            return False
        core = [
            (each.source.id, mention) for each in self._all() for mention in each.mentions
            if self._blocks.mention(mention) & self._mention_blocks
        ]
        here = {(id_, mention.as_written) for id_, mention in core}
        here |= {(each.source.id, group.name) for each in self._documents_of(self._mated) for group in each.groups}
        codes = {mention.terc[:4] for _, mention in core if mention.terc}
        linked = {each.supersedes for each in self._touched.values() if each.supersedes}
        grown = False
        for id_, judgement in self._every.items():
            if id_ not in self._touched and (
                id_ in linked or (judgement.supersedes or "") in self._touched
                or self._shelf.about.get(id_, frozenset()) & self._ids
                or any(self._meets(side, here) for side in (judgement.left, judgement.right) if side)
                or _moves_into(judgement, codes)
            ):
                self._touch(judgement)
                grown = True
        return grown

    def _meets(self, side: Side, here: Collection[tuple[str, str]]) -> bool:
        return side.id in self._ids or any((each.document, each.as_written) in here for each in side.named)

    def _touch(self, judgement: Judgement) -> None:
        """Have a judgement with all that its sides may mean."""
        self._touched[judgement.id] = judgement
        for side in (judgement.left, judgement.right):
            if side is None:
                continue
            ids = {side.id} | self._shelf.ids(_RENAMED, ids=[side.id])
            self._ids |= ids if side.kind.value in {"Institution", *GROUPS} else set()
            named = {each.document for each in side.named}
            meant: set[str] = set()
            if side.kind.value in {"Institution", *GROUPS}:
                for label in ("Institution",) if side.kind is Kind.INSTITUTION else sorted(GROUPS):
                    meant |= self._shelf.ids(_ABOUT_NODE.format(label=label), ids=sorted(ids), note=NOTE)
            self._shelf.fetch(meant | named)
            near = self._documents_of(meant | named)
            if side.kind is Kind.INSTITUTION:
                written = {each.as_written for each in side.named}
                codes = {id_.rpartition(":")[2] for id_ in ids if ":" in id_}
                meant_by = [
                    mention for each in near for mention in each.mentions
                    if mention.as_written in written or _sits(mention, codes) or not mention.terc
                ]
                self._follow([*meant_by, *self._given(judgement, side, meant_by)])
            elif side.kind.value in GROUPS:
                self._join(block for each in near for block in self._blocks.groups(each))
                self._join(_blocks_of_id(side))
                self._mates(each.source.id for each in near)
            else:
                self._telling({NodeKey(side.kind.value, side.id)})

    def _given(self, judgement: Judgement, side: Side, mentions: Iterable[Mention]) -> list[Mention]:
        """The institution as the judgement makes it: at another place, of another type, or named by nothing else."""
        if judgement.field == "place":
            return [mention.model_copy(update={"terc": judgement.value}) for mention in mentions]
        if judgement.field == "type":
            return [mention.model_copy(update={"type": judgement.value}) for mention in mentions]
        note = newcomers(judgement, [side], self._reference)
        return list(note.mentions) if note is not None else []


def _blocks_of_id(side: Side) -> list[str]:
    """The blocks in which a group stands by its id, for one that is too doubtful to be a node and so to be found."""
    type_, _, rest = side.id.partition(":")
    families = ("agreement",) if side.kind is Kind.AGREEMENT else (type_, type_.upper())
    return [f"{family}/{rest.partition(':')[0].partition('~')[0]}" for family in families]


def _sits(mention: Mention, codes: Collection[str]) -> bool:
    return bool(mention.terc) and any((mention.terc or "").startswith(code[:4]) for code in codes)


def _moves_into(judgement: Judgement, codes: Collection[str]) -> bool:
    """Whether it may give an institution a place, a type or a being near one of these."""
    if not (judgement.verdict is Verdict.ADD or judgement.field in ("place", "type")):
        return False
    told = {side.id.rpartition(":")[2] for side in (judgement.left, judgement.right) if side and ":" in side.id}
    told |= {judgement.value} if judgement.field == "place" and judgement.value else set()
    return not told or any(code[:4] in codes or any(each.startswith(code) for each in codes) for code in told)


class _Evidence:
    """What the facts of two sides say of each node, and where."""

    def __init__(self, *sides: Facts) -> None:
        self._sides = sides
        self._claims: dict[NodeKey, set[str]] = defaultdict(set)
        self._document: dict[str, str] = {}
        for facts in sides:
            for key in facts.ties:
                if key.type in ("ABOUT", "OBJECT") and key.start.label == "Claim":
                    self._claims[key.end].add(key.start.id)
                elif key.type == "IN_DOCUMENT":
                    self._document[key.start.id] = key.end.id

    def documents(self, key: NodeKey) -> set[str]:
        """Documents with a claim about the node."""
        return {self._document[claim] for claim in self._claims[key]}

    def mentions(self, key: NodeKey, documents: Iterable[Extraction]) -> list[Mention]:
        """The mentions of an institution, by what its claims say it is called."""
        named: set[tuple[str, object, object]] = set()
        for facts in self._sides:
            for claim in self._claims[key]:
                node = facts.nodes.get(NodeKey("Claim", claim))
                if node is not None and node.properties["predicate"] == Predicate.NAMED.value:
                    said = node.properties
                    named.add((self._document[claim], said["as_written"], said.get("value")))
        return [
            mention for document in documents for mention in document.mentions
            if (document.source.id, mention.as_written, mention.name) in named
        ]

    def with_rivals(self, groups: Collection[NodeKey]) -> set[NodeKey]:
        """The groups, and those whose ids differ from one of theirs by the sign after `~` alone."""
        stems = {(key.label, key.id.partition("~")[0]) for key in groups}
        return {
            key for facts in self._sides for key in facts.nodes
            if key.label in GROUPS and (key.label, key.id.partition("~")[0]) in stems
        } | set(groups)

    def untold(
        self, delta: Delta, put: Collection[str], stored: Mapping[str, Extraction]
    ) -> set[str]:
        """Documents whose texts are needed because their claims are written."""
        claims = [node.key for node in (*delta.create_nodes, *delta.update_nodes) if node.key.label == "Claim"]
        found = {self._document[key.id] for key in claims}
        return {id_ for id_ in found if id_ not in put and id_ in stored and not stored[id_].source.text}

    def subjects(self, delta: Delta, documents: Mapping[str, Sequence[Extraction]]) -> list[Mention]:
        """The mentions that claims which differ are about, where these are too doubtful to be nodes."""
        written = {node.key.id for node in (*delta.create_nodes, *delta.update_nodes) if node.key.label == "Claim"}
        mentions = []
        for id_ in {self._document[claim] for claim in written}:
            for each in documents.get(id_, ()):
                by_key = {mention.key: mention for mention in each.mentions}
                mentions += [
                    by_key[end.key]
                    for claim in each.claims for end in (claim.subject, claim.object)
                    if end is not None and end.key in by_key and claim_id(id_, claim) in written
                ]
        return mentions


def _differing(delta: Delta) -> set[NodeKey]:
    """The nodes of which something differs: themselves, or a tie of theirs."""
    keys = {node.key for node in (*delta.create_nodes, *delta.update_nodes)} | set(delta.remove_nodes)
    return keys | {end for key in _changed_ties(delta) for end in (key.start, key.end)}


def _changed_ties(delta: Delta) -> list[TieKey]:
    """Ties that differ, without the projection and the blocks."""
    keys = [*(tie.key for tie in (*delta.create_ties, *delta.update_ties)), *delta.remove_ties]
    return [key for key in keys if key.type not in ("COOPERATES_WITH", "IN_BLOCK", "IN_DOCUMENT")]


def _projects(document: Extraction) -> list[Ref]:
    return [claim.subject for claim in document.claims if claim.subject.kind in (Kind.PROJECT, Kind.MILESTONE)]


def _chained(documents: Iterable[str], supersedes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The documents, and all that replace them or that they replace, step by step."""
    pairs = [frozenset(pair) for pair in supersedes]
    found = set(documents)
    while more := {end for pair in pairs if pair & found for end in pair} - found:
        found |= more
    return frozenset(found)


def ref_key(ref: Ref) -> NodeKey:
    """The node of a reference with a global key."""
    return NodeKey(ref.kind.value, ref.key)


def _shared_block(key: NodeKey) -> str:
    return f"{'Unit' if key.label == 'Unit' else 'Project'}/{key.id}"


# ---------------------------------------------------------------- the difference

@dataclass(frozen=True)
class Difference:
    """What a change makes of the graph. `old` and `new` hold in full only what differs, and not the projection."""

    old: Facts
    new: Facts
    delta: Delta


def near(change: Change, store: Reader, reference: Reference) -> Difference:
    """The difference that a change makes, from the part of the graph that it reaches.

    Args:    store: holds what `everything` gives for its documents and judgements.
    Returns: a delta that is exactly what comparing all facts before and after would give.
    """
    old, new = Neighbourhood(change, Shelf(store), reference).differ()
    delta = settled_blocks(difference(old, new), change.documents, store)
    delta = settled_vocabulary(delta, new, store)
    return Difference(old, new, cooperation_delta(delta, store))
