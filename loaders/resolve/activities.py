"""Activities that two documents tell of: one if kind, holder, dates and count are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.claims import Claim, Extraction, Kind, Predicate
from graph.identity import slug
from loaders.resolve.values import Local

_GROUPS = (Kind.AGREEMENT, Kind.TEAM)


def resolve_activities(extractions: Sequence[Extraction], groups: Mapping[Local, str]) -> dict[Local, str]:
    """Ids of activities: what was held, how often, by whom and when. Without a count it stays its document's own."""
    ids: dict[Local, str] = {}
    for extraction in extractions:
        document = extraction.source.id
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in extraction.claims:
            for end in (claim.subject, claim.object):
                if end is not None and end.kind is Kind.ACTIVITY:
                    told[end.key].append(claim)
        for key, claims in told.items():
            ids[document, key] = _id(document, key, claims, groups)
    return ids


def _id(document: str, key: str, claims: Sequence[Claim], groups: Mapping[Local, str]) -> str:
    kind = _value(claims, Predicate.NAMED)
    count = _value(claims, Predicate.COUNT)
    holders = {
        groups.get((document, claim.subject.key), claim.subject.key)
        if claim.subject.kind in _GROUPS
        else claim.subject.key
        for claim in claims
        if claim.predicate is Predicate.HELD
    }
    if not kind or not count or not holders:
        return f"{key}@{document[:8]}"
    dates = [_value(claims, predicate) for predicate in (Predicate.SINCE, Predicate.UNTIL)]
    return ":".join([f"{slug(kind)}-{slug(count)}", *(date for date in dates if date), "+".join(sorted(holders))])


def _value(claims: Sequence[Claim], predicate: Predicate) -> str:
    """The surest value of a predicate; "" when none is told."""
    said = [claim for claim in claims if claim.predicate is predicate and claim.value]
    best = max(said, key=lambda claim: (claim.confidence, claim.value or ""), default=None)
    return best.value or "" if best else ""
