"""A document that has lost its Polish letters, read as it was meant and quoted as it stands."""

from __future__ import annotations

from dataclasses import replace

from graph.claims import Claim, Extraction, Source
from loaders.polish.diacritics import restored
from loaders.reading import Cell, Reading, Table


def with_polish_letters(reading: Reading) -> Reading:
    """The same reading with the letters restored; every span means the same place as before."""
    source = reading.source.model_copy(update={"text": restored(reading.source.text)})
    return replace(reading, source=source, tables=tuple(map(_table, reading.tables)))


def _table(table: Table) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in table.rows)
    return replace(table, name=restored(table.name), rows=rows)


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=restored(cell.text))


def as_in(extraction: Extraction, source: Source) -> Extraction:
    """An extraction of the restored text, with the words as the document itself has them."""
    read = extraction.source.text
    mentions = tuple(
        mention.model_copy(update={"as_written": source.text[mention.spans[0].start : mention.spans[-1].end]})
        for mention in extraction.mentions
    )
    claims = tuple(claim.model_copy(update={"as_written": _written(claim, read, source.text)})
                   for claim in extraction.claims)
    return extraction.model_copy(update={"source": source, "mentions": mentions, "claims": claims})


def _written(claim: Claim, read: str, own: str) -> str:
    """Where the words of a claim stand in its quote, in the document's own letters."""
    for span in claim.spans:
        at = read.find(claim.as_written, span.start, span.end)
        if at >= 0:
            return own[at : at + len(claim.as_written)]
    at = read.find(claim.as_written)
    return own[at : at + len(claim.as_written)] if at >= 0 else claim.as_written



