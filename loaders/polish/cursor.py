"""A place in a text: small steps over tokens, and the place names that begin at one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from loaders.polish import morphology
from loaders.polish.lexicon import Lexicon, Match
from loaders.polish.places import Gazetteer, PlaceName
from loaders.polish.tails import Seat, Tail
from loaders.polish.tokens import Token, TokenKind
from loaders.polish.typography import clean, preposition

_WRAPPED_LINE = 60
"""A line at least so long that ends inside a name is taken as wrapped."""
_SMALL_LINE = 2
"""Spaces of the shortest line without capital letters in which names may be written small."""
_LEGAL_FORM = re.compile(
    r"(?<!\w)(?:sp(?:\.|ółk\w+)\s*z\s*(?:o\.?\s?o\.?|ograniczoną\s+odpowiedzialnością)(?:\s*sp\.?\s?k\.?)?"
    r"|s\.\s?a\.|spółk\w+\s+(?:akcyjn|cywiln|jawn|komandytow)\w+|s\.\s?[cj]\.|sp\.\s?[jkp]\.)(?!\w)",
    re.IGNORECASE,
)
"""The legal form of a company after its name. `SA` without full stops is rather a court of appeal."""
_LEGAL_FORMS = tuple(
    (re.compile(sign), form)
    for sign, form in (
        (r"\sz\s*o.*k\W*$", "sp. z o.o. sp.k."), (r"\sz\s*o|\.z\s*o", "sp. z o.o."), (r"akcyjn|a\.$", "S.A."),
        (r"cywiln|c\.$", "s.c."), (r"jawn|j\.$", "sp.j."), (r"komand|k\.$", "sp.k."), (r"", "sp.p."),
    )
)
_LOCATIVE_ENDINGS = ("ie", "u", "ach", "ej", "ce", "rze", "dze")
_LOCATIVE = morphology.bit("sg", "loc") | morphology.bit("pl", "loc")


@dataclass(frozen=True)
class Cursor:
    """The tokens of one text with the tables to read them by. Positions are indices of tokens."""

    text: str
    tokens: tuple[Token, ...]
    lexicon: Lexicon
    gazetteer: Gazetteer
    _matches: dict[int, Match | None] = field(default_factory=dict, compare=False)
    _small_lines: dict[int, bool] = field(default_factory=dict, compare=False)
    _tails: dict[tuple[int, int, int, int], tuple[Match, Tail]] = field(default_factory=dict, compare=False)

    @cached_property
    def _count(self) -> int:
        return len(self.tokens)

    def match(self, position: int) -> Match | None:
        """The longest name of the lexicon that begins at a token; every position is looked up once."""
        if position not in self._matches:
            self._matches[position] = self.lexicon.match(self.tokens, position)
        return self._matches[position]

    @cached_property
    def legal_forms(self) -> dict[int, int]:
        """Where a legal form starts → where it ends, in characters."""
        return {match.start(): match.end() for match in _LEGAL_FORM.finditer(self.text)}

    def legal_form(self, position: int) -> tuple[int, str] | None:
        """(end, words) of `sp. z o.o.`, `S.A.`, `spółka akcyjna` that begins at a token or at a comma before it."""
        if not self.legal_forms:
            return None
        at = position + 1 if self.key(position) == "," else position
        token = self.at(at)
        stop = self.legal_forms.get(token.start) if token is not None else None
        if stop is None:
            return None
        written = self.text[token.start : stop].casefold() if token is not None else ""
        while (token := self.at(at)) is not None and token.start < stop:
            at += 1
        return at, next(form for sign, form in _LEGAL_FORMS if sign.search(written))

    def at(self, position: int) -> Token | None:
        """The token, None past the end."""
        return self.tokens[position] if 0 <= position < self._count else None

    def key(self, position: int) -> str:
        """The casefolded text of the token, "" past the end."""
        return self.tokens[position].key if 0 <= position < self._count else ""

    def over_line_end(self, position: int) -> int:
        """The position after one line end, if there is one."""
        token = self.at(position)
        return position + 1 if token and token.kind is TokenKind.NEWLINE else position

    def wrapped(self, position: int) -> bool:
        """Whether the line end at a position looks like the wrapping of a long line."""
        token = self.tokens[position]
        begin = self.text.rfind("\n", 0, token.start) + 1
        return token.start - begin >= _WRAPPED_LINE

    def small_line(self, position: int) -> bool:
        """Whether the line of a token has three words or more and no capital letter: names may be written small."""
        start = self.tokens[position].start
        begin = self.text.rfind("\n", 0, start) + 1
        if begin not in self._small_lines:
            stop = self.text.find("\n", start)
            line = self.text[begin : len(self.text) if stop < 0 else stop]
            self._small_lines[begin] = line.islower() and line.count(" ") >= _SMALL_LINE
        return self._small_lines[begin]

    def numeral(self, position: int) -> str | None:
        """A number or a Roman numeral."""
        token = self.at(position)
        if token and (token.kind is TokenKind.NUMBER or token.roman):
            return token.text
        return None

    def seat_in(self, position: int) -> tuple[tuple[Seat, ...], int] | None:
        """`w Korycinie`, `we Wrocławiu`, `z siedzibą w …`, `w Rzeszowie, Lublinie i Kielcach` → seats and end."""
        at = self.over_line_end(position)
        if self.key(at) == "z" and self.key(at + 1) in ("siedzibą", "siedziba"):
            at += 2
        if self.key(at) not in ("w", "we"):
            return None
        word = self.key(at)
        named = at + 3 if self.key(at + 2) == "wiejskiej" else at + 2
        if self.key(at + 1) == "gminie" and (gmina := self.gazetteer.read(self.tokens, named, "nom")):
            return (Seat(gmina, f"w gminie {gmina.names[0]}", "gmina"),), gmina.end
        if self.key(at + 1) in ("mieście", "miejscowości", "gminie"):
            at += 1
        elif self.key(at + 1) == "m" and self.key(at + 2) == ".":
            at += 2
        place = self.place(self.over_line_end(at + 1), "loc")
        if place is None:
            return None
        seats = [self._seat(place, word, "w")]
        end = place.end
        while True:
            following = self._next_seat(end)
            if following is None:
                return tuple(seats), end
            seats.append(self._seat(following, "", "w"))
            end = following.end

    def _next_seat(self, end: int) -> PlaceName | None:
        """One more place of a series: `, Lublinie`, `i Kielcach`, `oraz w Łodzi`."""
        at = self.over_line_end(end)
        if self.key(at) not in (",", "i", "oraz", "a"):
            return None
        at = self.over_line_end(at + 1)
        if self.key(at) in ("i", "oraz", "także"):
            at += 1
        if self.key(at) in ("w", "we"):
            at = self.over_line_end(at + 1)
        if self.match(at) or self.at(at) is None:
            return None
        place = self.gazetteer.read(self.tokens, at, "loc", lossy=False)
        if place is None:
            return None
        after = self.at(place.end)
        return place if after is None or not after.is_word or not after.capitalised else None

    def place(self, position: int, case: str) -> PlaceName | None:
        """A place name of the gazetteer, or a capitalised word that only the dictionary knows as geographic."""
        token = self.at(position)
        small = token is not None and token.text[0].islower() and self.small_line(position)
        found = self.gazetteer.read(self.tokens, position, case, lower=small)
        if found or case != "loc":
            return found
        if token is None or not token.capitalised or token.upper or self.match(position):
            return None
        unknown = not morphology.analyse(token.text) and token.key.endswith(_LOCATIVE_ENDINGS)
        if unknown or (morphology.is_geographic(token.text) and morphology.noun_readings(token.text) & _LOCATIVE):
            return PlaceName((morphology.nominative_noun(token.text),), position, position + 1, case, exact=False)
        return None

    def _seat(self, place: PlaceName, word: str, rule: str) -> Seat:
        return Seat(place, self.in_place(place.names[0], self._written(place), word), rule)

    def _written(self, place: PlaceName) -> str:
        """The form as the document has it, when it is right as it stands; "" when it must be generated."""
        written = clean(self.tokens, place.start, place.end)
        whole = place.exact and not written.endswith(".") and written[0].isupper()
        whole = whole and not any(part.isupper() for part in written.split(" "))
        return written if whole else ""

    def in_place(self, name: str, written: str = "", word: str = "") -> str:
        """`w Korycinie`, `we Wrocławiu`; as written when the table has no locative, "" without either."""
        locative = written or self.gazetteer.locative(name)
        return f"{word or preposition(locative)} {locative}" if locative else ""

    def bare_place(self, position: int) -> PlaceName | None:
        """A nominative place right after a name, on the same line."""
        place = self.gazetteer.read(self.tokens, position, "nom", lossy=False)
        if place is None:
            return None
        first = self.tokens[place.start]
        if not self.gazetteer.is_gmina(place.names[0]) and first.upper:
            return None
        return place

    def adjective_of_unit(self, position: int) -> int | None:
        """The end of a powiat's or województwo's adjective that begins here: `warszawskiego zachodniego`."""
        register = self.gazetteer.register
        for end in (self._compound_end(position), position + 2, position + 1):
            if end is None or not all(self._is_word_at(at) for at in (position, end - 1)):
                continue
            written = clean(self.tokens, position, end)
            if register.powiats_named(written) or register.wojewodztwo_named(written):
                return end
        return None

    def _is_word_at(self, position: int) -> bool:
        token = self.at(position)
        return token is not None and token.is_word

    def _compound_end(self, position: int) -> int | None:
        """The end of `kujawsko-pomorskie`, None when no hyphen follows the first word."""
        end = position + 1
        while (token := self.at(end)) is not None and token.kind is TokenKind.DASH and self._is_word_at(end + 1):
            end += 2
        return end if end > position + 1 else None
