"""PDF: lines gathered into paragraphs, ruled tables as tables, scanned pages recognised or reported."""

from __future__ import annotations

import base64
import io
import itertools
import math
import re
import statistics
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from graph.claims import Finding, FindingCode
from graph.errors import UnreadableFile
from loaders.read import ocr
from loaders.read.columns import stretches
from loaders.read.publication import published
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import goes_on, letters_lost, opens_section, read_text, split_marker
from loaders.reading import BlockKind

MAX_PAGES = 500
MAX_UNPACKED = 400 * 1024 * 1024
"""Pictures of a scanned document count too."""
MAX_PIXELS = 100_000_000
"""Of the pictures of one page, which are unpacked to recognise its text."""
_PIECE = 65536
_FEW_LETTERS = 40
_EDGE = 0.12
"""Share of a page's height in which headers and footers stand."""
_MOST_PAGES = 0.6
"""Share of the pages on which a header or footer is repeated."""
_SAME_HEIGHT = 4
"""Points; a header moves by less from page to page."""
_PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?(?:str(?:ona|\.)?\s*)?\d{1,4}(?:\s*(?:z|/)\s*\d{1,4})?(?:\s*[-–])?\s*",
                          re.IGNORECASE)
_DAMAGE = (PSException, MalformedPDFException, ValueError, KeyError, TypeError, IndexError, AttributeError,
           RecursionError, AssertionError, OverflowError, NotImplementedError, struct.error, zlib.error, OSError,
           MemoryError)


class _Line(NamedTuple):
    text: str
    x0: float
    top: float
    bottom: float
    right: float
    size: float
    bold: bool
    edge: float = 0.0            # where the lines of its column end, on a page of columns


class _Item(NamedTuple):
    """A block, or a table when `rows` is not None."""

    kind: BlockKind
    text: str
    rows: list[list[str]] | None = None
    page: int = 0


class _Sheet(NamedTuple):
    """One page: its lines outside tables, and each table's upper edge and rows."""

    number: int
    height: float
    lines: list[_Line]
    tables: list[tuple[float, list[list[str]]]]


def read_pdf(data: bytes, name: str) -> Draft:
    """Read a PDF of at most 500 pages.

    Returns: blocks and tables; a page that holds a picture and no text is recognised (finding FILE_OCR) or left
             out (finding FILE_SCANNED).
    Raises:  UnreadableFile: the file is damaged, protected or has too many pages.
    """
    if _unpacks_to_more_than(data, MAX_UNPACKED):
        raise UnreadableFile(f"{name}: it would unpack to more than {MAX_UNPACKED // 2**20} MB.",
                             code=FindingCode.FILE_TOO_BIG, hint="Print it to a new PDF, or split it.")
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if sum(1 for _ in itertools.islice(PDFPage.create_pages(document.doc), MAX_PAGES + 1)) > MAX_PAGES:
                raise UnreadableFile(f"{name}: it has more than {MAX_PAGES} pages.",
                                     code=FindingCode.FILE_TOO_BIG, hint="Split the document and load the parts.")
            items, scanned = _document(document)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise UnreadableFile(f"{name}: the PDF is protected by a password.", code=FindingCode.FILE_PROTECTED,
                                 hint="Open it with the password, print it to a new PDF and load that.") from None
        raise _damaged(name) from None
    except _DAMAGE:
        raise _damaged(name) from None
    if not items and not scanned:
        raise _damaged(name)
    texts = dict(ocr.recognised(data, (page for page, fits in scanned.items() if fits))) if (
        scanned and ocr.available()) else {}
    items = _joined_pages(sorted(
        [*(item for item in items if item.page not in texts), *_recognised(texts, name)], key=lambda item: item.page))
    draft = _rendered(items, name)
    findings = [Finding(code=FindingCode.FILE_OCR if page in texts else FindingCode.FILE_SCANNED,
                        place=f"strona {page}") for page in scanned]
    lost = len(re.findall(r"\(cid:\d+\)", draft.text))
    if lost > 5:
        findings.append(Finding(code=FindingCode.FILE_LETTERS_LOST, params=(("count", str(lost)),)))
    findings.extend(letters_lost(draft.text))
    return draft._replace(findings=tuple(findings), published=published(draft.text))


def _unpacks_to_more_than(data: bytes, limit: int) -> bool:
    """Whether the file's compressed streams hold more than `limit` bytes; unpacked pieces are dropped at once."""
    total = 0
    for start in re.finditer(rb"(?<!end)stream\r?\n", data):
        end = data.find(b"endstream", start.end())
        stream = data[start.end() : end if end >= 0 else len(data)]
        if stream.rstrip().endswith(b"~>"):
            try:
                stream = base64.a85decode(stream.strip().removeprefix(b"<~").removesuffix(b"~>"))
            except ValueError:
                continue                                # the library decides what a damaged stream is worth
        if len(stream) > 2 and int.from_bytes(stream[:2], "big") % 31 == 0 and stream[0] & 15 == 8:
            total += _inflated(stream, limit - total)
        if total > limit:
            return True
    return False


def _inflated(stream: bytes, limit: int) -> int:
    """How many bytes a zlib stream holds, counted to a little more than `limit`."""
    unpacker = zlib.decompressobj()
    total = at = 0
    try:
        while not unpacker.eof and total <= limit and (at < len(stream) or unpacker.unconsumed_tail):
            total += len(unpacker.decompress(unpacker.unconsumed_tail or stream[at : at + _PIECE], 16 * _PIECE))
            at += 0 if unpacker.unconsumed_tail else _PIECE
    except zlib.error:
        return total
    return total


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the PDF is damaged.", code=FindingCode.FILE_UNREADABLE,
                          hint="Open it in a viewer and print it to a new PDF, or ask for it again.")


def _document(document: pdfplumber.pdf.PDF) -> tuple[list[_Item], dict[int, bool]]:
    """Items of all pages, and the scanned pages' numbers with whether their pictures are small enough to unpack.

    A page's objects are dropped once it is read.
    """
    sheets: list[_Sheet] = []
    scanned: dict[int, bool] = {}
    for number, page in enumerate(document.pages, start=1):
        if _is_picture(page):
            scanned[number] = sum(width * height for width, height in (each["srcsize"] for each in page.images)) \
                <= MAX_PIXELS
        if page.chars:
            sheets.append(_sheet(page, number))
        page.close()
    furniture = _furniture(sheets)
    return [item for sheet in sheets for item in _items(sheet, furniture)], scanned


def _is_picture(page: Any) -> bool:
    """Whether the page is a picture without text, or with no more than a scanner's own line or a page number."""
    if not page.chars:
        return bool(page.images)
    covered = max((abs(each["width"] * each["height"]) for each in page.images), default=0)
    letters = sum(not char["text"].isspace() for char in page.chars)
    return bool(letters < _FEW_LETTERS and covered > 0.5 * page.width * page.height)


def _recognised(texts: dict[int, str], name: str) -> Iterator[_Item]:
    """Blocks and tables of recognised pages, told by the shape of their lines."""
    for page, text in texts.items():
        draft = read_text(text, name)
        tables = iter(draft.tables)
        for block in draft.blocks:
            if block.kind is BlockKind.TABLE:
                yield _Item(block.kind, "", [[cell.text for cell in row] for row in next(tables).rows], page)
            else:
                yield _Item(block.kind, text[block.span.start : block.span.end], None, page)


def _sheet(page: Any, number: int) -> _Sheet:
    """The lines and the tables of one page."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes)) if boxes else page
    outside = _once(outside)
    parts = [outside] if tables else stretches(outside)
    lines = [line for part in parts for line in _lines(part, columns=len(parts) > 1)]
    found = [(table.bbox[1], [[cell or "" for cell in row] for row in table.extract()])
             for table in sorted(tables, key=lambda table: (table.bbox[1], table.bbox[0]))]
    return _Sheet(number, float(page.height), lines, found)


def _furniture(sheets: Sequence[_Sheet]) -> frozenset[tuple[str, int]]:
    """Headers and footers: lines at the edge of most pages, equal but for their figures, at the same height."""
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        seen.update({_printed(line) for line in sheet.lines if _at_edge(line, sheet)})
    least = max(2, math.ceil(_MOST_PAGES * (len(sheets) - 1)))      # a first page may have none
    return frozenset(key for key, count in seen.items() if count >= least)


def _printed(line: _Line) -> tuple[str, int]:
    """What a header's line shares with those of other pages: its words without figures, and its height."""
    return " ".join(re.sub(r"\d+", "#", line.text).split()), round(line.top / _SAME_HEIGHT)


def _at_edge(line: _Line, sheet: _Sheet) -> bool:
    return line.bottom < _EDGE * sheet.height or line.top > (1 - _EDGE) * sheet.height


def _items(sheet: _Sheet, furniture: frozenset[tuple[str, int]]) -> Iterator[_Item]:
    """The items of one page from top to bottom, without what is printed on every page."""
    lines = [line for line in sheet.lines if not (_at_edge(line, sheet) and _printed(line) in furniture)]
    if lines and _PAGE_NUMBER.fullmatch((first := min(lines, key=lambda line: line.top)).text):
        lines.remove(first)
    if lines and _PAGE_NUMBER.fullmatch((last := max(lines, key=lambda line: line.top)).text):
        lines.remove(last)
    body = statistics.median_low([line.size for line in lines]) if lines else 0.0
    for top, rows in sheet.tables:
        above = [line for line in lines if line.top < top]
        lines = lines[len(above) :]
        yield from _paragraphs(above, body, sheet.number)
        yield _Item(BlockKind.TABLE, "", rows, sheet.number)
    yield from _paragraphs(lines, body, sheet.number)


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (thing["top"] + thing["bottom"]) / 2
    across = (thing["x0"] + thing["x1"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= middle <= box[3])


def _once(page: Any) -> Any:
    """The page without letters printed twice within a point, as bold type is imitated (linear in their number)."""
    seen: dict[tuple[Any, ...], list[tuple[float, float]]] = {}
    doubled: set[int] = set()
    for char in page.chars:
        at = (float(char["x0"]), float(char["top"]))
        sort = (char["text"], char["fontname"], char["size"])
        near = ((*sort, int(at[0]) + right, int(at[1]) + down) for right in (-1, 0, 1) for down in (-1, 0, 1))
        if any(abs(x - at[0]) <= 1 and abs(y - at[1]) <= 1 for key in near for x, y in seen.get(key, ())):
            doubled.add(id(char))
        else:
            seen.setdefault((*sort, int(at[0]), int(at[1])), []).append(at)
    return page.filter(lambda thing: id(thing) not in doubled) if doubled else page


def _lines(part: Any, *, columns: bool) -> list[_Line]:
    raw = part.extract_text_lines()
    edge = max((line["x1"] for line in raw), default=0.0) if columns else 0.0
    return [_line(line, edge) for line in raw]


def _line(raw: dict[str, Any], edge: float) -> _Line:
    chars = raw["chars"]
    return _Line(raw["text"], raw["x0"], raw["top"], raw["bottom"], raw["x1"],
                 round(statistics.median_low([char["size"] for char in chars]), 1),
                 all("bold" in char["fontname"].lower() for char in chars if char["text"].strip()), edge)


def _paragraphs(lines: list[_Line], body: float, page: int) -> Iterator[_Item]:
    """Gather neighbouring lines: a wider gap, a marker, another letter size or a line broken early begins a block."""
    if not lines:
        return
    gaps = [after.top - before.bottom for before, after in itertools.pairwise(lines)]
    usual = statistics.median_low(gaps) if gaps else 0.0
    right = max(line.right for line in lines)
    held: list[_Line] = []
    for line in lines:
        if held and _begins(held, line, usual, right):
            yield _block(held, body, page)
            held = []
        held.append(line)
    yield _block(held, body, page)


def _begins(held: list[_Line], line: _Line, usual: float, right: float) -> bool:
    last = held[-1]
    height = max(last.bottom - last.top, 1.0)
    ended = last.text.rstrip()[-1:] in {".", ":", ";", "!"}
    if line.top < last.top - height and (ended or not line.text[:1].islower()):     # the next column
        return True
    outdented = line.x0 < held[0].x0 - 3 and split_marker(held[0].text)[0]
    marked = split_marker(line.text)[0] and not goes_on(last.text, line.text)
    if marked or opens_section(line.text) or outdented:
        return True
    if line.top - last.bottom > usual + 0.45 * height or abs(line.size - last.size) > 0.8:
        return True
    if line.bold != last.bold and (line.text[:1].isupper() or last.text.rstrip().endswith(":")):
        return True
    room = (last.edge or right) - last.right > 6 * height    # the next word would have fitted: the writer broke it
    if room and split_marker(held[0].text)[0] and line.x0 <= held[0].x0 + 3 and line.text[:1].isupper():
        return True                                      # what stands under the last item of a list
    return room and (ended or line.text[:1].isupper()) and not last.text.rstrip().endswith(("-", ","))


def _block(lines: list[_Line], body: float, page: int) -> _Item:
    text = "\n".join(line.text for line in lines)
    marked, rest = split_marker(text)
    if marked:
        return _Item(BlockKind.LIST_ITEM, rest, None, page)
    bold = all(line.bold for line in lines) and not text.rstrip().endswith((".", ",", ";"))
    large = bold or lines[0].size > body * 1.12
    title = len(text) <= 160 and (large or (text.isupper() and len(text) > 3))
    return _Item(BlockKind.HEADING if title else BlockKind.PARAGRAPH, text, None, page)


def _joined_pages(items: Iterable[_Item]) -> list[_Item]:
    """Sentences and tables that go on over a page's end; a header repeated on the new page is dropped."""
    made: list[_Item] = []
    for item in items:
        last = made[-1] if made else None
        if last is None or last.page == item.page or (last.rows is None) != (item.rows is None):
            made.append(item)
        elif last.rows is not None and item.rows is not None:
            if len(last.rows[0]) == len(item.rows[0]):
                again = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(
                    last.rows, item.rows, strict=False)))
                made[-1] = last._replace(rows=last.rows + item.rows[again:], page=item.page)
            else:
                made.append(item)
        elif item.kind is BlockKind.PARAGRAPH and item.text[:1].islower() and last.text.rstrip()[-1:] not in {".", "!"}:
            made[-1] = last._replace(text=f"{last.text}\n{item.text}", page=item.page)
        else:
            made.append(item)
    return made


def _rendered(items: list[_Item], name: str) -> Draft:
    rendering = Rendering()
    number = 0
    for item in items:
        if item.rows is None:
            rendering.block(item.kind, item.text)
        else:
            number += 1
            rendering.table(f"{name}, tabela {number}", [[RawCell(cell) for cell in row] for row in item.rows])
    return rendering.draft()
