"""CSV and TSV: separator found among `;` `,` tab and `|`, quoted line breaks kept inside a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import letters_lost

MAX_CELLS = 2_000_000
_SEPARATORS = ";,\t|"
_CELL_LIMIT = 1_000_000


def separator(text: str) -> str:
    """The separator that divides the first rows into the same number of cells, most cells first."""
    best, best_score = ",", (0.0, 0)
    for candidate in _SEPARATORS:
        rows = [row for row in islice(_rows(text[:64_000], candidate), 50) if any(cell.strip() for cell in row)]
        widths = [len(row) for row in rows]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        if usual > 1 and (score := (widths.count(usual) / len(widths), usual)) > best_score:
            best, best_score = candidate, score
    return best


def read_delimited(text: str, name: str) -> Draft:
    """Read a delimited text as one table; empty rows are left out.

    Raises: csv.Error: a cell is longer than a million characters.
            UnreadableFile: the table has too many cells.
    """
    if text.lower().startswith("sep=") and "\n" in text:
        text = text.split("\n", 1)[1]
    rows: list[list[str]] = []
    width = 0
    for row in _rows(text, separator(text)):
        if any(cell.strip() for cell in row):
            rows.append(row)
            width = max(width, len(row))
        if width * len(rows) > MAX_CELLS:
            raise UnreadableFile(f"{name}: the table has more than {MAX_CELLS} cells.", code=FindingCode.FILE_TOO_BIG,
                                 hint="Delete the empty columns and rows behind the table, or split it.")
    rendering = Rendering()
    rendering.table(name, [[RawCell(cell) for cell in row] for row in rows])
    return rendering.draft(findings=letters_lost(text))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_CELL_LIMIT)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
