"""Poland's territorial units and localities as a register with fast look-ups.

Pure: built from rows, reads nothing. `graph.reference.register()` gives the one that the project ships.
A unit's code is its TERC without the kind: 2 digits a województwo, 4 a powiat, 6 a gmina. The
seventh digit is only `Unit.terc`, because it changes when a village becomes a town.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.vocabulary import Level

CODE_LENGTH = {2: Level.WOJEWODZTWO, 4: Level.POWIAT, 6: Level.GMINA}
RURAL = "gmina wiejska"
_DASH = re.compile(r"\s*[-‐‑–—−]\s*")
ENDINGS = ("", "ego", "emu", "m", "e", "ej", "ch", "mi")
"""What an adjective in -i (sokólski, wschodni) takes in its other cases, genders and numbers."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A gmina, powiat or województwo.

    Points are degrees of WGS84: `lat`, `lon` inside the unit, `seat_lat`, `seat_lon` of its main town where known.
    """

    code: str                      # 2, 4 or 6 digits; the id of the unit's node
    terc: str                      # 2, 4 or 7 digits
    level: Level
    name: str                      # as in TERYT: Korycin, sokólski, podlaskie; a city with powiat rights: Białystok
    kind: str                      # gmina wiejska, miejska, miejsko-wiejska; powiat, miasto na prawach powiatu
    parent: str | None             # None for a województwo
    adjective: str = ""            # of a powiat that is not a city
    seats: tuple[str, ...] = ()    # towns; powiats and województwa only, two for two of the województwa
    lat: float | None = None
    lon: float | None = None
    seat_lat: float | None = None
    seat_lon: float | None = None
    population: int | None = None  # gminas only
    population_year: int | None = None
    city_rights: bool = False      # gmina and powiat of a city with powiat rights

    @property
    def title(self) -> str:
        """The name with its kind: `gmina Korycin`, `powiat sokólski`, `województwo podlaskie`, `Białystok`."""
        if self.city_rights or self.kind == "gmina miejska":
            return self.name
        return f"{self.level_word} {self.name}"

    @property
    def level_word(self) -> str:
        """The Polish word for the unit's level."""
        return "województwo" if self.level is Level.WOJEWODZTWO else self.level.value


class Locality(NamedTuple):
    """A named place in a gmina. `part_of` is the SYM of the locality it is a part of, empty for an independent one."""

    name: str
    sym: str
    kind: str                      # RM code: 01 village, 04 settlement, 95 and 98 districts, 96 town, 99 part of one …
    gmina: str                     # six digits
    part_of: str = ""
    lat: float | None = None
    lon: float | None = None


def key(name: str) -> str:
    """What two spellings of one name share: case, spaces and kinds of hyphen do not matter."""
    return " ".join(_DASH.sub("-", name).split()).casefold()


def adjective_forms(adjective: str) -> Iterator[str]:
    """Every case, gender and number of a unit's adjective, from its form in -i or -ie.

    >>> {"sokólskiego", "sokólska"} <= set(adjective_forms("sokólski"))
    True
    """
    words = [word.removesuffix("e") if word.endswith("ie") else word for word in key(adjective).split()]
    for ending in ENDINGS:
        yield " ".join(word + ending for word in words)
    for vowel in "aą":
        yield " ".join((word.removesuffix("i") if word.endswith(("ki", "gi")) else word) + vowel for word in words)


class Register:
    """Units and localities by code and by name. Look-ups cost a dictionary access."""

    def __init__(self, units: Iterable[Unit], localities: Iterable[Locality] = ()) -> None:
        """Index the rows. Raises ValueError for a doubled code, or a parent or gmina that is not there."""
        self._units: dict[str, Unit] = {}
        for unit in sorted(units, key=lambda unit: unit.code):
            if self._units.setdefault(unit.code, unit) is not unit:
                raise ValueError(f"two units have the code {unit.code}")
        children: dict[str, list[Unit]] = defaultdict(list)
        gminas: dict[str, list[Unit]] = defaultdict(list)
        powiats: dict[str, list[Unit]] = defaultdict(list)
        self._wojewodztwa: dict[str, Unit] = {}
        for unit in self._units.values():
            if unit.parent is not None:
                if unit.parent not in self._units:
                    raise ValueError(f"unit {unit.code} lies in {unit.parent}, which is not in the register")
                children[unit.parent].append(unit)
            if unit.level is Level.GMINA:
                gminas[key(unit.name)].append(unit)
            elif unit.level is Level.POWIAT:
                for form in {key(unit.name), *(adjective_forms(unit.adjective) if unit.adjective else ())}:
                    powiats[form].append(unit)
            else:
                self._wojewodztwa.update(dict.fromkeys(adjective_forms(unit.name), unit))
        self._children: Mapping[str, tuple[Unit, ...]] = {code: tuple(found) for code, found in children.items()}
        self._gminas: Mapping[str, tuple[Unit, ...]] = {name: tuple(found) for name, found in gminas.items()}
        self._powiats: Mapping[str, tuple[Unit, ...]] = {name: tuple(found) for name, found in powiats.items()}
        places: dict[str, list[Locality]] = defaultdict(list)
        for locality in localities:
            if locality.gmina not in self._units:
                raise ValueError(f"locality {locality.sym} lies in {locality.gmina}, which is not in the register")
            places[key(locality.name)].append(locality)
        self._localities: Mapping[str, tuple[Locality, ...]] = {name: tuple(found) for name, found in places.items()}

    def __iter__(self) -> Iterator[Unit]:
        """All units by code: a województwo, its powiats, their gminas."""
        return iter(self._units.values())

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, code: str) -> bool:
        return self.get(code) is not None

    def get(self, code: str) -> Unit | None:
        """The unit with this code of 2, 4, 6 or 7 digits, or None."""
        return self._units.get(code[:6] if len(code) == 7 else code)

    def unit(self, code: str) -> Unit:
        """The unit with this code of 2, 4, 6 or 7 digits. Raises KeyError when there is none."""
        found = self.get(code)
        if found is None:
            raise KeyError(f"no territorial unit has the code {code!r}")
        return found

    def at(self, level: Level) -> tuple[Unit, ...]:
        """All units of one level, by code."""
        return tuple(unit for unit in self if unit.level is level)

    def parent(self, code: str) -> Unit | None:
        """The unit that this one lies in; None for a województwo."""
        above = self.unit(code).parent
        return None if above is None else self.unit(above)

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """The units that this one lies in, the nearest first, without itself."""
        unit = self.unit(code)
        return tuple(self.unit(unit.code[:length]) for length in (4, 2) if length < len(unit.code))

    def powiat_of(self, code: str) -> Unit | None:
        """The powiat that a gmina lies in, or the powiat itself; None for a województwo."""
        unit = self.unit(code)
        return self.unit(unit.code[:4]) if len(unit.code) >= 4 else None

    def wojewodztwo_of(self, code: str) -> Unit:
        """The województwo that a unit lies in, or itself."""
        return self.unit(self.unit(code).code[:2])

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly inside this one, by code."""
        return self._children.get(self.unit(code).code, ())

    def within(self, code: str, ancestor: str) -> bool:
        """Whether a unit lies in another one, or is it."""
        return self.unit(code).code.startswith(self.unit(ancestor).code)

    def gminas_named(self, name: str, within: str | None = None) -> tuple[Unit, ...]:
        """Every gmina of that name (nominative), by code; `within` keeps those of one powiat or województwo."""
        found = self._gminas.get(key(name), ())
        return tuple(unit for unit in found if within is None or self.within(unit.code, within))

    def powiats_named(self, name: str, wojewodztwo: str | None = None) -> tuple[Unit, ...]:
        """Every powiat of that adjective (any case) or city with powiat rights of that name (nominative).

        Ten adjectives (bielski, opolski …) stand for a powiat in each of two województwa, and
        `wojewodztwo`, a two-digit code or a name, tells which.
        """
        found = self._powiats.get(key(name), ())
        if wojewodztwo is None:
            return found
        inside = self.get(wojewodztwo) or self.wojewodztwo_named(wojewodztwo)
        return tuple(unit for unit in found if inside is not None and unit.parent == inside.code)

    def powiat_named(self, name: str, wojewodztwo: str | None = None) -> Unit | None:
        """The one powiat of that name, see `powiats_named`; None when there is none, or more than one."""
        found = self.powiats_named(name, wojewodztwo)
        return found[0] if len(found) == 1 else None

    def wojewodztwo_named(self, name: str) -> Unit | None:
        """The województwo of that name or adjective in any case and gender: `podlaskie`, `Podlaskiego`, `podlaski`."""
        return self._wojewodztwa.get(key(name).removeprefix("województwo "))

    def localities_named(self, name: str, within: str | None = None) -> tuple[Locality, ...]:
        """Every locality of that name (nominative). One name often lies in many gminas: these are candidates."""
        found = self._localities.get(key(name), ())
        return tuple(place for place in found if within is None or self.within(place.gmina, within))

    def localities(self) -> Iterator[Locality]:
        """All localities, by name."""
        return (place for places in self._localities.values() for place in places)

    def seat_gmina(self, code: str) -> str | None:
        """Six-digit code of the gmina where a powiat's or województwo's self-government sits; a gmina is its own.

        The seat of a powiat around a city with powiat rights is that city, outside the powiat. The
        second of two seats is the self-government's (Toruń, Zielona Góra), the first the wojewoda's.
        """
        unit = self.unit(code)
        if unit.level is Level.GMINA:
            return unit.code
        if not unit.seats:
            return None
        towns = [town for town in self.gminas_named(unit.seats[-1], within=unit.code[:2]) if town.kind != RURAL]
        nearest = [town for town in towns if self.within(town.code, unit.code)] or [
            town for town in towns if town.city_rights
        ]
        return nearest[0].code if len(nearest) == 1 else None
