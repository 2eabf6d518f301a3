"""Extracted agreements beside labelled ones: which members are right, which are missed.

The rules are those of the labelled corpus: names are equal after normalising (an alias is as good), agreements are
paired one to one, those with most common members first, and what is labelled optional is neither right nor wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.claims import Status

_QUOTES = re.compile("[\"'„”“‟‘’‚«»‹›`´]")
_SIGNS = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Judged:
    """One predicted member: how sure it was, by which rule, and whether it is right."""

    document: str
    name: str
    rule: str
    confidence: float
    right: bool

    @property
    def accepted(self) -> bool:
        """Whether it is sure enough to be accepted."""
        return Status.of(self.confidence) is Status.ACCEPTED


@dataclass(frozen=True, slots=True)
class Scored:
    """One document: its predicted members, judged, and the number of members that a person reads in it."""

    judged: tuple[Judged, ...]
    required: int


def score(document: str, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Scored:
    """Judge the members predicted for one document.

    Args:    gold, predicted: a document in the corpus's schema (see `loaders.corpus`).
    Returns: every predicted member, except those that match an optional one.
    """
    theirs = [_once(each["members"]) for each in gold["agreements"]]
    ours = [_once(each["members"]) for each in predicted["agreements"]]
    optional = [bool(each.get("optional")) for each in gold["agreements"]]
    pairs = dict(_paired(theirs, ours, optional))
    judged: list[Judged] = []
    for number, members in enumerate(ours):
        beside = theirs[pairs[number]] if number in pairs else []
        spare = number in pairs and optional[pairs[number]]
        judged.extend(_judged(document, members, beside, spare))
    required = sum(not member.get("optional") for members, spare in zip(theirs, optional, strict=True)
                   for member in members if not spare)
    return Scored(tuple(judged), required)


def _judged(
    document: str, members: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]], spare: bool
) -> Iterator[Judged]:
    matched = {ours: theirs for theirs, ours in _common(beside, members)}
    for number, member in enumerate(members):
        match = beside[matched[number]] if number in matched else None
        if match is None or not (spare or match.get("optional")):
            yield Judged(document, str(member["name"]), str(member.get("rule", "")), float(member["confidence"]),
                         match is not None)


def _once(members: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One institution counts once in an agreement."""
    return list({_plain(member["name"]): member for member in reversed(members)}.values())[::-1]


def _plain(name: str | None) -> str:
    text = unicodedata.normalize("NFKC", name or "").casefold()
    return " ".join(_SIGNS.sub(" ", _QUOTES.sub(" ", text)).split())


def _common(gold: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Pairs of equal members, the required ones first, each member in one pair."""
    pairs: list[tuple[int, int]] = []
    for number in sorted(range(len(gold)), key=lambda at: bool(gold[at].get("optional"))):
        names = {_plain(each) for each in (gold[number]["name"], *(gold[number].get("aliases") or ()))}
        taken = {ours_at for _, ours_at in pairs}
        found = next((at for at, one in enumerate(ours) if at not in taken and _plain(one["name"]) in names), None)
        if found is not None:
            pairs.append((number, found))
    return pairs


def _paired(
    gold: Sequence[Sequence[Mapping[str, Any]]], ours: Sequence[Sequence[Mapping[str, Any]]], optional: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """(ours, gold) agreements, those with most common required members first."""
    scored = []
    for left, theirs in enumerate(gold):
        for right, members in enumerate(ours):
            common = _common(theirs, members)
            required = sum(not theirs[at].get("optional") for at, _ in common)
            if common:
                share = 2 * len(common) / (len(theirs) + len(members))
                scored.append((-required, -len(common), optional[left], -share, left, right))
    taken: set[tuple[str, int]] = set()
    for *_, left, right in sorted(scored):
        if not {("gold", left), ("ours", right)} & taken:
            taken |= {("gold", left), ("ours", right)}
            yield right, left
