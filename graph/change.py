"""What changed between two days or two milestones: who joined, who left, who stayed, and what the documents leave open.

Leaving a pilot is not leaving cooperation, and a plan is not yet a fact: this compares what is on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.claims import Predicate, Status
from graph.dates import Holding, PartialDate
from graph.errors import UsageError
from graph.record import NO_DATES, Evidence, Period, Record
from graph.territory import Register


class Outcome(StrEnum):
    """What became of something between the two."""

    STAYED = "stayed"
    JOINED = "joined"
    LEFT = "left"
    MAY = "may"                        # the documents do not tell whether it was there, once or both times


class What(StrEnum):
    """What is compared."""

    GMINA = "gmina"                    # gminas that a team or an agreement covers
    GROUP = "group"                    # teams and agreements
    INSTITUTION = "institution"        # institutions in them


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a milestone with its period."""

    id: str                            # ISO prefix, or id of the milestone
    day: date | None = None
    milestone: str | None = None
    period: Period = NO_DATES


@dataclass(frozen=True, slots=True)
class Change:
    """One gmina, group or institution, before and after."""

    what: What
    id: str
    outcome: Outcome
    before: Holding
    after: Holding
    evidence: Evidence                 # what places it there, before or after
    formerly: tuple[str, ...] = ()     # institutions that it carries on: they and it are one line


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was there at least once, perhaps, sorted by what it is, by outcome and by id."""

    before: Moment
    after: Moment
    changes: tuple[Change, ...]

    def of(self, what: What, outcome: Outcome) -> tuple[str, ...]:
        """Ids with that outcome."""
        return tuple(change.id for change in self.changes if change.what is what and change.outcome is outcome)

    def jaccard(self, what: What) -> float | None:
        """Who stayed over who was surely there at least once, 0 to 1; None when nobody was.

        Source: Jaccard (1912), New Phytologist 11: 37–50.
        """
        stayed, joined, left = (len(self.of(what, each)) for each in (Outcome.STAYED, Outcome.JOINED, Outcome.LEFT))
        return stayed / (stayed + joined + left) if stayed + joined + left else None


def moment(record: Record, asked: str) -> Moment:
    """A day (`2019-03-31`; of a month or year its last day) or a milestone, by id or, where only one has it, by number.

    Raises: UsageError: it is neither, or several milestones have that number.
    """
    known = sorted(key for key in record.periods if "/" in key and key not in record.groups)
    matching = [key for key in known if asked in (key, key.rpartition("/")[2])]
    if len(matching) == 1:
        return Moment(matching[0], milestone=matching[0], period=record.periods[matching[0]])
    if matching:
        raise UsageError(f"several projects have a milestone {asked}", hint=f"Name one of {', '.join(matching)}.")
    try:
        return Moment(asked, day=PartialDate(value=asked).last)
    except ValueError as error:
        hint = f"Milestones on record: {', '.join(known)}." if known else "No milestone is on record."
        raise UsageError(f"{asked} is neither a date (2019-03-31) nor a milestone", hint=hint) from error


def compare(record: Record, before: Moment, after: Moment, register: Register, within: str = "") -> Comparison:
    """Compare what is on record at two moments.

    Args:    within: 2, 4 or 6 digits: only gminas there, groups that cover such, and institutions located there.
    Returns: what surely stayed, joined or left; where a document does not tell, `MAY`. At a milestone a group is
             there when it is within it, an institution when its membership surely shares a day with the milestone.
             An institution and those that it carries on (a CUS and the OPS before it) are one line.
    """
    found = []
    places = _places(record, register)
    for what, keys in places.items():
        for key, seats in keys.items():
            first, second = (_most(_there(record, what, *seat, at) for seat in seats) for at in (before, after))
            if (first, second) == (Holding.NO, Holding.NO) or not _within(record, what, key, within):
                continue
            formerly = tuple(sorted({body for body, _ in seats} - {key}))
            said = _evidence(record, what, key, seats)
            found.append(Change(what, key, _outcome(first, second), first, second, said, formerly))
    order = list(Outcome)
    found.sort(key=lambda change: (list(What).index(change.what), order.index(change.outcome), change.id))
    return Comparison(before, after, tuple(found))


def _outcome(first: Holding, second: Holding) -> Outcome:
    if Holding.MAYBE in (first, second):
        return Outcome.MAY
    if first is second:
        return Outcome.STAYED
    return Outcome.LEFT if first is Holding.YES else Outcome.JOINED


_Seat = tuple[str, str]
"""(Gmina, group or institution, the group that it is there through)."""


def _places(record: Record, register: Register) -> Mapping[What, Mapping[str, Sequence[_Seat]]]:
    """What is compared → its ids → where it is."""
    gminas: dict[str, list[_Seat]] = defaultdict(list)
    for group, row in record.groups.items():
        for code in row.covers:
            if len(code) == 6 and code in register:
                gminas[code].append((code, group))
    bodies: dict[str, list[_Seat]] = defaultdict(list)
    for body, groups in record.groups_of.items():
        bodies[record.line_of.get(body, body)] += [(body, group) for group in groups]
    return {
        What.GMINA: gminas,
        What.GROUP: {group: [(group, group)] for group in record.groups},
        What.INSTITUTION: bodies,
    }


def _there(record: Record, what: What, body: str, group: str, at: Moment) -> Holding:
    """Whether it is there through this group: an institution when the group is, and it is in the group."""
    state = _group_at(record, group, at)
    return _least(state, _member_at(record, body, group, at)) if what is What.INSTITUTION else state


def _most(states: Iterable[Holding]) -> Holding:
    found = set(states)
    return next(state for state in (Holding.YES, Holding.MAYBE, Holding.NO) if state in found)


def _least(*states: Holding) -> Holding:
    return next(state for state in (Holding.NO, Holding.MAYBE, Holding.YES) if state in states)


def _group_at(record: Record, group: str, at: Moment) -> Holding:
    if at.milestone is None:
        return record.periods.get(group, NO_DATES).on(at.day) if at.day is not None else Holding.MAYBE
    status = record.milestones.get(at.milestone, {}).get(group)
    return Holding.NO if status is None else Holding.YES if status is Status.ACCEPTED else Holding.MAYBE


def _member_at(record: Record, institution: str, group: str, at: Moment) -> Holding:
    if at.day is not None:
        return record.holding(institution, group, at.day)
    return _most(period.over(at.period) for period in record.spans.get((institution, group), (NO_DATES,)))


def _within(record: Record, what: What, key: str, code: str) -> bool:
    if what is What.GMINA:
        return key.startswith(code)
    if what is What.GROUP:
        return not code or any(unit.startswith(code) for unit in record.groups[key].covers)
    return not code or (record.institutions[key].terc or "").startswith(code)


_PLACED = (Predicate.WITHIN, Predicate.SIGNED, Predicate.SINCE, Predicate.UNTIL, Predicate.TERM)


def _evidence(record: Record, what: What, key: str, seats: Sequence[_Seat]) -> Evidence:
    if what is What.INSTITUTION:
        carried = [record.about(body, {Predicate.SUCCEEDED_BY}) for body, _ in seats if body != key]
        return Evidence.joined([*(record.seats([body], [group]) for body, group in seats), *carried])
    said = (*_PLACED, Predicate.COVERS) if what is What.GMINA else _PLACED
    return Evidence.joined(record.about(group, said) for _, group in seats)
