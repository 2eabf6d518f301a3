"""Dates in Polish text: a grammar of our own, because a date must never be invented.

A found date keeps the precision of the text: `22.06.2018 r.` is a day, `w lipcu 2018 r.` a month,
`2014 r.` a year. A day and month without a year is a date only when the text lends it the year:
the far end of a range (`od 1 do 30 września 2018`), or a year the caller knows (`year`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pydantic import ValidationError

from graph.dates import PartialDate


class FoundDate(NamedTuple):
    """A date at `text[start:end]`; the end includes `r.` or `roku`."""

    start: int
    end: int
    value: PartialDate


class FoundRange(NamedTuple):
    """A period at `text[start:end]`: two dates joined by `do` or a dash."""

    start: int
    end: int
    since: PartialDate
    until: PartialDate


_MONTHS = (
    "styczeń stycznia styczniu styczniem styczniowi",
    "luty lutego lutym lutemu",
    "marzec marca marcu marcem marcowi",
    "kwiecień kwietnia kwietniu kwietniem kwietniowi",
    "maj maja maju majem majowi",
    "czerwiec czerwca czerwcu czerwcem czerwcowi",
    "lipiec lipca lipcu lipcem lipcowi",
    "sierpień sierpnia sierpniu sierpniem sierpniowi",
    "wrzesień września wrześniu wrześniem wrześniowi",
    "październik października październiku październikiem październikowi",
    "listopad listopada listopadzie listopadem listopadowi",
    "grudzień grudnia grudniu grudniem grudniowi",
)
_MONTH = {form: number for number, forms in enumerate(_MONTHS, 1) for form in forms.split()}
_ROMAN = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1)
}

_NAME = "(?:" + "|".join(sorted(_MONTH, key=len, reverse=True)) + ")"
_ROM = "(?:" + "|".join(sorted(_ROMAN, key=len, reverse=True)) + ")"
_YEAR = r"(?:19|20)\d\d"
_R = r"(?:[\s*_]*(?:roku|r\b\.?))?"
_DASH = r"\s*[-–—]\s*"
_BR = r"(?:br\b\.?|b\.\s?r\.)"

# Case numbers (`OR.031.10.2023.V`) and dotted project numbers are not dates: no digit, dot or dash may touch.
_BEFORE = r"(?<![\w.,/-])"
_AFTER = r"(?!\w|[./-]\w)"

_FULL = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<d1>\d{{1,2}})(?P<sep>\s?[./-]\s?)(?P<m1>\d{{1,2}})(?P=sep)(?P<y1>{_YEAR}){_R}"
    rf"|(?P<d2>\d{{1,2}})(?:\.\s?|\s)(?P<m2>{_ROM})(?:\.\s?|\s)(?P<y2>{_YEAR}){_R}"
    rf"|(?:(?P<d0>\d{{1,2}})\.?\s?[-–—]\s?)?(?P<d3>\d{{1,2}})\.?\s+(?P<m3>(?i:{_NAME}))\s+(?P<y3>{_YEAR}){_R}"
    rf"|(?P<m4>(?i:{_NAME}))\s+(?P<y4>{_YEAR}){_R}"
    rf"|(?:(?i:roku?|w\s+roku)\s+(?P<y5>{_YEAR})|(?P<y6>{_YEAR})[\s*_]*(?:roku|rok|r\b\.?))"
    rf"){_AFTER}"
)
_ANY_YEAR = re.compile(_YEAR)
"""What every full date has: a quick look before `_FULL`."""
_SHORT = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?P<d1>\d{{1,2}})[./](?P<m1>\d{{2}})"
    rf"|(?P<d3>\d{{1,2}})\.?(?:\s+(?P<m3>(?i:{_NAME})))?"
    rf"|(?P<m4>(?i:{_NAME}))"
    rf")(?P<br>\s+{_BR})?{_AFTER}"
)
_JOIN = re.compile(r"[\s*_]*(?:[-–—]|(?:,\s*)?(?:a\s+)?do(?:\s+dnia)?)[\s*_]*(?:dnia\s+)?", re.IGNORECASE)
_YEARS = re.compile(rf"(?<![\w./-])(?P<a>{_YEAR}){_R}{_DASH}(?P<b>{_YEAR})(?![\w/-]){_R}")


def _partial(year: str | int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date, or None when the calendar has no such day."""
    parts = [f"{int(year):04d}"]
    if month is not None:
        parts.append(f"{month:02d}")
    if day is not None:
        parts.append(f"{day:02d}")
    try:
        return PartialDate(value="-".join(parts))
    except ValidationError:
        return None


def _month(written: str) -> int:
    return _ROMAN.get(written) or _MONTH.get(written.lower()) or int(written)


def _full(match: re.Match[str]) -> PartialDate | None:
    group = match.groupdict()
    if group["iso"]:
        year, month, day = (int(part) for part in group["iso"].split("-"))
        return _partial(year, month, day)
    for n in ("1", "2", "3"):
        if group["d" + n]:
            return _partial(group["y" + n], _month(group["m" + n]), int(group["d" + n]))
    if group["m4"]:
        return _partial(group["y4"], _month(group["m4"]))
    return _partial(group["y5"] or group["y6"])


def _borrowed(text: str, found: list[FoundDate]) -> Iterator[FoundDate]:
    """Dates that stand before a full one and take what they lack from it: `od 1 marca do 5 maja 2019`."""
    for full in found:
        parts = full.value.value.split("-")
        if len(parts) < 2:
            continue
        for match in _SHORT.finditer(text, max(0, full.start - 40), full.start):
            gap = text[match.end() : full.start]
            if not (_JOIN.fullmatch(gap) or (gap.strip(" *_") in {"i", "oraz"} and match["d3"])):
                continue
            month = match["m1"] or match["m3"] or match["m4"]
            day = match["d1"] or match["d3"]
            if (day is None) != (len(parts) == 2):
                continue
            value = _partial(parts[0], _month(month) if month else int(parts[1]), int(day) if day else None)
            if value is not None and value.first <= full.value.last:
                yield FoundDate(match.start(), match.end(), value)


def _bare(text: str, taken: list[FoundDate], year: int) -> Iterator[FoundDate]:
    """Days and months with no year of their own, in the year that the caller knows."""
    for match in _SHORT.finditer(text):
        month, day = match["m3"] or match["m4"], match["d3"]
        if not month or (not day and not match["br"]):
            continue
        if any(match.start() < other.end and other.start < match.end() for other in taken):
            continue
        value = _partial(year, _month(month), int(day) if day else None)
        if value is not None:
            yield FoundDate(match.start(), match.end(), value)


@lru_cache(maxsize=256)
def find_dates(text: str, year: int | None = None) -> tuple[FoundDate, ...]:
    """Dates in the text, in order, each as precise as it is written.

    Args:    year: the year of days written without one (`24 marca br.`); None leaves them out.
    Returns: found dates that do not overlap; a day that the calendar lacks is no date.
    """
    found: list[FoundDate] = []
    for match in _FULL.finditer(text) if _ANY_YEAR.search(text) else ():
        value = _full(match)
        if value is None:
            continue
        start = match.start("d3") if match["d0"] else match.start()
        found.append(FoundDate(start, match.end(), value))
        first = _partial(match["y3"], _month(match["m3"]), int(match["d0"])) if match["d0"] else None
        if first is not None:  # 17-18 października 2019
            found.append(FoundDate(match.start(), match.end("d0"), first))
    found.sort()
    found += [
        date
        for date in _borrowed(text, found)
        if not any(date.start < other.end and other.start < date.end for other in found)
    ]
    if year is not None:
        found += list(_bare(text, found, year))
    return tuple(sorted(found))


def find_ranges(text: str) -> tuple[FoundRange, ...]:
    """Periods: `od 01.04.2018 r. do 31.03.2021 r.`, `kwiecień 2018 r. - marzec 2019 r.`, `2012 – 2016`."""
    dates = find_dates(text)
    ranges = [
        FoundRange(left.start, right.end, left.value, right.value)
        for left, right in pairwise(dates)
        if _JOIN.fullmatch(text[left.end : right.start]) and left.value.first <= right.value.last
    ]
    for match in _YEARS.finditer(text):
        since, until = _partial(match["a"]), _partial(match["b"])
        overlaps = any(match.start() < other.end and other.start < match.end() for other in ranges)
        if since and until and since.first <= until.first and not overlaps:
            ranges.append(FoundRange(match.start(), match.end(), since, until))
    return tuple(sorted(ranges))


_LAW = re.compile(r"(?:ustaw\w*|rozporządze\w*|dz\.?\s?u\.?|dyrektyw\w*|konwencj\w*)[^;:()\n]{0,30}$", re.IGNORECASE)


def is_of_law(text: str, date: FoundDate) -> bool:
    """Whether the date is that of an act of law quoted in passing (`ustawa z dnia 12 marca 2004 r.`)."""
    return bool(_LAW.search(text, max(0, date.start - 60), date.start))


_NEAR = re.compile(r"\b(?P<before>wczoraj|przedwczoraj)(?:sz\w+)?\b|\b(?:dziś|dzisiaj)\b", re.IGNORECASE)


def find_near_days(text: str, published: str | None) -> list[FoundDate]:
    """`wczoraj`, `dziś`, as days before the document's own; empty when that is not known to the day."""
    if published is None or len(published) < len("2020-01-01"):
        return []
    own = date.fromisoformat(published[:10])
    found = []
    for match in _NEAR.finditer(text):
        back = {"wczoraj": 1, "przedwczoraj": 2}.get((match["before"] or "").lower(), 0)
        value = PartialDate(value=(own - timedelta(days=back)).isoformat())
        found.append(FoundDate(match.start(), match.end(), value))
    return found
