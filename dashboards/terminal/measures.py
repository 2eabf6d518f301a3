"""Measures as a table in the terminal: values, ranks with their bands, and what each measure says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from babel.numbers import format_decimal
from rich.console import ConsoleRenderable, Group
from rich.table import Table
from rich.text import Text

from dashboards.measures import misleads, sample_of, sentence, title, unit, why_not
from graph.measures import WHOLE, YES_NO, MeasureTable
from graph.scores import Scores, measures
from graph.sureness import Bands, Document

SHOWN = ("teams", "degree", "strength", "betweenness", "constraint", "ei_sector", "community", "articulation")
"""Measures of a table when nobody names others."""
TITLES = 2
"""Documents named in a cell."""

Say = Callable[[str], str]


def measures_view(
    table: MeasureTable, bands: Bands | None, documents: Sequence[Sequence[Document]],
    chosen: Sequence[str], sort_by: str, top: int, say: Say, lang: str,
) -> ConsoleRenderable:
    """The first institutions by one measure, and what the measures mean.

    Args:   documents: of each institution. chosen: measures, a column each. top: rows.
    """
    order = _order(table, sort_by)
    shown = Table()
    shown.add_column(say("Institution"), overflow="fold")
    for measure in chosen:
        shown.add_column(title(measures()[measure], lang), justify="right")
    shown.add_column(say("Documents"), overflow="fold")
    columns = [_column(table, bands, measure, say, lang) for measure in chosen]
    for at in order[:top].tolist():
        row = table.institutions[at]
        shown.add_row(f"{row.name}\n{row.id}", *(column[at] for column in columns), _titles(documents[at]))
    hidden = max(0, len(order) - top)
    more = [say("… and {count} more rows; --csv gives all.").format(count=hidden)] if hidden else []
    return Group(
        *(Text(line) for line in _about_network(table, say, lang)), shown,
        *(Text(line) for line in [*more, *_about_bands(bands, say), *_about(table, chosen, say, lang)]),
        Text(say("What documents say of an institution: koopgraf query documents/evidence_of --param institution=ID")),
    )


def _order(table: MeasureTable, sort_by: str) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Rows by a measure, best first, without a value last, then by id."""
    values = table.values(sort_by)
    best = values if measures()[sort_by].best == "low" else -values
    return np.lexsort((np.arange(len(values)), best))  # NaN sorts last


def _column(table: MeasureTable, bands: Bands | None, measure: str, say: Say, lang: str) -> list[str]:
    answer, values = table.answers[measure], table.values(measure).tolist()
    cells = [_value(measure, value, say, lang) for value in values]
    band = bands.of(measure) if bands is not None else None
    if band is None or not isinstance(answer, Scores):
        return cells
    return [
        f"{cell}\n{rank}. ({first}–{last})"
        for cell, rank, first, last in zip(cells, answer.ranks(), band.first, band.last, strict=True)
    ]


def _value(measure: str, value: float, say: Say, lang: str) -> str:
    if value != value:  # NaN: not meaningful here
        return "–"
    if measure in YES_NO:
        return say("yes") if value else say("no")
    pattern = "#,##0" if measure in WHOLE else "#,##0.####" if value == 0 or abs(value) >= 0.001 else "0.##E0"
    return format_decimal(value, pattern, locale=lang)


def _titles(documents: Sequence[Document]) -> str:
    titles = list(dict.fromkeys(document.title for document in documents))
    return ", ".join(titles[:TITLES]) + (f" +{len(titles) - TITLES}" if len(titles) > TITLES else "")


def _about_network(table: MeasureTable, say: Say, lang: str) -> list[str]:
    found = table.network

    def number(value: float) -> str:
        return "–" if value != value else format_decimal(value, "#,##0.###", locale=lang)

    lines = [
        say("Institutions: {institutions}. Teams and agreements: {groups}. Tied pairs: {ties}.").format(
            institutions=number(found.institutions), groups=number(found.groups), ties=number(found.ties)
        ),
        say("Density: {density}. Centralisation: {centralisation}. Modularity: {modularity}. Core fit: {fit}.").format(
            density=number(found.density), centralisation=number(found.centralisation),
            modularity=number(found.modularity), fit=number(found.core_fit),
        ),
    ]
    for ei, text in (
        (found.ei_sector, say("E–I of sectors: {observed}; by chance {expected} ({low} to {high}).")),
        (found.ei_level, say("E–I of levels: {observed}; by chance {expected} ({low} to {high}).")),
    ):
        if ei is not None:
            lines.append(text.format(
                observed=number(ei.observed), expected=number(ei.expected), low=number(ei.low), high=number(ei.high)
            ))
    return lines


def _about_bands(bands: Bands | None, say: Say) -> list[str]:
    if bands is None:
        return []
    return [say(
        "Under a value: its place, and in brackets the places it would have had without a tenth of the {count} "
        "documents, drawn at random (95 % of the draws)."
    ).format(count=bands.documents)]


def _about(table: MeasureTable, chosen: Sequence[str], say: Say, lang: str) -> list[str]:
    lines = []
    for key in chosen:
        measure, sample = measures()[key], sample_of(table, key)
        estimate = say("Estimated from a sample of {n} institutions.").format(n=sample) if sample else ""
        reason = say(why_not(table, key))
        lines.append(" ".join(filter(None, (
            f"{title(measure, lang)} ({unit(measure, lang)}): {sentence(measure, lang)}", estimate, reason,
            f"{say('When it misleads')}: {misleads(measure, lang)}",
        ))))
    return lines


def described_view(say: Say, lang: str) -> ConsoleRenderable:
    """Every measure: what it says, in which unit, when it misleads, by whom."""
    table = Table(show_lines=True)
    for heading in ("id", say("Measure"), say("Unit"), say("What it says"), say("When it misleads"), say("Source")):
        table.add_column(heading, overflow="fold")
    for measure in measures().values():
        table.add_row(
            measure.id, title(measure, lang), unit(measure, lang), sentence(measure, lang), misleads(measure, lang),
            measure.source,
        )
    return table
