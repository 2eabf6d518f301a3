"""The many ways in which Polish pages say who signed an agreement or sits in a team: `ways_of_saying.json`.

Each set names the same three bodies in every sentence. Wherever a fourth one stands beside them it takes no part: it
hosts, watches, is hoped for or only told. `not_said` are sentences that name bodies side by side that have agreed on
nothing: trainings, contracts, grants, councils, links.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import read

SETS = json.loads(Path(__file__).with_name("ways_of_saying.json").read_text(encoding="utf-8"))
SAID = [(each["bodies"], row["text"], row["day"]) for each in SETS for row in each["said"]]
NOT_SAID = [text for each in SETS for text in each["not_said"]]


def agreements_in(folder: Path, text: str) -> list[dict[str, Any]]:
    path = folder / "wiadomosc.txt"
    path.write_text(text + "\n", encoding="utf-8")
    found: list[dict[str, Any]] = to_corpus(extract(read(path)))["agreements"]
    return found


@pytest.mark.parametrize(("bodies", "text", "day"), SAID, ids=[text[:60] for _, text, _ in SAID])
def test_who_takes_part_and_from_when(bodies: list[str], text: str, day: str | None, tmp_path: Path) -> None:
    (agreement,) = agreements_in(tmp_path, text)
    assert {member["name"] for member in agreement["members"]} == set(bodies)
    assert agreement["date"] == day


@pytest.mark.parametrize("text", NOT_SAID, ids=[text[:60] for text in NOT_SAID])
def test_who_only_stands_beside_others(text: str, tmp_path: Path) -> None:
    assert agreements_in(tmp_path, text) == []
