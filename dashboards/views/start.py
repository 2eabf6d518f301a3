"""Start: what is loaded, how sure it is, what is doubtful, what contradicts."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import card, kit
from dashboards.findings import render
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
        (_("agreements"), summary.agreements), (_("projects"), summary.projects),
        (_("gminas covered"), summary.gminas),
    ])
    st.subheader(_("How sure it is"))
    sureness(summary)
    doubtful, contradictions = state.doubts()
    st.subheader(_("What contradicts"))
    if contradictions:
        kit.lead(_("Two documents say different things. Both claims stay, each with its source."))
        for pair in contradictions:
            st.html(versus(pair))
    else:
        st.write(_("No two documents contradict each other."))
    st.subheader(_("What is doubtful"))
    doubts(doubtful)
    st.subheader(_("Loaded documents"))
    documents()
    findings()


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
        f'<div class="kg-evidence {escape(side.status)}"><span class="kg-value">{escape(kit.stated_value(side))}</span>'
        f" {kit.badge(side.status)}{kit.quoted(side)}</div>" for side in (left, right)
    )
    return f'<div class="kg-versus"><h3>{escape(left.subject_name)} – {escape(said + label)}</h3>{sides}</div>'


def doubts(claims: list[Evidence]) -> None:
    """Claims that a person should look at, the least sure first."""
    if not claims:
        st.write(_("Nothing is doubtful: every claim is certain."))
        return
    kit.lead(_("These claims are not certain. Read the quote before you rely on them. The least certain come first."))
    together: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for claim in claims:
        together[claim.subject, claim.document].append(claim)
    items = [doubt(same) for same in together.values()]
    st.html("".join(items[:SHOWN]))
    if items[SHOWN:]:
        with st.expander(_("Show the others ({n})").format(n=number(len(items) - SHOWN))):
            st.html("".join(items[SHOWN:]))


def doubt(claims: list[Evidence]) -> str:
    """What one document says, not certainly, of one thing: the facts, then each passage once (HTML)."""
    first = min(claims, key=lambda claim: claim.confidence)
    order = list(PREDICATES)
    stated = "; ".join(
        kit.fact(claim, subject=False) for claim in sorted(claims, key=lambda claim: order.index(claim.predicate))
    )
    quotes = tuple(dict.fromkeys(piece for claim in claims for piece in claim.quotes))
    name = f'<p class="kg-fact">{escape(first.subject_name or first.subject)} {kit.badge(first.status)}</p>'
    facts = f'<p style="margin:0">{escape(stated)}</p>'
    passages = kit.quoted(first._replace(quotes=quotes))
    return f'<div class="kg-evidence {escape(first.status)}">{name}{facts}{passages}</div>'


def findings() -> None:
    """What the load could not read, and what to do about it."""
    found = state.findings()
    if not found:
        return
    st.subheader(_("Remarks on the documents"))
    lines: dict[str, list[str]] = defaultdict(list)
    for title, finding in found:
        problem, remedy = render(finding, _)
        lines[title].append(f'{escape(problem)}. <span class="kg-small">{escape(remedy)}</span>')
    with st.expander(_("Show the remarks ({n})").format(n=number(len(found)))):
        card.plain_list(f"<strong>{escape(title)}</strong><br>" + "<br>".join(each) for title, each in lines.items())


def documents() -> None:
    """The loaded documents and how many claims each gave."""
    rows = [(title, day(published) or _("not stated"), claims) for title, published, claims in state.documents()]
    frame = pd.DataFrame(rows, columns=[_("Document"), _("Date of the document"), _("Claims")])
    alt = _("Table: loaded documents, their dates and the number of claims from each.")
    st.dataframe(frame, hide_index=True, alt=alt)


if __name__ == "__main__":
    page()
