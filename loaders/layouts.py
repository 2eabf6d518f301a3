"""What the columns of a table are, by the words of its header: `data/reference/layouts.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from graph import reference
from loaders.reading import Cell, Table

INSTITUTION = "institution"
MILESTONE = "milestone"
HEADER_WITHIN = 12
"""A header stands in one of the first rows of a table."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns are: kind of column → index."""

    header: int
    columns: Mapping[str, int]
    unread: tuple[Cell, ...]


@cache
def headers() -> Mapping[str, tuple[str, str]]:
    """Header words → (column, use)."""
    return {_key(row["header"]): (row["column"], row["use"]) for row in reference.rows("layouts.csv")}


def _key(header: str) -> str:
    return " ".join(re.sub(r"[:*_.]+|\s+", " ", header.casefold()).split())


def find_layout(table: Table, about: str = INSTITUTION) -> Layout | None:
    """The header of a table: the first row with a column for the institution and another one that is known.

    about: INSTITUTION for rosters, MILESTONE for the schedule of a project; words of the one are unread in the other.
    """
    for index, row in enumerate(table.rows[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        unread = []
        for position, cell in enumerate(row):
            if not cell.text.strip() or cell.filled:
                continue
            known = headers().get(_key(cell.text)) or headers().get(_key(re.sub(r"\([^()]*\)", " ", cell.text)))
            if known is None or not _speaks_of(known[1], about):
                unread.append(cell)
            else:
                columns.setdefault(known[0], position)
        if about in columns and (len(columns) >= 2 or not unread):
            return Layout(index, columns, tuple(unread))
    return None


def _speaks_of(use: str, about: str) -> bool:
    """Whether a header word means something in a table of this kind."""
    return use in ("ignored", MILESTONE) if about == MILESTONE else use != MILESTONE


def closest_header(cells: Sequence[str]) -> str:
    """The known header word that is most like one of these cells."""
    return max(headers(), key=lambda known: max(fuzz.ratio(known, _key(cell)) for cell in cells))


def likely_header(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The row that is most likely meant as the header: with most known header words, then with most filled cells.

    Args:    rows: the texts of the first rows of a table; empty cells are left out.
    """
    return max(rows[:HEADER_WITHIN], key=lambda cells: (sum(_key(cell) in headers() for cell in cells), len(cells)))
