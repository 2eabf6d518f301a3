"""Sieć: the network map, its filters, the card of the chosen node, and the same content as a table."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import card, kit
from dashboards.components.filters import controls, keep
from dashboards.components.netmap import network_map
from dashboards.components.payload import MOST_NODES, NetworkView, View
from dashboards.reads import Network
from dashboards.wording import STATUSES, _, number, word

MAP = "siec_map"
SEEN = "siec_seen"
FOCUS = "siec_focus"
SEARCH = "siec_search"
MODE = "siec_mode"
ALONE = "siec_alone"
NODE, VIEW, LONERS = "id", "widok", "samotne"
"""Names in the address: of the chosen node, of the view when it is the projected one, of the box that is ticked."""


def page() -> None:
    """Draw the page."""
    st.title(_("Network"))
    body()


@st.fragment
def body() -> None:
    """Filters, map and card; a click runs only this part again."""
    network = state.network()
    drawn = state.drawn(filters(network))
    on_map, as_table = st.tabs([_("Map"), _("Table")])
    with on_map:
        map_and_card(network, drawn)
    with as_table:
        table(network, drawn)


def filters(network: Network) -> View:
    """What to show, from the controls above the map and the address that keeps them."""
    modes = {True: _("Institutions and teams"), False: _("Institutions only")}
    columns = st.columns([1.75, 1, 1, 1.15, 1.15])
    st.session_state[MODE] = VIEW not in st.query_params
    with columns[0]:
        two_mode = st.segmented_control(
            _("View"), list(modes), required=True, format_func=lambda mode: modes[mode], key=MODE,
            on_change=lambda: keep(VIEW, "" if st.session_state[MODE] else "instytucje"),
            help=_("Institutions and teams: a line says who is in which team or agreement. "
                   "Institutions only: a line joins two institutions that share a team or agreement."),
        )
    chosen = controls(network, columns[1:], "siec", groups=True)
    return View(bool(two_mode), LONERS in st.query_params, *chosen)


def _clicked() -> None:
    choice = st.session_state[MAP].selected
    st.session_state[SEEN] = (choice["id"] if choice else None) or ""
    keep(NODE, st.session_state[SEEN])
    st.session_state[SEARCH] = None


def _searched() -> None:
    if st.session_state[SEARCH]:
        keep(NODE, st.session_state[SEARCH])


def chosen_node(network: Network) -> str:
    """Id of the institution or group that the address asks for; '' for none."""
    asked = st.query_params.get(NODE, "")
    chosen = asked if not asked or asked in network.groups else state.renamed(asked) or ""
    if asked and not chosen:
        st.warning(_("There is no institution or team with this id: {id}").format(id=f"`{asked.replace('`', '')}`"))
    if chosen != st.session_state.get(SEEN, ""):       # not the map's own choice: it has to be shown there
        st.session_state[SEEN] = chosen
        st.session_state[FOCUS] = st.session_state.get(FOCUS, 0) + 1
    return chosen


def map_and_card(network: Network, drawn: NetworkView) -> None:
    """The map with its legend, and the card of the chosen node."""
    chosen = chosen_node(network)           # first, so that what it may have to say stands above the map
    left, right = st.columns([2.6, 1], gap="medium")
    with left:
        if drawn.payload is None:
            count = len(drawn.institutions) + len(drawn.groups) - (0 if drawn.view.alone else drawn.alone)
            st.info(
                _("{n} nodes are too many to read on a map (the limit is {limit}). Choose a województwo, a powiat or "
                  "a sector; the Table tab shows everything.").format(n=number(count), limit=number(MOST_NODES))
            )
        elif not drawn.edges and not (drawn.view.alone and drawn.alone):
            st.info(_("No ties fit these filters. Remove one of them, or look at the Table tab."))
        else:
            focus = st.session_state.get(FOCUS, 0)
            marked = network.founding.get(chosen, chosen) or None
            network_map(drawn, selected=marked, focus=focus, key=MAP, on_select=_clicked)
        sectors = state.sectors()
        kit.legend([sectors[code] for code in drawn.sectors_shown], groups=drawn.view.two_mode)
        if drawn.alone:
            st.session_state[ALONE] = drawn.view.alone
            st.checkbox(
                _("Draw also what has no ties here: {n}").format(n=number(drawn.alone)), key=ALONE,
                on_change=lambda: keep(LONERS, "tak" if st.session_state[ALONE] else ""),
            )
    with right:
        names = {key: row.name for key, row in drawn.institutions.items()}
        names |= {key: network.title(group) for key, group in drawn.groups.items()}
        st.selectbox(
            _("Find an institution or a team"), sorted(names, key=lambda key: names[key]), index=None, key=SEARCH,
            format_func=lambda key: names.get(key, key), placeholder=_("Type a part of the name"),
            on_change=_searched,
        )
        with st.container(border=True, height=458, key="siec_card"):
            if chosen in network.institutions:         # also one that the filters keep off the map
                card.institution_card(network, network.institutions[chosen])
            elif chosen in network.groups:
                card.group_card(network, network.groups[chosen])
            else:
                overview(drawn)


def overview(drawn: NetworkView) -> None:
    """What the card's place says before anything is chosen."""
    kit.card_title(_("What you see"))
    rows = [(_("Institutions"), number(sum(key in drawn.on_map for key in drawn.institutions)))]
    if drawn.view.two_mode:
        groups = Counter(group.label for key, group in drawn.groups.items() if key in drawn.on_map)
        rows += [(_("Teams"), number(groups["Team"])), (_("Agreements without a team"), number(groups["Agreement"]))]
    kit.facts([*rows, (_("Ties"), number(len(drawn.edges) if drawn.on_map else 0))])
    st.write(_("Click a node, or find it above, to see its card: who it works with and which document says so."))
    if drawn.view.two_mode:
        st.write(_("A team and the agreement that established it are one node."))
    else:
        st.write(_("A line means: these two share a team or an agreement. "
                   "It does not prove that they work together every day."))


def table(network: Network, drawn: NetworkView) -> None:
    """The map's content as rows."""
    names = {key: row.name for key, row in drawn.institutions.items()}
    names |= {key: network.title(group) for key, group in drawn.groups.items()}
    other = _("Team or agreement") if drawn.view.two_mode else _("Partner")
    last = _("Status") if drawn.view.two_mode else _("Shared groups")
    columns = [_("Institution"), other, last, _("Sector"), _("Level"), _("Place")]
    described = {
        key: [card.sector_words(row), card.level_words(row), card.place_words(network, row)]
        for key, row in drawn.institutions.items()
    }
    rows = [
        [names[edge.a], names[edge.b], word(STATUSES, edge.status) if drawn.view.two_mode else number(edge.weight),
         *described[edge.a]]
        for edge in drawn.edges
    ]
    tied = {end for edge in drawn.edges for end in (edge.a, edge.b)}
    rows += [
        [names[key], "–", "–" if drawn.view.two_mode else "0", *words]
        for key, words in described.items() if key not in tied
    ]
    frame = pd.DataFrame(sorted(rows), columns=columns)
    st.dataframe(frame, hide_index=True, height=560, alt=_("Table: the ties that the map shows."))


if __name__ == "__main__":
    page()
