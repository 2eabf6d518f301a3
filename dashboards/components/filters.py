"""The controls that choose institutions by territory, sector and level; several pages show them."""

from __future__ import annotations

from collections.abc import Sequence
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


def controls(network: Network, columns: Sequence[DeltaGenerator], name: str, *, groups: bool) -> Chosen:
    """Draw the four controls, one in each column.

    Args: name: beginning of the widgets' keys, the page's own. groups: offer also places where only a team or an
          agreement works, and no institution has its seat.
    """
    with columns[0]:
        region = _unit(network, _("Województwo"), _codes(network, 2, groups=groups), f"{name}_region")
    with columns[1]:
        inside = [code for code in _codes(network, 4, groups=groups) if code.startswith(region)]
        powiat = _unit(network, _("Powiat"), inside, f"{name}_powiat")
    sectors = state.sectors()
    with columns[2]:
        present = {code for row in network.institutions.values() for code in row.sectors or (row.sector,)}
        chosen_sectors = st.multiselect(
            _("Sector"), [code for code in sectors if code in present], placeholder=_("all"), key=f"{name}_sector",
            format_func=lambda code: f"{sectors[code].mark} {sector_name(sectors[code])}",
        )
    with columns[3]:
        levels = {code for row in network.institutions.values() for code in row.levels or ("",)}
        chosen_levels = st.multiselect(
            _("Level"), [code for code in LEVELS if code in levels], placeholder=_("all"), key=f"{name}_level",
            format_func=lambda code: word(LEVELS, code),
        )
    return Chosen(powiat or region, tuple(sorted(chosen_sectors)), tuple(sorted(chosen_levels)))


def _unit(network: Network, label: str, codes: Sequence[str], key: str) -> str:
    return st.selectbox(
        label, ["", *codes], key=key, format_func=lambda code: network.units[code].name if code else _("all"),
    ) or ""


def _codes(network: Network, digits: int, *, groups: bool) -> list[str]:
    """Units of one level in which something lies, by name."""
    present = {row.unit[:digits] for row in network.institutions.values() if len(row.unit) >= digits}
    if groups:
        present |= {code[:digits] for group in network.groups.values() for code in group.units if len(code) >= digits}
    return sorted((code for code in present if code in network.units), key=lambda code: network.units[code].name)
