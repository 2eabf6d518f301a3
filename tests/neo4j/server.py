"""A real Neo4j Community server for the tests: its JARs by Maven, a temporary folder, a free port of loopback."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

HERE = Path(__file__).resolve().parent
LIB = HERE / "lib"
START_SECONDS = 120.0
RESOLVE_SECONDS = 900.0


class Unavailable(Exception):
    """Why there is no server, in one line."""


def resolve() -> Path:
    """The folder of the server's JARs, fetched by Maven when it is not there. Raises Unavailable."""
    wanted, complete = (HERE / "pom.xml").read_text(encoding="utf-8"), LIB / "complete.xml"
    if complete.exists() and complete.read_text(encoding="utf-8") == wanted:
        return LIB
    shutil.rmtree(LIB, ignore_errors=True)
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no Maven (mvn) to fetch the Neo4j server with")
    done = subprocess.run(
        [maven, "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={LIB}", "-DincludeScope=runtime"],
        cwd=HERE, capture_output=True, text=True, timeout=RESOLVE_SECONDS, check=False,
    )
    if done.returncode != 0:
        raise Unavailable(f"Maven could not fetch the Neo4j server: {(done.stdout + done.stderr).strip()[-300:]}")
    complete.write_text(wanted, encoding="utf-8")
    return LIB


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """URL, with its credentials, of a server that lives in the folder until the block ends. Raises Unavailable."""
    java = shutil.which("java")
    if java is None:
        raise Unavailable("no Java to run the Neo4j server with")
    lib = resolve()
    port = _free_port()
    (folder / "conf").mkdir(parents=True)
    (folder / "conf" / "neo4j.conf").write_text(_configuration(port), encoding="utf-8")
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [java, "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{lib}/*",
             "org.neo4j.server.CommunityEntryPoint", f"--home-dir={folder}", f"--config-dir={folder / 'conf'}"],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )
    try:
        password = secrets.token_urlsafe(16)
        _set_password(f"bolt://127.0.0.1:{port}", password, process, log)
        yield f"bolt://neo4j:{password}@127.0.0.1:{port}"
    finally:
        process.kill()  # the folder is thrown away, and an orderly end takes twelve seconds
        process.wait()


def _configuration(port: int) -> str:
    return "\n".join([
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.memory.heap.max_size=768m",
        "server.memory.pagecache.size=64m",
        "dbms.usage_report.enabled=false",
    ])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _set_password(url: str, password: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server and change the password of its first user, as it demands."""
    deadline = time.monotonic() + START_SECONDS
    while not _listens(url):
        _still_starting(deadline, process, log)
    while True:
        _still_starting(deadline, process, log)
        try:
            with neo4j.GraphDatabase.driver(url, auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=password, database_="system"
                )
                break
        except (Neo4jError, DriverError):
            continue
    with neo4j.GraphDatabase.driver(url, auth=("neo4j", password)) as driver:
        driver.execute_query("RETURN 1", database_="neo4j")


def _listens(url: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=1):
            return True
    except OSError:
        return False


def _still_starting(deadline: float, process: subprocess.Popen[bytes], log: Path) -> None:
    if process.poll() is not None or time.monotonic() > deadline:
        raise Unavailable(f"the Neo4j server did not start: {log.read_text(encoding='utf-8')[-300:]}")
    time.sleep(0.2)

