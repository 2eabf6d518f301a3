"""Words that say in what capacity an institution is named: `data/reference/cues.csv`.

A pattern is read word by word: `*` is any ending, `(a|b)` a choice, `…` up to fifteen words, `?` after
a choice makes it optional. `side` tells where the institutions stand (before the cue, after it, or both),
`case` that a cue governs only names in that case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import zip_longest

from graph import reference


class Stance(StrEnum):
    """In what capacity an institution is named."""

    PARTY = "party"  # signs an agreement
    MEMBER = "member"  # sends somebody to a team
    LEAD = "lead"  # leads a team
    LEADER = "leader"  # leads a project
    PARTNER = "partner"  # partner of a project
    RUNS = "runs"  # runs a project, role not said
    TAKES_PART = "takes_part"  # takes part in a project
    ABSENT = "absent"  # said not to take part
    APPOINT = "appoint"  # appoints the team: no member
    GUEST = "guest"
    HOST = "host"
    SERVE = "serve"  # serves the team: office work, address
    FUTURE = "future"  # invited, planned
    ABOUT = "about"  # belongs to the subject of the agreement
    TASK = "task"  # list of tasks or addressees


MEMBERSHIP = frozenset({Stance.PARTY, Stance.MEMBER, Stance.LEAD})
CONSORTIUM = frozenset({Stance.LEADER, Stance.PARTNER, Stance.RUNS})


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table, compiled."""

    stance: Stance
    side: str
    case: str
    pattern: re.Pattern[str]
    rule: str
    stems: tuple[str, ...]  # one of them begins a word, with the blank after it, of every text that has the cue


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at `text[start:end]`."""

    start: int
    end: int
    cue: Cue


_GAP = r"(?:,?\s+[^\s;]+){0,15}?"
_BLANK = r"[\s*_„”\"]+"


def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern as the table writes it."""
    made = ""
    for word in pattern.split(" "):
        if word == "…":
            made += _GAP
            continue
        optional = word.endswith("?")
        part = re.sub(r"\*", r"\\w*", word.removesuffix("?"))
        blank = _BLANK if made else ""
        if made.endswith(_GAP):
            blank = r",?\s+[*_„”\"(]*"
        made += f"(?:{blank}{part})?" if optional else f"{blank}{part}"
    return re.compile(rf"(?<!\w){made}(?!\w)", re.IGNORECASE)


_STEM = 3
"""Letters by which a cue is looked up."""
_BRACKET = r"(?<!\w)[(]"
"""How the pattern of a cue in brackets begins: `(lider)`."""
_LITERAL = re.compile(r"[^\W\d_]+")
_STEM_OF = re.compile(r"([^\W\d_]+)([ -]|$)?")
_NEXT = re.compile(r" ?(?:\((?P<choice>[^()?][^()]*)\)|(?P<word>[^\W\d_]+)\*?)(?!\?)(?= |$)")
_SHORT = 2
"""Letters of a word that too many sentences have."""


def _stems(pattern: str) -> tuple[str, ...]:
    """The beginnings of a pattern's first word, in small letters: a quick look before the pattern itself.

    A word that must be whole has a blank at its end; after a short one, which every sentence has, the next word begins.
    """
    choice = re.match(r"(?:\[\(\])?\(([^()]*)\)(?!\?)", pattern)
    words = choice.group(1).split("|") if choice else [pattern.split(" ")[0]]
    rest = pattern[choice.end() if choice else len(words[0]) :]
    stems: list[str] = []
    for word in words:
        begun = _STEM_OF.match(word)
        if begun is None:
            raise ValueError(f"cues.csv: {pattern!r} must begin with a word")
        first, whole = begun[1].lower(), begun[2] is not None
        further = word.partition(" ")[2] or (rest if begun[2] == "" else "")
        seconds = _seconds(further) if whole and len(first) <= _SHORT else ()
        stems += [f"{first} {second}" for second in seconds] or [first + " " * whole]
    return tuple(dict.fromkeys(stems))


def _seconds(rest: str) -> tuple[str, ...]:
    """The beginnings of the word that must come next; () where any may."""
    words = _NEXT.match(rest)
    if words is None:
        return ()
    begun = [_STEM_OF.match(word) for word in (words["choice"] or words["word"]).split("|")]
    return () if None in begun else tuple(match[1].lower()[:_STEM] for match in begun if match)


@cache
def cues() -> tuple[Cue, ...]:
    """The table, in its order."""
    return tuple(
        Cue(
            Stance(row["stance"]), row["side"], row["case"], compiled(row["pattern"]), f"cue/{row['stance']}-{number}",
            _stems(row["pattern"]),
        )
        for number, row in enumerate(reference.rows("cues.csv"), start=1)
    )


@cache
def under_a_name() -> Cue:
    """The cue that no word gives: a list stands under the name of a team."""
    return Cue(Stance.MEMBER, "after", "", re.compile("(?!)"), "cue/under-a-name", ())


@cache
def _by_stem() -> Mapping[str, tuple[int, ...]]:
    """The numbers of the cues that a word with these first letters may begin with."""
    index: dict[str, list[int]] = {}
    for number, cue in enumerate(cues()):
        for stem in dict.fromkeys(stem[:_STEM] for stem in cue.stems):
            index.setdefault(stem, []).append(number)
    return {stem: tuple(numbers) for stem, numbers in index.items()}


@lru_cache(maxsize=20_000)
def _begun_by(word: str, following: str) -> tuple[tuple[int, int], ...]:
    """(number of a cue that may begin with a word, characters of it before the word: one for a bracket).

    following: the first letters of the next word, for a short one.
    """
    lower = f"{word} {following}".lower()
    likely = sorted({number for length in range(1, _STEM + 1) for number in _by_stem().get(lower[:length], ())})
    table = cues()
    return tuple(
        (number, int(table[number].pattern.pattern.startswith(_BRACKET)))
        for number in likely if lower.startswith(table[number].stems)
    )


def _candidates(text: str, start: int, stop: int) -> list[FoundCue]:
    """Every place where a cue's pattern fits, those of one cue not overlapping, in the order of the table."""
    table = cues()
    found: list[tuple[int, FoundCue]] = []
    ends: dict[int, int] = {}
    words = [(word.group(), word.start()) for word in _LITERAL.finditer(text, start, stop)]
    for (word, begin), (following, _) in zip_longest(words, words[1:], fillvalue=("", 0)):
        for number, before in _begun_by(word, following[:_STEM] if len(word) <= _SHORT else ""):
            at = begin - before
            if at < ends.get(number, start):
                continue
            match = table[number].pattern.match(text, at, stop)
            if match is not None:
                ends[number] = match.end()
                found.append((number, FoundCue(at, match.end(), table[number])))
    return [cue for _, cue in sorted(found, key=lambda each: each[0])]


_DENIED_BEFORE = re.compile(
    r"\bnie\s+(?:(?:jest|są|był[aoy]?|byli|będzie|będą|został[aoy]?|zostali)\s+)?$", re.IGNORECASE
)
_DENIED_WITHIN = re.compile(r"\bnie\s+\w+$", re.IGNORECASE)
_TAKING_PART = MEMBERSHIP | {Stance.TAKES_PART}


def _denied(text: str, found: FoundCue) -> FoundCue:
    """The cue as it stands, or turned round by a `nie` right before its verb: `W skład Zespołu nie wchodzi`."""
    stance = found.cue.stance
    if stance not in _TAKING_PART | CONSORTIUM:
        return found
    before = _DENIED_BEFORE.search(text, max(0, found.start - 20), found.start)
    if before is None and not _DENIED_WITHIN.search(text, found.start, found.end):
        return found
    # Who does not run a project is nothing to it; who is not in a team is said to be absent.
    turned = Stance.ABSENT if stance in _TAKING_PART else Stance.GUEST
    return replace(found, cue=replace(found.cue, stance=turned, rule=f"{found.cue.rule}/denied"))


def _rivals(text: str, shorter: FoundCue, longer: FoundCue) -> bool:
    # `(lider)` speaks of the name before it alone: the bare word inside the brackets is no cue for the next name.
    inside = longer.start < shorter.start and shorter.end < longer.end and text[longer.start] != "("
    return not inside and shorter.start < longer.end and longer.start < shorter.end


def find_cues(text: str, start: int = 0, end: int | None = None) -> tuple[FoundCue, ...]:
    """Cues in a stretch of text, in order; of cues that overlap the longer stays, of equal ones the first row.

    A cue inside the gap of another one (`W skład Zespołu powołanego Zarządzeniem … wchodzą`) stays too.
    """
    stop = len(text) if end is None else end
    kept: list[FoundCue] = []
    for each in sorted(_candidates(text, start, stop), key=lambda one: (one.start - one.end, one.start)):
        if not any(_rivals(text, each, other) for other in kept):
            kept.append(each)
    return tuple(_denied(text, each) for each in sorted(kept, key=lambda one: one.start))
