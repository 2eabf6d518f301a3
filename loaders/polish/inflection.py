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
_RARER = (
    # the same for names of hamlets, when nothing else fits
    ("pole", "sg", "n", "pola", "polu"), ("góra", "sg", "f", "góry", "górze"), ("ór", "sg", "m3", "oru", "orze"),
    ("niec", "sg", "m3", "ńca", "ńcu"), ("siec", "sg", "m3", "śca", "ścu"), ("iec", "sg", "m3", "ca", "cu"),
    ("ec", "sg", "m3", "ca", "cu"), ("ek", "sg", "m3", "ka", "ku"), ("k", "sg", "m3", "ka", "ku"),
    ("cha", "sg", "f", "chy", "sze"), ("ch", "sg", "m3", "cha", "chu"), ("rz", "sg", "m3", "rza", "rzu"),
    ("dz", "sg", "m3", "dza", "dzu"), ("cz", "sg", "m3", "cza", "czu"), ("sz", "sg", "m3", "sza", "szu"),
    ("eń", "sg", "m3", "nia", "niu"), ("ń", "sg", "m3", "nia", "niu"), ("l", "sg", "m3", "la", "lu"),
    ("ki", "pl", "n", "ek", "kach"), ("gi", "pl", "n", "g", "gach"), ("ce", "pl", "n", "c", "cach"),
    ("rze", "pl", "n", "rz", "rzach"), ("cze", "pl", "n", "cz", "czach"), ("sze", "pl", "n", "sz", "szach"),
    ("le", "pl", "n", "l", "lach"), ("ie", "pl", "n", "i", "iach"), ("je", "pl", "n", "i", "jach"),
    ("ne", "sg", "n", "nego", "nem"), ("we", "sg", "n", "wego", "wem"), ("łe", "sg", "n", "łego", "łem"),
    ("y", "pl", "n", "", "ach"), ("ko", "sg", "n", "ka", "ku"), ("no", "sg", "n", "na", "nie"),
    ("wo", "sg", "n", "wa", "wie"), ("ło", "sg", "n", "ła", "le"), ("to", "sg", "n", "ta", "cie"),
    ("ro", "sg", "n", "ra", "rze"), ("do", "sg", "n", "da", "dzie"),
    ("ka", "sg", "f", "ki", "ce"), ("ga", "sg", "f", "gi", "dze"), ("ia", "sg", "f", "i", "i"),
    ("la", "sg", "f", "li", "li"), ("ca", "sg", "f", "cy", "cy"), ("ta", "sg", "f", "ty", "cie"),
    ("ra", "sg", "f", "ry", "rze"), ("da", "sg", "f", "dy", "dzie"), ("ła", "sg", "f", "ły", "le"),
    ("a", "sg", "f", "y", "ie"), ("t", "sg", "m3", "ta", "cie"), ("d", "sg", "m3", "du", "dzie"),
    ("r", "sg", "m3", "ra", "rze"), ("n", "sg", "m3", "na", "nie"), ("w", "sg", "m3", "wa", "wie"),
    ("s", "sg", "m3", "sa", "sie"),
)
_SETTLEMENTS = frozenset(
    {"Kolonia", "Kolonie", "Gajówka", "Leśniczówka", "Osiedle", "Osada", "Wieś", "Przysiółek", "Folwark"}
)
"""Words that inflect alone before the name of a hamlet."""
_SOFT = {"ń": "ni", "ść": "ści", "ć": "ci", "dź": "dzi", "ź": "zi", "l": "li", "rz": "rzy", "cz": "czy", "sz": "szy"}
"""Genitive and locative of names that may be feminine: `w Dargini` beside `w Gostyniu`."""


def _guessed(word: str, *, boldly: bool) -> list[_Paradigm]:
    """The paradigm that a word's ending suggests, for names the dictionary does not know."""
    for ending, number, gender, genitive, locative in (*_ENDINGS, *(_RARER if boldly else ())):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            forms = {"nom": (word,), "gen": (stem + genitive,), "loc": (stem + locative,)}
            return [_Paradigm(False, number, gender, forms, 4)]
    return []


@cache
def _paradigms(word: str, *, boldly: bool = False) -> tuple[_Paradigm, ...]:
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
        found += _guessed(word, boldly=boldly)
    return tuple(sorted(found, key=lambda one: (one.rank, one.number, one.gender, sorted(one.forms.items()))))


def _agree(chosen: tuple[_Paradigm | None, ...]) -> bool:
    inflecting = [one for one in chosen if one]
    nouns = [one for one in inflecting if not one.adjective]
    guide = nouns[0] if nouns else inflecting[0] if inflecting else None
    return all(
        guide is None or (one.number == guide.number and (not one.adjective or one.gender == guide.gender))
        for one in inflecting
    )


def _choices(words: list[str], *, boldly: bool) -> list[tuple[_Paradigm | None, ...]]:
    choices: list[tuple[_Paradigm | None, ...]] = []
    complement = False  # what follows a preposition or a genitive no longer inflects
    for position, word in enumerate(words):
        paradigms = () if complement or word in _FIXED else _paradigms(word, boldly=boldly)[:_MOST]
        if position and word[-3:] in ("ski", "cki", "ska", "cka", "kie"):  # no surname, no region
            paradigms = tuple(one for one in paradigms if one.adjective) or paradigms
        complement = complement or word in _FIXED or (position > 0 and not paradigms)
        choices.append(paradigms or (None,))
    return choices


def _group_forms(group: str, case: str, *, boldly: bool = False) -> tuple[str, ...]:
    words = group.split(" ")
    choices = _choices(words, boldly=boldly)
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


def _maybe_feminine(name: str) -> tuple[str, ...]:
    """The form of a name on a soft consonant, were it feminine."""
    ending = next((ending for ending in _SOFT if name.endswith(ending)), None)
    return (name.removesuffix(ending) + _SOFT[ending],) if ending and " " not in name else ()


def _head_only(name: str, case: str) -> tuple[str, ...]:
    """The first word inflected and the rest as it stands: `Kolonii Boćki`."""
    head, _, rest = name.partition(" ")
    return tuple(f"{form} {rest}" for form in _group_forms(head, case)[:1]) if rest and head in _SETTLEMENTS else ()


@cache
def case_forms(name: str, case: str) -> tuple[str, ...]:
    """All forms of a place name in a case (`gen`, `loc` …), the one to show first.

    The parts around a hyphen inflect each by itself. Empty when no word of it has a known ending.
    """
    groups = [_group_forms(group, case) for group in name.split("-")]
    found = tuple("-".join(chosen) for chosen in product(*groups)) or _head_only(name, case)
    if not found:
        groups = [_group_forms(group, case, boldly=True) for group in name.split("-")]
        found = tuple("-".join(chosen) for chosen in product(*groups))
    return tuple(dict.fromkeys((*found, *_maybe_feminine(name)))) if found else ()
