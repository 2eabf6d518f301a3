"""What changes a store: load, forget, judge, restore. I/O at both ends and pure stages between.

Each is a `Change` of documents and judgements. The difference that it makes is computed from the part of the graph that
it can reach (`loaders.near`); from the whole graph when the rules or the tables are others than those by which it was
folded, when a save was broken off, or when so much changes that this is quicker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from graph.claims import Extraction, Finding, FindingCode
from graph.errors import UnreadableFile, UsageError
from graph.judgements import Judgement
from graph.model import Delta, Facts, difference
from graph.store import Holder, Mark, Store, Work, Written
from loaders.backup import Backup
from loaders.compared import Comparison, comparisons
from loaders.deciding import checked
from loaders.deciding import role_of as role_of  # the dashboard knows this package by the pipeline alone
from loaders.extract import EXTRACTOR, extract
from loaders.fold import fold
from loaders.judging import judgements_of
from loaders.near import Change, Difference, Shelf, document, everything, near
from loaders.notes import NOTE
from loaders.placed import Reference
from loaders.polish.personal import mask_title
from loaders.read import Member, files, members, read
from loaders.rules import fingerprint

NEAR_DOCUMENTS = 100
"""A change of more documents than this is compared over the whole graph."""

Progress = Callable[[Iterable[Path]], Iterable[Path]]
Waiting = Callable[[Holder], None]


class Why(StrEnum):
    """Why everything is folded again."""

    FIRST = "first"        # nothing is stored yet
    MANY = "many"          # more than NEAR_DOCUMENTS documents change
    RULES = "rules"        # the rules or the tables are others than those of the last save
    BROKEN = "broken"      # a save was broken off
    ASTRAY = "astray"      # somebody has written past the loaders: the graph is not what the last save left


@dataclass(frozen=True, slots=True)
class Refold:
    """Everything is about to be folded again. That takes minutes when there are thousands of documents."""

    why: Why
    documents: int


Refolding = Callable[[Refold], None]


class Outcome(StrEnum):
    """What became of one file."""

    LOADED = "loaded"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what became of it and what a person should know about it."""

    name: str                         # of the file, masked
    outcome: Outcome
    document: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or with `dry_run` would do."""

    files: tuple[FileReport, ...]
    delta: Delta
    written: Written
    dry_run: bool = False
    whole: bool = False               # whether everything was folded again

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files that could not be read."""
        return tuple(report for report in self.files if report.outcome is Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Known:
    """A stored document."""

    id: str
    title: str
    extractor: str


# ---------------------------------------------------------------- load


def load(
    paths: Sequence[Path],
    store: Store,
    *,
    again: bool = False,
    dry_run: bool = False,
    replaces: str = "",
    progress: Progress = iter,
    waiting: Waiting | None = None,
    refolding: Refolding | None = None,
) -> LoadReport:
    """Read the files, fold what they say with what the store already knows, and write the difference.

    Args:    again: read also the documents that this version has read before. dry_run: write nothing.
             replaces: id (or its beginning) or title of the document that the one file supersedes.
             progress: wraps the iteration over files, to show how far it is. waiting: called once, when somebody
             else is writing. refolding: called when everything has to be folded again, before that begins.
    Returns: a report; a file that cannot be read is in it and does not stop the others.
    Raises:  UsageError: `replaces` names no document, or several, or there is not one new document.
    """
    if not dry_run:
        store.ensure_schema()
    older = find(store, replaces) if replaces else None
    reports, fresh = _read(paths, store, again=again, progress=progress)
    supersedes = _supersedes(reports, older)
    change = Change(put=fresh, supersedes=supersedes)
    if dry_run:
        found, whole = differ(store, change, refolding)
        return LoadReport(tuple(reports), found.delta, Written(), dry_run, whole)
    titles = tuple(sorted(each.source.title for each in fresh.values()))
    found, written, whole = _carry_out(store, change, Work("load", loaded=titles), waiting, refolding)
    return LoadReport(tuple(reports), found.delta, written, whole=whole)


def compare(
    paths: Sequence[Path], store: Store, *, replaces: str = "", progress: Progress = iter,
    refolding: Refolding | None = None,
) -> tuple[list[FileReport], list[Comparison]]:
    """What each of these files would bring, before anything is stored: what is new, matched and in conflict."""
    older = find(store, replaces) if replaces else None
    reports, fresh = _read(paths, store, again=False, progress=progress)
    found, _ = differ(store, Change(put=fresh, supersedes=_supersedes(reports, older)), refolding)
    return reports, comparisons(found.old, found.new, fresh, store)


def _read(
    paths: Sequence[Path], store: Store, *, again: bool, progress: Progress
) -> tuple[list[FileReport], dict[str, Extraction]]:
    reports = []
    fresh: dict[str, Extraction] = {}
    for member in (each for path in progress(files(paths)) for each in members(path)):
        report, extraction = _one(member, store, again=again)
        reports.append(report)
        if extraction is not None:
            kept = fresh.get(extraction.source.id) or _current(store, extraction.source.id)
            if kept is None or extraction.source.title <= kept.source.title:
                fresh[extraction.source.id] = extraction
    return reports, fresh


def _one(path: Path | Member, store: Store, *, again: bool) -> tuple[FileReport, Extraction | None]:
    try:
        reading = read(path)
    except UnreadableFile as error:
        finding = Finding(code=FindingCode(error.code))
        return FileReport(mask_title(path.name), Outcome.FAILED, findings=(finding,)), None
    source = reading.source
    before = None if again else _current(store, source.id)
    if before is not None and before.source.title <= source.title:
        return FileReport(source.title, Outcome.KNOWN, source.id, before.findings), None
    extraction = extract(reading)
    return FileReport(source.title, Outcome.LOADED, source.id, extraction.findings), extraction


def _current(store: Store, id_: str) -> Extraction | None:
    """What is known of a document, if this version of the loaders found it."""
    rows = store.read("MATCH (d:Document {id: $id}) RETURN d.records AS records", id=id_).rows
    known = document(rows[0][0], "") if rows else None
    return known if known is not None and known.extractor == EXTRACTOR else None


def _supersedes(reports: Sequence[FileReport], older: Known | None) -> dict[str, str]:
    if older is None:
        return {}
    read_ = {report.document for report in reports if report.document}
    if len(read_) != 1 or read_ == {older.id}:
        raise UsageError(
            f"{older.title} can be replaced by one other document, and these are {len(read_ - {older.id})}.",
            hint="Name the one file that replaces it.",
        )
    return {read_.pop(): older.id}


# ---------------------------------------------------------------- forget, judge


_FOUND = """
MATCH (d:Document) WHERE {by} AND d.media_type <> $note RETURN d.id AS id, d.title AS title, d.extractor AS extractor
"""


def find(store: Store, text: str) -> Known:
    """The document with this id, beginning of an id (at least 6 letters) or title.

    Raises: UsageError: there is none, or there are several.
    """
    by = ["d.title = $text", *(["d.id STARTS WITH $text"] if len(text) >= 6 else [])]
    # one statement each: for either of two conditions no index is used
    rows = sorted({row for each in by for row in store.read(_FOUND.format(by=each), text=text, note=NOTE).rows})
    if not rows:
        raise UsageError(f"No document has the title or the id {text}.", hint="`koopgraf log` says what was loaded.")
    if len(rows) > 1:
        listed = ", ".join(f"{row[0][:12]} ({row[1]})" for row in rows[:5])
        raise UsageError(f"{len(rows)} documents are called {text}: {listed}.", hint="Say more of the id.")
    return Known(*rows[0])


def documents(store: Store) -> list[Known]:
    """Every stored document, by title."""
    rows = store.read(
        "MATCH (d:Document) WHERE d.media_type <> $note "
        "RETURN d.id AS id, d.title AS title, d.extractor AS extractor ORDER BY title, id", note=NOTE,
    ).rows
    return [Known(*row) for row in rows]


def outdated(store: Store) -> list[Known]:
    """Documents that another version of the rules has read: their files are wanted again."""
    return [each for each in documents(store) if each.extractor != EXTRACTOR]


def forget(
    store: Store, names: Sequence[str], *, waiting: Waiting | None = None, refolding: Refolding | None = None
) -> tuple[list[Known], Delta]:
    """Take documents out of the graph, and with each exactly what it alone supported.

    Args:    names: ids (or their beginnings) or titles.
    Returns: the documents, and what their going changed.
    Raises:  UsageError: a name fits no document, or several. Nothing is forgotten then.
    """
    gone = [find(store, name) for name in names]
    change = Change(drop=frozenset(each.id for each in gone))
    work = Work("forget", forgotten=tuple(sorted(each.title for each in gone)))
    found, _, _ = _carry_out(store, change, work, waiting, refolding)
    return gone, found.delta


def judge(store: Store, decided: Sequence[Judgement], *, refolding: Refolding | None = None) -> Delta:
    """Store judgements and fold again what they touch, so that they take effect at once. Known ones change nothing.

    Raises: UsageError: one cannot be used, or its role is no role. Nothing is stored then.
    """
    fresh = tuple(checked(judgement, Reference.shipped()) for judgement in decided)
    store.ensure_schema()
    work = Work("judge", judged=len(fresh))
    found, _, _ = _carry_out(store, Change(judgements=fresh), work, refolding=refolding)
    return found.delta


def backup(store: Store) -> Backup:
    """What the store's facts follow from. Raises UsageError while a save is unfinished: documents would be missing."""
    if store.mark().unfinished is not None:
        raise UsageError("A load was broken off in this store.", hint="Load again what was loaded then, and back up.")
    facts = store.facts()
    pairs = {key.start.id: key.end.id for key in facts.ties if key.type == "SUPERSEDES"}
    return Backup(extractions(facts), judgements_of(facts), pairs)


def restore(store: Store, kept: Backup, *, waiting: Waiting | None = None) -> Delta:
    """Fill an empty store from a backup. Raises UsageError: the store holds documents already."""
    store.ensure_schema()
    unfinished = store.mark().unfinished
    if documents(store) and (unfinished is None or unfinished.command != "restore"):
        raise UsageError("The store is not empty.", hint="Restore into a new store: --store FOLDER.")
    put = {each.source.id: each for each in kept.documents}
    titles = tuple(sorted(each.source.title for each in kept.documents))
    change = Change(put, judgements=tuple(kept.judgements), supersedes=kept.supersedes)
    found, _, _ = _carry_out(store, change, Work("restore", loaded=titles, judged=len(kept.judgements)), waiting)
    return found.delta


def put(store: Store, change: Change) -> Delta:
    """Write a change of documents that are read already."""
    titles = tuple(sorted(each.source.title for each in change.put.values()))
    store.ensure_schema()
    found, _, _ = _carry_out(store, change, Work("load", loaded=titles))
    return found.delta


def finish(store: Store) -> Delta:
    """Fold everything again: by today's rules and tables, and to the end what was broken off."""
    store.ensure_schema()
    found, _, _ = _carry_out(store, Change(), Work("refold"))
    return found.delta


# ---------------------------------------------------------------- the difference, and writing it


def differ(store: Store, change: Change, refolding: Refolding | None = None) -> tuple[Difference, bool]:
    """What a change makes of the graph, and whether it was compared over the whole of it."""
    reference = Reference.shipped()
    why = _why(store.mark(), change)
    if why is None:
        return near(change, store, reference), False
    return _whole(store, change, reference, why, refolding), True


def _why(mark: Mark, change: Change) -> Why | None:
    """Why everything has to be folded; None when what the change reaches is enough."""
    if mark.unfinished is not None:
        return Why.BROKEN
    if mark.fingerprint != fingerprint():
        return Why.RULES if mark.fingerprint else Why.FIRST
    return Why.MANY if len(change.documents) > NEAR_DOCUMENTS else None


def _whole(
    store: Store, change: Change, reference: Reference, why: Why, refolding: Refolding | None
) -> Difference:
    if refolding is not None:
        rows = store.read("MATCH (d:Document) WHERE d.media_type <> $note RETURN d.id AS id", note=NOTE).rows
        refolding(Refold(why, len({row[0] for row in rows} - change.drop | change.put.keys())))
    old = store.facts()
    known = {**{each.source.id: each for each in extractions(old)}, **change.put}
    for id_ in change.drop:
        known.pop(id_, None)
    pairs = {key.start.id: key.end.id for key in old.ties if key.type == "SUPERSEDES"}
    pairs.update(change.supersedes)
    new = everything(list(known.values()), reference, [*judgements_of(old), *change.judgements], pairs)
    return Difference(old, new, difference(old, new))


def _carry_out(
    store: Store, change: Change, work: Work, waiting: Waiting | None = None, refolding: Refolding | None = None
) -> tuple[Difference, Written, bool]:
    """Make the difference and write it, as the only one who writes."""
    work = replace(work, fingerprint=fingerprint())
    with store.turn(f"koopgraf {work.command}", waiting=waiting):
        found, whole = differ(store, change, refolding)
        try:
            return found, store.save(found.delta, work), whole
        except UsageError:
            if whole:
                raise
        # Somebody has written past the loaders, so the part does not fit its surroundings: compare everything.
        found = _whole(store, change, Reference.shipped(), Why.ASTRAY, refolding)
        return found, store.save(found.delta, work), True


def extractions(facts: Facts) -> list[Extraction]:
    """What every stored document was found to say, from its `records` and `text`."""
    return [
        document(str(node.properties["records"]), str(node.properties["text"]))
        for key, node in sorted(facts.nodes.items())
        if key.label == "Document" and node.properties["media_type"] != NOTE
    ]


def facts_of(paths: Sequence[Path]) -> Facts:
    """The facts of these files alone, without any store. Raises UnreadableFile for the first bad file."""
    return fold([extract(read(each)) for path in files(paths) for each in members(path)], Reference.shipped())


def judgements(store: Store) -> list[Judgement]:
    """Every judgement that a store holds, superseded ones too."""
    return Shelf(store).judgements
