"""Weak points, removals and the removal curve: against networkx by brute force, and by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.claims import Kind
from graph.errors import UsageError
from graph.network import GroupRow, Institution, TwoMode, project, to_networkx, two_mode
from graph.resilience import (
    Order,
    connectivity,
    fragmentation,
    removal_curve,
    removal_order,
    weak_points,
    what_if,
)


def network(groups: dict[str, list[str]], alone: tuple[str, ...] = ()) -> TwoMode:
    people = sorted({person for members in groups.values() for person in members} | set(alone))
    return two_mode(
        [Institution(key, key) for key in people],
        [GroupRow(key, Kind.TEAM) for key in groups],
        {(person, group): 1.0 for group, members in groups.items() for person in members},
    )


def two_teams() -> TwoMode:
    """Two teams of ten that share three: the family support centre, the police and the probation officers."""
    shared = ["pcpr", "policja", "kuratorzy"]
    return network({team: [*shared, *(f"{team}{at}" for at in range(7))] for team in ("a", "b")})


def random_network(seed: int) -> TwoMode:
    rng = np.random.default_rng(seed)
    groups = {
        f"g{at:02}": [f"i{person:02}" for person in rng.choice(40, size=rng.integers(1, 5), replace=False)]
        for at in range(18)
    }
    return network(groups, alone=("lonely",))


def as_networkx(found: TwoMode) -> nx.Graph[str]:
    """Institutions in a group, tied when they share one."""
    graph = to_networkx(project(found))
    seated = [row.id for row, degree in zip(found.institutions, np.diff(found.incidence.indptr), strict=True) if degree]
    return nx.Graph(graph.subgraph(seated))


def parts(graph: nx.Graph[str]) -> tuple[int, ...]:
    return tuple(sorted((len(part) for part in nx.connected_components(graph)), reverse=True))


def test_two_teams_that_share_three_bodies() -> None:
    found = two_teams()
    graph = as_networkx(found)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (17, 87)
    assert weak_points(found) == ()
    assert connectivity(found) == (3, ("kuratorzy", "pcpr", "policja"))
    assert what_if(found, ["pcpr"]).parts_after == (16,)
    gone = what_if(found, ["pcpr", "policja", "kuratorzy"])
    assert gone.parts_before == (17,)
    assert gone.parts_after == (7, 7)
    assert len(gone.cut_off) == 7
    assert gone.fragmentation_before == 0
    assert gone.fragmentation_after == pytest.approx(1 - 2 * 7 * 6 / (14 * 13))


@pytest.mark.parametrize("seed", range(8))
def test_how_many_must_leave_is_what_networkx_finds(seed: int) -> None:
    found = random_network(seed)
    graph = as_networkx(found)
    largest = nx.Graph(graph.subgraph(max(nx.connected_components(graph), key=len)))
    answer = connectivity(found)
    assert answer is not None
    assert answer[0] == len(answer[1]) == nx.node_connectivity(largest)
    largest.remove_nodes_from(answer[1])
    assert nx.number_connected_components(largest) > 1


def test_one_team_cannot_be_taken_apart() -> None:
    assert connectivity(network({"t": list("abcde")})) is None
    assert connectivity(network({"t": ["a"]}, alone=("b",))) is None


@pytest.mark.parametrize("seed", range(12))
def test_weak_points_are_what_removing_each_one_shows(seed: int) -> None:
    found = random_network(seed)
    graph = as_networkx(found)
    expected = {}
    for part in nx.connected_components(graph):
        for person in part:
            rest = parts(nx.Graph(graph.subgraph(part - {person})))
            if len(rest) > 1:
                expected[person] = rest
    assert {point.institution: point.parts for point in weak_points(found)} == expected
    assert set(expected) == set(nx.articulation_points(graph))


@pytest.mark.parametrize("seed", range(6))
def test_what_if_is_what_networkx_finds(seed: int) -> None:
    found = random_network(seed)
    graph = as_networkx(found)
    leaving = sorted(graph)[seed :: 9]
    answer = what_if(found, leaving)
    rest = nx.Graph(graph.subgraph(set(graph) - set(leaving)))
    assert answer.parts_before == parts(graph)
    assert answer.parts_after == parts(rest)
    assert set(answer.alone) == {person for person in rest if not rest[person] and graph[person]}
    assert answer.institutions_before == len(graph)


def test_a_hub_that_leaves_cuts_others_off_and_empties_groups() -> None:
    found = network({"one": ["hub", "a", "b"], "two": ["hub", "c"], "three": ["hub", "d", "e", "f"]})
    answer = what_if(found, ["hub"])
    assert answer.parts_after == (3, 2, 1)
    assert answer.cut_off == ("a", "b", "c")
    assert answer.alone == ("c",)
    assert answer.groups_below_two == ("two",)
    assert [(point.institution, point.parts, point.cut_off) for point in weak_points(found)] == [("hub", (3, 2, 1), 3)]


def test_who_leaves_must_be_in_the_network() -> None:
    with pytest.raises(UsageError, match="no institution of the network has the id nobody"):
        what_if(two_teams(), ["nobody"])


def test_fragmentation_by_hand() -> None:
    assert fragmentation((5,)) == 0
    assert fragmentation((1, 1, 1)) == 1
    assert fragmentation((3, 2)) == pytest.approx(1 - (6 + 2) / 20)  # Borgatti (2006), formula 4
    assert fragmentation(()) == 0


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("seed", range(4))
def test_the_removal_curve_is_what_taking_away_one_by_one_gives(seed: int, order: Order) -> None:
    found = random_network(seed)
    rows = removal_order(found, order)
    graph = as_networkx(found)
    assert {found.institutions[row].id for row in rows} == set(graph)
    expected = [max(parts(graph))]
    for row in rows:
        graph.remove_node(found.institutions[row].id)
        expected.append(max(parts(graph), default=1))  # who is in no group is left: a part of one
    assert removal_curve(found, rows).tolist() == expected


def test_the_order_starts_with_who_is_in_most_groups() -> None:
    found = two_teams()
    assert [found.institutions[row].id for row in removal_order(found, Order.GROUPS)[:3]] == [
        "kuratorzy", "pcpr", "policja",
    ]
    assert removal_order(found, Order.RANDOM, seed=1) == removal_order(found, Order.RANDOM, seed=1)
    assert removal_order(found, Order.RANDOM, seed=1) != removal_order(found, Order.RANDOM, seed=2)
