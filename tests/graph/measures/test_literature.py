"""Measures against the values published for graphs of the literature."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from graph.brokerage import (
    brokerage_roles,
    ei_index,
    expected_ei,
    network_ei,
    sector_labels,
    structural_holes,
)
from graph.centrality import betweenness, closeness, degree, eigenvector, group_count, harmonic, pagerank, strength
from graph.cohesion import centralisation, core_numbers, core_periphery, team_overlaps, ties, weak_points
from graph.communities import communities
from graph.measures import measure_all
from graph.network import TwoMode, Weighting, project

Build = Callable[..., TwoMode]


def exactly(value: object) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


# ---------------------------------------------------------------- Krackhardt's kite


def test_the_kite(of_ties: Build) -> None:
    # Krackhardt (1990), Administrative Science Quarterly 35: 342–369: Diane (3) has the most contacts, Heather (7)
    # lies between, Fernando and Garth (5, 6) are the closest: 9 steps in all others' sum of 14.
    projection = project(of_ties(nx.krackhardt_kite_graph()))
    assert degree(projection).tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
    assert betweenness(projection).values[7] == exactly(14 / 36)
    near = closeness(projection)
    assert near[5] == near[6] == exactly(9 / 14)
    assert near[7] == exactly(9 / 15)
    assert near[9] == exactly(9 / 29)
    # Ike (8): two at one step, two at two, five at three.
    assert harmonic(projection)[8] == exactly(2 + 2 / 2 + 5 / 3)
    assert core_numbers(projection).tolist() == [3, 3, 3, 3, 3, 3, 3, 2, 1, 1]
    weak = weak_points(projection)
    assert np.flatnonzero(weak.articulation).tolist() == [7, 8]
    assert weak.bridges.tolist() == [[7, 8], [8, 9]]


# ---------------------------------------------------------------- Florentine families


def test_the_florentine_families(of_ties: Build) -> None:
    # Padgett & Ansell (1993), marriages of 15 families; values: Jackson (2008), Social and Economic Networks, 1.2.1:
    # the Medici lie on .522 of the paths, the Strozzi .103, the Guadagni .255.
    graph = nx.florentine_families_graph()
    families = list(graph)
    projection = project(of_ties(graph))
    between = dict(zip(families, betweenness(projection).values, strict=True))
    assert between["Medici"] == exactly(47.5 / 91)
    assert between["Guadagni"] == pytest.approx(0.255, abs=5e-4)
    assert between["Strozzi"] == pytest.approx(0.103, abs=5e-4)
    assert dict(zip(families, degree(projection), strict=True))["Medici"] == 6
    # Wasserman & Faust (1994), ch. 5: closeness of the Medici .560; centralisation .267 with the isolated Pucci.
    assert dict(zip(families, closeness(projection), strict=True))["Medici"] == exactly(14 / 25)
    graph.add_node("Pucci")
    assert centralisation(project(of_ties(graph))) == exactly(56 / 210)
    graph.remove_node("Pucci")
    # The first eigenvector of the adjacency, dense.
    _, vectors = np.linalg.eigh(nx.to_numpy_array(graph))
    assert eigenvector(projection) == exactly(np.abs(vectors[:, -1]))


# ---------------------------------------------------------------- Zachary's club


def test_the_karate_club(of_ties: Build) -> None:
    # Zachary (1977): 34 members, 78 ties; the instructor has 16, the officer 17.
    projection = project(of_ties(nx.karate_club_graph()))
    assert (projection.tie_count, degree(projection)[0], degree(projection)[33]) == (78, 16, 17)
    cores = core_numbers(projection)
    assert cores.max() == 4
    assert np.count_nonzero(cores == 4) == 10
    # Brandes et al. (2008), IEEE TKDE 20: 172–188: the largest possible modularity is .419790, with 4 parts.
    found = communities(projection)
    assert found.modularity == pytest.approx(0.41979, abs=5e-7)
    assert found.labels.max() == 4
    assert np.bincount(found.labels)[1:].tolist() == sorted(np.bincount(found.labels)[1:], reverse=True)


# ---------------------------------------------------------------- Davis's Southern Women


def test_the_southern_women(of_groups: Build) -> None:
    # Davis, Gardner & Gardner (1941): 18 women, 14 events, 89 attendances; Evelyn and Theresa share 7 of the events.
    women = nx.davis_southern_women_graph()
    net = of_groups({event: list(women[event]) for event in women.graph["bottom"]})
    attended = group_count(net)
    assert attended[net.row_of["Evelyn Jefferson"]] == attended[net.row_of["Theresa Anderson"]] == 8
    assert attended.sum() == 89
    counted = project(net, Weighting.COUNT)
    assert counted.weights[net.row_of["Evelyn Jefferson"], net.row_of["Theresa Anderson"]] == 7
    # Newman (2001): the strength of an actor is the number of its groups.
    assert strength(project(net)) == exactly(attended)
    sizes = {group.id: int(size) for group, size in zip(net.groups, net.group_sizes, strict=True)}
    assert (sizes["E8"], sizes["E9"], sizes["E1"]) == (14, 12, 3)
    overlaps = team_overlaps(net, teams_only=False)
    pairs = {
        (net.groups[a].id, net.groups[b].id): (shared, jaccard)
        for a, b, shared, jaccard in zip(
            overlaps.first, overlaps.second, overlaps.shared, overlaps.jaccard, strict=True
        )
    }
    assert pairs["E8", "E9"] == (9, exactly(9 / 17))  # 14 and 12 women, 9 of them at both
    assert ("E1", "E11") not in pairs


# ---------------------------------------------------------------- Burt


def test_burts_extremes(of_ties: Build) -> None:
    # Burt (1992), and Everett & Borgatti (2020), Social Networks 62: 50–57: the centre of a star of n has 1/n;
    # everybody in a complete graph of n + 1 has (2n − 1)²/n³; a pair has 1 (the largest is 9/8, in a triangle).
    for others in (2, 5, 9):
        star = project(of_ties(nx.star_graph(others)))
        assert structural_holes(star).constraint[0] == exactly(1 / others)
        assert structural_holes(star).constraint[1:] == exactly(np.ones(others))
        assert structural_holes(star).effective_size.tolist() == [others] + [1] * others
        clique = project(of_ties(nx.complete_graph(others + 1)))
        assert structural_holes(clique).constraint == exactly(np.full(others + 1, (2 * others - 1) ** 2 / others**3))
        assert structural_holes(clique).effective_size == exactly(np.ones(others + 1))
    assert structural_holes(project(of_ties(nx.complete_graph(3)))).constraint == exactly(np.full(3, 9 / 8))


def test_borgattis_example(of_ties: Build) -> None:
    # Borgatti (1997), Connections 20: ego's six contacts have four ties among them: 6 − 2·4/6 = 4.67.
    graph = nx.star_graph(6)
    graph.add_edges_from([(1, 2), (1, 3), (2, 3), (4, 5)])
    projection = project(of_ties(graph))
    assert structural_holes(projection).effective_size[0] == exactly(6 - 8 / 6)


def test_an_institution_without_ties_has_no_holes(of_groups: Build) -> None:
    net = of_groups({"g1": "ab", "g2": "bc", "g3": "cd"}, alone=["z"])
    projection = project(net)
    holes = structural_holes(projection)
    for values in (holes.constraint, holes.effective_size):
        assert np.isnan(values).tolist() == [False] * 4 + [True]
    assert degree(projection)[4] == harmonic(projection)[4] == closeness(projection)[4] == 0
    assert pagerank(projection).sum() == exactly(1)


# ---------------------------------------------------------------- Gould & Fernandez, Krackhardt & Stern


def test_the_roles_of_a_broker(of_ties: Build) -> None:
    # One broker (0) of the health sector with unconnected partners: two of health, two schools, one police.
    graph = nx.star_graph(5)
    sectors = {0: "ZDR", 1: "ZDR", 2: "ZDR", 3: "EDU", 4: "EDU", 5: "POL"}
    net = of_ties(graph, sectors=sectors)
    roles = brokerage_roles(project(net), sector_labels(net.institutions))
    found = [float(values[0]) for values in (roles.coordinator, roles.consultant, roles.gatekeeper, roles.liaison)]
    # 10 pairs: 1 inside health, 1 of two schools, 2·3 of health with another, 2 of a school with the police.
    assert found == [1, 1, 6, 2]
    graph.add_edge(1, 3)  # these two do not need the broker any more
    net = of_ties(graph, sectors=sectors)
    assert brokerage_roles(project(net), sector_labels(net.institutions)).gatekeeper[0] == 5


def test_ei_of_two_groups(of_ties: Build) -> None:
    # Krackhardt & Stern (1988): (E − I)/(E + I). Two triangles joined by one tie: 1 outside, 6 inside.
    graph = nx.Graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
    net = of_ties(graph, sectors={node: "POM" if node < 3 else "EDU" for node in graph})
    labels = sector_labels(net.institutions)
    projection = project(net)
    assert ei_index(projection, labels) == exactly(np.array([-1, -1, -1 / 3, -1 / 3, -1, -1]))
    assert expected_ei(labels) == exactly(np.full(6, (3 - 2) / 5))
    whole = network_ei(projection, labels, draws=400)
    assert whole is not None
    assert whole.observed == exactly((1 - 6) / 7)
    assert whole.expected == exactly(1 - 2 * 12 / 30)
    assert whole.observed <= whole.low < whole.expected < whole.high


def test_korycin_by_sector(of_groups: Build) -> None:
    # One agreement of ten parties with two pairs of one sector: (43 − 2)/45 = +.911, whoever has which sector. It is a
    # fact of the roster, which is why a single agreement has no E–I here.
    parties = [f"p{n}" for n in range(10)]
    sectors = {party: f"S{n if n not in (1, 3) else n - 1}" for n, party in enumerate(parties)}
    net = of_groups({"b": parties}, sectors=sectors)
    whole = network_ei(project(net), sector_labels(net.institutions), draws=10)
    assert whole is not None
    assert whole.observed == whole.low == whole.high == exactly(41 / 45)
    assert measure_all(net).records()[0]["ei_sector"] is None


# ---------------------------------------------------------------- core and periphery


def test_an_ideal_core_and_periphery(of_ties: Build) -> None:
    # Borgatti & Everett (2000), fig. 1: a core where all are tied, a periphery tied to the core only: a perfect fit.
    graph = nx.complete_graph(4)
    graph.add_edges_from((core, 4 + core + 4 * turn) for core in range(4) for turn in range(2))
    found = core_periphery(project(of_ties(graph)))
    assert np.flatnonzero(found.core).tolist() in ([0, 1, 2], [0, 1, 2, 3])
    assert found.misfits == 0
    assert found.fit == exactly(1)


# ---------------------------------------------------------------- ladder of cooperation


def test_the_ladder(of_groups: Build) -> None:
    kinds = {"g1": "spotkanie", "g2": "list intencyjny", "g3": "zespół", "g4": "deklaracja", "g5": "nieznane"}
    net = of_groups({"g1": "abc", "g2": "ab", "g3": "bc", "g4": "ab", "g5": "cd"}, kinds=kinds)
    found = ties(net, project(net))
    names = [(net.institutions[a].id + net.institutions[b].id) for a, b in zip(found.first, found.second, strict=True)]
    assert names == ["ab", "ac", "bc", "cd"]
    assert found.intensity.tolist() == [2, 1, 4, 3]      # an agreement of unknown kind is an agreement
    assert found.multiplexity.tolist() == [2, 1, 2, 1]   # a declaration and a letter of intent are one form
