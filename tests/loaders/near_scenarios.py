"""Random changes to a graph: documents that share bodies, come back changed, rename and merge; judgements; forgetting.

`python tests/loaders/near_scenarios.py SEED STEPS` plays one by hand and prints what is wrong.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.claims import Claim, Extraction, Group, Kind, Mention  # noqa: E402
from graph.generated import extractions  # noqa: E402
from graph.generator import Size, generate  # noqa: E402
from graph.judgements import Judgement, Named, Side, Verdict  # noqa: E402
from graph.model import EMPTY, Facts, NodeKey, difference  # noqa: E402
from graph.store import Right, Store, Work, local, open_store  # noqa: E402
from loaders.extract import extract  # noqa: E402
from loaders.near import Change, everything, near  # noqa: E402
from loaders.placed import Reference  # noqa: E402
from loaders.read import files, members, read  # noqa: E402


@cache
def documents() -> tuple[Extraction, ...]:
    """The sample documents, and generated ones of one powiat."""
    sample = [extract(read(each)) for path in files([ROOT / "data" / "sample"]) for each in members(path)]
    generated = list(extractions(generate(Size("2011", 160, 700), seed=3)))
    return (*sample, *generated[:45])


class Scenario:
    """Changes drawn at random, each from what the graph holds by then."""

    def __init__(self, seed: int, *, most: int = 25) -> None:
        self._random = random.Random(seed)
        self._most = most
        self.held: dict[str, Extraction] = {}
        self.judgements: dict[str, Judgement] = {}
        self.supersedes: dict[str, str] = {}
        self.facts: Facts = EMPTY
        self._clock = 0

    def changes(self, steps: int) -> Iterator[tuple[Change, Facts]]:
        """(change, all facts after it), one after the other."""
        for _ in range(steps):
            change = self._draw()
            self.held = {id_: each for id_, each in {**self.held, **change.put}.items() if id_ not in change.drop}
            self.judgements |= {each.id: each for each in change.judgements}
            self.supersedes |= change.supersedes
            self.supersedes = {
                new: old for new, old in self.supersedes.items() if {new, old} <= self.held.keys()
            }
            self.facts = everything(
                list(self.held.values()), Reference.shipped(), self.judgements.values(), self.supersedes
            )
            yield change, self.facts

    def _draw(self) -> Change:
        dice = self._random.random()
        if len(self.held) < 4 or (dice < 0.45 and len(self.held) < self._most):
            return Change(put={each.source.id: each for each in self._some(self._random.choice((1, 1, 2)))})
        if dice < 0.6:
            changed = self._changed(self.held[self._one(sorted(self.held))], keep_id=True)
            return Change(put={changed.source.id: changed})
        if dice < 0.7:
            newer = self._changed(self._one(documents()), keep_id=False)
            return Change(put={newer.source.id: newer}, supersedes={newer.source.id: self._one(sorted(self.held))})
        if dice < 0.82:
            return Change(drop=frozenset(self._random.sample(sorted(self.held), self._random.choice((1, 1, 2)))))
        return Change(judgements=(self._judgement(),))

    def _one(self, items: Sequence):  # type: ignore[no-untyped-def, type-arg]
        return self._random.choice(items)

    def _some(self, count: int) -> list[Extraction]:
        return [
            self._changed(each, keep_id=False) if self._random.random() < 0.4 else each
            for each in self._random.sample(documents(), count)
        ]

    # ------------------------------------------------------------ documents that say something else

    def _changed(self, document: Extraction, *, keep_id: bool) -> Extraction:
        draw = self._random.random
        sign = hashlib.sha256(f"{document.source.id}{draw()}".encode()).hexdigest()
        source = document.source if keep_id else document.source.model_copy(update={"id": sign, "title": sign[:9]})
        return document.model_copy(update={
            "source": source,
            "mentions": tuple(self._mention(each) for each in document.mentions),
            "groups": tuple(self._group(each) for each in document.groups),
            "claims": tuple(self._claim(each) for each in document.claims if draw() > 0.1),
        })

    def _mention(self, mention: Mention) -> Mention:
        dice = self._random.random()
        if dice < 0.08:
            return mention.model_copy(update={"confidence": self._one((0.3, 0.45, 0.6))})
        if dice < 0.14:
            return mention.model_copy(update={"terc": None, "place": None, "place_rule": ""})
        if dice < 0.2 and mention.type in ("GOPS", "MOPS", "MGOPS"):
            return mention.model_copy(update={"type": "OPS"})
        if dice < 0.25:
            return mention.model_copy(update={"terc": self._one(("201103", "201107", "201101", "2011"))})
        if dice < 0.3:
            return mention.model_copy(update={"name": f"{mention.name} „Nadzieja”", "distinct": "nadzieja"})
        return mention

    def _group(self, group: Group) -> Group:
        dice = self._random.random()
        if dice < 0.1:
            return group.model_copy(update={"confidence": self._one((0.4, 0.6))})
        if dice < 0.2:
            return group.model_copy(update={"type": self._one(("GPZK", "ZI", None))})
        return group

    def _claim(self, claim: Claim) -> Claim:
        dice = self._random.random()
        if dice < 0.12:
            return claim.model_copy(update={"confidence": self._one((0.3, 0.45, 0.6, 0.99))})
        if dice < 0.16 and claim.object is not None and claim.object.kind is Kind.UNIT:
            place = self._one(("201103", "201107", "2011", "206101"))
            return claim.model_copy(update={"object": claim.object._replace(key=place)})
        if dice < 0.2 and claim.value and claim.subject.kind in (Kind.PROJECT, Kind.MILESTONE) and not claim.unit:
            return claim.model_copy(update={"value": "2018-09" if claim.value[:2] == "20" else f"{claim.value} II"})
        return claim

    # ------------------------------------------------------------ judgements

    def _judgement(self) -> Judgement:
        self._clock += 1
        told = {"role": "specjalistka", "decided_on": f"2026-01-01T00:{self._clock // 60:02}:{self._clock % 60:02}Z"}
        if self.judgements and self._random.random() < 0.25:
            back = self._one(sorted(self.judgements))
            return Judgement(verdict=Verdict.WITHDRAW, supersedes=back, **told)
        kind = self._one((Kind.INSTITUTION, Kind.INSTITUTION, Kind.TEAM, Kind.AGREEMENT))
        left, right = self._side(kind), self._side(kind)
        group = self._side(self._one((Kind.TEAM, Kind.AGREEMENT)))
        if left is None or right is None or group is None:
            return Judgement(verdict=Verdict.CONFIRM, left=Side(kind=kind, id="nowhere:000000"), **told)
        choices = [
            {"verdict": self._one((Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT)), "left": left, "right": right},
            {"verdict": self._one((Verdict.CONFIRM, Verdict.REJECT)), "left": left},
            {"verdict": Verdict.COMPLETE, "left": group},
        ]
        if kind is Kind.INSTITUTION:
            place = self._one(("201103", "201107", "201101"))
            choices += [
                {"verdict": Verdict.CORRECT, "left": left, "field": "place", "value": place},
                {"verdict": Verdict.CORRECT, "left": left, "field": "name", "value": "Ośrodek Nowa Nazwa"},
                {"verdict": Verdict.CORRECT, "left": left, "field": "sector", "value": "kultura"},
                {"verdict": Verdict.ABSENT, "left": left, "right": group},
                {"verdict": Verdict.SUCCEEDED_BY, "left": left, "right": right, "value": "2020"},
                {"verdict": Verdict.ADD, "left": left, "right": group, "reason": "z rozmowy",
                 "predicate": "member" if group.kind is Kind.TEAM else "party"},
                {"verdict": self._one((Verdict.CONFIRM, Verdict.REJECT)), "left": left, "right": group},
                {"verdict": Verdict.ADD, "right": group, "reason": "z rozmowy",
                 "predicate": "member" if group.kind is Kind.TEAM else "party",
                 "left": Side(kind=Kind.INSTITUTION, id=f"gops:{place}",
                              named=(Named(document="", as_written="Gminny Ośrodek Pomocy Społecznej"),))},
            ]
        else:
            choices.append({"verdict": Verdict.CORRECT, "left": left, "field": "since", "value": "2019-05"})
        return Judgement(**self._one(choices), **told)

    def _side(self, kind: Kind) -> Side | None:
        keys = sorted(key for key in self.facts.nodes if key.label == kind.value)
        if not keys:
            return None
        key = self._one(keys)
        claims = [tie.start for tie in self.facts.ties if tie.type == "ABOUT" and tie.end == key]
        named = [
            Named(document=self._document(claim), as_written=str(self.facts.nodes[claim].properties["as_written"]))
            for claim in sorted(claims) if claim.label == "Claim"
            and self.facts.nodes[claim].properties["predicate"] == "named"
        ]
        return Side(kind=kind, id=key.id, named=tuple(named[:2]))

    def _document(self, claim: NodeKey) -> str:
        return next(tie.end.id for tie in self.facts.ties if tie.type == "IN_DOCUMENT" and tie.start == claim)


def play(store: Store, seed: int, steps: int, *, most: int = 25) -> Iterator[tuple[int, Change, list[str]]]:
    """Play a scenario on an empty store: (step, change, how near and whole folding differ), saved as it should be."""
    before = EMPTY
    for step, (change, after) in enumerate(Scenario(seed, most=most).changes(steps)):
        store.mark()
        wanted = difference(before, after)
        found = near(change, store, Reference.shipped()).delta
        yield step, change, [] if found == wanted else _differences(found, wanted)
        store.save(wanted, Work())
        before = after


def _differences(found, wanted) -> list[str]:  # type: ignore[no-untyped-def]
    told = []
    for part in ("create_nodes", "update_nodes", "remove_nodes", "create_ties", "update_ties", "remove_ties"):
        ours, theirs = ({getattr(each, "key", each): each for each in getattr(side, part)} for side in (found, wanted))
        told += [
            f"{part} {tuple(key)}: {str(ours.get(key))[:300]} instead of {str(theirs.get(key))[:300]}"
            for key in sorted(ours.keys() | theirs.keys()) if ours.get(key) != theirs.get(key)
        ]
    return told


def main() -> None:
    """Play by hand."""
    seed, steps = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        try:
            with open_store(folder, right=Right.WRITER) as store:
                store.ensure_schema()
                for step, change, wrong in play(store, seed, steps):
                    what = [len(change.put), len(change.drop), [each.verdict.value for each in change.judgements]]
                    if wrong:
                        print(seed, step, *what, len(wrong), "\n  " + "\n  ".join(wrong[:12]), flush=True)  # noqa: T201 - run by hand
        finally:
            local.stop(Path(folder))
    print("played", seed, steps)  # noqa: T201 - run by hand


if __name__ == "__main__":
    main()
