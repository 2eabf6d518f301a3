"""A generated network as facts to save, and as the documents that would say the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array, triu

from graph import reference
from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Source, Span, Status
from graph.dates import PartialDate
from graph.model import Facts, Node, NodeKey, Tie, TieKey, Value
from graph.network import CITY_RIGHTS, GroupRow, Institution, TwoMode
from graph.vocabulary import Level, Role

RULE = "generated"
"""Rule of every claim of a generated document."""

_MEMBERSHIP = {Kind.TEAM: ("MEMBER_OF", Role.MEMBER), Kind.AGREEMENT: ("PARTY_TO", Role.PARTY)}
_PREDICATE = {Kind.TEAM: Predicate.MEMBER, Kind.AGREEMENT: Predicate.PARTY}
_UNIT_LABEL = {Level.GMINA: "Gmina", Level.POWIAT: "Powiat", Level.WOJEWODZTWO: "Wojewodztwo"}


def facts(network: TwoMode, *, cooperation: bool = True) -> Facts:
    """The network as nodes and ties of the schema: what `read_network` of a store that holds them gives back.

    Args:    network: institutions with a place of the register, groups without a founding agreement of their own.
             cooperation: also the stored projection COOPERATES_WITH.
    Returns: institutions, sectors, levels, units, teams, agreements, projects and their ties. No documents and no
             claims: fold `extractions` for these.
    """
    ties = [*_attributions(network.institutions), *_memberships(network), *_scopes(network.groups)]
    if cooperation:
        ties += _cooperation(network)
    nodes = [*map(_institution, network.institutions), *map(_group, network.groups)]
    nodes += _shared_nodes({end for tie in ties for end in (tie.key.start, tie.key.end)})
    codes = {node.key.id for node in nodes if node.key.label == "Unit"}
    ties += [
        Tie(TieKey("PART_OF", NodeKey("Unit", inner), NodeKey("Unit", outer)))
        for code in codes
        for inner, outer in pairwise([code, *(unit.code for unit in reference.register().ancestors(code))])
        if inner == code
    ]
    return Facts.of(nodes, ties)


def extractions(network: TwoMode) -> Iterator[Extraction]:
    """One document a group, which names its institutions one a line; what `extract` would have found in it.

    The ids of institutions come out of folding unchanged; those of groups are made anew from what is claimed, and
    undated agreements of one gmina are one where the parties of one are among those of the other.
    """
    indices, indptr = (by_group := csr_array(network.incidence.T.tocsr())).indices, by_group.indptr
    certain = csr_array(network.confidence.T.tocsr()).data
    for column, group in enumerate(network.groups):
        cells = slice(indptr[column], indptr[column + 1])
        members = [network.institutions[row] for row in indices[cells]]
        yield _extraction(group, members, [float(value) for value in certain[cells]])


# ---------------------------------------------------------------- facts


def _institution(row: Institution) -> Node:
    stated = {"id": row.id, "name": row.name, "kind": row.kind, "status": row.status, "confidence": row.confidence}
    return Node(NodeKey("Institution", row.id), {name: value for name, value in stated.items() if value is not None})


def _group(group: GroupRow) -> Node:
    properties: dict[str, Value] = {
        "id": group.id,
        "kind": group.kind or "",
        "title" if group.family is Kind.AGREEMENT else "name": group.name,
        "confidence": 0.95,
        "status": Status.ACCEPTED.value,
        "term": group.term or "unknown",
    }
    return Node(_key(group), properties | _period(group))


def _key(group: GroupRow) -> NodeKey:
    return NodeKey(group.family.value, group.id)


def _period(group: GroupRow) -> dict[str, Value]:
    """Dates as written, and the first and last day that each may mean."""
    stated: dict[str, Value] = {}
    for name, value in (("since", group.since), ("until", group.until)):
        if value:
            partial = PartialDate(value=value)
            stated |= {name: value, f"{name}_min": partial.first, f"{name}_max": partial.last}
    return stated


def _shared_nodes(ends: set[NodeKey]) -> list[Node]:
    """Sectors, levels, projects and units that ties lead to, units with all that they are part of."""
    register, sectors = reference.register(), reference.sectors()
    codes = {end.id for end in ends if end.label == "Unit"}
    codes |= {unit.code for code in codes for unit in register.ancestors(code)}
    nodes = []
    for code in sorted(codes):
        unit = register.unit(code)
        stated = {"lat": unit.lat, "lon": unit.lon, "adjective": unit.adjective, "population": unit.population,
                  "population_year": unit.population_year}
        properties: dict[str, Value] = {"id": code, "terc": unit.terc, "name": unit.name, "kind": unit.kind}
        properties |= {name: value for name, value in stated.items() if value not in (None, "")}
        nodes.append(Node(NodeKey("Unit", code), properties, (_UNIT_LABEL[unit.level],)))
    for end in sorted(ends):
        if end.label == "Sector":
            row = sectors[end.id]
            nodes.append(Node(end, {"id": end.id, "name": row.pl, "name_en": row.en, "mark": row.mark}))
        elif end.label in ("Level", "Project"):
            nodes.append(Node(end, {"id": end.id} | ({"name": end.id} if end.label == "Project" else {})))
    return nodes


def _attributions(institutions: Sequence[Institution]) -> Iterator[Tie]:
    for row in institutions:
        key, by = NodeKey("Institution", row.id), f"type {row.kind}"
        for rank, sector in enumerate(row.sectors, start=1):
            said = by if rank == 1 else f"{by}, second sector"
            yield Tie(TieKey("IN_SECTOR", key, NodeKey("Sector", sector)), {"rank": rank, "by": said})
        for place, level in enumerate(row.levels):
            yield Tie(TieKey("AT_LEVEL", key, NodeKey("Level", level)), {"by": CITY_RIGHTS if place else by})
        if row.terc:
            yield Tie(TieKey("LOCATED_IN", key, NodeKey("Unit", row.terc)), _support(0.95))


def _support(confidence: float) -> dict[str, Value]:
    status = Status.of(confidence).value
    return {"claims": 1, "documents": 1, "confidence": round(confidence, 4), "status": status}


def _memberships(network: TwoMode) -> Iterator[Tie]:
    cells = network.confidence.tocoo()
    periods = [_period(group) for group in network.groups]
    for row, column, confidence in zip(*cells.coords, cells.data, strict=True):
        group = network.groups[column]
        type_, role = _MEMBERSHIP[group.family]
        key = TieKey(type_, NodeKey("Institution", network.institutions[row].id), _key(group))
        yield Tie(key, _support(float(confidence)) | {"role": role.value} | periods[column])


def _scopes(groups: Sequence[GroupRow]) -> Iterator[Tie]:
    for group in groups:
        for unit in group.covers:
            yield Tie(TieKey("COVERS", _key(group), NodeKey("Unit", unit)), _support(0.95))
        for project in group.projects:
            yield Tie(TieKey("WITHIN", _key(group), NodeKey("Project", project)), _support(0.95))


def _cooperation(network: TwoMode) -> Iterator[Tie]:
    """Shared groups of every pair, by count, by Newman's weighting, and how many of them are teams."""
    sizes = np.maximum(network.group_sizes - 1, 1)
    in_team = np.array([float(group.family is Kind.TEAM) for group in network.groups])
    incidence = network.incidence
    count, newman, teams = (
        triu(csr_array(incidence.multiply(share[np.newaxis, :])) @ incidence.T, k=1).tocsr()
        for share in (np.ones(len(network.groups)), 1.0 / sizes, in_team)
    )
    ids = [row.id for row in network.institutions]
    pairs = count.tocoo()
    of_newman, of_teams = newman[pairs.coords], teams[pairs.coords]
    for place, (left, right, weight) in enumerate(zip(*pairs.coords, pairs.data, strict=True)):
        together, in_teams = int(weight), int(of_teams[place])
        key = TieKey("COOPERATES_WITH", NodeKey("Institution", ids[left]), NodeKey("Institution", ids[right]))
        yield Tie(key, {
            "weight": together, "newman": round(float(of_newman[place]), 12), "agreements": together - in_teams,
            "teams": in_teams, "derived": True,
        })


# ---------------------------------------------------------------- documents


def _extraction(group: GroupRow, members: Sequence[Institution], certain: Sequence[float]) -> Extraction:
    named = Ref(group.family, "g1")
    dates = "".join(f" {word} {value}" for word, value in (("od", group.since), ("do", group.until)) if value)
    lines = [f"{group.name}{dates}", *(member.name for member in members)]
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    spans = [(Span(int(start), int(start) + len(line)),) for start, line in zip(starts, lines, strict=False)]
    head, sure = spans[0], 0.95
    claims = [
        Claim(predicate=_PREDICATE[group.family], subject=Ref(Kind.INSTITUTION, f"m{number}"), object=named,
              as_written=members[number - 1].name, spans=spans[number], rule=RULE, confidence=round(confidence, 4))
        for number, confidence in enumerate(certain, start=1)
    ]
    for predicate, kind, ends in (
        (Predicate.COVERS, Kind.UNIT, group.covers), (Predicate.WITHIN, Kind.PROJECT, group.projects),
    ):
        claims += [
            Claim(predicate=predicate, subject=named, object=Ref(kind, end), as_written=lines[0], spans=head, rule=RULE,
                  confidence=sure)
            for end in ends
        ]
    begun = Predicate.SIGNED if group.family is Kind.AGREEMENT else Predicate.SINCE
    for predicate, value in ((begun, group.since), (Predicate.UNTIL, group.until)):
        if value:
            claims.append(Claim(predicate=predicate, subject=named, value=value, as_written=value, spans=head,
                                rule=RULE, confidence=sure))
    text = "\n".join(lines) + "\n"
    digest, title = hashlib.sha256(f"{group.id}\n{text}".encode()).hexdigest(), f"{group.id.replace(':', '-')}.txt"
    source = Source(id=digest, title=title, media_type="text/plain", text=text)
    type_ = group.id.partition(":")[0].upper()
    return Extraction(
        source=source, extractor=RULE, claims=tuple(claims),
        mentions=tuple(_mention(number, member, spans[number]) for number, member in enumerate(members, start=1)),
        groups=(Group(
            key="g1", family=group.family, kind=group.kind or "", name=group.name,
            type=type_ if type_ in reference.institution_types() else None, spans=head, rule=RULE, confidence=sure,
        ),),
    )


def _mention(number: int, member: Institution, spans: tuple[Span, ...]) -> Mention:
    stem, _, _code = member.id.partition(":")
    distinct = stem.removeprefix((member.kind or "").lower()).lstrip("-")
    return Mention(
        key=f"m{number}", type=member.kind, name=member.name, as_written=member.name, distinct=distinct,
        terc=member.terc, place_rule=RULE if member.terc else "", spans=spans, rule=RULE, confidence=0.95,
    )
