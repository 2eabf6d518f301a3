"""Networks for the measures' tests, made from groups or from the ties of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx
import pytest

from graph.claims import Kind
from graph.network import GroupRow, Institution, TwoMode, two_mode


def _of_groups(
    groups: Mapping[str, Iterable[str]],
    *,
    alone: Iterable[str] = (),
    sectors: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    confidence: Mapping[tuple[str, str], float] | None = None,
    family: Kind = Kind.AGREEMENT,
) -> TwoMode:
    members = {group: sorted(set(institutions)) for group, institutions in groups.items()}
    ids = sorted({each for found in members.values() for each in found} | set(alone))
    return two_mode(
        [Institution(key, key, sectors=(sectors[key],) if sectors and key in sectors else ()) for key in ids],
        [GroupRow(group, family, (kinds or {}).get(group, "porozumienie")) for group in members],
        {
            (institution, group): (confidence or {}).get((institution, group), 1.0)
            for group, found in members.items() for institution in found
        },
    )


def _of_ties(graph: nx.Graph[Any], sectors: Mapping[Any, str] | None = None) -> TwoMode:
    name = {node: f"n{at:04d}" for at, node in enumerate(graph)}
    return _of_groups(
        {f"{name[a]}-{name[b]}": (name[a], name[b]) for a, b in graph.edges},
        alone=name.values(),
        sectors={name[node]: sector for node, sector in (sectors or {}).items()},
    )


@pytest.fixture(scope="session")
def of_groups() -> Callable[..., TwoMode]:
    """A network from group id → ids of its institutions."""
    return _of_groups


@pytest.fixture(scope="session")
def of_ties() -> Callable[..., TwoMode]:
    """A network in which each tie of a graph is an agreement of two; row k is the graph's k-th node."""
    return _of_ties
