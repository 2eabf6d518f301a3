"""How fast documents are read, measured here and now: text documents, start-up, memory, tables of a PDF.

Times are seconds of processor time of one core, so that other programs on the machine count little; each row has a
reference that does a known part of the work by itself.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import morfeusz2
import pdfplumber
import psutil

from graph import reference
from graph.vocabulary import Level
from loaders.extract import extract
from loaders.polish.places import gazetteer
from loaders.read import read

DOCUMENTS = 40
LETTERS = 5_000
PAGES = 10
LEAST_DOCUMENTS = 50.0
LEAST_PAGES = 5.0
MOST_STARTING = 1.5
MOST_MEGABYTES = 300.0
_REPEATS = 3
_TYPES = ("GOPS", "SP", "PRZED", "GOK", "BIBL", "OSP", "KGW", "POST", "GKRPA", "PAR", "OZDR", "LGD")
_OF_POWIAT = ("PCPR", "PUP", "KPP", "PPP", "SR", "PSSE")
_PROSE = (
    "Strony zgodnie postanawiają, że będą wspólnie rozpoznawać potrzeby mieszkańców i wymieniać informacje. ",
    "Wspólne działania profilaktyczne będą prowadzone w szkołach, świetlicach i w miejscu zamieszkania rodzin. ",
    "Spotkania odbywają się nie rzadziej niż raz na kwartał, a ich przebieg jest protokołowany przez sekretarza. ",
    "Za obsługę odpowiada pracownik wyznaczony przez kierownika ośrodka, a koszty strony pokrywają same. ",
    "Dane osobowe są przetwarzane wyłącznie w zakresie niezbędnym do realizacji zadań, zgodnie z przepisami. ",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """One thing that was measured, in its own unit, beside a target and a reference.

    `value` and `target` are in `unit`; `more_is_better` tells which way the target lies.
    """

    what: str
    value: float
    unit: str
    target: float
    more_is_better: bool
    reference: str
    reference_value: float

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.value >= self.target if self.more_is_better else self.value <= self.target

    def as_dict(self) -> dict[str, Any]:
        """The row with its verdict."""
        return {name: getattr(self, name) for name in self.__slots__} | {"met": self.met}


def bench_extract(report: Callable[[str], None] | None = None) -> list[Speed]:
    """Measure everything once. Takes about half a minute.

    Args:    report: told before each step what is measured.
    """
    tell = report or (lambda _: None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.txt" for number in range(DOCUMENTS)]
        for path, text in zip(paths, texts(DOCUMENTS), strict=True):
            path.write_text(text, encoding="utf-8")
        table = folder / "tabela.pdf"
        table.write_bytes(pdf_of_tables(PAGES))
        tell("Text documents of 5 kB")
        rows = [_documents(paths)]
        tell("Start in a new process")
        rows += _fresh(folder)
        tell("Pages of tables in a PDF")
        rows.append(_pages(table))
    return rows


# ------------------------------------------------------------ what is measured


def _documents(paths: list[Path]) -> Speed:
    for path in paths:                                  # warm: the tables are loaded, the caches hold what they hold
        extract(read(path))
    ours = _least(lambda: [extract(read(path)) for path in paths])
    words = [path.read_text(encoding="utf-8") for path in paths]
    analyser = morfeusz2.Morfeusz()
    theirs = _least(lambda: [analyser.analyse(text) for text in words])
    return Speed("Text documents of 5 kB", len(paths) / ours, "documents/s", LEAST_DOCUMENTS, True,
                 "morfeusz2: the analysis of the words alone", len(paths) / theirs)


def _least(call: Callable[[], object]) -> float:
    """The least processor time of some runs, in seconds."""
    best = math.inf
    for _ in range(_REPEATS):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


_CHILD = """
import sys, time
from pathlib import Path
from loaders.extract import extract
from loaders.read import read
paths = sorted(Path(sys.argv[1]).glob("*.txt"))
extract(read(paths[0]))
started = time.process_time()
for path in paths:
    extract(read(path))
extract(read(Path(sys.argv[1], "tabela.pdf")))
import json, loaders.bench
print(json.dumps([started, loaders.bench.peak_megabytes()]))
"""
_LIBRARIES = """
import time, json
import docx, lxml.etree, morfeusz2, pdfplumber, pydantic, python_calamine, selectolax.lexbor
morfeusz2.Morfeusz()
import psutil
print(json.dumps([time.process_time(), psutil.Process().memory_info().rss / 1e6]))
"""


def _fresh(folder: Path) -> Iterator[Speed]:
    """Start-up until the first document is read, and the peak of memory over all of them, in a process of its own."""
    started, peak = _run(_CHILD, str(folder))
    libraries, their_peak = _run(_LIBRARIES)
    yield Speed("Start until the first document is read", started, "s", MOST_STARTING, False,
                "the libraries' own start", libraries)
    yield Speed("Peak of memory", peak, "MB", MOST_MEGABYTES, False, "the libraries alone", their_peak)


def _run(program: str, *arguments: str) -> tuple[float, float]:
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(  # noqa: S603 — our own interpreter and program
        [sys.executable, "-c", program, *arguments], cwd=root, check=True, capture_output=True, text=True)
    first, second = json.loads(done.stdout)
    return float(first), float(second)


def peak_megabytes() -> float:
    """The most resident memory that this process has had."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    status = Path("/proc/self/status")
    if status.exists():                                 # what `getrusage` says there is at least the parent's size
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def _pages(path: Path) -> Speed:
    ours = _least(lambda: extract(read(path)))

    def plainly() -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_tables()
                page.extract_text_lines()
                page.close()

    return Speed("Pages of tables in a PDF", PAGES / ours, "pages/s", LEAST_PAGES, True,
                 "pdfplumber: tables and lines alone", PAGES / _least(plainly))


# ------------------------------------------------------------ made documents


def texts(count: int) -> Iterator[str]:
    """Documents of 5,000 letters: an act that appoints a team, its members in a list, and prose around them."""
    gminas = sorted(unit.code for unit in reference.register() if unit.level is Level.GMINA)
    for number in range(count):
        code = gminas[number * 61 % len(gminas)]
        yield _text(code, number)


def _text(code: str, number: int) -> str:
    register = reference.register()
    gmina, powiat = register.unit(code), register.unit(code[:4])
    lines = [f"Zarządzenie Nr {number + 1}/2023 Wójta Gminy {gazetteer().genitive(gmina.name) or gmina.name}",
             f"z dnia {number % 27 + 1} marca 2023 r. w sprawie powołania Zespołu Kooperacji w gminie {gmina.name}", "",
             "§ 1. W skład Zespołu wchodzą przedstawiciele:",
             *(f"{at}) {name}," for at, name in enumerate(_names(gmina.name, powiat.seats), start=1)), "",
             "§ 2. Zespół działa na czas nieokreślony.", ""]
    text = "\n".join(lines)
    section = 3
    while len(text) < LETTERS:
        text += f"\n§ {section}. {_PROSE[(number + section) % len(_PROSE)]}\n"
        section += 1
    return text[:LETTERS]


def _names(gmina: str, seats: tuple[str, ...]) -> list[str]:
    """The members' names in the genitive, as the list asks for them."""
    types = reference.institution_types()
    where = gazetteer().locative(gmina) or gmina
    seat = seats[-1] if seats else gmina
    there = gazetteer().locative(seat) or seat
    return [*(f"{types[each].genitive_sg} w {where}" for each in _TYPES if types[each].genitive_sg),
            *(f"{types[each].genitive_sg} w {there}" for each in _OF_POWIAT if types[each].genitive_sg)]


_GLYPHS = {"ą": "aogonek", "ć": "cacute", "ę": "eogonek", "ł": "lslash", "ń": "nacute", "ó": "oacute", "ś": "sacute",
           "ź": "zacute", "ż": "zdotaccent", "Ś": "Sacute", "Ł": "Lslash", "Ż": "Zdotaccent", "Ź": "Zacute",
           "Ć": "Cacute", "Ó": "Oacute"}
_CODES = {letter: 160 + number for number, letter in enumerate(_GLYPHS)}
_ROWS = 24
_LINES = (40, 70, 330, 430, 560)
_HEIGHT = 28


def pdf_of_tables(pages: int) -> bytes:
    """A PDF with a ruled table of 24 rows on every page, written without any library."""
    types = [each for each in reference.institution_types().values() if not each.is_team]
    towns = ("Korycinie", "Nowince", "Kolnie", "Narewce", "Suszu")
    contents = []
    for page in range(pages):
        rows = [("Lp.", "Instytucja", "Rola", "Uwagi")] if page == 0 else []
        first = page * _ROWS
        rows += [(str(at + 1), f"{types[at % len(types)].name_pl} w {towns[at % len(towns)]}"[:52], "partner", "")
                 for at in range(first, first + _ROWS)]
        contents.append(_page(rows))
    return _pdf(contents)


def _page(rows: Sequence[tuple[str, ...]]) -> bytes:
    made = ["0.5 w"]
    for number, row in enumerate(rows):
        top = 800 - number * _HEIGHT
        made += [f"{_LINES[0]} {top} m {_LINES[-1]} {top} l S"]
        made += [f"BT /F1 8 Tf {left + 4} {top - 18} Td ({_written(cell)}) Tj ET"
                 for left, cell in zip(_LINES, row, strict=False) if cell]
    bottom = 800 - len(rows) * _HEIGHT
    made += [f"{_LINES[0]} {bottom} m {_LINES[-1]} {bottom} l S", *(f"{x} 800 m {x} {bottom} l S" for x in _LINES)]
    return "\n".join(made).encode("latin-1")


def _written(text: str) -> str:
    letters = (chr(_CODES[letter]) if letter in _CODES else letter if ord(letter) < 127 else "-" for letter in text)
    return "".join(letters).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(contents: list[bytes]) -> bytes:
    """The pages as a file: catalogue, tree of pages, one font with Polish letters, a page and its content each."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    glyphs = " ".join(f"/{name}" for name in _GLYPHS.values())
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding "
               b"/Differences [160 " + glyphs.encode() + b"] >> >>"]
    for number, content in enumerate(contents):
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
                    "/Resources << /Font << /F1 3 0 R >> >> >>".encode(),
                    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                  % (len(objects) + 1, table, len(objects) + 1, len(out)))
