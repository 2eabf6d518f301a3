"""The nominative of a name whose words no table knows: `Promocją Regionu X` → `Promocja Regionu X`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.polish import morphology

_LOCAL = re.compile(r"(\w+(?:[sc]k|dzk))(ie|iego|iemu|im|imi|ich|iej|a|ą|i)", re.IGNORECASE)
"""Adjectives of places, which no dictionary has all of."""
_LOCAL_ENDINGS = {"f": "a", "n": "ie"}
_BEFORE = 3
"""Adjectives that may stand before the head."""
_NOMINATIVE = morphology.bit("sg", "nom") | morphology.bit("pl", "nom")


def basic_form(words: Sequence[str]) -> list[str] | None:
    """The words with the head noun and its adjectives in the nominative.

    Returns: the words as they are when they may be a nominative; None when no head is known.
    """
    for at, word in enumerate(words[: _BEFORE + 1]):
        around = _around(words, at)
        for lemma, number, gender, cases in morphology.nouns(word):
            readings = cases
            for index in around:
                readings &= _readings(words[index], gender)
            if readings:
                return list(words) if readings & _NOMINATIVE else _inflected(words, at, around, lemma, number, gender)
        if not _is_adjective(word):
            return None
    return None


def _around(words: Sequence[str], at: int) -> list[int]:
    """The adjectives before the head and right after it."""
    after = at + 1
    while after < len(words) and _is_adjective(words[after]):
        after += 1
    return [*range(at), *range(at + 1, after)]


def _last(word: str) -> str:
    return word.rpartition("-")[2]


def _is_adjective(word: str) -> bool:
    last = _last(word)
    known = any(morphology.adjective_readings(last, gender) for gender in ("m3", "n", "f"))
    return known or _LOCAL.fullmatch(last) is not None


def _readings(word: str, gender: str) -> int:
    last = _last(word)
    known = morphology.adjective_readings(last, gender)
    if known or not (local := _LOCAL.fullmatch(last)):
        return known
    # The ending of an adjective that every dictionary has tells the case of one that none has.
    return morphology.adjective_readings(f"polsk{local.group(2)}", gender)


def _inflected(
    words: Sequence[str], at: int, around: Sequence[int], lemma: str, number: str, gender: str
) -> list[str] | None:
    forms = morphology.noun_forms(lemma, gender)
    head = next((form for form, readings in forms.items() if readings & morphology.bit(number, "nom")), None)
    if head is None:
        return None
    made = list(words)
    made[at] = morphology.styled(head, words[at])
    for index in around:
        before, dash, last = words[index].rpartition("-")
        made[index] = before + dash + _adjective(last, gender, number)
    return made


def _adjective(word: str, gender: str, number: str) -> str:
    known = morphology.nominative_adjective(word, gender, number)
    local = _LOCAL.fullmatch(word)
    if known != word or local is None or morphology.adjective_readings(word, gender):
        return known
    return local.group(1) + ("ie" if number == "pl" else _LOCAL_ENDINGS.get(gender, "i"))
