"""The state of a walk through a document: which agreement and which team it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.claims import Kind, Span
from loaders.prose.areas import beside
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.groups import Named
from loaders.prose.sameness import alike
from loaders.prose.view import Governed, View


@dataclass
class Walk:
    """What is known at a point of a document that is read in order: the groups that are spoken of."""

    view: View
    draft: Draft
    team: DraftGroup | None = None
    named: Named | None = None  # the team as it was last named
    agreement: DraftGroup | None = None
    area: str | None = None  # territory of the section that is being read
    area_span: Span | None = None
    act: tuple[Span, str, Span] | None = None  # the order or resolution that is being read: its day
    signing: tuple[int, Span, str, Span] | None = None  # a signing without named parties: piece, place, day, sentence
    team_spans: list[Span] = field(default_factory=list)
    waiting: list[tuple[int, Governed]] = field(default_factory=list)  # leaders and partners before a group is open

    def open_team(self) -> DraftGroup | None:
        """The team that is spoken of; in a new section, the section's own team of the name given before."""
        if self.team is None and self.named is not None and self.area is not None:
            self.team = self.new_team(self.named, self.area)
        elif self.team is not None and self.team.territory is None and not self.team.parties:
            self.team.territory = self.area
        return self.team

    def known_team(self, named: Named) -> DraftGroup | None:
        """The team that a place names: one known already, or a new one when the name is full enough."""
        territory = named.terc or beside(self.view, named.span.end) or self.area
        same = [group for group in self.draft.groups if group.ref.kind is Kind.TEAM and alike(group, named, territory)]
        if same:
            group = same[-1]
            if (
                named.full
                and group.group.name.casefold() in named.name.casefold()
                and len(named.name) > len(group.group.name)
            ):
                self.draft.rename(group, named.name, named.type)
            group.territory = group.territory or territory
            return group
        if not named.full:
            return self.team
        return self.new_team(named, territory)

    def new_team(self, named: Named, territory: str | None) -> DraftGroup:
        """Open a team."""
        group = self.draft.add_group(
            Kind.TEAM, named.kind, named.name, (named.span,), "team/named", 0.9 if named.type else 0.8, named.type
        )
        group.territory, group.likely = territory, named.likely
        return group
