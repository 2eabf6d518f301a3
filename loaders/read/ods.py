"""OpenDocument spreadsheets (ODS): every sheet is a table, merged cells repeat their top left one.

Read row by row, so that a sheet's million empty rows cost nothing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.odt import cell_text
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.sheet import MAX_CELLS, add_sheet, too_big

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE = (_ODF % name for name in ("office", "table"))
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_MAX_COLUMNS = 1_024
_MAX_REPEATED = 1_000
"""A row with text that is repeated more often is no roster."""


def read_ods(data: bytes, name: str) -> Draft:
    """Read all sheets of a spreadsheet.

    Raises: UnreadableFile: the file is damaged, declares entities or has too many cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("content.xml") as content:
            sheets = list(_sheets(content, name))
    except (etree.XMLSyntaxError, KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _damaged(name) from None
    rendering = Rendering()
    for title, rows in sheets:
        add_sheet(rendering, title, rows, alone=len(sheets) == 1)
    return rendering.draft()


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the workbook is damaged.", code=FindingCode.FILE_UNREADABLE,
                          hint="Open it in the program that made it and save it anew.")


def _sheets(content: object, name: str) -> Iterator[tuple[str, list[list[RawCell]]]]:
    """Name and rows of each sheet; no entity is expanded, nothing is fetched, and read elements are dropped."""
    sheet: _Sheet | None = None
    title, cells = "", 0
    events = etree.iterparse(content, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    for event, node in events:
        if event == "start":
            if node.getparent() is None and node.getroottree().docinfo.doctype:
                raise _damaged(name)
            if node.tag == f"{_TABLE}table" and sheet is None:
                title, sheet = node.get(f"{_TABLE}name") or "", _Sheet()
        elif node.tag == f"{_TABLE}table-row" and sheet is not None:
            cells += sheet.add(node)
            if cells > MAX_CELLS or sheet.covered > MAX_CELLS:
                raise too_big(name)
            node.clear()
        elif node.tag == f"{_TABLE}table" and sheet is not None:
            yield title, sheet.rows
            sheet = None
            node.clear()


class _Sheet:
    """The rows of one sheet; empty ones are left out, ranges keep pointing at their first cell."""

    def __init__(self) -> None:
        self.rows: list[list[RawCell]] = []
        self.covered = 0                                # cells inside merged ranges
        self._at = 0
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, row: etree._Element) -> int:
        """Add a row as often as it is repeated, and give the number of cells."""
        repeated = _number(row, "number-rows-repeated")
        found = self._cells(row)
        filled = any(text for text, _, _ in found)
        covered = any((self._at, column) in self._merged for column in range(len(found)))
        if not filled and not covered:
            self._at += repeated
            return len(found)
        for _ in range(min(repeated, _MAX_REPEATED)):
            self._row(found)
        self._at += max(0, repeated - _MAX_REPEATED)
        return len(found) * min(repeated, _MAX_REPEATED)

    def _row(self, found: list[tuple[str, int, int]]) -> None:
        """Merged ranges are kept by the sheet's own row numbers, and point at the kept row of their first cell."""
        number = len(self.rows)
        cells = []
        for column, (text, down, across) in enumerate(found):
            at = (self._at, column)
            if at not in self._merged and down * across > 1:
                self.covered += down * across
                if self.covered > MAX_CELLS:
                    return                              # the caller refuses the file
                self._merged.update({(self._at + below, column + right): (number, column)
                                     for below in range(down) for right in range(across)})
            origin = self._merged.get(at)
            cells.append(RawCell("" if origin not in (None, (number, column)) else text, origin))
        self.rows.append(cells)
        self._at += 1

    @staticmethod
    def _cells(row: etree._Element) -> list[tuple[str, int, int]]:
        """(text, rows, columns that it covers) of each cell, without the empty ones at the end."""
        found: list[tuple[str, int, int]] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            one = (_shown(cell), min(_number(cell, "number-rows-spanned"), _MAX_REPEATED),
                   min(_number(cell, "number-columns-spanned"), _MAX_COLUMNS))
            room = _MAX_COLUMNS - len(found)
            found.extend([one] * min(_number(cell, "number-columns-repeated"), room))
        while found and found[-1] == ("", 1, 1) and not _covers(row):
            found.pop()
        return found


def _covers(row: etree._Element) -> bool:
    last = row[-1] if len(row) else None
    return last is not None and last.tag == f"{_TABLE}covered-table-cell"


def _shown(cell: etree._Element) -> str:
    """A cell's value: dates as ISO, truth as TAK or NIE, else the text it shows."""
    sort = cell.get(f"{_OFFICE}value-type")
    if sort == "date":
        return (cell.get(f"{_OFFICE}date-value") or "").removesuffix("T00:00:00")
    if sort == "boolean":
        return "TAK" if cell.get(f"{_OFFICE}boolean-value") == "true" else "NIE"
    return cell_text(cell)


def _number(node: etree._Element, attribute: str) -> int:
    value = node.get(f"{_TABLE}{attribute}") or ""
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 9 else 1
