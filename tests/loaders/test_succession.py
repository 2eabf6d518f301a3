"""Sentences that tell which institution carries on another, and those that only look like it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.claims import Extraction, Predicate
from loaders.extract import extract
from loaders.fold import Reference, fold
from loaders.read import read

GOPS = "Gminny Ośrodek Pomocy Społecznej w Korycinie"
CUS = "Centrum Usług Społecznych w Korycinie"


def extracted(folder: Path, sentence: str) -> Extraction:
    page = folder / "strona.txt"
    page.write_text(f"Gmina Korycin, powiat sokólski\n\n{sentence}\n", encoding="utf-8")
    return extract(read(page))


def told(found: Extraction) -> list[tuple[str, str, str | None]]:
    """(Old, new, day) of each succession."""
    names = {mention.key: mention.name for mention in found.mentions}
    return [
        (names[claim.subject.key], names[claim.object.key], claim.value)
        for claim in found.claims if claim.predicate is Predicate.SUCCEEDED_BY and claim.object is not None
    ]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (f"Z dniem 1 stycznia 2024 r. przekształca się {GOPS} w {CUS}.", "2024-01-01"),
        (f"{GOPS} został 1 stycznia 2024 r. przekształcony w {CUS}.", "2024-01-01"),
        (f"W marcu 2023 r. zapadła decyzja i z dniem 1 lipca 2023 r. {GOPS} przekształcono w {CUS}.", "2023-07-01"),
        (f"{CUS} powstało z przekształcenia Gminnego Ośrodka Pomocy Społecznej w Korycinie.", None),
        (f"Na mocy uchwały {CUS} powstało w wyniku przekształcenia GOPS w Korycinie.", None),
        (f"W miejsce dotychczasowego GOPS w Korycinie od 1 lipca 2023 r. utworzono {CUS}.", "2023-07-01"),
        (f"{CUS} jest następcą prawnym Gminnego Ośrodka Pomocy Społecznej w Korycinie.", None),
        (f"{CUS} przejęło zadania GOPS w Korycinie.", None),
        (f"W spotkaniu wzięło udział {CUS} (dawniej GOPS w Korycinie) oraz Komenda Powiatowa Policji w Sokółce.", None),
        (f"Uchwała w sprawie przekształcenia Gminnego Ośrodka Pomocy Społecznej w Korycinie w {CUS}.", None),
    ],
)
def test_a_centre_that_an_ops_became(tmp_path: Path, sentence: str, day: str | None) -> None:
    assert told(extracted(tmp_path, sentence)) == [(GOPS, CUS, day)]


def test_two_schools_that_were_merged(tmp_path: Path) -> None:
    first, second = (f"Szkoła Podstawowa nr {number} w Sokółce" for number in (1, 2))
    whole = "Zespół Szkół nr 1 w Sokółce"
    expected = [(first, whole, "2022-09-01"), (second, whole, "2022-09-01")]
    assert told(extracted(
        tmp_path, f"{first} i {second} zostały z dniem 1 września 2022 r. połączone w {whole}."
    )) == expected
    assert told(extracted(
        tmp_path, f"{whole} powstał 1 września 2022 r. w wyniku połączenia Szkoły Podstawowej nr 1 w Sokółce "
        "i Szkoły Podstawowej nr 2 w Sokółce.",
    )) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        f"{GOPS} współpracuje z Centrum Usług Społecznych w Korycinie.",
        f"Planuje się przekształcenie GOPS w Korycinie w {CUS}.",
        f"{GOPS} ma zostać przekształcony w {CUS}.",
        f"{GOPS} nie został przekształcony w {CUS}.",
        f"W posiedzeniu wzięły udział {GOPS}, {CUS} i Komenda Powiatowa Policji w Sokółce.",
        f"{GOPS} włączył się do działań, które prowadzi {CUS}.",
        f"Dawniej {GOPS} mieścił się w budynku, w którym działa {CUS}.",
        f"Gmina Korycin przekształciła {GOPS}.",
    ],
)
def test_what_only_looks_like_a_succession(tmp_path: Path, sentence: str) -> None:
    assert told(extracted(tmp_path, sentence)) == []


def test_the_tie_has_its_day_and_both_stay(tmp_path: Path) -> None:
    found = extracted(tmp_path, f"Z dniem 1 stycznia 2024 r. przekształca się {GOPS} w {CUS}.")
    facts = fold([found], Reference.shipped())
    (tie,) = [tie for key, tie in facts.ties.items() if key.type == "SUCCEEDED_BY"]
    assert (tie.key.start.id, tie.key.end.id) == ("gops:201103", "cus:201103")
    assert (tie.properties["date"], tie.properties["date_min"]) == ("2024-01-01", date(2024, 1, 1))
