"""Place names in any case form to TERYT codes, with the context of the document to choose by.

The shipped table `place_forms.csv.gz` holds the genitive and locative of every gmina and locality, so
nothing is guessed here; powiat and województwo adjectives are looked up in the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from graph import reference
from graph.ready import ready
from graph.territory import Register, Unit
from graph.vocabulary import Level
from loaders.polish import morphology
from loaders.polish.tokens import Token, TokenKind, fold

TWIN = 0.80
"""The surest that a gmina may be when a town shares its name."""
_NAMED = 2.5
"""What it counts that the document names a gmina in the nominative: `w Janowie` beside `Gmina Janów`."""
LONGEST = 5
"""Words of the longest place name that is looked for."""
TOWN_KIND = "96"
VILLAGE_KIND = "01"
_SHORTEST_STEM = 4
_SHORT = 4
_SHORTENED = {
    "wlkp": "wielkopolsk", "maz": "mazowieck", "śl": "śląsk", "podl": "podlask", "lub": "lubelsk", "pom": "pomorsk",
    "tryb": "trybunalsk", "kuj": "kujawsk", "podh": "podhala", "łódz": "łódzk", "świętokrz": "świętokrzysk",
    "gd": "gdańsk", "opol": "opolsk", "krajeńsk": "krajeńsk", "kraj": "krajeńsk", "pomorsk": "pomorsk",
}
"""How the second words of place names are shortened before a full stop."""
RURAL_KIND = "gmina wiejska"
URBAN_KIND = "gmina miejska"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name found at tokens[start:end], as the nominatives it may stand for."""

    names: tuple[str, ...]
    start: int
    end: int
    case: str  # nom | gen | loc, the case that was looked for
    exact: bool = True
    part: str = ""  # nominative of a part after a hyphen: `Mokotów` of `Warszawa-Mokotów`


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What the document itself says of its territory. Codes are TERC of 6, 4 and 2 digits; None is unknown.

    `gmina_name` may be known where `gmina` is not (one name, several gminas). `rural` are codes that the
    document calls rural; `mentioned` counts the gminas it names surely.
    """

    gmina: str | None = None
    gmina_name: str | None = None
    powiat: str | None = None
    wojewodztwo: str | None = None
    confidence: float = 0.0
    rural_gminas: bool = False
    named: frozenset[str] = frozenset()  # gminas that it names in the nominative
    mentioned: Mapping[str, int] = field(default_factory=dict)


NO_CONTEXT = PlaceContext()


@dataclass(frozen=True, slots=True)
class PlaceResolution:
    """A place: nominative name, six-digit code of its gmina or None, the rule that chose it, all candidates."""

    name: str
    code: str | None
    rule: str
    confidence: float
    candidates: tuple[str, ...] = ()


_Index = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class PlaceForms:
    """The forms of place names. `index` and `folded`, without Polish letters: case → form → the names it may mean."""

    forms: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]    # nominative → (genitives, locatives), shown first
    index: _Index
    folded: _Index

    @classmethod
    def of(cls, forms: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> PlaceForms:
        """Indexed by each form."""
        index: dict[str, dict[str, list[str]]] = {"nom": {}, "gen": {}, "loc": {}}
        folded: dict[str, dict[str, list[str]]] = {"nom": {}, "gen": {}, "loc": {}}
        for name, (genitives, locatives) in forms.items():
            for case, some in (("nom", (name,)), ("gen", genitives), ("loc", locatives)):
                for form in some:
                    index[case].setdefault(_key(form), []).append(name)
        for case, by_form in index.items():
            for key, names in by_form.items():
                if len(key) > _SHORT:  # short names are too easily other words
                    folded[case].setdefault(fold(key), []).extend(names)
        return cls(forms, index, folded)


class Gazetteer:
    """The forms of all place names of a register."""

    def __init__(self, register: Register, forms: PlaceForms) -> None:
        self.register = register
        self._forms, self._index, self._folded = forms.forms, forms.index, forms.folded
        self._towns = [
            (fold(unit.name), unit) for unit in register if unit.level is Level.GMINA and unit.kind != RURAL_KIND
        ]
        self._gmina_names = {unit.name for unit in register if unit.level is Level.GMINA}
        self._capitals = {seat for unit in register if unit.level is Level.POWIAT for seat in unit.seats}

    def locative(self, name: str) -> str | None:
        """The locative to show: `Korycinie`; None when unknown."""
        forms = self._forms.get(name)
        return forms[1][0] if forms and forms[1] else None

    def genitive(self, name: str) -> str | None:
        """The genitive to show: `Korycina`; None when unknown."""
        forms = self._forms.get(name)
        return forms[0][0] if forms and forms[0] else None

    def is_capital(self, name: str) -> bool:
        """Whether a powiat has its seat in a place of this name (nominative)."""
        return name in self._capitals

    def words(self) -> Iterator[str]:
        """The single words of all forms, in small letters."""
        for keys in self._index.values():
            for key in keys:
                yield from key.split(" ")

    def is_gmina(self, name: str) -> bool:
        """Whether a gmina has this name (nominative)."""
        return name in self._gmina_names

    def names_gmina(self, word: str, case: str) -> bool:
        """Whether a word is a form of a gmina's name in a case: `nom`, `gen` or `loc`."""
        return any(map(self.is_gmina, self._index[case].get(_key(word), ())))

    def read(
        self, tokens: Sequence[Token], position: int, case: str, *, lossy: bool = True, lower: bool = False
    ) -> PlaceName | None:
        """The longest place name in one case that begins at a token, with a part after a hyphen.

        `lossy` also accepts forms without Polish diacritics, `lower` such in small letters.
        """
        found = self._read(tokens, position, case, lossy=lossy, lower=lower)
        return self._with_part(tokens, found) if found else None

    def _with_part(self, tokens: Sequence[Token], whole: PlaceName) -> PlaceName:
        """`Rzeszowie-Jasionce`, `Warszawa-Mokotów`: a town and a part of it."""
        town, _, part = whole.names[0].partition("-")
        if part and self.is_gmina(town) and not self.is_gmina(whole.names[0]):
            return replace(whole, names=(town,), part=part)  # a district that the register names by itself
        ahead = tokens[whole.end : whole.end + 2]
        if len(ahead) < 2 or ahead[0].kind is not TokenKind.DASH or not (ahead[0].glued and ahead[1].glued):
            return whole
        towns = tuple(name for name in whole.names if self.is_gmina(name))
        if not ahead[1].capitalised or not towns or whole.end - whole.start != 1:
            return whole
        named = self._read(tokens, whole.end + 1, whole.case, lossy=False, lower=False)
        if named is not None:
            return replace(whole, names=towns, end=named.end, part=named.names[0])
        end = whole.end + 2
        while end < len(tokens) and tokens[end].capitalised and not tokens[end].glued:
            end += 1
        words = [morphology.nominative_noun(token.text) for token in tokens[whole.end + 1 : end]]
        return replace(whole, names=towns, end=end, part=" ".join(words))

    def _read(
        self, tokens: Sequence[Token], position: int, case: str, *, lossy: bool, lower: bool
    ) -> PlaceName | None:
        for end, key in _keys(tokens, position, lower=lower):
            found = self._index[case].get(key)
            if found:
                return PlaceName(tuple(found), position, end, case)
            if (short := self._abbreviated(tokens, end, key, case)) is not None:
                return PlaceName(short, position, end + 1, case, exact=False)
            if lossy and (plain := self._folded[case].get(fold(key))):
                return PlaceName(tuple(dict.fromkeys(plain)), position, end, case, exact=False)
        return None

    def _abbreviated(self, tokens: Sequence[Token], end: int, key: str, case: str) -> tuple[str, ...] | None:
        """The names that `Gorzowie Wlkp.` may be short for; the key ends with the abbreviation."""
        first, _, last = key.rpartition(" ")
        stem = _SHORTENED.get(last)
        if not first or stem is None or end >= len(tokens) or tokens[end].text != ".":
            return None
        begin = f"{first} {stem}"
        names = [name for form, some in self._index[case].items() if form.startswith(begin) for name in some]
        return tuple(dict.fromkeys(names)) or None

    def resolve(
        self, names: Sequence[str], context: PlaceContext = NO_CONTEXT, *, prefer: str = "town"
    ) -> PlaceResolution:
        """The gmina that a place name means.

        Args:    names: the nominatives that the form may stand for. context: of the document. prefer: `town` or
                 `rural`, which of a town and the rural gmina around it that share a name.
        Returns: the best candidate; code None and rule `ambiguous` when several are equally good, `unknown`
                 when the register knows no such place.
        """
        scored: list[tuple[float, str, str, str]] = []
        for name in dict.fromkeys(names):
            scored += self._candidates(name, context, prefer)
        if not scored:
            return PlaceResolution(names[0], None, "unknown", 0.4)
        scored.sort(reverse=True)
        best = scored[0]
        codes = tuple(dict.fromkeys(code for _, code, _, _ in scored))
        rivals = {code for score, code, _, _ in scored if score > best[0] - 1} - {best[1]}
        if rivals:
            return PlaceResolution(best[2], None, "ambiguous", 0.5, codes)
        confidence = {"gmina": 0.95, "twin": 0.85, "context": 0.9, "locality": 0.85}[best[3]]
        return PlaceResolution(best[2], best[1], best[3], confidence, codes)

    def resolve_gmina(self, names: Sequence[str], context: PlaceContext = NO_CONTEXT) -> PlaceResolution:
        """The gmina that `gmina X` or `w gminie X` means: of a town and the rural gmina of its name the rural one.

        A town is rarely called a gmina, but it may be: such an answer is less sure.
        """
        found = self.resolve(names, context, prefer="rural")
        unit = self.register.get(found.code) if found.code else None
        if unit is None:
            return found
        rural = [one for one in self.register.gminas_named(unit.name) if _twins(one, unit)]
        if unit.kind == RURAL_KIND and rural:
            return replace(found, rule="twin", confidence=min(found.confidence, TWIN))
        if len(rural) != 1 or rural[0].code[:4] != unit.code[:4]:
            return found
        return replace(found, code=rural[0].code, rule="twin", confidence=min(found.confidence, TWIN))

    def is_twin(self, code: str) -> bool:
        """Whether a rural gmina shares its name with a town beside it."""
        unit = self.register.get(code)
        if unit is None or unit.kind != RURAL_KIND:
            return False
        return any(_twins(one, unit) for one in self.register.gminas_named(unit.name))

    def _candidates(self, name: str, context: PlaceContext, prefer: str) -> list[tuple[float, str, str, str]]:
        """(score, code, name, rule); a difference of 1 decides."""
        scored: list[tuple[float, str, str, str]] = []
        gminas = self.register.gminas_named(name)
        for unit in gminas:
            rule, score = "gmina", 6.0
            score += 4.0 if unit.city_rights else 0.0
            twin = [one for one in gminas if one.code != unit.code and _twins(one, unit)]
            if twin:
                rural = unit.kind == RURAL_KIND
                rule = "twin"
                score += 3.0 if rural == (prefer == "rural") and not unit.city_rights else 0.0
                score -= 8.0 if unit.city_rights and prefer == "rural" else 0.0
            near = self._nearness(unit.code, context) + (_NAMED if name in context.named else 0.0)
            scored.append((score + near, unit.code, name, "context" if near >= 2 and not twin else rule))
        for place in self.register.localities_named(name):
            if place.part_of:
                continue
            town = place.kind == TOWN_KIND
            near = self._nearness(place.gmina, context)
            if any(unit.code == place.gmina for unit in gminas):
                continue
            score = (5.0 if town else 3.0 if place.kind == VILLAGE_KIND else 1.0) + near
            scored.append((score, place.gmina, name, "context" if near >= 2 else "locality"))
        return scored

    def _nearness(self, code: str, context: PlaceContext) -> float:
        if context.gmina == code:
            return 6.0
        if context.powiat and code.startswith(context.powiat):
            return 4.0
        if code in context.mentioned:
            return 3.0
        return 2.0 if context.wojewodztwo and code.startswith(context.wojewodztwo) else 0.0

    def powiat(self, words: str, context: PlaceContext = NO_CONTEXT) -> Unit | None:
        """The powiat of an adjective in any case (`sokólskiego`), chosen by context where two have it."""
        found = self.register.powiats_named(words)
        if len(found) > 1:
            near = [
                unit for unit in found
                if unit.code == context.powiat or (context.wojewodztwo and unit.parent == context.wojewodztwo)
                or any(code.startswith(unit.code) for code in context.mentioned)
            ]
            found = tuple(near)
        return found[0] if len(found) == 1 else None

    @lru_cache(maxsize=4096)  # noqa: B019 — there is one gazetteer, for good
    def _towns_on(self, stem: str) -> tuple[tuple[str, Unit], ...]:
        """The towns whose names begin with a stem."""
        return tuple(one for one in self._towns if one[0].startswith(stem))

    def by_adjective(self, adjective: str, context: PlaceContext = NO_CONTEXT) -> PlaceResolution | None:
        """The town of an adjective: the seat of the powiat of that name, else the one town whose name begins alike.

        `rybnicki` → Rybnik, `jaworznicki` → Jaworzno. None when nothing, or more than one thing, fits.
        """
        stem = re.sub(r"(?:n?ick|eck|sk|ck|dzk)(?:i|a|ie)$", "", fold(adjective))
        cities = [unit for _, unit in self._towns_on(stem) if unit.city_rights]
        if len(stem) >= _SHORTEST_STEM and len(cities) == 1 and len(cities[0].name) <= len(stem) + 3:
            return PlaceResolution(cities[0].name, cities[0].code, "adjective", 0.8)
        unit = self.powiat(adjective, context)
        if unit is not None:
            seat = unit.seats[-1] if unit.seats else unit.name
            return PlaceResolution(seat, self.register.seat_gmina(unit.code), "adjective", 0.8)
        if len(stem) < _SHORTEST_STEM:
            return None
        close = [town for name, town in self._towns_on(stem) if len(name) <= len(stem) + 4]
        near = [town for town in close if self._nearness(town.code, context) >= 2] or close
        if len({town.code for town in near}) != 1:
            return None
        return PlaceResolution(near[0].name, near[0].code, "adjective", 0.7)


def _twins(one: Unit, other: Unit) -> bool:
    """A town and the rural gmina of its name: in one powiat, or a city with powiat rights and its surroundings."""
    return one.code[:2] == other.code[:2] and (one.kind == RURAL_KIND) != (other.kind == RURAL_KIND)


def _key(name: str) -> str:
    return name.casefold().replace("-", " ")


def _keys(tokens: Sequence[Token], position: int, *, lower: bool = False) -> list[tuple[int, str]]:
    """(end, key) of every run of words from a token on that could be a place name, the longest first."""
    if position >= len(tokens) or not (tokens[position].capitalised or (lower and tokens[position].is_word)):
        return []
    runs: list[tuple[int, str]] = []
    words: list[str] = []
    at = position
    while at < len(tokens) and len(words) < LONGEST:
        token = tokens[at]
        if token.is_word:
            words.append(token.key)
            if token.capitalised or lower:
                runs.append((at + 1, " ".join(words)))
        elif token.kind is not TokenKind.NEWLINE and not (token.kind is TokenKind.DASH and token.glued):
            break
        at += 1
    return runs[::-1]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the reference tables."""
    table = "place_forms.csv.gz"

    def build() -> PlaceForms:
        return PlaceForms.of({
            row["name"]: (reference.split(row["gen"]), reference.split(row["loc"])) for row in reference.rows(table)
        })

    code = [Path(__file__), Path(__file__).with_name("tokens.py"), Path(reference.__file__)]
    sources = [reference.reference_folder() / table, *code]
    return Gazetteer(reference.register(), ready("places", sources, build))
