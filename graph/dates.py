"""Dates as documents give them: a year, a month or a day, never invented further.

A partial date is kept as written in ISO prefixes (`2018`, `2018-07`, `2018-06-22`) and stands for
the closed interval between its first and its last day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
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


class Holding(StrEnum):
    """Whether something stated with dates is in force on a day."""

    YES = "yes"
    MAYBE = "maybe"    # the documents do not tell
    NO = "no"


INDEFINITE = "indefinite"
"""The `term` of what has been agreed without an end."""


def holding(
    day: date, *, since: PartialDate | None = None, until: PartialDate | None = None, term: str | None = None
) -> Holding:
    """Whether what lasts from `since` until `until` holds on a day. This is the rule, for Python and for Cypher.

    It holds when it had surely begun and surely goes on: its end is not before that day, or it was agreed for an
    indefinite time (`term`). It does not when the day is surely before its beginning or after its end. Otherwise
    it may: a date that is not stated, or not precisely enough, is not guessed.
    """
    if (since is not None and since.first > day) or (until is not None and until.last < day):
        return Holding.NO
    goes_on = until.first >= day if until is not None else term == INDEFINITE
    return Holding.YES if since is not None and since.last <= day and goes_on else Holding.MAYBE


def holding_cypher(node: str, *, term: str | None = None, day: str = "day") -> str:
    """The same rule as a Cypher expression, which gives 'yes', 'maybe' or 'no'.

    Args:    node: variable of the node or tie with `since_min` … `until_max`. term: expression of its term;
             a tie has none of its own: `g.term` of its group. Default: that of `node`. day: name of the parameter.
    """
    term = term or f"{node}.term"
    goes_on = f"{node}.until_min >= ${day} OR ({node}.until IS NULL AND {term} = '{INDEFINITE}')"
    return (
        f"CASE WHEN {node}.since_min > ${day} OR {node}.until_max < ${day} THEN '{Holding.NO}' "
        f"WHEN {node}.since_max <= ${day} AND ({goes_on}) THEN '{Holding.YES}' ELSE '{Holding.MAYBE}' END"
    )
