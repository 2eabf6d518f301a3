"""Dates in Polish text: each example with the precision it carries."""

import pytest

from loaders.polish.dates import find_dates, find_ranges, is_of_law


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("W dniu 22.06.2018 r. zawarto porozumienie", ["2018-06-22"]),
        ("dnia 1.IV.2018", ["2018-04-01"]),
        ("dnia 5 X 2018 r.", ["2018-10-05"]),
        ("2018-06-22", ["2018-06-22"]),
        ("z dnia 22 czerwca 2018 roku", ["2018-06-22"]),
        ("3 września 2018r. w Starostwie", ["2018-09-03"]),
        ("W lipcu 2018 r. zostało zawarte", ["2018-07"]),
        ("WRZESIEŃ 2020", ["2020-09"]),
        ("za 2014 rok", ["2014"]),
        ("w roku 2015", ["2015"]),
        ("17-18 października 2019", ["2019-10-17", "2019-10-18"]),
        ("6 i 7 maja 2020 r.", ["2020-05-06", "2020-05-07"]),
        ("od 1 kwietnia do 30 września 2018 r.", ["2018-04-01", "2018-09-30"]),
        ("1 stycznia i 24 marca br.", []),
        ("31.02.2018", []),
        ("nr OR-o.031.10.2023.V", []),
        ("POWR.02.05.00-00-0209/17", []),
        ("35-045 Rzeszów tel. 17 747 06 00", []),
        ("lata 2014-2020", []),
        ("Majowie mieszkali", []),
    ],
)
def test_a_date_has_the_precision_of_the_text(text: str, values: list[str]) -> None:
    assert [found.value.value for found in find_dates(text)] == values


def test_a_day_without_a_year_takes_only_the_year_that_is_given() -> None:
    assert [found.value.value for found in find_dates("24 marca br. podpisano", 2015)] == ["2015-03-24"]
    assert find_dates("24 marca br. podpisano") == ()


def test_the_span_covers_the_letters() -> None:
    text = "Dnia 22.06.2018 r. w Korycinie"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "22.06.2018 r."


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Czas trwania: **od 01.04.2018 r. do 31.03.2021 r.**", "2018-04-01", "2021-03-31"),
        ("01.04.2018 – 31.10.2023 r.", "2018-04-01", "2023-10-31"),
        ("**kwiecień 2018 r. - marzec 2019 r.**", "2018-04", "2019-03"),
        ("październik – grudzień 2020 r.", "2020-10", "2020-12"),
        ("od **1 kwietnia 2018 roku do 30 września 2023 roku.**", "2018-04-01", "2023-09-30"),
        ("Na kadencję 2012 – 2016 do Rady", "2012", "2016"),
        ("II kadencji (2013-2015):", "2013", "2015"),
        ("(listopad 2019 r. – czerwiec 2021 r.)", "2019-11", "2021-06"),
    ],
)
def test_ranges(text: str, since: str, until: str) -> None:
    (found,) = find_ranges(text)
    assert (found.since.value, found.until.value) == (since, until)


def test_two_dates_side_by_side_are_no_range() -> None:
    assert find_ranges("podpisano 5 maja 2019 r., a 7 maja 2019 r. ogłoszono") == ()


def test_the_date_of_a_law_is_told_apart() -> None:
    text = "na podstawie ustawy z dnia 12 marca 2004 r. zarządzeniem z dnia 5 maja 2019 r. powołano"
    law, act = find_dates(text)
    assert is_of_law(text, law)
    assert not is_of_law(text, act)
