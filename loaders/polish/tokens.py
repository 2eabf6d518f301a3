"""Text to tokens: clean words that remember where their letters stand in the document.

Markdown marks are left out, so that they do not break a name; a word divided at a line end is one
token; compounds keep their hyphen as a token of its own, so that `Miejsko-Gminny`, `Miejsko – Gminny`
and `Miejsko Gminny` are the same three or two tokens to a matcher that skips dashes.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<newline>(?:[ \t\u00a0]*\r?[\n\u2028\u0085\x0b\x0c])+)"
    r"| ?(?:(?P<word>[^\W\d_][^\W_]*(?:[\u0300-\u036f\u00ad]+[^\W_]*)*)"
    r"|(?P<number>\d+)"
    r"|(?P<mask>█[█ \t\u00a0.\-]*█|█)"
    r"|(?P<skip>[\s\u00ad\u200b\ufeff*_#`]+|\Z)"
    r"|(?P<punct>.))",
    re.DOTALL,
)
"""A space may stand before a token, so that it is no step of its own."""
_LOST_SPACE = re.compile(r"[^\W\d_][a-ząćęłńóśźż]{3,}(?=[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+$)")
_DASHES = frozenset("-‐‑‒–—−\ufffe")
_QUOTES = frozenset("„”“\"«»‚‘’'′″")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    DASH = "dash"
    QUOTE = "quote"
    PUNCT = "punct"
    NEWLINE = "newline"  # one line end
    BREAK = "break"      # an empty line, or the end of a page
    MASK = "mask"        # personal data that the reader masked


class Token(NamedTuple):
    """One token. `text` is clean (NFC, no soft hyphens); `start` and `end` count in the original text.

    `key` is the word without regard to letter case, `folded` also without diacritics; `glued` says that nothing
    stands between the token before and this one.
    """

    text: str
    start: int
    end: int
    kind: TokenKind
    glued: bool
    key: str
    folded: str
    is_word: bool
    capitalised: bool  # a word that begins with a capital letter

    @property
    def upper(self) -> bool:
        """Whether a word of two letters or more has capitals only."""
        return self.is_word and len(self.text) > 1 and self.text.isupper()

    @property
    def roman(self) -> bool:
        """Whether a word is a Roman numeral up to XXXIX."""
        return self.capitalised and bool(_ROMAN.fullmatch(self.text))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without letter case and without diacritics: the key that forgives lost letters."""
    lower = word.casefold()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower.replace("ł", "l"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _kind(group: str, letters: str) -> TokenKind:
    if group == "newline":
        lines = letters.count("\n") + letters.count("\u2028")
        return TokenKind.BREAK if lines != 1 else TokenKind.NEWLINE
    if group != "punct":
        return TokenKind(group)
    if letters in _DASHES:
        return TokenKind.DASH
    return TokenKind.QUOTE if letters in _QUOTES else TokenKind.PUNCT


def _clean(letters: str) -> str:
    return unicodedata.normalize("NFC", letters.replace("\u00ad", ""))


class _Part(NamedTuple):
    """What a token is wherever it stands; `length` in the original text."""

    length: int
    text: str
    kind: TokenKind
    tail: tuple[str, str, bool, bool]  # the last fields of a token: key, folded, is_word, capitalised


def _word(text: str, length: int) -> _Part:
    return _Part(length, text, TokenKind.WORD, (text.casefold(), fold(text), True, text[0].isupper()))


@lru_cache(maxsize=20_000)
def _parts(group: str, letters: str) -> tuple[_Part, ...]:
    """The tokens of one match, mostly one; `KorycinieData` is two words, the space between them went missing."""
    kind = _kind(group, letters)
    if kind is TokenKind.WORD:
        lost = _LOST_SPACE.match(letters)
        if lost is None:
            return (_word(_clean(letters), len(letters)),)
        first = lost.group()
        return _word(_clean(first), len(first)), _word(_clean(letters[len(first):]), len(letters) - len(first))
    text = {TokenKind.DASH: "-", TokenKind.NEWLINE: "\n", TokenKind.BREAK: "\n\n"}.get(kind) or _clean(letters)
    return (_Part(len(letters), text, kind, (text, text, False, False)),)


def tokenize(text: str) -> tuple[Token, ...]:
    """Divide a text into tokens.

    A word divided at a line end (`Komen-⏎dy`) is joined; when the second part begins with a capital
    letter, the hyphen belongs to the compound (`Gminno-⏎Powiatowego`) and only the line end goes.
    """
    raw: list[Token] = []
    last_end = -1
    new = tuple.__new__  # what the constructor of a token calls; there are as many as words
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "punct"
        if group == "skip":
            continue
        start = match.start(group)
        for length, clean, kind, tail in _parts(group, match[group]):
            end = start + length
            raw.append(new(Token, (clean, start, end, kind, start == last_end, *tail)))
            last_end = start = end
    dashes = (at for at, token in enumerate(raw) if token.kind is TokenKind.DASH)
    return tuple(_join_divided(raw) if any(_divides(raw, at) for at in dashes) else raw)


def _divides(raw: list[Token], at: int) -> bool:
    """Whether a hyphen at a line end, with a word on either side, stands at a position."""
    token = raw[at]
    return (
        0 < at < len(raw) - 2 and token.kind is TokenKind.DASH and token.glued and raw[at - 1].is_word
        and raw[at + 1].kind is TokenKind.NEWLINE and raw[at + 2].is_word
    )


def _join_divided(raw: list[Token]) -> list[Token]:
    joined: list[Token] = []
    position = 0
    while position < len(raw):
        token = raw[position]
        if not _divides(raw, position):
            joined.append(token)
            position += 1
            continue
        first, second = joined[-1], raw[position + 2]
        if second.text[0].isupper():
            joined += [token, second]
        else:
            whole = _word(first.text + second.text, second.end - first.start)
            joined[-1] = Token(whole.text, first.start, second.end, whole.kind, first.glued, *whole.tail)
        position += 3
    return joined
