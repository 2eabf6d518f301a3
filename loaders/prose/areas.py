"""Territories in running text: the gmina or powiat that a section, a team's name or a figure speaks of."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.polish.places import PlaceContext, gazetteer
from loaders.prose.structure import Piece
from loaders.prose.view import View

_NAME = r"[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+)*"
_AREA = re.compile(rf"\b(?:[Gg]min(?:a|y|ie)|[Mm]iast(?:o|a)(?:\s+i\s+[Gg]min(?:a|y))?)\s+(?P<gmina>{_NAME})")
_AREA_POWIAT = re.compile(
    r"\bpowi(?:at|atu|ecie|atem)\s+(?P<powiat>[\w-]+(?:ski|cki|skiego|ckiego|skim|ckim))\b", re.IGNORECASE
)
_AREA_WOJEWODZTWO = re.compile(r"\bwojewództw\w+\s+(?P<adjective>[\w-]+?)(?:kiego|kie|kim)\b", re.IGNORECASE)
_IN_AREA = re.compile(rf"\s+(?:w|dla)\s+(?:[Gg]min(?:ie|y)|[Mm]ieście(?:\s+i\s+[Gg]minie)?)\s+(?P<gmina>{_NAME})")


def area_of(view: View, piece: Piece) -> str | None:
    """The code of the gmina or powiat that a short line is about, chosen by the powiat beside it."""
    return area_in(view, piece.text(view.text))


def area_in(view: View, text: str) -> str | None:
    """The same of any short text."""
    powiat = _AREA_POWIAT.search(text)
    units = view.register.powiats_named(powiat["powiat"]) if powiat else ()
    gmina = _AREA.search(text)
    if gmina is None:
        return units[0].code if len(units) == 1 else None
    context = replace(view.context, powiat=units[0].code, gmina=None) if len(units) == 1 else view.context
    return _resolved(gmina, context)


def wojewodztwo_in(view: View, text: str) -> str | None:
    """The code of the only województwo that a text names: `w województwie podkarpackim`."""
    named = {f"{match['adjective'].casefold()}kie" for match in _AREA_WOJEWODZTWO.finditer(text)}
    units = [view.register.wojewodztwo_named(name) for name in named]
    return units[0].code if len(units) == 1 and units[0] else None


def beside(view: View, at: int) -> str | None:
    """The code of the gmina named right after a team's name: `Zespół … w Gminie Nowinka`."""
    match = _IN_AREA.match(view.text, at)
    return _resolved(match, view.context) if match else None


def gmina_at(view: View, at: int) -> str | None:
    """The code of the gmina named at a position: `gminy Korycin`."""
    match = _AREA.match(view.text, at)
    return _resolved(match, view.context) if match else None


def _resolved(match: re.Match[str], context: PlaceContext) -> str | None:
    """The code of what was matched; `gmina X` is rather the rural one of that name, `miasto X` the town."""
    names = (match["gmina"],)
    town = "miast" in match.group().casefold() or "mieście" in match.group().casefold()
    return (gazetteer().resolve(names, context) if town else gazetteer().resolve_gmina(names, context)).code
