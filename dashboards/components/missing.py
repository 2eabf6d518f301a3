"""The questions of the page Luki beside the composition of teams: gaps, suggestions, changes and what-if."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from dashboards import state
from dashboards.components import filters, gap_tables, kit
from dashboards.components.payload import fits
from dashboards.gaps import COMPARED, OUTCOMES, SENTENCES, change_records, gap_records, suggestion_records
from dashboards.wording import _, day, number
from graph.change import Moment, Outcome, What, compare, moment
from graph.coverage import DEFAULT_TEMPLATE
from graph.errors import EmptyNetwork, UsageError
from graph.gaps import GapKind, Question, gap_template
from graph.nullmodel import Trait
from graph.resilience import what_if
from graph.settings import Settings
from graph.suggestion import suggest

BY, ONLY, SUBJECT, BEFORE, AFTER, GONE = "wedlug", "tylko", "dla", "przed", "po", "bez"
"""Names in the page's address."""
MOST = 20
"""Suggestions that are shown."""
_OF_INSTITUTIONS = (GapKind.FRAGILE, GapKind.ISOLATED)
"""Kinds whose rows are institutions, which have a sector and a level."""


def gaps(kind: GapKind) -> None:
    """Rows of one kind, in a territory that can be chosen."""
    kit.lead(_(SENTENCES[kind]))
    names = gap_tables.names()
    template = gap_template(kind, None, Settings().templates)
    trait = _trait() if kind is GapKind.MIXING else Trait.SECTOR
    chosen = _chosen(kind, trait)
    today = date.today() if kind is GapKind.DATES else None  # noqa: DTZ011  the reader's own day
    try:
        found = state.gaps(kind, Question(template, today, chosen.territory, trait))
    except EmptyNetwork:
        st.info(_("Nobody is in any team or agreement yet."))
        return
    if found is None:
        kit.waiting(_("This takes a while. The rows show as soon as they are there."))
        return
    only = _only_gaps(kind)
    records = [
        each for each in gap_records(found, names, template)
        if (each["gap"] or not only) and _fits(each, chosen)
    ]
    if template is not None:
        st.write(template.note_pl if names.lang == "pl" else template.note_en)
    if kind is GapKind.DATES and today is not None:
        st.write(_("As of {day}.").format(day=day(today, of=True)))
    if kind is GapKind.MIXING and records:
        st.write(_("Teams and agreements on record: {groups}. Compared with {n} random networks (seed {seed}).").format(
            groups=number(records[0]["groups"]), n=number(records[0]["rewirings"]), seed=records[0]["seed"]
        ))
    if not records:
        if any(chosen):
            st.info(_("Nothing of this kind fits the filters."))
        else:
            st.success(_("Nothing of this kind is on record."))
        return
    gap_tables.table(gap_tables.rows_of(kind, records, names), records, f"gaps_{kind}", f"luki-{kind}")


def _trait() -> Trait:
    """What who meets whom is told apart by."""
    changed = filters.one("gaps_by", BY, [each.value for each in Trait])
    st.session_state["gaps_by"] = st.session_state["gaps_by"] or Trait.SECTOR.value
    words = {Trait.SECTOR.value: _("by sector"), Trait.LEVEL.value: _("by level")}
    return Trait(st.radio(
        _("Compare"), list(words), key="gaps_by", on_change=changed, format_func=lambda each: words[each],
        horizontal=True,
    ))


def _chosen(kind: GapKind, trait: Trait) -> filters.Chosen:
    """What the filters say that mean something for a kind: sectors and levels only where its rows have them."""
    network, drawn = state.network(), st.columns(4)
    if kind in _OF_INSTITUTIONS:
        return filters.controls(network, drawn, "gaps", groups=False)
    if kind is not GapKind.MIXING:
        return filters.Chosen(filters.place(network, drawn, "gaps", groups=True), (), ())
    with drawn[0]:
        if trait is Trait.SECTOR:
            return filters.Chosen("", filters.sectors(network, "gaps"), ())
        return filters.Chosen("", (), filters.levels(network, "gaps"))


def _fits(record: gap_tables.Record, chosen: filters.Chosen) -> bool:
    """Whether a row's institution, or one of two categories that meet, is among those chosen."""
    if record["kind"] == GapKind.MIXING:
        codes = chosen.sectors or chosen.levels
        return not codes or bool({record["subject"], record["about"]} & set(codes))
    if record["kind"] not in _OF_INSTITUTIONS:
        return True
    return _of(record["subject"], chosen)


def _of(institution: str, chosen: filters.Chosen) -> bool:
    row = state.network().institutions.get(institution)
    return fits(row, chosen.sectors, chosen.levels) if row is not None else not (chosen.sectors or chosen.levels)


def _only_gaps(kind: GapKind) -> bool:
    """Whether rows that are no gap are left out; of some kinds they are what a gap is read beside."""
    if kind not in (GapKind.VERTICAL, GapKind.SILENT, GapKind.MIXING):
        return True
    key = f"gaps_only_{kind}"
    st.session_state[key] = st.query_params.get(ONLY) == "luki"
    return st.toggle(
        _("Only gaps"), key=key, on_change=lambda: filters.keep(ONLY, "luki" if st.session_state[key] else "")
    )


def suggestions() -> None:
    """Whom a team might talk to, each with its reason."""
    kit.lead(_("A role that is missing here and a named body of the same powiat that fills it elsewhere come first; "
               "then bodies that its members already meet. Whoever declined is never suggested."))
    names, surroundings = gap_tables.names(), state.surroundings()
    groups = {group.id: names.group(group.id) for group in names.record.network.groups if group.covers}
    if not groups:
        st.info(_("The loaded documents name no team with its place."))
        return
    ordered = sorted(groups, key=lambda key: groups[key])
    changed = filters.one("gaps_subject", SUBJECT, ordered)
    st.session_state["gaps_subject"] = st.session_state["gaps_subject"] or ordered[0]
    subject = st.selectbox(
        _("For the team or agreement"), ordered, key="gaps_subject", on_change=changed,
        format_func=lambda key: groups[key],
    )
    template = state.templates()[DEFAULT_TEMPLATE]
    try:
        circle = surroundings.circle(subject, names.record.declined)
    except UsageError:
        st.info(_("The documents do not say where this team is, so nobody nearby can be named."))
        return
    drawn = st.columns(4)
    with drawn[0]:
        sectors = filters.sectors(state.network(), "gaps")
    with drawn[1]:
        chosen = filters.Chosen("", sectors, filters.levels(state.network(), "gaps"))
    everybody = suggest(surroundings, circle, template)
    found = [each for each in everybody if _of(each.institution, chosen)][:MOST]
    records = list(suggestion_records(found, circle, names))
    if everybody and not records:
        st.info(_("Nobody of the chosen sectors and levels can be suggested."))
        return
    if not records:
        st.success(_("No document names anybody nearby who is not in it already."))
        return
    st.write(_("Missing roles by the template: {name}.").format(name=names.role(template)))
    gap_tables.table(
        pd.DataFrame([gap_tables.suggestion_row(each, names) for each in records]), records,
        f"suggest_{subject}", "z-kim-porozmawiac",
    )


def change() -> None:
    """Who joined, left and stayed between two milestones or days."""
    kit.lead(_("Who joined, who left, who stayed. Leaving a pilot is not leaving cooperation."))
    record, names = state.record(), gap_tables.names()
    milestones = sorted(key for key in record.periods if "/" in key and key not in record.groups)
    today = date.today().isoformat()  # noqa: DTZ011  the reader's own day
    earlier = f"{int(today[:4]) - 1}{today[4:]}".replace("-02-29", "-02-28")
    found: list[Moment] = []
    for column, (key, param, label, first, fallback) in zip(st.columns(2), (
        ("gaps_before", BEFORE, _("Before"), milestones[0] if len(milestones) > 1 else earlier, earlier),
        ("gaps_after", AFTER, _("After"), milestones[1] if len(milestones) > 1 else today, today),
    ), strict=True):
        with column:
            st.session_state[key] = st.query_params.get(param, first)
            asked = st.text_input(
                label, key=key, on_change=lambda key=key, param=param: filters.keep(param, st.session_state[key]),
                help=_("A date (2019-03-31) or a milestone."),
            )
            try:
                found.append(moment(record, asked or fallback))
            except UsageError:
                st.error(_("Write a date such as 2019-03-31, or a milestone: {known}.").format(
                    known=", ".join(milestones) or "–"
                ))
    if len(found) < 2:
        return
    comparison = compare(record, found[0], found[1], state.territory_register())
    for what in What:
        stayed = comparison.jaccard(what)
        st.subheader(_(COMPARED[what]), anchor=False)
        counts = {each: len(comparison.of(what, each)) for each in Outcome}
        share = "" if stayed is None else " " + _("Of all that were surely there, {share} stayed (Jaccard).").format(
            share=number(stayed, 2)
        )
        told = ", ".join(f"{_(OUTCOMES[each])}: {number(count)}" for each, count in counts.items())
        st.write(f"{told[:1].upper()}{told[1:]}.{share}")
        records = [each for each in change_records(comparison, names) if each["what"] == what.value]
        if records:
            frame = pd.DataFrame({
                _(COMPARED[what]): [each["name"] for each in records],
                _("What happened"): [_(OUTCOMES[Outcome(each["outcome"])]) for each in records],
                _("Documents"): [len(each["documents"]) for each in records],
            })
            shown = [{**each, "read": each["documents"]} for each in records]
            gap_tables.table(frame, shown, f"change_{what}", f"zmiana-{what}")


def without() -> None:
    """What the network is like after some institutions leave."""
    kit.lead(_("Choose institutions and see what would hold without them. A missing document looks like a weak point."))
    record = state.record()
    network = record.carried_on
    tied = sorted(
        (row for row in network.institutions if any(map(record.groups_of.get, record.line(row.id)))),
        key=lambda row: row.name,
    )
    by_id = {row.id: row.name for row in tied}
    changed = filters.several("gaps_gone", GONE, by_id)
    gone: Sequence[str] = st.multiselect(
        _("Institutions that leave"), list(by_id), key="gaps_gone", on_change=changed, select_all=False,
        placeholder=_("choose"), format_func=lambda key: by_id[key],
    )
    if not gone:
        return
    found = what_if(network, gone)
    kit.tiles([
        (_("parts before"), len(found.parts_before)), (_("parts after"), len(found.parts_after)),
        (_("cut off"), len(found.cut_off)), (_("left alone"), len(found.alone)),
        (_("teams below two institutions"), len(found.groups_below_two)),
    ])
    names = gap_tables.names()
    for title, keys in (
        (_("Cut off from the rest"), found.cut_off), (_("Left without any partner"), found.alone),
        (_("Teams and agreements with fewer than two institutions"), found.groups_below_two),
    ):
        if keys:
            st.subheader(title, anchor=False)
            st.html("<ul>" + "".join(f"<li>{escape(names.of(key))}</li>" for key in keys) + "</ul>")
    if len(found.parts_after) == len(found.parts_before) and not found.alone:
        st.success(_("On record, the rest would still be tied together."))
