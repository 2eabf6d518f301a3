"""One row of a roster: its cells by kind of column, and the marks that say yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.claims import Span
from loaders.layouts import INSTITUTION, Layout
from loaders.polish.dates import find_dates
from loaders.prose.cues import Stance, find_cues
from loaders.reading import Cell

YES = frozenset({"tak", "x", "✓", "✔", "+", "1", "t", "1.0", "true", "prawda"})
NO = frozenset({"nie", "n", "0", "0.0", "false", "fałsz"})
NOTHING = frozenset({"", "-", "–", "—", "brak", "nd", "nd.", "n/d", "nie dotyczy", "wakat", "vacat"})
_REFUSALS = ("not_taking_part", "refused", "resigned")
"""Columns whose mark says that a body takes no part."""
_REFUSAL_HEAD = re.compile(r"^\s*nie\b|rezygn|odm[oó]w|\bbrak", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:rezygnacj|zrezygnowa|odmow|odmówi|wycofa)\w*", re.IGNORECASE)
_NOT_IN = re.compile(r"\bnie\s+(?:uczestniczy|bierze\s+udziału|należy|przystąpi\w*|wchodzi)\b", re.IGNORECASE)

_MONTH = re.compile(r"\s*(?:(?P<y>(?:19|20)\d\d)[-./](?P<m>0?[1-9]|1[0-2])|(?P<month>0?[1-9]|1[0-2])[-./]"
                    r"(?P<year>(?:19|20)\d\d))\s*(?:r\.?)?\s*")
_YEAR = re.compile(r"\s*(?:od|do)?\s*(?P<year>(?:19|20)\d\d)(?:[.,]0)?\s*(?:r\.?|rok|roku)?\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a layout. `title` are the lines that say what its table is about, `number` its place there."""

    layout: Layout
    cells: Sequence[Cell]
    title: tuple[Span, ...]
    table: str
    number: int

    @property
    def place(self) -> str:
        """Where the row stands, for a finding."""
        return f"{self.table}, wiersz {self.number}"

    @property
    def institution(self) -> Cell:
        """The cell of the institution; it may be empty."""
        return self.cells[self.layout.columns[INSTITUTION]]

    @property
    def own(self) -> Sequence[Cell]:
        """The cells of the layout's own columns."""
        return self.cells[self.layout.first : self.layout.end]

    @property
    def seen(self) -> str:
        """What stands in the row, for a finding."""
        return " | ".join(cell.text for cell in self.own if cell.text.strip() and not cell.filled)[:200]

    def cell(self, column: str) -> Cell | None:
        """The cell of a kind of column, None when there is none or it is empty."""
        position = self.layout.columns.get(column)
        if position is None or not self.cells[position].text.strip():
            return None
        return self.cells[position]

    def absent(self) -> Cell | None:
        """The cell that says that the body does not take part."""
        for column in _REFUSALS:
            denied = self.cell(column)
            if denied is not None and _is_refusal(denied.text):
                return denied
        for column in ("taking_part", "mark"):
            taking = self.cell(column)
            if taking is not None and taking.text.strip().casefold() in NO:
                return taking
        for column in ("remarks", "taking_part", "role"):
            cell = self.cell(column)
            if cell is not None and (
                _REFUSED.search(cell.text) or _NOT_IN.search(cell.text)
                or any(cue.cue.stance is Stance.ABSENT for cue in find_cues(cell.text))
            ):
                return cell
        return None

    def may_be_absent(self) -> bool:
        """Whether a column about refusals says something that is neither a yes nor a no, or is not read at all."""
        unclear = (self.cell(column) for column in _REFUSALS)
        if any(cell is not None and cell.text.strip().casefold() not in NO | NOTHING for cell in unclear):
            return True
        return any(_REFUSAL_HEAD.search(cell.text) for cell in self.layout.unread)

    def unmarked(self) -> bool:
        """Whether the row's body has no mark in the column of this team: the row says nothing of it."""
        return "mark" in self.layout.columns and self.cells[self.layout.columns["mark"]].text.strip().casefold() \
            in NOTHING


def date_in(text: str) -> str | None:
    """The date of a cell: a day, a month (`2018-07`, `07.2018`) or a year alone; None when it holds none."""
    found = find_dates(text)
    if found:
        return found[0].value.value
    month, year = _MONTH.fullmatch(text), _YEAR.fullmatch(text)
    if month:
        return f"{month['y'] or month['year']}-{int(month['m'] or month['month']):02d}"
    return year["year"] if year else None


def _is_refusal(text: str) -> bool:
    """Whether a cell under `Nie uczestniczy` or `Rezygnacja` says yes: a mark, a date, or the words themselves."""
    words = text.strip().casefold()
    if words in NO | NOTHING:
        return False
    first = re.split(r"[\s,.;:–-]", words, maxsplit=1)[0]
    return words in YES or first in YES or bool(find_dates(text)) or bool(_REFUSED.search(text))
