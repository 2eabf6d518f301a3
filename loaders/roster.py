"""Rosters: tables read by the words of their header, `data/reference/layouts.csv`.

A header may stand under title lines, which then name the team, its gmina, its project. The columns
Gmina and Powiat describe the team, not where each body sits; they only help to place a name without
a place. What a table says and nobody reads is a finding, never a silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from graph import reference
from graph.claims import Finding, FindingCode, Kind, Predicate, Ref, Span
from graph.identity import slug
from graph.territory import RURAL
from graph.vocabulary import Level
from loaders.layouts import INSTITUTION, MILESTONE, Layout, closest_header, find_layout, likely_header
from loaders.polish.dates import find_dates
from loaders.polish.mentions import Found, find
from loaders.polish.places import PlaceContext
from loaders.prose import posts
from loaders.prose.areas import area_in
from loaders.prose.cues import Stance, find_cues
from loaders.prose.draft import Draft, DraftGroup, identity
from loaders.prose.groups import Named, find_agreements, find_teams
from loaders.prose.milestones import Milestones
from loaders.prose.projects import Project, Projects, find_projects
from loaders.prose.sameness import alike
from loaders.prose.view import LOCAL_GOVERNMENT, View, is_team_type
from loaders.reading import BlockKind, Cell, Reading, Table

IN_ROSTER = 0.95
UNKNOWN_TYPE = 0.60
_TOTAL = re.compile(r"^\s*(?:razem|ogółem|suma|łącznie|liczba\s+(?:instytucji|podmiotów|członków))\b", re.IGNORECASE)
_GUESSED = ("inherited", "same type")
"""How a place is known that the name itself does not say."""
_YES = frozenset({"tak", "x", "✓", "✔", "+", "1", "t", "1.0", "true", "prawda"})
_NO = frozenset({"nie", "n", "0", "0.0", "false", "fałsz"})
_REFUSALS = ("not_taking_part", "refused", "resigned")
"""Columns whose mark says that a body takes no part."""
_NOTHING = frozenset({"", "-", "–", "—", "brak", "nd", "nd.", "n/d", "nie dotyczy"})
_REFUSAL_HEAD = re.compile(r"^\s*nie\b|rezygn|odm[oó]w|\bbrak", re.IGNORECASE)
_REFUSED = re.compile(r"\b(?:rezygnacj|zrezygnowa|odmow|odmówi|wycofa)\w*", re.IGNORECASE)
_DOUBTED = 0.70
"""A row beside a column that may say that its body takes no part, and that nobody reads."""
_APPOINTED = re.compile(r"powoła|zawart|podpisa|zadeklar|przystąp|utworz|z\s+dnia|zarządzeni", re.IGNORECASE)
_UNIT_WORD = re.compile(
    r"^\s*(?:gmina|gm\.|powiat|pow\.|województwo|woj\.|miasto\s+i\s+gmina|miasto)\s+|\s*\((?:gmina\s+)?(?:wiejska|w\.?|w)\)\s*$",
    re.IGNORECASE,
)
_RURAL = re.compile(r"\bgmin\w*\s+wiejsk|\(gmina wiejska\)|\(wiejska\)|\bgm\.\s*w\.", re.IGNORECASE)
_LEVELS = {
    "gmin": Level.GMINA,
    "miejs": Level.GMINA,
    "powiat": Level.POWIAT,
    "wojew": Level.WOJEWODZTWO,
    "kraj": Level.KRAJ,
}


class Rosters:
    """Writes the claims of a document's tables."""

    def __init__(self, reading: Reading, view: View, draft: Draft, projects: Projects, context: PlaceContext) -> None:
        self.reading = reading
        self.view = view
        self.draft = draft
        self.projects = projects
        self.context = context
        self._groups: dict[tuple[str, str], DraftGroup] = {}

    def write(self) -> None:
        """Read every table that has a layout; report the others."""
        places = [block.span for block in self.reading.blocks if block.kind is BlockKind.TABLE]
        for number, table in enumerate(self.reading.tables):
            layout = find_layout(table)
            before = places[number].start if number < len(places) else 0
            if layout is None:
                if not self._schedule(table, before):
                    self._unknown(table)
                continue
            self._table(table, layout, before)

    def _unknown(self, table: Table) -> None:
        texts = [[cell.text for cell in row if cell.text.strip()] for row in table.rows]
        if not any(texts):
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
        for cell in layout.unread:
            self.draft.findings.append(
                Finding(
                    code=FindingCode.COLUMN_UNREAD, place=table.name, span=cell.span, params=(("column", cell.text),)
                )
            )

    # ------------------------------------------------------------ one table

    def _table(self, table: Table, layout: Layout, before: int) -> None:
        self._unread(table, layout)
        title = self._title(table, layout, before)
        for number, row in enumerate(table.rows[layout.header + 1 :], start=layout.header + 2):
            if not any(cell.text.strip() for cell in row):
                continue
            self._row(table, layout, row, number, title)

    def _title(self, table: Table, layout: Layout, before: int) -> tuple[Span, ...]:
        """The lines that say what the table is about: its own title rows, and the two pieces above it."""
        rows = [
            cell.span for row in table.rows[: layout.header] for cell in row if cell.text.strip() and not cell.filled
        ]
        above = [piece.span for piece in self.view.pieces if piece.span.end <= before][-2:]
        return (*above, *rows)

    def _row(self, table: Table, layout: Layout, row: Sequence[Cell], number: int, title: tuple[Span, ...]) -> None:
        cell = row[layout.columns[INSTITUTION]]
        place = f"{table.name}, wiersz {number}"
        first = next((each.text for each in row if each.text.strip()), "")
        if _TOTAL.match(cell.text) or (not cell.text.strip()) or _TOTAL.match(first):
            seen = " | ".join(each.text for each in row if each.text.strip())
            self.draft.findings.append(
                Finding(code=FindingCode.ROW_WITHOUT_INSTITUTION, place=place, params=(("seen", seen[:200]),))
            )
            return
        territory, sure = self._territory(layout, row, title, place)
        founds = self._institutions(cell, territory)
        if not founds:
            self.draft.findings.append(
                Finding(
                    code=FindingCode.ROW_WITHOUT_INSTITUTION,
                    place=place,
                    span=cell.span,
                    params=(("seen", cell.text[:200]),),
                )
            )
            return
        group = self._group(table, layout, row, title, territory, sure)
        for found in founds:
            self._member(layout, row, cell, found, group)

    # ------------------------------------------------------------ the institution

    def _institutions(self, cell: Cell, territory: str | None) -> list[Found]:
        """The institutions of a cell; a body of no known type keeps its name and is less sure."""
        text = self.view.text[cell.span.start : cell.span.end]
        context = self._context(territory)
        found = [
            each.shifted(cell.span.start) for each in find(text, context)
        ]
        named = [each for each in found if not each.plural_class and not is_team_type(each.type)]
        if named:
            return [
                each if each.type else replace(each, confidence=max(each.confidence, UNKNOWN_TYPE)) for each in named
            ]
        if found or not re.search(r"[^\W\d_]{3}", cell.text) or "█" in cell.text:
            return []
        return [
            Found(
                start=cell.span.start,
                end=cell.span.end,
                type=None,
                name=" ".join(cell.text.split()),
                as_written=text,
                confidence=UNKNOWN_TYPE,
                rule="roster/unknown-type",
            )
        ]

    def _context(self, territory: str | None) -> PlaceContext:
        if territory is None:
            return self.context
        register = self.view.register
        gmina = territory if len(territory) == 6 else None
        return replace(
            self.context,
            gmina=gmina or self.context.gmina,
            gmina_name=register.unit(gmina).name if gmina else self.context.gmina_name,
            powiat=territory[:4] if len(territory) >= 4 else self.context.powiat,
            wojewodztwo=territory[:2],
            confidence=0.9,
        )

    # ------------------------------------------------------------ the team

    def _group(
        self,
        table: Table,
        layout: Layout,
        row: Sequence[Cell],
        title: tuple[Span, ...],
        territory: str | None,
        sure: float,
    ) -> DraftGroup:
        cell = self._cell(layout, row, "team")
        agreement = self._cell(layout, row, "agreement")
        name, span, type_, kind, family = self._name(table, cell, title, agreement)
        key = (name.casefold(), territory or "")
        group = self._groups.get(key)
        if group is None:
            named = Named(span, family, kind, name, full=True, type=type_)
            group = self._known(named, territory, family) or self.draft.add_group(
                family, kind, name, (span,), "roster/group", 0.93 if cell or type_ else 0.85, type_
            )
            group.territory = group.territory or territory
            self._groups[key] = group
            self._dated(group, title)
        if territory:
            at = self._territory_cell(layout, row) or span
            self.draft.state(
                Predicate.COVERS, group.ref, at, at, "roster/territory", sure, target=Ref(Kind.UNIT, territory)
            )
        project = self._project(layout, row, title)
        if project is not None:
            at = project[1]
            self.draft.state(
                Predicate.WITHIN, group.ref, at, at, "roster/project", 0.92, target=Ref(Kind.PROJECT, project[0].slug)
            )
            self.draft.state(
                Predicate.NAMED,
                Ref(Kind.PROJECT, project[0].slug),
                at,
                at,
                "project/named",
                0.92,
                value=project[0].name,
            )
        return group

    def _known(self, named: Named, territory: str | None, family: Kind) -> DraftGroup | None:
        """The group that the document's own text already spoke of."""
        for group in self.draft.groups:
            taken = any(group is other for other in self._groups.values())
            if group.ref.kind is family and not taken and (family is Kind.AGREEMENT or alike(group, named, territory)):
                return group
        return None

    def _name(
        self, table: Table, cell: Cell | None, title: tuple[Span, ...], agreement: Cell | None
    ) -> tuple[str, Span, str | None, str, Kind]:
        """(name as written, place, type, kind, family) of the row's group."""
        text = self.view.text
        if cell is not None:
            found = [each for each in find(cell.text, self.context) if is_team_type(each.type)]
            kind = next((named.kind for named in find_teams(cell.text, 0, len(cell.text), ())), "zespół")
            return cell.text, cell.span, found[0].type if found else None, kind, Kind.TEAM
        for span in reversed(title):
            line = text[span.start : span.end]
            founds = [each for each in find(line, self.context) if is_team_type(each.type)]
            for named in find_teams(line, 0, len(line), founds):
                if named.full:
                    at = Span(span.start + named.span.start, span.start + named.span.end)
                    return named.name, at, named.type, named.kind, Kind.TEAM
        for span in reversed(title):
            for named in find_agreements(text, *span):
                return named.name, named.span, None, named.kind, Kind.AGREEMENT
        if agreement is not None:
            return agreement.text, agreement.span, None, "porozumienie", Kind.AGREEMENT
        span = title[-1] if title else table.rows[0][0].span
        return (" ".join(text[span.start : span.end].split()) if title else table.name), span, None, "zespół", Kind.TEAM

    def _dated(self, group: DraftGroup, title: tuple[Span, ...]) -> None:
        for span in title:
            line = self.view.text[span.start : span.end]
            if group.signed is None and _APPOINTED.search(line):
                for date in find_dates(line, self.view.year):
                    group.signed = date.value.value
                    at = Span(span.start + date.start, span.start + date.end)
                    self.draft.state(
                        Predicate.SIGNED, group.ref, at, span, "roster/title-date", 0.85, value=date.value.value
                    )
                    break

    def _project(self, layout: Layout, row: Sequence[Cell], title: tuple[Span, ...]) -> tuple[Project, Span] | None:
        cell = self._cell(layout, row, "project")
        if cell is not None:
            named = find_projects(cell.text)
            return (named[0].project if named else Project(slug(cell.text), cell.text)), cell.span
        for span in reversed(title):
            named = find_projects(self.view.text[span.start : span.end])
            if named:
                return named[0].project, Span(span.start + named[0].span.start, span.start + named[0].span.end)
        main = self.projects.main
        return (main, self.projects.named[0].span) if main else None

    # ------------------------------------------------------------ territory

    def _territory_cell(self, layout: Layout, row: Sequence[Cell]) -> Span | None:
        for column in ("gmina", "powiat", "wojewodztwo"):
            cell = self._cell(layout, row, column)
            if cell is not None:
                return cell.span
        return None

    def _territory(
        self, layout: Layout, row: Sequence[Cell], title: tuple[Span, ...], place: str
    ) -> tuple[str | None, float]:
        """(code, confidence) of what the row's team covers: its columns, else the title."""
        register = self.view.register
        gmina, powiat, woj = (self._cell(layout, row, column) for column in ("gmina", "powiat", "wojewodztwo"))
        if gmina is not None and powiat is None and re.match(r"\s*pow(?:iat|\.)", gmina.text, re.IGNORECASE):
            gmina, powiat = None, gmina
        inside = register.wojewodztwo_named(_plain(woj.text)) if woj else None
        units = register.powiats_named(_plain(powiat.text), inside.code if inside else None) if powiat else ()
        if gmina is not None:
            found = register.gminas_named(_plain(gmina.text))
            if units:
                found = tuple(unit for unit in found if any(register.within(unit.code, each.code) for each in units))
            elif inside:
                found = tuple(unit for unit in found if register.within(unit.code, inside.code))
            if len(found) == 1:
                return found[0].code, 0.95
            rural = [unit for unit in found if unit.kind == RURAL]
            if len(rural) == 1 and (_RURAL.search(gmina.text) or _RURAL.search(self.view.text)):
                return rural[0].code, 0.9
            if len(rural) == 1 and len({unit.code[:4] for unit in found}) == 1:
                self._ambiguous(gmina, place)
                return rural[0].code, 0.55
            self._ambiguous(gmina, place)
        if len(units) == 1:
            return units[0].code, 0.95
        if inside is not None:
            return inside.code, 0.95
        return self._titled(title)

    def _ambiguous(self, cell: Cell, place: str) -> None:
        finding = Finding(code=FindingCode.PLACE_AMBIGUOUS, place=place, span=cell.span, params=(("name", cell.text),))
        if not any(each.code is finding.code and each.params == finding.params for each in self.draft.findings):
            self.draft.findings.append(finding)

    def _titled(self, title: tuple[Span, ...]) -> tuple[str | None, float]:
        """What the title says by name, else where the team of the title would sit."""
        likely: list[str] = []
        for span in reversed(title):
            line = self.view.text[span.start : span.end]
            founds = [each for each in find(line, self.context) if each.terc]
            teams = [each for each in founds if is_team_type(each.type)]
            units = [each.terc for each in founds if each.type in LOCAL_GOVERNMENT]
            codes = [each.terc for each in teams if each.place_rule not in _GUESSED] + units
            named = max((code for code in codes if code), key=len, default=None) or area_in(self.view, line)
            if named is not None:
                return named, 0.85
            likely += [each.terc for each in teams if each.terc]
        return (likely[0], 0.85) if likely else (None, 0.0)

    # ------------------------------------------------------------ the tie

    def _member(self, layout: Layout, row: Sequence[Cell], cell: Cell, found: Found, group: DraftGroup) -> None:
        absent = self._absent(layout, row)
        confidence = min(IN_ROSTER, found.confidence)
        if absent is not None:
            self.draft.tie(Predicate.ABSENT, found, group.ref, cell.span, "roster/absent", confidence, extra=())
            return
        if self._may_be_absent(layout, row):
            confidence = min(confidence, _DOUBTED)
        agreement = group.ref.kind is Kind.AGREEMENT
        told = (self._cell(layout, row, column) for column in ("role", "remarks"))
        label = next((post for each in told if each and (post := posts.in_cell(each.text))), None)
        mention = self.draft.tie(
            Predicate.PARTY if agreement else Predicate.MEMBER,
            found,
            group.ref,
            cell.span,
            "roster/row",
            confidence,
            label,
        )
        group.parties.setdefault(identity(found), mention)
        for column, predicate in (("since", Predicate.SINCE), ("until", Predicate.UNTIL)):
            stated = self._cell(layout, row, column)
            dates = find_dates(stated.text) if stated else ()
            if stated and dates:
                self.draft.state(
                    predicate,
                    mention,
                    stated.span,
                    stated.span,
                    "roster/date",
                    0.93,
                    value=dates[0].value.value,
                    target=group.ref,
                )
        self._attributes(layout, row, mention)

    def _attributes(self, layout: Layout, row: Sequence[Cell], mention: Ref) -> None:
        """Level and sector as the document itself states them."""
        level = self._cell(layout, row, "level")
        if level is not None:
            value = next((value for stem, value in _LEVELS.items() if stem in level.text.casefold()), None)
            if value is not None:
                self.draft.state(
                    Predicate.LEVEL,
                    mention,
                    level.span,
                    level.span,
                    "roster/stated",
                    0.9,
                    value=value.value,
                    label=level.text,
                )
        sector = self._cell(layout, row, "sector")
        if sector is not None:
            code = _sector(sector.text)
            if code is not None:
                self.draft.state(
                    Predicate.SECTOR,
                    mention,
                    sector.span,
                    sector.span,
                    "roster/stated",
                    0.9,
                    value=code,
                    label=sector.text,
                )

    def _absent(self, layout: Layout, row: Sequence[Cell]) -> Cell | None:
        """The cell that says that the body does not take part."""
        for column in _REFUSALS:
            denied = self._cell(layout, row, column)
            if denied is not None and _is_refusal(denied.text):
                return denied
        taking = self._cell(layout, row, "taking_part")
        if taking is not None and taking.text.strip().casefold() in _NO:
            return taking
        for column in ("remarks", "taking_part", "role"):
            cell = self._cell(layout, row, column)
            if cell is not None and (
                _REFUSED.search(cell.text) or any(cue.cue.stance is Stance.ABSENT for cue in find_cues(cell.text))
            ):
                return cell
        return None

    def _may_be_absent(self, layout: Layout, row: Sequence[Cell]) -> bool:
        """Whether a column about refusals says something that is neither a yes nor a no, or is not read at all."""
        unclear = (self._cell(layout, row, column) for column in _REFUSALS)
        if any(cell is not None and cell.text.strip().casefold() not in _NO | _NOTHING for cell in unclear):
            return True
        return any(_REFUSAL_HEAD.search(cell.text) for cell in layout.unread)

    def _cell(self, layout: Layout, row: Sequence[Cell], column: str) -> Cell | None:
        """The row's cell of a kind of column, None when there is none or it is empty."""
        position = layout.columns.get(column)
        if position is None or not row[position].text.strip():
            return None
        return row[position]


def _plain(text: str) -> str:
    return _UNIT_WORD.sub("", " ".join(text.split())).strip()


def _is_refusal(text: str) -> bool:
    """Whether a cell under `Nie uczestniczy` or `Rezygnacja` says yes: a mark, a date, or the words themselves."""
    words = text.strip().casefold()
    if words in _NO | _NOTHING:
        return False
    first = re.split(r"[\s,.;:–-]", words, maxsplit=1)[0]
    return words in _YES or first in _YES or bool(find_dates(text)) or bool(_REFUSED.search(text))


def _sector(text: str) -> str | None:
    """The code of a sector that a document names in its own words; None when it is not clearly one."""
    wanted = text.casefold().replace("_", " ").strip()
    rows = reference.sectors()
    corpus = [row.corpus for row in rows.values()]
    for code, row in rows.items():
        own = {row.corpus.replace("_", " ")} if corpus.count(row.corpus) == 1 else set()
        if wanted in {row.pl.casefold(), row.en.casefold(), code.casefold(), *own}:
            return code
    scored = sorted(
        ((fuzz.token_set_ratio(wanted, row.pl.casefold()), code) for code, row in rows.items()), reverse=True
    )
    return scored[0][1] if scored and scored[0][0] >= 90 and (len(scored) == 1 or scored[0][0] > scored[1][0]) else None


def write_rosters(reading: Reading, view: View, draft: Draft, projects: Projects, context: PlaceContext) -> None:
    """Claims and findings of all tables of a document."""
    Rosters(reading, view, draft, projects, context).write()
