"""What the reading of documents gives, in the terminal: explanations, calibration, speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from babel.numbers import format_decimal, format_percent
from rich.table import Table

from dashboards.wording import PREDICATES, STATUSES, marked

Say = Callable[[str], str]
_SHOWN = 4
"""Places shown in a cell; `--json` has all."""
_LONGEST = 90


_SORTS = {"institution": marked("institution"), "class": marked("kind of institutions"), "group": marked("group")}
_PLACE_RULES = {
    "gmina": marked("name of a gmina"),
    "twin": marked("town and rural gmina of one name"),
    "context": marked("nearest to the document's own places"),
    "locality": marked("name of a village or town"),
    "territory": marked("territory in the name"),
    "adjective": marked("adjective in the name"),
    "inherited": marked("the document's own gmina"),
    "same type": marked("the only one of its type in the document"),
    "ambiguous": marked("several places, none chosen"),
    "unknown": marked("no such place is known"),
}


def explained_table(title: str, rows: Iterable[Any], say: Say, lang: str) -> Table:
    """One row a stretch of text: place in the text, what it was taken for, by which rule, and how surely.

    Args:    rows: of `loaders.explain.Explained`.
    """
    table = Table(title=title, title_justify="left", show_lines=False)
    for heading in (say("Characters"), say("Text"), say("Taken for"), say("Rule"), say("Read as"), say("Places"),
                    say("Sure"), say("Status")):
        table.add_column(heading, overflow="fold")
    for row in rows:
        sort = say(_SORTS.get(row.what) or PREDICATES.get(row.what, row.what))
        read_as = f"{row.reading} [{row.type}]" if row.type else row.reading
        if row.about and row.what not in _SORTS:
            read_as = f"{row.about}: {read_as}" if read_as not in row.about else row.about
        table.add_row(
            f"{row.start}–{row.end}", _short(row.text), sort, row.rule, _short(read_as), _places(row, say),
            format_decimal(row.confidence, "0.00", locale=lang), say(STATUSES.get(row.status, row.status)),
        )
    return table


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST - 1]}…"


def _places(row: Any, say: Say) -> str:
    """How the place is known, and the places considered, the chosen one marked."""
    if row.what not in _SORTS or row.what == "group":
        return ""
    shown = [
        f"{'→ ' if place.chosen else ''}{place.name}, {place.kind}"
        f"{', ' + say('powiat') + ' ' + place.powiat if place.powiat else ''} ({place.code})"
        for place in row.candidates[:_SHOWN]
    ]
    more = len(row.candidates) - _SHOWN
    rule = say(_PLACE_RULES.get(row.place_rule, row.place_rule))
    lines = [*([rule] if rule else []), *shown, *([say("and {count} more").format(count=more)] if more > 0 else [])]
    return "\n".join(lines)


def calibration_report(figures: Any, say: Say, lang: str) -> Iterator[Table | str]:
    """The table of bands, the table of rules, and what follows for the accepted ones.

    Args:    figures: a `loaders.calibration.Calibration`.
    """

    def share(value: float) -> str:
        return format_decimal(value, "0.000", locale=lang)

    yield _calibrated(say("Stated confidence and measured precision"), figures.bands, say, lang, say("Confidence"))
    yield _calibrated(say("The same by rule"), figures.rules, say, lang, say("Rule"))
    yield say("{documents} documents with {required} members that a person reads in them.").format(
        documents=figures.documents, required=figures.required)
    yield say("Accepted (0.75 and more): precision {precision}, recall {recall}; with provisional ones recall {all}.") \
        .format(precision=share(figures.precision), recall=share(figures.recall), all=share(figures.recall_provisional))
    text = say("Mean squared error of single confidences: {stated} as stated, {refitted} refitted on the others.")
    yield text.format(
        stated=format_decimal(figures.brier_stated, "0.0000", locale=lang),
        refitted=format_decimal(figures.brier_refitted, "0.0000", locale=lang))


def _calibrated(title: str, bands: Iterable[Any], say: Say, lang: str, first: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    for heading in (say("Members"), say("Right"), say("Stated"), say("Measured"), say("95 % interval")):
        table.add_column(heading, justify="right")
    for band in bands:
        table.add_row(
            band.name, str(band.members), str(band.right), format_decimal(band.stated, "0.000", locale=lang),
            format_decimal(band.measured, "0.000", locale=lang),
            f"{format_percent(band.low, '0.0%', locale=lang)} – {format_percent(band.high, '0.0%', locale=lang)}",
        )
    return table


def speed_table(rows: Iterable[Any], say: Say, lang: str) -> Table:
    """What was measured, beside its target and its reference.

    Args:    rows: of `loaders.bench.Speed`.
    """
    verdict = {True: say("met"), False: say("NOT MET")}
    table = Table(title=say("Reading of documents, processor time of one core"), title_justify="left")
    for heading in (say("What"), say("Measured"), say("Target"), say("Compared with"), say("Its figure"),
                    say("Verdict")):
        table.add_column(heading, overflow="fold")
    for row in rows:
        bound = "≥" if row.more_is_better else "≤"
        unit = say(row.unit)
        table.add_row(
            say(row.what), f"{format_decimal(row.value, '#,##0.00', locale=lang)} {unit}",
            f"{bound} {format_decimal(row.target, '#,##0.##', locale=lang)} {unit}", say(row.reference),
            f"{format_decimal(row.reference_value, '#,##0.00', locale=lang)} {unit}", verdict[row.met],
        )
    return table
