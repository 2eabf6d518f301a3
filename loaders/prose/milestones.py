"""Milestones and phases of a project, from its prose, its lists and its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.claims import Kind, Predicate, Ref, Span
from graph.identity import slug
from loaders.layouts import MILESTONE, Layout
from loaders.polish.dates import find_dates, find_ranges
from loaders.prose.draft import Draft
from loaders.prose.structure import Piece, trim
from loaders.prose.view import View
from loaders.reading import Cell, Table

STATED = 0.95
PHASE = 0.90
_MILESTONE = re.compile(
    r"(?<!\w)(?P<number>[IVX]{1,4})\s+(?:Kamie(?:ń|nia|niu|niem|niowi)\s+Milow\w+|KM)(?!\w)", re.IGNORECASE
)
_MILESTONE_TAIL = re.compile(r"[*_\s]*\((?P<term>[^()]{4,120})\)[*_\s]*(?:[–—:-]\s*(?P<title>[^\n]{3,200}))?")
_PHASE = re.compile(
    r"[*_\s]*(?P<name>(?:[IVX]{1,4}\s+(?:faza|etap)|(?:faza|etap)\s+(?:[IVX]{1,4}|\d{1,2}|[^\W\d_]\w*(?:\s+[^\W\d_]\w*){0,3})))"
    r"[*_\s]*(?:\((?P<term>[^()]{4,120})\)[*_\s]*)?[:–—-][*_\s]*(?P<title>[^\n]{3,200})",
    re.IGNORECASE,
)
_IN_PHASES = re.compile(r"\b(?:fazach|etapach|fazy|etapy|faz|etapów)\b", re.IGNORECASE)
_UNTIL_ONLY = re.compile(r"\bdo\s+(?:dnia\s+|końca\s+)?$", re.IGNORECASE)
_SINCE_ONLY = re.compile(r"\bod\s+(?:dnia\s+)?$", re.IGNORECASE)


def milestone_at(text: str, start: int, end: int) -> str | None:
    """The number of the milestone that a stretch of text speaks of."""
    match = _MILESTONE.search(text, start, end)
    return match["number"].upper() if match else None


class Milestones:
    """Writes the milestones of one project at a time: the tie, the name and the period."""

    def __init__(self, view: View, draft: Draft) -> None:
        self.view = view
        self.draft = draft

    def in_prose(self, at: Span, piece: Span, number: str, project: str, rest: re.Match[str]) -> None:
        """`I Kamień Milowy (kwiecień 2018 r. – marzec 2019 r.) – założenia modelu`."""
        title = Span(*rest.span("title")) if rest["title"] else None
        ref = self._state(project, number.upper(), f"{number} Kamień Milowy", at, piece, title, "project/milestone")
        self._period(ref, Span(*rest.span("term")), piece, "project/milestone-term")

    def in_phases(self, pieces: Sequence[Piece], index: int, project: str) -> None:
        """`Faza Modelu: wypracowanie modelu`, an item under words that speak of phases, or a line of its own."""
        piece = pieces[index]
        match = _PHASE.match(self.view.text, *piece.span)
        above = [pieces[at] for at in (piece.intro, piece.heading) if at is not None]
        if match is None or not any(_IN_PHASES.search(each.text(self.view.text)) for each in above):
            return
        name, title = Span(*match.span("name")), Span(*match.span("title"))
        words = " ".join(match["name"].split())
        ref = self._state(project, slug(words), words, name, piece.span, title, "project/phase", PHASE)
        if match["term"]:
            self._period(ref, Span(*match.span("term")), piece.span, "project/phase-term")

    def in_table(self, table: Table, layout: Layout, project: str) -> None:
        """A table with a column of milestones, and perhaps columns of periods and tasks."""
        for row in table.rows[layout.header + 1 :]:
            cell = row[layout.columns[MILESTONE]]
            if cell.filled or not cell.text.strip():
                continue
            number = milestone_at(cell.text, 0, len(cell.text))
            task = self._cell(layout, row, "task")
            title = task.span if task else None
            words = " ".join(cell.text.split())
            ref = self._state(project, number or slug(words), words, cell.span, cell.span, title, "table/milestone")
            term = self._cell(layout, row, "period")
            if term is not None:
                self._period(ref, term.span, term.span, "table/milestone-term")

    def _cell(self, layout: Layout, row: Sequence[Cell], column: str) -> Cell | None:
        position = layout.columns.get(column)
        return row[position] if position is not None and row[position].text.strip() else None

    def _state(
        self, project: str, key: str, name: str, at: Span, piece: Span, title: Span | None, rule: str,
        confidence: float = STATED,
    ) -> Ref:
        ref = Ref(Kind.MILESTONE, f"{project}/{key}")
        text = self.view.text
        label = " ".join(text[title.start : title.end].split()).strip("*_ .,;") if title else None
        self.draft.state(
            Predicate.MILESTONE, Ref(Kind.PROJECT, project), at, piece, rule, confidence, target=ref, label=label
        )
        self.draft.state(Predicate.NAMED, ref, at, piece, rule, confidence, value=name)
        return ref

    def _period(self, ref: Ref, term: Span, piece: Span, rule: str) -> None:
        """Since and until: a range, one month or day for both, or one end of it (`do 31.03.2021 r.`)."""
        written = self.view.text[term.start : term.end]
        ranges, dates = find_ranges(written), find_dates(written)
        if ranges:
            at = Span(term.start + ranges[0].start, term.start + ranges[0].end)
            stated = [(Predicate.SINCE, ranges[0].since), (Predicate.UNTIL, ranges[0].until)]
        elif len(dates) == 1:
            at = Span(term.start + dates[0].start, term.start + dates[0].end)
            before = written[: dates[0].start]
            stated = [] if _UNTIL_ONLY.search(before) else [(Predicate.SINCE, dates[0].value)]
            stated += [] if _SINCE_ONLY.search(before) else [(Predicate.UNTIL, dates[0].value)]
        else:
            return
        for predicate, value in stated:
            self.draft.state(predicate, ref, at, trim(self.view.text, piece), rule, STATED, value=value.value)


def prose_milestones(text: str) -> list[tuple[Span, str, re.Match[str]]]:
    """(place, number, what follows) of every milestone that is introduced with its period or title."""
    made = []
    for match in _MILESTONE.finditer(text):
        rest = _MILESTONE_TAIL.match(text, match.end())
        if rest is not None and (rest["title"] or find_ranges(rest["term"])):
            made.append((Span(match.start(), match.end()), match["number"], rest))
    return made
