"""How well identity is told, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from babel.numbers import format_decimal
from rich.table import Table

from dashboards.wording import marked

SETS = {
    "tuning half": marked("tuning half"),
    "held-out half": marked("held-out half"),
    "both halves": marked("both halves"),
    "labelled documents": marked("labelled documents"),
}
SORTS = {
    "same: case": marked("one: another case"),
    "same: abbreviation": marked("one: abbreviated"),
    "same: no_diacritics": marked("one: Polish letters lost"),
    "same: typing_error": marked("one: a typing error"),
    "same: capitals": marked("one: in capitals"),
    "same: no_patron": marked("one: patron left out"),
    "two: branch": marked("two: a branch in another town"),
    "two: namesakes": marked("two: gminas of one name"),
    "two: next door": marked("two: the gmina or village next door"),
    "two: other kind": marked("two: another kind of body"),
    "two: other name": marked("two: another own name"),
    "two: other number": marked("two: another number"),
    "two: other patron": marked("two: another patron"),
    "two: other place": marked("two: one name in two towns"),
    "two: twins": marked("two: a town and the gmina around it"),
}


WORDS = (marked("resolve a country: 40,000 institutions, 240,000 memberships"), marked("all pairs of a kind"))
"""What the timing is called."""


def identity_table(rows: Iterable[Any], say: Callable[[str], str], lang: str) -> Table:
    """Precision and recall of merging, and what was asked about or not found."""

    def share(value: float) -> str:
        return format_decimal(value, "0.0000", locale=lang)

    table = Table(title=say("Pairs of names: one institution or two?"))
    for heading in (say("Set"), say("Of one"), say("Of two"), say("Merged rightly"), say("Merged wrongly"),
                    say("Asked about"), say("Not found"), say("Precision"), say("Recall"), say("Verdict")):
        table.add_column(heading, justify="left" if heading in (say("Set"), say("Verdict")) else "right")
    verdict = {True: say("met"), False: say("NOT MET"), None: ""}
    for row in rows:
        told = row.as_dict()
        name = SORTS[told["sort"]] if told["sort"] else SETS[told["of"]]
        one = told["positives"] > 0
        table.add_row(
            say(name), str(told["positives"]), str(told["negatives"]), str(told["right"]), str(told["wrong"]),
            str(told["doubtful"]), str(told["unfound"]), share(told["precision"]) if not told["sort"] else "",
            share(told["recall"]) if one else "", verdict[told["met"]],
        )
    return table
