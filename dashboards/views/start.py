"""Start: what is loaded, how sure it is, what is doubtful, what contradicts."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import kit
from dashboards.reads import Contradiction, Evidence, Summary
from dashboards.wording import PREDICATES, _, day, number, word

SHOWN = 12
"""Doubtful claims on the page before somebody asks for more."""


def page() -> None:
    """Draw the page."""
    summary = state.summary()
    st.title(_("Who cooperates with whom"))
    kit.lead(_("Everything here comes from the loaded documents; every fact leads to the sentence that says so."))
    kit.tiles([
        (_("documents"), summary.documents), (_("institutions"), summary.institutions), (_("teams"), summary.teams),
        (_("agreements"), summary.agreements), (_("projects"), summary.projects), (_("gminas covered"), summary.gminas),
    ])
    st.subheader(_("How sure it is"))
    sureness(summary)
    doubtful, contradictions = state.doubts()
    st.subheader(_("What contradicts"))
    if contradictions:
        kit.lead(_("Two documents say different things. Both stay in the graph, each with its source, until a person decides."))
        for pair in contradictions:
            st.html(versus(pair))
    else:
        st.write(_("No two documents contradict each other."))
    st.subheader(_("What is doubtful"))
    doubts(doubtful)
    st.subheader(_("Loaded documents"))
    documents()


def sureness(summary: Summary) -> None:
    """Claims by status: a bar, with the same numbers as words."""
    total = sum(summary.claims.values()) or 1
    words = [
        ("accepted", _("certain – shown and measured")),
        ("provisional", _("provisional – shown as a dashed line, not measured")),
        ("queued", _("doubtful – only in the list below")),
    ]
    bar = "".join(
        f'<span class="kg-{status}" style="width:{100 * summary.claims.get(status, 0) / total:.2f}%"></span>'
        for status, _meaning in words
    )
    keys = "".join(
        f'<li><span class="kg-swatch kg-{status}"></span>{escape(meaning)}: '
        f"<strong>{number(summary.claims.get(status, 0))}</strong></li>" for status, meaning in words
    )
    st.html(f'<div class="kg-bar" aria-hidden="true">{bar}</div><ul class="kg-keys">{keys}</ul>')


def versus(pair: Contradiction) -> str:
    """Two contradicting claims side by side (HTML)."""
    left, right = pair
    said = word(PREDICATES, left.predicate)
    label = f" ({left.label})" if left.label else ""
    sides = "".join(
        f'<div class="kg-evidence {escape(side.status)}"><span class="kg-value">{escape(kit.stated_value(side))}</span> '
        f"{kit.badge(side.status)}{kit.quoted(side)}</div>" for side in (left, right)
    )
    return f'<div class="kg-versus"><h3>{escape(left.subject_name)} – {escape(said + label)}</h3>{sides}</div>'


def doubts(claims: list[Evidence]) -> None:
    """Claims that a person should look at, the least sure first."""
    if not claims:
        st.write(_("Nothing is doubtful: every claim is certain."))
        return
    kit.lead(_("These claims are not certain. Read the quote before you rely on them. The least certain come first."))
    kit.evidence_list(claims[:SHOWN])
    if claims[SHOWN:]:
        with st.expander(_("Show the others ({n})").format(n=number(len(claims) - SHOWN))):
            kit.evidence_list(claims[SHOWN:])


def documents() -> None:
    """The loaded documents and how many claims each gave."""
    rows = [(title, day(published) or _("not stated"), claims) for title, published, claims in state.documents()]
    frame = pd.DataFrame(rows, columns=[_("Document"), _("Date of the document"), _("Claims")])
    st.dataframe(frame, hide_index=True, alt=_("Table: loaded documents, their dates and the number of claims from each."))


if __name__ == "__main__":
    page()
