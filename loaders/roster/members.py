"""The bodies of a row, their tie to the row's team, and what the row states of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from graph import reference
from graph.claims import Kind, Predicate
from graph.vocabulary import Level
from loaders.polish.dates import find_dates
from loaders.polish.mentions import Found, find
from loaders.polish.places import PlaceContext, gazetteer
from loaders.prose import posts
from loaders.prose.draft import Draft, DraftGroup, identity
from loaders.prose.view import View, is_team_type
from loaders.reading import Cell
from loaders.roster.rows import Row

IN_ROSTER = 0.95
UNKNOWN_TYPE = 0.60
DOUBTED = 0.70
"""A row beside a column that may say that its body takes no part, and that nobody reads."""
_GUESSED = ("", "inherited", "same type")
_LEVELS = {
    "gmin": Level.GMINA,
    "miejs": Level.GMINA,
    "powiat": Level.POWIAT,
    "wojew": Level.WOJEWODZTWO,
    "kraj": Level.KRAJ,
}


def institutions(view: View, row: Row, context: PlaceContext) -> list[Found]:
    """The institutions of a row; a body of no known type keeps its name and is less sure."""
    cell = row.institution
    text = view.text[cell.span.start : cell.span.end]
    found = [each.shifted(cell.span.start) for each in _seated(text, row.cell("place"), context)]
    named = [each for each in found if not each.plural_class and not is_team_type(each.type)]
    if named:
        return [each if each.type else replace(each, confidence=max(each.confidence, UNKNOWN_TYPE)) for each in named]
    if found or not re.search(r"[^\W\d_]{3}", cell.text) or "█" in cell.text:
        return []
    return [
        Found(
            start=cell.span.start,
            end=cell.span.end,
            type=None,
            name=" ".join(cell.text.split()),
            as_written=text,
            confidence=UNKNOWN_TYPE,
            rule="roster/unknown-type",
        )
    ]


def _seated(text: str, seat: Cell | None, context: PlaceContext) -> tuple[Found, ...]:
    """The institutions of a text; one whose name says no place sits where the row's own column says."""
    found = find(text, context)
    place = gazetteer().locative(" ".join(seat.text.split())) if seat else None
    if len(found) != 1 or place is None or found[0].place_rule not in _GUESSED:
        return found
    longer = find(f"{text.rstrip(' .,;')} w {place}", context)
    if len(longer) != 1 or longer[0].place_rule in _GUESSED:
        return found
    end = min(longer[0].end, len(text))
    return (replace(longer[0], end=end, as_written=text[longer[0].start : end]),)


def write_member(draft: Draft, row: Row, found: Found, group: DraftGroup, sure: float = 1.0) -> None:
    """The tie of one body to the row's team, or its absence. sure: the most that the layout lets one believe."""
    cell = row.institution
    confidence = min(IN_ROSTER, found.confidence, sure)
    if row.absent() is not None:
        draft.tie(Predicate.ABSENT, found, group.ref, cell.span, "roster/absent", confidence, extra=())
        return
    if row.may_be_absent():
        confidence = min(confidence, DOUBTED)
    told = (row.cell(column) for column in ("role", "remarks"))
    label = next((post for each in told if each and (post := posts.in_cell(each.text))), None)
    predicate = Predicate.PARTY if group.ref.kind is Kind.AGREEMENT else Predicate.MEMBER
    mention = draft.tie(predicate, found, group.ref, cell.span, "roster/row", confidence, label)
    group.parties.setdefault(identity(found), mention)
    for column, predicate in (("since", Predicate.SINCE), ("until", Predicate.UNTIL)):
        stated = row.cell(column)
        dates = find_dates(stated.text) if stated else ()
        if stated and dates:
            draft.state(predicate, mention, stated.span, stated.span, "roster/date", 0.93,
                        value=dates[0].value.value, target=group.ref)
    for predicate, cell, value in _attributes(row):
        draft.state(predicate, mention, cell.span, cell.span, "roster/stated", 0.9, value=value, label=cell.text)


def _attributes(row: Row) -> Iterator[tuple[Predicate, Cell, str]]:
    """Level and sector as the document itself states them."""
    level, sector = row.cell("level"), row.cell("sector")
    if level is not None:
        value = next((value for stem, value in _LEVELS.items() if stem in level.text.casefold()), None)
        if value is not None:
            yield Predicate.LEVEL, level, value.value
    code = _sector(sector.text) if sector is not None else None
    if sector is not None and code is not None:
        yield Predicate.SECTOR, sector, code


def _sector(text: str) -> str | None:
    """The code of a sector that a document names in its own words; None when it is not clearly one."""
    wanted = text.casefold().replace("_", " ").strip()
    rows = reference.sectors()
    corpus = [row.corpus for row in rows.values()]
    for code, row in rows.items():
        own = {row.corpus.replace("_", " ")} if corpus.count(row.corpus) == 1 else set()
        if wanted in {row.pl.casefold(), row.en.casefold(), code.casefold(), *own}:
            return code
    scored = sorted(
        ((fuzz.token_set_ratio(wanted, row.pl.casefold()), code) for code, row in rows.items()), reverse=True
    )
    return scored[0][1] if scored and scored[0][0] >= 90 and (len(scored) == 1 or scored[0][0] > scored[1][0]) else None
