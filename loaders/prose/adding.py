"""Who takes part: an institution written into a group, and how surely."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.claims import Kind, Predicate
from loaders.polish.mentions import Found, find
from loaders.prose import posts, unlisted
from loaders.prose.cues import Stance
from loaders.prose.draft import DraftGroup, identity
from loaders.prose.sameness import stems
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import Governed, View
from loaders.prose.walk import Walk

WHICH_BODY = 0.45
"""`Policja` without more does not say which of its bodies: for the queue."""
UNLISTED = 0.55
"""A body of no known kind that stands where members are listed."""
EXPECTED = 0.70
"""Somebody who is listed, but has still to decide or to be invited."""
_EXPECTED = re.compile(
    r"\bczekamy\b|\boczekuj\w+|\b(?:ma|mają)\s+(?:\w+\s+)?(?:zdecydować|potwierdzić|dołączyć|przystąpić)"
    r"|\bzapros(?:imy|zą|i)\b|\bzaprosić\b|\bplanuj\w+|\bzamierza\w*|\brozważa\w*|\bdo\s+potwierdzenia"
    r"|\bbez\s+decyzji|\bw\s+trakcie\s+(?:uzgodnień|rozmów)",
    re.IGNORECASE,
)
IN_LIST, IN_CLAUSE, IN_PROSE = 0.95, 0.92, 0.85
"""The surest that a tie may be: named in a list or a party clause, or somewhere in a sentence."""


def add(walk: Walk, group: DraftGroup, piece: Piece, each: Governed) -> None:
    """Write that an institution takes part in a group."""
    found = standing_for(each.found, walk.view)
    if found is None or _is_a_team(walk, found):
        return
    surest = IN_LIST if piece.kind is PieceKind.ITEM else IN_CLAUSE if each.stance is Stance.PARTY else IN_PROSE
    listed = piece.kind is PieceKind.ITEM or ":" in walk.view.text[each.cue.end : found.start]
    counts = listed and not found.type and not unlisted.is_class(found.as_written)
    sure = max(found.confidence, UNLISTED) if counts else found.confidence
    confidence = min(surest, sure, WHICH_BODY if found.type == "POL" else 1.0)
    if _expected(walk.view, piece, each.found):
        confidence = min(confidence, EXPECTED)
    predicate = Predicate.PARTY if group.ref.kind is Kind.AGREEMENT else Predicate.MEMBER
    label = "leader" if each.stance is Stance.LEAD else None
    if label is None and piece.kind is PieceKind.ITEM and predicate is Predicate.MEMBER:
        label = posts.in_tail(_after(walk.view, piece, each.found))
    same = identity(found)
    mention = walk.draft.tie(predicate, found, group.ref, piece.span, each.cue.cue.rule, confidence, label)
    group.parties.setdefault(same, mention)
    group.blocks.add(piece.block)


def _expected(view: View, piece: Piece, found: Found) -> bool:
    """Whether the words after a name say that its membership is still hoped for."""
    words = view.text[found.end : piece.span.end]
    after = words if piece.kind is PieceKind.ITEM else _after(view, piece, found)
    return _EXPECTED.search(after) is not None


def _after(view: View, piece: Piece, found: Found) -> str:
    """The words of a piece after a name, up to the next one."""
    following = (each.start for each in view.inside(piece.span) if each.start >= found.end)
    return view.text[found.end : next(following, piece.span.end)]


def _is_a_team(walk: Walk, found: Found) -> bool:
    """Whether what looks like an institution is a team of this document."""
    return any(span.start < found.end and found.start < span.end for span in walk.team_spans) or (
        not found.type and any(stems(found.name) == stems(group.group.name) for group in walk.draft.groups)
    )


def as_guest(view: View, index: int, each: Governed) -> bool:
    """Whether what the representative does is a guest's: `Przemówienie wygłosił przedstawiciel …`."""
    guests = (cue for cue in view.cues(index) if cue.cue.stance is Stance.GUEST)
    return any(0 <= each.cue.start - cue.end <= 2 for cue in guests)


_EVENT = re.compile(
    r"\b(?:szkole(?:ni|ń)|przeszkol|warsztat|konferencj|seminari|webinar|kurs(?:u|ie|em|y|ach)?\b|wizyt\w*\s+studyjn|festyn"
    r"|piknik|debat|targ(?:i|ów|ach)\b|festiwal|gal(?:a|i|ę|ą)\b)",
    re.IGNORECASE,
)
_THERE = re.compile(r"udział|uczestnicz|przyby", re.IGNORECASE)


_TOLD_BEFORE = 3
"""Sentences before the one that says who came, in which it is told what they came to."""


def at_an_event(view: View, index: int) -> bool:
    """Whether who came, came to a training, a conference or a fair: a guest, not a member."""
    piece = view.pieces[index]
    if _is_event(view, index):
        return True
    if not _THERE.search(view.text, *piece.span):
        return False
    above = {*range(max(0, index - _TOLD_BEFORE), index), *([] if piece.heading is None else [piece.heading])}
    return any(_is_event(view, at) for at in above)


def _is_event(view: View, index: int) -> bool:
    span = view.pieces[index].span
    names = view.inside(span)  # a `Warsztat Terapii Zajęciowej` is none
    return any(
        not any(name.start <= match.start() < name.end for name in names)
        for match in _EVENT.finditer(view.text, *span)
    )


def standing_for(found: Found, view: View) -> Found | None:
    """Who takes part when a department is only somebody's post: its institution, None when that is not said."""
    if found.type != "WYDZ" or not found.by_role:
        return found
    start = found.start + len(view.text[found.start : found.end].split()[0])
    inner = [
        each
        for each in find(view.text[start : found.end], view.context)
        if each.type and each.type != "WYDZ" and not each.plural_class
    ]
    if not inner:
        return None
    last = inner[-1]
    return replace(last, start=last.start + start, end=last.end + start, by_role=found.by_role)
