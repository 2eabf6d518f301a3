"""The two-mode network and its projection, against values worked out by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.claims import Kind
from graph.errors import EmptyNetwork
from graph.network import (
    GroupRow,
    Institution,
    TwoMode,
    Weighting,
    join_established,
    pair_weights,
    project,
    shared_groups,
    to_networkx,
    two_mode,
)


def network(groups: dict[str, str]) -> TwoMode:
    """A network from group id → the one-letter ids of its institutions; `z` is in no group."""
    letters = sorted({letter for members in groups.values() for letter in members} | {"z"})
    return two_mode(
        [Institution(letter, letter.upper(), sectors=("POM", "ZDR")) for letter in reversed(letters)],
        [GroupRow(group, Kind.TEAM) for group in reversed(groups)],
        {(letter, group): 0.9 for group, members in groups.items() for letter in members},
    )


def test_newman_weight_of_a_pair_in_two_groups() -> None:
    # a and b share a group of 3 and a group of 2: 1/2 + 1/1.
    weights = pair_weights({"g1": ["a", "b", "c"], "g2": ["b", "a"], "g3": ["d"]})
    assert weights["a", "b"] == (2, 1.5, ("g1", "g2"))
    assert weights["a", "c"] == weights["b", "c"] == (1, 0.5, ("g1",))
    assert list(weights) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_pair_weights_do_not_depend_on_order_or_repetition() -> None:
    groups = {f"g{size}": [f"i{n}" for n in range(size)] for size in range(2, 12)}
    backwards = {group: [*reversed(members), *members] for group, members in reversed(groups.items())}
    assert pair_weights(groups) == pair_weights(backwards)
    assert list(pair_weights(groups)) == list(pair_weights(backwards))


def test_newman_weights_of_one_institution_sum_to_its_groups_of_two_or_more() -> None:
    # Newman (2001): the strength of an actor equals the number of its groups that have anyone else in them.
    weights = pair_weights({"g1": "abcd", "g2": "ab", "g3": "aefgh", "g4": "a"})
    assert sum(weight.newman for pair, weight in weights.items() if "a" in pair) == pytest.approx(3)


def test_team_and_its_founding_agreement_are_one_group() -> None:
    parties = {"team": ["a", "b"], "founding": ["b", "c"], "other": ["a", "c"]}
    assert join_established(parties, [("team", "founding")]) == {"team": {"a", "b", "c"}, "other": {"a", "c"}}


def test_team_known_only_by_its_founding_agreement_has_its_parties() -> None:
    assert join_established({"founding": ["a", "b"]}, [("team", "founding")]) == {"team": {"a", "b"}}


def test_agreement_that_establishes_two_teams_stays_a_group() -> None:
    parties = {"t1": ["a"], "t2": ["b"], "act": ["a", "b"]}
    assert set(join_established(parties, [("t1", "act"), ("t2", "act")])) == {"act", "t1", "t2"}


def test_rows_and_columns_are_sorted_and_sizes_counted() -> None:
    net = network({"g2": "ab", "g1": "abc"})
    assert [row.id for row in net.institutions] == ["a", "b", "c", "z"]
    assert [group.id for group in net.groups] == ["g1", "g2"]
    assert net.group_sizes.tolist() == [3, 2]
    assert net.incidence.toarray().tolist() == [[1, 1], [1, 1], [1, 0], [0, 0]]
    assert net.members() == {"g1": ("a", "b", "c"), "g2": ("a", "b")}


def test_projection_by_hand() -> None:
    net = network({"g1": "abc", "g2": "ab", "g3": "d"})
    newman = project(net).weights.toarray()
    count = project(net, Weighting.COUNT).weights.toarray()
    expected = {(0, 1): (1.5, 2), (0, 2): (0.5, 1), (1, 2): (0.5, 1)}
    for i in range(5):
        for j in range(5):
            wanted = expected.get((min(i, j), max(i, j)), (0, 0)) if i != j else (0, 0)
            assert (newman[i, j], count[i, j]) == wanted


def test_projection_equals_the_pair_weights_and_networkx_of_a_known_network() -> None:
    women = nx.davis_southern_women_graph()
    events = {event: sorted(women[event]) for event in women.graph["bottom"]}
    net = two_mode(
        [Institution(woman, woman) for woman in women.graph["top"]],
        [GroupRow(event, Kind.AGREEMENT) for event in events],
        {(woman, event): 1.0 for event, present in events.items() for woman in present},
    )
    by_networkx = nx.bipartite.collaboration_weighted_projected_graph(women, women.graph["top"])
    by_pairs = pair_weights(events)
    newman, count = project(net), project(net, Weighting.COUNT)
    assert newman.tie_count == count.tie_count == by_networkx.number_of_edges() == len(by_pairs) == 139
    for (a, b), weight in by_pairs.items():
        at = net.row_of[a], net.row_of[b]
        assert newman.weights[at] == pytest.approx(weight.newman, rel=1e-12)
        assert newman.weights[at] == pytest.approx(by_networkx[a][b]["weight"], rel=1e-12)
        assert count.weights[at] == weight.weight
        assert [group.id for group in shared_groups(net, a, b)] == list(weight.groups)
    assert (newman.weights != newman.weights.T).nnz == 0
    assert np.all(newman.weights.diagonal() == 0)


def test_a_single_agreement_of_ten_is_a_clique() -> None:
    projection = project(network({"korycin": "abcdefghij"}))
    assert projection.tie_count == 45
    assert projection.density == pytest.approx(45 / 55)  # z is a row too
    assert set(projection.weights.data) == {1 / 9}


def test_nobody_tied_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(EmptyNetwork, match="Load more documents"):
        project(network({"g1": "a", "g2": "b"}))
    with pytest.raises(EmptyNetwork):
        project(two_mode([], [], {}))


def test_networkx_keeps_attributes_and_survives_graphml() -> None:
    net = network({"g1": "abc", "g2": "ab"})
    graph = to_networkx(net)
    assert nx.is_bipartite(graph)
    assert graph.nodes["a"] == {"bipartite": 0, "name": "A", "sectors": "POM;ZDR"}
    assert graph.nodes["g1"] == {"bipartite": 1, "family": "Team"}
    assert graph.edges["a", "g2"] == {"confidence": 0.9}
    back = nx.parse_graphml("\n".join(nx.generate_graphml(graph)))
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    ties = to_networkx(project(net))
    assert ties.number_of_nodes() == 4
    assert ties.edges["a", "b"] == {"weight": 1.5}
