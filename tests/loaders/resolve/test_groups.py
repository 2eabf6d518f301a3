"""Which agreements and teams are compared: all that may be one, whatever else is loaded."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from graph.generated import extractions
from graph.generator import Size, generate
from loaders.placed import Reference
from loaders.resolve import Outcome, groups
from loaders.resolve.institutions import resolve_institutions


@pytest.fixture(scope="module")
def views() -> dict[str, groups.GroupView]:
    """The groups of a powiat's documents; every fifth team lists no members."""
    reference = Reference.shipped()
    documents = list(extractions(generate(Size("2011", 160, 700), seed=3)))
    ids = resolve_institutions(documents, reference.register, reference.types).ids
    found = [view for each in documents for view in groups._views(each, ids, reference.register, reference.types)]
    teams = [view.local for view in found if view.projects][::5]
    return {
        "/".join(view.local): replace(view, parties=frozenset()) if view.local in teams else view for view in found
    }


def test_all_groups_of_a_block_that_may_be_one_are_compared(views: dict[str, groups.GroupView]) -> None:
    may_be_one = {
        (left, right) for left, right in combinations(sorted(views), 2)
        if views[left].blocks & views[right].blocks
        and groups.compare_groups(views[left], views[right]).outcome is not Outcome.DIFFERENT
    }
    assert len(may_be_one) > 5
    assert may_be_one <= groups._pairs(views)


def test_which_groups_are_compared_does_not_depend_on_others(views: dict[str, groups.GroupView]) -> None:
    some = {key: views[key] for key in sorted(views)[::3]}
    assert groups._pairs(some) == {pair for pair in groups._pairs(views) if set(pair) <= some.keys()}
    assert groups._pairs(some)
