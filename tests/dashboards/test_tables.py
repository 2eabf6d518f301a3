"""Tables of the pages: nothing is cut off that need not be, and numbers are written as the language does."""

from __future__ import annotations

import pandas as pd
import pytest
from lxml import etree
from pandas.io.formats.style import Styler

from dashboards.components.tables import BREAKS, ROW, WIDTH, as_csv, columns, written


def test_short_texts_stay_on_one_line() -> None:
    widths, height = columns(pd.DataFrame({"Instytucja": ["GOPS w Korycinie"], "Stan": ["zapisane"]}), lines=True)
    assert height == ROW
    assert sum(widths.values()) <= WIDTH
    assert widths["Instytucja"] > widths["Stan"]


def test_long_texts_break_into_lines_of_higher_rows_and_all_columns_stay_in_sight() -> None:
    team = "Gminno-Powiatowy Zespół Kooperacji w Gminie Wysokie Mazowieckie"
    frame = pd.DataFrame({
        "Instytucja": ["Komenda Powiatowa Policji w Wysokiem Mazowieckiem", "KPP w Sokółce"],
        "Jeśli odejdzie": ["sama reprezentuje sektor: policja (powiat wysokomazowiecki)"] * 2,
        "Zespoły i porozumienia": ["; ".join([team] * 4), team], "Dokumenty": [1, 2],
    })
    widths, height = columns(frame, lines=True)
    assert sum(widths.values()) <= WIDTH
    assert widths["Dokumenty"] < widths["Instytucja"] <= widths["Zespoły i porozumienia"]
    letters = len("; ".join([team] * 4))
    assert height >= 18 * letters * 6.3 / widths["Zespoły i porozumienia"] > BREAKS


def test_without_lines_only_the_longest_texts_lose_their_ends() -> None:
    usual, longest = "pomoc i integracja społeczna", "bezpieczeństwo i ratownictwo, organizacje pozarządowe"
    frame = pd.DataFrame({
        "Instytucja": ["Gminna Komisja Rozwiązywania Problemów Alkoholowych w Zgierzu"] * 20,
        "Gdzie": ["powiat wysokomazowiecki, województwo podlaskie, Rzeczpospolita Polska"] * 20,
        "Sektor": [usual] * 19 + [longest],
    })
    widths, height = columns(frame, lines=False)
    assert height == ROW
    assert sum(widths.values()) <= WIDTH + len(widths)         # widths are rounded
    assert len(usual) * 6.3 < widths["Sektor"] < len(longest) * 6.3 + 18


def test_an_empty_table_has_no_widths() -> None:
    assert columns(pd.DataFrame({"Instytucja": []}), lines=True) == ({}, ROW)


@pytest.mark.parametrize(("lang", "expected"), [
    ("pl", [["GOPS", "0,09343", "1\u00a0234"], ["PCPR", "", "0,5"]]),
    ("en", [["GOPS", "0.09343", "1,234"], ["PCPR", "", "0.5"]]),
])
def test_numbers_are_written_as_the_reader_writes_them(
    lang: str, expected: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPGRAF_LANG", lang)
    frame = pd.DataFrame({"Kto": ["GOPS", "PCPR"], "Miara": [0.0934321, float("nan")], "Ile": [1234.0, 0.5]})
    styled = written(frame, 4)
    assert isinstance(styled, Styler)
    (table,) = etree.HTML(styled.hide(axis="index").to_html()).iter("tbody")
    assert [[cell.text or "" for cell in row] for row in table] == expected
    assert styled.data is frame                          # what a column is sorted by


@pytest.mark.parametrize(("lang", "text"), [("pl", "Kto;Ile\nGOPS;0,5\n"), ("en", "Kto,Ile\nGOPS,0.5\n")])
def test_a_download_opens_in_a_spreadsheet_of_the_language(
    lang: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPGRAF_LANG", lang)
    assert as_csv(pd.DataFrame({"Kto": ["GOPS"], "Ile": [0.5]})) == text
