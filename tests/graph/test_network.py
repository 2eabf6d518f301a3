"""The two-mode network and its projection, against values worked out by hand."""

from __future__ import annotations

import pytest

from graph.network import join_established, pair_weights


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
