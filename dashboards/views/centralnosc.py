"""Centralność: who holds the network together, measure by measure, with how sure each place is and what says so."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from dashboards import measures as words
from dashboards import state
from dashboards.components import card, filters, kit, tables
from dashboards.components.payload import fits, sector_name
from dashboards.reads import Institution
from dashboards.wording import _, language, marked, number
from graph.measures import WHOLE, YES_NO, MeasureTable
from graph.scores import Measure, Scores, measures
from graph.sureness import BANDED, COVERED, RATES, Bands
from graph.vocabulary import UNKNOWN_SECTOR

MEASURE = "miara"                      # the measure in the page's address
FIRST = "teams"
SHOWN_CLAIMS = 30
FIGURES = ("density", "centralisation", "modularity", "core_fit")
_EXPECTED = {"ei_sector": "ei_sector_expected", "ei_level": "ei_level_expected"}
RATE_WORDS = {0.1: marked("without 10 % of documents"), 0.2: marked("without 20 % of documents"),
              0.3: marked("without 30 % of documents")}


def page() -> None:
    """Draw the page."""
    st.title(_("Centrality"))
    kit.lead(_("Who holds the network together, measured on what the documents record. "
               "The measures count papers, not work done."))
    network = state.network()
    chosen = filters.controls(network, st.columns(4), "centrality", groups=True)
    explained = {key: each for key, each in measures().items() if each.scope == "institution"}
    changed = filters.one("centrality_measure", MEASURE, explained)
    st.session_state["centrality_measure"] = st.session_state["centrality_measure"] or FIRST
    key = st.selectbox(
        _("Measure"), list(explained), key="centrality_measure", on_change=changed,
        format_func=lambda each: words.title(explained[each], language()),
    )
    measure = explained[key]
    explain(measure)
    table = state.centrality_table(chosen.territory)
    if table is None:
        kit.waiting(_("The measures are being computed. This page shows them as soon as they are there."))
        return
    reason = words.why_not(table, key)
    if reason:
        st.info(_("This measure says nothing here.") + " " + _(reason))
    sample = words.sample_of(table, key)
    if sample is not None:
        st.warning(_("Estimate from a sample of {n} institutions: places below the hundredth say little.").format(
            n=number(sample)
        ))
    bands = state.bands(chosen.territory)
    rows = ranking(table, bands, measure, chosen)
    ranked(rows, measure, bands)
    figures(table)
    if bands is None and measure.id in BANDED:
        kit.waiting(_("How sure each place is, is still being drawn; the places get their ranges by themselves."))


def explain(measure: Measure) -> None:
    """What the measure says, in what unit, when it misleads, and where it comes from."""
    lang = language()
    st.html(
        f'<div class="kg-explained"><p style="margin:0 0 6px"><strong>{escape(words.sentence(measure, lang))}</strong> '
        f'<span class="kg-small">({escape(_("Unit"))}: {escape(words.unit(measure, lang))})</span></p>'
        f'<p class="kg-small" style="margin:0"><strong>{escape(_("When it misleads"))}:</strong> '
        f"{escape(words.misleads(measure, lang))}</p>"
        f'<p class="kg-source">{escape(_("Source"))}: {escape(measure.source)}</p></div>'
    )


def ranking(table: MeasureTable, bands: Bands | None, measure: Measure, chosen: filters.Chosen) -> pd.DataFrame:
    """One row an institution in the order of the measure: `id`, and the columns that are shown."""
    network, documents, sectors = state.network(), state.recorded_by(chosen.territory), state.sectors()
    answer, values = table.answers[measure.id], table.values(measure.id)
    ranks = answer.ranks() if isinstance(answer, Scores) and measure.best else None
    band = {rate: bands.of(measure.id, rate) for rate in RATES} if bands is not None and ranks is not None else {}
    expected = table.values(_EXPECTED[measure.id]) if measure.id in _EXPECTED else None
    rows = []
    for at, row in enumerate(table.institutions):
        known = network.institutions.get(row.id)
        if not fits(row, chosen.sectors, chosen.levels):
            continue
        place: dict[str, object] = {"id": row.id, "order": values[at]}
        if ranks is not None:
            place[_("Place")] = int(ranks[at]) or None
        for rate, found in band.items():
            if found is not None and ranks is not None and ranks[at]:
                place[_(RATE_WORDS[rate])] = _span(int(found.first[at]), int(found.last[at]))
        place[_("Institution")] = row.name
        place[words.title(measure, language())] = _shown(measure, float(values[at]))
        if expected is not None:
            place[_("Expected by chance")] = _shown(measure, float(expected[at]))
        place[_("Documents")] = len(documents[at])
        place[_("Sector")] = ", ".join(
            sector_name(sectors[code]) for code in row.sectors or (UNKNOWN_SECTOR,) if code in sectors
        )
        place[_("Level")] = card.level_words(known) if known else ""
        rows.append(place)
    frame = pd.DataFrame(rows, columns=list(dict.fromkeys(name for row in rows for name in row)) or ["id", "order"])
    return frame.sort_values(
        ["order", "id"], ascending=[measure.best == "low" or measure.id == "community", True], na_position="last",
        ignore_index=True,
    ).drop(columns="order")


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _shown(measure: Measure, value: float) -> object:
    if value != value:                 # NaN: has no meaning for this one
        return None
    if measure.id in YES_NO:
        return _("yes") if value else _("no")
    return int(value) if measure.id in WHOLE else value


def compact(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are shown: a place and its range in one cell, '3 (1–7)'."""
    shown = rows.drop(columns=["id", *(_(each) for each in RATE_WORDS.values())], errors="ignore")
    place, span = _("Place"), _(RATE_WORDS[RATES[0]])
    if place not in rows or span not in rows:
        return shown
    known = ["" if pd.isna(each) else number(each) for each in rows[place]]
    widest = max(map(len, known))      # spaces in front: a column of texts that somebody sorts keeps 10 behind 9
    shown[place] = [
        f"{each:>{widest}} ({found})" if each else "" for each, found in zip(known, rows[span], strict=True)
    ]
    return shown.rename(columns={place: _("Place (range)")})


def sureness(rows: pd.DataFrame, measure: Measure, bands: Bands | None) -> str:
    """What the ranges beside the places mean, or that there are none."""
    if _("Place") not in rows:
        return ""
    if measure.id not in BANDED:
        return _("For this measure no ranges of places are computed, so how sure the order is, is not known.")
    if bands is None or _(RATE_WORDS[RATES[0]]) not in rows:
        return ""
    return _("In brackets: between which places {share} % of draws put it when {missing} % of the {n} documents are "
             "missing. A wide range means: do not rely on the order.").format(
                 share=number(100 * COVERED), missing=number(100 * RATES[0]), n=number(bands.documents))


def ranked(rows: pd.DataFrame, measure: Measure, bands: Bands | None) -> None:
    """The table, its download, and what the documents say of the row that is chosen."""
    st.write(_("Institutions: {n}. Choose a row to see what the documents say about it.").format(n=number(len(rows))))
    told = sureness(rows, measure, bands)
    if told:
        st.write(told)
    at = tables.choose(
        compact(rows), key=f"centrality_{measure.id}", alt=_("Table: institutions by the chosen measure."),
        file=f"centralnosc-{measure.id}", lines=False, whole=rows.drop(columns="id"),
    )
    if at is not None:
        says(rows.iloc[at])


def says(row: pd.Series[Any]) -> None:
    """How sure the place of an institution is, and the passages that put it into its teams and agreements."""
    network, institution = state.network(), row["id"]
    known: Institution | None = network.institutions.get(institution)
    st.subheader(known.name if known else institution, anchor=False)
    ranges = ", ".join(_ranges(row))
    if ranges:
        st.write(_("Place {place}; {ranges}.").format(place=number(row[_("Place")]), ranges=ranges))
    found = [claim for claim in state.about(institution) if claim.predicate in ("member", "party")]
    if not found:
        st.info(_("No document puts this institution into a team or an agreement."))
        return
    kit.evidence_list(found[:SHOWN_CLAIMS], subject=False)
    if len(found) > SHOWN_CLAIMS:
        st.write(_("… and {n} more; all are on the institution's card.").format(n=number(len(found) - SHOWN_CLAIMS)))
    st.html(f'<a href="instytucja?id={quote(institution)}" target="_self">{escape(_("Card of the institution"))}</a>')


def _ranges(row: pd.Series[Any]) -> Iterator[str]:
    for words_ in RATE_WORDS.values():
        if isinstance(found := row.get(_(words_)), str):
            yield f"{_(words_)}: {found}"


def figures(table: MeasureTable) -> None:
    """What is one number of the whole network, each with its sentence."""
    with st.expander(_("The network as a whole")):
        found = [(key, getattr(table.network, key)) for key in FIGURES]
        st.write(_("Institutions: {n}, teams and agreements: {groups}, pairs that meet: {ties}.").format(
            n=number(table.network.institutions), groups=number(table.network.groups), ties=number(table.network.ties)
        ))
        lang = language()
        st.html("".join(
            f'<p style="margin:0 0 8px"><strong>{escape(words.title(measures()[key], lang))}: '
            f"{escape(number(value, 3)) if value == value else escape(_('says nothing here'))}</strong><br>"
            f"{escape(words.sentence(measures()[key], lang))} "
            f'<span class="kg-small">{escape(words.misleads(measures()[key], lang))}</span></p>'
            for key, value in found
        ))


if __name__ == "__main__":
    page()
