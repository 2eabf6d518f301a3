"""Words for agreements and teams, and the names that teams carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.claims import Kind, Span
from loaders.polish.mentions import Found
from loaders.polish.places import gazetteer
from loaders.prose.structure import tags


@dataclass(frozen=True, slots=True)
class Named:
    """A group as one place names it. `full` tells a name (`Gminny Zespół Interdyscyplinarny`) from a bare `Zespół`."""

    span: Span
    family: Kind
    kind: str
    name: str
    full: bool
    type: str | None = None
    terc: str | None = None
    likely: str | None = None  # the document's own territory
    about_team: bool = False  # an agreement that is said to be about a team: `porozumienie o utworzeniu klastra`


_AGREEMENTS: tuple[tuple[str, str], ...] = (
    ("list intencyjny", r"list(?:u|em|owi|y|ów|ami)?\s+intencyjn\w+"),
    (
        "umowa partnerska",
        (
            r"(?:umow\w+|umów)\s+(?:partnersk\w+|(?:trój|dwu|wielo)stronn\w+|międzygminn\w+|konsorcj\w+"
            r"|o\s+(?:wzajemn\w+\s+)?(?:współprac\w+|partnerstw\w+|współdziałani\w+|utworzeni\w+|zawiązani\w+))"
        ),
    ),
    ("umowa patronacka", r"(?:umow\w+|umów)\s+(?:patronack\w+|o\s+patronacie)"),
    (
        "umowa partnerska",
        (
            r"(?P<bare>umow(?:a|ę|y|ą|ie)\b(?!\s+(?:na|o|najmu|dzierżawy|użyczenia|zlecenia|sprzedaży|kupna|darowizny|dostawy"
            r"|cywilno\w*)\b))"
        ),
    ),
    ("deklaracja", r"(?:deklaracj\w+|akt(?:u|em|cie)?\s+założycielsk\w+)"),
    ("porozumienie", r"(?:memorandum|pakt(?:u|em|owi)?|kart(?:a|y|ę|ą|cie)\s+współpracy)"),
    (
        "porozumienie",
        r"(?:(?<![Ww]\s)porozumie(?:nie|nia|niu|niem|niami|niom|niach|ń)|(?<=[Ww]\s)porozumieniu(?!\s+ze?\b))",
    ),
    ("partnerstwo", r"partnerstw(?:o|a|em|u|ie)"),
)
_AGREEMENT = re.compile(  # the first letters of all of them, so that other words are passed over quickly
    r"\b(?=[ludapmk])(?:" + "|".join(rf"(?P<a{n}>{p}\b)" for n, (_, p) in enumerate(_AGREEMENTS)) + ")", re.IGNORECASE
)
_TOGETHER = re.compile(r"współprac|współdział|\bpartner", re.IGNORECASE)
"""What an `umowa` that says no more is about, when it is one of partners: `współpracę przypieczętowano umową`."""
_ABOUT_TEAM = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:o\s+)?(?:utworzeni\w+|przystąpieni\w+\s+do|zawiązani\w+|powołani\w+|członkostwa)\s",
    re.IGNORECASE,
)

_TEAMS: tuple[tuple[str, str], ...] = (
    ("zespół", r"zesp(?:ół|ołu|ołowi|ołem|ole)"),
    ("rada", r"rad(?:a|y|zie|ę|ą)"),
    ("komisja", r"komisj(?:a|i|ę|ą)"),
    ("klaster", r"klast(?:er|ra|rowi|rem|rze)"),
    ("koalicja", r"(?:koalicj(?:a|i|ę|ą)|sojusz(?:u|em|owi)?|alians(?:u|em|owi)?)"),
    ("sieć", r"sie(?:ć|ci|cią)"),
    ("konsorcjum", r"konsorcj(?:um|a)"),
    ("komitet", r"komitet(?:u|em|owi|cie)?"),
    ("grupa", r"grup(?:a|y|ie|ę|ą)\s+(?:robocz\w+|partnersk\w+)"),
    ("partnerstwo", r"partnerstw(?:o|a|em|u|ie)\s+lokaln\w+"),
)
_TEAM = re.compile(
    r"\b(?=[zrksagp])(?:" + "|".join(rf"(?P<t{n}>{p}\b)" for n, (_, p) in enumerate(_TEAMS)) + ")", re.IGNORECASE
)
_NOT_A_TEAM = re.compile(
    r"\s+(?:szkół|szkoln\w+|szkolno\W|kuratorsk\w+|kurator\w*|kształcenia|placówek|przedszkol\w*|opieki\s+zdrowotnej"
    r"|obsługi|ekonomiczno\W|gmin\w*|miejsk\w+|miast\w*|powiatu|pedagogiczn\w+|ministrów|europ\w+|rodziców|naukow\w+"
    r"|nadzorcz\w+|sołeck\w+|seniorów\s+miasta|rozwiązywania|muzyczn\w+|taneczn\w+|ludow\w+|wyborcz\w+|europejsk\w+"
    r"|państwa|boż\w+)",
    re.IGNORECASE,
)
_COUNCIL_AS_TEAM = re.compile(
    r"\s+(?:miejsk\w+|gminn\w+|powiatow\w+)?\s*(?:ds\.|do\s+spraw|rad\w+\s+działalności|działalności|seniorów|pożytku)",
    re.I,
)
_NAMED_IN_QUOTES = frozenset({"sieć", "konsorcjum", "koalicja", "klaster", "komitet", "partnerstwo"})
"""Kinds of teams that carry a name in quotation marks; a `Zespół „…”` may well sing."""
_QUOTED = re.compile(r"\s+[„\"“][^„”\"“\n]{3,80}[”\"“]")
_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_TAIL_JOIN = re.compile(
    r"\s+(?:ds\.?|do\s+spraw|na\s+rzecz|i|oraz|przy|przeciwko|dla|im\.)\s+|\s*,\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])|\s+|\s*[-–]\s*"
)
_WEAK_JOIN = re.compile(r"\s+(?:ds\.?|do\s+spraw|na\s+rzecz)\s+", re.IGNORECASE)
_PLACE_JOIN = re.compile(r"\s+(?:w|we)\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_SMALL_TAIL = frozenset({"subst", "adj", "ger", "ppas", "pact"})


def find_agreements(text: str, start: int, end: int) -> list[Named]:
    """Agreement words in a stretch of text, in order. `w porozumieniu z` is no agreement."""
    found = []
    for match in _AGREEMENT.finditer(text, start, end):
        if match["bare"] and not _TOGETHER.search(text, start, end):
            continue
        number = int((match.lastgroup or "a0")[1:])
        tail = _ABOUT_TEAM.match(text, match.end(), end)
        name = _agreement_name(text, match, end)
        found.append(
            Named(
                Span(match.start(), match.end()),
                Kind.AGREEMENT,
                _AGREEMENTS[number][0],
                name,
                True,
                about_team=tail is not None,
            )
        )
    return found


_AGREEMENT_TAIL = re.compile(
    r"(?:\s+[a-ząćęłńóśźż]+(?:n|sk|ow)[a-ząćęłńóśźż]{1,3}\b)?(?:\s+nr\s+[\w./-]+)?"
    r"(?:\s+(?:o|w\s+sprawie|na\s+rzecz)(?:\s+(?!(?:po)?między\b)[a-ząćęłńóśźż]{3,}){1,3}(?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+)*)?"
)


def _agreement_name(text: str, match: re.Match[str], end: int) -> str:
    tail = _AGREEMENT_TAIL.match(text, match.end(), end)
    words = text[match.end() : tail.end()].split() if tail else []
    verb = next((at for at, word in enumerate(words) if word.islower() and _verb(word)), len(words))
    return " ".join([*text[match.start() : match.end()].split(), *words[:verb]]).rstrip(".,;:")


def find_teams(text: str, start: int, end: int, founds: Sequence[Found]) -> list[Named]:
    """Teams in a stretch of text, in order: known team types first, else a team word with its modifiers.

    A team word inside the name of an institution (`Zespół Szkół`, `Rada Miejska`) is none.
    """
    made = [
        Named(
            Span(each.start, each.end),
            Kind.TEAM,
            _kind_of(each.name),
            team_name(each),
            True,
            each.type,
            *((None, each.terc) if each.place_rule == "inherited" else (each.terc, None)),
        )
        for each in founds
        if start <= each.start and each.end <= end and not each.plural_class
    ]
    taken = [named.span for named in made]
    for match in _TEAM.finditer(text, start, end):
        if any(span.start <= match.start() < span.end for span in taken):
            continue
        if text[match.start()].islower():
            made += _in_small_letters(text, match, end)
            continue
        if _NOT_A_TEAM.match(text, match.end(), end) and not _COUNCIL_AS_TEAM.match(text, match.end(), end):
            continue
        number = int((match.lastgroup or "t0")[1:])
        kind = _TEAMS[number][0]
        right = _right(text, match.end(), end)
        quoted = _QUOTED.match(text, right, end) if kind in _NAMED_IN_QUOTES else None
        span = Span(_left(text, match.start(), start), quoted.end() if quoted else right)
        full = span != (match.start(), match.end())
        made.append(Named(span, Kind.TEAM, kind, " ".join(text[span.start : span.end].split()), full))
    return sorted(made, key=lambda named: named.span)


_SMALL_NAME = re.compile(r"\s+(?:ds\.|do\s+spraw|na\s+rzecz)\s[^\n:–—]{4,80}?(?=\s*(?:[:–—]|\s-\s|$|\n))")


def _in_small_letters(text: str, match: re.Match[str], end: int) -> list[Named]:
    """A team in a line without capital letters: `zespół do spraw bezdomności w żaganiu – skład`."""
    begin = text.rfind("\n", 0, match.start()) + 1
    stop = text.find("\n", match.start())
    name = _SMALL_NAME.match(text, match.end(), end)
    if name is None or not text[begin : stop if stop >= 0 else len(text)].islower():
        return []
    words = " ".join(text[match.start() : name.end()].split())
    kind = _TEAMS[int((match.lastgroup or "t0")[1:])][0]
    span = Span(match.start(), name.end())
    return [Named(span, Kind.TEAM, kind, words[0].upper() + words[1:], True)]


_BARE = frozenset({"zespół", "klaster", "koalicja", "sieć", "konsorcjum", "grupa", "partnerstwo"})
"""Kinds of teams that a list of members makes known though nothing names them; a `komisja` often judges a contest."""


_OF_WORK = re.compile(
    r"(?!\s+[a-ząćęłńóśźż]+(?:ny|na|ne|ny[mc]h?|nego|nej|ski|ska|skie\w*|owy|owa|owe\w*|czy|cza|cze\w*)\b)"
    r"|\s+(?:interdyscyplin|robocz|zadaniow|koordynac|doradcz|konsultac|partnersk|kooperac|lokaln|międzysektor|społeczn|powoła|utworz)",
    re.IGNORECASE,
)
"""What follows a team that works, and does not sing (`zespół wokalny`)."""


def bare_team(text: str, span: Span) -> Named | None:
    """The first team in a stretch of text that has no name of its own: `powołano zespół w składzie`, `konsorcjum`."""
    for match in _TEAM.finditer(text, span.start, span.end):
        kind = _TEAMS[int((match.lastgroup or "t0")[1:])][0]
        of_work = _OF_WORK.match(text, match.end(), span.end) is not None
        if kind in _BARE and of_work and not _NOT_A_TEAM.match(text, match.end(), span.end):
            return Named(Span(match.start(), match.end()), Kind.TEAM, kind, kind.capitalize(), False)
    return None


def team_name(found: Found) -> str:
    """What a team is called: as written in the nominative, else its canonical name without a seat nobody wrote."""
    if "nom" in found.case or not found.case:
        return " ".join(found.as_written.split())
    seat = gazetteer().locative(found.place) if found.place and found.place_rule == "inherited" else None
    return re.sub(rf"\s+we?\s+{re.escape(seat)}$", "", found.name) if seat else found.name


def _kind_of(name: str) -> str:
    match = _TEAM.search(name)
    return _TEAMS[int((match.lastgroup or "t0")[1:])][0] if match else "zespół"


def _left(text: str, at: int, floor: int) -> int:
    """Capitalised adjectives before the head: `Powiatowa Społeczna Rada`."""
    while at > floor:
        before = text[floor:at].rstrip(" \u00a0*_")
        match = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)?$", before)
        if match is None or not match.group()[0].isupper():
            return at
        found = tags(match.group().rpartition("-")[2])
        if "adj" not in found or "praet" in found:  # `Powstała Rada …`
            return at
        if text[floor + match.end() : at].strip(" \u00a0*_"):
            return at
        at = floor + match.start()
    return at


def _right(text: str, at: int, ceiling: int) -> int:
    """The rest of the name: capitalised words, `ds. …`, a quoted name, `w Legnicy`."""
    small = False
    while at < ceiling:
        joined = _WEAK_JOIN.match(text, at, ceiling)
        join = joined or _PLACE_JOIN.match(text, at, ceiling) or _TAIL_JOIN.match(text, at, ceiling)
        if join is None or "\n\n" in join.group():
            return at
        small = small or joined is not None
        word = _WORD.match(text, join.end(), ceiling)
        if word is None:
            return at
        if word.group()[0].isupper():
            if _verb(word.group()):
                return at
        elif not (small and joined) and not (small and word.group().islower() and _plain(word.group())):
            return at
        at = word.end()
        if _PLACE_JOIN.fullmatch(join.group()):
            return at
    return at


def _plain(word: str) -> bool:
    found = tags(word)
    return bool(found & _SMALL_TAIL) and not found & {"fin", "praet", "prep"}


def _verb(word: str) -> bool:
    found = tags(word)
    return bool(found & {"fin", "praet"}) and not found & {"subst", "adj", "ger"}
