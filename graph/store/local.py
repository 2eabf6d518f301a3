"""The managed local server: a graph kept in a folder, served on loopback to every process of this user.

The engine of `arcadedb-embedded` (with its own Java runtime) runs as a detached process and speaks
Bolt on a random port of 127.0.0.1 with random passwords. Everything lies inside the store's folder:

    server.json   pid, port and passwords of the running server, readable by its owner alone
    server.lock   held while a server is started or stopped, so that two processes share one
    config/       users and groups, written anew before each start
    databases/    the graph
    log/          the server's logs; `server.log` is what the last start printed

The server outlives the process that started it and ends by `stop`.
"""

from __future__ import annotations

import base64
import hashlib
import http
import http.client
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import neo4j
import psutil
from neo4j.exceptions import DriverError, Neo4jError
from pydantic import BaseModel, ConfigDict, ValidationError

from graph.errors import StoreUnavailable, UsageError

DATABASE = "graph"
WRITER = "root"
READER = "reader"
HEAP = "1g"
READ_SECONDS = 120.0
"""A reader's statement that runs longer is ended; the local server looks at the clock as it reads records."""

_LONG_TEXTS = ("text", "records")
_MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"
_COMPUTE_SECONDS = 600.0  # for anyone's statement, also one that reads no record
_PORTS = 2  # Bolt and HTTP
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_ANSWER_SECONDS = 5.0
_LOG_TAIL_LINES = 15
_BOLT_HANDSHAKE = bytes.fromhex("6060b017" + "00000405" + "00000004" + "00000000" + "00000000")


class LocalServer(BaseModel):
    """A running local server, as `server.json` keeps it."""

    model_config = ConfigDict(frozen=True)

    folder: str      # absolute; tells a copied or moved store from the one that is served
    instance: str    # stands in the server's command line: tells it from another process of the same pid
    pid: int
    port: int        # 0 while it starts
    writer: str      # password of WRITER
    reader: str      # password of READER

    @property
    def url(self) -> str:
        """Bolt URL without credentials."""
        return f"bolt://127.0.0.1:{self.port}"


def ensure(folder: Path, *, heap: str = HEAP) -> LocalServer:
    """The server of the store in `folder`, started if none is running.

    Args:    folder: created if it does not exist. heap: the server's memory limit as Java writes it ("1g").
    Raises:  UsageError: the path is a file, or a folder that holds something other than a store.
             StoreUnavailable: the server does not start; the message ends with its log.
    """
    folder = _own(folder)
    running = status(folder)
    if running is not None:
        return running
    with _exclusive(folder):
        running = status(folder)  # another process may have started it while this one waited
        if running is not None:
            return running
        _clear(folder)
        return _start(folder, heap)


def status(folder: Path) -> LocalServer | None:
    """The server that serves this folder and answers, or None."""
    folder = _absolute(folder)
    state = _recorded(folder)
    if state is None or state.port == 0 or Path(state.folder) != folder:
        return None
    return state if _process(state) is not None and _speaks_bolt(state.port) else None


def is_store(folder: Path) -> bool:
    """Whether a store was ever started in this folder."""
    return (_absolute(folder) / "server.lock").exists()


def stop(folder: Path) -> bool:
    """End the server of this folder. Returns whether one was running. Raises StoreUnavailable if it will not end."""
    folder = _absolute(folder)
    if not (folder / "server.json").exists():
        return False
    with _exclusive(folder):
        return _clear(folder)


def _absolute(folder: Path) -> Path:
    return folder.expanduser().resolve()


def _own(folder: Path) -> Path:
    """The folder, absolute, made if need be; refused when it holds something that is not a store."""
    folder = _absolute(folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, not a folder.", hint="Name a folder; it is created if need be.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "server.lock").exists():
        raise UsageError(f"{folder} holds other files and no store.", hint="Name a new or an empty folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnavailable(
            f"The store's folder {folder} cannot be made: {error.strerror}.", hint="Name a folder of your own."
        ) from error
    return folder


def _recorded(folder: Path) -> LocalServer | None:
    """What `server.json` says; None when it is missing or cannot be read as such (then nothing is known to run)."""
    try:
        return LocalServer.model_validate_json((folder / "server.json").read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _record(folder: Path, state: LocalServer) -> None:
    """Write `server.json` at once and for the owner alone: it holds the passwords."""
    draft = folder / "server.json.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(state.model_dump_json(indent=1))
    draft.replace(folder / "server.json")


def _process(state: LocalServer) -> psutil.Process | None:
    """The server's process, or None if it ended (its pid may since belong to another process)."""
    try:
        process = psutil.Process(state.pid)
        if process.status() != psutil.STATUS_ZOMBIE and f"-Dkoopgraf.instance={state.instance}" in process.cmdline():
            return process
    except psutil.Error:
        pass  # ended meanwhile, or someone else's: either way not this store's server
    return None


def _clear(folder: Path) -> bool:
    """End what `server.json` speaks of, if it serves this folder, and remove the file. The lock must be held."""
    state = _recorded(folder)
    process = _process(state) if state is not None else None
    ours = process is not None and _works_in(process, folder)
    if process is not None and ours:
        _end(process)
    (folder / "server.json").unlink(missing_ok=True)
    return ours


def _works_in(process: psutil.Process, folder: Path) -> bool:
    """Whether the process serves this folder itself and not the one it was copied from."""
    try:
        return Path(process.cwd()).samefile(folder)
    except (psutil.Error, OSError):
        return False


def _end(process: psutil.Process) -> None:
    """Ask the process to end, and end it."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            try:
                process.wait(_STOP_SECONDS)
            except psutil.TimeoutExpired as error:
                raise StoreUnavailable(
                    f"The local server (pid {process.pid}) does not end.", hint="End it yourself and try again."
                ) from error


def _start(folder: Path, heap: str) -> LocalServer:
    """Start a server and wait until it answers the reader. The lock must be held."""
    state = LocalServer(
        folder=str(folder), instance=secrets.token_hex(8), pid=0, port=0,
        writer=secrets.token_urlsafe(32), reader=secrets.token_urlsafe(32),
    )
    _write_users(folder, state)
    log = folder / "log"
    log.mkdir(exist_ok=True)
    with (log / "server.log").open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - the program is the wheel's own Java
            _command(state, heap), cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            **_DETACHED,
        )
    state = state.model_copy(update={"pid": child.pid})
    _record(folder, state)  # before it answers, so that nobody loses sight of it if this process dies now
    try:
        state = _wait(folder, state, child)
    except BaseException:
        child.kill()
        child.wait()
        (folder / "server.json").unlink(missing_ok=True)
        raise
    child.returncode = 0  # it is meant to outlive this process: nobody waits for it
    _record(folder, state)
    return state


def _wait(folder: Path, state: LocalServer, child: subprocess.Popen[bytes]) -> LocalServer:
    """The state with its port, once the reader gets an answer."""
    deadline = time.monotonic() + _START_SECONDS
    process = psutil.Process(child.pid)
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise StoreUnavailable(
                f"The local server of {folder} ended as it started (code {child.returncode}).", hint=_log_tail(folder)
            )
        ports = _listening(process)
        bolt = next((port for port in ports if _speaks_bolt(port)), 0) if len(ports) == _PORTS else 0
        if bolt and _answers(bolt, state.reader):
            _set_apart(next(port for port in ports if port != bolt), state.writer)
            return state.model_copy(update={"port": bolt})
        time.sleep(0.05)
    raise StoreUnavailable(
        f"The local server of {folder} did not answer within {_START_SECONDS:.0f} s.", hint=_log_tail(folder)
    )


def _listening(process: psutil.Process) -> list[int]:
    """TCP ports that the process listens on."""
    try:
        return [seen.laddr.port for seen in process.net_connections("tcp") if seen.status == psutil.CONN_LISTEN]
    except psutil.Error:
        return []  # it is just ending; the caller's poll says so


def _speaks_bolt(port: int) -> bool:
    """Whether a Bolt server on loopback agrees to a protocol version."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_SECONDS) as connection:
            connection.sendall(_BOLT_HANDSHAKE)
            answer = connection.recv(4)
    except OSError:
        return False
    return len(answer) == 4 and answer[0] == 0 and answer[3] in (4, 5)


def _answers(port: int, password: str) -> bool:
    """Whether the reader can log in to the database: it is made after the port opens."""
    try:
        with neo4j.GraphDatabase.driver(
            f"bolt://127.0.0.1:{port}", auth=(READER, password), max_transaction_retry_time=0,
            connection_timeout=_ANSWER_SECONDS,
        ) as driver:
            driver.execute_query("RETURN 1", database_=DATABASE)
    except (Neo4jError, DriverError):
        return False
    return True


def _set_apart(port: int, password: str) -> None:
    """Have the long texts of documents kept in a file of their own, by the server's HTTP port.

    Otherwise each tie that is read or made at a document reads its whole text: with 200,000 characters
    that makes a save of 4,500 ties six times slower, and with 2,000,000 it exhausts the memory.
    """
    command = "CREATE VERTEX TYPE Document IF NOT EXISTS;" + "".join(
        f"CREATE PROPERTY Document.{name} IF NOT EXISTS STRING (EXTERNAL true);" for name in _LONG_TEXTS
    )
    credentials = base64.b64encode(f"{WRITER}:{password}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
    try:
        connection.request(
            "POST", f"/api/v1/command/{DATABASE}", json.dumps({"language": "sqlscript", "command": command}),
            {"Authorization": f"Basic {credentials}", "Content-Type": "application/json"},
        )
        answer = connection.getresponse()
        said = answer.read().decode(errors="replace")
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise StoreUnavailable(f"The local server cannot prepare its database: {said[:300]}")


def _log_tail(folder: Path) -> str:
    path = folder / "log" / "server.log"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([f"The end of {path}:", *lines[-_LOG_TAIL_LINES:]])


def _write_users(folder: Path, state: LocalServer) -> None:
    """Two users: the writer, and a reader whose group may read records and nothing else."""
    config = folder / "config"
    config.mkdir(exist_ok=True)
    users = [
        {"name": WRITER, "databases": {"*": ["admin"]}, "password": _hashed(state.writer)},
        {"name": READER, "databases": {DATABASE: ["reader"]}, "password": _hashed(state.reader)},
    ]
    (config / "server-users.jsonl").write_text("".join(json.dumps(user) + "\n" for user in users), encoding="utf-8")
    admin = _group(
        ["createRecord", "readRecord", "updateRecord", "deleteRecord"],
        access=["updateSecurity", "updateSchema", "updateDatabaseSettings"],
    )
    nobody = _group([])
    # No result limit: it would cut answers without a word.
    reader = _group(["readRecord"], milliseconds=round(READ_SECONDS * 1000))
    groups = {
        "databases": {
            "*": {"groups": {"admin": admin, "*": nobody}},
            DATABASE: {"groups": {"admin": admin, "reader": reader, "*": nobody}},
        },
        "version": 2,
    }
    (config / "server-groups.json").write_text(json.dumps(groups, indent=1), encoding="utf-8")


def _group(records: list[str], *, access: list[str] | None = None, milliseconds: int = -1) -> dict[str, Any]:
    return {
        "access": access or [], "resultSetLimit": -1, "readTimeout": milliseconds, "types": {"*": {"access": records}},
    }


def _hashed(password: str, iterations: int = 1000) -> str:
    """The password as the server keeps it. It is 256 random bits, so the count of iterations guards nothing."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations, 32)
    return f"PBKDF2WithHmacSHA256${iterations}${salt}${base64.b64encode(digest).decode()}"


def _command(state: LocalServer, heap: str) -> list[str]:
    """The server's command line. Paths are relative to the store's folder, secrets are in its files."""
    java, jars = _engine()
    settings = {
        "koopgraf.instance": state.instance,
        "java.awt.headless": "true",
        "file.encoding": "UTF8",
        "polyglot.engine.WarnInterpreterOnly": "false",
        "arcadedb.server.rootPath": ".",
        "arcadedb.server.mode": "development",  # errors say what is wrong; what production mode adds stands below
        "arcadedb.txWalFlush": "1",
        "arcadedb.server.logsDirectory": "log",
        "arcadedb.server.defaultDatabases": f"{DATABASE}[]",
        "arcadedb.server.httpIncomingHost": "127.0.0.1",
        "arcadedb.server.httpIncomingPort": "0",
        "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": "0",
        "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
        "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
        "arcadedb.command.timeout": str(round(_COMPUTE_SECONDS * 1000)),
        "arcadedb.queryMaxHeapElementsAllowedPerOp": "4000000",  # ORDER BY and collect() over a country's ties
        "arcadedb.polyglotEngineEnabled": "false",
        "arcadedb.serverMetrics": "false",
        "arcadedb.support.autoRegister": "false",
    }
    opened = ("java.util.concurrent.atomic", "java.nio.channels.spi", "java.lang")
    return [
        str(java), f"-Xmx{heap}", "-XX:+UseCompactObjectHeaders", "-XX:ErrorFile=log/hs_err_pid%p.log",
        "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opened),
        *(f"-D{name}={value}" for name, value in settings.items()),
        "-cp", str(jars / "*"), _MAIN_CLASS,
    ]


def _engine() -> tuple[Path, Path]:
    """The Java program and the JARs inside the installed wheel, which is not imported: no JVM is wanted here."""
    found = importlib.util.find_spec("arcadedb_embedded")
    root = Path(found.origin).parent if found is not None and found.origin is not None else None
    java = shutil.which("java", path=root / "jre" / "bin") if root is not None else None
    if root is None or java is None:
        raise StoreUnavailable(
            "The local server is not installed: arcadedb-embedded has no wheel for this machine, or it is damaged.",
            hint="Run `pip install --force-reinstall arcadedb-embedded`, or use a Neo4j server: --store neo4j://host.",
        )
    return Path(java), root / "jars"


if sys.platform == "win32":
    import msvcrt

    _DETACHED: dict[str, Any] = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _DETACHED: dict[str, Any] = {"start_new_session": True}

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def making_schema(folder: Path) -> AbstractContextManager[None]:
    """Be the only one that makes the schema: the server makes its labels' tables one after the other or not at all."""
    return _exclusive(_absolute(folder), "schema.lock", "making the schema")


@contextmanager
def _exclusive(
    folder: Path, name: str = "server.lock", doing: str = "starting or stopping the server"
) -> Iterator[None]:
    """Hold one of the folder's locks. The system lets go of it when the holder dies."""
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + _START_SECONDS + _STOP_SECONDS
    try:
        while True:
            try:
                _try_lock(descriptor)
                break
            except OSError as error:
                if time.monotonic() > deadline:
                    raise StoreUnavailable(
                        f"Another process has been {doing} of {folder} for too long.",
                        hint="End that process and try again.",
                    ) from error
                time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)
