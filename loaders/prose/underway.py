"""That a milestone or a team was at work on a day, and from when to when a team worked, as a page tells it in passing.

`Obecnie trwa III Kamień Milowy` on a page of 10 March 2021 contradicts a plan that ends it in 2020: both stay.
"""

from __future__ import annotations

import re

from graph.claims import Kind, Predicate, Ref, Span
from loaders.polish.dates import find_dates, find_ranges
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.milestones import milestone_at
from loaders.prose.projects import Projects
from loaders.prose.structure import Piece
from loaders.prose.view import View

CONFIDENCE = 0.85
_NOW = re.compile(r"\b(?:obecnie|aktualnie|właśnie|nadal|wciąż)\b|\bjesteśmy\s+w\s+trakcie\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\btrwa(?:ją)?\b|\brealizowan\w+|\brealizuj\w+|\bw\s+trakcie\b", re.IGNORECASE)
_MET = re.compile(
    r"\bodbył\w*\s+się\b|\bspotkał\w*\s+się\b|\bobradował\w*|\bzebrał\w*\s+się\b|\bposiedzeni\w+\b", re.IGNORECASE
)
_WORKED = re.compile(r"\b(?:pracuj\w+|pracowa\w+|działa\w*|spotyka\w*|prac\w+)\b", re.IGNORECASE)
_HEAD = 4
"""Pieces at the top among which the day of a page stands."""


def write_underway(view: View, draft: Draft, projects: Projects) -> None:
    """UNDERWAY claims of milestones and teams; SINCE and UNTIL of a team that says from when to when it worked."""
    teams = [group for group in draft.groups if group.ref.kind is Kind.TEAM]
    for piece in view.pieces:
        _milestone(view, draft, projects, piece)
        if len(teams) == 1 and _speaks_of(view, piece, teams[0]):
            _team(view, draft, piece, teams[0])


def _milestone(view: View, draft: Draft, projects: Projects, piece: Piece) -> None:
    text, span = view.text, piece.span
    project = projects.near(span.start)
    if project is None:
        return
    number = milestone_at(text, *span)
    now = _NOW.search(text, *span)
    if number is None or now is None or not _GOES_ON.search(text, *span):
        return
    day = draft.source.published or _page_day(view)
    if day:
        ref = Ref(Kind.MILESTONE, f"{project.slug}/{number}")
        draft.state(
            Predicate.UNDERWAY, ref, Span(now.start(), now.end()), span, "underway/now", CONFIDENCE, value=day
        )


def _page_day(view: View) -> str | None:
    """The day at the top of a page, on a line without a sentence: `Aktualności, 10 marca 2021 r.`"""
    for piece in view.pieces[:_HEAD]:
        written = piece.text(view.text)
        dates = [each for each in find_dates(written) if len(each.value.value) == len("2021-03-10")]
        if len(dates) == 1 and len(written) < 60:
            return dates[0].value.value
    return None


def _speaks_of(view: View, piece: Piece, team: DraftGroup) -> bool:
    stem, written = team.group.kind[:4], piece.text(view.text)
    if stem.casefold() in written.casefold() and re.search(rf"\b{stem}", written, re.IGNORECASE):
        return True
    return any(piece.span.start <= each.start < piece.span.end for each in view.teams_found)


def _team(view: View, draft: Draft, piece: Piece, team: DraftGroup) -> None:
    text, span = view.text, piece.span
    written = piece.text(text)
    ranges = find_ranges(written)
    if ranges and _WORKED.search(written):
        at = Span(span.start + ranges[0].start, span.start + ranges[0].end)
        for predicate, value in ((Predicate.SINCE, ranges[0].since), (Predicate.UNTIL, ranges[0].until)):
            draft.state(predicate, team.ref, at, span, "underway/worked", CONFIDENCE, value=value.value)
    met = _MET.search(written)
    days = [
        each for each in find_dates(written)
        if len(each.value.value) == len("2021-03-10")
        and not any(period.start <= each.start < period.end for period in ranges)
    ]
    if met and len(days) == 1:
        at = Span(span.start + days[0].start, span.start + days[0].end)
        draft.state(Predicate.UNDERWAY, team.ref, at, span, "underway/met", CONFIDENCE, value=days[0].value.value)
