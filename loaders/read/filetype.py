"""What a file is, told by its content; the extension only decides between kinds of plain text."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read.text import decode

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400
"""An office file unpacks to ten or twenty times its size; XML of nothing but spaces to a thousand."""

_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b",
                   re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(rb"([!-9;-~]{1,60}):[ \t]?[^\n]*\n(?:[ \t][^\n]*\n)*")
_OF_MAIL = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"}
_NO_DOCUMENT = {".py", ".json", ".xml", ".js", ".css", ".yaml", ".yml", ".toml", ".sql", ".cypher", ".ini", ".log"}
_HINTS = {
    b"{\\rtf": "Save it as DOCX or PDF.",
    b"\x89PNG": "It is a picture: recognise its text (OCR) and save it as PDF or TXT.",
    b"\xff\xd8\xff": "It is a picture: recognise its text (OCR) and save it as PDF or TXT.",
    b"II*\x00": "It is a picture: recognise its text (OCR) and save it as PDF or TXT.",
    b"MM\x00*": "It is a picture: recognise its text (OCR) and save it as PDF or TXT.",
}


class FileType(StrEnum):
    """Types of documents that can be read."""

    TEXT = "text"
    DELIMITED = "delimited"
    HTML = "html"
    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ODT = "odt"
    MAIL = "mail"
    ARCHIVE = "archive"

    @property
    def media_type(self) -> str:
        """The IANA media type."""
        return _MEDIA_TYPES[self]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Extensions under which the type is expected."""
        return _SUFFIXES[self]

    @property
    def tabular(self) -> bool:
        """Whether the whole document is tables."""
        return self in {FileType.DELIMITED, FileType.XLSX, FileType.XLS, FileType.ODS}


_MEDIA_TYPES = {
    FileType.TEXT: "text/plain",
    FileType.DELIMITED: "text/csv",
    FileType.HTML: "text/html",
    FileType.PDF: "application/pdf",
    FileType.DOC: "application/msword",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.MAIL: "message/rfc822",
    FileType.ARCHIVE: "application/zip",
}
_SUFFIXES = {
    FileType.TEXT: (".txt", ".md", ".markdown", ".text", ""),
    FileType.DELIMITED: (".csv", ".tsv", ".tab"),
    FileType.HTML: (".html", ".htm", ".xhtml"),
    FileType.PDF: (".pdf",),
    FileType.DOC: (".doc", ".dot"),
    FileType.DOCX: (".docx", ".docm"),
    FileType.XLSX: (".xlsx", ".xlsm"),
    FileType.XLS: (".xls",),
    FileType.ODS: (".ods",),
    FileType.ODT: (".odt", ".ott"),
    FileType.MAIL: (".eml",),
    FileType.ARCHIVE: (".zip",),
}
_PACKED = {suffix for kind in FileType if kind.media_type.startswith("application/") for suffix in _SUFFIXES[kind]}


def sniff(data: bytes, suffix: str, name: str) -> FileType:
    """The type of a file by its first bytes and, for packages, its members.

    Args:    data: all bytes. suffix: the extension, small letters. name: for messages, without personal data.
    Raises:  UnreadableFile: the type is unknown, the file is protected, damaged or would unpack to too much.
    """
    if b"%PDF-" in data[:1024]:
        return FileType.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, name)
    if data.startswith(_OLE):
        return _compound(data, name)
    for magic, hint in _HINTS.items():
        if data.startswith(magic):
            raise _unknown(name, hint)
    if is_mail(data[:_HEAD], suffix):
        return FileType.MAIL
    if _HTML.match(data[:4096]) or (suffix in _SUFFIXES[FileType.HTML] and b"<" in data[:4096]):
        return FileType.HTML
    if suffix in _NO_DOCUMENT or not _is_text(data):
        raise _damaged(name) if suffix in _PACKED else _unknown(name)
    return FileType.DELIMITED if suffix in _SUFFIXES[FileType.DELIMITED] else FileType.TEXT


def is_mail(head: bytes, suffix: str) -> bool:
    """Whether a file begins with the header of an e-mail: two fields or more, one of them only e-mails have."""
    fields = []
    at = 0
    head = head.replace(b"\r\n", b"\n")
    while match := _HEADER.match(head, at):
        fields.append(match[1].lower())
        at = match.end()
    usual = {b"from", b"to", b"subject", b"date"} if suffix in _SUFFIXES[FileType.MAIL] else set()
    return len(fields) > 1 and bool((_OF_MAIL | usual) & set(fields))


def _is_text(data: bytes) -> bool:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = data[:65536]
    control = sum(sample.count(bytes([code])) for code in range(32) if code not in {9, 10, 11, 12, 13, 27})
    return b"\x00" not in sample and control <= len(sample) // 200 and bool(decode(sample).strip())


def _package(data: bytes, name: str) -> FileType:
    """The type of a ZIP package; unpacked sizes are bounded before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            kind = package.read("mimetype")[:100].decode("ascii", "replace") \
                if any(m.filename == "mimetype" and m.file_size < 200 for m in members) else ""
            locked = "opendocument" in kind and _locked(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _damaged(name) from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > 2**24 and unpacked > MAX_RATIO * len(data)) or len(members) > 20_000:
        raise UnreadableFile(f"{name}: it would unpack to {unpacked // 2**20} MB.", code=FindingCode.FILE_TOO_BIG,
                             hint="Save it anew from the program that made it, without pictures, or split it.")
    if locked or any(member.flag_bits & 1 for member in members):
        raise _protected(name)
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return FileType.DOCX
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return FileType.XLSX
    if kind == _MEDIA_TYPES[FileType.ODS]:
        return FileType.ODS
    if kind.removesuffix("-template") == _MEDIA_TYPES[FileType.ODT] and "content.xml" in names:
        return FileType.ODT
    office = "opendocument" in kind or "[Content_Types].xml" in names
    if office or kind:
        raise _unknown(name, "Save it as DOCX, XLSX or PDF.")
    return FileType.ARCHIVE


def _locked(package: zipfile.ZipFile) -> bool:
    """Whether the manifest of an OpenDocument file lists encrypted members (the package itself is then open)."""
    manifest = "META-INF/manifest.xml"
    listed = any(member.filename == manifest and member.file_size < 2**20 for member in package.infolist())
    return listed and b":encryption-data" in package.read(manifest)


def _compound(data: bytes, name: str) -> FileType:
    """The type of an OLE compound file, by the entries of its directory (names in UTF-16)."""
    def holds(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise _protected(name)
    if holds("WordDocument"):
        return FileType.DOC
    if holds("Workbook") or holds("Book"):
        return FileType.XLS
    raise _unknown(name)


def _unknown(name: str, hint: str = "") -> UnreadableFile:
    return UnreadableFile(f"{name}: this is no document of a known type.", code=FindingCode.FILE_UNKNOWN_TYPE,
                          hint=hint or "Documents are TXT, CSV, XLSX, XLS, ODS, DOC, DOCX, ODT, PDF, HTML, EML or ZIP.")


def _protected(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the file is protected by a password.", code=FindingCode.FILE_PROTECTED,
                          hint="Open it with the password, save a copy without one and load that.")


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: the file is damaged.", code=FindingCode.FILE_UNREADABLE,
                          hint="Open it in the program that made it and save it anew, or ask for it again.")
