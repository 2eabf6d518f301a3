"""What the pages share: the open store and what was read from it, kept until the graph changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import reads
from dashboards.components.payload import NetworkView, View, draw
from graph import centrality, coverage, reference
from graph.network import Filters, read_network
from graph.settings import Settings
from graph.store import open_store

if TYPE_CHECKING:
    from graph.network import Reader

# Values that pages get are immutable and shared between sessions (cache_resource): nothing is copied a rerun.


@st.cache_resource(show_spinner=False, max_entries=4)
def _open(location: str) -> Reader:
    return open_store(location)


def location() -> str:
    """The store that this process shows."""
    return Settings().location()


def store() -> Reader:
    """The open store. Raises StoreUnavailable when it cannot be reached or started."""
    return _open(location())


@st.cache_data(show_spinner=False, ttl=3, max_entries=4)
def _revision(where: str) -> str:
    return reads.revision(_open(where))


def revision() -> str:
    """A mark that changes with the graph; at most three seconds old."""
    return _revision(location())


@st.cache_resource(show_spinner=False, max_entries=4)
def _summary(where: str, at: str) -> reads.Summary:
    return reads.summary(_open(where))


def summary() -> reads.Summary:
    """What is loaded, in numbers."""
    return _summary(location(), revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _network(where: str, at: str) -> reads.Network:
    return reads.network(_open(where))


def network() -> reads.Network:
    """All institutions, groups and ties."""
    return _network(location(), revision())


@st.cache_resource(show_spinner=False, max_entries=64)
def _drawn(where: str, at: str, view: View, lang: str) -> NetworkView:
    return draw(_network(where, at), view, reference.sectors())


def drawn(view: View, lang: str) -> NetworkView:
    """The chosen part of the network with the place of every node."""
    return _drawn(location(), revision(), view, lang)


@st.cache_resource(show_spinner=False, max_entries=8)
def _doubts(where: str, at: str) -> tuple[list[reads.Evidence], list[reads.Contradiction]]:
    return reads.doubtful(_open(where)), reads.contradictions(_open(where))


def doubts() -> tuple[list[reads.Evidence], list[reads.Contradiction]]:
    """Claims that are not certain, and pairs of claims that contradict each other."""
    return _doubts(location(), revision())


@st.cache_resource(show_spinner=False, max_entries=4)
def _documents(where: str, at: str) -> list[tuple[str, str, int]]:
    return reads.documents(_open(where))


def documents() -> list[tuple[str, str, int]]:
    """Title, date of publication and number of claims of each document."""
    return _documents(location(), revision())


@st.cache_resource(show_spinner=False, max_entries=256)
def _about(where: str, at: str, label: str, node: str) -> list[reads.Evidence]:
    return reads.claims_about(_open(where), node, label)


def about(node: str, label: str = "Institution") -> list[reads.Evidence]:
    """Claims whose subject is the node."""
    return _about(location(), revision(), label, node)


@st.cache_resource(show_spinner=False, max_entries=256)
def _naming(where: str, at: str, label: str, node: str) -> list[reads.Evidence]:
    return reads.claims_naming(_open(where), node, label)


def naming(node: str, label: str) -> list[reads.Evidence]:
    """Claims whose object is the node."""
    return _naming(location(), revision(), label, node)


@st.cache_resource(show_spinner=False, max_entries=256)
def _links(where: str, at: str, node: str) -> list[reads.Link]:
    return reads.links(_open(where), node)


def links(node: str) -> list[reads.Link]:
    """Projects, milestones and parent institutions of an institution."""
    return _links(location(), revision(), node)


def renamed(node: str) -> str | None:
    """The id that an institution has now, also when it is asked for by an old one."""
    return node if node in network().institutions else reads.renamed(store(), node)


@st.cache_resource(show_spinner=False, max_entries=16)
def _centrality(where: str, at: str, territory: str) -> centrality.CentralityTable:
    return centrality.table(read_network(_open(where), Filters(territory=territory)))


def centrality_table(territory: str = "") -> centrality.CentralityTable:
    """Measures of every institution, in the whole network or in a territory (TERC code)."""
    return _centrality(location(), revision(), territory)


def sectors() -> Mapping[str, reference.SectorRow]:
    """Sectors by code."""
    return reference.sectors()


def templates() -> Mapping[str, coverage.Template]:
    """Composition templates by id."""
    return coverage.templates()


@st.cache_resource(show_spinner=False, max_entries=16)
def _coverage(where: str, at: str, template: str) -> coverage.CoverageTable:
    teams = coverage.read_teams(_open(where))
    return coverage.coverage(teams.teams, teams.members, teams.absents, coverage.templates()[template])


def coverage_table(template: str) -> coverage.CoverageTable:
    """Each team against a template."""
    return _coverage(location(), revision(), template)
