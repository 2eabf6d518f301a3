"""Whether two profiles that met in a block are one institution: same, different or doubtful, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from loaders.resolve.kinds import LOCAL, Sole, kind_row
from loaders.resolve.own import Profile, patron_written
from loaders.resolve.values import Outcome, Reason, ReasonCode, because

SURE = 1.0
"""Register numbers and people's judgements."""
EXACT = 0.98
ALMOST = 0.95
"""Names that a typing error sets apart."""
LIKELY = 0.7
POSSIBLE = 0.5
TYPING_ERRORS = ((4, 0), (11, 1), (10_000, 2))
"""(letters of the shorter name, up to that many; letters that may be mistyped in it)."""
CLOSE = 82
"""Ratio of names, per cent, from which a person is asked."""
_FLOORS = ("regon", "krs", "rspo", "nip")
_CITY_COMMANDS = frozenset({"kpp", "psp"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing came to. `score` is 0…1."""

    outcome: Outcome
    score: float
    reasons: tuple[Reason, ...]


def same(score: float, *reasons: Reason) -> Comparison:
    """They are one."""
    return Comparison(Outcome.SAME, score, reasons)


def doubtful(score: float, *reasons: Reason) -> Comparison:
    """A person has to say."""
    return Comparison(Outcome.DOUBTFUL, score, reasons)


def different(*reasons: Reason) -> Comparison:
    """They are two."""
    return Comparison(Outcome.DIFFERENT, 0.0, reasons)


def compare(left: Profile, right: Profile) -> Comparison:
    """Compare by register numbers, then kind, place, number, patron and own name, in this order."""
    return _by_register(left, right) or _by_kind(left, right) or _by_place(left, right) or _by_name(left, right)


def _by_register(left: Profile, right: Profile) -> Comparison | None:
    if not left.numbers or not right.numbers:
        return None
    ours, theirs = _registers(left), _registers(right)
    for register in _FLOORS:
        shared = ours.get(register, set()) & theirs.get(register, set())
        if shared:
            told = because(ReasonCode.SAME_REGISTER_NUMBER, register=register.upper(), number=min(shared))
            if left.family == right.family or not (left.type and right.type):
                return same(SURE, told)
            if register != "nip":
                return doubtful(LIKELY, told, _kinds_differ(left, right))
    for register in ("regon", "krs", "rspo"):
        if ours.get(register) and theirs.get(register):
            return different(
                because(
                    ReasonCode.OTHER_REGISTER_NUMBER, register=register.upper(), left=min(ours[register]),
                    right=min(theirs[register]),
                )
            )
    return None


def _registers(found: Profile) -> dict[str, set[str]]:
    by_register: dict[str, set[str]] = {}
    for number in found.numbers:
        register, _, digits = number.partition(":")
        by_register.setdefault(register, set()).add(digits)
    return by_register


def _by_kind(left: Profile, right: Profile) -> Comparison | None:
    if left.family != right.family:
        return different(_kinds_differ(left, right))
    if left.body != right.body:
        return different(because(ReasonCode.OTHER_TIER, left=left.name, right=right.name))
    return None


def _kinds_differ(left: Profile, right: Profile) -> Reason:
    return because(ReasonCode.OTHER_KIND, left=left.type or left.name, right=right.type or right.name)


def _by_place(left: Profile, right: Profile) -> Comparison | None:
    if left.code and right.code:
        if left.code == right.code:
            return None
        return different(because(ReasonCode.OTHER_PLACE, left=left.where, right=right.where))
    if left.number != right.number:
        return different(because(ReasonCode.OTHER_NUMBER, left=left.number, right=right.number))
    if not left.title or not right.title or not one_name(left.title, right.title):
        return different(because(ReasonCode.NO_PLACE, name=(right if left.code else left).name))
    return doubtful(
        LIKELY, because(ReasonCode.SAME_NAME, name=left.name),
        because(ReasonCode.NO_PLACE, name=(right if left.code else left).name),
    )


def _by_name(left: Profile, right: Profile) -> Comparison:
    """Same family, same body, same gmina: the number, the patron, the own name and the village decide."""
    if left.sole in LOCAL and left.place != right.place and (left.village or right.village):
        return different(because(ReasonCode.OTHER_PLACE, left=left.where, right=right.where))
    if left.number and right.number:
        if left.number != right.number:
            return different(because(ReasonCode.OTHER_NUMBER, left=left.number, right=right.number))
        return same(EXACT, because(ReasonCode.SAME_NUMBER, number=left.number), *_where(left))
    if left.unclear or right.unclear:
        vague = left if left.unclear else right
        return doubtful(LIKELY, because(ReasonCode.UNCLEAR_KIND, name=vague.name, kinds="KPP, PSP"))
    if left.twin != right.twin:
        vague = left if left.twin else right
        return doubtful(LIKELY, because(ReasonCode.UNCLEAR_PLACE, name=vague.name, place=vague.where))
    if left.title and right.title:
        return _by_title(left, right)
    if left.patron and right.patron:
        return _by_patron(left, right)
    return _by_what_one_says(left, right)


def _where(found: Profile) -> tuple[Reason, ...]:
    return (because(ReasonCode.SAME_KIND_AND_PLACE, kind=found.type or found.name, place=found.where),)


def _by_title(left: Profile, right: Profile) -> Comparison:
    names = {"left": left.name, "right": right.name}
    if one_name(left.title, right.title):
        return same(EXACT, because(ReasonCode.SAME_NAME, name=left.name), *_where(left))
    if _figures(left.title) != _figures(right.title):
        return different(because(ReasonCode.OTHER_NUMBER, left=left.title, right=right.title))
    if _mistyped(left.title, right.title):
        return same(ALMOST, because(ReasonCode.CLOSE_NAMES, **names), *_where(left))
    ratio = fuzz.token_sort_ratio(left.title, right.title)
    contained = fuzz.token_set_ratio(left.title.replace("-", " "), right.title.replace("-", " ")) == 100
    if ratio >= CLOSE or contained:
        return doubtful(round(max(ratio, CLOSE) / 100, 2) * 0.9, because(ReasonCode.CLOSE_NAMES, **names))
    return different(because(ReasonCode.OTHER_NAME, **names))


def _by_patron(left: Profile, right: Profile) -> Comparison:
    if left.patron == right.patron:
        patron = patron_written(left.name) or patron_written(right.name) or left.patron
        return same(ALMOST, because(ReasonCode.SAME_PATRON, patron=patron), *_where(left))
    names = {"left": left.name, "right": right.name}
    if _initials(left.patron, right.patron) or _mistyped(left.patron, right.patron):
        return same(ALMOST, because(ReasonCode.CLOSE_NAMES, **names), *_where(left))
    if fuzz.ratio(left.patron, right.patron) >= CLOSE:
        return doubtful(LIKELY, because(ReasonCode.CLOSE_NAMES, **names))
    return different(because(ReasonCode.OTHER_NAME, **names))


def _by_what_one_says(left: Profile, right: Profile) -> Comparison:
    """Only one of them says what tells it apart, or neither does."""
    alone = left.sole is Sole.SEAT or (
        left.sole in LOCAL and left.place == right.place and (left.village or left.sole is Sole.TOWN)
    )
    if alone and _kinds_agree(left, right):
        return same(ALMOST if left.distinct != right.distinct else EXACT, *_where(left))
    if left.distinct == right.distinct and _kinds_agree(left, right) and alone:
        return same(EXACT, *_where(left))
    missing = left if right.distinct else right
    said = right if missing is left else left
    code = ReasonCode.NO_NUMBER if said.number else ReasonCode.NO_NAME
    return doubtful(POSSIBLE, because(code, name=said.number or said.name), *_where(left))


def _kinds_agree(left: Profile, right: Profile) -> bool:
    """Whether the types may name one body: equal, one of them unspecific, or the two commands of one service."""
    return left.type == right.type or left.family in _CITY_COMMANDS or unspecific(left) or unspecific(right)


def unspecific(found: Profile) -> bool:
    """Whether its type says less than others of its family."""
    return kind_row(found.type).unspecific


def one_name(left: str, right: str) -> bool:
    """Whether two slugs hold the same words."""
    return left == right or sorted(left.split("-")) == sorted(right.split("-"))


def _mistyped(left: str, right: str) -> bool:
    """Whether a typing error or two makes one name of the other. Figures and numerals never are errors."""
    if _figures(left) != _figures(right):
        return False
    shorter = min(len(left), len(right))
    allowed = next(errors for letters, errors in TYPING_ERRORS if shorter <= letters)
    return bool(allowed) and OSA.distance(left, right, score_cutoff=allowed) <= allowed


def _figures(name: str) -> list[str]:
    return [word for word in name.split("-") if word.isdigit() or (set(word) <= set("ivx") and word != "i")]


def _initials(left: str, right: str) -> bool:
    """`a-mickiewicza` and `adama-mickiewicza`; `mickiewicza` alone too."""
    ours, theirs = left.split("-"), right.split("-")
    if len(ours) != len(theirs):
        short, long = sorted((ours, theirs), key=len)
        return short == long[len(long) - len(short):] and len(short[-1]) > 3
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(ours, theirs, strict=True))
