"""A change folded in its neighbourhood makes the same difference as folding everything."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from graph.claims import Extraction
from graph.store import Right, open_store
from loaders import pipeline
from loaders.extract import extract
from loaders.near import Change, Neighbourhood, Shelf
from loaders.placed import Reference
from loaders.read import read


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"loaders_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scenarios = _beside("near_scenarios")


@pytest.mark.parametrize("seed", [1, 2, 407])
def test_what_a_change_reaches_is_enough(location: str, seed: int) -> None:
    steps = 8 if "://" in location else 36
    with open_store(location, right=Right.WRITER) as store:
        wrong = [(step, told) for step, _change, told in scenarios.play(store, seed, steps) if told]
    assert wrong == []


AGREEMENT = "Porozumienie\n\nW dniu {day}.03.2019 r. {one} w Sokółce zawarło porozumienie z {other}.\n"


def test_a_common_seat_alone_brings_no_document(local_location: str, tmp_path: Path) -> None:
    """Of a powiat's agreements only those come that share a party or the territory with the new one."""
    def said(day: int, one: str, other: str) -> Extraction:
        path = tmp_path / f"{day}.txt"
        path.write_text(AGREEMENT.format(day=day, one=one, other=other), encoding="utf-8")
        return extract(read(path))

    korycin = "Gminnym Ośrodkiem Kultury w Korycinie"
    new = said(11, "Powiatowe Centrum Pomocy Rodzinie", "Komendą Powiatową Policji w Sokółce")
    party = said(12, "Powiatowe Centrum Pomocy Rodzinie", korycin)
    seat = said(13, "Starostwo Powiatowe", korycin)
    with open_store(local_location, right=Right.WRITER) as store:
        pipeline.put(store, Change(put={each.source.id: each for each in (party, seat)}))
        shelf = Shelf(store)
        Neighbourhood(Change(put={new.source.id: new}), shelf, Reference.shipped()).differ()
    assert set(shelf.documents) == {party.source.id}


def test_the_scenarios_judge_merge_and_forget() -> None:
    """Random changes that never did anything would prove nothing."""
    played = scenarios.Scenario(1)
    changes = [change for change, _facts in played.changes(60)]
    assert sum(bool(change.drop) for change in changes) >= 3
    assert sum(bool(change.supersedes) for change in changes) >= 3
    assert {"same", "correct", "withdraw"} <= {each.verdict.value for each in played.judgements.values()}
    bound = [node for key, node in played.facts.nodes.items() if key.label == "Judgement"]
    assert sum(node.properties["bound_by"] not in ("", "invalid") for node in bound) >= 3
    assert any(key.label == "Alias" for key in played.facts.nodes)
