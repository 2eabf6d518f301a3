"""Judgements: what people decided about identity and about facts. Append-only data, like documents.

A judgement is never changed. It is in force unless a later one supersedes it; taking one back is a
`WITHDRAW` that supersedes it. It names both sides by id and, because ids may change, by the
(document, name as written) pairs under which a person saw them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, ValidationError

from graph.claims import Kind
from graph.errors import UsageError


class Verdict(StrEnum):
    """What was decided."""

    # identity: of left and right
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    SUCCEEDED_BY = "succeeded_by"   # left was succeeded by right; value: the date
    # facts: the tie left → right, or a property of left
    CONFIRM = "confirm"
    REJECT = "reject"
    CORRECT = "correct"             # field and value
    ABSENT = "absent"               # left is confirmed not to take part in right
    COMPLETE = "complete"           # the roster of left (a group) in the document `value`, or in all, is complete
    ADD = "add"                     # a fact that no document states: predicate, left → right or value
    # of a judgement
    WITHDRAW = "withdraw"           # takes back the one that it supersedes


IDENTITY = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})
"""Verdicts on whether left and right are one. `loaders.resolve` applies them, `loaders.judging` all others."""

FIELDS = ("sector", "level", "place", "type", "name", "signed", "since", "until", "term", "subject", "role")
"""What CORRECT may correct. `since`, `until` and `role` also of the tie left → right."""


class Named(BaseModel):
    """One place where a side was seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    as_written: str


class Side(BaseModel):
    """One side of a judgement: the node as it was, and where it was seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    id: str
    named: tuple[Named, ...] = ()


class Judgement(BaseModel):
    """One decision of a person, who is known by role only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    left: Side | None = None
    right: Side | None = None
    predicate: str | None = None    # which tie or value it is about; a `Predicate`
    field: str | None = None        # of CORRECT: one of FIELDS
    value: str | None = None        # a date is an ISO prefix, a place a TERC code, a sector or level its code
    supersedes: str | None = None   # id of a judgement
    role: str                       # "specjalistka ROPS", never a name
    decided_on: str                 # ISO 8601, UTC
    reason: str = ""                # for ADD: how it is known

    @property
    def id(self) -> str:
        """Follows from the content, so that importing twice adds nothing."""
        text = json.dumps(self.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that no other one in effect supersedes, withdrawals left out, in the order in which they were decided.

    Taking back a withdrawal brings back what it had withdrawn.
    """
    every = {judgement.id: judgement for judgement in judgements}
    over: dict[str, list[str]] = defaultdict(list)
    for found, judgement in every.items():
        if judgement.supersedes:
            over[judgement.supersedes].append(found)
    effect: dict[str, bool] = {}
    # An id digests what it supersedes, so there are no circles; a stack, because undo and redo make long chains.
    stack = list(every)
    while stack:
        found = stack[-1]
        waiting = [later for later in over[found] if later not in effect]
        if waiting:
            stack += waiting
            continue
        effect[stack.pop()] = not any(effect[later] for later in over[found])
    standing = [
        judgement for found, judgement in every.items() if effect[found] and judgement.verdict is not Verdict.WITHDRAW
    ]
    return sorted(standing, key=lambda judgement: (judgement.decided_on, judgement.id))


def dump(judgements: Iterable[Judgement]) -> str:
    """Judgements as text, one JSON object a line, in the order in which they were decided."""
    every = {judgement.id: judgement for judgement in judgements}
    ordered = sorted(every.values(), key=lambda judgement: (judgement.decided_on, judgement.id))
    return "".join(f"{judgement.model_dump_json(exclude_defaults=True)}\n" for judgement in ordered)


def parse(text: str) -> list[Judgement]:
    """The judgements of such a text. Raises UsageError, with the line, for one that is not a judgement."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                found.append(Judgement.model_validate_json(line))
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(map(str, first["loc"])) or "the line"
                raise UsageError(
                    f"Line {number} is not a judgement: {where}: {first['msg']}.",
                    hint="Lines look like those that `koopgraf judgements export` writes. Nothing was stored.",
                ) from error
    return found
