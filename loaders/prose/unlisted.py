"""Members whose kind no table knows: what stands in a list of members where an institution should.

`Koalicję tworzą: Fundacja X, Park Y i Spółka Z` names three members, whatever a Park Y may be. Such a name
is kept in the nominative, with no type, less sure than any other; one whose nominative is not known, as it is
written and only for the queue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graph.claims import Span
from loaders.polish import morphology
from loaders.polish.basic_form import basic_form
from loaders.polish.mentions import Found
from loaders.polish.places import PlaceContext, gazetteer
from loaders.polish.tokens import tokenize
from loaders.prose.structure import readings, tags, trim

NOMINATIVE, OBLIQUE = 0.55, 0.40
LONGEST = 14
"""Words of the longest name of an unlisted body."""
_LEAD = re.compile(
    r"(?:(?:pani?|p\.|dr|mgr|inż\.?|prof\.|hab\.|n\.|med\.|ks\.|insp\.|kom\.|asp\.)\s+)*"
    r"(?:█[█ .\-]*[\s,]*[-–—:,(]*\s*)?"
    r"|[-–—•✓\s]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;]\s*|\s+(?:i|oraz|a\s+także|jak\s+również)\s+")
_STOP = re.compile(
    r"\s[-–—]\s|[():;]|,\s+(?:ul|al|pl|os)\.\s|,\s+\d{2}-\d{3}\b|\s(?:w\s+osobie|reprezent\w+|zwan\w+)\b"
)
_EDGES = " \t\r\n\u00a0*_.,;:-–—"
_QUOTES = '„”"»«'


_GENERIC = re.compile(
    r"(?:służb|ochron|opiek|pomoc|polityk|oświat|wymiar|administracj|organizacj)\w*"
    r"\s+(?:zdrow|społeczn|sprawiedliw|pozarząd|samorząd|publiczn)\w*",
    re.IGNORECASE,
)


def is_class(written: str) -> bool:
    """Whether words name a kind of body (`Służba Zdrowia`, `Placówki Oświatowe`) and not one of them."""
    if _GENERIC.fullmatch(written.strip(_EDGES + _QUOTES)):
        return True
    numbers = {rest.split(":")[0] for part, rest in readings(written.split()[0]) if part == "subst" and "nom" in rest}
    return numbers == {"pl"} and not any(mark in written for mark in _QUOTES)


def of_item(text: str, span: Span) -> Found | None:
    """The unlisted body that a list item consists of, after a masked person and a dash."""
    start = span.start
    lead = _LEAD.match(text, start, span.end)
    if lead:
        start = lead.end()
    stop = _STOP.search(text, start, span.end)
    return _body(text, Span(start, stop.start() if stop else span.end))


def of_enumeration(text: str, span: Span, names: Sequence[Found]) -> list[Found]:
    """Unlisted bodies between and after the known ones of an enumeration: each a whole part between commas."""
    if not names:
        return []
    gaps = [Span(left.end, right.start) for left, right in pairwise(names) if left.end <= right.start]
    gaps.append(Span(names[-1].end, span.end))
    made = []
    for gap in gaps:
        at = gap.start
        bounds = [*_SPLIT.finditer(text, gap.start, gap.end)]
        if not bounds or text[at : bounds[0].start()].strip(_EDGES):
            continue  # a gap that goes on with words of the name before it
        for bound, following in zip(bounds, [*bounds[1:], None], strict=True):
            end = following.start() if following else gap.end
            body = _body(text, Span(bound.end(), end))
            if body is not None:
                made.append(body)
    return made


def seated(body: Found, context: PlaceContext) -> Found:
    """A body whose name ends in its town sits there: `Fabryka Sztuk w Tczewie`."""
    tokens = tokenize(body.as_written)
    places = gazetteer()
    for at, token in enumerate(tokens[:-1]):
        place = places.read(tokens, at + 1, "loc", lossy=False) if token.key in ("w", "we") else None
        if place is not None and place.end == len(tokens):
            seat = places.resolve(place.names, context)
            return replace(body, place=seat.name, terc=seat.code, place_rule=seat.rule, candidates=seat.candidates)
    return body


def _body(text: str, span: Span) -> Found | None:
    at = trim(text, span, _EDGES)
    written = text[at.start : at.end]
    words = written.split()
    first = words[0].strip(_QUOTES) if words else ""
    if (
        not 2 <= len(words) <= LONGEST
        or not first[:1].isupper()
        or "█" in written
        or re.search(r"\d{3}|@|www|/", written)
    ):
        return None
    if any(
        tags(word) & {"fin", "praet", "bedzie"} and not tags(word) & {"subst", "adj"}
        for word in words
        if word.islower()
    ):
        return None
    found = readings(first)
    if any(part == "subst" and "m1" in rest.split(":")[-1].split(".") for part, rest in found):
        return None  # a person or a post: Kurator, Radny, Pedagog
    if any("imię" in labels for _, _, labels in morphology.analyse(first)):
        return None
    if is_class(written):
        return None
    capitals = sum(word.strip(_QUOTES)[:1].isupper() for word in words)
    if capitals < 2 and not any(mark in written for mark in _QUOTES):
        return None
    nominative = basic_form(words)
    if nominative is None and (not found or any("nom" in rest for _, rest in found)):
        nominative = words
    return Found(
        start=at.start,
        end=at.end,
        type=None,
        name=" ".join(nominative or words),
        as_written=written,
        confidence=NOMINATIVE if nominative else OBLIQUE,
        rule="prose/unlisted-member",
    )
