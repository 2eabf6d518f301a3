"""A small run of the pair test: `koopgraf bench identity` is the whole one."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from loaders.pairs.bodies import Body, Way, mistyped, without_diacritics, written
from loaders.pairs.evaluate import Answer, answer, answers, figures, labelled_pairs
from loaders.pairs.generate import Pair, pairs
from loaders.pairs.measure import TUNING_SEED
from loaders.resolve import Outcome

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "dev"


def test_merging_is_right_and_seldom_missed() -> None:
    found = figures(list(answers(pairs(TUNING_SEED, 120, 240))))
    assert found.precision >= 0.99
    assert found.recall >= 0.95


def test_the_same_seed_gives_the_same_pairs_and_another_one_others() -> None:
    assert pairs(7, 20, 20) == pairs(7, 20, 20)
    assert pairs(7, 20, 20) != pairs(8, 20, 20)


SCHOOL = Body("Szkoła Podstawowa", "201108", "Sokółka", "SP", number="3", patron="Jana Pawła II")


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ((), "Udział zapowiada Szkoła Podstawowa nr 3 im. Jana Pawła II w Sokółce."),
        ((Way.NO_PATRON,), "Udział zapowiada Szkoła Podstawowa nr 3 w Sokółce."),
        ((Way.ABBREVIATION, Way.NO_DIACRITICS), "Udział zapowiada SP nr 3 im. Jana Pawla II w Sokolce."),
        ((Way.CAPITALS, Way.NO_PATRON), "Udział zapowiada SZKOŁA PODSTAWOWA NR 3 W SOKÓŁCE."),
    ],
)
def test_a_name_is_written_in_the_ways_asked_for(ways: tuple[Way, ...], expected: str) -> None:
    made = written(SCHOOL, ways, random.Random(1))
    assert made.text.splitlines()[-1] == expected
    assert made.text[made.start:].startswith(expected.removeprefix("Udział zapowiada "))


def test_typing_errors_spare_the_place() -> None:
    wrong = mistyped("Gminny Ośrodek Kultury w Sokółce", random.Random(3))
    assert wrong != "Gminny Ośrodek Kultury w Sokółce"
    assert wrong.endswith(" w Sokółce")
    assert without_diacritics("Łomża, źdźbło") == "Lomza, zdzblo"


def test_doubtful_pairs_count_as_not_merged() -> None:
    name = written(SCHOOL, (), random.Random(1))
    one, two = (Pair(name, name, same, "x") for same in (True, False))
    given = [
        Answer(one, Outcome.SAME, True), Answer(one, Outcome.DOUBTFUL, True), Answer(two, Outcome.SAME, True),
        Answer(two, Outcome.DIFFERENT, False),
    ]
    found = figures(given)
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert (found.doubtful, found.doubtful_same, found.unfound) == (1, 1, 1)


def test_a_pair_goes_by_way_of_the_finder() -> None:
    left, right = written(SCHOOL, (), random.Random(1)), written(SCHOOL, (Way.ABBREVIATION,), random.Random(1))
    assert answer(Pair(left, right, True, "abbreviation")).outcome is Outcome.SAME


def test_labelled_documents_give_pairs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zespół tworzą GOPS w Korycinie i inni.", encoding="utf-8")
    members = [
        {"mention": "GOPS w Korycinie", "name": "Gminny Ośrodek Pomocy Społecznej w Korycinie", "place": "Korycin"},
        {"mention": "inni", "name": "Inni", "place": None},
    ]
    gold = {"agreements": [{"area": {"gmina": "Korycin", "powiat": "sokólski"}, "members": members}]}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    (made,) = labelled_pairs(tmp_path)
    assert answer(made).outcome is Outcome.SAME


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled documents are not beside this checkout")
def test_labelled_documents_are_mostly_merged_with_their_full_names() -> None:
    some = labelled_pairs(SHARED)[::5]
    assert len(some) > 20
    assert figures(list(answers(some))).recall >= 0.75
