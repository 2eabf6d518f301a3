"""Lines of institutions that carry each other on, and the network in which each line is one."""

from __future__ import annotations

import numpy as np

from graph.claims import Kind
from graph.network import GroupRow, Institution, TwoMode, two_mode
from graph.resilience import weak_points
from graph.succession import as_one, lines


def network(*seats: str) -> TwoMode:
    """`a1` puts institution a into group 1."""
    bodies, groups = sorted({seat[0] for seat in seats}), sorted({seat[1] for seat in seats})
    return two_mode(
        [Institution(key, key) for key in bodies], [GroupRow(key, Kind.TEAM) for key in groups],
        {(seat[0], seat[1]): 0.9 if seat[0] < "c" else 0.8 for seat in seats},
    )


def test_a_line_ends_where_nobody_carries_on() -> None:
    assert lines([("a", "b"), ("b", "c"), ("x", "c")]) == {"a": "c", "b": "c", "x": "c"}
    assert lines([]) == {}
    assert lines([("a", "b"), ("a", "b")]) == {"a": "b"}


def test_who_was_divided_and_who_goes_in_circles_has_no_line() -> None:
    assert lines([("a", "b"), ("b", "c"), ("b", "d")]) == {"a": "b"}
    assert lines([("a", "b"), ("b", "a"), ("z", "a"), ("s", "s")]) == {}


def test_a_line_sits_where_each_of_it_sat() -> None:
    before = network("a1", "b1", "b2", "c2", "d2")
    after = as_one(before, {"a": "b", "c": "d", "q": "d", "d": "not there"})
    assert [each.id for each in after.institutions] == ["b", "d"]
    assert after.members() == {"1": ("b",), "2": ("b", "d")}
    np.testing.assert_allclose(after.confidence.toarray(), [[0.9, 0.9], [0.0, 0.8]])
    assert as_one(before, {}) is before


def test_two_halves_of_one_line_hold_the_network_together() -> None:
    """`b` became `c`: apart, nobody is between the two teams; as one, everything hangs on it."""
    before = network("a1", "b1", "c2", "d2")
    assert weak_points(before) == ()
    assert [point.institution for point in weak_points(as_one(before, {"b": "c"}))] == ["c"]
