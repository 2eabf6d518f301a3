"""From when: the days on which agreements are signed and teams appointed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.claims import Kind, Predicate, Span
from loaders.prose.cues import MEMBERSHIP, FoundCue, Stance
from loaders.prose.groups import Named
from loaders.prose.naming import WAS_SIGNED, names_team
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import LOCAL_GOVERNMENT, View
from loaders.prose.walk import Walk

_ACT = re.compile(r"\b(?:zarządzeni|uchwał)\w*\s+nr|\bz\s+dnia\s", re.IGNORECASE)
_ACT_OPENS = re.compile(r"\W*(?:zarządzeni|uchwał|decyzj|z\s+dnia)", re.IGNORECASE)
_FOUNDED = re.compile(r"zawiąza|założy|(?:\w+\s+)?(?:utworzy|zawiąza|powoła)", re.IGNORECASE)
_BASIS = re.compile(r"\W*na\s+podstawie\b", re.IGNORECASE)
_SEALED = r"|parafowa(?:no|li|ły|ł)|sygnowa(?:no|li|ły|ł)|przypieczętowa(?:no|li|ły|ł)"
SIGNED = re.compile(rf"podpisa(?:no|li|ły|ła|ł)|zawar(?:to|li|ły|ła|ł){_SEALED}", re.IGNORECASE)
_MEETING = re.compile(
    rf"spotka|zebra|uroczysto|konferencj|posiedzeni|podpis|zawar(?:to|li|ły|ł)\b{_SEALED}", re.IGNORECASE
)
_BEING_SIGNED = re.compile(r"\b(?:podpisan|zawart)[aeoy]\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\W*(?:po)?między\W*", re.IGNORECASE)


def signing_date(view: View, index: int, piece: Piece) -> tuple[Span, str, Span, str, float] | None:
    """(place, value, piece, rule, confidence) of the day of signing: in the sentence, its intro, or before it."""
    places = [(index, "date/of-signing", 0.95)]
    if piece.intro is not None:
        places.append((piece.intro, "date/of-signing", 0.9))
        if _BETWEEN.fullmatch(view.pieces[piece.intro].text(view.text)):
            places.append((piece.intro - 1, "date/of-signing", 0.9))  # zawarte w dniu …, and on a line of its own:
    opening = view.clause_opening(index)
    if opening is not None:
        places.append((opening, "date/of-signing", 0.95))
    first = piece.intro if piece.intro is not None else index
    places += [(first - back, "date/of-the-meeting", 0.7) for back in (1, 2, 3)]
    for at, rule, confidence in places:
        if at < 0:
            continue
        there = view.pieces[at]
        if rule.endswith("meeting") and (
            there.kind is not PieceKind.SENTENCE or not _MEETING.search(there.text(view.text))
        ):
            continue
        if rule.endswith("meeting") and SIGNED.search(there.text(view.text)):
            rule, confidence = "date/of-signing", 0.85
        for date in view.dates(at):
            if until(view, date.start, there):
                continue
            return Span(date.start, date.end), date.value.value, there.span, rule, confidence
    return None


def is_signing(view: View, piece: Piece) -> bool:
    """Whether a piece tells that something is signed: `podpisano umowę`, `umowa została zawarta`."""
    return any(pattern.search(view.text, *piece.span) is not None for pattern in (SIGNED, _BEING_SIGNED))


def until(view: View, at: int, piece: Piece) -> bool:
    """Whether a date is an end: `do 31 grudnia`."""
    before = view.text[max(piece.span.start, at - 14) : at].lower()
    return bool(re.search(r"\b(?:do|po|lata)(?:\s+dnia)?\s*$", before))


def appointed(walk: Walk, index: int, piece: Piece) -> None:
    """A sentence that says the team was appointed: its day, and the territory of who appointed it."""
    team = walk.team
    cues = [cue for cue in walk.view.cues(index) if cue.cue.stance is Stance.APPOINT or _founds(walk.view, cue)]
    dates = [date for date in walk.view.dates(index) if not until(walk.view, date.start, piece)]
    opens = walk.act is None or _ACT_OPENS.match(walk.view.text, *piece.span)
    if dates and opens and _ACT.search(walk.view.text, *piece.span) and not (team and team.signed):
        walk.act = Span(dates[0].start, dates[0].end), dates[0].value.value, piece.span
    if team is None or not cues:
        return
    if walk.act is not None and _BASIS.match(walk.view.text, *piece.span):
        dates = []  # the day of an older act, by which this one is allowed
    if not dates and team.signed is None and walk.act is not None and team.group.spans:
        at, value, where = walk.act
        team.signed = value
        walk.draft.state(Predicate.SIGNED, team.ref, at, where, "date/of-the-act", 0.85, value=value)
    if dates and team.signed is None:
        date = dates[0]
        team.signed = date.value.value
        walk.draft.state(
            Predicate.SIGNED,
            team.ref,
            Span(date.start, date.end),
            piece.span,
            "date/of-appointment",
            0.92,
            value=date.value.value,
        )
    if team.territory is None:
        for each in walk.view.governed(index):
            if each.stance is Stance.APPOINT and each.found.type in LOCAL_GOVERNMENT and each.found.terc:
                team.territory = each.found.terc
                break


def _founds(view: View, cue: FoundCue) -> bool:
    """Whether the members are said to have founded the team: `Koalicję zawiązały 5 maja …`."""
    return cue.cue.stance is Stance.MEMBER and _FOUNDED.match(view.text, cue.start, cue.end) is not None


def acceded(walk: Walk, index: int, piece: Piece, named: Sequence[Named], *, future: bool) -> None:
    """`… podpisali Deklarację przystąpienia do Zespołu`: the day that the team came about, whoever signed."""
    team = walk.team
    agreements = [each for each in named if each.family is Kind.AGREEMENT]
    words = [each for each in agreements if each.about_team or names_team(named, each)]
    signing = any(cue.cue.stance is Stance.PARTY for cue in walk.view.cues(index))
    dates = [date for date in walk.view.dates(index) if not until(walk.view, date.start, piece)]
    if agreements and signing and dates and not future and not walk.view.inside(piece.span):
        walk.signing = (
            index, Span(dates[0].start, dates[0].end), dates[0].value.value, piece.span,
        )
    _signed_before(walk, index)
    if team is None or team.signed or future or not (words and signing and dates):
        return
    team.signed = dates[0].value.value
    walk.draft.state(
        Predicate.SIGNED,
        team.ref,
        Span(dates[0].start, dates[0].end),
        piece.span,
        "date/of-accession",
        0.85,
        value=team.signed,
    )


def signed_after(walk: Walk, index: int, piece: Piece, *, future: bool) -> None:
    """`List podpisano 14 czerwca`, after its parties: the day of the only agreement, else team, so far."""
    agreements = [group for group in walk.draft.groups if group.ref.kind is Kind.AGREEMENT]
    groups = agreements or walk.draft.groups
    if future or len(groups) != 1 or groups[0].signed or not groups[0].parties:
        return
    dates = [date for date in walk.view.dates(index) if not until(walk.view, date.start, piece)]
    if not dates or not WAS_SIGNED.search(walk.view.text, *piece.span):
        return
    if any(each.stance in MEMBERSHIP for each in walk.view.governed(index)):
        return
    group, at = groups[0], Span(dates[0].start, dates[0].end)
    group.signed = dates[0].value.value
    walk.draft.state(Predicate.SIGNED, group.ref, at, piece.span, "date/of-signing", 0.85, value=group.signed)


def _signed_before(walk: Walk, index: int) -> None:
    """`Deklaracje podpisano 6 lutego. W skład zespołu weszły …`: the day of the team that is named next."""
    team, signing = walk.team, walk.signing
    if team is None or team.signed or team.parties or signing is None or index - signing[0] > 1:
        return
    _, at, value, sentence = signing
    team.signed = value
    walk.draft.state(Predicate.SIGNED, team.ref, at, sentence, "date/of-the-declarations", 0.8, value=value)
    walk.signing = None
