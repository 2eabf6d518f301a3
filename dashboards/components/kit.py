"""Small pieces that several pages draw with: quotes, tiles, legends. Every text from data is escaped here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path

import streamlit as st

from dashboards.components.payload import GROUP_FILL, GROUP_MARKS, GROUP_WORDS, ink, sector_name
from dashboards.reads import Evidence
from dashboards.wording import LEVELS, PREDICATES, STATUSES, _, day, number, word
from graph.reference import SectorRow, sectors

STYLE = f"<style>{(Path(__file__).resolve().parent / 'page.css').read_text(encoding='utf-8')}</style>"


def lead(text: str) -> None:
    """The sentence under a page's title."""
    st.html(f'<p class="kg-lead">{escape(text)}</p>')


def tiles(figures: Sequence[tuple[str, float]]) -> None:
    """Figures with their names, in a row."""
    cells = "".join(
        f'<div class="kg-tile"><dt>{escape(name)}</dt><dd>{escape(number(value))}</dd></div>' for name, value in figures
    )
    st.html(f'<dl class="kg-tiles">{cells}</dl>')


def badge(status: str) -> str:
    """A claim's status as a word in a frame (HTML)."""
    return f'<span class="kg-badge {escape(status)}">{escape(word(STATUSES, status))}</span>'


def standing(evidence: Evidence) -> str:
    """A claim's status, and whether a person judged it (HTML)."""
    if not evidence.judgement or evidence.status == "rejected":
        return badge(evidence.status)
    return f'<span class="kg-badge judged">{escape(_("confirmed by a person"))}</span>'


def fact(evidence: Evidence, *, subject: bool = True) -> str:
    """The claim as a short sentence (plain text)."""
    said = word(PREDICATES, evidence.predicate)
    stated = evidence.object_name or stated_value(evidence)
    parts = [evidence.subject_name or evidence.subject] if subject else []
    return " ".join(part for part in (*parts, "–" if subject else "", f"{said}:" if stated else said, stated) if part)


def stated_value(evidence: Evidence) -> str:
    """The value a claim states, in the reader's language (plain text)."""
    value = evidence.value or evidence.as_written
    if evidence.predicate in ("signed", "since", "until"):
        value = day(value)
    elif evidence.predicate in ("cost", "funding", "count"):
        with suppress(ValueError):     # not a number: shown as the document has it
            value = number(float(value), 2)
    elif evidence.predicate == "sector" and value in sectors():
        value = sector_name(sectors()[value])
    elif evidence.predicate == "level":
        value = word(LEVELS, value)
    return f"{value} {evidence.unit}".strip()


def quoted(evidence: Evidence) -> str:
    """Quote and source of a claim (HTML)."""
    pieces = " […] ".join(" ".join(piece.split()) for piece in evidence.quotes)
    quote = f"<blockquote>„{escape(pieces)}”</blockquote>" if pieces else ""
    published = f", {escape(day(evidence.published))}" if evidence.published else ""
    return f'{quote}<p class="kg-source">{escape(_("Document"))}: {escape(evidence.document)}{published}</p>'


def evidence_item(evidence: Evidence, *, subject: bool = True) -> str:
    """A claim with its sentence, status, quote and source (HTML)."""
    sentence = f'<p class="kg-fact">{escape(fact(evidence, subject=subject))} {standing(evidence)}</p>'
    return f'<div class="kg-evidence {escape(evidence.status)}">{sentence}{quoted(evidence)}</div>'


def evidence_list(claims: Iterable[Evidence], *, subject: bool = True) -> None:
    """Claims one under another."""
    st.html("".join(evidence_item(claim, subject=subject) for claim in claims))


_OUTLINES = {
    "circle": '<circle cx="10" cy="10" r="7.5"/>',
    "square": '<rect x="3" y="3" width="14" height="14"/>',
    "triangle": '<path d="M10 2 L18.5 17 L1.5 17 Z"/>',
    "diamond": '<path d="M10 1.5 L18.5 10 L10 18.5 L1.5 10 Z"/>',
    "hexagon": '<path d="M5.5 2.2 L14.5 2.2 L19 10 L14.5 17.8 L5.5 17.8 L1 10 Z"/>',
    "box": '<rect x="1.5" y="4" width="17" height="12" rx="3.5"/>',
}


def shape(name: str) -> str:
    """A map shape for the legend (HTML): an image in the page, because inline SVG does not pass Streamlit's filter."""
    of_group = name in ("hexagon", "box")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20" stroke="#222" '
        f'fill="{GROUP_FILL if of_group else "#fff"}" stroke-width="{2.2 if of_group else 1.5}">{_OUTLINES[name]}</svg>'
    )
    return f'<img width="20" height="20" alt="" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


def mark(row: SectorRow) -> str:
    """A sector's two letters on its colour (HTML)."""
    return f'<span class="kg-mark" style="background:{row.colour};color:{ink(row.colour)}">{escape(row.mark)}</span>'


def legend(shown: Iterable[SectorRow], *, groups: bool) -> None:
    """What shapes, colours and letters on the map mean."""
    kinds = [
        ("circle", _("gmina")), ("square", _("powiat")), ("triangle", _("województwo")),
        ("diamond", _("other or no level")),
    ]
    shapes = "".join(f"<span>{shape(drawn)}{escape(name)}</span>" for drawn, name in kinds)
    if groups:
        shapes += "".join(
            f"<span>{shape(drawn)}{escape(_(GROUP_WORDS[label]))} ({escape(_(GROUP_MARKS[label]))})</span>"
            for label, drawn in (("Team", "hexagon"), ("Agreement", "box"))
        )
    colours = "".join(f"<span>{mark(row)}{escape(sector_name(row))}</span>" for row in shown)
    ties = _("A dashed line or outline: not yet certain.") if groups else _("A thicker line: more shared groups.")
    st.html(
        f'<p class="kg-legend"><b>{escape(_("Shape"))}:</b>{shapes}</p><p class="kg-legend" style="margin-top:8px">'
        f'<b>{escape(_("Colour and letters"))}:</b>{colours}</p>'
        f'<p class="kg-small" style="margin:8px 0 0">{escape(ties)}</p>'
    )


def card_title(text: str) -> None:
    """The name at the top of a card."""
    st.html(f'<h2 class="kg-card">{escape(text)}</h2>')


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Names and values of one thing, in two columns. Empty values are left out."""
    cells = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    st.html(f'<dl class="kg-facts">{cells}</dl>')


@st.fragment(run_every=3.0)
def waiting(text: str) -> None:
    """Say that something is still being made, and draw the page anew every few seconds until it is there."""
    st.info(text)
    if st.session_state.get("kg_waited") == text:
        st.session_state.pop("kg_waited")
        st.rerun(scope="app")
    st.session_state["kg_waited"] = text
