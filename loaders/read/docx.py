"""Word documents: paragraphs and tables in their order; list items and headings told by style."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import split_marker
from loaders.reading import BlockKind

_HEADING = re.compile(r"heading|title|nagł[óo]wek|tytuł", re.IGNORECASE)
_LIST = re.compile(r"^list(?!en)|lista|wypunktowan|numerowan", re.IGNORECASE)


MAX_COLUMNS = 1_000


class _TooWide(Exception):
    """A row claims to have thousands of columns."""


def read_docx(data: bytes, name: str) -> Draft:
    """Read a Word document; text boxes, headers and footers of pages are left out.

    Raises: UnreadableFile: the document is damaged.
    """
    rendering = Rendering()
    try:
        document = docx.Document(io.BytesIO(data))
        _fill(document, rendering, name)
    except _TooWide:
        raise UnreadableFile(f"{name}: a table has more than {MAX_COLUMNS} columns.", code=FindingCode.FILE_TOO_BIG,
                             hint="Copy its rows into a workbook (XLSX).") from None
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError, IndexError, OSError, zipfile.BadZipFile,
            zipfile.LargeZipFile, NotImplementedError):        # broken XML is a SyntaxError of lxml
        raise UnreadableFile(f"{name}: the Word document is damaged.", code=FindingCode.FILE_UNREADABLE,
                             hint="Open it in Word or LibreOffice and save it anew.") from None
    return rendering.draft()


def _fill(document: Document, rendering: Rendering, name: str) -> None:
    number = 0
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            number += 1
            rendering.table(f"{name}, tabela {number}", _rows(item))
            continue
        kind = _kind(item)
        for line in _lines(item):
            marked, text = split_marker(line)
            rendering.block(BlockKind.LIST_ITEM if marked else kind, text)


def _kind(paragraph: Paragraph) -> BlockKind:
    style = paragraph.style
    title = (style.name or "") if style is not None else ""
    if _HEADING.search(title):
        return BlockKind.HEADING
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return BlockKind.LIST_ITEM if numbered or _LIST.search(title) else BlockKind.PARAGRAPH


def _lines(paragraph: Paragraph) -> Iterator[str]:
    """The paragraph's text; lines that open with a marker after a manual break are items of their own."""
    lines = paragraph.text.replace("\t", " ").split("\n")
    held = lines[0]
    for line in lines[1:]:
        if split_marker(line)[0]:
            yield held
            held = line
        else:
            held = f"{held}\n{line}"
    yield held


def _rows(table: Table) -> list[list[RawCell]]:
    """Rows with merged cells resolved: a cell spanning columns or rows is one element met again."""
    first: dict[int, tuple[int, int]] = {}
    kept = []
    rows: list[list[RawCell]] = []
    for number, row in enumerate(table.rows):
        if row.grid_cols_before + sum(cell.grid_span for cell in row._tr.tc_lst) > MAX_COLUMNS:
            raise _TooWide
        cells: list[RawCell] = [RawCell("")] * row.grid_cols_before
        for column, cell in enumerate(row.cells, start=row.grid_cols_before):
            kept.append(cell)                       # keeps the element, so that its id stays its own
            top_left = first.setdefault(id(cell._tc), (number, column))
            cells.append(RawCell(_text(cell) if top_left == (number, column) else "", top_left))
        rows.append(cells)
    return rows


def _text(cell: _Cell) -> str:
    """The cell's text, tables inside it included."""
    pieces: list[str] = []
    for item in cell.iter_inner_content():
        if isinstance(item, Table):
            pieces.extend(_text(inner) for row in item.rows for inner in row.cells)
        else:
            pieces.append(item.text)
    return "\n".join(piece for piece in pieces if piece.strip())


