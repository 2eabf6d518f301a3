"""The commands gaps, change, suggest and without, on the sample: words in two languages, CSV, JSON, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.gaps import GapKind

KORYCIN = "gpzk:201103:liderzy-kooperacji"


@pytest.fixture
def run(on_sample: Any) -> Any:
    return on_sample


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if name in line)


def test_coverage_says_template_status_and_what_is_missing(run: Any) -> None:
    shown = run("gaps", "coverage")
    assert "Model wiejski – praktyka (12 rodzajów instytucji), spotykany w praktyce, od 1 kwietnia 2018 r." in shown
    line = line_of(shown, "w Gminie Korycin")
    assert "7 z 12" in line
    missing = ("Urząd gminy", "Starostwo powiatowe", "Warsztat terapii zajęciowej",
               "Poradnia psychologiczno-pedagogiczna", "Urząd pracy")
    assert all(role in line for role in missing)
    assert "brak zapisanego składu" in line_of(shown, "gmina Łomża")
    english = run("gaps", "coverage", "--template", "zespol-interdyscyplinarny", "--lang", "en")
    assert "required by law, from 1 August 2010, until 21 June 2023" in english
    assert "7 of 7" in line_of(english, "w Gminie Korycin")
    later = run("gaps", "coverage", "--template", "zespol-interdyscyplinarny", "--as-of", "2023-06-22", "--lang", "en")
    count = line_of(later, "not in force").split()
    assert count[7] == count[9]                               # of all of them


def test_json_and_csv_have_the_same_rows_and_lead_to_documents(run: Any) -> None:
    rows = json.loads(run("gaps", "coverage", "--json"))
    korycin = [row for row in rows if row["subject"] == KORYCIN]
    assert len(korycin) == 12
    police = next(row for row in korycin if row["about"] == "policja")
    assert {each["title"] for each in police["documents"]} == {
        "porozumienie-korycin.docx", "porozumienie-korycin.pdf", "zespoly-podlaskie.xlsx",
    }
    assert len(police["claims"]) == 3
    flat = list(csv.DictReader(io.StringIO(run("gaps", "coverage", "--csv"))))
    assert [(row["subject"], row["about"], row["state"]) for row in flat] == [
        (row["subject"], row["about"], row["state"]) for row in rows
    ]
    same = next(row for row in flat if row["subject"] == KORYCIN and row["about"] == "policja")
    assert same["documents"] == "; ".join(each["title"] for each in police["documents"])
    assert same["who"] == "Komenda Powiatowa Policji w Sokółce [kpp:201108]"


@pytest.mark.parametrize("kind", GapKind)
def test_every_kind_has_a_table_a_title_and_rows_that_lead_somewhere(run: Any, kind: GapKind) -> None:
    more = ("--rewirings", "100") if kind is GapKind.MIXING else ("--as-of", "2026-11-25")
    shown = run("gaps", kind.value, *more)
    assert "┏" in shown
    assert "\n" in shown.strip()
    rows = json.loads(run("gaps", kind.value, *more, "--json"))
    assert rows
    assert all(row["documents"] or row["read"] for row in rows if row["gap"])


def test_dates_as_of_a_day(run: Any) -> None:
    before, after = (
        {row["subject"]: row["state"] for row in json.loads(run("gaps", "dates", "--as-of", day, "--json"))}
        for day in ("2019-03-31", "2019-04-01")
    )
    assert after["porozumienie:201103:2018-06-22"] == "expired"
    assert "porozumienie:201103:2018-06-22" not in before


def test_a_template_of_ones_own(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "nasz.yaml"
    path.write_text(
        "id: nasz\npl: Nasz zespół\nroles:\n  - {id: pup, pl: Urząd pracy, any_of: [PUP]}\n", encoding="utf-8"
    )
    shown = run("gaps", "coverage", "--template", str(path))
    assert "Nasz zespół, własna lista" in shown
    assert "0 z 1" in line_of(shown, "w Gminie Korycin")


def test_change_between_milestones(run: Any) -> None:
    shown = run("change", "I", "II")
    assert "liderzy-kooperacji/I (kwiecień 2018 r. – marzec 2019 r.)" in shown
    gminas = [cell.strip() for cell in line_of(shown, "Gminy ").split("│") if cell.strip()]
    assert gminas == ["Gminy", "5", "1", "3", "0", "0,556"]
    assert "gmina Łomża" in shown
    rows = json.loads(run("change", "I", "II", "--what", "gmina", "--json"))
    assert sorted((row["outcome"], row["id"]) for row in rows if row["outcome"] != "stayed") == [
        ("joined", "200702"), ("left", "200105"), ("left", "201103"), ("left", "201110"),
    ]
    assert all(row["documents"] for row in rows)
    assert {row["what"] for row in csv.DictReader(io.StringIO(run("change", "2018-09", "2020", "--csv")))} >= {"gmina"}


def test_suggestions_say_why_in_both_languages(run: Any) -> None:
    polish = run("suggest", KORYCIN)
    assert "Nie zapisano tu roli: Urząd pracy. Ta instytucja pełni ją w: Gminno-Powiatowy Zespół" in polish
    english = run("suggest", "201103", "--lang", "en")
    assert "No document records here: Labour office. This body fills it in: Gminno-Powiatowy Zespół" in english
    rows = json.loads(run("suggest", KORYCIN, "--json"))
    office = next(row for row in rows if row["id"] == "pup:201108")
    assert (office["rule"], office["role"]) == ("fills_elsewhere", "urzad-pracy")
    assert [each["title"] for each in office["documents"]] == ["zespoly-podlaskie.xlsx"]
    assert "porozumienie-korycin.docx" in {each["title"] for each in office["read"]}
    assert {each["id"] for each in office["through"]} >= {"pcpr:201108", "kpp:201108", "zkss:201108"}
    assert len(json.loads(run("suggest", KORYCIN, "--limit", "1", "--json"))) == 1


def test_without_one_body_and_one_after_the_other(run: Any) -> None:
    shown = run("without", "fund-podlaskie-mosty:206101")
    assert "Jeśli odejdą: Fundacja „Podlaskie Mosty” w Białymstoku" in shown
    assert "Odcięte od największej części" in shown
    (answer,) = json.loads(run("without", "fund-podlaskie-mosty:206101", "--json"))
    assert (answer["connectivity"], answer["separating"]) == (1, ["fund-podlaskie-mosty:206101"])
    assert sum(answer["parts_after"]) == answer["institutions_before"] - 1
    assert len(answer["parts_after"]) == len(answer["parts_before"]) + 2
    (by_old_id,) = json.loads(run("without", "ug:200105", "--json"))     # the office is the gmina
    assert by_old_id["removed"] == ["gmina:200105"]
    curve = json.loads(run("without", "--order", "random", "--seed", "3", "--json"))
    assert curve == json.loads(run("without", "--order", "random", "--seed", "3", "--json"))
    assert curve[0]["removed"] == 0
    assert curve[-1]["removed"] == answer["institutions_before"]
    assert [row["largest"] for row in curve] == sorted((row["largest"] for row in curve), reverse=True)


@pytest.mark.parametrize(("arguments", "message"), [
    (("gaps", "coverage", "--template", "none"), "no template has the id none"),
    (("gaps", "dates", "--as-of", "31.03.2019"), "no such date: 31.03.2019"),
    (("change", "I", "IX"), "IX is neither a date"),
    (("suggest", "nobody"), "nobody is neither a team nor a gmina"),
    (("without", "nobody"), "no institution of the network has the id nobody"),
])
def test_wrong_use_says_what_is_wrong(run: Any, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(*arguments)
