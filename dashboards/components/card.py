"""The card of an institution, a team or an agreement beside the map."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboards import state
from dashboards.components import kit
from dashboards.components.payload import GROUP_WORDS, sector_name
from dashboards.reads import Group, Institution, Membership, Network
from dashboards.wording import LEVELS, ROLES, TERMS, _, day, number, word
from graph.vocabulary import UNKNOWN_SECTOR

PARTNERS = 8


def sector_words(row: Institution) -> str:
    """The institution's sectors in words."""
    sectors = state.sectors()
    codes = [code for code in row.sectors or (UNKNOWN_SECTOR,) if code in sectors]
    return ", ".join(f"{sector_name(sectors[code])} ({sectors[code].mark})" for code in codes)


def level_words(row: Institution) -> str:
    """The institution's levels in words."""
    return ", ".join(word(LEVELS, level) for level in row.levels or ("",))


def place_words(network: Network, row: Institution, *, short: bool = False) -> str:
    """Where the institution has its seat: the unit and what it lies in.

    `short`: 'gm.' for 'gmina' and so on, and no województwo where the powiat is known, to fit a table.
    """
    if not row.unit:
        return _("unknown")
    kinds = {6: _("gmina"), 4: _("powiat"), 2: _("województwo")}
    if short:
        kinds = {6: _("gm."), 4: _("pow."), 2: _("woj.")}
    codes = [code for digits in kinds if len(code := row.unit[:digits]) == digits and code in network.units]
    names = {code: network.units[code].name for code in codes}
    if len(row.unit) == 6 and names.get(row.unit) == names.get(row.unit[:4], ""):   # a city with powiat rights
        return ", ".join((names[row.unit[:4]], *(f"{kinds[2]} {names[code]}" for code in codes if len(code) == 2)))
    if short and len(codes) > 1:
        codes = [code for code in codes if len(code) > 2]
    return ", ".join(f"{kinds[len(code)]} {names[code]}" for code in codes) or row.place


def period(since: str, until: str, term: str = "") -> str:
    """From when to when, in words; '' when nothing is known."""
    if since and until:
        return _("from {since} to {until}").format(since=day(since, of=True), until=day(until, of=True))
    if since:
        start = _("from {since}").format(since=day(since, of=True))
        return f"{start}, {word(TERMS, term)}" if term == "indefinite" else start
    return _("until {until}").format(until=day(until, of=True)) if until else ""


def groups_of(network: Network, institution: str) -> list[tuple[Membership, Group]]:
    """The institution's teams and agreements, teams first."""
    found = [(tie, network.groups[tie.group]) for tie in network.memberships if tie.institution == institution]
    return sorted(found, key=lambda item: (item[1].label != "Team", item[1].name, item[1].id))


def members_of(network: Network, group: str) -> list[tuple[Membership, Institution]]:
    """A group's institutions by name, with those of the agreement that founded it."""
    founders = {agreement for agreement, team in network.founding.items() if team == group}
    found: dict[str, tuple[Membership, Institution]] = {}
    for tie in sorted(network.memberships, key=lambda tie: tie.group != group):
        if tie.group == group or tie.group in founders:
            found.setdefault(tie.institution, (tie, network.institutions[tie.institution]))
    return sorted(found.values(), key=lambda item: (item[1].name, item[1].id))


def partners_of(network: Network, institution: str) -> list[tuple[float, Institution]]:
    """Institutions that share groups with this one, the closest first."""
    found = [
        (pair.weight, network.institutions[pair.b if pair.a == institution else pair.a])
        for pair in network.pairs if institution in (pair.a, pair.b)
    ]
    return sorted(found, key=lambda item: (-item[0], item[1].name))


def link(page: str, key: str, name: str) -> str:
    """A name that leads to its card on a page, whose filters stay as they are there now (HTML)."""
    address = urlencode({**(st.query_params.to_dict() if page == "siec" else {}), "id": key}, safe=":/@")
    return f'<a class="kg-link" href="{escape(f"{page}?{address}")}" target="_self">{escape(name)}</a>'


def plain_list(rows: Iterable[str]) -> None:
    """Rows of HTML one under another."""
    items = "".join(f"<li>{row}</li>" for row in rows)
    if items:
        st.html(f'<ul class="kg-plain">{items}</ul>')


def institution_card(network: Network, row: Institution) -> None:
    """What is known of an institution, short."""
    kit.card_title(row.name)
    kit.facts([
        (_("Sector"), sector_words(row)), (_("Level"), level_words(row)), (_("Place"), place_words(network, row)),
    ])
    groups = groups_of(network, row.id)
    st.markdown(f"**{_('Teams and agreements')}: {number(len(groups))}**")
    plain_list(membership_line(network, tie, group) for tie, group in groups)
    partners = partners_of(network, row.id)
    st.markdown(f"**{_('Partners')}: {number(len(partners))}**")
    plain_list(partner_line("siec", *each) for each in partners[:PARTNERS])
    if partners[PARTNERS:]:
        st.html(f'<p class="kg-small">{escape(_("and others: {n}").format(n=number(len(partners) - PARTNERS)))}</p>')
    st.page_link("views/instytucja.py", label=_("Full card with quotes"), query_params={"id": row.id})


def partner_line(page: str, weight: float, partner: Institution) -> str:
    """A partner, a link to its card on a page, with the number of shared groups (HTML)."""
    shared = escape(_("shared: {n}").format(n=number(weight)))
    return f'{link(page, partner.id, partner.name)} <span class="kg-small">– {shared}</span>'


def membership_line(network: Network, tie: Membership, group: Group) -> str:
    """A group with the institution's role, time and status (HTML)."""
    details = [_(GROUP_WORDS[group.label]), word(ROLES, tie.role), period(tie.since, tie.until)]
    doubt = "" if tie.status == "accepted" else f" {kit.badge(tie.status)}"
    small = escape(", ".join(part for part in details if part))
    return f'{link("siec", group.id, network.title(group))}{doubt}<br><span class="kg-small">{small}</span>'


def group_card(network: Network, group: Group) -> None:
    """What is known of a team or an agreement, short."""
    kit.card_title(network.title(group))
    founders = [network.groups[key].name for key, team in network.founding.items() if team == group.id]
    areas = ", ".join(network.units[code].name for code in group.units if code in network.units)
    kit.facts([
        (_("Kind"), group.kind or _(GROUP_WORDS[group.label])),
        (_("Time"), period(group.since, group.until, group.term)),
        (_("Area"), areas), (_("Established by"), ", ".join(founders)),
    ])
    members = members_of(network, group.id)
    st.markdown(f"**{_('Institutions')}: {number(len(members))}**")
    sectors = state.sectors()
    plain_list(
        f"{kit.mark(sectors[row.sector if row.sector in sectors else UNKNOWN_SECTOR])} {link('siec', row.id, row.name)}"
        + ("" if tie.status == "accepted" else f" {kit.badge(tie.status)}") for tie, row in members
    )
    with st.expander(_("Quotes from the documents")):
        kit.evidence_list(state.naming(group.id, group.label) + state.about(group.id, group.label))
