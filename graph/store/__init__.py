"""The graph store: one driver, one protocol, two servers."""

from __future__ import annotations

from graph.store import light_driver  # noqa: F401 - before anything else imports the driver

# isort: split
import logging
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import neo4j
from neo4j.exceptions import ConfigurationError

from graph.errors import UsageError
from graph.settings import Settings
from graph.store import local
from graph.store.bolt import Holder, Mark, Revision, Right, Store, Table, Unfinished, Work, Written

__all__ = [
    "Holder", "Mark", "Revision", "Right", "Store", "Table", "Unfinished", "Work", "Written", "exists", "open_store",
]

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # what the driver notices becomes an error, not noise

_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


def open_store(location: str, *, right: Right = Right.READER, settings: Settings | None = None) -> Store:
    """Open the graph at a location.

    Args:    location: URL of a Neo4j server (its user and password there or in the settings), or the path of a
             folder, whose local server is started if need be. right: what the store may be used for.
    Returns: a store to be used in `with`, or closed.
    Raises:  UsageError: no such kind of URL, or a folder that holds something else.
             StoreUnavailable: the server does not answer, does not start or does not let us in.
    """
    settings = settings or Settings()
    if "://" not in location:
        return _local(Path(location), right, settings.heap)
    parts = urlsplit(location)
    if parts.scheme not in _SCHEMES or not parts.netloc.rpartition("@")[2] or not _has_good_port(parts):
        raise UsageError(
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]} is not the URL of a graph server.",
            hint=f"Use a folder, or {' or '.join(sorted(_SCHEMES))} with ://host:port.",
        )
    user = unquote(parts.username or settings.user)
    password = unquote(parts.password or settings.password)
    address = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    driver = _driver(address, user, password)
    return _checked(
        Store(address, settings.database, reader=driver, writer=driver if right is Right.WRITER else None, plans=True)
    )


def exists(location: str) -> bool:
    """Whether there is a store: a folder that holds one. A server is asked only when it is opened."""
    return "://" in location or local.is_store(Path(location))


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _local(folder: Path, right: Right, heap: str) -> Store:
    server = local.ensure(folder, heap=heap)
    reader = _driver(server.url, local.READER, server.reader)
    writer = _driver(server.url, local.WRITER, server.writer) if right is Right.WRITER else None
    return _checked(Store(str(folder), local.DATABASE, reader=reader, writer=writer, plans=False,
                          alone=lambda: local.making_schema(folder)))


def _driver(url: str, user: str, password: str) -> neo4j.Driver:
    try:
        return neo4j.GraphDatabase.driver(
            url, auth=(user, password), notifications_min_severity="OFF", max_transaction_retry_time=5.0
        )
    except (ConfigurationError, ValueError) as error:
        raise UsageError(f"{url} is not the URL of a graph server: {error}") from error


def _checked(store: Store) -> Store:
    """The store, once its server has answered; closed when it does not."""
    try:
        store.server()
    except BaseException:
        store.close()
        raise
    return store
