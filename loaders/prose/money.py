"""Sums that a document states of a project: the amount, the label as written, and what quantity that label means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph import reference
from graph.claims import Kind, Predicate, Ref, Span
from loaders.prose.areas import wojewodztwo_in
from loaders.prose.draft import Draft
from loaders.prose.projects import Projects
from loaders.prose.structure import Piece
from loaders.prose.view import View

_AMOUNT = re.compile(
    r"(?<![\w,.])(?P<number>\d{1,3}(?:[ \u00a0.]\d{3})+(?:,\d{1,2})?|\d+,\d{2})\s*"
    r"(?P<unit>(?:zł\w*|PLN|EUR|euro)\b)?(?!\w)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A row of `data/reference/quantities.csv`. Two sums of one quantity can be compared, others cannot."""

    name: str
    predicate: Predicate
    pattern: re.Pattern[str]


@cache
def _quantities() -> tuple[Quantity, ...]:
    return tuple(
        Quantity(row["quantity"], Predicate(row["predicate"]), re.compile(rf"\b(?:{row['pattern']})", re.IGNORECASE))
        for row in reference.rows("quantities.csv")
    )


def quantity_of(label: str) -> Quantity | None:
    """What a label means: the first row of the table that fits; None for a sum of something else."""
    return next((each for each in _quantities() if each.pattern.search(label)), None)


def write_money(view: View, draft: Draft, projects: Projects, piece: Piece) -> None:
    """COST and FUNDING of a project. A sum `w tym` another one has its territory; each keeps its own label."""
    text, span = view.text, piece.span
    last, scope = span.start, ""
    for match in _AMOUNT.finditer(text, span.start, span.end):
        if not match["unit"] and "," not in match["number"]:
            continue
        label = _label(text, last, match.start(), whole=text[span.start : match.start()])
        scope = wojewodztwo_in(view, text[last : match.start()]) or scope
        last = match.end()
        project = projects.near(match.start())
        quantity = quantity_of(label)
        if project is None or quantity is None:
            continue
        tail = re.match(r"\s*\(([^()]{3,40})\)", text[match.end() : span.end])
        if tail:
            label = f"{label} ({tail.group(1)})"
            quantity = quantity_of(tail.group(1)) or quantity
        draft.state(
            quantity.predicate,
            Ref(Kind.PROJECT, project.slug),
            Span(match.start(), match.end()),
            span,
            "money/labelled",
            0.93 if match["unit"] else 0.85,
            value=f"{_decimal(match['number']):.2f}",
            label=label,
            unit="EUR" if (match["unit"] or "").lower() in ("eur", "euro") else "PLN",
            quantity=f"{quantity.name}:{scope}" if scope else quantity.name,
        )


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0.]", "", number).replace(",", "."))


def _label(text: str, start: int, end: int, whole: str) -> str:
    """The words before an amount: since the amount before it; when these say nothing, the whole sentence's."""
    words = re.split(r"[.;]\s", " ".join(text[start:end].replace("*", " ").split()))[-1]
    words = re.sub(r"^(?:zł|PLN|oraz|i|a)?[\s,.;:]*(?:oraz\s+)?", "", words)
    words = re.sub(r"\s*(?:wynosi(?:ła|ło)?|stanowi|to)?\s*[:–-]?\s*$", "", words)
    return words or " ".join(whole.split())
