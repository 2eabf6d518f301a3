"""Which territorial units an institution serves, by its level and its seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.network import Institution
from graph.territory import Register
from graph.vocabulary import Level


@dataclass(frozen=True, eq=False)
class Serving:
    """The units of a register, asked for by institutions."""

    register: Register

    def units_of(self, institution: Institution) -> tuple[str, ...]:
        """Codes of the units that an institution serves; none when its place is unknown.

        Without a known level, or with none, that is the gmina where it sits. A powiat's body that sits in a city with
        powiat rights may serve the city or the powiat around it: both.
        """
        code = institution.terc
        if code is None:
            return ()
        levels = institution.levels or (Level.BEZ_SZCZEBLA,)
        if Level.WOJEWODZTWO in levels or Level.KRAJ in levels:
            return (code[:2],)
        if Level.POWIAT in levels:
            own = (code[:6],) if Level.GMINA in levels and len(code) == 6 else ()
            return (*own, code[:4], *self._seated_in.get(code, ()))
        return (code[:6],)

    @cached_property
    def _seated_in(self) -> Mapping[str, tuple[str, ...]]:
        """City with powiat rights → the powiats around it that have their seat there."""
        found: dict[str, list[str]] = defaultdict(list)
        for unit in self.register.at(Level.POWIAT):
            seat = self.register.seat_gmina(unit.code)
            if seat is not None and not seat.startswith(unit.code):
                found[seat].append(unit.code)
        return {seat: tuple(codes) for seat, codes in found.items()}

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Where bodies of a gmina's powiat sit: the powiat (4 digits), and the city around which it lies, if any."""
        powiat = code[:4]
        seat = self.register.seat_gmina(powiat) if powiat in self.register else None
        return (powiat,) if seat is None or seat.startswith(powiat) else (powiat, seat[:4])
