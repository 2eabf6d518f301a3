"""Which institution carries on another one: `Ośrodek … przekształcono w Centrum Usług Społecznych`, merged schools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.claims import Predicate, Span
from loaders.polish.mentions import Found
from loaders.prose.cues import Stance
from loaders.prose.draft import Draft, identity
from loaders.prose.structure import Piece
from loaders.prose.view import LOCAL_GOVERNMENT, View

_WORDS = ("przekszta", "połącz", "miejsce", "dawn", "wcześniej", "poprzedni", "uprzedni", "następc", "zastąpion",
          "przemianowa", "nazw", "przej", "włącz")
"""Beginnings of words of which one is in every sentence that tells of a succession."""
_INTO = re.compile(
    r"(?:przekształc|przemianow|zmieni\w*\s+nazw|połącz|włącz)\w*(?=\W|$)(?:[^;]*?\s)?(?:w|we|na|do)\s*$"
    r"|zastąpion\w+\s+przez\s*$", re.IGNORECASE)
"""Between an old body and the new one, its verb there: `X przekształcono w Y`, `X i Z połączono w Y`."""
_TURNED = re.compile(r"\b(?:przekształc|przemianow|połącz|włącz)\w*(?:\s+się)?(?:\s+\w+){0,3}?\s*$", re.IGNORECASE)
_ONLY_INTO = re.compile(r"\s*(?:w|we|na)\s*", re.IGNORECASE)
"""The verb before the old body, no more than a preposition after it: `przekształca się X w Y`."""
_OUT_OF = re.compile(
    r"(?:powsta|utworz|powoł|działa|rozpocz)\w*[^;]*?\s(?:z|w\s+wyniku|wskutek|na\s+skutek|poprzez|przez)\s+"
    r"(?:\w+\s+)?(?:przekształceni|połączeni)\w*(?:\s+\w+){0,2}?\s*$"
    r"|(?:powsta|utworz|powoł|działa)\w*[^;]*?\sw\s+miejsce(?:\s+\w+){0,2}?\s*$"
    r"|(?:przej(?:ął|ęła|ęło)\s+(?:wszystkie\s+)?zadania|jest\s+(?:\w+\s+)?następc\w+(?:\s+prawn\w+)?)(?:\s+\w+){0,2}?\s*$"
    r"|^\s*[(,–-]\s*(?:dawniej|dawn[aey]|wcześniej|poprzednio|uprzednio)\s*:?\s*$", re.IGNORECASE)
"""Between the new body and the old one: `Y powstało z przekształcenia X`, `Y (dawniej X)`."""
_INSTEAD = re.compile(r"\bw\s+miejsce(?:\s+\w+){0,2}?\s*$", re.IGNORECASE)
_STARTED = re.compile(r"(?:utworzon|powsta|powołan|powołuje|tworzy|rozpocz|działa)\w*", re.IGNORECASE)
"""`W miejsce X utworzono Y`: before the old body, and between the two."""
_AND = re.compile(r"\s*(?:,|i|oraz|,\s*a\s+także)\s+(?:z\s+|ze\s+)?", re.IGNORECASE)
_DENIED = re.compile(
    r"\bnie\b|\bplan\w+|\b(?:ma|mają|może|mogą)\s+(?:zostać|być)\b|\bzamierza\w*|\brozważa\w*", re.IGNORECASE)
_FROM = re.compile(r"(?:z\s+dniem|od(?:\s+dnia)?|w\s+dniu)\s*$", re.IGNORECASE)
SAID, BESIDE = 0.9, 0.8
"""How sure a sentence with a verb is, and a bracket: `Centrum … (dawniej Ośrodek …)`."""


def write_succession(view: View, draft: Draft) -> None:
    """SUCCEEDED_BY claims, old body → new one, with the day when the sentence tells one."""
    if not view.says(*_WORDS):
        return
    for index, piece in enumerate(view.pieces):
        named = [each for each in view.inside(piece.span) if _is_body(each)]
        if len(named) < 2 or _DENIED.search(view.text, *piece.span) or _to_come(view, index):
            continue
        for old, new, confidence in _pairs(view.text, piece, named):
            if identity(old) != identity(new):
                draft.tie(
                    Predicate.SUCCEEDED_BY, old, draft.mention(new), piece.span, "succession",
                    min(confidence, old.confidence, new.confidence), value=_day(view, index),
                    extra=[Span(new.start, new.end)],
                )


def _is_body(found: Found) -> bool:
    return bool(found.type) and not found.plural_class and not found.by_role and found.type not in LOCAL_GOVERNMENT


def _to_come(view: View, index: int) -> bool:
    """Whether the sentence is about a plan; that something *will be founded* on a day is told the same way."""
    return any(cue.cue.stance is Stance.FUTURE for cue in view.cues(index))


def _pairs(text: str, piece: Piece, named: Sequence[Found]) -> Iterator[tuple[Found, Found, float]]:
    """(old, new, confidence) for each that a piece tells of; of several old ones joined by `i` each."""
    runs = _runs(text, named)
    for (before, after), start in zip(pairwise(runs), [piece.span.start, *(run[-1].end for run in runs)], strict=False):
        lead, gap = text[start : before[0].start], text[before[-1].end : after[0].start]
        turned = _INTO.search(gap) or (_TURNED.search(lead) and _ONLY_INTO.fullmatch(gap))
        if turned or (_INSTEAD.search(lead) and _STARTED.search(gap)):
            yield from ((old, after[0], SAID) for old in before)
        elif (told := _OUT_OF.search(gap)) is not None:
            confidence = BESIDE if told.group().lstrip()[0] in "(,–-" else SAID
            yield from ((old, before[-1], confidence) for old in after)


def _runs(text: str, named: Sequence[Found]) -> list[list[Found]]:
    """Bodies side by side, those joined by a comma or `i` together."""
    runs: list[list[Found]] = []
    for each in named:
        if runs and _AND.fullmatch(text, runs[-1][-1].end, each.start):
            runs[-1].append(each)
        elif not runs or each.start >= runs[-1][-1].end:
            runs.append([each])
    return runs


def _day(view: View, index: int) -> str | None:
    """The day from which: the one after `z dniem` or `od`, else the only one of the sentence."""
    dates = view.dates(index)
    begins = [each for each in dates if _FROM.search(view.text, max(0, each.start - 12), each.start)]
    chosen = begins or dates
    return chosen[0].value.value if len(chosen) == 1 else None
