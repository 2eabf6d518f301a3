"""What a document counts of a project, a milestone or a team, and the activities that these held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph import reference
from graph.claims import Kind, Predicate, Ref, Span
from loaders.polish.morphology import analyse
from loaders.prose.areas import wojewodztwo_in
from loaders.prose.cues import Stance
from loaders.prose.draft import Draft
from loaders.prose.milestones import milestone_at
from loaders.prose.projects import Projects
from loaders.prose.structure import Piece
from loaders.prose.view import View

_OUTPUT = re.compile(
    r"zawiązan|powołan|zaangażowa|przeprowadz|zorganizowa|opracowa|wypracowan|ob(?:j|ejm)\w+ wsparciem|uczestnicz"
    r"|grup\w+ docelow|model\w*\s+kooperacji|zrealizowa",
    re.IGNORECASE,
)
_INVITED = re.compile(r"zaprosi|zaprasza|zaproszon", re.IGNORECASE)
_DONE = re.compile(
    r"przeprowadz\w+|zorganizowa\w+|zrealizowa\w+|odbył\w*|spotka\w+|wypracowan\w+|uczestniczy\w+", re.IGNORECASE
)
_MARKUP = re.compile(r"[\s*_#•✓–-]*")


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of `data/reference/counted.csv`. `named`: an activity that is one without a number too."""

    unit: str
    numbered: re.Pattern[str]
    bare: re.Pattern[str]
    activity: bool
    named: bool


@cache
def _numerals() -> Mapping[str, int]:
    return {form: int(row["number"]) for row in reference.rows("numerals.csv") for form in row["forms"].split("|")}


@cache
def _counted() -> tuple[Counted, ...]:
    words = "|".join(sorted(_numerals(), key=len, reverse=True))
    number = rf"(?<![\w,./-])(?P<number>\d{{1,4}}|{words})\s+(?P<before>\w+(?:owych|owymi|owe)\s+)?"
    return tuple(
        Counted(
            row["unit"],
            re.compile(
                number + rf"(?P<unit>{row['pattern']})(?!\w)(?P<after>\s+[a-ząćęłńóśźż]+(?:ych|ich|e)\b)?", re.I
            ),
            re.compile(rf"(?<!\w){row['pattern']}(?!\w)", re.IGNORECASE),
            bool(row["activity"]),
            row["activity"].endswith("named"),
        )
        for row in reference.rows("counted.csv")
    )


def write_counts(view: View, draft: Draft, projects: Projects, index: int) -> None:
    """COUNT claims of a project or milestone, and the activities of a project or, when it is the subject, a team."""
    piece = view.pieces[index]
    text, span = view.text, piece.span
    team = _team_at(view, draft, piece)
    if team is not None:
        _activities(view, draft, piece, team)
        return
    signing = any(each.stance is Stance.PARTY for each in view.governed(index))
    if signing or not _OUTPUT.search(text, span.start, span.end) or _INVITED.search(text, span.start, span.end):
        return
    subject = _subject(view, projects, index)
    project = projects.near(span.start)
    if subject is None or project is None:
        return
    for row in _counted():
        for match in row.numbered.finditer(text, span.start, span.end):
            draft.state(
                Predicate.COUNT, subject, Span(match.start(), match.end()), span, "count/stated", 0.85,
                value=_number(match), unit=row.unit, label=" ".join(match.group().split()),
                quantity=_told(row.unit, match) + _scope(view, piece, match.start()),
            )
    _activities(view, draft, piece, Ref(Kind.PROJECT, project.slug))


def _number(match: re.Match[str]) -> str:
    word = match["number"].lower()
    return str(_numerals().get(word) or int(word))


def _told(unit: str, match: re.Match[str]) -> str:
    """What is counted, closer: two-day trainings are not one-day trainings. Only equal ones can be compared."""
    words = f"{match['before'] or ''} {match['unit']} {match['after'] or ''}".split()
    adjectives = [_adjective(word.lower()) for word in words]
    return " ".join([unit, *sorted({word for word in adjectives if word})])


def _scope(view: View, piece: Piece, at: int) -> str:
    """The województwo that a count is of, when the words before it name one."""
    opening = max(view.text.rfind(". ", piece.span.start, at), piece.span.start)
    code = wojewodztwo_in(view, view.text[opening:at])
    return f":{code}" if code else ""


def _adjective(word: str) -> str:
    if re.fullmatch(r"\d-dniow\w+", word):
        return f"{word[:2]}dniowy"
    return next((lemma for lemma, tag, _ in analyse(word) if tag.startswith("adj:")), "")


def _team_at(view: View, draft: Draft, piece: Piece) -> Ref | None:
    """The team that a sentence opens with: the one of its type that was named last before."""
    at = _MARKUP.match(view.text, piece.span.start)
    start = at.end() if at else piece.span.start
    opening = next((each for each in view.teams_found if each.start == start), None)
    teams = [
        each for each in draft.groups
        if each.ref.kind is Kind.TEAM and opening and each.group.type == opening.type
        and each.group.spans[0].start <= start
    ]
    return max(teams, key=lambda each: each.group.spans[0].start).ref if teams else None


def _activities(view: View, draft: Draft, piece: Piece, holder: Ref) -> None:
    """What was held: `8 dwudniowych szkoleń`, `badania fokusowe`, `coaching 14 pracowników socjalnych`."""
    text, span = view.text, piece.span
    if _DONE.search(text, *span) is None:
        return
    for row in (row for row in _counted() if row.activity):
        counted = row.numbered.search(text, *span)
        match = counted or (row.bare.search(text, *span) if row.named else None)
        if match is None:
            continue
        at = Span(match.start(), match.end())
        number, unit = (_number(match), row.unit) if counted else _of_whom(text, at.end, span.end)
        told = _told(row.unit, match) if counted else unit
        held = draft.activity(holder, told if counted else row.unit, number)
        draft.state(Predicate.HELD, holder, at, span, "activity/held", 0.85, target=held)
        draft.state(Predicate.NAMED, held, at, span, "activity/held", 0.85, value=row.unit)
        if number:
            draft.state(
                Predicate.COUNT, held, at, span, "activity/held", 0.85, value=number, unit=unit, quantity=told,
                label=" ".join(match.group().split()),
            )


def _of_whom(text: str, start: int, end: int) -> tuple[str, str]:
    """The number and the unit of those for whom an activity is: ` 14 pracowników socjalnych`."""
    while start < end and text[start] in " *_":
        start += 1
    for row in _counted():
        match = row.numbered.match(text, start, end)
        if match and not row.activity:
            return _number(match), row.unit
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
