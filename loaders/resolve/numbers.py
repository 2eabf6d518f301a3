"""Register numbers of institutions (REGON, NIP, KRS, RSPO): valid ones, and the mention that each stands beside.

Rules of the check digits: sum of digit × weight, modulo 11. KRS and RSPO have none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.claims import Extraction, Mention, Span
from loaders.reading import Table

REACH = 300
"""A number belongs to the institution named at most so many characters before it."""
_NIP = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_REGON9 = (8, 9, 2, 3, 4, 5, 6, 7)
_REGON14 = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)
_LENGTHS = {"nip": (10,), "regon": (9, 14), "krs": (10,), "rspo": (1, 2, 3, 4, 5, 6)}
_LABELLED = re.compile(
    r"\b(NIP|REGON|KRS|RSPO)\b(?:\s+nr)?[^\d\n|]{0,12}?(?:PL\s?)?(\d(?:[ -]?\d){2,13})(?![\d])", re.IGNORECASE
)
_LABEL = re.compile(r"\b(NIP|REGON|KRS|RSPO)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?:nr|numer)?\s*(NIP|REGON|KRS|RSPO)(?:\s*\(.*\))?", re.IGNORECASE)
_PARAGRAPH_ENDS = re.compile(r"\n\s*\n")


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11


def valid_nip(digits: str) -> bool:
    """Whether ten digits are a NIP. A remainder of 10 is never given out.

    >>> valid_nip("5261040828"), valid_nip("5261040829")
    (True, False)
    """
    return _figures(digits, 10) and _weighted(digits, _NIP) == int(digits[9])


def valid_regon(digits: str) -> bool:
    """Whether nine, or for a local unit fourteen digits are a REGON. A remainder of 10 is written 0.

    >>> valid_regon("000331501"), valid_regon("12345678512347"), valid_regon("000331502")
    (True, True, False)
    """
    if _figures(digits, 9):
        return _weighted(digits, _REGON9) % 10 == int(digits[8])
    return _figures(digits, 14) and valid_regon(digits[:9]) and _weighted(digits, _REGON14) % 10 == int(digits[13])


def _figures(digits: str, length: int) -> bool:
    return len(digits) == length and digits.isascii() and digits.isdigit()


def number(register: str, written: str) -> str | None:
    """`regon:000331501` of a register and digits as written; None when they are no number of that register.

    Spaces and hyphens do not matter; spreadsheets drop leading zeros, which come back.
    """
    name = register.casefold()
    digits = re.sub(r"[\s-]", "", written)
    if not digits.isascii() or not digits.isdigit() or name not in _LENGTHS:
        return None
    if name == "rspo":
        return f"rspo:{int(digits)}" if len(digits) <= 6 and int(digits) else None
    length = next((each for each in _LENGTHS[name] if len(digits) <= each), None)
    if length is None or not int(digits):
        return None
    digits = digits.zfill(length)
    good = {"nip": valid_nip, "regon": valid_regon}.get(name)
    return f"{name}:{digits}" if good is None or good(digits) else None


def with_numbers(extraction: Extraction, tables: Iterable[Table] = ()) -> Extraction:
    """The extraction with the register numbers of its text and its tables on the mentions that they belong to."""
    if not _LABEL.search(extraction.source.text):
        return extraction
    belongs: dict[str, set[str]] = defaultdict(set)
    for key, found in (*_in_text(extraction), *_in_tables(extraction, tables)):
        belongs[key].add(found)
    if not belongs:
        return extraction
    mentions = tuple(
        mention.model_copy(update={"numbers": tuple(sorted(belongs[mention.key]))})
        if mention.key in belongs
        else mention
        for mention in extraction.mentions
    )
    return extraction.model_copy(update={"mentions": mentions})


def _in_text(extraction: Extraction) -> Iterator[tuple[str, str]]:
    """(mention, number) for each labelled number: the institution named last before it in its paragraph."""
    text = extraction.source.text
    named = sorted((mention.spans[0].start, mention.spans[-1].end, mention.key) for mention in extraction.mentions)
    for match in _LABELLED.finditer(text):
        found = number(match.group(1), match.group(2))
        last = next((each for each in reversed(named) if each[0] <= match.start() <= each[1] + REACH), None)
        if found is not None and last and not _PARAGRAPH_ENDS.search(text, last[1], match.start()):
            yield last[2], found


def heading(words: str) -> str | None:
    """The register that a column's heading names (`Nr KRS`), as written; None for other headings."""
    found = _HEAD.fullmatch(words.strip())
    return found.group(1) if found else None


def _in_tables(extraction: Extraction, tables: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """(mention, number) for each cell under a register's name, when its row names one institution."""
    for table in tables:
        columns: dict[int, str] = {}
        for row in table.rows:
            heads = {at: register for at, cell in enumerate(row) if (register := heading(cell.text))}
            columns = heads or columns
            inside = [each for each in extraction.mentions if any(_within(each, one.span) for one in row)]
            if heads or len({each.spans[0] for each in inside}) != 1:
                continue
            for at, register in columns.items():
                found_here = number(register, row[at].text.strip('="\' '))
                if found_here is not None:
                    yield inside[0].key, found_here


def _within(mention: Mention, span: Span) -> bool:
    return span.start <= mention.spans[0].start and mention.spans[-1].end <= span.end
