"""The pieces of a document in reading order: headings, sentences and list items with what introduces them.

A list says little by itself; what its items mean stands in the line above it (`W skład Zespołu
wchodzą:`). So every item knows its intro, and the headings over a piece are at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import morfeusz2

from graph.claims import QUOTE_PIECE, Span
from loaders.reading import Block, BlockKind, Reading


class PieceKind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is read as a whole."""

    kind: PieceKind
    span: Span
    block: int  # index of the block it stands in
    intro: int | None = None  # items and continuations: index of the piece that introduces them
    heading: int | None = None  # index of the heading above, None when there is none

    def text(self, document: str) -> str:
        """The letters of the piece."""
        return document[self.span.start : self.span.end]


_ABBREVIATIONS = frozenset(
    (
        *(
            "r",
            "ul",
            "nr",
            "im",
            "ww",
            "ds",
            "pt",
            "tj",
            "tzn",
            "tzw",
            "np",
            "m",
            "in",
            "p",
            "św",
            "ks",
            "bł",
            "o",
            "b",
        ),
        *(
            "prof",
            "dr",
            "hab",
            "med",
            "mgr",
            "inż",
            "lek",
            "n",
            "insp",
            "kom",
            "asp",
            "sierż",
            "podinsp",
            "nadkom",
            "nadinsp",
        ),
        *(
            "bryg",
            "st",
            "mł",
            "kard",
            "abp",
            "bp",
            "gen",
            "płk",
            "ppłk",
            "mjr",
            "kpt",
            "tel",
            "fax",
            "poz",
            "art",
            "ust",
        ),
        *(
            "pkt",
            "lit",
            "godz",
            "os",
            "woj",
            "pow",
            "gm",
            "z-ca",
            "zw",
            "prac",
            "kier",
            "dyr",
            "zast",
            "wicedyr",
            "red",
        ),
        *("al", "pl", "jr", "sp", "wg", "zob", "por", "dot", "wzgl", "ew", "ok", "max", "min", "tys", "mln", "mld"),
    )
)
_MAY_END = frozenset({"r", "b", "tys", "mln", "mld", "os", "in"})
"""Abbreviations that also stand at the end of a sentence."""
_BOUNDARY = re.compile(r"(?<=[.!?])[\"”)*_]*\s+(?=[\"„(*_]*[^\W\d_a-ząćęłńóśźż])", re.UNICODE)
_LAST_WORD = re.compile(r"([^\W_]+(?:-[^\W_]+)?)\.?[\"”)*_]*$")
_LINE = re.compile(r"[^\n]+")
_TITLE_LENGTH = 90
_FUNCTION_TAGS = (
    "prep", "fin", "praet", "adv", "conj", "comp", "part", "ppron12", "ppron3", "bedzie", "impt", "pcon", "pant",
)


@lru_cache(maxsize=1)
def _morfeusz() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz(generate=False)


@lru_cache(maxsize=20_000)
def tags(word: str) -> frozenset[str]:
    """Parts of speech that a word may be, e.g. `praet`, `subst`; of its lower-case form."""
    return frozenset(entry[2][2].partition(":")[0] for entry in _morfeusz().analyse(word.lower()))


@lru_cache(maxsize=20_000)
def readings(word: str) -> frozenset[tuple[str, str]]:
    """(part of speech, the rest of the tag) of each reading of a word, e.g. (`subst`, `sg:nom:m1`)."""
    parts = (entry[2][2].partition(":") for entry in _morfeusz().analyse(word.lower()))
    return frozenset((part, rest) for part, _, rest in parts if part not in ("ign", "interp"))


def _opens_sentence(word: str) -> bool:
    """Whether a capitalised word is rather the start of a sentence than a name."""
    return bool(tags(word) & set(_FUNCTION_TAGS))


def _ends_sentence(before: str, after: str) -> bool:
    if not before.endswith((".", ".)", ".”", '."', ".*", ".**")):
        return True
    match = _LAST_WORD.search(before)
    if match is None:
        return True
    word = match.group(1)
    following = re.match(r"[\"„(*_]*([^\W\d_]+)", after)
    next_word = following.group(1) if following else ""
    if word.isdigit():
        return len(word) > 2 or _opens_sentence(next_word)
    if len(word) == 1 and word.isupper():
        return False
    if word.lower() not in _ABBREVIATIONS:
        return True
    return word.lower() in _MAY_END and _opens_sentence(next_word)


def sentences(document: str, span: Span, names: Sequence[Span] = ()) -> list[Span]:
    """Divide a paragraph into sentences; a full stop after an abbreviation, an initial or a number does not end one.

    No sentence ends inside one of the `names`.
    """
    found, start = [], span.start
    for match in _BOUNDARY.finditer(document, span.start, span.end):
        if any(name.start < match.end() < name.end for name in names):
            continue
        if _ends_sentence(document[start : match.start()].rstrip(), document[match.end() : span.end]):
            found.append(Span(start, match.start()))
            start = match.end()
    found.append(Span(start, span.end))
    return [trimmed for each in found if (trimmed := trim(document, each)).end > trimmed.start]


def trim(document: str, span: Span, letters: str = " \t\r\n\u00a0*_#") -> Span:
    """The span without blanks and markdown marks at its ends."""
    start, end = span
    while start < end and document[start] in letters:
        start += 1
    while end > start and document[end - 1] in letters:
        end -= 1
    return Span(start, end)


def _lines(document: str, span: Span, names: Sequence[Span]) -> list[Span]:
    """A paragraph's parts where a line end is a real one: after `:`, before and after a short line without a stop."""
    lines = [trim(document, Span(m.start(), m.end())) for m in _LINE.finditer(document, span.start, span.end)]
    lines = [line for line in lines if line.end > line.start]
    parts: list[Span] = []
    for line in lines:
        text = document[line.start : line.end]
        if parts:
            above = document[parts[-1].start : parts[-1].end]
            inside = any(name.start < line.start < name.end for name in names)
            wraps = text[0].islower() or (not above.endswith((".", ":", ";", "!", "?")) and not _new_line(text))
            if inside or wraps:
                parts[-1] = Span(parts[-1].start, line.end)
                continue
        parts.append(line)
    return parts


def _new_line(text: str) -> bool:
    return text[0] in "█" or bool(re.match(r"[^\W\d_a-ząćęłńóśźż]", text))


def _is_title(document: str, span: Span) -> bool:
    text = document[span.start : span.end]
    return len(text) <= _TITLE_LENGTH and not text.rstrip("*_ ").endswith((".", ";", ",", "!", "?"))


def pieces(reading: Reading, names: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The pieces of a document in order.

    Args:    names: where institutions are named. No piece ends inside a name; a paragraph that begins with one, under
             a line that ends in a colon, is read as a list item.
    Returns: pieces; an `intro` always lies before its items.
    """
    document = reading.source.text
    found: list[Piece] = []
    spans = sorted(names)
    beginnings = frozenset(span.start for span in spans)
    starts = [span.start for span in spans]
    for index, block in enumerate(reading.blocks):
        first, last = bisect_left(starts, block.span.start), bisect_left(starts, block.span.end)
        found += _of_block(document, index, block, spans[first:last])
    found = _introduce(document, found, beginnings)
    return tuple(_under_headings(found))


def _of_block(document: str, index: int, block: Block, names: Sequence[Span]) -> list[Piece]:
    if block.kind is BlockKind.TABLE:
        return []
    span = trim(document, block.span)
    if span.end <= span.start:
        return []
    if block.kind is BlockKind.LIST_ITEM:
        return [Piece(PieceKind.ITEM, span, index)]
    if block.kind is BlockKind.HEADING:
        return [Piece(PieceKind.HEADING, span, index)]
    parts = _lines(document, span, names)
    made: list[Piece] = []
    for part in parts:
        whole = sentences(document, part, names)
        if len(whole) == 1 and _is_title(document, part):
            made.append(Piece(PieceKind.HEADING, part, index))
        else:
            made += [Piece(PieceKind.SENTENCE, each, index) for each in whole]
    return made


def _introduce(document: str, found: Sequence[Piece], beginnings: frozenset[int]) -> list[Piece]:
    """Give items their intro, and make items of name-only paragraphs under a colon or an item list's heading."""
    made: list[Piece] = []
    intro: int | None = None
    for piece in found:
        text = piece.text(document)
        last = made[-1] if made else None
        if piece.kind is PieceKind.ITEM:
            if last is not None and last.kind is PieceKind.SENTENCE and _is_spoken(document, last, piece):
                made += [
                    replace(piece, kind=PieceKind.SENTENCE, span=each) for each in sentences(document, piece.span)
                ]
                continue
            if last is not None and last.kind is not PieceKind.ITEM:
                intro = len(made) - 1
            made.append(Piece(piece.kind, piece.span, piece.block, intro))
            continue
        joined = _GOES_ON.match(text) or (last is not None and _JOINS.search(last.text(document)))
        if last is not None and last.kind is PieceKind.ITEM and joined and piece.block <= last.block + 2:
            made.append(replace(piece, kind=PieceKind.ITEM, intro=intro))
            continue
        opened = (
            last is not None and last.kind is not PieceKind.ITEM and made[-1].text(document).rstrip("*_ ").endswith(":")
        )
        follows = last is not None and last.kind is PieceKind.ITEM and last.block >= 0 and intro is not None
        named = _begins_with_name(document, piece.span, beginnings)
        if named and text.rstrip("*_ ")[-1:] != ":" and (opened or (follows and _pseudo(made[-1], found))):
            if opened:
                intro = len(made) - 1
            made.append(replace(piece, kind=PieceKind.ITEM, intro=intro))
        else:
            made.append(piece)
    return made


_SPOKEN_MARK = re.compile(r"[-–—][\s*_]*$")


def _is_spoken(document: str, above: Piece, piece: Piece) -> bool:
    """Whether a dash opens what somebody says, and no item of a list: a whole sentence under one that is closed."""
    marked = _SPOKEN_MARK.search(document, max(0, piece.span.start - 4), piece.span.start)
    text = piece.text(document).rstrip("*_ ”\"")
    if marked is None or text[-1:] not in ".!?" or above.text(document).rstrip("*_ ")[-1:] in ":;,":
        return False
    words = (tags(word) for word in text.split() if word.isalpha() and word.islower())
    return any(found & {"fin", "praet"} and not found & {"subst", "adj"} for found in words)


_GOES_ON = re.compile(r"(?:a|i|oraz|a\s+także)(?:\s+[^\W\d_a-ząćęłńóśźż]|\s*$)")
"""What stands between the last two parties of a list."""
_JOINS = re.compile(r"\s(?:a|oraz)\s*$")


def _pseudo(piece: Piece, found: Sequence[Piece]) -> bool:
    """Whether an item was a paragraph on the page."""
    return not any(other.span == piece.span and other.kind is PieceKind.ITEM for other in found)


_LEAD_IN = re.compile(
    r"(?:(?:█[█ .\-]*[-–—,:(]?|(?:[^\W\d_a-ząćęłńóśźż][\w-]+\s+){2,3}[-–—])\s*)?(?:[-–—•✓]\s*)?[\"„*_(]*"
)


def _begins_with_name(document: str, span: Span, beginnings: frozenset[int]) -> bool:
    match = _LEAD_IN.match(document, span.start, span.end)
    return match is not None and (match.end() in beginnings or span.start in beginnings)


def _under_headings(found: Sequence[Piece]) -> list[Piece]:
    heading: int | None = None
    made = []
    for index, piece in enumerate(found):
        made.append(Piece(piece.kind, piece.span, piece.block, piece.intro, heading))
        if piece.kind is PieceKind.HEADING:
            heading = index
    return made


def quoted(document: str, piece: Span, about: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of the quote: the whole piece when it is short, else the stretch of it around what it is about.

    Returns: spans of at most QUOTE_PIECE characters, the one that contains `about[0]` first. An `about`
    longer than that is cut into pieces.
    """
    if piece.end - piece.start <= QUOTE_PIECE:
        return (Span(piece.start, piece.end),)
    made: list[Span] = []
    for each in about:
        if any(span.start <= each.start and each.end <= span.end for span in made):
            continue
        made += _window(document, piece, each)
    return tuple(made)


def _window(document: str, piece: Span, core: Span) -> list[Span]:
    length = core.end - core.start
    if length > QUOTE_PIECE:
        return [Span(at, min(at + QUOTE_PIECE, core.end)) for at in range(core.start, core.end, QUOTE_PIECE)]
    room = (QUOTE_PIECE - length) // 3
    start, end = max(piece.start, core.start - room), min(piece.end, core.end + room)
    while start > piece.start and start < core.start and not document[start - 1].isspace():
        start += 1
    while end < piece.end and end > core.end and not document[end].isspace():
        end -= 1
    return [trim(document, Span(start, end), " \t\r\n\u00a0")]
