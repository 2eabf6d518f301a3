"""Local governments in text: by name (`Gmina Korycin`) and by the person who acts for them (`Wójt Gminy Korycin`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.territory import Unit
from loaders.polish import morphology
from loaders.polish.phrases import Reader
from loaders.polish.places import URBAN_KIND, PlaceContext, PlaceName
from loaders.polish.tokens import Token, TokenKind
from loaders.polish.typography import clean

_HEADS = {
    "wójt": "m1", "burmistrz": "m1", "prezydent": "m1", "starosta": "m1", "wicestarosta": "m1", "marszałek": "m1",
    "wicemarszałek": "m1", "wicewójt": "m1", "wiceburmistrz": "m1", "wiceprezydent": "m1", "wojewoda": "m1",
    "wicewojewoda": "m1", "radny": "m1", "gmina": "f", "miasto": "n", "powiat": "m3", "województwo": "n",
}
_HEADS_OF_UNITS = frozenset({"gmina", "miasto", "powiat", "województwo"})
_GMINA_ROLES = frozenset({"wójt", "burmistrz", "prezydent", "wicewójt", "wiceburmistrz", "wiceprezydent"})
_POWIAT_ROLES = frozenset({"starosta", "wicestarosta"})
_LEADERS = frozenset({
    "dyrektor", "dyrektorka", "wicedyrektor", "kierownik", "kierowniczka", "komendant", "prezes", "prezeska",
    "wiceprezes",
    "naczelnik", "przewodniczący", "przewodnicząca", "dowódca", "rektor", "koordynator", "koordynatorka", "proboszcz",
    "zastępca", "sekretarz", "pełnomocnik", "inspektor", "przedstawiciel", "przedstawicielka",
})
ROLE_CONFIDENCE = 0.80
NAME_CONFIDENCE = 0.92


@dataclass(frozen=True, slots=True)
class Government:
    """A local government found at tokens[start:end]."""

    start: int
    end: int
    type: str                 # GMINA | POWIAT | WOJEWODZTWO
    name: str
    place: str | None
    place_names: tuple[str, ...]
    terc: str | None          # of a powiat or województwo; a gmina is resolved with the context
    prefer: str               # town | rural
    role: str
    readings: int
    confidence: float
    powiat: str | None = None # the powiat that the text says right after it


def _lemmas() -> dict[str, tuple[str, int]]:
    forms: dict[str, tuple[str, int]] = {}
    for lemma, gender in _HEADS.items():
        paradigm = morphology.noun_forms(lemma, gender) or morphology.adjective_forms(lemma, gender)
        forms.update({form: (lemma, readings) for form, readings in paradigm.items()})
    return forms


_FORMS: dict[str, tuple[str, int]] = {}
_LEADER_FORMS: dict[str, str] = {}


def _forms() -> dict[str, tuple[str, int]]:
    if not _FORMS:
        _FORMS.update(_lemmas())
    return _FORMS


def leader(word: str) -> str:
    """The nominative of a word that says who leads or represents an institution, "" for other words."""
    if not _LEADER_FORMS:
        for lemma in _LEADERS:
            for gender in ("m1", "f"):
                forms = morphology.noun_forms(lemma, gender) or morphology.adjective_forms(lemma, gender)
                for form in forms:
                    _LEADER_FORMS.setdefault(form, lemma)
    return _LEADER_FORMS.get(word.casefold(), "")


def may_begin(token: Token) -> bool:
    """Whether a local government may begin with a token: a quick look before `read`."""
    return token.key in _forms() or token.text == "m"


def read(reader: Reader, position: int, context: PlaceContext) -> tuple[Government, ...]:
    """The local governments that begin at a token; several for `Gminy Chełmek, Oświęcim i Kęty`.

    Capital letters are required, except for the roles.
    """
    token = reader.at(position)
    if token is None or not token.is_word:
        return ()
    if token.key == "m" and token.text == "m" and _capital(reader, position):
        return _warsaw(reader, position)
    known = _forms().get(token.key)
    if known is None:
        return ()
    lemma, readings = known
    if lemma in _HEADS_OF_UNITS:
        if not token.capitalised:
            return ()
        one = (
            _gmina(reader, position, lemma, readings) if lemma in ("gmina", "miasto")
            else _unit(reader, position, lemma, readings, context)
        )
        return (one, *_more(reader, one, readings)) if one else ()
    one = _role(reader, position, lemma, readings, context)
    return (one,) if one else ()


def _role(reader: Reader, position: int, lemma: str, readings: int, context: PlaceContext) -> Government | None:
    if lemma in _GMINA_ROLES:
        return _gmina_role(reader, position, lemma, readings)
    if lemma in _POWIAT_ROLES:
        return _starosta(reader, position, lemma, readings, context)
    if lemma in ("marszałek", "wicemarszałek"):
        return _marszalek(reader, position, lemma, readings)
    return _wojewoda(reader, position, lemma, readings) if lemma in ("wojewoda", "wicewojewoda") else None


def _capital(reader: Reader, position: int) -> bool:
    return [reader.key(position + step) for step in range(1, 4)] == [".", "st", "."]


def _warsaw(reader: Reader, position: int) -> tuple[Government, ...]:
    place = reader.gazetteer.read(reader.tokens, position + 4, "nom") or reader.gazetteer.read(
        reader.tokens, position + 4, "gen"
    )
    if place is None:
        return ()
    name = place.names[0]
    return (
        _of_gmina(position, place, f"Miasto Stołeczne {name}", name, "town", "", morphology.EVERY, NAME_CONFIDENCE),
    )


def _more(reader: Reader, first: Government, readings: int) -> list[Government]:
    """The rest of a series under one plural word: `Gminy Chełmek, Oświęcim i Kęty`."""
    found: list[Government] = []
    end = first.end
    while readings & morphology.PLURAL and first.type == "GMINA" and reader.key(end) in (",", "i", "oraz"):
        at = reader.over_line_end(end + 1)
        place = reader.gazetteer.read(reader.tokens, at, "nom", lossy=False)
        following = reader.at(place.end) if place else None
        if place is None or not reader.gazetteer.is_gmina(place.names[0]) or (following and following.capitalised):
            break
        name = place.names[0]
        found.append(_of_gmina(at, place, f"Gmina {name}", name, first.prefer, "", readings, NAME_CONFIDENCE))
        end = place.end
    return found


def _wojewoda(reader: Reader, position: int, lemma: str, readings: int) -> Government | None:
    """`Wojewoda Podlaski`: his office."""
    at = reader.over_line_end(position + 1)
    token = reader.at(at)
    if token is None or not token.capitalised:
        return None
    found = _unit_at(reader, at, PlaceContext(), "województwo")
    if found is None:
        return None
    adjective, end, unit = found
    if unit is None:
        return None
    seat = unit.seats[0]
    name = f"{titled(morphology.nominative_adjective(adjective, 'm3'))} Urząd Wojewódzki {reader.in_place(seat)}"
    towns = [town.code for town in reader.gazetteer.register.gminas_named(seat, within=unit.code) if town.city_rights]
    code = towns[0] if towns else None
    return Government(position, end, "UW", name, seat, (seat,), code, "town", lemma, readings, ROLE_CONFIDENCE)


def _gmina_end(reader: Reader, position: int) -> int:
    """After `Gmina`, `Miasto i Gmina`, `Gmina Miejska`, beginning at the first of these words, in any case."""
    end = position + 1
    if reader.key(end) in ("i", "-") and _forms().get(reader.key(end + 1), ("", 0))[0] in ("gmina", "miasto"):
        end += 2
    elif _forms().get(reader.key(end), ("", 0))[0] == "miasto":  # Gmina Miasto X
        end += 1
    while (token := reader.at(end)) and token.key.startswith(("miejsk", "wiejsk", "stołeczn")):
        end += 1
        dash = reader.at(end)
        if dash and dash.kind is TokenKind.DASH:
            end += 1
    return reader.over_line_end(end)


def _gmina(reader: Reader, position: int, lemma: str, readings: int) -> Government | None:
    end = _gmina_end(reader, position)
    place = reader.gazetteer.read(reader.tokens, end, "nom") or reader.gazetteer.read(reader.tokens, end, "gen")
    if place is None or not any(reader.gazetteer.is_gmina(name) for name in place.names):
        return None
    between = clean(reader.tokens, position, end).casefold()
    town = lemma == "miasto" or "miast" in between or "miejsk" in between
    both = "gmin" in between and "miast" in between and " i " in between
    if "stołeczn" in between:
        word = "Miasto Stołeczne"
    elif both:
        word = "Miasto i Gmina"
    else:
        word = "Miasto" if lemma == "miasto" else "Gmina Miejska" if town else "Gmina"
    name = next(name for name in place.names if reader.gazetteer.is_gmina(name))
    one = _of_gmina(position, place, f"{word} {name}", name, "town" if town else "rural", "", readings, NAME_CONFIDENCE)
    return replace(one, powiat=powiat_after(reader, place.end))


def powiat_after(reader: Reader, position: int) -> str | None:
    """The code of the powiat in `… powiat kolneński`, `… (pow. kolneński)` right after a gmina's name."""
    for at in range(position, position + 3):
        if reader.key(at) in ("powiat", "powiecie", "powiatu", "pow"):
            start = at + 2 if reader.key(at + 1) == "." else at + 1
            end = reader.adjective_of_unit(start)
            unit = reader.gazetteer.powiat(clean(reader.tokens, start, end)) if end else None
            return unit.code if unit else None
        token = reader.at(at)
        if token is None or token.is_word or token.kind is TokenKind.BREAK:
            return None
    return None


def _of_gmina(
    start: int, place: PlaceName, name: str, seat: str, prefer: str, role: str, readings: int, confidence: float
) -> Government:
    return Government(start, place.end, "GMINA", name, seat, (seat,), None, prefer, role, readings, confidence)


def _gmina_role(reader: Reader, position: int, lemma: str, readings: int) -> Government | None:
    at = reader.over_line_end(position + 1)
    head = _forms().get(reader.key(at), ("", 0))[0]
    end = _gmina_end(reader, at) if head in ("gmina", "miasto") else at
    if reader.key(at) == "m" and reader.key(at + 1) == ".":
        head, end = "miasto", at + (4 if reader.key(at + 2) == "st" else 2)
    between = clean(reader.tokens, at, end).casefold()
    cases = ("nom", "gen") if head else ("gen",)
    place = next((found for case in cases if (found := reader.gazetteer.read(reader.tokens, end, case))), None)
    if place is None:
        return None
    gminas = [name for name in place.names if reader.gazetteer.is_gmina(name)]
    if not gminas:
        return None
    mayor = lemma.removeprefix("wice")
    urban = any(unit.kind == URBAN_KIND for unit in reader.gazetteer.register.gminas_named(gminas[0]))
    if mayor == "wójt":
        word, prefer = "Gmina", "rural"
    elif mayor == "prezydent" or (urban and "gmin" not in between):
        word, prefer = "Miasto", "town"
    else:
        word, prefer = "Gmina", "town"
    return _of_gmina(position, place, f"{word} {gminas[0]}", gminas[0], prefer, lemma, readings, ROLE_CONFIDENCE)


def _unit_at(reader: Reader, position: int, context: PlaceContext, level: str) -> tuple[str, int, Unit | None] | None:
    """(adjective as written, end, unit) of `sokólskiego` after `Powiatu`; unit None when several have it."""
    end = reader.adjective_of_unit(position)
    if end is None:
        return None
    written = clean(reader.tokens, position, end)
    register = reader.gazetteer.register
    if level == "powiat":
        found = register.powiats_named(written)
        unit = reader.gazetteer.powiat(written, context)
        return (found[0].name, end, unit) if found else None
    wojewodztwo = register.wojewodztwo_named(written)
    return (wojewodztwo.name, end, wojewodztwo) if wojewodztwo else None


def titled(adjective: str) -> str:
    """`kujawsko-pomorskie` → `Kujawsko-Pomorskie`."""
    return " ".join("-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in adjective.split(" "))


def _unit(reader: Reader, position: int, lemma: str, readings: int, context: PlaceContext) -> Government | None:
    found = _unit_at(reader, reader.over_line_end(position + 1), context, lemma)
    if found is None:
        return None
    return _government(position, found, lemma, "", readings, NAME_CONFIDENCE)


def _government(
    start: int, found: tuple[str, int, Unit | None], level: str, role: str, readings: int, confidence: float
) -> Government:
    adjective, end, unit = found
    word = "Powiat" if level == "powiat" else "Województwo"
    seat = unit.seats[-1] if unit and unit.seats and level == "powiat" else None
    kind = "POWIAT" if level == "powiat" else "WOJEWODZTWO"
    code = unit.code if unit else None
    sure = confidence if unit else min(confidence, 0.6)
    name = f"{word} {titled(adjective)}"
    return Government(start, end, kind, name, seat, (seat,) if seat else (), code, "town", role, readings, sure)


def _starosta(reader: Reader, position: int, lemma: str, readings: int, context: PlaceContext) -> Government | None:
    at = reader.over_line_end(position + 1)
    if reader.key(at) == "powiatu":
        at += 1
    found = _unit_at(reader, at, context, "powiat")
    if found is None:
        return None
    return _government(position, found, "powiat", lemma, readings, ROLE_CONFIDENCE)


def _marszalek(reader: Reader, position: int, lemma: str, readings: int) -> Government | None:
    at = reader.over_line_end(position + 1)
    if reader.key(at) != "województwa":
        return None
    found = _unit_at(reader, at + 1, PlaceContext(), "województwo")
    return _government(position, found, "województwo", lemma, readings, ROLE_CONFIDENCE) if found else None


