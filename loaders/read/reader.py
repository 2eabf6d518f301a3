"""One way in: a file becomes a `Reading`, or an `UnreadableFile` that says what to do."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from graph.claims import Finding, FindingCode, Source
from graph.errors import UnreadableFile
from loaders.polish.personal import mask_title
from loaders.read import delimited, text
from loaders.read.filetype import FileType, is_mail, sniff
from loaders.read.member import Member
from loaders.read.privacy import masked
from loaders.read.rendering import Draft
from loaders.reading import Reading

__all__ = ["MAX_BYTES", "bytes_of", "files", "is_document", "is_mail", "read"]

MAX_BYTES = 50 * 1024 * 1024
MAX_LETTERS = 1_500_000
"""Of the text of one document: more than five hundred full pages, and about a minute of reading."""
_SKIPPED = {".py", ".json", ".pyc", ".yaml", ".yml", ".toml", ".cypher"}


def files(paths: Iterable[Path]) -> list[Path]:
    """The documents that `paths` name: files as they are, folders searched through, sorted, each once.

    Inside a folder, hidden files and folders, lock files of office programs (`~$…`), `README*` and files of programs
    or settings (`.py`, `.json`, `.yaml` …) are no documents and are left out; such a file named directly is not.

    Raises: UnreadableFile: a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_inside(path))))
        elif path.exists():
            found[path] = None
        else:
            raise UnreadableFile(f"{mask_title(path.name)}: there is no such file.", code=FindingCode.FILE_UNREADABLE,
                                 hint="Check the path, or name the folder that holds the documents.")
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if is_document(path.relative_to(folder).parts) and path.is_file():
            yield path


def is_document(parts: tuple[str, ...]) -> bool:
    """Whether a path inside a folder or an archive, divided at its slashes, may be that of a document."""
    if any(part.startswith((".", "~$")) or part == "__pycache__" for part in parts):
        return False
    return Path(parts[-1]).suffix.lower() not in _SKIPPED and not parts[-1].upper().startswith("README")


def read(path: Path | Member) -> Reading:
    """Read one file, whatever its type, and mask personal data.

    Args:    path: a document (TXT, CSV, XLSX, XLS, ODS, DOC, DOCX, ODT, PDF, HTML, EML), in a file or taken out of
             one by `members`; its type is told by its content. Of an e-mail the subject and the body are read.
    Returns: the masked text with its blocks and tables.
    Raises:  UnreadableFile: the file is empty, damaged, protected, too big, has no rows, is an archive or of an
             unknown type; `code` is the FindingCode, `hint` says what to do.
    """
    name = mask_title(path.name)
    data = bytes_of(path, name)
    found = sniff(data, path.suffix.lower(), name)
    if found is FileType.ARCHIVE:
        raise UnreadableFile(f"{name}: it is an archive, not a document.", code=FindingCode.FILE_UNKNOWN_TYPE,
                             hint="Read its members, or unpack it.")
    draft = _reader(found)(data, name)
    if not draft.text.strip() and not draft.findings:
        raise UnreadableFile(f"{name}: the file holds no text.", code=FindingCode.FILE_EMPTY,
                             hint="Open it and check that the document was saved.")
    _require_rows(draft, found, name)
    if len(draft.text) > MAX_LETTERS:
        raise UnreadableFile(f"{name}: its text has more than {MAX_LETTERS} letters.", code=FindingCode.FILE_TOO_BIG,
                             hint="Split the document, or load only the part that speaks of co-operation.")
    draft = masked(draft)
    source = Source(id=hashlib.sha256(data).hexdigest(), title=name, media_type=found.media_type, text=draft.text,
                    published=draft.published)
    findings = (*_mislabelled(path, found), *draft.findings)
    return Reading(source, draft.blocks, draft.tables, findings)


def bytes_of(path: Path | Member, name: str) -> bytes:
    """All bytes of a file of at most 50 MB. Raises UnreadableFile: it is empty, too big or cannot be opened."""
    if isinstance(path, Member):
        if path.refused is not None:
            raise path.refused
        data = path.data
    else:
        data = _from_disk(path, name)
    if len(data) > MAX_BYTES:
        raise _too_big(name, len(data))
    if not data.strip():
        raise UnreadableFile(f"{name}: the file is empty.", code=FindingCode.FILE_EMPTY,
                             hint="Open it and check that the document was saved.")
    return data


def _from_disk(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_big(name, size)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{name}: the file cannot be opened ({error.strerror}).", code=FindingCode.FILE_UNREADABLE,
                             hint="Check that it exists, that you may read it and that no program holds it.") from None


def _too_big(name: str, size: int) -> UnreadableFile:
    return UnreadableFile(f"{name}: {size // 2**20} MB is more than {MAX_BYTES // 2**20} MB.",
                          code=FindingCode.FILE_TOO_BIG, hint="Split the document, or leave out its pictures.")


def _require_rows(draft: Draft, found: FileType, name: str) -> None:
    if found.tabular and not any(len(table.rows) > 1 for table in draft.tables):
        raise UnreadableFile(f"{name}: the table has no rows under its header.", code=FindingCode.TABLE_WITHOUT_ROWS,
                             hint="Add the rows, or leave the file out.")


def _mislabelled(path: Path | Member, found: FileType) -> tuple[Finding, ...]:
    if path.suffix.lower() in found.suffixes:
        return ()
    return (Finding(code=FindingCode.FILE_MISLABELLED,
                    params=(("extension", path.suffix.lower()), ("type", found.value))),)


def _plain(data: bytes, name: str) -> Draft:
    return text.read_text(text.decode(data), name)


def _table(data: bytes, name: str) -> Draft:
    try:
        return delimited.read_delimited(text.decode(data), name)
    except csv.Error:
        raise UnreadableFile(f"{name}: the rows of the table cannot be told apart.", code=FindingCode.FILE_UNREADABLE,
                             hint="A quotation mark may be open: save the table anew as CSV or XLSX.") from None


_READERS: Mapping[FileType, str | Callable[[bytes, str], Draft]] = {
    FileType.TEXT: _plain,
    FileType.DELIMITED: _table,
    FileType.HTML: "html.read_html",
    FileType.PDF: "pdf.read_pdf",
    FileType.DOC: "doc.read_doc",
    FileType.DOCX: "docx.read_docx",
    FileType.XLSX: "sheet.read_sheet",
    FileType.XLS: "sheet.read_sheet",
    FileType.ODS: "ods.read_ods",
    FileType.ODT: "odt.read_odt",
    FileType.MAIL: "mail.read_mail",
}


def _reader(found: FileType) -> Callable[[bytes, str], Draft]:
    """The reader of a type. Those that stand on libraries are imported with the first file of their type."""
    reader = _READERS[found]
    if not isinstance(reader, str):
        return reader
    module, name = reader.split(".")
    return cast("Callable[[bytes, str], Draft]", getattr(import_module(f"loaders.read.{module}"), name))
