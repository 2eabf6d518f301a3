"""Whether confidences mean what they say: stated confidence beside measured precision, on labelled documents."""

from __future__ import annotations

import itertools
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from graph.claims import ACCEPTED_FROM, PROVISIONAL_FROM
from graph.errors import UsageError
from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import files, members, read
from loaders.scoring import Judged, Scored, score

EDGES = (PROVISIONAL_FROM, 0.65, ACCEPTED_FROM, 0.85, 0.90, 0.95, 1.01)
_Z = 1.96
_WEIGHT = 2.0
"""How many members the stated confidence weighs in a refitted band."""


@dataclass(frozen=True, slots=True)
class Band:
    """Members whose stated confidence lies in a band (or whose rule is one), and how many of them are right.

    `low` and `high` bound the measured precision (Wilson, 95 %).
    """

    name: str
    members: int
    right: int
    stated: float
    measured: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A table of bands, what is accepted, and how far off single confidences are.

    `brier_stated` is the mean squared distance of stated confidence from the outcome; `brier_refitted` the same for
    confidences that each document gets from the bands of all *other* documents: where it is much lower, the
    stated ones should be changed. `recall` counts accepted members among those that a person reads.
    """

    documents: int
    required: int
    bands: tuple[Band, ...]
    rules: tuple[Band, ...]
    precision: float
    recall: float
    recall_provisional: float
    brier_stated: float
    brier_refitted: float


def labelled(folder: Path) -> list[tuple[Path, Path]]:
    """The documents of a folder that have their answer beside them, as (document, JSON).

    Raises: UsageError: there is none.
    """
    found = [(path, path.with_suffix(".json")) for path in files([folder]) if path.with_suffix(".json").is_file()]
    if not found:
        raise UsageError(f"{folder} holds no labelled documents",
                         hint="Beside each document there must be its answer, STEM.json, in the corpus's form.")
    return found


def calibrate(
    folder: Path, progress: Callable[[Iterable[Path]], Iterable[Path]] = iter
) -> Calibration:
    """Read the labelled documents of a folder and compare confidences with outcomes.

    Raises: UsageError: no document has its answer beside it. UnreadableFile: one cannot be read.
    """
    answers = dict(labelled(folder))
    scored = []
    for path in progress(list(answers)):
        gold = json.loads(answers[path].read_text(encoding="utf-8"))
        found = [to_corpus(extract(read(document)))["agreements"] for document in members(path)]
        scored.append(score(path.stem, gold, {"agreements": list(itertools.chain.from_iterable(found))}))
    return table(scored)


def table(scored: Sequence[Scored]) -> Calibration:
    """The table of judged documents."""
    judged = [each for document in scored for each in document.judged]
    required = sum(document.required for document in scored)
    accepted = [each for each in judged if each.accepted]
    return Calibration(
        documents=len(scored),
        required=required,
        bands=tuple(_bands(judged, _band)),
        rules=tuple(sorted(_bands(judged, lambda each: each.rule), key=lambda band: -band.members)),
        precision=_share(accepted),
        recall=sum(each.right for each in accepted) / required if required else 1.0,
        recall_provisional=sum(each.right for each in judged) / required if required else 1.0,
        brier_stated=_brier(judged, [each.confidence for each in judged]),
        brier_refitted=_brier(judged, _refitted(judged)),
    )


def _band(each: Judged) -> str:
    low = max(edge for edge in EDGES if edge <= max(each.confidence, EDGES[0]))
    high = EDGES[EDGES.index(low) + 1]
    return f"{low:.2f}–{min(high - 0.01, 1.0):.2f}"


def _bands(judged: Iterable[Judged], key: Callable[[Judged], str]) -> Iterable[Band]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    for name, group in sorted(groups.items(), reverse=True):
        right = sum(each.right for each in group)
        low, high = wilson(right, len(group))
        yield Band(name, len(group), right, fmean(each.confidence for each in group), right / len(group), low, high)


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: Wilson (1927), JASA 22."""
    share, square = right / count, _Z**2 / count
    middle = (share + square / 2) / (1 + square)
    reach = _Z * math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _share(judged: Sequence[Judged]) -> float:
    return sum(each.right for each in judged) / len(judged) if judged else 1.0


def _refitted(judged: Sequence[Judged]) -> list[float]:
    """For each member the precision of its band in all other documents, drawn a little to the stated confidence."""
    right: dict[tuple[str, str], float] = defaultdict(float)
    count: dict[tuple[str, str], float] = defaultdict(float)
    for each in judged:
        for document in ("", each.document):
            right[_band(each), document] += each.right
            count[_band(each), document] += 1
    made = []
    for each in judged:
        band = _band(each)
        hits = right[band, ""] - right[band, each.document]
        cases = count[band, ""] - count[band, each.document]
        made.append((hits + _WEIGHT * each.confidence) / (cases + _WEIGHT))
    return made


def _brier(judged: Sequence[Judged], confidences: Sequence[float]) -> float:
    distances = [(stated - each.right) ** 2 for each, stated in zip(judged, confidences, strict=True)]
    return fmean(distances) if distances else 0.0
