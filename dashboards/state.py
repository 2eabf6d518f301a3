"""What the pages share: the open store and what was read from it, kept until the graph changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from dashboards import reads, review
from dashboards.components.payload import NetworkView, View, draw
from dashboards.wording import language
from graph import band_cache, coverage, measures, reference, sureness
from graph import gaps as gap_rows
from graph.claims import Finding, Status
from graph.errors import Refused, StoreUnavailable
from graph.judgements import Judgement
from graph.network import Filters, Reader, TwoMode, read_network
from graph.record import Record, Territory, read_record
from graph.serving import Serving
from graph.settings import Settings
from graph.store import Right, Store, open_store
from graph.suggestion import Surroundings
from graph.territory import Register as TerritoryRegister
from loaders import pipeline

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 2.0
"""Seconds that a page waits for an answer before it says that it is still being made."""


def location() -> str:
    """The store that this process shows."""
    return Settings().location()


@st.cache_resource(show_spinner=False, max_entries=4, on_release=Store.close)
def _open(where: str) -> Store:
    return open_store(where)


def store() -> Store:
    """The open store. Raises StoreUnavailable when it cannot be reached or started."""
    return _open(location())


@st.cache_data(show_spinner=False, ttl=3, max_entries=4)
def _revision(where: str) -> int:
    try:
        return _open(where).revision()
    except StoreUnavailable:
        _open.clear()                  # a local server that was stopped comes back with another port
        _kept.clear()                  # and perhaps with another graph, whose saves count from one again
        return _open(where).revision()


def revision() -> int:
    """How many saves the graph has seen; at most three seconds old."""
    return _revision(location())


# Answers are immutable and shared between sessions (cache_resource): nothing is copied a rerun.
@st.cache_resource(show_spinner=False, max_entries=1024)
def _kept(where: str, at: int, name: str, arguments: tuple[Any, ...], _question: Callable[..., Any]) -> Any:  # noqa: ARG001
    """The answer to a question; `at` and `name` are there to be its key."""
    return _question(_open(where), *arguments)


def _ask(question: Callable[Concatenate[Reader, P], T], *arguments: P.args, **_none: P.kwargs) -> T:
    """Ask the store, or remember what it said at this revision."""
    return cast("T", _kept(location(), revision(), question.__qualname__, arguments, question))


def summary() -> reads.Summary:
    """What is loaded, in numbers."""
    return _ask(reads.summary)


def network() -> reads.Network:
    """All institutions, groups and ties."""
    return _ask(reads.network)


def _draw(_store: Reader, view: View, _lang: str) -> NetworkView:
    return draw(network(), view, reference.sectors(), reference.institution_types())


def drawn(view: View) -> NetworkView:
    """The chosen part of the network with the place of every node."""
    return _ask(_draw, view, language())       # a drawn map has words


def doubts() -> tuple[list[reads.Evidence], list[reads.Contradiction]]:
    """Claims that are not certain, and pairs of claims that contradict each other."""
    return _ask(reads.doubtful), _ask(reads.contradictions)


def documents() -> list[tuple[str, str, int]]:
    """Title, date of publication and number of claims of each document."""
    return _ask(reads.documents)


def findings() -> list[tuple[str, Finding]]:
    """Title of a document and what was found wrong in it."""
    return _ask(reads.findings)


def about(node: str, label: str = "Institution") -> list[reads.Evidence]:
    """Claims whose subject is the node."""
    return _ask(reads.claims_about, node, label)


def naming(node: str, label: str) -> list[reads.Evidence]:
    """Claims whose object is the node."""
    return _ask(reads.claims_naming, node, label)


def links(node: str) -> list[reads.Link]:
    """Projects, milestones and parent institutions of an institution."""
    return _ask(reads.links, node)


def renamed(node: str) -> str | None:
    """The id that an institution has now, also when it is asked for by an old one."""
    return node if node in network().institutions else _ask(reads.renamed, node)


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    """Two threads for what takes long, so that pages do not wait for it and what is short passes what is long."""
    return ThreadPoolExecutor(2, "long")


@st.cache_resource(show_spinner=False, max_entries=64)
def _started(where: str, at: int, name: str, arguments: tuple[Any, ...], _question: Callable[..., Any]) -> Future[Any]:  # noqa: ARG001
    return _workers().submit(_question, _open(where), *arguments)


def later(question: Callable[Concatenate[Reader, P], T], *arguments: P.args, **_none: P.kwargs) -> T | None:
    """The answer of what may take long, computed once a revision beside the pages; None while it is not there yet.

    Raises: whatever the question raised.
    """
    started = _started(location(), revision(), question.__qualname__, arguments, question)
    done, _waiting = wait([started], PATIENCE)
    return cast("T", started.result()) if done else None


def _network_of(reader: Reader, territory: str) -> TwoMode:
    return read_network(reader, Filters(territory=territory))


def _centrality(reader: Reader, territory: str) -> measures.MeasureTable:
    return measures.measure_all(_network_of(reader, territory))


def centrality_table(territory: str = "") -> measures.MeasureTable | None:
    """Measures of every institution, in the whole network or in a territory (TERC code); None while they are made."""
    return later(_centrality, territory)


def _support(reader: Reader, territory: str) -> tuple[tuple[sureness.Document, ...], ...]:
    found = _network_of(reader, territory)
    return tuple(sureness.read_support(reader, found).of_institutions(found))


def recorded_by(territory: str = "") -> tuple[tuple[sureness.Document, ...], ...]:
    """The documents that record the memberships of each institution, in the order of the network's rows."""
    return _ask(_support, territory)


def _bands(reader: Reader, territory: str) -> sureness.Bands:
    found = _network_of(reader, territory)
    return band_cache.cached_bands(found, sureness.read_support(reader, found))


def bands(territory: str = "") -> sureness.Bands | None:
    """Between which places each rank moves when documents are missing; None while that is drawn."""
    return later(_bands, territory)


def territory_register() -> TerritoryRegister:
    """The territorial units of Poland."""
    return reference.register()


def record() -> Record:
    """All that is on record with its evidence, accepted."""
    return _ask(read_record)


def _gaps(reader: Reader, kind: gap_rows.GapKind, question: gap_rows.Question) -> tuple[gap_rows.Gap, ...]:
    return gap_rows.find(kind, Territory(read_record(reader), reference.register()), question)


def gaps(kind: gap_rows.GapKind, question: gap_rows.Question) -> tuple[gap_rows.Gap, ...] | None:
    """Rows of one kind of gap; None while they are looked for."""
    return later(_gaps, kind, question)


def _surroundings(reader: Reader) -> Surroundings:
    return Surroundings(read_record(reader).carried_on, Serving(reference.register()))


def surroundings() -> Surroundings:
    """The network with what suggestions need of it."""
    return _ask(_surroundings)


def claims(ids: tuple[str, ...]) -> list[reads.Evidence]:
    """Claims by their ids, with quotes."""
    return _ask(reads.claims_by_id, ids)


def templates() -> Mapping[str, coverage.Template]:
    """Composition templates by id, the shipped ones and the user's own."""
    return coverage.templates(Settings().templates)


def _coverage(reader: Reader, template: str, least: Status) -> coverage.CoverageTable:
    return coverage.cover(read_record(reader, Filters(least_status=least)), templates()[template])


def coverage_table(template: str, least: Status = Status.ACCEPTED) -> coverage.CoverageTable:
    """Each team against a template, by what is at least so certain."""
    return _ask(_coverage, template, least)


def sectors() -> Mapping[str, reference.SectorRow]:
    """Sectors by code."""
    return reference.sectors()


def types() -> Mapping[str, reference.InstitutionType]:
    """Kinds of institutions by code."""
    return reference.institution_types()


def pairs() -> list[review.Pair]:
    """Pairs that may be one, for people to decide."""
    return _ask(review.pairs)


def uncertain(territory: str = "", at_least: float = 0.0, most: int = review.MOST) -> list[review.Doubt]:
    """The first claims that are not certain, for people to confirm or reject."""
    return _ask(review.doubts, territory, at_least, most)


def count_uncertain(territory: str = "", at_least: float = 0.0) -> int:
    """How many claims are not certain."""
    return _ask(review.count_doubts, territory, at_least)


def uncertain_units() -> tuple[str, ...]:
    """Codes of the units in which one of them waits."""
    return _ask(review.doubt_units)


def candidate(kind: str, node: str) -> review.Candidate:
    """One side of a pair, with its quotes."""
    return _ask(review.candidate, kind, node)


def context(document: str, spans: tuple[int, ...]) -> tuple[str, str, str]:
    """A quote with what stands around it in its document."""
    return _ask(review.context, document, spans)


def judged() -> list[review.Judged]:
    """The judgements in force, the last first."""
    return _ask(review.judged)


def merged(kind: str, node: str) -> list[tuple[str, tuple[review.Reason, ...]]]:
    """Ids of what was taken for one with the node, each with the reasons."""
    return _ask(review.merged, kind, node)


def may_judge() -> bool:
    """Whether this dashboard lets people judge: not when it was started to be only read."""
    return not Settings().read_only


def judge(decided: Judgement) -> None:
    """Store a judgement. The store is open for writing only as long as that takes.

    Raises: Refused: this dashboard is only for reading. UsageError: the judgement cannot be used.
            StoreUnavailable: the store cannot be written.
    """
    if not may_judge():
        raise Refused("This dashboard was started to be read only.", hint="Start it without --read-only.")
    with open_store(location(), right=Right.WRITER) as writer:
        pipeline.judge(writer, [decided])
    _revision.clear()
