"""Pairs of written names with the answer known beforehand: of one institution, or of two that are easily mixed up."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph import reference
from graph.territory import RURAL, Locality, Unit
from graph.vocabulary import Level
from loaders.pairs.bodies import Body, Way, Written, seat, written
from loaders.polish.places import gazetteer

_RURAL = (
    ("Gminny Ośrodek Pomocy Społecznej", "GOPS"), ("Gminna Biblioteka Publiczna", "GBP"),
    ("Gminny Ośrodek Kultury", "GOK"), ("Gminna Komisja Rozwiązywania Problemów Alkoholowych", "GKRPA"),
    ("Urząd Gminy", "UG"), ("Rada Gminy", ""), ("Ochotnicza Straż Pożarna", "OSP"), ("Koło Gospodyń Wiejskich", "KGW"),
)
_URBAN = (
    ("Miejski Ośrodek Pomocy Społecznej", "MOPS"), ("Miejska Biblioteka Publiczna", "MBP"),
    ("Miejski Ośrodek Kultury", "MOK"), ("Miejska Komisja Rozwiązywania Problemów Alkoholowych", "MKRPA"),
    ("Urząd Miasta", "UM"), ("Rada Miejska", ""), ("Straż Miejska", ""),
)
_POWIAT = (
    ("Powiatowe Centrum Pomocy Rodzinie", "PCPR"), ("Komenda Powiatowa Policji", "KPP"),
    ("Powiatowy Urząd Pracy", "PUP"), ("Poradnia Psychologiczno-Pedagogiczna", "PPP"), ("Sąd Rejonowy", ""),
    ("Zespół Kuratorskiej Służby Sądowej", "ZKSS"), ("Powiatowa Stacja Sanitarno-Epidemiologiczna", "PSSE"),
    ("Komenda Powiatowa Państwowej Straży Pożarnej", "KP PSP"), ("Starostwo Powiatowe", ""),
    ("Rada Powiatu", ""), ("Prokuratura Rejonowa", ""), ("Dom Pomocy Społecznej", "DPS"),
    ("Środowiskowy Dom Samopomocy", "ŚDS"),
)
_REGION = (
    ("Regionalny Ośrodek Polityki Społecznej", "ROPS"), ("Wojewódzki Urząd Pracy", "WUP"),
    ("Komenda Wojewódzka Policji", "KWP"), ("Kuratorium Oświaty", ""), ("Urząd Wojewódzki", ""),
)
_NUMBERED = (("Szkoła Podstawowa", "SP"), ("Przedszkole", ""), ("Zespół Szkół", "ZS"))
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_OWN = (("Stowarzyszenie", ""), ("Fundacja", ""), ("Świetlica Środowiskowa", ""), ("Przedszkole", ""))
_BRANCHES = (
    ("Powiatowy Urząd Pracy", "Filia Powiatowego Urzędu Pracy"), ("Komenda Powiatowa Policji", "Posterunek Policji"),
    ("Komenda Powiatowa Policji", "Komisariat Policji"),
    ("Miejska Biblioteka Publiczna", "Gminna Biblioteka Publiczna"),
    ("Oddział ZUS", "Inspektorat ZUS"), ("Powiatowe Centrum Pomocy Rodzinie", "Powiatowe Centrum Pomocy Rodzinie"),
)
_MIXED_UP = (
    ("Komenda Powiatowa Policji", "Komenda Powiatowa Państwowej Straży Pożarnej"),
    ("Rada Powiatu", "Rada Miejska"), ("Starostwo Powiatowe", "Urząd Miasta"),
    ("Powiatowe Centrum Pomocy Rodzinie", "Powiatowy Urząd Pracy"),
    ("Szkoła Podstawowa", "Zespół Szkół"), ("Powiatowa Biblioteka Publiczna", "Miejska Biblioteka Publiczna"),
    ("Sąd Rejonowy", "Prokuratura Rejonowa"), ("Dom Pomocy Społecznej", "Środowiskowy Dom Samopomocy"),
    ("Miejski Ośrodek Pomocy Społecznej", "Centrum Usług Społecznych"),
    ("Poradnia Psychologiczno-Pedagogiczna", "Zespół Kuratorskiej Służby Sądowej"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names as two documents write them. `sort` says what is hard about it."""

    left: Written
    right: Written
    same: bool
    sort: str


@dataclass(frozen=True)
class _World:
    """The register by what bodies need."""

    rural: tuple[Unit, ...]
    urban: tuple[Unit, ...]
    powiats: tuple[tuple[Unit, str], ...]           # with the gmina of the seat
    regions: tuple[tuple[Unit, str], ...]
    twins: tuple[tuple[Unit, Unit], ...]            # town and rural gmina of one name
    namesakes: tuple[tuple[Unit, Unit], ...]        # gminas of one name in two powiats
    neighbours: tuple[tuple[Unit, Unit], ...]       # rural gminas of one powiat
    towns: tuple[tuple[Unit, Unit], ...]            # a seat of a powiat and another town of it
    patrons: tuple[str, ...]
    own: tuple[str, ...]


@cache
def _world() -> _World:
    register = reference.register()
    named = [unit for unit in register.at(Level.GMINA) if gazetteer().locative(unit.name)]
    rural = tuple(unit for unit in named if unit.kind == RURAL)
    urban = tuple(unit for unit in named if unit.kind == "gmina miejska")
    powiats = tuple((unit, code) for unit in register.at(Level.POWIAT) if not unit.city_rights and (code := seat(unit)))
    by_name: dict[str, list[Unit]] = defaultdict(list)
    by_powiat: dict[str, list[Unit]] = defaultdict(list)
    for unit in named:
        by_name[unit.name].append(unit)
        by_powiat[unit.code[:4]].append(unit)
    ordered = sorted(by_name.items())
    words = list(reference.rows("pair_words.csv"))
    return _World(
        rural, urban, powiats,
        tuple((unit, code) for unit in register.at(Level.WOJEWODZTWO) if (code := seat(unit))),
        tuple(
            (town, country)
            for _, units in ordered
            for town in units
            for country in units
            if town.kind == "gmina miejska" and country.kind == RURAL and town.code[:4] == country.code[:4]
        ),
        tuple(
            (one, other) for _, units in ordered for one in units for other in units
            if one.code[:4] < other.code[:4] and one.kind == other.kind == RURAL
        ),
        tuple(
            (one, other) for units in by_powiat.values() for one in units for other in units
            if one.code < other.code and one.kind == other.kind == RURAL and one.name != other.name
        ),
        tuple(
            (register.unit(code), other) for powiat, code in powiats for other in by_powiat[powiat.code]
            if other.kind != RURAL and other.code != code
        ),
        tuple(row["words"] for row in words if row["sort"] == "patron"),
        tuple(row["words"] for row in words if row["sort"] == "own"),
    )


def _villages(unit: Unit) -> list[str]:
    """Names of a gmina's villages that can stand after `w`, its seat left out."""
    names = {place.name for place in _localities().get(unit.code, ())} - {unit.name}
    return sorted(name for name in names if gazetteer().locative(name))


@cache
def _localities() -> dict[str, list[Locality]]:
    by_gmina: dict[str, list[Locality]] = defaultdict(list)
    for place in reference.register().localities():
        if place.kind == "01" and not place.part_of:
            by_gmina[place.gmina].append(place)
    return by_gmina


class Generator:
    """Draws bodies and pairs. The same seed gives the same pairs."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - no secret is drawn
        self.world = _world()

    # ------------------------------------------------------------ bodies

    def body(self) -> Body:
        """Any body of the country."""
        makers: Sequence[tuple[Callable[[], Body], int]] = (
            (self._rural, 4), (self._urban, 2), (self._powiat, 5), (self._region, 1), (self._numbered, 3),
            (self._liceum, 1), (self._village_school, 3), (self._own_named, 2),
        )
        made = self.draw.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]
        return made()

    def _rural(self) -> Body:
        unit = self.draw.choice(self.world.rural)
        name, short = self.draw.choice(_RURAL)
        return Body(name, unit.code, unit.name, short)

    def _urban(self) -> Body:
        unit = self.draw.choice(self.world.urban)
        name, short = self.draw.choice(_URBAN)
        return Body(name, unit.code, unit.name, short)

    def _powiat(self) -> Body:
        powiat, code = self.draw.choice(self.world.powiats)
        name, short = self.draw.choice(_POWIAT)
        return Body(name, code, reference.register().unit(code).name, short, about=powiat.code)

    def _region(self) -> Body:
        unit, code = self.draw.choice(self.world.regions)
        name, short = self.draw.choice(_REGION)
        return Body(name, code, reference.register().unit(code).name, short, about=unit.code)

    def _numbered(self) -> Body:
        unit = self.draw.choice(self.world.urban)
        name, short = self.draw.choice(_NUMBERED)
        patron = self.draw.choice((*self.world.patrons, "", "")) if name != "Przedszkole" else ""
        return Body(name, unit.code, unit.name, short, number=str(self.draw.randint(1, 12)), patron=patron)

    def _liceum(self) -> Body:
        unit = self.draw.choice(self.world.urban)
        patron = self.draw.choice((*self.world.patrons, ""))
        return Body(
            "Liceum Ogólnokształcące", unit.code, unit.name, "LO", number=self.draw.choice(_NUMERALS), patron=patron
        )

    def _village_school(self) -> Body:
        unit = self.draw.choice(self.world.rural)
        place = self.draw.choice(_villages(unit) or [unit.name])
        patron = self.draw.choice((*self.world.patrons, *[""] * 10))
        return Body("Szkoła Podstawowa", unit.code, place, "SP", patron=patron)

    def _own_named(self) -> Body:
        unit = self.draw.choice((*self.world.urban, *self.world.rural))
        name, short = self.draw.choice(_OWN)
        return Body(name, unit.code, unit.name, short, own=self.draw.choice(self.world.own))

    # ------------------------------------------------------------ pairs

    def positive(self) -> Pair:
        """One body, written in two ways."""
        way = self.draw.choice(tuple(Way))
        body = self.body()
        while not _can(body, way):
            body = self.body()
        left = self._ways(body, None)
        return Pair(written(body, left, self.draw), written(body, self._ways(body, way), self.draw), True, way.value)

    def _ways(self, body: Body, way: Way | None) -> tuple[Way, ...]:
        ways = {way} if way else set()
        if self.draw.random() < (0.3 if way else 0.5):
            more = self.draw.choice(tuple(Way))
            if _can(body, more):
                ways.add(more)
        if Way.ABBREVIATION in ways:
            ways -= {Way.CASE, Way.TYPING_ERROR}
        return tuple(sorted(ways))

    def negative(self) -> Pair:
        """Two bodies that are easily mixed up, each written in some way."""
        sorts: dict[str, Callable[[], tuple[Body, Body]]] = {
            "twins": self._twins, "namesakes": self._namesakes, "next door": self._next_door,
            "other number": self._other_number, "other patron": self._other_patron, "branch": self._branch,
            "other kind": self._other_kind, "other place": self._other_place, "other name": self._other_name,
        }
        sort = self.draw.choice(tuple(sorts))
        left, right = sorts[sort]()
        if self.draw.random() < 0.5:
            left, right = right, left
        return Pair(
            written(left, self._ways(left, None), self.draw), written(right, self._ways(right, None), self.draw),
            False, sort,
        )

    def _twins(self) -> tuple[Body, Body]:
        town, country = self.draw.choice(self.world.twins)
        rural, urban = self.draw.choice(((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)))
        one, other = _RURAL[rural], _URBAN[urban]
        return Body(one[0], country.code, country.name, one[1]), Body(other[0], town.code, town.name, other[1])

    def _namesakes(self) -> tuple[Body, Body]:
        name, short = self.draw.choice(_RURAL)
        return _both(name, short, *self.draw.choice(self.world.namesakes))

    def _next_door(self) -> tuple[Body, Body]:
        if self.draw.random() < 0.5:
            name, short = self.draw.choice(_RURAL)
            return _both(name, short, *self.draw.choice(self.world.neighbours))
        body = self._village_school()
        near = [place for place in _villages(reference.register().unit(body.gmina)) if place != body.place]
        return (body, replace(body, place=self.draw.choice(near))) if near else self._next_door()

    def _other_number(self) -> tuple[Body, Body]:
        body = self.draw.choice((self._numbered, self._liceum))()
        choice = [str(at) for at in range(1, 13)] if body.number.isdigit() else list(_NUMERALS)
        number = self.draw.choice([each for each in choice if each != body.number])
        return body, replace(body, number=number)

    def _other_patron(self) -> tuple[Body, Body]:
        body = replace(self._numbered(), number="")
        one, other = self.draw.sample(self.world.patrons, 2)
        return replace(body, patron=one), replace(body, patron=other)

    def _branch(self) -> tuple[Body, Body]:
        main, other = self.draw.choice(self.world.towns)
        name, branch = self.draw.choice(_BRANCHES)
        return Body(name, main.code, main.name, about=main.code), Body(branch, other.code, other.name, about=other.code)

    def _other_kind(self) -> tuple[Body, Body]:
        powiat, code = self.draw.choice(self.world.powiats)
        place = reference.register().unit(code).name
        one, other = (Body(name, code, place, about=powiat.code) for name in self.draw.choice(_MIXED_UP))
        return one, other

    def _other_place(self) -> tuple[Body, Body]:
        body = self._own_named()
        unit = self.draw.choice(self.world.urban)
        while unit.code == body.gmina:
            unit = self.draw.choice(self.world.urban)
        return body, replace(body, gmina=unit.code, place=unit.name)

    def _other_name(self) -> tuple[Body, Body]:
        body = self._own_named()
        own = self.draw.choice([each for each in self.world.own if each != body.own])
        return body, replace(body, own=own)


def _both(name: str, short: str, one: Unit, other: Unit) -> tuple[Body, Body]:
    return Body(name, one.code, one.name, short), Body(name, other.code, other.name, short)


def _can(body: Body, way: Way) -> bool:
    """Whether a body can be written in a way and still be known."""
    if way is Way.ABBREVIATION:
        return bool(body.abbreviation)
    if way is Way.NO_PATRON:
        return bool(body.patron) and (bool(body.number) or body.place != reference.register().unit(body.gmina).name)
    return True


def pairs(seed: int, positives: int, negatives: int) -> list[Pair]:
    """The pairs of a seed: so many of one institution, so many of two."""
    generator = Generator(seed)
    made = [generator.positive() for _ in range(positives)]
    return made + [generator.negative() for _ in range(negatives)]
