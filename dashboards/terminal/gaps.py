"""Gaps, changes, suggestions and removals as tables in the terminal, and all of them as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from babel.numbers import format_decimal, format_percent
from rich.console import ConsoleRenderable, Group
from rich.table import Table
from rich.text import Text

from dashboards.gaps import (
    COMPARED,
    KINDS,
    OUTCOMES,
    SENTENCES,
    STATES,
    Names,
    changed,
    flat,
    gap_records,
    how_named,
    template_line,
)
from dashboards.wording import LEVELS, day, marked
from graph.change import Comparison, Moment, Outcome, What
from graph.coverage import Template
from graph.gaps import Gap, GapKind, State
from graph.resilience import WhatIf
from graph.suggestion_bench import AT, Precision

SHOWN = 40
"""Rows of a table; `--csv` and `--json` have all."""
TITLES = 3
"""Documents named in a cell."""

Record = Mapping[str, Any]


def as_csv(records: Iterable[Record]) -> str:
    """Records with a header, lists in one cell."""
    rows = [flat(record) for record in records]
    header = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def gaps_view(kind: GapKind, gaps: Sequence[Gap], names: Names, template: Template | None) -> ConsoleRenderable:
    """What is missing of one kind, with what it rests on and what was read."""
    records = list(gap_records(gaps, names, template))
    table, hidden = _TABLES[kind](records, names)
    lines = [Text(names.say(KINDS[kind]), style="bold"), Text(names.say(SENTENCES[kind]))]
    if template is not None and kind in (GapKind.COVERAGE, GapKind.VERTICAL):
        lines.append(Text(f"{names.say('Template')}: {template_line(template, names)}"))
        lines += [Text(note) for note in [template.note_pl if names.lang == "pl" else template.note_en] if note]
    if not records:
        return Group(*lines, Text(names.say("Nothing of this kind is on record.")))
    lines += [Text(caution) for caution in _cautions(kind, records, names)]
    more = [Text(names.say("… and {count} more rows; --csv gives all.").format(count=hidden))] if hidden else []
    return Group(*lines, table, *more)


def _cautions(kind: GapKind, records: Sequence[Record], names: Names) -> Iterator[str]:
    """What the reader must know of these figures beside what the kind itself says."""
    say = names.say
    if kind is GapKind.COVERAGE:
        outside = {each["subject"] for each in records if each["in_force"] is False}
        if outside:
            yield say("The template was not in force for {count} of {all} teams at that time.").format(
                count=len(outside), all=len({each["subject"] for each in records})
            )
    elif kind is GapKind.MIXING:
        readable = sum(each["state"] != State.TOO_FEW for each in records)
        yield say("{rewirings} random networks, seed {seed}; {groups} teams and agreements.").format(**records[0])
        figures = [records[0][name] for name in ("assortativity", "assortativity_low", "assortativity_high")]
        if None not in figures:
            r, low, high = (format_decimal(each, "0.000", locale=names.lang) for each in figures)
            yield say("Like meets like: r = {r}; in 95 % of the random networks {low} to {high}.").format(
                r=r, low=low, high=high
            )
        yield say("Of {count} pairs that can be read, about {by_chance} lie outside by chance alone.").format(
            count=readable, by_chance=format_decimal(readable / 20, "0.#", locale=names.lang)
        )
    elif kind is GapKind.SILENT:
        unread = [each for each in records if each["state"] == State.UNREAD]
        people = sum(each["population"] or 0 for each in unread if each["about"] == "gmina")
        yield say("Nothing was read about {count} units, of them gminas with {people} inhabitants.").format(
            count=len(unread), people=format_decimal(people, "#,##0", locale=names.lang)
        )


_Drawn = tuple[Table, int]


def _table(headings: Iterable[tuple[str, bool]], rows: Sequence[Sequence[str]]) -> _Drawn:
    """A table of at most SHOWN rows; a heading with True is over numbers. And how many rows are left out."""
    table = Table()
    for heading, figures in headings:
        table.add_column(heading, overflow="fold", justify="right" if figures else "left")
    for row in rows[:SHOWN]:
        table.add_row(*row)
    return table, max(0, len(rows) - SHOWN)


def _titles(documents: Sequence[Mapping[str, str]]) -> str:
    titles = list(dict.fromkeys(each["title"] for each in documents))
    more = f" +{len(titles) - TITLES}" if len(titles) > TITLES else ""
    return ", ".join(titles[:TITLES]) + more


def _names(listed: Sequence[Mapping[str, str]]) -> str:
    return ", ".join(each["name"] for each in listed)


def _by_subject(records: Sequence[Record], names: Names, subject: str) -> _Drawn:
    """One row a team or gmina: how many roles are recorded, which are not, and what was read."""
    say = names.say
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record["subject"]].append(record)
    rows = []
    for roles in sorted(found.values(), key=lambda roles: roles[0]["name"]):
        by_state = {
            state: [record["about_name"] for record in roles if record["state"] == state] for state in State
        }
        tally = say("{n} of {all}").format(n=roles[0]["recorded"], all=roles[0]["roles"])
        uncertain = [record["about_name"] for record in roles if record.get("maybe")]
        silent = "" if roles[0]["read"] else say(STATES[State.UNREAD])
        if roles[0].get("members") == 0:
            silent = say("no members on record")
        rows.append((
            roles[0]["name"], tally, silent or ", ".join(by_state[State.NOT_RECORDED]),
            ", ".join(by_state[State.CONFIRMED_ABSENT]), ", ".join(uncertain), _titles(roles[0]["read"]),
        ))
    headings = [
        (say(subject), False), (say("Recorded"), True), (say("Not recorded"), False), (say("Confirmed absent"), False),
        (say("Recorded, day uncertain"), False), (say("Read about it"), False),
    ]
    if not any(row[4] for row in rows):
        return _table([*headings[:4], headings[5]], [(*row[:4], row[5]) for row in rows])
    return _table(headings, rows)


def _coverage(records: Sequence[Record], names: Names) -> _Drawn:
    return _by_subject(records, names, "Team")


def _vertical(records: Sequence[Record], names: Names) -> _Drawn:
    return _by_subject(records, names, "Gmina")


def _mixing(records: Sequence[Record], names: Names) -> _Drawn:
    say = names.say

    def figure(value: float | None, pattern: str = "#,##0.0") -> str:
        return "" if value is None else format_decimal(value, pattern, locale=names.lang)

    rows = [
        (
            f"{each['name']} – {each['about_name']}", figure(each["observed"], "#,##0.##"), figure(each["expected"]),
            f"{figure(each['low'], '#,##0.##')}–{figure(each['high'], '#,##0.##')}", figure(each["z"]),
            say(STATES[State(each["state"])]), str(len(each["who"])), _titles(each["documents"]),
        )
        for each in records
    ]
    return _table([
        (say("Who with whom"), False), (say("Pairs on record"), True), (say("By chance"), True),
        (say("95 % of draws"), True), ("z", True), (say("Compared with chance"), False), (say("Groups"), True),
        (say("Documents"), False),
    ], rows)


def _silent(records: Sequence[Record], names: Names) -> _Drawn:
    say = names.say
    rows = []
    for each in records:
        if each["state"] == State.RECORDED:
            continue
        people = each["population"]
        count = "" if people is None else format_decimal(people, "#,##0", locale=names.lang)
        year = "" if each["population_year"] is None else f" ({each['population_year']})"
        rows.append((
            f"{each['name']} [{each['subject']}]", say(LEVELS[each["about"]]), f"{count}{year}",
            say(STATES[State(each["state"])]), str(len(each["read"])), _titles(each["read"]),
        ))
    return _table([
        (say("Unit"), False), (say("Level"), False), (say("Population"), True), (say("Agreements and teams"), False),
        (say("Documents read"), True), (say("Documents"), False),
    ], rows)


def _fragile(records: Sequence[Record], names: Names) -> _Drawn:
    say = names.say
    rows = []
    for each in records:
        if each["state"] == State.CUTS_OFF:
            what = say("cuts off {count} institutions; the rest falls into {parts} parts").format(
                count=each["cut_off"], parts=each["parts"]
            )
        else:
            what = say("alone for the sector {sector} in {powiat}").format(
                sector=each["about_name"], powiat=names.of(each["powiat"])
            )
        rows.append((each["name"], what, str(each["groups"]), _names(each["who"]), _titles(each["documents"])))
    return _table([
        (say("Institution"), False), (say("If it leaves"), False), (say("Groups"), True), (say("In"), False),
        (say("Documents"), False),
    ], rows)


def _dates(records: Sequence[Record], names: Names) -> _Drawn:
    say = names.say
    rows = [
        (
            each["name"], *(day(each[end], lang=names.lang) for end in ("since", "until")),
            say(STATES[State(each["state"])]), _titles(each["documents"] or each["read"]),
        )
        for each in records
    ]
    return _table([
        (say("Team or agreement"), False), (say("Since"), False), (say("Until"), False), (say("State"), False),
        (say("Documents"), False),
    ], rows)


def _isolated(records: Sequence[Record], names: Names) -> _Drawn:
    say = names.say
    rows = [
        (each["name"], how_named(each["named_as"], say) or say("name"), _names(each["who"]), _titles(each["documents"]))
        for each in records
    ]
    return _table([
        (say("Institution"), False), (say("What documents say of it"), False), (say("About"), False),
        (say("Documents"), False),
    ], rows)


_TABLES: Mapping[GapKind, Callable[[Sequence[Record], Names], _Drawn]] = {
    GapKind.COVERAGE: _coverage,
    GapKind.VERTICAL: _vertical,
    GapKind.MIXING: _mixing,
    GapKind.SILENT: _silent,
    GapKind.FRAGILE: _fragile,
    GapKind.DATES: _dates,
    GapKind.ISOLATED: _isolated,
}


# ---------------------------------------------------------------- change, suggestions, removals


def moment_words(moment: Moment, names: Names) -> str:
    """A day, or a milestone with its period, in words."""
    if moment.milestone is None:
        return day(moment.id, lang=names.lang)
    period = " – ".join(day(each, lang=names.lang) for each in (moment.period.since, moment.period.until) if each)
    return f"{moment.milestone}{f' ({period})' if period else ''}"


def change_view(comparison: Comparison, names: Names, what: What | None) -> ConsoleRenderable:
    """How many stayed, joined and left, and which; by default of all that is compared."""
    say = names.say
    title = say("From {before} to {after}").format(
        before=moment_words(comparison.before, names), after=moment_words(comparison.after, names)
    )
    parts: list[ConsoleRenderable] = [Text(title, style="bold"), _tally(comparison, names)]
    for each in What if what is None else (what,):
        rows = [
            (
                say(OUTCOMES[outcome]), names.line(change.id, change.formerly),
                _titles(names.documents(change.evidence.documents)),
            )
            for outcome in Outcome
            for change in changed(comparison, each, outcome)
        ]
        table, hidden = _table([(say(COMPARED[each]), False), (say("Name"), False), (say("Documents"), False)], rows)
        if rows:
            parts.append(table)
        if hidden:
            parts.append(Text(say("… and {count} more rows; --csv gives all.").format(count=hidden)))
    parts.append(Text(say("Leaving a pilot is not leaving cooperation; planned and real dates differ.")))
    return Group(*parts)


def _tally(comparison: Comparison, names: Names) -> Table:
    say = names.say
    table = Table()
    for heading in ("", *(say(OUTCOMES[outcome]) for outcome in Outcome), "Jaccard"):
        table.add_column(heading, justify="right" if heading else "left")
    for what in What:
        share = comparison.jaccard(what)
        counts = (str(len(comparison.of(what, outcome))) for outcome in Outcome)
        shown = "–" if share is None else format_decimal(share, "0.000", locale=names.lang)
        table.add_row(say(COMPARED[what]), *counts, shown)
    return table


def suggestions_view(
    subject: str, records: Sequence[Record], template: Template | None, names: Names
) -> ConsoleRenderable:
    """Whom to talk to, and why."""
    say = names.say
    lines = [Text(say("With whom {subject} might talk").format(subject=names.of(subject)), style="bold")]
    if template is not None:
        lines.append(Text(f"{say('Template')}: {template_line(template, names)}"))
    if not records:
        return Group(*lines, Text(say("The documents name nobody in the powiat who is not there already.")))
    table, hidden = _table(
        [("", True), (say("Institution"), False), (say("Why"), False), (say("Documents"), False)],
        [(str(each["place"]), each["name"], each["reason"], _titles(each["documents"])) for each in records],
    )
    more = [Text(say("… and {count} more rows; --csv gives all.").format(count=hidden))] if hidden else []
    return Group(*lines, table, *more, Text(say("These are questions to ask, not findings about anybody.")))


def what_if_view(answer: WhatIf, cut: tuple[int, tuple[str, ...]] | None, names: Names) -> ConsoleRenderable:
    """What is left when some institutions leave; `cut`: how many must leave to separate it, and who."""
    say = names.say

    def share(value: float) -> str:
        return format_percent(value, "0.0 %", locale=names.lang)

    rows = [
        (say("Institutions in a team or agreement"), str(answer.institutions_before), str(sum(answer.parts_after))),
        (say("Parts"), str(len(answer.parts_before)), str(len(answer.parts_after))),
        (say("Institutions in the largest part"), str(max(answer.parts_before, default=0)),
         str(max(answer.parts_after, default=0))),
        (say("Pairs that cannot reach each other"), share(answer.fragmentation_before),
         share(answer.fragmentation_after)),
    ]
    table, _ = _table([("", False), (say("Now"), True), (say("Afterwards"), True)], rows)
    who = ", ".join(map(names.of, answer.removed))
    lines = [
        Text(f"{say(label)}: {', '.join(map(names.of, keys))}")
        for label, keys in (
            (marked("Cut off from the largest part"), answer.cut_off),
            (marked("Left without any partner"), answer.alone),
            (marked("Groups with fewer than two left"), answer.groups_below_two),
        )
        if keys
    ]
    if cut is not None:
        count, ids = cut
        lines.append(Text(say("As it is, the largest part falls apart when {count} leave, for example: {who}").format(
            count=count, who=", ".join(map(names.of, ids))
        )))
    return Group(Text(say("If these leave: {who}").format(who=who), style="bold"), table, *lines)


def curve_records(sizes: Sequence[int], order: str, seed: int, steps: int = 20) -> Iterator[dict[str, Any]]:
    """The removal curve at about `steps` even places: how many have left, and how many the largest part still has."""
    last = len(sizes) - 1
    for place in dict.fromkeys(round(step * last / steps) for step in range(steps + 1)):
        share = sizes[place] / sizes[0] if sizes[0] else 0.0
        yield {"order": order, "seed": seed, "removed": place, "largest": int(sizes[place]), "share": share}


def curve_view(records: Sequence[Record], names: Names) -> ConsoleRenderable:
    """The removal curve as a table."""
    say = names.say
    return _table(
        [(say("Have left"), True), (say("Institutions in the largest part"), True), (say("Share of now"), True)],
        [
            (str(each["removed"]), str(each["largest"]), format_percent(each["share"], "0 %", locale=names.lang))
            for each in records
        ],
    )[0]



_WAYS = {
    "suggested": marked("as suggested: missing role first, then common partners"),
    "adamic_adar": marked("common partners only (Adamic–Adar)"),
    "degree": marked("who is in most groups"),
    "random": marked("at random"),
}


def precision_view(found: Precision, say: Callable[[str], str], lang: str) -> ConsoleRenderable:
    """How many of the first ten suggestions were right, by way of suggesting."""
    table, _ = _table(
        [(say("Way of suggesting"), False), (say("Right among the first {count}").format(count=AT), True)],
        [
            (say(way), format_decimal(share * AT, "0.00", locale=lang))
            for way, share in (
                *((_WAYS[way], share) for way, share in found.by_way.items()),
                (marked("best possible"), found.best_possible),
            )
        ],
    )
    tail = say("{teams} hidden teams, {candidates} candidates each on average, seed {seed}").format(
        teams=found.teams, candidates=round(found.candidates), seed=found.seed
    )
    return Group(table, Text(tail))
