"""The text of a document that is not plain text: blocks one a line, a table's row a line, cells split by ` | `."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.claims import Finding, Span
from loaders.polish.name_sorts import known
from loaders.reading import Block, BlockKind, Cell, Table

SEPARATOR = " | "


class Draft(NamedTuple):
    """A document before personal data are masked; spans count in `text`."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    published: str | None = None


class RawCell(NamedTuple):
    """A cell as a format's reader found it. `top_left` is (row, column) of the merged range it belongs to."""

    text: str
    top_left: tuple[int, int] | None = None


def joined(text: str) -> str:
    """One line of a text with line breaks: a word divided at a line's end is closed up, other breaks become spaces."""
    text = re.sub(r"\u00ad[ \t]*\r?\n?", "", text.replace("\ufffe", "-"))
    text = re.sub(r"(\w+)[-‐‑][ \t]*\r?\n\s*(\w+)", _closed, text)
    return re.sub(r"\s+", " ", text).strip()


def _closed(match: re.Match[str]) -> str:
    """`pomo-↵cy` is `pomocy`; `społeczno-↵prawny` and `Psychologiczno-↵Pedagogiczna` keep their hyphen."""
    left, right = match.groups()
    if right[0].islower() and known(left + right):
        return left + right
    return f"{left}-{right}"


class Rendering:
    """Collects blocks and tables and the one text they stand in."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []

    def block(self, kind: BlockKind, text: str) -> None:
        """Add a block of one line; an empty one is left out."""
        line = joined(text)
        if line:
            self._blocks.append(Block(kind, self._add(line)))
            self._add("\n")

    def table(self, name: str, rows: Sequence[Sequence[RawCell]]) -> None:
        """Add a table; short rows are filled up with empty cells, cells of merged ranges with the range's text."""
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        start = self._length
        made: list[list[Cell]] = []
        for number, row in enumerate(rows):
            made.append([])
            for column in range(width):
                if column:
                    self._add(SEPARATOR)
                raw = row[column] if column < len(row) else RawCell("")
                origin = raw.top_left
                if origin is not None and origin != (number, column):
                    source = made[origin[0]][origin[1]]
                    made[-1].append(Cell(source.text, source.span, filled=True))
                    continue
                text = joined(raw.text)
                made[-1].append(Cell(text, self._add(text)))
            self._add("\n")
        self._blocks.append(Block(BlockKind.TABLE, Span(start, self._length - 1)))
        self._tables.append(Table(name, tuple(tuple(row) for row in made)))

    def draft(self, *, findings: tuple[Finding, ...] = (), published: str | None = None) -> Draft:
        """The document so far."""
        return Draft("".join(self._pieces), tuple(self._blocks), tuple(self._tables), findings, published)

    def _add(self, text: str) -> Span:
        span = Span(self._length, self._length + len(text))
        self._pieces.append(text)
        self._length = span.end
        return span
