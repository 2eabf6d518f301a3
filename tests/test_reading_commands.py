"""Commands about reading as a user meets them: explain, calibration, template, benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from dashboards.terminal.reading import speed_table
from dashboards.wording import translator
from loaders import bench
from loaders.extract import extract
from loaders.read import read

ROOT = Path(__file__).resolve().parent.parent
NOTICE = ("W dniu 12.03.2019 r. Wójt Gminy Korycin zawarł porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce "
          "oraz Biblioteką Publiczną w Nowince. Umowę podpisał Zenobiusz Przykładny.\n")


def run(*arguments: str | Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "koopgraf", *map(str, arguments)], capture_output=True, text=True,
                          cwd=ROOT, check=False, timeout=300)
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "ogloszenie.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_explain_names_rule_places_and_confidence_of_every_span(notice: Path) -> None:
    (document,) = json.loads(run("extract", notice, "--explain", "--json").stdout)
    assert document["document"] == "ogloszenie.txt"
    spans = {(span["text"], span["what"]): span for span in document["spans"]}
    library = spans["Biblioteką Publiczną w Nowince", "institution"]
    assert (library["start"], library["end"]) == (NOTICE.index("Biblioteką"), NOTICE.index(". Umowę"))
    assert (library["reading"], library["type"]) == ("Biblioteka Publiczna w Nowince", "BIBL")
    assert library["rule"] == "lexicon"
    centre = spans["Powiatowym Centrum Pomocy Rodzinie w Sokółce", "institution"]
    codes = {place["code"]: place["chosen"] for place in centre["candidates"]}
    assert codes == {"201108": True, "143307": False, "280407": False}      # villages of that name elsewhere
    signed = spans["12.03.2019 r.", "signed"]
    assert (signed["reading"], signed["status"]) == ("2019-03-12", "accepted")
    assert spans["Wójt Gminy Korycin", "institution"]["rule"] == "role (wójt)"
    party = spans["Powiatowym Centrum Pomocy Rodzinie w Sokółce", "party"]
    assert party["about"] == "Powiatowe Centrum Pomocy Rodzinie w Sokółce → porozumienie"
    assert "Przykładn" not in json.dumps(document, ensure_ascii=False)


def test_explain_as_a_table_in_both_languages(notice: Path) -> None:
    polish = run("extract", notice, "--explain").stdout
    assert "Rozważane miejsca" in polish
    assert "→ Korycin, gmina wiejska, powiat sokólski (201103)" in polish
    assert "jest stroną" in polish
    assert "Places" in run("extract", notice, "--explain", "--lang", "en").stdout


def test_extract_without_a_place_to_write_to(notice: Path) -> None:
    assert "--explain" in run("extract", notice, expect=2).stderr


def test_extract_writes_confidence_status_and_rule(notice: Path, tmp_path: Path) -> None:
    run("extract", notice, "--out", tmp_path / "found")
    made = json.loads((tmp_path / "found" / "ogloszenie.json").read_text("utf-8"))
    members = {member["name"]: member for member in made["agreements"][0]["members"]}
    assert set(members) == {"Gmina Korycin", "Powiatowe Centrum Pomocy Rodzinie w Sokółce",
                            "Biblioteka Publiczna w Nowince"}
    assert all(member["confidence"] >= 0.5 and member["rule"] for member in members.values())
    assert members["Gmina Korycin"]["status"] == "accepted"


def test_calibration_of_a_labelled_folder(notice: Path) -> None:
    answer = {"agreements": [{"members": [{"name": "Gmina Korycin"}, {"name": "Biblioteka Publiczna w Nowince"},
                                          {"name": "Sąd Rejonowy w Sokółce"}]}]}
    notice.with_suffix(".json").write_text(json.dumps(answer), "utf-8")
    figures = json.loads(run("calibration", notice.parent, "--json").stdout)
    assert (figures["documents"], figures["required"]) == (1, 3)
    assert sum(band["members"] for band in figures["bands"]) == 3
    assert sum(band["right"] for band in figures["bands"]) == 2
    words = run("calibration", notice.parent).stdout
    assert "Podana pewność i zmierzona trafność" in words
    assert "uczestników, których odczyta w nich człowiek: 3" in words
    notice.with_suffix(".json").unlink()
    assert "STEM.json" in run("calibration", notice.parent, expect=2).stderr


def test_template_is_written_once(tmp_path: Path) -> None:
    assert "koopgraf load" in run("template", "roster", tmp_path / "sklad.xlsx").stdout
    assert openpyxl.load_workbook(tmp_path / "sklad.xlsx").sheetnames == ["Skład", "Instrukcja", "Listy"]
    run("template", "roster", tmp_path / "sklad.xlsx", expect=2)


def test_documents_of_the_benchmark_are_read_whole(tmp_path: Path) -> None:
    (text,) = bench.texts(1)
    assert len(text) == bench.LETTERS
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert len(extract(read(tmp_path / "a.txt")).mentions) >= 15
    (tmp_path / "a.pdf").write_bytes(bench.pdf_of_tables(3))
    (table,) = read(tmp_path / "a.pdf").tables
    assert [cell.text for cell in table.rows[0]] == ["Lp.", "Instytucja", "Rola", "Uwagi"]
    assert table.rows[1][1].text == "Ośrodek Pomocy Społecznej w Korycinie"
    assert len(table.rows) == 3 * 24 + 1


def test_the_table_of_speeds_says_what_is_met() -> None:
    rows = [bench.Speed("Text documents of 5 kB", 60.0, "documents/s", 50.0, True, "morfeusz2", 90.0),
            bench.Speed("Peak of memory", 310.0, "MB", 300.0, False, "the libraries alone", 98.0)]
    assert [row.met for row in rows] == [True, False]
    assert rows[1].as_dict()["met"] is False
    table = speed_table(rows, translator("pl"), "pl")
    assert [list(column.cells) for column in table.columns][1] == ["60,00 dokumentów/s", "310,00 MB"]
    assert [list(column.cells) for column in table.columns][5] == ["spełniony", "NIESPEŁNIONY"]


def test_peak_of_memory_is_this_process_own() -> None:
    """A child of a big process starts anew: it does not inherit its parent's peak."""
    ballast = bytearray(400_000_000)
    program = "from loaders.bench import peak_megabytes; print(peak_megabytes())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    assert len(ballast) > 0
    assert 20 < float(done.stdout) < 300
