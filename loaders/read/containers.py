"""Archives and e-mails: the documents inside them, one after another, within bounds.

Nothing is written to disk: names in an archive, `..` too, are only ever names.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.polish.personal import mask_title
from loaders.read import reader
from loaders.read.filetype import FileType, sniff
from loaders.read.member import Member

MAX_DEPTH = 3
MAX_MEMBERS = 500
MAX_TOTAL = 200 * 1024 * 1024
_HEAD = 8192


@dataclass(slots=True)
class _Budget:
    """What may still be taken out of one file on disk."""

    members: int = field(default_factory=lambda: MAX_MEMBERS)
    octets: int = field(default_factory=lambda: MAX_TOTAL)
    spent: bool = False


def members(path: Path) -> Iterator[Path | Member]:
    """The documents that one file holds: itself, or the members of an archive, or an e-mail and its attachments.

    Never raises: what cannot be taken out is a member that `read` refuses. At most 500 members, 200 MB and
    3 containers inside one another; what is beyond is one such member.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not (head.startswith(b"PK") or path.suffix.lower() == ".eml" or reader.is_mail(head, path.suffix.lower())):
            yield path
            return
        data = reader.bytes_of(path, mask_title(path.name))
    except (OSError, UnreadableFile):
        yield path                                      # `read` says what is the matter
        return
    yield from _documents(path, data, 0, _Budget())


def _documents(document: Path | Member, data: bytes, depth: int, budget: _Budget) -> Iterator[Path | Member]:
    name = mask_title(document.name)
    try:
        found = sniff(data, document.suffix.lower(), name)
        if found is FileType.MAIL:
            from loaders.read import mail  # few files are e-mails

            has_body, inside = mail.attachments(data, name)
            held: list[Member] = [Member(f"{document.name}/{_base(part.name)}", part.data) for part in inside]
            if has_body or not held:
                yield document
            within: Iterator[Member] = iter(held)
        elif found is FileType.ARCHIVE:
            within = _unzipped(document.name, data, budget)
        else:
            yield document
            return
    except UnreadableFile:
        yield document
        return
    for member in _unlike(within):
        if budget.spent:
            return
        budget.members -= 1
        budget.octets -= len(member.data)
        if budget.members < 0 or budget.octets < 0 or depth >= MAX_DEPTH:
            budget.spent = budget.members < 0 or budget.octets < 0
            yield _refused(document.name, FindingCode.FILE_TOO_BIG, "there is too much packed into it.",
                           "Unpack it and load the folder.")
            return
        if member.refused is not None:
            yield member
        else:
            yield from _documents(member, member.data, depth + 1, budget)


def _unzipped(outer: str, data: bytes, budget: _Budget) -> Iterator[Member]:
    """The members of a ZIP archive in the order of their names; what is no document is left out."""
    taken = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for item in sorted(package.infolist(), key=lambda item: item.filename):
            parts = PurePosixPath(_spelt(item).replace("\\", "/")).parts
            parts = tuple(part for part in parts if part not in {"..", "/"})
            if item.is_dir() or not parts or parts[0] == "__MACOSX" or not reader.is_document(parts):
                continue
            taken += 1
            yield _taken(package, item, f"{outer}/{parts[-1]}", budget)
    if not taken:
        yield _refused(outer, FindingCode.FILE_EMPTY, "the archive holds no documents.", "Look into it.")


def _taken(package: zipfile.ZipFile, item: zipfile.ZipInfo, name: str, budget: _Budget) -> Member:
    """One member, unpacked to no more than is allowed, whatever the archive says of its size."""
    limit = min(reader.MAX_BYTES, max(budget.octets, 0))
    try:
        with package.open(item) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return _refused(name, FindingCode.FILE_UNREADABLE, "it cannot be unpacked.", "Pack the archive anew.")
    if limit < reader.MAX_BYTES and len(data) > limit:
        return Member(name, data)                       # more than is left: the budget says so
    if len(data) > limit:
        return _refused(name, FindingCode.FILE_TOO_BIG, f"it is more than {limit // 2**20} MB.", "Split the document.")
    return Member(name, data)


def _spelt(item: zipfile.ZipInfo) -> str:
    """The member's name; Polish Windows writes CP852 where the standard expects CP437."""
    if item.flag_bits & 0x800:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("cp852")
    except UnicodeError:
        return item.filename


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name or "bez nazwy"


def _unlike(found: Iterator[Member]) -> Iterator[Member]:
    """Members with one name, from several folders, get a number behind it."""
    seen: dict[str, int] = {}
    for member in found:
        seen[member.name] = count = seen.get(member.name, 0) + 1
        if count > 1:
            stem = member.name.removesuffix(member.suffix)
            member = Member(f"{stem} ({count}){member.suffix}", member.data, member.refused)
        yield member


def _refused(name: str, code: FindingCode, problem: str, hint: str) -> Member:
    return Member(name, b"", UnreadableFile(f"{mask_title(name)}: {problem}", code=code, hint=hint))
