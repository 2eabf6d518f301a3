"""Sector and level of an institution: from its type's row, and where the row says so from its name.

Nothing is guessed: an unknown type has the sector `NIEZNANY` and no level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph.reference import InstitutionType
from graph.territory import Register
from graph.vocabulary import UNKNOWN_SECTOR, Level

_TIER_WORDS: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, re.compile(pattern, re.IGNORECASE))
    for level, pattern in (
        (Level.WOJEWODZTWO, r"\b(wojewódzk\w+|regionaln\w+|okręgow\w+|województw\w+|sejmik\w*)"),
        (Level.POWIAT, r"\b(powiatow\w+|rejonow\w+|powiat\w*|grodzk\w+)"),
        (Level.GMINA, r"\b(gminn\w+|miejsk\w+|miejsko-gminn\w+|wiejsk\w+|sołeck\w+|gmin\w*|miast\w*)"),
    )
)
_CITY_RIGHTS_RULE = "na prawach powiatu"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A value and the table row or rule that gave it."""

    value: str
    by: str


@dataclass(frozen=True, slots=True)
class Attributes:
    """Sectors in order of rank (the first is the main one) and levels."""

    sectors: tuple[Attributed, ...]
    levels: tuple[Attributed, ...]


def legal_person(type_id: str | None, types: Mapping[str, InstitutionType]) -> str | None:
    """The type of the institution that acts under this type's name: an office is its gmina, powiat or województwo."""
    row = types.get(type_id) if type_id else None
    return (row.office_of or row.id) if row else None


def classify(kind: InstitutionType | None, name: str, code: str | None, register: Register) -> Attributes:
    """Sectors and levels of one institution.

    Args:    kind: its type's row, None when unknown. name: canonical name. code: TERC of its seat, if known.
    Returns: at least one sector; no level when the type is unknown.
    """
    if kind is None:
        return Attributes((Attributed(UNKNOWN_SECTOR, "no type"),), ())
    sectors = [Attributed(kind.sector_code, f"type {kind.id}")]
    if kind.second_sector:
        sectors.append(Attributed(kind.second_sector, f"type {kind.id}, second sector"))
    level = _level(kind, name)
    levels = [level]
    if level.value == Level.GMINA and code and _serves_a_city_as_powiat(kind, code, register):
        levels.append(Attributed(Level.POWIAT, "city rights"))
    return Attributes(tuple(sectors), tuple(levels))


def _level(kind: InstitutionType, name: str) -> Attributed:
    if kind.level_rule == "by-name":
        # The place and the patron say nothing of the tier: "w Gminie X" would.
        head = re.split(r"\s(?:w|we|im\.|imienia)\s", name, maxsplit=1)[0]
        for level, word in _TIER_WORDS:
            if word.search(head):
                return Attributed(level, f"type {kind.id}, by name")
    return Attributed(kind.level_default, f"type {kind.id}")


def _serves_a_city_as_powiat(kind: InstitutionType, code: str, register: Register) -> bool:
    if _CITY_RIGHTS_RULE not in kind.level_note:
        return False
    unit = register.get(code)
    return unit is not None and unit.city_rights
