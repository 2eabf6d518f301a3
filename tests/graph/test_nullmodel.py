"""The null model: what it keeps, that it is uniform where all networks can be counted, and mixing by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from scipy.stats import chisquare

from graph.claims import Kind
from graph.errors import EmptyNetwork
from graph.network import GroupRow, Institution, TwoMode, Weighting, two_mode
from graph.nullmodel import Seats, Trait, assortativity, mixing, mixing_matrix, rewirings, sweep


def network(*groups: str, sectors: dict[str, str] | None = None) -> TwoMode:
    """One letter an institution, one word a group."""
    people = sorted({letter for group in groups for letter in group})
    return two_mode(
        [Institution(key, key, sectors=(sectors[key],) if sectors and key in sectors else ()) for key in people],
        [GroupRow(str(at), Kind.TEAM) for at in range(len(groups))],
        {(letter, str(at)): 1.0 for at, group in enumerate(groups) for letter in group},
    )


def random_seats(seed: int, institutions: int = 30, groups: int = 21) -> Seats:
    rng = np.random.default_rng(seed)
    cells = np.argwhere(rng.random((institutions, groups)) < 0.2)
    return Seats(cells[:, 0], cells[:, 1], institutions, groups)


@pytest.mark.parametrize("seed", range(5))
def test_a_sweep_keeps_sizes_and_memberships_and_seats_nobody_twice(seed: int) -> None:
    seats = random_seats(seed)
    group = seats.group
    for _ in range(20):
        group = sweep(seats, group, np.random.default_rng(seed))
        sizes, kept = (np.bincount(column, minlength=seats.groups) for column in (seats.group, group))
        assert np.array_equal(kept, sizes)
        assert len(set(zip(seats.institution.tolist(), group.tolist(), strict=True))) == len(group)
    assert not np.array_equal(group, seats.group)


def all_networks(sizes: list[int], memberships: list[int]) -> Iterator[frozenset[tuple[int, int]]]:
    """Every two-mode network with these group sizes and these memberships, by trying all."""
    people = range(len(memberships))
    for choice in product(*(combinations(people, size) for size in sizes)):
        if all(sum(person in group for group in choice) == memberships[person] for person in people):
            yield frozenset((person, at) for at, group in enumerate(choice) for person in group)


@pytest.mark.parametrize(("groups", "networks"), [(("abc", "ad", "bcd"), 12), (("ab", "ac", "bd", "cd"), 90)])
def test_every_network_is_drawn_equally_often(groups: tuple[str, ...], networks: int) -> None:
    seats = Seats.of(network(*groups))
    sizes = np.bincount(seats.group).tolist()
    possible = list(all_networks(sizes, np.bincount(seats.institution).tolist()))
    assert len(set(possible)) == len(possible) == networks
    draws = 100 * networks
    seen = Counter(
        frozenset(zip(seats.institution.tolist(), group.tolist(), strict=True))
        for group in rewirings(seats, draws, seed=1, burn_in=20, thinning=3)
    )
    assert set(seen) == set(possible)
    assert chisquare([seen[each] for each in possible]).pvalue > 0.001


def test_the_same_seed_draws_the_same_networks() -> None:
    seats = random_seats(1)
    first, second = (list(rewirings(seats, 3, seed=5)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    other = next(rewirings(seats, 1, seed=6))
    assert not np.array_equal(first[0], other)


def test_mixing_matrix_by_hand() -> None:
    # group 0: two of A, one of B → A–A 1, A–B 2; group 1: one of A, two of B → A–B 2, B–B 1
    found = network("abx", "cxy")
    seats = Seats.of(found)
    category = np.array([{"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}[row.id] for row in found.institutions])
    assert mixing_matrix(seats, seats.group, category, 2).tolist() == [[1, 4], [4, 1]]
    halved = mixing_matrix(seats, seats.group, category, 2, 1 / (found.group_sizes - 1))
    assert halved.tolist() == [[0.5, 2], [2, 0.5]]


def test_who_is_of_no_known_category_is_left_out() -> None:
    found = network("abx")
    seats = Seats.of(found)
    assert mixing_matrix(seats, seats.group, np.array([0, 0, -1]), 1).tolist() == [[1]]


def test_assortativity_of_couples_in_san_francisco() -> None:
    # Newman (2003), Phys. Rev. E 67, 026126, table I (Catania et al. 1992): r = 0.621; the shares are printed to .001
    couples = np.array([
        [0.258, 0.016, 0.035, 0.013],
        [0.012, 0.157, 0.058, 0.019],
        [0.013, 0.023, 0.306, 0.035],
        [0.005, 0.007, 0.024, 0.016],
    ])
    assert assortativity(couples) == pytest.approx(0.621, abs=2.5e-3)


def test_assortativity_counts_a_tie_of_two_alike_from_both_ends() -> None:
    # ties a–a, b–b and a–b; both directions: e = [[2, 1], [1, 2]] / 6, so r = (4/6 − 1/2) / (1/2) = 1/3
    assert assortativity(np.array([[1.0, 1.0], [1.0, 1.0]])) == pytest.approx(1 / 3)
    assert np.isnan(assortativity(np.array([[3.0]])))


def test_mixing_expects_the_mean_over_all_networks() -> None:
    sectors = {"a": "POM", "b": "POM", "c": "POL", "d": "POL", "e": "EDU"}
    found = network("abc", "ad", "bde", "ce", sectors=sectors)
    seats = Seats.of(found)
    names = sorted({*sectors.values()})
    category = np.array([names.index(sectors[row.id]) for row in found.institutions])
    matrices = []
    for each in all_networks(np.bincount(seats.group).tolist(), np.bincount(seats.institution).tolist()):
        ordered = sorted(each)
        some = Seats(np.array([i for i, _ in ordered]), np.array([g for _, g in ordered]), 5, 4)
        matrices.append(mixing_matrix(some, some.group, category, 3))
    table = mixing(found, Trait.SECTOR, count=4_000, burn_in=20, thinning=5)
    mean, spread = np.mean(matrices, axis=0), np.std(matrices, axis=0)
    for cell in table.cells:
        at = names.index(cell.first), names.index(cell.second)
        assert cell.expected == pytest.approx(mean[at], abs=5 * spread[at] / np.sqrt(4_000) + 1e-9)
        assert cell.low <= mean[at] <= cell.high
    by_pair = {(cell.first, cell.second): cell for cell in table.cells}
    # abc: POM–POM, 2 POM–POL; ad: POM–POL; bde: POM–POL, POM–EDU, POL–EDU; ce: POL–EDU
    assert [by_pair[pair].observed for pair in (("POM", "POM"), ("POL", "POM"), ("EDU", "POL"))] == [1, 4, 2]
    assert by_pair["EDU", "POL"].groups == ("2", "3")
    assert (table.rewirings, table.seed, table.groups, table.unknown) == (4_000, 7, 4, 0)


def test_alike_that_always_sit_together_are_beyond_chance() -> None:
    sectors = {letter: "POM" if letter in "abcdef" else "POL" for letter in "abcdefuvwxyz"}
    apart = ("abc", "bcd", "cde", "def", "efa", "fab", "uvw", "vwx", "wxy", "xyz", "yzu", "zuv")
    table = mixing(network(*apart, sectors=sectors), Trait.SECTOR, count=500)
    by_pair = {(cell.first, cell.second): cell for cell in table.cells}
    across = by_pair["POL", "POM"]
    assert (across.observed, across.beyond_chance) == (0, True)
    assert across.z is not None
    assert across.z < -3
    assert table.assortativity == 1 > table.assortativity_high


def test_a_count_that_cannot_differ_has_no_z() -> None:
    # everybody is in every group: there is only one such network
    cell = mixing(network("ab", "ab", sectors={"a": "POM", "b": "POL"}), Trait.SECTOR, count=20).cells[1]
    assert (cell.observed, cell.expected, cell.z, cell.readable) == (2, 2, None, False)


def test_newman_weighting_divides_by_the_other_seats() -> None:
    table = mixing(
        network("abc", "bc", sectors={"a": "X", "b": "Y", "c": "Y"}), Trait.SECTOR, weighting=Weighting.NEWMAN, count=5
    )
    assert [(cell.first, cell.second, cell.observed) for cell in table.cells] == [
        ("X", "X", 0), ("X", "Y", 1), ("Y", "Y", 1.5),
    ]


def test_without_a_shared_group_there_is_nothing_to_compare() -> None:
    with pytest.raises(EmptyNetwork, match="compared with chance"):
        mixing(network("a", "b"), Trait.LEVEL)
