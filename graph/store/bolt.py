"""The graph store: Cypher over Bolt by the official driver, to a Neo4j server or to the managed local one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
import neo4j.graph
import neo4j.time
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, TransientError

from graph.errors import BadParameter, KoopgrafError, Overtaken, Refused, StoreUnavailable, UsageError
from graph.model import Delta, Facts
from graph.store import guard, lease, local, marks, writing
from graph.store.lease import Holder
from graph.store.marks import Mark, Revision, Unfinished, Work
from graph.store.writing import Statement, Written

__all__ = ["Holder", "Mark", "Revision", "Right", "Store", "Table", "Unfinished", "Work", "Written"]

T = TypeVar("T")

_SCHEMA = Path(__file__).parent / "schema"
_STATEMENTS_KEPT = 1_000
_WRITES = ("w", "rw")
_PLAN_REFUSED = ("Show", "Terminate", "LoadCSV", "AdministrationCommand")


class Right(StrEnum):
    """What a store may be used for."""

    READER = "reader"
    WRITER = "writer"


@dataclass(frozen=True, slots=True)
class Table:
    """A whole answer. Nodes, ties and paths are dicts; dates are `datetime.date`; lists are tuples."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Part:
    """One transaction of a save."""

    statements: Sequence[Statement]
    delta: Delta
    work: Work
    first: bool = False        # of several: says that the save has begun
    last: bool = False         # says that it has come to its end
    completed: bool = False    # the save before was broken off

    def run(self, transaction: neo4j.ManagedTransaction, expected: int | None) -> tuple[Written, int, bool]:
        revision, broken = writing.turn(transaction, expected)
        if self.first:
            marks.begin(transaction, self.work)
        written = writing.write(transaction, self.statements)
        if self.last:
            marks.end(transaction, self.work)
            alone = self.completed or (broken and len(self.delta) <= writing.CHANGES)
            marks.record(transaction, revision, self.work, self.delta, completed=alone)
        return written, revision, broken


class Store:
    """A graph on one server. A reader is held to reading by the server; a writer may also save.

    Use `graph.store.open_store`. Every method raises StoreUnavailable when the server is gone.
    """

    def __init__(
        self, location: str, database: str, *, reader: neo4j.Driver, writer: neo4j.Driver | None, plans: bool,
        alone: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Args: reader, writer: drivers, which may be one. plans: whether EXPLAIN tells what a statement does.

        alone: what to hold while the schema is made, where the server does not put those who make it in a row.
        """
        self._alone = alone
        self.location = location
        self.right = Right.READER if writer is None else Right.WRITER
        self._database = database
        self._reader = reader
        self._writer = writer
        self._plans = plans
        self._harmless: set[str] = set()
        self._seen: int | None = None  # revision of what was read last
        self._broken = False           # whether the save that is being written finishes one that was broken off
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager() if plans else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. A local server goes on running."""
        self._reader.close()
        if self._writer is not None:
            self._writer.close()

    def server(self) -> str:
        """Name and version of the server."""
        try:
            return str(self._reader.get_server_info().agent)
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error

    def read(self, cypher: str, /, **params: Any) -> Table:
        """The answer to a reading statement, whole.

        Raises:  Refused: the statement does more than read. UsageError: the server does not understand it.
        """
        guard.refuse_words(cypher)
        try:
            with self._session(self._reader, neo4j.READ_ACCESS) as session:
                if self._plans and cypher not in self._harmless:
                    self._refuse_plan(session, cypher, params)
                    if len(self._harmless) >= _STATEMENTS_KEPT:
                        self._harmless.clear()
                    self._harmless.add(cypher)
                result = session.run(_query(cypher), params)
                columns = tuple(result.keys())
                rows = tuple(tuple(map(_plain, record.values())) for record in result)
                if result.consume().query_type in _WRITES:
                    raise guard.refused("Writing")  # found nothing to write; the server would have refused that
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error
        return Table(columns, rows)

    def mark(self) -> Mark:
        """How many saves the graph has seen, and whether one of them was broken off. Saving is for this state then."""
        found = self._asked(marks.read)
        self._seen = found.revision
        return found

    def revision(self) -> int:
        """How many saves the graph has seen: as long as it stays, what was read stays true."""
        return self._asked(marks.read).revision

    def log(self, most: int = 50) -> tuple[Revision, ...]:
        """What the last saves were, the newest first."""
        return self._asked(lambda transaction: marks.log(transaction, most))

    def holder(self) -> Holder | None:
        """Who is writing now."""
        return self._asked(lease.who)

    def facts(self) -> Facts:
        """The whole graph: every node and tie of the schema with its properties. Saving is for this state then."""
        facts, self._seen = self._asked(writing.read_facts)
        return facts

    def _asked(self, question: Callable[[neo4j.ManagedTransaction], T]) -> T:
        try:
            with self._session(self._writer or self._reader, neo4j.READ_ACCESS) as session:
                return session.execute_read(question)
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error

    @contextmanager
    def turn(self, doing: str, *, waiting: Callable[[Holder], None] | None = None) -> Iterator[None]:
        """Be the only one that writes, for as long as the block runs.

        Args:    doing: what others are told meanwhile. waiting: called once, when somebody else is writing.
        Raises:  Busy: somebody else went on for too long. Refused: this store is a reader.
        """
        writer = self._may_write()
        try:
            with lease.held(lambda: self._session(writer, neo4j.WRITE_ACCESS), doing, waiting=waiting):
                yield
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error

    def save(self, delta: Delta, work: Work = Work()) -> Written:  # noqa: B008 - immutable
        """Write the difference and put it on the log. Nothing is sent when there is nothing to write.

        Up to CHANGES changes are one transaction: all of it or nothing. More are several, between a mark that says
        so and one that takes it back: if it is broken off, `mark` tells of an unfinished save. A save made for the
        whole graph, as `facts` gave it, finishes it.

        Raises:  Refused: this store is a reader. UsageError: the delta does not fit the schema or the graph.
                 Overtaken: another process has saved since `facts` or `mark` was read here.
        """
        writer = self._may_write()
        statements = writing.statements(delta)
        if len(delta) <= writing.CHANGES:
            if not len(delta) and not self._needs_end(work):
                return Written()
            return self._transaction(writer, _Part(statements, delta, work, last=True))
        written = self._transaction(writer, _Part([], delta, work, first=True))
        for part in writing.parts(statements):
            written += self._transaction(writer, _Part(part, delta, work))
        return written + self._transaction(writer, _Part([], delta, work, last=True, completed=self._broken))

    def _needs_end(self, work: Work) -> bool:
        mark = self._asked(marks.read)
        return mark.unfinished is not None or (work.fingerprint not in ("", mark.fingerprint))

    def _transaction(self, writer: neo4j.Driver, part: _Part) -> Written:
        try:
            with self._session(writer, neo4j.WRITE_ACCESS) as session:
                written, self._seen, broken = session.execute_write(part.run, self._seen)
        except (Neo4jError, DriverError) as error:
            if isinstance(error, Neo4jError) and self._seen is not None and self.revision() != self._seen:
                # Both wrote at once: the slower one meets the other's nodes before it meets the count of saves.
                raise Overtaken("Someone else has changed the graph meanwhile.", hint=_AGAIN) from error
            raise self._translated(error) from error
        if part.first:
            self._broken = broken
        return written

    def ensure_schema(self) -> None:
        """Create the constraints, and the count of saves, that are missing."""
        writer = self._may_write()
        for pause in (0.2, 1.0, None):
            try:
                with self._alone(), self._session(writer, neo4j.WRITE_ACCESS) as session:
                    for path in sorted(_SCHEMA.glob("*.cypher")):
                        session.run(_query(path.read_text(encoding="utf-8"))).consume()
            except (ClientError, TransientError) as error:
                # Two processes that meet a new store make the same things at once: the slower one finds them made.
                if pause is None:
                    raise self._translated(error) from error
                time.sleep(pause)
            except (Neo4jError, DriverError) as error:
                raise self._translated(error) from error
            else:
                return

    def _may_write(self) -> neo4j.Driver:
        if self._writer is None:
            raise Refused("This store was opened for reading.", hint="Open it with right=Right.WRITER.")
        return self._writer

    def _session(self, driver: neo4j.Driver, mode: str) -> neo4j.Session:
        return driver.session(database=self._database, default_access_mode=mode, bookmark_manager=self._bookmarks)

    def _refuse_plan(self, session: neo4j.Session, cypher: str, params: Mapping[str, Any]) -> None:
        """Refuse by what the server itself says the statement would do, without running it."""
        summary = session.run(_query(f"EXPLAIN {cypher}"), dict(params)).consume()
        if summary.query_type in _WRITES:
            raise guard.refused("Writing")
        plans = [summary.plan] if summary.plan else []
        called = False
        while plans:
            plan = plans.pop()
            operator = str(plan["operatorType"]).partition("@")[0]
            if operator.startswith(_PLAN_REFUSED):
                raise guard.refused(operator)
            if operator == "ProcedureCall":
                called = True
                guard.refuse_procedure(_procedure(plan))
            plans += plan.get("children", [])
        if summary.query_type == "s" and not called:
            raise guard.refused("Administration")

    def _translated(self, error: Neo4jError | DriverError) -> KoopgrafError:
        """The project's error for the driver's."""
        code = getattr(error, "code", None) or ""
        message = getattr(error, "message", None) or str(error)
        if isinstance(error, AuthError):
            return StoreUnavailable(
                f"The server at {self.location} does not accept the user name and password.",
                hint="Set KOOPGRAF_USER and KOOPGRAF_PASSWORD.",
            )
        if ".TransactionTimedOut" in code or message.startswith("Timeout"):
            return UsageError(
                f"The statement ran longer than {local.READ_SECONDS:.0f} s and was ended.",
                hint="Ask for less: a smaller pattern, an upper bound for paths, a condition.",
            )
        if code.endswith(".ParameterMissing"):
            return BadParameter(f"A parameter is missing: {message}")
        if code.endswith((".Security.Forbidden", ".Statement.AccessMode")):
            return Refused("The server refuses this: the connection only reads.", hint="Use MATCH … RETURN.")
        if isinstance(error, ClientError) and ".ClientError.Database." not in code:
            return UsageError(f"The server refuses the statement: {message}")
        if isinstance(error, Neo4jError) and not isinstance(error, ServiceUnavailable) and ".ClientError." not in code:
            return UsageError(f"The server could not carry out the statement: {message}")
        return StoreUnavailable(f"The server at {self.location} does not answer: {message}", hint=_HELP)


_AGAIN = "Nothing was written. Load again."
_HELP = "Check that it runs and that --store or KOOPGRAF_STORE names it; a folder starts a local server by itself."


def _query(text: str) -> neo4j.Query:
    """The statement as the driver wants it; its text was checked or is our own."""
    return neo4j.Query(text, timeout=local.READ_SECONDS)


def _procedure(plan: Mapping[str, Any]) -> str:
    """Name of the procedure that a ProcedureCall calls."""
    return str(plan["args"].get("Details", "")).partition("(")[0].strip()


_SCALARS = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    """A value of the driver as plain Python."""
    if type(value) in _SCALARS:  # nearly all of them, and a country has millions
        return value
    match value:
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.to_native()
        case neo4j.graph.Node():
            return {"labels": tuple(sorted(value.labels)), "properties": _plain(dict(sorted(value.items())))}
        case neo4j.graph.Relationship():
            return {"type": value.type, "properties": _plain(dict(sorted(value.items())))}
        case neo4j.graph.Path():
            return {"nodes": _plain(list(value.nodes)), "relationships": _plain(list(value.relationships))}
        case neo4j.time.Duration():
            return value.iso_format()
        case list() | tuple():
            return tuple(map(_plain, value))
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case str() | int() | float() | bool() | date() | None:
            return value
        case _:
            return str(value)
