"""Scanned pages, made here as pictures of text; the real program recognises them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.claims import FindingCode
from loaders.read import ocr, read
from loaders.reading import Reading

# a font without ą, ć, ę, ń, ś: the words below do without them
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
PAGE = ["ZESPÓŁ DO SPRAW RODZIN", "", "Gmina Korycin wspólnie z Komenda",
        "Policji prowadzi poradnictwo.", "", "1. Urzad Gminy w Korycinie", "2. Szkoła Podstawowa w Korycinie",
        "3. Kierownik Marek Sowa"]


@pytest.fixture
def tesseract() -> None:
    if not ocr.available():
        reason = "tesseract with its Polish data is not installed"
        if "ocr" in os.environ.get("KOOPGRAF_REQUIRE", "").split(","):
            pytest.fail(f"ocr is required here: {reason}")
        pytest.skip(reason)


def picture(lines: list[str]) -> Image.Image:
    """A page of A4 at 200 dpi."""
    page = Image.new("L", (1654, 2339), 255)
    font = ImageFont.truetype(str(FONT), 36)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((160, 200 + 60 * number), line, font=font, fill=0)
    return page


def scanned(path: Path, pages: list[list[str]], *, stamp: str = "") -> Path:
    canvas = Canvas(str(path))
    canvas.drawString(60, 700, "Tekst strony z literami, która nie jest obrazem.")
    for lines in pages:
        canvas.showPage()
        held = io.BytesIO()
        picture(lines).save(held, "PNG")
        canvas.drawImage(ImageReader(held), 0, 0, 595, 842)
        canvas.drawString(20, 20, stamp)
    canvas.save()
    return path


def blocks(reading: Reading) -> list[tuple[str, str]]:
    text = reading.source.text
    return [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks]


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_page_is_recognised_in_its_place(tmp_path: Path) -> None:
    reading = read(scanned(tmp_path / "a.pdf", [PAGE], stamp="Scanner 1"))
    assert blocks(reading)[1:] == [
        ("heading", "ZESPÓŁ DO SPRAW RODZIN"),
        ("paragraph", "Gmina Korycin wspólnie z Komenda Policji prowadzi poradnictwo."),
        ("list_item", "Urzad Gminy w Korycinie"), ("list_item", "Szkoła Podstawowa w Korycinie"),
        ("list_item", "Kierownik █████ ████"), ("paragraph", "Scanner 1")]
    assert [(finding.code, finding.place) for finding in reading.findings] == [(FindingCode.FILE_OCR, "strona 2")]


@pytest.mark.usefixtures("tesseract")
def test_an_empty_page_and_pages_past_the_limit_stay_scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.read.ocr.MAX_PAGES", 2)
    reading = read(scanned(tmp_path / "a.pdf", [[""], PAGE, PAGE]))
    assert [(finding.code, finding.place) for finding in reading.findings] == [
        (FindingCode.FILE_SCANNED, "strona 2"), (FindingCode.FILE_OCR, "strona 3"),
        (FindingCode.FILE_SCANNED, "strona 4")]
    assert reading.source.text.count("Szkoła Podstawowa") == 1


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.read.ocr.SECONDS", 0.01)
    reading = read(scanned(tmp_path / "a.pdf", [PAGE]))
    assert [finding.code for finding in reading.findings] == [FindingCode.FILE_SCANNED]


def test_without_the_program_or_with_a_huge_picture_the_page_is_reported(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scanned(tmp_path / "a.pdf", [PAGE])
    monkeypatch.setattr("loaders.read.pdf.MAX_PIXELS", 1_000)
    assert [finding.code for finding in read(path).findings] == [FindingCode.FILE_SCANNED]
    monkeypatch.undo()
    monkeypatch.setattr("loaders.read.ocr.available", lambda: False)
    assert [finding.code for finding in read(path).findings] == [FindingCode.FILE_SCANNED]


def test_a_machine_without_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.available.cache_clear()
    assert not ocr.available()
    ocr.available.cache_clear()
