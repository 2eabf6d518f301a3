"""What the store knows of itself: how many saves it has seen, an unfinished one, and what each of them was.

One node `(:Koopgraf {id: 'graph'})` and one `(:Revision)` a save. None of this is part of the facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import neo4j

from graph.model import Delta
from graph.store.names import MARK, REVISION

KEPT_REVISIONS = 1_000
"""Older ones are forgotten as new ones come."""

NAMED_DOCUMENTS = 20
"""Of a save of more documents the first ones are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a save does, in the words of its author."""

    command: str = "save"                  # load, forget, judge, restore …
    loaded: tuple[str, ...] = ()           # titles of documents
    forgotten: tuple[str, ...] = ()
    judged: int = 0                        # judgements added
    fingerprint: str = ""                  # of the rules and tables by which the facts were folded; "": as before


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A save in many parts that did not come to its end."""

    command: str
    since: str                             # ISO 8601, UTC, by the server's clock
    documents: tuple[str, ...]             # titles, the first ones


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of the store."""

    revision: int = 0
    fingerprint: str = ""
    unfinished: Unfinished | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One save as the log tells it. Of documents at most NAMED_DOCUMENTS are named."""

    revision: int
    at: str                                # ISO 8601, UTC, by the server's clock
    command: str
    loaded: tuple[str, ...] = ()
    loaded_count: int = 0
    forgotten: tuple[str, ...] = ()
    forgotten_count: int = 0
    judged: int = 0
    nodes_new: int = 0
    nodes_changed: int = 0
    nodes_removed: int = 0
    ties_new: int = 0
    ties_changed: int = 0
    ties_removed: int = 0
    completed: bool = field(default=False) # whether it also finished a save that had been broken off


_NOW = "toString(datetime({epochMillis: timestamp()}))"
_FIELDS = (
    "revision", "at", "command", "loaded", "loaded_count", "forgotten", "forgotten_count", "judged", "nodes_new",
    "nodes_changed", "nodes_removed", "ties_new", "ties_changed", "ties_removed", "completed",
)
_COUNT = (
    f"MERGE (k:{MARK} {{id: 'graph'}}) SET k.revision = coalesce(k.revision, 0) + 1 "
    "RETURN k.revision AS revision, k.unfinished AS unfinished"
)
_READ = (
    f"MATCH (k:{MARK} {{id: 'graph'}}) RETURN k.revision AS revision, k.fingerprint AS fingerprint, "
    "k.unfinished AS unfinished, k.unfinished_since AS since, k.unfinished_documents AS documents"
)
_BEGIN = (
    f"MATCH (k:{MARK} {{id: 'graph'}}) SET k.unfinished = $command, k.unfinished_since = {_NOW}, "
    "k.unfinished_documents = $documents"
)
_END = (
    f"MATCH (k:{MARK} {{id: 'graph'}}) SET k.unfinished = null, k.unfinished_since = null, "
    "k.unfinished_documents = null, k.fingerprint = coalesce($fingerprint, k.fingerprint)"
)
_RECORD = f"CREATE (r:{REVISION} {{id: $id}}) SET r += $properties, r.at = {_NOW}"
_FORGET = f"MATCH (r:{REVISION}) WHERE r.revision <= $until DELETE r"
_LOG = (
    f"MATCH (r:{REVISION}) RETURN {', '.join(f'r.{name} AS {name}' for name in _FIELDS)} "
    "ORDER BY revision DESC LIMIT $count"
)


def count(transaction: neo4j.ManagedTransaction) -> tuple[int, bool]:
    """Count one more save, and hold the node until the transaction ends.

    Returns: the new revision, and whether a save before it was broken off.
    """
    record = transaction.run(_COUNT).single(strict=True)
    return int(record["revision"]), record["unfinished"] is not None


def read(transaction: neo4j.ManagedTransaction) -> Mark:
    """The state of the store."""
    record = transaction.run(_READ).single()
    if record is None:
        return Mark()
    unfinished = None
    if record["unfinished"] is not None:
        unfinished = Unfinished(record["unfinished"], record["since"], tuple(record["documents"] or ()))
    return Mark(record["revision"] or 0, record["fingerprint"] or "", unfinished)


def begin(transaction: neo4j.ManagedTransaction, work: Work) -> None:
    """Say that a save in many parts has begun."""
    transaction.run(_BEGIN, command=work.command, documents=list(work.loaded[:NAMED_DOCUMENTS])).consume()


def end(transaction: neo4j.ManagedTransaction, work: Work) -> None:
    """Say that the store holds what it should, by which rules."""
    transaction.run(_END, fingerprint=work.fingerprint or None).consume()


def record(transaction: neo4j.ManagedTransaction, revision: int, work: Work, delta: Delta, *, completed: bool) -> None:
    """Put a save on the log."""
    entry = Revision(
        revision, "", work.command, work.loaded[:NAMED_DOCUMENTS], len(work.loaded),
        work.forgotten[:NAMED_DOCUMENTS], len(work.forgotten), work.judged,
        len(delta.create_nodes), len(delta.update_nodes), len(delta.remove_nodes),
        len(delta.create_ties), len(delta.update_ties), len(delta.remove_ties), completed,
    )
    values = {name: getattr(entry, name) for name in _FIELDS if name != "at"}
    properties = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    transaction.run(_RECORD, id=f"{revision:010}", properties=properties).consume()
    transaction.run(_FORGET, until=revision - KEPT_REVISIONS).consume()


def log(transaction: neo4j.ManagedTransaction, most: int) -> tuple[Revision, ...]:
    """The newest saves, the last one first."""
    rows = [Revision(*row.values()) for row in transaction.run(_LOG, count=most)]
    return tuple(replace(row, loaded=tuple(row.loaded), forgotten=tuple(row.forgotten)) for row in rows)


def titles(names: Sequence[str]) -> str:
    """The first names of a long list, for one line."""
    shown = ", ".join(names[:3])
    return f"{shown} …" if len(names) > 3 else shown
