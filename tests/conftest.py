"""Stores for the tests: a local one, and a real Neo4j where there is one."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import neo4j
import pytest
from typer.testing import CliRunner

import koopgraf
from graph import reference
from graph.store import Right, Store, local, open_store
from loaders import pipeline


def require_or_skip(name: str, reason: str) -> None:
    """Skip because `name` (`neo4j`, `browser`) is missing; fail where KOOPGRAF_REQUIRE lists it."""
    if name in os.environ.get("KOOPGRAF_REQUIRE", "").split(","):
        pytest.fail(f"{name} is required here: {reason}")
    pytest.skip(reason)


def _neo4j_server() -> ModuleType:
    path = Path(__file__).parent / "neo4j" / "server.py"
    spec = importlib.util.spec_from_file_location("neo4j_test_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def local_store_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of a local store whose server runs as long as the tests; wiped by `location`."""
    folder = tmp_path_factory.mktemp("koopgraf") / "zażółć store"
    local.ensure(folder)
    yield folder
    local.stop(folder)


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL with credentials of a real Neo4j: KOOPGRAF_TEST_NEO4J, or a server of this session's own."""
    given = os.environ.get("KOOPGRAF_TEST_NEO4J")
    if given:
        with open_store(given) as store:
            if len(store.read("MATCH (n) WHERE NOT n:Koopgraf RETURN 1 LIMIT 1")):
                pytest.fail("KOOPGRAF_TEST_NEO4J names a database that is not empty; the tests would delete all of it")
        yield given
        _wipe(given)
        return
    server = _neo4j_server()
    try:
        running = server.running(tmp_path_factory.mktemp("neo4j"))
        url = running.__enter__()
    except server.Unavailable as reason:
        require_or_skip("neo4j", str(reason))
        raise
    try:
        yield url
    finally:
        running.__exit__(None, None, None)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Location of a local store with the sample documents, for tests that only read."""
    folder = tmp_path_factory.mktemp("sample")
    local.ensure(folder)
    try:
        with open_store(str(folder), right=Right.WRITER) as writer:
            pipeline.load([reference.sample_folder()], writer)
        yield str(folder)
    finally:
        local.stop(folder)


@pytest.fixture
def on_sample(sample_store: str) -> Callable[..., str]:
    """Runs a command on the sample, in this process, and gives what it printed; an error is raised as it is."""

    def invoke(*arguments: str) -> str:
        answer = CliRunner().invoke(koopgraf.app, [*arguments, "--store", sample_store])
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    return invoke


@pytest.fixture(params=["local", "neo4j"])
def location(request: pytest.FixtureRequest) -> str:
    """Location of an empty store with its schema, on each server in turn."""
    found = str(request.getfixturevalue("local_store_folder" if request.param == "local" else "neo4j_url"))
    _wipe(found)
    return found


@pytest.fixture
def local_location(local_store_folder: Path) -> str:
    """Location of an empty store with its schema on the local server."""
    _wipe(str(local_store_folder))
    return str(local_store_folder)


@pytest.fixture
def writer(location: str) -> Iterator[Store]:
    """A writer on an empty store."""
    with open_store(location, right=Right.WRITER) as store:
        yield store


@pytest.fixture
def reader(location: str) -> Iterator[Store]:
    """A reader of the same store as `writer`."""
    with open_store(location) as store:
        yield store


def _wipe(location: str) -> None:
    """Make the store empty, foreign nodes included, and give it its schema."""
    if "://" in location:
        parts = urlsplit(location)
        url, database = f"{parts.scheme}://{parts.hostname}:{parts.port}", "neo4j"
        user, password = parts.username, parts.password
    else:
        server = local.ensure(Path(location))
        url, database = server.url, local.DATABASE
        user, password = local.WRITER, server.writer
    with neo4j.GraphDatabase.driver(url, auth=(user or "", password or "")) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=database)
    with open_store(location, right=Right.WRITER) as store:
        store.ensure_schema()
