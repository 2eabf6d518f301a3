"""Case forms of place names, generated word by word: for the table `place_forms.csv.gz` and for display.

Agreement: the adjectives of a name go with its noun in number and gender (`Zduńska Wola`, `Kulesze
Kościelne`); several nouns inflect each by itself (`Kobylin-Borzymy`). The dictionary over-generates,
which is harmless for look-up, so all forms are kept; the first of each case is the one to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from loaders.polish import morphology

_FIXED = frozenset({"nad", "i", "k.", "koło", "pod", "na", "w", "we", "przy", "o"})
_MOST = 24
"""At most so many ways to read the words of a name are tried."""


@dataclass(frozen=True, slots=True)
class _Paradigm:
    """One way to inflect a word: `rank` 0 is the likeliest for a place name."""

    adjective: bool
    number: str
    gender: str
    forms: Mapping[str, tuple[str, ...]]
    rank: int


def _styled(form: str, like: str) -> str:
    return form[0].upper() + form[1:] if like[0].isupper() else form


_ENDINGS = (
    # nominative, number, gender, genitive, locative: of words that only names have
    ("owo", "sg", "n", "owa", "owie"), ("ewo", "sg", "n", "ewa", "ewie"), ("ino", "sg", "n", "ina", "inie"),
    ("yno", "sg", "n", "yna", "ynie"), ("cko", "sg", "n", "cka", "cku"), ("sko", "sg", "n", "ska", "sku"),
    ("ów", "sg", "m3", "owa", "owie"), ("in", "sg", "m3", "ina", "inie"), ("yn", "sg", "m3", "yna", "ynie"),
    ("ice", "pl", "n", "ic", "icach"), ("yce", "pl", "n", "yc", "ycach"), ("ica", "sg", "f", "icy", "icy"),
    ("owa", "sg", "f", "owej", "owej"), ("awa", "sg", "f", "awy", "awie"), ("ówka", "sg", "f", "ówki", "ówce"),
    ("anka", "sg", "f", "anki", "ance"), ("ówki", "pl", "n", "ówek", "ówkach"), ("any", "pl", "n", "an", "anach"),
    ("iny", "pl", "n", "in", "inach"), ("owy", "pl", "n", "ów", "owach"), ("ary", "pl", "n", "ar", "arach"),
    ("zna", "sg", "f", "znej", "znej"), ("ska", "sg", "f", "skiej", "skiej"), ("cka", "sg", "f", "ckiej", "ckiej"),
)


def _guessed(word: str) -> list[_Paradigm]:
    """The paradigm that a word's ending suggests, for names the dictionary does not know."""
    for ending, number, gender, genitive, locative in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            forms = {"nom": (word,), "gen": (stem + genitive,), "loc": (stem + locative,)}
            return [_Paradigm(False, number, gender, forms, 4)]
    return []


@cache
def _paradigms(word: str) -> tuple[_Paradigm, ...]:
    found: list[_Paradigm] = []
    for lemma, tag, labels in {*morphology.readings_of(word), *morphology.readings_of(word.lower())}:
        parts = tag.split(":")
        if parts[0] not in ("subst", "adj", "ppas") or len(parts) < 4 or "nom" not in parts[2].split("."):
            continue
        adjective = parts[0] != "subst"
        for gender in parts[3].split(".") if adjective else [parts[3]]:
            forms = morphology.cases(lemma, parts[0], parts[1], gender)
            if not forms or word.casefold() not in {form.casefold() for form in forms.get("nom", ())}:
                continue
            geographic = "nazwa_geograficzna" in labels
            person = not geographic and bool({"imię", "nazwisko"} & set(labels))
            rank = (2 if adjective else 0 if geographic else 3 if person else 1) + (parts[1] == "pl")
            styled = {case: tuple(_styled(form, word) for form in some) for case, some in forms.items()}
            found.append(_Paradigm(adjective, parts[1], gender, styled, rank))
    if not found:
        found += _guessed(word)
    return tuple(sorted(found, key=lambda one: (one.rank, one.number, one.gender, sorted(one.forms.items()))))


def _agree(chosen: tuple[_Paradigm | None, ...]) -> bool:
    inflecting = [one for one in chosen if one]
    nouns = [one for one in inflecting if not one.adjective]
    guide = nouns[0] if nouns else inflecting[0] if inflecting else None
    return all(
        guide is None or (one.number == guide.number and (not one.adjective or one.gender == guide.gender))
        for one in inflecting
    )


def _choices(words: list[str]) -> list[tuple[_Paradigm | None, ...]]:
    choices: list[tuple[_Paradigm | None, ...]] = []
    complement = False  # what follows a preposition or a genitive no longer inflects
    for position, word in enumerate(words):
        paradigms = () if complement or word in _FIXED else _paradigms(word)[:_MOST]
        if position and word[-3:] in ("ski", "cki", "ska", "cka", "kie"):  # no surname, no region
            paradigms = tuple(one for one in paradigms if one.adjective) or paradigms
        complement = complement or word in _FIXED or (position > 0 and not paradigms)
        choices.append(paradigms or (None,))
    return choices


def _group_forms(group: str, case: str) -> tuple[str, ...]:
    words = group.split(" ")
    choices = _choices(words)
    if choices[0] == (None,):
        return ()
    ways = [way for way in product(*choices) if _agree(way)]
    if len(words) > 1:  # Nowe Miasto: an adjective before a noun is no noun
        ways = [way for way in ways if way[0] and way[0].adjective and way[1] and not way[1].adjective] or ways
    forms: dict[str, None] = {}
    for way in sorted(ways, key=lambda way: sum(one.rank for one in way if one)):
        options = [(word,) if one is None else one.forms.get(case, ()) for word, one in zip(words, way, strict=True)]
        for chosen in product(*options):
            forms.setdefault(" ".join(chosen))
    return tuple(forms)


@cache
def case_forms(name: str, case: str) -> tuple[str, ...]:
    """All forms of a place name in a case (`gen`, `loc` …), the one to show first.

    The parts around a hyphen inflect each by itself. Empty when the dictionary knows no fitting word.
    """
    groups = [_group_forms(group, case) for group in name.split("-")]
    return tuple("-".join(chosen) for chosen in product(*groups))
