"""The roster template: what it offers, and that a filled one is read whole and without a finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from graph import reference
from graph.claims import Extraction, Predicate, Ref
from graph.errors import UsageError
from loaders.extract import extract
from loaders.layouts import meaning
from loaders.read import read
from loaders.template_roster import ROWS, columns, write_roster_template

JEDLICZE = ("Zespół Kooperacji w Jedliczu", "Liderzy Kooperacji", "Jedlicze", "krośnieński")
SUSZ = ("Zespół Kooperacji w Suszu", "Liderzy Kooperacji", "Susz", "iławski")
FILLED = [
    (*JEDLICZE, "Gminny Ośrodek Pomocy Społecznej w Jedliczu", "Gminny Ośrodek Pomocy Społecznej", None,
     "pomoc i integracja społeczna", "gmina", "koordynator", "uczestniczy", dt.date(2023, 3, 1), None),
    (*JEDLICZE, "Krośnieńskie Forum Sąsiedzkie", "Stowarzyszenie", "Krosno", "organizacje pozarządowe", None, "członek",
     "uczestniczy", "2023-05", None),
    (*JEDLICZE, "Komisariat Policji w Jedliczu", "Komisariat Policji", None, "policja", "gmina", None,
     "nie uczestniczy", None, None),
    (*SUSZ, "Ośrodek Pomocy Społecznej", None, "Susz", None, "gmina", "przewodniczący", "uczestniczy",
     dt.date(2022, 1, 15), dt.date(2024, 6, 30)),
    (*SUSZ, "Powiatowe Centrum Pomocy Rodzinie w Iławie", "Powiatowe Centrum Pomocy Rodzinie", None, None, "powiat",
     "sekretarz", "zakończył udział", "2022", dt.date(2023, 12, 31)),
]


@pytest.fixture
def filled(tmp_path: Path) -> Extraction:
    path = tmp_path / "sklad.xlsx"
    write_roster_template(path)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(FILLED, start=2):
        for column, value in enumerate(row, start=1):
            book["Skład"].cell(number, column, value)
    book.save(path)
    return extract(read(path))


def test_the_blank_form(tmp_path: Path) -> None:
    write_roster_template(tmp_path / "wzor.xlsx")
    book = openpyxl.load_workbook(tmp_path / "wzor.xlsx")
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Skład", "visible"), ("Instrukcja", "visible"), ("Listy", "veryHidden")]
    sheet = book["Skład"]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == [column.heading for column in columns()]
    assert [sheet.column_dimensions[letter].width for letter in "AEJ"] == pytest.approx([34.7, 46.7, 24.7], abs=0.1)
    lists = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(lists) == {f"{cell.column_letter}2:{cell.column_letter}{ROWS + 1}" for cell in sheet[1]}
    chosen = {rule.promptTitle: rule.formula1 for rule in lists.values() if rule.type == "list"}
    assert set(chosen) == {"Typ instytucji", "Sektor", "Poziom", "Funkcja w zespole", "Status"}
    for heading, source in chosen.items():
        area = source.removeprefix("Listy!").replace("$", "")
        values = [cell.value for (cell,) in book["Listy"][area]]
        assert values == list(next(column.values for column in columns() if column.heading == heading))
    assert {rule.promptTitle for rule in lists.values() if rule.type == "date"} == {"Data przystąpienia", "Członek do"}


def test_every_heading_is_a_word_of_the_layouts() -> None:
    found = [meaning(column.heading)[0] for column in columns()]
    assert "" not in found
    assert len(set(found)) == len(found)


def test_drop_downs_hold_what_the_tables_know() -> None:
    values = {column.heading: column.values for column in columns()}
    names = {row.name_pl for row in reference.institution_types().values()}
    assert set(values["Typ instytucji"]) <= names
    assert len(values["Typ instytucji"]) > 100
    assert "nieznany" not in values["Sektor"]


def test_a_blank_form_says_nothing_that_could_be_read_as_a_fact(tmp_path: Path) -> None:
    path = tmp_path / "wzor.xlsx"
    write_roster_template(path)
    found = extract(read(path))
    assert (found.mentions, found.groups, found.claims) == ((), (), ())


def test_a_filled_form_has_no_finding(filled: Extraction) -> None:
    assert filled.findings == ()


def said(filled: Extraction, predicate: Predicate) -> set[tuple[str, str, str | None, str | None]]:
    names = {each.key: each.name for each in (*filled.mentions, *filled.groups)}
    return {
        (names.get(claim.subject.key, claim.subject.key),
         names.get(claim.object.key, claim.object.key) if isinstance(claim.object, Ref) else "", claim.value,
         claim.label)
        for claim in filled.claims if claim.predicate is predicate
    }


def test_every_column_becomes_claims(filled: Extraction) -> None:
    gops, forum = "Gminny Ośrodek Pomocy Społecznej w Jedliczu", "Krośnieńskie Forum Sąsiedzkie"
    ops, pcpr = "Ośrodek Pomocy Społecznej w Suszu", "Powiatowe Centrum Pomocy Rodzinie w Iławie"
    jedlicze, susz = JEDLICZE[0], SUSZ[0]
    assert said(filled, Predicate.MEMBER) == {
        (gops, jedlicze, None, "koordynator"), (forum, jedlicze, None, None), (ops, susz, None, "przewodniczący"),
        (pcpr, susz, None, "sekretarz")}
    assert said(filled, Predicate.ABSENT) == {("Komisariat Policji w Jedliczu", jedlicze, None, None)}
    assert said(filled, Predicate.COVERS) == {(jedlicze, "180704", None, None), (susz, "280706", None, None)}
    assert {row[:2] for row in said(filled, Predicate.WITHIN)} == {
        (jedlicze, "liderzy-kooperacji"), (susz, "liderzy-kooperacji")}
    assert said(filled, Predicate.SINCE) == {
        (gops, jedlicze, "2023-03-01", None), (forum, jedlicze, "2023-05", None), (ops, susz, "2022-01-15", None),
        (pcpr, susz, "2022", None)}
    assert said(filled, Predicate.UNTIL) == {(ops, susz, "2024-06-30", None), (pcpr, susz, "2023-12-31", None)}
    assert {row[::2] for row in said(filled, Predicate.LEVEL)} == {(gops, "gmina"), (ops, "gmina"), (pcpr, "powiat")}
    assert {row[::2] for row in said(filled, Predicate.SECTOR)} == {(gops, "POM"), (forum, "NGO")}
    mentions = {each.name: each for each in filled.mentions}
    assert (mentions[forum].type, mentions[forum].terc) == ("STOW", "186101")
    assert (mentions[ops].type, mentions[ops].terc) == ("OPS", "280706")
    assert all(claim.confidence >= 0.75 for claim in filled.claims)


@pytest.mark.parametrize(
    ("name", "problem"), [("wzor.csv", "workbook"), ("jest.xlsx", "exists"), ("a/b.xlsx", "folder")]
)
def test_a_file_that_cannot_be_written(name: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "jest.xlsx").write_bytes(b"x")
    with pytest.raises(UsageError, match=problem):
        write_roster_template(tmp_path / name)
    assert (tmp_path / "jest.xlsx").read_bytes() == b"x"
