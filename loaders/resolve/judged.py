"""Judgements bound to what the documents say now: by id or alias, else by where the sides were seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.claims import Kind
from graph.judgements import IDENTITY, Judgement, Named, Side, Verdict


@dataclass(frozen=True, slots=True)
class Bound:
    """A judgement with the members that its sides mean."""

    judgement: Judgement
    left: str
    right: str

    @property
    def pair(self) -> frozenset[str]:
        """Both members."""
        return frozenset((self.left, self.right))


class Binder:
    """Finds the members that sides mean. `seen` gives (document, as written, member) of every mention."""

    def __init__(
        self, ids: Mapping[str, str], seen: Iterable[tuple[str, str, str]], kinds: Collection[Kind]
    ) -> None:
        self._ids = ids
        self._kinds = kinds
        self._seen: dict[tuple[str, str], set[str]] = defaultdict(set)
        for document, as_written, member in seen:
            self._seen[document, as_written].add(member)

    def bind(self, judgements: Iterable[Judgement]) -> tuple[list[Bound], list[Judgement]]:
        """(bound, with a side that is nowhere) of the judgements on the identity of these kinds of nodes."""
        bound: list[Bound] = []
        unbound: list[Judgement] = []
        for judgement in judgements:
            left, right = judgement.left, judgement.right
            if judgement.verdict not in IDENTITY or left is None or right is None or left.kind not in self._kinds:
                continue
            ours, theirs = self.member(left), self.member(right)
            if ours == theirs and judgement.verdict is Verdict.DIFFERENT:
                theirs = self._by_name(right.named) or theirs
            if ours is None or theirs is None:
                unbound.append(judgement)
            else:
                bound.append(Bound(judgement, ours, theirs))
        return bound, unbound

    def member(self, side: Side) -> str | None:
        """The member that a side means now; None when it is nowhere, or could be several alike."""
        return self._ids.get(side.id) or self._by_name(side.named)

    def _by_name(self, named: Sequence[Named]) -> str | None:
        votes = Counter(member for each in named for member in self._seen.get((each.document, each.as_written), ()))
        best = votes.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            return None
        return best[0][0]


def latest(bound: Sequence[Bound]) -> list[Bound]:
    """Of the judgements on one pair the one decided last, in the order in which they were decided."""
    last = {each.pair: each for each in sorted(bound, key=_decided)}
    return sorted(last.values(), key=_decided)


def _decided(bound: Bound) -> tuple[str, str]:
    return bound.judgement.decided_on, bound.judgement.id
