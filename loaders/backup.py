"""A backup: what was found in every document, and every judgement. All else follows from them.

One gzip-compressed file of JSON lines: a head with the version, one line a document (with its masked text), one a
judgement, one a pair of documents of which the newer replaces the older, and a tail with the digest of all before.
The original files are not in it. It fits any store: the facts come out the same, byte for byte.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.claims import Extraction
from graph.errors import UsageError
from graph.judgements import Judgement

FORMAT = "koopgraf backup"
VERSION = 1


@dataclass(frozen=True)
class Backup:
    """What a store's facts follow from."""

    documents: Sequence[Extraction] = ()
    judgements: Sequence[Judgement] = ()
    supersedes: Mapping[str, str] = field(default_factory=dict)    # new document → the older one


def write_backup(backup: Backup, path: Path) -> None:
    """Write a backup, whole or not at all. Equal backups give equal bytes. Raises UsageError: it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    digest = hashlib.sha256()
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder", str(path))
        with part.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
            for line in _lines(backup):
                digest.update(line)
                file.write(line)
            file.write(_line({"sha256": digest.hexdigest()}))
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="Name another file.") from error


def read_backup(path: Path) -> Backup:
    """Read a backup. Raises UsageError: there is none, it is damaged, or this program does not know its version."""
    try:
        with gzip.open(path, "rb") as file:
            lines = file.read().splitlines(keepends=True)
    except FileNotFoundError as error:
        raise UsageError(f"There is no file {path}.", hint="Check the path.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path} is no backup, or it is damaged: {error}", hint=_HINT) from error
    try:
        return _parsed(lines, path)
    except (ValidationError, ValueError, LookupError, TypeError) as error:
        raise UsageError(f"{path} is no backup, or it is damaged.", hint=_HINT) from error


_HINT = "Use a file that `koopgraf backup` wrote."


def _lines(backup: Backup) -> Iterator[bytes]:
    yield _line({
        "format": FORMAT, "version": VERSION, "documents": len(backup.documents), "judgements": len(backup.judgements),
    })
    for document in sorted(backup.documents, key=lambda each: each.source.id):
        yield _line({"document": document.model_dump(mode="json", exclude_defaults=True)})
    for judgement in sorted(backup.judgements, key=lambda each: each.id):
        yield _line({"judgement": judgement.model_dump(mode="json", exclude_defaults=True)})
    for pair in sorted(backup.supersedes.items()):
        yield _line({"supersedes": list(pair)})


def _line(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _parsed(lines: Sequence[bytes], path: Path) -> Backup:
    head, tail = (json.loads(lines[at]) for at in (0, -1))
    if head.get("format") != FORMAT:
        raise ValueError("another format")
    if head["version"] != VERSION:
        raise UsageError(
            f"{path} is a backup of version {head['version']}; this program reads version {VERSION}.",
            hint="Restore it with the version of koopgraf that wrote it, or a newer one.",
        )
    if hashlib.sha256(b"".join(lines[:-1])).hexdigest() != tail["sha256"]:
        raise ValueError("the digest is another one")
    records = [json.loads(line) for line in lines[1:-1]]
    return Backup(
        [Extraction.model_validate(each["document"]) for each in records if "document" in each],
        [Judgement.model_validate(each["judgement"]) for each in records if "judgement" in each],
        {each["supersedes"][0]: each["supersedes"][1] for each in records if "supersedes" in each},
    )
