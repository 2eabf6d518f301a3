"""Figures that a document states of a project or a milestone: money, period, what was counted, who was chosen."""

from __future__ import annotations

import re

from graph.claims import Kind, Predicate, Ref, Span
from loaders.polish.dates import find_ranges
from loaders.prose.counts import write_counts
from loaders.prose.cues import Stance
from loaders.prose.draft import Draft
from loaders.prose.milestones import milestone_at
from loaders.prose.money import write_money
from loaders.prose.projects import Projects
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import View

_PERIOD = re.compile(
    r"czas\s+trwania\s+projektu|okres\s+(?:realizacji|trwania)|termin\s+realizacji\s+projektu|realizowan\w+|realizuj\w+"
    r"|w\s+okresie|projekt\s+trwa\w*",
    re.IGNORECASE,
)


def write_facts(view: View, draft: Draft, projects: Projects) -> None:
    """Money, periods, counts and participants of the projects that the document names."""
    if projects.main is None:
        return
    for index, piece in enumerate(view.pieces):
        write_money(view, draft, projects, piece)
        _period(view, draft, projects, piece)
        write_counts(view, draft, projects, index)
        _participants(view, draft, projects, index)


def _period(view: View, draft: Draft, projects: Projects, piece: Piece) -> None:
    text, span = view.text, piece.span
    if milestone_at(text, span.start, span.end):
        return
    for found in find_ranges(text[span.start : span.end]):
        start, end = span.start + found.start, span.start + found.end
        project = projects.near(start)
        before = text[span.start : start]
        if project is None or len(found.since.value) < 7 or not _PERIOD.search(before):
            continue
        if not re.search(r"projekt", text[span.start : span.end], re.IGNORECASE):
            continue
        ref, at = Ref(Kind.PROJECT, project.slug), Span(start, end)
        draft.state(Predicate.SINCE, ref, at, span, "project/period", 0.93, value=found.since.value)
        draft.state(Predicate.UNTIL, ref, at, span, "project/period", 0.93, value=found.until.value)


def _participants(view: View, draft: Draft, projects: Projects, index: int) -> None:
    piece = view.pieces[index]
    for each in view.governed(index):
        project = projects.near(each.found.start)
        if each.stance is not Stance.TAKES_PART or project is None or each.found.type in ("GMINA", "POWIAT"):
            continue
        surest = 0.95 if piece.kind is PieceKind.ITEM else 0.85
        draft.tie(
            Predicate.TAKES_PART,
            each.found,
            Ref(Kind.PROJECT, project.slug),
            piece.span,
            each.cue.cue.rule,
            min(surest, each.found.confidence),
            "participant",
        )
