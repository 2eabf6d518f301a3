"""A claim with the nodes it is about, and how a value is chosen among claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph import reference
from graph.claims import Claim, Predicate, Status
from graph.dates import PartialDate
from graph.judgements import Verdict
from graph.model import NodeKey, Value
from graph.reference import InstitutionType, SectorRow
from graph.territory import Register

DATE_PREDICATES = frozenset({Predicate.SIGNED, Predicate.SINCE, Predicate.UNTIL, Predicate.UNDERWAY})


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the nodes it is about."""

    id: str
    claim: Claim
    document: str
    text: str
    subject: NodeKey | None
    object: NodeKey | None
    verdict: Verdict | None = None     # of the judgement on it, or that stated it
    judgement: str = ""                # id of that judgement
    replaced: bool = False             # whether a newer document supersedes the one that says it

    @property
    def status(self) -> Status:
        """What the graph does with the claim: people's word counts before the rule's confidence."""
        if self.verdict is None:
            return self.claim.status
        return Status.REJECTED if self.verdict is Verdict.REJECT else Status.ACCEPTED

    @property
    def counts(self) -> bool:
        """Whether the claim may build or show anything."""
        return self.status in (Status.ACCEPTED, Status.PROVISIONAL)

    @property
    def strength(self) -> tuple[bool, bool, float, str]:
        """Order of preference between claims that say the same kind of thing."""
        return self.counts and self.verdict is not None, not self.replaced, self.claim.confidence, self.id


@dataclass(frozen=True)
class Reference:
    """The tables that folding looks into."""

    register: Register
    types: Mapping[str, InstitutionType]
    sectors: Mapping[str, SectorRow]

    @classmethod
    def shipped(cls) -> Reference:
        """The tables that come with the program (read once, then kept)."""
        return cls(reference.register(), reference.institution_types(), reference.sectors())


def by_subject(placed: Iterable[Placed]) -> dict[NodeKey, list[Placed]]:
    """Claims by the node that they are about."""
    grouped: dict[NodeKey, list[Placed]] = defaultdict(list)
    for found in placed:
        if found.subject is not None:
            grouped[found.subject].append(found)
    return grouped


def preferred(claims: Iterable[Placed], predicate: Predicate, label: str | None = None) -> str | None:
    """The value of the surest claim that counts. Values that contradict it stay as claims."""
    best = strongest(claims, predicate, label)
    return best.value if best else None


def strongest(claims: Iterable[Placed], predicate: Predicate, label: str | None = None) -> Claim | None:
    """The surest claim with a value that counts; among equally sure ones the fullest."""
    usable = [
        found
        for found in claims
        if found.claim.predicate is predicate
        and found.claim.value
        and found.counts
        and (label is None or found.claim.label == label)
    ]
    best = max(
        usable, key=lambda found: (*found.strength[:3], len(found.claim.value or ""), found.id), default=None
    )
    return best.claim if best else None


def bounds(name: str, value: str) -> dict[str, Value]:
    """A date property as written, and the first and last day that it may mean."""
    partial = PartialDate(value=value)
    return {name: value, f"{name}_min": partial.first, f"{name}_max": partial.last}
