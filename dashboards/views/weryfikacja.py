"""Weryfikacja: people decide what the program could not: may two be one, does a doubtful fact hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from dashboards import review, state
from dashboards.components import judging, kit
from dashboards.components.correcting import correct
from dashboards.components.filters import POWIAT, REGION, is_city, keep, one
from dashboards.review_words import about, value_of
from dashboards.wording import PREDICATES, VERDICTS, _, day, marked, number, word
from graph import reference
from graph.judgements import Verdict

PART = "co"
PARTS = {
    "pary": marked("Is it the same?"),
    "fakty": marked("Uncertain facts"),
    "popraw": marked("Correct or add"),
    "decyzje": marked("Decisions"),
}
JUDGEMENT = "decyzja"
SURENESS = "weryfikacja_sureness"
TABLE = "weryfikacja_table"
WIDTHS = (140, 120, 660, 160, 170)     # of the table's columns, in pixels: all of them fit on a small screen


def page() -> None:
    """Draw the page."""
    st.title(_("Review"))
    kit.lead(_("Here you decide what the program could not decide by itself. Every decision takes effect at once, "
               "stands with your role and can be taken back."))
    if not state.may_judge():
        st.info(_("This dashboard is open for reading only: you see what waits, but nobody can decide here."))
    pairs, doubts, judged = state.pairs(), state.count_uncertain(), state.judged()
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with right:
        role = judging.role() if state.may_judge() else ""
    with left:
        part = choose_part({"pary": len(pairs), "fakty": doubts, "decyzje": len(judged)})
    judging.last_decision(role)
    if part == "pary":
        work_pairs(pairs, role)
    elif part == "fakty":
        work_doubts(doubts, role)
    elif part == "popraw":
        correct(role)
    else:
        decisions(judged, role)


def choose_part(counts: dict[str, int]) -> str:
    """Which part of the page the address asks for."""
    changed = one("weryfikacja_part", PART, PARTS)
    st.session_state["weryfikacja_part"] = st.session_state["weryfikacja_part"] or "pary"
    return st.segmented_control(
        _("What to decide"), list(PARTS), key="weryfikacja_part", on_change=changed, label_visibility="collapsed",
        format_func=lambda key: f"{_(PARTS[key])} ({number(counts[key])})" if key in counts else _(PARTS[key]),
    ) or "pary"


def narrowed(units: Iterable[str]) -> tuple[str, float]:
    """The territory (TERC code) and least confidence (0…1) that the filters choose. `units`: where something waits."""
    known = tuple(units)
    with st.expander(_("Narrow down"), expanded=bool(st.query_params.keys() & {REGION, POWIAT})):
        columns = st.columns(3)
        with columns[0]:
            region = unit_box(_("Województwo"), known, 2, "", REGION)
        with columns[1]:
            powiat = unit_box(_("Powiat"), known, 4, region, POWIAT)
        with columns[2]:
            least = st.slider(_("Confidence at least"), 0, 100, 0, step=5, format="%d%%", key=SURENESS)
    return powiat or region, least / 100


def progress(left: int) -> None:
    """How far the person is. `left`: how many wait where the filters look."""
    done = len(st.session_state.get(judging.DONE, ()))
    total = done + left
    st.progress(done / total if total else 1.0, text=_("Decided in this session: {done}. Waiting: {left}.").format(
        done=number(done), left=number(left)))


def unit_box(label: str, units: Sequence[str], digits: int, inside: str, param: str) -> str:
    """A choice among the units of one level in which something waits."""
    register = reference.register()
    codes = {unit[:digits] for unit in units if len(unit) >= digits and unit.startswith(inside)}
    names: dict[str, str] = {code: unit.name for code in codes if (unit := register.get(code)) is not None}
    names |= {code: _("city of {name}").format(name=name) for code, name in names.items() if is_city(code)}
    offered: list[str] = ["", *sorted(names, key=lambda code: names[code])]
    changed = one(f"weryfikacja_{param}", param, offered)
    return st.selectbox(
        label, offered, key=f"weryfikacja_{param}", on_change=changed,
        format_func=lambda code: names[code] if code else _("all"),
    ) or ""


def work_pairs(pairs: Sequence[review.Pair], role: str) -> None:
    """The first pair that waits, with its buttons."""
    territory, least = narrowed({unit for pair in pairs for unit in pair.units})
    waiting = review.chosen(pairs, territory, least, put_off())
    progress(len(waiting))
    if not waiting:
        nothing_waits(len(pairs))
        return
    pair = waiting[0]
    left, right = (state.candidate(pair.kind, end) for end in (pair.left, pair.right))
    st.subheader(_(QUESTIONS[pair.kind]), anchor=False)
    judging.why(pair)
    reason = reason_box(role)
    judging.buttons(
        pair.id,
        [(_("The same"), "1", Verdict.SAME), (_("Different"), "2", Verdict.DIFFERENT),
         (_("I do not know"), "3", Verdict.UNSURE)],
        lambda verdict: review.on_pair(verdict, left, right, role, reason), enabled=bool(role),
    )
    judging.side_by_side(pair, left, right)


QUESTIONS = {
    "Institution": marked("Is this the same institution?"),
    "Team": marked("Is this the same team?"),
    "Agreement": marked("Is this the same agreement?"),
}


def put_off() -> Sequence[str]:
    """Ids of what this person wants to see later."""
    return tuple(st.session_state.get(judging.SKIPPED, ()))


def work_doubts(count: int, role: str) -> None:
    """The first uncertain claim that waits, with its buttons. `count`: how many wait in all."""
    territory, least = narrowed(state.uncertain_units())
    progress(state.count_uncertain(territory, least))
    waiting = review.chosen(
        state.uncertain(territory, least, review.MOST + len(put_off())), skipped=put_off()
    )
    if not waiting:
        nothing_waits(count)
        return
    doubt = waiting[0]
    st.subheader(_("Does the document say this?"), anchor=False)
    sentence = f"{doubt.subject_name} – {word(PREDICATES, doubt.predicate)}: {value_of(doubt, _)}"
    judging.claim_card(doubt, sentence)
    reason = reason_box(role)
    judging.buttons(
        doubt.id, [(_("Yes, confirm"), "1", Verdict.CONFIRM), (_("No, reject"), "2", Verdict.REJECT)],
        lambda verdict: review.on_doubt(verdict, doubt, role, reason), enabled=bool(role),
    )


def reason_box(role: str) -> str:
    """How the person knows; may stay empty."""
    if not state.may_judge():
        return ""
    if not role:
        st.info(_("To decide, write your role above."))
    return st.text_input(_("Reason (not required)"), key=judging.REASON,
                         placeholder=_("for example: telephone call to the office")) or ""


def nothing_waits(elsewhere: int) -> None:
    """Say that the queue, or this part of it, is done."""
    st.success(_("Nothing waits here. Widen the choice to see the rest.") if elsewhere else _("Nothing waits here."))


def decisions(judged: Sequence[review.Judged], role: str) -> None:
    """All decisions in force, to be read and taken back."""
    if not judged:
        st.write(_("Nobody has decided anything yet."))
        return
    st.write(_("Choose a row to take a decision back. Nothing is lost: what was taken back stays on record."))
    frame = pd.DataFrame({
        _("Decided on"): [day(row.judgement.decided_on[:10]) for row in judged],
        _("Decision"): [word(VERDICTS, row.judgement.verdict) for row in judged],
        _("Of what"): [about(row, _) for row in judged],
        _("Role"): [row.judgement.role for row in judged],
        _("Reason"): [row.judgement.reason for row in judged],
    })
    event = st.dataframe(
        frame, hide_index=True, key=TABLE, on_select="rerun", selection_mode=["single-row", "single-cell"],
        height=min(560, 38 + 35 * len(judged)),
        column_config=dict(zip(frame.columns, (st.column_config.Column(width=wide) for wide in WIDTHS), strict=True)),
        alt=_("Table: decisions in force, the last first."),
    )
    clicked = [*event.selection.rows, *(row for row, _column in event.selection.cells)]
    asked = st.query_params.get(JUDGEMENT)
    chosen = judged[clicked[0]] if clicked and clicked[0] < len(judged) else next(
        (row for row in judged if row.judgement.id == asked), None)
    if chosen is None:
        return
    kit.card_title(f"{word(VERDICTS, chosen.judgement.verdict)}: {about(chosen, _)}")
    if chosen.bound_by in ("", "invalid"):
        st.warning(_("This decision has no effect: what it is about is no longer in the data."))
    st.button(
        _("Take this decision back"), key=f"weryfikacja_back_{chosen.judgement.id}", disabled=not role,
        on_click=take_back, args=(chosen.judgement.id, role),
    )
    if not role and state.may_judge():
        st.info(_("To decide, write your role above."))


def take_back(judgement: str, role: str) -> None:
    """Take a decision back and forget that the address asked for it."""
    judging.take_back(judgement, role)
    keep(JUDGEMENT, "")


if __name__ == "__main__":
    page()
