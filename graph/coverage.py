"""Coverage of a required composition: which roles of a template a team's documents record.

Three states a role: recorded, confirmed absent, not recorded. Missing from the documents is not
absent, so the last two are never added up, and there is no single score of a team: the template and
its status (statute or practice) stand beside every figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from graph import reference
from graph.claims import Kind, Predicate
from graph.dates import Holding, PartialDate
from graph.errors import SetupError, UsageError
from graph.network import GroupRow, Institution
from graph.record import NOTHING, Evidence, Record
from graph.vocabulary import Coverage

DEFAULT_TEMPLATE = "model-wiejski-praktyka"
"""Fits the teams of most documents: what was seen in practice, not a law's list for one kind of team."""


class TemplateStatus(StrEnum):
    """What a template's list is: the law's, what was seen in practice, or what its user asks for."""

    STATUTORY = "statutory"
    PRACTICE = "practice"
    OWN = "own"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _polish_will_do(cls, content: Any) -> Any:
        """Who writes a template need not translate it."""
        if isinstance(content, dict):
            for other, polish in (("en", "pl"), ("note_en", "note_pl")):
                if content.get(polish):
                    content = {other: content[polish], **content}
        return content


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
    status: TemplateStatus = TemplateStatus.OWN
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""
    note_pl: str = ""
    note_en: str = ""
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

    def held_at(self, written: str | None) -> bool | None:
        """Whether it was in force at a date as written (`2018-07`); None where that is unknown or only partly so."""
        if not written:
            return None
        when = PartialDate(value=written)
        first, last = self.holds_on(when.first), self.holds_on(when.last)
        return first if first is last else None


@dataclass(frozen=True, slots=True)
class Cell:
    """One role of one team, with the ids of the institutions that say so.

    Where one institution fills a role and another declined it, the role is recorded and `absent` names the other.
    """

    state: Coverage
    recorded: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()        # recorded, but the documents do not tell whether on the day in question
    evidence: Evidence = NOTHING


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One team: a cell for each role of the template, in its order."""

    team: GroupRow
    cells: tuple[Cell, ...]
    read: tuple[str, ...] = ()         # ids of the documents that speak of the team
    in_force: bool | None = None       # whether the template was when the team began, or on the day in question

    def count(self, state: Coverage) -> int:
        """Roles in that state."""
        return sum(cell.state is state for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Teams × roles of one template."""

    template: Template
    rows: tuple[CoverageRow, ...]


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


def cover(record: Record, template: Template, day: date | None = None) -> CoverageTable:
    """Compare every team on record with a template, with the evidence of each cell.

    Args:    day: only who may be in the team on that day counts; by default whoever ever was.
    Returns: a row a team, by id.
    """
    record = record if day is None else record.on(day)
    teams = [group for group in record.network.groups if group.family is Kind.TEAM]
    table = coverage(teams, record.members, record.absents, template)
    return replace(table, rows=tuple(_with_evidence(record, template, row, day) for row in table.rows))


def _with_evidence(record: Record, template: Template, row: CoverageRow, day: date | None) -> CoverageRow:
    team = row.team
    complete = record.about(team.id, {Predicate.COMPLETE})
    cells = []
    for cell in row.cells:
        if cell.state is Coverage.NOT_RECORDED and complete.claims:
            cells.append(replace(cell, state=Coverage.CONFIRMED_ABSENT, evidence=complete))
            continue
        said = [record.memberships.get((key, team.id), NOTHING) for key in cell.recorded]
        said += [record.refusals.get((key, team.id), NOTHING) for key in cell.absent]
        maybe = () if day is None else tuple(
            key for key in cell.recorded if record.holding(key, team.id, day) is Holding.MAYBE
        )
        cells.append(replace(cell, maybe=maybe, evidence=Evidence.joined(said)))
    in_force = template.held_at(team.since) if day is None else template.holds_on(day)
    return replace(row, cells=tuple(cells), read=record.read_about.get(team.id, ()), in_force=in_force)


def read_template(path: Path) -> Template:
    """Read one template. Raises SetupError when it does not have the form of one, or names a type that is not known."""
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        template = Template.model_validate(content)
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.", hint="Name a YAML file.") from error
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise SetupError(
            f"{path.name} is not a composition template: {error}",
            hint=f"Compare it with the templates in {reference.templates_folder()}.",
        ) from error
    types = reference.institution_types()
    for role in template.roles:
        for kind in role.any_of:
            if kind not in types:
                near = get_close_matches(kind, types, n=3, cutoff=0.4)
                raise SetupError(
                    f"{path.name}: role '{role.id}' asks for the type {kind}, which is not known.",
                    hint=f"Types are ids of institution_types.csv{'; near ones: ' + ', '.join(near) if near else ''}.",
                )
    return template


@cache
def templates(own: Path | None = None) -> Mapping[str, Template]:
    """The shipped templates and those of the user's folder by id: statutory ones first, then by id.

    Raises: SetupError: the folder is not there, or two templates have one id.
    """
    paths = sorted(reference.templates_folder().glob("*.yaml"))
    if own is not None:
        if not own.is_dir():
            raise SetupError(f"There is no folder of templates {own}.", hint="Set KOOPGRAF_TEMPLATES to a folder.")
        paths += sorted(own.glob("*.yaml"))
    found: dict[str, Template] = {}
    for path in paths:
        template = read_template(path)
        if found.setdefault(template.id, template) is not template:
            raise SetupError(f"{path}: another template has the id {template.id}.", hint="Give it an id of its own.")
    ordered = sorted(found.values(), key=lambda each: (each.status is not TemplateStatus.STATUTORY, each.id))
    return MappingProxyType({template.id: template for template in ordered})


def find_template(asked: str, own: Path | None = None) -> Template:
    """The template with this id, or the one in this YAML file. Raises UsageError when there is neither."""
    known = templates(own)
    if asked in known:
        return known[asked]
    if asked.endswith((".yaml", ".yml")):
        return read_template(Path(asked))
    raise UsageError(
        f"no template has the id {asked}",
        hint=f"Name one of {', '.join(known)}, or a YAML file of your own.",
    )
