"""Rank bands, on networks whose bands can be told beforehand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph import band_cache
from graph.band_cache import Settings, cached_bands
from graph.claims import Kind
from graph.network import TwoMode
from graph.sureness import BANDED, Bands, Support, one_each, rank_bands

Build = Callable[..., TwoMode]
NAMES = "abcdefghij"


@pytest.fixture(scope="module")
def hub(of_groups: Build) -> TwoMode:
    """`hub` in ten teams, each with one other institution."""
    net: TwoMode = of_groups({f"g{name}": ("hub", name) for name in NAMES}, family=Kind.TEAM)
    return net


def test_without_one_of_ten_documents(hub: TwoMode) -> None:
    # Each draw loses one of the ten documents: the hub stays first; each other is second of ten in nine draws of ten,
    # and last (eleventh) in the tenth, which is more than the 2.5 % that a band leaves out.
    bands = rank_bands(hub, rates=(0.1,), draws=400, path_draws=100, workers=1)
    for measure in ("teams", "groups", "degree", "strength", "betweenness", "harmonic", "eigenvector"):
        band = bands.of(measure, 0.1)
        assert band is not None
        assert band.draws == (100 if measure in ("betweenness", "harmonic") else 400)
        at = hub.row_of["hub"]
        assert (band.first[at], band.last[at]) == (1, 1), measure
        others = [row for name, row in hub.row_of.items() if name != "hub"]
        expected = (2, 2) if measure == "betweenness" else (2, 11)  # nobody else lies between
        assert {(band.first[row], band.last[row]) for row in others} == {expected}, measure


def test_nothing_dropped_is_the_rank_itself(hub: TwoMode) -> None:
    bands = rank_bands(hub, rates=(0.0,), draws=3, path_draws=2, workers=1)
    for measure in BANDED:
        band = bands.of(measure, 0.0)
        assert band is not None
        assert band.first.tolist() == band.last.tolist()
        assert band.first[hub.row_of["hub"]] == 1


def test_a_membership_stands_as_long_as_one_document_does(hub: TwoMode) -> None:
    # Two documents, each with all memberships: without either, nothing changes.
    n = hub.incidence.nnz
    twice = Support(csr_array(np.ones((n, 2))))
    band = rank_bands(hub, twice, rates=(0.5,), draws=20, path_draws=2, workers=1).of("teams", 0.5)
    assert band is not None
    assert band.first.tolist() == band.last.tolist()
    # All in one document: without it nobody is in any team, and all are first together.
    once = Support(csr_array(np.ones((n, 1))))
    band = rank_bands(hub, once, rates=(1.0,), draws=5, path_draws=2, workers=1).of("teams", 1.0)
    assert band is not None
    assert set(band.first) == set(band.last) == {1}


def equal(one: Bands, other: Bands) -> bool:
    return one.bands.keys() == other.bands.keys() and all(
        np.array_equal(band.first, other.bands[measure][rate].first)
        and np.array_equal(band.last, other.bands[measure][rate].last)
        and band.draws == other.bands[measure][rate].draws
        for measure, by_rate in one.bands.items() for rate, band in by_rate.items()
    )


def test_any_number_of_processes_draws_the_same(hub: TwoMode) -> None:
    alone, together = (rank_bands(hub, rates=(0.3,), draws=12, path_draws=4, workers=count) for count in (1, 2))
    assert equal(alone, together)
    assert not equal(alone, rank_bands(hub, rates=(0.3,), draws=12, path_draws=4, workers=1, seed=8))


def test_bands_are_kept(hub: TwoMode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(draws=20, path_draws=4)
    first = cached_bands(hub, one_each(hub), settings, tmp_path)
    monkeypatch.delattr(band_cache, "rank_bands")   # whoever draws again fails
    assert equal(first, cached_bands(hub, one_each(hub), settings, tmp_path))
    assert band_cache.key(hub, one_each(hub)) != band_cache.key(hub, one_each(hub), settings)
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"damaged")
    assert band_cache.find(file.stem, tmp_path) is None
