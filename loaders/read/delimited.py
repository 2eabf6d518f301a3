"""CSV and TSV: separator found among `;` `,` tab and `|`, quoted line breaks kept inside a cell."""

from __future__ import annotations

import csv
import io

from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import letters_lost

_SEPARATORS = ";,\t|"
_CELL_LIMIT = 1_000_000


def separator(text: str) -> str:
    """The separator that divides the first rows into the same number of cells, most cells first."""
    best, best_score = ",", (0.0, 0)
    for candidate in _SEPARATORS:
        rows = [row for row in _rows(text[:64_000], candidate)[:50] if any(cell.strip() for cell in row)]
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
    """
    if text.lower().startswith("sep=") and "\n" in text:
        text = text.split("\n", 1)[1]
    rows = [row for row in _rows(text, separator(text)) if any(cell.strip() for cell in row)]
    rendering = Rendering()
    rendering.table(name, [[RawCell(cell) for cell in row] for row in rows])
    return rendering.draft(findings=letters_lost(text))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_CELL_LIMIT)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True))
