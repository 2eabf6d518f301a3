"""Figures that a document states of a project or a milestone: money, period, what was counted, who was chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph import reference
from graph.claims import Kind, Predicate, Ref, Span
from loaders.polish.dates import find_ranges
from loaders.prose.cues import Stance
from loaders.prose.draft import Draft
from loaders.prose.milestones import milestone_at
from loaders.prose.projects import Projects
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import View

_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<number>\d{1,3}(?:[ \u00a0.]\d{3})+(?:,\d{1,2})?|\d+,\d{2})\s*"
    r"(?P<unit>(?:zł\w*|PLN|EUR|euro)\b)?(?!\w)",
    re.I,
)
_COST = re.compile(
    r"całkowit\w+\s+(?:koszt|kwot|wartoś)|koszt|wartoś\w+\s+projektu|kwot\w+\s+projektu|budżet\w*\s+projektu", re.I
)
_FUNDING = re.compile(r"dofinansowan|dotacj|środki|środków|wkład|grant", re.IGNORECASE)
_PERIOD = re.compile(
    r"czas\s+trwania\s+projektu|okres\s+(?:realizacji|trwania)|termin\s+realizacji\s+projektu|realizowan\w+|realizuj\w+"
    r"|w\s+okresie|projekt\s+trwa\w*",
    re.IGNORECASE,
)
_LABEL_START = re.compile(r"[.;,\n:](?=\s)|(?<=zł)|(?<=PLN)|\boraz\b")
_NUMBER = r"(?<![\w,./-])(?P<number>\d{1,4})\s+(?:\w+owych\s+)?"


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of `data/reference/counted.csv`. `named`: an activity that is one without a number too."""

    unit: str
    numbered: re.Pattern[str]
    bare: re.Pattern[str]
    activity: bool
    named: bool


@cache
def _counted() -> tuple[Counted, ...]:
    return tuple(
        Counted(
            row["unit"],
            re.compile(_NUMBER + rf"(?P<unit>{row['pattern']})(?!\w)(?:\s+[a-ząćęłńóśźż]+(?:ych|ich|e)\b)?", re.I),
            re.compile(rf"(?<!\w){row['pattern']}(?!\w)", re.IGNORECASE),
            bool(row["activity"]),
            row["activity"].endswith("named"),
        )
        for row in reference.rows("counted.csv")
    )


def write_facts(view: View, draft: Draft, projects: Projects) -> None:
    """Money, periods, counts and participants of the projects that the document names."""
    if projects.main is None:
        return
    for index, piece in enumerate(view.pieces):
        _money(view, draft, projects, piece)
        _period(view, draft, projects, piece)
        _counts(view, draft, projects, index)
        _participants(view, draft, projects, index)


def _money(view: View, draft: Draft, projects: Projects, piece: Piece) -> None:
    text, span = view.text, piece.span
    last = span.start
    for match in _AMOUNT.finditer(text, span.start, span.end):
        if not match["unit"] and "," not in match["number"]:
            continue
        label = _label(text, last, match.start(), whole=text[span.start : match.start()])
        last = match.end()
        project = projects.near(match.start())
        if project is None or not (_COST.search(label) or _FUNDING.search(label)):
            continue
        predicate = Predicate.FUNDING if _FUNDING.search(label) else Predicate.COST
        tail = re.match(r"\s*\(([^()]{3,40})\)", text[match.end() : span.end])
        if tail:
            label = f"{label} ({tail.group(1)})"
        value = Decimal(re.sub(r"[ \u00a0.]", "", match["number"]).replace(",", "."))
        currency = "EUR" if (match["unit"] or "").lower() in ("eur", "euro") else "PLN"
        draft.state(
            predicate,
            Ref(Kind.PROJECT, project.slug),
            Span(match.start(), match.end()),
            span,
            "money/labelled",
            0.93 if match["unit"] else 0.85,
            value=f"{value:.2f}",
            label=label,
            unit=currency,
        )


def _label(text: str, start: int, end: int, whole: str) -> str:
    """The words before an amount: since the amount before it; when these say nothing, the whole sentence's."""
    words = re.split(r"[.;]\s", " ".join(text[start:end].replace("*", " ").split()))[-1]
    words = re.sub(r"^(?:zł|PLN|oraz|i|a)?[\s,.;:]*(?:oraz\s+)?", "", words)
    words = re.sub(r"\s*(?:wynosi(?:ła|ło)?|stanowi|to)?\s*[:–-]?\s*$", "", words)
    return words or " ".join(whole.split())


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


_OUTPUT = re.compile(
    r"zawiązan|powołan|zaangażowa|przeprowadz|zorganizowa|opracowa|wypracowan|obj\w+ wsparciem|uczestnicz"
    r"|grup\w+ docelow|model\w*\s+kooperacji|zrealizowa",
    re.IGNORECASE,
)


_INVITED = re.compile(r"zaprosi|zaprasza|zaproszon", re.IGNORECASE)


def _counts(view: View, draft: Draft, projects: Projects, index: int) -> None:
    piece = view.pieces[index]
    text, span = view.text, piece.span
    signing = any(each.stance is Stance.PARTY for each in view.governed(index))
    if signing or not _OUTPUT.search(text, span.start, span.end) or _INVITED.search(text, span.start, span.end):
        return
    subject = _subject(view, projects, index)
    if subject is None:
        return
    for row in _counted():
        for match in row.numbered.finditer(text, span.start, span.end):
            at = Span(match.start(), match.end())
            number, label = str(int(match["number"])), " ".join(match.group().split())
            draft.state(
                Predicate.COUNT, subject, at, span, "count/stated", 0.85, value=number, unit=row.unit, label=label
            )
    _activities(view, draft, projects, piece)


_DONE = re.compile(r"przeprowadz\w+|zorganizowa\w+|zrealizowa\w+|odbył\w*|spotka\w+|wypracowan\w+", re.IGNORECASE)


def _activities(view: View, draft: Draft, projects: Projects, piece: Piece) -> None:
    """What a project held: `8 dwudniowych szkoleń`, `badania fokusowe`, `coaching 14 pracowników socjalnych`."""
    text, span = view.text, piece.span
    project = projects.near(span.start)
    done = _DONE.search(text, *span)
    if project is None or done is None:
        return
    holder = Ref(Kind.PROJECT, project.slug)
    for row in (row for row in _counted() if row.activity):
        counted = row.numbered.search(text, *span)
        match = counted or (row.bare.search(text, *span) if row.named else None)
        if match is None:
            continue
        at = Span(match.start(), match.end())
        number, unit = (counted["number"], row.unit) if counted else _of_whom(text, at.end, span.end)
        held = draft.activity(holder, row.unit, number)
        draft.state(Predicate.HELD, holder, at, span, "activity/held", 0.85, target=held)
        draft.state(Predicate.NAMED, held, at, span, "activity/held", 0.85, value=row.unit)
        if number:
            draft.state(Predicate.COUNT, held, at, span, "activity/held", 0.85, value=str(int(number)), unit=unit)


def _of_whom(text: str, start: int, end: int) -> tuple[str, str]:
    """The number and the unit of those for whom an activity is: ` 14 pracowników socjalnych`."""
    while start < end and text[start] in " *_":
        start += 1
    for row in _counted():
        match = row.numbered.match(text, start, end)
        if match and not row.activity:
            return match["number"], row.unit
    return "", ""


def _subject(view: View, projects: Projects, index: int) -> Ref | None:
    """The milestone that the piece, its intro or its heading names, else the project."""
    piece = view.pieces[index]
    project = projects.near(piece.span.start)
    if project is None:
        return None
    for at in (index, piece.intro, piece.heading):
        if at is None:
            continue
        number = milestone_at(view.text, *view.pieces[at].span)
        if number:
            return Ref(Kind.MILESTONE, f"{project.slug}/{number}")
    return Ref(Kind.PROJECT, project.slug)


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
