"""Luki: where cooperation is missing on record, whom to talk to, what changed, and what breaks if a body leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

import streamlit as st

from dashboards import state
from dashboards.components import card, filters, kit, missing
from dashboards.gaps import KINDS, TEMPLATE_STATUSES
from dashboards.reads import Evidence, Network
from dashboards.wording import COVERAGE, _, day, language, marked, number, word
from graph.claims import Status
from graph.coverage import Cell, CoverageRow, CoverageTable, Template, TemplateRole, TemplateStatus
from graph.gaps import GapKind
from graph.vocabulary import Coverage

WHAT, TEMPLATE = "co", "wzorzec"       # names in the page's address
SUGGEST, CHANGE, WITHOUT = "rozmowa", "zmiana", "odejscie"
QUESTIONS: Mapping[str, str] = {
    **{kind.value: name for kind, name in KINDS.items()},
    SUGGEST: marked("Whom to talk to"),
    CHANGE: marked("What changed between two moments"),
    WITHOUT: marked("What if an institution leaves"),
}

UNSURE = "unsure"                      # a role that is recorded, but only by claims that are not certain
SIGNS = {Coverage.RECORDED: "✓", UNSURE: "✓?", Coverage.CONFIRMED_ABSENT: "✗", Coverage.NOT_RECORDED: "?"}


def page() -> None:
    """Draw the page."""
    st.title(_("Gaps"))
    kit.lead(_("Where cooperation is missing on record. "
               "Missing from the documents does not mean missing from the world."))
    changed = filters.one("gaps_what", WHAT, QUESTIONS)
    st.session_state["gaps_what"] = st.session_state["gaps_what"] or GapKind.COVERAGE.value
    asked = st.selectbox(
        _("What to check"), list(QUESTIONS), key="gaps_what", on_change=changed,
        format_func=lambda each: _(QUESTIONS[each]),
    )
    if asked == GapKind.COVERAGE:
        composition()
    elif asked == SUGGEST:
        missing.suggestions()
    elif asked == CHANGE:
        missing.change()
    elif asked == WITHOUT:
        missing.without()
    else:
        missing.gaps(GapKind(asked))


def composition() -> None:
    """What a template asks of each team, and what its documents record."""
    choices = state.templates()
    # the statutory lists are for one kind of team; what was seen in practice fits the teams of any document best
    first = next((at for at, each in enumerate(choices.values()) if each.status is TemplateStatus.PRACTICE), 0)
    changed = filters.one("gaps_template", TEMPLATE, choices)
    st.session_state["gaps_template"] = st.session_state["gaps_template"] or list(choices)[first]
    chosen = st.selectbox(
        _("Template"), list(choices), key="gaps_template", on_change=changed,
        format_func=lambda key: _name(choices[key]),
    )
    table, unsure = state.coverage_table(chosen), unsure_cells(state.coverage_table(chosen, Status.PROVISIONAL))
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
    matrix(table, unsure, names, {key for key in names if not card.members_of(network, key)})
    st.subheader(_("What the documents say about one team"), anchor=False)
    rows = {row.team.id: row for row in sorted(table.rows, key=lambda row: names[row.team.id])}
    fullest = max(rows, key=lambda key: rows[key].count(Coverage.RECORDED))
    team = st.selectbox(_("Team"), list(rows), index=list(rows).index(fullest), format_func=lambda key: names[key])
    details(network, table.template, rows[team], unsure.get(team, {}))


def unsure_cells(table: CoverageTable) -> dict[str, dict[str, tuple[str, ...]]]:
    """Team → role → institutions that fill it when what is provisional counts as well."""
    return {
        row.team.id: {
            role.id: cell.recorded for role, cell in zip(table.template.roles, row.cells, strict=True) if cell.recorded
        }
        for row in table.rows
    }


def shown_state(role: TemplateRole, filled: Cell, unsure: Mapping[str, tuple[str, ...]]) -> str:
    """The state that a cell shows."""
    return UNSURE if filled.state is Coverage.NOT_RECORDED and role.id in unsure else filled.state


def _name(template: Template) -> str:
    return template.pl if language() == "pl" else template.en


def _role(role: TemplateRole) -> str:
    return role.pl if language() == "pl" else role.en


def about(template: Template) -> None:
    """The template's standing, time and source."""
    since, until = day(template.valid_from, of=True), day(template.valid_until, of=True)
    if template.status is TemplateStatus.PRACTICE:     # nobody put it into force
        time = _("in use from {since} to {until}") if since and until else (
            _("in use from {since}") if since else _("in use until {until}") if until else ""
        )
    elif since and until:
        time = _("in force from {since} to {until}")
    else:
        time = _("in force from {since}") if since else _("in force until {until}") if until else ""
    time = time.format(since=since, until=until)
    st.html(
        f'<p style="margin:0"><strong>{escape(_(TEMPLATE_STATUSES[template.status]))}</strong>'
        f"{escape(f', {time}' if time else '')}{'' if time.endswith('.') else '.'} "
        f'{escape(template.note_pl if language() == "pl" else template.note_en)}</p>'
        f'<p class="kg-source">{escape(_("Source"))}: {escape(template.source)}</p>'
    )


def state_word(shown: str) -> str:
    """A state in words."""
    return _("recorded, but not certain") if shown == UNSURE else word(COVERAGE, shown)


def cell(shown: str) -> str:
    """A sign in a frame, with its word for those who do not see it (HTML)."""
    meaning = escape(state_word(shown))
    described = f'role="img" aria-label="{meaning}" title="{meaning}"'
    return f'<span class="kg-cell {escape(shown)}" {described}>{SIGNS[shown]}</span>'


def legend() -> None:
    """The four signs."""
    meanings = {
        Coverage.RECORDED: _("recorded: a document names such an institution"),
        UNSURE: _("recorded, but not certain: read the quote"),
        Coverage.CONFIRMED_ABSENT: _("confirmed absent: a document says that it does not take part"),
        Coverage.NOT_RECORDED: _("not recorded: the documents are silent"),
    }
    st.html('<p class="kg-legend">' + "".join(
        f"<span>{cell(each)} {escape(meaning)}</span>" for each, meaning in meanings.items()
    ) + "</p>")


def matrix(
    table: CoverageTable, unsure: Mapping[str, Mapping[str, tuple[str, ...]]], names: Mapping[str, str],
    unknown: Collection[str],
) -> None:
    """Teams down, roles across. `unknown`: teams of which no member is recorded at all."""
    roles = table.template.roles
    head = "".join(f'<th scope="col">{escape(_role(role))}</th>' for role in roles)
    body = ""
    for row in sorted(table.rows, key=lambda row: names[row.team.id]):
        key = row.team.id
        states = [shown_state(role, each, unsure.get(key, {})) for role, each in zip(roles, row.cells, strict=True)]
        tally = escape(_("no members on record")) if key in unknown else _tally(row)
        body += (
            f'<tr><th scope="row">{escape(names[key])}</th>'
            f'<td class="kg-sum{" kg-none" if key in unknown else ""}">{tally}</td>'
            + "".join(f"<td>{cell(each)}</td>" for each in states) + "</tr>"
        )
    first = f'<th scope="col">{escape(_("Team"))}</th><th scope="col">{escape(_("Recorded"))}</th>'
    st.html(
        f'<div class="kg-scroll" tabindex="0" role="region" aria-label="{escape(_("Teams and roles"))}">'
        f'<table class="kg-matrix"><thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _tally(row: CoverageRow) -> str:
    return escape(_("{n} of {all}").format(n=number(row.count(Coverage.RECORDED)), all=number(len(row.cells))))


def details(
    network: Network, template: Template, row: CoverageRow, unsure: Mapping[str, tuple[str, ...]]
) -> None:
    """Role by role: which institutions fill it and which sentence says so."""
    claims = state.naming(row.team.id, "Team")
    for agreement in row.team.established_by:
        claims = claims + state.naming(agreement, "Agreement")
    parts = []
    silent = []
    for role, filled in zip(template.roles, row.cells, strict=True):
        shown = shown_state(role, filled, unsure)
        if shown == Coverage.NOT_RECORDED:
            silent.append(_role(role))
            continue
        found = unsure[role.id] if shown == UNSURE else (*filled.recorded, *filled.absent)
        status = "provisional" if shown == UNSURE else "accepted"
        parts.append(
            f'<section><h3 class="kg-role">{cell(shown)} {escape(_role(role))} '
            f'<span class="kg-small">– {escape(state_word(shown))}</span></h3>'
            + "".join(_institution(network, key, claims, status) for key in found) + "</section>"
        )
    if silent:
        parts.append(
            f'<section><h3 class="kg-role">{cell(Coverage.NOT_RECORDED)} '
            f'{escape(_("The documents are silent about"))}</h3>'
            f'<p style="margin:0">{escape(", ".join(silent))}</p></section>'
        )
    st.html(f'<div class="kg-roles">{"".join(parts)}</div>')


def _institution(network: Network, key: str, evidence: list[Evidence], status: str) -> str:
    """An institution with the passages that name it (HTML)."""
    name = network.institutions[key].name if key in network.institutions else key
    passages = "".join(dict.fromkeys(kit.quoted(claim) for claim in evidence if claim.subject == key))
    return f'<div class="kg-evidence {status}"><p class="kg-fact">{escape(name)}</p>{passages}</div>'


if __name__ == "__main__":
    page()
