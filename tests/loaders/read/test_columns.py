"""Reading order on pages of two columns, and none where columns are those of a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from loaders.read import read
from loaders.reading import Reading

TITLE = "Gmina wspiera rodziny i seniorow"
LEAD = ("W spotkaniu wzięli udział przedstawiciele wielu instytucji, które od lat pracują z rodzinami "
        "i osobami starszymi w gminie oraz w sąsiednich powiatach.")
ONE = ("Zespół do spraw rodzin powstał na mocy porozumienia, które podpisały ośrodek pomocy, szkoła i biblioteka. "
       "Jego członkowie spotykają się co miesiąc i omawiają sytuację rodzin, które potrzebują wsparcia, a także "
       "planują wspólne działania na kolejne tygodnie i dzielą się zadaniami zgodnie z tym, co kto umie najlepiej.")
TWO = ("Drugi zespół zajmuje się seniorami. Tworzą go przychodnia, klub seniora i koło gospodyń, a jego pracami "
       "kieruje ośrodek pomocy. Zespół odwiedza osoby samotne, pomaga im w zakupach i w drodze do lekarza, organizuje "
       "też wyjazdy do teatru oraz zajęcia ruchowe, które prowadzą nauczyciele miejscowej szkoły podstawowej.")
END = "Następne spotkanie odbędzie się w urzędzie gminy i będzie otwarte dla wszystkich mieszkańców oraz gości."
PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


def draw(canvas: Canvas, text: str, x: float, y: float, width: float, size: float = 10) -> float:
    """Set a paragraph (without Polish letters, which the built-in fonts lack); the height below it."""
    canvas.setFont("Helvetica", size)
    for line in simpleSplit(text.translate(PLAIN), "Helvetica", size, width):
        canvas.drawString(x, y, line)
        y -= 1.3 * size
    return y


def blocks(reading: Reading) -> list[str]:
    return [reading.source.text[block.span.start : block.span.end] for block in reading.blocks]


@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_columns_are_read_one_after_the_other(tmp_path: Path, shift: float) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    y = draw(canvas, TITLE, 60, 790, 470, 16)
    y = draw(canvas, LEAD, 60, y - 6, 470) - 10
    low = min(draw(canvas, f"{ONE} {ONE}", 60, y, 220), draw(canvas, f"{TWO} {TWO}", 310, y - shift, 220))
    draw(canvas, END, 60, low - 15, 470)
    draw(canvas, "3", 295, 30, 20)
    canvas.save()
    assert blocks(read(tmp_path / "a.pdf")) == [
        text.translate(PLAIN) for text in (TITLE, LEAD, f"{ONE} {ONE}", f"{TWO} {TWO}", END)]


def test_a_sentence_goes_on_in_the_next_column(tmp_path: Path) -> None:
    words = f"{ONE} {TWO} {LEAD}".translate(PLAIN)
    lines = simpleSplit(words, "Helvetica", 10, 220)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    half = len(lines) // 2
    assert half >= 8
    for number, line in enumerate(lines):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60 if number < half else 310, 780 - 13 * (number % half if number < 2 * half else half), line)
    canvas.save()
    assert blocks(read(tmp_path / "a.pdf")) == [words]


def test_a_list_beside_a_list_keeps_its_rows(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(14):
        draw(canvas, f"Gminny Osrodek Pomocy Spolecznej numer {number}", 60, 780 - 14 * number, 240)
        draw(canvas, f"Kierownik osrodka pomocy spolecznej numer {number}", 310, 780 - 14 * number, 240)
    canvas.save()
    text = read(tmp_path / "a.pdf").source.text
    assert "numer 0 Kierownik osrodka pomocy spolecznej numer 0" in text


def test_one_column_stays_as_it_is(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    y = draw(canvas, f"{ONE} {TWO} {ONE}", 60, 790, 470)
    draw(canvas, f"{TWO} {LEAD} {TWO}", 60, y - 10, 470)
    canvas.save()
    assert blocks(read(tmp_path / "a.pdf")) == [f"{ONE} {TWO} {ONE}".translate(PLAIN),
                                                f"{TWO} {LEAD} {TWO}".translate(PLAIN)]
