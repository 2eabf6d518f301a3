"""The stored projection after a change, from the store's memberships and those that the change makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.model import Delta, NodeKey, Tie, TieKey
from graph.network import Reader
from loaders.cooperation import cooperation

MEMBERSHIPS = ("PARTY_TO", "MEMBER_OF")
_GROUPS_OF = """
UNWIND $ids AS id MATCH (i:Institution {id: id})-[t:PARTY_TO|MEMBER_OF]->(g)
RETURN DISTINCT CASE type(t) WHEN 'MEMBER_OF' THEN 'Team' ELSE 'Agreement' END AS label, g.id AS id
"""
_MEMBERS = """
UNWIND $ids AS id MATCH (g:{label} {{id: id}})<-[t:{type}]-(i:Institution)
RETURN i.id AS member, g.id AS id, t.status AS status, t.since AS since, t.since_min AS since_min,
       t.since_max AS since_max, t.until AS until, t.until_min AS until_min, t.until_max AS until_max
"""
_ESTABLISHED_BY = "UNWIND $ids AS id MATCH (t:Team {id: id})-[:ESTABLISHED_BY]->(a:Agreement) RETURN t.id, a.id"
_ESTABLISHES = "UNWIND $ids AS id MATCH (a:Agreement {id: id})<-[:ESTABLISHED_BY]-(t:Team) RETURN t.id, a.id"
_DATES = ("since", "since_min", "since_max", "until", "until_min", "until_max")


def cooperation_delta(delta: Delta, store: Reader) -> Delta:
    """The delta, with what it changes of COOPERATES_WITH.

    A pair changes only inside a group whose memberships, or whose founding agreement, change. So the groups of these
    groups' parties are read, with all their memberships, and projected without the delta and with it.
    """
    touched = {
        end for key in _keys(delta) if key.type in (*MEMBERSHIPS, "ESTABLISHED_BY")
        for end in (key.start, key.end) if end.label != "Institution"
    }
    if not touched:
        return delta
    network = _Network(store, delta)
    groups = network.linked(touched)
    parties = {tie.key.start.id for tie in network.memberships(groups)}
    parties |= {key.start.id for key in _keys(delta) if key.type in MEMBERSHIPS}
    groups = network.linked(groups | network.groups_of(parties))
    ties = [*network.memberships(groups), *network.established(groups)]
    before = _among(cooperation(ties), parties)
    after = _among(cooperation(network.after(ties)), parties)
    both = before.keys() & after.keys()
    return Delta(
        delta.create_nodes, delta.update_nodes, delta.remove_nodes,
        tuple(sorted((*delta.create_ties, *(after[key] for key in after.keys() - both)), key=lambda tie: tie.key)),
        tuple(sorted((*delta.update_ties, *(after[key] for key in both if before[key] != after[key])),
                     key=lambda tie: tie.key)),
        tuple(sorted((*delta.remove_ties, *(before.keys() - both)))),
    )


def _keys(delta: Delta) -> list[TieKey]:
    return [*(tie.key for tie in (*delta.create_ties, *delta.update_ties)), *delta.remove_ties]


def _among(ties: Iterable[Tie], parties: set[str]) -> dict[TieKey, Tie]:
    return {tie.key: tie for tie in ties if tie.key.start.id in parties and tie.key.end.id in parties}


class _Network:
    """Memberships of a store, and what a delta makes of them."""

    def __init__(self, store: Reader, delta: Delta) -> None:
        self._store = store
        self._delta = delta

    def linked(self, groups: set[NodeKey]) -> set[NodeKey]:
        """The groups, and all that they are joined with as teams and founding agreements, before or after."""
        while True:
            ends = {end for tie in self._delta.create_ties if tie.key.type == "ESTABLISHED_BY"
                    for end in (tie.key.start, tie.key.end) if {tie.key.start, tie.key.end} & groups}
            ends |= {end for tie in self.established(groups) for end in (tie.key.start, tie.key.end)}
            if ends <= groups:
                return groups
            groups = groups | ends

    def established(self, groups: set[NodeKey]) -> list[Tie]:
        """Ties ESTABLISHED_BY of these groups."""
        rows: list[Sequence[Any]] = []
        for label, text in (("Team", _ESTABLISHED_BY), ("Agreement", _ESTABLISHES)):
            ids = sorted(key.id for key in groups if key.label == label)
            rows += self._store.read(text, ids=ids).rows if ids else []
        pairs = sorted({(team, agreement) for team, agreement in rows})
        return [Tie(TieKey("ESTABLISHED_BY", NodeKey("Team", team), NodeKey("Agreement", end))) for team, end in pairs]

    def memberships(self, groups: set[NodeKey]) -> list[Tie]:
        """All memberships of these groups, with their status and dates."""
        found = []
        for label, type_ in (("Team", "MEMBER_OF"), ("Agreement", "PARTY_TO")):
            ids = sorted(key.id for key in groups if key.label == label)
            for member, id_, status, *dates in self._store.read(_MEMBERS.format(label=label, type=type_), ids=ids).rows:
                stated = {name: value for name, value in zip(_DATES, dates, strict=True) if value is not None}
                key = TieKey(type_, NodeKey("Institution", member), NodeKey(label, id_))
                found.append(Tie(key, {"status": status, **stated}))
        return found

    def groups_of(self, institutions: set[str]) -> set[NodeKey]:
        """All groups of these institutions."""
        rows = self._store.read(_GROUPS_OF, ids=sorted(institutions)).rows
        return {NodeKey(label, id_) for label, id_ in rows}

    def after(self, ties: Iterable[Tie]) -> list[Tie]:
        """The ties once the delta is written."""
        wanted = (*MEMBERSHIPS, "ESTABLISHED_BY")
        left = {tie.key: tie for tie in ties}
        for key in self._delta.remove_ties:
            left.pop(key, None)
        left |= {
            tie.key: tie for tie in (*self._delta.create_ties, *self._delta.update_ties) if tie.key.type in wanted
        }
        return list(left.values())
