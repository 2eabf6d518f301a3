"""Institutions named in a text, each with its canonical name, type, place and confidence.

`find` walks over the tokens once. Wherever a name of the lexicon, a local government or a role begins,
it reads the whole name, opens co-ordinations (`Ośrodki … w Rzeszowie, Lublinie i Kielcach` are three)
and gives each institution the place that its words, or the document's own territory, say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph import reference
from graph.vocabulary import Level
from loaders.polish import government, morphology
from loaders.polish.government import Government
from loaders.polish.lexicon import Lexicon, Match, Name, lexicon
from loaders.polish.phrases import OFFICES, Reader
from loaders.polish.places import NO_CONTEXT, Gazetteer, PlaceContext, PlaceResolution, gazetteer
from loaders.polish.tails import Seat, Tail
from loaders.polish.tokens import Token, TokenKind, tokenize
from loaders.polish.typography import clean, slug

__all__ = ["Found", "PlaceContext", "context_of", "find"]

INHERITED_CONFIDENCE = 0.72
UNPLACED_CONFIDENCE = 0.60
LOWER_CASE_CONFIDENCE = 0.70
_RURAL_STARTS = ("Gminn", "Urząd Gminy", "Rada Gminy")
_LEFT_MOST = 3
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_TERRITORIAL = re.compile(r"[\w-]+(?:sk|ck|dzk)(?:i|a|ie)$")
_NUMERAL_INSIDE = re.compile(r"Komisariat ([IVX]+) Policji")
_TRUSTED_CONTEXT = 0.35
"""A document's own territory is used for names without a place only from this confidence on."""


@dataclass(frozen=True, slots=True)
class Found:
    """An institution at text[start:end].

    `name` is the canonical nominative with its seat; `distinct` tells two of one type and place apart;
    `place_rule` says how the place is known ("" when it is not; `inherited`: from the document's territory);
    `plural_class` marks a class of institutions (`Gminne Ośrodki Pomocy Społecznej`), which is no node;
    `by_role` is the role of the person who stands for it; `ellipsis` marks a name that says less than it means.
    `parent` is the name of the institution it belongs to (`przy …`).
    """

    start: int
    end: int
    type: str | None
    name: str
    as_written: str
    distinct: str = ""
    place: str | None = None
    terc: str | None = None
    place_rule: str = ""
    case: str = ""
    plural_class: bool = False
    by_role: str = ""
    ellipsis: bool = False
    confidence: float = 0.0
    rule: str = ""
    parent: str = ""


def find(text: str, context: PlaceContext | None = None) -> tuple[Found, ...]:
    """All institutions named in a text, in order; one piece of text may name several (co-ordination).

    Args:    text: masked text. context: the document's own territory; None: `context_of(text)`.
    """
    return _Finder(text, context_of(text) if context is None else context).all()


@dataclass(frozen=True, slots=True)
class _Core:
    """A name of the lexicon with what stands before it."""

    match: Match
    start: int
    left: tuple[str, ...] = ()
    numerals: tuple[str, ...] = ()
    readings: int = 0


class _Finder:
    def __init__(self, text: str, context: PlaceContext) -> None:
        self.text = text
        self.context = context
        self.tokens: tuple[Token, ...] = tokenize(text)
        self.lexicon: Lexicon = lexicon()
        self.gazetteer: Gazetteer = gazetteer()
        self.reader = Reader(text, self.tokens, self.lexicon, self.gazetteer)
        self.addresses = [match.span() for match in _ADDRESS.finditer(text)]
        self.office: Found | None = None  # the office whose departments are being listed

    def all(self) -> tuple[Found, ...]:
        found: list[Found] = []
        position = 0
        while position < len(self.tokens):
            step = self._at(position)
            if step is None:
                position += 1
                continue
            some, position = step
            found += some
        return tuple(found)

    def _at(self, position: int) -> tuple[list[Found], int] | None:
        token = self.tokens[position]
        if not (token.is_word or token.kind is TokenKind.NUMBER) or self._inside_address(position):
            return None
        units = government.read(self.reader, position, self.context)
        core = self._core(position)
        if units and (core is None or units[0].end >= core.match.end):
            return [self._government(unit) for unit in units], units[-1].end
        if core is None:
            return None
        return self._institutions(core)

    def _inside_address(self, position: int) -> bool:
        """Whether a token is part of an e-mail or web address."""
        start = self.tokens[position].start
        at = bisect_right(self.addresses, (start, len(self.text))) - 1
        return at >= 0 and start < self.addresses[at][1]

    # -- the core ---------------------------------------------------------------------------------

    def _core(self, position: int) -> _Core | None:
        numerals, at = self._numerals(position)
        match = self.lexicon.match(self.tokens, at)
        left = self._left(at) if match is None else None
        if left:
            words, match = left
        if match is None or match.name.abbreviation and numerals:
            return None
        readings = match.readings
        return _Core(match, position, tuple(words) if left else (), numerals, readings)

    def _numerals(self, position: int) -> tuple[tuple[str, ...], int]:
        """`I`, `I i III` before a name → the numerals and where the name begins."""
        numerals: list[str] = []
        at = position
        while self.reader.at(at) and self.tokens[at].roman:
            numerals.append(self.tokens[at].text)
            at += 1
            if self.reader.key(at) in (",", "i", "oraz") and self.reader.at(at + 1) and self.tokens[at + 1].roman:
                at += 1
        return (tuple(numerals), at) if numerals and self.reader.at(at) else ((), position)

    def _left(self, position: int) -> tuple[list[str], Match] | None:
        """Capitalised adjectives that agree with the name after them: `Swarzędzkie Centrum …`."""
        at = position
        words: list[int] = []
        while len(words) < _LEFT_MOST and (token := self.reader.at(at)) and token.capitalised:
            if not morphology.analyse(token.key) and not self._compound(at):
                return None
            words.append(at)
            at += 1
            while self.reader.at(at) and self.tokens[at].kind is TokenKind.DASH and self.tokens[at].glued and self.reader.at(at + 1):
                at += 2
            match = self.lexicon.match(self.tokens, at)
            if match and not match.name.abbreviation and not match.name.by_role and self.tokens[at].capitalised:
                return self._agreeing(position, at, match)
        return None

    def _compound(self, at: int) -> bool:
        following = self.reader.at(at + 1)
        return following is not None and following.kind is TokenKind.DASH

    def _agreeing(self, start: int, end: int, match: Match) -> tuple[list[str], Match] | None:
        readings = match.readings
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
            words.append(morphology.nominative_adjective(token.text, gender))
        shown = " ".join(words).replace(" - ", "-")
        return [shown], replace(match, readings=readings)

    # -- building ---------------------------------------------------------------------------------

    def _institutions(self, core: _Core) -> tuple[list[Found], int] | None:
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
        department = self._department_after(core, tail)
        if department is not None:
            return department
        if match.name.needs_place and not (tail.seats or tail.territory or tail.numbers or tail.patron):
            return None
        if match.name.ignored:
            return [], match.end
        bare = not (tail.own or tail.quoted or tail.numbers or tail.patron)
        if not match.name.type and (lower or match.plural or bare):
            return None
        if bare and match.name.open_tail and len(match.name.slots) == 1 and not (core.left or tail.seats or match.plural):
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
        return found, tail.end

    def _further(self, first: Found, core: _Core, words: str, distinct: str) -> Found:
        """One more name under the plural head of the first: `stowarzyszeń „A” i „B”`."""
        return replace(first, name=f"{core.match.name.canonical} {words}", distinct=slug(distinct))

    def _department_after(self, core: _Core, tail: Tail) -> tuple[list[Found], int] | None:
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

    def _department(self, core: _Core, tail: Tail, start: int | None = None) -> tuple[list[Found], int] | None:
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
            one = replace(
                one, name=f"{base} {self._genitive(parent)}", parent=parent.name, place=parent.place, terc=parent.terc,
                place_rule=parent.place_rule, confidence=min(parent.confidence, INHERITED_CONFIDENCE if end == tail.end and start is None else 0.85),
            )
        begin = self.tokens[core.start if start is None else start].start
        stop = self.tokens[end - 1].end
        return [replace(one, start=begin, end=stop, as_written=self.text[begin:stop])], end

    def _genitive(self, office: Found) -> str:
        """`Urzędu Miasta w Sosnowcu` of `Urząd Miasta w Sosnowcu`."""
        for canonical, name in sorted(self.lexicon.by_canonical.items(), key=lambda item: -len(item[0])):
            if office.name.startswith(canonical):
                return name.inflected("gen") + office.name[len(canonical):]
        return office.name

    def _commands(self, core: _Core) -> tuple[list[Found], int] | None:
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
        role = self.tokens[core.start].key if name.by_role else ""
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

    def _by_role(self, core: _Core) -> tuple[list[Found], int]:
        tail = self.reader.tail(core.match)
        found = [self._one(core, tail, seat, "", "", plural_class=False) for seat in tail.seats or (None,)]
        role = self.tokens[core.start].key
        return [replace(one, by_role=role) for one in found], tail.end

    def _name(self, core: _Core, tail: Tail, numeral: str, number: str, type_name: str) -> str:
        words = [*([numeral] if numeral else []), *core.left, type_name]
        for piece in tail.pieces:
            if number and piece.casefold().startswith("nr "):
                piece = f"{piece.split(' ')[0]} {number}"
            words.append(piece)
        return " ".join(words)

    def _one(
        self, core: _Core, tail: Tail, seat: Seat | None, numeral: str, number: str, *, plural_class: bool
    ) -> Found:
        match = core.match
        chosen = self._choose(match, tail)
        base = self._name(core, tail, numeral, number, chosen.canonical)
        prefer = "rural" if base.startswith(_RURAL_STARTS) else "town"
        resolution, rule, shown = self._place(chosen.type, tail, seat, prefer, core)
        name = f"{base} {shown}" if shown and not plural_class else base
        confidence = match.confidence
        if self.tokens[core.start].text[0].islower() and not match.name.abbreviation:
            confidence = min(confidence, LOWER_CASE_CONFIDENCE)
        if resolution is None:
            levelless = self._level(chosen.type) in (Level.BEZ_SZCZEBLA, Level.KRAJ)
            confidence = min(confidence, 0.85 if levelless else UNPLACED_CONFIDENCE)
        elif rule == "inherited":
            confidence = min(confidence, INHERITED_CONFIDENCE)
        else:
            confidence = min(confidence, max(resolution.confidence, 0.6) if resolution.code else 0.74)
        if match.name.open_tail and not (tail.own or tail.quoted or tail.numbers or core.left or tail.seats):
            confidence = min(confidence, 0.5)
        if len(match.names) > 1:
            confidence = min(confidence, LOWER_CASE_CONFIDENCE)
        inside = _NUMERAL_INSIDE.search(chosen.canonical)
        distinct = slug(numeral or number or (inside.group(1) if inside else "")) or tail.distinct
        if core.left and chosen.open_tail and not numeral and not number and not tail.quoted:
            distinct = slug(" ".join((*core.left, tail.own)))
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
            case=morphology.case_of(match.readings),
            plural_class=plural_class,
            by_role=self._leader(core.start),
            ellipsis=0.65 < match.name.confidence < 0.85 and not match.name.by_role,
            confidence=round(confidence, 2),
            rule="abbreviation" if match.name.abbreviation else "role" if match.name.by_role else "lexicon",
        )

    def _choose(self, match: Match, tail: Tail) -> Name:
        """Which of the meanings of an ambiguous abbreviation: a school has a number or a patron."""
        if len(match.names) > 1 and (tail.numbers or tail.patron):
            return next((name for name in match.names if name.type in ("SP", "LO", "ZS", "PRZED")), match.name)
        if len(match.names) > 1:
            return next((name for name in match.names if name.type not in ("SP", "LO", "ZS")), match.name)
        return match.name

    def _leader(self, start: int) -> str:
        before = self.tokens[start - 1] if start else None
        if before is not None and before.kind is TokenKind.NEWLINE and start > 1:
            before = self.tokens[start - 2]
        return government.leader(before.text) if before is not None and before.is_word else ""

    # -- places -----------------------------------------------------------------------------------

    def _level(self, type_id: str) -> Level:
        known = reference.institution_types().get(type_id)
        return known.level_default if known else Level.BEZ_SZCZEBLA

    def _place(
        self, type_id: str, tail: Tail, seat: Seat | None, prefer: str, core: _Core
    ) -> tuple[PlaceResolution | None, str, str]:
        """(resolution, rule, words for the name)."""
        if seat is not None:
            found = self.gazetteer.resolve(seat.place.names, self.context, prefer=prefer)
            if not seat.place.exact and found.confidence > 0.85:
                found = replace(found, confidence=0.85)
            shown = seat.shown
            if seat.rule == "host":
                return found, found.rule, ""
            if seat.rule == "w" and found.name != seat.place.names[0]:
                shown = self.reader.in_place(found.name, word=seat.shown.split(" ")[0])
            if seat.rule == "w" and not shown.startswith(("w ", "we ")):
                shown = self.reader.in_place(found.name)
            return found, found.rule, shown
        if tail.territory is not None:
            return self._of_territory(tail.territory)
        named = self._by_adjective(core, type_id, tail)
        if named is not None:
            return named
        return self._inherited(type_id, prefer, core)

    def _by_adjective(self, core: _Core, type_id: str, tail: Tail) -> tuple[PlaceResolution | None, str, str] | None:
        """The place that an adjective of the name says: `Mazowieckie Centrum …` → Warszawa, `Rybnicka Rada` → Rybnik."""
        words = [*core.left, core.match.name.canonical.split(" ")[0]]
        if type_id == "UCZ" and tail.own:  # Uniwersytet Łódzki
            words.append(tail.own.split(" ")[0])
        for word in words:
            stem = _TERRITORIAL.match(word.casefold())
            if stem is None:
                continue
            unit = self.gazetteer.register.wojewodztwo_named(word)
            if unit is not None and self._level(type_id) is Level.WOJEWODZTWO:
                code = self.gazetteer.register.seat_gmina(unit.code)
                seat = unit.seats[-1]
                return PlaceResolution(seat, code, "adjective", 0.85), "adjective", self.reader.in_place(seat)
            if unit is not None and type_id == "UCZ":
                seat = unit.seats[0]
                return PlaceResolution(seat, self.gazetteer.register.seat_gmina(unit.code), "adjective", 0.8), "adjective", ""
            if unit is not None:
                return None, "", ""
            found = self.gazetteer.by_adjective(word, self.context)
            if found is not None:
                return found, found.rule, ""
            if core.left and word in core.left:
                return None, "", ""
        return None

    def _of_territory(self, territory: tuple[str, str]) -> tuple[PlaceResolution | None, str, str]:
        kind, words = territory
        register = self.gazetteer.register
        last = words.removeprefix("Powiatu ").removeprefix("Województwa ")
        if kind == "GMINA":
            tokens = tokenize(words)
            for start in range(1, len(tokens)):
                for case in ("nom", "gen"):
                    place = self.gazetteer.read(tokens, start, case)
                    if place and place.end == len(tokens):
                        prefer = "rural" if words.startswith("Gminy") else "town"
                        found = self.gazetteer.resolve(place.names, self.context, prefer=prefer)
                        return found, found.rule, ""
            return None, "", ""
        if kind == "POWIAT":
            unit = self.gazetteer.powiat(last, self.context)
        else:
            unit = register.wojewodztwo_named(last)
        if unit is None:
            return None, "", ""
        seat = unit.seats[-1] if unit.seats else unit.name
        code = register.seat_gmina(unit.code)
        return PlaceResolution(seat, code, "territory", 0.9), "territory", ""

    def _inherited(self, type_id: str, prefer: str, core: _Core) -> tuple[PlaceResolution | None, str, str]:
        context = self.context
        level = self._level(type_id)
        if level in (Level.BEZ_SZCZEBLA, Level.KRAJ) or context.confidence < _TRUSTED_CONTEXT:
            return None, "", ""
        register = self.gazetteer.register
        if level is Level.WOJEWODZTWO:
            return None, "", ""
        name, code = context.gmina_name, context.gmina
        if level is Level.POWIAT and context.powiat:
            unit = register.unit(context.powiat)
            name = unit.seats[-1] if unit.seats else unit.name
            code = register.seat_gmina(context.powiat)
        if name is None:
            return None, "", ""
        if core.match.name.open_tail and level is not Level.GMINA and level is not Level.POWIAT:
            return None, "", ""
        if code is None:
            found = self.gazetteer.resolve((name,), context, prefer=prefer)
            code = found.code
        return PlaceResolution(name, code, "inherited", 0.7), "inherited", self.reader.in_place(name)

    # -- local governments ------------------------------------------------------------------------

    def _government(self, unit: Government) -> Found:
        start, end = self.tokens[unit.start].start, self.tokens[unit.end - 1].end
        terc, rule, confidence = unit.terc, "territory" if unit.terc else "", unit.confidence
        if unit.type == "GMINA":
            context = replace(self.context, gmina=None, powiat=unit.powiat) if unit.powiat else self.context
            found = self.gazetteer.resolve(unit.place_names, context, prefer=unit.prefer)
            terc, rule = found.code, found.rule
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
            case=morphology.case_of(unit.readings),
            by_role=unit.role,
            confidence=round(confidence, 2),
            rule="role" if unit.role else "government",
        )


# -- the document's own territory -----------------------------------------------------------------


def context_of(text: str) -> PlaceContext:
    """The gmina, powiat and województwo that a document is about, as far as it says so itself.

    Every place that it names counts, those of gmina bodies and local governments double, those in the
    first two hundred characters double again; `gmina X`, `powiat X-ski`, `województwo` phrases are read too.
    """
    finder = _Finder(text, NO_CONTEXT)
    units = _named_units(finder)
    context = PlaceContext(powiat=units[0], wojewodztwo=units[1])
    finder.context = context
    weights: Counter[str] = Counter()
    codes: dict[str, Counter[str]] = {}
    for one in (*finder.all(), *_gminas_in_lower_case(finder)):
        if one.place is None or one.type in ("POWIAT", "WOJEWODZTWO"):
            continue
        weight = 2 if one.type == "GMINA" or finder._level(one.type or "") is Level.GMINA else 1
        weight *= 2 if one.start < 400 else 1
        weights[one.place] += weight
        if one.terc:
            codes.setdefault(one.place, Counter())[one.terc] += weight
    if not weights:
        return context
    place, weight = max(weights.items(), key=lambda item: (item[1], -text.find(item[0][:4])))
    mentioned = Counter({code: count for some in codes.values() for code, count in some.items()})
    code = codes[place].most_common(1)[0][0] if place in codes else None
    powiat = code[:4] if code else context.powiat
    return PlaceContext(
        gmina=code,
        gmina_name=place,
        powiat=context.powiat if context.powiat and code is None else powiat,
        wojewodztwo=code[:2] if code else context.wojewodztwo,
        confidence=round(weight / sum(weights.values()), 2),
        mentioned=dict(mentioned),
    )


def _named_units(finder: _Finder) -> tuple[str | None, str | None]:
    """The powiat and the województwo that the document names most, when it names them by `powiat` or `województwo`."""
    powiats: Counter[str] = Counter()
    wojewodztwa: Counter[str] = Counter()
    for position, token in enumerate(finder.tokens):
        if token.key.startswith(("powiat", "powiec", "starost")) or token.key.startswith("wojew"):
            end = finder.reader.adjective_of_unit(position + 1)
            if end is None:
                continue
            written = clean(finder.tokens, position + 1, end)
            unit = finder.gazetteer.powiat(written) if not token.key.startswith("wojew") else None
            if unit:
                powiats[unit.code] += 1
            elif found := finder.gazetteer.register.wojewodztwo_named(written):
                wojewodztwa[found.code] += 1
    powiat = powiats.most_common(1)[0][0] if powiats else None
    wojewodztwo = wojewodztwa.most_common(1)[0][0] if len(wojewodztwa) == 1 else powiat[:2] if powiat else None
    return powiat, wojewodztwo


def _gminas_in_lower_case(finder: _Finder) -> Iterator[Found]:
    """`gmina Swarzędz`, `w gminie Sosnowiec`: territory, no party, but it says where the document is at home."""
    for position, token in enumerate(finder.tokens):
        if token.key in ("gmina", "gminie", "gminy", "gminą", "gminę") and token.text[0].islower():
            place = finder.gazetteer.read(finder.tokens, position + 1, "nom")
            if place and finder.gazetteer.is_gmina(place.names[0]):
                powiat = government.powiat_after(finder.reader, place.end)
                context = replace(finder.context, powiat=powiat) if powiat else finder.context
                found = finder.gazetteer.resolve(place.names, context, prefer="rural")
                yield Found(token.start, finder.tokens[place.end - 1].end, "GMINA", f"Gmina {place.names[0]}", "",
                            place=place.names[0], terc=found.code)

