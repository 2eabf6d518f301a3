"""The review queue in the terminal: two candidates side by side, one key a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dashboards import reasons, review
from dashboards.review_words import about, value_of
from dashboards.wording import PREDICATES, STATUSES, VERDICTS, day
from graph.judgements import Judgement, Verdict
from graph.network import Reader

Say = Callable[[str], str]
QUOTES = 3
"""Quotes of one candidate that are shown."""
QUOTE_LENGTH = 220


@dataclass
class Queue:
    """The queue as one person works it. `judge` stores judgements; `ask` gives the next key, '' at the end of input."""

    store: Reader
    judge: Callable[[Sequence[Judgement]], object]
    role: str
    say: Say
    out: Console
    ask: Callable[[], str]
    territory: str = ""
    at_least: float = 0.0
    claims: bool = True
    pairs: bool = True
    done: list[Judgement] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def work(self) -> int:
        """Show one item after another until the queue or the input ends. Returns how many decisions stand."""
        waiting = self._waiting()
        while (item := next((each for each in waiting if each.id not in self.skipped), None)) is not None:
            self._show(item, self._count(waiting))
            key = self._key(item)
            if key in ("q", ""):
                break
            if key == "s":
                self.skipped.append(item.id)
                continue
            if key == "u":
                self._undo()
            else:
                self._decide(item, key)
            waiting = self._waiting()
        self._farewell(self._count(waiting))
        return len(self.done)

    def _waiting(self) -> list[Any]:
        found: list[Any] = [*review.pairs(self.store)] if self.pairs else []
        found = review.chosen(found, self.territory, self.at_least)
        if self.claims:
            most = review.MOST + len(self.skipped)
            found += review.doubts(self.store, self.territory, self.at_least, most)
        return found

    def _count(self, waiting: Sequence[Any]) -> int:
        """How many wait in all: of the claims only the first ones are read."""
        pairs = sum(isinstance(each, review.Pair) for each in waiting)
        return pairs + (review.count_doubts(self.store, self.territory, self.at_least) if self.claims else 0)

    def _key(self, item: review.Pair | review.Doubt) -> str:
        allowed = {"1", "2", "3", "s", "u", "q"} if isinstance(item, review.Pair) else {"1", "2", "s", "u", "q"}
        if not self.done:
            allowed.discard("u")
        while True:
            given = self.ask()
            key = given.strip().lower()[:1]
            if key in allowed or not given:
                return key
            self.out.print(self.say("Press one of: {keys}").format(keys=" ".join(sorted(allowed))), markup=False)

    def _decide(self, item: review.Pair | review.Doubt, key: str) -> None:
        if isinstance(item, review.Pair):
            verdict = {"1": Verdict.SAME, "2": Verdict.DIFFERENT, "3": Verdict.UNSURE}[key]
            left, right = (review.candidate(self.store, item.kind, end) for end in (item.left, item.right))
            judgement = review.on_pair(verdict, left, right, self.role)
        else:
            verdict = {"1": Verdict.CONFIRM, "2": Verdict.REJECT}[key]
            judgement = review.on_doubt(verdict, item, self.role)
        self.judge([judgement])
        self.done.append(judgement)
        self.out.print(f"→ {self.say(VERDICTS[verdict])}\n", markup=False)

    def _undo(self) -> None:
        last = self.done.pop()
        self.judge([review.withdrawal(last.id, self.role)])
        self.out.print(f"← {self.say('Taken back.')}\n", markup=False)

    def _show(self, item: review.Pair | review.Doubt, count: int) -> None:
        heading = self.say("Decided: {done}. Waiting: {left}. Confidence: {confidence}%.").format(
            done=len(self.done), left=count, confidence=round(100 * item.confidence)
        )
        self.out.rule(Text(heading), align="left")
        if isinstance(item, review.Pair):
            self.out.print(pair_table(self.store, item, self.say))
            keys = self.say("1 the same · 2 different · 3 not known · s later · u undo · q end")
        else:
            self.out.print("\n".join(doubt_lines(item, self.say)), markup=False)
            keys = self.say("1 confirm · 2 reject · s later · u undo · q end")
        self.out.print(keys, markup=False, style="bold")

    def _farewell(self, left: int) -> None:
        text = self.say("Decided: {done}. Still waiting: {left}.") if left else self.say(
            "Decided: {done}. Nothing is waiting.")
        self.out.print(text.format(done=len(self.done), left=left), markup=False)


def pair_table(store: Reader, pair: review.Pair, say: Say) -> Table:
    """The two candidates side by side, with the reasons under them."""
    sides = [review.candidate(store, pair.kind, end) for end in (pair.left, pair.right)]
    table = Table(show_header=False, show_lines=True, caption_justify="left", expand=True)
    for _side in sides:
        table.add_column(ratio=1, overflow="fold")
    for name, describe in _ROWS:
        cells = [describe(side, say) for side in sides]
        if any(cells):
            table.add_row(*(Text(cell, style="bold" if name == "name" else "") for cell in cells))
    table.caption = Text("\n".join(
        f"{reasons.side_of(each.code)} {reasons.sentence(each.code, each.params, say)}" for each in pair.reasons
    ))
    return table


def _time(side: review.Candidate, say: Say) -> str:
    parts = [say("from {since}").format(since=day(side.since, of=True)) if side.since else "",
             say("until {until}").format(until=day(side.until, of=True)) if side.until else ""]
    return " ".join(filter(None, parts))


def _members(side: review.Candidate, say: Say) -> str:
    shown = list(side.members[:8])
    if side.members[8:]:
        shown.append(say("and others: {n}").format(n=len(side.members) - 8))
    return "\n".join(f"· {name}" for name in shown)


def _quotes(side: review.Candidate, say: Say) -> str:
    texts = {" ".join(" […] ".join(each.quotes).split()): each for each in side.passages if each.quotes}
    chosen = sorted(texts.items(), key=lambda item: (item[1].predicate != "named", item[1].document))[:QUOTES]
    return "\n".join(f"„{cut(text)}”\n   {say('Document')}: {each.document}" for text, each in chosen)


_ROWS: tuple[tuple[str, Callable[[review.Candidate, Say], str]], ...] = (
    ("name", lambda side, _say: side.name),
    ("id", lambda side, _say: " · ".join(filter(None, (side.side.id, side.type)))),
    ("places", lambda side, _say: ", ".join(side.places)),
    ("time", _time),
    ("members", _members),
    ("quotes", _quotes),
)


def cut(text: str) -> str:
    """A quote that fits a terminal."""
    return text if len(text) <= QUOTE_LENGTH else f"{text[:QUOTE_LENGTH].rstrip()}…"


def doubt_lines(doubt: review.Doubt, say: Say) -> Iterator[str]:
    """A doubtful claim: what it says, its words in the document, its rule."""
    yield f"{doubt.subject_name} – {say(PREDICATES[doubt.predicate])}: {value_of(doubt, say)}"
    text = " ".join(" […] ".join(doubt.quotes).split())
    if text:
        yield f"  „{cut(text)}”"
    yield f"  {say('Document')}: {doubt.document} · {doubt.rule} · {say(STATUSES[doubt.status])}"


def waiting_figures(pairs: Iterable[review.Pair], doubts: Iterable[review.Doubt]) -> dict[str, Any]:
    """The queue as JSON values."""
    return {
        "pairs": [
            each._asdict() | {"reasons": [{"code": reason.code, "params": dict(reason.params)}
                                          for reason in each.reasons]}
            for each in pairs
        ],
        "claims": [
            each._asdict() | {"subject": each.subject.id, "object": each.object.id if each.object else None}
            for each in doubts
        ],
    }


def waiting_table(pairs: Iterable[review.Pair], doubts: Iterable[review.Doubt], say: Say) -> Table:
    """The queue as a list, where nobody can press keys."""
    table = Table()
    for heading in (say("Confidence"), say("What"), say("Why")):
        table.add_column(heading, overflow="fold")
    for pair in pairs:
        why = "; ".join(reasons.sentence(each.code, each.params, say) for each in pair.reasons)
        what = f"{pair.left_name} ({pair.left}) ? {pair.right_name} ({pair.right})"
        table.add_row(f"{pair.confidence:.2f}", Text(what), Text(why))
    for doubt in doubts:
        said, *more = doubt_lines(doubt, say)
        table.add_row(f"{doubt.confidence:.2f}", Text(said), Text(" ".join(each.strip() for each in more)))
    return table


def judged_table(rows: Iterable[review.Judged], say: Say) -> Table:
    """Judgements as a list: what was decided of what, by whom and when."""
    table = Table()
    for heading in ("id", say("Decided on"), say("Role"), say("Decision"), say("Of what"), say("Reason")):
        table.add_column(heading, overflow="fold")
    for row in rows:
        judgement = row.judgement
        table.add_row(judgement.id, judgement.decided_on[:10], Text(judgement.role),
                      say(VERDICTS[judgement.verdict]), Text(about(row, say)), Text(judgement.reason))
    return table
