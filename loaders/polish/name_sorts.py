"""What Morfeusz knows of a word as a name: first name, surname, place, or an ordinary word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import morfeusz2

from loaders.polish import personal_words as words

_CASES = ("nom", "gen", "dat", "acc", "inst", "loc", "voc")


class Sort(NamedTuple):
    """What Morfeusz knows of one word form."""

    first: frozenset[str]        # cases in which it is a first name (singular)
    surname: frozenset[str]      # cases in which it is a surname
    plural_surname: bool         # Kowalscy, Nowaków
    genitive: bool               # may be a genitive of anything
    common: bool                 # an ordinary word too
    adjective: bool
    place: bool                  # a geographical name too
    closed: bool                 # a preposition, conjunction, verb … too
    unknown: bool
    blocked: bool                # an office, or a word of institutions' names
    role: bool
    lemmas: frozenset[str]       # of its readings as a name
    common_lemmas: frozenset[str]


@lru_cache(maxsize=1)
def _morfeusz() -> morfeusz2.Morfeusz:
    return morfeusz2.Morfeusz(generate=False)


@lru_cache(maxsize=65536)
def sort_of(form: str) -> Sort:
    """Analyse one word, written with a capital first letter."""
    first: set[str] = set()
    surname: set[str] = set()
    lemmas: set[str] = set()
    common_lemmas: set[str] = set()
    plural = genitive = common = adjective = place = place_form = closed = unknown = False
    analyses = _morfeusz().analyse(form)
    last = max(end for _, end, _ in analyses)
    for start, end, (_, lemma, tag, names, labels) in analyses:
        if start != 0 or end != last:
            continue
        parts = [set(part.split(".")) for part in tag.split(":")]
        cases = {case for part in parts for case in part if case in _CASES}
        numbers = parts[1] if len(parts) > 1 else set()
        genitive |= "gen" in cases
        pure = lemma.split(":")[0].split("~")[0]
        if tag == "ign":
            unknown = True
        elif "imię" in names or "nazwisko" in names:
            lemmas.add(pure)
            if "imię" in names and "sg" in numbers:
                first |= cases
            if "nazwisko" in names and tag.startswith("subst"):
                surname |= cases if "sg" in numbers else set()
                plural |= "pl" in numbers and "sg" not in numbers and bool({"nom", "gen", "dat", "inst"} & cases)
            place |= "nazwa_geograficzna" in names and "nom" in cases
        elif "nazwa_geograficzna" in names:
            place |= "nom" in cases
            place_form = True
        elif tag.startswith(("adj", "ppas")):     # Anna Wesoła, Piotr Rozmyty
            adjective = True
            common_lemmas.add(pure.lower())
        elif tag.startswith(("subst", "ger", "depr")):
            common |= not {"daw.", "gwar.", "przest."} & set(labels)
            common_lemmas.add(pure.lower())
        elif not tag.startswith(("brev", "winien", "impt")):
            closed = True
    # Nowak is also a genitive of Nowaki: a form that is no place's nominative is a surname first, if it is one at all
    place |= place_form and "nom" not in surname
    role = not words.ROLES.isdisjoint(common_lemmas)
    blocked = role or not words.INSTITUTION_WORDS.isdisjoint(common_lemmas)
    return Sort(frozenset(first), frozenset(surname), plural, genitive, common, adjective, place, closed,
                 unknown, blocked, role, frozenset(lemmas), frozenset(common_lemmas))


def known(word: str) -> bool:
    """Whether the dictionary has the word, as it is written or with a capital letter."""
    return not sort_of(word).unknown or not sort_of(word.capitalize()).unknown
