"""E-mails (EML): the subject and the body are a document, attachments are documents of their own.

Of the header only the subject and the date are kept: who wrote to whom is personal.
"""

from __future__ import annotations

import email
import email.utils
import html as markup
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from typing import NamedTuple

from graph.claims import FindingCode
from graph.errors import UnreadableFile
from loaders.polish.personal import cover
from loaders.read.html import read_html
from loaders.read.rendering import Draft
from loaders.read.text import decode, read_text

MAX_PARTS = 5_000
_DELIMITER = re.compile(rb"^--", re.MULTILINE)
_ENCODING = re.compile(r"(?:utf|iso|windows|cp|us-ascii|koi8)[\w.-]*", re.IGNORECASE)
_REPLY = re.compile(r"(?:\s*(?:re|odp|fw|fwd|pd)\s*:)+\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_CORRESPONDENTS = re.compile(r"^\W*(?:od|do|dw|udw|nadawca|adresat|from|to|cc|bcc|reply-to)[ \t]*:(.*)$",
                             re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"application/(?:x-)?(?:pkcs7|pgp)-|text/(?:x-)?(?:calendar|vcard)|application/ics")


class _Body(NamedTuple):
    plain: str
    html: str


class Attachment(NamedTuple):
    """A file's name, as the e-mail gives it, and its bytes."""

    name: str
    data: bytes


def read_mail(data: bytes, name: str) -> Draft:
    """Read the subject and the body, as text or as a page when it has tables or no text.

    Raises: UnreadableFile: the e-mail is damaged or has thousands of parts.
    """
    message = _message(data, name)
    subject = _REPLY.sub("", _words(message.get("Subject")), count=1).strip()
    body = _body(message)
    if body.html.strip() and ("<table" in body.html.lower() or not body.plain.strip()):
        title = f"<h1>{markup.escape(subject)}</h1>"
        opened = _BODY.search(body.html)
        at = opened.end() if opened else 0
        page = f"{body.html[:at]}{title}{body.html[at:]}"
        draft = read_html(b"\xef\xbb\xbf" + page.encode("utf-8", "replace"), name)
    else:
        draft = read_text(f"{subject}\n\n{_QUOTED.sub('', body.plain)}".strip(), name)
    correspondents = [match.span(1) for match in _CORRESPONDENTS.finditer(draft.text)]
    return draft._replace(text=cover(draft.text, correspondents), published=_date(message) or draft.published)


def attachments(data: bytes, name: str) -> tuple[bool, Iterator[Attachment]]:
    """Whether the body holds any text, and the files that come with it, in order.

    Pictures of the letter itself, signatures and calendar entries are left out. Raises like `read_mail`.
    """
    message = _message(data, name)
    body = _body(message)
    return bool(body.plain.strip() or body.html.strip()), _attached(message)


def _message(data: bytes, name: str) -> Message:
    if sum(1 for _ in _DELIMITER.finditer(data)) > MAX_PARTS:
        raise UnreadableFile(f"{name}: the e-mail has more than {MAX_PARTS} parts.", code=FindingCode.FILE_TOO_BIG,
                             hint="Save its attachments and load them by themselves.")
    try:
        return email.message_from_bytes(data)
    except (MessageError, ValueError, LookupError, RecursionError):
        raise UnreadableFile(f"{name}: the e-mail is damaged.", code=FindingCode.FILE_UNREADABLE,
                             hint="Save it anew from the mail program.") from None


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order; an e-mail inside this one is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        else:
            yield part


def _is_file(part: Message) -> bool:
    return (part.get_content_disposition() == "attachment" or bool(part.get_filename())
            or part.get_content_maintype() not in {"text", "multipart"})


def _body(message: Message) -> _Body:
    found = {"text/plain": "", "text/html": ""}
    for part in _leaves(message):
        sort = part.get_content_type()
        if sort in found and not _is_file(part):
            text = _text(_payload(part), part.get_content_charset())
            found[sort] = f"{found[sort]}\n\n{text}" if found[sort] else text
    return _Body(found["text/plain"], found["text/html"])


def _attached(message: Message) -> Iterator[Attachment]:
    for number, part in enumerate(_leaves(message), start=1):
        picture = part.get_content_maintype() == "image"
        shown = picture and (part.get("Content-ID") is not None or part.get_content_disposition() == "inline")
        if not _is_file(part) or shown or _NO_DOCUMENT.match(part.get_content_type()):
            continue
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
            yield Attachment(_words(part.get_filename()) or f"{number}.eml", _written(inner[0]))
        else:
            yield Attachment(_words(part.get_filename()) or str(number), _payload(part))


def _written(message: Message) -> bytes:
    """An e-mail inside another as a file; one that cannot be written is empty, and refused as such."""
    try:
        return message.as_bytes()
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return b""


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(data: bytes, charset: str | None) -> str:
    """Decode by the part's own `charset`, unless it is unknown or the bytes contradict it."""
    if charset and _ENCODING.fullmatch(charset):
        try:
            return data.decode(charset).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            pass                                        # the label is wrong: look at the letters
    return decode(data)


def _words(value: str | Header | None) -> str:
    """A header's value in plain letters (RFC 2047)."""
    if value is None:
        return ""
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError):
        return ""
    text = "".join(piece if isinstance(piece, str) else _text(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())


def _date(message: Message) -> str | None:
    parsed = email.utils.parsedate(_words(message.get("Date")))
    if parsed is None or not 1990 <= parsed[0] <= 2200 or not (1 <= parsed[1] <= 12 and 1 <= parsed[2] <= 31):
        return None
    return f"{parsed[0]:04d}-{parsed[1]:02d}-{parsed[2]:02d}"
