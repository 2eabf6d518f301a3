"""What the columns of a table are, by the words of its header: `data/reference/layouts.csv`.

A header may have two rows (`Przedstawiciel` over `Imię i nazwisko` and `Stanowisko`), and a sheet may hold several
teams side by side, each under the same words; each is a layout of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from graph import reference
from loaders.reading import Cell, Table

INSTITUTION = "institution"
MILESTONE = "milestone"
UNLESS_NAMED = "unless-named"
"""A heading of institutions, unless another one names them: `Reprezentuje` then stands over those who represent."""
HEADER_WITHIN = 12
"""A header stands in one of the first rows of a table."""
_LONGEST_SUB = 40
"""Letters of the longest word in the second row of a header."""
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns are: kind of column → index.

    `top` and `header` are the first and the last row of the header (equal when it has one), `first` and `end` the
    columns it speaks of. `mark` is the heading of a column of marks that names the team itself.
    """

    header: int
    columns: Mapping[str, int]
    unread: tuple[Cell, ...]
    top: int
    first: int
    end: int
    mark: Cell | None = None


class _Head(NamedTuple):
    """A heading over one column, as far as its words are known."""

    position: int
    cell: Cell
    key: str
    column: str
    use: str


@cache
def headers() -> Mapping[str, tuple[str, str]]:
    """Header words → (column, use)."""
    return {_key(row["header"]): (row["column"], row["use"]) for row in reference.rows("layouts.csv")}


@cache
def _openings() -> tuple[tuple[str, tuple[str, str]], ...]:
    """Words with which a header begins (`nazwa jednostki *` in the table) → (column, use), the longest first."""
    found = [(key.removesuffix(" *"), meaning) for key, meaning in ((_key(row["header"], star=True), (
        row["column"], row["use"])) for row in reference.rows("layouts.csv")) if key.endswith(" *")]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def _key(header: str, *, star: bool = False) -> str:
    marks = r"[:_.]+|\s+" if star else r"[:*_.]+|\s+"
    return " ".join(re.sub(marks, " ", re.sub(r"\s*/\s*", "/", header.casefold())).split())


def meaning(header: str, *, loosely: bool = False) -> tuple[str, str]:
    """(column, use) of a heading's words; ("", "") when they are unknown.

    loosely: also when a heading only begins with known words: `Nazwa jednostki organizacyjnej gminy`.
    """
    for words in (header, re.sub(r"\([^()]*\)", " ", header)):
        key = _key(words)
        if key in headers():
            return headers()[key]
        if loosely:
            known = next((found for opening, found in _openings() if key.startswith(f"{opening} ")), None)
            if known is not None:
                return known
    return "", ""


def find_layouts(table: Table) -> tuple[Layout, ...]:
    """The layouts of a roster's table, from left to right; none when no row is a header.

    The header is the first row with a column for the institution and another one that is known, or no other one.
    """
    for loosely in (False, True):
        for index, row in enumerate(table.rows[:HEADER_WITHIN]):
            heads = _heads(row, INSTITUTION, loosely)
            named = [head for head in heads if head.column == INSTITUTION]
            several = len({head.column for head in heads} - {""}) >= 2
            if not named or not (several or (len(heads) == 1 and _of_one_column(table.rows, index))):
                continue
            below = _second_row(table.rows, index, named[0].position, heads)
            if below:
                heads = below
            parts = _side_by_side(heads, len(row))
            return tuple(layout for part in parts for layout in _of_part(table, index, index + bool(below), *part))
    return ()


def parts(table: Table) -> tuple[tuple[int, Table], ...]:
    """The tables that stand under one another in a sheet, each with the number of its first row.

    A further one begins with a header of its own, and the title lines right above that.
    """
    starts = [0]
    headers_seen = 0
    for index, row in enumerate(table.rows):
        if not _is_header(row):
            continue
        headers_seen += 1
        if headers_seen > 1:
            start = index
            while start - 1 > starts[-1] and _is_line(table.rows[start - 1]):
                start -= 1
            starts.append(start)
    ends = [*starts[1:], len(table.rows)]
    return tuple((start, Table(table.name, table.rows[start:end])) for start, end in zip(starts, ends, strict=True))


def _is_header(row: Row) -> bool:
    """Whether all words of a row are headings, one of institutions among them."""
    heads = _heads(row, INSTITUTION, loosely=False)
    return len(heads) > 1 and any(head.column == INSTITUTION for head in heads) and all(
        head.column for head in heads) and len({head.column for head in heads}) > 1


def _is_line(row: Row) -> bool:
    """Whether a row is a line of text: one cell, alone or over all columns."""
    return sum(bool(cell.text.strip()) and not cell.filled for cell in row) == 1 and bool(row[0].text.strip())


def _of_one_column(rows: Sequence[Row], index: int) -> bool:
    """Whether a lone word heads one column, rather than being a title above others."""
    filled = [sum(bool(cell.text.strip()) and not cell.filled for cell in row) for row in rows[index + 1 :]]
    return not any(cell.filled for cell in rows[index]) and all(count < 2 for count in filled)


def last_header_row(table: Table, row: int) -> int:
    """The last row of the header that begins in `row`: `row` itself, or the next one for a header of two rows."""
    layouts = find_layouts(table)
    return layouts[0].header if layouts and layouts[0].top == row else row


def find_layout(table: Table, about: str) -> Layout | None:
    """The header of another kind of table, with a column for what it is `about` (MILESTONE) and another known one."""
    for index, row in enumerate(table.rows[:HEADER_WITHIN]):
        heads = _heads(row, about, loosely=False)
        columns, unread = _columns(heads)
        if about in columns and (len(columns) >= 2 or not unread):
            return Layout(index, columns, unread, index, 0, len(row))
    return None


def _heads(row: Row, about: str, loosely: bool) -> list[_Head]:
    """The headings of a row; words of one kind of table mean nothing in another."""
    made = []
    for position, cell in enumerate(row):
        if cell.text.strip() and not cell.filled:
            column, use = meaning(cell.text, loosely=loosely)
            known = use in ("ignored", MILESTONE) if about == MILESTONE else use != MILESTONE
            made.append(_Head(position, cell, _key(cell.text), column if known else "", use))
    named = any(head.column == INSTITUTION and head.use != UNLESS_NAMED for head in made)
    return [head._replace(column="person", use="personal") if named and head.use == UNLESS_NAMED else head
            for head in made]


def _columns(heads: Sequence[_Head]) -> tuple[dict[str, int], tuple[Cell, ...]]:
    columns: dict[str, int] = {}
    for head in heads:
        if head.column:
            columns.setdefault(head.column, head.position)
    return columns, tuple(head.cell for head in heads if not head.column)


def _second_row(rows: Sequence[Row], index: int, institution: int, heads: Sequence[_Head]) -> list[_Head]:
    """The headings of a header of two rows, the words under a wide heading read with it; [] when it has one row."""
    if index + 1 >= len(rows):
        return []
    top, below = rows[index], rows[index + 1]
    own = [at for at, cell in enumerate(below) if cell.text.strip() and not cell.filled]
    wide = [at for at in own if top[at].filled or not top[at].text.strip()]
    taken = below[institution].text.strip() and not below[institution].filled
    known = [at for at in own if meaning(below[at].text)[1]]
    short = all(len(below[at].text) <= _LONGEST_SUB for at in own)
    if taken or not wide or not short or 2 * len(known) < len(own):
        return []
    made = [head for head in heads if head.position not in own]
    for at in own:
        over = next((top[left].text for left in range(at, -1, -1) if top[left].text.strip()), "")
        words = (below[at].text, f"{over} {below[at].text}", over)
        column, use = next((found for each in words if (found := meaning(each))[1]), ("", ""))
        made.append(_Head(at, below[at], _key(below[at].text), column, use))
    return sorted(made, key=lambda head: head.position)


def _side_by_side(heads: Sequence[_Head], width: int) -> list[tuple[list[_Head], int, int]]:
    """The headings of each team, its first column and the end of its columns.

    Teams stand side by side when one word for the institution is repeated; what stands left of them belongs to all.
    """
    named = [head for head in heads if head.column == INSTITUTION]
    same = [head.position for head in named if head.key == named[0].key]
    if len(same) < 2:
        return [(list(heads), 0, width)]
    opening = [head.position for head in heads if head.key == heads[0].key]
    starts = opening if len(opening) == len(same) else same
    shared = [head for head in heads if head.position < starts[0]]
    return [
        ([*shared, *(head for head in heads if start <= head.position < end)], start, end)
        for start, end in itertools.pairwise([*starts, width])
    ]


_MARKS = frozenset({"", "x", "✓", "✔", "+", "tak", "nie", "-", "–", "—", "n", "t", "1", "0"})
_OF_TEAM = re.compile(r"\b(?:zesp[oó]ł|gmin|gm\.|rada|komisja|partnerstw|porozumieni|koalicj|klaster)", re.IGNORECASE)


def _of_part(
    table: Table, top: int, header: int, heads: list[_Head], first: int, end: int
) -> list[Layout]:
    """One layout, or one for each column of marks that names a team: institutions down, teams across."""
    columns, unread = _columns(heads)
    marks = [
        head for head in heads if not head.column and _OF_TEAM.search(head.cell.text)
        and (cells := {row[head.position].text.strip().casefold() for row in table.rows[header + 1 :]}) <= _MARKS
        and cells - {""}
    ]
    if len(marks) < 2:
        return [Layout(header, columns, unread, top, first, end)]
    rest = tuple(cell for cell in unread if all(cell is not head.cell for head in marks))
    return [
        Layout(header, {**columns, "mark": head.position}, rest if head is marks[0] else (), top, first, end, head.cell)
        for head in marks
    ]


def closest_header(cells: Sequence[str]) -> str:
    """The known header word that is most like one of these cells."""
    return max(headers(), key=lambda known: max(fuzz.ratio(known, _key(cell)) for cell in cells))


def likely_header(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The row that is most likely meant as the header: with most known header words, then with most filled cells.

    Args:    rows: the texts of the first rows of a table; empty cells are left out.
    """
    return max(rows[:HEADER_WITHIN], key=lambda cells: (sum(_key(cell) in headers() for cell in cells), len(cells)))
