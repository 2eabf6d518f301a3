"""Words as a document has them, made typographically clean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.polish.tokens import Token, TokenKind, fold

_CLOSING = frozenset({",", ".", ")", "+"})


def slug(words: str) -> str:
    """Words as an id part: `Jana Pawła II` → `jana-pawla-ii`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def clean(tokens: Sequence[Token], start: int, end: int) -> str:
    """The words of tokens[start:end], typographically clean: one space, no space before a comma, Polish quotes."""
    text = ""
    opened = False
    previous: Token | None = None
    for token in tokens[start:end]:
        if token.kind in (TokenKind.NEWLINE, TokenKind.BREAK):
            continue
        if token.kind is TokenKind.QUOTE:
            opened = not opened
            text = text + " „" if opened else text + "”"
        else:
            close = _hyphenated(previous, token) or token.text in _CLOSING or text.endswith(("„", "("))
            text += token.text if close else " " + token.text
        previous = token
    return text.strip()


def _hyphenated(previous: Token | None, token: Token) -> bool:
    return token.glued and TokenKind.DASH in (token.kind, previous.kind if previous else None)


def join(words: Sequence[str]) -> str:
    """Words with one space between them, none before a comma and none around a hyphen."""
    return re.sub(r" ?- ?", "-", re.sub(r" ([,.])", r"\1", " ".join(words)))


def title(words: str) -> str:
    """Long words in capitals as a title, others as they are: `JANA PAWŁA II` → `Jana Pawła II`."""
    return re.sub(r"[^\W\d_]{4,}", _capitalised, words)


def _capitalised(word: re.Match[str]) -> str:
    letters = word.group()
    return letters.capitalize() if letters.isupper() and not set(letters) <= set("IVX") else letters


def preposition(locative: str) -> str:
    """`we` before W or F and a consonant (Wrocławiu, Włocławku, Lwowie takes we by habit), else `w`."""
    lower = locative.casefold()
    hard = len(lower) > 1 and lower[0] in "wf" and lower[1] not in "aąeęioóuyj"
    return "we" if hard or lower.startswith(("lwow", "lwówk")) else "w"
