"""Where cooperation is missing on record, kind by kind; every row with its evidence and with what was read.

Missing from the documents is not missing from the world. A place of which nothing was read is `unread`,
never a gap, and no row is a verdict: it is a question that somebody can now ask.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from graph.claims import Predicate
from graph.coverage import DEFAULT_TEMPLATE, Template, cover, find_template
from graph.dates import INDEFINITE, Holding
from graph.errors import UsageError
from graph.nullmodel import REWIRINGS, SEED, Trait, mixing
from graph.record import NO_DATES, NOTHING, Evidence, Period, Record, Territory, evidence_of
from graph.resilience import weak_points
from graph.territory import Unit
from graph.vertical import powiat_bodies, vertical
from graph.vocabulary import Coverage, Level


class GapKind(StrEnum):
    """What is looked for."""

    COVERAGE = "coverage"      # roles of a template that a team's documents do not record
    VERTICAL = "vertical"      # gmina–powiat links that are not on record
    MIXING = "mixing"          # sectors, or levels, that meet more or less often than by chance
    SILENT = "silent"          # gminas and powiats without any agreement or team on record
    FRAGILE = "fragile"        # whose leaving cuts others off, or leaves a sector without anybody in a powiat
    DATES = "dates"            # agreements and teams that have expired, or whose dates are not stated
    ISOLATED = "isolated"      # institutions that documents name, but that are in no agreement or team with others


class State(StrEnum):
    """What is the matter. The first three are those of `Coverage`."""

    RECORDED = "recorded"
    CONFIRMED_ABSENT = "confirmed_absent"
    NOT_RECORDED = "not_recorded"
    UNREAD = "unread"                  # no document was read about it
    MORE = "more"                      # than 95 % of random networks
    LESS = "less"
    AS_CHANCE = "as_chance"
    TOO_FEW = "too_few"                # the counts are too small to be read
    CUTS_OFF = "cuts_off"
    SINGLE_CARRIER = "single_carrier"
    EXPIRED = "expired"
    UNDATED = "undated"                # neither beginning nor end is stated
    NO_END = "no_end"                  # the end is not stated, and not that there is none
    ISOLATED = "isolated"


@dataclass(frozen=True, slots=True)
class Gap:
    """One row: something (`subject`) lacks something (`about`), or is in a `state` worth asking about."""

    kind: GapKind
    subject: str                       # id of a team, unit, agreement or institution, or a sector or level code
    about: str                         # id of a role, a sector or a level; "" where the subject says all
    state: State
    who: tuple[str, ...] = ()          # ids of the institutions or groups concerned
    figures: Mapping[str, float | int | str | bool | None] = field(default_factory=dict)
    evidence: Evidence = NOTHING       # what says so
    read: tuple[str, ...] = ()         # ids of the documents read about the subject

    @property
    def is_gap(self) -> bool:
        """Whether something is missing or weak here; the others stand beside for completeness."""
        return self.state not in (State.RECORDED, State.AS_CHANCE, State.TOO_FEW, State.UNREAD)


@dataclass(frozen=True)
class Question:
    """How to look."""

    template: Template | None = None   # coverage needs one; vertical has its own by default
    day: date | None = None            # coverage, vertical: who may hold then; dates: expired by then
    within: str = ""                   # 2, 4 or 6 digits of TERC; "": wherever documents speak of
    trait: Trait = Trait.SECTOR        # mixing
    rewirings: int = REWIRINGS
    seed: int = SEED


def gap_template(kind: GapKind, asked: str | None, own: Path | None) -> Template | None:
    """The template that a kind of gap is looked for with: the one asked for, else the kind's own; None where none is.

    Args:    asked: id or YAML file. own: the user's folder of templates.
    Raises:  UsageError, SetupError: there is no such template.
    """
    if kind is GapKind.COVERAGE:
        return find_template(asked or DEFAULT_TEMPLATE, own)
    if kind is GapKind.VERTICAL:
        return find_template(asked, own) if asked else powiat_bodies()
    return None


def find(kind: GapKind, territory: Territory, question: Question) -> tuple[Gap, ...]:
    """All rows of one kind, the gaps first where there is an order of importance.

    Raises: UsageError: coverage without a template, or dates without a day.
            EmptyNetwork: mixing where nobody meets anybody.
    """
    return _FINDERS[kind](territory, question)


def _coverage(territory: Territory, question: Question) -> tuple[Gap, ...]:
    if question.template is None:
        raise UsageError("coverage needs a template", hint="Name one with --template.")
    table = cover(territory.record, question.template, question.day)
    return tuple(
        Gap(
            GapKind.COVERAGE, row.team.id, role.id, State(cell.state.value), (*cell.recorded, *cell.absent),
            {
                "recorded": row.count(Coverage.RECORDED),
                "roles": len(row.cells),
                "members": len(territory.record.members.get(row.team.id, ())),
                "maybe": len(cell.maybe),
                "in_force": row.in_force,
            },
            cell.evidence, row.read,
        )
        for row in table.rows
        for role, cell in zip(table.template.roles, row.cells, strict=True)
    )


def _vertical(territory: Territory, question: Question) -> tuple[Gap, ...]:
    table = vertical(territory, question.template, within=question.within, day=question.day)
    return tuple(
        Gap(
            GapKind.VERTICAL, row.gmina.code, role.id, State(link.state.value) if row.read else State.UNREAD,
            (*link.institutions, *link.absent),
            {"recorded": row.count(Coverage.RECORDED), "roles": len(row.links)},
            link.evidence, row.read,
        )
        for row in table.rows
        for role, link in zip(table.template.roles, row.links, strict=True)
    )


def _mixing(territory: Territory, question: Question) -> tuple[Gap, ...]:
    record = territory.record
    found = mixing(record.network, question.trait, count=question.rewirings, seed=question.seed)
    rows = []
    for cell in found.cells:
        state = (
            State.TOO_FEW if not cell.readable else State.AS_CHANCE if not cell.beyond_chance
            else State.MORE if cell.observed > cell.expected else State.LESS
        )
        read = {document for group in cell.groups for document in record.read_about.get(group, ())}
        rows.append(Gap(
            GapKind.MIXING, cell.first, cell.second, state, cell.groups,
            {
                "observed": cell.observed, "expected": cell.expected, "low": cell.low, "high": cell.high,
                "z": cell.z, "rewirings": found.rewirings, "seed": found.seed, "groups": found.groups,
                "assortativity": _known(found.assortativity), "assortativity_low": _known(found.assortativity_low),
                "assortativity_high": _known(found.assortativity_high),
            },
            _of_groups(record, cell.groups), tuple(sorted(read)),
        ))
    return tuple(sorted(rows, key=lambda row: (not row.is_gap, row.state is State.TOO_FEW, -abs(_z(row)))))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _z(row: Gap) -> float:
    z = row.figures["z"]
    return z if isinstance(z, float) else 0.0


def _of_groups(record: Record, groups: Iterable[str]) -> Evidence:
    """What says who is in these groups."""
    return Evidence.joined(
        record.memberships.get((member.id, group), NOTHING)
        for group in groups
        for member in record.members.get(group, ())
    )


def _silent(territory: Territory, question: Question) -> tuple[Gap, ...]:
    rows = []
    spoken_of = {code[:2] for code in territory.documents if len(code) > 2}
    for unit in territory.register:
        if unit.level is Level.WOJEWODZTWO or (unit.level is Level.POWIAT and unit.city_rights):
            continue  # a city with powiat rights is asked about once, as a gmina
        if not (unit.code.startswith(question.within) if question.within else unit.code[:2] in spoken_of):
            continue
        groups, read = territory.groups_in(unit.code), territory.read_for(unit.code)
        state = State.RECORDED if groups else State.NOT_RECORDED if read else State.UNREAD
        people, year = population(territory, unit)
        rows.append(Gap(
            GapKind.SILENT, unit.code, unit.level.value, state, groups,
            {"population": people, "population_year": year, "groups": len(groups)},
            _of_places(territory.record, groups), read,
        ))
    order = {State.NOT_RECORDED: 0, State.UNREAD: 1, State.RECORDED: 2}
    return tuple(sorted(rows, key=lambda row: (order[row.state], -_people(row), row.subject)))


def _of_places(record: Record, groups: Iterable[str]) -> Evidence:
    """What says where these groups work; of one whose area no document states, what says who is in it."""
    return Evidence.joined(
        covers if (covers := record.about(group, (Predicate.COVERS,))).claims else _of_groups(record, (group,))
        for group in groups
    )


def _people(row: Gap) -> int:
    people = row.figures["population"]
    return people if isinstance(people, int) else 0


def population(territory: Territory, unit: Unit) -> tuple[int | None, int | None]:
    """Inhabitants and the year they were counted in; of a powiat the sum of its gminas where all are known."""
    if unit.level is Level.GMINA:
        return unit.population, unit.population_year
    counts = [(gmina.population, gmina.population_year) for gmina in territory.register.children(unit.code)]
    known = [count for count, _ in counts if count is not None]
    years = {year for _, year in counts}
    if len(known) < len(counts) or len(years) != 1:
        return None, None
    return sum(known), years.pop()


def _fragile(territory: Territory, question: Question) -> tuple[Gap, ...]:
    record = territory.record
    rows = []
    for point in weak_points(record.carried_on):
        institution = record.institutions[point.institution]
        codes = territory.units_of(institution)
        if question.within and not any(code.startswith(question.within) for code in codes):
            continue
        line = record.line(point.institution)
        groups = tuple(sorted({group for body in line for group in record.groups_of.get(body, ())}))
        rows.append(Gap(
            GapKind.FRAGILE, point.institution, "", State.CUTS_OFF, groups,
            {"cut_off": point.cut_off, "parts": len(point.parts), "groups": len(groups)},
            record.seats(line, groups),
            tuple(sorted({document for body in line for document in record.read_about.get(body, ())})),
        ))
    return (*rows, *_single_carriers(territory, question))


def _single_carriers(territory: Territory, question: Question) -> tuple[Gap, ...]:
    """Institutions that alone stand for a sector in all the groups of a powiat, those in most groups first.

    Where one group is on record everybody stands alone: that says nothing, and such powiats are left out.
    """
    record = territory.record
    groups_of_powiat: dict[str, list[str]] = defaultdict(list)
    for group in record.network.groups:
        for powiat in {code[:4] for code in group.covers if len(code) >= 4}:
            groups_of_powiat[powiat].append(group.id)
    rows = []
    for powiat, covering in sorted(groups_of_powiat.items()):
        groups = [key for key in covering if record.members[key]]
        if len(groups) < 2 or not powiat.startswith(question.within[:4]):
            continue
        carriers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key in groups:
            for member in record.members[key]:
                for sector in member.sectors[:1]:
                    carriers[sector][member.id].append(key)
        for sector, found in sorted(carriers.items()):
            if len(found) == 1:
                (institution, seats), = found.items()
                rows.append(Gap(
                    GapKind.FRAGILE, institution, sector, State.SINGLE_CARRIER, tuple(seats),
                    {"powiat": powiat, "groups": len(seats), "groups_of_powiat": len(groups)},
                    record.seats([institution], seats), territory.read_for(powiat),
                ))
    return tuple(sorted(rows, key=lambda row: (-len(row.who), row.subject, row.about)))


_DATED = (Predicate.SIGNED, Predicate.SINCE, Predicate.UNTIL, Predicate.TERM)


def _dates(territory: Territory, question: Question) -> tuple[Gap, ...]:
    if question.day is None:
        raise UsageError("without a day nothing has expired", hint="Give a day with --as-of.")
    record = territory.record
    rows = []
    for group in record.network.groups:
        period = record.periods.get(group.id, NO_DATES)
        state = _dated(period, question.day)
        if state is None or not _lies_within(territory, group.id, question.within):
            continue
        rows.append(Gap(
            GapKind.DATES, group.id, "", state, (),
            {"since": period.since, "until": period.until, "term": period.term},
            record.about(group.id, _DATED), record.read_about.get(group.id, ()),
        ))
    order = (State.EXPIRED, State.NO_END, State.UNDATED)
    return tuple(sorted(rows, key=lambda row: (order.index(row.state), str(row.figures["until"]), row.subject)))


def _dated(period: Period, day: date) -> State | None:
    if period.until is not None:
        # only by its end: what begins later has not expired
        return State.EXPIRED if Period(until=period.until).on(day) is Holding.NO else None
    if period.term == INDEFINITE:
        return None
    return State.NO_END if period.since is not None else State.UNDATED


def _lies_within(territory: Territory, group: str, within: str) -> bool:
    return not within or group in territory.groups_in(within)


def _isolated(territory: Territory, question: Question) -> tuple[Gap, ...]:
    record = territory.record
    tied = {member.id for members in record.members.values() if len(members) > 1 for member in members}
    spoken: dict[str, list[str]] = defaultdict(list)
    for said in record.said:
        for key in (said.subject, said.object):
            if key is not None and key in record.institutions and key not in tied:
                spoken[key].append(said.claim)
    by_claim = {said.claim: said for said in record.said}
    rows = []
    for key, claims in sorted(spoken.items()):
        codes = territory.units_of(record.institutions[key])
        if question.within and not any(code.startswith(question.within) for code in codes):
            continue
        found = [by_claim[claim] for claim in dict.fromkeys(claims)]
        bound = [said for said in found if said.predicate not in _DESCRIBES]
        rows.append(Gap(
            GapKind.ISOLATED, key, "", State.ISOLATED, tuple(sorted({said.object for said in bound if said.object})),
            {
                "documents": len({said.document for said in found}),
                "named_as": ", ".join(sorted({said.predicate.value for said in bound})),
            },
            evidence_of(found), record.read_about.get(key, ()),
        ))
    return tuple(sorted(rows, key=lambda row: (-len(row.read), row.subject)))


_DESCRIBES = frozenset({
    Predicate.NAMED, Predicate.LOCATED, Predicate.SECTOR, Predicate.LEVEL, Predicate.CONTACT,
})
"""Predicates that say what an institution is, not what it has to do with anybody."""

_FINDERS: Mapping[GapKind, Callable[[Territory, Question], tuple[Gap, ...]]] = {
    GapKind.COVERAGE: _coverage,
    GapKind.VERTICAL: _vertical,
    GapKind.MIXING: _mixing,
    GapKind.SILENT: _silent,
    GapKind.FRAGILE: _fragile,
    GapKind.DATES: _dates,
    GapKind.ISOLATED: _isolated,
}
