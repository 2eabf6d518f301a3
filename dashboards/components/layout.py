"""Where the nodes of a map stand: computed once in Python, the same for the same network, so that a map never moves by itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
SPACING = 92.0
"""Aimed-at distance of neighbouring nodes, in map units (pixels at zoom 1)."""
STRESS_UP_TO = 120
"""Largest component that is laid out by Kamada–Kawai; bigger ones by Fruchterman–Reingold."""
GAP = 1.6 * SPACING


def positions(nodes: Sequence[str], edges: Sequence[tuple[str, str]], aspect: float = 1.7) -> dict[str, tuple[float, float]]:
    """Lay out a network: each connected component by itself, then side by side, the biggest first.

    Args:    nodes: ids. edges: pairs of ids; direction and repetition do not matter. aspect: width / height to fill.
    Returns: id → (x, y) in map units; independent of the order of nodes and edges.
    """
    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted(tuple(sorted(edge)) for edge in edges))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed: list[tuple[list[str], Points]] = []
    for part in parts:
        members = sorted(part)
        if len(members) > 1:
            placed.append((members, _component(graph.subgraph(members), members)))
    alone = [min(part) for part in parts if len(part) == 1]
    if alone:
        placed.append((alone, _grid(len(alone))))
    return _pack(placed, aspect)


def _component(graph: nx.Graph[str], members: list[str]) -> Points:
    """One connected component, centred, with neighbours about SPACING apart and no two nodes on one another."""
    ordered = nx.Graph()
    ordered.add_nodes_from(members)      # a subgraph keeps no order of its own
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    if len(members) <= STRESS_UP_TO:
        found = nx.kamada_kawai_layout(ordered)
    else:
        found = nx.spring_layout(ordered, seed=7, iterations=150, k=1.6 / math.sqrt(len(members)))
    points = np.array([found[member] for member in members], dtype=np.float64)
    ends = np.array([(members.index(a), members.index(b)) for a, b in ordered.edges])
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    points *= 1.35 * SPACING / max(float(np.median(lengths)), 1e-9)
    points = _apart(points)
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _apart(points: Points, rounds: int = 80) -> Points:
    """Push nodes that stand closer than SPACING away from each other, until none does or the rounds are over."""
    points = points.copy()
    for _ in range(rounds if len(points) <= 600 else 15):
        shift = points[:, None, :] - points[None, :, :]
        distance = np.linalg.norm(shift, axis=2)
        np.fill_diagonal(distance, np.inf)
        close = distance < SPACING
        if not close.any():
            break
        # two nodes on one spot part along a direction given by their order
        angle = np.arange(len(points)) * 2.399963
        apart = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        direction = np.where(distance[..., None] > 1e-6, shift / np.maximum(distance, 1e-6)[..., None], apart[:, None, :])
        push = np.where(close, (SPACING - distance) / 2, 0.0)
        points += 0.6 * (direction * push[..., None]).sum(axis=1)
    return points


def _grid(count: int) -> Points:
    """Nodes without ties, in rows, centred."""
    columns = max(1, math.ceil(math.sqrt(count * 2.5)))
    points = np.array([(index % columns, index // columns) for index in range(count)], dtype=np.float64) * 1.3 * SPACING
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _pack(placed: Sequence[tuple[list[str], Points]], aspect: float) -> dict[str, tuple[float, float]]:
    """Components in rows of about the width that gives the wanted aspect, each row as high as its highest."""
    if not placed:
        return {}
    sizes = [np.ptp(points, axis=0) + GAP for _, points in placed]
    area = sum(float(size[0] * size[1]) for size in sizes)
    width = max(math.sqrt(area * aspect), max(float(size[0]) for size in sizes))
    result: dict[str, tuple[float, float]] = {}
    x = y = height = 0.0
    row: list[tuple[list[str], Points, float, float]] = []

    def close_row() -> None:
        for members, points, left, wide in row:
            centre = np.array([left + wide / 2, y + height / 2])
            result.update(_named(members, points + centre))

    for (members, points), size in zip(placed, sizes, strict=True):
        if row and x + float(size[0]) > width * 1.001:
            close_row()
            row, x, y, height = [], 0.0, y + height, 0.0
        row.append((members, points, x, float(size[0])))
        x += float(size[0])
        height = max(height, float(size[1]))
    close_row()
    return result


def _named(members: Sequence[str], points: Points) -> Mapping[str, tuple[float, float]]:
    return {member: (round(float(x), 1), round(float(y), 1)) for member, (x, y) in zip(members, points, strict=True)}
