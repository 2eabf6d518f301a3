"""Workbooks: XLSX and XLS; every sheet is a table, title lines above a header are rows like any other."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

import python_calamine as calamine

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.reading import BlockKind

MAX_CELLS = 2_000_000
_NO_NAME = re.compile(r"(?:arkusz|sheet|tabela|zeszyt|worksheet)\s*\d*", re.IGNORECASE)
"""Names that a program gives to sheets by itself."""

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_sheet(data: bytes, name: str) -> Draft:
    """Read all sheets of a workbook; cells of a merged range repeat its top left cell.

    Raises: UnreadableFile: the workbook is damaged, protected or has too many cells.
    """
    rendering = Rendering()
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        # a sheet that nobody can make visible holds a program's own lists
        sheets = [workbook.get_sheet_by_name(each.name) for each in workbook.sheets_metadata
                  if each.visible is not calamine.SheetVisibleEnum.VeryHidden]
    except calamine.PasswordError:
        raise UnreadableFile(f"{name}: the workbook is protected by a password.", code=FindingCode.FILE_PROTECTED,
                             hint="Open it with the password, save a copy without one and load that.") from None
    except (calamine.CalamineError, OSError, ValueError, RuntimeError):
        raise UnreadableFile(f"{name}: the workbook is damaged.", code=FindingCode.FILE_UNREADABLE,
                             hint="Open it in the program that made it and save it anew.") from None
    if sum(height * width for height, width in map(_size, sheets)) > MAX_CELLS:
        raise too_big(name)
    if any(_merged_area(sheet) > MAX_CELLS for sheet in sheets):
        raise too_big(name)
    for sheet in sheets:
        add_sheet(rendering, sheet.name, _rows(sheet), alone=len(sheets) == 1)
    return rendering.draft()


def too_big(name: str) -> UnreadableFile:
    """The error of a workbook with too many cells."""
    return UnreadableFile(f"{name}: the workbook has more than {MAX_CELLS} cells.", code=FindingCode.FILE_TOO_BIG,
                          hint="Delete the empty columns and rows behind the table, or split it.")


def add_sheet(rendering: Rendering, title: str, rows: Sequence[Sequence[RawCell]], *, alone: bool) -> None:
    """Add a sheet that holds anything, under its name: people name sheets for gminas and teams.

    alone: the workbook's only sheet; its name stands over it only when a person gave it.
    """
    if any(cell.text.strip() for row in rows for cell in row):
        if not alone or not _NO_NAME.fullmatch(title.strip()):
            rendering.block(BlockKind.HEADING, title)
        rendering.table(title, rows)


def _size(sheet: calamine.CalamineSheet) -> tuple[int, int]:
    """Rows and columns up to the last used cell (`total_width` of the library is one short)."""
    return (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end is not None else (0, 0)


def _merged_area(sheet: calamine.CalamineSheet) -> int:
    """Cells of all merged ranges inside the used part; ranges that overlap count each."""
    height, width = _size(sheet)
    return sum(max(0, min(bottom + 1, height) - top) * max(0, min(right + 1, width) - left)
               for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())


def _rows(sheet: calamine.CalamineSheet) -> list[list[RawCell]]:
    """The rows of a sheet from its first used cell, empty rows left out, merged ranges resolved."""
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    height, width = _size(sheet)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        origin.update({(row, column): (top, left) for row in range(top, min(bottom + 1, height))
                       for column in range(left, min(right + 1, width))})
    values = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    kept = [number for number, row in enumerate(values)
            if any(row) or any(origin.get((number, column), (number, 0))[0] != number for column in range(len(row)))]
    place = {number: index for index, number in enumerate(kept)}
    return [[_cell(text, origin.get((number, column)), place) for column, text in enumerate(values[number])]
            for number in kept]


def _cell(text: str, top_left: tuple[int, int] | None, place: dict[int, int]) -> RawCell:
    if top_left is None or top_left[0] not in place:
        return RawCell(text)
    return RawCell(text, (place[top_left[0]], top_left[1]))


def shown(value: Value) -> str:
    """A cell's value as a sheet shows it: whole numbers without `.0`, dates as ISO, truth as TAK or NIE."""
    if isinstance(value, bool):
        return "TAK" if value else "NIE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
