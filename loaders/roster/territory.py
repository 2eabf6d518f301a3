"""Which gmina or powiat a row's team covers: its columns, else the title; where its bodies sit, when it says so."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.claims import ACCEPTED_FROM, Finding, FindingCode, Span
from graph.territory import RURAL
from loaders.polish.mentions import find
from loaders.polish.places import PlaceContext, gazetteer
from loaders.polish.tokens import tokenize
from loaders.prose.areas import area_in
from loaders.prose.draft import Draft
from loaders.prose.groups import find_teams
from loaders.prose.view import LOCAL_GOVERNMENT, View, is_team_type
from loaders.reading import Cell
from loaders.roster.rows import Row

_GUESSED = ("inherited", "same type")
"""How a place is known that the name itself does not say."""
_OF_SEAT = 0.85
_UNIT_WORD = re.compile(
    r"^\s*(?:gmina|gm\.|powiat|pow\.|województwo|woj\.|miasto\s+i\s+gmina|miasto)\s+|\s*\((?:gmina\s+)?(?:wiejska|w\.?|w)\)\s*$",
    re.IGNORECASE,
)
_RURAL = re.compile(r"\bgmin\w*\s+wiejsk|\(gmina wiejska\)|\(wiejska\)|\bgm\.\s*w\.", re.IGNORECASE)


class Territories:
    """Finds the territory of rows; a name that several gminas have is a finding."""

    def __init__(self, view: View, draft: Draft, context: PlaceContext) -> None:
        self.view = view
        self.draft = draft
        self.context = context

    def stated_at(self, row: Row) -> Span | None:
        """The cell that states the territory."""
        cells = (row.cell(column) for column in ("gmina", "powiat", "wojewodztwo"))
        return next((cell.span for cell in cells if cell is not None), None)

    def of(self, row: Row) -> tuple[str | None, float]:
        """(code, confidence) of what the row's team covers: its columns, else the title."""
        register = self.view.register
        gmina, powiat, woj = (row.cell(column) for column in ("gmina", "powiat", "wojewodztwo"))
        if gmina is not None and powiat is None and re.match(r"\s*pow(?:iat|\.)", gmina.text, re.IGNORECASE):
            gmina, powiat = None, gmina  # a column headed `Gmina` that holds `powiat sokólski`
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
                self._ambiguous(gmina, row.place)
                return rural[0].code, 0.55
            self._ambiguous(gmina, row.place)
        if len(units) == 1:
            return units[0].code, 0.95
        if inside is not None:
            return inside.code, 0.95
        return self._titled(row.title)

    def context_in(self, territory: str | None, sure: float) -> PlaceContext:
        """The document's context inside a territory that is known with some confidence."""
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
            confidence=0.9 if sure >= ACCEPTED_FROM else 0.6,
        )

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
            likely += [code for code in [self._seat_of_team(line)] if code]
        return (likely[0], _OF_SEAT) if likely else (None, 0.0)

    def _seat_of_team(self, line: str) -> str | None:
        """The unit that a team without a known type sits in: `Powiatowa Rada Współpracy w Gostyniu`."""
        for named in find_teams(line, 0, len(line), ()):
            tokens = tokenize(named.name)
            at = max((number for number, token in enumerate(tokens) if token.key in ("w", "we")), default=None)
            place = gazetteer().read(tokens, at + 1, "loc") if at is not None else None
            found = gazetteer().resolve(place.names, self.context) if place else None
            if found is not None and found.code is not None:
                return found.code[:4] if named.name.casefold().startswith("powiatow") else found.code
        return None


def _plain(text: str) -> str:
    return _UNIT_WORD.sub("", " ".join(text.split())).strip()
