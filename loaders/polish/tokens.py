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
    r"(?P<mask>█[█ \t\u00a0.\-]*█|█)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|[\u0300-\u036f\u00ad])*)"
    r"|(?P<number>\d+)"
    r"|(?P<newline>(?:[ \t\u00a0]*\r?[\n\u2028\u0085\x0b\x0c])+)"
    r"|(?P<skip>[\s\u00ad\u200b\ufeff*_#`]+)"
    r"|(?P<punct>.)",
    re.DOTALL,
)
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


def _token(text: str, start: int, end: int, kind: TokenKind, glued: bool) -> Token:
    word = kind is TokenKind.WORD
    key = text.casefold() if word else text
    return Token(text, start, end, kind, glued, key, fold(text) if word else text, word, word and text[0].isupper())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without letter case and without diacritics: the key that forgives lost letters."""
    lower = word.casefold()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower.replace("ł", "l"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _kind(match: re.Match[str]) -> TokenKind:
    group = match.lastgroup
    if group == "newline":
        lines = match.group().count("\n") + match.group().count("\u2028")
        return TokenKind.BREAK if lines != 1 else TokenKind.NEWLINE
    if group != "punct":
        return TokenKind(group or "punct")
    letter = match.group()
    if letter in _DASHES:
        return TokenKind.DASH
    return TokenKind.QUOTE if letter in _QUOTES else TokenKind.PUNCT


def _clean(letters: str) -> str:
    return unicodedata.normalize("NFC", letters.replace("\u00ad", ""))


def tokenize(text: str) -> tuple[Token, ...]:
    """Divide a text into tokens.

    A word divided at a line end (`Komen-⏎dy`) is joined; when the second part begins with a capital
    letter, the hyphen belongs to the compound (`Gminno-⏎Powiatowego`) and only the line end goes.
    """
    raw: list[Token] = []
    last_end = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "skip":
            continue
        kind = _kind(match)
        letters = match.group()
        lost = _LOST_SPACE.match(letters) if kind is TokenKind.WORD else None
        if lost:  # KorycinieData: the space went missing
            middle = match.start() + lost.end()
            glued = match.start() == last_end and bool(raw)
            raw.append(_token(_clean(lost.group()), match.start(), middle, kind, glued))
            raw.append(_token(_clean(letters[lost.end():]), middle, match.end(), kind, True))
            last_end = match.end()
            continue
        clean = {TokenKind.DASH: "-", TokenKind.NEWLINE: "\n", TokenKind.BREAK: "\n\n"}.get(kind) or _clean(letters)
        raw.append(_token(clean, match.start(), match.end(), kind, match.start() == last_end and bool(raw)))
        last_end = match.end()
    return tuple(_join_divided(raw))


def _join_divided(raw: list[Token]) -> list[Token]:
    joined: list[Token] = []
    position = 0
    while position < len(raw):
        token = raw[position]
        ahead = raw[position + 1 : position + 3]
        divided = (
            token.kind is TokenKind.DASH and token.glued and joined and joined[-1].is_word and len(ahead) == 2
            and ahead[0].kind is TokenKind.NEWLINE and ahead[1].is_word
        )
        if not divided:
            joined.append(token)
            position += 1
            continue
        first, second = joined[-1], ahead[1]
        if second.text[0].isupper():
            joined += [token, second]
        else:
            joined[-1] = _token(first.text + second.text, first.start, second.end, TokenKind.WORD, first.glued)
        position += 3
    return joined
