"""Small pieces that several pages draw with: quotes, tiles, legends. Every text from data is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboards.components.payload import GROUP_FILL, GROUP_MARKS, GROUP_WORDS, ink, sector_name
from dashboards.reads import Evidence
from dashboards.wording import LEVELS, PREDICATES, STATUSES, _, day, number, word
from graph.reference import SectorRow

STYLE = """
<style>
.stMainBlockContainer, .block-container { padding-top: 4.2rem; padding-bottom: 3rem; max-width: 1320px; }
h1 { font-size: 1.9rem !important; padding-top: 0 !important; letter-spacing: -.01em; }
.kg-lead { color: #3d4957; font-size: 1.05rem; margin: 0; max-width: 75ch; }
.kg-tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 14px; margin: 0; padding: 0; }
.kg-tile { border: 1px solid #d5dae1; border-radius: 8px; padding: 12px 16px 10px; background: #fff; display: flex; flex-direction: column-reverse; }
.kg-tile dt { color: #3d4957; font-size: .95rem; }
.kg-tile dd { margin: 0; font-size: 1.9rem; font-weight: 600; line-height: 1.15; color: #10304a; font-variant-numeric: tabular-nums; }
.kg-bar { display: flex; height: 22px; border-radius: 6px; overflow: hidden; border: 1px solid #55606e; }
.kg-bar span { display: block; height: 100%; }
.kg-accepted { background: #0072B2; } .kg-provisional { background: repeating-linear-gradient(45deg,#E69F00 0 6px,#f7cf7f 6px 12px); }
.kg-queued { background: repeating-linear-gradient(90deg,#6b7684 0 3px,#dfe3e8 3px 8px); }
.kg-keys { display: flex; flex-wrap: wrap; gap: 6px 26px; margin: 8px 0 0; padding: 0; list-style: none; color: #1b2430; }
.kg-keys li { display: flex; align-items: center; gap: 8px; margin: 0; }
.kg-swatch { width: 18px; height: 18px; border-radius: 4px; border: 1px solid #222; flex: none; }
.kg-evidence { border-left: 4px solid #0072B2; margin: 0 0 14px; padding: 2px 0 2px 14px; }
.kg-evidence.provisional { border-left-style: dashed; border-left-color: #9a6a00; }
.kg-evidence.queued { border-left-style: dotted; border-left-color: #55606e; }
.kg-fact { margin: 0; font-weight: 600; color: #1b2430; }
.kg-evidence blockquote { margin: 3px 0; padding: 0; color: #1b2430; border: 0; font-style: normal; }
.kg-source { margin: 0; color: #4a5563; font-size: .9rem; overflow-wrap: anywhere; }
.kg-badge { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: .82rem; font-weight: 600; line-height: 1.55; border: 1px solid; vertical-align: 1px; }
.kg-badge.accepted { color: #00476f; border-color: #0072B2; background: #eaf4fa; }
.kg-badge.provisional { color: #6b4700; border-color: #9a6a00; background: #fff6e0; }
.kg-badge.queued { color: #3d4957; border-color: #6b7684; background: #f1f3f5; }
.kg-versus { display: grid; grid-template-columns: 1fr 1fr; gap: 14px; border: 1px solid #d5dae1; border-radius: 8px; padding: 12px 16px; margin-bottom: 12px; }
.kg-versus h3 { grid-column: 1 / -1; margin: 0; padding: 0; font-size: 1.05rem; }
.kg-versus .kg-evidence { margin: 0; }
.kg-value { font-size: 1.25rem; font-weight: 600; color: #10304a; }
.kg-legend { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: center; font-size: .93rem; color: #1b2430; margin: 0; }
.kg-legend span { display: inline-flex; align-items: center; gap: 6px; }
.kg-legend b { font-weight: 600; color: #3d4957; }
.kg-mark { min-width: 26px; height: 20px; padding: 0 4px; border: 1px solid #222; border-radius: 4px; display: inline-flex !important; align-items: center; justify-content: center; font-size: .75rem; font-weight: 700; }
.kg-facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; margin: 0; }
.kg-facts dt { color: #4a5563; } .kg-facts dd { margin: 0; }
.kg-plain { list-style: none; margin: 0; padding: 0; } .kg-plain li { margin: 0; padding: 5px 0; border-top: 1px solid #e6e9ee; }
.kg-plain li:first-child { border-top: 0; }
.kg-small { color: #4a5563; font-size: .9rem; }
.kg-scroll { overflow-x: auto; border: 1px solid #d5dae1; border-radius: 8px; }
table.kg-matrix { border-collapse: collapse; width: 100%; font-size: .92rem; }
.kg-matrix th, .kg-matrix td { border-bottom: 1px solid #e6e9ee; border-right: 1px solid #eef0f3; padding: 6px 8px; text-align: center; }
.kg-matrix thead th { vertical-align: bottom; background: #f5f7fa; font-weight: 600; color: #1b2430; line-height: 1.2; }
.kg-matrix tbody th { text-align: left; font-weight: 600; min-width: 230px; background: #fff; position: sticky; left: 0; }
.kg-cell { display: inline-flex; align-items: center; justify-content: center; width: 26px; height: 26px; border-radius: 6px; font-weight: 700; font-size: 1rem; border: 1px solid; }
.kg-cell.recorded { background: #e4f3ea; color: #0c5b34; border-color: #1c7c4a; }
.kg-cell.confirmed_absent { background: #fbe9e7; color: #8c1d13; border-color: #b3261e; }
.kg-cell.not_recorded { background: #fff; color: #4a5563; border-color: #8b95a3; border-style: dashed; }
.kg-matrix .kg-sum { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
a:focus-visible, button:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0072B2; outline-offset: 2px; }
</style>
"""


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


def fact(evidence: Evidence, *, subject: bool = True) -> str:
    """The claim as a short sentence (plain text)."""
    said = word(PREDICATES, evidence.predicate)
    stated = evidence.object_name or stated_value(evidence)
    parts = [evidence.subject_name or evidence.subject] if subject else []
    return " ".join(part for part in (*parts, "–" if subject else "", f"{said}:", stated) if part)


def stated_value(evidence: Evidence) -> str:
    """The value a claim states, in the reader's language (plain text)."""
    value = evidence.value or evidence.as_written
    if evidence.predicate in ("signed", "since", "until"):
        value = day(value)
    elif evidence.predicate in ("cost", "funding", "count"):
        try:
            value = number(float(value), 2)
        except ValueError:
            pass                       # not a number: shown as the document has it
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
    return (
        f'<div class="kg-evidence {escape(evidence.status)}"><p class="kg-fact">{escape(fact(evidence, subject=subject))} '
        f"{badge(evidence.status)}</p>{quoted(evidence)}</div>"
    )


def evidence_list(claims: Iterable[Evidence], *, subject: bool = True) -> None:
    """Claims one under another."""
    st.html("".join(evidence_item(claim, subject=subject) for claim in claims))


def shape_svg(shape: str) -> str:
    """A map shape for the legend (HTML)."""
    body = {
        "circle": '<circle cx="10" cy="10" r="7.5"/>',
        "square": '<rect x="3" y="3" width="14" height="14"/>',
        "triangle": '<path d="M10 2 L18.5 17 L1.5 17 Z"/>',
        "diamond": '<path d="M10 1.5 L18.5 10 L10 18.5 L1.5 10 Z"/>',
        "hexagon": '<path d="M5.5 2.2 L14.5 2.2 L19 10 L14.5 17.8 L5.5 17.8 L1 10 Z"/>',
        "box": '<rect x="1.5" y="4" width="17" height="12" rx="3.5"/>',
    }[shape]
    fill = GROUP_FILL if shape in ("hexagon", "box") else "#ffffff"
    width = 2.2 if shape in ("hexagon", "box") else 1.5
    return (
        f'<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" fill="{fill}" stroke="#222" '
        f'stroke-width="{width}">{body}</svg>'
    )


def mark(row: SectorRow) -> str:
    """A sector's two letters on its colour (HTML)."""
    return f'<span class="kg-mark" style="background:{row.colour};color:{ink(row.colour)}">{escape(row.mark)}</span>'


def legend(shown: Iterable[SectorRow], *, groups: bool) -> None:
    """What shapes, colours and letters on the map mean."""
    kinds = [("circle", _("gmina")), ("square", _("powiat")), ("triangle", _("województwo")), ("diamond", _("other or no level"))]
    shapes = "".join(f"<span>{shape_svg(shape)}{escape(name)}</span>" for shape, name in kinds)
    if groups:
        shapes += "".join(
            f"<span>{shape_svg(shape)}{escape(_(GROUP_WORDS[label]))} ({escape(_(GROUP_MARKS[label]))})</span>"
            for label, shape in (("Team", "hexagon"), ("Agreement", "box"))
        )
    colours = "".join(f"<span>{mark(row)}{escape(sector_name(row))}</span>" for row in shown)
    ties = _("A dashed line or outline: not yet certain.") if groups else _("A thicker line: more shared groups.")
    st.html(
        f'<p class="kg-legend"><b>{escape(_("Shape"))}:</b>{shapes}</p><p class="kg-legend" style="margin-top:8px">'
        f'<b>{escape(_("Colour and letters"))}:</b>{colours}</p>'
        f'<p class="kg-small" style="margin:8px 0 0">{escape(ties)}</p>'
    )


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Names and values of one thing, in two columns. Empty values are left out."""
    cells = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    st.html(f'<dl class="kg-facts">{cells}</dl>')
