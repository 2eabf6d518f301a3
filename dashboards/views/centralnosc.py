"""Centralność: who is in many teams, who shares many, who lies between others; each measure in one plain sentence."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import card, kit
from dashboards.measures import REASONS
from dashboards.reads import Institution
from dashboards.wording import _, language, number
from graph.scores import Measure, NotMeaningful, Scores, measures

SHOWN = ("teams", "strength", "betweenness")

def page() -> None:
    """Draw the page."""
    st.title(_("Centrality"))
    kit.lead(_("Who holds the network together, measured on what the documents record. "
               "The measures count papers, not work done."))
    network = state.network()
    regions = sorted({row.unit[:2] for row in network.institutions.values()} & network.units.keys())
    territory = ""
    if len(regions) > 1:
        territory = st.selectbox(
            _("Województwo"), ["", *regions], format_func=lambda code: network.units[code].name if code else _("all"),
        ) or ""
    found = state.centrality_table(territory)
    explained = measures()
    for column, key in zip(st.columns(len(SHOWN), gap="medium"), SHOWN, strict=True):
        with column, st.container(border=True, height="stretch"):
            explain(explained[key], found.answers[key])
    frame = found.frame()
    columns = [key for key in SHOWN if isinstance(found.answers[key], Scores)]
    shown = pd.DataFrame({
        _("Institution"): frame["name"],
        _("Sector"): [_sector(network.institutions.get(key)) for key in frame["id"]],
        _("Level"): [_level(network.institutions.get(key)) for key in frame["id"]],
    })
    for key in columns:
        shown[_title(explained[key])] = frame[key]
    config = {
        _title(explained["teams"]): st.column_config.NumberColumn(format="%d"),
        _title(explained["strength"]): st.column_config.NumberColumn(format="%d"),
        _title(explained["betweenness"]): st.column_config.ProgressColumn(
            format="localized", min_value=0.0, max_value=max(float(frame["betweenness"].max() or 0), 1e-9)
        ) if "betweenness" in columns else None,
    }
    st.write(_("Click a column's name to sort. Institutions: {n}.").format(n=number(len(shown))))
    st.dataframe(
        shown, hide_index=True, height=min(560, 38 + 35 * max(len(shown), 1)), column_config=config,
        alt=_("Table: team count, strength and betweenness of every institution."),
    )
    st.download_button(
        _("Download the table (CSV)"), lambda: shown.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig"),
        file_name="centralnosc.csv", mime="text/csv", on_click="ignore",
    )


def explain(measure: Measure, answer: Scores | NotMeaningful) -> None:
    """A measure's name, what it says, when it misleads, and whether it says anything here."""
    polish = language() == "pl"
    sentence = measure.sentence_pl if polish else measure.sentence_en
    misleads = measure.misleads_pl if polish else measure.misleads_en
    st.subheader(_title(measure), anchor=False)
    st.html(
        f'<p style="margin:0 0 6px">{escape(sentence)}</p>'
        f'<p class="kg-small" style="margin:0"><strong>{escape(_("When it misleads"))}:</strong> {escape(misleads)}</p>'
    )
    if isinstance(answer, NotMeaningful):
        st.info(_(REASONS[answer.reason]))
    elif answer.sample is not None:
        st.info(_("Estimated from a sample of {n} institutions.").format(n=number(answer.sample)))


def _title(measure: Measure) -> str:
    return measure.pl if language() == "pl" else measure.en


def _sector(row: Institution | None) -> str:
    return card.sector_words(row) if row else ""


def _level(row: Institution | None) -> str:
    return card.level_words(row) if row else ""


if __name__ == "__main__":
    page()
