"""What identity knows of the kinds of institutions: which kinds may be one body, and of which a place has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from graph import reference
from graph.identity import UNTYPED, slug


class Sole(StrEnum):
    """Where there is one body of a kind, so that kind and place are enough to know it."""

    SEAT = "seat"            # one sits in a gmina: GOPS, PCPR, KPP
    TOWN = "town"            # one sits in a village or a town: a library, a volunteer fire brigade
    VILLAGE = "village"      # one sits in a village; a town may have several: a school, a parish
    NOWHERE = ""             # associations, firms


LOCAL = frozenset({Sole.TOWN, Sole.VILLAGE})
"""Kinds of which a gmina has several, one a village: there the village tells them apart."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """How identity sees a type. Two types of one `family` may name one institution."""

    family: str
    sole: Sole = Sole.NOWHERE
    unspecific: bool = False  # says less than others of its family do: OPS
    tiered: bool = False      # a gmina and the town of its name have one each
    variants_apart: bool = True  # its names mean different bodies: Ośrodek Wsparcia, Centrum Opieki


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that has a type's name and place and is another one: `Rada Powiatu` beside `Rada Miejska`."""

    body: str
    pattern: re.Pattern[str]


@cache
def kinds() -> Mapping[str, KindRow]:
    """The rows of identity_kinds.csv by type. A type without one is a family of its own, of which a place has many."""
    return MappingProxyType(
        {
            row["type"]: KindRow(
                row["family"], Sole(row["sole"]), row["unspecific"] == "1", row["tiered"] == "1",
                row["variants_apart"] == "1",
            )
            for row in reference.rows("identity_kinds.csv")
        }
    )


@cache
def _bodies() -> Mapping[str, tuple[BodyRow, ...]]:
    found: dict[str, tuple[BodyRow, ...]] = {}
    for row in reference.rows("identity_bodies.csv"):
        made = BodyRow(row["body"], re.compile(row["pattern"]))
        found[row["type"]] = (*found.get(row["type"], ()), made)
    return MappingProxyType(found)


def kind_row(type_id: str | None) -> KindRow:
    """The row of a type (of the legal person, not of its office)."""
    if type_id is None:
        return KindRow(UNTYPED)
    return kinds().get(type_id) or KindRow(slug(type_id))


@cache
def body_of(type_id: str | None, head: str) -> str:
    """Which body of a type the first words of its name mean; "" for the usual one."""
    words = head.casefold()
    return next((row.body for row in _bodies().get(type_id or "", ()) if row.pattern.search(words)), "")


@cache
def diocese_seats() -> Mapping[str, str]:
    """Code of the gmina where a diocese sits, by the slug of its adjective in the genitive: `drohiczynskiej`."""
    return MappingProxyType({slug(row["diocese"]): row["gmina"] for row in reference.rows("dioceses.csv")})
