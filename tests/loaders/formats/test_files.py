"""Rosters and agreements in every format, read as a person reads them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.claims import ACCEPTED_FROM, FindingCode, Predicate
from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import members, read
from loaders.scoring import score


def _beside(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"formats_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


cases = _beside("cases")
stacked = _beside("stacked")
ALL = [*cases.CASES, *cases.SECOND, *stacked.CASES]
FLOOR = 0.99
"""F1 of the members of all files, by name."""


def extractions(case: Any, folder: Path) -> list[Any]:
    path = folder / case.file
    path.write_bytes(case.data)
    return [extract(read(document)) for document in members(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.file)
def test_members_of_each_group(case: Any, tmp_path: Path) -> None:
    found = [agreement for each in extractions(case, tmp_path) for agreement in to_corpus(each)["agreements"]]
    members_of = sorted(sorted(member["name"] for member in agreement["members"]) for agreement in found)
    assert members_of == sorted(sorted(group.members) for group in case.groups)


@pytest.mark.parametrize("case", [case for case in ALL if any(group.absent for group in case.groups)],
                         ids=lambda case: case.file)
def test_who_is_said_not_to_take_part(case: Any, tmp_path: Path) -> None:
    names = set()
    for each in extractions(case, tmp_path):
        mentions = {mention.key: mention.name for mention in each.mentions}
        names |= {mentions[claim.subject.key] for claim in each.claims if claim.predicate is Predicate.ABSENT}
    assert names == {name for group in case.groups for name in group.absent}


@pytest.mark.parametrize("case", [case for case in ALL if any(group.date for group in case.groups)],
                         ids=lambda case: case.file)
def test_day_of_signing_or_appointment(case: Any, tmp_path: Path) -> None:
    dates = {agreement["date"] for each in extractions(case, tmp_path) for agreement in to_corpus(each)["agreements"]}
    assert dates - {None} == {group.date for group in case.groups if group.date}


def test_score_of_all_files(tmp_path: Path) -> None:
    """The figure that no later change may lower; the accepted members alone are right as often."""
    right = predicted = required = accepted = accepted_right = 0
    for case in ALL:
        agreements = [each for found in extractions(case, tmp_path) for each in to_corpus(found)["agreements"]]
        scored = score(case.file, cases.answers(case), {"agreements": agreements})
        right += sum(each.right for each in scored.judged)
        predicted += len(scored.judged)
        required += scored.required
        accepted += sum(each.confidence >= ACCEPTED_FROM for each in scored.judged)
        accepted_right += sum(each.right for each in scored.judged if each.confidence >= ACCEPTED_FROM)
    assert required == sum(len(group.members) for case in ALL for group in case.groups)
    assert 2 * right / (predicted + required) >= FLOOR
    assert accepted_right / accepted >= 0.98
    assert accepted_right / required >= 0.85


@pytest.mark.parametrize("case", [case for case in stacked.CASES if case.file in stacked.PERSONS],
                         ids=lambda case: case.file)
def test_no_person_is_left(case: Any, tmp_path: Path) -> None:
    for each in extractions(case, tmp_path):
        assert [word for word in stacked.PERSONS[case.file].split() if word in each.source.text] == []


def test_a_line_that_names_a_team_is_no_finding(tmp_path: Path) -> None:
    case = next(case for case in ALL if case.file == "zi-lubartow.xlsx")
    (found,) = extractions(case, tmp_path)
    assert not [each for each in found.findings if each.code is FindingCode.ROW_WITHOUT_INSTITUTION]


def test_every_format_is_among_the_files() -> None:
    assert {Path(case.file).suffix for case in ALL} >= {
        ".xlsx", ".xls", ".ods", ".docx", ".odt", ".pdf", ".csv", ".html", ".eml", ".zip"}


def test_a_total_below_the_table_is_a_finding_and_no_member(tmp_path: Path) -> None:
    case = next(case for case in ALL if case.file == "sklad-zespolu.xlsx")
    (found,) = extractions(case, tmp_path)
    (total,) = [each for each in found.findings if each.code is FindingCode.ROW_WITHOUT_INSTITUTION]
    assert total.params == (("seen", "Razem podmiotów: 7"),)


def test_headers_and_footers_of_pages_are_no_text(tmp_path: Path) -> None:
    case = next(case for case in ALL if case.file == "rada-wspolpracy.pdf")
    (found,) = extractions(case, tmp_path)
    assert "Starostwo Powiatowe w Gostyniu" not in found.source.text
    assert "Strona 2 z 3" not in found.source.text
    assert found.source.text.count("Nazwa instytucji") == 1
