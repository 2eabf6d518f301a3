"""Load documents into a store: the one way in, with I/O at both ends and pure stages between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from graph.claims import Extraction, Finding, FindingCode
from graph.errors import Overtaken, UnreadableFile
from graph.judgements import Judgement
from graph.model import Delta, Facts, difference
from graph.store.bolt import Written
from loaders.deciding import checked
from loaders.extract import EXTRACTOR, extract
from loaders.fold import fold
from loaders.judging import judgements_of
from loaders.placed import Reference
from loaders.polish.personal import mask_title
from loaders.read import Member, files, members, read

ATTEMPTS = 5
"""How often a load that another one overtakes folds again before it gives up."""


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

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files that could not be read."""
        return tuple(report for report in self.files if report.outcome is Outcome.FAILED)


class Storing(Protocol):
    """What a load needs of a store: a writer."""

    def ensure_schema(self) -> None:
        """Create what is missing of the schema."""
        ...

    def facts(self) -> Facts:
        """The whole graph."""
        ...

    def save(self, delta: Delta) -> Written:
        """Write a difference in one transaction."""
        ...


def load(
    paths: Sequence[Path],
    store: Storing,
    *,
    again: bool = False,
    dry_run: bool = False,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
) -> LoadReport:
    """Read the files, fold what they say with what the store already knows, and write the difference.

    Args:    again: read also the documents that this version has read before. dry_run: write nothing.
             progress: wraps the iteration over files, to show how far it is.
    Returns: a report; a file that cannot be read is in it and does not stop the others.
    """
    if not dry_run:
        store.ensure_schema()
    old = store.facts()
    known = _by_document(old)
    reports = []
    fresh: dict[str, Extraction] = {}
    for document in (each for path in progress(files(paths)) for each in members(path)):
        report, extraction = _one(document, {} if again else known)
        reports.append(report)
        if extraction is not None:
            kept = fresh.get(extraction.source.id) or _current(known.get(extraction.source.id))
            if kept is None or extraction.source.title <= kept.source.title:
                fresh[extraction.source.id] = extraction
    attempt = 0
    while True:
        attempt += 1
        delta = difference(old, fold((_by_document(old) | fresh).values(), Reference.shipped(), judgements(old)))
        if dry_run:
            return LoadReport(tuple(reports), delta, Written(), dry_run)
        try:
            return LoadReport(tuple(reports), delta, store.save(delta))
        except Overtaken:
            if attempt == ATTEMPTS:
                raise
            old = store.facts()  # with what the other process has loaded


def judge(store: Storing, decided: Sequence[Judgement]) -> Delta:
    """Store judgements and fold again, so that they take effect at once. Known ones change nothing.

    Raises: UsageError: one cannot be used, or its role is no role. Nothing is stored then.
    """
    reference = Reference.shipped()
    fresh = [checked(judgement, reference) for judgement in decided]
    store.ensure_schema()
    for attempt in range(1, ATTEMPTS + 1):
        old = store.facts()
        delta = difference(old, fold(extractions(old), reference, [*judgements(old), *fresh]))
        try:
            store.save(delta)
        except Overtaken:
            if attempt == ATTEMPTS:
                raise
        else:
            break
    return delta


def judgements(facts: Facts) -> list[Judgement]:
    """Every judgement that a graph state holds, superseded ones too."""
    return judgements_of(facts)


def _by_document(facts: Facts) -> dict[str, Extraction]:
    return {extraction.source.id: extraction for extraction in extractions(facts)}


def extractions(facts: Facts) -> list[Extraction]:
    """What every stored document was found to say, from its `records` and `text`."""
    found = []
    for key, node in sorted(facts.nodes.items()):
        if key.label == "Document":
            record = json.loads(str(node.properties["records"]))
            record["source"]["text"] = node.properties["text"]
            found.append(Extraction.model_validate(record))
    return found


def facts_of(paths: Sequence[Path]) -> Facts:
    """The facts of these files alone, without any store. Raises UnreadableFile for the first bad file."""
    return fold([extract(read(document)) for path in files(paths) for document in members(path)], Reference.shipped())


def _current(known: Extraction | None) -> Extraction | None:
    """What is known, if this version of the loaders found it. Of two names of one file the first in order counts."""
    return known if known is not None and known.extractor == EXTRACTOR else None


def _one(path: Path | Member, known: dict[str, Extraction]) -> tuple[FileReport, Extraction | None]:
    try:
        reading = read(path)
    except UnreadableFile as error:
        finding = Finding(code=FindingCode(error.code))
        return FileReport(mask_title(path.name), Outcome.FAILED, findings=(finding,)), None
    source = reading.source
    before = _current(known.get(source.id))
    if before is not None and before.source.title <= source.title:
        return FileReport(source.title, Outcome.KNOWN, source.id, before.findings), None
    extraction = extract(reading)
    return FileReport(source.title, Outcome.LOADED, source.id, extraction.findings), extraction
