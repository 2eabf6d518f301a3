"""Files that cannot be read: each is named, with a code and with what to do, and no library's traceback escapes."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read import files, read

BOUNDARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*entries: str) -> bytes:
    """A minimal OLE compound file: a header and one sector of directory entries."""
    header = (BOUNDARY + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)).ljust(512, b"\xff")
    directory = b"".join(entry.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(entry) + 2, 2, 1)
                         + bytes(60) for entry in ("Root Entry", *entries))
    return header + directory.ljust(1024, b"\0")


def refusal(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert path.name in str(refused.value)
    assert refused.value.hint
    assert refused.value.__cause__ is None
    assert refused.value.code in set(FindingCode)
    return refused.value


def word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Porozumienie")
    document.save(str(path))
    return path


@pytest.mark.parametrize(("name", "content", "code"), [
    ("empty.txt", b"", FindingCode.FILE_EMPTY),
    ("blank.txt", b" \n\n\t", FindingCode.FILE_EMPTY),
    ("empty.docx", b"", FindingCode.FILE_EMPTY),
    ("page.html", b"<html><body><script>1</script></body></html>", FindingCode.FILE_EMPTY),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", FindingCode.FILE_UNREADABLE),
    ("noise.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40, FindingCode.FILE_UNREADABLE),
    ("not.pdf", bytes(range(256)) * 40, FindingCode.FILE_UNREADABLE),
    ("cut.docx", b"PK\x03\x04" + bytes(200), FindingCode.FILE_UNREADABLE),
    ("old.doc", compound("WordDocument"), FindingCode.FILE_UNREADABLE),
    ("locked.docx", compound("EncryptionInfo", "EncryptedPackage"), FindingCode.FILE_PROTECTED),
    ("cut.xls", compound("Workbook"), FindingCode.FILE_UNREADABLE),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(50), FindingCode.FILE_UNKNOWN_TYPE),
    ("letter.rtf", rb"{\rtf1 Tekst}", FindingCode.FILE_UNKNOWN_TYPE),
    ("letter.doc", rb"{\rtf1 Tekst}", FindingCode.FILE_UNKNOWN_TYPE),
    ("program.py", b"print(1)\n", FindingCode.FILE_UNKNOWN_TYPE),
    ("noise.bin", bytes(range(256)) * 8, FindingCode.FILE_UNKNOWN_TYPE),
])
def test_refused_with_a_code_and_a_hint(tmp_path: Path, name: str, content: bytes, code: FindingCode) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).code == code


def test_other_packages_are_no_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as package:
        package.writestr("a.txt", "Tekst")
    assert refusal(tmp_path / "archive.zip").code == FindingCode.FILE_UNKNOWN_TYPE
    with zipfile.ZipFile(tmp_path / "slides.odp", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
    assert "DOCX" in refusal(tmp_path / "slides.odp").hint


def test_rich_text_is_refused_with_what_to_save_instead(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi Porozumienie}")
    assert refusal(tmp_path / "a.rtf").hint == "Save it as DOCX or PDF."


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(60, 700, "Tekst")
    canvas.save()
    assert refusal(tmp_path / "locked.pdf").code == FindingCode.FILE_PROTECTED


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml"])
def test_broken_xml_in_an_office_file(tmp_path: Path, member: str) -> None:
    source = tmp_path / "whole"
    if member.startswith("word"):
        word(source)
    else:
        openpyxl.Workbook().save(source)
    target = tmp_path / ("a.docx" if member.startswith("word") else "a.xlsx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            new.writestr(item, old.read(item)[:60] if item == member else old.read(item))
    assert refusal(target).code == FindingCode.FILE_UNREADABLE


def test_entities_of_a_word_file_are_not_expanded(tmp_path: Path) -> None:
    word(tmp_path / "whole.docx")
    (tmp_path / "secret.txt").write_text("tajne", "utf-8")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    with zipfile.ZipFile(tmp_path / "whole.docx") as old, zipfile.ZipFile(tmp_path / "a.docx", "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == "word/document.xml":
                content = content.replace(b"?>", b"?>" + entity.encode(), 1).replace(b"Porozumienie", b"Umowa &x;")
            new.writestr(item, content)
    text = read(tmp_path / "a.docx").source.text
    assert "Umowa" in text
    assert "tajne" not in text


def test_a_package_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 20_000_000)
    assert refusal(tmp_path / "bomb.docx").code == FindingCode.FILE_TOO_BIG      # a thousandfold
    monkeypatch.setattr("loaders.read.filetype.MAX_UNPACKED", 10_000)
    assert refusal(word(tmp_path / "a.docx")).code == FindingCode.FILE_TOO_BIG


def test_a_file_that_is_too_big_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.read.reader.MAX_BYTES", 10)
    (tmp_path / "a.txt").write_text("Jedenaście liter", "utf-8")
    assert refusal(tmp_path / "a.txt").code == FindingCode.FILE_TOO_BIG


def test_a_message_does_not_tell_the_name_in_a_files_name(tmp_path: Path) -> None:
    (tmp_path / "umowa_Marek_Sowa.txt").write_bytes(b"")
    with pytest.raises(UnreadableFile) as refused:
        read(tmp_path / "umowa_Marek_Sowa.txt")
    assert "Sowa" not in str(refused.value)
    assert "umowa_█████_████.txt" in str(refused.value)


def test_the_type_is_told_by_content(tmp_path: Path) -> None:
    word(tmp_path / "renamed.pdf")
    reading = read(tmp_path / "renamed.pdf")
    assert reading.source.media_type.endswith("wordprocessingml.document")
    assert [finding.code for finding in reading.findings] == [FindingCode.FILE_MISLABELLED]
    (tmp_path / "export.xls").write_text("<table><tr><td>Gmina</td><td>GOPS</td></tr></table>", "utf-8")
    assert read(tmp_path / "export.xls").source.media_type == "text/html"


def test_folders_are_searched_and_programs_left_out(tmp_path: Path) -> None:
    for name in ["b.txt", "a.csv", "README.md", "build.py", "gold.json", "~$a.docx", ".hidden.txt", "in/c.docx",
                 ".git/d.txt"]:
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    docs = tmp_path / "docs"
    assert files([docs]) == [docs / "a.csv", docs / "b.txt", docs / "in/c.docx"]
    assert files([docs / "build.py", docs, docs / "b.txt"]) == [docs / "build.py", docs / "a.csv", docs / "b.txt",
                                                                docs / "in/c.docx"]
    with pytest.raises(UnreadableFile, match="no such file"):
        files([tmp_path / "missing.txt"])
