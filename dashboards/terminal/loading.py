"""What loading, forgetting and comparing print in the terminal, and what the log and the state of a store are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.table import Table

from dashboards.findings import render
from dashboards.wording import PREDICATES, marked

Say = Callable[[str], str]
_SHOWN = 5

OUTCOMES = {"loaded": marked("read"), "known": marked("already loaded"), "failed": marked("NOT READ")}
COMMANDS = {
    "load": marked("loaded"), "forget": marked("forgotten"), "judge": marked("judged"), "restore": marked("restored"),
    "refold": marked("folded again"), "save": marked("saved"),
}
"""What a save did, by its command."""

WHY_AGAIN = {
    "many": marked("So many documents change at once"),
    "rules": marked("The rules or tables are others than at the last save"),
    "broken": marked("The last save was broken off"),
    "astray": marked("The graph is not what the last save left"),
}
"""Why everything is folded again (`loaders.pipeline.Why`). Of the first load nothing is said: all is new."""


# ---------------------------------------------------------------- load


def refold_lines(refold: Any, say: Say) -> Iterator[str]:
    """That everything is about to be folded again (`loaders.pipeline.Refold`), why, and of how many documents."""
    if refold.why.value in WHY_AGAIN:
        told = say("{why}: all documents ({documents}) are folded again. Tens of thousands take more than ten minutes.")
        yield told.format(why=say(WHY_AGAIN[refold.why.value]), documents=refold.documents)


def load_figures(report: Any) -> dict[str, Any]:
    """A load (`loaders.pipeline.LoadReport`) as JSON values."""
    return {
        "files": file_figures(report.files),
        "dry_run": report.dry_run,
        "changes": len(report.delta),
        "written": asdict(report.written),
        "folded_whole": report.whole,
    }


def file_figures(files: Iterable[Any]) -> list[dict[str, Any]]:
    """Files with what became of them, as JSON values."""
    return [
        {
            "file": file.name,
            "outcome": file.outcome.value,
            "document": file.document,
            "findings": [finding.model_dump(mode="json", exclude_defaults=True) for finding in file.findings],
        }
        for file in files
    ]


def load_lines(report: Any, say: Say) -> Iterator[str]:
    """A load in words."""
    yield from file_lines(report.files, say)
    yield from delta_lines(report.delta, say)
    if report.dry_run:
        yield say("This was a dry run: nothing was written.")
    if report.failed:
        yield say("{count} file(s) could not be read; the others were loaded.").format(count=len(report.failed))


def file_lines(files: Iterable[Any], say: Say) -> Iterator[str]:
    """Each file, what became of it and what was found wrong in it."""
    for file in files:
        yield f"{file.name}: {say(OUTCOMES[file.outcome.value])}"
        for finding in file.findings:
            problem, remedy = render(finding, say)
            yield f"    {problem}. {remedy}"


def delta_lines(delta: Any, say: Say) -> Iterator[str]:
    """How many nodes and ties came, changed and went."""
    yield say("Nodes: {new} new, {changed} changed, {removed} removed.").format(
        new=len(delta.create_nodes), changed=len(delta.update_nodes), removed=len(delta.remove_nodes)
    )
    yield say("Ties: {new} new, {changed} changed, {removed} removed.").format(
        new=len(delta.create_ties), changed=len(delta.update_ties), removed=len(delta.remove_ties)
    )


# ---------------------------------------------------------------- compare before loading


def diff_figures(files: Iterable[Any], compared: Iterable[Any]) -> dict[str, Any]:
    """What documents would bring (`loaders.compared.Comparison`), as JSON values."""
    return {
        "files": file_figures(files),
        "documents": [
            {
                "document": each.document,
                "new": [asdict(body) for body in each.new],
                "matched": [asdict(body) for body in each.matched],
                "new_ties": each.new_ties,
                "supported_ties": each.supported_ties,
                "conflicts": [
                    {
                        "subject": asdict(conflict.subject), "predicate": conflict.ours.predicate,
                        "ours": conflict.ours.value, "our_quote": conflict.ours.quote, "theirs": conflict.theirs.value,
                        "their_quote": conflict.theirs.quote, "their_document": conflict.theirs.document,
                    }
                    for conflict in each.conflicts
                ],
            }
            for each in compared
        ],
    }


def diff_lines(files: Iterable[Any], compared: Iterable[Any], say: Say) -> Iterator[str]:
    """What documents would bring, in words."""
    yield from file_lines(files, say)
    for each in compared:
        yield ""
        yield f"{each.document}"
        for heading, bodies in ((say("New"), each.new), (say("Known already"), each.matched)):
            yield f"  {heading}: {len(bodies)}"
            yield from (f"    {body.name} [{body.id}]" for body in bodies)
        told = say("Ties: {new} new, {supported} that get one more document.")
        yield "  " + told.format(new=each.new_ties, supported=each.supported_ties)
        yield f"  {say('In conflict')}: {len(each.conflicts)}"
        for conflict in each.conflicts:
            what = say(PREDICATES.get(conflict.ours.predicate, conflict.ours.predicate))
            yield f"    {conflict.subject.name} [{conflict.subject.id}], {what}:"
            yield "      " + say("here: {value} – “{quote}”").format(**_told(conflict.ours, say))
            yield "      " + say("in {document}: {value} – “{quote}”").format(
                document=conflict.theirs.document, **_told(conflict.theirs, say)
            )
    yield ""
    yield say("Nothing was written.")


def _told(said: Any, say: Say) -> dict[str, str]:
    value = said.value or say(PREDICATES.get(said.predicate, said.predicate))
    return {"value": value, "quote": " ".join(said.quote.split())}


# ---------------------------------------------------------------- the log, and the state of a store


def log_records(revisions: Iterable[Any]) -> list[dict[str, Any]]:
    """Saves (`graph.store.Revision`) as JSON values."""
    return [asdict(each) for each in revisions]


def log_table(revisions: Iterable[Any], say: Say) -> Table:
    """One row a save, the newest first."""
    table = Table()
    for heading in ("No.", "When", "What", "Documents", "Nodes + ~ –", "Ties + ~ –"):
        table.add_column(say(heading), overflow="fold")
    for each in revisions:
        what = say(COMMANDS.get(each.command, each.command))
        if each.completed:
            what = f"{what}, {say('a load that was broken off is finished')}"
        table.add_row(
            str(each.revision), local_time(each.at), what, _documents(each, say),
            f"{each.nodes_new} {each.nodes_changed} {each.nodes_removed}",
            f"{each.ties_new} {each.ties_changed} {each.ties_removed}",
        )
    return table


def _documents(revision: Any, say: Say) -> str:
    parts = [
        f"{sign}{_named(titles, count, say)}"
        for sign, titles, count in (
            ("", revision.loaded, revision.loaded_count), ("– ", revision.forgotten, revision.forgotten_count),
        )
        if count
    ]
    if revision.judged:
        parts.append(say("judgements: {count}").format(count=revision.judged))
    return "; ".join(parts)


def _named(titles: Any, count: int, say: Say) -> str:
    shown = ", ".join(titles[:_SHOWN])
    more = count - min(_SHOWN, len(titles))
    return f"{shown} {say('and {count} more').format(count=more)}" if more > 0 else shown


def local_time(at: str) -> str:
    """A time of the store's in this machine's zone, to the second."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def unfinished_line(unfinished: Any, say: Say) -> str:
    """That a save was broken off, and what to do."""
    told = say(
        "Unfinished load: “{command}” of {since} was broken off. What is shown is incomplete. "
        "Run the same command again: koopgraf {command} …"
    )
    return told.format(command=unfinished.command, since=local_time(unfinished.since))


def outdated_lines(documents: Any, say: Say) -> Iterator[str]:
    """The documents that older rules have read."""
    if documents:
        told = say("{count} document(s) were read by older rules. Load their files again to read them anew:")
        yield told.format(count=len(documents))
        yield from (f"    {each.title} [{each.id[:12]}]" for each in documents[:50])
        if len(documents) > 50:
            yield "    " + say("and {count} more").format(count=len(documents) - 50)
