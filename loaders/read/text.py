"""Plain text: its encoding, and what its lines are.

The text is kept as it is, so blocks are found by the shape of lines: a marked or lone short line is a heading,
a marker opens a list item, other neighbouring lines are one paragraph (hard-wrapped prose).
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import NamedTuple

from graph.claims import Finding, FindingCode, Span
from loaders.read.publication import published
from loaders.read.rendering import Draft
from loaders.reading import Block, BlockKind, Cell, Table

_POLISH = set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_TYPOGRAPHY = set("„”“’‘–—…§°«»• \u00ad€×²³")
_SINGLE_BYTE = ("cp1250", "iso8859-2", "cp852")

_METADATA = re.compile(r"#[ \t]*\w+:[ \t]")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_BULLET = re.compile(r"[ \t\xa0]*(?:(?:[-–—•✓✔*·▪▸►‣●○■□➢❖o][ \t\xa0]+)+|[•✓✔▪▸►‣●■➢❖][ \t\xa0]*"
                     r"|\d{1,3}[.)](?=[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż])"
                     r"|(?:\d{1,3}[.)]|[a-zA-Z]\)|\([a-z0-9]{1,2}\)|[ivxIVX]{1,5}[.)])[ \t\xa0]+)"
                     r"(?:[•✓✔▪☑☐][ \t\xa0]*)?")
_SECTION = re.compile(r"[ \t]*(?:§[ \t]*\d|Art\.[ \t]*\d|zwan\w{1,4}[ \t]+(?:w[ \t]+)?dal|o następującej treści)")
_PIPE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*")
_SHORT = 90
_EDGES = " \t\xa0*_\f\v"


def decode(data: bytes) -> str:
    """Decode a text file; line ends become one line feed, as `Path.read_text` gives them.

    UTF-8 (with or without a mark), UTF-16 with a mark, else the single-byte encoding whose letters are most
    Polish: CP1250, ISO-8859-2 or CP852.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = max((data.decode(name, errors="replace") for name in _SINGLE_BYTE), key=_polish)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _polish(text: str) -> int:
    """How Polish the letters beyond ASCII are: +2 a Polish letter, −3 any other sign, 0 common typography."""
    score = 0
    for letter, count in Counter(text).items():
        if letter in _POLISH:
            score += 2 * count
        elif letter >= "\x80" and letter not in _TYPOGRAPHY:
            score -= 3 * count
    # a capital inside a word is a small letter read in the wrong encoding
    return score - 2 * len(re.findall(r"[a-zß-ž][ĄĆĘŁŃÓŚŹŻ][a-zß-ž]", text))


def opens_section(line: str) -> bool:
    """Whether a line opens a section of an act (`§ 4.`, `Art. 2`) or closes a list of parties (`zwanymi dalej …`)."""
    return _SECTION.match(line) is not None


def split_marker(line: str) -> tuple[bool, str]:
    """Whether a line opens with a list marker (`1.`, `-`, `✓`), and the line without it."""
    marker = _BULLET.match(line)
    return (True, line[marker.end() :]) if marker else (False, line)


def goes_on(before: str, line: str) -> bool:
    """Whether a line that opens with `o` goes on with the sentence before it: `… Porozumienie | o utworzeniu …`."""
    return line[:2] == "o " and line[2:3].islower() and before.rstrip()[-1:].isalnum()


def letters_lost(text: str) -> tuple[Finding, ...]:
    """A finding when Polish letters were replaced by `?` or U+FFFD before the file came here."""
    if "?" not in text and "\ufffd" not in text:
        return ()
    lost = len(re.findall(r"\w\?\w|\ufffd", text))
    if lost > 2 and lost > 0.002 * len(text):
        return (Finding(code=FindingCode.FILE_LETTERS_LOST, params=(("count", str(lost)),)),)
    return ()


class _Line(NamedTuple):
    start: int
    end: int                     # without the line break
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_text(text: str, name: str) -> Draft:
    """Find the blocks and tables of a plain text; `name` names its tables."""
    lines = _lines(text)
    first = 0
    while first < len(lines) and (lines[first].blank or _METADATA.match(lines[first].text)):
        first += 1
    blocks: list[Block] = []
    tables: list[Table] = []
    index = first
    while index < len(lines):
        if lines[index].blank:
            index += 1
            continue
        end = _table_end(lines, index)
        if end:
            table = _table(lines[index:end], name)
            tables.append(table)
            blocks.append(Block(BlockKind.TABLE, Span(lines[index].start, lines[end - 1].end)))
        else:
            end = _paragraph_end(lines, index)
            blocks.extend(_blocks(lines[index:end], text))
        index = end
    return Draft(text, tuple(_with_titles(blocks, text)), tuple(tables), letters_lost(text), published(text))


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append(_Line(start, start + len(line), line))
        start += len(line) + 1
    return lines


def _paragraph_end(lines: list[_Line], start: int) -> int:
    end = start + 1
    while end < len(lines) and not lines[end].blank and not _table_end(lines, end):
        end += 1
    return end


def _blocks(lines: list[_Line], text: str) -> list[Block]:
    """Blocks of neighbouring lines without a blank one between."""
    made: list[tuple[BlockKind, int, int]] = []
    for line in lines:
        heading = _HEADING.match(line.text)
        inside = bool(made) and goes_on(text[made[-1][1] : made[-1][2]], line.text)
        marker = None if heading or inside else _BULLET.match(line.text)
        if heading:
            made.append((BlockKind.HEADING, line.start + heading.end(), line.end))
        elif marker:
            made.append((BlockKind.LIST_ITEM, line.start + marker.end(), line.end))
        elif made and _continues(made[-1][0], line):
            made[-1] = (made[-1][0], made[-1][1], line.end)
        else:
            made.append((BlockKind.PARAGRAPH, line.start, line.end))
    if len(made) == 1 and made[0][0] is BlockKind.PARAGRAPH and (items := _unmarked_list(lines)):
        made = items
    trimmed = (_trimmed(text, *block) for block in made)
    return [block for block in trimmed if block.span.end > block.span.start]


def _continues(kind: BlockKind, line: _Line) -> bool:
    """Whether a line without a marker goes on with the block before it."""
    if opens_section(line.text):
        return False
    if kind is BlockKind.PARAGRAPH:
        return True
    return kind is BlockKind.LIST_ITEM and (line.text[0] in " \t\xa0" or not line.text.lstrip(_EDGES)[:1].isupper())


def _unmarked_list(lines: list[_Line]) -> list[tuple[BlockKind, int, int]]:
    """Lines after a colon, each beginning with a capital and closed by a comma or semicolon, are items."""
    head = next((i for i, line in enumerate(lines) if line.text.rstrip(_EDGES).endswith(":")), None)
    if head is None or len(lines) - head < 3:
        return []
    items = lines[head + 1 :]
    closed = [line.text.rstrip(_EDGES)[-1:] in {",", ";", "."} for line in items]
    capital = [(stripped := line.text.lstrip(_EDGES + "„\""))[:1].isupper() or stripped[:1].isdigit() for line in items]
    short = all(len(line.text) <= _SHORT for line in items)
    if not all(capital) or not (all(closed[:-1]) or (short and not any(closed[:-1]))):
        return []
    return [(BlockKind.PARAGRAPH, lines[0].start, lines[head].end),
            *((BlockKind.LIST_ITEM, line.start, line.end) for line in items)]


def _trimmed(text: str, kind: BlockKind, start: int, end: int) -> Block:
    """The block without spaces and markdown marks at its edges."""
    inner = text[start:end]
    edges = _EDGES + "\n" + ("#" if kind is BlockKind.HEADING else "")
    left = len(inner) - len(inner.lstrip(edges))
    right = len(inner.rstrip(edges))
    return Block(kind, Span(start + left, start + max(left, right)))


def _with_titles(blocks: list[Block], text: str) -> list[Block]:
    """Turn a lone short line above other text into a heading; a run of such lines is a list of its own."""
    def title(block: Block) -> bool:
        line = text[block.span.start : block.span.end]
        return (block.kind is BlockKind.PARAGRAPH and "\n" not in line and len(line) <= _SHORT
                and not line.rstrip(_EDGES).endswith((".", ",", ";", ":", "!")) and any(map(str.isalpha, line)))

    short = [title(block) for block in blocks]
    made = []
    for index, block in enumerate(blocks):
        line = text[block.span.start : block.span.end]
        listed = index > 0 and (short[index - 1] or text[: blocks[index - 1].span.end].endswith(":"))
        lone = (not listed and index + 1 < len(blocks) and not short[index + 1]
                and blocks[index + 1].kind is not BlockKind.HEADING)
        if short[index] and (index == 0 or lone or line.isupper()):
            block = Block(BlockKind.HEADING, block.span)
        made.append(block)
    return made


# -- tables ------------------------------------------------------------------------------------------------------

def _columns(line: _Line) -> tuple[str, int]:
    """The separator of a line's columns and their number, or ("", 0)."""
    stripped = line.text.strip()
    if "\t" in stripped:
        return "\t", stripped.count("\t") + 1
    if stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2:
        return "|", stripped.count("|") - 1
    if stripped.count(";") > 1 and ". " not in stripped:
        return ";", stripped.count(";") + 1
    return "", 0


def _table_end(lines: list[_Line], start: int) -> int:
    """Index after the last line of the table that starts here, or 0: three lines or more with the same columns."""
    separator, count = _columns(lines[start])
    if count < 2:
        return 0
    end = start + 1
    while end < len(lines) and _columns(lines[end]) == (separator, count):
        end += 1
    return end if end - start >= 3 else 0


def _table(lines: list[_Line], name: str) -> Table:
    separator, _ = _columns(lines[0])
    rows = []
    for line in lines:
        if separator == "|" and _PIPE_RULE.fullmatch(line.text):
            continue
        cells = []
        start, end = line.start + len(line.text) - len(line.text.lstrip(" ")), line.start + len(line.text.rstrip())
        inner = line.text[start - line.start : end - line.start]
        if separator == "|":
            inner, start = inner[1:-1], start + 1
        for piece in inner.split(separator):
            text = piece.strip(_EDGES + '"')
            at = start + piece.find(text)
            cells.append(Cell(text, Span(at, at + len(text))))
            start += len(piece) + 1
        rows.append(cells)
    width = max(map(len, rows))
    return Table(name, tuple(
        (*row, *(Cell("", Span(row[-1].span.end, row[-1].span.end)) for _ in range(width - len(row)))) for row in rows))
