"""The pieces a name may have right of its type: number, patron, quoted name, territory, branch, group."""

from __future__ import annotations

import re

from loaders.polish import morphology
from loaders.polish.cursor import Cursor
from loaders.polish.lexicon import Match
from loaders.polish.tokens import TokenKind
from loaders.polish.typography import clean, title

_TITLES = frozenset(
    {"św", "śś", "ks", "bł", "o", "gen", "prof", "dr", "kard", "abp", "bp", "płk", "mjr", "kpt", "hm", "por", "ppłk",
     "marsz"}
)
_CAPITAL_TITLE = re.compile(r"\b(?:ŚW|KS|BŁ|GEN|PROF|DR|KARD|ABP|BP|PŁK|MJR|KPT|HM|POR|PPŁK)(?=\.)")
_INSIDE_PATRONS = frozenset({"i", "z", "de", "nad", "na", "lecia", "pułku", "batalionu", "dywizji"})
_BRANCHES = frozenset(
    {"region", "okręg", "obwód", "chorągiew", "koło", "zarząd", "oddział", "filia", "inspektorat", "delegatura",
     "placówka", "hufiec", "sekcja",
     "podregion"}
)
_GROUPS = frozenset(
    {"osób", "dzieci", "młodzieży", "dorosłych", "kobiet", "matek", "bezdomnych", "seniorów", "ofiar", "rodzin"}
)
_ANEW = frozenset(
    {"gmina", "gminy", "powiat", "powiatu", "miasto", "województwo", "wójt", "burmistrz", "starosta", "prezydent",
     "pan", "pani", "tel", "ul", "al", "pl"}
)
_LONGEST_QUOTE = 12
GENITIVE = morphology.bit("sg", "gen") | morphology.bit("pl", "gen")


class Pieces(Cursor):
    """A cursor that reads single pieces of a name."""

    def _starts_institution(self, position: int) -> bool:
        """Whether a new institution begins here: a known name that is no mere genitive."""
        match = self.match(position)
        return match is not None and (match.name.abbreviation or not match.readings & morphology.bit("sg", "gen"))

    def _starts_anew(self, position: int) -> bool:
        """Whether another institution, government or person in office begins here."""
        return self.match(position) is not None or self._is_anew(position)

    def _is_anew(self, position: int) -> bool:
        """Whether a word begins something that is no part of a name: a government, a person, an address."""
        return self.key(position) in _ANEW

    def _parenthesis(self, position: int) -> int | None:
        """`(ROPS)`: an abbreviation in brackets says nothing new."""
        word = self.at(position + 1)
        if self.key(position) != "(" or word is None or not word.is_word or sum(c.isupper() for c in word.text) < 2:
            return None
        for end in range(position + 2, min(position + 6, len(self.tokens))):
            if self.tokens[end].text == ")":
                return end + 1
        return None

    def _number(self, position: int) -> tuple[tuple[str, ...], int, str] | None:
        """`nr 1`, `Nr 1, 4 i 5` → numbers, end, words."""
        at = self.over_line_end(position)
        if self.key(at) not in ("nr", "numer", "nrem"):
            return None
        label = "Nr" if self.tokens[at].text[0].isupper() else "nr"
        at += 2 if self.key(at + 1) == "." else 1
        first = self.numeral(at)
        if first is None:
            return None
        numbers, end = [first], at + 1
        while self.key(end) in (",", "i", "oraz"):
            following = end + 1 + (self.key(end + 1) in ("nr", "i", "oraz"))
            more = self.numeral(following)
            if more is None or (self.key(end) == "i" and self.tokens[following].kind is not TokenKind.NUMBER):
                break
            numbers.append(more)
            end = following + 1
        return tuple(numbers), end, f"{label} {first}"

    def _patron(self, position: int) -> tuple[str, int, str] | None:
        """`im. Jana Pawła II`, `pw. św. Anny` → words, end, words with the label."""
        at = self.over_line_end(position)
        label = self.key(at)
        if label == "p" and [self.key(at + step) for step in range(1, 4)] == [".", "w", "."]:
            label, at = "pw", at + 4
        elif label == "pod" and self.key(at + 1) == "wezwaniem":
            label, at = "pw", at + 2
        elif label in ("im", "imienia", "pw", "imieniem"):
            at += 2 if self.key(at + 1) == "." else 1
        elif label not in ("św", "śś") or self.key(at + 1) != ".":
            return None
        begin = at = end = self.over_line_end(at)
        while (step := self._patron_step(at, begin)) is not None:
            at, complete = step
            end = at if complete else end
        if end == begin:
            return None
        words = _CAPITAL_TITLE.sub(lambda match: match.group().lower(), title(clean(self.tokens, begin, end)))
        if label in ("św", "śś"):
            return words, end, words
        return words, end, f"im. {words}" if label.startswith("im") else f"pw. {words}"

    def _classes(self, position: int) -> int | None:
        """The end of `z Oddziałami Integracyjnymi` after a school's name."""
        if self.key(position) != "z" or self.key(position + 1) != "oddziałami":
            return None
        adjective = self.at(position + 2)
        found = adjective is not None and adjective.key.endswith("ymi")
        return position + 3 if found else None

    def _patron_step(self, at: int, begin: int) -> tuple[int, bool] | None:
        """(position after one more word of a patron's name, whether the name may end there)."""
        token, following = self.at(at), self.at(at + 1)
        if token is None or (at > begin and token.text in ("W", "WE") and self.seat_in(at)):
            return None
        if token.capitalised or token.kind is TokenKind.MASK:
            if at > begin and self._starts_institution(at):
                return None
            initial = following is not None and following.text == "." and following.glued and len(token.text) <= 3
            return at + (2 if initial else 1), True
        if following is None:
            return None
        if token.key in _TITLES and following.text == ".":
            return at + 2, True
        name_follows = following.capitalised or following.kind is TokenKind.MASK or following.key in _TITLES
        if token.key.removesuffix("a") in _TITLES and name_follows:  # mjra, dra
            return at + 1, False
        if token.key in _INSIDE_PATRONS and name_follows and not self._starts_institution(at + 1):
            return at + 1, False
        hyphen = token.kind is TokenKind.DASH and token.glued and following.glued
        anniversary = token.kind is TokenKind.NUMBER and at == begin
        wrapping = token.kind is TokenKind.NEWLINE and self.wrapped(at) and following.capitalised
        return (at + 1, False) if hyphen or anniversary or wrapping else None

    def _quoted(self, position: int) -> tuple[str, int] | None:
        """A quoted name → words, end. The closing mark may be missing a partner before it."""
        at = self.over_line_end(position)
        token = self.at(at)
        if token is None or token.kind is not TokenKind.QUOTE:
            return None
        if token.text == "”" and token.glued and not self._closes_later(at):
            return None
        for end in range(at + 1, min(at + _LONGEST_QUOTE, len(self.tokens))):
            inner = self.tokens[end]
            if inner.kind is TokenKind.QUOTE and end > at + 1:
                return clean(self.tokens, at + 1, end).replace(" +", "+"), end + 1
            if inner.kind is TokenKind.BREAK or inner.text in ";:":
                return None
        return None

    def _closes_later(self, at: int) -> bool:
        """Whether a closing mark that sticks to the word before it opens a name all the same: `Fundacja” Dom”`."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or following.glued:
            return False
        for token in self.tokens[at + 1 : at + _LONGEST_QUOTE]:
            if token.kind in (TokenKind.NEWLINE, TokenKind.BREAK) or token.text in ("„", ",", ";"):
                return False
            if token.kind is TokenKind.QUOTE:
                return token.glued
        return False

    def _quoted_series(self, position: int) -> tuple[tuple[tuple[str, str], ...], int]:
        """`, „Pomocna Dłoń” i Pomocy Dzieciom` after the first name of a plural head → further names, end."""
        series: list[tuple[str, str]] = []
        end = position
        while self.key(end) in (",", "i", "oraz", "a"):
            at = end + 1
            while self.key(at) in ("i", "oraz", "także"):
                at += 1
            quoted = self._quoted(at)
            if quoted:
                series.append((f"„{quoted[0]}”", quoted[0]))
                end = quoted[1]
                continue
            stop = at
            while (token := self.at(stop)) and token.capitalised and not self._starts_anew(stop):
                stop += 1
            if stop == at or not readings_of(self.tokens[at].text) & GENITIVE:
                break
            words = clean(self.tokens, at, stop)
            series.append((words, words))
            end = stop
        return tuple(series), end

    def _territory(self, position: int, match: Match) -> tuple[tuple[str, str], int] | None:
        """`Gminy Korycin`, `Powiatu Sokólskiego`, `Województwa Śląskiego`, `Miasta i Gminy X` → (kind, words), end."""
        at = self.over_line_end(position)
        token = self.at(at)
        last = match.name.canonical.rsplit(" ", 1)[-1]
        if last in ("Powiatu", "Województwa") and not match.name.abbreviation:  # Rada Powiatu | Sokólskiego
            end = self.adjective_of_unit(at)
            if end is not None:
                written = title(clean(self.tokens, at, end))
                return ("POWIAT" if last == "Powiatu" else "WOJEWODZTWO", written), end
        if token is None or not token.capitalised:
            return None
        if (district := self._of_warsaw(at, last == "Dzielnicy")) is not None:
            return ("GMINA", title(clean(self.tokens, at, district))), district
        if token.key in ("powiatu", "województwa"):
            end = self.adjective_of_unit(at + 1)
            if end is not None:
                kind = "POWIAT" if token.key == "powiatu" else "WOJEWODZTWO"
                return (kind, title(clean(self.tokens, at, end))), end
        if token.key in ("gminy", "miasta"):
            end = at + 1
            if self.key(end) == "i" and self.key(end + 1) in ("gminy", "miasta"):
                end += 2
            if self.key(end) in ("miejskiej", "wiejskiej"):
                end += 1
            place = self.gazetteer.read(self.tokens, end, "nom") or self.gazetteer.read(self.tokens, end, "gen")
            if place:
                return ("GMINA", title(clean(self.tokens, at, place.end))), place.end
        return None

    def _of_warsaw(self, position: int, named: bool) -> int | None:
        """The end of `Dzielnicy Bemowo m.st. Warszawy`; `named`: the word `Dzielnicy` stands before."""
        at = position if named else position + 1
        if not named and self.key(position) != "dzielnicy":
            return None
        while (token := self.at(at)) is not None and (token.capitalised or token.kind is TokenKind.DASH):
            at += 1
        stop = self.text[self.tokens[at - 1].end :]
        capital = re.match(r"\s*(?:w\s+)?(?:m\.\s?st\.|miasta\s+stołecznego)\s+Warszaw\w+", stop)
        if at == position or capital is None:
            return None
        limit = self.tokens[at - 1].end + capital.end()
        while (token := self.at(at)) is not None and token.start < limit:
            at += 1
        return at

    def _branch(self, position: int) -> tuple[str, int] | None:
        """`- Koło Gminne`, `Filia nr 2`, `Zarząd Rejonowy` → words in the nominative, end."""
        at = self.over_line_end(position)
        token = self.at(at)
        dash = token is not None and token.kind is TokenKind.DASH
        comma = token is not None and token.text == ","
        if dash or comma:
            at += 1
        token = self.at(at)
        if token is None or not token.capitalised:
            return None
        head = title(morphology.nominative_noun(token.text))
        named = self.match(at)
        if head.casefold() not in _BRANCHES or (named is not None and named.name.type):
            return None
        if comma and self.key(at + 1) not in ("w", "we", "nr") and head.casefold() != "koło":
            return None
        end, words = at + 1, [head]
        gender = self.lexicon.gender(head)
        while (word := self.at(end)) and word.capitalised and morphology.adjective_readings(word.text, gender):
            words.append(title(morphology.nominative_adjective(word.text, gender)))
            end += 1
        number = self._number(end)
        if number:
            words.append(number[2])
            end = number[1]
        return ("– " if dash else "") + " ".join(words), end

    def _for_whom(self, position: int) -> tuple[str, int] | None:
        """`dla Dorosłych`, `dla Osób w Podeszłym Wieku`, `dla dzieci i młodzieży w Łodzi` → words, end."""
        at = self.over_line_end(position)
        first = self.at(at + 1)
        if self.key(at) != "dla" or first is None or not (first.capitalised or first.key in _GROUPS):
            return None
        end = at + 2
        for stop in range(at + 2, min(at + 9, len(self.tokens))):
            token = self.tokens[stop]
            if token.is_word and token.capitalised and first.capitalised and not self._starts_anew(stop):
                end = stop + 1
            elif self.seat_in(stop) or not token.is_word:
                if first.key in _GROUPS and not first.capitalised and not self.seat_in(stop):
                    return None
                end = stop if not first.capitalised else end
                break
            elif first.capitalised and token.key not in ("i", "z", "w", "ze", "oraz"):
                break
        return clean(self.tokens, at, end), end


def readings_of(word: str) -> int:
    """All (number, case) readings that a word may have as a noun or adjective."""
    readings = morphology.noun_readings(word) | morphology.noun_readings(word.lower())
    for gender in ("m1", "m3", "f", "n"):
        readings |= morphology.adjective_readings(word, gender)
    return readings


