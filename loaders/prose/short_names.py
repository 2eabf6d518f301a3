"""Bodies that a text calls by their kind alone once they were named: `dyrektor szkoły` of the only school so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.polish.mentions import Found

_KINDS = {
    "szkoły": r"szkoł|szkół|\bliceum|\btechnikum|\bzsp?\b",
    "przedszkola": r"przedszkol",
    "szpitala": r"szpital|zakład\w* opieki zdrowotnej",
    "ośrodka": r"ośrod",
    "poradni": r"poradni",
    "biblioteki": r"bibliotek",
    "fundacji": r"fundacj",
    "stowarzyszenia": r"stowarzyszen",
    "centrum": r"centrum",
    "urzędu": r"urząd",
}
"""What a kind is called in the genitive, and what the names of such bodies have in them."""
_NAMED = {word: re.compile(names, re.IGNORECASE) for word, names in _KINDS.items()}
_POST = re.compile(
    r"\b(?:(?:wice)?dyrektor(?:ka|em|ki|zy)?|kierowni(?:k|kiem|czka)|prezes(?:ka|em)?|przedstawiciel(?:ka|em|e)?"
    r"|[Oo]prócz)\s+"
    rf"(?P<kind>{'|'.join(_KINDS)})(?=\s*(?:[█,;.():–—-]|(?:i|oraz|a|należą|tworzą|wchodzą)\s|$))"
)
_POSTS = ("dyrektor", "kierowni", "prezes", "przedstawiciel", "prócz")


def called_by_kind(text: str, founds: Sequence[Found]) -> tuple[Found, ...]:
    """All that was found, with the bodies that a post and a kind name: when only one of that kind was named before."""
    if not any(post in text for post in _POSTS):
        return tuple(founds)
    return tuple(sorted([*founds, *_called(text, founds)], key=lambda each: each.start))


def _called(text: str, founds: Sequence[Found]) -> Iterator[Found]:
    for match in _POST.finditer(text):
        if any(each.start < match.end() and match.start() < each.end for each in founds):
            continue
        names = _NAMED[match["kind"]]
        before = [
            each for each in founds
            if each.end <= match.start() and each.type and not each.plural_class and names.search(each.name)
        ]
        if len({(each.type, each.name, each.terc) for each in before}) == 1:
            yield replace(
                before[-1], start=match.start(), end=match.end(), as_written=match.group(), case="",
                by_role=match.group().split()[0],
            )
