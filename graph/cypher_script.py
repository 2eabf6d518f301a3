"""Facts as a Cypher script that fills an empty Neo4j: one statement a line, for `cypher-shell`, the browser or a loop.

A script has no parameters, so values stand in it as literals. They are strings with every quote,
backslash and control character escaped, numbers, booleans, dates and lists of these; labels, types
and property names come from the schema or are refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

from graph.errors import UsageError
from graph.model import Facts, Node, Properties, Tie, Value
from graph.store.names import EXTRA_LABELS, LABELS, TIE_TYPES

ROWS = 500
"""Nodes or ties in one statement, at most."""

_PROPERTY = re.compile(r"[a-z][a-z0-9_]*")
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_Item = TypeVar("_Item")
_NAMES = frozenset((*LABELS, *EXTRA_LABELS, *TIE_TYPES))


def lines(facts: Facts) -> Iterator[str]:
    """The statements, each with its semicolon and line end: constraints, nodes, ties; equal facts give equal lines.

    Raises: UsageError: a name that is not of the schema.
    """
    for label in sorted({key.label for key in facts.nodes}):
        name = _name(label)
        yield f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE;\n"
    nodes = sorted(facts.nodes.values(), key=lambda node: (_labels(node), node.key))
    for labels, of_labels in groupby(nodes, key=_labels):
        pattern = ":".join(map(_name, labels))
        for batch in _batches(of_labels):
            ids = [node.key.id for node in batch]
            yield _statement({"id": ids}, f"CREATE (x:{pattern} {{id: id[i]}})", [node.properties for node in batch])
    ties = sorted(facts.ties.values(), key=lambda tie: (_ends(tie), tie.key))
    for (type_, start, end), of_ends in groupby(ties, key=_ends):
        make = (
            f"MATCH (a:{_name(start)} {{id: start[i]}}) MATCH (b:{_name(end)} {{id: end[i]}}) "
            f"CREATE (a)-[x:{_name(type_)}]->(b)"
        )
        for group in _batches(of_ends):
            ends = {"start": [tie.key.start.id for tie in group], "end": [tie.key.end.id for tie in group]}
            yield _statement(ends, make, [tie.properties for tie in group])


def _statement(keys: Mapping[str, list[str]], make: str, properties: Sequence[Properties]) -> str:
    """One column of literals a property, so that a server plans the statement once for all batches.

    A value that is missing is null, and setting a property to null sets nothing.
    """
    names = sorted({name for each in properties for name in each} - {"id"})
    columns = [f"{_column(values)} AS {name}" for name, values in keys.items()]
    sets = []
    for place, name in enumerate(names):
        if not _PROPERTY.fullmatch(name):
            raise UsageError(f"{name!r} cannot be the name of a property.", hint="Use small letters, digits and _.")
        values = [each.get(name) for each in properties]
        columns.append(f"{_column(values)} AS c{place}")
        dates = any(isinstance(value, date) for value in values)
        sets.append(f"x.{name} = {f'date(c{place}[i])' if dates else f'c{place}[i]'}")
    last = len(properties) - 1
    setting = f" SET {', '.join(sets)}" if sets else ""
    return f"WITH {', '.join(columns)} UNWIND range(0, {last}) AS i {make}{setting};\n"


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


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, ROWS)):
        yield batch


def _name(name: str) -> str:
    if name not in _NAMES:
        raise UsageError(f"The schema has no {name!r}.", hint=f"It has: {', '.join(sorted(_NAMES))}.")
    return name


def _column(values: Iterable[Value | None]) -> str:
    return f"[{', '.join(map(_literal, values))}]"


def _literal(value: Value | None) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{''.join(map(_escaped, value))}'"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case date():
            return f"'{value.isoformat()}'"
        case tuple():
            return _column(value)
        case _:
            raise UsageError(f"{value!r} has no literal in Cypher.", hint="Report this: a fact should not hold it.")


def _escaped(letter: str) -> str:
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or letter in "\x7f\x85\u2028\u2029" else letter
