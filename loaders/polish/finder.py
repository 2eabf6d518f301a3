"""One walk over a text that gives every institution it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set
from dataclasses import replace

from graph.vocabulary import Level
from loaders.polish import government, morphology
from loaders.polish.basic_form import basic_form
from loaders.polish.found import Found
from loaders.polish.government import Government
from loaders.polish.lexicon import Match, Name, lexicon
from loaders.polish.phrases import OFFICES, Reader
from loaders.polish.places import PlaceContext, gazetteer
from loaders.polish.placing import Core, Placing, has_own_names, level_of
from loaders.polish.tails import Seat, Tail
from loaders.polish.tokens import TokenKind, tokenize
from loaders.polish.typography import clean, slug

INHERITED_CONFIDENCE = 0.72
AT_HOME_CONFIDENCE = 0.80
"""A place taken over from a document that is about hardly any other gmina."""
_AT_HOME = 0.9
"""Share of the places a document names that its own gmina must have for that."""
UNPLACED_CONFIDENCE = 0.60
LOWER_CASE_CONFIDENCE = 0.70
OFFICE_CONFIDENCE = 0.85
COMPANY = "PRZEDS"
"""The type of a body known only by its legal form."""
COMPANY_CONFIDENCE = 0.75
_LONGEST_COMPANY = 10
_COURTS = frozenset({"SR", "SO"})
_NUMBERED = frozenset({"LO", "ZKSS", "KOMIS", "US", "SR", "SO", "TECHN"})
"""Types whose abbreviation may have a Roman numeral before it: `II LO`."""
_ORDINALS = frozenset({"WOJSKO", "ZHP", "LO", "US"})
"""Types whose names may begin with a number: `16 Batalion Saperów`."""
_TRADES = re.compile(r"[\w-]+ych(?:[ ,].*)?", re.DOTALL)
"""What a complex of secondary schools is named after: `Spożywczych, Chemicznych i Ogólnokształcących`."""
_RURAL_STARTS = ("Gminn", "Urząd Gminy", "Rada Gminy")
_LEFT_MOST = 3
_VOCATIVE = morphology.bit("sg", "voc") | morphology.bit("pl", "voc")
_SECONDARY = re.compile(
    r"szk(?:ół|oł)\w*\s+(?:ponadpodstawow|ponadgimnazjaln|średni|zawodow)\w+|\bklas\w*\s+\w*(?:mundurow|policyjn|wojskow)\w+",
    re.IGNORECASE,
)
"""Words by which a document says that its schools come after the primary one."""
_LATER = ("ponadpodstaw", "ponadgimn", "średni", "zawodow", "mundurow", "policyjn", "wojskow")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_SIGNS_OF_ADDRESSES = ("http", "www.", "@")
_NUMBERED_BEFORE = ("makroregion", "region", "etap", "rozdział", "część")
"""Beginnings of words that the numeral after them belongs to: `Makroregion I Szkoła Podstawowa`."""
_NUMERAL_INSIDE = re.compile(r"Komisariat ([IVX]+) Policji")


def _is_numbered(name: Name) -> bool:
    """Whether a number may stand before a name: `16 Batalion Saperów`, `4 Wojskowy Szpital Kliniczny`."""
    return name.type in _ORDINALS or "Wojskowy" in name.canonical


class Finder:
    """The finder of one text. `context` may be replaced before the walk."""

    def __init__(self, text: str, context: PlaceContext) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.lexicon = lexicon()
        self.gazetteer = gazetteer()
        self.reader = Reader(text, self.tokens, self.lexicon, self.gazetteer)
        self.placing = Placing(self.reader, context)
        addressed = any(sign in text for sign in _SIGNS_OF_ADDRESSES)
        self.addresses = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
        self.secondary = any(word in text.casefold() for word in _LATER) and _SECONDARY.search(text) is not None
        self.office: Found | None = None  # the office whose departments are being listed
        self._starts = self._likely()
        self._empty: set[int] = set()     # starts at which nothing begins after all, whatever the context
        self._cores: dict[int, Core | None] = {}

    def _likely(self) -> list[int]:
        """Where something may begin, told by a glance at each token: at no mark and at few words in small letters."""
        forms, begins, governs = self.reader.legal_forms, self.lexicon.may_begin, government.may_begin
        likely: dict[str, bool] = {}  # the same word always is, and most of a text's words come again
        starts = []
        for position, token in enumerate(self.tokens):
            if not token.is_word:
                one = token.kind is TokenKind.NUMBER
            elif (known := likely.get(token.text)) is not None:
                one = known
            else:
                one = likely[token.text] = token.capitalised or begins(token) or governs(token)
            if one or token.start in forms:
                starts.append(position)
        return starts

    def all(self) -> tuple[Found, ...]:
        """The walk: every institution, in order."""
        found: list[Found] = []
        following = 0
        for position in self._starts:
            if position < following or position in self._empty:
                continue
            step = self._at(position)
            if step is not None:
                some, following = step
                found += some
        return tuple(self._agreed(found))

    def _agreed(self, found: list[Found]) -> list[Found]:
        """Mentions without a place of their own take the one that all others of their type and number have."""
        homes: dict[tuple[str | None, str], set[tuple[str, str | None]]] = {}
        for one in found:
            if one.place and one.place_rule not in ("", "inherited") and not one.plural_class:
                homes.setdefault((one.type, one.distinct), set()).add((one.place, one.terc))
        return [self._like(one, homes.get((one.type, one.distinct), set())) for one in found]

    def _like(self, one: Found, homes: Set[tuple[str, str | None]]) -> Found:
        level = level_of(one.type or "")
        fits = one.place_rule in ("", "inherited") and not one.plural_class and not one.parent
        if not fits or len(homes) != 1 or level in (Level.BEZ_SZCZEBLA, Level.KRAJ) or one.type in OFFICES:
            return one
        place, terc = next(iter(homes))
        if (one.place, one.terc) == (place, terc):
            return one
        base = one.name.removesuffix(f" {self.reader.in_place(one.place)}") if one.place else one.name
        confidence = min(max(one.confidence, INHERITED_CONFIDENCE), 0.74)
        return replace(
            one, name=f"{base} {self.reader.in_place(place)}", place=place, terc=terc, place_rule="same type",
            confidence=confidence,
        )

    def _at(self, position: int) -> tuple[list[Found], int] | None:
        token = self.tokens[position]
        if self._inside_address(position):
            self._empty.add(position)
            return None
        if (form := self.reader.legal_form(position)) is not None:
            return [], form[0]  # SP. Z O.O. is no school
        governs = government.may_begin(token)
        units = government.read(self.reader, position, self.placing.context) if governs else ()
        core = self._core(position)
        if units and (core is None or units[0].end >= core.match.end):
            return [self._government(unit) for unit in units], units[-1].end
        found = (self._institutions(core) if core is not None else None) or self._company(position)
        if found is None and core is None and not governs:
            self._empty.add(position)
        return found

    def _company(self, position: int) -> tuple[list[Found], int] | None:
        """A body that no table knows, but whose legal form says that it is a company: `Zakłady Kowal S.A. w X`."""
        first = self.tokens[position]
        if not first.capitalised or not self.reader.legal_forms:
            return None
        before = self.reader.at(position - 1)
        if (before and before.capitalised) or government.leader(first.text):
            return None
        at = position
        while (token := self.reader.at(at)) is not None and at - position < _LONGEST_COMPANY:
            form = self.reader.legal_form(at)
            if form is not None and at > position:
                return [self._named_company(position, at, *form)], form[0]
            joint = token.kind in (TokenKind.QUOTE, TokenKind.DASH) or token.key == "i"
            match = self.reader.match(at)
            if not (token.capitalised or joint) or (match is not None and match.name.type):
                return None
            at += 1
        return None

    def _named_company(self, start: int, stop: int, end: int, form: str) -> Found:
        """The company at tokens[start:stop] with its legal form up to `end` and the seat after it."""
        written = clean(self.tokens, start, stop)
        words = " ".join(basic_form(written.split()) or [written])
        seats = self.reader.seat_in(end)
        seat = seats[0][0] if seats else None
        resolution = self.gazetteer.resolve(seat.place.names, self.placing.context, prefer="town") if seat else None
        last = self.tokens[(seats[1] if seats else end) - 1].end
        return Found(
            start=self.tokens[start].start,
            end=last,
            type=COMPANY,
            name=" ".join([words, form, *([seat.shown] if seat else [])]),
            as_written=self.text[self.tokens[start].start : last],
            distinct=slug(words),
            place=resolution.name if resolution else None,
            terc=resolution.code if resolution else None,
            place_rule=resolution.rule if resolution else "",
            candidates=resolution.candidates if resolution else (),
            confidence=COMPANY_CONFIDENCE if resolution and resolution.code else UNPLACED_CONFIDENCE,
            rule="legal form",
        )

    def _inside_address(self, position: int) -> bool:
        """Whether a token is part of an e-mail or web address."""
        if not self.addresses:
            return False
        start = self.tokens[position].start
        at = bisect_right(self.addresses, (start, len(self.text))) - 1
        return at >= 0 and start < self.addresses[at][1]

    def _core(self, position: int) -> Core | None:
        """The name of the lexicon that begins at a token; every position is looked up once."""
        if position not in self._cores:
            self._cores[position] = self._read_core(position)
        return self._cores[position]

    def _read_core(self, position: int) -> Core | None:
        numerals, at = self._numerals(position)
        match = self.reader.match(at)
        left = self._left(at) if match is None else None
        if left:
            words, match = left
        if match is None or (match.name.abbreviation and numerals and match.name.type not in _NUMBERED):
            return None
        if numerals and numerals[0][0].isdigit() and not _is_numbered(match.name):
            return None
        return Core(match, position, tuple(words) if left else (), numerals)

    def _numerals(self, position: int) -> tuple[tuple[str, ...], int]:
        """`I`, `I i III`, `16.` before a name → the numerals and where the name begins."""
        numerals: list[str] = []
        at = position
        if (first := self.reader.at(position)) is not None and first.kind is TokenKind.NUMBER:
            return self._ordinal(position)
        if self.reader.key(position - 1).startswith(_NUMBERED_BEFORE):
            return (), position
        while self.reader.at(at) and self.tokens[at].roman:
            numerals.append(self.tokens[at].text)
            at += 1
            if self.reader.key(at) in (",", "i", "oraz") and self.reader.at(at + 1) and self.tokens[at + 1].roman:
                at += 1
        return (tuple(numerals), at) if numerals and self.reader.at(at) else ((), position)

    def _ordinal(self, position: int) -> tuple[tuple[str, ...], int]:
        """`16 Batalion`, `z 12. Brygadą`: a number that is no list marker, and where the name begins."""
        before = self.reader.at(position - 1)
        stop = self.reader.key(position + 1) == "."
        begins = before is None or before.kind in (TokenKind.NEWLINE, TokenKind.BREAK)
        following = self.reader.at(position + 1 + stop)
        if (stop and begins) or following is None or not following.capitalised:
            return (), position
        return (self.tokens[position].text + "." * stop,), position + 1 + stop

    def _left(self, position: int) -> tuple[list[str], Match] | None:
        """Capitalised adjectives that agree with the name after them: `Swarzędzkie Centrum …`."""
        at = position
        if (first := self.reader.at(position)) is None or not first.capitalised:
            return None
        words: list[int] = []
        before = self.reader.at(position - 1)
        if before and before.capitalised and not before.upper and not government.leader(before.text):
            return None  # Regulaminu Organizacyjnego | Zespołu …
        while len(words) < _LEFT_MOST and (token := self.reader.at(at)) and token.capitalised:
            if not morphology.analyse(token.key) and not self._compound(at):
                return None
            words.append(at)
            at += 1
            while (dash := self.reader.at(at)) and dash.kind is TokenKind.DASH and dash.glued:
                at += 2
            match = self.reader.match(at)
            if match and not match.name.abbreviation and not match.name.by_role and self.tokens[at].capitalised:
                return self._agreeing(position, at, match)
        return None

    def _compound(self, at: int) -> bool:
        following = self.reader.at(at + 1)
        return following is not None and following.kind is TokenKind.DASH

    def _agreeing(self, start: int, end: int, match: Match) -> tuple[list[str], Match] | None:
        readings = match.readings & ~_VOCATIVE  # Dzielnicowy | Posterunku Policji
        words: list[str] = []
        gender = match.name.gender
        for at in range(start, end):
            token = self.tokens[at]
            following = self.reader.at(at + 1)
            if token.kind is TokenKind.DASH:
                words.append("-")
                continue
            if following and following.kind is TokenKind.DASH and at + 1 < end:
                words.append(token.text)
                continue
            found = morphology.adjective_readings(token.text, gender)
            readings &= found
            if not readings:
                return None
            number = "pl" if match.name.plural else "sg"
            words.append(morphology.nominative_adjective(token.text, gender, number))
        shown = " ".join(words).replace(" - ", "-")
        return [shown], replace(match, readings=readings)

    def _institutions(self, core: Core) -> tuple[list[Found], int] | None:
        match = core.match
        first = self.tokens[core.start]
        commands = self._commands(core)
        if commands is not None:
            return commands
        if match.name.by_role:
            return self._by_role(core)
        tail = self.reader.tail(match)
        lower = first.text[0].islower() and not match.name.abbreviation
        abbreviated_lower = match.name.abbreviation and first.text.islower()
        if lower and not (tail.seats or match.plural):
            return None
        department = self._department_after(core, tail) or self._probation_after(core, tail)
        if department is not None:
            return department
        if match.name.needs_place and not (tail.seats or tail.territory or tail.numbers or tail.patron):
            return None
        if match.name.ignored:
            return [], match.end
        bare = not (tail.own or tail.quoted or tail.numbers or tail.patron)
        if not match.name.type and (lower or match.plural or bare):
            return None
        alone = not (core.left or tail.seats or match.plural)
        if bare and alone and match.name.open_tail and len(match.name.slots) == 1:
            return None
        if match.name.type == "WYDZ":
            return self._department(core, tail)
        plural_class = abbreviated_lower or (
            match.plural and not (tail.seats or tail.numbers or tail.quoted or match.name.plural)
        )
        found = [
            self._one(core, tail, seat, numeral, number, plural_class=plural_class)
            for numeral in core.numerals or ("",)
            for number in tail.numbers or ("",)
            for seat in tail.seats or (None,)
        ]
        if match.name.type in OFFICES:
            self.office = found[0]
        found += [self._further(found[0], core, words, distinct) for words, distinct in tail.series]
        if (host := self._hosting(core, tail)) is not None and not plural_class:
            found = [replace(one, parent=one.parent or host.name, host=host) for one in found]
        return found, tail.end

    def _hosting(self, core: Core, tail: Tail) -> Found | None:
        """The institution that this one is `przy`, is run by, or is a branch of; None when its seat is not known."""
        if tail.before is not None:
            seat = tail.before.seats[0] if tail.before.seats else None
            found = self._one(core, tail.before, seat, "", (*tail.before.numbers, "")[0], plural_class=False)
        else:
            inner = self._core(tail.host) if tail.host is not None else None
            made = self._institutions(inner) if inner is not None else None
            if made is None or len(made[0]) != 1:
                return None
            found = made[0][0]
        return found if found.type and found.terc and not found.plural_class else None

    def _further(self, first: Found, core: Core, words: str, distinct: str) -> Found:
        """One more name under the plural head of the first: `stowarzyszeń „A” i „B”`."""
        return replace(first, name=f"{core.match.name.canonical} {words}", distinct=slug(distinct))

    def _probation_after(self, core: Core, tail: Tail) -> tuple[list[Found], int] | None:
        """`Sąd Rejonowy w X – Zespół Kuratorskiej Służby Sądowej`: the probation officers of that court.

        So `Sąd Rejonowy w X, I Zespół Kuratorskiej Służby Sądowej`.
        """
        mark = self.reader.at(tail.end)
        joined = mark is not None and (mark.kind is TokenKind.DASH or mark.text == ",")
        if core.match.name.type not in _COURTS or not joined or len(tail.seats) != 1:
            return None
        court = self._one(core, tail, tail.seats[0], "", "", plural_class=False)
        inner = self._core(tail.end + 1)
        if inner is None or inner.match.name.type not in ("ZKSS", "OZSS") or inner.match.name.by_role:
            return None
        own = self.reader.tail(inner.match)
        if own.seats:
            return None
        one = self._one(inner, own, tail.seats[0], (*inner.numerals, "")[0], "", plural_class=False)
        written = self.text[court.start : one.end]
        return [replace(one, start=court.start, as_written=written, parent=court.name, host=court)], own.end

    def _department_after(self, core: Core, tail: Tail) -> tuple[list[Found], int] | None:
        """`UM Wydziału Polityki Społecznej`, `Urząd Gminy – Referat Oświaty`: a department named after its office."""
        if core.match.name.type not in OFFICES:
            return None
        token = self.reader.at(tail.end)
        at = tail.end + 1 if token and token.kind is TokenKind.DASH else tail.end
        inner = self._core(at)
        if inner is None or inner.match.name.type != "WYDZ":
            return None
        seat = tail.seats[0] if tail.seats else None
        self.office = self._one(core, tail, seat, "", "", plural_class=False)
        return self._department(inner, self.reader.tail(inner.match), start=core.start)

    def _department(self, core: Core, tail: Tail, start: int | None = None) -> tuple[list[Found], int] | None:
        """A department: of the institution named after it, else of the office named before it."""
        if not tail.own:
            return None
        inner = self._core(self.reader.over_line_end(tail.end)) if not tail.seats else None
        end = tail.end
        parent = self.office
        if inner and not inner.match.name.by_role and inner.match.name.type != "WYDZ":
            found = self._institutions(inner)
            if found and len(found[0]) == 1:
                parent, end = found[0][0], found[1]
                if parent.type not in OFFICES:  # a department of the police stands for the police
                    return [replace(parent, by_role=self._leader(core.start) or "wydział")], end
        one = self._one(core, tail, tail.seats[0] if tail.seats else None, "", "", plural_class=False)
        if parent is not None and one.place_rule in ("", "inherited"):
            base = self._name(core, tail, "", "", core.match.name.canonical)
            own_office = end > tail.end or start is not None
            one = replace(
                one, name=f"{base} {self._genitive(parent)}", parent=parent.name, host=parent, place=parent.place,
                terc=parent.terc,
                place_rule=parent.place_rule,
                confidence=min(parent.confidence, OFFICE_CONFIDENCE if own_office else INHERITED_CONFIDENCE),
            )
        elif (host := self._hosting(core, tail)) is not None:
            one = replace(one, parent=host.name, host=host)
        begin = self.tokens[core.start if start is None else start].start
        stop = self.tokens[end - 1].end
        return [replace(one, start=begin, end=stop, as_written=self.text[begin:stop])], end

    def _genitive(self, office: Found) -> str:
        """`Urzędu Miasta w Sosnowcu` of `Urząd Miasta w Sosnowcu`."""
        for canonical, name in sorted(self.lexicon.by_canonical.items(), key=lambda item: -len(item[0])):
            if office.name.startswith(canonical):
                return name.inflected("gen") + office.name[len(canonical):]
        return office.name

    def _commands(self, core: Core) -> tuple[list[Found], int] | None:
        """`Komendami Powiatowymi: PSP oraz Policji w Sokółce`: one command of each service that is listed."""
        name = core.match.name
        if name.type not in ("KPP", "KMP", "KWP") or not name.canonical.startswith("Komenda "):
            return None
        services: list[str] = []
        at = end = core.match.end
        if self.tokens[end - 1].key == "policji":
            services.append("Policji")
            at = end
        elif self.reader.key(at) in (":", "-"):
            at += 1
        while True:
            if services:
                if self.reader.key(at) not in (",", "i", "oraz"):
                    break
                at = self.reader.over_line_end(at + 1)
            word, length = self._service(at)
            if not word:
                break
            services.append(word)
            end = at = at + length
        if len(services) < 2:
            return None
        tail = self.reader.tail(replace(core.match, end=end))
        base = name.canonical.removesuffix(" Policji")
        found = []
        for service in services:
            one = self.lexicon.by_canonical[f"{base} {service}"]
            sub = replace(core, match=replace(core.match, names=(one,), readings=0))
            found += [
                replace(self._one(sub, tail, seat, "", "", plural_class=False), confidence=0.85)
                for seat in tail.seats or (None,)
            ]
        role = government.leader(self.tokens[core.match.start].key) if name.by_role else ""
        return [replace(one, by_role=one.by_role or role) for one in found], tail.end

    def _service(self, at: int) -> tuple[str, int]:
        """The service named at a token and how many tokens its name takes."""
        words = " ".join(self.reader.key(at + step) for step in range(3))
        if words.startswith("policji"):
            return "Policji", 1
        if words.startswith("psp"):
            return "Państwowej Straży Pożarnej", 1
        if words == "państwowej straży pożarnej":
            return "Państwowej Straży Pożarnej", 3
        return ("Państwowej Straży Pożarnej", 2) if words.startswith("straży pożarnej") else ("", 0)

    def _by_role(self, core: Core) -> tuple[list[Found], int]:
        tail = self.reader.tail(core.match)
        found = [self._one(core, tail, seat, "", "", plural_class=False) for seat in tail.seats or (None,)]
        word = self.tokens[core.match.start].key
        role = government.leader(word) or morphology.nominative_noun(word)
        return [replace(one, by_role=role) for one in found], tail.end

    def _name(self, core: Core, tail: Tail, numeral: str, number: str, type_name: str) -> str:
        words = [*([numeral] if numeral else []), *core.left, type_name]
        for piece in tail.pieces:
            if number and piece.casefold().startswith("nr "):
                piece = f"{piece.split(' ')[0]} {number}"
            words.append(piece)
        return " ".join(words).replace(" ,", ",")

    def _one(
        self, core: Core, tail: Tail, seat: Seat | None, numeral: str, number: str, *, plural_class: bool
    ) -> Found:
        match = core.match
        chosen = self._choose(match, tail)
        base = self._name(core, tail, numeral, number, chosen.canonical)
        prefer = "rural" if base.startswith(_RURAL_STARTS) else "town"
        resolution, rule, shown = self.placing.of(chosen.type, tail, seat, prefer, core)
        name = f"{base} {shown}" if shown and not plural_class else base
        confidence = match.confidence
        small = self.tokens[core.start].text[0].islower() and not match.name.abbreviation
        if small and not self.reader.small_line(core.start):
            confidence = min(confidence, LOWER_CASE_CONFIDENCE)
        levelless = level_of(chosen.type) in (Level.BEZ_SZCZEBLA, Level.KRAJ)
        if resolution is None or (levelless and rule == "inherited"):
            confidence = min(confidence, 0.85 if levelless else UNPLACED_CONFIDENCE)
        elif rule == "inherited":
            confidence = min(confidence, self._inherited())
        else:
            confidence = min(confidence, max(resolution.confidence, 0.6) if resolution.code else 0.74)
        named = tail.own or tail.quoted or tail.numbers or tail.patron
        if match.name.open_tail and len(match.name.slots) < 3 and not (named or core.left or tail.seats):
            confidence = min(confidence, 0.5)
        if len(match.names) > 1:
            confidence = min(confidence, LOWER_CASE_CONFIDENCE)
        inside = _NUMERAL_INSIDE.search(chosen.canonical)
        distinct = slug(numeral or number or (inside.group(1) if inside else "")) or tail.distinct
        if core.left and chosen.open_tail and not (numeral or number or tail.quoted or tail.patron):
            distinct = slug(" ".join((*core.left, tail.own)))
        if not distinct and seat is not None and seat.place.part:
            distinct = slug(seat.place.part)
        if not distinct and len(chosen.slots) > 1 and has_own_names(chosen.type):
            distinct = slug(chosen.canonical)
        start, end = self.tokens[core.start].start, self.tokens[tail.end - 1].end
        return Found(
            start=start,
            end=end,
            type=chosen.type or None,
            name=name,
            as_written=self.text[start:end],
            distinct=distinct,
            place=resolution.name if resolution else None,
            terc=resolution.code if resolution else None,
            place_rule=rule,
            candidates=resolution.candidates if resolution else (),
            case=morphology.case_of(match.readings),
            plural_class=plural_class,
            by_role=self._leader(core.start),
            ellipsis=0.65 < match.name.confidence < 0.85 and not match.name.by_role,
            confidence=round(confidence, 2),
            rule="abbreviation" if match.name.abbreviation else "role" if match.name.by_role else "lexicon",
        )

    def _inherited(self) -> float:
        """How sure a place is that only the document's own territory says."""
        context = self.placing.context
        return AT_HOME_CONFIDENCE if context.gmina and context.confidence >= _AT_HOME else INHERITED_CONFIDENCE

    def _choose(self, match: Match, tail: Tail) -> Name:
        """Which of the meanings of an ambiguous abbreviation: a school has a number, a patron, or sits in a village."""
        secondary = _TRADES.fullmatch(tail.own) or (not tail.own and self.secondary)
        if match.name.type == "ZS" and match.name.open_tail and secondary:
            return replace(match.name, type="ZSPP")  # a trade is learnt after the primary school
        if len(match.names) > 1 and tail.quoted and any(name.open_tail for name in match.names):
            return next(name for name in match.names if name.open_tail)
        if len(match.names) > 1 and (tail.numbers or tail.patron or self._in_no_capital(tail)):
            return next((name for name in match.names if name.type in ("SP", "LO", "ZS", "PRZED")), match.name)
        if len(match.names) > 1:
            return next((name for name in match.names if name.type not in ("SP", "LO", "ZS")), match.name)
        return match.name

    def _in_no_capital(self, tail: Tail) -> bool:
        """Whether the seat is known and is the capital of no powiat, so that no powiat office can sit there."""
        names = {name for seat in tail.seats for name in seat.place.names}
        return bool(names) and not any(self.gazetteer.is_capital(name) for name in names)

    def _leader(self, start: int) -> str:
        before = self.tokens[start - 1] if start else None
        if before is not None and before.kind is TokenKind.NEWLINE and start > 1:
            before = self.tokens[start - 2]
        return government.leader(before.text) if before is not None and before.is_word else ""

    def _government(self, unit: Government) -> Found:
        start, end = self.tokens[unit.start].start, self.tokens[unit.end - 1].end
        terc, rule, confidence = unit.terc, "territory" if unit.terc else "", unit.confidence
        candidates: tuple[str, ...] = (terc,) if terc else ()
        if unit.type == "GMINA":
            context = self.placing.context
            if unit.powiat:
                context = replace(context, gmina=None, powiat=unit.powiat)
            found = self.gazetteer.resolve(unit.place_names, context, prefer=unit.prefer)
            terc, rule, candidates = found.code, found.rule, found.candidates
            confidence = min(confidence, found.confidence if found.code else 0.6)
        return Found(
            start=start,
            end=end,
            type=unit.type,
            name=unit.name,
            as_written=self.text[start:end],
            place=unit.place,
            terc=terc,
            place_rule=rule,
            candidates=candidates,
            case=morphology.case_of(unit.readings),
            by_role=unit.role,
            confidence=round(confidence, 2),
            rule="role" if unit.role else "government",
        )
