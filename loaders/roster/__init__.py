"""Rosters: tables read by the words of their header, `data/reference/layouts.csv`.

A header may stand under title lines, which then name the team, its gmina, its project. The columns
Gmina and Powiat describe the team, not where each body sits; they only help to place a name without
a place. What a table says and nobody reads is a finding, never a silence.
"""

from __future__ import annotations

from loaders.polish.places import PlaceContext
from loaders.prose.draft import Draft
from loaders.prose.projects import Projects
from loaders.prose.view import View
from loaders.reading import Reading
from loaders.roster.tables import Rosters

__all__ = ["write_rosters"]


def write_rosters(reading: Reading, view: View, draft: Draft, projects: Projects, context: PlaceContext) -> None:
    """Claims and findings of all tables of a document."""
    Rosters(reading, view, draft, projects, context).write()
