"""Centrality against published values: Krackhardt's kite, Davis's Southern Women, Korycin's agreement."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.centrality import betweenness, degree, group_count, strength, team_count
from graph.claims import Kind
from graph.measures import measure_all
from graph.network import GroupRow, Institution, TwoMode, Weighting, project, two_mode
from graph.scores import NotMeaningful, Reason, Scores, measures


def network(groups: dict[str, list[str]], family: Kind = Kind.TEAM) -> TwoMode:
    return two_mode(
        [Institution(key, key) for key in {member for members in groups.values() for member in members}],
        [GroupRow(group, family) for group in groups],
        {(member, group): 1.0 for group, members in groups.items() for member in members},
    )


def krackhardt_kite() -> TwoMode:
    """Every tie of the kite as an agreement of two."""
    ties = nx.krackhardt_kite_graph().edges
    return network({f"{a}-{b}": [f"n{a}", f"n{b}"] for a, b in ties}, Kind.AGREEMENT)


def southern_women() -> TwoMode:
    women = nx.davis_southern_women_graph()
    return network({event: sorted(women[event]) for event in women.graph["bottom"]}, Kind.AGREEMENT)


def korycin() -> TwoMode:
    return network({"gpzk": [f"party-{n}" for n in range(10)]})


def test_betweenness_finds_the_broker_of_the_kite() -> None:
    # Krackhardt (1990): node 7 lies on the geodesics of 14 of the 36 pairs, node 8 of the 8 that end in node 9.
    net = krackhardt_kite()
    scores = betweenness(project(net))
    assert not scores.estimate
    assert scores.values[net.row_of["n7"]] == pytest.approx(14 / 36)
    assert scores.values[net.row_of["n8"]] == pytest.approx(8 / 36)
    assert scores.values[net.row_of["n9"]] == 0
    assert scores.ranks()[net.row_of["n7"]] == 1
    assert scores.ranks()[net.row_of["n5"]] == scores.ranks()[net.row_of["n6"]] == 2


def test_degree_of_the_kite() -> None:
    # Krackhardt (1990): node 3 has the most neighbours, six.
    net = krackhardt_kite()
    values = degree(project(net))
    assert values[net.row_of["n3"]] == 6 == values.max()
    assert values[net.row_of["n9"]] == 1


def test_two_mode_degree_of_the_southern_women() -> None:
    # Davis, Gardner & Gardner (1941): Evelyn, Theresa and Nora attended 8 events, Flora and Olivia 2.
    net = southern_women()
    attended = group_count(net)
    for woman, events in {
        "Evelyn Jefferson": 8, "Theresa Anderson": 8, "Nora Fayette": 8, "Flora Price": 2, "Olivia Carleton": 2,
    }.items():
        assert attended[net.row_of[woman]] == events
    assert attended.sum() == 89
    assert team_count(net).sum() == 0  # the events are agreements here


def test_newman_strength_equals_the_number_of_groups() -> None:
    net = southern_women()
    assert strength(project(net)) == pytest.approx(group_count(net))


def test_strength_by_count_is_by_hand() -> None:
    # a: 2 others in g1, 1 in g2; d: 2 in g3.
    net = network({"g1": ["a", "b", "c"], "g2": ["a", "b"], "g3": ["c", "d", "e"]})
    values = strength(project(net, Weighting.COUNT))
    assert values.tolist() == [3, 3, 4, 2, 2]


def test_betweenness_equals_networkx_on_the_southern_women() -> None:
    net = southern_women()
    women = nx.davis_southern_women_graph()
    expected = nx.betweenness_centrality(nx.bipartite.projected_graph(women, women.graph["top"]))
    scores = betweenness(project(net)).values
    assert {row.id: scores[n] for n, row in enumerate(net.institutions)} == pytest.approx(expected, rel=1e-9)


def test_an_estimate_says_so_and_repeats_by_seed() -> None:
    projection = project(southern_women())
    first, second = (betweenness(projection, exact_up_to=5, sample=9, seed=3) for _ in range(2))
    assert first.estimate
    assert first.sample == 9
    assert np.array_equal(first.values, second.values)


def test_estimate_has_the_scale_of_the_exact_values() -> None:
    big = nx.barabasi_albert_graph(1_500, 3, seed=1)
    net = network({f"{a}-{b}": [f"n{a}", f"n{b}"] for a, b in big.edges})
    projection = project(net)
    exact, estimated = betweenness(projection).values, betweenness(projection, exact_up_to=100).values
    top = np.argsort(-exact)[:20]
    assert estimated[top] == pytest.approx(exact[top], rel=0.25)


def test_one_agreement_is_a_clique_and_has_no_ranking() -> None:
    net = korycin()
    projection = project(net)
    assert projection.density == 1
    assert not betweenness(projection).values.any()
    answers = measure_all(net).answers
    assert answers["betweenness"] == answers["strength"] == NotMeaningful(Reason.FEW_GROUPS)
    team_counts = answers["teams"]
    assert isinstance(team_counts, Scores)
    assert team_counts.values.tolist() == [1] * 10


def test_separate_teams_have_nobody_between() -> None:
    answers = measure_all(network({"g1": ["a", "b"], "g2": ["c", "d"], "g3": ["e", "f", "g"]})).answers
    assert answers["betweenness"] == NotMeaningful(Reason.NOTHING_BETWEEN)
    assert isinstance(answers["degree"], Scores)


def test_an_empty_network_answers_too() -> None:
    result = measure_all(two_mode([Institution("a", "A")], [], {}))
    assert set(result.answers.values()) == {NotMeaningful(Reason.NO_GROUPS)}
    assert result.frame()["teams"].isna().all()


def test_frame_is_sorted_with_shared_ranks() -> None:
    frame = measure_all(network({"g1": ["a", "b"], "g2": ["b", "c"], "g3": ["c", "d"]})).frame("betweenness")
    assert frame["id"].tolist() == ["b", "c", "a", "d"]
    assert frame["betweenness_rank"].tolist() == [1, 1, 3, 3]
    assert frame["betweenness"].tolist() == pytest.approx([2 / 3, 2 / 3, 0, 0])


def test_every_measure_is_described() -> None:
    described = {measure.id for measure in measures().values() if measure.scope == "institution"}
    assert described == set(measure_all(krackhardt_kite()).answers)
    for measure in measures().values():
        for field in set(measure.__slots__) - {"best"}:
            assert getattr(measure, field).strip(), f"{measure.id}: {field} is empty"
        assert measure.sentence_pl.endswith(".")
        assert measure.misleads_pl.endswith(".")
        assert measure.scope in {"institution", "tie", "team", "network"}
        assert measure.best in {"high", "low", ""}
