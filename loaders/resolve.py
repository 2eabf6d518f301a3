"""Which mentions and which groups of different documents are the same: ids for everything.

Pure: the answer depends on the set of extractions, never on their order.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref
from graph.dates import PartialDate
from graph.identity import institution_id, slug, unplaced_id
from graph.reference import InstitutionType
from graph.territory import Register
from graph.vocabulary import Level
from loaders.classify import legal_person

NATIONAL = "00"
"""In place of a code in the ids of national bodies."""

UNSPECIFIC_OPS = "OPS"
SPECIFIC_OPS = frozenset({"GOPS", "MOPS", "MGOPS"})

Local = tuple[str, str]
"""(document id, key inside it)."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as one document sees it, with what identity looks at."""

    local: Local
    group: Group
    parties: frozenset[str]
    units: frozenset[str]
    projects: frozenset[str]
    dates: tuple[PartialDate, ...]

    @property
    def family(self) -> str:
        """Agreements are one family; teams are told apart by type or kind."""
        if self.group.family is Kind.AGREEMENT:
            return "agreement"
        return self.group.type or self.group.kind


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two groups that would be the same but for one condition."""

    left: Local
    right: Local
    reason: str


@dataclass(frozen=True)
class Resolved:
    """Global ids of local keys, and what could not be decided."""

    institutions: Mapping[Local, str]
    groups: Mapping[Local, str]
    aliases: Mapping[str, str]
    doubtful: tuple[Doubtful, ...]


def resolve(
    extractions: Iterable[Extraction], register: Register, types: Mapping[str, InstitutionType]
) -> Resolved:
    """Give every mention, agreement, team and activity of all documents its id."""
    ordered = sorted(extractions, key=lambda extraction: extraction.source.id)
    institutions, aliases = _institutions(ordered, register, types)
    views = [view for extraction in ordered for view in _views(extraction, institutions)]
    groups, doubtful = _groups(views)
    return Resolved(institutions, groups, aliases, doubtful)


# ---------------------------------------------------------------- institutions


def _institutions(
    extractions: Sequence[Extraction], register: Register, types: Mapping[str, InstitutionType]
) -> tuple[dict[Local, str], dict[str, str]]:
    ids: dict[Local, str] = {}
    aliases: dict[str, str] = {}
    for extraction in extractions:
        unplaced = 0
        for mention in extraction.mentions:
            local = (extraction.source.id, mention.key)
            code = identity_code(mention, register, types)
            if code is None:
                unplaced += 1
                ids[local] = unplaced_id(mention.type, extraction.source.id, unplaced)
                continue
            kind = legal_person(mention.type, types)
            ids[local] = institution_id(kind, code, _distinct(mention))
            seat = register.seat_gmina(code) if code in register else None
            if kind != mention.type and seat:
                aliases[institution_id(mention.type, seat, _distinct(mention))] = ids[local]
    return _specific_ops(ids), aliases


_LOCAL_GOVERNMENT = {"WOJEWODZTWO": 2, "POWIAT": 4}
"""Digits of the unit that is the local government itself; everybody else is at its seat's gmina, six digits."""


def identity_code(mention: Mention, register: Register, types: Mapping[str, InstitutionType]) -> str | None:
    """The code in the institution's id. A national body needs no place: `00`. None: nothing tells it apart."""
    code = mention.terc
    if code is None or code[:6] not in register:
        row = types.get(mention.type) if mention.type else None
        return NATIONAL if row is not None and row.level_default is Level.KRAJ and mention.distinct else None
    digits = _LOCAL_GOVERNMENT.get(legal_person(mention.type, types) or "", 6)
    if digits < 6:
        return code[:digits] if len(code) >= digits else None
    return code[:6] if len(code) >= 6 else register.seat_gmina(code)


def _distinct(mention: Mention) -> str:
    if mention.distinct or mention.type is not None:
        return mention.distinct
    return mention.name


def _specific_ops(ids: dict[Local, str]) -> dict[Local, str]:
    """A gmina has one social welfare centre: `OPS` is the GOPS, MOPS or MGOPS named there, when just one is."""
    named = set(ids.values())
    renamed: dict[str, str] = {}
    for found in named:
        stem, _, code = found.partition(":")
        if stem == slug(UNSPECIFIC_OPS) and code:
            specific = {f"{slug(kind)}:{code}" for kind in SPECIFIC_OPS} & named
            if len(specific) == 1:
                renamed[found] = specific.pop()
    return {local: renamed.get(found, found) for local, found in ids.items()}


# ---------------------------------------------------------------- groups


def _views(extraction: Extraction, institutions: Mapping[Local, str]) -> list[GroupView]:
    document = extraction.source.id
    by_group: dict[str, list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        for end in (claim.subject, claim.object):
            if end is not None and end.kind in (Kind.AGREEMENT, Kind.TEAM):
                by_group[end.key].append(claim)
    views = []
    for group in extraction.groups:
        claims = by_group[group.key]
        views.append(
            GroupView(
                (document, group.key),
                group,
                frozenset(
                    institutions[document, claim.subject.key]
                    for claim in claims
                    if claim.predicate in (Predicate.PARTY, Predicate.MEMBER)
                    and (document, claim.subject.key) in institutions
                ),
                _objects(claims, Predicate.COVERS),
                _objects(claims, Predicate.WITHIN),
                tuple(
                    PartialDate(value=claim.value)
                    for claim in claims
                    if claim.predicate is Predicate.SIGNED and claim.object is None and claim.value
                ),
            )
        )
    return views


def _objects(claims: Iterable[Claim], predicate: Predicate) -> frozenset[str]:
    """Units or projects of a group; a milestone counts as its project."""
    return frozenset(
        claim.object.key.partition("/")[0] for claim in claims if claim.predicate is predicate and claim.object
    )


def _groups(views: Sequence[GroupView]) -> tuple[dict[Local, str], tuple[Doubtful, ...]]:
    parent = {view.local: view.local for view in views}

    def root(local: Local) -> Local:
        while parent[local] != local:
            local = parent[local]
        return local

    doubtful = []
    by_family: dict[str, list[GroupView]] = defaultdict(list)
    for view in views:
        by_family[view.family].append(view)
    for family in sorted(by_family):
        for left, right in combinations(by_family[family], 2):
            broken = differences(left, right)
            if not broken:
                low, high = sorted((root(left.local), root(right.local)))
                parent[high] = low
            elif len(broken) == 1 and len(left.parties & right.parties) >= 2:
                doubtful.append(Doubtful(left.local, right.local, broken[0]))
    clusters: dict[Local, list[GroupView]] = defaultdict(list)
    for view in views:
        clusters[root(view.local)].append(view)
    return _group_ids(list(clusters.values())), tuple(doubtful)


def differences(left: GroupView, right: GroupView) -> list[str]:
    """The conditions of identity that two groups of one family break; none: they are the same.

    Two agreements, or two teams, are the same if territory, project and dates agree (not stated
    agrees with anything) and one party set contains the other, at least two shared. A team of which
    one document lists no members is the same if territory and project are stated and equal.
    """
    broken = []
    if left.local[0] == right.local[0]:
        broken.append("two of one document")
    if left.units and right.units and not (left.units <= right.units or right.units <= left.units):
        broken.append("territory")
    if left.projects and right.projects and not left.projects & right.projects:
        broken.append("project")
    if left.dates and right.dates and not any(a.compatible(b) for a in left.dates for b in right.dates):
        broken.append("dates")
    shared = left.parties & right.parties
    if not left.parties or not right.parties:
        stated = bool(left.units and left.units == right.units and left.projects & right.projects)
        if left.group.family is not Kind.TEAM or not stated:
            broken.append("parties")
    elif shared not in (left.parties, right.parties) or len(shared) < 2:
        broken.append("parties")
    return broken


def _group_ids(clusters: Sequence[Sequence[GroupView]]) -> dict[Local, str]:
    wanted: dict[str, list[Sequence[GroupView]]] = defaultdict(list)
    for cluster in clusters:
        wanted[_group_stem(cluster)].append(cluster)
    ids: dict[Local, str] = {}
    for stem, rivals in wanted.items():
        for cluster in rivals:
            first = min(view.local for view in cluster)
            suffix = "" if len(rivals) == 1 else f"~{hashlib.sha256('/'.join(first).encode()).hexdigest()[:8]}"
            ids.update({view.local: stem + suffix for view in cluster})
    return ids


def _group_stem(cluster: Sequence[GroupView]) -> str:
    group = min(cluster, key=lambda view: view.local).group
    kind = slug(group.type or group.kind)
    units = sorted({unit for view in cluster for unit in view.units}, key=lambda unit: (-len(unit), unit))
    place = units[0] if units else f"@{min(view.local for view in cluster)[0][:8]}"
    projects = sorted({project for view in cluster for project in view.projects})
    dates = sorted({found.value for view in cluster for found in view.dates}, key=lambda value: (-len(value), value))
    told = projects[:1] if group.family is Kind.TEAM and projects else dates[:1] or projects[:1]
    return ":".join([kind, place, *told])


def global_id(ref: Ref, document: str, resolved: Resolved) -> str | None:
    """The node id that a reference means; None when it is not in the graph."""
    local = (document, ref.key)
    if ref.kind is Kind.INSTITUTION:
        return resolved.institutions.get(local)
    if ref.kind in (Kind.AGREEMENT, Kind.TEAM):
        return resolved.groups.get(local)
    if ref.kind is Kind.ACTIVITY:
        return f"{ref.key}@{document[:8]}"
    return ref.key


