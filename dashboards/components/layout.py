"""Where the nodes of a map stand: computed once, the same for the same network, so that no map moves by itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

Points = NDArray[np.float64]
SPACING = 96.0
"""Aimed-at distance of neighbouring nodes, in map units (pixels at zoom 1)."""
STRESS_UP_TO = 80
"""Largest component that is laid out by Kamada–Kawai; bigger ones by springs."""
GOLDEN = 2.399963
"""Golden angle, in radians: directions that never repeat."""
GAP = 1.3 * SPACING
FRAME = (720.0, 430.0)
"""Width and height that nodes fill in the smallest map that is usual, in pixels: the frame without its margins."""


def positions(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], aspect: float = 1.65,
    labels: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Lay out a network: each connected component by itself, then side by side, the biggest first.

    Args:    nodes: ids. edges: pairs of ids; direction and repetition do not matter. aspect: width / height to fill.
             labels: id → width and height in pixels of a label that is always shown, and gets room beside its node.
    Returns: id → (x, y) in map units; independent of the order of nodes and edges.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((min(edge), max(edge)) for edge in edges))
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed: list[tuple[list[str], Points]] = []
    for part in parts:
        members = sorted(part)
        if len(members) > 1:
            placed.append((members, _component(graph.subgraph(members), members)))
    alone = [min(part) for part in parts if len(part) == 1]
    if alone:
        placed.append((alone, _grid(len(alone))))
    found = _pack(placed, aspect)
    for share in (0.94, 1.0, 1.0) if labels else ():     # room costs zoom, and at less zoom labels cover more of a map
        spread = np.ptp(np.array(list(found.values())), axis=0)
        zoom = share * float(np.clip(np.min(np.array(FRAME) / np.maximum(spread, 1.0)), 0.2, 1.15))
        roomy = [(members, *_with_room(points, members, labels or {}, zoom)) for members, points in placed]
        found = _pack([(members, points) for members, points, _size in roomy], aspect, [size for *_, size in roomy])
    return found


def _component(graph: nx.Graph[str], members: list[str]) -> Points:
    """One connected component, centred, with neighbours about SPACING apart and no two nodes on one another."""
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(members)      # a subgraph keeps no order of its own
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges))
    row = {member: at for at, member in enumerate(members)}
    ends = np.array([(row[a], row[b]) for a, b in ordered.edges])
    if len(members) <= STRESS_UP_TO:
        found = nx.kamada_kawai_layout(ordered)
        points = np.array([found[member] for member in members], dtype=np.float64)
    else:
        points = _springs(_far_apart(ordered, members), ends)
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1)
    points *= 1.5 * SPACING / max(float(np.median(lengths)), 1e-9)
    points = _wide(_apart(points))
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _far_apart(graph: nx.Graph[str], members: list[str], pivots: int = 40) -> Points:
    """A first sketch of a big component: what is many steps apart in the network lies far apart on the plane.

    Source: Brandes & Pich (2007), Eigensolver methods for progressive multidimensional scaling (PivotMDS).
    """
    matrix = nx.to_scipy_sparse_array(graph, nodelist=members, format="csr")
    nearest = np.full(len(members), np.inf)
    columns = []
    pivot = 0
    for _ in range(min(pivots, len(members))):
        steps = shortest_path(matrix, method="D", unweighted=True, indices=pivot)
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        pivot = int(np.argmax(nearest))
    squares = np.stack(columns, axis=1) ** 2
    centred = squares.mean(axis=0) + squares.mean(axis=1, keepdims=True) - squares - squares.mean()
    _values, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, [-1, -2]]
    points *= SPACING * math.sqrt(len(members)) / max(float(np.abs(points).max()), 1e-9)
    angle = np.arange(len(members)) * GOLDEN     # leaves of one hub stand on one spot: part them
    return np.asarray(points + 0.2 * SPACING * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _springs(points: Points, ends: NDArray[np.int64]) -> Points:
    """Ties pull, nodes push, less and less far.

    Source: Fruchterman & Reingold (1991), Software: Practice and Experience 21: 1129–1164.
    """
    points = points.copy()
    rounds = 60 if len(points) <= 600 else 30
    ideal = 1.5 * SPACING
    for done in range(rounds):
        shift = (points[:, None, :] - points[None, :, :]).astype(np.float32)
        push = ideal**2 / np.maximum((shift**2).sum(axis=2), 1.0)
        move = (shift * push[..., None]).sum(axis=1, dtype=np.float64)
        pull = points[ends[:, 0]] - points[ends[:, 1]]
        pull *= np.linalg.norm(pull, axis=1, keepdims=True) / ideal
        np.add.at(move, ends[:, 0], -pull)
        np.add.at(move, ends[:, 1], pull)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        points += move / length * np.minimum(length, 2 * ideal * (1 - done / rounds))
    return points


def _apart(points: Points, rounds: int = 120) -> Points:
    """Push nodes that stand closer than SPACING away from each other, until none does or the rounds are over."""
    points = points.copy()
    for _ in range(rounds):
        close = np.sort(cKDTree(points).query_pairs(SPACING, output_type="ndarray"), axis=1)
        if not len(close):
            break
        first, second = close[np.lexsort((close[:, 1], close[:, 0]))].T
        shift = points[first] - points[second]
        distance = np.linalg.norm(shift, axis=1, keepdims=True)
        # two nodes on one spot part along a direction given by their order
        apart = np.stack([np.cos(first * GOLDEN), np.sin(first * GOLDEN)], axis=1)
        direction = np.where(distance > 1e-6, shift / np.maximum(distance, 1e-6), apart)
        push = 0.3 * direction * (SPACING - distance)
        np.add.at(points, first, push)
        np.add.at(points, second, -push)
    return points


def _with_room(
    points: Points, members: list[str], labels: Mapping[str, tuple[float, float]], zoom: float, rounds: int = 240
) -> tuple[Points, Points]:
    """Move nodes out of the place of each label, which is on the freest side of its node.

    Returns: the nodes, and width and height of the component with its labels, centred together.
    """
    points = points.copy()
    halves = {at: np.array(labels[member]) / zoom / 2 for at, member in enumerate(members) if member in labels}
    node = max(20.0, 10 / zoom) + 3 / zoom          # half of what a node covers: on the screen never under ten pixels
    sides: dict[int, Points] = {}
    for done in range(rounds if halves else 0):
        if done % 40 == 0 and 2 * done < rounds:
            sides = _freest(points, halves, node, hub=34 + 4 / zoom)
        moved = False
        for at, half in halves.items():
            shift = points - (points[at] + sides[at])
            depth = half + node - np.abs(shift)
            for other in np.flatnonzero((depth > 0).all(axis=1)):
                if other == at:
                    continue
                axis = int(np.argmin(depth[other]))
                push = math.copysign(0.5 * depth[other, axis] + 0.5, shift[other, axis])
                points[other, axis] += push
                points[at, axis] -= 0.3 * push
                moved = True
        if not moved:
            break
        points = _apart(points, rounds=2)
    corners = [points[at] + sides[at] + sign * half for at, half in halves.items() for sign in (-1, 1)]
    covered = np.vstack([points, *corners])
    return np.asarray(points - (covered.min(axis=0) + covered.max(axis=0)) / 2), np.ptp(covered, axis=0)


def _freest(points: Points, halves: Mapping[int, Points], node: float, hub: float) -> dict[int, Points]:
    """Where the middle of each label lies from its node's: of eight sides the one that covers the least.

    Counted are the nodes and the labels already placed; when all sides are equal it is below.
    """
    found: dict[int, Points] = {}
    for at, half in halves.items():
        wide, high = half
        aslant = 0.75 * hub + wide
        sides = np.array([
            (0, hub + high), (0, -hub - high), (hub + wide, 0), (-hub - wide, 0), (aslant, 0.6 * hub + high),
            (-aslant, 0.6 * hub + high), (aslant, -0.6 * hub - high), (-aslant, -0.6 * hub - high),
        ])
        others = np.delete(points, at, axis=0) - points[at]
        depth = np.maximum(half + node - np.abs(others[None, :, :] - sides[:, None, :]), 0.0)
        covered = depth.min(axis=2).sum(axis=1)
        for label, side in found.items():
            apart = np.abs(points[label] + side - points[at] - sides)
            covered += 3 * np.maximum(half + halves[label] - apart, 0.0).min(axis=1)
        found[at] = sides[int(np.argmin(covered.round(6)))]
    return found


def _wide(points: Points) -> Points:
    """Turn a component so that its longest direction lies across the map, which is wider than high."""
    centred = points - points.mean(axis=0)
    _values, axes = np.linalg.eigh(centred.T @ centred)
    across = axes[:, 1] if axes[0, 1] >= 0 else -axes[:, 1]
    turn = np.array([[across[0], -across[1]], [across[1], across[0]]])
    return np.asarray(centred @ turn)


def _grid(count: int) -> Points:
    """Nodes without ties, in rows, centred."""
    columns = max(1, math.ceil(math.sqrt(count * 2.5)))
    points = np.array([(index % columns, index // columns) for index in range(count)], dtype=np.float64) * 1.3 * SPACING
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _pack(
    placed: Sequence[tuple[list[str], Points]], aspect: float, spans: Sequence[Points] = ()
) -> dict[str, tuple[float, float]]:
    """Components in rows, each row as high as its highest, so that all of them fill the wanted aspect best."""
    spans = spans or [np.ptp(points, axis=0) for _, points in placed]
    sizes = [(float(width) + GAP, float(height) + GAP) for width, height in spans]
    best = _rows(sizes, aspect)
    result: dict[str, tuple[float, float]] = {}
    y = 0.0
    for row in best:
        height = max(sizes[at][1] for at in row)
        x = 0.0
        for at in row:
            members, points = placed[at]
            moved = points + np.array([x + sizes[at][0] / 2, y + height / 2])
            result |= {
                member: (round(float(px), 1), round(float(py), 1))
                for member, (px, py) in zip(members, moved, strict=True)
            }
            x += sizes[at][0]
        y += height
    return result


def _rows(sizes: Sequence[tuple[float, float]], aspect: float) -> list[list[int]]:
    """Indices in rows: of the widths that end after the 1st, 2nd … component, the one that can be shown biggest."""
    best: list[list[int]] = []
    least = math.inf
    width = 0.0
    for own, _height in sizes[:40]:
        width += own
        limit = max(width, max(size[0] for size in sizes)) + 1e-6
        rows: list[list[int]] = [[]]
        used = 0.0
        for at, size in enumerate(sizes):
            if rows[-1] and used + size[0] > limit:
                rows.append([])
                used = 0.0
            rows[-1].append(at)
            used += size[0]
        widest = max(sum(sizes[at][0] for at in row) for row in rows)
        need = max(widest / aspect, sum(max(sizes[at][1] for at in row) for row in rows))
        if need < least - 1e-6:
            best, least = rows, need
    return best
