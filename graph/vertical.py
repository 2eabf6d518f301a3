"""Vertical links: for every gmina, which bodies of the powiat some document ties it to.

A link is a team or an agreement that covers the gmina, or has one of its own bodies, and has such a
powiat body. Many powiat bodies serve a gmina by law, without any agreement: not recorded is not absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from graph import reference
from graph.coverage import Template, TemplateRole, read_template
from graph.network import GroupRow, Institution
from graph.record import NOTHING, Evidence, Territory
from graph.territory import Unit
from graph.vocabulary import Coverage, Level

TABLE = "vertical.yaml"


@cache
def powiat_bodies() -> Template:
    """The kinds of powiat bodies that links are looked for with (`data/reference/vertical.yaml`)."""
    return read_template(reference.reference_folder() / TABLE)


@dataclass(frozen=True, slots=True)
class Link:
    """One gmina and one kind of powiat body."""

    state: Coverage
    institutions: tuple[str, ...] = ()   # bodies of that kind that a group ties to the gmina, ids
    absent: tuple[str, ...] = ()         # bodies of that kind that are said not to take part in one of its groups
    groups: tuple[str, ...] = ()         # the groups that tie them
    evidence: Evidence = NOTHING


@dataclass(frozen=True, slots=True)
class VerticalRow:
    """One gmina: a link for each role of the template, in its order."""

    gmina: Unit
    links: tuple[Link, ...]
    read: tuple[str, ...]                # documents that were read about the gmina, ids

    def count(self, state: Coverage) -> int:
        """Kinds of bodies in that state."""
        return sum(link.state is state for link in self.links)


@dataclass(frozen=True, slots=True)
class VerticalTable:
    """Gminas × kinds of powiat bodies."""

    template: Template
    rows: tuple[VerticalRow, ...]


def vertical(
    territory: Territory, template: Template | None = None, *, within: str = "", day: date | None = None
) -> VerticalTable:
    """Which powiat bodies each gmina is tied to on record.

    Args:    template: kinds of bodies; by default `powiat_bodies()`. within: 2, 4 or 6 digits: every gmina there, read
             about or not; by default the gminas that documents speak of. day: only ties that may hold on that day.
    Returns: rows by code. A city with powiat rights is left out: its gmina is its powiat.
    """
    template = template or powiat_bodies()
    if day is not None:
        territory = replace(territory, record=territory.record.on(day))
    ties = _groups_of_gminas(territory)
    rows = []
    for unit in territory.register.at(Level.GMINA):
        read = territory.read_for(unit.code) if unit.code in territory.documents else ()
        asked = unit.code.startswith(within) if within else bool(read)
        if asked and not unit.city_rights:
            groups = ties.get(unit.code, ())
            links = tuple(_link(territory, unit.code, groups, role) for role in template.roles)
            rows.append(VerticalRow(unit, links, read))
    return VerticalTable(template, tuple(rows))


def _groups_of_gminas(territory: Territory) -> Mapping[str, tuple[GroupRow, ...]]:
    """Gmina → groups that cover it or have a body of its own level."""
    found: dict[str, list[GroupRow]] = defaultdict(list)
    for group in territory.record.network.groups:
        codes = {code for code in group.covers if len(code) == 6}
        codes |= {
            member.terc for member in territory.record.members[group.id]
            if member.terc is not None and len(member.terc) == 6 and Level.GMINA in member.levels
        }
        for code in codes:
            found[code].append(group)
    return {code: tuple(groups) for code, groups in found.items()}


def _link(territory: Territory, gmina: str, groups: tuple[GroupRow, ...], role: TemplateRole) -> Link:
    record = territory.record
    present: set[str] = set()
    declined: set[str] = set()
    tying: set[str] = set()
    said: list[Evidence] = []
    for group in groups:
        here = {each.id for each in record.members[group.id] if each.kind in role.any_of}
        here = {key for key in here if _serves(territory, group, gmina, record.institutions[key])}
        away = {each.id for each in record.absents.get(group.id, ()) if each.kind in role.any_of}
        for keys, evidence in ((here, record.memberships), (away, record.refusals)):
            said += [evidence.get((key, group.id), NOTHING) for key in keys]
        present |= here
        declined |= away
        tying |= {group.id} if here else set()
    state = Coverage.RECORDED if present else Coverage.CONFIRMED_ABSENT if declined else Coverage.NOT_RECORDED
    away_only = tuple(sorted(declined - present))
    return Link(state, tuple(sorted(present)), away_only, tuple(sorted(tying)), Evidence.joined(said))


def _serves(territory: Territory, group: GroupRow, gmina: str, body: Institution) -> bool:
    """Whether a body in a group stands for this gmina: in a group of one powiat any does, else its own powiat's."""
    powiats = {code[:4] for code in group.covers}
    if len(powiats) == 1 and gmina.startswith(next(iter(powiats))):
        return True
    return body.terc is not None and body.terc.startswith(territory.serving.neighbours(gmina))
