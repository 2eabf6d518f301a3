"""A blank Polish roster to fill in: drop-downs for what has few values, so that nothing has to be guessed later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from graph import reference
from graph.errors import UsageError

ROWS = 500
"""Rows that are prepared; more may be typed below."""
_FIRST_DAY = date(1990, 1, 1)
_LAST_DAY = date(2100, 12, 31)
_LISTS = "Listy"
_UNKNOWN = "NIEZNANY"
LEVELS = ("gmina", "powiat", "województwo", "kraj")
ROLES = ("koordynator", "przewodniczący", "zastępca przewodniczącego", "sekretarz", "lider", "partner", "członek")
STATUSES = ("uczestniczy", "nie uczestniczy", "zakończył udział")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the roster: its heading (a word of `layouts.csv`), width in characters, help and what it takes."""

    heading: str
    width: int
    help: str
    values: tuple[str, ...] = ()
    is_date: bool = False
    required: bool = False


def columns() -> tuple[Column, ...]:
    """The columns from left to right; the names of types and sectors are those of the reference tables."""
    types = sorted({each.name_pl for each in reference.institution_types().values()
                    if not each.is_team and each.kind != "role" and each.valid_to is None}, key=str.casefold)
    sectors = [row.pl for code, row in reference.sectors().items() if code != _UNKNOWN]
    return (
        Column("Zespół", 34, "Pełna nazwa zespołu, w każdym wierszu taka sama.", required=True),
        Column("Projekt", 22, "Krótka nazwa projektu, jeśli zespół działa w projekcie."),
        Column("Gmina", 18, "Gmina, dla której działa zespół."),
        Column("Powiat", 18, "Powiat, w którym leży gmina: odróżnia gminy o tej samej nazwie."),
        Column("Instytucja", 46, "Nazwa instytucji, najlepiej z miejscowością. Jedna w wierszu.", required=True),
        Column("Typ instytucji", 34, "Z listy. Można zostawić puste, gdy typ wynika z nazwy.", tuple(types)),
        Column("Miejscowość", 18, "Siedziba instytucji, jeśli nie ma jej w nazwie."),
        Column("Sektor", 28, "Z listy. Puste: sektor wynika z typu.", tuple(sectors)),
        Column("Poziom", 14, "Z listy: szczebel, na którym działa instytucja.", LEVELS),
        Column("Funkcja w zespole", 24, "Z listy.", ROLES),
        Column("Status", 18, "Z listy. „nie uczestniczy”: zaproszona, ale poza zespołem.", STATUSES),
        Column("Data przystąpienia", 17, "Dzień, od którego instytucja należy do zespołu.", is_date=True),
        Column("Członek do", 17, "Ostatni dzień udziału; puste, gdy trwa nadal.", is_date=True),
    )


_INSTRUCTIONS = (
    "Jak wypełnić ten arkusz",
    "1. Arkusz „Skład” ma jeden wiersz na każdą instytucję w każdym zespole. Zespołów może być kilka.",
    "2. Nazwę zespołu, gminę i powiat wpisz w każdym wierszu (można je przeciągnąć myszą w dół).",
    "3. Pola z listą rozwijaną przyjmują tylko wartości z listy. Czego nie wiesz, zostaw puste: znaczy to „nieznane”.",
    "4. Daty wpisuj jako dzień, na przykład 2024-01-31. Gdy znasz tylko rok lub miesiąc, wpisz 2024 albo 2024-01.",
    "5. Nie wpisuj nazwisk, numerów PESEL ani prywatnych telefonów. Program i tak ich nie przyjmie.",
    "6. Nie zmieniaj nagłówków w pierwszym wierszu. Kolumny możesz przestawić lub usunąć, wiersze dodać.",
    "7. Zapisz plik i wczytaj go poleceniem: koopgraf load PLIK",
)


def write_roster_template(path: Path) -> None:
    """Write the workbook: `Skład` to fill in, `Instrukcja`, and the lists behind the drop-downs.

    Raises: UsageError: the file exists, is no .xlsx, or its folder does not exist.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path.name}: the template is a workbook.", hint="Name the file with .xlsx at its end.")
    if path.exists():
        raise UsageError(f"{path.name} exists already.", hint="Choose another name, or delete it first.")
    if not path.resolve().parent.is_dir():
        raise UsageError(f"{path.parent}: there is no such folder.", hint="Make the folder first.")
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": "Skład zespołu", "author": "", "comments": "Wzór do wypełnienia"})
        roster = book.add_worksheet("Skład")
        help_sheet = book.add_worksheet("Instrukcja")
        lists = book.add_worksheet(_LISTS)
        listed = columns()
        styles = _Styles(
            book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1,
                             "text_wrap": True, "valign": "vcenter"}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
            book.add_format({"bold": True, "font_size": 14}),
        )
        _fill_lists(lists, listed)
        _roster_sheet(roster, listed, styles)
        _help_sheet(help_sheet, listed, styles)


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Any
    text: Any
    day: Any
    title: Any


def _fill_lists(sheet: Any, listed: Sequence[Column]) -> None:
    """The values of each drop-down in a column of a sheet that nobody sees (a list in the cell holds 255 letters)."""
    for number, column in enumerate(listed):
        sheet.write_column(0, number, column.values)
    sheet.very_hidden()


def _roster_sheet(sheet: Any, listed: Sequence[Column], styles: _Styles) -> None:
    sheet.set_row(0, 32)
    for number, column in enumerate(listed):
        style = styles.day if column.is_date else styles.text
        sheet.set_column(number, number, column.width, style)
        sheet.write_string(0, number, column.heading, styles.head)
        _validated(sheet, number, column)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, len(listed) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)                                  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _validated(sheet: Any, number: int, column: Column) -> None:
    """What a column takes: a list is binding, a date is only advised, since a year or a month may be all one knows."""
    help_ = {"input_title": column.heading, "input_message": column.help}
    if column.values:
        letter = xlsxwriter.utility.xl_col_to_name(number)
        rule: dict[str, Any] = {"validate": "list", "source": f"={_LISTS}!${letter}$1:${letter}${len(column.values)}",
                "error_title": "Wartość spoza listy", "error_message": "Wybierz wartość z listy albo zostaw puste."}
    elif column.is_date:
        rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
                "error_type": "information", "error_title": "To nie jest dzień",
                "error_message": "Można wpisać sam rok (2024) lub miesiąc (2024-01)."}
    else:
        rule = {"validate": "any"}
    sheet.data_validation(1, number, ROWS, number, {**rule, **help_})


def _help_sheet(sheet: Any, listed: Sequence[Column], styles: _Styles) -> None:
    """The instructions, one line a row, and what each column is for."""
    sheet.set_column(0, 0, 110, styles.text)
    sheet.write_string(0, 0, _INSTRUCTIONS[0], styles.title)
    lines = [*_INSTRUCTIONS[1:], "", "Kolumny",
             *(f"{each.heading}{' (wymagana)' if each.required else ''} – {each.help}" for each in listed)]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
