"""Tables of which a row can be chosen: texts that can be read, numbers as the reader's language writes them."""

from __future__ import annotations

from math import ceil
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboards.wording import _, language, number

WIDTH = 1150
"""Pixels that the columns of a table share in a window 1280 pixels wide."""
LETTER, MARGIN = 6.3, 18
"""Width of a letter, about, and of what is left free in a cell, in pixels."""
ROW, LINE, BREAKS = 35, 18, 66
"""Height of a row of one line, of a line, and from which on Streamlit breaks texts into lines, in pixels."""
MOST_LINES = 6
MOST_CELLS = 20_000
"""Above these the browser writes the numbers, in its own language: writing them here takes seconds."""
HEIGHT = 520
USUAL = 0.9
"""Share of a column's texts that are whole in a table of rows of one line."""


def columns(frame: pd.DataFrame, *, lines: bool) -> tuple[dict[str, int], int]:
    """Width of each column and height of the rows, in pixels, for a window of usual width.

    Args:    lines: whether texts may break into lines. Then none is cut off; else only the few longest of a column.
    Returns: widths, which a wider window stretches, and height.
    """
    lengths = {str(name): frame[name].map(lambda value: len(str(value))) for name in frame}
    need = {name: _pixels(max(len(name), *each)) for name, each in lengths.items() if len(each)}
    if sum(need.values()) <= WIDTH:
        return need, ROW
    if not lines:
        usual = {name: _pixels(max(len(name), *each[each <= each.quantile(USUAL)])) for name, each in lengths.items()}
        part = max(0, WIDTH - sum(usual.values())) / max(1, sum(need.values()) - sum(usual.values()))
        return {name: round(usual[name] + part * (need[name] - usual[name])) for name in need}, ROW
    widths: dict[str, int] = {}
    left = WIDTH
    for name in sorted(need, key=lambda name: need[name]):     # who needs no more than a fair share gets what it needs
        widths[name] = min(need[name], left // (len(need) - len(widths)))
        left -= widths[name]
    # a tenth of a line stays free, because lines break between words
    most = max(1.1 * (need[name] - MARGIN) / (widths[name] - MARGIN) for name in need if widths[name] < need[name])
    return widths, max(BREAKS, MARGIN + LINE * min(ceil(most), MOST_LINES))


def _pixels(letters: int) -> int:
    return ceil(LETTER * letters) + MARGIN


def written(frame: pd.DataFrame, digits: int) -> pd.DataFrame | Styler:
    """The table with its numbers as the reader's language writes them, to some significant digits; sorted by value."""
    numbers = list(frame.select_dtypes("number"))
    if not numbers:
        return frame

    def shown(value: Any) -> str:
        if pd.isna(value):
            return ""
        exact = float(str(value))
        return number(exact) if exact.is_integer() else number(float(f"{exact:.{digits}g}"), 12)

    return frame.style.format(shown, subset=numbers)


def choose(
    frame: pd.DataFrame, *, key: str, alt: str, file: str, digits: int = 4, lines: bool = True,
    whole: pd.DataFrame | None = None,
) -> int | None:
    """Draw a table with its download; the place of the row that somebody chose, None as long as nobody did.

    Args: key: the widget's. alt: what the table is, for who does not see it. file: stem of the download's name.
          digits: significant ones of numbers that are not whole. lines: whether texts may break into lines, in higher
          rows. whole: what to download, if it is more than is shown.
    """
    widths, height = columns(frame, lines=lines)
    localized = st.column_config.NumberColumn(format="localized")
    many = frame.size > MOST_CELLS
    picked = st.dataframe(
        frame if many else written(frame, digits), hide_index=True,
        height=min(HEIGHT, 38 + height * max(len(frame), 1)),
        row_height=height, on_select="rerun", selection_mode="single-row", key=key, alt=alt,
        column_config={
            **{name: st.column_config.Column(width=width) for name, width in widths.items()},
            **({str(name): localized for name in frame.select_dtypes("number")} if many else {}),
        },
    )
    st.download_button(
        _("Download the table (CSV)"), as_csv(frame if whole is None else whole).encode("utf-8-sig"),
        file_name=f"{file}.csv", mime="text/csv", on_click="ignore",
    )
    return next((at for at in picked.selection.rows if at < len(frame)), None)


def as_csv(frame: pd.DataFrame) -> str:
    """The table as spreadsheets of the reader's language open it."""
    polish = language() == "pl"
    return str(frame.to_csv(index=False, sep=";" if polish else ",", decimal="," if polish else "."))
