"""Names of persons in running text, lists and table cells, told by Morfeusz and by what stands around them.

A first name is followed by a surname, or the other way round in rosters; titles and offices help. Names of patrons,
streets, rulers and places stay out, as do offices themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph.reference import rows
from graph.vocabulary import Level
from loaders.polish import personal_words as words
from loaders.polish.name_sorts import Sort, sort_of
from loaders.polish.places import gazetteer

LETTER = r"[^\W\d_][\u0300-\u036f\u00ad\u200b]*"
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f\u00ad\u200b]+[^\W\d_]*)*"
"""As many of `LETTER` as there are."""
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})?(?:-[ \t]*\n[ \t]*(?=[a-ząćęłńóśźż]){_LETTERS})?")
_GAP = re.compile(r"[*_]{0,3}(?:[ \t\xa0]+|[ \t\xa0]*\n[ \t\xa0]*)[*_]{0,3}")
_INITIAL_GAP = re.compile(r"\.(?:[ \t\xa0]|\n)*")
_ABBREVIATION_GAP = re.compile(r"\.?[ \t\xa0]*\n?[ \t\xa0]*[*_]{0,3}")
_HYPHEN_GAP = re.compile(r"[ \t\xa0]?[-‐‑–][ \t\xa0]*\n?[ \t]*")
_GLUED_HYPHEN = re.compile(r"[-‐‑]\n?")
_SPACED_HYPHEN = re.compile(r"[ \t\xa0]+[-‐‑–][ \t\xa0]+")
_LIKE_A_SURNAME = re.compile(r"[sdczń]k(?:i|a|iego|iej|iemu|im|ą)$")
_MADE_LIKE_A_SURNAME = re.compile(r"(?:wicz|[sc]ki|[sc]ka|[cs]kie|czyk|czak|iak|czuk|enko|ński|ńska|ewski)\w{0,4}$")
_SIGNED = re.compile(
    r"(?:(?<!\w)(?:" + "|".join(sorted(words.TITLES_BEFORE_INITIALS, key=len, reverse=True)) + r")\.?[ \t\xa0]*\n?"
    r"|(?<!\w)(?:" + "|".join(words.SIGNATURES) + r")(?:\(\w{1,3}\))?[ \t\xa0,.:;–—-]*(?:\n\s*)?"
    r"|/-+/\s*|\(-+\)\s*)[ \t\xa0*_]*$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]{1,5}")


class _Token(NamedTuple):
    start: int
    end: int
    form: str                    # NFC, without soft hyphens and line-end hyphens
    low: str
    capital: bool
    upper: bool                  # all letters capital, two or more
    initial: bool                # one capital letter and a full stop

    @property
    def sort(self) -> Sort:
        return sort_of(self.form.capitalize() if self.upper else self.form)


@lru_cache(maxsize=20_000)
def _shape(raw: str) -> tuple[str, str, bool, bool, bool]:
    """form, low, capital, upper of a word as the text has it, and whether it is an initial before a full stop."""
    form = raw
    if not raw.isalpha():
        form = re.sub(r"-[ \t]*\n[ \t]*|[\u00ad\u200b]", "", unicodedata.normalize("NFC", raw))
    initial = (len(form) == 1 and form.isupper()) or form in {"Sz", "Cz", "Ch", "Dz", "Rz", "Kr", "St", "Wł"}
    return form, form.lower(), form[0].isupper(), len(form) > 1 and form.isupper(), initial


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        form, low, capital, upper, initial = _shape(match.group())
        token = (start, end, form, low, capital, upper, initial and text.startswith(".", end))
        found.append(tuple.__new__(_Token, token))  # what its constructor calls; there are as many as words
    return found


class _Names:
    """Persons' names in one text, found left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.capitals = [index for index, token in enumerate(self.tokens) if token.capital]
        self.kept: set[int] = set()        # tokens of patrons, streets …
        self.found: list[tuple[int, int]] = []   # half-open ranges of tokens
        self.surnames: set[str] = set()
        self.firsts: set[str] = set()

    # -- small questions -------------------------------------------------------------------------------------
    def gap(self, left: int, pattern: re.Pattern[str] = _GAP) -> bool:
        """Whether only `pattern` stands between token `left` and the next."""
        if not 0 <= left < len(self.tokens) - 1:
            return False
        return pattern.fullmatch(self.text, self.tokens[left].end, self.tokens[left + 1].start) is not None

    def joined(self, left: int) -> bool:
        """Whether the next token continues a name: after a space, or after an initial's full stop."""
        if self.gap(left):
            return True
        return 0 <= left < len(self.tokens) and self.tokens[left].initial and self.gap(left, _INITIAL_GAP)

    def line_start(self, index: int) -> bool:
        """Whether token `index` opens a line, a list item or a cell."""
        head = re.split(r"[\n|\t]", self.before(index, 24))[-1]
        return len(head) < 24 and re.fullmatch(r"[\W\d_]*(?:[a-z]\))?\s*", head) is not None

    def before(self, index: int, count: int) -> str:
        """The last `count` characters before token `index`."""
        start = self.tokens[index].start
        return self.text[max(0, start - count) : start]

    def ends_here(self, index: int) -> bool:
        """Whether nothing but an end, a dash, a comma or a small letter follows token `index`."""
        after = self.text[self.tokens[index].end : self.tokens[index].end + 3].lstrip(" \xa0*_")
        return not after or not after[0].isalnum() or after[0].islower()

    def is_first(self, index: int) -> bool:
        token = self.tokens[index]
        if not token.capital or index in self.kept or token.initial or len(token.form) < 3 or not token.sort.first:
            return False
        if not token.sort.lemmas.isdisjoint(words.PLACES_BEFORE_FIRST_NAMES):
            return False
        # "3 Maja" is a date
        return not (token.low in {"maja", "maj", "maju"} and re.search(r"\d\.?\s*$", self.before(index, 5)))

    def is_surname(self, index: int, *, cases: frozenset[str] | None, upper: bool = False) -> bool:
        """Whether token `index` can be a surname after a first name in one of `cases` (None: no first name known)."""
        token = self.tokens[index]
        if not token.capital or index in self.kept or len(token.form) < 2:
            return False
        sort = token.sort
        if token.upper and not upper and not sort.surname:
            if sort.common and not sort.blocked:
                return self.ends_here(index)
            # an abbreviation after a first name in ordinary letters
            return sort.unknown and not self._abbreviation(index)
        if sort.unknown:
            return len(token.form) > 2 and _ROMAN.fullmatch(token.form) is None
        if not sort.surname and not sort.plural_surname:
            # Łódzki, Sokólska are no surnames in the dictionary, but made like one; Fasola closes a line or a clause
            last = self.ends_here(index) or (self.gap(index) and self.is_first(index + 1))  # two sign side by side
            plain = (sort.common or sort.adjective) and not sort.blocked and last
            return bool(cases) and (plain or (sort.adjective and _LIKE_A_SURNAME.search(token.low) is not None))
        if sort.blocked and not (sort.surname and "nom" in sort.surname and self.ends_here(index)):
            return False
        if not (sort.common or sort.adjective or sort.place or sort.closed):
            return True
        return cases is None or bool(cases & sort.surname) or sort.plural_surname

    def _abbreviation(self, index: int) -> bool:
        """GOPS, PCPR: capitals that the dictionary lacks, too short or with too few vowels for a surname."""
        token = self.tokens[index]
        return token.upper and token.sort.unknown and (
            len(token.form) < 5 or len(re.findall("[AEIOUYÓĄĘ]", token.form)) < 2)

    def strong_surname(self, index: int) -> bool:
        """A surname and nothing else."""
        sort = self.tokens[index].sort
        return (self.tokens[index].capital and index not in self.kept and bool(sort.surname)
                and not (sort.common or sort.adjective or sort.place or sort.closed or sort.blocked or sort.first))

    # -- names that stay -------------------------------------------------------------------------------------
    def keep_patrons(self) -> None:
        """Mark the tokens of patrons, streets and of rulers with a number."""
        for index, token in enumerate(self.tokens):
            if token.low in words.PATRON_CUES or (token.low in words.STREET_CUES and not self._domain(index)):
                if self.gap(index, _ABBREVIATION_GAP):
                    self._keep_chain(index + 1)
            elif (token.capital and not words.NAMED_AFTER.isdisjoint(token.sort.common_lemmas) and self.gap(index)
                  and not self._role_before(index)):
                following = self.tokens[index + 1]
                if following.capital and "gen" in following.sort.first:
                    self._keep_chain(index + 1)
            elif (token.capital and _ROMAN.fullmatch(token.form) and index and self.gap(index - 1)
                  and self.is_first(index - 1)):
                start = index - 1
                while start and self.gap(start - 1) and self.is_first(start - 1):
                    start -= 1
                self.kept.update(range(start, index + 1))
                if (self.gap(index) and self.is_surname(index + 1, cases=self.tokens[index - 1].sort.first)):
                    self.kept.add(index + 1)
        self._keep_pope_and_addresses()

    def _domain(self, index: int) -> bool:
        """Whether token `index` ends an address: `gops.pl`."""
        return self.tokens[index].low == "pl" and re.search(r"[\w-]\.$", self.before(index, 2)) is not None

    def _role_before(self, index: int) -> bool:
        return index > 0 and self.gap(index - 1) and self.tokens[index - 1].sort.role

    def _keep_chain(self, start: int) -> None:
        """Keep a genitive name from token `start` on: `Stefana Kardynała Wyszyńskiego`, `Marii i Jana Nowaków`."""
        seen_first = seen_surname = False
        index = start
        while index < len(self.tokens) and index - start < 9:
            token = self.tokens[index]
            if token.low in words.PATRON_LINKS and not token.capital:
                seen_surname = False
            elif _ROMAN.fullmatch(token.form) and index > start and not token.initial:
                self.kept.add(index)
                return
            elif token.capital and not token.initial:
                sort = token.sort
                if not (sort.genitive or sort.unknown) and index > start:
                    return
                if sort.first and seen_surname:
                    return
                if sort.first and "gen" not in sort.first and not sort.surname and seen_first:
                    return
                seen_first = seen_first or bool(sort.first)
                seen_surname = seen_first and not sort.first and not sort.common
            elif not token.initial:
                return
            self.kept.add(index)
            if not (self.joined(index) or self.gap(index, _HYPHEN_GAP)
                    or (token.low in words.PATRON_LINKS and self.gap(index, _ABBREVIATION_GAP))):
                return
            index += 1

    def _keep_pope_and_addresses(self) -> None:
        """`Jana Pawła` alone is the pope, `Jan Chrzciciel` a saint; a name before a house number is a street."""
        for index in range(len(self.tokens) - 1):
            token = self.tokens[index]
            if not token.capital or not token.sort.first or not self.gap(index):
                continue
            following = self.tokens[index + 1]
            tail = self.text[following.end : following.end + 30]
            third = (index + 2 < len(self.tokens) and self.gap(index + 1)
                     and self.is_surname(index + 2, cases=following.sort.first))
            pope = "Jan" in token.sort.lemmas and "Paweł" in following.sort.lemmas and not third
            saint = not following.sort.common_lemmas.isdisjoint(words.SAINTS)
            if pope or saint or ("gen" in token.sort.first
                        and re.match(r"\s+\d+\s?[a-zA-Z]?(?:/\d+)?\s*[,;]?\s*(?:\d\d-\d{3}|lok)", tail)):
                self.kept.update((index, index + 1))

    # -- persons ---------------------------------------------------------------------------------------------
    def scan(self) -> None:
        """Find the names of persons."""
        following = 0
        for index in self.capitals:
            end = self._at(index) if index >= following else None
            if end is not None:
                self._take(index, end)
                following = end

    def _take(self, start: int, end: int) -> None:
        self.found.append((start, end))
        for token in self.tokens[start:end]:
            if token.sort.first:
                self.firsts |= token.sort.lemmas
            elif len(token.form) > 2:
                self.surnames |= token.sort.lemmas | ({token.form.capitalize()} if token.sort.unknown else set())

    def _at(self, index: int) -> int | None:
        """End of the person's name that starts at token `index`, a capitalised one, or None."""
        token = self.tokens[index]
        if index in self.kept or (token.low in words.TITLES and not token.initial):
            return None
        titled = self._title_before(index)
        end = self._first_then_surname(index, titled=titled)
        if end is None:
            end = self._surname_then_first(index)
        if end is None:
            end = self._foreign(index)
        if end is None and (titled or self._role_before(index)):
            end = self._surname_alone(index, titled=titled)
        return end

    def _title_before(self, index: int) -> str:
        """The title before token `index`, or an empty string."""
        if index == 0 or not self.gap(index - 1, _ABBREVIATION_GAP):
            return ""
        title = self.tokens[index - 1]
        if title.low not in words.TITLES or (title.upper and title.low in words.WEAK_TITLES):
            return ""
        return title.low

    def _first_then_surname(self, index: int, *, titled: str) -> int | None:
        end = index
        cases: frozenset[str] | None = None
        firsts = 0
        while end < len(self.tokens) and firsts + (end - index) < 6 and end - index < 4:
            if self.tokens[end].initial and end not in self.kept:
                pass
            elif self.is_first(end):
                sort = self.tokens[end].sort
                cases = sort.first if cases is None else (cases & sort.first or cases)
                firsts += 1
            else:
                break
            end += 1
            if not self.joined(end - 1):
                break
        if end == index:
            return None
        joined = self.joined(end - 1)
        if joined and self.tokens[end].low in words.PARTICLES and self.gap(end) and firsts:
            return self._with_second(end + 1) if self.tokens[end + 1].capital else None
        if joined and end < len(self.tokens) and self._surname_fits(index, end, cases, firsts):
            return self._with_second(end)
        return self._first_names_only(index, end, firsts, titled)

    def _surname_fits(self, index: int, at: int, cases: frozenset[str] | None, firsts: int) -> bool:
        """Whether token `at` is the surname to the first names or initials from `index` on."""
        if not firsts:
            return self._after_initials(index, at)
        if at - index == 1 and self._place_name(index):
            return False
        weak = all(self.tokens[i].initial or self._weak(i) for i in range(index, at))
        surname = self.tokens[at]
        if weak and not (cases is None or cases & surname.sort.surname
                         or (surname.sort.unknown and _MADE_LIKE_A_SURNAME.search(surname.low))):
            return False
        across_line = "\n" in self.text[self.tokens[at - 1].end : self.tokens[at].start]
        if across_line and self.tokens[at].sort.common and not cases:
            return False
        return self.is_surname(at, cases=cases, upper=all(t.upper or t.initial for t in self.tokens[index:at]))

    def _after_initials(self, index: int, at: int) -> bool:
        """Whether token `at` is a surname after initials alone: `J. Kowalski`, `R. Gołąb`, not `A. Rada Gminy`."""
        token, sort = self.tokens[at], self.tokens[at].sort
        if at in self.kept or not token.capital or len(token.form) < 3 or self._named_after(index, at):
            return False
        if self._signed(index):
            if sort.blocked:
                return "nom" in sort.surname and self.ends_here(at)       # Sporządziła: A. Sołtys
            if sort.surname or sort.plural_surname:
                return True
            return self.is_surname(at, cases=None) or (
                (sort.common or sort.adjective) and not sort.closed and self._closed(at) and not token.upper)
        alone = self.line_start(index) and self._line_ends(at)
        if token.upper and not (alone or self.strong_surname(at)):
            return False
        if not self.is_surname(at, cases=None, upper=alone) or self._abbreviation(at) or self._company(index):
            return False
        if sort.blocked or (sort.closed and not alone):
            return False
        if sort.common and self.line_start(index):
            return "nom" in sort.surname and not self._outline(index)
        return not sort.place or (bool(sort.surname) and (alone or (sort.common and "nom" in sort.surname)))

    def _signed(self, index: int) -> bool:
        """Whether a title, a rank, an office or a signature's cue stands before token `index`."""
        return self._role_before(index) or _SIGNED.search(self.before(index, 60)) is not None

    def _named_after(self, index: int, at: int) -> bool:
        """`Akademia J. Kukuczki`: an institution that bears a patron's name."""
        return (index > 0 and self.gap(index - 1) and "gen" in self.tokens[at].sort.surname
                and "nom" not in self.tokens[at].sort.surname
                and not words.NAMED_AFTER.isdisjoint(self.tokens[index - 1].sort.common_lemmas))

    def _line_ends(self, index: int) -> bool:
        """Whether nothing but marks follows token `index` in its line or cell."""
        end = self.tokens[index].end
        return re.match(r"[^\w\n|\t]*(?:[\n|\t]|$)", self.text[end : end + 40]) is not None

    def _company(self, index: int) -> bool:
        """`Zakład Usług S.A. Zamek`: the letters after a name are a form of company."""
        start = self.tokens[index].start
        return self._capital_before(index) and re.match(r"S\. ?[AC]\.", self.text[start : start + 5]) is not None

    def _outline(self, index: int) -> bool:
        """Whether the letter before token `index` + 1 numbers a heading: `A. Cel` beside `B. Uczestnicy projektu`."""
        letter = self.tokens[index].form
        if letter in "IVX" and self._roman_headings:
            return True
        return len(letter) == 1 and not self._headings.isdisjoint((chr(ord(letter) - 1), chr(ord(letter) + 1)))

    @cached_property
    def _roman_headings(self) -> bool:
        return re.search(r"^[\W\d_]{0,20}(?:II|III|IV|VI|VII|VIII|IX)\.", self.text, re.MULTILINE) is not None

    @cached_property
    def _headings(self) -> frozenset[str]:
        """Letters that open a line before a word that is no surname."""
        return frozenset(
            token.form for number, (token, following) in enumerate(pairwise(self.tokens))
            if token.initial and not (following.initial or following.sort.surname or following.sort.unknown)
            and self.line_start(number) and self.joined(number))

    def _place_name(self, index: int) -> bool:
        """`Kazimierz Dolny`, `Róża Mała`: a place, unless an office beside it says it is a person."""
        pair = self.tokens[index].sort, self.tokens[index + 1].sort
        if pair[0].lemmas.isdisjoint(words.PLACES_LIKE_FIRST_NAMES) or pair[1].common_lemmas.isdisjoint(
                words.PLACE_ATTRIBUTES):
            return False
        return not (self._title_before(index) or self._role_before(index) or self._office_after(index + 1))

    def _weak(self, index: int) -> bool:
        """A first name that is an ordinary word too (Róża, Nadzieja, Maja)."""
        sort = self.tokens[index].sort
        return (sort.common or sort.closed or sort.adjective) and sort.lemmas.isdisjoint(words.UNDOUBTED_FIRST_NAMES)

    def _first_names_only(self, index: int, end: int, firsts: int, titled: str) -> int | None:
        """Two first names (the second may be a surname), or one after a title."""
        if firsts >= 2:
            strong = sum(not self._weak(i) for i in range(index, end) if not self.tokens[i].initial)
            cases = [self.tokens[i].sort.first for i in range(index, end) if not self.tokens[i].initial]
            agree = bool(frozenset.intersection(*cases)) or bool(self.tokens[end - 1].sort.surname)
            return self._with_second(end - 1) if strong and agree else None
        if firsts and self.tokens[end - 1].initial:
            return end if not self._weak(index) else None        # Anna K.
        if firsts and titled and titled not in words.WEAK_TITLES and not self._weak(index):
            return end
        return None

    def _with_second(self, at: int) -> int:
        """End of a name whose surname is token `at`, with the second part of a double-barrelled one."""
        following = at + 1
        if following >= len(self.tokens) or following in self.kept or not self.tokens[following].capital:
            return following
        spaced = self.gap(at, _SPACED_HYPHEN)
        if spaced and not self.strong_surname(following):
            return following
        if not (spaced or self.gap(at, _HYPHEN_GAP)) or self.tokens[following].sort.blocked:
            return following
        glued = self.gap(at, _GLUED_HYPHEN) and self.tokens[following].sort.adjective   # Kwiatkowska-Żyzna
        if glued or self.is_surname(following, cases=None, upper=self.tokens[at].upper):
            return following + 1
        return following

    def _surname_then_first(self, index: int) -> int | None:
        """`Kowalski Jan`, `NOWAK-LIS Anna Maria`, `Lis J.`: at the start of a line or a cell, or between marks."""
        sort = self.tokens[index].sort
        if sort.blocked or not (sort.surname or sort.unknown) or len(self.tokens[index].form) < 3:
            return None
        if self._abbreviation(index):
            return None
        end = self._with_second(index)
        if end >= len(self.tokens) or not self.gap(end - 1):
            return None
        starts = self.line_start(index)
        before = self.before(index, 12).rstrip(" \t\xa0*_")
        bounded = starts or before.endswith((",", ";", ":", "–", "-", "(", "/")) or bool(self._title_before(index))
        plain = not (sort.common or sort.adjective or sort.place or sort.closed or sort.unknown)
        if self.tokens[end].initial and end not in self.kept:
            place = sort.place and not (sort.common and "nom" in sort.surname)       # Gołąb is a village too
            return end + 1 if bounded and sort.surname and not place and self._closed(end) else None
        if not self.is_first(end):
            return None
        agrees = bool(sort.surname & self.tokens[end].sort.first) or sort.unknown
        if self._weak(end) and not (starts and sort.surname and not (sort.common and self.tokens[end].sort.common)):
            return None
        if not agrees or not (bounded or (plain and not self._capital_before(index))):
            return None
        end += 1
        while end < len(self.tokens) and self.gap(end - 1) and self.is_first(end):
            end += 1
        if not plain and not starts and (sort.place or sort.unknown or not self._closed(end - 1)):
            return None
        return end if self.ends_here(end - 1) else None

    def _closed(self, index: int) -> bool:
        """Whether a mark, a line's end or nothing follows token `index` (and its full stop)."""
        after = self.text[self.tokens[index].end : self.tokens[index].end + 5].lstrip(".").lstrip(" \xa0*_")
        return not after or not after[0].isalnum()

    def _foreign(self, index: int) -> int | None:
        """`Oleksandr Petrenko – asystent`: words the dictionary lacks, before an office, or before a plain surname."""
        end = index
        while end < len(self.tokens) and end - index < 4 and self._strange(end):
            end += 1
            if not self.gap(end - 1) or "\n" in self.text[self.tokens[end - 1].end : self.tokens[end].start]:
                break
        if end - index < 2 or self._capital_before(index):
            return None
        alien = sum(self.tokens[i].sort.unknown for i in range(index, end))
        if not alien:
            return None
        if self.line_start(index) and self._office_after(end - 1):
            return end
        # an unknown first name before what is nothing but a surname
        return end if end - index == 2 and self.strong_surname(end - 1) and self.tokens[index].sort.unknown else None

    def _strange(self, index: int) -> bool:
        token = self.tokens[index]
        if not token.capital or token.upper or token.initial or index in self.kept or len(token.form) < 3:
            return False
        return token.sort.unknown or self.strong_surname(index) or self.is_first(index)

    def _office_after(self, index: int) -> bool:
        """Whether a dash, a comma or a bracket and then an office follow token `index`."""
        if index + 1 >= len(self.tokens):
            return False
        between = self.text[self.tokens[index].end : self.tokens[index + 1].start]
        return re.fullmatch(r"\s*[-–—,(|]+\s*", between) is not None and self.tokens[index + 1].sort.role

    def _capital_before(self, index: int) -> bool:
        return index > 0 and self.gap(index - 1) and self.tokens[index - 1].capital

    def _surname_alone(self, index: int, *, titled: str) -> int | None:
        """`Pani Kowalska`, `Wójt Nowak`: one word after a title or an office."""
        if not titled and self._governs_here(index):
            return None
        if self.strong_surname(index):
            end = self._with_second(index)
            return end if titled or self.ends_here(end - 1) else None    # Burmistrz Krugłego Lasku
        if not titled and self._surname_like_adjective(index) and self.ends_here(index):
            return index + 1
        if not titled or titled in words.WEAK_TITLES:
            return None
        sort = self.tokens[index].sort
        if sort.blocked or sort.place or self.tokens[index].upper or len(self.tokens[index].form) < 3:
            return None
        if not (sort.surname or sort.plural_surname or sort.unknown):
            return None
        following = index + 1
        if sort.unknown and self.gap(index) and (self.strong_surname(following) or self._strange(following)):
            return self._with_second(following)
        return self._with_second(index)

    def _governs_here(self, index: int) -> bool:
        """`Prezydent Gdańska`, `burmistrz Lubina`: who governs a gmina, though Gdańska is a surname too."""
        governs = not words.GMINA_LEADERS.isdisjoint(self.tokens[index - 1].sort.common_lemmas)
        return governs and gazetteer().names_gmina(self.tokens[index].low, "gen")

    def _surname_like_adjective(self, index: int) -> bool:
        """`Starosta Kowalski` has a name, `Starosta Przasnyski` and `Inspektor Wojewódzki` have none."""
        sort = self.tokens[index].sort
        return (bool(sort.surname) and sort.adjective and not (sort.common or sort.place or sort.closed or sort.blocked)
                and sort.common_lemmas.isdisjoint(territorial_adjectives()) and not self.tokens[index].upper)

    def surname_lists(self) -> None:
        """`Obecni: Kowalska, Nowak, Lis`: surnames alone between commas, after a word that announces persons."""
        for index, token in enumerate(self.tokens):
            if token.low not in words.ANNOUNCING or not self.text.startswith(":", token.end):
                continue
            line_end = self.text.find("\n", token.end + 2)
            for at in range(index + 1, len(self.tokens)):
                if 0 <= line_end < self.tokens[at].start:
                    break
                sort = self.tokens[at].sort
                alone = self.before(at, 2).strip() in {",", ":", "i"} or self.before(at, 3).endswith(" i ")
                if (alone and self.tokens[at].capital and at not in self.kept and self._closed(at) and sort.surname
                        and not (sort.blocked or sort.place or sort.closed or self.tokens[at].upper)):
                    self.found.append((at, at + 1))

    # -- second look -----------------------------------------------------------------------------------------
    def echo(self) -> None:
        """Mask the surname or first name of a person already found where it stands alone."""
        if not (self.firsts or self.surnames):
            return
        taken = {i for start, end in self.found for i in range(start, end)}
        for index in self.capitals:
            token = self.tokens[index]
            if index in taken or index in self.kept or token.initial or len(token.form) < 3:
                continue
            if self._echoes(index):
                self.found.append((index, index + 1))

    def echo_initials(self) -> None:
        """Mask `K. Mazurek` where `Katarzyna Mazurek` has been found, whatever else the surname may mean."""
        if not self.surnames:
            return
        taken = {i for start, end in self.found for i in range(start, end)}
        index = 0
        while index < len(self.tokens) - 1:
            end = index
            while (end < len(self.tokens) - 1 and self.tokens[end].initial and self.joined(end)
                   and end not in self.kept and end not in taken):
                end += 1
            if end > index and end not in taken and end not in self.kept and self._bears(end):
                self.found.append((index, self._with_second(end)))
            index = max(end, index + 1)

    def _bears(self, index: int) -> bool:
        """Whether token `index` is a form of a surname that has been found."""
        token = self.tokens[index]
        if not token.capital or len(token.form) < 3:
            return False
        if token.sort.unknown:
            return any(_same_stem(token.form, name) for name in self.surnames)
        return bool(token.sort.surname) and not token.sort.lemmas.isdisjoint(self.surnames)

    def _echoes(self, index: int) -> bool:
        token = self.tokens[index]
        sort = token.sort
        if sort.blocked or sort.common or sort.place or sort.closed or token.upper:
            return False
        if sort.unknown:
            return any(_same_stem(token.form, name) for name in self.surnames)
        if sort.first and not sort.lemmas.isdisjoint(self.firsts):
            return not self._capital_before(index)
        if sort.surname and not sort.lemmas.isdisjoint(self.surnames):
            return not (sort.adjective and self._capital_before(index))
        return False

    def couples(self) -> None:
        """`Anna i Jan Kowalscy`: the first name before the conjunction belongs to a person too."""
        if not self.found:
            return
        starts = {start for start, _ in self.found}
        for index in range(len(self.tokens) - 2):
            link = self.tokens[index + 1]
            if (index + 2 in starts and link.low in {"i", "oraz"} and self.gap(index) and self.gap(index + 1)
                    and self.is_first(index) and not self._weak(index)):
                self.found.append((index, index + 1))

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Character ranges of all persons' names."""
        for start, end in self.found:
            yield self.tokens[start].start, self.tokens[end - 1].end


@cache
def territorial_adjectives() -> frozenset[str]:
    """Adjectives of powiats and województwa, and those that offices bear: what follows `Starosta` and is no name."""
    units = list(rows("units.csv"))
    found = {unit["adjective"] for unit in units if unit["adjective"]}
    found |= {unit["name"][:-1] for unit in units if unit["level"] == Level.WOJEWODZTWO}      # śląskie → śląski
    return frozenset(found | words.OFFICE_ADJECTIVES)


def _same_stem(left: str, right: str) -> bool:
    """Whether two unknown words are forms of one surname."""
    common = max(4, min(len(left), len(right)) - 2)
    return left.lower()[:common] == right.lower()[:common] and abs(len(left) - len(right)) < 5


def persons(text: str) -> list[tuple[int, int]]:
    """Half-open character ranges of persons' names in `text`, in order."""
    names = _Names(text)
    names.keep_patrons()
    names.scan()
    names.couples()
    names.surname_lists()
    names.echo()
    names.echo_initials()
    return [(_after_form(text, start, end), end) for start, end in sorted(names.ranges())]


_FORM_ENDS_LINE = re.compile(r"S\.\s?[ACJK]\.[ \t]*\r?\n\s*")


def _after_form(text: str, start: int, end: int) -> int:
    """Where a name begins that seems to begin with initials: `… S.A.` at the end of the line before is a company's."""
    form = _FORM_ENDS_LINE.match(text, start, end)
    return form.end() if form else start


def split_name(left: str, right: str) -> bool:
    """Whether two neighbouring cells hold a first name and a surname, in either order, and nothing else."""
    if not all(re.fullmatch(rf"(?:{LETTER})+(?:[ -](?:{LETTER})+)?", cell) for cell in (left, right)):
        return False
    return any(names[0][0] == 0 and names[-1][1] == len(pair)
               for pair in (f"{left} {right}", f"{right} {left}") if (names := persons(pair)))


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations of institutions written in capitals: GOPS, PCPR."""
    return frozenset(row["abbreviation"] for row in rows("institution_abbreviations.csv")
                     if row["abbreviation"].isupper())


def _like_an_institution(tokens: list[_Token]) -> bool:
    """Whether a cell reads like `GOPS w Łapach`, `Szkoła Podstawowa`, `Caritas`: no name of a person as a whole."""
    if any(left.low in {"w", "we"} and right.capital for left, right in pairwise(tokens)):
        return True
    firsts = [token for token in tokens if token.capital and token.sort.first]
    if len(tokens) == 2 and firsts and all(token.sort.first or token.sort.surname for token in tokens):
        return False                                    # Szkoła is a surname too
    nouns = [number for number, token in enumerate(tokens)
             if not words.INSTITUTION_WORDS.isdisjoint(token.sort.common_lemmas) or token.form in _abbreviations()]
    return bool(nouns) and (nouns[0] == 0 or not firsts)


def words_of_name(text: str) -> list[tuple[int, int]]:
    """Ranges of the words of `text` that belong to a name, when a table's header says that it is one.

    Titles stay; a text with an office or a word of institutions' names is searched like any other.
    """
    tokens = _tokens(text)
    if len(tokens) > 6 or any(token.sort.blocked and not token.sort.surname for token in tokens):
        return persons(text)
    if _like_an_institution(tokens):
        return persons(text)
    if len(tokens) == 1 and (not tokens[0].capital or (tokens[0].upper and tokens[0].sort.unknown)):
        return []                                       # brak, wakat, GOPS
    return [(token.start, token.end) for token in tokens if token.low not in words.TITLES]
