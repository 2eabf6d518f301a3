"""Instytucja: everything known of one institution, and for each fact the words of the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape

import pandas as pd
import streamlit as st

from dashboards import reasons, state
from dashboards.components import card, kit, tables
from dashboards.components.filters import controls, keep
from dashboards.components.payload import fits, lies_in
from dashboards.reads import GROUP_LABELS, Evidence, Institution, Link, Network
from dashboards.review_words import about
from dashboards.wording import PREDICATES, ROLES, STATUSES, VERDICTS, _, day, language, marked, number, word

RELATIONS = {
    "RUNS": marked("runs the project"),
    "TAKES_PART_IN": marked("takes part in"),
    "UNIT_OF": marked("is a unit of"),
    "SUCCEEDED_BY": marked("succeeded by"),
    "CARRIES_ON": marked("carries on"),
}
CHOICE = "instytucja_id"
TABLE = "instytucja_table"


def page() -> None:
    """Draw the page."""
    st.title(_("Institution"))
    network = state.network()
    if not network.institutions:
        st.info(_("The loaded documents name no institution."))
        return
    kit.lead(_("Here you read everything that the documents say about one institution. "
               "Find it by name, or click it in the table."))
    row = choose(network)
    if row is None:
        browse(network)
    else:
        st.button(_("← Back to all institutions"), on_click=_leave, type="tertiary")
        show(network, row)


def _chosen() -> None:
    keep("id", st.session_state[CHOICE] or "")


def _leave() -> None:
    keep("id", "")


def choose(network: Network) -> Institution | None:
    """The institution from the address or from the search box."""
    asked = st.query_params.get("id")
    now = state.renamed(asked) if asked else None
    if asked and now is None:
        st.warning(_("There is no institution with this id:"))
        st.code(asked, language=None)
    rows = sorted(network.institutions.values(), key=lambda row: (row.name, row.id))
    labels = {row.id: f"{row.name} – {place}" if (place := row.place) else row.name for row in rows}
    st.session_state[CHOICE] = now if now in network.institutions else None
    st.selectbox(
        _("Search"), list(labels), index=None, key=CHOICE, on_change=_chosen,
        format_func=lambda key: labels.get(key, key), placeholder=_("Type a part of the name"),
    )
    return network.institutions.get(st.session_state.get(CHOICE) or "")


def browse(network: Network) -> None:
    """All institutions as a table; a click on a row opens its card."""
    chosen = controls(network, st.columns(4), "instytucja", groups=False)
    rows = [
        row for row in network.institutions.values()
        if fits(row, chosen.sectors, chosen.levels) and lies_in(row.unit, chosen.territory)
    ]
    rows.sort(key=lambda row: (row.name, row.id))
    st.write(_("Institutions: {n}. Click a column's name to sort, a row to open the card.").format(n=number(len(rows))))
    teams, agreements = (
        Counter(tie.institution for tie in network.memberships if network.groups[tie.group].label == label)
        for label in GROUP_LABELS
    )
    frame = pd.DataFrame({
        _("Name"): [row.name for row in rows],
        _("Sector"): [card.sector_words(row) for row in rows],
        _("Level"): [card.level_words(row) for row in rows],
        _("Place"): [card.place_words(network, row, short=True) for row in rows],
        _("Teams"): [teams[row.id] for row in rows],
        _("Agreements"): [agreements[row.id] for row in rows],
    })
    widths, _row = tables.columns(frame, lines=False)
    event = st.dataframe(
        frame, hide_index=True, height=min(640, 38 + 35 * max(len(rows), 1)), key=TABLE, on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
        alt=_("Table: all institutions with their sector, level, place, teams and agreements."),
    )
    clicked = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    if clicked and clicked[0] < len(rows):
        st.query_params["id"] = rows[clicked[0]].id
        st.rerun()


def show(network: Network, row: Institution) -> None:
    """The institution's card, whole."""
    claims = state.about(row.id)
    kit.card_title(row.name)             # as HTML: a name is no markdown
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        kit.facts([
            (_("Sector"), card.sector_words(row)), (_("Level"), card.level_words(row)),
            (_("Place"), card.place_words(network, row)), (_("Type"), type_name(row.kind)),
            (_("Certainty"), "" if row.status == "accepted" else word(STATUSES, row.status)),
            (_("Written also as"), "; ".join(other_names(row, claims))),
        ])
        groups = card.groups_of(network, row.id)
        for label, title in (("Team", _("Teams")), ("Agreement", _("Agreements"))):
            mine = [(tie, group) for tie, group in groups if group.label == label]
            st.subheader(f"{title}: {number(len(mine))}", anchor=False)
            card.plain_list(card.membership_line(network, tie, group) for tie, group in mine)
        links = state.links(row.id)
        if links:
            st.subheader(_("Projects and structure"), anchor=False)
            card.plain_list(map(link_line, links))
        partners(network, row)
        decided(row.id)
    with right:
        st.subheader(_("What the documents say"), anchor=False)
        quotes(claims)


def link_line(link: Link) -> str:
    """A tie in words; a name of an institution leads to its card."""
    name = card.link("instytucja", link.id, link.name) if link.institution else escape(link.name)
    details = [word(ROLES, link.role) if link.role else "", day(link.day) if link.day else ""]
    small = ", ".join(filter(None, details))
    more = f' <span class="kg-small">({escape(small)})</span>' if small else ""
    return f"{escape(word(RELATIONS, link.relation))}: {name}{more}"


def type_name(code: str) -> str:
    """What a type of institution is called; a code that the table does not have is shown as it is."""
    found = state.types().get(code)
    if found is None:
        return code
    return found.name_pl if language() == "pl" else found.name_en


def other_names(row: Institution, claims: list[Evidence]) -> list[str]:
    """Names that documents give the institution beside its own, as a dictionary would have them.

    The document's own forms, often inflected, stand with the quotes.
    """
    names = {name.casefold(): name for claim in claims if claim.predicate == "named" and not claim.label
             and (name := " ".join(claim.value.split()))}
    return sorted(name for key, name in names.items() if key != row.name.casefold())


def partners(network: Network, row: Institution) -> None:
    """Who shares groups with it."""
    found = card.partners_of(network, row.id)
    st.subheader(f"{_('Partners')}: {number(len(found))}", anchor=False)
    if not found:
        st.write(_("No document shows it in one team or agreement with another institution."))
        return
    lines = [card.partner_line("instytucja", *each) for each in found]
    card.plain_list(lines[:15])
    if lines[15:]:
        with st.expander(_("Show the others ({n})").format(n=number(len(lines) - 15))):
            card.plain_list(lines[15:])


def decided(node: str) -> None:
    """What people decided of it, with the way to take it back; and why several names are one institution."""
    rows = [row for row in state.judged() if node in row.nodes]
    if rows:
        st.subheader(f"{_('Decisions')}: {number(len(rows))}", anchor=False)
        card.plain_list(
            f"<b>{escape(word(VERDICTS, row.judgement.verdict))}</b> – {escape(about(row, _))}<br>"
            f'<span class="kg-small">{escape(row.judgement.role)}, {escape(day(row.judgement.decided_on[:10]))}'
            f'{escape(f": {reason}") if (reason := row.judgement.reason) else ""}</span> '
            f'<a class="kg-link" href="weryfikacja?co=decyzje&amp;decyzja={escape(row.judgement.id)}" target="_self">'
            f"{escape(_('take back'))}</a>"
            for row in rows
        )
    merged = state.merged("Institution", node)
    if merged:
        with st.expander(_("Why several names are this one institution")):
            card.plain_list(
                f"<code>{escape(alias)}</code><br>"
                + "; ".join(escape(reasons.sentence(reason.code, reason.params, _)) for reason in why)
                for alias, why in merged
            )


def quotes(claims: list[Evidence]) -> None:
    """Every claim with its quote, one fact after another; the same fact from several documents together."""
    if not claims:
        st.write(_("There is no claim about it."))
        return
    together: dict[str, list[Evidence]] = defaultdict(list)
    order = list(PREDICATES)               # ties first, then what describes the institution itself
    for claim in sorted(claims, key=lambda claim: order.index(claim.predicate)):
        together[kit.fact(claim, subject=False)].append(claim)
    parts = []
    for sentence, same in together.items():
        best = max(same, key=lambda claim: (claim.status != "rejected", bool(claim.judgement), claim.confidence))
        passages = "".join(dict.fromkeys(kit.quoted(claim) for claim in same))
        parts.append(
            f'<div class="kg-evidence {escape(best.status)}"><p class="kg-fact">{escape(sentence)} '
            f"{kit.standing(best)}</p>{passages}</div>"
        )
    st.html("".join(parts))


if __name__ == "__main__":
    page()
