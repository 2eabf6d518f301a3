"""Facts: the nodes and ties of the graph as immutable values, and the difference between two states.

A `Facts` is what `loaders.fold` computes and what `graph.store` keeps. Properties hold only str,
int, float, bool, date and tuples of str, int or float; a property that is unknown is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

Value = str | int | float | bool | date | tuple[str, ...] | tuple[int, ...] | tuple[float, ...]
Properties = Mapping[str, Value]


class NodeKey(NamedTuple):
    """Identity of a node: its first label (the one with the unique constraint) and its id."""

    label: str
    id: str


class TieKey(NamedTuple):
    """Identity of a tie: at most one of a type between two nodes."""

    type: str
    start: NodeKey
    end: NodeKey


@dataclass(frozen=True, slots=True)
class Node:
    """A node. `extra_labels` come after the constrained label (`Gmina` of `Unit:Gmina`)."""

    key: NodeKey
    properties: Properties
    extra_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed relationship."""

    key: TieKey
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """A whole graph state."""

    nodes: Mapping[NodeKey, Node]
    ties: Mapping[TieKey, Tie]

    @classmethod
    def of(cls, nodes: Iterable[Node], ties: Iterable[Tie]) -> Facts:
        """Index nodes and ties by key. Raises ValueError when one key carries two different values."""
        by_node: dict[NodeKey, Node] = {}
        by_tie: dict[TieKey, Tie] = {}
        for node in nodes:
            if by_node.setdefault(node.key, node) != node:
                raise ValueError(f"two different nodes have the key {node.key}")
        for tie in ties:
            if by_tie.setdefault(tie.key, tie) != tie:
                raise ValueError(f"two different ties have the key {tie.key}")
            for end in (tie.key.start, tie.key.end):
                if end not in by_node:
                    raise ValueError(f"{tie.key.type} refers to {end}, which is not among the nodes")
        return cls(by_node, by_tie)


EMPTY = Facts({}, {})


@dataclass(frozen=True)
class Delta:
    """What must be written to turn one graph state into another. Every part is sorted by key."""

    create_nodes: tuple[Node, ...]
    update_nodes: tuple[Node, ...]
    remove_nodes: tuple[NodeKey, ...]
    create_ties: tuple[Tie, ...]
    update_ties: tuple[Tie, ...]
    remove_ties: tuple[TieKey, ...]

    def __len__(self) -> int:
        return sum(
            len(part)
            for part in (
                self.create_nodes, self.update_nodes, self.remove_nodes,
                self.create_ties, self.update_ties, self.remove_ties,
            )
        )


def difference(old: Facts, new: Facts) -> Delta:
    """The delta from `old` to `new`. A node whose labels change is removed and created again, with its ties."""
    shared = old.nodes.keys() & new.nodes.keys()
    relabelled = {key for key in shared if old.nodes[key].extra_labels != new.nodes[key].extra_labels}
    kept = shared - relabelled
    standing = {key for key in old.ties if not {key.start, key.end} & relabelled}
    both = standing & new.ties.keys()
    return Delta(
        create_nodes=tuple(new.nodes[key] for key in sorted(new.nodes.keys() - kept)),
        update_nodes=tuple(new.nodes[key] for key in sorted(kept) if old.nodes[key] != new.nodes[key]),
        remove_nodes=tuple(sorted(old.nodes.keys() - kept)),
        create_ties=tuple(new.ties[key] for key in sorted(new.ties.keys() - both)),
        update_ties=tuple(new.ties[key] for key in sorted(both) if old.ties[key] != new.ties[key]),
        remove_ties=tuple(sorted(old.ties.keys() - both)),
    )
