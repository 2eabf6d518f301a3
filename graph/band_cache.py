"""Rank bands, kept in files from one run to the next: they take a minute, and everybody may want them.

A file is named by all that its bands follow from: the network, its documents, the settings. So an old one is never
wrong, whatever store it came from; it is only no longer asked for, and goes when there are newer ones.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import platformdirs

from graph.claims import Kind
from graph.network import TwoMode, Weighting
from graph.sureness import (
    BETWEENNESS_SAMPLE,
    DRAWS,
    PATH_DRAWS,
    RATES,
    SEED,
    Band,
    Bands,
    Support,
    rank_bands,
)

_VERSION = 1
"""Counted up when the same input would give other bands."""
_KEPT = 32
"""Files that stay; the ones that were written first go."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How bands are drawn."""

    weighting: Weighting = Weighting.NEWMAN
    rates: tuple[float, ...] = RATES
    draws: int = DRAWS
    path_draws: int = PATH_DRAWS
    betweenness_sample: int = BETWEENNESS_SAMPLE
    seed: int = SEED


def default_folder() -> Path:
    """Where bands are kept: the user's cache folder."""
    return Path(platformdirs.user_cache_dir("koopgraf", appauthor=False)) / "bands"


def key(network: TwoMode, support: Support, settings: Settings = Settings()) -> str:
    """Name of the bands: a digest of all that they follow from."""
    digest = hashlib.sha256(repr((_VERSION, astuple(settings))).encode())
    digest.update("\n".join(row.id for row in network.institutions).encode())
    digest.update(bytes(group.family is Kind.TEAM for group in network.groups))
    for cells in (network.incidence, network.confidence, support.cells):
        for part in (cells.indptr.astype(np.int64), cells.indices.astype(np.int64), cells.data.astype(np.float64)):
            digest.update(part.tobytes())
    return digest.hexdigest()


def find(name: str, folder: Path | None = None) -> Bands | None:
    """The bands of that name; None when they have not been drawn, or their file is damaged."""
    path = (folder or default_folder()) / f"{name}.npz"
    try:
        with np.load(path, allow_pickle=False) as content:
            found: dict[str, dict[float, Band]] = {}
            for entry in content.files:
                if entry == "drawn":
                    continue
                measure, rate, draws = entry.split("|")
                first, last = content[entry]
                found.setdefault(measure, {})[float(rate)] = Band(first, last, int(draws))
            documents, seed = content["drawn"].tolist()
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return Bands(found, documents, seed)


def keep(name: str, bands: Bands, folder: Path | None = None) -> None:
    """Write bands under a name, and let the oldest files go."""
    where = folder or default_folder()
    where.mkdir(parents=True, exist_ok=True)
    arrays = {
        f"{measure}|{rate}|{band.draws}": np.array([band.first, band.last])
        for measure, by_rate in bands.bands.items() for rate, band in by_rate.items()
    }
    with tempfile.NamedTemporaryFile(dir=where, suffix=".part", delete=False) as part:
        np.savez_compressed(part, allow_pickle=False, drawn=np.array([bands.documents, bands.seed]), **arrays)
    Path(part.name).replace(where / f"{name}.npz")
    for old in sorted(where.glob("*.npz"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


def cached_bands(
    network: TwoMode, support: Support, settings: Settings = Settings(), folder: Path | None = None
) -> Bands:
    """The bands of a network: read where they were drawn before, else drawn and kept. Draws take up to a minute."""
    name = key(network, support, settings)
    found = find(name, folder)
    if found is None:
        found = rank_bands(
            network, support, weighting=settings.weighting, rates=settings.rates, draws=settings.draws,
            path_draws=settings.path_draws, betweenness_sample=settings.betweenness_sample, seed=settings.seed,
        )
        keep(name, found, folder)
    return found
