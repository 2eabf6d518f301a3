"""Facts as a Cypher script that fills an empty Neo4j: one statement a line, for `cypher-shell`, the browser or a loop.

A script has no parameters, so values stand in it as literals. They are strings with every quote,
backslash and control character escaped, numbers, booleans, dates and lists of these; labels, types
and property names come from the schema or are refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.model import Facts, Node, Properties, Tie
from graph.store.names import EXTRA_LABELS, LABELS, TIE_TYPES

ROWS = 200
"""Nodes or ties in one statement, at most."""

_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NAMES = frozenset((*LABELS, *EXTRA_LABELS, *TIE_TYPES))


def lines(facts: Facts) -> Iterator[str]:
    """The statements, each with its semicolon and line end: constraints, nodes, ties; equal facts give equal lines.

    Raises: UsageError: a name that is not of the schema.
    """
    for label in sorted({key.label for key in facts.nodes}):
        name = _name(label)
        yield f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE;\n"
    nodes = [node for _, node in sorted(facts.nodes.items(), key=lambda item: (_labels(item[1]), item[0]))]
    for labels, of_labels in groupby(nodes, key=_labels):
        pattern = ":".join(map(_name, labels))
        for rows in _batches(f"{{id: {_literal(node.key.id)}, p: {_map(node.properties)}}}" for node in of_labels):
            yield f"UNWIND [{rows}] AS row CREATE (n:{pattern} {{id: row.id}}) SET n += row.p;\n"
    ties = [tie for _, tie in sorted(facts.ties.items(), key=lambda item: (_ends(item[1]), item[0]))]
    for (type_, start, end), of_ends in groupby(ties, key=_ends):
        ends = f"MATCH (a:{_name(start)} {{id: row.a}}) MATCH (b:{_name(end)} {{id: row.b}})"
        for rows in _batches(map(_tie, of_ends)):
            yield f"UNWIND [{rows}] AS row {ends} CREATE (a)-[t:{_name(type_)}]->(b) SET t = row.p;\n"


def write(facts: Facts, path: Path) -> int:
    """Write the script as UTF-8, whole or not at all. Returns the number of statements.

    Raises: UsageError: nothing can be written there.
    """
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines(facts):
                file.write(line)
                count += 1
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.", hint="Name another file.") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _labels(node: Node) -> tuple[str, ...]:
    return (node.key.label, *node.extra_labels)


def _ends(tie: Tie) -> tuple[str, str, str]:
    return tie.key.type, tie.key.start.label, tie.key.end.label


def _tie(tie: Tie) -> str:
    return f"{{a: {_literal(tie.key.start.id)}, b: {_literal(tie.key.end.id)}, p: {_map(tie.properties)}}}"


def _batches(rows: Iterable[str]) -> Iterator[str]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS)):
        yield ", ".join(batch)


def _name(name: str) -> str:
    if name not in _NAMES:
        raise UsageError(f"The schema has no {name!r}.", hint=f"It has: {', '.join(sorted(_NAMES))}.")
    return name


def _map(properties: Properties) -> str:
    for name in properties:
        if not _PROPERTY.fullmatch(name):
            raise UsageError(f"{name!r} cannot be the name of a property.", hint="Use small letters, digits and _.")
    return f"{{{', '.join(f'{name}: {_literal(value)}' for name, value in sorted(properties.items()))}}}"


def _literal(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{''.join(map(_escaped, value))}'"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case date():
            return f"date('{value.isoformat()}')"
        case tuple() | list():
            return f"[{', '.join(map(_literal, value))}]"
        case _:
            raise UsageError(f"{value!r} has no literal in Cypher.", hint="Report this: a fact should not hold it.")


def _escaped(letter: str) -> str:
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or letter in "\x7f\x85\u2028\u2029" else letter
