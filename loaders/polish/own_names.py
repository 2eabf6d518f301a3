"""Own names: what follows `Stowarzyszenie`, `Zespół Szkół`, `Wydział`, and words that go on a known name."""

from __future__ import annotations

from loaders.polish import morphology
from loaders.polish.lexicon import Match
from loaders.polish.pieces import GENITIVE, Pieces, readings_of
from loaders.polish.tails import Tail
from loaders.polish.tokens import TokenKind
from loaders.polish.typography import clean, join

_CONNECTORS = frozenset(
    {"na", "rzecz", "dla", "z", "ze", "do", "spraw", "ds", "przeciw", "przeciwko", "ku", "pod", "nad", "bez", "od", "o",
     "po", "za"}
)
_PLAIN_HEADS = frozenset({"ZS", "WYDZ", "SZPIT", "MIN"})
"""Types whose name may stand alone, so that another institution right after it is no own name."""

_SINGULAR_NOMINATIVE = morphology.bit("sg", "nom")
_SEVERAL_THINGS = frozenset({"GOK", "OSIR", "BIBL", "ZSPP", "TBS", "PORUZ", "GKRPA", "OPS", "OSRWSP"})
"""Types that are named after several things: `Ośrodek Animacji Kultury | i Rekreacji`."""
_GOVERNMENT = frozenset({"gminy", "miasta", "powiatu", "województwa"})


class OwnNames(Pieces):
    """A cursor that reads own names."""

    def _own_name(self, tail: Tail, match: Match) -> Tail:
        """The own name of an association, foundation, school complex …: until a boundary."""
        begin = at = end = tail.end
        words: list[str] = []
        town = self.bare_place(begin) if match.name.abbreviation else None
        if town is not None and self.gazetteer.is_gmina(town.names[0]):
            return tail  # ZS Goniądz
        agreeing = True  # adjectives straight after the head go into the nominative with it
        while (token := self.at(at)) is not None and not self._number(at) and not self._patron(at):
            if token.capitalised:
                if self._stops(at, begin, match) or (at > begin and self._turns(at)):
                    break
                if agreeing and (compound := self._compound(at, match)) is not None:
                    words.append(compound)
                    at = end = at + 3
                    continue
                agreeing = agreeing and self._agrees(at, match, match.name.gender)
                words.append(morphology.nominative_adjective(token.text, match.name.gender) if agreeing else token.text)
                at = end = at + 1
                continue
            agreeing = False
            step = self._joint(at)
            if step is None:
                break
            words += [one.text for one in self.tokens[at:step] if one.kind is not TokenKind.NEWLINE]
            at = step
        own = join(words[: len(words)]).rstrip(" ,-.") if end > begin else ""
        if not own:
            return tail
        if at > end:  # what joins nothing is no part of the name
            own = join(words[: len(words) - sum(one.kind is not TokenKind.NEWLINE for one in self.tokens[end:at])])
        closing = self.at(end)
        if closing and closing.kind is TokenKind.QUOTE and closing.glued and not self._quoted(end):
            return tail.plus(end + 1, f"„{own}”", own=own)
        return tail.plus(end, own, own=own)

    def _stops(self, at: int, begin: int, match: Match) -> bool:
        """Whether a capitalised word is no part of the own name that begins at `begin`."""
        if self._is_anew(at) or self._initial(at) or self.legal_form(at) is not None:
            return True
        if self._seated(at):
            return True
        if at > begin:
            return self._splits(at, department=match.name.type == "WYDZ")
        if not match.name.type:
            inner = self.match(at)
            return not self._fits(at, match) or (inner is not None and bool(inner.name.type))
        return match.name.type in _PLAIN_HEADS and self._starts_institution(at)

    def _turns(self, at: int) -> bool:
        """Whether a seat or a branch begins inside an own name: `… Niewidomych Koło w X`, `… NIEWIDOMYCH W X`."""
        small = self.tokens[at].text in ("W", "WE")
        return self.seat_in(at) is not None if small else self._branch(at) is not None

    def _seated(self, at: int) -> bool:
        """Whether a seat begins here in capitals: ZESPÓŁ … | W LĘBORKU."""
        return self.tokens[at].text in ("W", "WE") and self.seat_in(at) is not None

    def _initial(self, at: int) -> bool:
        """Whether a capital letter with a full stop stands here."""
        following = self.at(at + 1)
        return len(self.tokens[at].text) == 1 and following is not None and following.text == "." and following.glued

    def _joint(self, at: int) -> int | None:
        """The end of what may join two words of an own name: a hyphen, `i`, a comma in a series, `na rzecz`."""
        token = self.tokens[at]
        following = self.at(at + 1)
        if following is None:
            return None
        hyphen = token.kind is TokenKind.DASH and token.glued and following.glued and following.capitalised
        wrapping = token.kind is TokenKind.NEWLINE and self.wrapped(at) and following.is_word
        conjunction = token.key in ("i", "oraz") and self._continues(at)
        if hyphen or wrapping or conjunction or (token.text == "," and self._series(at)):
            return at + 1
        return self._connector(at) if token.key in _CONNECTORS else None

    def _fits(self, at: int, match: Match) -> bool:
        """Whether a word can go on a general name (`Centrum …`): a genitive, an agreeing adjective, no person."""
        token = self.tokens[at]
        if morphology.is_person(token.text) or self._starts_institution(at):
            return False
        return bool(readings_of(token.text) & GENITIVE) or self._agrees(at, match, match.name.gender)

    def _splits(self, at: int, *, department: bool) -> bool:
        """Whether a capitalised word inside an own name begins another institution."""
        match = self.match(at)
        return match is not None and (department or self.tokens[at - 1].kind is TokenKind.NEWLINE)

    def _compound(self, at: int, match: Match) -> str | None:
        """An adjective of two words in the nominative, `Społeczno-Kulturalnego` → `Społeczno-Kulturalne`."""
        first, dash, last = (self.at(at + step) for step in range(3))
        if first is None or dash is None or last is None or dash.kind is not TokenKind.DASH:
            return None
        if not first.key.endswith("o") or not self._agrees(at + 2, match, match.name.gender):
            return None
        return f"{first.text}-{morphology.nominative_adjective(last.text, match.name.gender)}"

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
        return not noun & readings & GENITIVE

    def _continues(self, at: int) -> bool:
        """Whether `i` joins two words of one name: a genitive, or a dative, follows, and no new institution."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self._starts_institution(at + 1):
            return False
        readings = readings_of(following.text)
        return bool(readings & GENITIVE) and self.match(at + 1) is None

    def _series(self, at: int) -> bool:
        """Whether a comma stands inside a name: `Kultury, Sportu i Turystyki`."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self.match(at + 1):
            return False
        if not readings_of(following.text) & GENITIVE:
            return False
        for ahead in range(at + 2, min(at + 7, len(self.tokens))):
            token = self.tokens[ahead]
            if token.key in ("i", "oraz"):
                return self._continues(ahead)
            if not (token.is_word or token.text == ","):
                return False
        return False

    def _more_things(self, at: int) -> int | None:
        """The end of `, Sportu i Rekreacji` or `i Rekreacji` after a name; None when nothing more belongs to it."""
        end = at
        if self.key(end) == "," and self._series(end):
            while self.key(end) == ",":
                end += 2
        if self.key(end) not in ("i", "oraz") or self.key(end + 1) in _GOVERNMENT or not self._continues(end):
            return None
        return end + 2

    def _connector(self, at: int) -> int | None:
        """The end of `na rzecz`, `ds.`, `dla` …, when a capitalised word follows."""
        end = at
        while (token := self.at(end)) is not None and (token.key in _CONNECTORS or token.text == "."):
            end += 1
        token = self.at(end)
        if token is None or not token.capitalised or end - at > 4:
            return None
        return end

    def _extension(self, tail: Tail, match: Match) -> Tail | None:
        """More words of the name itself on the same line: `Integracyjna`, `Mistrzostwa Sportowego`, `Wawel`."""
        token = self.at(tail.end)
        plain = match.name.abbreviation and not match.name.named
        fresh = not (plain or tail.quoted or tail.patron or tail.territory)
        several = match.name.type in _SEVERAL_THINGS and fresh and match.name.canonical.count(" ") > 0
        if several and (end := self._more_things(tail.end)) is not None:
            return tail.plus(end, clean(self.tokens, tail.end, end))
        if token is None or not token.capitalised or plain or match.name.by_role or self._seated(tail.end):
            return None
        if tail.territory or tail.numbers or tail.patron or tail.quoted or self._starts_anew(tail.end):
            return None
        if morphology.is_person(token.text):
            return None
        if self._agrees(tail.end, match, match.name.gender) and not token.upper:
            word = morphology.nominative_adjective(token.text, match.name.gender)
            return tail.plus(tail.end + 1, word)
        readings = readings_of(token.text)
        if readings & GENITIVE and not readings & _SINGULAR_NOMINATIVE and not token.upper:
            end = tail.end + 1
            while (following := self.at(end)) and following.capitalised and readings_of(following.text) & GENITIVE:
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
