"""Removing many ties of one node in one statement: a server must not lose its place among them."""

from __future__ import annotations

from graph.model import EMPTY, Facts, Node, NodeKey, Tie, TieKey, difference
from graph.store import Store

MANY = 400


def test_many_ties_of_one_node_are_removed_at_once(writer: Store) -> None:
    team = NodeKey("Team", "zespol:201103")
    units = [NodeKey("Unit", str(number)) for number in range(MANY)]
    nodes = [Node(key, {"id": key.id}) for key in (team, *units)]
    full = Facts.of(nodes, [Tie(TieKey("COVERS", team, unit)) for unit in units])
    writer.save(difference(EMPTY, full))
    left = Facts.of(nodes, [Tie(TieKey("COVERS", team, units[7]))])
    assert writer.save(difference(writer.facts(), left)).ties == MANY - 1
    assert writer.facts() == left
