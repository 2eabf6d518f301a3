"""One way in: a file becomes a `Reading`, or an `UnreadableFile` that says what to do."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.claims import Finding, FindingCode, Source
from graph.errors import UnreadableFile
from loaders.polish.personal import mask_title
from loaders.read import delimited, docx, html, odt, pdf, sheet, text
from loaders.read.filetype import FileType, sniff
from loaders.read.privacy import masked
from loaders.read.rendering import Draft
from loaders.reading import Reading

MAX_BYTES = 50 * 1024 * 1024
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
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "~$")) or part == "__pycache__" for part in parts) or not path.is_file():
            continue
        if path.suffix.lower() not in _SKIPPED and not path.name.upper().startswith("README"):
            yield path


def read(path: Path) -> Reading:
    """Read one file, whatever its type, and mask personal data.

    Args:    path: a document (TXT, CSV, XLSX, XLS, ODS, DOCX, ODT, PDF, HTML); its type is told by its content.
    Returns: the masked text with its blocks and tables.
    Raises:  UnreadableFile: the file is empty, damaged, protected, too big, has no rows or is of an unknown type;
             `code` is the FindingCode, `hint` says what to do.
    """
    name = mask_title(path.name)
    data = _bytes(path, name)
    found = sniff(data, path.suffix.lower(), name)
    draft = _READERS[found](data, name)
    if not draft.text.strip() and not draft.findings:
        raise UnreadableFile(f"{name}: the file holds no text.", code=FindingCode.FILE_EMPTY,
                             hint="Open it and check that the document was saved.")
    _require_rows(draft, found, name)
    draft = masked(draft)
    source = Source(id=hashlib.sha256(data).hexdigest(), title=name, media_type=found.media_type, text=draft.text,
                    published=draft.published)
    findings = (*_mislabelled(path, found), *draft.findings)
    return Reading(source, draft.blocks, draft.tables, findings)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(f"{name}: {size // 2**20} MB is more than {MAX_BYTES // 2**20} MB.",
                                 code=FindingCode.FILE_TOO_BIG, hint="Split the document, or leave out its pictures.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{name}: the file cannot be opened ({error.strerror}).", code=FindingCode.FILE_UNREADABLE,
                             hint="Check that it exists, that you may read it and that no program holds it.") from None
    if not data.strip():
        raise UnreadableFile(f"{name}: the file is empty.", code=FindingCode.FILE_EMPTY,
                             hint="Open it and check that the document was saved.")
    return data


def _require_rows(draft: Draft, found: FileType, name: str) -> None:
    if found.tabular and not any(len(table.rows) > 1 for table in draft.tables):
        raise UnreadableFile(f"{name}: the table has no rows under its header.", code=FindingCode.TABLE_WITHOUT_ROWS,
                             hint="Add the rows, or leave the file out.")


def _mislabelled(path: Path, found: FileType) -> tuple[Finding, ...]:
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


_READERS: dict[FileType, Callable[[bytes, str], Draft]] = {
    FileType.TEXT: _plain,
    FileType.DELIMITED: _table,
    FileType.HTML: html.read_html,
    FileType.PDF: pdf.read_pdf,
    FileType.DOCX: docx.read_docx,
    FileType.XLSX: sheet.read_sheet,
    FileType.XLS: sheet.read_sheet,
    FileType.ODS: sheet.read_sheet,
    FileType.ODT: odt.read_odt,
}
