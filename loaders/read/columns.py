"""Two columns of prose on a page of a PDF: found by the gutter between them, and the order to read them in."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

_GUTTER = 9
"""Points; a wide space between words has three to six."""
_CROSSING = 0.4
"""Share of the lines that may run across: titles, and a passage over the whole width."""
_MIDDLE = (0.3, 0.7)
_LEAST_LINES = 8
_LEAST_LAST = 3
"""Lines of the right column, where the text ends."""
_LEAST_LETTERS = 18
_FULL = 0.75
"""Lines of prose fill their column, cells of a table without rules do not …"""
_GOES_ON = 0.35
"""… and begin with a small letter where they go on; a list of institutions does not."""
_MAX_WIDTH = 5_000
_MAX_ROWS = 2_000


class _Row(NamedTuple):
    middle: float
    chars: list[dict[str, Any]]


def stretches(page: Any) -> list[Any]:
    """The parts of a page in reading order: the page itself, or what is above two columns, the left one, the right …"""
    rows = _rows(page.chars) if page.width <= _MAX_WIDTH else []
    found = _gutter(rows, page) if _LEAST_LINES <= len(rows) <= _MAX_ROWS else None
    if found is None:
        return [page]
    middle = sum(found) / 2

    def crosses(row: _Row) -> bool:
        return any(char["x0"] < found[1] - 1 and char["x1"] > found[0] + 1 for char in row.chars)

    sides = [[[char for char in row.chars if (char["x0"] > middle) is right] for row in rows if not crosses(row)]
             for right in (False, True)]
    left, right_side = ([row for row in side if row] for side in sides)
    if not _is_prose(left, _LEAST_LINES) or not _is_prose(right_side, _LEAST_LAST):
        return [page]
    parts: list[Any] = []
    for across, group in itertools.groupby(rows, key=crosses):
        held = list(group)
        top, bottom = held[0].middle - 1, max(_middle(char) for row in held for char in row.chars) + 1
        sides_of: list[bool | None] = [None] if across else [False, True]
        parts.extend(page.filter(_within(top, bottom, middle, right)) for right in sides_of)
    return [part for part in parts if part.chars]


def _within(top: float, bottom: float, middle: float, right: bool | None) -> Callable[[dict[str, Any]], bool]:
    """Whether a thing stands between two heights, and to one side of the gutter unless `right` is None."""
    return lambda thing: bool(top <= _middle(thing) <= bottom and (right is None or (thing["x0"] > middle) is right))


def _middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _rows(chars: list[dict[str, Any]]) -> list[_Row]:
    """The visible letters in lines from top to bottom; letters a little higher or lower belong to the line."""
    rows: list[_Row] = []
    for char in sorted((char for char in chars if not char["text"].isspace()), key=_middle):
        if not rows or _middle(char) - rows[-1].middle > 0.4 * max(float(char["size"]), 4.0):
            rows.append(_Row(_middle(char), []))
        rows[-1].chars.append(char)
    return rows


def _gutter(rows: list[_Row], page: Any) -> tuple[float, float] | None:
    """The widest upright band near the middle of the text that most lines leave free."""
    left = min(char["x0"] for row in rows for char in row.chars)
    right = min(max(char["x1"] for row in rows for char in row.chars), page.width)
    if left < 0 or right - left < 200:
        return None
    covered = np.zeros((len(rows), int(right) + 2), dtype=bool)
    for number, row in enumerate(rows):
        for char in row.chars:
            covered[number, int(char["x0"]) : int(char["x1"]) + 1] = True
    share = covered.mean(axis=0)
    first, last = (int(left + part * (right - left)) for part in _MIDDLE)
    least = float(share[first:last].min())              # the lines that run across, titles for example
    widest = max(_runs(share <= least, first, last), key=lambda run: run[1] - run[0], default=(0, 0))
    return (float(widest[0]), float(widest[1])) if least <= _CROSSING and widest[1] - widest[0] >= _GUTTER else None


def _runs(free: np.ndarray[Any, np.dtype[np.bool_]], first: int, last: int) -> Iterator[tuple[int, int]]:
    for is_free, group in itertools.groupby(range(first, last), key=lambda x: bool(free[x])):
        if is_free:
            held = list(group)
            yield held[0], held[-1] + 1


def _is_prose(rows: list[list[dict[str, Any]]], least: int) -> bool:
    """Whether the lines of one column are many, long, fill the column and mostly go on from the one before."""
    if len(rows) < least:
        return False
    starts = [min(row, key=lambda char: float(char["x0"])) for row in rows]
    ends = [max(float(char["x1"]) for char in row) for row in rows]
    width = max(ends) - min(float(char["x0"]) for char in starts)
    filled = statistics.median(end - float(char["x0"]) for char, end in zip(starts, ends, strict=True))
    goes_on = sum(char["text"].islower() for char in starts)
    return (statistics.median(map(len, rows)) >= _LEAST_LETTERS and filled >= _FULL * width
            and goes_on >= _GOES_ON * len(rows))
