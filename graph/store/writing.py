"""The statements that read and write whole facts. Names come from `graph.store.names`, values are parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar, cast

import neo4j
import neo4j.time

from graph.errors import Overtaken, UsageError
from graph.model import Delta, Facts, Node, NodeKey, Properties, Tie, TieKey, Value
from graph.store import marks
from graph.store.names import EXTRA_LABELS, LABELS, TIE_TYPES

ROWS = 2_000
"""Rows in one statement, at most."""

CHARACTERS = 4_000_000
"""Text in one statement, about, so that no message outgrows the server."""

CHANGES = 20_000
"""Changes in one transaction, at most; a bigger save has many, between a start and an end mark."""

LONG = 32_000_000
"""Text in one transaction of a save that has many, about."""

SOURCES = ("Document", "Judgement")
"""Labels of what all else follows from: made first and removed last, so that a save that is broken off loses none."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a save changed, by the server's own count."""

    nodes: int = 0         # created and removed
    ties: int = 0          # created and removed
    properties: int = 0    # set, those of new nodes and ties included

    def __add__(self, other: Written) -> Written:
        return Written(self.nodes + other.nodes, self.ties + other.ties, self.properties + other.properties)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its rows. It answers `found`: on how many of them it took effect."""

    text: str
    rows: tuple[dict[str, Any], ...]


def statements(delta: Delta) -> list[Statement]:
    """The delta as statements, in the order in which they must run. Raises UsageError for a name not in the schema."""
    return [
        *_remove_ties(delta.remove_ties),
        *_remove_nodes(delta.remove_nodes),
        *_nodes(delta.create_nodes, create=True),
        *_nodes(delta.update_nodes, create=False),
        *_ties(delta.create_ties, create=True),
        *_ties(delta.update_ties, create=False),
    ]


def parts(work: Sequence[Statement]) -> list[list[Statement]]:
    """The statements of a big delta, in transactions of at most about CHANGES rows and LONG characters."""
    found: list[list[Statement]] = [[]]
    rows = length = 0
    for statement in work:
        more = _characters(statement)
        if found[-1] and (rows + len(statement.rows) > CHANGES or length + more > LONG):
            found.append([])
            rows = length = 0
        found[-1].append(statement)
        rows += len(statement.rows)
        length += more
    return found


def _characters(statement: Statement) -> int:
    return sum(
        len(value) for row in statement.rows for value in row.get("properties", {}).values() if isinstance(value, str)
    )


def turn(transaction: neo4j.ManagedTransaction, expected: int | None) -> tuple[int, bool]:
    """Count one more save.

    Args:    expected: the revision that the delta was made for; None if it does not matter.
    Returns: the new revision, and whether a save before it was broken off.
    Raises:  Overtaken: another revision. The transaction is rolled back.
    """
    revision, broken = marks.count(transaction)
    if expected is not None and revision != expected + 1:
        raise Overtaken("Someone else has changed the graph meanwhile.", hint="Nothing was written. Load again.")
    return revision, broken


def write(transaction: neo4j.ManagedTransaction, work: Sequence[Statement]) -> Written:
    """Run the statements. Raises UsageError when one finds less than it should, which rolls all back."""
    nodes = ties = properties = 0
    for statement in work:
        result = transaction.run(statement.text, rows=list(statement.rows))
        record = result.single()
        counters = result.consume().counters
        found = record["found"] if record is not None else 0
        if found != len(statement.rows):
            raise UsageError(
                f"The difference does not fit the graph: {len(statement.rows)} rows, but {found} found by "
                f"'{statement.text}'.", hint="Nothing was written. Load again.",
            )
        nodes += counters.nodes_created + counters.nodes_deleted
        ties += counters.relationships_created + counters.relationships_deleted
        properties += counters.properties_set
    return Written(nodes, ties, properties)


def read_facts(transaction: neo4j.ManagedTransaction) -> tuple[Facts, int]:
    """Every node and tie of the schema, and the revision they are of.

    A node comes with the ties that leave it: a row of the driver costs more than what is in it.
    """
    revision = marks.read(transaction).revision
    nodes: dict[str, Node] = {}  # by the server's own id
    leaving: list[tuple[str, str, str, dict[str, Any]]] = []
    for label in LABELS:
        text = (
            f"MATCH (n:{label}) RETURN elementId(n), labels(n), properties(n), "
            "[(n)-[t]->(m) | [type(t), elementId(m), properties(t)]]"
        )
        for element, labels, properties, ties in transaction.run(text):
            extra = tuple(name for name in EXTRA_LABELS if name in labels)
            nodes[element] = Node(NodeKey(label, properties["id"]), _values(properties), extra)
            leaving += [(element, *tie) for tie in ties]
    found = [
        Tie(TieKey(type_, nodes[start].key, nodes[end].key), _values(properties))
        for start, type_, end, properties in leaving
        if type_ in TIE_TYPES and end in nodes  # others are not ours
    ]
    return Facts({node.key: node for node in nodes.values()}, {tie.key: tie for tie in found}), revision


def _values(properties: dict[str, Any]) -> Properties:
    return {name: _value(value) for name, value in properties.items()}


def _value(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, neo4j.time.Date):
        return value.to_native()
    return cast("Value", value)


# ---------------------------------------------------------------- from a delta to statements


def _nodes(nodes: Iterable[Node], *, create: bool) -> Iterator[Statement]:
    by_labels = _grouped(nodes, lambda node: (node.key.label not in SOURCES, node.key.label, *node.extra_labels))
    for (_, *labels), group in by_labels:
        pattern = ":".join([_label(labels[0]), *map(_extra_label, labels[1:])])
        found = f"CREATE (n:{pattern})" if create else f"MATCH (n:{pattern} {{id: row.id}})"
        text = f"UNWIND $rows AS row {found} SET n = row.properties RETURN count(n) AS found"
        rows = ({"id": node.key.id, "properties": _sent({**node.properties, "id": node.key.id})} for node in group)
        yield from _batched(text, rows)


def _ties(ties: Iterable[Tie], *, create: bool) -> Iterator[Statement]:
    by_ends = _grouped(ties, lambda tie: (tie.key.type, tie.key.start.label, tie.key.end.label))
    for (type_, start, end), group in by_ends:
        ends = f"MATCH (a:{_label(start)} {{id: row.start}}) MATCH (b:{_label(end)} {{id: row.end}})"
        verb = "CREATE" if create else "MATCH"
        text = (
            f"UNWIND $rows AS row {ends} {verb} (a)-[t:{_type(type_)}]->(b) SET t = row.properties "
            "RETURN count(t) AS found"
        )
        rows = (
            {"start": tie.key.start.id, "end": tie.key.end.id, "properties": _sent(tie.properties)} for tie in group
        )
        yield from _batched(text, rows)


def _remove_nodes(keys: Iterable[NodeKey]) -> Iterator[Statement]:
    for (_, label), group in _grouped(keys, lambda key: (key.label in SOURCES, key.label)):
        text = f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) DETACH DELETE n RETURN count(*) AS found"
        yield from _batched(text, ({"id": key.id} for key in group))


def _remove_ties(keys: Iterable[TieKey]) -> Iterator[Statement]:
    for (type_, start, end), group in _grouped(keys, lambda key: (key.type, key.start.label, key.end.label)):
        # found all before the first goes: the local server loses its place among a node's ties when one is deleted
        text = (
            f"UNWIND $rows AS row MATCH (:{_label(start)} {{id: row.start}})-[t:{_type(type_)}]->"
            f"(:{_label(end)} {{id: row.end}}) WITH collect(t) AS ties UNWIND ties AS t DELETE t "
            "RETURN count(*) AS found"
        )
        yield from _batched(text, ({"start": key.start.id, "end": key.end.id} for key in group))


_Item = TypeVar("_Item")


def _grouped(items: Iterable[_Item], name: Callable[[_Item], Any]) -> Iterator[tuple[Any, Iterator[_Item]]]:
    return groupby(sorted(items, key=name), key=name)


def _batched(text: str, rows: Iterable[dict[str, Any]]) -> Iterator[Statement]:
    """The rows in statements of at most ROWS rows and about CHARACTERS of text."""
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        length = sum(len(value) for value in row.get("properties", {}).values() if isinstance(value, str))
        if batch and (len(batch) == ROWS or size + length > CHARACTERS):
            yield Statement(text, tuple(batch))
            batch, size = [], 0
        batch.append(row)
        size += length
    if batch:
        yield Statement(text, tuple(batch))


def _sent(properties: Properties) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _label(name: str) -> str:
    return _known(name, LABELS, "label")


def _extra_label(name: str) -> str:
    return _known(name, EXTRA_LABELS, "second label")


def _type(name: str) -> str:
    return _known(name, TIE_TYPES, "relationship type")


def _known(name: str, names: Sequence[str], what: str) -> str:
    if name not in names:
        raise UsageError(f"The schema has no {what} {name!r}.", hint=f"It has: {', '.join(names)}.")
    return name
