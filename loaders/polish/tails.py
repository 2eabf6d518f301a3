"""What a name's right-hand side is made of, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.polish.places import PlaceName
from loaders.polish.typography import slug


@dataclass(frozen=True, slots=True)
class Seat:
    """A place that a name ends with. `shown` is the words to put into the name: `w Korycinie`."""

    place: PlaceName
    shown: str
    rule: str  # w | bare | genitive | unit


@dataclass(frozen=True, slots=True)
class Tail:
    """All that belongs to the name right of its type."""

    end: int
    pieces: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    patron: str = ""
    quoted: str = ""
    own: str = ""
    series: tuple[tuple[str, str], ...] = ()  # (words, distinct) of further names under one plural head
    seats: tuple[Seat, ...] = ()
    territory: tuple[str, str] | None = None  # (GMINA | POWIAT | WOJEWODZTWO, words as written)
    parent: str = ""                          # name of the institution it is `przy`

    host: int | None = None                   # token where the name of that institution begins
    before: Tail | None = None                # the tail of the institution that this is a branch of

    @property
    def distinct(self) -> str:
        """What tells two of one type and place apart; the same in every case form."""
        if self.numbers:
            return slug(self.numbers[0])
        return slug(self.quoted or self.own or self.patron)

    def plus(self, end: int, *pieces: str, **changes: object) -> Tail:
        """A longer tail."""
        return replace(self, end=end, pieces=(*self.pieces, *pieces), **changes)  # type: ignore[arg-type]
