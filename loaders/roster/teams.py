"""The team or agreement of a row: its name, date, territory and project."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.claims import Kind, Predicate, Ref, Span
from graph.identity import slug
from loaders.polish.dates import find_dates
from loaders.polish.mentions import find
from loaders.polish.places import PlaceContext
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.groups import Named, find_agreements, find_teams
from loaders.prose.projects import Project, Projects, find_projects
from loaders.prose.sameness import alike
from loaders.prose.view import View, is_team_type
from loaders.reading import Cell
from loaders.roster.rows import Row

_APPOINTED = re.compile(
    r"powoła|zawart|podpisa|zadeklar|przystąp|utworz|powsta|zawiąza|założ|z\s+dnia|zarządzeni", re.IGNORECASE
)


class _Name(NamedTuple):
    """What a row's group is called, where that stands and what it is;"""

    text: str
    span: Span
    type: str | None
    kind: str
    family: Kind


class Teams:
    """The groups of a document's rosters; the same team in several rows or tables is one."""

    def __init__(self, view: View, draft: Draft, projects: Projects, context: PlaceContext) -> None:
        self.view = view
        self.draft = draft
        self.projects = projects
        self.context = context
        self._groups: dict[tuple[str, str], DraftGroup] = {}

    def of(self, row: Row, table: str, territory: str | None, sure: float, at: Span | None) -> DraftGroup:
        """The group of a row, with what its title and its cells say of it. at: where the territory is stated."""
        name = self._name(row, table)
        key = (name.text.casefold(), territory or "")
        group = self._groups.get(key)
        if group is None:
            named = Named(name.span, name.family, name.kind, name.text, full=True, type=name.type)
            group = self._known(named, territory) or self.draft.add_group(
                name.family, name.kind, name.text, (name.span,), "roster/group",
                0.93 if name.type or row.cell("team") else 0.85, name.type,
            )
            group.territory = group.territory or territory
            self._groups[key] = group
            self._dated(group, row.title)
        if territory:
            stated = at or name.span
            self.draft.state(
                Predicate.COVERS, group.ref, stated, stated, "roster/territory", sure,
                target=Ref(Kind.UNIT, territory),
            )
        self._within(group, row)
        return group

    def speaks_of_group(self, title: tuple[Span, ...]) -> bool:
        """Whether the lines above a table name a team or an agreement."""
        return self._titled(title) is not None

    def _known(self, named: Named, territory: str | None) -> DraftGroup | None:
        """The group that the document's own text already spoke of."""
        for group in self.draft.groups:
            taken = any(group is other for other in self._groups.values())
            same = named.family is Kind.AGREEMENT or alike(group, named, territory)
            if group.ref.kind is named.family and not taken and same:
                return group
        return None

    # ------------------------------------------------------------ its name

    def _name(self, row: Row, table: str) -> _Name:
        cell, agreement = row.cell("team"), row.cell("agreement")
        if cell is not None:
            found = [each for each in find(cell.text, self.context) if is_team_type(each.type)]
            kind = next((named.kind for named in find_teams(cell.text, 0, len(cell.text), ())), "zespół")
            return _Name(cell.text, cell.span, found[0].type if found else None, kind, Kind.TEAM)
        named = self._titled(row.title)
        if named is not None:
            return named
        if agreement is not None:
            return _Name(agreement.text, agreement.span, None, "porozumienie", Kind.AGREEMENT)
        text = self.view.text
        span = row.title[-1] if row.title else row.institution.span
        name = " ".join(text[span.start : span.end].split()) if row.title else table
        return _Name(name, span, None, "zespół", Kind.TEAM)

    def _titled(self, title: tuple[Span, ...]) -> _Name | None:
        """The team that a title names, else the agreement."""
        text = self.view.text
        for span in reversed(title):
            line = text[span.start : span.end]
            founds = [each for each in find(line, self.context) if is_team_type(each.type)]
            for named in find_teams(line, 0, len(line), founds):
                if named.full:
                    at = Span(span.start + named.span.start, span.start + named.span.end)
                    return _Name(named.name, at, named.type, named.kind, Kind.TEAM)
        for span in reversed(title):
            for named in find_agreements(text, *span):
                return _Name(named.name, named.span, None, named.kind, Kind.AGREEMENT)
        return None

    # ------------------------------------------------------------ its date and project

    def _dated(self, group: DraftGroup, title: tuple[Span, ...]) -> None:
        for span in title:
            line = self.view.text[span.start : span.end]
            if group.signed is None and _APPOINTED.search(line):
                for date in find_dates(line, self.view.year):
                    group.signed = date.value.value
                    at = Span(span.start + date.start, span.start + date.end)
                    self.draft.state(
                        Predicate.SIGNED, group.ref, at, span, "roster/title-date", 0.85, value=date.value.value
                    )
                    break

    def _within(self, group: DraftGroup, row: Row) -> None:
        found = self._project(row.cell("project"), row.title)
        if found is None:
            return
        project, at = found
        ref = Ref(Kind.PROJECT, project.slug)
        self.draft.state(Predicate.WITHIN, group.ref, at, at, "roster/project", 0.92, target=ref)
        self.draft.state(Predicate.NAMED, ref, at, at, "project/named", 0.92, value=project.name)

    def _project(self, cell: Cell | None, title: tuple[Span, ...]) -> tuple[Project, Span] | None:
        if cell is not None:
            named = find_projects(cell.text)
            return (named[0].project if named else Project(slug(cell.text), cell.text)), cell.span
        for span in reversed(title):
            named = find_projects(self.view.text[span.start : span.end])
            if named:
                return named[0].project, Span(span.start + named[0].span.start, span.start + named[0].span.end)
        main = self.projects.main
        return (main, self.projects.named[0].span) if main else None
