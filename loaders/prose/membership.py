"""Who takes part in which agreement or team: groups found in reading order, and their parties and members."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.claims import Kind, Predicate, Span
from loaders.prose import unlisted
from loaders.prose.adding import IN_CLAUSE, IN_PROSE, add, as_guest, at_an_event
from loaders.prose.areas import area_of
from loaders.prose.checks import settle
from loaders.prose.cues import MEMBERSHIP, Stance
from loaders.prose.days import SIGNED, acceded, appointed, signed_after, signing_date
from loaders.prose.draft import Draft, DraftGroup, identity
from loaders.prose.groups import Named, bare_team, find_agreements
from loaders.prose.naming import (
    WEAK,
    elsewhere,
    lists,
    lists_partners,
    named_in,
    names_team,
    previous_words,
    signed_next,
    spoken_of,
)
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.terms import ENDING, REPEALED, REPEALS, write_terms
from loaders.prose.view import Governed, View
from loaders.prose.walk import Walk

OF_A_BODY = re.compile(r"obrad|w\s+prac|posiedze", re.IGNORECASE)
"""What members do, and guests of a meeting do not."""
_OF_A_PACT = re.compile(r"partnerstw|porozumieni|koalicj|konsorcj|pakt", re.IGNORECASE)
_NEAR = 3
"""Pieces in which a group without a name is spoken of: the list of its members and what stands right before it."""
_WAITS = 4
"""Pieces for which a leader that is named before its partnership waits for it."""
SHORT_LINE = 90


class Membership:
    """Walks through a document once and writes groups with their parties and members into the draft."""

    def __init__(self, view: View, draft: Draft, *, in_project: bool = False) -> None:
        """in_project: the document names a project, so that its partners are the project's."""
        self.view = view
        self.in_project = in_project
        self.draft = draft
        self.walk = Walk(view, draft)

    def write(self) -> None:
        """Read every piece in order, then settle what only the whole shows."""
        pieces = enumerate(self.view.pieces) if self.view.says(*ENDING) else ()
        repealed = [index for index, piece in pieces if self._is_repealed(piece)]
        for index, piece in enumerate(self.view.pieces):
            if index in repealed:
                continue
            self._area(index, piece)
            named = named_in(self.view, index)
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
        ended = days[0] if days else self.walk.act[1] if self.walk.act else None
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
            add(self.walk, group, piece, each)

    def _area(self, index: int, piece: Piece) -> None:
        """A short line that names only a territory opens a section about it, and about a team of its own."""
        if piece.kind is PieceKind.ITEM or piece.span.end - piece.span.start > SHORT_LINE or self.view.cues(index):
            return
        code = area_of(self.view, piece)
        if code is None or code == self.walk.area:
            return
        if self.walk.area is not None or (self.walk.team is not None and self.walk.team.parties):
            self.walk.team = None
        self.walk.area, self.walk.area_span = code, piece.span

    # ------------------------------------------------------------ groups

    def _piece(self, index: int, piece: Piece, named: Sequence[Named], governed: Sequence[Governed]) -> None:
        stances = {each.stance for each in governed}
        future = any(cue.cue.stance is Stance.FUTURE for cue in self.view.cues(index))
        distributive = _EACH.search(self.view.text, *piece.span) is not None
        for each in named:
            if each.family is Kind.TEAM and not distributive and not (piece.kind is PieceKind.ITEM and not each.type):
                team = self.walk.known_team(each)
                if team is not None:
                    self.walk.team_spans.append(each.span)
                    self.walk.team = team
                    self.walk.named = each if each.full else self.walk.named
        appointed(self.walk, index, piece)
        self._made_by_parties(piece)
        acceded(self.walk, index, piece, named, future=future)
        signed_after(self.walk, index, piece, future=future)
        agreement = None
        parties = [each for each in governed if each.stance is Stance.PARTY]
        if Stance.PARTY in stances and not future:
            agreement = self._agreement(index, piece, named, parties)
        if agreement is None and not future:
            self._listed(index, piece, named, governed)
        for named_as in governed:
            self._place(index, piece, named_as, agreement)
        self._unlisted(index, piece, named, governed, agreement)
        self._seat_waiting(index)
        if agreement is not None:
            write_terms(self.view, self.draft, index, piece, agreement)

    def _place(self, index: int, piece: Piece, each: Governed, agreement: DraftGroup | None) -> None:
        """Write what one named institution is to the group that is spoken of."""
        group = self.walk.agreement or self.walk.open_team()
        if group is None and self._waits(index, piece, each):
            self.walk.waiting.append((index, each))
        elif each.stance in MEMBERSHIP:
            self._member(index, piece, each, agreement)
        elif each.stance in (Stance.PARTNER, Stance.LEADER) and self._is_of_group(index):
            if group is not None and lists_partners(self.view, index, piece, each):
                add(self.walk, group, piece, each)
        elif each.stance is Stance.ABSENT:
            self._absent(piece, each)

    def _waits(self, index: int, piece: Piece, each: Governed) -> bool:
        """Whether a leader or a partner is named before the group that it belongs to."""
        leads = each.stance in (Stance.PARTNER, Stance.LEADER, Stance.LEAD)
        return leads and not self.in_project and lists_partners(self.view, index, piece, each)

    def _is_of_group(self, index: int) -> bool:
        """Whether leaders and partners are a group's: of the project, when there is one, unless members stand beside.

        `Projekt realizuje konsorcjum, którego liderem jest X, a członkami Y i Z`.
        """
        return not self.in_project or any(each.stance in MEMBERSHIP for each in self.view.governed(index))

    def _seat_waiting(self, index: int) -> None:
        """`Lider: X` above the line that opens its partnership belongs to it; one that stood long before does not."""
        group = self.walk.agreement or self.walk.team
        if group is None or not self.walk.waiting:
            return
        for at, each in self.walk.waiting:
            if index - at <= _WAITS:
                add(self.walk, group, self.view.pieces[at], each)
        self.walk.waiting.clear()

    def _agreement(
        self, index: int, piece: Piece, named: Sequence[Named], parties: Sequence[Governed]
    ) -> DraftGroup | None:
        """The agreement that a sentence with parties is about: named in it or in its intro, else the last one."""
        words = [each for each in named if each.family is Kind.AGREEMENT]
        above = piece.intro
        if not words and above is not None:
            words = [each for each in named_in(self.view, above) if each.family is Kind.AGREEMENT]
        current = self.walk.agreement
        if not words:
            if current is not None:
                return current
            first = index if above is None else above
            previous = previous_words(self.view, first) or signed_next(self.view, index)
            if not previous or (self.walk.team is not None and not any(each.about_team for each in previous)):
                return None
            words = previous
        word = words[0]
        signed = signing_date(self.view, index, piece)
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
        if (word.about_team or names_team(named, word)) and self.walk.team is not None:
            self._establish(self.walk.team, group, word, piece)
        self.walk.agreement = group
        return group

    def _listed(self, index: int, piece: Piece, named: Sequence[Named], governed: Sequence[Governed]) -> None:
        """A list of members opens the group that it speaks of, though nothing else names it: `Konsorcjum tworzą …`."""
        members = [
            each for each in governed
            if (each.stance is Stance.MEMBER and lists(self.view, each.cue))
            or (each.stance is Stance.PARTNER and not self.in_project and lists_partners(self.view, index, piece, each))
            or (each.stance is Stance.LEAD and _OF_A_PACT.search(self.view.text, each.cue.start, each.cue.end))
        ]
        parties = [each for each in governed if each.stance is Stance.PARTY]
        if len(members or parties) < (1 if piece.kind is PieceKind.ITEM else 2):
            return
        if self.walk.agreement is not None or self.walk.open_team() is not None:
            return
        if members and not elsewhere(self.view, named, members[0].cue):
            opened = self._agreement(index, piece, named, members)
            if opened is not None:
                return
        at = index if piece.intro is None else piece.intro
        near = (self.view.pieces[back].span for back in range(at, max(-1, at - (_NEAR if members else 1)), -1))
        bare = next((team for team in (bare_team(self.view.text, span) for span in near) if team), None)
        if bare is not None and (members or bare.kind != "zespół"):
            self.walk.team_spans.append(bare.span)
            self.walk.team = self.walk.new_team(bare, self.walk.area)
            appointed(self.walk, index, piece)

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
            add(self.walk, group, self.view.pieces[index], each)

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
        signs = SIGNED.search(self.view.text, *piece.span) is not None
        return signs and len(fresh) == len(parties) >= 2 and bool(current.parties)

    def _establish(self, team: DraftGroup, agreement: DraftGroup, word: Named, piece: Piece) -> None:
        team.established_by = agreement.ref
        around = next(
            (each.span for each in self.view.pieces if each.span.start <= word.span.start < each.span.end), piece.span
        )
        self.draft.state(
            Predicate.ESTABLISHED_BY, team.ref, word.span, around, "team/established-by", 0.9, target=agreement.ref
        )

    def _made_by_parties(self, piece: Piece) -> None:
        """`Strony tworzą Zespół`: the agreement that is open establishes the team."""
        team, agreement = self.walk.team, self.walk.agreement
        if team is None or agreement is None or team.established_by is not None:
            return
        match = _BY_PARTIES.search(self.view.text, *piece.span)
        if match and any(piece.span.start <= span.start < piece.span.end for span in self.walk.team_spans):
            team.established_by = agreement.ref
            team.territory = team.territory or agreement.territory
            at = Span(match.start(), match.end())
            self.draft.state(
                Predicate.ESTABLISHED_BY, team.ref, at, piece.span, "team/by-the-parties", 0.92, target=agreement.ref
            )

    # ------------------------------------------------------------ members

    def _member(self, index: int, piece: Piece, each: Governed, agreement: DraftGroup | None) -> None:
        cue = self.view.text[each.cue.start : each.cue.end]
        weak = bool(WEAK.search(cue)) and not OF_A_BODY.search(cue) and each.stance is not Stance.PARTY
        group = agreement if each.stance is Stance.PARTY else self.walk.open_team() or self.walk.agreement
        if each.stance is Stance.PARTY and group is None:
            group = self.walk.open_team()
        if group is None or (weak and group.ref.kind is Kind.AGREEMENT):
            return  # guests of the signing
        if weak and piece.kind is not PieceKind.ITEM and not spoken_of(self.view, index, piece, group):
            return
        if weak and (as_guest(self.view, index, each) or at_an_event(self.view, index)):
            return
        add(self.walk, group, piece, each)

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
        opened = agreement or self.walk.agreement
        if bodies and opened is None and cue.cue.stance is Stance.PARTY and self._lists_known(piece):
            opened = self._agreement(index, piece, named, [Governed(body, cue, False) for body in bodies])
        for body in bodies:
            self._member(index, piece, Governed(body, cue, False), opened)

    def _lists_known(self, item: Piece) -> bool:
        """Whether some item of the list of an item names an institution of a known kind."""
        listed = (each for each in self.view.pieces if item.intro is not None and each.intro == item.intro)
        return any(self.view.inside(each.span) for each in listed)

    def _absent(self, piece: Piece, each: Governed) -> None:
        group = self.walk.team or self.walk.agreement
        if group is not None:
            self.draft.tie(Predicate.ABSENT, each.found, group.ref, piece.span, each.cue.cue.rule, 0.85)


_BY_PARTIES = re.compile(
    r"\b(?:strony|partnerzy|sygnatariusze)\b[^.;]{0,40}?\b(?:tworzą|powołują|zawiązują|utworzą|ustanawiają)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bw\s+każd(?:ej|ym)\b", re.IGNORECASE)
"""`W każdej z gmin powołano zespół` speaks of many teams, not of one."""
