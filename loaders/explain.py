"""Why a document was read as it was: every stretch of text that a rule took for something, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph import reference
from graph.claims import Claim, Extraction, Group, Kind, Mention, Ref, Span, Status
from graph.territory import Register
from loaders.extract import EXTRACTOR, inspect
from loaders.polish.found import Found
from loaders.reading import Reading

INSTITUTION = "institution"
CLASS = "class"
GROUP = "group"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that was considered for a seat."""

    code: str                # TERC, six digits (four or two for a powiat or województwo)
    name: str
    kind: str                # gmina wiejska, powiat …
    powiat: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """One stretch of text and what a rule made of it.

    `what` is `institution`, `class` (a kind of institutions, which is no node), `group` or the predicate of a claim;
    `reading` the canonical name in the nominative, or the value; `about` who or what the claim speaks of, and its
    target. `candidates` are all places that were considered, `place_rule` says how one of them was chosen.
    """

    start: int
    end: int
    text: str
    what: str
    rule: str
    reading: str
    about: str = ""
    type: str = ""
    case: str = ""
    place: str = ""
    place_rule: str = ""
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    status: str = ""


def explain(reading: Reading) -> tuple[Explained, ...]:
    """All that was found in a document, in the order of its text; the text is masked.

    It comes from the very run that makes the claims, so nothing is explained that did not happen.
    """
    draft, view = inspect(reading)
    extraction = draft.extraction(EXTRACTOR)
    names = _names(extraction)
    rows = [
        *(_mention(each, draft.found[each.key], extraction) for each in extraction.mentions),
        *(_class(each) for each in view.founds if each.plural_class),
        *(_group(each, extraction.source.text) for each in extraction.groups),
        *(_claim(each, extraction.source.text, names) for each in extraction.claims),
    ]
    order = {INSTITUTION: 0, CLASS: 0, GROUP: 1}
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, order.get(row.what, 2), row.what, row.reading)))


def _names(extraction: Extraction) -> dict[Ref, str]:
    return {
        **{Ref(Kind.INSTITUTION, each.key): each.name for each in extraction.mentions},
        **{Ref(each.family, each.key): each.name for each in extraction.groups},
    }


def _mention(mention: Mention, found: Found, extraction: Extraction) -> Explained:
    start, end = mention.spans[0].start, mention.spans[-1].end
    codes = found.candidates or ((mention.terc,) if mention.terc else ())
    return Explained(
        start, end, extraction.source.text[start:end], INSTITUTION, _of_role(mention.rule, found), mention.name,
        type=mention.type or "", case=found.case, place=mention.place or "", place_rule=mention.place_rule,
        candidates=tuple(_candidates(codes, mention.terc)),
        confidence=mention.confidence, status=Status.of(mention.confidence).value,
    )


def _of_role(rule: str, found: Found) -> str:
    return f"{rule} ({found.by_role})" if found.by_role else rule


def _candidates(codes: tuple[str, ...], chosen: str | None) -> Iterator[Candidate]:
    register: Register = reference.register()
    for code in dict.fromkeys((*((chosen,) if chosen and chosen not in codes else ()), *codes)):
        unit = register.get(code)
        if unit is not None:
            over = register.get(code[:4]) if len(code) == 6 else None
            yield Candidate(code, unit.name, unit.kind, over.name if over else "", code == chosen)


def _class(found: Found) -> Explained:
    return Explained(
        found.start, found.end, found.as_written, CLASS, found.rule, found.name, type=found.type or "",
        case=found.case, confidence=found.confidence,
    )


def _group(group: Group, text: str) -> Explained:
    span = Span(group.spans[0].start, group.spans[-1].end)
    return Explained(
        span.start, span.end, text[span.start : span.end], GROUP, group.rule, group.name, about=group.kind,
        type=group.type or "", confidence=group.confidence, status=Status.of(group.confidence).value,
    )


def _claim(claim: Claim, text: str, names: dict[Ref, str]) -> Explained:
    """A claim at the very words it rests on, inside the passage that it quotes."""
    start, end = claim.spans[0].start, claim.spans[-1].end
    at = text.find(claim.as_written, start, end) if claim.as_written else -1
    if at >= 0:
        start, end = at, at + len(claim.as_written)
    target = _target(claim.object, names)
    return Explained(
        start, end, text[start:end], claim.predicate.value, claim.rule,
        " ".join(filter(None, (claim.value, claim.unit, f"[{claim.label}]" if claim.label else ""))) or target,
        about=" → ".join(filter(None, (names.get(claim.subject, claim.subject.key), target))),
        confidence=claim.confidence, status=claim.status.value,
    )


def _target(ref: Ref | None, names: dict[Ref, str]) -> str:
    if ref is None:
        return ""
    if ref.kind is Kind.UNIT:
        unit = reference.register().get(ref.key)
        return f"{unit.kind} {unit.name} ({ref.key})" if unit else ref.key
    return names.get(ref, ref.key)
