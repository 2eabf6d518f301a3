"""Plain and delimited text: encodings, blocks, tables, the date a document states."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read import read
from loaders.reading import BlockKind, Reading

SENTENCE = "Zażółć gęślą jaźń: Ośrodek Pomocy Społecznej w Sokółce, Łęczna, Świętochłowice, źródło, ćma, Żory."


def blocks(reading: Reading) -> list[tuple[str, str]]:
    text = reading.source.text
    return [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks]


def written(folder: Path, name: str, content: str | bytes) -> Reading:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859-2", "cp852", "utf-16"])
def test_the_letters_come_out_of_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert written(tmp_path, "a.txt", SENTENCE.encode(encoding)).source.text == SENTENCE


def test_line_ends_become_one_character_and_nothing_else_changes(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "Pierwszy wiersz.\r\n\r\n  Drugi  wiersz.\rTrzeci.\n\n")
    assert reading.source.text == "Pierwszy wiersz.\n\n  Drugi  wiersz.\nTrzeci.\n\n"
    assert reading.source.text == (tmp_path / "a.txt").read_text("utf-8")


def test_blocks_of_plain_text(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", """# źródło: https://example.pl/zespol
# data: 2019-09-26 | opis

Zespół w gminie

Wójt powołał zespół, w którym pracują
przedstawiciele instytucji:

 1. Gminny Ośrodek Kultury
w Sokółce,
 2) Przychodnia
  • Posterunek Policji
- ✓ Sąd Rejonowy

### O projekcie ###

**Zakres prac** obejmuje gminę.
""")
    assert blocks(reading) == [
        ("heading", "Zespół w gminie"),
        ("paragraph", "Wójt powołał zespół, w którym pracują\nprzedstawiciele instytucji:"),
        ("list_item", "Gminny Ośrodek Kultury\nw Sokółce,"),
        ("list_item", "Przychodnia"),
        ("list_item", "Posterunek Policji"),
        ("list_item", "Sąd Rejonowy"),
        ("heading", "O projekcie"),
        ("paragraph", "Zakres prac** obejmuje gminę."),
    ]
    assert reading.source.published == "2019-09-26"


def test_lines_under_a_colon_are_items_without_markers(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "Strony:\nGmina Korycin,\nPowiat Sokólski,\nSąd Rejonowy w Sokółce\n")
    assert [kind for kind, _ in blocks(reading)] == ["paragraph", "list_item", "list_item", "list_item"]


def test_a_line_that_begins_with_the_word_o_goes_on(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "W Szydłowcu zawarto porozumienie\no utworzeniu partnerstwa.\n")
    assert blocks(reading) == [("paragraph", "W Szydłowcu zawarto porozumienie\no utworzeniu partnerstwa.")]
    listed = written(tmp_path, "b.txt", "Strony:\no Gmina Korycin,\no gminna biblioteka\n")
    assert [kind for kind, _ in blocks(listed)] == ["paragraph", "list_item", "list_item"]


def test_a_run_of_short_lines_is_no_run_of_headings(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "Umowy podpisały:\n\nSzkoła Podstawowa w Koninie\n\nLiceum w Pleszewie\n\n"
                                         "Rozmawiano o tym, co dalej z programem.\n")
    assert all(block.kind is BlockKind.PARAGRAPH for block in reading.blocks)


@pytest.mark.parametrize(("line", "date"), [
    ("# data: 2013 | tekst", "2013"), ("# data: 2018-07", "2018-07"), ("Data dodania: 27 września 2019", "2019-09-27"),
    ("Data publikacji: 2016-03-10", "2016-03-10"), ("Opublikowano: 05.02.2020 r.", "2020-02-05"),
    ("# data: nieznana", None), ("Zebranie odbyło się 27 września 2019.", None),
])
def test_the_date_counts_only_beside_its_label(tmp_path: Path, line: str, date: str | None) -> None:
    assert written(tmp_path, "a.txt", f"{line}\n\nTekst dokumentu.\n").source.published == date


def test_columns_in_a_text_file_are_a_table(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "Skład zespołu\n\nInstytucja\tPoziom\nGOPS w Korycinie\tgmina\n"
                                         "PCPR\tpowiat\n\nKoniec.\n")
    (table,) = reading.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Instytucja", "Poziom"], ["GOPS w Korycinie", "gmina"], ["PCPR", "powiat"]]
    text = reading.source.text
    assert all(text[cell.span.start : cell.span.end] == cell.text for row in table.rows for cell in row)


def test_markdown_table_without_its_rule(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.md", "| Instytucja | Rola |\n|---|---|\n| PCPR | lider |\n| GOPS | partner |\n")
    assert [[cell.text for cell in row] for row in reading.tables[0].rows] == [
        ["Instytucja", "Rola"], ["PCPR", "lider"], ["GOPS", "partner"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_and_quoted_line_breaks(tmp_path: Path, separator: str) -> None:
    rows = [["Instytucja", "Poziom", "Uwagi"], ['"Ośrodek\nPomocy"', "gmina", '"a; b, c | d"'], ["PCPR", "powiat", ""]]
    content = "\r\n".join(separator.join(row) for row in rows)
    reading = written(tmp_path, "a.csv", content.encode("cp1250"))
    (table,) = reading.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Instytucja", "Poziom", "Uwagi"], ["Ośrodek Pomocy", "gmina", "a; b, c | d"], ["PCPR", "powiat", ""]]
    assert "Ośrodek Pomocy | gmina | a; b, c | d\n" in reading.source.text
    assert blocks(reading)[0][0] == "table"


def test_short_rows_are_filled_up(tmp_path: Path) -> None:
    (table,) = written(tmp_path, "a.csv", "a;b;c\n1;2;3\n4\n").tables
    assert [len(row) for row in table.rows] == [3, 3, 3]
    assert [cell.text for cell in table.rows[2]] == ["4", "", ""]


@pytest.mark.parametrize("content", ["Instytucja;Poziom\n", "Instytucja;Poziom\n;\n"])
def test_a_table_without_rows_is_refused_by_name(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"wykaz\.csv.*no rows") as refused:
        written(tmp_path, "wykaz.csv", content)
    assert refused.value.code == FindingCode.TABLE_WITHOUT_ROWS
    assert refused.value.hint


def test_lost_letters_are_reported(tmp_path: Path) -> None:
    reading = written(tmp_path, "a.txt", "Og?oszenie o naborze cz?onk?w zespo?u w gminie.")
    assert [finding.code for finding in reading.findings] == [FindingCode.FILE_LETTERS_LOST]


def test_the_same_bytes_give_the_same_reading(tmp_path: Path) -> None:
    first, second = written(tmp_path, "a.txt", SENTENCE), written(tmp_path, "b.txt", SENTENCE)
    assert first.source.id == second.source.id
    assert len(first.source.id) == 64
    assert first.blocks == second.blocks
    assert read(tmp_path / "a.txt") == first
