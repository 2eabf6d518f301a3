"""Generated networks: their sizes, that they repeat, and that a store gives them back."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components

from graph import reference
from graph.generated import facts
from graph.generator import AGREEMENTS, COUNCILS, S, Size, generate
from graph.model import EMPTY, difference
from graph.network import TwoMode, Weighting, project, read_network
from graph.store import Store
from graph.vocabulary import Level

TINY = Size("2011", 170, 1_000)
"""Powiat sokólski, 10 gminas."""


@pytest.fixture(scope="module")
def small() -> TwoMode:
    return generate(S)


@pytest.fixture(scope="module")
def tiny() -> TwoMode:
    return generate(TINY)


def same(left: TwoMode, right: TwoMode) -> bool:
    return (
        left.institutions == right.institutions
        and left.groups == right.groups
        and all(
            np.array_equal(getattr(a, part), getattr(b, part))
            for a, b in ((left.incidence, right.incidence), (left.confidence, right.confidence))
            for part in ("indptr", "indices", "data")
        )
    )


def test_one_wojewodztwo_has_the_stated_size(small: TwoMode) -> None:
    units = [unit for unit in reference.register() if unit.code.startswith(S.territory)]
    gminas, powiats = (sum(unit.level is level for unit in units) for level in (Level.GMINA, Level.POWIAT))
    assert (len(small.institutions), small.incidence.nnz) == (S.institutions, S.memberships)
    assert len(small.groups) == gminas * (2 + AGREEMENTS) + powiats * COUNCILS
    ties = project(small, Weighting.COUNT).tie_count
    assert 31_000 <= ties <= 38_000  # a mean of some 30 partners, as in a network of teams of this size


def test_the_same_seed_repeats_and_another_differs(small: TwoMode) -> None:
    assert same(small, generate(S))
    assert not same(small, generate(S, seed=2))


def test_teams_are_as_large_as_teams_are(small: TwoMode) -> None:
    sizes = dict(zip((group.id for group in small.groups), small.group_sizes.tolist(), strict=True))
    assert {sizes[group] for group in sizes if group.startswith("gpzk:")} <= set(range(8, 16))
    assert {sizes[group] for group in sizes if group.startswith("porozumienie-")} <= set(range(2, 13))


def test_a_network_of_one_piece_with_a_few_isolates(small: TwoMode) -> None:
    _, labels = connected_components(project(small).weights)
    counts = np.bincount(labels)
    assert counts.max() > 0.95 * S.institutions
    assert (counts == 1).sum() == len(counts) - 1 > 0


def test_hubs_are_welfare_centres_and_bodies_of_the_powiat(small: TwoMode) -> None:
    per_row = np.diff(small.incidence.indptr)
    top = Counter(small.institutions[row].kind for row in np.argsort(-per_row, kind="stable")[:50])
    assert {kind for kind, _ in top.most_common(2)} <= {"PCPR", "KPP", "MOPS"}


def test_powiat_bodies_sit_in_teams_of_several_gminas(small: TwoMode) -> None:
    teams_of: dict[str, set[str]] = {}
    for group, members in small.members().items():
        if group.startswith("gpzk:"):
            for member in members:
                teams_of.setdefault(member, set()).add(group)
    assert max(len(teams) for member, teams in teams_of.items() if member.startswith("pcpr:")) >= 4
    schools = [teams for member, teams in teams_of.items() if member.startswith("sp-1:")]
    assert max(map(len, schools)) == 1


def test_bodies_have_their_place_sector_and_level(tiny: TwoMode) -> None:
    row = tiny.institutions[tiny.row_of["gops:201103"]]
    assert (row.name, row.kind, row.sectors, row.levels, row.terc) == (
        "Gminny Ośrodek Pomocy Społecznej w Korycinie", "GOPS", ("POM",), ("gmina",), "201103",
    )
    assert tiny.institutions[tiny.row_of["powiat:2011"]].name == "Powiat sokólski"


def test_impossible_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        generate(Size("2011", 20, 1_000))
    with pytest.raises(ValueError, match="cannot have"):
        generate(Size("2011", 200, 100_000))


def test_a_store_gives_the_network_back(tiny: TwoMode, writer: Store, reader: Store) -> None:
    writer.save(difference(EMPTY, facts(tiny)))
    assert same(read_network(reader), tiny)
    stored = reader.read("MATCH (a)-[c:COOPERATES_WITH]->(b) RETURN a.id, b.id, c.weight, c.newman, c.teams").rows
    expected, newman = project(tiny, Weighting.COUNT), project(tiny)
    assert len(stored) == expected.tie_count
    for left, right, weight, share, _teams in stored:
        cell = tiny.row_of[left], tiny.row_of[right]
        assert cell[0] < cell[1]
        assert weight == expected.weights[cell]
        assert share == pytest.approx(newman.weights[cell], abs=1e-11)
