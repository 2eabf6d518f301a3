"""Write the sample documents that are not plain text: two Word files, a PDF, a workbook and a CP1250 table.

    python data/build_sample.py [FONT.ttf]

Without a font with Polish letters the PDF is left as it is. The same content gives the same bytes with the
same versions of the libraries. What the documents say, and which persons in them are invented: SAMPLE.md.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

SAMPLE = Path(__file__).resolve().parent / "sample"
EPOCH = (2018, 7, 31, 12, 0, 0)

# ── the agreement of Korycin: one content, a Word file and a PDF ──────────────────────────────────

AGREEMENT_TITLE = "Porozumienie o współpracy"
AGREEMENT_OPENING = "zawarte w lipcu 2018 r. pomiędzy:"
AGREEMENT_PARTIES = (
    "Powiatowym Centrum Pomocy Rodzinie w Sokółce",
    "Komendą Powiatową Policji w Sokółce",
    "Zespołem Kuratorskiej Służby Sądowej w Sokółce",
    "Szkołą Podstawową im. Stefana Kardynała Wyszyńskiego w Korycinie",
    "Gminnym Ośrodkiem Kultury, Sportu i Turystyki w Korycinie",
    "Niepublicznym Zakładem Opieki Zdrowotnej Przychodnią Lekarską w Korycinie",
    "Przedszkolem im. Jana Pawła II w Korycinie",
    "Polskim Związkiem Emerytów, Rencistów i Inwalidów – Koło Gminne w Korycinie",
    "Gminną Komisją Rozwiązywania Problemów Alkoholowych w Korycinie",
    "Gminnym Ośrodkiem Pomocy Społecznej w Korycinie",
)
AGREEMENT_CLAUSES = (
    "zwanymi dalej „Stronami”.",
    ("§ 1. Przedmiotem Porozumienia jest wspólne opracowanie dla gmin wiejskich Modelu Kooperacji "
     "w ramach projektu „Liderzy Kooperacji”."),
    ("§ 2. Strony tworzą Gminno-Powiatowy Zespół Kooperacji w Gminie Korycin. "
     "Każda ze Stron kieruje do Zespołu jednego przedstawiciela."),
    ("§ 3. Zespół spotyka się raz w miesiącu. Strony przekazują sobie informacje w granicach, "
     "na które pozwalają przepisy o ochronie danych osobowych."),
    "§ 4. Porozumienie sporządzono w dziesięciu jednobrzmiących egzemplarzach, po jednym dla każdej ze Stron.",
)
AGREEMENT_SIGNATURES = (
    ("Strona", "Podpis"),
    ("Gminny Ośrodek Pomocy Społecznej w Korycinie", "Kierownik Bronisława Niebylska"),
    ("Powiatowe Centrum Pomocy Rodzinie w Sokółce", "Dyrektor Zenon Wymysłowski"),
)

# ── the declaration of Zduńska Wola: a table of signatories ───────────────────────────────────────

DECLARATION_TITLE = "Deklaracja przystąpienia do Partnerskiego Zespołu Kooperacyjnego w Zduńskiej Woli"
DECLARATION_OPENING = (
    "Dnia 26 września 2019 r. niżej wymienione instytucje zadeklarowały udział w Partnerskim Zespole Kooperacyjnym "
    "w Zduńskiej Woli, który działa w ramach projektu „KOOPERACJE 3D”."
)
DECLARATION_PARTIES = (
    ("Lp.", "Instytucja", "Poziom", "Osoba do kontaktu"),
    ("1", "Miejski Ośrodek Pomocy Społecznej w Zduńskiej Woli", "gmina", "Jadwiga Fikcińska"),
    ("2", "Powiatowe Centrum Pomocy Rodzinie w Zduńskiej Woli", "powiat", ""),
    ("3", "Komenda Powiatowa Policji w Zduńskiej Woli", "powiat", ""),
    ("4", "Powiatowy Urząd Pracy w Zduńskiej Woli", "powiat", ""),
    ("5", "Poradnia Psychologiczno-Pedagogiczna w Zduńskiej Woli", "powiat", ""),
    ("6", "Szkoła Podstawowa nr 2 w Zduńskiej Woli", "gmina", ""),
    ("7", "Miejska Biblioteka Publiczna w Zduńskiej Woli", "gmina", ""),
    ("8", "Straż Miejska w Zduńskiej Woli", "gmina", ""),
    ("9", "Stowarzyszenie „Razem ku Zmianie” w Łodzi", "", ""),
)
DECLARATION_END = "Deklaracja obowiązuje do 30 września 2023 r."

# ── rosters ───────────────────────────────────────────────────────────────────────────────────────


class Member(NamedTuple):
    """A row of the workbook, from the column of institutions on."""

    institution: str
    level: str
    sector: str
    person: str = ""
    remark: str = ""


class Roster(NamedTuple):
    """A team of the workbook: its first three columns are merged over the members' rows."""

    powiat: str
    gmina: str
    team: str
    members: tuple[Member, ...]


WORKBOOK_TITLE = "Projekt „Liderzy Kooperacji” – składy zespołów, stan na 30 września 2018 r."
WORKBOOK_HEADER = (
    "Powiat", "Gmina", "Zespół", "Instytucja", "Poziom", "Sektor", "Przedstawiciel (stanowisko)", "Uwagi",
)
TEAM = "Gminno-Powiatowy Zespół Kooperacji w Gminie "
ROSTERS = (
    Roster("sokólski", "Korycin", TEAM + "Korycin", (
        Member("GOPS w Korycinie", "gmina", "pomoc społeczna", "Bronisława Niebylska (kierownik)", "koordynator"),
        Member("Szkoła Podstawowa im. Stefana Kardynała Wyszyńskiego w Korycinie", "gmina", "edukacja"),
        Member("Przedszkole im. Jana Pawła II w Korycinie", "gmina", "edukacja"),
        Member("Gminny Ośrodek Kultury, Sportu i Turystyki w Korycinie", "gmina", "kultura"),
        Member("NZOZ Przychodnia Lekarska w Korycinie", "gmina", "ochrona zdrowia"),
        Member("Polski Związek Emerytów, Rencistów i Inwalidów – Koło Gminne w Korycinie", "gmina", "NGO"),
        Member("GKRPA w Korycinie", "gmina", "pomoc społeczna"),
        Member("PCPR w Sokółce", "powiat", "pomoc społeczna", "Zenon Wymysłowski (dyrektor)"),
        Member("KPP w Sokółce", "powiat", "policja", "Kazimierz Zmyślewski (dzielnicowy)"),
        Member("Zespół Kuratorskiej Służby Sądowej w Sokółce", "powiat", "wymiar sprawiedliwości"),
    )),
    Roster("sokólski", "Szudziałowo", TEAM + "Szudziałowo", (
        Member("GOPS w Szudziałowie", "gmina", "pomoc społeczna", "Wanda Przykładowska (kierownik)", "koordynator"),
        Member("Urząd Gminy Szudziałowo", "gmina", "administracja samorządowa"),
        Member("Szkoła Podstawowa w Szudziałowie", "gmina", "edukacja"),
        Member("Gminny Ośrodek Animacji Kultury i Rekreacji w Szudziałowie", "gmina", "kultura"),
        Member("GKRPA w Szudziałowie", "gmina", "pomoc społeczna"),
        Member("OSP w Szudziałowie", "gmina", "bezpieczeństwo", "", "odmówił udziału"),
        Member("PCPR w Sokółce", "powiat", "pomoc społeczna", "Zenon Wymysłowski (dyrektor)"),
        Member("KPP w Sokółce", "powiat", "policja"),
        Member("Powiatowy Urząd Pracy w Sokółce", "powiat", "rynek pracy"),
        Member("Poradnia Psychologiczno-Pedagogiczna w Sokółce", "powiat", "edukacja", "Irena Umowicz (pedagog)"),
        Member("Zespół Kuratorskiej Służby Sądowej w Sokółce", "powiat", "wymiar sprawiedliwości"),
        Member("Fundacja „Podlaskie Mosty” w Białymstoku", "", "NGO"),
    )),
    Roster("kolneński", "Kolno (gmina wiejska)", TEAM + "Kolno", (
        Member("GOPS w Kolnie", "gmina", "pomoc społeczna", "Roman Pozorski (pracownik socjalny)", "koordynator"),
        Member("Urząd Gminy Kolno", "gmina", "administracja samorządowa"),
        Member("Szkoła Podstawowa w Borkowie", "gmina", "edukacja"),
        Member("GKRPA w Kolnie", "gmina", "pomoc społeczna"),
        Member("Ośrodek Zdrowia w Czerwonem", "gmina", "ochrona zdrowia"),
        Member("PCPR w Kolnie", "powiat", "pomoc społeczna"),
        Member("KPP w Kolnie", "powiat", "policja"),
        Member("PUP w Kolnie", "powiat", "rynek pracy"),
        Member("Poradnia Psychologiczno-Pedagogiczna w Kolnie", "powiat", "edukacja"),
        Member("Zespół Kuratorskiej Służby Sądowej w Łomży", "powiat", "wymiar sprawiedliwości"),
        Member("Starostwo Powiatowe w Kolnie", "powiat", "administracja samorządowa", "", "odmówił udziału"),
    )),
    Roster("łomżyński", "Piątnica", TEAM + "Piątnica", (
        Member("GOPS w Piątnicy", "gmina", "pomoc społeczna", "Halina Domniewska (kierownik)", "koordynator"),
        Member("Szkoła Podstawowa w Piątnicy", "gmina", "edukacja"),
        Member("Gminny Ośrodek Kultury w Piątnicy", "gmina", "kultura"),
        Member("GKRPA w Piątnicy", "gmina", "pomoc społeczna"),
        Member("Koło Gospodyń Wiejskich w Drozdowie", "gmina", "NGO"),
        Member("PCPR w Łomży", "powiat", "pomoc społeczna"),
        Member("Komenda Miejska Policji w Łomży", "powiat", "policja"),
        Member("PUP w Łomży", "powiat", "rynek pracy"),
        Member("Zespół Kuratorskiej Służby Sądowej w Łomży", "powiat", "wymiar sprawiedliwości"),
        Member("Fundacja „Podlaskie Mosty” w Białymstoku", "", "NGO"),
    )),
)

TABLE_HEADER = ("Projekt", "Gmina", "Nazwa zespołu", "Instytucja", "Szczebel", "Przedstawiciel", "Nie uczestniczy")
PROJECT = "Liderzy Kooperacji"
KOBYLIN, WYSOKIE = TEAM + "Kobylin-Borzymy", TEAM + "Wysokie Mazowieckie"
TABLE_ROWS = (
    ("Kobylin-Borzymy", KOBYLIN, "GOPS w Kobylinie-Borzymach", "gmina", "Tadeusz Wzorcki", ""),
    ("Kobylin-Borzymy", KOBYLIN, "Szkoła Podstawowa w Kobylinie-Borzymach", "gmina", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "Gminna Biblioteka Publiczna w Kobylinie-Borzymach", "gmina", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "GKRPA w Kobylinie-Borzymach", "gmina", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "Ośrodek Zdrowia w Kobylinie-Borzymach", "gmina", "", "x"),
    ("Kobylin-Borzymy", KOBYLIN, "PCPR w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "KPP w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "Poradnia Psychologiczno-Pedagogiczna w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Kobylin-Borzymy", KOBYLIN, "PUP w Wysokiem Mazowieckiem", "powiat", "", "x"),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "Gminny Ośrodek Pomocy Społecznej w Wysokiem Mazowieckiem",
     "gmina", "Stefan Udawski", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "Urząd Gminy Wysokie Mazowieckie", "gmina", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "Szkoła Podstawowa w Święcku Wielkim", "gmina", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "PCPR w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "KPP w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "PUP w Wysokiem Mazowieckiem", "powiat", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "Poradnia Psychologiczno-Pedagogiczna w Wysokiem Mazowieckiem",
     "powiat", "", ""),
    ("Wysokie Mazowieckie (gmina wiejska)", WYSOKIE, "Zespół Kuratorskiej Służby Sądowej w Wysokiem Mazowieckiem",
     "powiat", "", ""),
)

# ── writing ───────────────────────────────────────────────────────────────────────────────────────


def repacked(archive: bytes) -> bytes:
    """An Office file without the clock: every entry of one date, no time of writing inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2018-07-31T12:00:00Z", content)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def word(
    heading: str, opening: str, items: Sequence[str], body: Sequence[str], table: Sequence[Sequence[str]]
) -> bytes:
    """A Word file: a heading, a sentence, a numbered list, paragraphs and a table."""
    document = Document()
    document.core_properties.author = "Koopgraf"
    document.core_properties.comments = ""
    document.add_heading(heading, level=1)
    document.add_paragraph(opening)
    for item in items:
        document.add_paragraph(item, style="List Number")
    for paragraph in body:
        document.add_paragraph(paragraph)
    grid = document.add_table(rows=0, cols=len(table[0]))
    grid.style = "Table Grid"
    for row in table:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def agreement_docx() -> bytes:
    """The agreement of Korycin of July 2018 as a Word file."""
    parties = [party + ("," if party != AGREEMENT_PARTIES[-1] else "") for party in AGREEMENT_PARTIES]
    return word(AGREEMENT_TITLE, AGREEMENT_OPENING, parties, AGREEMENT_CLAUSES, AGREEMENT_SIGNATURES)


def agreement_pdf(font: Path) -> bytes:
    """The same agreement as a PDF set in `font`, a TrueType file with Polish letters."""
    pdfmetrics.registerFont(TTFont("sample", str(font)))
    text = ParagraphStyle("text", fontName="sample", fontSize=11, leading=16, spaceAfter=6)
    title = ParagraphStyle("title", parent=text, fontSize=16, leading=22, alignment=1, spaceAfter=14)
    parties = [Paragraph(party + ("," if party != AGREEMENT_PARTIES[-1] else ""), text) for party in AGREEMENT_PARTIES]
    signatures = Table(AGREEMENT_SIGNATURES, colWidths=(100 * mm, 65 * mm))
    whole = (0, 0), (-1, -1)
    signatures.setStyle(TableStyle([("FONT", *whole, "sample", 10), ("GRID", *whole, 0.5, "black")]))
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, invariant=1, title=AGREEMENT_TITLE, author="Koopgraf", lang="pl",
        leftMargin=22 * mm, rightMargin=22 * mm,
    ).build([
        Paragraph(AGREEMENT_TITLE, title),
        Paragraph(AGREEMENT_OPENING, text),
        ListFlowable(parties, bulletFontName="sample", bulletFormat="%s."),
        *(Paragraph(clause, text) for clause in AGREEMENT_CLAUSES),
        Spacer(1, 6 * mm),
        signatures,
    ])
    return out.getvalue()


def declaration_docx() -> bytes:
    """The declaration of Zduńska Wola: a Word file with a table."""
    return word(DECLARATION_TITLE, DECLARATION_OPENING, (), (DECLARATION_END,), DECLARATION_PARTIES)


def rosters_xlsx() -> bytes:
    """Four teams on one sheet, with a title above the header and merged cells for powiat, gmina and team."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Zespoły"
    sheet.append([WORKBOOK_TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(WORKBOOK_HEADER))
    sheet.append(list(WORKBOOK_HEADER))
    for roster in ROSTERS:
        first = sheet.max_row + 1
        for member in roster.members:
            sheet.append([*roster[:3], *member] if sheet.max_row < first else [None, None, None, *member])
        for column in (1, 2, 3):
            sheet.merge_cells(start_row=first, start_column=column, end_row=sheet.max_row, end_column=column)
    for letter, width in zip("ABCDEFGH", (14, 18, 30, 52, 10, 22, 30, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def rosters_csv() -> bytes:
    """Two teams as Polish spreadsheets save them: CP1250, semicolons, CRLF."""
    text = io.StringIO()
    rows = [TABLE_HEADER, *((PROJECT, *row) for row in TABLE_ROWS)]
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("cp1250")


def build(font: Path | None = None) -> dict[str, bytes]:
    """The documents by file name; the PDF only when there is a font for it."""
    documents = {
        "porozumienie-korycin.docx": agreement_docx(),
        "deklaracja-zdunska-wola.docx": declaration_docx(),
        "zespoly-podlaskie.xlsx": rosters_xlsx(),
        "zespoly-wysokomazowieckie.csv": rosters_csv(),
    }
    if font is not None:
        documents["porozumienie-korycin.pdf"] = agreement_pdf(font)
    return documents


def main(arguments: list[str]) -> int:
    """Write the documents into the sample folder. Returns the exit code."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python data/build_sample.py [FONT.ttf]\n")
        return 2
    for name, content in build(Path(arguments[0]) if arguments else None).items():
        (SAMPLE / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
