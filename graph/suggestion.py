"""Whom a team or a gmina might talk to, and why.

First the rule: a role of the template that is not on record here, and a named body of the same powiat that
fills it elsewhere. Only then the network: bodies of the powiat that its members already meet elsewhere,
which repeats old patterns. Never somebody who is a member already, or who is recorded as having declined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from graph.coverage import Template, TemplateRole
from graph.errors import UsageError
from graph.network import Institution, TwoMode
from graph.serving import Serving
from graph.vocabulary import Level

if TYPE_CHECKING:
    from scipy.sparse import csr_array

PER_ROLE = 3
"""Bodies suggested for one missing role, so that twenty schools do not hide the labour office."""


class Rule(StrEnum):
    """Why somebody is suggested, the strongest reason first."""

    FILLS_ELSEWHERE = "fills_elsewhere"    # a role missing here, which this body fills in another group of the powiat
    NAMED_NEARBY = "named_nearby"          # a role missing here; the body is named, but in no group
    COMMON_PARTNERS = "common_partners"    # it meets members of this team elsewhere


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One body to talk to."""

    institution: str
    rule: Rule
    role: TemplateRole | None              # which missing role it would fill
    groups: tuple[str, ...]                # where it sits now
    through: tuple[str, ...]               # members here, or bodies of this gmina, that it meets there
    adamic_adar: float                     # Σ 1 / ln(partners) over `through`
    resource_allocation: float             # Σ 1 / partners


@dataclass(frozen=True, slots=True)
class Circle:
    """For whom partners are looked for: who is in already, who declined, and where it is."""

    subject: str                           # id of a team, or code of a gmina
    place: str                             # code of the gmina, or of the powiat of a powiat's team
    groups: tuple[str, ...]
    members: frozenset[str]
    declined: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()  # whose partners count: the members, and of a team its gmina's own bodies


@dataclass(frozen=True, eq=False)
class Surroundings:
    """A network with what suggestions need of it, worked out once."""

    network: TwoMode
    serving: Serving

    @cached_property
    def ties(self) -> csr_array:
        """Who meets whom in some group: n × n, 1.0 where they do, zero diagonal."""
        from scipy.sparse import csr_array  # slow to import

        incidence = self.network.incidence
        ties = csr_array(incidence @ incidence.T)
        ties.setdiag(0.0)
        ties.eliminate_zeros()
        ties.data[:] = 1.0
        ties.sort_indices()
        return ties

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """Partners of each institution, n."""
        return np.diff(self.ties.indptr).astype(np.int64)

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[str, ...]]:
        """Institution → its groups."""
        found: dict[str, list[str]] = defaultdict(list)
        for group, members in self._members.items():
            for member in members:
                found[member].append(group)
        return {key: tuple(groups) for key, groups in found.items()}

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        return self.network.members()

    @cached_property
    def _of_gmina(self) -> Mapping[str, tuple[str, ...]]:
        """Gmina → groups that cover it or have a body of its own level."""
        found: dict[str, set[str]] = defaultdict(set)
        rows = self.network.row_of
        for group in self.network.groups:
            codes = {code for code in group.covers if len(code) == 6}
            for member in self._members[group.id]:
                institution = self.network.institutions[rows[member]]
                if Level.GMINA in institution.levels and institution.terc is not None:
                    codes.add(institution.terc)
            for code in codes:
                found[code].add(group.id)
        return {code: tuple(sorted(groups)) for code, groups in found.items()}

    @cached_property
    def _served(self) -> Mapping[str, tuple[int, ...]]:
        """Code → rows of the institutions that serve it."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, institution in enumerate(self.network.institutions):
            for code in self.serving.units_of(institution):
                found[code].append(row)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def _free(self) -> Mapping[str, tuple[int, ...]]:
        """Powiat → rows of the institutions there that belong to no level, such as associations."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, institution in enumerate(self.network.institutions):
            if institution.terc is not None and set(institution.levels) <= {Level.BEZ_SZCZEBLA}:
                found[institution.terc[:4]].append(row)
        return {code: tuple(rows) for code, rows in found.items()}

    def circle(self, subject: str, refusals: Collection[tuple[str, str]] = ()) -> Circle:
        """The circle of a team or of a gmina.

        Args:    subject: id of a group, or a code of six or seven digits. refusals: (institution, group) of those who
                 are recorded as not taking part.
        Raises:  UsageError: there is no such group or gmina, or nothing says where the group is.
        """
        if subject in self._members:
            groups: tuple[str, ...] = (subject,)
            place = self._place(subject)
        elif subject.isdigit() and len(subject) in (6, 7) and subject in self.serving.register:
            groups, place = self._of_gmina.get(subject[:6], ()), subject[:6]
        else:
            raise UsageError(
                f"{subject} is neither a team nor a gmina",
                hint="Give a team's id (koopgraf gaps coverage lists them) or the six digits of a gmina's TERC code.",
            )
        members = frozenset(member for group in groups for member in self._members[group])
        declined = frozenset(institution for institution, group in refusals if group in groups)
        own = {self.network.institutions[row].id for row in self._served.get(place, ())}
        return Circle(subject, place, groups, members, declined, members | own)

    def _place(self, group: str) -> str:
        covers = self.network.groups[self.network.column_of[group]].covers
        places = {code for code in covers if len(code) >= 4} or {
            institution.terc for key in self._members[group]
            if (institution := self.network.institutions[self.network.row_of[key]]).terc is not None
            and Level.GMINA in institution.levels
        }
        powiats = {code[:4] for code in places if code is not None}
        if len(powiats) != 1:
            raise UsageError(
                f"the documents do not tell in which powiat {group} works", hint="Ask for one of its gminas instead.",
            )
        return next(iter(places)) or "" if len(places) == 1 else powiats.pop()

    def candidates(self, circle: Circle) -> tuple[Institution, ...]:
        """Bodies of the circle's gmina, of its powiat, and those there that belong to no level, by id; nobody of it.

        Bodies of another gmina are no candidates: a school or a commission serves its own.
        """
        nearby = self.serving.neighbours(circle.place)
        rows = {*self._served.get(circle.place, ()), *self._served.get(circle.place[:4], ())}
        rows |= {row for powiat in nearby for row in self._free.get(powiat, ())}
        if len(circle.place) == 4:
            rows |= {row for code, found in self._served.items() if code.startswith(circle.place) for row in found}
        found = [self.network.institutions[row] for row in sorted(rows)]
        return tuple(each for each in found if each.id not in circle.members and each.id not in circle.declined)

    def through(self, institution: str, circle: Circle) -> tuple[str, ...]:
        """Members of the circle, and bodies of its gmina, whom an institution already meets, by id."""
        row = self.network.row_of[institution]
        met = self.ties.indices[self.ties.indptr[row] : self.ties.indptr[row + 1]]
        return tuple(key for at in met if (key := self.network.institutions[at].id) in circle.anchors)


def suggest(
    surroundings: Surroundings, circle: Circle, template: Template | None, *, limit: int | None = None
) -> tuple[Suggestion, ...]:
    """Whom the circle might talk to, the best reason first.

    Args:    template: whose missing roles come first; None: only who is met elsewhere.
    Returns: at most `limit`. Roles in the template's order, the second body of one after the first of all; in a role
             who is met by more weight first, then who sits in more groups, then by id; then the others by weight.
    Source:  Adamic & Adar (2003), Social Networks 25: 211–230; Zhou, Lü & Zhang (2009), Eur. Phys. J. B 71: 623–630.
    """
    scored = [_scored(surroundings, circle, each) for each in surroundings.candidates(circle)]
    scored.sort(key=lambda each: (-each.adamic_adar, -len(each.groups), each.institution))
    chosen = _for_roles(surroundings, circle, template, scored) if template is not None else []
    taken = {each.institution for each in chosen}
    chosen += [each for each in scored if each.institution not in taken and each.through]
    return tuple(chosen[:limit])


def _scored(surroundings: Surroundings, circle: Circle, institution: Institution) -> Suggestion:
    through = surroundings.through(institution.id, circle)
    partners = np.array([surroundings.partners[surroundings.network.row_of[key]] for key in through], dtype=np.float64)
    # a common partner has at least two partners unless it is only met by the candidate: ln 1 = 0 says nothing
    known = partners[partners > 1]
    return Suggestion(
        institution.id, Rule.COMMON_PARTNERS, None, surroundings.groups_of.get(institution.id, ()), through,
        float((1 / np.log(known)).sum()), float((1 / partners).sum()) if len(partners) else 0.0,
    )


def _for_roles(
    surroundings: Surroundings, circle: Circle, template: Template, scored: Sequence[Suggestion]
) -> list[Suggestion]:
    network = surroundings.network
    here = {network.institutions[network.row_of[key]].kind for key in circle.members}
    kind_of = {each.institution: network.institutions[network.row_of[each.institution]].kind for each in scored}
    ranked: list[tuple[int, int, int, Suggestion]] = []
    for place, role in enumerate(template.roles):
        if here & set(role.any_of):
            continue
        for rule in (Rule.FILLS_ELSEWHERE, Rule.NAMED_NEARBY):
            fitting = [
                each for each in scored
                if kind_of[each.institution] in role.any_of and bool(each.groups) == (rule is Rule.FILLS_ELSEWHERE)
            ]
            ranked += [
                (rule is Rule.NAMED_NEARBY, turn, place, _because(each, rule, role))
                for turn, each in enumerate(fitting[:PER_ROLE])
            ]
    ranked.sort(key=lambda each: each[:3])
    first: dict[str, Suggestion] = {}
    for *_order, each in ranked:
        first.setdefault(each.institution, each)  # one body may fit two roles: the first one is enough
    return list(first.values())


def _because(found: Suggestion, rule: Rule, role: TemplateRole) -> Suggestion:
    return Suggestion(
        found.institution, rule, role, found.groups, found.through, found.adamic_adar, found.resource_allocation
    )
