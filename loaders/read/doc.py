"""Word 97-2003 (DOC): the main text by its piece table, paragraphs, list markers as typed, and tables.

Layout of the binary file: [MS-DOC], the published specification. Formatting is not read, so headings are told only by
capital letters, and the end of a table's row by its empty mark.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.publication import published
from loaders.read.rendering import Draft, RawCell, Rendering
from loaders.read.text import letters_lost, split_marker
from loaders.reading import BlockKind

MAX_LETTERS = 5_000_000
_WORD_97 = 0xC1
"""The oldest version of the file information block that has the piece table where it is looked for."""
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_LETTERS_AT, _CLX_AT = 0x4C, 0x1A2
_PIECES = 2
_CELL, _FIELD, _SEPARATOR, _END = "\x07", "\x13", "\x14", "\x15"
_SIGNS = {"\x0b": "\n", "\x0c": "\r", "\x1e": "-", "\x1f": "\u00ad", "\xa0": " "}
_LONGEST_ROW = 60
"""Paragraphs and cells of a row that are looked through."""
_UNIT = re.compile(rf"[^\r{_CELL}]*[\r{_CELL}]|[^\r{_CELL}]+$")
_DROPPED = re.compile(r"[\x00-\x06\x08\x0e-\x12\x16-\x1d]")


def read_doc(data: bytes, name: str) -> Draft:
    """Read a document of Word 97-2003; footnotes, headers, comments and text boxes are left out.

    Raises: UnreadableFile: the document is damaged, protected, older than Word 97 or too long.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as package:
            main = package.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", main, 0x0A)[0]
            if flags & _ENCRYPTED:
                raise UnreadableFile(f"{name}: the document is protected by a password.",
                                     code=FindingCode.FILE_PROTECTED,
                                     hint="Open it with the password, save a copy without one and load that.")
            if struct.unpack_from("<HH", main)[1] < _WORD_97:
                raise UnreadableFile(f"{name}: it is a document of Word 95 or older.",
                                     code=FindingCode.FILE_UNKNOWN_TYPE, hint="Open it and save it as DOCX.")
            table = package.openstream("1Table" if flags & _WHICH_TABLE else "0Table").read()
        text = _text(main, table)
    except (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableFile(f"{name}: the Word document is damaged.", code=FindingCode.FILE_UNREADABLE,
                             hint="Open it in Word or LibreOffice and save it as DOCX.") from None
    draft = _rendered(_without_fields(text), name)
    return draft._replace(findings=letters_lost(draft.text), published=published(draft.text))


def _text(main: bytes, table: bytes) -> str:
    """The letters of the main document, piece by piece."""
    letters = struct.unpack_from("<i", main, _LETTERS_AT)[0]
    at, size = struct.unpack_from("<II", main, _CLX_AT)
    clx = table[at : at + size]
    if not 0 <= letters <= MAX_LETTERS or len(clx) < size:
        raise ValueError("no piece table")
    position = 0
    while clx[position] != _PIECES:                     # formatting of pieces stands before the table
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    length = struct.unpack_from("<I", clx, position + 1)[0]
    count = (length - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", clx, position + 5)
    pieces = []
    for number in range(count):
        place = struct.unpack_from("<I", clx, position + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        pieces.append(_piece(main, place, bounds[number + 1] - bounds[number]))
    return "".join(pieces)[:letters]


def _piece(main: bytes, place: int, letters: int) -> str:
    """One piece: two bytes a letter, or one when a bit of its place says so."""
    if not 0 <= letters <= MAX_LETTERS:
        raise ValueError("a piece of no length")
    if place & 0x40000000:
        start = (place & 0x3FFFFFFF) // 2
        return main[start : start + letters].decode("cp1252", "replace")
    return main[place : place + 2 * letters].decode("utf-16-le", "replace")


def _without_fields(text: str) -> str:
    """The text with what fields show, without what they say to the program."""
    pieces: list[str] = []
    hidden: list[bool] = []                             # of each open field: whether its result has not begun
    for part in re.split(f"([{_FIELD}{_SEPARATOR}{_END}])", text):
        if part == _FIELD:
            hidden.append(True)
        elif part == _SEPARATOR and hidden:
            hidden[-1] = False
        elif part == _END and hidden:
            hidden.pop()
        elif not any(hidden):
            pieces.append(part)
    shown = "".join(_SIGNS.get(letter, letter) for letter in "".join(pieces))
    return _DROPPED.sub("", shown)


def _rendered(text: str, name: str) -> Draft:
    rendering = Rendering()
    tables = 0
    for is_table, part in _parts(text):
        if is_table:
            tables += 1
            rendering.table(f"{name}, tabela {tables}", [[RawCell(cell) for cell in row] for row in _rows(part)])
            continue
        for paragraph in part.split("\r"):
            marked, rest = split_marker(paragraph.lstrip())
            title = len(paragraph) <= 160 and paragraph.strip().isupper()
            kind = BlockKind.LIST_ITEM if marked else BlockKind.HEADING if title else BlockKind.PARAGRAPH
            rendering.block(kind, rest)
    return rendering.draft()


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Prose and tables in their order. After the empty mark of a row's end comes another row, or prose."""
    units = _UNIT.findall(text)
    begin = at = 0
    while at < len(units):
        if not units[at].endswith(_CELL):
            at += 1
            continue
        if at > begin:
            yield False, "".join(units[begin:at])
        end = at
        while end < len(units) and (units[end].endswith(_CELL) or not _row_closed(units, at, end)
                                    or _another_row(units, end, units[at : min(end, at + _LONGEST_ROW)])):
            end += 1
        yield True, "".join(units[at:end])
        begin = at = end
    if begin < len(units):
        yield False, "".join(units[begin:])


def _row_closed(units: list[str], start: int, end: int) -> bool:
    return end - start > 1 and units[end - 1] == _CELL


def _another_row(units: list[str], at: int, table: list[str]) -> bool:
    """Whether the paragraph at a place opens a row like those before: as many cell marks, then an empty one."""
    width = len(_rows("".join(table))[0])
    marks = [number for number in range(at, min(at + _LONGEST_ROW, len(units))) if units[number].endswith(_CELL)]
    return len(marks) > width and units[marks[width]] == _CELL


def _rows(part: str) -> list[list[str]]:
    """The rows of a table: each closes with an empty mark of its own after that of its last cell."""
    cells = [cell.replace("\r", "\n") for cell in part.split(_CELL)[:-1]]
    for width in range(1, len(cells)):
        ends = range(width, len(cells), width + 1)
        if len(cells) % (width + 1) == 0 and all(not cells[end].strip() for end in ends):
            return [cells[end - width : end] for end in ends]
    return [cells or [""]]
