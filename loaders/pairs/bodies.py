"""Institutions made from the register of units, and the many ways in which a document may write their names."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from graph import reference
from graph.territory import RURAL, Unit
from loaders.polish.lexicon import lexicon
from loaders.polish.places import gazetteer
from loaders.polish.typography import preposition

CASES = ("nom", "gen", "dat", "acc", "inst", "loc", "voc")
_FRAMES = {
    "nom": "Udział zapowiada {}.",
    "gen": "Do prac zaproszono przedstawiciela {}.",
    "dat": "Zadanie powierzono {}.",
    "acc": "O wynikach powiadomiono {}.",
    "inst": "Prace podjęto wspólnie z {}.",
    "loc": "Spotkanie odbyło się w {}.",
    "voc": "Apel: {}, prosimy o udział.",
}
_WORD = re.compile(r"[^\W\d_]{6,}")
"""Words that are long enough for a typing error."""


class Way(StrEnum):
    """How a name is written otherwise than in full and in the nominative."""

    CASE = "case"
    ABBREVIATION = "abbreviation"
    NO_DIACRITICS = "no_diacritics"
    TYPING_ERROR = "typing_error"
    CAPITALS = "capitals"
    NO_PATRON = "no_patron"


@dataclass(frozen=True, slots=True)
class Body:
    """One institution. `canonical` is a name of the lexicon; `head` words before it (`I` Liceum)."""

    canonical: str
    gmina: str                   # code of its seat
    place: str                   # nominative
    abbreviation: str = ""
    number: str = ""             # 3, or a Roman numeral that goes before the name
    patron: str = ""             # genitive
    own: str = ""                # in quotation marks
    unit: str = ""               # `Gminy Kolno`: instead of a place
    about: str = ""              # code of the unit that its documents speak of; "": of its powiat

    def written(self, case: str = "nom", *, short: bool = False) -> str:
        """The name in a case, in full or with its abbreviation."""
        roman = bool(self.number) and not self.number.isdigit()
        head = self.abbreviation if short else lexicon().by_canonical[self.canonical].inflected(case)
        words = [self.number, head] if roman else [head]
        if self.number and not roman:
            words.append(f"nr {self.number}")
        if self.patron:
            words.append(f"im. {self.patron}")
        if self.own:
            words.append(f"„{self.own}”")
        words.append(self.unit or _at(self.place))
        return " ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Written:
    """A name as a document of that territory writes it."""

    text: str
    start: int                   # where the name begins in `text`
    ways: tuple[Way, ...] = ()


def written(body: Body, ways: Sequence[Way], draw: random.Random) -> Written:
    """A short document that names the body in these ways."""
    if Way.NO_PATRON in ways:
        body = replace(body, patron="")
    case = draw.choice(CASES[1:]) if Way.CASE in ways else "nom"
    name = body.written(case, short=Way.ABBREVIATION in ways)
    for way, change in _CHANGES.items():
        if way in ways:
            name = change(name, draw)
    opening = f"{territory(body.about or body.gmina)}\n\n"
    before, _, after = _FRAMES[case].partition("{}")
    return Written(f"{opening}{before}{name}{after}\n", len(opening) + len(before), tuple(ways))


@cache
def territory(code: str) -> str:
    """What a document's heading says of its territory: województwo, powiat and a rural gmina, or the city."""
    register = reference.register()
    powiat = register.powiat_of(code)
    region = register.wojewodztwo_of(code).name
    if powiat is None:
        return f"Województwo {region}"
    if powiat.city_rights:
        return f"Województwo {region}, miasto {powiat.name}"
    unit = register.unit(code)
    gmina = f", Gmina {unit.name}\nWójt Gminy {unit.name}" if unit.kind == RURAL else ""
    return f"Województwo {region}, powiat {powiat.name}{gmina}"


@cache
def _at(place: str) -> str:
    locative = gazetteer().locative(place)
    return f"{preposition(locative)} {locative}" if locative else place


def without_diacritics(name: str) -> str:
    """`Łomża` → `Lomza`."""
    plain = name.replace("ł", "l").replace("Ł", "L")
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def mistyped(name: str, draw: random.Random) -> str:
    """One letter left out, doubled, or changed over with the next one, inside a long word that is no place."""
    end = min((at for at in (name.rfind(" w "), name.rfind(" we ")) if at > 0), default=len(name))
    long = [match for match in _WORD.finditer(name, 0, end) if not match.group().isupper()]
    if not long:
        return name
    match = draw.choice(long)
    word, spot = match.group(), draw.randrange(2, len(match.group()) - 2)
    swapped = word[:spot] + word[spot + 1] + word[spot] + word[spot + 2:]
    wrong = draw.choice((word[:spot] + word[spot + 1:], word[:spot] + word[spot] + word[spot:], swapped))
    return name[: match.start()] + wrong + name[match.end():]


_CHANGES: dict[Way, Callable[[str, random.Random], str]] = {
    Way.TYPING_ERROR: mistyped,
    Way.NO_DIACRITICS: lambda name, _: without_diacritics(name),
    Way.CAPITALS: lambda name, _: name.upper(),
}


def seat(unit: Unit) -> str | None:
    """The gmina where a powiat's bodies sit, when its name can stand after `w`."""
    code = reference.register().seat_gmina(unit.code)
    return code if code and gazetteer().locative(reference.register().unit(code).name) else None
