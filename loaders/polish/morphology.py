"""Polish word forms from morfeusz2 (SGJP): every case form of a word, with the cases it may stand for.

A set of (number, case) readings is an int of 14 bits, so that the agreement of the words of a name
is the bitwise and of their sets.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import morfeusz2

CASES = ("nom", "gen", "dat", "acc", "inst", "loc", "voc")
SINGULAR = 0b00000001111111
PLURAL = 0b11111110000000
EVERY = SINGULAR | PLURAL
VERSION = morfeusz2.__version__
"""Of the dictionary that the forms are from."""
_ADJECTIVES = ("adj", "ppas", "pact")


def bit(number: str, case: str) -> int:
    """The set that holds one reading: number `sg` or `pl`, case as in `CASES`."""
    return 1 << (CASES.index(case) + (len(CASES) if number == "pl" else 0))


def case_of(readings: int) -> str:
    """The case that all readings share, "" when they differ; `acc` and `voc` yield to a nominative."""
    cases = [CASES[i % 7] for i in range(14) if readings >> i & 1]
    if "nom" in cases:
        return "nom"
    known = set(cases) - {"voc"}
    return known.pop() if len(known) == 1 else ""


@cache
def _morfeusz() -> Any:  # the package has no type information
    return morfeusz2.Morfeusz()


def _readings(number: str, cases: str) -> int:
    found = 0
    for case in cases.split("."):
        if case in CASES:
            for one in number.split("."):
                found |= bit(one, case)
    return found


@cache
def noun_forms(lemma: str, gender: str) -> dict[str, int]:
    """Forms of a noun, casefolded, with their readings. Empty when the dictionary does not know it."""
    forms: dict[str, int] = {}
    for form, _, tag, *_rest in _morfeusz().generate(lemma):
        parts = tag.split(":")
        if parts[0] in ("subst", "depr") and gender in parts[3].split("."):
            forms[form.casefold()] = forms.get(form.casefold(), 0) | _readings(parts[1], parts[2])
    return forms


@cache
def adjective_forms(word: str, gender: str) -> dict[str, int]:
    """Forms, in one gender, of the adjective or adjectival participle that a form belongs to, casefolded.

    Degree and negation stay those of `word` (`wyższy` gives no `wysoki`). Empty when it is no adjective.
    """
    forms: dict[str, int] = {}
    found = _adjective(word)
    if found is None:
        return forms
    lemma, kind = found
    for form, _, tag, *_rest in _morfeusz().generate(lemma):
        parts = tag.split(":")
        if parts[0] in _ADJECTIVES and (parts[0], parts[-1]) == kind and gender in parts[3].split("."):
            forms[form.casefold()] = forms.get(form.casefold(), 0) | _readings(parts[1], parts[2])
    return forms


@cache
def analyse(word: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(lemma, tag, name labels such as `imię`, `nazwisko`, `nazwa_geograficzna`) of a single word."""
    return tuple(
        (lemma.split(":")[0], tag, tuple(labels))
        for start, end, (_, lemma, tag, labels, _) in _morfeusz().analyse(word)
        if start == 0 and end == 1 and tag != "ign"
    )


@cache
def _adjective(word: str) -> tuple[str, tuple[str, str]] | None:
    """(lemma, (class, degree or negation)) of an adjective's form."""
    for lemma, tag, _ in analyse(word.casefold()):
        parts = tag.split(":")
        if parts[0] in _ADJECTIVES and len(parts) > 3:
            return lemma, (parts[0], parts[-1])
    return None


@cache
def is_person(word: str) -> bool:
    """Whether a word can only be a first name or a surname."""
    found = analyse(word)
    return bool(found) and all({"imię", "nazwisko"} & set(labels) for _, _, labels in found)


@cache
def adjective_readings(word: str, gender: str) -> int:
    """The (number, case) readings of an adjective's form in one gender; 0 when it is none."""
    readings = 0
    for _, tag, _ in analyse(word.casefold()):
        parts = tag.split(":")
        if parts[0] in _ADJECTIVES and len(parts) > 3 and gender in parts[3].split("."):
            readings |= _readings(parts[1], parts[2])
    return readings


@cache
def is_geographic(word: str) -> bool:
    """Whether the dictionary has a word as a geographic name."""
    return any("nazwa_geograficzna" in labels for _, _, labels in analyse(word))


@cache
def noun_readings(word: str) -> int:
    """The (number, case) readings of a noun's form, whatever its gender; 0 when it is none."""
    readings = 0
    for _, tag, _ in analyse(word) or analyse(word.casefold()):
        parts = tag.split(":")
        if parts[0] in ("subst", "depr") and len(parts) > 2:
            readings |= _readings(parts[1], parts[2])
        elif parts[0] == "ger":  # verbal nouns have a plural in the dictionary only
            readings |= _readings(parts[1], parts[2]) & SINGULAR
    return readings


def styled(form: str, like: str) -> str:
    """A form in the letter case of a word: in capitals, with a capital first letter, or as it is."""
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if like[0].isupper() else form


@cache
def nouns(word: str) -> tuple[tuple[str, str, str, int], ...]:
    """(lemma, number, gender, readings) of each common noun that a word's small letters may be."""
    found = []
    for lemma, tag, labels in analyse(word.casefold()):
        parts = tag.split(":")
        if parts[0] == "subst" and not {"imię", "nazwisko"} & set(labels):
            found.append((lemma, parts[1], parts[3].split(".")[0], _readings(parts[1], parts[2])))
    return tuple(found)


@cache
def nominative_adjective(word: str, gender: str, number: str = "sg") -> str:
    """The nominative of an adjective in a gender, with the letter case of `word`; `word` when unknown."""
    wanted = bit(number, "nom")
    form = next((form for form, readings in adjective_forms(word, gender).items() if readings & wanted), None)
    return word if form is None else styled(form, word)


@cache
def nominative_noun(word: str) -> str:
    """The nominative singular of a noun's form, with the letter case of `word`; `word` when unknown."""
    for lemma, tag, _ in analyse(word) or analyse(word.casefold()):
        if tag.startswith("subst:sg"):
            return styled(lemma, word)
    return word


@cache
def readings_of(word: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Like `analyse`, but lemmas keep their homonym marks (`Wysokie:Sn_pt`), as `cases` wants them."""
    return tuple(
        (lemma, tag, tuple(labels))
        for start, end, (_, lemma, tag, labels, _) in _morfeusz().analyse(word)
        if start == 0 and end == 1 and tag != "ign"
    )


@cache
def cases(lemma: str, part: str, number: str, gender: str) -> dict[str, tuple[str, ...]]:
    """The forms of one homonym by case, for one part of speech, number and gender, casing as in the dictionary."""
    forms: dict[str, dict[str, None]] = {}
    for form, _, tag, *_rest in _morfeusz().generate(lemma):
        parts = tag.split(":")
        plain = parts[0] == "subst" or parts[-1] in ("pos", "aff")  # no nowszy, no niezakopany
        if parts[0] == part and parts[1] == number and gender in parts[3].split(".") and plain:
            for case in parts[2].split("."):
                forms.setdefault(case, {}).setdefault(form)
    return {case: tuple(some) for case, some in forms.items()}
