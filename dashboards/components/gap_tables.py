"""Rows of gaps, changes and suggestions as tables of a page: one row of words for each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import kit, tables
from dashboards.gaps import STATES, Names, how_named
from dashboards.wording import LEVELS, _, day, language, number
from graph.gaps import GapKind, State

Record = Mapping[str, Any]
SHOWN_CLAIMS = 30


def rows_of(kind: GapKind, records: Iterable[Record], names: Names) -> pd.DataFrame:
    """The records of one kind in words, in their order."""
    return pd.DataFrame([_COLUMNS[kind](record, names) for record in records])


def _state(record: Record) -> str:
    return _(STATES[State(record["state"])])


def _listed(items: Sequence[Mapping[str, str]], key: str = "name") -> str:
    return "; ".join(each[key] for each in items)


def _vertical(record: Record, _names: Names) -> dict[str, Any]:
    return {
        _("Gmina"): record["name"], _("Powiat body"): record["about_name"], _("State"): _state(record),
        _("Who"): _listed(record["who"]), _("Documents read"): len(record["read"]),
    }


def _mixing(record: Record, _names: Names) -> dict[str, Any]:
    return {
        _("Who"): record["name"], _("With whom"): record["about_name"], _("State"): _state(record),
        _("Meetings on record"): record["observed"], _("Expected by chance"): round(record["expected"], 1),
        _("95 % of random networks"): f"{number(record['low'], 1)}–{number(record['high'], 1)}",
    }


def _silent(record: Record, _names: Names) -> dict[str, Any]:
    year = record["population_year"]
    return {
        _("Unit"): record["name"], _("Level"): _(LEVELS[record["about"]]), _("State"): _state(record),
        _("Teams and agreements"): record["groups"], _("Documents read"): len(record["read"]),
        _("Population"): record["population"], _("Year"): str(year or ""),
    }


def _fragile(record: Record, names: Names) -> dict[str, Any]:
    if record["state"] == State.CUTS_OFF:
        what = _("cuts off {count} institutions; the rest falls into {parts} parts").format(
            count=record["cut_off"], parts=record["parts"]
        )
    else:
        what = _("alone for the sector {sector} in {powiat}").format(
            sector=record["about_name"], powiat=names.of(record["powiat"])
        )
    groups = _listed(record["who"])
    return {_("Institution"): record["name"], _("If it leaves"): what, _("Teams and agreements"): groups}


def _dates(record: Record, _names: Names) -> dict[str, Any]:
    return {
        _("Team or agreement"): record["name"], _("State"): _state(record),
        _("Since"): day(record["since"]), _("Until"): day(record["until"]),
    }


def _isolated(record: Record, names: Names) -> dict[str, Any]:
    return {
        _("Institution"): record["name"],
        _("What documents say of it"): how_named(record["named_as"], names.say) or _("only its name"),
        _("About"): _listed(record["who"]), _("Documents"): len(record["documents"]),
    }


_COLUMNS: Mapping[GapKind, Callable[[Record, Names], dict[str, Any]]] = {
    GapKind.VERTICAL: _vertical, GapKind.MIXING: _mixing, GapKind.SILENT: _silent, GapKind.FRAGILE: _fragile,
    GapKind.DATES: _dates, GapKind.ISOLATED: _isolated,
}


def suggestion_row(record: Record, _names: Names) -> dict[str, Any]:
    """One body to talk to."""
    return {_("Place"): record["place"], _("Institution"): record["name"], _("Why"): record["reason"]}


def table(frame: pd.DataFrame, records: Sequence[Record], key: str, file: str) -> None:
    """A table of which a row can be chosen: then the passages that it rests on, and what was read, stand below.

    Args: frame: one row a record, in their order. key: the widget's. file: stem of the download's name.
    """
    st.write(_("Rows: {n}. Choose a row to see which documents say so.").format(n=number(len(frame))))
    at = tables.choose(frame, key=key, alt=_("Table of the rows that were found."), file=file)
    if at is not None:
        rests_on(records[at])


def rests_on(record: Record) -> None:
    """The quotes of a record, and the documents that were read about its subject."""
    st.subheader(str(record["name"]), anchor=False)
    ids = tuple(record["claims"][:SHOWN_CLAIMS])
    if ids:
        kit.evidence_list(state.claims(ids))
        if len(record["claims"]) > SHOWN_CLAIMS:
            st.write(_("… and {n} more passages.").format(n=number(len(record["claims"]) - SHOWN_CLAIMS)))
    elif record.get("kind") == GapKind.MIXING:
        st.write(_("On record they never meet."))
        return
    elif record.get("state") != State.UNREAD:
        st.write(_("No document says this: it is what the documents do not say."))
    read = _listed(record.get("read", ()), "title")
    if "rule" in record:               # a suggestion: what was read is about whom it is made for
        st.write(_("Read about the team or agreement itself: {documents}").format(documents=read or "–"))
    else:
        st.write(
            _("Read about it: {documents}").format(documents=read) if read else _("No document about it was read.")
        )


def names() -> Names:
    """Names of everything on record in the language of the page."""
    return Names(state.record(), state.territory_register(), language())
