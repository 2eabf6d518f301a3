"""Personal data: persons' names, PESEL, private phones and e-mails, masked letter by letter.

Everything after `read` sees only the masked text, so no name can reach the store, a log or an export. The text
keeps its length: every span counts the same before and after.

What stays: roles, institutions, places, streets, patrons (`im. Jana Pawła II`), office phones, role mailboxes.
A firm or practice named after its owner keeps its type and loses the name.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from loaders.polish import personal_words as words
from loaders.polish.name_sorts import sort_of
from loaders.polish.persons import persons

MASK = "█"

_ELEVEN = re.compile(r"(?<![\d.,/-])\d{11}(?![\d/])")
_PESEL_LABEL = re.compile(r"PESEL\D{0,12}(\d[\d ]{9,14}\d)", re.IGNORECASE)
_IDENTITY_CARD = re.compile(r"dow[oó]d\w*\s+osob\w*[^\n\d]{0,40}?\b([A-Z]{3}\s?\d{6})\b", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:ur\.|urodzon[yaą]\w{0,2}|data\s+urodzenia:?)\s*(?:dnia|w\s+dniu)?\s*"
                    r"(\d{1,2}[. ]\s?\w{1,12}[. ]\s?\d{4}|\d{4}-\d\d-\d\d)", re.IGNORECASE)
_HOME = re.compile(r"\b(?:zam\.|zamieszka[łl]\w{1,3})\s*:?\s*([^;\n]{3,120}?)"
                   r"(?=[;\n]|$|,?\s+(?:PESEL|legit|zwan|reprez|prowadz|a\s)|"
                   r"(?<!\bul)(?<!\bal)(?<!\bos)(?<!\bpl)(?<!\bm)(?<!nr)\.\s)")
_MOBILE = re.compile(r"(?=[+(04-8])(?<![\w.,/-])(?:(?:\+|00)\s?48[ -]?)?(?:\(\s?0?\s?\)\s?)?"
                     r"(?:45|50|51|53|57|60|66|69|72|73|78|79|88)\d(?:([ .-]?)\d{3}\1\d{3}|[ -]?\d\d[ -]\d\d[ -]\d\d)"
                     r"(?![\d/]|[.,-]\d|\s?\d|\s*(?:zł|PLN|EUR|euro|tys|mln))")
_NOT_PHONE = re.compile(r"(?:REGON|NIP|KRS|kont[ao]|rachun\w*|poz\.|sygn\w*|numer projektu)\W{0,6}$",
                        re.IGNORECASE)
_PRIVATE_PHONE = re.compile(r"\b(?:tel\w*\.?\s*)?(?:pryw\w*|dom(?:\.|owy)|kom(?:\.|órk\w+|órkowy))\s*:?\s*"
                            r"((?:\+\s?48\s?)?[\d(][\d ()-]{6,15}\d)", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{11}")
_LABELLED = (  # what one begins with, casefolded: a quick look before the pattern
    (("pesel",), _PESEL_LABEL), (("dowod", "dowód"), _IDENTITY_CARD), (("ur.", "urodz"), _BIRTH),
    (("zam.", "zamieszkał", "zamieszkal"), _HOME), (("pryw", "dom.", "domowy", "kom.", "komórk"), _PRIVATE_PHONE),
)
_AT = ("@", "(at)", "[at]")
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,80}\s?(?:@|\(at\)|\[at\])\s?"
                   r"[A-Za-z0-9-]{1,80}(?:\.[A-Za-z0-9-]{1,80}){1,8}")
_SLUG = re.compile(r"[a-ząćęłńóśźż]{3,}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|]+")


def pesel(digits: str) -> bool:
    """Whether eleven digits are a valid PESEL (weights 1 3 7 9 1 3 7 9 1 3, month and day in range)."""
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), strict=True))
    return weighted % 10 == 0 and 1 <= int(digits[2:4]) % 20 <= 12 and 1 <= int(digits[4:6]) <= 31


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _ELEVEN.finditer(text) if _LONG_NUMBER.search(text) else ():
        if pesel(match.group()):
            yield match.span()
    small = text.casefold()
    for begins, pattern in _LABELLED:
        for match in pattern.finditer(text) if any(word in small for word in begins) else ():
            yield match.span(1)
    for match in _MOBILE.finditer(text):
        if not _NOT_PHONE.search(text, max(0, match.start() - 20), match.start()):
            yield match.span()


def _named_like(piece: str) -> bool:
    """Whether a piece of an address is a first name or a surname."""
    sort = sort_of(piece.capitalize())
    if sort.first and not (sort.common or sort.closed or sort.blocked):
        return True
    if sort.blocked or sort.place:
        return False
    return (bool(sort.surname) and not (sort.common or sort.adjective or sort.closed)) or (
        bool(sort.surname) and piece.endswith(("ski", "ska", "cki", "cka")))


def _private(address: str) -> bool:
    """Whether an e-mail address belongs to a person rather than an office."""
    local, _, domain = re.sub(r"\s|[\[(]at[\])]", "@", address).replace("@@", "@").partition("@")
    domain = domain.strip("@").lower()
    pieces = [piece.lower() for piece in re.split(r"[._%+\d-]+", local) if piece]
    if any(piece in words.ROLE_MAILBOX for piece in pieces):
        return False
    if domain in words.FREE_MAIL:
        return True
    long = [piece for piece in pieces if len(piece) > 2]
    if any(_named_like(piece) for piece in long):
        return True
    if any(len(piece) == 1 for piece in pieces) and long:
        return True                                     # j.kowalski, even where the surname has lost its Polish letters
    return any(len(piece) > 5 and sort_of(piece.capitalize()).unknown and _named_like(piece[1:]) for piece in long)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _MAIL.finditer(text) if any(sign in text for sign in _AT) else ():
        if _private(match.group()):
            yield match.span()
    for match in _URL.finditer(text) if "http" in text or "www." in text else ():
        pieces = list(_SLUG.finditer(text, match.start(), match.end()))
        for left, right in itertools.pairwise(pieces):
            if right.start() - left.end() == 1 and _slug_person(left.group(), right.group()):
                yield left.start(), right.end()


def _slug_person(left: str, right: str, *, capital: bool = False) -> bool:
    """Whether two words of a URL or a file's name are a first name and a surname, in either order.

    capital: both are written with capital letters, so that a surname may be an ordinary word too.
    """
    one, two = sort_of(left.capitalize()), sort_of(right.capitalize())
    for first, last in ((one, two), (two, one)):
        plain = not (first.common or first.closed or first.adjective or (first.place and not first.first))
        named = last.surname and not last.common
        if "nom" in first.first and plain and (named or (capital and last.common and not last.closed)) and not (
                last.blocked or last.place):
            return True
    return False


# -- the whole ---------------------------------------------------------------------------------------------------

def personal_data(text: str) -> list[tuple[int, int]]:
    """Half-open character ranges of all personal data in `text`: names, PESEL, private phones, e-mails, homes."""
    return sorted([*persons(text), *_numbers(text), *_addresses(text)])


def cover(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """`text` with every letter and digit inside `ranges` replaced by `█`; the length is kept."""
    letters = list(text)
    for start, end in ranges:
        for index in range(start, end):
            if letters[index].isalnum() or unicodedata.combining(letters[index]):
                letters[index] = MASK
    return "".join(letters)


def mask(text: str) -> str:
    """Replace every letter and digit of personal data by `█`.

    Args:    text: any text, with its line breaks.
    Returns: a text of the same length; spaces, hyphens and full stops inside a name stay.
    """
    return cover(text, personal_data(text))


def mask_title(name: str) -> str:
    """Mask a file's name, where words may be divided by `_`, `-` or full stops and written small."""
    spaced = re.sub(r"[_.]", " ", name)
    ranges = personal_data(spaced)
    pieces = list(re.finditer(r"[^\W\d_]{3,}", name))
    for left, right in itertools.pairwise(pieces):
        written = left.group(), right.group()
        capital = all(word.istitle() for word in written)
        if right.start() - left.end() == 1 and _slug_person(*map(str.lower, written), capital=capital):
            ranges.append((left.start(), right.end()))
    return cover(name, ranges)


def contains_person(text: str) -> bool:
    """Whether `text` still holds a person's name."""
    return bool(persons(text))
