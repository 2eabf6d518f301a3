"""Resolution at the size of the country, beside the naive way that compares all institutions of a kind."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice

from graph import reference
from graph.bench import Row, timed
from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Source, Span
from graph.vocabulary import Level
from loaders.resolve import resolve
from loaders.resolve.compare import compare
from loaders.resolve.own import Profile, profile

_GMINA = (
    ("GMINA", "Gmina", 0), ("GOPS", "Gminny Ośrodek Pomocy Społecznej", 0), ("BIBL", "Gminna Biblioteka Publiczna", 0),
    ("GOK", "Gminny Ośrodek Kultury", 0), ("GKRPA", "Gminna Komisja Rozwiązywania Problemów Alkoholowych", 0),
    ("OSP", "Ochotnicza Straż Pożarna", 0), ("KGW", "Koło Gospodyń Wiejskich", 0), ("RADA", "Rada Gminy", 0),
    ("SP", "Szkoła Podstawowa nr", 3), ("PRZED", "Przedszkole nr", 2), ("STOW", "Stowarzyszenie", 2),
    ("PAR", "Parafia", 0), ("NZOZ", "Niepubliczny Zakład Opieki Zdrowotnej", 0),
)
"""(type, name, how many of a gmina; 0: one without a number)."""
_POWIAT = (
    ("PCPR", "Powiatowe Centrum Pomocy Rodzinie"), ("KPP", "Komenda Powiatowa Policji"),
    ("PUP", "Powiatowy Urząd Pracy"),
    ("PPP", "Poradnia Psychologiczno-Pedagogiczna"), ("SR", "Sąd Rejonowy"),
    ("ZKSS", "Zespół Kuratorskiej Służby Sądowej"),
    ("PSSE", "Powiatowa Stacja Sanitarno-Epidemiologiczna"), ("STAR", "Starostwo Powiatowe"),
)
SPAN = (Span(0, 1),)
PARTIES = 15
"""Members of a team."""


INSTITUTIONS, MEMBERSHIPS, SAMPLE = 40_000, 240_000, 2_000
AT_MOST_SECONDS = 20.0
RESOLVED = "resolve a country: 40,000 institutions, 240,000 memberships"
NAIVE = "all pairs of a kind"


def country(size: int) -> Iterator[Mention]:
    """So many institutions of the country, as full mentions."""
    return islice(_all(), size)


def _all() -> Iterator[Mention]:
    own = [row["words"] for row in reference.rows("pair_words.csv") if row["sort"] == "own"]
    register = reference.register()
    for unit in register.at(Level.GMINA):
        for type_, name, several in _GMINA:
            for at in range(1, max(several, 1) + 1):
                quoted = f"„{own[at * 7 % len(own)]}”" if type_ == "STOW" else str(at) if several else ""
                full = " ".join(filter(None, (name, quoted, unit.name)))
                yield _mention(type_, full, quoted.strip("„”"), unit.name, unit.code)
    for powiat in register.at(Level.POWIAT):
        seat = register.seat_gmina(powiat.code) or powiat.code
        for type_, name in _POWIAT:
            yield _mention(type_, f"{name} {powiat.name}", "", register.unit(seat).name, seat)


def _mention(type_: str, name: str, distinct: str, place: str, code: str) -> Mention:
    return Mention(
        key="m", type=type_, name=name, as_written=name, distinct=distinct, place=place, terc=code,
        place_rule="context", spans=SPAN, rule="lexicon", confidence=0.95,
    )


def documents(institutions: list[Mention], memberships: int, seed: int) -> list[Extraction]:
    """Rosters of teams: neighbours in the list take part together, names here and there mistyped."""
    draw = random.Random(seed)  # noqa: S311 - no secret is drawn
    made = []
    for number in range(memberships // PARTIES):
        first = draw.randrange(len(institutions))
        members = [institutions[(first + step) % len(institutions)] for step in range(PARTIES)]
        made.append(_roster(number, [_noisy(each, draw) for each in members]))
    return made


def _noisy(mention: Mention, draw: random.Random) -> Mention:
    if mention.type != "STOW" or draw.random() < 0.7:
        return mention
    at = draw.randrange(1, len(mention.distinct) - 1)
    return mention.model_copy(update={"distinct": mention.distinct[:at] + mention.distinct[at + 1:]})


def _roster(number: int, members: list[Mention]) -> Extraction:
    team = Ref(Kind.TEAM, "g1")
    mentions = tuple(mention.model_copy(update={"key": f"m{at}"}) for at, mention in enumerate(members))
    return Extraction(
        source=Source(
            id=hashlib.sha256(str(number).encode()).hexdigest(), title=f"{number}.csv", media_type="text/csv", text="-"
        ),
        extractor="scale",
        mentions=mentions,
        groups=(Group(key="g1", family=Kind.TEAM, kind="zespół", name="Zespół", spans=SPAN, rule="r", confidence=0.9),),
        claims=(
            *(
                Claim(
                    predicate=Predicate.MEMBER, subject=Ref(Kind.INSTITUTION, mention.key), object=team, spans=SPAN,
                    rule="roster/row", confidence=0.9,
                )
                for mention in mentions
            ),
            Claim(
                predicate=Predicate.COVERS, subject=team, object=Ref(Kind.UNIT, members[0].terc or ""), spans=SPAN,
                rule="roster/territory", confidence=0.9,
            ),
        ),
    )


def country_row(seed: int = 1) -> Row:
    """Resolve a generated country once, groups too, beside comparing all institutions of a kind with each other.

    The naive way is timed on a sample and its time estimated for the whole by the number of pairs.
    """
    register, types = reference.register(), reference.institution_types()
    bodies = list(country(INSTITUTIONS))
    rosters = documents(bodies, MEMBERSHIPS, seed)
    _, seconds, megabytes = timed(lambda: resolve(rosters, register, types))
    every = [profile(mention, register, types) for mention in bodies]
    some = random.Random(seed).sample(every, SAMPLE)  # noqa: S311 - no secret is drawn
    compared, naive, _ = timed(lambda: [compare(left, right) for left, right in _within_kinds(some)])
    return Row(
        RESOLVED, seconds, megabytes, NAIVE, naive * _count_pairs(every) / len(compared),
        at_most_seconds=AT_MOST_SECONDS,
    )


def _within_kinds(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    by_kind: dict[str, list[Profile]] = defaultdict(list)
    for each in profiles:
        by_kind[each.family].append(each)
    return (pair for some in by_kind.values() for pair in combinations(some, 2))


def _count_pairs(profiles: list[Profile]) -> int:
    counts: dict[str, int] = defaultdict(int)
    for each in profiles:
        counts[each.family] += 1
    return sum(count * (count - 1) // 2 for count in counts.values())
