"""The keys under which a mention or a group may meet another one.

What shares no key is never taken for one without a judgement. Keys follow from the mention, or from the
group with its document, alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.claims import Extraction, Group, Kind, Mention, Predicate
from graph.reference import InstitutionType
from graph.territory import Register
from graph.vocabulary import Level
from loaders.resolve.own import NATIONAL, Profile, profile


def blocks(mention: Mention, register: Register, types: Mapping[str, InstitutionType]) -> frozenset[str]:
    """The blocks of a mention: its register numbers, its kind at its seat, and for who has no level its name.

    A body that serves a city and the powiat around it has one key, that of the gmina where it sits.
    """
    return blocks_of(profile(mention, register, types), types)


def blocks_of(found: Profile, types: Mapping[str, InstitutionType]) -> frozenset[str]:
    """The blocks of a profile."""
    keys = {_number_key(number, found.family) for number in found.numbers}
    if found.code:
        keys.add(f"{found.family}:{found.code}")
    row = types.get(found.type or "")
    if found.title and (row is None or row.level_default in (Level.BEZ_SZCZEBLA, Level.KRAJ)) and (
        found.code != NATIONAL
    ):
        keys.add(f"{found.family}={found.title}")
    return frozenset(keys)


def _number_key(number: str, family: str) -> str:
    """A NIP may be the gmina's, shared by its units: it means something within one kind only."""
    return f"{number}:{family}" if number.startswith("nip:") else number


def blocks_of_units(extraction: Extraction) -> frozenset[str]:
    """The blocks where groups of a document may meet those with whom they share no party: where they cover units."""
    groups = {group.key: group for group in extraction.groups}
    return frozenset(
        f"{group_family(groups[claim.subject.key])}/{claim.object.key}" for claim in extraction.claims
        if claim.predicate is Predicate.COVERS and claim.object is not None and claim.subject.key in groups
    )


def blocks_of_groups(
    extraction: Extraction, register: Register, types: Mapping[str, InstitutionType]
) -> dict[str, frozenset[str]]:
    """The blocks of every group of a document, by its key: its family at units that it covers and at seats of parties.

    Bodies of a województwo or of the state lead to nothing in particular: their seats count only when
    the group has no others.
    """
    mentions = {mention.key: mention for mention in extraction.mentions}
    near: dict[str, set[str]] = {group.key: set() for group in extraction.groups}
    far: dict[str, set[str]] = {group.key: set() for group in extraction.groups}
    for claim in extraction.claims:
        if claim.object is None:
            continue
        if claim.predicate is Predicate.COVERS and claim.subject.key in near:
            near[claim.subject.key].add(claim.object.key)
        elif claim.predicate in MEMBERSHIP and claim.object.key in near:
            mention = mentions.get(claim.subject.key)
            if mention is not None and mention.terc and mention.terc[:6] in register:
                row = types.get(mention.type or "")
                wide = row is not None and row.level_default in _WIDE
                where = far if wide else near
                where[claim.object.key].add(register.seat_gmina(mention.terc) or mention.terc)
    return {
        group.key: frozenset(f"{group_family(group)}@{code}" for code in near[group.key] or far[group.key])
        for group in extraction.groups
    }


_WIDE = frozenset({Level.WOJEWODZTWO, Level.KRAJ})
MEMBERSHIP = frozenset({Predicate.PARTY, Predicate.MEMBER})


def group_family(group: Group) -> str:
    """Agreements are one family; teams are told apart by type or kind."""
    if group.family is Kind.AGREEMENT:
        return "agreement"
    return group.type or group.kind
