"""What only the whole document shows of its groups."""

from __future__ import annotations

import re

from graph.claims import Finding, FindingCode, Kind, Predicate, Span
from loaders.prose.areas import gmina_at
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.terms import write_clauses
from loaders.prose.view import View

_STATED = re.compile(
    r"(?<![\w.,/])(?P<number>\d{1,3})\s+(?:\w+\s+)?(?:instytucj\w+|podmiot\w+|partner\w+|organizacj\w+|sygnatariusz\w+)"
    r"(?P<local>\s+z\s+(?:terenu\s+)?|\s+w\s+)?",
    re.IGNORECASE,
)
_FOUNDING = re.compile(r"utworzy|zawiąza|powoła|powstał|założy", re.IGNORECASE)


def settle(view: View, draft: Draft) -> None:
    """What only the whole document shows: teams founded beside an agreement, check sums, clauses, too few parties."""
    _found_by(view, draft)
    _counted(view, draft)
    _labelled_day(view, draft)
    agreements = [group for group in draft.groups if group.ref.kind is Kind.AGREEMENT]
    if len(agreements) == 1:
        _dateline(view, draft, agreements[0])
        write_clauses(view, draft, agreements[0])
    elif agreements and _is_deed(view, agreements[0]):
        write_clauses(view, draft, agreements[0])
    teams = [group for group in draft.groups if group.ref.kind is Kind.TEAM]
    if not agreements and len(teams) == 1:
        write_clauses(view, draft, teams[0])
    for group in list(draft.groups):
        if group.ref.kind is Kind.AGREEMENT and len(group.parties) < 2:
            draft.findings.append(
                Finding(
                    code=FindingCode.FEW_PARTIES,
                    span=group.group.spans[0],
                    params=(("name", group.group.name), ("count", str(len(group.parties)))),
                )
            )


_OPENING = 4
"""Pieces at the top of a deed among which its own agreement is named."""


def _is_deed(view: View, first: DraftGroup) -> bool:
    """Whether the document is the text of its first agreement, with paragraphs, and not news about several."""
    opening = view.pieces[:_OPENING]
    return bool(opening) and first.group.spans[0].start < opening[-1].span.end and "§" in view.text


_LABELLED = re.compile(
    r"\W*(?:data|dzień|termin)\s+(?:zawarcia|podpisania|podjęcia|powołania|utworzenia|zawiązania)"
    r"(?:\s+(?:porozumienia|umowy|deklaracji|listu|zespołu|partnerstwa))?\s*:?\s*",
    re.IGNORECASE,
)


def _labelled_day(view: View, draft: Draft) -> None:
    """`Data zawarcia: 17.08.2022` in a register: the day of the only group, when nothing else says it."""
    groups = [group for group in draft.groups if len(group.parties) >= 2]
    if len(groups) != 1 or groups[0].signed or not view.says("data", "dzień", "termin"):
        return
    group = groups[0]
    for index, piece in enumerate(view.pieces):
        label = _LABELLED.match(view.text, *piece.span)
        dates = [date for date in view.dates(index) if label and date.start == label.end()]
        if dates:
            group.signed = dates[0].value.value
            at = Span(dates[0].start, dates[0].end)
            draft.state(Predicate.SIGNED, group.ref, at, piece.span, "date/labelled", 0.9, value=group.signed)
            return


_DATELINE = re.compile(r"\W*[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?:\s+[\w-]+){0,2},?\s+(?:dnia\s+|dn\.\s*)?")


def _dateline(view: View, draft: Draft, agreement: DraftGroup) -> None:
    """`Gostyń, 8 lutego 2022 r.` on a line of its own: the day of the only agreement, when its text gives none."""
    for index, piece in enumerate(view.pieces):
        dates = view.dates(index)
        if agreement.signed or len(dates) != 1 or len(agreement.parties) < 2:
            continue
        before, after = view.text[piece.span.start : dates[0].start], view.text[dates[0].end : piece.span.end]
        if _DATELINE.fullmatch(before) and not after.strip(" \n.r*_"):
            agreement.signed = dates[0].value.value
            at = Span(dates[0].start, dates[0].end)
            draft.state(
                Predicate.SIGNED, agreement.ref, at, piece.span, "date/of-the-place", 0.85, value=agreement.signed
            )


def _found_by(view: View, draft: Draft) -> None:
    """A team that a paragraph says was founded beside an agreement: the one with most parties."""
    for team in draft.groups:
        if team.ref.kind is not Kind.TEAM or team.parties or team.established_by:
            continue
        for piece in view.pieces:
            named = [span for span in _places(view, team) if piece.span.start <= span.start < piece.span.end]
            if not named or not _FOUNDING.search(view.text, *piece.span):
                continue
            beside = [
                group
                for group in draft.groups
                if group.ref.kind is Kind.AGREEMENT and piece.block in group.blocks and len(group.parties) >= 2
            ]
            if beside:
                best = max(beside, key=lambda group: len(group.parties))
                team.established_by = best.ref
                draft.state(
                    Predicate.ESTABLISHED_BY,
                    team.ref,
                    named[0],
                    piece.span,
                    "team/founded-beside",
                    0.8,
                    target=best.ref,
                )
                break


def _counted(view: View, draft: Draft) -> None:
    """`7 instytucji z terenu gminy …` is a check sum of the parties that the same paragraph names."""
    by_key = {mention.key: mention for mention in draft.mentions()}
    for piece in view.pieces:
        groups = [group for group in draft.groups if piece.block in group.blocks and group.parties]
        for match in _STATED.finditer(view.text, *piece.span) if groups else ():
            code = gmina_at(view, match.end()) if match["local"] else None
            counts = [
                sum(code is None or by_key[ref.key].terc == code for ref in group.parties.values()) for group in groups
            ]
            # Who speaks often counts itself, and often does not.
            if not {int(match["number"]), int(match["number"]) + 1} & set(counts):
                draft.findings.append(
                    Finding(
                        code=FindingCode.COUNT_MISMATCH,
                        span=Span(match.start(), match.end()),
                        params=(("stated", match["number"]), ("found", str(max(counts)))),
                    )
                )


def _places(view: View, team: DraftGroup) -> list[Span]:
    if team.group.type is None:
        return list(team.group.spans)
    return [
        Span(each.start, each.end)
        for each in view.teams_found
        if each.type == team.group.type and not each.plural_class
    ]
