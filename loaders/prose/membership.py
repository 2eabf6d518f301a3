"""Who takes part in which agreement or team: groups found in reading order, and their parties and members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.claims import Kind, Predicate, Span
from loaders.polish.mentions import Found, find
from loaders.prose import posts, unlisted
from loaders.prose.areas import area_of, beside
from loaders.prose.checks import settle
from loaders.prose.cues import MEMBERSHIP, FoundCue, Stance
from loaders.prose.draft import Draft, DraftGroup, identity
from loaders.prose.groups import Named, bare_team, find_agreements, find_teams, team_name
from loaders.prose.sameness import alike, stems
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.terms import ENDING, REPEALED, REPEALS, write_terms
from loaders.prose.view import LOCAL_GOVERNMENT, Governed, View

WEAK = re.compile(
    r"przedstawiciel|reprezent|delega|wysłanni|udział|uczestnicz|przyby|zaangażowan|wskaz|kierował|koordynuj|prowadz",
    re.IGNORECASE,
)
"""Cues that mean membership only where a team or an agreement is spoken of."""
LISTS = re.compile(
    r"skład|tworz|stanowi|członkami|członkowie|założyci|partnerami|uczestni(?:kami|czkami)|kooperant|należ|skupia|zrzesza|łączy"
    r"|gromadzi|dołącz|zawiąza|utworzy|\bwesz|członkowski",
    re.IGNORECASE,
)
"""Cues that list members, so that even a group without a name is known by them."""
OF_A_BODY = re.compile(r"obrad|w\s+prac|posiedze", re.IGNORECASE)
"""What members do, and guests of a meeting do not."""
_ACT = re.compile(r"\b(?:zarządzeni|uchwał)\w*\s+nr|\bz\s+dnia\s", re.IGNORECASE)
_ACT_OPENS = re.compile(r"\W*(?:zarządzeni|uchwał|decyzj|z\s+dnia)", re.IGNORECASE)
_FOUNDED = re.compile(r"zawiąza|założy|(?:\w+\s+)?(?:utworzy|zawiąza|powoła)", re.IGNORECASE)
_BASIS = re.compile(r"\W*na\s+podstawie\b", re.IGNORECASE)
_ITS_NAME = re.compile(r"\s*(?:[„\"“][^„”\"“]*[”\"“])?\s*(?:\w+\s+)?")
_IS = re.compile(r"\s+(?:jest|został|została|zostało)\b")
_OF_A_PACT = re.compile(r"partnerstw|porozumieni|koalicj|konsorcj|pakt", re.IGNORECASE)
_ARE = frozenset({"są", "został", "została", "zostali", "zostały"})
_MEETS = re.compile(r"(?:posiedzeni|obrad)\w*\s+$", re.IGNORECASE)
_SEALED = r"|parafowa(?:no|li|ły|ł)|sygnowa(?:no|li|ły|ł)|przypieczętowa(?:no|li|ły|ł)"
_SIGNED = re.compile(rf"podpisa(?:no|li|ły|ła|ł)|zawar(?:to|li|ły|ła|ł){_SEALED}", re.IGNORECASE)
_MEETING = re.compile(
    rf"spotka|zebra|uroczysto|konferencj|posiedzeni|podpis|zawar(?:to|li|ły|ł)\b{_SEALED}", re.IGNORECASE
)

_PAPER = r"(?:list|porozumieni|umow|deklaracj|dokument)\w*"
_WAS = r"(?:podpisan[oaey]|zawart[oaey])"
_FEW = r"(?:\s+\w+){0,4}?\s+"
_WAS_SIGNED = re.compile(rf"\b{_PAPER}{_FEW}{_WAS}\b|\b{_WAS}{_FEW}{_PAPER}", re.IGNORECASE)
_BETWEEN = re.compile(r"\W*(?:po)?między\W*", re.IGNORECASE)

_NEAR = 3
"""Pieces in which a group without a name is spoken of: the list of its members and what stands right before it."""
WHICH_BODY = 0.45
"""`Policja` without more does not say which of its bodies: for the queue."""
UNLISTED = 0.55
"""A body of no known kind that stands where members are listed."""
EXPECTED = 0.70
"""Somebody who is listed, but has still to decide or to be invited."""
_EXPECTED = re.compile(
    r"\bczekamy\b|\boczekuj\w+|\b(?:ma|mają)\s+(?:\w+\s+)?(?:zdecydować|potwierdzić|dołączyć|przystąpić)"
    r"|\bzapros(?:imy|zą|i)\b|\bzaprosić\b|\bplanuj\w+|\bzamierza\w*|\brozważa\w*|\bdo\s+potwierdzenia"
    r"|\bbez\s+decyzji|\bw\s+trakcie\s+(?:uzgodnień|rozmów)",
    re.IGNORECASE,
)
SHORT_LINE = 90
IN_LIST, IN_CLAUSE, IN_PROSE = 0.95, 0.92, 0.85
"""The surest that a tie may be: named in a list or a party clause, or somewhere in a sentence."""


@dataclass
class _State:
    team: DraftGroup | None = None
    named: Named | None = None  # the team as it was last named
    agreement: DraftGroup | None = None
    area: str | None = None  # territory of the section that is being read
    area_span: Span | None = None
    act: tuple[Span, str, Span] | None = None  # the order or resolution that is being read: its day
    signing: tuple[int, Span, str, Span] | None = None  # a signing without named parties: piece, place, day, sentence


class Membership:
    """Walks through a document once and writes groups with their parties and members into the draft."""

    def __init__(self, view: View, draft: Draft, *, in_project: bool = False) -> None:
        """in_project: the document names a project, so that its partners are the project's."""
        self.view = view
        self.in_project = in_project
        self.draft = draft
        self.state = _State()
        self._team_spans: list[Span] = []

    def write(self) -> None:
        """Read every piece in order, then settle what only the whole shows."""
        pieces = enumerate(self.view.pieces) if self.view.says(*ENDING) else ()
        repealed = [index for index, piece in pieces if self._is_repealed(piece)]
        for index, piece in enumerate(self.view.pieces):
            if index in repealed:
                continue
            self._area(index, piece)
            named = self._named(index, piece)
            governed = self.view.governed(index)
            self._piece(index, piece, named, governed)
        if not self.in_project and self.view.says("lider") and self.view.says("projek"):
            self._consortium()
        settle(self.view, self.draft)
        for index in repealed:
            self._repealed(index, self.view.pieces[index])

    # ------------------------------------------------------------ what the document ends

    def _is_repealed(self, piece: Piece) -> bool:
        """Whether a piece names an act that this document ends."""
        if REPEALED.search(self.view.text, *piece.span):
            return True
        above = self.view.pieces[piece.intro] if piece.kind is PieceKind.ITEM and piece.intro is not None else None
        return above is not None and REPEALS.search(self.view.text, *above.span) is not None

    def _repealed(self, index: int, piece: Piece) -> None:
        """An agreement that this document ends, on the day of its own act; without such a day nothing is written."""
        days = [group.signed for group in self.draft.groups if group.signed]
        ended = days[0] if days else self.state.act[1] if self.state.act else None
        words = find_agreements(self.view.text, *piece.span)
        parties = [each for each in self.view.governed(index) if each.stance is Stance.PARTY]
        if ended is None or not words or not parties:
            return
        word = words[0]
        group = self.draft.add_group(
            Kind.AGREEMENT, word.kind, word.name, (word.span,), "agreement/repealed", IN_CLAUSE, None
        )
        for date in self.view.dates(index)[:1]:
            group.signed = date.value.value
            at = Span(date.start, date.end)
            self.draft.state(
                Predicate.SIGNED, group.ref, at, piece.span, "date/of-signing", 0.95, value=date.value.value
            )
        self.draft.state(Predicate.UNTIL, group.ref, word.span, piece.span, "agreement/repealed", 0.85, value=ended)
        for each in parties:
            self._add(group, piece, each)

    # ------------------------------------------------------------ what a piece names

    def _named(self, index: int, piece: Piece) -> list[Named]:
        text, span = self.view.text, piece.span
        teams = find_teams(text, span.start, span.end, self.view.teams_found)
        institutions = self.view.inside(span)
        teams = [
            team
            for team in teams
            if team.type or not any(_covers(each, team.span) for each in institutions) or self._is_subject(index, team)
        ]
        teams = [self._canonical(team, institutions) for team in teams]
        agreements = find_agreements(text, span.start, span.end)
        inside_names = [*(each.span for each in teams), *(Span(each.start, each.end) for each in institutions)]
        agreements = [
            each
            for each in agreements
            if not any(other.start <= each.span.start and each.span.end <= other.end for other in inside_names)
        ]
        return sorted([*teams, *agreements], key=lambda each: each.span)

    def _canonical(self, team: Named, institutions: Sequence[Found]) -> Named:
        """A council named in an oblique case takes the name that the institution finder gives it."""
        same = [each for each in institutions if each.start == team.span.start and each.type]
        return replace(team, name=team_name(same[0])) if same and not team.type else team

    def _is_subject(self, index: int, team: Named) -> bool:
        piece = self.view.pieces[index]
        meets = _MEETS.search(self.view.text, piece.span.start, team.span.start) is not None
        cues = self.view.cues(index)
        appointed = meets or any(cue.cue.stance is Stance.APPOINT for cue in cues)
        lists = any(cue.cue.stance is Stance.MEMBER and self._is_listed(team, cue, piece) for cue in cues)
        return team.full and (piece.kind is PieceKind.HEADING or appointed or lists)

    def _is_listed(self, team: Named, cue: FoundCue, piece: Piece) -> bool:
        """Whether a cue is about a team and not in its turn about what the team is in: the team stands first."""
        first = next(iter(self.view.inside(piece.span)), None)
        leads = first is None or team.span.start <= first.start
        return (leads and team.span.start < cue.end) or (self._lists(cue) and 0 <= team.span.start - cue.end <= 2)

    def _lists(self, cue: FoundCue) -> bool:
        """Whether a cue lists members, and does not only tell who came."""
        words = self.view.text[cue.start : cue.end]
        return LISTS.search(words) is not None and WEAK.search(words) is None

    def _area(self, index: int, piece: Piece) -> None:
        """A short line that names only a territory opens a section about it, and about a team of its own."""
        if piece.kind is PieceKind.ITEM or piece.span.end - piece.span.start > SHORT_LINE or self.view.cues(index):
            return
        code = area_of(self.view, piece)
        if code is None or code == self.state.area:
            return
        if self.state.area is not None or (self.state.team is not None and self.state.team.parties):
            self.state.team = None
        self.state.area, self.state.area_span = code, piece.span

    # ------------------------------------------------------------ groups

    def _team(self, named: Named) -> DraftGroup | None:
        """The team that a place names: one known already, or a new one when the name is full enough."""
        territory = named.terc or beside(self.view, named.span.end) or self.state.area
        same = [group for group in self.draft.groups if group.ref.kind is Kind.TEAM and alike(group, named, territory)]
        if same:
            group = same[-1]
            if (
                named.full
                and group.group.name.casefold() in named.name.casefold()
                and len(named.name) > len(group.group.name)
            ):
                self.draft.rename(group, named.name, named.type)
            group.territory = group.territory or territory
            return group
        if not named.full:
            return self.state.team
        return self._new_team(named, territory)

    def _new_team(self, named: Named, territory: str | None) -> DraftGroup:
        group = self.draft.add_group(
            Kind.TEAM, named.kind, named.name, (named.span,), "team/named", 0.9 if named.type else 0.8, named.type
        )
        group.territory, group.likely = territory, named.likely
        return group

    def _piece(self, index: int, piece: Piece, named: Sequence[Named], governed: Sequence[Governed]) -> None:
        stances = {each.stance for each in governed}
        future = any(cue.cue.stance is Stance.FUTURE for cue in self.view.cues(index))
        distributive = _EACH.search(self.view.text, *piece.span) is not None
        for each in named:
            if each.family is Kind.TEAM and not distributive and not (piece.kind is PieceKind.ITEM and not each.type):
                team = self._team(each)
                if team is not None:
                    self._team_spans.append(each.span)
                    self.state.team = team
                    self.state.named = each if each.full else self.state.named
        self._appointed(index, piece)
        self._made_by_parties(piece)
        self._acceded(index, piece, named, future=future)
        self._signed_after(index, piece, future=future)
        agreement = None
        parties = [each for each in governed if each.stance is Stance.PARTY]
        if Stance.PARTY in stances and not future:
            agreement = self._agreement(index, piece, named, parties)
        if agreement is None and not future:
            self._listed(index, piece, named, governed)
        for named_as in governed:
            self._place(index, piece, named_as, agreement)
        self._unlisted(index, piece, named, governed, agreement)
        if agreement is not None:
            write_terms(self.view, self.draft, index, piece, agreement)

    def _place(self, index: int, piece: Piece, each: Governed, agreement: DraftGroup | None) -> None:
        """Write what one named institution is to the group that is spoken of."""
        if each.stance in MEMBERSHIP:
            self._member(index, piece, each, agreement)
        elif each.stance in (Stance.PARTNER, Stance.LEADER) and not self.in_project:
            group = self.state.agreement or self._open_team()
            if group is not None and self._lists_partners(index, piece, each):
                self._add(group, piece, each)
        elif each.stance is Stance.ABSENT:
            self._absent(piece, each)

    def _lists_partners(self, index: int, piece: Piece, each: Governed) -> bool:
        """Whether `partnerzy` or `lider` names them: `Partnerzy: …`, `Partnerzy Sieci:` over items, `partnerami są`.

        So does `Liderem jest X, a partnerami Y`.
        """
        led = (cue for cue in self.view.cues(index) if cue.cue.stance in (Stance.LEAD, Stance.LEADER))
        if any(cue.start < each.cue.start for cue in led) or _IS.match(self.view.text, each.cue.end):
            return True
        words = self.view.text[each.cue.start : each.cue.end]
        colon = self.view.text[each.cue.end : each.cue.end + 2].strip()
        above = self.view.pieces[piece.intro].text(self.view.text) if piece.intro is not None else ""
        return colon.startswith(":") or words.split()[-1] in _ARE or above.rstrip("*_ ").endswith(":")

    def _agreement(
        self, index: int, piece: Piece, named: Sequence[Named], parties: Sequence[Governed]
    ) -> DraftGroup | None:
        """The agreement that a sentence with parties is about: named in it or in its intro, else the last one."""
        words = [each for each in named if each.family is Kind.AGREEMENT]
        above = piece.intro
        if not words and above is not None:
            words = [each for each in self._named(above, self.view.pieces[above]) if each.family is Kind.AGREEMENT]
        current = self.state.agreement
        if not words:
            if current is not None:
                return current
            first = index if above is None else above
            previous = self._previous_words(first) or self._signed_next(index)
            if not previous or (self.state.team is not None and not any(each.about_team for each in previous)):
                return None
            words = previous
        word = words[0]
        signed = self._signing_date(index, piece)
        if signed is not None and signed[2] != piece.span and self._is_another(current, word, parties, piece):
            signed = None  # the day before was that of the other agreement
        elif current is not None and self._continues(current, word, signed, parties, index):
            current.signed = current.signed or (signed[1] if signed else None)
            return current
        group = self.draft.add_group(
            Kind.AGREEMENT, word.kind, word.name, (word.span,), "agreement/named", IN_CLAUSE, None
        )
        group.signed = signed[1] if signed else None
        group.blocks.add(piece.block)
        if signed:
            self.draft.state(Predicate.SIGNED, group.ref, signed[0], signed[2], signed[3], signed[4], value=signed[1])
        if (word.about_team or self._names_team(named, word)) and self.state.team is not None:
            self._establish(self.state.team, group, word, piece)
        self.state.agreement = group
        return group

    def _listed(self, index: int, piece: Piece, named: Sequence[Named], governed: Sequence[Governed]) -> None:
        """A list of members opens the group that it speaks of, though nothing else names it: `Konsorcjum tworzą …`."""
        members = [
            each for each in governed
            if (each.stance is Stance.MEMBER and self._lists(each.cue))
            or (each.stance is Stance.PARTNER and not self.in_project and self._lists_partners(index, piece, each))
            or (each.stance is Stance.LEAD and _OF_A_PACT.search(self.view.text, each.cue.start, each.cue.end))
        ]
        parties = [each for each in governed if each.stance is Stance.PARTY]
        if len(members or parties) < (1 if piece.kind is PieceKind.ITEM else 2):
            return
        if self.state.agreement is not None or self._open_team() is not None:
            return
        if members and not self._elsewhere(named, members[0].cue):
            opened = self._agreement(index, piece, named, members)
            if opened is not None:
                return
        at = index if piece.intro is None else piece.intro
        near = (self.view.pieces[back].span for back in range(at, max(-1, at - (_NEAR if members else 1)), -1))
        bare = next((team for team in (bare_team(self.view.text, span) for span in near) if team), None)
        if bare is not None and (members or bare.kind != "zespół"):
            self._team_spans.append(bare.span)
            self.state.team = self._new_team(bare, self.state.area)
            self._appointed(index, piece)

    def _consortium(self) -> None:
        """`Lider projektu: X. Partnerzy: Y, Z` of a project that no place names: a partnership of its own."""
        told = [
            (index, each) for index in range(len(self.view.pieces)) for each in self.view.governed(index)
            if each.stance in (Stance.LEADER, Stance.PARTNER)
        ]
        leads = [(index, each) for index, each in told if each.stance is Stance.LEADER]
        placed = {key for group in self.draft.groups for key in group.parties}
        fresh = {identity(each.found) for _, each in told} - placed
        if not leads or len(fresh) < 2 or self.draft.groups:
            return
        cue = leads[0][1].cue
        group = self.draft.add_group(
            Kind.AGREEMENT, "partnerstwo", "Partnerstwo", (Span(cue.start, cue.end),), "agreement/consortium",
            IN_PROSE, None,
        )
        for index, each in told:
            self._add(group, self.view.pieces[index], each)

    def _elsewhere(self, named: Sequence[Named], cue: FoundCue) -> bool:
        """Whether what belongs belongs to something else: `Na mocy porozumienia droga należy do Gminy X`."""
        words = [each.span for each in named if each.family is Kind.AGREEMENT and each.span.end <= cue.start]
        if not words or not self.view.text[cue.start : cue.end].casefold().startswith("należ"):
            return False
        return _ITS_NAME.fullmatch(self.view.text, words[-1].end, cue.start) is None

    def _previous_words(self, index: int) -> list[Named]:
        """Agreement words shortly before: one about a team first, else the nearest."""
        words = [
            each
            for before in range(index - 1, max(-1, index - 5), -1)
            for each in self._named(before, self.view.pieces[before])
            if each.family is Kind.AGREEMENT
        ]
        return [each for each in words if each.about_team] or words

    def _signed_next(self, index: int) -> list[Named]:
        """`X i Y będą współpracować. Porozumienie podpisano 5 maja`: the agreement of the next sentence."""
        if index + 1 >= len(self.view.pieces):
            return []
        after = self.view.pieces[index + 1]
        if after.kind is not PieceKind.SENTENCE or not _WAS_SIGNED.search(self.view.text, *after.span):
            return []
        return [each for each in self._named(index + 1, after) if each.family is Kind.AGREEMENT]

    def _names_team(self, named: Sequence[Named], word: Named) -> bool:
        return any(each.family is Kind.TEAM and 0 <= each.span.start - word.span.end < 60 for each in named)

    def _continues(
        self, current: DraftGroup, word: Named, signed: object, parties: Sequence[Governed], index: int
    ) -> bool:
        """Whether a sentence speaks of the agreement that is open: no other date, no wholly other parties."""
        piece = self.view.pieces[index]
        if piece.kind is PieceKind.ITEM or not current.parties:
            return True
        date = signed[1] if isinstance(signed, tuple) else None
        shared = {identity(each.found) for each in parties} & current.parties.keys()
        if date and current.signed and not (date.startswith(current.signed) or current.signed.startswith(date)):
            return False
        if date and current.signed:
            return True
        fresh = [each for each in parties if identity(each.found) not in current.parties]
        return bool(shared) or len(fresh) < 2 or word.kind == current.group.kind or not date

    def _is_another(
        self, current: DraftGroup | None, word: Named, parties: Sequence[Governed], piece: Piece
    ) -> bool:
        """Whether a sentence tells of the signing of another kind of agreement, by others than the open one's."""
        if current is None or piece.kind is PieceKind.ITEM or word.kind == current.group.kind:
            return False
        fresh = [each for each in parties if identity(each.found) not in current.parties]
        signs = _SIGNED.search(self.view.text, *piece.span) is not None
        return signs and len(fresh) == len(parties) >= 2 and bool(current.parties)

    def _establish(self, team: DraftGroup, agreement: DraftGroup, word: Named, piece: Piece) -> None:
        team.established_by = agreement.ref
        around = next(
            (each.span for each in self.view.pieces if each.span.start <= word.span.start < each.span.end), piece.span
        )
        self.draft.state(
            Predicate.ESTABLISHED_BY, team.ref, word.span, around, "team/established-by", 0.9, target=agreement.ref
        )

    # ------------------------------------------------------------ dates

    def _signing_date(self, index: int, piece: Piece) -> tuple[Span, str, Span, str, float] | None:
        """(place, value, piece, rule, confidence) of the day of signing: in the sentence, its intro, or before it."""
        places = [(index, "date/of-signing", 0.95)]
        if piece.intro is not None:
            places.append((piece.intro, "date/of-signing", 0.9))
            if _BETWEEN.fullmatch(self.view.pieces[piece.intro].text(self.view.text)):
                places.append((piece.intro - 1, "date/of-signing", 0.9))  # zawarte w dniu …, and on a line of its own:
        opening = self.view.clause_opening(index)
        if opening is not None:
            places.append((opening, "date/of-signing", 0.95))
        first = piece.intro if piece.intro is not None else index
        places += [(first - back, "date/of-the-meeting", 0.7) for back in (1, 2, 3)]
        for at, rule, confidence in places:
            if at < 0:
                continue
            there = self.view.pieces[at]
            if rule.endswith("meeting") and (
                there.kind is not PieceKind.SENTENCE or not _MEETING.search(there.text(self.view.text))
            ):
                continue
            if rule.endswith("meeting") and _SIGNED.search(there.text(self.view.text)):
                rule, confidence = "date/of-signing", 0.85
            for date in self.view.dates(at):
                if self._until(date.start, there):
                    continue
                return Span(date.start, date.end), date.value.value, there.span, rule, confidence
        return None

    def _until(self, at: int, piece: Piece) -> bool:
        before = self.view.text[max(piece.span.start, at - 14) : at].lower()
        return bool(re.search(r"\b(?:do|po|lata)(?:\s+dnia)?\s*$", before))

    def _appointed(self, index: int, piece: Piece) -> None:
        """A sentence that says the team was appointed: its day, and the territory of who appointed it."""
        team = self.state.team
        cues = [cue for cue in self.view.cues(index) if cue.cue.stance is Stance.APPOINT or self._founds(cue)]
        dates = [date for date in self.view.dates(index) if not self._until(date.start, piece)]
        opens = self.state.act is None or _ACT_OPENS.match(self.view.text, *piece.span)
        if dates and opens and _ACT.search(self.view.text, *piece.span) and not (team and team.signed):
            self.state.act = Span(dates[0].start, dates[0].end), dates[0].value.value, piece.span
        if team is None or not cues:
            return
        if self.state.act is not None and _BASIS.match(self.view.text, *piece.span):
            dates = []  # the day of an older act, by which this one is allowed
        if not dates and team.signed is None and self.state.act is not None and team.group.spans:
            at, value, where = self.state.act
            team.signed = value
            self.draft.state(Predicate.SIGNED, team.ref, at, where, "date/of-the-act", 0.85, value=value)
        if dates and team.signed is None:
            date = dates[0]
            team.signed = date.value.value
            self.draft.state(
                Predicate.SIGNED,
                team.ref,
                Span(date.start, date.end),
                piece.span,
                "date/of-appointment",
                0.92,
                value=date.value.value,
            )
        if team.territory is None:
            for each in self.view.governed(index):
                if each.stance is Stance.APPOINT and each.found.type in LOCAL_GOVERNMENT and each.found.terc:
                    team.territory = each.found.terc
                    break

    def _founds(self, cue: FoundCue) -> bool:
        """Whether the members are said to have founded the team: `Koalicję zawiązały 5 maja …`."""
        return cue.cue.stance is Stance.MEMBER and _FOUNDED.match(self.view.text, cue.start, cue.end) is not None

    def _made_by_parties(self, piece: Piece) -> None:
        """`Strony tworzą Zespół`: the agreement that is open establishes the team."""
        team, agreement = self.state.team, self.state.agreement
        if team is None or agreement is None or team.established_by is not None:
            return
        match = _BY_PARTIES.search(self.view.text, *piece.span)
        if match and any(piece.span.start <= span.start < piece.span.end for span in self._team_spans):
            team.established_by = agreement.ref
            team.territory = team.territory or agreement.territory
            at = Span(match.start(), match.end())
            self.draft.state(
                Predicate.ESTABLISHED_BY, team.ref, at, piece.span, "team/by-the-parties", 0.92, target=agreement.ref
            )

    def _acceded(self, index: int, piece: Piece, named: Sequence[Named], *, future: bool) -> None:
        """`… podpisali Deklarację przystąpienia do Zespołu`: the day that the team came about, whoever signed."""
        team = self.state.team
        agreements = [each for each in named if each.family is Kind.AGREEMENT]
        words = [each for each in agreements if each.about_team or self._names_team(named, each)]
        signing = any(cue.cue.stance is Stance.PARTY for cue in self.view.cues(index))
        dates = [date for date in self.view.dates(index) if not self._until(date.start, piece)]
        if agreements and signing and dates and not future and not self.view.inside(piece.span):
            self.state.signing = (
                index, Span(dates[0].start, dates[0].end), dates[0].value.value, piece.span,
            )
        self._signed_before(index)
        if team is None or team.signed or future or not (words and signing and dates):
            return
        team.signed = dates[0].value.value
        self.draft.state(
            Predicate.SIGNED,
            team.ref,
            Span(dates[0].start, dates[0].end),
            piece.span,
            "date/of-accession",
            0.85,
            value=team.signed,
        )

    def _signed_after(self, index: int, piece: Piece, *, future: bool) -> None:
        """`List podpisano 14 czerwca`, after its parties: the day of the only agreement, else team, so far."""
        agreements = [group for group in self.draft.groups if group.ref.kind is Kind.AGREEMENT]
        groups = agreements or self.draft.groups
        if future or len(groups) != 1 or groups[0].signed or not groups[0].parties:
            return
        dates = [date for date in self.view.dates(index) if not self._until(date.start, piece)]
        if not dates or not _WAS_SIGNED.search(self.view.text, *piece.span):
            return
        if any(each.stance in MEMBERSHIP for each in self.view.governed(index)):
            return
        group, at = groups[0], Span(dates[0].start, dates[0].end)
        group.signed = dates[0].value.value
        self.draft.state(Predicate.SIGNED, group.ref, at, piece.span, "date/of-signing", 0.85, value=group.signed)

    def _signed_before(self, index: int) -> None:
        """`Deklaracje podpisano 6 lutego. W skład zespołu weszły …`: the day of the team that is named next."""
        team, signing = self.state.team, self.state.signing
        if team is None or team.signed or team.parties or signing is None or index - signing[0] > 1:
            return
        _, at, value, sentence = signing
        team.signed = value
        self.draft.state(Predicate.SIGNED, team.ref, at, sentence, "date/of-the-declarations", 0.8, value=value)
        self.state.signing = None

    # ------------------------------------------------------------ members

    def _member(self, index: int, piece: Piece, each: Governed, agreement: DraftGroup | None) -> None:
        cue = self.view.text[each.cue.start : each.cue.end]
        weak = bool(WEAK.search(cue)) and not OF_A_BODY.search(cue) and each.stance is not Stance.PARTY
        group = agreement if each.stance is Stance.PARTY else self._open_team() or self.state.agreement
        if each.stance is Stance.PARTY and group is None:
            group = self._open_team()
        if group is None or (weak and group.ref.kind is Kind.AGREEMENT):
            return  # guests of the signing
        if weak and piece.kind is not PieceKind.ITEM and not self._spoken_of(index, piece, group):
            return
        if weak and self._as_guest(index, each):
            return
        self._add(group, piece, each)

    def _as_guest(self, index: int, each: Governed) -> bool:
        """Whether what the representative does is a guest's: `Przemówienie wygłosił przedstawiciel …`."""
        guests = (cue for cue in self.view.cues(index) if cue.cue.stance is Stance.GUEST)
        return any(0 <= each.cue.start - cue.end <= 2 for cue in guests)

    def _open_team(self) -> DraftGroup | None:
        """The team that is spoken of; in a new section, the section's own team of the name given before."""
        state = self.state
        if state.team is None and state.named is not None and state.area is not None:
            state.team = self._new_team(state.named, state.area)
        elif state.team is not None and state.team.territory is None and not state.team.parties:
            state.team.territory = state.area
        return state.team

    def _add(self, group: DraftGroup, piece: Piece, each: Governed) -> None:
        found = standing_for(each.found, self.view)
        if found is None or self._is_a_team(found):
            return
        surest = IN_LIST if piece.kind is PieceKind.ITEM else IN_CLAUSE if each.stance is Stance.PARTY else IN_PROSE
        listed = piece.kind is PieceKind.ITEM or ":" in self.view.text[each.cue.end : found.start]
        counts = listed and not found.type and not unlisted.is_class(found.as_written)
        sure = max(found.confidence, UNLISTED) if counts else found.confidence
        confidence = min(surest, sure, WHICH_BODY if found.type == "POL" else 1.0)
        if self._expected(piece, each.found):
            confidence = min(confidence, EXPECTED)
        predicate = Predicate.PARTY if group.ref.kind is Kind.AGREEMENT else Predicate.MEMBER
        label = "leader" if each.stance is Stance.LEAD else None
        if label is None and piece.kind is PieceKind.ITEM and predicate is Predicate.MEMBER:
            label = posts.in_tail(self._after(piece, each.found))
        same = identity(found)
        mention = self.draft.tie(predicate, found, group.ref, piece.span, each.cue.cue.rule, confidence, label)
        group.parties.setdefault(same, mention)
        group.blocks.add(piece.block)

    def _expected(self, piece: Piece, found: Found) -> bool:
        """Whether the words after a name say that its membership is still hoped for."""
        words = self.view.text[found.end : piece.span.end]
        after = words if piece.kind is PieceKind.ITEM else self._after(piece, found)
        return _EXPECTED.search(after) is not None

    def _after(self, piece: Piece, found: Found) -> str:
        """The words of a piece after a name, up to the next one."""
        following = (each.start for each in self.view.inside(piece.span) if each.start >= found.end)
        return self.view.text[found.end : next(following, piece.span.end)]

    def _unlisted(
        self, index: int, piece: Piece, named: Sequence[Named], governed: Sequence[Governed],
        agreement: DraftGroup | None,
    ) -> None:
        """Members of no known kind, in a list of members or in an enumeration after a colon."""
        text = self.view.text
        if piece.kind is PieceKind.ITEM:
            cue = self.view.intro_cue(piece)
            if cue is None or cue.cue.stance not in MEMBERSHIP or self.view.inside(piece.span):
                return
            body = unlisted.of_item(text, piece.span)
            bodies = [body] if body else []
        else:
            listed = [
                each
                for each in governed
                if each.stance in MEMBERSHIP and each.own and ":" in text[each.cue.end : each.found.start]
            ]
            after = [each.found for each in listed if each.cue == listed[0].cue]
            if len(after) < 2:
                return
            known = self.view.inside(piece.span)
            cue = listed[0].cue
            bodies = [
                body
                for body in unlisted.of_enumeration(text, piece.span, after)
                if not any(body.start < name.end and name.start < body.end for name in known)
            ]
        bodies = [unlisted.seated(body, self.view.context) for body in bodies]
        opened = agreement or self.state.agreement
        if bodies and opened is None and cue.cue.stance is Stance.PARTY and self._lists_known(piece):
            opened = self._agreement(index, piece, named, [Governed(body, cue, False) for body in bodies])
        for body in bodies:
            self._member(index, piece, Governed(body, cue, False), opened)

    def _lists_known(self, item: Piece) -> bool:
        """Whether some item of the list of an item names an institution of a known kind."""
        listed = (each for each in self.view.pieces if item.intro is not None and each.intro == item.intro)
        return any(self.view.inside(each.span) for each in listed)

    def _is_a_team(self, found: Found) -> bool:
        """Whether what looks like an institution is a team of this document."""
        return any(span.start < found.end and found.start < span.end for span in self._team_spans) or (
            not found.type and any(stems(found.name) == stems(group.group.name) for group in self.draft.groups)
        )

    def _spoken_of(self, index: int, piece: Piece, group: DraftGroup) -> bool:
        """Whether the group is named in the piece, in its intro, or in a heading over it."""
        above = [at for at in (index, index - 1, piece.intro) if at is not None and at >= 0]
        heading = piece.heading
        for _ in range(4):
            if heading is None:
                break
            above.append(heading)
            heading = self.view.pieces[heading].heading
        return any(each.family is group.ref.kind for at in above for each in self._named(at, self.view.pieces[at]))

    def _absent(self, piece: Piece, each: Governed) -> None:
        group = self.state.team or self.state.agreement
        if group is not None:
            self.draft.tie(Predicate.ABSENT, each.found, group.ref, piece.span, each.cue.cue.rule, 0.85)


_BY_PARTIES = re.compile(
    r"\b(?:strony|partnerzy|sygnatariusze)\b[^.;]{0,40}?\b(?:tworzą|powołują|zawiązują|utworzą|ustanawiają)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bw\s+każd(?:ej|ym)\b", re.IGNORECASE)
"""`W każdej z gmin powołano zespół` speaks of many teams, not of one."""


def _covers(found: Found, span: Span) -> bool:
    return found.start <= span.start < found.end


def standing_for(found: Found, view: View) -> Found | None:
    """Who takes part when a department is only somebody's post: its institution, None when that is not said."""
    if found.type != "WYDZ" or not found.by_role:
        return found
    start = found.start + len(view.text[found.start : found.end].split()[0])
    inner = [
        each
        for each in find(view.text[start : found.end], view.context)
        if each.type and each.type != "WYDZ" and not each.plural_class
    ]
    if not inner:
        return None
    last = inner[-1]
    return replace(last, start=last.start + start, end=last.end + start, by_role=found.by_role)
