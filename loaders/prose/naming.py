"""What a piece names: agreements, teams, and whether its words list members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.claims import Kind, Span
from loaders.polish.mentions import Found
from loaders.prose.cues import FoundCue, Stance
from loaders.prose.draft import DraftGroup
from loaders.prose.groups import Named, find_agreements, find_teams, team_name
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import Governed, View

WEAK = re.compile(
    r"przedstawiciel|reprezent|delega|wysłanni|udział|uczestnicz|przyby|zaangażowan|wskaz|kierował|koordynuj|prowadz",
    re.IGNORECASE,
)
"""Cues that mean membership only where a team or an agreement is spoken of."""
LISTS = re.compile(
    r"skład|tworz|stanowi|członkami|członkowie|założyci|partnerami|uczestni(?:kami|czkami|cy)\b|instytucje|wchodząc|kooperant|należ|skupia|zrzesza|łączy"
    r"|gromadzi|dołącz|włącz|zawiąza|utworzy|\bwesz|członkowski|się\s+o$|zasili|\bkto\s",
    re.IGNORECASE,
)
"""Cues that list members, so that even a group without a name is known by them."""
_ITS_NAME = re.compile(r"\s*(?:[„\"“][^„”\"“]*[”\"“])?\s*(?:\w+\s+)?")
_IS = re.compile(r"\s+(?:jest|będzie|został|została|zostało|pełni)\b")
_ARE = frozenset({"są", "został", "została", "zostali", "zostały"})
_MEETS = re.compile(r"(?:posiedzeni|obrad)\w*\s+$", re.IGNORECASE)
_EXISTS = re.compile(r"\b(?:działa|pracuje|funkcjonuje|istnieje|powstał[ao]?)\s+$", re.IGNORECASE)
_PAPER = r"(?:list|porozumieni|umow|deklaracj|dokument)\w*"
_WAS = r"(?:podpisan[oaey]|zawart[oaey])"
_FEW = r"(?:\s+\w+){0,4}?\s+"
WAS_SIGNED = re.compile(rf"\b{_PAPER}{_FEW}{_WAS}\b|\b{_WAS}{_FEW}{_PAPER}", re.IGNORECASE)


def named_in(view: View, index: int) -> list[Named]:
    """The teams and agreements that a piece names, in order."""
    piece = view.pieces[index]
    text, span = view.text, piece.span
    teams = find_teams(text, span.start, span.end, view.teams_found)
    institutions = view.inside(span)
    teams = [
        team
        for team in teams
        if team.type or not any(_covers(each, team.span) for each in institutions) or _is_subject(view, index, team)
    ]
    teams = [_canonical(team, institutions) for team in teams]
    agreements = find_agreements(text, span.start, span.end)
    inside_names = [*(each.span for each in teams), *(Span(each.start, each.end) for each in institutions)]
    agreements = [
        each
        for each in agreements
        if not any(other.start <= each.span.start and each.span.end <= other.end for other in inside_names)
    ]
    return sorted([*teams, *agreements], key=lambda each: each.span)


def _canonical(team: Named, institutions: Sequence[Found]) -> Named:
    """A council named in an oblique case takes the name that the institution finder gives it."""
    same = [each for each in institutions if each.start == team.span.start and each.type]
    return replace(team, name=team_name(same[0])) if same and not team.type else team


def _is_subject(view: View, index: int, team: Named) -> bool:
    piece = view.pieces[index]
    meets = _MEETS.search(view.text, piece.span.start, team.span.start) is not None
    meets = meets or _EXISTS.search(view.text, piece.span.start, team.span.start) is not None
    cues = view.cues(index)
    appointed = meets or any(cue.cue.stance is Stance.APPOINT for cue in cues)
    listed = any(cue.cue.stance is Stance.MEMBER and _is_listed(view, team, cue, piece) for cue in cues)
    return team.full and (piece.kind is PieceKind.HEADING or appointed or listed)


def _is_listed(view: View, team: Named, cue: FoundCue, piece: Piece) -> bool:
    """Whether a cue is about a team and not in its turn about what the team is in: the team stands first."""
    first = next(iter(view.inside(piece.span)), None)
    leads = first is None or team.span.start <= first.start
    return (leads and team.span.start < cue.end) or (lists(view, cue) and 0 <= team.span.start - cue.end <= 2)


def lists(view: View, cue: FoundCue) -> bool:
    """Whether a cue lists members, and does not only tell who came."""
    words = view.text[cue.start : cue.end]
    return LISTS.search(words) is not None and WEAK.search(words) is None


def lists_partners(view: View, index: int, piece: Piece, each: Governed) -> bool:
    """Whether `partnerzy` or `lider` names them: `Partnerzy: …`, `Partnerzy Sieci:` over items, `partnerami są`.

    So does `Liderem jest X, a partnerami Y`.
    """
    led = (cue for cue in view.cues(index) if cue.cue.stance in (Stance.LEAD, Stance.LEADER))
    if any(cue.start < each.cue.start for cue in led) or _IS.match(view.text, each.cue.end):
        return True
    words = view.text[each.cue.start : each.cue.end]
    colon = view.text[each.cue.end : each.cue.end + 2].strip()
    above = view.pieces[piece.intro].text(view.text) if piece.intro is not None else ""
    return colon.startswith(":") or words.split()[-1] in _ARE or above.rstrip("*_ ").endswith(":")


def elsewhere(view: View, named: Sequence[Named], cue: FoundCue) -> bool:
    """Whether what belongs belongs to something else: `Na mocy porozumienia droga należy do Gminy X`."""
    words = [each.span for each in named if each.family is Kind.AGREEMENT and each.span.end <= cue.start]
    if not words or not view.text[cue.start : cue.end].casefold().startswith("należ"):
        return False
    return _ITS_NAME.fullmatch(view.text, words[-1].end, cue.start) is None


def previous_words(view: View, index: int) -> list[Named]:
    """Agreement words shortly before: one about a team first, else the nearest."""
    words = [
        each
        for before in range(index - 1, max(-1, index - 5), -1)
        for each in named_in(view, before)
        if each.family is Kind.AGREEMENT
    ]
    return [each for each in words if each.about_team] or words


def signed_next(view: View, index: int) -> list[Named]:
    """`X i Y będą współpracować. Porozumienie podpisano 5 maja`: the agreement of the next sentence."""
    if index + 1 >= len(view.pieces):
        return []
    after = view.pieces[index + 1]
    if after.kind is not PieceKind.SENTENCE or not WAS_SIGNED.search(view.text, *after.span):
        return []
    return [each for each in named_in(view, index + 1) if each.family is Kind.AGREEMENT]


def names_team(named: Sequence[Named], word: Named) -> bool:
    """Whether an agreement is about a team named right after it."""
    return any(each.family is Kind.TEAM and 0 <= each.span.start - word.span.end < 60 for each in named)


def spoken_of(view: View, index: int, piece: Piece, group: DraftGroup) -> bool:
    """Whether the group is named in the piece, in its intro, or in a heading over it."""
    above = [at for at in (index, index - 1, piece.intro) if at is not None and at >= 0]
    heading = piece.heading
    for _ in range(4):
        if heading is None:
            break
        above.append(heading)
        heading = view.pieces[heading].heading
    return any(each.family is group.ref.kind for at in above for each in named_in(view, at))


def _covers(found: Found, span: Span) -> bool:
    return found.start <= span.start < found.end
