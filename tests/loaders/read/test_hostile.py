"""Hostile files: read in a process with little memory and processor time, each ends as a finding or as a small text."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from graph.claims import FindingCode
from loaders.bench import _pdf
from loaders.read.reader import MAX_BYTES

ROOT = Path(__file__).resolve().parents[3]
MEGABYTES, SECONDS = 1_500, 60
_PROGRAM = f"""
import sys
if sys.platform != "win32":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS},) * 2)
from pathlib import Path
from graph.errors import UnreadableFile
from loaders.read import members, read
for document in members(Path(sys.argv[1])):
    try:
        reading = read(document)
    except UnreadableFile as error:
        print(error.code)
    else:
        print("read", len(reading.source.text))
"""


def outcome(path: Path) -> list[str]:
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split("\n")[:-1]


def ods(rows: str, before: str = "") -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                     for name in ("office", "table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f'<?xml version="1.0"?>{before}<office:document-content {names}><office:body>'
                         f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
                         "</office:body></office:document-content>")
    return out.getvalue()


def row(text: str, cell: str = "", rows: str = "") -> str:
    inner = f"<table:table-cell {cell}><text:p>{text}</text:p></table:table-cell>"
    return f"<table:table-row {rows}>{inner}</table:table-row>"


LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"


def wide_word() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    properties = table.cell(0, 0)._tc.get_or_add_tcPr()
    properties.append(properties.makeelement(qn("w:gridSpan"), {qn("w:val"): "900000000"}))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def overlapping_ranges() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Instytucja", "Rola"])
    sheet.cell(1_000, 200, "x")
    plain = io.BytesIO()
    book.save(plain)
    ranges = "".join(f'<mergeCell ref="A{number}:GR1000"/>' for number in range(1, 600))
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges.encode()
                                          + b"</mergeCells>")
            new.writestr(name, content)
    return out.getvalue()


def formatted_rows() -> bytes:
    """A sheet whose rows are all formatted, as a border drawn around whole columns leaves them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Instytucja", "Rola"])
    sheet.append(["GOPS w Korycinie", "lider"])
    plain = io.BytesIO()
    book.save(plain)
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="0"/><c r="B{number}" s="0"/></row>'
                    for number in range(3, 1_048_577)).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", empty + b"</sheetData>")
            new.writestr(name, content)
    return out.getvalue()


def climbing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("../../../evil.txt", "Porozumienie gmin.")
        package.writestr("/etc/cron.d/evil.txt", "Porozumienie powiatów.")
        package.writestr("..\\..\\evil.txt", "Porozumienie miast.")
    return out.getvalue()


MANY_RANGES = "".join(
    row("x", 'table:number-rows-spanned="1000" table:number-columns-spanned="1000"') + row(
        "y", rows='table:number-rows-repeated="1000"') for _ in range(40))
HOSTILE: dict[str, tuple[bytes, list[str]]] = {
    "million-rows.ods": (ods(row("A") + row("B") + row("", rows='table:number-rows-repeated="99999999"')), ["read 6"]),
    "repeated.ods": (ods(row("x", 'table:number-columns-repeated="99999999"',
                             'table:number-rows-repeated="99999999"') * 4), [FindingCode.FILE_TOO_BIG.value]),
    "ranges.ods": (ods(MANY_RANGES), [FindingCode.FILE_TOO_BIG.value]),
    "laughs.ods": (ods(row("&a11;"), LAUGHS), [FindingCode.FILE_UNREADABLE.value]),
    "wide.docx": (wide_word(), [FindingCode.FILE_TOO_BIG.value]),
    "ranges.xlsx": (overlapping_ranges(), [FindingCode.FILE_TOO_BIG.value]),
    "pages.pdf": (_pdf([b""] * 10_000), [FindingCode.FILE_TOO_BIG.value]),
    "deep.html": (b"<div>" * 400_000 + b"x", [FindingCode.FILE_TOO_BIG.value]),
    "laughs.html": (f"<html>{LAUGHS}<p>Gmina &a11;</p></html>".encode(), ["read"]),
    "cells.csv": (b"Instytucja;Rola\n" + b";" * 3_000_000, [FindingCode.TABLE_WITHOUT_ROWS.value]),
    "rows.csv": (b"Instytucja;Rola;Uwagi\n" + b"GOPS w Korycinie;lider;uwagi do wiersza\n" * 1_100_000,
                 [FindingCode.FILE_TOO_BIG.value]),
    "lines.txt": (b"GOPS w Korycinie i PCPR.\n" * 100_000, [FindingCode.FILE_TOO_BIG.value]),
    "formatted.xlsx": (formatted_rows(), ["read"]),
    "lie.pdf": (b"PK\x03\x04" + b"\0" * 4_000, [FindingCode.FILE_UNREADABLE.value]),
    "lie.xlsx": (b"%PDF-1.4 nothing of the sort", [FindingCode.FILE_UNREADABLE.value]),
    "lie.docx": ("GOPS w Łapach".encode(), ["read 13"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_and_small(name: str, tmp_path: Path) -> None:
    data, expected = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    found = outcome(tmp_path / name)
    assert len(found) == 1
    assert any(found[0].startswith(each) for each in expected), found


def test_a_file_of_a_hundred_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)                       # holds nothing, but says that it is so long
    assert path.stat().st_size > MAX_BYTES
    assert outcome(path) == [FindingCode.FILE_TOO_BIG.value]


def test_names_that_climb_out_of_an_archive_stay_names(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "ner"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(climbing())
    assert [line.split()[0] for line in outcome(folder / "a.zip")] == ["read"] * 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [folder / "a.zip"]
