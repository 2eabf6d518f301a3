"""A judgement folds only what it can reach, as if all had been folded; undo leaves no trace."""

from __future__ import annotations

import random

from dashboards import review
from graph.claims import Kind
from graph.judgements import Judgement, Verdict
from graph.model import Facts
from graph.reference import sample_folder
from graph.store import Right, Store, open_store
from loaders import pipeline
from loaders.fold import fold
from loaders.placed import Reference

ROLE = "recenzent"


def without(facts: Facts, *labels: str) -> Facts:
    """The facts without nodes of these labels, and without their ties."""
    return Facts(
        {key: node for key, node in facts.nodes.items() if key.label not in labels},
        {key: tie for key, tie in facts.ties.items() if not {key.start.label, key.end.label} & set(labels)},
    )


def ids(store: Store, cypher: str) -> list[str]:
    return [row[0] for row in store.read(cypher).rows]


def test_every_verdict_on_the_sample_gives_what_folding_all_of_it_gives(local_location: str) -> None:
    with open_store(local_location, right=Right.WRITER) as store:
        pipeline.load([sample_folder()], store)
        start = without(store.facts(), "Judgement")
        members = ids(store, "MATCH (i:Institution)-[:MEMBER_OF]->(:Team) RETURN DISTINCT i.id AS id ORDER BY id")
        teams = ids(store, "MATCH (t:Team) RETURN t.id AS id ORDER BY id")
        chance = random.Random(4)
        for verdict, more in (
            (Verdict.SAME, {}), (Verdict.CORRECT, {"field": "place", "value": "146501"}), (Verdict.ABSENT, {}),
            (Verdict.COMPLETE, {}), (Verdict.REJECT, {}), (Verdict.ADD, {"predicate": "member", "reason": "protokół"}),
            (Verdict.SUCCEEDED_BY, {"value": "2020"}), (Verdict.CORRECT, {"field": "type", "value": "PUP"}),
        ):
            (one, other), team = chance.sample(members, 2), chance.choice(teams)
            left = team if verdict is Verdict.COMPLETE else one
            twins, in_team = (Verdict.SAME, Verdict.SUCCEEDED_BY), (Verdict.ABSENT, Verdict.ADD)
            right = other if verdict in twins else team if verdict in in_team else None
            pipeline.judge(store, [Judgement(
                verdict=verdict, left=review.side(store, left), right=review.side(store, right) if right else None,
                role=ROLE, decided_on=review.now(), **more,
            )])
            whole = fold(pipeline.extractions(store.facts()), Reference.shipped(), review.judgements(store))
            assert without(store.facts(), "Block") == without(whole, "Block"), verdict
        assert {row.bound_by for row in review.judged(store)} <= {"id", "alias", "names"}
        for row in review.judged(store):
            pipeline.judge(store, [review.withdrawal(row.judgement.id, ROLE)])
        assert without(store.facts(), "Judgement") == start
        assert {key.label for key in start.nodes} >= {Kind.INSTITUTION.value, Kind.TEAM.value}
