"""Writers of the formats that documents come in, for tests: each makes a file as the usual program makes it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
import xlwt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

Rows = Sequence[Sequence[Any]]
Merged = Sequence[tuple[int, int, int, int]]
"""Ranges as (first row, first column, last row, last column), counted from 0."""
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def workbook(*sheets: tuple[str, Rows, Merged]) -> bytes:
    """An XLSX workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_workbook(*sheets: tuple[str, Rows, Merged]) -> bytes:
    """A workbook of Excel 97-2003 (XLS)."""
    book = xlwt.Workbook(encoding="utf-8")
    for title, rows, merged in sheets:
        sheet = book.add_sheet(title)
        taken = {(row, column) for top, left, bottom, right in merged
                 for row in range(top, bottom + 1) for column in range(left, right + 1)}
        for top, left, bottom, right in merged:
            sheet.write_merge(top, bottom, left, right, rows[top][left])
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and (number, column) not in taken:
                    sheet.write(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _names(*prefixes: str) -> str:
    return " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in prefixes)


def _open_document(kind: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest {_names('manifest')}/>")
        package.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
                         f'{_names("office", "table", "text", "style")}><office:body>{content}</office:body>'
                         "</office:document-content>")
    return out.getvalue()


def _open_rows(rows: Rows, merged: Merged) -> str:
    covered = {(row, column): (top, left) for top, left, bottom, right in merged
               for row in range(top, bottom + 1) for column in range(left, right + 1)}
    spans = {(top, left): f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned='
             f'"{right - left + 1}"' for top, left, bottom, right in merged}
    made = []
    for number, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            at = (number, column)
            if covered.get(at, at) != at:
                cells.append("<table:covered-table-cell/>")
            elif value is None:
                cells.append(f"<table:table-cell{spans.get(at, '')}/>")
            else:
                lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
                cells.append(f'<table:table-cell office:value-type="string"{spans.get(at, "")}>{lines}'
                             "</table:table-cell>")
        made.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(made)


def open_workbook(*sheets: tuple[str, Rows, Merged]) -> bytes:
    """An OpenDocument spreadsheet (ODS)."""
    tables = "".join(f'<table:table table:name="{escape(title)}">{_open_rows(rows, merged)}</table:table>'
                     for title, rows, merged in sheets)
    return _open_document("spreadsheet", f"<office:spreadsheet>{tables}</office:spreadsheet>")


def open_text(*parts: str | list[str] | tuple[Rows, Merged]) -> bytes:
    """An OpenDocument text (ODT): a string is a paragraph, a list of strings a list, rows with ranges a table."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(f"<text:p>{escape(part)}</text:p>")
        elif isinstance(part, list):
            items = "".join(f"<text:list-item><text:p>{escape(item)}</text:p></text:list-item>" for item in part)
            made.append(f"<text:list>{items}</text:list>")
        else:
            made.append(f"<table:table>{_open_rows(*part)}</table:table>")
    return _open_document("text", f"<office:text>{''.join(made)}</office:text>")


def word(*parts: str | list[str] | tuple[Rows, Merged]) -> bytes:
    """A Word document (DOCX), of the same parts; a cell that is a list of rows holds a table of its own."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        elif isinstance(part, list):
            for item in part:
                document.add_paragraph(item, style="List Number")
        else:
            _word_table(document.add_table(rows=len(part[0]), cols=max(map(len, part[0]))), *part)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word_table(table: Any, rows: Rows, merged: Merged = ()) -> None:
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            cell = table.cell(number, column)
            if isinstance(value, list):
                _word_table(cell.add_table(rows=len(value), cols=max(map(len, value))), value)
            elif value is not None:
                first, *others = str(value).split("\n")
                cell.paragraphs[0].text = first
                for line in others:
                    cell.add_paragraph(line)
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))


def _style() -> ParagraphStyle:
    if "Test" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Test", FONT))
    return ParagraphStyle("Test", fontName="Test", fontSize=9, leading=12, spaceAfter=5)


def _furniture(header: str, footer: str) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Test", 8)
        canvas.drawString(60, A4[1] - 30, header)
        canvas.drawString(60, 25, footer.format(page=document.page))
    return draw


def pdf_table(title: Sequence[str], rows: Rows, widths: Sequence[float], *, header: str, footer: str,
              below: Sequence[str] = ()) -> bytes:
    """A PDF with a ruled table over as many pages as it needs; the table's first row is repeated on each."""
    style = _style()
    cells = [[Paragraph(escape(str(cell or "")), style) for cell in row] for row in rows]
    table = LongTable(cells, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    story: list[Flowable] = [*(Paragraph(escape(line), style) for line in title), table,
                             Spacer(1, 12), *(Paragraph(escape(line), style) for line in below)]
    out = io.BytesIO()
    draw = _furniture(header, footer)
    SimpleDocTemplate(out, pagesize=A4, topMargin=60, bottomMargin=60).build(
        story, onFirstPage=draw, onLaterPages=draw)
    return out.getvalue()


def pdf_columns(title: str, paragraphs: Sequence[str], *, header: str, footer: str) -> bytes:
    """A PDF of prose in two columns."""
    style = _style()
    out = io.BytesIO()
    frames = [Frame(50, 60, 235, A4[1] - 130, id="left"), Frame(310, 60, 235, A4[1] - 130, id="right")]
    document = BaseDocTemplate(out, pagesize=A4)
    draw = _furniture(header, footer)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=draw)])
    document.build([Paragraph(escape(title), style), *(Paragraph(escape(each), style) for each in paragraphs)])
    return out.getvalue()


def delimited(rows: Rows, separator: str, encoding: str) -> bytes:
    """A delimited text; cells with line breaks are quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(
        [["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def letter(subject: str, body: str, date: str, **attached: bytes) -> bytes:
    """An e-mail with attachments."""
    message = EmailMessage()
    message["From"] = "Halina Wymyślna <halina.wymyslna@poczta.example>"
    message["To"] = "Zbigniew Nieistniejący <z.n@poczta.example>"
    message["Subject"] = subject
    message["Date"] = date
    message["Message-ID"] = "<7@poczta.example>"
    message.set_content(body, charset="iso-8859-2")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def packed(**files: bytes) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()
