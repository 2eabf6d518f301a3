"""Whether nodes that all documents share come or go, told by the ties that the store counts and not by a part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from graph.model import Delta, Facts, NodeKey
from graph.network import Reader

_VOCABULARY = {"Sector": "IN_SECTOR", "Level": "AT_LEVEL"}
"""Nodes that are there while a tie of this type leads to them."""

_BLOCKS_THERE = "UNWIND $ids AS id MATCH (b:Block {id: id}) RETURN b.id AS id"
_BLOCKS_USED = """
UNWIND $ids AS id MATCH (b:Block {id: id})
WHERE EXISTS { (b)<-[:IN_BLOCK]-(d:Document) WHERE NOT d.id IN $changed } RETURN b.id AS id
"""
_TIES_THERE = """
UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, COUNT {{ (n)<-[:{type}]-() }} AS ties
"""


def settled_blocks(delta: Delta, changed: Collection[str], store: Reader) -> Delta:
    """The delta without the blocks that other documents than the changed ones share: these are there, and stay."""
    made = [node.key.id for node in delta.create_nodes if node.key.label == "Block"]
    gone = [key.id for key in delta.remove_nodes if key.label == "Block"]
    there = {row[0] for row in store.read(_BLOCKS_THERE, ids=made).rows} if made else set()
    used = {row[0] for row in store.read(_BLOCKS_USED, ids=gone, changed=sorted(changed)).rows} if gone else set()
    return replace(
        delta,
        create_nodes=tuple(
            node for node in delta.create_nodes if node.key.label != "Block" or node.key.id not in there),
        remove_nodes=tuple(key for key in delta.remove_nodes if key.label != "Block" or key.id not in used),
    )


def settled_vocabulary(delta: Delta, new: Facts, store: Reader) -> Delta:
    """The delta with the sectors and levels that come with their first tie and go with their last, wherever it is.

    Args: new: facts with every sector and level that may come.
    """
    create = {node.key: node for node in delta.create_nodes}
    remove = set(delta.remove_nodes)
    for label, type_ in _VOCABULARY.items():
        more = Counter(tie.key.end for tie in delta.create_ties if tie.key.type == type_)
        less = Counter(key.end for key in delta.remove_ties if key.type == type_)
        keys = {key for key in (*more, *less, *create, *remove) if key.label == label}
        rows = store.read(_TIES_THERE.format(label=label, type=type_), ids=sorted(key.id for key in keys)).rows
        there = {NodeKey(label, str(row[0])): int(row[1]) for row in rows}
        for key in keys:
            create.pop(key, None)
            remove.discard(key)
            stays = there.get(key, 0) + more[key] - less[key] > 0
            if stays and key not in there:
                create[key] = new.nodes[key]
            elif key in there and not stays:
                remove.add(key)
    return replace(delta, create_nodes=tuple(create[key] for key in sorted(create)), remove_nodes=tuple(sorted(remove)))
