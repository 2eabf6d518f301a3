"""Where an institution sits: by its own words, else by the document's territory."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph import reference
from graph.vocabulary import Level
from loaders.polish.lexicon import Match
from loaders.polish.phrases import Reader
from loaders.polish.places import PlaceContext, PlaceResolution
from loaders.polish.tails import Seat, Tail
from loaders.polish.tokens import tokenize

_TERRITORIAL = re.compile(r"[\w-]+(?:sk|ck|dzk)(?:i|a|ie)$")
_TIERS = ("miejsk", "wiejsk", "gminno-miejsk", "miejsko-wiejsk")
"""Adjectives that look like those of places and say a tier."""
_TRUSTED_CONTEXT = 0.35
"""A document's own territory is used for names without a place only from this confidence on."""
_SOLE_CONTEXT = 0.9
"""An association takes the document's place only from this confidence on."""
Placed = tuple[PlaceResolution | None, str, str]
"""(resolution, rule, words to add to the name)."""
NOWHERE: Placed = (None, "", "")


@dataclass(frozen=True, slots=True)
class Core:
    """A name of the lexicon with the numerals and adjectives before it, which begins at token `start`."""

    match: Match
    start: int
    left: tuple[str, ...] = ()
    numerals: tuple[str, ...] = ()


def level_of(type_id: str) -> Level:
    """The usual level of an institution type; not applicable for an unknown one."""
    known = reference.institution_types().get(type_id)
    return known.level_default if known else Level.BEZ_SZCZEBLA


def has_own_names(type_id: str) -> bool:
    """Whether bodies of a type are told apart by their full names: Liga Obrony Kraju, Liga Ochrony Przyrody."""
    known = reference.institution_types().get(type_id)
    return known is not None and known.extra.get("own_names") == "yes"


class Placing:
    """Finds the seat of one institution."""

    def __init__(self, reader: Reader, context: PlaceContext) -> None:
        self.reader = reader
        self.gazetteer = reader.gazetteer
        self.context = context

    @property
    def context(self) -> PlaceContext:
        """What the document says of its own territory."""
        return self._context

    @context.setter
    def context(self, context: PlaceContext) -> None:
        self._context = context
        self._resolved: dict[tuple[tuple[str, ...], str], PlaceResolution] = {}

    def resolve(self, names: tuple[str, ...], prefer: str) -> PlaceResolution:
        """The gmina that a place name means in this context, as the gazetteer tells it; asked once for each name."""
        known = self._resolved.get((names, prefer))
        if known is None:
            known = self._resolved[names, prefer] = self.gazetteer.resolve(names, self.context, prefer=prefer)
        return known

    def of(
        self, type_id: str, tail: Tail, seat: Seat | None, prefer: str, core: Core
    ) -> Placed:
        """The place of a name with this tail and seat. prefer: `town` or `rural` among twins."""
        if seat is not None:
            if seat.rule == "gmina":
                found = self.gazetteer.resolve_gmina(seat.place.names, self.context)
            else:
                found = self.resolve(seat.place.names, prefer)
            if not seat.place.exact and found.confidence > 0.85:
                found = replace(found, confidence=0.85)
            shown = seat.shown
            if seat.rule in ("host", "gmina"):
                return found, found.rule, seat.shown
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

    def _by_adjective(self, core: Core, type_id: str, tail: Tail) -> Placed | None:
        """The place that an adjective says: `Mazowieckie Centrum …` → Warszawa, `Rybnicka Rada …` → Rybnik."""
        words = [*core.left, core.match.name.canonical.split(" ")[0]]
        if type_id == "UCZ" and tail.own:  # Uniwersytet Łódzki
            words.append(tail.own.split(" ")[0])
        for word in words:
            stem = _TERRITORIAL.match(word.casefold())
            if stem is None or word.casefold().startswith(_TIERS):
                continue
            unit = self.gazetteer.register.wojewodztwo_named(word)
            if unit is not None and level_of(type_id) is Level.WOJEWODZTWO:
                code = self.gazetteer.register.seat_gmina(unit.code)
                seat = unit.seats[-1]
                return PlaceResolution(seat, code, "adjective", 0.85), "adjective", self.reader.in_place(seat)
            if unit is not None and type_id == "UCZ":
                seat = unit.seats[0]
                code = self.gazetteer.register.seat_gmina(unit.code)
                return PlaceResolution(seat, code, "adjective", 0.8), "adjective", ""
            if unit is not None:
                return NOWHERE
            found = self.gazetteer.by_adjective(word, self.context)
            if found is not None:
                return found, found.rule, ""
            if core.left and word in core.left:
                return NOWHERE
        return None

    def _of_territory(self, territory: tuple[str, str]) -> Placed:
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
                        found = self.resolve(place.names, prefer)
                        return found, found.rule, ""
            return NOWHERE
        unit = self.gazetteer.powiat(last, self.context) if kind == "POWIAT" else register.wojewodztwo_named(last)
        if unit is None:
            return NOWHERE
        seat = unit.seats[-1] if unit.seats else unit.name
        code = register.seat_gmina(unit.code)
        return PlaceResolution(seat, code, "territory", 0.9), "territory", ""

    def _inherited(self, type_id: str, prefer: str, core: Core) -> Placed:
        """The document's own place: a gmina body sits in its gmina, a powiat body in the seat of its powiat.

        Central offices and regional bodies take none. Who has no level takes the place only when the
        document is about nothing else, and keeps the name as it is.
        """
        context = self.context
        level = _level_by_name(core) or level_of(type_id)
        levelless = level is Level.BEZ_SZCZEBLA or type_id == "KLUBSP"
        needed = _SOLE_CONTEXT if levelless else _TRUSTED_CONTEXT
        if level in (Level.KRAJ, Level.WOJEWODZTWO) or not type_id or context.confidence < needed:
            return NOWHERE
        register = self.gazetteer.register
        name, code = context.gmina_name, context.gmina
        if level is Level.POWIAT and context.powiat:
            unit = register.unit(context.powiat)
            name = unit.seats[-1] if unit.seats else unit.name
            code = register.seat_gmina(context.powiat)
        if name is None:
            return NOWHERE
        if code is None or len(register.gminas_named(name, within=code[:4])) > 1:
            code = self.resolve((name,), prefer).code or code
        shown = "" if levelless else self.reader.in_place(name)
        return PlaceResolution(name, code, "inherited", 0.7), "inherited", shown


def _level_by_name(core: Core) -> Level | None:
    """The level that a name's first adjective says: `Rejonowe Pogotowie Ratunkowe` serves a powiat."""
    first = (core.left or (core.match.name.canonical,))[0].casefold()
    stems = {"rejonow": Level.POWIAT, "powiatow": Level.POWIAT, "gminn": Level.GMINA, "miejsk": Level.GMINA}
    return next((level for stem, level in stems.items() if first.startswith(stem)), None)
