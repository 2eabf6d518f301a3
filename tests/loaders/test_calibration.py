"""Calibration: stated confidence beside measured precision, on answers written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from loaders.calibration import calibrate, table, wilson
from loaders.scoring import Judged, Scored, score


def agreement(*members: Any, optional: bool = False) -> dict[str, Any]:
    named = [member if isinstance(member, dict) else {"name": member} for member in members]
    return {"members": named, "optional": optional}


def ours(**members: float) -> dict[str, Any]:
    return {"members": [{"name": name, "confidence": sure, "rule": "r"} for name, sure in members.items()]}


def judged(gold: list[dict[str, Any]], made: list[dict[str, Any]]) -> tuple[dict[str, bool], int]:
    found = score("d", {"agreements": gold}, {"agreements": made})
    return {each.name: each.right for each in found.judged}, found.required


def test_names_are_equal_without_case_quotes_and_signs_and_by_alias() -> None:
    gold = [agreement("Fundacja „Dom” w Łapach", {"name": "GOPS w Łapach", "aliases": ["Gminny Ośrodek"]}, "PCPR")]
    made = [{"members": [{"name": name, "confidence": 0.9, "rule": "r"}
                         for name in ("FUNDACJA Dom w Łapach", "gminny ośrodek", "Sąd")]}]
    assert judged(gold, made) == ({"FUNDACJA Dom w Łapach": True, "gminny ośrodek": True, "Sąd": False}, 3)


def test_what_is_optional_is_neither_right_nor_wrong() -> None:
    gold = [agreement("A", "B", {"name": "C", "optional": True}), agreement("X", "Y", optional=True)]
    assert judged(gold, [ours(A=0.9, C=0.9), ours(X=0.9, Z=0.9)]) == ({"A": True, "Z": False}, 2)


def test_agreements_are_paired_one_to_one() -> None:
    gold = [agreement("A", "B", "C"), agreement("A", "D")]
    assert judged(gold, [ours(A=0.9, D=0.9), ours(A=0.8, B=0.8)]) == ({"A": True, "D": True, "B": True}, 5)
    assert judged([agreement("A", "B")], [ours(A=0.9, B=0.9), ours(C=0.9, D=0.9)])[0] == {
        "A": True, "B": True, "C": False, "D": False}


def of(*outcomes: tuple[str, float, bool], required: int = 4) -> list[Scored]:
    documents = dict.fromkeys(document for document, _, _ in outcomes)
    return [Scored(tuple(Judged(document, f"{at}", f"rule-{sure}", sure, right)
                         for at, (of_, sure, right) in enumerate(outcomes) if of_ == document),
                   required // len(documents)) for document in documents]


def test_bands_and_the_accepted_ones() -> None:
    found = table(of(("a", 0.92, True), ("a", 0.9, True), ("b", 0.8, False), ("b", 0.6, True)))
    assert [(band.name, band.members, band.right, band.measured) for band in found.bands] == [
        ("0.90–0.94", 2, 2, 1.0), ("0.75–0.84", 1, 0, 0.0), ("0.50–0.64", 1, 1, 1.0)]
    assert (found.documents, found.required) == (2, 4)
    assert found.precision == pytest.approx(2 / 3)
    assert (found.recall, found.recall_provisional) == (0.5, 0.75)
    assert {band.name for band in found.rules} == {"rule-0.92", "rule-0.9", "rule-0.8", "rule-0.6"}


def test_squared_error_as_stated_and_refitted_without_the_document_itself() -> None:
    found = table(of(("a", 0.8, True), ("b", 0.8, False), required=2))
    assert found.brier_stated == pytest.approx(((0.8 - 1) ** 2 + 0.8**2) / 2)
    # each from the other document and two stated ones: (0 + 1.6) / 3 and (1 + 1.6) / 3
    assert found.brier_refitted == pytest.approx(((1.6 / 3 - 1) ** 2 + (2.6 / 3) ** 2) / 2)


def test_interval_of_a_share() -> None:
    # 10 of 10: Wilson's lower bound is n / (n + z²)
    assert wilson(10, 10) == pytest.approx((10 / (10 + 1.96**2), 1.0))
    low, high = wilson(5, 10)
    assert (low, high) == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_a_folder_of_labelled_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Porozumienie zawarte 2.03.2020 r. pomiędzy Gminą Korycin a Powiatem Sokólskim.\n", "utf-8")
    answer = {"agreements": [agreement("Gmina Korycin", "Powiat Sokólski")]}
    (tmp_path / "a.json").write_text(json.dumps(answer), "utf-8")
    (tmp_path / "unlabelled.txt").write_text("Porozumienie zawarte pomiędzy Gminą Łapy a Gminą Suraż.", "utf-8")
    found = calibrate(tmp_path)
    assert (found.documents, found.required, found.precision, found.recall) == (1, 2, 1.0, 1.0)


def test_a_folder_without_answers(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tekst", "utf-8")
    with pytest.raises(UsageError, match="no labelled documents"):
        calibrate(tmp_path)
