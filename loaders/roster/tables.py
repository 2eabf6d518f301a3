"""The tables of a document, one after another, and the findings for what is not read in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.claims import Finding, FindingCode, Span
from loaders.layouts import (
    INSTITUTION,
    MILESTONE,
    Layout,
    closest_header,
    find_layout,
    find_layouts,
    likely_header,
    parts,
)
from loaders.polish.mentions import find
from loaders.polish.places import PlaceContext
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.milestones import Milestones
from loaders.prose.projects import Projects
from loaders.prose.view import View, is_team_type
from loaders.reading import BlockKind, Cell, Reading, Table
from loaders.resolve import numbers
from loaders.roster.members import institutions, write_member
from loaders.roster.rows import Row
from loaders.roster.teams import Teams
from loaders.roster.territory import Territories

GUESSED = 0.70
"""The surest that a row may be whose column is told by what stands in it, not by a header."""
_LEAST_GUESSED = 3
_SHARE_GUESSED = 0.6
_NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,5}|[A-Za-z])?[.)]?\s*")
_UNIT = re.compile(r"\s*(?:(?:[IVX]{1,5}|\d{1,2})[.)]\s*)?(?:gmina|miasto i gmina|gm\.)\s+[^\W\d_][^,:;()]{2,40}",
                   re.IGNORECASE)
_TOTAL = re.compile(r"^\s*(?:razem|ogółem|suma|łącznie|liczba\s+(?:instytucji|podmiotów|członków))\b", re.IGNORECASE)


class Rosters:
    """Writes the claims of a document's tables."""

    def __init__(self, reading: Reading, view: View, draft: Draft, projects: Projects, context: PlaceContext) -> None:
        self.reading = reading
        self.view = view
        self.draft = draft
        self.projects = projects
        self.context = context
        self.teams = Teams(view, draft, projects, context)
        self.territories = Territories(view, draft, context)

    def write(self) -> None:
        """Read every table that has a layout; report the others."""
        places = [block.span for block in self.reading.blocks if block.kind is BlockKind.TABLE]
        for number, whole in enumerate(self.reading.tables):
            before = places[number].start if number < len(places) else 0
            after = places[number - 1].end if 0 < number <= len(places) else 0
            above: tuple[Span, ...] = ()
            for first, table in parts(whole):
                layouts = find_layouts(table)
                for layout in layouts:
                    title = self._title(table, layout, after, before)
                    above = title if first == 0 or layout.top else above
                    self._table(table, layout, above or title, first=first)
                if not layouts and not self._schedule(table, before):
                    self._unknown(table)
                    guess = self._guess(table, after, before)
                    if guess is not None:
                        self._table(table, guess, self._title(table, guess, after, before), GUESSED)

    def _unknown(self, table: Table) -> None:
        texts = [[cell.text for cell in row if cell.text.strip() and not cell.filled] for row in table.rows]
        if all(len(row) < 2 for row in texts):      # lines of text in a table's clothes: nothing to tell apart
            return
        head = likely_header([row for row in texts if row])
        closest = closest_header(head)
        self.draft.findings.append(
            Finding(
                code=FindingCode.LAYOUT_UNKNOWN,
                place=table.name,
                params=(("columns", ", ".join(head)[:200]), ("closest", closest), ("missing", "Instytucja")),
            )
        )

    def _schedule(self, table: Table, at: int) -> bool:
        """Whether a table is the schedule of a project; if so, its milestones are written."""
        layout = find_layout(table, MILESTONE)
        project = self.projects.near(at)
        if layout is None or project is None:
            return False
        self._unread(table, layout)
        Milestones(self.view, self.draft).in_table(table, layout, project.slug)
        return True

    def _unread(self, table: Table, layout: Layout) -> None:
        self.draft.findings.extend(
            Finding(code=FindingCode.COLUMN_UNREAD, place=table.name, span=cell.span, params=(("column", cell.text),))
            for cell in layout.unread
            if numbers.heading(cell.text) is None  # those are read, as what identifies the row's institution
        )

    def _guess(self, table: Table, after: int, before: int) -> Layout | None:
        """The column in which institutions stand, in a table without a header under a line that names a team."""
        width = len(table.rows[0]) if table.rows else 0
        best: tuple[int, int, int] | None = None
        for column in range(width):
            cells = [(number, row[column]) for number, row in enumerate(table.rows)
                     if row[column].text.strip() and not row[column].filled]
            named = [number for number, cell in cells if self._is_named(cell)]
            if len(named) >= max(_LEAST_GUESSED, _SHARE_GUESSED * len(cells)) and (
                best is None or len(named) > best[0]
            ):
                best = (len(named), column, named[0])
        if best is None:
            return None
        _, column, first = best
        layout = Layout(first - 1, {INSTITUTION: column}, (), first, 0, width)
        return layout if self.teams.speaks_of_group(self._title(table, layout, after, before)) else None

    def _is_named(self, cell: Cell) -> bool:
        return any(each.type and not each.plural_class and not is_team_type(each.type)
                   for each in find(cell.text, self.context))

    # ------------------------------------------------------------ one table

    def _table(
        self, table: Table, layout: Layout, title: tuple[Span, ...], sure: float = 1.0, first: int = 0
    ) -> None:
        """One table; a line between its rows that names a team speaks of the rows under it.

        first: the number of the table's first row in its sheet.
        """
        self._unread(table, layout)
        rows = [Row(layout, cells, title, table.name, number)
                for number, cells in enumerate(table.rows[layout.header + 1 :], start=first + layout.header + 2)]
        known = self._agreement_of(rows, title)
        block: tuple[Span, ...] = ()
        for plain in rows:
            row = replace(plain, title=(*title, *block))
            line = _line(row)
            if line is not None and self._opens_block(line, row, title):
                block = (line.span,)
            elif line is not None and _is_unit(line, row):
                self._without_institution(row)          # divides the rows of one team
            elif any(cell.text.strip() for cell in row.own) and not row.unmarked():
                self._row(row, sure, known)

    def _agreement_of(self, rows: Sequence[Row], title: tuple[Span, ...]) -> DraftGroup | None:
        """The agreement of the text whose parties a table without a name of its own repeats, with contacts say."""
        if len(self.draft.groups) != 1 or self.teams.speaks_of_group(title):
            return None
        return self.teams.of_the_text([institutions(self.view, row, self.context) for row in rows])

    def _opens_block(self, line: Cell, row: Row, title: tuple[Span, ...]) -> bool:
        """Whether a line names the team of the rows under it, or its gmina where the title names no single team.

        In the column of institutions a council or a coalition may be a member itself.
        """
        apart = _is_apart(line, row) or "zesp" in line.text.casefold()
        if apart and self.teams.is_heading(line):
            return True
        return _is_unit(line, row) and not self.teams.speaks_of_group(title)

    def _title(self, table: Table, layout: Layout, after: int, before: int) -> tuple[Span, ...]:
        """The lines that say what the table is about: the two pieces above it, its own title rows, a column's head.

        A table right under another one has no lines of its own; both are about the same.
        """
        rows = [
            cell.span for row in table.rows[: layout.top] for cell in row[layout.first : layout.end]
            if cell.text.strip() and not (cell.filled and layout.first == 0)
        ]
        pieces = [piece.span for piece in self.view.pieces if piece.span.end <= before]
        above = [span for span in pieces if span.start >= after] or pieces
        heads = [layout.mark.span] if layout.mark else []
        return tuple(dict.fromkeys([*above[-2:], *rows, *heads]))

    def _row(self, row: Row, sure: float, known_group: DraftGroup | None) -> None:
        cell = row.institution
        first = next((each.text for each in row.own if each.text.strip()), "")
        shared = cell.filled and row.layout.first > 0
        founds = []
        if not (_TOTAL.match(cell.text) or _TOTAL.match(first) or shared or not cell.text.strip()):
            territory, known = self.territories.of(row)
            founds = institutions(self.view, row, self.territories.context_in(territory, known))
        if not founds:
            self._without_institution(row)
            return
        group = known_group or self.teams.of(row, territory, known, self.territories.stated_at(row))
        for found in (self.teams.as_party(each, group) for each in founds) if known_group else founds:
            write_member(self.draft, row, found, group, sure)

    def _without_institution(self, row: Row) -> None:
        cell = row.institution
        self.draft.findings.append(
            Finding(
                code=FindingCode.ROW_WITHOUT_INSTITUTION,
                place=row.place,
                span=cell.span if cell.text.strip() else None,
                params=(("seen", row.seen),),
            )
        )


def _line(row: Row) -> Cell | None:
    """The only text of a row, whatever number stands before it; no total."""
    lines = [cell for cell in row.own if cell.text.strip() and not cell.filled and not _NUMBER.fullmatch(cell.text)]
    return lines[0] if len(lines) == 1 and not _TOTAL.match(lines[0].text) else None


def _is_apart(line: Cell, row: Row) -> bool:
    """Whether a line stands over several columns, or outside the column of institutions."""
    return row.institution is not line or any(cell.filled and cell.span == line.span for cell in row.own)


def _is_unit(line: Cell, row: Row) -> bool:
    """Whether a line apart from the institutions is `Gmina X`."""
    return _is_apart(line, row) and _UNIT.fullmatch(line.text) is not None
