"""Dates as documents give them: a year, a month or a day, never invented further.

A partial date is kept as written in ISO prefixes (`2018`, `2018-07`, `2018-06-22`) and stands for
the closed interval between its first and its last day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

_ISO_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(BaseModel):
    """A date with its precision. `value` is an ISO prefix; `first` and `last` bound it."""

    model_config = ConfigDict(frozen=True)

    value: str

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if not _ISO_PREFIX.fullmatch(self.value):
            raise ValueError(f"{self.value!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        _ = self.first, self.last  # raises for 2018-13 and 2018-02-30
        return self

    @property
    def _parts(self) -> list[int]:
        return [int(part) for part in self.value.split("-")]

    @property
    def first(self) -> date:
        """The earliest day that the date may mean."""
        year, month, day = [*self._parts, 1, 1][:3]
        return date(year, month, day)

    @property
    def last(self) -> date:
        """The latest day that the date may mean."""
        parts = self._parts
        if len(parts) == 3:
            return date(*parts)
        year, month = [*parts, 12][:2]
        return date(year, month, calendar.monthrange(year, month)[1])

    def compatible(self, other: PartialDate) -> bool:
        """Whether both may name the same day."""
        return self.first <= other.last and other.first <= self.last
