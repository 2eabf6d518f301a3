"""What `read` hands to `extract`: one masked text a document, with its blocks and tables as spans.

The reader decides what a block is (a paragraph, a list item, a table cell); the letters stay where
they are. For a plain-text file `source.text` has exactly the file's decoded characters, personal
data replaced letter by letter by `█`; for other formats it is the reader's own rendering (blocks one
a line, the cells of a row separated by ` | `).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.claims import Finding, Source, Span


class BlockKind(StrEnum):
    """What a stretch of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `source.text`; list markers (`1.`, `-`, `✓`) and markdown marks lie outside `span`."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. `text` is joined and trimmed; `span` is where its letters stand.

    A cell inside a merged range repeats the text and the span of the range's top left cell, and is `filled`.
    """

    text: str
    span: Span
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `name` is the sheet's or file's, `rows` have equal length, no row is left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read."""

    source: Source
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
