"""Groups of what is the same, out of pairs: the same whatever the order of the pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Clusters(Generic[Key]):
    """Disjoint sets that never hold two members which are known to differ."""

    def __init__(self, members: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {member: member for member in members}
        self._inside: dict[Key, list[Key]] = {member: [member] for member in self._parent}
        self._apart: dict[Key, set[Key]] = defaultdict(set)

    def root(self, member: Key) -> Key:
        """The representative of a member's cluster; it says nothing about the member."""
        found = member
        while self._parent[found] != found:
            found = self._parent[found]
        while self._parent[member] != found:
            self._parent[member], member = found, self._parent[member]
        return found

    def together(self, left: Key, right: Key) -> bool:
        """Whether two are in one cluster."""
        return self.root(left) == self.root(right)

    def forbid(self, left: Key, right: Key) -> bool:
        """Keep two apart from now on. False: they are in one cluster already."""
        ours, theirs = self.root(left), self.root(right)
        if ours == theirs:
            return False
        self._apart[ours].add(theirs)
        self._apart[theirs].add(ours)
        return True

    def forbidden(self, left: Key, right: Key) -> bool:
        """Whether the clusters of two are kept apart."""
        return self.root(right) in self._apart[self.root(left)]

    def join(self, left: Key, right: Key) -> bool:
        """Make one cluster of two. False: they are kept apart."""
        ours, theirs = self.root(left), self.root(right)
        if ours == theirs:
            return True
        if theirs in self._apart[ours]:
            return False
        if len(self._inside[ours]) < len(self._inside[theirs]):
            ours, theirs = theirs, ours
        self._parent[theirs] = ours
        self._inside[ours] += self._inside.pop(theirs)
        for other in self._apart.pop(theirs, set()):
            self._apart[other].discard(theirs)
            self._apart[other].add(ours)
            self._apart[ours].add(other)
        return True

    def members(self, member: Key) -> Sequence[Key]:
        """All of one cluster."""
        return self._inside[self.root(member)]

    def all(self) -> list[list[Key]]:
        """Every cluster."""
        return list(self._inside.values())


def agglomerate(
    clusters: Clusters[Key],
    edges: Iterable[tuple[float, Key, Key]],
    differ: Callable[[Key, Key], bool],
) -> list[tuple[float, Key, Key]]:
    """Join along the edges, the likeliest first, and give back the edges that were not followed.

    An edge between two clusters that hold members which differ is not followed. Of the others, those of one
    score are followed together or not at all: when they would put two that differ into one cluster, all of
    that cluster's edges of this score are left to a person. So no order decides.
    """
    by_score: dict[float, list[tuple[float, Key, Key]]] = defaultdict(list)
    for edge in edges:
        by_score[edge[0]].append(edge)
    refused: list[tuple[float, Key, Key]] = []
    for score in sorted(by_score, reverse=True):
        level: list[tuple[float, Key, Key]] = []
        for edge in by_score[score]:
            ends = {clusters.root(end) for end in edge[1:]}
            (level if _consistent(clusters, list(ends), differ) else refused).append(edge)
        trial: Clusters[Key] = Clusters({clusters.root(end) for edge in level for end in edge[1:]})
        for _, left, right in level:
            trial.join(clusters.root(left), clusters.root(right))
        may = {trial.root(found[0]): _consistent(clusters, found, differ) for found in trial.all()}
        followed: list[tuple[float, Key, Key]] = []
        for edge in level:
            (followed if may[trial.root(clusters.root(edge[1]))] else refused).append(edge)
        for _, left, right in followed:
            clusters.join(left, right)
    return refused


def _consistent(clusters: Clusters[Key], roots: Sequence[Key], differ: Callable[[Key, Key], bool]) -> bool:
    """Whether the clusters of these roots may be one."""
    members = [list(clusters.members(root)) for root in roots]
    for at, ours in enumerate(members):
        for theirs in members[at + 1:]:
            if clusters.forbidden(ours[0], theirs[0]):
                return False
            if any(differ(left, right) for left in ours for right in theirs):
                return False
    return True
