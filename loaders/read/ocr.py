"""Text of scanned pages, recognised by the tesseract program where it is installed with its Polish data."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterable, Iterator

import numpy as np
import pypdfium2

MAX_PAGES = 50
SECONDS = 60
"""For one page; a page of A4 takes two to six on one core."""
MAX_PIXELS = 25_000_000
_DPI = 300
_LEAST_SURE = 60.0
"""Mean certainty (0–100) of a page's words, below which it is a photograph rather than a text."""


@functools.cache
def available() -> bool:
    """Whether tesseract is installed with Polish; asked once a process."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"pol" in listed.stdout.split()


def recognised(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The text of pages of a PDF, by their numbers from 1; a page without readable text is left out.

    At most 50 pages are tried, each for at most 60 seconds and rendered to at most 25 million pixels.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return                                          # the pages stay reported as scanned
    try:
        for number in itertools.islice(numbers, MAX_PAGES):
            if text := _words(_recognise(_picture(document[number - 1]))):
                yield number, text
    except pypdfium2.PdfiumError:
        return
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page in shades of grey, as a PGM file."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    page.close()
    high, across = pixels.shape[:2]
    return b"P5 %d %d 255\n" % (across, high) + np.ascontiguousarray(pixels).tobytes()


def _recognise(picture: bytes) -> str:
    """Tesseract's table of words, or nothing when it fails or takes too long."""
    program = shutil.which("tesseract") or "tesseract"
    command = [program, "stdin", "stdout", "-l", "pol", "--dpi", str(_DPI), "tsv"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=SECONDS, check=False,  # noqa: S603
                              env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _words(table: str) -> str:
    """The words of tesseract's table in lines, a blank line between paragraphs."""
    rows = [row for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["level"] == "5" and (row["text"] or "").strip()]
    if len(rows) < 3 or statistics.fmean(float(row["conf"]) for row in rows) < _LEAST_SURE:
        return ""
    paragraphs = []
    for _, words in itertools.groupby(rows, key=lambda row: (row["block_num"], row["par_num"])):
        lines = itertools.groupby(words, key=lambda row: row["line_num"])
        paragraphs.append("\n".join(" ".join(row["text"].strip() for row in line) for _, line in lines))
    return "\n\n".join(paragraphs)
