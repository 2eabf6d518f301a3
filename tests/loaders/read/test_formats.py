"""Each format, made here by another library than the one that reads it where there is one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from reportlab.pdfgen.canvas import Canvas

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read import filetype, read
from loaders.reading import Reading, Table


def blocks(reading: Reading) -> list[tuple[str, str]]:
    text = reading.source.text
    return [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def spans_hold(reading: Reading) -> bool:
    text = reading.source.text
    return all(text[cell.span.start : cell.span.end] == cell.text
               for table in reading.tables for row in table.rows for cell in row)


# -- workbooks ---------------------------------------------------------------------------------------------------

def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Zespoły"
    for row in [["Składy zespołów", None, None], [None, None, None], ["Gmina", "Instytucja", "Liczba"],
                ["Korycin", "GOPS w Korycinie", 3], [None, "PCPR w Sokółce", 2.5], ["Nowinka", "GOPS", True]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A4:A5")
    other = book.create_sheet("Kontakty")
    other.append(["Imię", "Nazwisko", "E-mail"])
    other.append(["Marek", "Sowa", "gops@korycin.pl"])
    other.append(["Ewa", "Lisiak", "e.lisiak@korycin.pl"])
    book.save(path)
    return path


def test_workbook_with_merged_cells_and_several_sheets(tmp_path: Path) -> None:
    reading = read(workbook(tmp_path / "zespoły.xlsx"))
    first, second = reading.tables
    assert first.name == "Zespoły"
    assert grid(first) == [
        ["Składy zespołów", "Składy zespołów", "Składy zespołów"], ["Gmina", "Instytucja", "Liczba"],
        ["Korycin", "GOPS w Korycinie", "3"], ["Korycin", "PCPR w Sokółce", "2.5"], ["Nowinka", "GOPS", "TAK"]]
    assert [cell.filled for row in first.rows for cell in row if cell.text == "Korycin"] == [False, True]
    assert first.rows[3][0].span == first.rows[2][0].span
    assert grid(second) == [["Imię", "Nazwisko", "E-mail"], ["█████", "████", "gops@korycin.pl"],
                            ["███", "██████", "█.██████@███████.██"]]
    assert spans_hold(reading)
    assert ("heading", "Kontakty") in blocks(reading)


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Gmina", "Instytucja"])
    book.save(tmp_path / "pusty.xlsx")
    with pytest.raises(UnreadableFile, match=r"pusty\.xlsx") as refused:
        read(tmp_path / "pusty.xlsx")
    assert refused.value.code == FindingCode.TABLE_WITHOUT_ROWS


def test_open_document_sheet(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>"
                   for row in [("Instytucja", "Poziom"), ("PCPR w Łomży", "powiat")])
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                     for name in ("office", "table", "text"))
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest='
                         '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        package.writestr("content.xml", f'<office:document-content {names}><office:body><office:spreadsheet>'
                         f'<table:table table:name="Skład">{rows}</table:table>'
                         "</office:spreadsheet></office:body></office:document-content>")
    (table,) = read(tmp_path / "a.ods").tables
    assert grid(table) == [["Instytucja", "Poziom"], ["PCPR w Łomży", "powiat"]]


# -- Word --------------------------------------------------------------------------------------------------------

def test_word_paragraphs_lists_and_a_table_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Porozumienie", level=1)
    document.add_paragraph("zawarte dnia 22.06.2018 r. pomiędzy:")
    document.add_paragraph("Gminą Korycin, reprezentowaną przez Wójta Marka Sowę", style="List Number")
    document.add_paragraph("- Powiatem Sokólskim")
    table = document.add_table(rows=3, cols=3)
    rows = [("Gmina", "Instytucja", "Podpis"), ("Korycin", "GOPS", "Ewa Lisiak"), ("", "PCPR", "")]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    document.add_paragraph("Na tym porozumienie się kończy.")
    document.save(str(tmp_path / "a.docx"))
    reading = read(tmp_path / "a.docx")
    assert [block for block in blocks(reading) if block[0] != "table"] == [
        ("heading", "Porozumienie"), ("paragraph", "zawarte dnia 22.06.2018 r. pomiędzy:"),
        ("list_item", "Gminą Korycin, reprezentowaną przez Wójta █████ ████"), ("list_item", "Powiatem Sokólskim"),
        ("paragraph", "Na tym porozumienie się kończy.")]
    assert [kind for kind, _ in blocks(reading)][4] == "table"
    assert grid(reading.tables[0]) == [["Gmina", "Instytucja", "Podpis"], ["Korycin", "GOPS", "███ ██████"],
                                       ["Korycin", "PCPR", "PCPR"]]
    assert reading.tables[0].rows[2][0].filled
    assert spans_hold(reading)


def test_a_numbered_paragraph_without_a_list_style_is_an_item(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Przychodnia w Łapach")
    numbering = OxmlElement("w:numPr")
    level = OxmlElement("w:ilvl")
    level.set(qn("w:val"), "0")
    numbering.append(level)
    paragraph._p.get_or_add_pPr().append(numbering)
    document.save(str(tmp_path / "a.docx"))
    assert blocks(read(tmp_path / "a.docx")) == [("list_item", "Przychodnia w Łapach")]


# -- web pages ---------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>BIP</title>
<meta property="article:published_time" content="2019-09-27T08:00:00+02:00"></head>
<body><header><a href="/">Strona główna</a></header><nav><ul><li>Aktualności</li></ul></nav>
<main><h1>Zespół <b>Kooperacji</b></h1><p>Skład zespołu:<br>- GOPS w Łapach<br>- PCPR
w Sokółce</p><ul><li><p>Szkoła Podstawowa<br>w Żorach</p></li></ul>
<table><tr><th>Instytucja</th><th>Osoba</th></tr>
<tr><td rowspan="2">Sąd Rejonowy<br>w Łomży</td><td>Marek Sowa</td></tr>
<tr><td>Ewa Lisiak</td></tr></table><script>var x = "Śledź";</script></main>
<aside>Pogoda</aside><footer>Stopka</footer></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("iso-8859-2", "iso8859-2"),
                                                   ("windows-1250", "cp1250"), ("utf-8", "cp1250")])
def test_web_page_keeps_its_content_and_leaves_navigation(tmp_path: Path, charset: str, encoding: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.format(charset=charset).encode(encoding))
    reading = read(tmp_path / "a.html")
    assert blocks(reading)[:5] == [
        ("heading", "Zespół Kooperacji"), ("paragraph", "Skład zespołu:"), ("list_item", "GOPS w Łapach"),
        ("list_item", "PCPR w Sokółce"), ("list_item", "Szkoła Podstawowa w Żorach")]
    assert grid(reading.tables[0]) == [["Instytucja", "Osoba"], ["Sąd Rejonowy w Łomży", "█████ ████"],
                                       ["Sąd Rejonowy w Łomży", "███ ██████"]]
    assert reading.source.published == "2019-09-27"
    for left_out in ("Strona główna", "Aktualności", "Pogoda", "Stopka", "var x"):
        assert left_out not in reading.source.text


def test_a_deeply_nested_page_is_read_without_an_end_of_stack(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>Początek</p>" + "<div><span>" * 2_000 + "w głębi", "utf-8")
    assert read(tmp_path / "a.html").source.text.startswith("Początek")
    (tmp_path / "b.html").write_text("<html><body>" + "<div>" * 200_000 + "w głębi", "utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path / "b.html")
    assert refused.value.code == FindingCode.FILE_TOO_BIG


# -- PDF ---------------------------------------------------------------------------------------------------------

_GLYPHS = {"ą": "aogonek", "ć": "cacute", "ę": "eogonek", "ł": "lslash", "ń": "nacute", "ó": "oacute", "ś": "sacute",
           "ź": "zacute", "ż": "zdotaccent", "Ł": "Lslash", "Ś": "Sacute", "§": "section", "–": "endash"}
_CODES = {letter: code for code, letter in enumerate(_GLYPHS, start=160)}


def make_pdf(path: Path, pages: list[str], *, trailer: str = "") -> Path:
    """Write a PDF of the given page contents (drawing commands); its font's encoding has the Polish letters."""
    encoding = f"<< /Type /Encoding /Differences [160 {' '.join('/' + name for name in _GLYPHS.values())}] >>"
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    image = ("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
             "/Length 1 >>\nstream\nA\nendstream")
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 5 0 R >>",
               image, encoding]
    for index, page in enumerate(pages):
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> "
                       f"/XObject << /I 4 0 R >> >> /Contents {7 + 2 * index} 0 R >>")
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010d} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    path.write_bytes(out.getvalue())
    return path


def show(text: str, x: float, y: float, size: float = 11) -> str:
    coded = "".join(f"\\{_CODES[letter]:o}" if letter in _CODES else letter for letter in text)
    coded = coded.replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x} {y} Td ({coded}) Tj ET"


def ruled(rows: list[list[list[str]]], y: float) -> str:
    """A ruled table; each cell is its lines."""
    drawn = []
    for number, row in enumerate(rows):
        top = y - 40 * number
        for column, lines in enumerate(row):
            drawn.append(f"{60 + 220 * column} {top - 40} 220 40 re S")
            drawn.extend(show(line, 64 + 220 * column, top - 14 - 13 * at) for at, line in enumerate(lines))
    return "\n".join(drawn)


def test_pdf_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    page = "\n".join([
        show("Porozumienie o współpracy", 60, 780, 16),
        show("Strony uzgadniają, że będą wspólnie prowadzić działania na rzecz rodzin w gminie, pomo-", 60, 740),
        show("cy psychologicznej oraz wsparcia osób starszych.", 60, 726),
        show("1. Gmina Łapy, reprezentowana przez Wójta Marka Sowę", 75, 700),
        show("2.Powiat Sokólski", 75, 686),
        show("§ 2. Porozumienie wchodzi w życie z dniem podpisania.", 60, 660),
        ruled([[["Instytucja"], ["Osoba"]],
               [["Poradnia Psychologiczno-", "Pedagogiczna w Łapach"], ["Ewa Lisiak"]]], 620),
        show("Koniec porozumienia.", 60, 500), show("1", 297, 40)])
    reading = read(make_pdf(tmp_path / "a.pdf", [page]))
    assert [block for block in blocks(reading) if block[0] != "table"] == [
        ("heading", "Porozumienie o współpracy"),
        ("paragraph", ("Strony uzgadniają, że będą wspólnie prowadzić działania na rzecz rodzin w gminie, "
                       "pomocy psychologicznej oraz wsparcia osób starszych.")),
        ("list_item", "Gmina Łapy, reprezentowana przez Wójta █████ ████"),
        ("list_item", "Powiat Sokólski"),
        ("paragraph", "§ 2. Porozumienie wchodzi w życie z dniem podpisania."),
        ("paragraph", "Koniec porozumienia.")]
    assert grid(reading.tables[0]) == [["Instytucja", "Osoba"],
                                       ["Poradnia Psychologiczno-Pedagogiczna w Łapach", "███ ██████"]]
    assert spans_hold(reading)
    assert reading.findings == ()


def test_bold_letters_printed_twice_are_read_once(tmp_path: Path) -> None:
    page = "\n".join([show("Urzad Gminy Korycin", 60 + shift, 700) for shift in (0, 0.4, 0.9)])
    assert read(make_pdf(tmp_path / "a.pdf", [page])).source.text == "Urzad Gminy Korycin\n"


def test_a_table_over_two_pages_is_one(tmp_path: Path) -> None:
    header = [["Instytucja"], ["Poziom"]]
    pages = [ruled([header, [["GOPS"], ["gmina"]]], 200), ruled([header, [["PCPR"], ["powiat"]]], 800)]
    (table,) = read(make_pdf(tmp_path / "a.pdf", pages)).tables
    assert grid(table) == [["Instytucja", "Poziom"], ["GOPS", "gmina"], ["PCPR", "powiat"]]


def test_a_scanned_page_is_reported(tmp_path: Path) -> None:
    reading = read(make_pdf(tmp_path / "a.pdf", [show("Tekst", 60, 700), "q 500 0 0 700 40 40 cm /I Do Q"]))
    assert [(finding.code, finding.place) for finding in reading.findings] == [(FindingCode.FILE_SCANNED, "strona 2")]


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.read.pdf.MAX_PAGES", 2)
    with pytest.raises(UnreadableFile) as refused:
        read(make_pdf(tmp_path / "a.pdf", [show("x", 60, 700)] * 3))
    assert refused.value.code == FindingCode.FILE_TOO_BIG


def test_a_pdf_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pageCompression=1)
    for _ in range(2_000):
        canvas.drawString(60, 700, "a")
    canvas.save()
    assert read(tmp_path / "a.pdf").source.text.strip()
    monkeypatch.setattr("loaders.read.pdf.MAX_UNPACKED", 50_000)
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path / "a.pdf")
    assert refused.value.code == FindingCode.FILE_TOO_BIG


def test_package_limits_are_what_the_documents_need() -> None:
    assert filetype.MAX_UNPACKED == 200 * 2**20
