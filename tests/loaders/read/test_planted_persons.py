"""Persons planted in every format and at every place of a document: none of them may come out of `read`."""

from __future__ import annotations

import dataclasses
import importlib.util
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from graph.claims import Predicate
from loaders.corpus import to_corpus
from loaders.explain import explain
from loaders.extract import extract
from loaders.read import members, read


def _writers() -> Any:
    path = Path(__file__).parents[1] / "formats" / "writers.py"
    spec = importlib.util.spec_from_file_location("planted_writers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


make = _writers()
PLANTED = ("wyrwid", "kwiatko", "zmyśln", "eugeniusz", "bożen", "86052312346", "86052312", "601 234 567", "601234567",
           "bozena.k", "poczta-domowa")
"""What no output may hold, in small letters: surnames, first names, a PESEL number, a phone, private mailboxes."""
PERSON = "Eugeniusz Wyrwidąb"
OTHER = "Bożena Kwiatkowska-Zmyślna"
PROSE = (
    "Porozumienie zawarte 2 marca 2020 r. w Korycinie pomiędzy Gminą Korycin, reprezentowaną przez Wójta Eugeniusza "
    "Wyrwidęba, a Powiatem Sokólskim, reprezentowanym przez Starostę Bożenę Kwiatkowską-Zmyślną (PESEL 86052312346, "
    "tel. kom. 601 234 567, bozena.k@poczta-domowa.example).")
ROLE = f"W skład zespołu wchodzi {PERSON} – kierownik Gminnego Ośrodka Pomocy Społecznej w Korycinie."
DIVIDED = ("W skład Zespołu wchodzą przedstawiciele Szkoły Podstawowej im. Jana Pawła II w Korycinie: pani Bożena\n"
           "Kwiatkowska-Zmyślna oraz pan Eugeniusz Wyrwi-\ndąb z Gminnego Ośrodka Kultury w Korycinie.")
ROSTER = [
    ["Zespół Kooperacji w gminie Korycin", None, None, None, None],
    ["Instytucja", "Przedstawiciel", "PESEL", "Telefon", "E-mail"],
    ["Gminny Ośrodek Pomocy Społecznej w Korycinie", f"{PERSON} – kierownik", "86052312346", "601 234 567",
     "bozena.k@poczta-domowa.example"],
    ["Szkoła Podstawowa im. Jana Pawła II w Korycinie", OTHER, None, "601-234-567", "e.wyrwidab@poczta-domowa.example"],
    [f"Powiatowe Centrum Pomocy Rodzinie w Sokółce – {PERSON}", None, None, "85 711 08 00", "pcpr@sokolka.example"],
]


def pdf(title: str) -> bytes:
    pdfmetrics.registerFont(TTFont("Test", make.FONT))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor(PERSON)
    canvas.setTitle(title)
    canvas.setKeywords([OTHER, "86052312346"])
    canvas.setFont("Test", 10)
    for number, line in enumerate([*_wrapped(PROSE), *_wrapped(ROLE), *DIVIDED.split("\n")]):
        canvas.drawString(50, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > 85:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def word_with_metadata() -> bytes:
    document = docx.Document(io.BytesIO(make.word(PROSE, [ROLE], DIVIDED, (ROSTER[1:], []))))
    document.core_properties.author = document.core_properties.last_modified_by = PERSON
    document.core_properties.comments = f"{OTHER}, 601 234 567"
    document.sections[0].header.paragraphs[0].text = f"Sporządził: {PERSON}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook_with_metadata() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(make.workbook(("Zespół", ROSTER, []), (OTHER, ROSTER[1:], []))))
    book.properties.creator = book.properties.lastModifiedBy = PERSON
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_text_with_metadata() -> bytes:
    out = io.BytesIO(make.open_text(PROSE, [ROLE], DIVIDED.replace("\n", " "), (ROSTER[1:], [])))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("meta.xml", f"<office:document-meta><dc:creator>{PERSON}</dc:creator></office:document-meta>")
    return out.getvalue()


PAGE = f"""<html lang="pl"><head><meta charset="utf-8"><meta name="author" content="{PERSON}">
<title>{OTHER}</title></head>
<body><h1>Porozumienie</h1><p>{PROSE}</p><ul><li>{ROLE}</li></ul><p>{DIVIDED}</p><table>{"".join(
    "<tr>" + "".join(f"<td>{cell or ''}</td>" for cell in row) + "</tr>" for row in ROSTER[1:])}</table>
<p title="{PERSON}"><img alt="{OTHER}" src="x.png"> Wytworzył: {PERSON}</p></body></html>"""
LETTER = f"Dzień dobry,\n\n{PROSE}\n\n{DIVIDED}\n\nZ poważaniem\n{OTHER}\ntel. 601 234 567\n"
TEXT = f"{PROSE}\n\n{DIVIDED}\n\n1. {ROLE}\n"


def files() -> dict[str, bytes]:
    roster = ROSTER[1:]
    plain = [[cell.replace("–", "-") if cell else cell for cell in row] for row in roster]      # no dash in ISO 8859-2
    return {
        "umowa_Eugeniusz_Wyrwidąb.txt": TEXT.encode("utf-8"),
        "Wyrwidąb Eugeniusz - umowa.md": TEXT.encode("cp1250"),
        "lista Bożena Kwiatkowska-Zmyślna.csv": make.delimited(roster, ";", "utf-8-sig"),
        "latin2.csv": make.delimited(plain, "|", "iso8859-2"),
        "sklad.xlsx": workbook_with_metadata(),
        "sklad.xls": make.old_workbook(("Zespół", ROSTER, [])),
        "sklad.ods": make.open_workbook((f"Zespół {PERSON}", ROSTER, [])),
        "umowa.docx": word_with_metadata(),
        "umowa.odt": open_text_with_metadata(),
        "umowa.pdf": pdf(OTHER),
        "strona.html": PAGE.encode("utf-8"),
        "list.eml": make.letter(f"Skład zespołu, {OTHER}", LETTER, "Mon, 02 Mar 2020 10:00:00 +0100",
                                **{f"{PERSON}.xlsx": workbook_with_metadata()}),
        "komplet.zip": make.packed(**{f"{OTHER}/umowa {PERSON}.txt": TEXT.encode("utf-8")}),
    }


def outputs(path: Path) -> list[tuple[str, str]]:
    """All that comes out of `read` and what is made of it, as text."""
    found = []
    for document in members(path):
        reading = read(document)
        extraction = extract(reading)
        found += [
            ("reading", repr(reading)), ("title", reading.source.title),
            ("extraction", extraction.model_dump_json()), ("claims", repr(extraction)),
            ("corpus", json.dumps(to_corpus(extraction), ensure_ascii=False)),
            ("explained", repr([dataclasses.asdict(row) for row in explain(reading)])),
        ]
    return found


@pytest.mark.parametrize("name", files())
def test_no_planted_person_comes_out(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(files()[name])
    seen = outputs(path)
    assert seen
    told = [(where, planted) for where, text in seen for planted in PLANTED if planted in text.casefold()]
    assert told == []


@pytest.mark.parametrize("name", [name for name in files() if not name.endswith((".csv", ".xlsx", ".xls", ".ods"))])
def test_roles_patrons_and_institutions_survive(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(files()[name])
    text = " ".join(read(next(iter(members(path)))).source.text.split())
    assert "Szkoły Podstawowej im. Jana Pawła II w Korycinie" in text
    assert "przez Wójta ██" in text
    assert "Powiatem Sokólskim, reprezentowanym przez Starostę ██" in text
    if not name.endswith(".eml"):
        assert "kierownik Gminnego Ośrodka Pomocy Społecznej w Korycinie" in text


@pytest.mark.parametrize("name", ["sklad.xlsx", "sklad.xls", "sklad.ods", "latin2.csv"])
def test_what_belongs_to_the_office_stays(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(files()[name])
    reading = read(path)
    assert re.search("[–-] kierownik", reading.source.text)
    found = extract(reading)
    mentions = {mention.key: mention.name for mention in found.mentions}
    contacts = {(mentions[claim.subject.key], claim.label, claim.value)
                for claim in found.claims if claim.predicate is Predicate.CONTACT}
    pcpr = "Powiatowe Centrum Pomocy Rodzinie w Sokółce"
    assert contacts == {(pcpr, "telefon", "85 711 08 00"), (pcpr, "e-mail", "pcpr@sokolka.example")}


@pytest.mark.parametrize(("written", "type_"), [
    ("Indywidualna Praktyka Lekarska Bożena Kwiatkowska-Zmyślna w Korycinie", "PRZYCH"),
    ("Indywidualna Specjalistyczna Praktyka Lekarska lek. med. Eugeniusz Wyrwidąb w Korycinie", "PRZYCH"),
])
def test_a_practice_named_after_a_person_keeps_its_type_and_place(written: str, type_: str, tmp_path: Path) -> None:
    rows = [["Zespół Kooperacji w gminie Korycin", None], ["Instytucja", "Rola"],
            ["Gminny Ośrodek Pomocy Społecznej w Korycinie", "koordynator"], [written, "członek"]]
    (tmp_path / "a.csv").write_bytes(make.delimited(rows, ";", "utf-8"))
    found = extract(read(tmp_path / "a.csv"))
    practice = [mention for mention in found.mentions if "Praktyka" in mention.name]
    assert [(mention.type, mention.terc) for mention in practice] == [(type_, "201103")]
    assert [planted for planted in PLANTED if planted in found.model_dump_json().casefold()] == []
