"""OpenDocument texts, written here as the program that makes them writes them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read import read
from loaders.reading import Reading

NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                 for name in ("office", "table", "text", "style"))


def odt(path: Path, body: str, *, before: str = "", manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest>{manifest}</manifest:manifest>")
        package.writestr("content.xml", (
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMES}><office:automatic-styles>'
            '<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"))
    return path


def blocks(reading: Reading) -> list[tuple[str, str]]:
    text = reading.source.text
    return [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks]


def test_headings_paragraphs_and_lists(tmp_path: Path) -> None:
    reading = read(odt(tmp_path / "a.odt", (
        "<text:tracked-changes><text:p>Skreślone</text:p></text:tracked-changes>"
        '<text:p text:style-name="P1">Porozumienie</text:p><text:h>Strony</text:h>'
        "<text:p>zawarte<text:s/>dnia <text:span>22.06.2018</text:span> r."
        "<office:annotation><text:p>Uwaga</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>Przypis</text:p></text:note-body></text:note> pomiędzy:</text:p>"
        "<text:section><text:list><text:list-item><text:p>Gminą Łapy, reprezentowaną przez Wójta Marka Sowę</text:p>"
        "<text:list><text:list-item><text:p>GOPS</text:p></text:list-item></text:list></text:list-item></text:list>"
        "</text:section><text:p>oraz:<text:line-break/>- PCPR<text:line-break/>w Żorach</text:p>")))
    assert blocks(reading) == [
        ("heading", "Porozumienie"), ("heading", "Strony"), ("paragraph", "zawarte dnia 22.06.2018 r. pomiędzy:"),
        ("list_item", "Gminą Łapy, reprezentowaną przez Wójta █████ ████"), ("list_item", "GOPS"),
        ("paragraph", "oraz:"), ("list_item", "PCPR w Żorach")]
    assert reading.source.media_type == "application/vnd.oasis.opendocument.text"
    assert reading.findings == ()


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = [cell("Gmina") + cell("Instytucja") + cell("Osoba"),
            cell("Łapy", 'table:number-rows-spanned="2"') + cell("GOPS") + cell("Ewa Lisiak"),
            covered + cell("PCPR", 'table:number-columns-spanned="2"') + covered,
            cell("", 'table:number-columns-repeated="3"')]
    made = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    reading = read(odt(tmp_path / "a.odt", (
        f"<text:p>Skład</text:p><table:table><table:table-header-rows>{made[0]}</table:table-header-rows>"
        f"{''.join(made[1:])}</table:table><text:p>Koniec.</text:p>")))
    (table,) = reading.tables
    assert [[each.text for each in row] for row in table.rows] == [
        ["Gmina", "Instytucja", "Osoba"], ["Łapy", "GOPS", "███ ██████"], ["Łapy", "PCPR", "PCPR"], ["", "", ""]]
    assert [[each.filled for each in row] for row in table.rows[1:3]] == [[False] * 3, [True, False, True]]
    assert table.rows[2][0].span == table.rows[1][0].span
    assert [kind for kind, _ in blocks(reading)] == ["paragraph", "table", "paragraph"]


@pytest.mark.parametrize(("before", "body"), [
    ('<!DOCTYPE d [<!ENTITY a "' + "x" * 100 + '"><!ENTITY b "' + "&a;" * 100 + '">]>', "<text:p>&b;</text:p>"),
    ('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "<text:p>&a;</text:p>"),
    ("", "<text:p>Niedomknięty"),
    ("", "<text:section>" * 100_000),
])
def test_entities_and_broken_xml_are_refused(tmp_path: Path, before: str, body: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.odt") as refused:
        read(odt(tmp_path / "a.odt", body, before=before))
    assert refused.value.code == FindingCode.FILE_UNREADABLE


def test_a_text_with_a_password(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(odt(tmp_path / "a.odt", "", manifest="<manifest:encryption-data/>"))
    assert refused.value.code == FindingCode.FILE_PROTECTED


def test_a_table_of_too_many_cells(tmp_path: Path) -> None:
    row = '<table:table-row><table:table-cell table:number-columns-repeated="200"/></table:table-row>'
    with pytest.raises(UnreadableFile) as refused:
        read(odt(tmp_path / "a.odt", f"<table:table>{row * 1_001}</table:table>"))
    assert refused.value.code == FindingCode.FILE_TOO_BIG
