"""What may be stored as a judgement: roles without names, words without personal data. The persons are invented."""

from __future__ import annotations

import pytest

from graph.claims import Kind
from graph.errors import UsageError
from graph.judgements import Judgement, Side, Verdict
from loaders.deciding import checked, role_of
from loaders.placed import Reference

SIDE = Side(kind=Kind.INSTITUTION, id="gops:201103")


@pytest.mark.parametrize(
    "role",
    ["specjalistka ROPS", "Dyrektor PCPR w Sokółce", "główny specjalista ds. kooperacji", "pracownik socjalny", "wójt",
     "badaczka UW", "reviewer", "strateg ROPS w Białymstoku", "gość"],
)
def test_a_post_is_a_role(role: str) -> None:
    assert role_of(f"  {role} ") == role


@pytest.mark.parametrize(
    "role",
    ["", "  ", "?", "x", "Jan Kowalski", "Kowalska", "kowalski", "anna", "A. Nowak", "mgr Nowak",
     "Kierownik Jan Wiśniewski", "anna.nowak@example.org", "specjalistka, tel. 601 234 567", "r" * 81],
)
def test_a_name_an_address_or_nothing_is_no_role(role: str) -> None:
    with pytest.raises(UsageError):
        role_of(role)


def test_names_in_a_reason_are_masked_letter_by_letter() -> None:
    judgement = Judgement(
        verdict=Verdict.CORRECT, left=SIDE, field="sector", value="KUL", role="recenzent", decided_on="2026-11-25",
        reason="powiedziała Anna Nowak, kierownik GOPS",
    )
    assert checked(judgement, Reference.shipped()).reason == "powiedziała ████ █████, kierownik GOPS"


def test_a_judgement_that_says_nothing_valid_is_refused_with_the_reason() -> None:
    judgement = Judgement(verdict=Verdict.CORRECT, left=SIDE, field="place", value="999999", role="recenzent",
                          decided_on="2026-11-25")
    with pytest.raises(UsageError, match="no territorial unit 999999"):
        checked(judgement, Reference.shipped())
