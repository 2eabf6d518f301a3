"""An extraction as the JSON of the labelled corpus: agreements with their members.

A team and the agreement that establishes it are one agreement; a project's consortium is one of kind
`partnerstwo`; what has fewer than two named members is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph import reference
from graph.claims import PROVISIONAL_FROM, Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Status
from graph.vocabulary import Level
from loaders.classify import classify, legal_person
from loaders.resolve import identity_code

_KINDS = {
    "porozumienie": "porozumienie",
    "deklaracja": "deklaracja",
    "list intencyjny": "list intencyjny",
    "umowa partnerska": "partnerstwo",
    "partnerstwo": "partnerstwo",
    "koalicja": "partnerstwo",
}
_TEAM = "zespół"


def to_corpus(extraction: Extraction) -> dict[str, Any]:
    """The document's agreements in the corpus's schema, with `confidence` and `status` beside.

    Returns: {"doc", "agreements": [{"kind", "title", "date", "project", "area", "members": [{"mention", "name",
             "type", "sector", "level", "place", "confidence", "status", "rule"}], "confidence", "status"}]}.
    """
    mentions = {mention.key: mention for mention in extraction.mentions}
    by_group = _ties(extraction.claims)
    founding = {
        claim.object.key: claim.subject.key
        for claim in extraction.claims
        if claim.predicate is Predicate.ESTABLISHED_BY and claim.object is not None
    }
    groups = {group.key: group for group in extraction.groups}
    agreements = []
    for group in extraction.groups:
        if group.key in founding and len(by_group.get(group.key, [])) >= 2:
            continue  # written with the team that it establishes
        merged = [
            group.key,
            *(key for key, team in founding.items() if team == group.key and len(by_group.get(key, [])) >= 2),
        ]
        claims = [claim for key in merged for claim in by_group.get(key, [])]
        members = _members(claims, mentions)
        if len(members) >= 2:
            agreements.append(_agreement(extraction, [groups[key] for key in merged], members))
    agreements += _consortia(extraction, mentions)
    return {"doc": extraction.source.title.rpartition(".")[0] or extraction.source.title, "agreements": agreements}


def _ties(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    by_group: dict[str, list[Claim]] = {}
    for claim in claims:
        if (
            claim.predicate in (Predicate.PARTY, Predicate.MEMBER)
            and claim.object
            and claim.confidence >= PROVISIONAL_FROM
        ):
            by_group.setdefault(claim.object.key, []).append(claim)
    return by_group


def _members(claims: Iterable[Claim], mentions: Mapping[str, Mention]) -> list[dict[str, Any]]:
    """One entry for each institution; a name without a seat is the only one of its type that has one."""
    types = reference.institution_types()
    best: dict[tuple[str, str, str], tuple[Claim, Mention]] = {}
    for claim in claims:
        mention = mentions[claim.subject.key]
        kind = legal_person(mention.type, types)
        seat = identity_code(mention, reference.register(), types) or mention.place or ""
        key = (kind or mention.name.casefold(), mention.distinct.casefold(), seat)
        known = best.get(key)
        if known is None or (claim.confidence, len(mention.name)) > (known[0].confidence, len(known[1].name)):
            best[key] = (claim, mention)
    for key in [key for key in best if not key[2]]:
        if any(other[:2] == key[:2] and other[2] for other in best):
            del best[key]
    return [_member(claim, mention) for claim, mention in best.values()]


def _member(claim: Claim, mention: Mention) -> dict[str, Any]:
    types = reference.institution_types()
    kind = legal_person(mention.type, types)
    attributes = classify(types.get(kind) if kind else None, mention.name, mention.terc, reference.register())
    levels = [level.value for level in attributes.levels if level.value != Level.BEZ_SZCZEBLA.value]
    sector = reference.sectors().get(attributes.sectors[0].value)
    return {
        "mention": claim.as_written,
        "name": mention.name,
        "type": kind,
        "sector": (sector.corpus or None) if sector else None,
        "level": levels[0] if levels else None,
        "place": mention.place,
        "confidence": claim.confidence,
        "status": claim.status.value,
        "rule": claim.rule,
    }


def _agreement(extraction: Extraction, groups: list[Group], members: list[dict[str, Any]]) -> dict[str, Any]:
    keys = [group.key for group in groups]
    first = groups[0]
    kind = _TEAM if first.family is Kind.TEAM and first.kind != "koalicja" else _KINDS.get(first.kind, "partnerstwo")
    confidence = max(group.confidence for group in groups)
    return {
        "kind": kind,
        "title": first.name,
        "date": _value(extraction, keys, Predicate.SIGNED),
        "project": _project(extraction, keys),
        "area": _area(extraction, keys),
        "members": members,
        "confidence": confidence,
        "status": Status.of(confidence).value,
    }


def _value(extraction: Extraction, keys: list[str], predicate: Predicate) -> str | None:
    found = [
        claim
        for key in keys
        for claim in extraction.claims
        if claim.subject.key == key and claim.predicate is predicate and claim.confidence >= PROVISIONAL_FROM
    ]
    return max(found, key=lambda claim: claim.confidence).value if found else None


def _project(extraction: Extraction, keys: list[str]) -> str | None:
    for claim in extraction.claims:
        if claim.predicate is Predicate.WITHIN and claim.subject.key in keys and claim.object:
            return _project_name(extraction, claim.object.key.partition("/")[0])
    return None


def _project_name(extraction: Extraction, slug: str) -> str | None:
    ref = Ref(Kind.PROJECT, slug)
    return next(
        (
            claim.value
            for claim in extraction.claims
            if claim.predicate is Predicate.NAMED and claim.subject == ref and claim.label is None
        ),
        None,
    )


def _area(extraction: Extraction, keys: list[str]) -> dict[str, str | None]:
    area: dict[str, str | None] = {"gmina": None, "powiat": None, "wojewodztwo": None}
    codes = [
        claim.object.key
        for claim in extraction.claims
        if claim.predicate is Predicate.COVERS and claim.subject.key in keys and claim.object
    ]
    register = reference.register()
    for code in codes[:1]:
        for unit in (register.unit(code), *register.ancestors(code)):
            area[unit.level.value] = unit.name
    return area


def _consortia(extraction: Extraction, mentions: Mapping[str, Mention]) -> list[dict[str, Any]]:
    by_project: dict[str, list[Claim]] = {}
    for claim in extraction.claims:
        if claim.predicate is Predicate.RUNS and claim.object and claim.confidence >= PROVISIONAL_FROM:
            by_project.setdefault(claim.object.key, []).append(claim)
    made = []
    for slug, claims in by_project.items():
        members = _members(claims, mentions)
        if len(members) < 2:
            continue
        confidence = max(claim.confidence for claim in claims)
        made.append(
            {
                "kind": "partnerstwo",
                "title": None,
                "date": _value(extraction, [slug], Predicate.SIGNED),
                "project": _project_name(extraction, slug),
                "area": {"gmina": None, "powiat": None, "wojewodztwo": None},
                "members": members,
                "confidence": confidence,
                "status": Status.of(confidence).value,
            }
        )
    return made
