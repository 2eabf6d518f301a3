"""Which agreements and teams of different documents are one, by the rule for groups."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.claims import Claim, Extraction, Group, Kind, Predicate
from graph.dates import PartialDate
from graph.identity import slug
from graph.judgements import Judgement, Verdict
from graph.reference import InstitutionType
from graph.territory import Register
from loaders.resolve.blocks import MEMBERSHIP, blocks_of_groups, group_family
from loaders.resolve.cluster import Clusters, agglomerate
from loaders.resolve.compare import Comparison, different, doubtful, same
from loaders.resolve.judged import Binder, latest
from loaders.resolve.values import Doubtful, Local, Outcome, Reason, ReasonCode, because

SHARED = 2
"""Parties that two groups must share to be one, or to be asked about."""
LIKE = 0.5
"""Of the smaller set of parties, the part that must be shared for a question when neither contains the other."""
TOLD, FAINT = 0.5, 0.3
"""Scores of teams without members that agree in territory and project; that are told of two phases."""
_KINDS = (Kind.AGREEMENT, Kind.TEAM)


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as one document sees it, with what identity looks at."""

    local: Local
    group: Group
    parties: frozenset[str]      # ids of institutions
    units: frozenset[str]
    projects: frozenset[str]
    phases: frozenset[str]       # milestones: `slug/II`
    dates: tuple[PartialDate, ...]
    blocks: frozenset[str]


@dataclass(frozen=True)
class ResolvedGroups:
    """Ids of groups, and the rest of what `Resolved` says of them."""

    ids: Mapping[Local, str]
    aliases: Mapping[str, str]
    doubtful: tuple[Doubtful, ...]
    unbound: tuple[Judgement, ...]


def resolve_groups(
    extractions: Iterable[Extraction],
    institutions: Mapping[Local, str],
    register: Register,
    types: Mapping[str, InstitutionType],
    judgements: Sequence[Judgement] = (),
) -> ResolvedGroups:
    """Give every agreement and team its id. `institutions`: the ids of the mentions."""
    views = {
        _key(view.local): view
        for extraction in extractions
        for view in _views(extraction, institutions, register, types)
    }
    compared = {pair: compare_groups(views[pair[0]], views[pair[1]]) for pair in _pairs(views)}
    alone = _clustered(views, compared, Clusters(views), set())
    by_itself = _ids(alone, views)
    seen = ((view.local[0], view.group.name, key) for key, view in views.items())
    bound, unbound = Binder(_firsts(by_itself), seen, _KINDS).bind(judgements) if judgements else ([], [])
    standing = latest(bound)
    if not standing:
        return _result(views, compared, by_itself, by_itself, set(), unbound)
    clusters: Clusters[str] = Clusters(views)
    joined: set[str] = set()
    for each in standing:
        if each.judgement.verdict is Verdict.DIFFERENT:
            clusters.forbid(each.left, each.right)
    for each in reversed(standing):
        if each.judgement.verdict is Verdict.SAME and clusters.join(each.left, each.right):
            joined |= each.pair
    clusters = _clustered(views, compared, clusters, joined)
    ids = _ids(clusters, views)
    asked = {frozenset(ids[one] for one in each.pair) for each in standing}
    return _result(views, compared, ids, by_itself, asked, unbound)


def _key(local: Local) -> str:
    return "/".join(local)


# ---------------------------------------------------------------- what a document says of a group


def _views(
    extraction: Extraction, institutions: Mapping[Local, str], register: Register,
    types: Mapping[str, InstitutionType],
) -> Iterator[GroupView]:
    document = extraction.source.id
    by_group: dict[str, list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        for end in (claim.subject, claim.object):
            if end is not None and end.kind in _KINDS:
                by_group[end.key].append(claim)
    blocks = blocks_of_groups(extraction, register, types)
    for group in extraction.groups:
        claims = by_group[group.key]
        within = _objects(claims, Predicate.WITHIN)
        yield GroupView(
            (document, group.key),
            group,
            frozenset(
                institutions[document, claim.subject.key]
                for claim in claims
                if claim.predicate in MEMBERSHIP and (document, claim.subject.key) in institutions
            ),
            _objects(claims, Predicate.COVERS),
            frozenset(key.partition("/")[0] for key in within),
            frozenset(key for key in within if "/" in key),
            tuple(
                PartialDate(value=claim.value)
                for claim in claims
                if claim.predicate is Predicate.SIGNED and claim.object is None and claim.value
            ),
            blocks[group.key],
        )


def _objects(claims: Iterable[Claim], predicate: Predicate) -> frozenset[str]:
    return frozenset(claim.object.key for claim in claims if claim.predicate is predicate and claim.object)


# ---------------------------------------------------------------- pairs


def _pairs(views: Mapping[str, GroupView]) -> set[tuple[str, str]]:
    """Pairs inside blocks that may be one, or are worth a question: no others are (`compare_groups`).

    They share SHARED parties or more, or one has none and both cover the same units.
    """
    by_block: dict[str, list[str]] = defaultdict(list)
    for key, view in views.items():
        for block in view.blocks:
            by_block[block].append(key)
    found: set[tuple[str, str]] = set()
    for members in by_block.values():
        covering: dict[frozenset[str], list[str]] = defaultdict(list)
        for key in members:
            covering[views[key].units].append(key)
        for units, keys in covering.items():
            bare = [key for key in keys if units and not views[key].parties]
            found.update((min(key, other), max(key, other)) for key in bare for other in keys if other != key)
        found |= _sharing({key: views[key].parties for key in members})
    return found


def _sharing(parties: Mapping[str, frozenset[str]]) -> set[tuple[str, str]]:
    """The pairs that share SHARED parties or more.

    Each is looked for by all its parties but the most common ones, of which it may share SHARED - 1 with another.
    """
    times = Counter(party for found in parties.values() for party in found)
    having: dict[str, list[str]] = defaultdict(list)
    for key, found in sorted(parties.items()):
        for party in sorted(found, key=lambda each: (times[each], each))[:1 - SHARED]:
            having[party].append(key)
    return {
        pair for keys in having.values() for pair in combinations(keys, 2)
        if len(parties[pair[0]] & parties[pair[1]]) >= SHARED
    }


def compare_groups(left: GroupView, right: GroupView) -> Comparison:
    """Whether two groups are one.

    Two agreements, or two teams of one kind, are the same if territory, project and dates agree (not
    stated agrees with anything) and one party set contains the other, at least two shared. A team of
    which one document lists no members is the same if territory and project are stated and equal. Members
    stated for two phases of a project are those of two teams. One condition short is doubtful.
    """
    if group_family(left.group) != group_family(right.group):
        return different(because(ReasonCode.OTHER_KIND, left=left.group.kind, right=right.group.kind))
    broken = _broken(left, right)
    shared = left.parties & right.parties
    score = round(len(shared) / (min(len(left.parties), len(right.parties)) or 1), 2)
    told: tuple[Reason, ...] = (because(ReasonCode.SAME_PARTIES, count=str(len(shared))),) if shared else ()
    if left.units & right.units:
        told = (*told, because(ReasonCode.SAME_TERRITORY, unit=max(left.units & right.units)))
    if not broken:
        apart = bool(left.phases and right.phases and not left.phases & right.phases)
        return same(FAINT if apart else max(score, TOLD), *told)
    asked = len(broken) == 1 and len(shared) >= SHARED and broken[0].code is not ReasonCode.TWO_OF_ONE_DOCUMENT
    if broken[0].code is ReasonCode.OTHER_PARTIES:
        asked = asked and score >= LIKE and bool(left.units & right.units)
    return doubtful(round(score * 0.8, 2), *broken, *told) if asked else different(*broken)


def _broken(left: GroupView, right: GroupView) -> list[Reason]:
    """The conditions of identity that two groups of one family break."""
    broken = []
    if left.local[0] == right.local[0]:
        broken.append(because(ReasonCode.TWO_OF_ONE_DOCUMENT))
    for code, ours, theirs in (
        (ReasonCode.OTHER_TERRITORY, left.units, right.units),
        (ReasonCode.OTHER_PROJECT, left.projects, right.projects),
        (ReasonCode.OTHER_PHASE, left.phases, right.phases if left.parties or right.parties else frozenset()),
    ):
        agree = ours <= theirs or theirs <= ours if code is ReasonCode.OTHER_TERRITORY else ours & theirs
        if ours and theirs and not agree:
            broken.append(because(code, left=", ".join(sorted(ours)), right=", ".join(sorted(theirs))))
    if left.dates and right.dates and not any(a.compatible(b) for a in left.dates for b in right.dates):
        told = (", ".join(sorted({date.value for date in side.dates})) for side in (left, right))
        broken.append(because(ReasonCode.OTHER_DATES, left=next(told), right=next(told)))
    shared = left.parties & right.parties
    if not left.parties or not right.parties:
        stated = bool(left.units and left.units == right.units and left.projects & right.projects)
        if left.group.family is not Kind.TEAM or not stated:
            broken.append(because(ReasonCode.UNSTATED_PARTIES))
    elif shared not in (left.parties, right.parties) or len(shared) < SHARED:
        counts = {"left": str(len(left.parties)), "right": str(len(right.parties)), "shared": str(len(shared))}
        broken.append(because(ReasonCode.OTHER_PARTIES, **counts))
    return broken


# ---------------------------------------------------------------- clusters and ids


def _clustered(
    views: Mapping[str, GroupView],
    compared: Mapping[tuple[str, str], Comparison],
    clusters: Clusters[str],
    judged: set[str],
) -> Clusters[str]:
    """Join what is the same. A group that fits two which differ is left with neither."""

    def differ(left: str, right: str) -> bool:
        if left in judged or right in judged:
            return False
        hard = {
            ReasonCode.TWO_OF_ONE_DOCUMENT, ReasonCode.OTHER_TERRITORY, ReasonCode.OTHER_PROJECT,
            ReasonCode.OTHER_PHASE, ReasonCode.OTHER_DATES,
        }
        return any(reason.code in hard for reason in _broken(views[left], views[right]))

    edges = [(each.score, *pair) for pair, each in compared.items() if each.outcome is Outcome.SAME]
    agglomerate(clusters, edges, differ)
    return clusters


def _ids(clusters: Clusters[str], views: Mapping[str, GroupView]) -> dict[str, str]:
    wanted: dict[str, list[Sequence[str]]] = defaultdict(list)
    for members in clusters.all():
        wanted[_stem([views[key] for key in members])].append(members)
    ids: dict[str, str] = {}
    for stem, rivals in wanted.items():
        for cluster in rivals:
            sign = hashlib.sha256(min(cluster).encode()).hexdigest()[:8]
            ids.update(dict.fromkeys(cluster, stem if len(rivals) == 1 else f"{stem}~{sign}"))
    return ids


def _stem(cluster: Sequence[GroupView]) -> str:
    first = min(cluster, key=lambda view: view.local)
    kind = slug(first.group.type or first.group.kind)
    units = sorted({unit for view in cluster for unit in view.units}, key=lambda unit: (-len(unit), unit))
    place = units[0] if units else f"@{first.local[0][:8]}"
    projects = sorted({project for view in cluster for project in view.projects})
    dates = sorted({found.value for view in cluster for found in view.dates}, key=lambda value: (-len(value), value))
    told = projects[:1] if first.group.family is Kind.TEAM and projects else dates[:1] or projects[:1]
    return ":".join([kind, place, *told])


def _firsts(ids: Mapping[str, str]) -> dict[str, str]:
    """The first member of every id."""
    return {id_: key for key, id_ in sorted(ids.items(), reverse=True)}


def _result(
    views: Mapping[str, GroupView],
    compared: Mapping[tuple[str, str], Comparison],
    ids: Mapping[str, str],
    by_itself: Mapping[str, str],
    asked: set[frozenset[str]],
    unbound: Sequence[Judgement],
) -> ResolvedGroups:
    now = set(ids.values())
    aliases = {old: ids[key] for key, old in sorted(by_itself.items()) if old not in now}
    best: dict[tuple[str, str], Doubtful] = {}
    for (left, right), verdict in compared.items():
        ours, theirs = sorted((ids[left], ids[right]))
        open_ = verdict.outcome is not Outcome.DIFFERENT and ours != theirs
        if open_ and frozenset((ours, theirs)) not in asked:
            made = Doubtful(views[left].group.family, ours, theirs, verdict.score, verdict.reasons)
            best[ours, theirs] = max(best.get((ours, theirs), made), made)
    local_ids = {view.local: ids[key] for key, view in views.items()}
    return ResolvedGroups(local_ids, aliases, tuple(sorted(best.values())), tuple(unbound))
