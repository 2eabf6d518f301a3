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
_LONG = 20.0
"""Seconds of the reference after which it is not run again, however short ours is."""
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
    at_most_megabytes: float | None = None
    resident: float = 0.0                 # megabytes of the whole process at that peak
    kept: bool | None = None              # of a row that is not a time: whether it came out right

    @property
    def times(self) -> float | None:
        """Reference over ours: above 1 ours is faster."""
        return None if self.reference_seconds is None else self.reference_seconds / max(self.seconds, 1e-9)

    @property
    def met(self) -> bool | None:
        """Whether every limit is kept."""
        kept = [self.kept] if self.kept is not None else []
        if self.at_most_seconds is not None:
            kept.append(self.seconds <= self.at_most_seconds)
        if self.times is not None and self.at_least_times is not None:
            kept.append(self.times >= self.at_least_times)
        if self.times is not None and self.at_most_times is not None:
            kept.append(1 / self.times <= self.at_most_times)
        if self.at_most_megabytes is not None:
            kept.append(self.megabytes <= self.at_most_megabytes)
        return all(kept) if kept else None

    def as_dict(self) -> dict[str, Any]:
        """The row with its derived figures."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"times": self.times, "met": self.met}


def timed(call: Callable[[], _Result]) -> tuple[_Result, float, float]:
    """Run once. Returns the result, wall seconds, and megabytes of growth of resident memory at its peak."""
    result, seconds, peak = _once(call)
    return result, seconds, peak.megabytes


def _once(call: Callable[[], _Result]) -> tuple[_Result, float, _Peak]:
    gc.collect()
    with _Peak() as peak:
        start = time.perf_counter()
        result = call()
        seconds = time.perf_counter() - start
    return result, seconds, peak


def compare(
    what: str, ours: Callable[[], Any], theirs: Callable[[], Any] | None = None, *, reference: str = "", **limits: Any
) -> Row:
    """Time ours and theirs in turns; the least of the runs counts, the largest memory."""
    best, other, memory, resident = math.inf, math.inf, 0.0, 0.0
    for _ in range(REPEATS):
        _, seconds, peak = _once(ours)
        best, memory, resident = min(best, seconds), max(memory, peak.megabytes), max(resident, peak.resident)
        if theirs is not None:
            other = min(other, _once(theirs)[1])
        if (best > _SETTLED and (theirs is None or other > _SETTLED)) or _LONG < other < math.inf:
            break
    return Row(what, best, memory, reference, other if theirs is not None else None, resident=resident, **limits)


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
        self.megabytes, self.resident = (self._most - self._start) / 1e6, self._most / 1e6


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
