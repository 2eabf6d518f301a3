from __future__ import annotations

import csv
import importlib.util
import io
import re
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import morfeusz2
import openpyxl
import pdfplumber
import pytest
from selectolax.lexbor import LexborHTMLParser

from graph.reference import data_folder, register, sample_folder

FOLDER = sample_folder()
README = (data_folder() / "SAMPLE.md").read_text(encoding="utf-8")
PATRONS = {"Stefana Kardynała", "Jana Pawła"}


def word_text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def pdf_text(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def sheet_text(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def html_text(path: Path) -> str:
    return LexborHTMLParser(path.read_text(encoding="utf-8")).text(separator="\n")


def text(path: Path) -> str:
    readers = {".docx": word_text, ".pdf": pdf_text, ".xlsx": sheet_text, ".html": html_text}
    if path.suffix in readers:
        return readers[path.suffix](path)
    return path.read_bytes().decode("cp1250" if path.name == "zespoly-wysokomazowieckie.csv" else "utf-8")


TEXTS = {path.name: text(path) for path in sorted(FOLDER.iterdir())}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_sample", data_folder() / "build_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named_persons() -> set[str]:
    paragraph = README.split("or an export:")[1].split("Their telephones")[0]
    return {" ".join(name.split()) for name in paragraph.strip().rstrip(".").split(",")}


def test_the_folder_holds_the_documents_that_the_readme_lists_and_nothing_else() -> None:
    assert set(re.findall(r"^\| `([^`]+)`", README, re.MULTILINE)) == set(TEXTS)
    assert len(TEXTS) == 20


def test_the_script_writes_what_is_in_the_folder(build: ModuleType) -> None:
    built: dict[str, bytes] = build.build()
    assert set(built) == {
        "porozumienie-korycin.docx", "deklaracja-zdunska-wola.docx", "zespoly-podlaskie.xlsx",
        "zespoly-wysokomazowieckie.csv",
    }
    for name, content in built.items():
        if name.endswith(".csv"):
            assert content == (FOLDER / name).read_bytes()
            continue
        part = "word/document.xml" if name.endswith(".docx") else "xl/worksheets/sheet1.xml"
        with zipfile.ZipFile(io.BytesIO(content)) as new, zipfile.ZipFile(FOLDER / name) as old:
            assert new.read(part) == old.read(part), name


def test_writing_twice_gives_the_same_bytes(build: ModuleType) -> None:
    assert build.build() == build.build()


def test_the_agreement_of_korycin_is_the_same_in_word_and_pdf(build: ModuleType) -> None:
    word, pdf = (" ".join(TEXTS[f"porozumienie-korycin.{kind}"].split()) for kind in ("docx", "pdf"))
    assert len(build.AGREEMENT_PARTIES) == 10
    for passage in (build.AGREEMENT_TITLE, build.AGREEMENT_OPENING, *build.AGREEMENT_PARTIES, *build.AGREEMENT_CLAUSES):
        assert passage in word
        assert passage in pdf


def test_the_workbook_merges_powiat_gmina_and_team_over_their_members() -> None:
    sheet = openpyxl.load_workbook(FOLDER / "zespoly-podlaskie.xlsx")["Zespoły"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:H1", "A3:A12", "B3:B12", "C3:C12", "B13:B24", "C25:C35", "A36:A45"} <= merged
    assert [sheet.cell(13, column).value for column in (1, 2, 4)] == ["sokólski", "Szudziałowo", "GOPS w Szudziałowie"]
    assert sheet.cell(14, 2).value is None


def test_the_table_of_a_polish_spreadsheet_is_cp1250_with_semicolons() -> None:
    raw = (FOLDER / "zespoly-wysokomazowieckie.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(raw.decode("cp1250"), newline=""), delimiter=";"))
    assert len(rows) == 17
    assert [row["Instytucja"] for row in rows if row["Nie uczestniczy"]] == [
        "Ośrodek Zdrowia w Kobylinie-Borzymach", "PUP w Wysokiem Mazowieckiem",
    ]


@pytest.mark.parametrize(("document", "facts"), [
    ("bip-korycin-porozumienie.txt", ("22.06.2018", "31 marca 2019", "Gmina Korycin", "w Białymstoku")),
    ("liderzy-kooperacji.html", ("01.04.2018 – 31.10.2023", "34 895 692,40 PLN", "29 657 848,97 PLN", "w Rzeszowie",
                                 "w Lublinie", "w Białymstoku", "w Kielcach", "w Warszawie")),
    ("liderzy-kooperacji-podlaskie.html", ("31.03.2021", "kwiecień 2018 r. – marzec 2019 r.", "Wojewódzki Urząd Pracy",
                                           "Komenda Wojewódzka Policji", "Sąd Okręgowy", "Urząd Marszałkowski",
                                           "Podlaski Urząd Wojewódzki", "83 podmioty", "56 razy")),
    ("kooperacje-3d.html", ("1 kwietnia 2018", "30 września 2023", "22 681 431,03 zł", "Województwa Śląskiego",
                            "w Łodzi", "w Krakowie", "w Opolu")),
])
def test_the_facts_of_the_projects(document: str, facts: tuple[str, ...]) -> None:
    for fact in facts:
        assert fact in TEXTS[document]


def test_the_eight_gminas_lie_in_the_powiats_that_are_named() -> None:
    pairs = re.findall(r"Gmina ([\w -]+), powiat (\w+)", TEXTS["liderzy-kooperacji-podlaskie.html"])
    found = {}
    for gmina, powiat in pairs:
        unit = register().powiat_named(powiat, "podlaskie")
        assert unit is not None
        rural = [one.terc for one in register().gminas_named(gmina, within=unit.code) if one.kind == "gmina wiejska"]
        assert len(rural) == 1
        found[gmina] = rural[0]
    assert found == {
        "Kolno": "2006032", "Narewka": "2005092", "Korycin": "2011032", "Szudziałowo": "2011102",
        "Kobylin-Borzymy": "2013052", "Wysokie Mazowieckie": "2013102", "Nowinka": "2001052", "Piątnica": "2007052",
    }


def test_teams_share_institutions_of_their_powiat() -> None:
    sheet = openpyxl.load_workbook(FOLDER / "zespoly-podlaskie.xlsx")["Zespoły"]
    members: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=3, values_only=True):
        if row[1]:
            team = members.setdefault(str(row[1]), set())
        team.add(str(row[3]))
    assert members["Korycin"] & members["Szudziałowo"] == {
        "PCPR w Sokółce", "KPP w Sokółce", "Zespół Kuratorskiej Służby Sądowej w Sokółce",
    }


def test_the_persons_in_the_documents_are_the_invented_ones() -> None:
    given = morfeusz2.Morfeusz()

    def is_given_name(word: str) -> bool:
        return any("imię" in labels for _, _, (_, _, _, labels, _) in given.analyse(word))

    everything = "\n".join(TEXTS.values())
    pairs = set(re.findall(r"(?=\b([A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+ [A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+))", everything))
    assert {pair for pair in pairs if is_given_name(pair.split()[0])} - PATRONS == named_persons()


def test_telephones_and_addresses_do_not_exist() -> None:
    everything = "\n".join(TEXTS.values())
    assert set(re.findall(r"[\w.]+@[\w.]+\w", everything)) == {"h.domniewska@example.org"}
    assert set(re.findall(r"\b\d{3} \d{3} \d{3}\b", everything)) == {"600 000 001", "600 000 002"}
