"""Export of facts as text that is equal, byte for byte, for equal facts.

One JSON object a line, sorted: first the nodes by label and id, then the ties by type and ends. Judgements are exported
by themselves, and blocks only serve to find documents: neither is here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.model import Facts, Properties

LEFT_OUT = frozenset({"Block", "Judgement"})
"""Labels of nodes that are not facts; their ties are not either."""


def lines(facts: Facts) -> Iterator[str]:
    """The export, line by line, each with its line end."""
    for key, node in sorted(facts.nodes.items()):
        if key.label in LEFT_OUT:
            continue
        yield _line({"labels": [key.label, *node.extra_labels], "id": key.id, "properties": _plain(node.properties)})
    for tie_key, tie in sorted(facts.ties.items()):
        if {tie_key.start.label, tie_key.end.label} & LEFT_OUT:
            continue
        yield _line(
            {
                "type": tie_key.type,
                "start": list(tie_key.start),
                "end": list(tie_key.end),
                "properties": _plain(tie.properties),
            }
        )


def write(facts: Facts, path: Path) -> int:
    """Write the export as UTF-8 with Unix line ends, whole or not at all. Returns the number of lines.

    Raises: UsageError: nothing can be written there.
    """
    content = list(lines(facts))
    write_text("".join(content), path)
    return len(content)


def write_text(text: str, path: Path) -> None:
    """Write a text as UTF-8 with Unix line ends, whole or not at all. Raises UsageError when it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder", str(path))
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Name another file.") from error


def _plain(properties: Properties) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in properties.items()}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
