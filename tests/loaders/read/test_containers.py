"""Archives and e-mails, made here: every document inside is read by itself, and nothing more than the bounds allow."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.pipeline import facts_of
from loaders.read import Member, containers, files, members, read

AGREEMENT = "Porozumienie zawarte pomiędzy Gminą Łapy a Powiatem Białostockim."


def packed(**content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()


def letter(*, html: str = "", **attached: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Marek Sowa <marek.sowa@gmail.com>"
    message["To"] = "Ewa Lisiak <ewa.lisiak@wp.pl>"
    message["Subject"] = "Odp: Skład zespołu w Łapach, Ewa Lisiak"
    message["Date"] = "Fri, 27 Sep 2019 08:00:00 +0200"
    message["Message-ID"] = "<1@lapy.pl>"
    message.set_content("Dzień dobry,\n\n> w zespole są:\n> - GOPS w Łapach\n\nOd: KLMN Opqrst\n", charset="iso-8859-2")
    if html:
        message.add_alternative(html, subtype="html", charset="windows-1250")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def save(path: Path, data: bytes | EmailMessage) -> Path:
    path.write_bytes(bytes(data))
    return path


def titles(path: Path) -> list[str]:
    return [each.name for each in members(path)]


def refusals(path: Path) -> list[tuple[str, str]]:
    """Name and code of each member that `read` refuses."""
    found = []
    for each in members(path):
        try:
            read(each)
        except UnreadableFile as error:
            found.append((each.name, error.code if error.hint else "no hint"))
    return found


def test_a_letter_is_its_subject_and_body_without_correspondents(tmp_path: Path) -> None:
    path = save(tmp_path / "a.eml", letter())
    assert list(members(path)) == [path]
    reading = read(path)
    text = reading.source.text
    assert [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks] == [
        ("heading", "Skład zespołu w Łapach, ███ ██████"), ("paragraph", "Dzień dobry,"),
        ("paragraph", "w zespole są:"), ("list_item", "GOPS w Łapach"), ("paragraph", "Od: ████ ██████")]
    assert (reading.source.media_type, reading.source.published) == ("message/rfc822", "2019-09-27")
    assert reading.findings == ()
    for private in ("Sowa", "sowa", "Lisiak", "lisiak", "gmail"):
        assert private not in text


def test_a_letter_with_a_table_is_read_as_a_page(tmp_path: Path) -> None:
    page = ("<html><head><meta charset='utf-8'><title>x</title></head><body><p>Skład:</p><table>"
            "<tr><th>Instytucja</th><th>Osoba</th></tr><tr><td>GOPS w Żorach</td><td>Ewa Lisiak</td></tr></table>"
            "<p>From: Opqrst Klmn</p></body></html>")
    reading = read(save(tmp_path / "a.eml", letter(html=page)))
    assert [[cell.text for cell in row] for row in reading.tables[0].rows] == [
        ["Instytucja", "Osoba"], ["GOPS w Żorach", "███ ██████"]]
    assert reading.source.text.startswith("Skład zespołu w Łapach, ███ ██████\nSkład:\n")
    assert "From: ██████ ████" in reading.source.text


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = letter(**{"b.txt": AGREEMENT.encode()})
    message = letter(**{"zgłoszenie Marek Sowa.csv": b"Gmina;Instytucja\nX;GOPS", "../../c.zip": packed(
        **{"../d.txt": AGREEMENT.encode(), "readme.txt": b"x", "e/f.txt": b"Tekst", "g/f.txt": b"Inny"})})
    message.add_attachment(inner, filename="przekazane.eml")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png", cid="<logo>",
                           disposition="inline")
    path = save(tmp_path / "a.eml", message)
    assert titles(path) == [
        "a.eml", "a.eml/zgłoszenie Marek Sowa.csv", "a.eml/c.zip/d.txt", "a.eml/c.zip/f.txt",
        "a.eml/c.zip/f (2).txt", "a.eml/przekazane.eml", "a.eml/przekazane.eml/b.txt"]
    readings = [read(each) for each in members(path)]
    assert readings[1].source.title == "a.eml/zgłoszenie █████ ████.csv"
    assert [cell.text for cell in readings[1].tables[0].rows[1]] == ["X", "GOPS"]
    assert readings[2].source.text == AGREEMENT
    assert readings[2].source.id == readings[6].source.id              # the same bytes are the same document
    assert sorted(tmp_path.iterdir()) == [path]                        # nothing was unpacked to disk


def test_a_letter_without_a_body_is_its_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Umowa"
    message["Message-ID"] = "<1@lapy.pl>"
    message.add_attachment(AGREEMENT.encode(), maintype="text", subtype="plain", filename="umowa.txt")
    assert titles(save(tmp_path / "a.eml", message)) == ["a.eml/umowa.txt"]


def test_an_archive_gives_the_same_facts_as_its_documents(tmp_path: Path) -> None:
    plain, archived = tmp_path / "plain", tmp_path / "archived"
    plain.mkdir()
    archived.mkdir()
    save(plain / "a.txt", AGREEMENT.encode())
    save(archived / "a.zip", packed(**{"in/a.txt": AGREEMENT.encode(), "__MACOSX/a.txt": b"x", ".b.txt": b"x"}))
    one, other = facts_of([plain]), facts_of(files([archived]))
    assert len(one.nodes) > 3
    assert set(one.nodes) == set(other.nodes)


def test_names_of_old_polish_archives(tmp_path: Path) -> None:
    data = packed(**{"zespol.txt": b"Tekst"}).replace(b"zespol.txt", "zespół.txt".encode("cp852"))
    assert titles(save(tmp_path / "a.zip", data)) == ["a.zip/zespół.txt"]


def test_the_stem_of_a_member_is_a_plain_file_name() -> None:
    assert Member("umowy.zip/../zespół w Łapach.txt", b"").stem == "umowy.zip-..-zespół-w-Łapach"
    assert Member("umowy.zip/Marek Sowa.txt", b"").stem == "umowy.zip"


@pytest.mark.parametrize(("limit", "value", "taken"), [("MAX_MEMBERS", 2, 2), ("MAX_TOTAL", 25, 2)])
def test_bounds_of_number_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int,
                                   taken: int) -> None:
    monkeypatch.setattr(f"loaders.read.containers.{limit}", value)
    path = save(tmp_path / "a.zip", packed(**{f"{number}.txt": b"Tekst nr 1" for number in range(5)}))
    assert len(titles(path)) == taken + 1
    assert refusals(path) == [("a.zip", FindingCode.FILE_TOO_BIG)]


def test_the_bounds_that_documents_meet() -> None:
    assert (containers.MAX_DEPTH, containers.MAX_MEMBERS, containers.MAX_TOTAL) == (3, 500, 200 * 2**20)


def test_archives_inside_archives_end(tmp_path: Path) -> None:
    data = packed(**{"a.txt": b"Tekst"})
    for _ in range(2):
        data = packed(**{"a.zip": data})
    assert titles(save(tmp_path / "three.zip", data)) == ["three.zip/a.zip/a.zip/a.txt"]
    data = packed(**{"a.zip": packed(**{"a.zip": data})})
    assert refusals(save(tmp_path / "five.zip", data)) == [("five.zip/a.zip/a.zip/a.zip", FindingCode.FILE_TOO_BIG)]


def test_bombs_damage_and_emptiness_are_a_refusal_each(tmp_path: Path) -> None:
    bomb = packed(**{"a.txt": b" " * 20_000_000})
    whole = packed(**{"a.txt": b"Tekst" * 50, "b.txt": b"Tekst"})
    broken = whole.replace(zlib_stream(whole), b"\xff" * len(zlib_stream(whole)), 1)
    path = save(tmp_path / "a.zip", packed(**{"bomb.zip": bomb, "broken.zip": broken, "empty.zip": packed(),
                                              "photo.png": b"\x89PNG\r\n\x1a\n", "whole.txt": b"Tekst"}))
    assert refusals(path) == [
        ("a.zip/bomb.zip", FindingCode.FILE_TOO_BIG), ("a.zip/broken.zip/a.txt", FindingCode.FILE_UNREADABLE),
        ("a.zip/empty.zip", FindingCode.FILE_EMPTY), ("a.zip/photo.png", FindingCode.FILE_UNKNOWN_TYPE)]
    assert titles(path)[-1] == "a.zip/whole.txt"


def zlib_stream(data: bytes) -> bytes:
    """The compressed bytes of an archive's first member."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first = package.infolist()[0]
    start = 30 + len(first.filename)
    return data[start : start + first.compress_size]


def test_a_letter_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    save(tmp_path / "a.eml", head + b"--b\n\nx\n" * 6_000)
    assert refusals(tmp_path / "a.eml") == [("a.eml", FindingCode.FILE_TOO_BIG)]


def test_a_letter_nested_without_end_is_refused(tmp_path: Path) -> None:
    head = "".join(f'Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n' for number in range(4_000))
    save(tmp_path / "a.eml", ("MIME-Version: 1.0\nSubject: x\n" + head).encode())
    assert refusals(tmp_path / "a.eml") == [("a.eml", FindingCode.FILE_UNREADABLE)]


@pytest.mark.parametrize("text", ["Temat: zespół\nData: 2019\n\nTekst", "Subject: x\nDate: y\n\nz", "# data: 2019\n"])
def test_a_text_that_looks_like_a_letter_stays_a_text(tmp_path: Path, text: str) -> None:
    path = save(tmp_path / "a.txt", text.encode())
    assert list(members(path)) == [path]
    assert read(path).source.media_type == "text/plain"


def test_a_file_that_cannot_be_opened_is_left_to_read(tmp_path: Path) -> None:
    assert list(members(tmp_path / "missing.zip")) == [tmp_path / "missing.zip"]
    assert refusals(tmp_path / "missing.zip") == [("missing.zip", FindingCode.FILE_UNREADABLE)]
