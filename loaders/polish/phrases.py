"""What follows the name of an institution's type, up to where the name stops.

`Reader.tail` walks to the right of a matched name: number, patron, quoted name, parent, branch, place.
Pure over tokens; it never looks at the document's context.
"""

from __future__ import annotations

from dataclasses import replace

from graph import reference
from loaders.polish import morphology
from loaders.polish.lexicon import Match
from loaders.polish.own_names import OwnNames
from loaders.polish.places import PlaceName
from loaders.polish.tails import Seat, Tail
from loaders.polish.tokens import TokenKind
from loaders.polish.typography import clean, title

_MOST_PIECES = 8
_SCHOOLS = "EDU"
_LONGEST_NUMBER = 3
_LONGEST_ADDRESS = 14
OFFICES = frozenset({"UG", "UM", "STAR", "UMW", "UW"})
"""Types of offices, whose departments are named after them."""
_OWNERS = OFFICES | {"ZAKON", "PAR", "CARITAS", "STOW", "FUND", "SR", "SO"}
"""Types that run other institutions, so that their genitive right after a name belongs to it."""
_OPERATORS = frozenset({"NZOZ", "SPZOZ"})
"""Legal forms of health care, whose own name is that of a clinic: `NZOZ Przychodnia Lekarska`, one institution."""
_OPERATED = frozenset({"PRZYCH", "OZDR", "SZPIT", "PORUZ", "CZP", "ZOL", "PRM"})
_SUFFIXES = frozenset({"RP", "MSWiA"})
"""What goes on a name and is no institution there: `Związek Ochotniczych Straży Pożarnych RP`."""
_OWN_PLACE = frozenset({"KLUBSP", "ZHP"})
"""Types whose bare place is part of their own name: `JKS Jarosław`."""
_NAMED_BY_PLACE = frozenset({"UG", "UM", "RADA", "USC", "STRGM", "NADL", "SOLECT"})


class Reader(OwnNames):
    """A cursor that reads whole names."""

    def tail(self, match: Match) -> Tail:
        """Everything right of a matched name that belongs to it; read once for every match."""
        key = (match.start, match.end, match.readings, id(match.name))
        known = self._tails.get(key)
        if known is None:
            known = self._tails[key] = match, self._read_tail(match)  # with the match its name stays, and so its id
        return known[1]

    def _read_tail(self, match: Match) -> Tail:
        tail = Tail(match.end)
        if match.name.open_tail:
            tail = self._own_name(tail, match)
        for _ in range(_MOST_PIECES):
            longer = self._step(tail, match)
            if longer is None:
                return tail
            tail = longer
        return tail

    def _step(self, tail: Tail, match: Match) -> Tail | None:
        """The tail with one more piece, None when there is none."""
        if self._stopped(tail.end):
            return None
        longer = self._label(tail, match)
        if longer:
            return longer
        if tail.seats:
            return self._moved(tail)
        return self._belonging(tail, match) or self._ending(tail, match)

    def _stopped(self, at: int) -> bool:
        """Whether a mark stands here with which no piece begins: a full stop, or a comma that ends a line."""
        token = self.at(at)
        if token is None:
            return True
        if token.is_word or token.kind in (TokenKind.NEWLINE, TokenKind.QUOTE, TokenKind.DASH) or token.text == "(":
            return False
        following = self.at(at + 1)
        return token.text != "," or following is None or not (following.is_word or following.kind is TokenKind.NUMBER)

    def _moved(self, tail: Tail) -> Tail | None:
        """What moves the seat: `… w Sokółce Filia w Dąbrowie Białostockiej`, `… w X z siedzibą w Y`."""
        if len(tail.seats) != 1:
            return None
        first = tail.seats[0].shown
        if self.key(self.over_line_end(tail.end)) == "z" and (seats := self.seat_in(tail.end)):
            if seats[0][0].place.names == tail.seats[0].place.names:
                return tail.plus(seats[1])  # `GOPS w X z siedzibą w X`
            shown = f"{first} z siedzibą {seats[0][0].shown}"
            return tail.plus(seats[1], shown, seats=(replace(seats[0][0], shown="", rule="host"),))
        branch = self._branch(tail.end)
        if branch is None or "\n" in self.text[self.tokens[tail.end - 1].end : self.tokens[tail.end].start]:
            return None
        seats = self.seat_in(branch[1])
        if seats is None:
            return None
        shown = f"{first} {branch[0]} {seats[0][0].shown}"
        moved = (replace(seats[0][0], shown="", rule="host"),)
        return tail.plus(seats[1], shown, seats=moved, own=tail.own or branch[0], before=tail)

    def _label(self, tail: Tail, match: Match) -> Tail | None:
        """One more abbreviation in brackets, number, patron or quoted name; these may follow the seat too."""
        at = tail.end
        if (found := self._parenthesis(at)) is not None:
            return tail.plus(found)
        if not tail.numbers and (number := self._number(at)) is not None:
            return tail.plus(number[1], number[2], numbers=number[0])
        if (own := self._school_number(tail, match)) is not None:
            return tail.plus(at + 1, f"nr {own}", numbers=(own,))
        if (form := self.legal_form(at)) is not None:
            return tail.plus(*form)
        if (token := self.at(at)) is not None and token.text in _SUFFIXES:
            return tail.plus(at + 1, token.text)
        if (end := self._as_operator(at, match)) is not None or (end := self._classes(at)) is not None:
            return tail.plus(end, clean(self.tokens, at, end))
        if not tail.patron and (patron := self._patron(at)) is not None:
            return tail.plus(patron[1], patron[2], patron=patron[0])
        if not tail.quoted and (quoted := self._quoted(at)) is not None:
            series, end = self._quoted_series(quoted[1]) if match.plural else ((), quoted[1])
            return tail.plus(end, f"„{quoted[0]}”", quoted=quoted[0], series=series)
        return None

    def _as_operator(self, at: int, match: Match) -> int | None:
        """Where the legal form of a hospital ends that stands after its name: `Szpital Specjalistyczny SP ZOZ w X`."""
        form = self.match(at) if match.name.type in _OPERATED and not match.plural else None
        fits = form is not None and form.name.abbreviation and form.name.type in _OPERATORS and at == form.start
        return form.end if form is not None and fits and "\n" not in self._between(at) else None

    def _between(self, at: int) -> str:
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def _school_number(self, tail: Tail, match: Match) -> str | None:
        """The number right after a school's abbreviation: `SP 1`, `ZSP 2`."""
        token = self.at(tail.end)
        if tail.end != match.end or not match.name.abbreviation or token is None or token.kind is not TokenKind.NUMBER:
            return None
        kind = reference.institution_types().get(match.name.type)
        school = kind is not None and kind.sector_code == _SCHOOLS and len(token.text) <= _LONGEST_NUMBER
        return token.text if school and self.tokens[match.start].text.isupper() else None

    def _belonging(self, tail: Tail, match: Match) -> Tail | None:
        """One more territory, group of people, host, office or branch."""
        at = tail.end
        if tail.territory is None and (unit := self._territory(at, match)) is not None:
            return tail.plus(unit[1], unit[0][1], territory=unit[0])
        if (part := self._district(at)) is not None:
            return tail.plus(part[1], part[0], own=tail.own or part[0], seats=part[2])
        if (whom := self._for_whom(at)) is not None:
            return tail.plus(whom[1], whom[0])
        if (host := self._host(at)) is not None:
            return tail.plus(host[2], host[0], seats=host[1], parent=host[3], host=host[4])
        if match.name.type not in OFFICES and (office := self._office(at)) is not None:
            return tail.plus(office[2], office[0], seats=office[1], parent=office[0], host=at)
        if (branch := self._branch(at)) is not None:
            return tail.plus(branch[1], branch[0])
        return None

    def _ending(self, tail: Tail, match: Match) -> Tail | None:
        """The seat, or more words of the name itself."""
        if (seats := self.seat_in(tail.end)) is not None:
            return tail.plus(seats[1], seats=seats[0])
        if (seat := self._after_comma(tail.end) or self._from(tail.end)) is not None:
            return tail.plus(seat.place.end, seats=(seat,))
        if tail.territory is None and (seat := self._bare_or_genitive(tail, match)) is not None:
            return tail.plus(seat.place.end, seats=(seat,))
        if match.name.type == "WYDZ":
            return None
        return self._apposition(tail, match) or self._extension(tail, match)

    def _district(self, position: int) -> tuple[str, int, tuple[Seat, ...]] | None:
        """`Katowice-Wschód`, `dla m. Torunia` → words, end, the town as seat unless a seat follows."""
        at = self.over_line_end(position)
        whom = self.key(at) == "dla"
        start = at + 1 if whom else at
        if whom and self.key(start) == "m" and self.key(start + 1) == ".":
            start += 2
        elif whom and self.key(start) == "miasta":
            start += 1
        place = self.gazetteer.read(self.tokens, start, "gen" if whom else "nom", lossy=False)
        if place is None or not (place.part or whom) or not any(map(self.gazetteer.is_gmina, place.names)):
            return None
        seats = () if self.seat_in(place.end) else (Seat(place, "", "host"),)
        return clean(self.tokens, at, place.end), place.end, seats

    def _host(self, position: int) -> tuple[str, tuple[Seat, ...], int, str, int] | None:
        """`przy ROPS w Białymstoku` → words, seats (already in the words), end, name of the host, its position."""
        at = self.over_line_end(position)
        word = self.key(at)
        if word not in ("przy", "w", "we"):
            return None
        inner = self.match(self.over_line_end(at + 1))
        if inner is None or inner.name.by_role or not inner.name.type:
            return None
        if word != "przy" and (inner.name.abbreviation or not inner.readings & morphology.bit("sg", "loc")):
            return None
        full = self.lexicon.by_canonical.get(inner.name.canonical)
        tail = self.tail(inner)
        seats = tuple(seat.shown for seat in tail.seats[:1])
        base = full.inflected("loc") if full else clean(self.tokens, inner.start, inner.end)
        name = " ".join((inner.name.canonical, *tail.pieces, *seats))
        return " ".join((word, base, *tail.pieces, *seats)), tuple(
            replace(seat, shown="", rule="host") for seat in tail.seats[:1]
        ), tail.end, name, inner.start

    def _office(self, position: int) -> tuple[str, tuple[Seat, ...], int] | None:
        """`Urzędu Marszałkowskiego w Kielcach`, `Zgromadzenia Sióstr …` after a name → words, seats (in them), end."""
        token = self.at(position)
        if token is None or not token.capitalised:
            return None
        inner = self.match(position)
        if inner is None or inner.name.type not in _OWNERS or not inner.readings & morphology.bit("sg", "gen"):
            return None
        if inner.name.abbreviation:
            return None
        tail = self.tail(inner)
        if inner.name.open_tail and not (tail.own or tail.quoted):
            return None
        seats = tail.seats[:1]
        base = self.lexicon.by_canonical[inner.name.canonical].inflected("gen")
        words = " ".join((base, *tail.pieces, *(seat.shown for seat in seats)))
        return words, tuple(replace(seat, shown="", rule="host") for seat in seats), tail.end

    def _bare_or_genitive(self, tail: Tail, match: Match) -> Seat | None:
        """`ROPS Poznań`, `Urząd Miasta Zduńska Wola`, `Rada Miejska Legnicy`, `Klub „Orzeł” Kłecko`."""
        position = tail.end
        if self.key(position) == "wsi" and match.name.type == "SOLECT":
            position += 1
        token = self.at(position)
        office = match.name.type in _NAMED_BY_PLACE
        own_name_first = match.name.open_tail and not (match.name.abbreviation or tail.quoted)
        if token is None or not token.capitalised or own_name_first:
            return None
        place = self.bare_place(position)
        sure = match.name.abbreviation or office or (place is not None and self.gazetteer.is_gmina(place.names[0]))
        if place and sure and not self._begins_name(place):
            own = office or (match.name.type in _OWN_PLACE and not tail.quoted)
            shown = clean(self.tokens, place.start, place.end) if own else self.in_place(place.names[0])
            return Seat(place, title(shown) if own else shown, "bare")
        if office:
            place = self.gazetteer.read(self.tokens, position, "gen", lossy=False)
            if place:
                return Seat(place, title(clean(self.tokens, place.start, place.end)), "genitive")
        return None

    def _after_comma(self, position: int) -> Seat | None:
        """`…, Warszawa` at the end of a line, `…, ul. Długa 3, 15-111 Białystok`: a town as in an address."""
        if self.key(position) != ",":
            return None
        if (posted := self._posted(position + 1)) is not None:
            return Seat(posted, self.in_place(posted.names[0]), "w")
        place = self.bare_place(position + 1)
        if place is None or not self.gazetteer.is_gmina(place.names[0]):
            return None
        after = self.at(place.end)
        ends = after is None or after.kind in (TokenKind.NEWLINE, TokenKind.BREAK)
        street = self.key(place.end) == "," and self.key(place.end + 1) in ("ul", "al", "pl", "os")
        return Seat(place, self.in_place(place.names[0]), "w") if ends or street else None

    def _from(self, position: int) -> Seat | None:
        """`Fundacja „Merkury” z Wałbrzycha`: where it comes from is where it sits."""
        if self.key(position) not in ("z", "ze"):
            return None
        place = self.gazetteer.read(self.tokens, position + 1, "gen", lossy=False)
        after = self.at(place.end) if place else None
        if place is None or self.match(position + 1) is not None or (after is not None and after.capitalised):
            return None
        return Seat(place, self.in_place(place.names[0]), "w")

    def _posted(self, position: int) -> PlaceName | None:
        """The town after a postal code in the address that begins here."""
        token = self.at(position)
        if token is None or not (token.key in ("ul", "al", "pl", "os") or token.kind is TokenKind.NUMBER):
            return None
        for at in range(position, position + _LONGEST_ADDRESS):
            code = self.tokens[at : at + 3]
            if len(code) < 3 or code[0].kind in (TokenKind.NEWLINE, TokenKind.BREAK):
                return None
            if [one.kind for one in code] == [TokenKind.NUMBER, TokenKind.DASH, TokenKind.NUMBER] and len(
                code[0].text + code[2].text
            ) == 5:
                return self.bare_place(at + 3)
        return None

    def _begins_name(self, place: PlaceName) -> bool:
        return self.match(place.start) is not None

    def _apposition(self, tail: Tail, match: Match) -> Tail | None:
        """A second name in the same case, straight after the first: `NZOZ | Przychodnią Lekarską`."""
        at = tail.end
        token = self.at(at)
        operator = match.name.type in _OPERATORS
        if token is None or not token.capitalised or match.plural or (match.name.abbreviation and not operator):
            return None
        second = self.match(at)
        if second is None or second.name.abbreviation or second.name.by_role:
            return None
        if operator and second.name.type not in _OPERATED:
            return None
        if match.readings and not second.readings & match.readings:
            return None
        return tail.plus(second.end, second.name.canonical)
