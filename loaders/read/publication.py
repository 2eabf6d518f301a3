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


_TOP = 400
"""Letters at the top of a page among which its own day stands."""
_ALONE = re.compile(
    r"[\s*_]*(\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}[ \xa0]+[^\W\d_]{3,12}[ \xa0]+\d{4})"
    r"(?:[ \xa0]*(?:r\.|roku))?(?:,?[ \xa0]+(?:godz\.[ \xa0]*)?\d\d[:.]\d\d)?[\s*_]*"
)


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
    """The first labelled date of a document's text (`# data: …`, `Data dodania: …`), else the one under its title."""
    small = text.casefold()
    labels = _LABEL.finditer(text) if any(word in small for word in _WORDS_OF_LABELS) else ()
    labelled = (date_at(text[label.end() : label.end() + 40]) for label in labels)
    return next((date for date in labelled if date), None) or _under_the_title(text)


def _under_the_title(text: str) -> str | None:
    """The day that stands alone at the top of a page, or between bars: `2021-06-18`, `Aktualności | 17.11.2022`."""
    for line in text[:_TOP].splitlines():
        for part in line.split("|"):
            alone = _ALONE.fullmatch(part)
            date = date_at(alone[1]) if alone else None
            if date is not None and len(date) == len("2021-06-18"):
                return date
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not 1900 <= int(year) <= 2200 or (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
