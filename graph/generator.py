"""Networks of a given size over the real territorial units, for benchmarks and tests.

The bodies and how often each sits in a kind of group are rows of `data/reference/generated_bodies.csv`:
`share` of the units that have one, `extra` the weight with which further ones are handed out by
population, the rest the standing in a Model team, an interdisciplinary team (a probability), a council
of the powiat (a probability) and an agreement. These are plausible, not measured. A powiat's bodies are
shared by the teams of its gminas; two powiats that have their seat in one city share them too.

The same size and seed give the same network on every machine: units are visited by code and only
`Generator.random` of PCG64 is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph import reference
from graph.claims import Kind
from graph.identity import institution_id
from graph.network import GroupRow, Institution, TwoMode, two_mode
from graph.territory import Unit
from graph.vocabulary import Level

TABLE = "generated_bodies.csv"
AGREEMENTS = 12
"""Agreements a gmina, of 2 to 12 parties."""
COUNCILS = 2
"""Teams a powiat."""
PROJECT = "liderzy-kooperacji"
"""Id of the project that some of the Model's teams are within."""

_SMALLEST, _LARGEST = 2, 12
_NEAR_GUESTS, _WITH_GUESTS = 0.8, 0.95  # chances that another gmina's bodies may sign, too
_TEAM_SIZES = (8, 15)
_BY_KIND_OF_GMINA = {"gmina miejska": "MOPS", "gmina miejsko-wiejska": "MGOPS", "miasto na prawach powiatu": "MOPS"}
_NOT_IN_A_CITY = frozenset({"POWIAT", "PCPR"})  # the city and its MOPS are these, too
_NUMBERED = frozenset({"SP", "PRZED", "NZOZ", "LO"})
_PATRONS = ("Razem", "Nadzieja", "Pomocna Dłoń", "Przystań", "Wspólnie", "Dobry Start", "Źródło", "Nasza Sprawa")
_AGREEMENT_KINDS = ("porozumienie", "porozumienie", "deklaracja", "list intencyjny")


@dataclass(frozen=True, slots=True)
class Size:
    """What to make. The number of groups follows from the territory: 14 a gmina and 2 a powiat."""

    territory: str                 # TERC of a województwo or powiat; "" for Poland
    institutions: int
    memberships: int


S = Size("04", 2_200, 13_400)
"""One województwo, kujawsko-pomorskie: 144 gminas, 23 powiats."""
M = Size("", 40_000, 240_000)
"""Poland: 2,479 gminas, 380 powiats, 16 województwa."""
SIZES: Mapping[str, Size] = {"S": S, "M": M}


@dataclass(frozen=True, slots=True)
class _Body:
    """A row of the table."""

    level: Level
    type: str
    share: float
    extra: float
    model_team: float
    interdisciplinary: float
    council: float
    agreement: float


@dataclass(eq=False)
class _Place:
    """A unit with its bodies: rows of the network and what each of them weighs."""

    unit: Unit
    rows: list[int] = field(default_factory=list)
    bodies: list[_Body] = field(default_factory=list)


def generate(size: Size, seed: int = 1) -> TwoMode:
    """Make the network of that size.

    Returns: exactly `size.institutions` rows and `size.memberships` ones; institutions without a group are among them.
    Raises:  ValueError: the territory cannot have so few institutions or so many memberships.
    """
    world = _World(size, np.random.Generator(np.random.PCG64(seed)))
    world.settle()
    world.found_teams()
    world.sign_agreements()
    return two_mode(world.institutions, world.groups, world.memberships)


class _World:
    """The network while it is made."""

    def __init__(self, size: Size, rng: np.random.Generator) -> None:
        self._size = size
        self._rng = rng
        self._register = reference.register()
        self._types = reference.institution_types()
        self._locative = {row["name"]: row["loc"] for row in reference.rows("place_forms.csv.gz")}
        self._table = _table()
        self._row_of: dict[str, int] = {}
        self._places: dict[str, _Place] = {
            unit.code: _Place(unit) for unit in self._register if unit.code.startswith(size.territory)
        }
        self.institutions: list[Institution] = []
        self.groups: list[GroupRow] = []
        self.memberships: dict[tuple[str, str], float] = {}

    # ------------------------------------------------------------ institutions

    def settle(self) -> None:
        """Give every unit its bodies, and the gminas further ones by population."""
        for place in self._places.values():
            for body in self._table:
                if body.level is place.unit.level and self._draw() < body.share:
                    self._add(place, body)
        missing = self._size.institutions - len(self.institutions)
        if missing < 0:
            raise ValueError(f"this territory has at least {len(self.institutions)} institutions")
        gminas = self._gminas()
        further = [body for body in self._table if body.extra]
        weights = np.cumsum([body.extra for body in further])
        shares = _apportion(missing, [place.unit.population or 1 for place in gminas])
        for place, count in zip(gminas, shares, strict=True):
            for _ in range(count):
                self._add(place, further[int(np.searchsorted(weights, self._draw() * weights[-1], side="right"))])

    def _gminas(self) -> list[_Place]:
        return [place for place in self._places.values() if place.unit.level is Level.GMINA]

    def _add(self, place: _Place, body: _Body) -> None:
        unit = place.unit
        if unit.level is Level.POWIAT and unit.city_rights and body.type in _NOT_IN_A_CITY:
            return
        kind = _BY_KIND_OF_GMINA.get(unit.kind, body.type) if body.type == "GOPS" else body.type
        kind = "KMP" if kind == "KPP" and unit.city_rights else kind
        own_code = kind in ("POWIAT", "WOJEWODZTWO")
        code = unit.code if own_code else self._register.seat_gmina(unit.code) or unit.code
        number = sum(other.type == body.type for other in place.bodies)
        # of whom there may be several a name without more would mean any
        several = number or body.extra or self._types[kind].level_default is Level.BEZ_SZCZEBLA
        distinct = str(number + 1) if kind in _NUMBERED else _name(number) if several else ""
        key = institution_id(kind, code, distinct)
        row = self._row_of.get(key)
        if row is None:
            row = self._row_of[key] = len(self.institutions)
            self.institutions.append(self._institution(key, kind, code, distinct))
        place.rows.append(row)
        place.bodies.append(body)

    def _institution(self, key: str, kind: str, code: str, distinct: str) -> Institution:
        unit, row = self._register.unit(code), self._types[kind]
        told = f" nr {distinct}" if distinct.isdigit() else f" „{distinct}”" if distinct else ""
        if row.kind == "local government":
            name = f"{row.name_pl} {unit.adjective or unit.name}"
        else:
            name = f"{row.name_pl}{told} {_in(self._locative.get(unit.name, unit.name))}"
        both = unit.city_rights and "na prawach powiatu" in row.level_note
        levels = (row.level_default.value, Level.POWIAT.value) if both else (row.level_default.value,)
        sectors = tuple(filter(None, (row.sector_code, row.second_sector)))
        return Institution(key, name, kind, sectors, levels, code, unit.lat, unit.lon, "accepted", 0.95)

    # ------------------------------------------------------------ teams

    def found_teams(self) -> None:
        """A team of the Model and an interdisciplinary team for each gmina, and the councils of each powiat."""
        for place in self._gminas():
            pool = self._pool(place.unit.code)
            low, high = _TEAM_SIZES
            size = low + int(self._draw() * (high - low + 1))
            project = (PROJECT,) if self._draw() < 0.3 else ()
            name = place.unit.title
            self._found("gpzk", place.unit, f"Gminno-Powiatowy Zespół Kooperacji, {name}", self._sample(
                pool, [body.model_team for _, body in pool], size), project)
            several = Counter(body.type for _, body in pool)  # ten schools send one or two of them, not eight
            self._found("zi", place.unit, f"Zespół Interdyscyplinarny, {name}", self._by_chance(
                pool, [body.interdisciplinary / several[body.type] for _, body in pool]))
        for place in self._places.values():
            if place.unit.level is Level.POWIAT:
                inside = [self._places[unit.code] for unit in self._register.children(place.unit.code)]
                pool = [member for each in (place, *inside) for member in zip(each.rows, each.bodies, strict=True)]
                for number in range(1, COUNCILS + 1):
                    chances = [body.council * (0.5 if body.level is Level.GMINA else 0.8) for _, body in pool]
                    self._found(f"rada-{number}", place.unit, f"Rada {number}, {place.unit.title}", self._by_chance(
                        pool, chances))

    def _found(
        self, stem: str, unit: Unit, name: str, rows: Sequence[int], projects: tuple[str, ...] = ()
    ) -> None:
        since, until = self._period(0.2)
        group = GroupRow(
            f"{stem}:{unit.code}", Kind.TEAM, "rada" if stem.startswith("rada") else "zespół", name, (unit.code,),
            projects, since, until, term="fixed" if until else "unknown",
        )
        self._join(group, rows)

    # ------------------------------------------------------------ agreements

    def sign_agreements(self) -> None:
        """Twelve agreements for each gmina, their sizes such that the memberships come out exactly."""
        gminas = self._gminas()
        sizes = iter(self._sizes(len(gminas) * AGREEMENTS, self._size.memberships - len(self.memberships)))
        for place in gminas:
            unit = place.unit
            own = self._pool(unit.code)
            for number in range(1, AGREEMENTS + 1):
                pool = own + self._guests(unit.code, gminas)
                rows = self._sample(pool, [body.agreement for _, body in pool], next(sizes))
                kind = _AGREEMENT_KINDS[int(self._draw() * len(_AGREEMENT_KINDS))]
                since, until = self._period(0.4)
                group = GroupRow(
                    f"porozumienie-{number:02}:{unit.code}", Kind.AGREEMENT, kind,
                    f"{kind.capitalize()} {number}, {unit.title}", (unit.code,), (), since, until,
                    term="fixed" if until else "unknown",
                )
                self._join(group, rows)

    def _guests(self, code: str, gminas: Sequence[_Place]) -> list[tuple[int, _Body]]:
        """Often the bodies of another gmina, too: mostly of the same powiat, seldom from elsewhere."""
        chance, pick = self._draw(), self._draw()
        if chance >= _WITH_GUESTS:
            return []
        if chance < _NEAR_GUESTS:
            near = self._register.children(code[:4])
            guest = self._places[near[int(pick * len(near))].code]
        else:
            guest = gminas[int(pick * len(gminas))]
        return [] if guest.unit.code == code else list(zip(guest.rows, guest.bodies, strict=True))

    def _sizes(self, count: int, memberships: int) -> list[int]:
        """So many sizes from 2 to 12 with that sum, small ones more often."""
        if not _SMALLEST * count <= memberships <= _LARGEST * count:
            raise ValueError(f"{count} agreements cannot have {memberships} parties together")
        mean = memberships / count
        power = (_LARGEST + 1 - _SMALLEST) / (mean + 0.5 - _SMALLEST) - 1
        drawn = self._rng.random(count) ** power
        sizes = (_SMALLEST + np.floor(drawn * (_LARGEST + 1 - _SMALLEST))).astype(int)
        order = np.argsort(self._rng.random(count), kind="stable")
        while (missing := memberships - int(sizes.sum())) != 0:
            step = 1 if missing > 0 else -1
            room = order[(sizes[order] < _LARGEST) if step > 0 else (sizes[order] > _SMALLEST)]
            sizes[room[: abs(missing)]] += step
        return [int(size) for size in sizes]

    # ------------------------------------------------------------ chance

    def _draw(self) -> float:
        return float(self._rng.random())

    def _pool(self, code: str) -> list[tuple[int, _Body]]:
        """All that may sit in a group of this gmina: its own bodies, the powiat's and the województwo's."""
        places = (self._places[each] for each in (code, code[:4], code[:2]) if each in self._places)
        return [member for place in places for member in zip(place.rows, place.bodies, strict=True)]

    def _sample(self, pool: Sequence[tuple[int, _Body]], weights: Sequence[float], size: int) -> list[int]:
        """So many different institutions, each with a chance by its weight (Efraimidis & Spirakis 2006)."""
        with np.errstate(divide="ignore"):
            keys = -np.log(self._rng.random(len(pool))) / np.asarray(weights)
        chosen: dict[int, None] = {}
        for place in np.argsort(keys, kind="stable"):
            chosen[pool[place][0]] = None
            if len(chosen) == size:
                break
        return list(chosen)

    def _by_chance(self, pool: Sequence[tuple[int, _Body]], chances: Sequence[float]) -> list[int]:
        drawn: NDArray[np.bool_] = self._rng.random(len(pool)) < np.asarray(chances)
        return list(dict.fromkeys(row for (row, _), taken in zip(pool, drawn, strict=True) if taken))

    def _period(self, fixed: float) -> tuple[str | None, str | None]:
        """Since when (nine times in ten known) and, in this share of cases, until when."""
        known, year, month, ends, years = self._rng.random(5)
        since = 2018 + int(year * 8)
        until = f"{since + 1 + int(years * 5)}-12-31" if ends < fixed else None
        return (f"{since}-{1 + int(month * 12):02}" if known < 0.9 else None), until

    def _join(self, group: GroupRow, rows: Sequence[int]) -> None:
        self.groups.append(group)
        for row in rows:
            self.memberships[self.institutions[row].id, group.id] = round(0.8 + self._draw() * 0.19, 2)


def _table() -> tuple[_Body, ...]:
    return tuple(
        _Body(Level(row["level"]), row["type"], *(float(row[name]) for name in _Body.__slots__[2:]))
        for row in reference.rows(TABLE)
    )


def _apportion(count: int, weights: Sequence[int]) -> list[int]:
    """Share out by weight: whole quotas, then the largest remainders (Hamilton), earlier ones first."""
    quotas = np.asarray(weights) * (count / sum(weights))
    shares = np.floor(quotas).astype(int)
    rest = np.argsort(shares - quotas, kind="stable")[: count - int(shares.sum())]
    shares[rest] += 1
    return [int(share) for share in shares]


def _name(number: int) -> str:
    turn, patron = divmod(number, len(_PATRONS))
    return _PATRONS[patron] + (f" {turn + 1}" if turn else "")


def _in(locative: str) -> str:
    """`w Korycinie`, but `we Wrocławiu`."""
    hard = locative[:1] in "WF" and locative[1:2].lower() not in "aąeęioóuy"
    return f"{'we' if hard else 'w'} {locative}"
