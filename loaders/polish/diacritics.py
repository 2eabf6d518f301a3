"""Polish letters that a text has lost: `Miejsko-Gminny Osrodek Pomocy Spolecznej` read as it was meant.

Only a text that has lost nearly all of them is touched. Every letter stays at its place, so that spans
in the restored text are spans in the original.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import combinations, product

from loaders.polish import morphology
from loaders.polish.lexicon import lexicon
from loaders.polish.places import gazetteer
from loaders.polish.tokens import fold

_LOST = 0.012
"""Share of letters with diacritics below which a text has lost them; Polish has about 0.07."""
_SHORTEST_TEXT = 120
"""Letters of the shortest text of which that can be said."""
_MOST_RESTORED = 3
"""Letters that a word which no table knows may have lost."""
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_MAY_BE = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_WORD = re.compile(r"[^\W\d_]{3,}|\b[Ss]w(?=\.)")
_SHORTEST_GUESSED = 5


def has_lost_letters(text: str) -> bool:
    """Whether a text of some length has next to no Polish letters."""
    polish = sum(map(text.count, _POLISH))
    if polish >= _LOST * len(text):  # not all of them are letters
        return False
    letters = sum(map(str.isalpha, text))
    return letters >= _SHORTEST_TEXT and polish < _LOST * letters


def restored(text: str) -> str:
    """The text with its Polish letters, character for character as long as before."""
    return _WORD.sub(lambda match: _restored_word(match.group()), text)


@lru_cache(maxsize=20_000)
def _restored_word(word: str) -> str:
    lower = word.casefold()
    if len(lower) != len(word) or not lower.isascii():
        return word
    if lower == "sw":
        return word[0].translate(str.maketrans("sS", "śŚ")) + word[1:]
    meant = _words().get(lower) or (_places().get(lower) if word[0].isupper() else None) or _guessed(lower)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, meant, strict=True))


@cache
def _words() -> dict[str, str]:
    """Words of institutions' names by what is left of them; a word that also stands so by itself is left out."""
    forms: dict[str, set[str]] = {}
    for names in lexicon().by_first.values():
        for name in names:
            for slot in name.slots:
                for form in slot.forms:
                    forms.setdefault(fold(form), set()).add(form)
    return _sure(forms)


@cache
def _places() -> dict[str, str]:
    forms: dict[str, set[str]] = {}
    for form in gazetteer().words():
        forms.setdefault(fold(form), set()).add(form)
    return _sure(forms)


def _sure(forms: dict[str, set[str]]) -> dict[str, str]:
    return {
        plain: next(iter(some)) for plain, some in forms.items()
        if len(some) == 1 and plain not in some and len(plain) == len(next(iter(some)))
    }


def _guessed(word: str) -> str:
    """The dictionary's word that differs in the fewest lost letters; the word itself when it is one."""
    if len(word) < _SHORTEST_GUESSED or morphology.analyse(word):
        return word
    places = [at for at, letter in enumerate(word) if letter in _MAY_BE]
    for count in range(1, _MOST_RESTORED + 1):
        for chosen in combinations(places, count):
            for letters in product(*(_MAY_BE[word[at]] for at in chosen)):
                made = list(word)
                for at, letter in zip(chosen, letters, strict=True):
                    made[at] = letter
                if morphology.analyse("".join(made)):
                    return "".join(made)
    return word
