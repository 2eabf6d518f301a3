"""One writer at a time: a node that says who may write, and until when.

The lease runs out by the server's clock unless its holder renews it, so a writer that dies keeps the others
waiting for LEASE_SECONDS at most. It stands in a label of its own: a writer's long transaction must not be in
the way of its own renewals.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import Busy
from graph.store.names import LEASE

LEASE_SECONDS = 30.0
WAIT_SECONDS = 600.0
"""How long a writer waits for its turn before it gives up and says who is writing."""

_PAUSE_SECONDS = 0.5
# The first SET locks the node on Neo4j, so that what follows sees what the last holder wrote; on the local server the
# slower of two is turned away when it commits, and tries again.
_TAKE = (
    f"MERGE (l:{LEASE} {{id: 'writer'}}) SET l.turn = coalesce(l.turn, 0) + 1 WITH l "
    "WHERE l.token IS NULL OR l.token = $token OR l.until < timestamp() "
    "SET l.token = $token, l.holder = $holder, l.until = timestamp() + $milliseconds RETURN l.token AS token"
)
_LET_GO = (
    f"MATCH (l:{LEASE} {{id: 'writer'}}) WHERE l.token = $token "
    "SET l.token = null, l.holder = null, l.until = null"
)
_WHO = (
    f"MATCH (l:{LEASE} {{id: 'writer'}}) WHERE l.until >= timestamp() "
    "RETURN l.token AS token, l.holder AS holder, l.until AS until"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is writing: what it does, and when its turn ends unless it goes on."""

    name: str
    until: datetime


@contextmanager
def held(
    session: Callable[[], neo4j.Session], doing: str, *,
    waiting: Callable[[Holder], None] | None = None,
) -> Iterator[None]:
    """Hold the lease while the block runs.

    Args:    session: opens a writing session. doing: what the others are told. waiting: called once, if it must wait.
    Raises:  Busy: somebody else has held it for WAIT_SECONDS.
    """
    token = secrets.token_hex(8)
    holder = f"{doing} ({token[:6]})"
    _wait(session, token, holder, waiting)
    over = threading.Event()
    keeper = threading.Thread(target=_renew, args=(session, token, holder, over), name="koopgraf-lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        with session() as opened:
            opened.execute_write(lambda transaction: transaction.run(_LET_GO, token=token).consume())


def who(transaction: neo4j.ManagedTransaction) -> Holder | None:
    """Who holds the lease now."""
    found = transaction.run(_WHO).single()
    return Holder(found["holder"], datetime.fromtimestamp(found["until"] / 1000, UTC)) if found is not None else None


def _take(transaction: neo4j.ManagedTransaction, token: str, holder: str) -> bool:
    taken = transaction.run(_TAKE, token=token, holder=holder, milliseconds=round(LEASE_SECONDS * 1000)).single()
    return taken is not None


def _wait(
    session: Callable[[], neo4j.Session], token: str, holder: str, waiting: Callable[[Holder], None] | None
) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    told = False
    while True:
        with session() as opened:
            other = opened.execute_read(who)
            if other is None and opened.execute_write(_take, token, holder):
                return
        if other is not None and time.monotonic() > deadline:
            until = other.until.astimezone().strftime("%H:%M:%S")
            raise Busy(
                f"Somebody else is writing to the graph: {other.name}, until {until} at least.",
                hint="Nothing was written. Try again when that has ended.",
            )
        if other is not None and waiting is not None and not told:
            told = True
            waiting(other)
        time.sleep(_PAUSE_SECONDS)


def _renew(session: Callable[[], neo4j.Session], token: str, holder: str, over: threading.Event) -> None:
    """Go on holding the lease until told that it is over."""
    while not over.wait(LEASE_SECONDS / 3):
        try:
            with session() as opened:
                opened.execute_write(_take, token, holder)
        except (Neo4jError, DriverError):
            continue  # the save itself will meet the same server, and says so; a lost lease is told by the revision
