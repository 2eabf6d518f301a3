"""What a mention says by itself about who it is: its own id, and the parts that comparison looks at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.claims import Mention
from graph.identity import UNTYPED, institution_id, slug
from graph.reference import InstitutionType
from graph.territory import RURAL, Register
from graph.vocabulary import Level
from loaders.classify import legal_person
from loaders.resolve.kinds import LOCAL, Sole, body_of, diocese_seats, kind_row

NATIONAL = "00"
"""In place of a code in the ids of national bodies."""

_OF_DIOCESES = frozenset({"CARITAS", "ZAKON"})
BIG_TOWN, CITY = 10_000, 100_000
"""Inhabitants of a gmina from which on it has several schools; several of every kind of house."""

_LOCAL_GOVERNMENT = {"WOJEWODZTWO": 2, "POWIAT": 4}
"""Digits of the unit that is the local government itself; everybody else is at its seat's gmina, six digits."""

_HEAD_ENDS = re.compile(r"\s(?:w|we|im\.|imienia|nr|pw\.|przy|dla)\s|\s[„\"]")
_PATRON = re.compile(r"\b(?:im\.|imienia)\s+(.+?)(?=\s(?:w|we|z|ze|nr|przy)\s|\s[–-]\s|,|$)")
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_TIER = re.compile(r"\b(?:gminn|miejsk|wiejsk|gminy|miasta|powiat)", re.IGNORECASE)
_TIERS = re.compile(
    r"\b(?:(?:miejsko-)?gminn|miejsk|powiatow|grodzk|samorządow|publiczn)(?:y|a|e|i|ie)\s*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_SERVICE_WORDS = ("pol", "kpp", "kmp", "kwp")
_POLICE = frozenset({"KPP", "KMP", "KWP"})


@dataclass(frozen=True, slots=True)
class Profile:
    """All mentions that name one institution in the same parts. `id` is what they name by themselves."""

    id: str
    type: str | None             # of the legal person: an office counts as its gmina
    family: str
    sole: Sole
    body: str                    # which of several bodies of one type and place; "": the usual one
    code: str                    # TERC of 2, 4 or 6 digits, 00 for a national body, "" when not known
    place: str                   # name of its village or town, slug
    where: str                   # the same as people write it; its gmina's name when no place is named
    village: bool                # whether that is a village
    number: str                  # "3" of `nr 3` and of `III`
    patron: str                  # slug
    title: str                   # the own name that tells it apart, slug; "" for a number or a patron
    numbers: tuple[str, ...]     # register numbers: `regon:…`
    name: str                    # canonical, for reasons in words
    unclear: bool = False        # the name may mean a body of another kind: `Komenda Powiatowa`
    twin: bool = False           # its name fits the town and the rural gmina of one name
    vague: bool = False          # of its kind and place there are several: `Przedszkole w Białymstoku`

    @property
    def distinct(self) -> str:
        """What tells it from others of its kind and place."""
        return self.number or self.title or self.patron


def identity_code(mention: Mention, register: Register, types: Mapping[str, InstitutionType]) -> str | None:
    """The code in the institution's id. A national body needs no place: `00`. None: nothing tells it apart.

    A diocese's Caritas works where the diocese is, over two województwa or more: it is at the diocese's seat.
    """
    code = mention.terc
    if mention.type in _OF_DIOCESES and (seat := diocese_seats().get(slug(mention.distinct))):
        return seat
    if code is None or code[:6] not in register:
        row = types.get(mention.type) if mention.type else None
        return NATIONAL if row is not None and row.level_default is Level.KRAJ and mention.distinct else None
    digits = _LOCAL_GOVERNMENT.get(legal_person(mention.type, types) or "", 6)
    if digits < 6:
        return code[:digits] if len(code) >= digits else None
    return code[:6] if len(code) >= 6 else register.seat_gmina(code)


def profile(mention: Mention, register: Register, types: Mapping[str, InstitutionType]) -> Profile:
    """What a mention says of itself. Its id is not usable when `code` is "": see `institutions`."""
    kind = legal_person(mention.type, types)
    row = kind_row(kind)
    code = identity_code(mention, register, types) or ""
    body = body_of(kind, head(mention.name))
    unclear = _unclear(mention)
    twin = row.tiered and mention.place_rule == "twin" and not _TIER.search(head(mention.name))
    place = slug(mention.place or "")
    said = mention.distinct if mention.distinct or mention.type else mention.name
    aside = row.sole is not Sole.SEAT and len(code) == 6 and slug(register.unit(code).name) != place
    village = bool(code) and _is_village(mention.place or "", code, register)
    if not said and row.variants_apart and kind is not None and not body:
        said = _variant(head(mention.name), types[kind].name_pl)
    if not said and aside:
        said = place
    number, patron, title = number_of(said), patron_of(mention.name), slug(said)
    if number or title == patron:
        title = ""
    if aside and row.sole in LOCAL and village and slug(said) != place:
        said = f"{said} {place}"
    return Profile(
        id=institution_id(kind, code, f"{'komenda' if unclear else 'town-or-gmina' if twin else body} {said}".strip()),
        type=kind,
        family=row.family,
        sole=row.sole,
        body=body,
        code=code,
        place=place,
        where=_written(mention, code, register),
        village=village,
        number=number,
        patron=patron,
        title="" if title == place else title,
        numbers=tuple(sorted(mention.numbers)),
        name=mention.name,
        unclear=unclear,
        twin=twin,
        vague=not said and _one_of_several(kind, row.sole, code, register, types),
    )


def _written(mention: Mention, code: str, register: Register) -> str:
    """The place as people write it, by the register where that knows it."""
    unit = register.get(code)
    name = mention.place or ""
    return unit.name if unit is not None and slug(name) in ("", slug(unit.name)) else name


def _one_of_several(
    kind: str | None, sole: Sole, code: str, register: Register, types: Mapping[str, InstitutionType]
) -> bool:
    """Whether a kind and a place without a number or a name may mean one of several."""
    unit = register.get(code) if len(code) == 6 else None
    if kind is None or unit is None or sole in (Sole.SEAT, Sole.TOWN):
        return False
    if types[kind].level_default is Level.BEZ_SZCZEBLA:
        return True
    least = BIG_TOWN if sole is Sole.VILLAGE else CITY
    return unit.kind != RURAL and (unit.population or 0) >= least


def head(name: str) -> str:
    """The words of a name before its number, patron, own name and place."""
    return _HEAD_ENDS.split(name, maxsplit=1)[0]


@cache
def _variant(words: str, usual: str) -> str:
    """What the first words of a name say beyond the type's usual name, whose tier does not matter; "" when nothing."""
    if _TIERS.sub("", words).casefold() == _TIERS.sub("", usual).casefold():
        return ""
    return _TIERS.sub("", words).strip()


@cache
def patron_of(name: str) -> str:
    """The patron in a canonical name, slug: `Szkoła Podstawowa nr 1 im. Jana Pawła II w X` → `jana-pawla-ii`."""
    return slug(patron_written(name))


def patron_written(name: str) -> str:
    """The same as it is written: `Jana Pawła II`; "" without a patron."""
    found = _PATRON.search(name)
    return found.group(1) if found else ""


@cache
def number_of(distinct: str) -> str:
    """The number that a distinguishing part is, in Arabic figures: `iii` → `3`; "" when it is a name."""
    text = distinct.casefold()
    if _DIGITS.fullmatch(text):
        return str(int(text))
    roman = _ROMAN.fullmatch(text)
    if not text or roman is None:
        return ""
    units = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
    return str(10 * len(roman.group(1)) + units[roman.group(2)])


def _unclear(mention: Mention) -> bool:
    """`Komenda Powiatowa w Sokółce`: of the police or of the fire service?"""
    if mention.type not in _POLICE or mention.distinct:
        return False
    written = mention.as_written.casefold()
    return "komend" in written and not any(word in written for word in _SERVICE_WORDS)


def _is_village(place: str, code: str, register: Register) -> bool:
    found = register.localities_named(place, within=code) if len(code) == 6 and code in register else ()
    return bool(found) and all(each.kind not in _TOWNS for each in found)


_TOWNS = frozenset({"96", "95", "98", "99"})
"""Kinds of localities that are towns or parts of towns."""

__all__ = [
    "NATIONAL", "UNTYPED", "Profile", "head", "identity_code", "number_of", "patron_of", "profile",
]
