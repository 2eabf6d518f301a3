"""Timing one call beside another in the same run: seconds, ratio, memory, target met or not.

Every row times our call and, where there is one, a reference on the same network; the better of
`REPEATS` runs counts, taken in turns, so that a busy machine slows both.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar

import psutil

REPEATS = 3
_SETTLED = 1.0
"""Seconds after which one run is enough: what starting up costs no longer shows."""
_POLL = 0.005

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was timed. A limit that is None was not set; `met` is None where there is none."""

    what: str
    seconds: float
    megabytes: float                      # growth of resident memory while it ran
    reference: str = ""                   # the engine that was timed beside it
    reference_seconds: float | None = None
    at_most_seconds: float | None = None
    at_least_times: float | None = None   # so many times faster than the reference
    at_most_times: float | None = None    # so many times the reference's time

    @property
    def times(self) -> float | None:
        """Reference over ours: above 1 ours is faster."""
        return None if self.reference_seconds is None else self.reference_seconds / max(self.seconds, 1e-9)

    @property
    def met(self) -> bool | None:
        """Whether every limit is kept."""
        kept = []
        if self.at_most_seconds is not None:
            kept.append(self.seconds <= self.at_most_seconds)
        if self.times is not None and self.at_least_times is not None:
            kept.append(self.times >= self.at_least_times)
        if self.times is not None and self.at_most_times is not None:
            kept.append(1 / self.times <= self.at_most_times)
        return all(kept) if kept else None

    def as_dict(self) -> dict[str, Any]:
        """The row with its derived figures."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"times": self.times, "met": self.met}


def timed(call: Callable[[], _Result]) -> tuple[_Result, float, float]:
    """Run once. Returns the result, wall seconds, and megabytes of growth of resident memory at its peak."""
    gc.collect()
    with _Peak() as peak:
        start = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - start
    return result, seconds, peak.megabytes


def compare(
    what: str, ours: Callable[[], Any], theirs: Callable[[], Any] | None = None, *, reference: str = "", **limits: float
) -> Row:
    """Time ours and theirs in turns; the least of the runs counts, the largest memory."""
    best, other, memory = math.inf, math.inf, 0.0
    for _ in range(REPEATS):
        _, seconds, megabytes = timed(ours)
        best, memory = min(best, seconds), max(memory, megabytes)
        if theirs is not None:
            other = min(other, timed(theirs)[1])
        if best > _SETTLED and (theirs is None or other > _SETTLED):
            break
    return Row(what, best, memory, reference, other if theirs is not None else None, **limits)


class _Peak:
    """The highest resident memory of this process while it is open, over what it was at the start."""

    def __enter__(self) -> _Peak:
        self._process = psutil.Process()
        self._start = self._most = self._process.memory_info().rss
        self._kernel = _reset_peak()
        self._done = Event()
        self._watcher = None if self._kernel else Thread(target=self._watch, daemon=True)
        if self._watcher:
            self._watcher.start()
        return self

    def _watch(self) -> None:
        while not self._done.wait(_POLL):
            self._most = max(self._most, self._process.memory_info().rss)

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._watcher:
            self._watcher.join()
        self._most = max(self._most, self._process.memory_info().rss, _kernel_peak() if self._kernel else 0)
        self.megabytes = (self._most - self._start) / 1e6


_STATUS = Path("/proc/self/status")


def _reset_peak() -> bool:
    """Ask Linux to start its peak of resident memory anew; False where that is not possible."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return _STATUS.is_file()


def _kernel_peak() -> int:
    line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
