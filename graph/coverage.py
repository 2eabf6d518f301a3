"""Coverage of a required composition: which roles of a template a team's documents record.

Three states a role: recorded, confirmed absent, not recorded. Missing from the documents is not
absent, so the last two are never added up, and there is no single score of a team: the template and
its status (statute or practice) stand beside every figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from graph import reference
from graph.claims import Kind, Status
from graph.errors import SetupError
from graph.network import ACCEPTED, Filters, GroupRow, Institution, Reader, read_network
from graph.vocabulary import Coverage


class TemplateStatus(StrEnum):
    """What a template's list is: the law's, or what was seen in practice."""

    STATUTORY = "statutory"
    PRACTICE = "practice"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TemplateRole(_Frozen):
    """A role: filled by any member whose type is one of `any_of` (ids of institution_types.csv)."""

    id: str
    pl: str
    en: str
    any_of: tuple[str, ...]


class Template(_Frozen):
    """A list of roles that a team should, or in practice does, have. Dates are inclusive; None: open."""

    id: str
    pl: str
    en: str
    status: TemplateStatus
    valid_from: date | None
    valid_until: date | None
    source: str
    note_pl: str
    note_en: str
    roles: tuple[TemplateRole, ...]

    @model_validator(mode="after")
    def _roles_differ(self) -> Template:
        if not self.roles or len({role.id for role in self.roles}) != len(self.roles):
            raise ValueError("a template needs roles, each with an id of its own")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the template was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One role of one team, with the ids of the institutions that say so.

    Where one institution fills a role and another declined it, the role is recorded and `absent` names the other.
    """

    state: Coverage
    recorded: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One team: a cell for each role of the template, in its order."""

    team: GroupRow
    cells: tuple[Cell, ...]

    def count(self, state: Coverage) -> int:
        """Roles in that state."""
        return sum(cell.state is state for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Teams × roles of one template."""

    template: Template
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class Teams:
    """What coverage needs of a graph: teams, who is recorded in them and who is said not to take part."""

    teams: tuple[GroupRow, ...]
    members: Mapping[str, tuple[Institution, ...]]
    absents: Mapping[str, tuple[Institution, ...]]


def coverage(
    teams: Iterable[GroupRow],
    members: Mapping[str, Collection[Institution]],
    absents: Mapping[str, Collection[Institution]],
    template: Template,
) -> CoverageTable:
    """Compare teams with a template.

    Args:    members, absents: team id → institutions; a team that is missing has none.
    Returns: a row a team in the order given, a cell a role. One institution may fill several roles; an
             institution of unknown type fills none. An institution both recorded and absent is recorded.
    """
    return CoverageTable(
        template,
        tuple(
            CoverageRow(
                team,
                tuple(_cell(members.get(team.id, ()), absents.get(team.id, ()), role) for role in template.roles),
            )
            for team in teams
        ),
    )


def _cell(members: Collection[Institution], absents: Collection[Institution], role: TemplateRole) -> Cell:
    recorded = {institution.id for institution in members if institution.kind in role.any_of}
    absent = {institution.id for institution in absents if institution.kind in role.any_of} - recorded
    state = Coverage.RECORDED if recorded else Coverage.CONFIRMED_ABSENT if absent else Coverage.NOT_RECORDED
    return Cell(state, tuple(sorted(recorded)), tuple(sorted(absent)))


_ABSENT = """
MATCH (c:Claim)-[:ABOUT]->(i:Institution)
WHERE c.predicate = 'absent' AND c.status IN $statuses AND c.confidence >= $confidence
MATCH (c)-[:OBJECT]->(g)
WHERE g:Team OR g:Agreement
OPTIONAL MATCH (i)-[:LOCATED_IN]->(u:Unit)
RETURN i.id AS institution, i.name AS name, i.kind AS kind, u.id AS terc, g.id AS group_id
ORDER BY institution, group_id, terc
"""


def read_teams(store: Reader, filters: Filters = ACCEPTED) -> Teams:
    """Read the teams, each with its founding agreement, that the filters choose.

    `sectors` and `levels` of the filters are not used: a team without its health sector would look as if it had none.
    """
    network = read_network(store, replace(filters, sectors=frozenset(), levels=frozenset()))
    institutions = {row.id: row for row in network.institutions}
    members = {
        group: tuple(institutions[key] for key in keys) for group, keys in network.members().items()
    }
    teams = tuple(group for group in network.groups if group.family is Kind.TEAM)
    team_of = {agreement: team.id for team in teams for agreement in team.established_by}
    absents: dict[str, dict[str, Institution]] = {team.id: {} for team in teams}
    statuses = [Status.ACCEPTED.value]
    if filters.least_status is not Status.ACCEPTED:
        statuses.append(Status.PROVISIONAL.value)
    answer = store.read(_ABSENT, statuses=statuses, confidence=filters.least_confidence)
    for institution, name, kind, terc, group_id in answer.rows:
        team = team_of.get(group_id, group_id)
        if team in absents:
            row = institutions.get(institution) or Institution(institution, name, kind or None, terc=terc)
            absents[team].setdefault(institution, row)
    return Teams(
        teams,
        MappingProxyType({team.id: members[team.id] for team in teams}),
        MappingProxyType({team: tuple(found.values()) for team, found in absents.items()}),
    )


def read_template(path: Path) -> Template:
    """Read one template. Raises SetupError when it does not have the form of one."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return Template.model_validate(content)
    except ValidationError as error:
        raise SetupError(
            f"{path.name} is not a composition template: {error}", hint="Compare it with the others beside it."
        ) from error


@cache
def templates() -> Mapping[str, Template]:
    """The templates of `data/reference/templates` by id: statutory ones first, then by id."""
    found = [read_template(path) for path in reference.templates_folder().glob("*.yaml")]
    found.sort(key=lambda template: (template.status is not TemplateStatus.STATUTORY, template.id))
    return MappingProxyType({template.id: template for template in found})
