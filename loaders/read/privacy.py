"""Masking of a whole document: its text, and what only a table's shape shows to be a person."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from graph.claims import Span
from loaders import layouts
from loaders.polish import personal, persons
from loaders.read.rendering import Draft
from loaders.reading import Cell, Table

_NAME_HEADER = re.compile(
    r"imi(?:ę|e|ona)\b|nazwisk|^osoba|^osoby|reprezentant|przedstawiciel|^członek|^członkowie|podpis|kierujący"
    r"|koordynator|kontaktowa", re.IGNORECASE)
_PRIVATE_HEADER = re.compile(r"\bpesel\b|dat[ay] ur|urodzeni|zamieszk|dowod|dowód|tel\w*\.? (?:pryw|dom)|komórk",
                             re.IGNORECASE)
_OTHER_HEADER = re.compile(r"instytuc|nazwa|podmiot|jednostk|funkcja|stanowisko|adres siedz", re.IGNORECASE)
_HEADER_ROWS = 6
_NAME_END = re.compile(r"\s[-–—]\s|[,;(–]|\s-|-\s")


def masked(draft: Draft) -> Draft:
    """The same document with personal data replaced by `█`, lengths and spans kept."""
    ranges = personal.personal_data(draft.text)
    found = frozenset(at for start, end in ranges for at in range(start, end))
    for table in draft.tables:
        for _, part in layouts.parts(table):
            ranges.extend(_in_table(part, found))
    text = personal.cover(draft.text, ranges)
    tables = tuple(replace(table, rows=tuple(tuple(_again(cell, text) for cell in row) for row in table.rows),
                           name=personal.mask_title(table.name)) for table in draft.tables)
    return draft._replace(text=text, tables=tables)


def _again(cell: Cell, text: str) -> Cell:
    return replace(cell, text=text[cell.span.start : cell.span.end])


def _in_table(table: Table, found: frozenset[int]) -> list[tuple[int, int]]:
    """Ranges that a column's header or its other cells, or a first name beside a surname, make personal.

    found: the letters of the document that are known to be personal.
    """
    ranges: list[tuple[int, int]] = []
    header, names, private = _header(table)
    names += [column for column in range(len(table.rows[0])) if column not in names and _holds_names(
        [row[column] for row in table.rows[header + 1 :]], found)]
    for row in table.rows[header + 1 :]:
        ranges.extend(row[column].span for column in private if not row[column].filled)
        for column in names:
            ranges.extend(() if row[column].filled else _name_in(row[column]))
    for row in table.rows:
        for left, right in itertools.pairwise(row):
            if left.text and right.text and persons.split_name(left.text, right.text):
                ranges.extend((left.span, right.span))
    return ranges


def _header(table: Table) -> tuple[int, list[int], list[int]]:
    """Number of the header's last row, the columns of names and those of private data; (−1, [], []) without such ones.

    The search ends with the first row that is at least half full: what follows are data, where "koordynator" is a
    remark and no heading.
    """
    for number, row in enumerate(table.rows[:_HEADER_ROWS]):
        own = {cell.span for cell in row if cell.text and not cell.filled}
        if len(own) < 2 and len(row) > 1:
            continue
        last = layouts.last_header_row(table, number)
        heads = _heads(table, number, last)
        names = [i for i, head in heads.items() if _of_names(head)]
        private = [i for i, head in heads.items() if _PRIVATE_HEADER.search(head)]
        if names or private:
            return last, names, private
        if 2 * len(own) >= len(row):
            break
    return -1, [], []


def _holds_names(cells: list[Cell], found: frozenset[int]) -> bool:
    """Whether at least half of a column's cells are known to be persons' names and nothing else."""
    own = [cell for cell in cells if cell.text.strip() and not cell.filled]
    words = [_name_in(cell) for cell in own if not re.search(r"[@\d]", cell.text)]
    named = sum(bool(spans) and all(span.start in found for span in spans) for spans in words)
    return named > 1 and 2 * named >= len(own)


def _heads(table: Table, first: int, last: int) -> dict[int, str]:
    """Column → its heading; in a header of two rows the lower one, when it has words of its own there."""
    found = {i: cell.text for i, cell in enumerate(table.rows[first])}
    if last > first:
        found |= {i: cell.text for i, cell in enumerate(table.rows[last]) if cell.text and not cell.filled}
    return {i: head for i, head in found.items() if head and len(head.split("(")[0]) < 60}


def _of_names(head: str) -> bool:
    """`Przedstawiciel (stanowisko)` heads a column of names, `Nazwa podmiotu i przedstawiciel` does not."""
    if layouts.meaning(head)[0] == layouts.INSTITUTION:     # `Członek zespołu`
        return False
    named, other = _NAME_HEADER.search(head), _OTHER_HEADER.search(head)
    return named is not None and (other is None or named.start() < other.start())


def _name_in(cell: Cell) -> list[Span]:
    """The words of a name in a cell of a names' column: up to a dash, a comma or a bracket."""
    end = match.start() if (match := _NAME_END.search(cell.text)) else len(cell.text)
    head = cell.text[:end]
    return [Span(cell.span.start + start, cell.span.start + stop) for start, stop in persons.words_of_name(head)]
