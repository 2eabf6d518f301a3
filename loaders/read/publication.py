"""The date of a document, where the document itself states it beside a label."""

from __future__ import annotations

import re

_MONTHS = {
    "sty": 1, "lut": 2, "mar": 3, "kwi": 4, "maj": 5, "cze": 6, "lip": 7,
    "sie": 8, "wrz": 9, "paź": 10, "lis": 11, "gru": 12,
}
_LABEL = re.compile(
    r"(?:^\#[ \t]*data|data[ \t]+(?:dodania|publikacji|opublikowania|utworzenia|wytworzenia|zamieszczenia)"
    r"(?:[ \t]+\w+)?"
    r"|opublikowan[oay]|dodan[oay]|zamieszczon[oay])[ \t]*:[ \t]*(?:(?:w[ \t]+)?dni[au][ \t]+)?",
    re.IGNORECASE | re.MULTILINE)
_WORDS_OF_LABELS = ("data", "opublikowan", "dodan", "zamieszczon")
"""One of them is in every label: a quick look before the pattern."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d.])")
_DOTTED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})[ \xa0]+)?([a-ząćęłńóśźż]{3,12})[ \xa0]+(\d{4})", re.IGNORECASE)


def date_at(text: str) -> str | None:
    """The date at the start of `text` as an ISO prefix (`2019`, `2019-09`, `2019-09-27`), or None."""
    if match := _DOTTED.match(text):
        return _iso(match[3], match[2], match[1])
    if match := _ISO.match(text):
        return _iso(*match.groups())
    if (match := _WORDS.match(text)) and match[2].lower()[:3] in _MONTHS:
        return _iso(match[3], str(_MONTHS[match[2].lower()[:3]]), match[1])
    return None


def published(text: str) -> str | None:
    """The first labelled date of a document's text (`# data: …`, `Data dodania: …`)."""
    small = text.casefold()
    if not any(word in small for word in _WORDS_OF_LABELS):
        return None
    for label in _LABEL.finditer(text):
        if date := date_at(text[label.end() : label.end() + 40]):
            return date
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not 1900 <= int(year) <= 2200 or (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
