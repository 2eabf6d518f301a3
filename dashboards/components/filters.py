"""The controls that choose institutions by territory, sector and level; several pages show them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import state
from dashboards.components.payload import sector_name
from dashboards.reads import Network
from dashboards.wording import LEVELS, _, word


class Chosen(NamedTuple):
    """What the controls say. Empty: no restriction."""

    territory: str                     # TERC code of 2 or 4 digits
    sectors: tuple[str, ...]           # codes, sorted
    levels: tuple[str, ...]            # codes, sorted


UNKNOWN = "nieznany"
"""What the address calls a level that is not known."""
REGION, POWIAT, SECTOR, LEVEL = "woj", "powiat", "sektor", "szczebel"
"""Names of the filters in a page's address."""


def one(key: str, param: str, options: Collection[str]) -> Callable[[], None]:
    """Give a widget of one text the value that the address has; '' when that is none of the options.

    The address is the one truth, so that links and the browser's way back work. Returns what the widget calls when
    somebody changes it. Args: key: the widget's. param: name in the address.
    """
    asked = st.query_params.get(param, "")
    st.session_state[key] = asked if asked in options else ""
    return lambda: keep(param, st.session_state[key] or "")


def several(key: str, param: str, options: Collection[str]) -> Callable[[], None]:
    """The same for a widget of several texts; in the address they stand between commas."""
    st.session_state[key] = [code for code in st.query_params.get(param, "").split(",") if code in options]
    return lambda: keep(param, ",".join(st.session_state[key]))


def keep(param: str, value: str) -> None:
    """Put a value into the address; '' takes it out."""
    if value:
        st.query_params[param] = value
    else:
        st.query_params.pop(param, None)


def controls(network: Network, columns: Sequence[DeltaGenerator], name: str, *, groups: bool) -> Chosen:
    """Draw the four controls, one in each column. What they say stands in the address.

    Args: name: beginning of the widgets' keys, the page's own. groups: offer also places where only a team or an
          agreement works, and no institution has its seat.
    """
    territory = place(network, columns[:2], name, groups=groups)
    with columns[2]:
        chosen_sectors = sectors(network, name)
    with columns[3]:
        return Chosen(territory, chosen_sectors, levels(network, name))


def place(network: Network, columns: Sequence[DeltaGenerator], name: str, *, groups: bool) -> str:
    """The controls of the województwo and, inside it, the powiat; the code of the smaller one, '' for everywhere."""
    with columns[0]:
        region = _unit(network, _("Województwo"), _codes(network, 2, groups=groups), f"{name}_region", REGION)
    with columns[1]:
        inside = [code for code in _codes(network, 4, groups=groups) if code.startswith(region)]
        return _unit(network, _("Powiat"), inside, f"{name}_powiat", POWIAT) or region


def sectors(network: Network, name: str) -> tuple[str, ...]:
    """The control of the sectors that somebody has; codes, sorted."""
    known = state.sectors()
    present = {code for row in network.institutions.values() for code in row.sectors or (row.sector,)}
    offered = [code for code in known if code in present]
    changed = several(f"{name}_sector", SECTOR, offered)
    return tuple(sorted(st.multiselect(
        _("Sector"), offered, placeholder=_("all"), key=f"{name}_sector", on_change=changed, select_all=False,
        format_func=lambda code: f"{known[code].mark} {sector_name(known[code])}",
    )))


def levels(network: Network, name: str) -> tuple[str, ...]:
    """The control of the levels that somebody has; codes, sorted, '' for a level that is not known."""
    present = {code or UNKNOWN for row in network.institutions.values() for code in row.levels or ("",)}
    offered = [code for code in (*filter(None, LEVELS), UNKNOWN) if code in present]
    changed = several(f"{name}_level", LEVEL, offered)
    chosen = st.multiselect(
        _("Level"), offered, placeholder=_("all"), key=f"{name}_level", on_change=changed, select_all=False,
        format_func=lambda code: word(LEVELS, "" if code == UNKNOWN else code),
    )
    return tuple(sorted("" if code == UNKNOWN else code for code in chosen))


def _unit(network: Network, label: str, codes: Sequence[str], key: str, param: str) -> str:
    changed = one(key, param, codes)
    names = {code: network.units[code].name for code in codes}
    names |= {code: _("city of {name}").format(name=name) for code, name in names.items() if is_city(code)}
    return st.selectbox(
        label, ["", *codes], key=key, on_change=changed, format_func=lambda code: names[code] if code else _("all"),
    ) or ""


def is_city(code: str) -> bool:
    """Whether a powiat is a city with powiat rights: TERC numbers those from 61 in every województwo."""
    return len(code) == 4 and int(code[2:]) >= 61


def _codes(network: Network, digits: int, *, groups: bool) -> list[str]:
    """Units of one level in which something lies, by name."""
    present = {row.unit[:digits] for row in network.institutions.values() if len(row.unit) >= digits}
    if groups:
        present |= {code[:digits] for group in network.groups.values() for code in group.units if len(code) >= digits}
    return sorted((code for code in present if code in network.units), key=lambda code: network.units[code].name)
