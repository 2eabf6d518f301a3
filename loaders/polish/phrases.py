"""What follows the name of an institution's type: number, patron, own name, parent, place.

Pure functions over tokens. `Reader.tail` walks to the right of a matched name and stops where the
name stops; it never looks at the document's context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph import reference
from loaders.polish import morphology
from loaders.polish.lexicon import Lexicon, Match
from loaders.polish.places import Gazetteer, PlaceName
from loaders.polish.tokens import Token, TokenKind, fold

_TITLES = frozenset({"św", "ks", "bł", "o", "gen", "prof", "dr", "kard", "abp", "bp", "płk", "mjr", "kpt", "hm", "por", "ppłk", "marsz"})
_CONNECTORS = frozenset({"na", "rzecz", "dla", "z", "ze", "do", "spraw", "ds", "przeciw", "przeciwko", "ku", "pod", "nad", "bez", "od", "o", "po", "za"})
_UNITS = frozenset({"koło", "zarząd", "oddział", "filia", "inspektorat", "delegatura", "placówka", "hufiec", "sekcja", "podregion"})
_OFFICE_WORDS = {"gmina": "GMINA", "powiat": "POWIAT", "województwo": "WOJEWODZTWO", "miasto": "GMINA", "dzielnica": "DZIELNICA"}
_GROUPS = frozenset({"osób", "dzieci", "młodzieży", "dorosłych", "kobiet", "matek", "bezdomnych", "seniorów", "ofiar", "rodzin"})
_OFFICES = frozenset({"UG", "UM", "STAR", "UMW", "UW"})
_ANEW = frozenset({"gmina", "gminy", "powiat", "powiatu", "miasto", "województwo", "wójt", "burmistrz", "starosta", "prezydent", "pan", "pani", "tel", "ul", "al", "pl"})
_NOMINATIVE = morphology.bit("sg", "nom") | morphology.bit("pl", "nom")
_GENITIVE = morphology.bit("sg", "gen") | morphology.bit("pl", "gen")
_LONGEST_QUOTE = 12
_WRAPPED_LINE = 60
"""A line at least so long that ends inside a name is taken as wrapped."""
OPEN_STARTS = frozenset({"stowarzyszenie", "fundacja", "towarzystwo"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A place that a name ends with. `shown` is the words to put into the name: `w Korycinie`."""

    place: PlaceName
    shown: str
    rule: str  # w | bare | genitive | unit


@dataclass(frozen=True, slots=True)
class Tail:
    """All that belongs to the name right of its type."""

    end: int
    pieces: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    patron: str = ""
    quoted: str = ""
    own: str = ""
    series: tuple[tuple[str, str], ...] = ()  # (words, distinct) of further names under one plural head
    seats: tuple[Seat, ...] = ()
    territory: tuple[str, str] | None = None  # (GMINA | POWIAT | WOJEWODZTWO, words as written)
    parent: str = ""                          # name of the institution it is `przy`

    @property
    def distinct(self) -> str:
        """What tells two of one type and place apart; the same in every case form."""
        if self.numbers:
            return self.numbers[0]
        return slug(self.quoted or self.own or self.patron)

    def plus(self, end: int, *pieces: str, **changes: object) -> Tail:
        """A longer tail."""
        return replace(self, end=end, pieces=(*self.pieces, *pieces), **changes)  # type: ignore[arg-type]


def slug(words: str) -> str:
    """Words as an id part: `Jana Pawła II` → `jana-pawla-ii`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def clean(tokens: Sequence[Token], start: int, end: int) -> str:
    """The words of tokens[start:end], typographically clean: one space, no space before a comma, Polish quotes."""
    text = ""
    opened = False
    previous: Token | None = None
    for token in tokens[start:end]:
        if token.kind in (TokenKind.NEWLINE, TokenKind.BREAK):
            continue
        if token.kind is TokenKind.QUOTE:
            opened = not opened
            text = text + " „" if opened else text + "”"
        elif previous is not None and (token.text in ",.)" or (token.glued and (token.kind is TokenKind.DASH or previous.kind is TokenKind.DASH))):
            text += token.text
        elif text.endswith(("„", "(")):
            text += token.text
        else:
            text += " " + token.text
        previous = token
    return text.strip()


@dataclass(frozen=True)
class Reader:
    """The tokens of one text with the tables to read them by."""

    text: str
    tokens: tuple[Token, ...]
    lexicon: Lexicon
    gazetteer: Gazetteer
    _lines: dict[int, int] = field(default_factory=dict)

    # -- small steps ------------------------------------------------------------------------------

    def at(self, position: int) -> Token | None:
        """The token, None past the end."""
        return self.tokens[position] if 0 <= position < len(self.tokens) else None

    def key(self, position: int) -> str:
        """The casefolded text of the token, "" past the end."""
        token = self.at(position)
        return token.key if token else ""

    def over_line_end(self, position: int) -> int:
        """The position after one line end, if there is one."""
        token = self.at(position)
        return position + 1 if token and token.kind is TokenKind.NEWLINE else position

    def wrapped(self, position: int) -> bool:
        """Whether the line end at a position looks like the wrapping of a long line."""
        token = self.tokens[position]
        begin = self.text.rfind("\n", 0, token.start) + 1
        return token.start - begin >= _WRAPPED_LINE

    def numeral(self, position: int) -> str | None:
        """A number or a Roman numeral."""
        token = self.at(position)
        if token and (token.kind is TokenKind.NUMBER or token.roman):
            return token.text
        return None

    # -- places -----------------------------------------------------------------------------------

    def seat_in(self, position: int) -> tuple[tuple[Seat, ...], int] | None:
        """`w Korycinie`, `we Wrocławiu`, `z siedzibą w …`, `w Rzeszowie, Lublinie i Kielcach` → seats and end."""
        at = self.over_line_end(position)
        if self.key(at) == "z" and self.key(at + 1) in ("siedzibą", "siedziba"):
            at += 2
        if self.key(at) not in ("w", "we"):
            return None
        word = self.key(at)
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
        if self.lexicon.match(self.tokens, at) or self.at(at) is None:
            return None
        place = self.gazetteer.read(self.tokens, at, "loc", lossy=False)
        if place is None:
            return None
        after = self.at(place.end)
        return place if after is None or not after.is_word or not after.capitalised else None

    def place(self, position: int, case: str) -> PlaceName | None:
        """A place name of the gazetteer, or a capitalised word that only the dictionary knows as geographic."""
        found = self.gazetteer.read(self.tokens, position, case)
        if found or case != "loc":
            return found
        token = self.at(position)
        if token is None or not token.capitalised or token.upper:
            return None
        wanted = morphology.bit("sg", "loc") | morphology.bit("pl", "loc")
        readings = morphology.noun_readings(token.text)
        if readings & wanted or not morphology.analyse(token.text):
            return PlaceName((morphology.nominative_noun(token.text),), position, position + 1, case, exact=False)
        return None

    def _seat(self, place: PlaceName, word: str, rule: str) -> Seat:
        return Seat(place, self.in_place(place.names[0], self._written(place), word), rule)

    def _written(self, place: PlaceName) -> str:
        """The form as the document has it, when it is right as it stands; "" when it must be generated."""
        written = clean(self.tokens, place.start, place.end)
        return written if place.exact and not any(part.isupper() for part in written.split(" ")) else ""

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

    # -- tails ------------------------------------------------------------------------------------

    def tail(self, match: Match) -> Tail:
        """Everything right of a matched name that belongs to it."""
        tail = Tail(match.end)
        if match.name.open_tail:
            tail = self._own_name(tail, match)
        for _ in range(8):
            longer = self._step(tail, match)
            if longer is None:
                return tail
            tail = longer
        return tail

    def _step(self, tail: Tail, match: Match) -> Tail | None:
        at = tail.end
        if (found := self._parenthesis(at)) is not None:
            return tail.plus(found)
        if not tail.numbers and (number := self._number(at)) is not None:
            numbers, end, shown = number
            return tail.plus(end, shown, numbers=numbers)
        if not tail.patron and (patron := self._patron(at)) is not None:
            words, end, shown = patron
            return tail.plus(end, shown, patron=words)
        if not tail.quoted and (quoted := self._quoted(at)) is not None:
            words, end = quoted
            series, end = self._quoted_series(end) if match.plural else ((), end)
            return tail.plus(end, f"„{words}”", quoted=words, series=series)
        if tail.seats:
            return None
        if tail.territory is None and (unit := self._territory(at, match)) is not None:
            return tail.plus(unit[1], unit[0][1], territory=unit[0])
        if (whom := self._for_whom(at)) is not None:
            return tail.plus(whom[1], whom[0])
        if (host := self._host(at)) is not None:
            return tail.plus(host[2], host[0], seats=host[1], parent=host[3])
        if match.name.type not in _OFFICES and (office := self._office(at)) is not None:
            return tail.plus(office[2], office[0], seats=office[1], parent=office[0])
        if (branch := self._branch(at)) is not None:
            return tail.plus(branch[1], branch[0])
        if (seats := self.seat_in(at)) is not None:
            return tail.plus(seats[1], seats=seats[0])
        if tail.territory is None and (seat := self._bare_or_genitive(at, match)) is not None:
            return tail.plus(seat.place.end, seats=(seat,))
        if match.name.type == "WYDZ":
            return None
        return self._apposition(tail, match) or self._extension(tail, match)

    def _host(self, position: int) -> tuple[str, tuple[Seat, ...], int, str] | None:
        """`przy ROPS w Białymstoku` → words, seats (already in the words), end, name of the host."""
        at = self.over_line_end(position)
        if self.key(at) != "przy":
            return None
        inner = self.lexicon.match(self.tokens, self.over_line_end(at + 1))
        if inner is None or inner.name.by_role:
            return None
        full = self.lexicon.by_canonical.get(inner.name.canonical)
        tail = self.tail(inner)
        seats = tuple(seat.shown for seat in tail.seats[:1])
        base = full.inflected("loc") if full else clean(self.tokens, inner.start, inner.end)
        name = " ".join((inner.name.canonical, *tail.pieces, *seats))
        return " ".join(("przy", base, *tail.pieces, *seats)), tuple(
            replace(seat, shown="", rule="host") for seat in tail.seats[:1]
        ), tail.end, name

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

    def _office(self, position: int) -> tuple[str, tuple[Seat, ...], int] | None:
        """`Urzędu Marszałkowskiego w Kielcach` after the name of its unit → words, seats (in the words), end."""
        token = self.at(position)
        if token is None or not token.capitalised:
            return None
        inner = self.lexicon.match(self.tokens, position)
        if inner is None or inner.name.type not in _OFFICES or not inner.readings & morphology.bit("sg", "gen"):
            return None
        if inner.name.abbreviation:
            return None
        tail = self.tail(inner)
        seats = tail.seats[:1]
        base = self.lexicon.by_canonical[inner.name.canonical].inflected("gen")
        words = " ".join((base, *tail.pieces, *(seat.shown for seat in seats)))
        return words, tuple(replace(seat, shown="", rule="host") for seat in seats), tail.end

    def _extension(self, tail: Tail, match: Match) -> Tail | None:
        """More words of the name itself on the same line: `Integracyjna`, `Mistrzostwa Sportowego`, `Wawel`."""
        token = self.at(tail.end)
        if token is None or not token.capitalised or match.name.abbreviation or match.name.by_role:
            return None
        if tail.territory or tail.numbers or tail.patron or tail.quoted or self._starts_anew(tail.end):
            return None
        labels = {label for _, _, some in morphology.analyse(token.text) for label in some}
        if labels and labels <= {"imię", "nazwisko"}:
            return None
        if self._agrees(tail.end, match, match.name.gender) and not token.upper:
            word = morphology.nominative_adjective(token.text, match.name.gender)
            return tail.plus(tail.end + 1, word)
        readings = _readings(token.text)
        if readings & _GENITIVE and not readings & _NOMINATIVE and not token.upper:
            end = tail.end + 1
            while (following := self.at(end)) and following.capitalised and _readings(following.text) & _GENITIVE:
                end += 1
            if self._continues(end):
                end += 2
            words = clean(self.tokens, tail.end, end)
            return tail.plus(end, words, own=words)
        place = self.gazetteer.read(self.tokens, tail.end, "nom", lossy=False)
        town = place is not None and self.gazetteer.is_gmina(place.names[0])
        if match.name.named and (token.upper or not town):
            return tail.plus(tail.end + 1, token.text, own=token.text)
        return None

    def _starts_anew(self, position: int) -> bool:
        """Whether another institution, government or person in office begins here."""
        return self.lexicon.match(self.tokens, position) is not None or self.key(position) in _ANEW

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
            if more is None or (self.key(end) == "i" and not self.tokens[following].kind is TokenKind.NUMBER):
                break
            numbers.append(more)
            end = following + 1
        return tuple(numbers), end, f"{label} {first}"

    def _patron(self, position: int) -> tuple[str, int, str] | None:
        """`im. Jana Pawła II`, `pw. św. Anny` → words, end, words with the label."""
        at = self.over_line_end(position)
        label = self.key(at)
        if label not in ("im", "imienia", "pw", "imieniem"):
            return None
        at += 2 if self.key(at + 1) == "." else 1
        begin = at = self.over_line_end(at)
        end = at
        while (token := self.at(at)) is not None:
            following = self.at(at + 1)
            if token.capitalised or token.kind is TokenKind.MASK:
                if self.lexicon.match(self.tokens, at) and at > begin and self._starts_institution(at):
                    break
                at += 1
                if following and following.text == "." and following.glued and len(token.text) <= 3:
                    at += 1
                end = at
            elif token.key in _TITLES and following and following.text == ".":
                at += 2
                end = at
            elif token.kind is TokenKind.DASH and token.glued and following and following.glued:
                at += 1
            elif token.kind is TokenKind.NUMBER and at == begin:
                at += 1
            elif token.key in ("i", "z", "de", "nad", "na", "lecia", "pułku", "batalionu", "dywizji") and following and (following.capitalised or following.kind is TokenKind.MASK):
                if self._starts_institution(at + 1):
                    break
                at += 1
            elif token.kind is TokenKind.NEWLINE and self.wrapped(at) and following and following.capitalised:
                at += 1
            else:
                break
        if end == begin:
            return None
        words = clean(self.tokens, begin, end)
        return words, end, f"im. {words}" if label.startswith("im") else f"pw. {words}"

    def _starts_institution(self, position: int) -> bool:
        """Whether a new institution begins here: a known name that is no mere genitive."""
        match = self.lexicon.match(self.tokens, position)
        return match is not None and (match.name.abbreviation or not match.readings & morphology.bit("sg", "gen"))

    def _quoted(self, position: int) -> tuple[str, int] | None:
        """A quoted name → words, end. The closing mark may be missing a partner before it."""
        at = self.over_line_end(position)
        token = self.at(at)
        if token is None or token.kind is not TokenKind.QUOTE or token.text == "”" and token.glued:
            return None
        for end in range(at + 1, min(at + _LONGEST_QUOTE, len(self.tokens))):
            inner = self.tokens[end]
            if inner.kind is TokenKind.QUOTE and end > at + 1:
                return clean(self.tokens, at + 1, end).replace(" +", "+"), end + 1
            if inner.kind is TokenKind.BREAK or inner.text in ";:":
                return None
        return None

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
            if stop == at or not _readings(self.tokens[at].text) & _GENITIVE:
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

    def adjective_of_unit(self, position: int) -> int | None:
        """The end of a powiat's or województwo's adjective that begins here."""
        for words in (3, 2, 1):
            end = position
            for _ in range(words):
                end = end + 1 if self.at(end) and self.tokens[end].is_word else len(self.tokens) + 1
                while self.at(end) and self.tokens[end].kind is TokenKind.DASH and self.at(end + 1) and self.tokens[end + 1].is_word and words == 1:
                    end += 2
            if end > len(self.tokens):
                continue
            written = clean(self.tokens, position, end)
            register = self.gazetteer.register
            if register.powiats_named(written) or register.wojewodztwo_named(written):
                return end
        return None

    def _branch(self, position: int) -> tuple[str, int] | None:
        """`- Koło Gminne`, `Filia nr 2`, `Zarząd Rejonowy` → words in the nominative, end."""
        at = self.over_line_end(position)
        token = self.at(at)
        dash = token is not None and token.kind is TokenKind.DASH
        if dash:
            at += 1
        token = self.at(at)
        if token is None or not token.capitalised:
            return None
        head = morphology.nominative_noun(token.text)
        if head.casefold() not in _UNITS:
            return None
        end, words = at + 1, [head]
        gender = _gender(head)
        while (adjective := self.at(end)) is not None and adjective.capitalised and morphology.adjective_readings(adjective.text, gender):
            words.append(morphology.nominative_adjective(adjective.text, gender))
            end += 1
        number = self._number(end)
        if number:
            words.append(number[2])
            end = number[1]
        return ("– " if dash else "") + " ".join(words), end

    def _bare_or_genitive(self, position: int, match: Match) -> Seat | None:
        """`ROPS Poznań`, `Urząd Miasta Zduńska Wola`, `Rada Miejska Legnicy`."""
        token = self.at(position)
        office = match.name.type in ("UG", "UM", "RADA", "USC", "STRGM", "GMINA")
        if token is None or not token.capitalised or not (match.name.abbreviation or office):
            return None
        place = self.bare_place(position)
        if place and not self._begins_name(place):
            shown = clean(self.tokens, place.start, place.end) if office else self.in_place(place.names[0])
            return Seat(place, title(shown) if office else shown, "bare")
        if office:
            place = self.gazetteer.read(self.tokens, position, "gen", lossy=False)
            if place:
                return Seat(place, title(clean(self.tokens, place.start, place.end)), "genitive")
        return None

    def _begins_name(self, place: PlaceName) -> bool:
        return self.lexicon.match(self.tokens, place.start) is not None

    def _apposition(self, tail: Tail, match: Match) -> Tail | None:
        """A second name in the same case, straight after the first: `NZOZ | Przychodnią Lekarską`."""
        at = tail.end
        token = self.at(at)
        if token is None or not token.capitalised or match.name.abbreviation or match.plural:
            return None
        second = self.lexicon.match(self.tokens, at)
        if second is None or second.name.abbreviation or second.name.by_role:
            return None
        if match.readings and not second.readings & match.readings:
            return None
        return tail.plus(second.end, second.name.canonical)

    # -- own names --------------------------------------------------------------------------------

    def _own_name(self, tail: Tail, match: Match) -> Tail:
        """The own name of an association, foundation, school complex …: until a boundary."""
        at, end = tail.end, tail.end
        words: list[str] = []
        begin = at
        gender = match.name.gender
        agreeing = True
        while (token := self.at(at)) is not None:
            following = self.at(at + 1)
            if self._number(at) or self._patron(at):
                break
            if token.capitalised:
                if token.key in _ANEW or (at == begin and not match.name.type and not self._fits(at, match)):
                    break
                if at > begin and self._splits(at, department=match.name.type == "WYDZ"):
                    break
                if at == begin and match.name.type in ("ZS", "WYDZ", "SZPIT", "MIN") and self._starts_institution(at):
                    break
                word = token.text
                if agreeing and self._agrees(at, match, gender):
                    word = morphology.nominative_adjective(word, gender)
                else:
                    agreeing = False
                words.append(word)
                at += 1
                end = at
            elif token.kind is TokenKind.DASH and token.glued and following and following.glued and following.capitalised:
                words.append("-")
                at += 1
            elif token.key in ("i", "oraz") and self._continues(at):
                words.append(token.text)
                at += 1
            elif token.text == "," and self._series(at):
                words.append(",")
                at += 1
            elif token.key in _CONNECTORS and (step := self._connector(at)):
                words += [one.text for one in self.tokens[at:step]]
                at = step
            elif token.kind is TokenKind.NEWLINE and self.wrapped(at) and following and following.is_word:
                at += 1
            else:
                break
            agreeing = agreeing and at == begin + len(words)
        if end == begin:
            return tail
        own = _join(words)
        while own and not own[-1].isalnum():
            own = own[:-1].rstrip()
        own = _join(own.split()) if own else own
        closing = self.at(end)
        if closing and closing.kind is TokenKind.QUOTE and closing.glued and not self._quoted(end):
            return tail.plus(end + 1, f"„{own}”", own=own)
        return tail.plus(end, own, own=own)

    def _fits(self, at: int, match: Match) -> bool:
        """Whether a word can go on a general name (`Centrum …`): a genitive, an agreeing adjective, no person."""
        token = self.tokens[at]
        labels = {label for _, _, some in morphology.analyse(token.text) for label in some}
        if labels and labels <= {"imię", "nazwisko"}:
            return False
        return bool(_readings(token.text) & _GENITIVE) or self._agrees(at, match, match.name.gender)

    def _splits(self, at: int, *, department: bool) -> bool:
        """Whether a capitalised word inside an own name begins another institution."""
        match = self.lexicon.match(self.tokens, at)
        return match is not None and (department or self.tokens[at - 1].kind is TokenKind.NEWLINE)

    def _agrees(self, at: int, match: Match, gender: str) -> bool:
        """Whether a word is an adjective of the name before it, and not of the noun after it."""
        token = self.tokens[at]
        readings = morphology.adjective_readings(token.text, gender)
        if not readings & (match.readings or morphology.EVERY):
            return False
        following = self.at(at + 1)
        if match.readings & morphology.bit("sg", "nom"):
            return bool(readings & morphology.bit("sg", "nom"))
        if following is None or not following.capitalised:
            return True
        noun = morphology.noun_readings(following.text.lower())
        return not noun & _GENITIVE

    def _continues(self, at: int) -> bool:
        """Whether `i` joins two words of one name: a genitive, or a dative, follows, and no new institution."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self._starts_institution(at + 1):
            return False
        readings = _readings(following.text)
        return bool(readings & _GENITIVE) and self.lexicon.match(self.tokens, at + 1) is None

    def _series(self, at: int) -> bool:
        """Whether a comma stands inside a name: `Kultury, Sportu i Turystyki`."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self.lexicon.match(self.tokens, at + 1):
            return False
        if not _readings(following.text) & _GENITIVE:
            return False
        for ahead in range(at + 2, min(at + 7, len(self.tokens))):
            token = self.tokens[ahead]
            if token.key in ("i", "oraz"):
                return self._continues(ahead)
            if not (token.is_word or token.text == ","):
                return False
        return False

    def _connector(self, at: int) -> int | None:
        """The end of `na rzecz`, `ds.`, `dla` …, when a capitalised word follows."""
        end = at
        while (token := self.at(end)) is not None and (token.key in _CONNECTORS or token.text == "."):
            end += 1
        token = self.at(end)
        if token is None or not token.capitalised or end - at > 4:
            return None
        return end


def _readings(word: str) -> int:
    readings = morphology.noun_readings(word) | morphology.noun_readings(word.lower())
    for gender in ("m1", "m3", "f", "n"):
        readings |= morphology.adjective_readings(word, gender)
    return readings


def _gender(head: str) -> str:
    row = _genders().get(head.casefold())
    return row or ("f" if head.endswith("a") else "n" if head[-1] in "oe" else "m3")


def _genders() -> dict[str, str]:
    return {row["head"]: row["gender"] for row in reference.rows("institution_heads.csv")}


def _join(words: list[str]) -> str:
    return re.sub(r" ?- ?", "-", re.sub(r" ([,.])", r"\1", " ".join(words)))


def title(words: str) -> str:
    """Words in capitals as a title, others as they are: `GMINY KORYCIN` → `Gminy Korycin`."""
    return " ".join("-".join(part.capitalize() if part.isupper() and len(part) > 3 else part for part in word.split("-")) for word in words.split(" "))


def preposition(locative: str) -> str:
    """`we` before W or F and a consonant (Wrocławiu, Włocławku, Lwowie takes we by habit), else `w`."""
    lower = locative.casefold()
    hard = len(lower) > 1 and lower[0] in "wf" and lower[1] not in "aąeęioóuyj"
    return "we" if hard or lower.startswith(("lwow", "lwówk")) else "w"
