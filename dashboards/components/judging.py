"""Judging in the dashboard: the role, the two candidates, what was decided last and its undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from dashboards import reasons, review, state
from dashboards.components import kit
from dashboards.review_words import seen_as
from dashboards.wording import VERDICTS, _, day, word
from graph.errors import KoopgrafError, UsageError
from graph.judgements import Judgement, Verdict
from graph.settings import Settings
from loaders.pipeline import role_of

DONE, SKIPPED, HANDLED, ERROR, ROLE, ROLE_KEPT, REASON = (
    "judging_done", "judging_skipped", "judging_handled", "judging_error", "judging_role", "judging_role_kept",
    "judging_reason",
)
"""Keys of the session: judgements made in it, items put off, items decided, the last error, role, reason."""
SHOWN = 6
"""Quotes, and names of members, of one candidate."""


def role() -> str:
    """The role in which this person judges; '' until it is one."""
    # a widget's own value is gone when another page has been drawn in between
    if ROLE not in st.session_state:
        st.session_state[ROLE] = st.session_state.get(ROLE_KEPT, Settings().role)
    given = st.text_input(
        _("In which role do you judge?"), key=ROLE, placeholder=_("for example: specialist of the ROPS"),
        help=_("A post, never a name. It stands with every decision."),
    )
    st.session_state[ROLE_KEPT] = given or ""
    if not (given or "").strip():
        return ""
    try:
        return role_of(given or "")
    except UsageError:
        st.error(_("This looks like a person's name or says nothing. Write a post, such as: specialist of the ROPS."))
        return ""


def judge(make: Callable[[], Judgement], item: str = "") -> None:
    """Store a judgement, remember it for undo. `item`: what it decides; pressed twice it is decided once."""
    handled = st.session_state.setdefault(HANDLED, set())
    if item and item in handled:
        return
    decided = make()
    try:
        state.judge(decided)
    except KoopgrafError as error:
        st.session_state[ERROR] = str(error)
        return
    st.session_state.pop(ERROR, None)
    st.session_state[REASON] = ""
    st.session_state.setdefault(DONE, []).append((decided, item))
    if item:
        handled.add(item)


def undo(as_role: str) -> None:
    """Take back the last judgement of this session."""
    decided, item = st.session_state[DONE][-1]
    try:
        state.judge(review.withdrawal(decided.id, as_role))
    except KoopgrafError as error:
        st.session_state[ERROR] = str(error)
        return
    st.session_state[DONE].pop()
    st.session_state.setdefault(HANDLED, set()).discard(item)


def take_back(judgement: str, as_role: str) -> None:
    """Take back any judgement, also one of another session."""
    try:
        state.judge(review.withdrawal(judgement, as_role))
    except KoopgrafError as error:
        st.session_state[ERROR] = str(error)
        return
    done = st.session_state.get(DONE, [])
    st.session_state[HANDLED] = st.session_state.get(HANDLED, set()) - {
        item for decided, item in done if decided.id == judgement
    }
    st.session_state[DONE] = [(decided, item) for decided, item in done if decided.id != judgement]


def skip(item: str) -> None:
    """Put an item off: it comes again after all others."""
    off = st.session_state.setdefault(SKIPPED, [])
    if item in off:
        off.remove(item)
    off.append(item)


def last_decision(as_role: str) -> None:
    """What was decided last in this session, with its undo; and what went wrong."""
    if error := st.session_state.get(ERROR):
        st.error(error)
    done = st.session_state.get(DONE, [])
    if not done:
        return
    decided, _item = done[-1]
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.html(f'<p class="kg-small" role="status">{escape(_("Your last decision"))}: '
              f'<b>{escape(word(VERDICTS, decided.verdict))}</b> – {escape(seen_as(decided, _))}</p>')
    right.button(_("Undo"), key="judging_undo", shortcut="U", on_click=undo, args=(as_role,), disabled=not as_role,
                 width="stretch")


def buttons(item: str, choices: Sequence[tuple[str, str, Verdict]], make: Callable[[Verdict], Judgement],
            *, enabled: bool) -> None:
    """One button a verdict, each with its key, and one for later. Choices: label, key, verdict."""
    columns = st.columns([*([3] * len(choices)), 2])
    for column, (label, key, verdict) in zip(columns, choices, strict=False):
        column.button(
            label, key=f"judging_{verdict}_{item}", shortcut=key, width="stretch", disabled=not enabled,
            type="primary" if key == "1" else "secondary",
            on_click=judge, args=(lambda verdict=verdict: make(verdict), item),
        )
    columns[-1].button(_("Later"), key=f"judging_later_{item}", shortcut="S", width="stretch", on_click=skip,
                       args=(item,))


# ---------------------------------------------------------------- two candidates side by side


def side_by_side(pair: review.Pair, left: review.Candidate, right: review.Candidate) -> None:
    """The candidates in one table, row by row, with the words in which their names differ marked."""
    names = _marked(left.name, right.name)
    rows = [
        _row(_("Name"), *names, css="kg-name"),
        _row(_("Kind"), *(escape(_kind(side)) for side in (left, right))),
        _row(_("Place"), *(escape(", ".join(side.places) or _("unknown")) for side in (left, right))),
        _row(_("Time"), *(escape(_time(side)) for side in (left, right))),
        _row(_("Institutions") if pair.kind != "Institution" else _("Takes part in"),
             *(_list(side.members) for side in (left, right))),
        _row(_("Quotes"), *(_quotes(side) for side in (left, right))),
    ]
    st.html(f'<table class="kg-pair">{"".join(rows)}</table>')


def why(pair: review.Pair) -> None:
    """Why the program could not decide."""
    marks = {"+": _("for"), "-": _("against"), "?": _("missing")}
    items = "".join(
        f'<li><b aria-label="{escape(marks[side])}">{"–" if side == "-" else side}</b> '
        f"{escape(reasons.sentence(reason.code, reason.params, _))}</li>"
        for reason in pair.reasons for side in [reasons.side_of(reason.code)]
    )
    st.html(f'<ul class="kg-reasons">{items}</ul>')


def _row(title: str, left: str, right: str, css: str = "") -> str:
    if not left and not right:
        return ""
    return f'<tr class="{css}"><th scope="row">{escape(title)}</th><td>{left or "–"}</td><td>{right or "–"}</td></tr>'


def _marked(left: str, right: str) -> tuple[str, str]:
    """Both names as HTML; words that the other one does not have are marked."""
    words = [{part.casefold().strip(",.„”\"") for part in name.split()} for name in (left, right)]

    def marked(name: str, other: set[str]) -> str:
        return " ".join(
            escape(part) if part.casefold().strip(",.„”\"") in other else f"<mark>{escape(part)}</mark>"
            for part in name.split()
        )

    return marked(left, words[1]), marked(right, words[0])


def _kind(side: review.Candidate) -> str:
    found = state.types().get(side.type)
    return found.name_pl if found is not None else side.type


def _time(side: review.Candidate) -> str:
    parts = [_("from {since}").format(since=day(side.since, of=True)) if side.since else "",
             _("until {until}").format(until=day(side.until, of=True)) if side.until else ""]
    return " ".join(filter(None, parts))


def _list(names: Sequence[str]) -> str:
    items = [*map(escape, names[:SHOWN])]
    if names[SHOWN:]:
        items.append(escape(_("and others: {n}").format(n=len(names) - SHOWN)))
    return f"<ul>{''.join(f'<li>{each}</li>' for each in items)}</ul>" if items else ""


def _quotes(side: review.Candidate) -> str:
    texts: dict[str, str] = {}
    for each in sorted(side.passages, key=lambda each: (each.predicate != "named", each.document)):
        text = " ".join(" […] ".join(each.quotes).split())
        if text:
            texts.setdefault(text, each.document)
    return "".join(
        f'<blockquote>„{escape(text)}”</blockquote><p class="kg-source">{escape(_("Document"))}: {escape(title)}</p>'
        for text, title in list(texts.items())[:SHOWN]
    )


def claim_card(doubt: review.Doubt, sentence: str) -> None:
    """A claim that is not certain, with its words in the document."""
    around = [" ".join(part.split()) for part in state.context(doubt.document_id, doubt.spans)]
    quote = f"<blockquote>{escape(around[0])} <mark>{escape(around[1])}</mark> {escape(around[2])}</blockquote>"
    st.html(
        f'<div class="kg-evidence {escape(doubt.status)}"><p class="kg-card">{escape(sentence)} '
        f"{kit.badge(doubt.status)}</p>{quote if around[1] else ''}"
        f'<p class="kg-source">{escape(_("Document"))}: {escape(doubt.document)}</p></div>'
    )
