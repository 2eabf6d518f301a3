"""What only a table's shape shows to be personal."""

from __future__ import annotations

from pathlib import Path

from loaders.read import read


def rows(folder: Path, *lines: str) -> list[list[str]]:
    (folder / "a.csv").write_text("\n".join(lines), "utf-8")
    (table,) = read(folder / "a.csv").tables
    return [[cell.text for cell in row] for row in table.rows]


def test_a_column_of_names_is_masked_whatever_stands_in_it(tmp_path: Path) -> None:
    assert rows(tmp_path, "Instytucja;Imię i nazwisko;Funkcja", "GOPS w Łapach;Xyz Qwerty – kierownik;kierownik",
                "PCPR;brak;dyrektor", "Sąd Rejonowy;Kowalska;kurator") == [
        ["Instytucja", "Imię i nazwisko", "Funkcja"], ["GOPS w Łapach", "███ ██████ – kierownik", "kierownik"],
        ["PCPR", "brak", "dyrektor"], ["Sąd Rejonowy", "████████", "kurator"]]


def test_first_name_and_surname_in_two_cells(tmp_path: Path) -> None:
    assert rows(tmp_path, "Lp.;A;B;C", "1;Marek;Sowa;GOPS", "2;Lisiak;Ewa;PCPR", "3;Gmina;Łapy;GOK") == [
        ["Lp.", "A", "B", "C"], ["1", "█████", "████", "GOPS"], ["2", "██████", "███", "PCPR"],
        ["3", "Gmina", "Łapy", "GOK"]]


def test_private_columns(tmp_path: Path) -> None:
    assert rows(tmp_path, "Instytucja;PESEL;Adres zamieszkania;Telefon", "GOPS;123;ul. Polna 5, Łapy;85 715 22 33") == [
        ["Instytucja", "PESEL", "Adres zamieszkania", "Telefon"], ["GOPS", "███", "██. █████ █, ████", "85 715 22 33"]]


def test_a_column_of_represented_institutions_is_no_column_of_names(tmp_path: Path) -> None:
    assert rows(tmp_path, "Lp.;Przedstawiciel instytucji", "1;Komenda Powiatowa Policji w Łapach", "2;GOPS") == [
        ["Lp.", "Przedstawiciel instytucji"], ["1", "Komenda Powiatowa Policji w Łapach"], ["2", "GOPS"]]


def test_a_remark_in_the_data_heads_no_column_of_names(tmp_path: Path) -> None:
    assert rows(tmp_path, "Instytucja;Przedstawiciel (stanowisko);Uwagi",
                "GOPS w Łapach;Xyz Qwerty (kierownik);koordynator", "OSP w Łapach;;odmówiła udziału")[1:] == [
        ["GOPS w Łapach", "███ ██████ (kierownik)", "koordynator"], ["OSP w Łapach", "", "odmówiła udziału"]]


def test_a_heading_of_institutions_is_no_heading_of_names(tmp_path: Path) -> None:
    assert rows(tmp_path, "Gmina;Zespół;Członek zespołu;Rezygnacja", "Łapy;Zespół w Łapach;GOPS w Łapach;",
                "Łapy;Zespół w Łapach;Szkoła Podstawowa w Łapach;tak",
                "Łapy;Zespół w Łapach;PCPR – Anna Lisiak;")[1:] == [
        ["Łapy", "Zespół w Łapach", "GOPS w Łapach", ""],
        ["Łapy", "Zespół w Łapach", "Szkoła Podstawowa w Łapach", "tak"],
        ["Łapy", "Zespół w Łapach", "PCPR – ████ ██████", ""]]


def test_an_institution_in_a_column_of_names_stays(tmp_path: Path) -> None:
    cells = ["GOPS w Łapach", "Szkoła Podstawowa w Łapach", "Szkoła Podstawowa im. Jana Pawła II", "OSP Łapy",
             "Caritas Łapy", "Hospicjum we Włocławku", "Zespół Szkół"]
    persons = {"Xyz Qwerty": "███ ██████", "Anna Szkoła": "████ ██████", "NOWAK XYZ": "█████ ███", "Lis": "███",
               "R. Gołąb": "█. █████", "Kowalska Anna w GOPS": "████████ ████ w GOPS"}
    masked = rows(tmp_path, "Lp.;Przedstawiciel", *(f"{n};{cell}" for n, cell in enumerate([*cells, *persons])))
    assert [row[1] for row in masked[1:]] == [*cells, *persons.values()]
