"""The team or agreement of a row: its name, date, territory and project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.claims import Kind, Predicate, Ref, Span
from graph.identity import slug
from loaders.polish.dates import find_dates
from loaders.polish.found import Found
from loaders.polish.mentions import find
from loaders.polish.places import PlaceContext
from loaders.prose.draft import Draft, DraftGroup, identity, told_apart
from loaders.prose.groups import Named, find_agreements, find_teams
from loaders.prose.projects import Project, Projects, find_projects
from loaders.prose.sameness import alike
from loaders.prose.view import View, is_team_type
from loaders.reading import Cell
from loaders.roster.rows import Row

_APPOINTED = re.compile(
    r"powoła|zawart|podpisa|zadeklar|przystąp|utworz|powsta|zawiąza|założ|z\s+dnia|zarządzeni", re.IGNORECASE
)


GUESSED = ("", "inherited", "same type")
"""How the seat of a body is known that its name does not say."""
_OF_GROUP = re.compile(r"\b(?:zesp[oó]ł|partner|porozumie|koalicj|klast|siec|sieć|rad[ay]\b|komisj)", re.IGNORECASE)


class _Name(NamedTuple):
    """What a row's group is called, where that stands and what it is."""

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

    def of(self, row: Row, territory: str | None, sure: float, at: Span | None) -> DraftGroup:
        """The group of a row, with what its title and its cells say of it. at: where the territory is stated."""
        name = self._name(row)
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

    def is_heading(self, cell: Cell) -> bool:
        """Whether a line of a table names a team, and no body beside it."""
        founds = find(cell.text, self.context)
        if any(each.type and not is_team_type(each.type) and each.start < len(cell.text) // 3 for each in founds):
            return False
        teams = find_teams(cell.text, 0, len(cell.text), [each for each in founds if is_team_type(each.type)])
        return any(named.full for named in teams)

    def speaks_of_group(self, title: tuple[Span, ...]) -> bool:
        """Whether the lines above a table name a team or an agreement."""
        return self._titled(title) is not None

    def of_the_text(self, bodies: Sequence[Sequence[Found]]) -> DraftGroup | None:
        """The document's only agreement, when most rows of a table hold one of its parties."""
        one = self.draft.groups[0] if len(self.draft.groups) == 1 else None
        if one is None or one.ref.kind is not Kind.AGREEMENT:
            return None
        told = sum(any(identity(self.as_party(each, one)) in one.parties for each in row) for row in bodies)
        return one if told > 1 and 2 * told > len(bodies) else None

    def as_party(self, found: Found, group: DraftGroup) -> Found:
        """A body whose seat is only guessed, as the party of its type and own name; itself when there is none."""
        if found.place_rule not in GUESSED or not found.type:
            return found
        parties = [party for ref in group.parties.values() if (party := self.draft.found[ref.key]).type == found.type
                   and told_apart(party) == told_apart(found)]
        if len(parties) != 1:
            return found
        party = parties[0]
        return replace(found, name=party.name, place=party.place, terc=party.terc, place_rule=party.place_rule)

    def _known(self, named: Named, territory: str | None) -> DraftGroup | None:
        """The group that the document's own text already spoke of."""
        for group in self.draft.groups:
            taken = any(group is other for other in self._groups.values())
            same = named.family is Kind.AGREEMENT or alike(group, named, territory)
            if group.ref.kind is named.family and not taken and same:
                return group
        return None

    # ------------------------------------------------------------ its name

    def _name(self, row: Row) -> _Name:
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
        plain = [span for span in row.title if _OF_GROUP.search(line := text[span.start : span.end])
                 and not find_dates(line, self.view.year)]
        span = (plain or row.title or (row.institution.span,))[-1]
        name = " ".join(text[span.start : span.end].split()) if row.title else row.table
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
        for span in reversed(title):
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
