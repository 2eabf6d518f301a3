"""Claims: one assertion in one document, with its place, its rule and its confidence.

Nothing is believed without a claim. `loaders.extract` writes an `Extraction` for each document;
`loaders.fold` turns the extractions of all documents into facts. Everything here is immutable and
serialisable, because `Extraction` is also what the store keeps as `Document.records`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

ACCEPTED_FROM = 0.75
PROVISIONAL_FROM = 0.50
QUOTE_PIECE = 300
"""Longest piece of a quote, in characters."""


class Status(StrEnum):
    """What the graph does with a claim of a given confidence."""

    ACCEPTED = "accepted"
    PROVISIONAL = "provisional"
    QUEUED = "queued"
    REJECTED = "rejected"          # by a person; no confidence gives it

    @classmethod
    def of(cls, confidence: float) -> Status:
        """Accepted from .75, provisional from .50, below that only in the review queue."""
        if confidence >= ACCEPTED_FROM:
            return cls.ACCEPTED
        return cls.PROVISIONAL if confidence >= PROVISIONAL_FROM else cls.QUEUED


class Predicate(StrEnum):
    """What a claim says of its subject (→ its object, or its value)."""

    # ties: subject → object
    PARTY = "party"                    # institution → agreement
    MEMBER = "member"                  # institution → team
    ABSENT = "absent"                  # institution → team or agreement: said not to take part
    RUNS = "runs"                      # institution → project; label: leader | partner
    TAKES_PART = "takes_part"          # institution → project or milestone
    ESTABLISHED_BY = "established_by"  # team → agreement
    COVERS = "covers"                  # team or agreement → unit
    WITHIN = "within"                  # team or agreement → project or milestone
    MILESTONE = "milestone"            # project → milestone; label: title
    HELD = "held"                      # team or project → activity
    COMPLETE = "complete"              # team or agreement: whoever is not listed does not take part
    UNIT_OF = "unit_of"                # institution → institution
    SUCCEEDED_BY = "succeeded_by"      # institution → institution; value: the date, when it is known
    # values of one subject
    NAMED = "named"                    # value: the name
    LOCATED = "located"                # institution; value: six-digit TERC (or 4 or 2), label: place
    SIGNED = "signed"                  # date value
    SINCE = "since"                    # date value
    UNTIL = "until"                    # date value
    UNDERWAY = "underway"              # date value: said to be at work on that day
    TERM = "term"                      # fixed | indefinite
    SUBJECT = "subject"                # what the agreement is about
    COST = "cost"                      # value in `unit`; label as written
    FUNDING = "funding"                # value in `unit`; label as written
    COUNT = "count"                    # value in `unit` (what is counted)
    SECTOR = "sector"                  # a sector that the document itself states
    LEVEL = "level"                    # a level that the document itself states
    CONTACT = "contact"                # office address, office phone, role mailbox


class Kind(StrEnum):
    """What a reference points at. The value is the node's label in the graph."""

    INSTITUTION = "Institution"
    AGREEMENT = "Agreement"
    TEAM = "Team"
    PROJECT = "Project"
    MILESTONE = "Milestone"
    ACTIVITY = "Activity"
    UNIT = "Unit"


class Ref(NamedTuple):
    """A reference inside an extraction.

    `key` is local to the document for institutions (`m1`), agreements, teams and activities
    (`g1`, `a1`); it is global for projects (slug of the name), milestones (`slug/I`) and units
    (TERC code: 2, 4 or 6 digits).
    """

    kind: Kind
    key: str


class Span(NamedTuple):
    """Half-open character range in the document's text."""

    start: int
    end: int


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """A document as the reader saw it. `text` is masked and is what every span counts in."""

    id: str                      # sha256 of the bytes, hex
    title: str                   # the file's name
    media_type: str
    text: str
    published: str | None = None # ISO prefix, when the document itself says it


class Mention(_Frozen):
    """An institution as one place in one document names it."""

    key: str                     # m1, m2 …
    type: str | None             # id of the institution type, None: no known type
    name: str                    # canonical nominative, abbreviations expanded
    as_written: str              # the letters of the document
    distinct: str = ""           # number, patron or quoted name: what tells two of one type and place apart
    place: str | None = None     # the seat's name, nominative
    terc: str | None = None      # six digits; four or two where the seat is a powiat or województwo
    place_rule: str = ""         # how the place is known; "" when it is not
    numbers: tuple[str, ...] = ()  # register numbers written beside the name: `regon:…`, `nip:…`, `krs:…`, `rspo:…`
    spans: tuple[Span, ...]
    rule: str
    confidence: float


class Group(_Frozen):
    """An agreement or a team as one document speaks of it."""

    key: str                     # g1, g2 …
    family: Kind                 # Kind.AGREEMENT | Kind.TEAM
    kind: str                    # porozumienie, deklaracja, list intencyjny, partnerstwo; zespół, rada, komisja …
    name: str                    # as written
    type: str | None = None      # id of the institution type for teams that have one (GPZK, ZI …)
    spans: tuple[Span, ...]
    rule: str
    confidence: float


class Claim(_Frozen):
    """One assertion in one document."""

    predicate: Predicate
    subject: Ref
    object: Ref | None = None
    value: str | None = None
    unit: str | None = None
    label: str | None = None     # the document's own word for it, or the role
    quantity: str | None = None  # what the label means; only claims of one quantity can be compared
    as_written: str = ""
    spans: tuple[Span, ...]      # pieces of at most QUOTE_PIECE characters
    rule: str
    confidence: float

    @property
    def status(self) -> Status:
        """What the graph does with this claim."""
        return Status.of(self.confidence)


class FindingCode(StrEnum):
    """Everything a reader may have to tell a person about bad or doubtful data."""

    FILE_UNREADABLE = "file_unreadable"
    FILE_EMPTY = "file_empty"
    FILE_UNKNOWN_TYPE = "file_unknown_type"
    FILE_PROTECTED = "file_protected"
    FILE_TOO_BIG = "file_too_big"
    FILE_SCANNED = "file_scanned"
    FILE_OCR = "file_ocr"
    FILE_LETTERS_LOST = "file_letters_lost"
    FILE_MISLABELLED = "file_mislabelled"
    TABLE_WITHOUT_ROWS = "table_without_rows"
    LAYOUT_UNKNOWN = "layout_unknown"
    COLUMN_UNREAD = "column_unread"
    ROW_WITHOUT_INSTITUTION = "row_without_institution"
    NOTHING_FOUND = "nothing_found"
    TYPE_UNKNOWN = "type_unknown"
    PLACE_UNKNOWN = "place_unknown"
    PLACE_AMBIGUOUS = "place_ambiguous"
    COUNT_MISMATCH = "count_mismatch"
    FEW_PARTIES = "few_parties"
    NAME_INCOMPLETE = "name_incomplete"
    JUDGEMENT_WITHOUT_EFFECT = "judgement_without_effect"


class Finding(_Frozen):
    """Something in the data that a person should know. Rendered to words only where it is shown."""

    code: FindingCode
    place: str = ""                                   # "wiersz 7", "strona 2", sheet name …
    span: Span | None = None
    params: tuple[tuple[str, str], ...] = ()          # for the sentence's {placeholders}


class Extraction(_Frozen):
    """All that one document says, before any other document is looked at."""

    source: Source
    extractor: str                                    # version of the loaders that wrote it
    mentions: tuple[Mention, ...] = ()
    groups: tuple[Group, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()


def quote(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The pieces of text at the spans."""
    return tuple(text[span.start : span.end] for span in spans)
