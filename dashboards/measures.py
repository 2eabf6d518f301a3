"""Measures in words: what the terminal and the pages show of them. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dashboards.wording import marked
from graph.measures import WHOLE, YES_NO, MeasureTable
from graph.scores import Measure, NotMeaningful, Reason, Scores, measures
from graph.sureness import Bands, Document

REASONS = {
    Reason.NO_GROUPS: marked("Nobody is in any team or agreement yet."),
    Reason.FEW_GROUPS: marked("With fewer than three teams or agreements this measure only repeats their rosters."),
    Reason.NOTHING_BETWEEN: marked(
        "Nobody lies between others: each team stands by itself, so this measure is 0 for everyone."
    ),
    Reason.ONE_LABEL: marked("Fewer than two sectors, or levels, are on record, so there is nothing to compare."),
}


def title(measure: Measure, lang: str) -> str:
    """What a measure is called."""
    return measure.pl if lang == "pl" else measure.en


def sentence(measure: Measure, lang: str) -> str:
    """What a measure says."""
    return measure.sentence_pl if lang == "pl" else measure.sentence_en


def unit(measure: Measure, lang: str) -> str:
    """What a measure counts in."""
    return measure.unit_pl if lang == "pl" else measure.unit_en


def misleads(measure: Measure, lang: str) -> str:
    """When a measure misleads."""
    return measure.misleads_pl if lang == "pl" else measure.misleads_en


def why_not(table: MeasureTable, measure: str) -> str:
    """Why a measure says nothing here, as a message to translate; '' when it does."""
    answer = table.answers[measure]
    return REASONS[answer.reason] if isinstance(answer, NotMeaningful) else ""


def sample_of(table: MeasureTable, measure: str) -> int | None:
    """From how many sources a measure is estimated; None for an exact one."""
    answer = table.answers[measure]
    return answer.sample if isinstance(answer, Scores) else None


def json_records(
    table: MeasureTable, bands: Bands | None, documents: Sequence[Sequence[Document]]
) -> Iterator[dict[str, Any]]:
    """One object an institution, by id, with the documents that record it and, where drawn, the bands of its ranks."""
    ranks = {} if bands is None else {
        measure: answer.ranks().tolist()
        for measure in bands.bands if isinstance(answer := table.answers[measure], Scores)
    }
    for at, record in enumerate(table.records()):
        more: dict[str, Any] = {"documents": [document._asdict() for document in documents[at]]}
        if bands is not None:
            more["ranks"] = {
                measure: {
                    "rank": rank[at],
                    **{
                        f"without_{round(100 * rate)}_percent": [int(band.first[at]), int(band.last[at])]
                        for rate, band in bands.bands[measure].items()
                    },
                }
                for measure, rank in ranks.items()
            }
        yield record | more


def csv_records(
    table: MeasureTable, bands: Bands | None, documents: Sequence[Sequence[Document]]
) -> Iterator[dict[str, Any]]:
    """One flat row an institution, by id, with every measure; a rank and its bands follow their measure."""
    columns = {measure: table.values(measure).tolist() for measure in table.answers}
    ranks = {
        measure: answer.ranks().tolist()
        for measure, answer in table.answers.items() if isinstance(answer, Scores)
    }
    for at, row in enumerate(table.institutions):
        record: dict[str, Any] = {
            "id": row.id, "name": row.name, "kind": row.kind or "", "sectors": " ".join(row.sectors),
            "levels": " ".join(row.levels), "terc": row.terc or "",
        }
        for measure, values in columns.items():
            record[measure] = _cell(measure, values[at])
            for rate, band in (bands.bands.get(measure, {}) if bands is not None and measure in ranks else {}).items():
                record[f"{measure}_rank"] = ranks[measure][at]
                percent = round(100 * rate)
                record[f"{measure}_first_without_{percent}_percent"] = int(band.first[at])
                record[f"{measure}_last_without_{percent}_percent"] = int(band.last[at])
        yield record | {"documents": "; ".join(document.title for document in documents[at])}


def _cell(measure: str, value: float) -> Any:
    if value != value:  # NaN: not meaningful here
        return ""
    return int(value) if measure in WHOLE | YES_NO else value


def described() -> Iterator[dict[str, str]]:
    """What every measure is, in both languages."""
    for measure in measures().values():
        yield {name: getattr(measure, name) for name in measure.__slots__}
