"""Judgements as values: their ids, which are in force, and as lines of text."""

from __future__ import annotations

import pytest

from graph.claims import Kind
from graph.errors import UsageError
from graph.judgements import Judgement, Named, Side, Verdict, dump, in_force, parse

LEFT = Side(kind=Kind.INSTITUTION, id="gops:201103", named=(Named(document="a" * 64, as_written="GOPS w Korycinie"),))
RIGHT = Side(kind=Kind.INSTITUTION, id="gops@1f0c2d3e-1")


def judged(verdict: Verdict, second: int, supersedes: str | None = None) -> Judgement:
    left, right = (None, None) if verdict is Verdict.WITHDRAW else (LEFT, RIGHT)
    when = f"2026-11-25T10:00:{second:02}.000Z"
    return Judgement(verdict=verdict, role="recenzent", decided_on=when, left=left, right=right, supersedes=supersedes)


SAME = judged(Verdict.SAME, 1)
BACK = judged(Verdict.WITHDRAW, 2, supersedes=SAME.id)


def test_the_id_follows_from_the_content() -> None:
    assert judged(Verdict.SAME, 1).id == SAME.id
    assert judged(Verdict.SAME, 2).id != SAME.id
    assert SAME.model_copy(update={"reason": "telefon"}).id != SAME.id


def test_undo_and_redo_and_undo() -> None:
    chain = [SAME, BACK]
    standing = [in_force(chain[:1]), in_force(chain)]
    for second in range(3, 6):
        chain.append(judged(Verdict.WITHDRAW, second, supersedes=chain[-1].id))
        standing.append(in_force(reversed(chain)))
    assert standing == [[SAME], [], [SAME], [], [SAME]]


def test_a_long_chain_of_undo_needs_no_deep_stack() -> None:
    chain = [SAME]
    for _ in range(3000):
        chain.append(Judgement(verdict=Verdict.WITHDRAW, supersedes=chain[-1].id, role="recenzent", decided_on="2026"))
    assert in_force(chain) == [SAME]


def test_lines_come_back_as_they_went_whatever_their_order() -> None:
    text = dump([BACK, SAME])
    assert parse(text) == [SAME, BACK]
    assert dump([SAME, BACK, SAME]) == text
    assert "GOPS w Korycinie" in text


@pytest.mark.parametrize("line", ["{", "[]", '{"verdict": "perhaps"}', '{"verdict": "same", "role": "x", "more": 1}'])
def test_a_line_that_is_no_judgement_is_named(line: str) -> None:
    with pytest.raises(UsageError, match="Line 2 is not a judgement"):
        parse(dump([SAME]) + line + "\n")
