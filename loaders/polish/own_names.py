"""Own names: what follows `Stowarzyszenie`, `Zespół Szkół`, `Wydział`, and words that go on a known name."""

from __future__ import annotations

from loaders.polish import morphology
from loaders.polish.lexicon import Match
from loaders.polish.pieces import GENITIVE, NOMINATIVE, Pieces, readings_of
from loaders.polish.tails import Tail
from loaders.polish.tokens import TokenKind
from loaders.polish.typography import clean, join

_CONNECTORS = frozenset(
    {"na", "rzecz", "dla", "z", "ze", "do", "spraw", "ds", "przeciw", "przeciwko", "ku", "pod", "nad", "bez", "od", "o",
     "po", "za"}
)


class OwnNames(Pieces):
    """A cursor that reads own names."""

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
                if self._is_anew(at) or (at == begin and not match.name.type and not self._fits(at, match)):
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
        own = join(words)
        while own and not own[-1].isalnum():
            own = own[:-1].rstrip()
        own = join(own.split()) if own else own
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
        return bool(readings_of(token.text) & GENITIVE) or self._agrees(at, match, match.name.gender)

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
        return not noun & GENITIVE

    def _continues(self, at: int) -> bool:
        """Whether `i` joins two words of one name: a genitive, or a dative, follows, and no new institution."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self._starts_institution(at + 1):
            return False
        readings = readings_of(following.text)
        return bool(readings & GENITIVE) and self.lexicon.match(self.tokens, at + 1) is None

    def _series(self, at: int) -> bool:
        """Whether a comma stands inside a name: `Kultury, Sportu i Turystyki`."""
        following = self.at(at + 1)
        if following is None or not following.capitalised or self.lexicon.match(self.tokens, at + 1):
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
        readings = readings_of(token.text)
        if readings & GENITIVE and not readings & NOMINATIVE and not token.upper:
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
