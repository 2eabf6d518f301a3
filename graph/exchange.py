"""Writing what is in a store for other programs: all facts, or the network that filters choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from graph import cypher_script, export, interchange
from graph.errors import UsageError
from graph.interchange import Format
from graph.model import Facts
from graph.network import ACCEPTED, Filters, Reader, Weighting, project, read_network, to_networkx

_Kind = TypeVar("_Kind")


class FactsFormat(StrEnum):
    """Formats of all facts."""

    JSONL = "jsonl"
    CYPHER = "cypher"


class NetworkKind(StrEnum):
    """Which network."""

    TWO_MODE = "two_mode"
    PROJECTION = "projection"


class FactsReader(Reader, Protocol):
    """A store that can also be read whole."""

    def facts(self) -> Facts:
        """The whole graph."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write. `network` and `filters` belong to the formats of networks."""

    form: FactsFormat | Format
    network: NetworkKind = NetworkKind.TWO_MODE
    weighting: Weighting = Weighting.NEWMAN
    filters: Filters = ACCEPTED

    @classmethod
    def of(cls, path: Path, form: str | None, network: str | None, weighting: str, filters: Filters) -> Wanted:
        """From what a person typed; without a format the file's ending says it, else it is jsonl.

        Raises: UsageError: no such format, network or weighting; a part is asked of a format that holds all facts.
        """
        ending = path.suffix.removeprefix(".").lower()
        chosen = form or (ending if ending in _FORMS else FactsFormat.JSONL.value)
        found = _one_of(_FORMS, chosen, "format")
        kind = _one_of({each.value: each for each in NetworkKind}, network or NetworkKind.TWO_MODE.value, "network")
        weighed = _one_of({each.value: each for each in Weighting}, weighting, "weighting")
        if isinstance(found, FactsFormat) and (network is not None or filters != ACCEPTED):
            raise UsageError(
                f"{chosen} holds all facts: it takes no network and no filter.",
                hint=f"Leave them out, or use --format {', '.join(Format)}.",
            )
        return cls(found, kind, weighed, filters)


_FORMS: Mapping[str, FactsFormat | Format] = {each.value: each for each in (*FactsFormat, *Format)}


def write(store: FactsReader, path: Path, wanted: Wanted) -> dict[str, int]:
    """Write it. Returns what was written: `lines`, or `nodes` and `ties`.

    Raises: UsageError: nothing can be written there. EmptyNetwork: a projection in which nobody meets anybody.
    """
    if wanted.form is FactsFormat.JSONL:
        return {"lines": export.write(store.facts(), path)}
    if wanted.form is FactsFormat.CYPHER:
        return {"lines": cypher_script.write(store.facts(), path)}
    network = read_network(store, wanted.filters)
    graph = to_networkx(network if wanted.network is NetworkKind.TWO_MODE else project(network, wanted.weighting))
    interchange.write(graph, path, wanted.form)
    return {"nodes": graph.number_of_nodes(), "ties": graph.number_of_edges()}


def _one_of(known: Mapping[str, _Kind], given: str, what: str) -> _Kind:
    if given not in known:
        raise UsageError(f"no such {what}: {given}", hint=f"Use one of: {', '.join(known)}.")
    return known[given]
