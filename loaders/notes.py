"""Notes: the documents that judgements themselves are. Folding writes them and never reads them.

A reviewer who states a fact is its source. The note has the role, the date and, as its text, how the fact is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from graph.claims import QUOTE_PIECE, Extraction, Kind, Mention, Source, Span
from graph.identity import slug
from graph.judgements import Judgement, Side, Verdict
from loaders.extract import EXTRACTOR
from loaders.placed import Reference

NOTE = "text/x-koopgraf-note"
"""Media type of a note."""

SILENT = "Bez podania źródła."
"""Text of a note whose author gave no reason."""


def is_note(extraction: Extraction) -> bool:
    """Whether this is a judgement's own document."""
    return extraction.source.media_type == NOTE


def note_text(judgement: Judgement) -> str:
    """How the author knows."""
    return judgement.reason or SILENT


def whole(text: str) -> tuple[Span, ...]:
    """A whole text as pieces of a quote."""
    return tuple(Span(at, min(at + QUOTE_PIECE, len(text))) for at in range(0, len(text), QUOTE_PIECE))


def note_of(judgement: Judgement, mentions: Iterable[Mention] = ()) -> Extraction:
    """The document that a judgement is."""
    day = judgement.decided_on[:10]
    source = Source(
        id=hashlib.sha256(f"{NOTE} {judgement.id}".encode()).hexdigest(),
        title=f"Notatka: {judgement.role}, {day}", media_type=NOTE, text=note_text(judgement), published=day,
    )
    return Extraction(source=source, extractor=EXTRACTOR, mentions=tuple(mentions))


def newcomers(judgement: Judgement, missing: Iterable[Side], reference: Reference) -> Extraction | None:
    """The note of a judgement that adds a fact about institutions which no document names; None: it names none either.

    A side that nothing can stand for makes the judgement one without effect, so then nobody comes into being by it.

    Args: missing: the sides that bind to nothing. Their ids must say the type and the place, as `sp-1:201103` does,
          and the name is the first of `named`.
    """
    if judgement.verdict is not Verdict.ADD:
        return None
    found = [_mention(side, judgement, reference) for side in missing]
    mentions = [mention for mention in found if mention is not None]
    return note_of(judgement, mentions) if mentions and len(mentions) == len(found) else None


def _mention(side: Side, judgement: Judgement, reference: Reference) -> Mention | None:
    stem, _, code = side.id.partition(":")
    unit = reference.register.get(code) if code else None
    if side.kind is not Kind.INSTITUTION or unit is None or not side.named:
        return None
    kinds = [kind for kind in reference.types if stem == slug(kind) or stem.startswith(f"{slug(kind)}-")]
    if not kinds:
        return None
    kind = max(kinds, key=lambda each: (len(slug(each)), each))
    return Mention(
        key=side.id, type=kind, name=side.named[0].as_written, as_written=side.named[0].as_written,
        distinct=stem.removeprefix(slug(kind)).removeprefix("-"), place=unit.name, terc=code, place_rule="judgement",
        spans=whole(note_text(judgement)), rule="judgement add", confidence=1.0,
    )
