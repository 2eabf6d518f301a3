"""The bodies of a row, their tie to the row's team, and what the row states of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz

from graph import reference
from graph.claims import Kind, Predicate
from graph.identity import slug
from graph.vocabulary import Level
from loaders.polish.mentions import Found, find
from loaders.polish.places import PlaceContext, gazetteer
from loaders.prose import posts
from loaders.prose.draft import Draft, DraftGroup, identity
from loaders.prose.view import View, is_team_type
from loaders.reading import Cell
from loaders.roster.rows import NOTHING, Row, date_in

IN_ROSTER = 0.95
UNKNOWN_TYPE = 0.60
DOUBTED = 0.70
"""A row beside a column that may say that its body takes no part, and that nobody reads."""
STATED_TYPE = 0.85
"""A body whose name tells no type, but whose row does."""
_GUESSED = ("", "inherited", "same type")
_HEALTH = "ZDR"
_DASHES = ("-", "–", "—")
_SECTION = re.compile(r"\s*(?:szczebel|poziom|sektor|obszar|grupa|część|powiat|gmina)\b", re.IGNORECASE)
_CONTACTS = {"address": "adres", "phone": "telefon", "mail": "e-mail", "web": "www"}
_LONGEST_CONTACT = 120
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
        sure = [
            each if each.type else replace(each, confidence=max(each.confidence, UNKNOWN_TYPE))
            for each in _whole(view.text, named)
        ]
        return [_typed(each, row) for each in sure]
    nobody = cell.text.strip(" .").casefold() in NOTHING
    if found or nobody or not re.search(r"[^\W\d_]{3}", cell.text) or "█" in cell.text or _is_section(row):
        return []
    unknown = _placed(
        Found(
            start=cell.span.start,
            end=cell.span.end,
            type=None,
            name=" ".join(cell.text.split()),
            as_written=text,
            confidence=UNKNOWN_TYPE,
            rule="roster/unknown-type",
        ),
        row.cell("place"),
        context,
    )
    return [_typed(unknown, row)]


def _whole(text: str, named: list[Found]) -> list[Found]:
    """The bodies of one cell: of an office and its department the department, of a hospital and its ward the hospital.

    `Starostwo Powiatowe w X, Wydział Zdrowia`, `SP ZOZ w X – Poradnia Zdrowia Psychicznego`.
    """
    made: list[Found] = []
    for each in named:
        before = made[-1] if made else None
        if before is not None and each.type == "WYDZ" and each.parent == before.name:
            made.pop()
        elif before is not None and _is_ward(text[before.end : each.start], before, each):
            continue
        elif before is not None and (one := _of_two_names(text, before, each)) is not None:
            made[-1] = one
            continue
        made.append(each)
    return made


def _is_ward(between: str, hospital: Found, ward: Found) -> bool:
    types = reference.institution_types()
    kinds = [types[each.type] for each in (hospital, ward) if each.type]
    of_health = len(kinds) == 2 and all(kind.sector_code == _HEALTH for kind in kinds)
    return of_health and ward.place_rule in _GUESSED and between.strip() in _DASHES


def _of_two_names(text: str, before: Found, each: Found) -> Found | None:
    """A hospital with the name of its establishment before it: `Samodzielny Publiczny … Zdrowotnej – Szpital w X`."""
    types = reference.institution_types()
    kinds = [types[one.type].sector_code for one in (before, each) if one.type]
    own = " ".join(before.as_written.split())
    between = text[before.end : each.start].strip()
    if kinds != [_HEALTH, _HEALTH] or between not in _DASHES or not before.name.startswith(own):
        return None
    if before.place_rule not in _GUESSED or each.place_rule in _GUESSED:
        return None
    return replace(before, end=each.end, name=f"{own} – {each.name}", as_written=text[before.start : each.end],
                   place=each.place, terc=each.terc, place_rule=each.place_rule, candidates=each.candidates)


def _is_section(row: Row) -> bool:
    """Whether a line between the rows divides them: one cell over several columns, or `Szczebel powiatowy`."""
    cell = row.institution
    wide = any(other.filled and other.span == cell.span for other in row.own)
    return wide or (row.seen == cell.text and _SECTION.match(cell.text) is not None)


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


def _placed(found: Found, seat: Cell | None, context: PlaceContext) -> Found:
    """A body that no table knows, at the seat that the row's own column says."""
    if seat is None:
        return found
    name = " ".join(seat.text.split())
    place = gazetteer().resolve((name,), context)
    if place.code is None:
        return found
    return replace(found, place=place.name, terc=place.code, place_rule=place.rule, candidates=place.candidates)


def _typed(found: Found, row: Row) -> Found:
    """The same with the type that the row's own column states, where its name tells none."""
    stated = row.cell("type")
    known = _types().get(" ".join(stated.text.casefold().split())) if stated and found.type is None else None
    if known is None:
        return found
    confidence = STATED_TYPE if found.terc else UNKNOWN_TYPE
    return replace(found, type=known, distinct=slug(found.name), confidence=max(found.confidence, confidence),
                   rule="roster/stated-type")


@cache
def _types() -> Mapping[str, str]:
    """Names and abbreviations of institution types, in small letters → id."""
    types = reference.institution_types().values()
    short = {each.casefold(): row.id for row in types for each in row.abbreviations}
    return {**short, **{row.name_pl.casefold(): row.id for row in types if not row.is_team}}


def write_member(draft: Draft, row: Row, found: Found, group: DraftGroup, sure: float = 1.0) -> None:
    """The tie of one body to the row's team, or its absence. sure: the most that the layout lets one believe."""
    cell = row.institution
    confidence = min(IN_ROSTER, found.confidence, sure)
    if row.absent() is not None:
        draft.tie(Predicate.ABSENT, found, group.ref, cell.span, "roster/absent", confidence, extra=())
        return
    if row.may_be_absent():
        confidence = min(confidence, DOUBTED)
    posts_in = (row.cell(column) for column in ("role", "remarks"))
    label = next((post for each in posts_in if each and (post := posts.in_cell(each.text))), None)
    predicate = Predicate.PARTY if group.ref.kind is Kind.AGREEMENT else Predicate.MEMBER
    mention = draft.tie(predicate, found, group.ref, cell.span, "roster/row", confidence, label)
    group.parties.setdefault(identity(found), mention)
    for column, predicate in (("since", Predicate.SINCE), ("until", Predicate.UNTIL)):
        stated = row.cell(column)
        day = date_in(stated.text) if stated else None
        if stated and day:
            draft.state(predicate, mention, stated.span, stated.span, "roster/date", 0.93, value=day, target=group.ref)
    for predicate, cell, value in _attributes(row):
        draft.state(predicate, mention, cell.span, cell.span, "roster/stated", 0.9, value=value, label=cell.text)
    for column, label in _CONTACTS.items():
        told = row.cell(column)
        if told is not None and "█" not in told.text and len(told.text) <= _LONGEST_CONTACT:
            draft.state(Predicate.CONTACT, mention, told.span, told.span, "roster/contact", 0.9,
                        value=" ".join(told.text.split()), label=label)


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
