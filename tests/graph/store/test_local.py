"""The managed local server: one for a folder, for its owner, on loopback, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.errors import StoreUnavailable, UsageError
from graph.model import EMPTY, Facts, Node, NodeKey, difference
from graph.settings import Settings
from graph.store import Right, local, open_store

TEAM = NodeKey("Team", "zi:201103")
ONE_TEAM = Facts.of([Node(TEAM, {"id": TEAM.id, "name": "ZI"})], [])
SHARE = """
import sys
from pathlib import Path
from graph.store import local
print(local.ensure(Path(sys.argv[1])).pid)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of this test alone, with a space and Polish letters; its server is stopped afterwards."""
    place = tmp_path / "mój graf"
    yield place
    local.stop(place)


def saved(folder: Path) -> Path:
    """The folder, after a team was saved in it."""
    with open_store(str(folder), right=Right.WRITER) as store:
        store.ensure_schema()
        store.save(difference(EMPTY, ONE_TEAM))
    return folder


def found(folder: Path) -> Facts:
    with open_store(str(folder)) as store:
        return store.facts()


def running(folder: Path) -> local.LocalServer:
    server = local.status(folder)
    assert server is not None
    return server


def test_a_server_starts_is_used_again_and_stops(folder: Path) -> None:
    assert local.status(folder) is None
    assert not local.stop(folder)
    first = local.ensure(folder)
    assert local.ensure(folder) == first == local.status(folder)
    assert local.stop(folder)
    assert not psutil.pid_exists(first.pid)
    assert local.status(folder) is None
    assert not (folder / "server.json").exists()
    assert not local.stop(folder)


def test_the_graph_outlives_the_server(folder: Path) -> None:
    saved(folder)
    assert local.stop(folder)
    assert found(folder) == ONE_TEAM


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps files private by the folder's rights, not by mode bits")
def test_only_the_owner_can_read_the_passwords(folder: Path) -> None:
    server = local.ensure(folder)
    assert stat.S_IMODE((folder / "server.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    command = " ".join(psutil.Process(server.pid).cmdline())
    assert server.writer not in command
    assert server.reader not in command


def test_nothing_listens_beyond_loopback(folder: Path) -> None:
    server = local.ensure(folder)
    listening = [
        seen.laddr for seen in psutil.Process(server.pid).net_connections("inet")
        if seen.status == psutil.CONN_LISTEN or not seen.raddr
    ]
    assert server.port in {address.port for address in listening}
    assert {address.ip for address in listening} <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}


def test_everything_lies_inside_the_folder(folder: Path) -> None:
    saved(folder)
    server = running(folder)
    beside = {str(path) for path in folder.parent.iterdir()}
    assert beside == {str(folder)}
    wheel = Path(sys.prefix).resolve()
    written = [
        Path(opened.path) for opened in psutil.Process(server.pid).open_files()
        if wheel not in Path(opened.path).resolve().parents
    ]
    assert written
    assert all(folder in path.parents for path in written)
    assert {"server.json", "server.lock", "config", "databases", "log"} <= {path.name for path in folder.iterdir()}


def test_a_killed_server_is_started_again_and_has_lost_nothing(folder: Path) -> None:
    saved(folder)
    before = running(folder)
    psutil.Process(before.pid).kill()
    psutil.wait_procs([psutil.Process(before.pid)] if psutil.pid_exists(before.pid) else [], timeout=10)
    assert (folder / "server.json").exists()
    assert local.status(folder) is None
    assert found(folder) == ONE_TEAM
    assert running(folder).pid != before.pid


def test_an_open_store_tells_that_its_server_was_killed(folder: Path) -> None:
    saved(folder)
    with open_store(str(folder)) as store:
        psutil.Process(running(folder).pid).kill()
        with pytest.raises(StoreUnavailable) as caught:
            store.read("MATCH (n) RETURN n")
        assert str(folder) in str(caught.value)
    assert found(folder) == ONE_TEAM


def test_a_statement_that_does_not_end_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "READ_SECONDS", 1.0)
    teams = [Node(NodeKey("Team", str(number)), {"id": str(number)}) for number in range(300)]
    with open_store(str(folder), right=Right.WRITER) as store:
        store.save(difference(EMPTY, Facts.of(teams, [])))
        with pytest.raises(UsageError, match="ran longer than 1 s"):
            store.read("MATCH (a:Team), (b:Team), (c:Team), (d:Team) WHERE a.id + b.id + c.id = d.id + 'x' RETURN 1")


def test_neo4j_ends_a_statement_that_does_not_end(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "READ_SECONDS", 1.0)
    with open_store(neo4j_url) as store, pytest.raises(UsageError, match="ran longer than 1 s"):
        store.read("UNWIND range(1, 9999999) AS a UNWIND range(1, 9999999) AS b WITH a + b AS c WHERE c < 0 RETURN c")


def test_a_cluster_address_works_for_one_server_too(neo4j_url: str) -> None:
    with open_store(neo4j_url.replace("bolt://", "neo4j://")) as store:
        assert store.read("RETURN 1 AS one").records() == [{"one": 1}]


def test_credentials_may_come_from_the_settings(neo4j_url: str) -> None:
    user, _, password = neo4j_url.removeprefix("bolt://").rpartition("@")[0].partition(":")
    address = neo4j_url.rpartition("@")[2]
    with open_store(f"bolt://{address}", settings=Settings(user=user, password=password)) as store:
        assert store.location == f"bolt://{address}"
        assert len(store.read("RETURN 1")) == 1


def test_a_pid_that_belongs_to_someone_else_is_left_alone(folder: Path) -> None:
    saved(folder)
    record = (folder / "server.json").read_text(encoding="utf-8")
    assert local.stop(folder)
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        stale = local.LocalServer.model_validate_json(record).model_copy(update={"pid": stranger.pid})
        (folder / "server.json").write_text(stale.model_dump_json(), encoding="utf-8")
        assert local.status(folder) is None
        assert found(folder) == ONE_TEAM
        assert stranger.poll() is None
    finally:
        stranger.communicate(b"\n")


def test_a_broken_record_is_replaced(folder: Path) -> None:
    saved(folder)
    assert local.stop(folder)
    for content in ("", "{", '{"pid": 1}', "\x00\x01"):
        (folder / "server.json").write_text(content, encoding="utf-8")
        assert local.status(folder) is None
    assert found(folder) == ONE_TEAM


def test_a_server_that_died_while_starting_is_replaced(folder: Path) -> None:
    first = local.ensure(folder)
    half = first.model_copy(update={"port": 0})  # as the record is until the server answers
    (folder / "server.json").write_text(half.model_dump_json(), encoding="utf-8")
    second = local.ensure(folder)
    assert second.pid != first.pid
    assert not psutil.pid_exists(first.pid) or psutil.Process(first.pid).status() == psutil.STATUS_ZOMBIE


def test_a_copy_of_a_store_gets_a_server_of_its_own(folder: Path, tmp_path: Path) -> None:
    saved(folder)
    assert local.stop(folder)
    original = local.ensure(folder)
    copy = tmp_path / "kopia"
    shutil.copytree(folder, copy)
    try:
        assert local.status(copy) is None
        assert found(copy) == ONE_TEAM
        assert running(copy).pid != original.pid
        assert running(folder) == original
    finally:
        local.stop(copy)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move a folder that a process works in")
def test_a_moved_store_heals(folder: Path, tmp_path: Path) -> None:
    saved(folder)
    before = running(folder)
    moved = folder.rename(tmp_path / "przeniesiony")
    try:
        assert found(moved) == ONE_TEAM
        assert running(moved).pid != before.pid
        assert psutil.pid_exists(before.pid) is False
    finally:
        local.stop(moved)


def test_processes_that_start_at_once_share_one_server(folder: Path) -> None:
    root = Path(local.__file__).parents[2]
    starting = [
        subprocess.Popen([sys.executable, "-c", SHARE, str(folder)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    # `communicate` returns at the end of the output: the server does not hold on to it
    pids = {int(process.communicate(timeout=120)[0]) for process in starting}
    assert [process.returncode for process in starting] == [0, 0, 0]
    assert pids == {running(folder).pid}  # and the server outlives all three


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        local.ensure(folder, heap="1")  # one byte
    assert "heap" in str(caught.value)
    assert "server.log" in str(caught.value)
    assert not (folder / "server.json").exists()
    local.ensure(folder)


def test_a_file_or_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "umowa.txt").write_text("Porozumienie", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        local.ensure(tmp_path / "umowa.txt")
    with pytest.raises(UsageError, match="holds other files"):
        local.ensure(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["umowa.txt"]


@pytest.mark.parametrize("url", ["http://localhost", "bolt://", "neo4j://host:port"])
def test_a_url_that_names_no_graph_server(url: str) -> None:
    with pytest.raises(UsageError):
        open_store(url)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:9") as caught:
        open_store("bolt://neo4j:tajne@127.0.0.1:9")
    assert "tajne" not in str(caught.value)
    assert caught.value.hint


def test_a_wrong_password(neo4j_url: str) -> None:
    address = neo4j_url.rpartition("@")[2]
    with pytest.raises(StoreUnavailable, match="user name and password"):
        open_store(f"bolt://neo4j:niedobre@{address}")
