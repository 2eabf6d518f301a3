"""What an agreement says of itself: from when to when it holds, and what it is about."""

from __future__ import annotations

import re

from graph.claims import Kind, Predicate, Span
from loaders.polish.dates import find_dates, find_ranges
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.structure import Piece
from loaders.prose.view import View

_FROM_SIGNING = re.compile(
    r"(?:obowiązuje\s+)?(?:w\s+terminie\s+|w\s+okresie\s+)?od\s+(?:dnia|daty|chwili|momentu)\s+(?:jego\s+|jej\s+)?podpisania"
    r"(?:\s+(?:niniejsz\w+\s+)?(?:porozumienia|umowy|deklaracji|listu))?(?:\s+do(?:\s+dnia)?\s+)?",
    re.IGNORECASE,
)
_TERM = re.compile(r"na\s+czas\s+(?P<kind>nieokreślony|nieoznaczony|określony|oznaczony)", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:obowiązuje|obowiązywać\s+będzie|zawart\w+|na\s+czas\s+(?:określony|oznaczony)),?\s+(?:\w+\s+){0,3}?"
    r"(?:od\s+(?:dnia\s+)?(?P<since>\d[\w\s./-]{5,25}?)\s+)?do\s+(?:dnia\s+)?(?P<end>końca\s+)?",
    re.I,
)
_HOLDS = re.compile(
    r"(?:obowiązuje|obowiązywa\w+|zawart\w+\s+na\s+(?:okres|czas)|w\s+terminie|w\s+okresie|na\s+okres|trwa)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:dotycząc\w+|w\s+sprawie|w\s+zakresie|przedmiotem\s+(?:\w+\s+)?(?:porozumienia|umowy|deklaracji)\s+(?:jest|było|są)"
    r"|celem\s+(?:\w+\s+)?(?:porozumienia|umowy|deklaracji|partnerstwa)\s+(?:jest|było|są)"
    r"|o\s+współpracy\s+(?:przy|w\s+zakresie|w(?!\s+ramach)|na\s+rzecz)\b)",
    re.IGNORECASE,
)
_SUBJECT_END = re.compile(
    r"\s+(?:pomiędzy|między|w\s+terminie|od\s+dnia|na\s+czas|zawar\w+|podpisa\w+|zgodnie\s+z|podczas)\b|[.;:](?:\s|$)",
    re.I,
)
_ABBREVIATED = re.compile(r"\b(?:ww|m\.\s?in|tj|tzn|np|ds|nr|im|r)\.$", re.IGNORECASE)


def write_terms(view: View, draft: Draft, index: int, piece: Piece, group: DraftGroup) -> None:
    """SINCE, UNTIL, TERM and SUBJECT of an agreement, from the sentence with its parties and the next ones."""
    following = [
        other for other in view.pieces[index : index + 3] if other.block == piece.block or other.intro == index
    ]
    for other in following:
        if other is not piece and _SIGNING.search(other.text(view.text)):
            break
        _period(view, draft, other, group)
        _subject(view, draft, other, group)


_CLAUSE = re.compile(r"(?:porozumieni|umow|deklaracj|dokument|list\w*\s+intencyjn)\w*", re.IGNORECASE)
_OWN_TERM = re.compile(
    r"\W*(?:§\s*\d+\.?\s*)?(?:\d+\.\s*)?(?:niniejsz\w+\s+)?(?:porozumieni|deklaracj)\w*\s+"
    r"(?:obowiązuje|obowiązywa\w+|zosta\w+\s+zawart|jest\s+zawart|zawiera|zawart)",
    re.IGNORECASE,
)
_ACTS = r"(?:porozumieni|umow|deklaracj|zarządzeni|uchwał|decyzj|list)"
REPEALED = re.compile(
    rf"(?:\btrac\w+\s+moc|\buchyla\s+się|\brozwiązuje\s+się|\bwygasa\w*)\s*:?\s+(?:\w+\s+){{0,3}}?{_ACTS}\w*"
    rf"|\b{_ACTS}\w*\s+(?:\w+\s+)?(?:nr\s+\S+\s+)?z\s+(?:dnia\s+)?\d[^;]{{4,200}}?"
    rf"(?:\btrac\w+\s+moc|\bzosta\w+\s+(?:uchylon|rozwiązan)\w+|\bwygas\w+)",
    re.IGNORECASE,
)
"""An act that ends another one: `Traci moc porozumienie z dnia …`; not `Porozumienie traci moc z dniem …`."""
REPEALS = re.compile(r"\btrac\w+\s+moc|\buchyla\s+się|\brozwiązuje\s+się", re.IGNORECASE)
"""The same over a list."""
ENDING = ("trac", "uchyl", "rozwiązuje", "rozwiązan", "wygas")
"""One of them stands wherever an act ends another one."""
_OWN_SUBJECT = re.compile(r"przedmiotem|celem", re.IGNORECASE)


def write_clauses(view: View, draft: Draft, group: DraftGroup) -> None:
    """The same from the paragraphs of the agreement that a document signs (`§ 2. Porozumienie zawiera się na czas …`).

    Of a team, only the term of the declaration by which it came about.
    """
    others = [each.group.spans[0] for each in draft.groups if each.ref.kind is Kind.AGREEMENT and each is not group]
    of_team = group.ref.kind is Kind.TEAM
    for piece in view.pieces:
        if of_team and not _OWN_TERM.match(view.text, *piece.span):
            continue
        if not _CLAUSE.search(view.text, *piece.span) or REPEALED.search(view.text, *piece.span):
            continue
        if any(piece.span.start <= other.start < piece.span.end for other in others):
            continue
        _period(view, draft, piece, group)
        if not of_team and _OWN_SUBJECT.search(view.text, *piece.span):
            _subject(view, draft, piece, group)


_SIGNING = re.compile(r"\bzawar(?:ł|t)\w*\s|\bpodpisa(?:ł|n)\w*\s", re.IGNORECASE)


def _period(view: View, draft: Draft, piece: Piece, group: DraftGroup) -> None:
    text, span = view.text, piece.span
    signing = _FROM_SIGNING.search(text, span.start, span.end)
    if signing:
        if group.signed:
            at = Span(signing.start(), signing.end())
            draft.state(Predicate.SINCE, group.ref, at, span, "term/from-signing", 0.92, value=group.signed)
        ends = [date for date in find_dates(text[signing.end() : span.end]) if date.start < 3]
        if ends:
            at = Span(signing.start(), signing.end() + ends[0].end)
            draft.state(Predicate.UNTIL, group.ref, at, span, "term/until", 0.95, value=ends[0].value.value)
            draft.state(Predicate.TERM, group.ref, at, span, "term/fixed", 0.95, value="fixed")
    else:
        ranges = find_ranges(text[span.start : span.end])
        if ranges and _HOLDS.search(text, span.start, span.end):
            at = Span(span.start + ranges[0].start, span.start + ranges[0].end)
            draft.state(Predicate.SINCE, group.ref, at, span, "term/range", 0.9, value=ranges[0].since.value)
            draft.state(Predicate.UNTIL, group.ref, at, span, "term/range", 0.9, value=ranges[0].until.value)
            draft.state(Predicate.TERM, group.ref, at, span, "term/fixed", 0.9, value="fixed")
        until = _UNTIL.search(text, span.start, span.end) if not ranges else None
        dates = [date for date in find_dates(text[until.end() : span.end]) if date.start < 3] if until else []
        if until and dates:
            at = Span(until.start(), until.end() + dates[0].end)
            # `do końca 2023 r.` is its last day; `do 2023 r.` says no day.
            last = dates[0].value.last.isoformat() if until["end"] else dates[0].value.value
            draft.state(Predicate.UNTIL, group.ref, at, span, "term/until", 0.93, value=last)
            for date in find_dates(until["since"] or "")[:1]:
                draft.state(Predicate.SINCE, group.ref, at, span, "term/range", 0.9, value=date.value.value)
            draft.state(Predicate.TERM, group.ref, at, span, "term/fixed", 0.93, value="fixed")
    term = _TERM.search(text, span.start, span.end)
    if term:
        indefinite = term["kind"].lower().startswith("nie")
        at = Span(term.start(), term.end())
        draft.state(
            Predicate.TERM, group.ref, at, span, "term/stated", 0.95, value="indefinite" if indefinite else "fixed"
        )


def _subject(view: View, draft: Draft, piece: Piece, group: DraftGroup) -> None:
    if any(claim.subject == group.ref for claim in draft.claims(Predicate.SUBJECT)):
        return
    text, span = view.text, piece.span
    names = view.inside(span)
    for match in _SUBJECT.finditer(text, span.start, span.end):
        if any(name.start <= match.start() < name.end for name in names):
            continue
        start, end = match.end(), span.end
        for stop in _SUBJECT_END.finditer(text, match.end(), span.end):
            if stop.group()[0] == "." and _ABBREVIATED.search(text[max(0, stop.start() - 6) : stop.start() + 1]):
                continue
            end = stop.start()
            break
        value = " ".join(text[start:end].split()).strip(" ,–-")
        if len(value) > 8:
            draft.state(
                Predicate.SUBJECT,
                group.ref,
                Span(match.start(), end),
                span,
                "agreement/subject",
                0.85,
                value=value[:300],
            )
            return
