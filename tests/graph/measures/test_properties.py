"""Measures of small random networks against networkx, dense linear algebra and counting by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import brokerage, centrality, cohesion
from graph.communities import communities, modularity
from graph.network import Projection, TwoMode, Weighting, project
from graph.paths import Ordered, dependencies

Build = Callable[..., TwoMode]
LETTERS = "abcdefgh"
SECTORS = ("POM", "EDU", "ZDR", "NIEZNANY")

rosters = st.lists(
    st.sets(st.sampled_from(LETTERS), min_size=1, max_size=5), min_size=1, max_size=7
).filter(lambda groups: any(len(group) > 1 for group in groups))
sectors = st.fixed_dictionaries(dict.fromkeys(LETTERS, st.sampled_from(SECTORS)))
quick = settings(max_examples=30, deadline=None, derandomize=True)


def exactly(value: Any) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True)


def named(groups: list[set[str]]) -> dict[str, set[str]]:
    return {f"g{at}": group for at, group in enumerate(groups)}


def graph_of(projection: Projection) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(projection.institutions)))
    cells = projection.weights.tocoo()
    graph.add_weighted_edges_from(zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True))
    return graph


def by_node(found: dict[int, float]) -> list[float]:
    return [found[node] for node in sorted(found)]


@given(rosters)
@quick
def test_weights_are_sums_over_shared_groups(of_groups: Build, groups: list[set[str]]) -> None:
    confidence = {(a, f"g{at}"): 0.5 + (ord(a) * 7 + at) % 5 / 10 for at, group in enumerate(groups) for a in group}
    net = of_groups(named(groups), alone=LETTERS, confidence=confidence)
    expected: dict[Weighting, dict[tuple[str, str], float]] = {weighting: {} for weighting in Weighting}
    for at, group in enumerate(groups):
        for a, b in combinations(sorted(group), 2):
            share = 1 / (len(group) - 1)
            lower = min(confidence[a, f"g{at}"], confidence[b, f"g{at}"])
            for weighting, value in zip(Weighting, (1, share, share * lower), strict=True):
                expected[weighting][a, b] = expected[weighting].get((a, b), 0) + value
    for weighting in Weighting:
        weights = project(net, weighting).weights
        assert weights.nnz == 2 * len(expected[weighting])
        for (a, b), value in expected[weighting].items():
            assert weights[net.row_of[a], net.row_of[b]] == weights[net.row_of[b], net.row_of[a]] == exactly(value)


@given(rosters)
@quick
def test_centrality_is_networkx_s(of_groups: Build, groups: list[set[str]]) -> None:
    projection = project(of_groups(named(groups), alone=LETTERS))
    graph = graph_of(projection)
    assert centrality.betweenness(projection).values == exactly(by_node(nx.betweenness_centrality(graph)))
    assert centrality.closeness(projection) == exactly(by_node(nx.closeness_centrality(graph)))
    assert centrality.harmonic(projection) == exactly(by_node(nx.harmonic_centrality(graph)))
    ranks = nx.pagerank(graph, tol=1e-16, max_iter=10_000)
    assert centrality.pagerank(projection) == exactly(by_node(ranks))
    assert cohesion.core_numbers(projection).tolist() == by_node(nx.core_number(graph))
    weak = cohesion.weak_points(projection)
    assert set(np.flatnonzero(weak.articulation)) == set(nx.articulation_points(graph))
    assert {tuple(pair) for pair in weak.bridges.tolist()} == {tuple(sorted(pair)) for pair in nx.bridges(graph)}


@given(rosters)
@quick
def test_eigenvector_is_the_first_one(of_groups: Build, groups: list[set[str]]) -> None:
    projection = project(of_groups(named(groups), alone=LETTERS))
    values, vectors = np.linalg.eigh(projection.weights.toarray())
    first = vectors[:, values > values[-1] - 1e-9]   # several where components are equally strong
    expected = first @ (first.T @ np.ones(len(values)))
    assert centrality.eigenvector(projection) == exactly(expected / np.linalg.norm(expected))


@given(rosters)
@quick
def test_structural_holes_are_burts(of_groups: Build, groups: list[set[str]]) -> None:
    projection = project(of_groups(named(groups), alone=LETTERS))
    graph = graph_of(projection)
    assert brokerage.structural_holes(projection).constraint == exactly(by_node(nx.constraint(graph, weight="weight")))
    weights = projection.weights.toarray()
    expected = []
    for i in range(len(weights)):
        partners = np.flatnonzero(weights[i])
        p = weights[i] / weights[i].sum() if len(partners) else weights[i]
        expected.append(
            sum(1 - sum(p[q] * weights[j, q] / weights[j].max() for q in partners if q != j) for j in partners)
            if len(partners) else np.nan
        )
    assert brokerage.structural_holes(projection).effective_size == exactly(expected)


def roles_by_hand(graph: nx.Graph[int], labels: list[int]) -> list[list[float]]:
    found = []
    for broker in sorted(graph):
        count = [0.0] * 4
        for a, b in combinations(sorted(graph[broker]), 2):
            if graph.has_edge(a, b) or -1 in (labels[a], labels[b]):
                continue
            own = [labels[each] == labels[broker] for each in (a, b)]
            count[0 if all(own) else 2 if any(own) else 1 if labels[a] == labels[b] else 3] += 1
        found.append(count if labels[broker] != -1 else [np.nan] * 4)
    return found


def as_rows(roles: brokerage.Roles) -> list[list[float]]:
    return np.column_stack([getattr(roles, role) for role in brokerage.ROLES]).tolist()


@given(rosters, sectors)
@quick
def test_roles_and_ei_are_counted(of_groups: Build, groups: list[set[str]], sector: dict[str, str]) -> None:
    net = of_groups(named(groups), alone=LETTERS, sectors=sector)
    projection, labels = project(net), brokerage.sector_labels(net.institutions)
    assert [label == -1 for label in labels] == [sector[row.id] == "NIEZNANY" for row in net.institutions]
    graph = graph_of(projection)
    by_hand = np.array(roles_by_hand(graph, labels.tolist()))
    for closed in (None, brokerage.closed_pairs(projection)):
        assert np.array(as_rows(brokerage.brokerage_roles(projection, labels, closed))) == exactly(by_hand)
    expected = []
    for node in sorted(graph):
        inside = sum(labels[other] == labels[node] for other in graph[node])
        known = sum(labels[other] != -1 for other in graph[node])
        expected.append((known - 2 * inside) / known if known and labels[node] != -1 else np.nan)
    assert brokerage.ei_index(projection, labels) == exactly(expected)


@given(
    st.lists(st.sets(st.sampled_from("abcdef"), min_size=2, max_size=3), min_size=2, max_size=5),
    st.fixed_dictionaries(dict.fromkeys("abcdef", st.sampled_from(("POM", "EDU", "ZDR")))),
)
@settings(max_examples=8, deadline=None, derandomize=True)
def test_expectations_are_means_over_deals(of_groups: Build, groups: list[set[str]], sector: dict[str, str]) -> None:
    net = of_groups(named(groups), alone="abcdef", sectors=sector)
    projection, labels = project(net), brokerage.sector_labels(net.institutions)
    for broker in range(6):
        others = [node for node in range(6) if node != broker]
        roles, index = [], []
        for deal in permutations(labels[others].tolist()):
            dealt = np.empty(6, dtype=np.int64)
            dealt[broker], dealt[others] = labels[broker], deal
            roles.append(as_rows(brokerage.brokerage_roles(projection, dealt))[broker])
            index.append(brokerage.ei_index(projection, dealt)[broker])
        assert as_rows(brokerage.expected_roles(projection, labels))[broker] == exactly(np.mean(roles, axis=0))
        if not np.isnan(index).any():
            assert brokerage.expected_ei(labels)[broker] == exactly(np.mean(index))


@given(rosters)
@quick
def test_no_split_has_fewer_misfits(of_groups: Build, groups: list[set[str]]) -> None:
    projection = project(of_groups(named(groups), alone=LETTERS))
    adjacency = projection.adjacency.toarray()

    def misfits(core: set[int]) -> int:
        return sum(
            (adjacency[a, b] == 0) if {a, b} <= core else (adjacency[a, b] == 1)
            for a, b in combinations(range(len(adjacency)), 2) if {a, b} <= core or not {a, b} & core
        )

    found = cohesion.core_periphery(projection)
    assert misfits(set(np.flatnonzero(found.core))) == found.misfits
    splits = [set(core) for size in range(len(adjacency) + 1) for core in combinations(range(len(adjacency)), size)]
    assert found.misfits == min(map(misfits, splits))
    chosen = [(a, b) for a, b in combinations(range(len(adjacency)), 2) if found.core[a] == found.core[b]]
    pattern = [float(found.core[a]) for a, _ in chosen]
    tied = [adjacency[a, b] for a, b in chosen]
    if len(set(pattern)) == len(set(tied)) == 2:
        assert found.fit == exactly(np.corrcoef(pattern, tied)[0, 1])
    else:
        assert np.isnan(found.fit)


@given(rosters)
@quick
def test_modularity_is_networkx_s(of_groups: Build, groups: list[set[str]]) -> None:
    projection = project(of_groups(named(groups), alone=LETTERS))
    graph = graph_of(projection)
    found = communities(projection)
    parts = [set(np.flatnonzero(found.labels == label)) for label in range(1, found.labels.max() + 1)]
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)
    assert found.modularity == exactly(nx.community.modularity(graph, parts))
    halves = np.arange(len(graph)) % 2 + 1
    assert modularity(projection, halves) == exactly(
        nx.community.modularity(graph, [set(np.flatnonzero(halves == half)) for half in (1, 2)])
    )
    for part in parts:
        assert nx.is_connected(graph.subgraph(part))   # what Leiden promises


@given(rosters, st.lists(st.sampled_from(("spotkanie", "deklaracja", "porozumienie", "rada")), min_size=7, max_size=7))
@quick
def test_ties_are_made_of_their_groups(of_groups: Build, groups: list[set[str]], kinds: list[str]) -> None:
    net = of_groups(named(groups), kinds={f"g{at}": kind for at, kind in enumerate(kinds)})
    found = cohesion.ties(net, project(net))
    rung = {kind: step.rung for step in cohesion.ladder().values() for kind in step.kinds}
    for a, b, intensity, multiplexity in zip(
        found.first, found.second, found.intensity, found.multiplexity, strict=True
    ):
        both = {net.institutions[a].id, net.institutions[b].id}
        shared = {rung[kinds[at]] for at, group in enumerate(groups) if both <= group}
        assert (intensity, multiplexity) == (max(shared), len(shared))


def test_blocks_of_sources_give_the_same_as_networkx(of_ties: Build) -> None:
    # More institutions than a block of path counts (64) and of distances (512) has sources; two components.
    ring, tree = nx.connected_watts_strogatz_graph(520, 4, 0.1, seed=1), nx.barabasi_albert_graph(90, 2, seed=2)
    graph = nx.disjoint_union(ring, tree)
    projection = project(of_ties(graph))
    assert centrality.betweenness(projection).values == exactly(by_node(nx.betweenness_centrality(graph)))
    assert centrality.harmonic(projection) == exactly(by_node(nx.harmonic_centrality(graph)))
    assert centrality.closeness(projection) == exactly(by_node(nx.closeness_centrality(graph)))


def test_a_sample_of_sources_sums_their_own_dependencies(of_ties: Build) -> None:
    graph = nx.barabasi_albert_graph(150, 2, seed=3)
    projection = project(of_ties(graph))
    ordered = Ordered.of(projection.adjacency)
    rows = np.array([0, 3, 70, 71, 149])
    sources = ordered.order[rows].tolist()
    expected = nx.betweenness_centrality_subset(graph, sources, list(graph), normalized=False)
    assert ordered.back(dependencies(ordered, rows)) == exactly([2 * value for value in by_node(expected)])
