"""Judgements and doubtful claims in words. Terminal and pages say them alike."""

from __future__ import annotations

from collections.abc import Callable

from dashboards.review import Doubt, Judged
from dashboards.wording import FIELDS, LEVELS, PREDICATES, TERMS, day
from graph import reference
from graph.judgements import Judgement, Side, Verdict

Say = Callable[[str], str]


def about(row: Judged, say: Say) -> str:
    """What a judgement is about, in words."""
    text = _sentence(row.judgement, row.left_name, row.right_name, say)
    return text if row.bound_by not in ("", "invalid") else f"{text} ({say('without effect')})"


def seen_as(judgement: Judgement, say: Say) -> str:
    """What a judgement is about, by the names that its author saw."""
    return _sentence(judgement, _seen(judgement.left), _seen(judgement.right), say)


def _seen(side: Side | None) -> str:
    if side is None:
        return ""
    return side.named[0].as_written if side.named else side.id


def _sentence(judgement: Judgement, left: str, right: str, say: Say) -> str:
    if judgement.verdict is Verdict.WITHDRAW:
        return str(judgement.supersedes)
    parts = [left, right]
    if judgement.predicate:
        parts.insert(1, say(PREDICATES.get(judgement.predicate, judgement.predicate)))
    elif judgement.field:
        parts.append(say(FIELDS.get(judgement.field, judgement.field)))
    parts.append(value_in_words(judgement.field or judgement.predicate or "", judgement.value or "", say))
    return " – ".join(filter(None, parts))


def value_of(doubt: Doubt, say: Say) -> str:
    """What a claim is tied to, or its value, in words."""
    value = doubt.object_name or value_in_words(doubt.predicate, doubt.value, say)
    return " ".join(filter(None, (value, doubt.unit, f"({doubt.label})" if doubt.label else "")))


def value_in_words(what: str, value: str, say: Say) -> str:
    """A value as people read it: the date's, the place's, the sector's or the type's name."""
    if not value:
        return ""
    if what in ("signed", "since", "until"):
        return day(value)
    if what == "term":
        return say(TERMS.get(value, value))
    if what == "level":
        return say(LEVELS.get(value, value))
    if what in ("place", "located") and (unit := reference.register().get(value)) is not None:
        return f"{unit.name} ({value})"
    if what == "sector" and value in reference.sectors():
        return reference.sectors()[value].pl
    if what == "type" and value in reference.institution_types():
        return reference.institution_types()[value].name_pl
    return value
