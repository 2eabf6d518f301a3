"""Benchmarks in the terminal: one row a thing that was timed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from babel.numbers import format_decimal
from rich.table import Table

from graph.bench import Row


def bench_table(title: str, rows: Iterable[Row], say: Callable[[str], str], lang: str) -> Table:
    """Seconds, the reference's seconds, how many times faster, memory, and whether the target is met."""

    def number(value: float | None, pattern: str = "#,##0.000") -> str:
        return "" if value is None else format_decimal(value, pattern, locale=lang)

    verdict = {True: say("met"), False: say("NOT MET"), None: ""}
    table = Table(title=title)
    for heading in (say("What"), say("Seconds"), say("Compared with"), say("Its seconds"), say("Times faster"), "MB",
                    say("Target"), say("Verdict")):
        words = heading in (say("What"), say("Compared with"), say("Target"), say("Verdict"))
        table.add_column(heading, overflow="fold", justify="left" if words else "right")
    for row in rows:
        targets = [
            (row.at_most_seconds, say("at most {value} s")),
            (row.at_least_times, say("at least {value} × faster")),
            (row.at_most_times, say("at most {value} × its time")),
        ]
        stated = "; ".join(text.format(value=number(value, "0.##")) for value, text in targets if value is not None)
        table.add_row(
            say(row.what), number(row.seconds), row.reference, number(row.reference_seconds),
            number(row.times, "#,##0.0"), number(row.megabytes, "#,##0"), stated, verdict[row.met],
        )
    return table
