"""Word 97-2003 files, put together here by their published layout: a compound file, its piece table, its marks."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.read import read
from loaders.reading import Reading

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(**streams: bytes) -> bytes:
    """A compound file with these streams, each long enough to lie in sectors of its own."""
    padded = {name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    fat: list[int] = [FAT]                                     # sector 0 holds the table of sectors
    content = b""
    starts = {}
    for name, data in padded.items():
        starts[name], count = len(fat), len(data) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        content += data
    directory = len(fat)
    entries = [_entry("Root Entry", 5, END, 0, child=1 if padded else FREE)]
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else FREE
        entries.append(_entry(name, 2, starts[name], len(padded[name]), right=right))
    while len(entries) % 4:
        entries.append(bytes(68) + struct.pack("<III", FREE, FREE, FREE) + bytes(48))
    sectors = len(entries) // 4
    fat += [*range(directory + 1, directory + sectors), END]
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
              + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, END, 0, END, 0)
              + struct.pack("<109I", 0, *[FREE] * 108))
    return header + table + content + b"".join(entries)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    return (name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, FREE, right,
            child) + bytes(36) + struct.pack("<IQ", start, size))


def document(*pieces: str | bytes, flags: int = 0x0200, version: int = 0xC1, letters: int | None = None) -> bytes:
    """A Word file of pieces: text in two bytes a letter, bytes in one (Windows-1252)."""
    at, body, places, bounds = 1024, b"", [], [0]
    for piece in pieces:
        place = at + len(body)
        data = piece.encode("utf-16-le") if isinstance(piece, str) else piece
        places.append(place if isinstance(piece, str) else place * 2 | 0x40000000)
        bounds.append(bounds[-1] + len(piece))
        body += data
    descriptors = b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    plc = struct.pack(f"<{len(bounds)}I", *bounds) + descriptors
    clx = b"\x01\x04\x00abcd" + b"\x02" + struct.pack("<I", len(plc)) + plc      # formatting first, as Word writes it
    main = bytearray(1024)
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<i", main, 0x4C, bounds[-1] if letters is None else letters)
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    return compound(WordDocument=bytes(main) + body, **{"1Table" if flags & 0x0200 else "0Table": clx})


def of(folder: Path, data: bytes) -> Reading:
    (folder / "umowa.doc").write_bytes(data)
    return read(folder / "umowa.doc")


def blocks(reading: Reading) -> list[tuple[str, str]]:
    text = reading.source.text
    return [(block.kind.value, text[block.span.start : block.span.end]) for block in reading.blocks]


def test_paragraphs_lists_and_headings_of_several_pieces(tmp_path: Path) -> None:
    reading = of(tmp_path, document(
        "POROZUMIENIE\rzawarte dnia 22.06.2018 r. pomiędzy:\r1. Gminą Łapy, reprezen", b"towana przez ",
        "Wójta Marka Sowę,\r2. Powiatem Białostockim.\r"))
    assert blocks(reading) == [
        ("heading", "POROZUMIENIE"), ("paragraph", "zawarte dnia 22.06.2018 r. pomiędzy:"),
        ("list_item", "Gminą Łapy, reprezentowana przez Wójta █████ ████,"), ("list_item", "Powiatem Białostockim.")]
    assert reading.source.media_type == "application/msword"
    assert reading.findings == ()


def test_the_other_table_stream(tmp_path: Path) -> None:
    assert blocks(of(tmp_path, document("Skład zespołu", flags=0))) == [("paragraph", "Skład zespołu")]


def test_tables_with_rows_and_what_follows_them(tmp_path: Path) -> None:
    reading = of(tmp_path, document(
        "Skład zespołu:\rInstytucja\x07Rola\x07\x07GOPS w Łapach\x07koordynator\x07\x07PCPR\rw Białymstoku\x07\x07\x07"
        "Razem: 2.\rPodpisy\x07\x07"))
    first, second = reading.tables
    assert [[cell.text for cell in row] for row in first.rows] == [
        ["Instytucja", "Rola"], ["GOPS w Łapach", "koordynator"], ["PCPR w Białymstoku", ""]]
    assert [[cell.text for cell in row] for row in second.rows] == [["Podpisy"]]
    assert ("paragraph", "Razem: 2.") in blocks(reading)


def test_fields_show_their_result_only(tmp_path: Path) -> None:
    text = ('Strona: \x13 HYPERLINK "http://bip.example" \x14bip gminy\x13 PAGE \x143\x15\x15, '
            "pole\x13 DATE \x15 puste\x0bdalej")
    assert blocks(of(tmp_path, document(text))) == [("paragraph", "Strona: bip gminy3, pole puste dalej")]


def test_notes_after_the_main_text_are_left_out(tmp_path: Path) -> None:
    assert blocks(of(tmp_path, document("Tekst\rPrzypis", letters=6))) == [("paragraph", "Tekst")]


@pytest.mark.parametrize(("data", "code"), [
    (document("Tekst", flags=0x0300), FindingCode.FILE_PROTECTED),
    (document("Tekst", version=0x65), FindingCode.FILE_UNKNOWN_TYPE),
    (document("Tekst", letters=-1), FindingCode.FILE_UNREADABLE),
    (document("Tekst", letters=2**31 - 1), FindingCode.FILE_UNREADABLE),
    (compound(WordDocument=b"x" * 5000), FindingCode.FILE_UNREADABLE),
    (document("Tekst")[:3000], FindingCode.FILE_UNKNOWN_TYPE),                   # without its directory
    (document("\x13 PAGE \x15"), FindingCode.FILE_EMPTY),
])
def test_what_cannot_be_read(data: bytes, code: FindingCode, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        of(tmp_path, data)
    assert refused.value.code == code
    assert refused.value.hint


def test_a_piece_table_that_lies_is_bounded(tmp_path: Path) -> None:
    """A hundred pieces that each claim to be five million letters long hold no more than the file does."""
    whole = bytearray(document(*["Tekst "] * 20))
    reading = of(tmp_path, bytes(whole))
    assert reading.source.text.strip() == " ".join(["Tekst"] * 20)
    with pytest.raises(UnreadableFile) as refused:
        of(tmp_path, bytes(whole).replace(struct.pack("<I", 12), struct.pack("<I", 2**31)))
    assert refused.value.code == FindingCode.FILE_UNREADABLE
