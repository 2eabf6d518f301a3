"""The network: two-mode arrays, its projection with a named weighting, and reading both from the graph.

This module is the one to import from; `graph.two_mode`, `graph.projection` and `graph.reading` hold the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.projection import PairWeight, Projection, Weighting, pair_weights, project, shared_groups
from graph.reading import ACCEPTED, CITY_RIGHTS, Filters, Reader, Rows, read_network
from graph.two_mode import GroupRow, Institution, TwoMode, founding_agreements, join_established, two_mode

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "ACCEPTED", "CITY_RIGHTS", "Filters", "GroupRow", "Institution", "PairWeight", "Projection", "Reader", "Rows",
    "TwoMode", "Weighting", "founding_agreements", "join_established", "pair_weights", "project", "read_network",
    "shared_groups", "to_networkx", "two_mode",
]


def _attributes(row: Institution | GroupRow) -> dict[str, str | float]:
    """Node attributes that every exchange format can carry: several values in one string, unknown left out."""
    attributes: dict[str, str | float] = {}
    for name in row.__slots__:
        value = getattr(row, name)
        if name == "id" or value in (None, "", ()):
            continue
        attributes[name] = ";".join(value) if isinstance(value, tuple) else str(value) if name == "family" else value
    return attributes


def to_networkx(network: TwoMode | Projection) -> nx.Graph[str]:
    """The network as the type researchers know: nodes are ids, attributes are kept, unknown ones left out.

    A two-mode network gets `bipartite` 0 (institutions) and 1 (groups) and ties with `confidence`;
    a projection gets ties with `weight`, and the attribute `weighting` of its own.
    """
    import networkx as nx  # slow to import

    graph: nx.Graph[str] = nx.Graph()
    if isinstance(network, Projection):
        graph.graph["weighting"] = network.weighting.value
        graph.add_nodes_from((row.id, _attributes(row)) for row in network.institutions)
        upper = network.weights.tocoo()
        graph.add_weighted_edges_from(
            (network.institutions[i].id, network.institutions[j].id, float(weight))
            for i, j, weight in zip(upper.row, upper.col, upper.data, strict=True)
            if i < j
        )
        return graph
    graph.add_nodes_from((row.id, {"bipartite": 0, **_attributes(row)}) for row in network.institutions)
    graph.add_nodes_from((group.id, {"bipartite": 1, **_attributes(group)}) for group in network.groups)
    cells = network.confidence.tocoo()
    graph.add_edges_from(
        (network.institutions[i].id, network.groups[j].id, {"confidence": float(confidence)})
        for i, j, confidence in zip(cells.row, cells.col, cells.data, strict=True)
    )
    return graph
