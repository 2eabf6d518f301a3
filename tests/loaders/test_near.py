"""A change folded in its neighbourhood makes the same difference as folding everything."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from graph.store import Right, open_store


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
