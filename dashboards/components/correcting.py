"""A form in which a person corrects a fact, or adds one that no document states."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboards import review, state
from dashboards.components import judging
from dashboards.components.payload import sector_name
from dashboards.reads import Network
from dashboards.wording import LEVELS, ROLES, TERMS, _, marked, word
from graph import reference
from graph.claims import Kind
from graph.dates import PartialDate
from graph.judgements import Judgement, Verdict

WHAT = {
    "sector": marked("The sector of an institution"),
    "level": marked("The level of an institution"),
    "place": marked("The place of an institution"),
    "type": marked("The kind of an institution"),
    "name": marked("The name of an institution"),
    "member": marked("An institution takes part in a team or an agreement"),
    "absent": marked("An institution does not take part"),
    "joined": marked("Since when an institution takes part"),
    "left": marked("Until when an institution took part"),
    "role": marked("The role in which an institution takes part"),
    "signed": marked("When an agreement was signed"),
    "since": marked("When a team or an agreement begins"),
    "until": marked("When a team or an agreement ends"),
    "term": marked("Whether a team or an agreement has an end"),
    "complete": marked("The list of a team's members is complete"),
}
OF_GROUP = frozenset({"signed", "since", "until", "term", "complete"})
OF_BOTH = frozenset({"member", "absent", "joined", "left", "role"})
WITHOUT_VALUE = frozenset({"member", "absent", "complete"})
DATES = frozenset({"joined", "left", "signed", "since", "until"})
FIELD = {"joined": "since", "left": "until"}
"""The field that is corrected, where it is called otherwise: that of the tie between the two."""


def correct(role: str) -> None:
    """Draw the form. `role`: '' while nobody may decide."""
    if not state.may_judge():
        return
    network = state.network()
    what = st.selectbox(_("What do you know?"), list(WHAT), key="correct_what", format_func=lambda key: _(WHAT[key]))
    columns = st.columns(2)
    with columns[0]:
        institution = "" if what in OF_GROUP else _institution(network)
    with columns[1]:
        group = _group(network) if what in OF_GROUP | OF_BOTH else ""
        value = "" if what in WITHOUT_VALUE else _value(what)
    reason = st.text_input(
        _("How do you know? (required)"), key="correct_reason",
        placeholder=_("for example: minutes of the meeting of 12 March 2024"),
        help=_("It is shown as the source of the fact, as a note with your role and today's date."),
    ) or ""
    missing = _missing(what, institution, group, value, reason, role)
    if missing:
        st.write(missing)
    st.button(
        _("Save"), type="primary", key="correct_save", disabled=bool(missing), on_click=_save,
        args=(what, institution, group, value, reason, role),
    )


def _institution(network: Network) -> str:
    rows = sorted(network.institutions.values(), key=lambda row: (row.name, row.id))
    labels = {row.id: f"{row.name} – {row.place}" if row.place else row.name for row in rows}
    return st.selectbox(
        _("Institution"), list(labels), index=None, key="correct_institution", format_func=lambda key: labels[key],
        placeholder=_("Type a part of the name"),
    ) or ""


def _group(network: Network) -> str:
    labels = {key: network.title(group) for key, group in network.groups.items()}
    return st.selectbox(
        _("Team or agreement"), sorted(labels, key=lambda key: (labels[key], key)), index=None, key="correct_group",
        format_func=lambda key: labels[key], placeholder=_("Type a part of the name"),
    ) or ""


def _value(what: str) -> str:
    options = _options(what)
    if options is None:
        label = _("Date: 2024-03-12, 2024-03 or 2024") if what in DATES else _("Correct name")
        return (st.text_input(label, key=f"correct_value_{what}") or "").strip()
    return st.selectbox(
        _("Correct value"), list(options), index=None, key=f"correct_value_{what}",
        format_func=lambda key: options[key], placeholder=_("Choose"),
    ) or ""


def _options(what: str) -> Mapping[str, str] | None:
    """Values to choose from, by code; None: the value is text."""
    if what == "sector":
        return {code: sector_name(row) for code, row in state.sectors().items()}
    if what == "level":
        return {code: word(LEVELS, code) for code in LEVELS if code}
    if what == "term":
        return {code: word(TERMS, code) for code in ("fixed", "indefinite")}
    if what == "role":
        return {code: _(ROLES[code]) for code in ROLES}
    if what == "type":
        return {code: row.name_pl for code, row in state.types().items() if not row.is_team}
    return places() if what == "place" else None


@st.cache_resource(show_spinner=False)
def places() -> Mapping[str, str]:
    """Every gmina with the units it lies in, by TERC code, in order of names."""
    register = reference.register()
    gminas = [unit for unit in register if len(unit.code) == 6]
    labels = {
        unit.code: ", ".join((f"{unit.name} ({unit.kind})", *(above.name for above in register.ancestors(unit.code))))
        for unit in gminas
    }
    return dict(sorted(labels.items(), key=lambda item: (item[1].casefold(), item[0])))


def _missing(what: str, institution: str, group: str, value: str, reason: str, role: str) -> str:
    """What is still to be filled in; '' when the judgement can be saved."""
    if not role:
        return _("To decide, write your role above.")
    if what not in OF_GROUP and not institution:
        return _("Choose the institution.")
    if what in OF_GROUP | OF_BOTH and not group:
        return _("Choose the team or the agreement.")
    if what not in WITHOUT_VALUE and not value:
        return _("Say what is right.")
    if what in DATES:
        try:
            PartialDate(value=value)
        except ValueError:
            return _("Write the date as 2024-03-12, 2024-03 or 2024.")
    return "" if reason.strip() else _("Write how you know.")


def _save(what: str, institution: str, group: str, value: str, reason: str, role: str) -> None:
    label = state.network().groups[group].label if group else ""
    sides = {"Institution": institution, label: group}

    def make() -> Judgement:
        ends = [state.candidate(kind, key).side for kind, key in sides.items() if key]
        verdict, field, predicate = Verdict.CORRECT, None, None
        if what == "member":
            verdict, predicate = Verdict.ADD, "member" if label == Kind.TEAM else "party"
        elif what in ("absent", "complete"):
            verdict = Verdict(what)
        else:
            field = FIELD.get(what, what)
        return Judgement(
            verdict=verdict, left=ends[0], right=ends[1] if len(ends) > 1 else None, predicate=predicate, field=field,
            value=value or None, role=role, decided_on=review.now(), reason=reason.strip(),
        )

    judging.judge(make)
    if judging.ERROR not in st.session_state:
        st.session_state["correct_reason"] = ""
