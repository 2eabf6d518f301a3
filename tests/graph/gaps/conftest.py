"""A record by hand: who is in what, who declined, what was dated, and in which document each of this stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from graph.claims import Kind, Predicate, Status
from graph.network import GroupRow, Institution, two_mode
from graph.record import Period, Record, Said
from graph.succession import lines


@dataclass
class Paper:
    """What documents say, one line a claim."""

    institutions: dict[str, Institution] = field(default_factory=dict)
    groups: dict[str, GroupRow] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    spans: dict[tuple[str, str], list[Period]] = field(default_factory=lambda: defaultdict(list))
    milestones: dict[str, dict[str, Status]] = field(default_factory=lambda: defaultdict(dict))
    said: list[Said] = field(default_factory=list)
    seats: set[tuple[str, str]] = field(default_factory=set)
    successions: list[tuple[str, str]] = field(default_factory=list)

    def body(self, key: str, *levels: str, kind: str | None = None, sectors: Sequence[str] = ("POM",)) -> str:
        """An institution; its kind and place are those of its id (`gops:201103`) unless said otherwise."""
        stem, _, code = key.partition(":")
        self.institutions[key] = Institution(
            key, key, kind or stem.split("-")[0].upper(), tuple(sectors), levels or ("gmina",), code or None
        )
        return key

    def group(
        self, key: str, *covers: str, since: str | None = None, until: str | None = None, term: str | None = None,
        family: Kind = Kind.TEAM, document: str = "d-groups",
    ) -> str:
        """A team or an agreement, with a claim about each unit that it covers."""
        self.groups[key] = GroupRow(key, family, name=key, covers=covers, since=since, until=until)
        self.periods[key] = Period(since, until, term)
        for code in covers:
            self._say(Predicate.COVERS, key, code, document)
        for predicate, value in ((Predicate.SINCE, since), (Predicate.UNTIL, until)):
            if value is not None:
                self._say(predicate, key, None, document)
        return key

    def member(
        self, institution: str, group: str, document: str = "d-members", *, since: str | None = None,
        until: str | None = None, status: Status = Status.ACCEPTED,
    ) -> None:
        """A seat; without dates of its own it has those of its group."""
        self.seats.add((institution, group))
        own = self.periods[group]
        self.spans[institution, group].append(Period(since or own.since, until or own.until, own.term))
        self._say(Predicate.MEMBER, institution, group, document, status)

    def declined(self, institution: str, group: str, document: str = "d-members") -> None:
        """A refusal."""
        self._say(Predicate.ABSENT, institution, group, document)

    def succeeded(self, old: str, new: str, document: str = "d-succession") -> None:
        """One institution carries on another."""
        self.successions.append((old, new))
        self._say(Predicate.SUCCEEDED_BY, old, new, document)

    def says(self, predicate: Predicate, subject: str, target: str | None, document: str) -> None:
        """Any other claim."""
        self._say(predicate, subject, target, document)

    def milestone(self, key: str, period: Period, within: Mapping[str, Status]) -> None:
        """A milestone of a project, and which groups are within it."""
        self.periods[key] = period
        self.milestones[key] = dict(within)
        for group in within:
            self._say(Predicate.WITHIN, group, key, f"d-{key.rpartition('/')[2]}")

    def _say(
        self, predicate: Predicate, subject: str, target: str | None, document: str, status: Status = Status.ACCEPTED
    ) -> None:
        self.said.append(Said(f"c{len(self.said):03}", predicate, status, subject, target, document))

    def record(self) -> Record:
        """All of it."""
        network = two_mode(self.institutions.values(), self.groups.values(), dict.fromkeys(self.seats, 1.0))
        documents = {said.document: f"{said.document}.txt" for said in self.said}
        return Record(
            network, dict(self.institutions), tuple(self.said), documents, self.periods,
            {pair: tuple(periods) for pair, periods in self.spans.items()}, {}, self.milestones, {},
            line_of=lines(self.successions),
        )


@pytest.fixture
def paper() -> Paper:
    """A record to write."""
    return Paper()
