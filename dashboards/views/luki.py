"""Luki: what a template asks of each team, and what its documents record."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboards import state
from dashboards.components import kit
from dashboards.reads import Evidence, Network
from dashboards.wording import COVERAGE, _, day, language, marked, number, word
from graph.coverage import CoverageRow, CoverageTable, Template, TemplateRole, TemplateStatus
from graph.vocabulary import Coverage

SIGNS = {Coverage.RECORDED: "✓", Coverage.CONFIRMED_ABSENT: "✗", Coverage.NOT_RECORDED: "?"}
STATUSES = {
    TemplateStatus.STATUTORY: marked("required by law"),
    TemplateStatus.PRACTICE: marked("seen in practice, not a requirement"),
}


def page() -> None:
    """Draw the page."""
    st.title(_("Gaps"))
    kit.lead(_("Which kinds of institutions each team has on record. "
               "Missing from the documents does not mean missing from the team."))
    choices = state.templates()
    # the statutory lists are for one kind of team; what was seen in practice fits the teams of any document best
    first = next((at for at, each in enumerate(choices.values()) if each.status is TemplateStatus.PRACTICE), 0)
    chosen = st.selectbox(_("Template"), list(choices), index=first, format_func=lambda key: _name(choices[key]))
    table = state.coverage_table(chosen)
    about(table.template)
    legend()
    if not table.rows:
        st.info(_("The loaded documents name no team."))
        return
    network = state.network()
    names = {
        row.team.id: network.title(network.groups[row.team.id]) if row.team.id in network.groups else row.team.name
        for row in table.rows
    }
    matrix(table, names)
    st.subheader(_("What the documents say about one team"), anchor=False)
    rows = {row.team.id: row for row in sorted(table.rows, key=lambda row: names[row.team.id])}
    fullest = max(rows, key=lambda key: rows[key].count(Coverage.RECORDED))
    team = st.selectbox(_("Team"), list(rows), index=list(rows).index(fullest), format_func=lambda key: names[key])
    details(network, table.template, rows[team])


def _name(template: Template) -> str:
    return template.pl if language() == "pl" else template.en


def _role(role: TemplateRole) -> str:
    return role.pl if language() == "pl" else role.en


def about(template: Template) -> None:
    """The template's standing, time and source."""
    since, until = day(template.valid_from, of=True), day(template.valid_until, of=True)
    if since and until:
        time = _("in force from {since} to {until}")
    else:
        time = _("in force from {since}") if since else _("in force until {until}") if until else ""
    time = time.format(since=since, until=until)
    st.html(
        f'<p style="margin:0"><strong>{escape(_(STATUSES[template.status]))}</strong>'
        f"{escape(f', {time}' if time else '')}{'' if time.endswith('.') else '.'} "
        f'{escape(template.note_pl if language() == "pl" else template.note_en)}</p>'
        f'<p class="kg-source">{escape(_("Source"))}: {escape(template.source)}</p>'
    )


def cell(state_: Coverage) -> str:
    """A sign in a frame, with its word for those who do not see it (HTML)."""
    meaning = escape(word(COVERAGE, state_.value))
    described = f'role="img" aria-label="{meaning}" title="{meaning}"'
    return f'<span class="kg-cell {state_.value}" {described}>{SIGNS[state_]}</span>'


def legend() -> None:
    """The three signs."""
    meanings = {
        Coverage.RECORDED: _("recorded: a document names such an institution"),
        Coverage.CONFIRMED_ABSENT: _("confirmed absent: a document says that it does not take part"),
        Coverage.NOT_RECORDED: _("not recorded: the documents are silent"),
    }
    st.html('<p class="kg-legend">' + "".join(
        f"<span>{cell(each)} {escape(meaning)}</span>" for each, meaning in meanings.items()
    ) + "</p>")


def matrix(table: CoverageTable, names: Mapping[str, str]) -> None:
    """Teams down, roles across."""
    head = "".join(f'<th scope="col">{escape(_role(role))}</th>' for role in table.template.roles)
    body = "".join(
        f'<tr><th scope="row">{escape(names[row.team.id])}</th><td class="kg-sum">{_tally(row)}</td>'
        + "".join(f"<td>{cell(each.state)}</td>" for each in row.cells) + "</tr>"
        for row in sorted(table.rows, key=lambda row: names[row.team.id])
    )
    first = f'<th scope="col">{escape(_("Team"))}</th><th scope="col">{escape(_("Recorded"))}</th>'
    st.html(
        f'<div class="kg-scroll" tabindex="0" role="region" aria-label="{escape(_("Teams and roles"))}">'
        f'<table class="kg-matrix"><thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _tally(row: CoverageRow) -> str:
    return escape(_("{n} of {all}").format(n=number(row.count(Coverage.RECORDED)), all=number(len(row.cells))))


def details(network: Network, template: Template, row: CoverageRow) -> None:
    """Role by role: which institutions fill it and which sentence says so."""
    claims = state.naming(row.team.id, "Team")
    for agreement in row.team.established_by:
        claims = claims + state.naming(agreement, "Agreement")
    parts = []
    silent = []
    for role, filled in zip(template.roles, row.cells, strict=True):
        if filled.state is Coverage.NOT_RECORDED:
            silent.append(_role(role))
            continue
        evidence = [claim for claim in claims if claim.subject in (*filled.recorded, *filled.absent)]
        parts.append(
            f'<section><h3 class="kg-role">{cell(filled.state)} {escape(_role(role))} '
            f'<span class="kg-small">– {escape(word(COVERAGE, filled.state.value))}</span></h3>'
            + "".join(_institution(network, key, evidence) for key in (*filled.recorded, *filled.absent)) + "</section>"
        )
    if silent:
        parts.append(
            f'<section><h3 class="kg-role">{cell(Coverage.NOT_RECORDED)} '
            f'{escape(_("The documents are silent about"))}</h3>'
            f'<p style="margin:0">{escape(", ".join(silent))}</p></section>'
        )
    st.html(f'<div class="kg-roles">{"".join(parts)}</div>')


def _institution(network: Network, key: str, evidence: list[Evidence]) -> str:
    """An institution with the passages that name it (HTML)."""
    name = network.institutions[key].name if key in network.institutions else key
    passages = "".join(dict.fromkeys(kit.quoted(claim) for claim in evidence if claim.subject == key))
    return f'<div class="kg-evidence accepted"><p class="kg-fact">{escape(name)}</p>{passages}</div>'


if __name__ == "__main__":
    page()
