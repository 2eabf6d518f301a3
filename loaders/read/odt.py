"""OpenDocument texts (ODT): paragraphs, headings, lists and tables of `content.xml`, in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import split_marker
from loaders.reading import BlockKind

MAX_CELLS = 200_000
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _STYLE = (_ODF % name for name in ("office", "text", "table", "style"))
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_LISTS = frozenset({f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}numbered-paragraph"})
_LEFT_OUT = frozenset(
    [f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "alphabetical-index", "note", "ruby-text",
                                   "sequence-decls", "variable-decls", "user-field-decls")]
    + [f"{_OFFICE}annotation", f"{_OFFICE}forms", _ODF % "drawing" + "frame"])
_TITLES = ("Title", "Subtitle", "Heading")
_MAX_SPAN = 200


def read_odt(data: bytes, name: str) -> Draft:
    """Read an OpenDocument text; deleted text, comments, notes, text boxes and page headers are left out.

    Raises: UnreadableFile: the document is damaged, declares entities, or its tables have too many cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("content.xml")
        # no entity is expanded, nothing is fetched, and the depth and size of the tree are bounded by the parser
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, KeyError, ValueError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _damaged(name) from None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if root.getroottree().docinfo.doctype or body is None:
        raise _damaged(name)
    walker = _Walker(name, _titles(root))
    walker.walk(body, listed=False)
    return walker.rendering.draft()


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the OpenDocument text is damaged.", code=FindingCode.FILE_UNREADABLE,
                          hint="Open it in LibreOffice and save it anew.")


def _titles(root: etree._Element) -> frozenset[str]:
    """Names of the automatic styles that are made from a title or heading style."""
    return frozenset(style.get(f"{_STYLE}name", "") for style in root.iter(f"{_STYLE}style")
                     if (style.get(f"{_STYLE}parent-style-name") or "").startswith(_TITLES))


class _Walker:
    """Goes through the body and adds its blocks and tables."""

    def __init__(self, name: str, titles: frozenset[str]) -> None:
        self.rendering = Rendering()
        self._name = name
        self._titles = titles
        self._tables = 0
        self._cells = 0

    def walk(self, node: etree._Element, *, listed: bool) -> None:
        """Add what stands in `node`; `listed` inside a list."""
        for child in node:
            if child.tag in _PARAGRAPHS:
                self._paragraph(child, listed)
            elif child.tag == f"{_TABLE}table":
                self._tables += 1
                self.rendering.table(f"{self._name}, tabela {self._tables}", self._rows(child))
            elif child.tag not in _LEFT_OUT:
                self.walk(child, listed=listed or child.tag in _LISTS)

    def _paragraph(self, node: etree._Element, listed: bool) -> None:
        style = node.get(f"{_TEXT}style-name") or ""
        heading = node.tag == f"{_TEXT}h" or style.startswith(_TITLES) or style in self._titles
        kind = BlockKind.HEADING if heading else BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
        held: list[str] = []
        for line in _inline(node).split("\n"):
            if held and split_marker(line)[0]:          # a list typed with line breaks
                self._block(kind, held)
                held = []
            held.append(line)
        self._block(kind, held)

    def _block(self, kind: BlockKind, lines: list[str]) -> None:
        marked, text = split_marker("\n".join(lines))
        self.rendering.block(BlockKind.LIST_ITEM if marked else kind, text)

    def _rows(self, table: etree._Element) -> list[list[RawCell]]:
        """The rows with merged cells resolved; empty repeated rows are added once."""
        rows: list[list[RawCell]] = []
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for row in _rows_of(table):
            cells: list[RawCell] = []
            for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                text = cell_text(cell)
                for _ in range(_number(cell, "number-columns-repeated")):
                    at = (len(rows), len(cells))
                    self._mark(merged, at, cell)
                    cells.append(RawCell("" if at in merged and merged[at] != at else text, merged.get(at)))
                self._cells += _number(cell, "number-columns-repeated")
            if self._cells > MAX_CELLS:
                raise UnreadableFile(f"{self._name}: the tables have more than {MAX_CELLS} cells.",
                                     code=FindingCode.FILE_TOO_BIG, hint="Save only the pages that are needed.")
            rows.append(cells)
        return rows

    @staticmethod
    def _mark(merged: dict[tuple[int, int], tuple[int, int]], at: tuple[int, int], cell: etree._Element) -> None:
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if at not in merged and down * across > 1:
            merged.update({(at[0] + row, at[1] + column): at for row in range(down) for column in range(across)})


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows, those of header rows and row groups too, not those of tables inside cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in {f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"}:
            yield from _rows_of(child)


def _number(cell: etree._Element, attribute: str) -> int:
    value = cell.get(f"{_TABLE}{attribute}") or ""
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def cell_text(cell: etree._Element) -> str:
    """The text of a cell, a paragraph a line; comments are left out."""
    return "\n".join(_inline(paragraph) for paragraph in cell.iter(*_PARAGRAPHS) if not _in_annotation(paragraph))


def _in_annotation(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(f"{_OFFICE}annotation"), None) is not None


def _inline(node: etree._Element) -> str:
    """The text of a paragraph; spaces, tabs and line breaks are elements of their own, notes are left out."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            pieces.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and child.tag not in _PARAGRAPHS:
            pieces.append(_inline(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
