"""What is on record, with its evidence: the network beside the claims, dates and documents that gaps are told from.

"Not recorded" says something only beside what was read. So every answer built on this names the claims
that speak for it, the documents these stand in, and the documents that were read about its subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property

from graph.claims import Predicate, Status
from graph.dates import Holding, PartialDate, holding
from graph.network import ACCEPTED, Filters, GroupRow, Institution, Reader, TwoMode, read_network, two_mode
from graph.serving import Serving
from graph.succession import as_one, lines
from graph.territory import Register

BELIEVED = frozenset({Status.ACCEPTED, Status.PROVISIONAL})
"""Statuses of claims that can be evidence; the others wait for review or were rejected by it."""
_MEMBERSHIP = frozenset({Predicate.MEMBER, Predicate.PARTY})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Ids of the claims that say something, and of the documents they stand in; both sorted."""

    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @classmethod
    def joined(cls, parts: Iterable[Evidence]) -> Evidence:
        """All that the parts name, each once."""
        claims: set[str] = set()
        documents: set[str] = set()
        for part in parts:
            claims.update(part.claims)
            documents.update(part.documents)
        return cls(tuple(sorted(claims)), tuple(sorted(documents)))


NOTHING = Evidence()


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as far as gaps need it: who said what about whom, where."""

    claim: str
    predicate: Predicate
    status: Status
    subject: str
    object: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Period:
    """Dates as written in ISO prefixes, and the term: fixed, indefinite or unknown."""

    since: str | None = None
    until: str | None = None
    term: str | None = None

    def on(self, day: date) -> Holding:
        """Whether it holds on a day, may hold, or does not."""
        return holding(day, since=_date(self.since), until=_date(self.until), term=self.term)

    def over(self, other: Period) -> Holding:
        """Whether some day lies in both, may, or surely none does."""
        mine, theirs = (_date(self.since), _date(self.until)), (_date(other.since), _date(other.until))
        for (since, _), (_, until) in ((mine, theirs), (theirs, mine)):
            if since is not None and until is not None and since.first > until.last:
                return Holding.NO
        for (since, _), lasting in ((mine, other), (theirs, self)):
            # the beginning of the one, whenever it was, lies in the other
            if since is not None and {lasting.on(since.first), lasting.on(since.last)} == {Holding.YES}:
                return Holding.YES
        return Holding.MAYBE


NO_DATES = Period()


@cache
def _date(value: str | None) -> PartialDate | None:
    return PartialDate(value=value) if value else None


@dataclass(frozen=True)
class Record:
    """The network that filters choose, and all that documents say about it."""

    network: TwoMode
    institutions: Mapping[str, Institution]          # all of the graph, also those that the filters leave out
    said: tuple[Said, ...]
    documents: Mapping[str, str]                     # id → the file's name
    periods: Mapping[str, Period]                    # of groups and milestones
    spans: Mapping[tuple[str, str], tuple[Period, ...]]  # (institution, group) → of each tie that puts it there
    team_of: Mapping[str, str]                       # founding agreement → its team
    milestones: Mapping[str, Mapping[str, Status]]   # milestone → groups within it, how surely
    aliases: Mapping[str, str]                       # id that something had → the id that it has now
    filters: Filters = ACCEPTED
    line_of: Mapping[str, str] = field(default_factory=dict)  # institution → who carries it on in the end

    @cached_property
    def carried_on(self) -> TwoMode:
        """The network in which an institution and those that it carries on are one."""
        return as_one(self.network, self.line_of)

    @cached_property
    def _carried(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in self.line_of.items():
            found[new].append(old)
        return {new: tuple(sorted(olds)) for new, olds in found.items()}

    def line(self, key: str) -> tuple[str, ...]:
        """An institution, and those before it that it carries on."""
        return key, *self._carried.get(key, ())

    def now(self, key: str) -> str:
        """The id that something has now, also when it is asked for by an old one."""
        return self.aliases.get(key, key)

    def body(self, key: str) -> str:
        """The institution that an id, also an old one, stands for where lines count: who carries it on in the end."""
        now = self.now(key)
        return self.line_of.get(now, now)

    def group_of(self, key: str) -> str:
        """The group that an agreement or a team is measured as."""
        return self.team_of.get(key, key)

    @cached_property
    def groups(self) -> Mapping[str, GroupRow]:
        """The network's groups by id."""
        return {group.id: group for group in self.network.groups}

    @cached_property
    def members(self) -> Mapping[str, tuple[Institution, ...]]:
        """Group → the institutions that are recorded in it, by id."""
        return {
            group: tuple(self.institutions[key] for key in keys) for group, keys in self.network.members().items()
        }

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """Institution → the groups that it is recorded in."""
        found: dict[str, list[str]] = defaultdict(list)
        for group, members in self.members.items():
            for member in members:
                found[member.id].append(group)
        return {key: tuple(groups) for key, groups in found.items()}

    def seats(self, institutions: Iterable[str], groups: Collection[str]) -> Evidence:
        """What says that these institutions are in these groups."""
        return Evidence.joined(
            self.memberships.get((institution, group), NOTHING) for institution in institutions for group in groups
        )

    @cached_property
    def memberships(self) -> Mapping[tuple[str, str], Evidence]:
        """(Institution, group) → what says that it is in it."""
        return self._evidence(_MEMBERSHIP)

    @cached_property
    def refusals(self) -> Mapping[tuple[str, str], Evidence]:
        """(Institution, group) → what says that it does not take part, as surely as the filters ask."""
        return self._evidence({Predicate.ABSENT}, _at_least(self.filters))

    @property
    def declined(self) -> frozenset[tuple[str, str]]:
        """(Institution, group) of who is said not to take part; who carries on an institution stands for it."""
        return frozenset((self.line_of.get(body, body), group) for body, group in self.refusals)

    def _evidence(
        self, predicates: Collection[Predicate], statuses: Collection[Status] = BELIEVED
    ) -> dict[tuple[str, str], Evidence]:
        found: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for said in self.said:
            if said.predicate in predicates and said.status in statuses and said.object is not None:
                found[said.subject, self.group_of(said.object)].append(said)
        return {pair: evidence_of(claims) for pair, claims in found.items()}

    @cached_property
    def absents(self) -> Mapping[str, tuple[Institution, ...]]:
        """Group → the institutions that are said not to take part, by id."""
        found: dict[str, list[Institution]] = defaultdict(list)
        for institution, group in sorted(self.refusals):
            if institution in self.institutions:
                found[group].append(self.institutions[institution])
        return {group: tuple(rows) for group, rows in found.items()}

    @cached_property
    def read_about(self) -> Mapping[str, tuple[str, ...]]:
        """Id of an institution, group, milestone or unit → the documents with a claim about it, sorted.

        Where an institution sits is said about it alone: a labour office in a town is no news of that gmina.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for said in self.said:
            found[self.group_of(said.subject)].add(said.document)
            if said.object is not None and said.predicate is not Predicate.LOCATED:
                found[self.group_of(said.object)].add(said.document)
        return {key: tuple(sorted(documents)) for key, documents in found.items()}

    def about(self, subject: str, predicates: Collection[Predicate]) -> Evidence:
        """What believed claims of these predicates say about a subject (with its founding agreement)."""
        return evidence_of(self._about.get((subject, predicate), ()) for predicate in predicates)

    @cached_property
    def _about(self) -> Mapping[tuple[str, Predicate], tuple[Said, ...]]:
        found: dict[tuple[str, Predicate], list[Said]] = defaultdict(list)
        for said in self.said:
            if said.status in BELIEVED:
                found[self.group_of(said.subject), said.predicate].append(said)
        return {key: tuple(claims) for key, claims in found.items()}

    def titles(self, documents: Iterable[str]) -> tuple[str, ...]:
        """The files' names, sorted."""
        return tuple(sorted(self.documents.get(key, key) for key in documents))

    def holding(self, institution: str, group: str, day: date) -> Holding:
        """Whether an institution is in a group on a day, as far as the documents tell."""
        found = {period.on(day) for period in self.spans.get((institution, group), (NO_DATES,))}
        return next(state for state in (Holding.YES, Holding.MAYBE, Holding.NO) if state in found)

    def on(self, day: date) -> Record:
        """The record without the memberships and groups that surely do not hold on that day."""
        kept_groups = [
            group for group in self.network.groups
            if self.periods.get(group.id, NO_DATES).on(day) is not Holding.NO
        ]
        ids = {group.id for group in kept_groups}
        cells = self.network.confidence.tocoo()
        rows, columns = self.network.institutions, self.network.groups
        memberships = {
            (rows[row].id, columns[column].id): float(confidence)
            for row, column, confidence in zip(*cells.coords, cells.data, strict=True)
            if columns[column].id in ids
            and self.holding(rows[row].id, columns[column].id, day) is not Holding.NO
        }
        return replace(self, network=two_mode(rows, kept_groups, memberships))


def evidence_of(claims: Iterable[Said] | Iterable[Iterable[Said]]) -> Evidence:
    """The claims' ids and their documents."""
    flat = [said for each in claims for said in ((each,) if isinstance(each, Said) else each)]
    return Evidence(
        tuple(sorted({said.claim for said in flat})), tuple(sorted({said.document for said in flat}))
    )


_CLAIMS = """
MATCH (c:Claim)-[:ABOUT]->(s)
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:OBJECT]->(o)
RETURN c.id AS claim, c.predicate AS predicate, c.status AS status, s.id AS subject, o.id AS object, d.id AS document
ORDER BY claim, subject, object
"""
_DOCUMENTS = "MATCH (d:Document) RETURN d.id AS id, d.title AS title ORDER BY id"
_ALIASES = "MATCH (a:Alias)-[:NOW]->(n) RETURN a.id AS alias, n.id AS id ORDER BY alias, id"
_SUCCESSIONS = """
MATCH (a:Institution)-[s:SUCCEEDED_BY]->(b:Institution) WHERE s.status IN $statuses
RETURN a.id AS before, b.id AS after ORDER BY before, after
"""
_PERIODS = """
MATCH (g:Team) RETURN g.id AS id, g.since AS since, g.until AS until, g.term AS term
UNION ALL
MATCH (g:Agreement) RETURN g.id AS id, coalesce(g.since, g.signed) AS since, g.until AS until, g.term AS term
UNION ALL
MATCH (m:Milestone) RETURN m.id AS id, m.since AS since, m.until AS until, 'fixed' AS term
"""
_SPANS = """
MATCH (i:Institution)-[m:MEMBER_OF]->(g:Team)
RETURN i.id AS institution, g.id AS group_id, m.since AS since, m.until AS until
UNION ALL
MATCH (i:Institution)-[m:PARTY_TO]->(g:Agreement)
RETURN i.id AS institution, g.id AS group_id, m.since AS since, m.until AS until
"""
_MILESTONES = """
MATCH (g:Team)-[w:WITHIN]->(m:Milestone) RETURN m.id AS milestone, g.id AS group_id, w.status AS status
UNION ALL
MATCH (g:Agreement)-[w:WITHIN]->(m:Milestone) RETURN m.id AS milestone, g.id AS group_id, w.status AS status
"""


def read_record(store: Reader, filters: Filters = ACCEPTED) -> Record:
    """Read the network that the filters choose, and what every document says.

    `sectors` and `levels` of the filters are not used: a team without its health sector would look as if it had none.
    """
    chosen = replace(filters, sectors=frozenset(), levels=frozenset())
    network = read_network(store, chosen)
    everybody = read_network(store, replace(ACCEPTED, least_status=Status.PROVISIONAL))
    team_of = {agreement: group.id for group in everybody.groups for agreement in group.established_by}
    statuses = sorted(status.value for status in _at_least(chosen))
    written = {key: Period(since, until, term) for key, since, until, term in store.read(_PERIODS).rows}
    spans: dict[tuple[str, str], list[Period]] = defaultdict(list)
    for institution, group, since, until in store.read(_SPANS).rows:
        spans[institution, team_of.get(group, group)].append(Period(since, until, written[group].term))
    milestones: dict[str, dict[str, Status]] = defaultdict(dict)
    for milestone, group, status in store.read(_MILESTONES).rows:
        within = milestones[milestone]
        key = team_of.get(group, group)
        within[key] = Status.ACCEPTED if Status.ACCEPTED in (Status(status), within.get(key)) else Status(status)
    return Record(
        network,
        {row.id: row for row in (*everybody.institutions, *network.institutions)},
        tuple(_said(row) for row in store.read(_CLAIMS).rows),
        {str(key): str(title) for key, title in store.read(_DOCUMENTS).rows},
        {key: _of_both(key, written, everybody) for key in written},
        {pair: tuple(periods) for pair, periods in spans.items()},
        team_of,
        milestones,
        {str(alias): str(key) for alias, key in store.read(_ALIASES).rows},
        chosen,
        lines((str(old), str(new)) for old, new in store.read(_SUCCESSIONS, statuses=statuses).rows),
    )


def _at_least(filters: Filters) -> Collection[Status]:
    return {Status.ACCEPTED} if filters.least_status is Status.ACCEPTED else BELIEVED


def _said(row: Iterable[str | None]) -> Said:
    claim, predicate, status, subject, target, document = row
    return Said(
        str(claim), Predicate(str(predicate)), Status(str(status)), str(subject), target, str(document)
    )


def _of_both(key: str, written: Mapping[str, Period], network: TwoMode) -> Period:
    """The dates of a group; what a team does not say of itself, its founding agreement does."""
    period = written[key]
    column = network.column_of.get(key)
    for agreement in network.groups[column].established_by if column is not None else ():
        act = written[agreement]
        known = period.term if period.term not in (None, "unknown") else act.term
        period = Period(period.since or act.since, period.until or act.until, known)
    return period


# ---------------------------------------------------------------- territory


@dataclass(frozen=True)
class Territory:
    """Which units a record speaks of, and which documents were read for each."""

    record: Record
    register: Register

    @cached_property
    def serving(self) -> Serving:
        """Which units each institution serves."""
        return Serving(self.register)

    def units_of(self, institution: Institution) -> tuple[str, ...]:
        """Codes of the units that an institution serves by its level and seat; none when its place is unknown."""
        return self.serving.units_of(institution)

    @cached_property
    def documents(self) -> Mapping[str, frozenset[str]]:
        """Unit → the documents that speak of it, of a group that covers it, or of an institution that serves it."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, documents in self.record.read_about.items():
            codes: tuple[str, ...] = ()
            if key in self.record.institutions:
                codes = self.units_of(self.record.institutions[key])
            elif key in self.record.groups:
                codes = self.record.groups[key].covers
            elif key in self.register:
                codes = (key[:6],)
            for code in codes:
                found[code].update(documents)
        return {code: frozenset(documents) for code, documents in found.items()}

    @cached_property
    def _read_for(self) -> Mapping[str, tuple[str, ...]]:
        return _with_inner(self.documents)

    def read_for(self, code: str) -> tuple[str, ...]:
        """Documents read for a unit or anything inside it, sorted."""
        return self._read_for.get(code, ())

    @cached_property
    def _groups_in(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for group in self.record.network.groups:
            codes = {*group.covers}
            codes |= {code for member in self.record.members[group.id] for code in self.units_of(member)}
            for code in codes:
                found[code].add(group.id)
        return _with_inner(found)

    def groups_in(self, code: str) -> tuple[str, ...]:
        """Groups that cover a unit or anything inside it, or have an institution that serves it, sorted."""
        return self._groups_in.get(code, ())


def _with_inner(by_unit: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Unit → what it and everything inside it has, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, values in by_unit.items():
        for length in (2, 4, 6):
            if length <= len(code):
                found[code[:length]].update(values)
    return {code: tuple(sorted(values)) for code, values in found.items()}
