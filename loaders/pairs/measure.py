"""The whole measurement: the half that the rules were tuned on, the half that they never saw, labelled documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from loaders.pairs.evaluate import Answer, Figures, answers, by_sort, figures, labelled_pairs
from loaders.pairs.generate import Pair, pairs

TUNING_SEED, HELD_OUT_SEED = 1, 48_112
"""The rules were written looking at the pairs of the first; those of the second were never looked at."""
POSITIVES, NEGATIVES = 1_000, 2_500
"""Pairs of each half."""
PRECISION, RECALL = 0.995, 0.97
"""The least that is asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer. `of` is the set, `sort` a kind of pair in it or "" for the whole set."""

    of: str
    sort: str
    figures: Figures

    @property
    def met(self) -> bool | None:
        """Whether a generated set reaches what is asked for; None for a part of one and for labelled documents."""
        if self.sort or self.of == LABELLED:
            return None
        return self.figures.precision >= PRECISION and self.figures.recall >= RECALL

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = {"precision": round(self.figures.precision, 4), "recall": round(self.figures.recall, 4)}
        return {"of": self.of, "sort": self.sort, **asdict(self.figures), **told, "met": self.met}


TUNED, HELD_OUT, BOTH, LABELLED = "tuning half", "held-out half", "both halves", "labelled documents"


def measure(
    positives: int = POSITIVES,
    negatives: int = NEGATIVES,
    labelled: Path | None = None,
    report: Callable[[str], None] | None = None,
) -> tuple[Row, ...]:
    """Figures of both halves, of the two together by sort of pair, and of labelled documents when there are some.

    Args:    positives, negatives: pairs of each half. labelled: folder of STEM.txt and STEM.json.
             report: told what is measured next.
    """
    given: dict[str, list[Answer]] = {}
    for of, seed in ((TUNED, TUNING_SEED), (HELD_OUT, HELD_OUT_SEED)):
        given[of] = _answered(of, pairs(seed, positives, negatives), report)
    given[BOTH] = [*given[TUNED], *given[HELD_OUT]]
    if labelled is not None:
        given[LABELLED] = _answered(LABELLED, labelled_pairs(labelled), report)
    rows = [Row(of, "", figures(some)) for of, some in given.items()]
    return (*rows, *(Row(BOTH, sort, some) for sort, some in by_sort(given[BOTH]).items()))


def _answered(of: str, some: list[Pair], report: Callable[[str], None] | None) -> list[Answer]:
    if report is not None:
        report(of)
    return list(answers(some))
