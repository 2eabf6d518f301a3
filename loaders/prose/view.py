"""A document as the claim writers look at it: pieces, mentions, cues and dates, all with their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph import reference
from graph.claims import Span
from graph.territory import Register
from loaders.polish.dates import FoundDate, find_dates, find_near_days, is_of_law
from loaders.polish.mentions import Found
from loaders.polish.places import NO_CONTEXT, PlaceContext
from loaders.prose.cues import CONSORTIUM, MEMBERSHIP, FoundCue, Stance, find_cues, under_a_name
from loaders.prose.groups import find_teams
from loaders.prose.structure import Piece, PieceKind
from loaders.reading import Reading

TEAM_TYPES_BESIDE = frozenset({"ZI"})
"""Types of bodies that are teams here although the law makes them organs: the interdisciplinary team."""
LOCAL_GOVERNMENT = frozenset({"GMINA", "POWIAT", "WOJEWODZTWO"})


def is_team_type(type_: str | None) -> bool:
    """Whether a type is a team of institutions rather than an institution."""
    if type_ is None:
        return False
    kind = reference.institution_types().get(type_)
    return type_ in TEAM_TYPES_BESIDE or (kind is not None and kind.is_team)


@dataclass(frozen=True, slots=True)
class Governed:
    """An institution with the cue that says in what capacity it is named. `own`: the cue stands in the same piece."""

    found: Found
    cue: FoundCue
    own: bool

    @property
    def stance(self) -> Stance:
        """In what capacity."""
        return self.cue.cue.stance


_WHERE = re.compile(r"\b(?:w|we|terenu|terenie|obszaru|obszarze|mieszkańc\w+)\s+$", re.IGNORECASE)
_IN = re.compile(r"\bwe?\s+$", re.IGNORECASE)
_IMPERSONAL = re.compile(r"(?:(?:podpisa|parafowa|sygnowa)n\w+|zawart\w+)$", re.IGNORECASE)
_FEW_WORDS_ON = re.compile(r"(?:\s+[^\s,:;█]+){0,10}\s+")
_OPENS = re.compile(r"(?:po)?między\s*:?\W*$", re.IGNORECASE)
_SECTION = re.compile(r"\W*(?:§|art\.)", re.IGNORECASE)
_BEGINS = re.compile(r"[\W\d]*(?:\b(?:a|oraz|i)\b)?[\W\d]*", re.IGNORECASE)
_BY_ITS_UNIT = re.compile(r"\s*[-–—/]\s*")
"""`Miastem X – Miejskim Ośrodkiem Pomocy Społecznej`: the unit acts for its gmina."""
_ARE_THEY = re.compile(r"\W*(?:(?:są|byli|były)\s+(?:to|nimi)\b|to\b)", re.IGNORECASE)
_LONGEST_LIST = 40
_CLAUSE_WITHIN = 14
"""Pieces from the line that opens a clause of parties to the last of them."""
_APPOINTS = re.compile(r"powołuj|powołano|utworzono|ustanawia", re.IGNORECASE)
_REPRESENTS = re.compile(r"(?:przedstawiciel|reprezentant|delega|wysłanni)\w*$", re.IGNORECASE)
_FEW_WORDS = re.compile(r"(?:[^\S\n]+[^\W\d_]+){0,3}[^\S\n]*:?\s*")
_MOST_OF_IT = 0.7
"""Share of a line that is the name of a team, when the line is nothing else."""
_POST = re.compile(r"(?:wice)?przewodnicz|sekretarz|członek|członkini|koordynator|lider", re.IGNORECASE)


class View:
    """One document with everything found in it. Positions count in the document's text."""

    def __init__(
        self,
        reading: Reading,
        founds: Sequence[Found],
        pieces: Sequence[Piece],
        register: Register,
        silent: Sequence[Span] = (),
        context: PlaceContext = NO_CONTEXT,
    ) -> None:
        """silent: names in which no cue is looked for (a project called `Liderzy …`)."""
        self.context = context
        self.text = reading.source.text
        self.source = reading.source
        self.register = register
        self.pieces = tuple(pieces)
        self.teams_found = tuple(_placed(each, founds) for each in founds if is_team_type(each.type))
        self.founds = tuple(each for each in founds if not is_team_type(each.type))
        self._starts = [each.start for each in self.founds]
        self._silent = tuple(silent)
        self._cues: dict[int, tuple[FoundCue, ...]] = {}
        self._dates: dict[int, tuple[FoundDate, ...]] = {}
        self._governed: dict[int, tuple[Governed, ...]] = {}

    @cached_property
    def _small(self) -> str:
        return self.text.casefold()

    def says(self, *words: str) -> bool:
        """Whether one of some words, casefolded, stands anywhere in the document: a quick look before a pattern."""
        return any(word in self._small for word in words)

    @cached_property
    def _has_clauses(self) -> bool:
        """Whether `między` stands anywhere: without it no clause opens."""
        return self.says("między")

    @cached_property
    def year(self) -> int | None:
        """The year that the document's own date lends to days without one."""
        return int(self.source.published[:4]) if self.source.published else None

    def inside(self, span: Span) -> list[Found]:
        """Institutions named inside a span, classes of institutions too."""
        first = bisect_left(self._starts, span.start)
        made = []
        for each in self.founds[first:]:
            if each.start >= span.end:
                break
            if each.end <= span.end:
                made.append(each)
        return made

    def cues(self, index: int) -> tuple[FoundCue, ...]:
        """Cues of a piece that do not lie inside a name."""
        if index not in self._cues:
            span = self.pieces[index].span
            names = [Span(each.start, each.end) for each in self.inside(span)] + list(self._silent)
            self._cues[index] = tuple(
                cue
                for cue in find_cues(self.text, span.start, span.end)
                if not any(name.start < cue.end <= name.end for name in names)
            )
        return self._cues[index]

    def dates(self, index: int) -> tuple[FoundDate, ...]:
        """Dates of a piece, those of quoted laws left out."""
        if index not in self._dates:
            span = self.pieces[index].span
            text = self.text[span.start : span.end]
            found = [date for date in find_dates(text, self.year) if not is_of_law(text, date)]
            found = found or find_near_days(text, self.source.published)
            self._dates[index] = tuple(
                FoundDate(date.start + span.start, date.end + span.start, date.value) for date in found
            )
        return self._dates[index]

    def _only_where(self, found: Found) -> bool:
        """Whether a local government is named as a place only: `w Gminie X`, `z terenu gminy X`."""
        before = self.text[max(0, found.start - 14) : found.start]
        return found.type in LOCAL_GOVERNMENT and not found.by_role and bool(_WHERE.search(before))

    def _says_where(self, cue: FoundCue, found: Found) -> bool:
        """Whether an impersonal verb a few words before a place tells where: `podpisano 5 maja 2022 r. w X`."""
        impersonal = _IMPERSONAL.search(self.text, cue.start, cue.end) is not None
        return impersonal and _FEW_WORDS_ON.fullmatch(self.text, cue.end, found.start) is not None

    def _is_its_role(self, found: Found, cue: FoundCue) -> bool:
        """Whether a cue is only the post of who stands for the institution: `Przewodniczący Rady Powiatu`."""
        beside = found.by_role and 0 <= found.start - cue.end <= 2
        return bool(beside and _POST.match(self.text, cue.start, cue.end))

    def intro_cue(self, piece: Piece) -> FoundCue | None:
        """The cue that introduces an item: the last one of its intro, or of the headings over it."""
        if piece.intro is None:
            return None
        above: int | None = piece.intro
        for _ in range(3):
            if above is None:
                break
            found = [cue for cue in self.cues(above) if cue.cue.side != "before"]
            if found:
                return _through(self.text, None, self._last_of(above, found), found)
            if self.pieces[above].kind is not PieceKind.HEADING and above != piece.intro:
                break
            above = self.pieces[above].heading
        return self._named_above(piece.intro)

    def _last_of(self, index: int, cues: Sequence[FoundCue]) -> FoundCue:
        """The cue of an introduction that governs its list: the last one, unless that only says about what.

        `Nasi partnerzy w ramach Paktu na rzecz Rodzin:` lists partners; `współpracują w zakresie:` lists subjects.
        `Powołuję Zespół Interdyscyplinarny w osobach:` lists members.
        """
        last = cues[-1]
        span = self.pieces[index].span
        belongs = [cue for cue in cues if cue.cue.stance in MEMBERSHIP | CONSORTIUM]
        words = self.text[last.end : span.end].strip(" \n*_")
        has_object = words.endswith(":") and len(words) > 1
        if last.cue.stance is Stance.ABOUT and belongs and has_object:
            return belongs[-1]
        appoints = last.cue.stance is Stance.APPOINT and _APPOINTS.match(self.text, last.start, last.end)
        if appoints and has_object and find_teams(self.text, span.start, span.end, self.teams_found):
            return replace(last, cue=under_a_name())
        return last

    def _named_above(self, intro: int) -> FoundCue | None:
        """A list right under the name of a team and a colon is that of its members: `Partnerski Zespół Kooperacji:`."""
        span = self.pieces[intro].span
        if not self.text[span.start : span.end].rstrip("*_ ").endswith(":"):
            return None
        teams = [team for team in find_teams(self.text, span.start, span.end, self.teams_found) if team.full]
        length = sum(team.span.end - team.span.start for team in teams)
        if len(teams) != 1 or length < _MOST_OF_IT * (span.end - span.start):
            return None
        return FoundCue(teams[0].span.start, teams[0].span.end, under_a_name())

    def _cue_above(self, index: int) -> FoundCue | None:
        """The cue of a heading over a paragraph that is nothing but names: `Skład Zespołu`, then `GOPS w X, …`.

        `Podpisy złożyły trzy instytucje. Są to: …` goes on with the cue of the sentence before.
        """
        piece = self.pieces[index]
        if index and not self.cues(index) and _ARE_THEY.match(self.text, *piece.span):
            before = [cue for cue in self.cues(index - 1) if cue.cue.stance in MEMBERSHIP]
            return before[-1] if before else None
        if self.cues(index) or not self._begins_with_name(index):
            return None
        at = index - 1
        while at >= 0 and index - at < _LONGEST_LIST and self._is_line_of_list(at):
            at -= 1
        if at < 0 or self.pieces[at].kind is not PieceKind.HEADING:
            return None
        found = [cue for cue in self.cues(at) if cue.cue.side != "before" and cue.cue.stance in MEMBERSHIP]
        return found[-1] if found else None

    def _is_line_of_list(self, index: int) -> bool:
        """Whether a piece is a short line that begins with a name: one of a list without marks."""
        return self.pieces[index].kind is PieceKind.HEADING and not self.cues(index) and self._begins_with_name(index)

    def _begins_with_name(self, index: int) -> bool:
        """Whether nothing but a masked person stands before the first name of a piece."""
        span = self.pieces[index].span
        names = self.inside(span)
        return bool(names) and not self.text[span.start : names[0].start].strip(' \n*_-–—„"█')

    def clause_opening(self, index: int) -> int | None:
        """The line `zawarte w dniu … pomiędzy:` that a paragraph belongs to, before the first `§`; None for others.

        The parties then stand in paragraphs of their own: `Powiatem Kępińskim …, zwanym dalej „Powiatem”`.
        """
        if self.pieces[index].kind is PieceKind.ITEM or not self._has_clauses:
            return None
        for at in range(index, max(-1, index - _CLAUSE_WITHIN), -1):
            text = self.pieces[at].text(self.text)
            if _SECTION.match(text):
                return None
            if at < index and _OPENS.search(text) and any(cue.cue.stance is Stance.PARTY for cue in self.cues(at)):
                return at
        return None

    def _party_of_clause(self, index: int) -> Governed | None:
        """The institution with which a party's paragraph begins."""
        at = self.clause_opening(index)
        span = self.pieces[index].span
        names = [each for each in self.inside(span) if not each.plural_class] if at is not None else []
        if at is None or not names or not _BEGINS.fullmatch(self.text[span.start : names[0].start]):
            return None
        cue = next(cue for cue in reversed(self.cues(at)) if cue.cue.stance is Stance.PARTY)
        party = names[0]
        if len(names) > 1 and party.type in LOCAL_GOVERNMENT and names[1].type not in LOCAL_GOVERNMENT:
            acts_by_it = _BY_ITS_UNIT.fullmatch(self.text, party.end, names[1].start)
            party = names[1] if acts_by_it else party
        return Governed(party, cue, False)

    def governed(self, index: int) -> tuple[Governed, ...]:
        """The institutions of a piece that some cue governs, each with the nearest cue that fits.

        A cue to the left that looks right comes first, then a cue to the right that looks left, then
        the cue of the intro. Classes (`szkoły`) are left out.
        """
        if index not in self._governed:
            party = self._party_of_clause(index)
            self._governed[index] = (party,) if party is not None else tuple(self._governed_in(index))
        return self._governed[index]

    def _governed_in(self, index: int) -> Iterator[Governed]:
        if not self.inside(self.pieces[index].span):
            return
        piece = self.pieces[index]
        cues = self.cues(index)
        intro = self.intro_cue(piece) if piece.kind is PieceKind.ITEM else self._cue_above(index)
        for found in self.inside(piece.span):
            if found.plural_class or self._only_where(found):
                continue
            fitting = [cue for cue in cues if not self._is_its_role(found, cue)]
            if piece.kind is PieceKind.SENTENCE and _IN.search(self.text, piece.span.start, found.start):
                # `w X podpisano`, `podpisano 5 maja w X` say where
                fitting = [cue for cue in fitting if cue.start < found.end and not self._says_where(cue, found)]
            cue = _through(self.text, found, _nearest(found, fitting), fitting)
            own = cue is not None
            in_brackets = cue is not None and self.text[cue.start] == "("  # `GOPS w X (lider)` in a list of members
            if intro is not None and (not _overrides(cue) or (in_brackets and intro.cue.stance in MEMBERSHIP)):
                cue, own = intro, cue is not None and cue.cue.stance in MEMBERSHIP
            if cue is not None:
                yield Governed(found, cue, own)


def _placed(team: Found, founds: Sequence[Found]) -> Found:
    """A team is no surer of its document's place than the bodies named there: `w Będzinie` may be Będzino."""
    if team.place_rule != "inherited":
        return team
    unclear = any(each.place == team.place and each.place_rule == "ambiguous" for each in founds)
    return replace(team, terc=None) if unclear else team


def _through(text: str, found: Found | None, cue: FoundCue | None, cues: Sequence[FoundCue]) -> FoundCue | None:
    """Who represents a body does what the verb says: `podpisali się przedstawiciele X`, `przedstawiciele X podpisali`.

    The verb stands right before the representatives, or after the bodies with no other cue between.
    """
    if cue is None or not _REPRESENTS.match(text, cue.start, cue.end):
        return cue
    left = [each for each in cues if each.end <= cue.start and each.cue.side != "before"]
    told = left and left[-1].cue.stance in MEMBERSHIP | {Stance.GUEST, Stance.FUTURE}
    if told and _FEW_WORDS.fullmatch(text, left[-1].end, cue.start):
        return left[-1]
    right = [each for each in cues if found is not None and found.end <= each.start]
    if right and not left and right[0].cue.stance is Stance.PARTY and right[0].cue.side != "after":
        return right[0]
    return cue


def _overrides(cue: FoundCue | None) -> bool:
    """Whether an item's own cue outweighs the list's: who only appoints or is absent, not `przedstawiciel`."""
    return cue is not None and cue.cue.stance in {
        Stance.ABSENT,
        Stance.GUEST,
        Stance.LEADER,
        Stance.APPOINT,
        Stance.SERVE,
    }


def _fits(found: Found, cue: FoundCue) -> bool:
    # A name in the nominative is not governed by a preposition.
    return not cue.cue.case or not found.case or cue.cue.case in found.case


def _nearest(found: Found, cues: Sequence[FoundCue]) -> FoundCue | None:
    after = [cue for cue in cues if cue.start >= found.end and cue.cue.side != "after" and _fits(found, cue)]
    if found.case == "nom" and after and after[0].start - found.end <= 2:
        return after[0]  # the subject right before its verb
    around = [cue for cue in cues if cue.start < found.start and found.end < cue.end and _fits(found, cue)]
    left = [cue for cue in cues if cue.end <= found.start and cue.cue.side != "before" and _fits(found, cue)]
    left.sort(key=lambda cue: cue.end)
    if around and not any(around[-1].start < cue.start for cue in left):
        return around[-1]
    right = after
    other = left and left[-1].cue.side == "both" and left[-1].cue.stance not in MEMBERSHIP | CONSORTIUM
    if other and right and right[0].start - found.end < found.start - left[-1].end:
        return right[0]  # `Spotkanie otworzył wójt, a porozumienie podpisały …`: the nearer verb governs
    if left:
        return left[-1]
    return right[0] if right else None
