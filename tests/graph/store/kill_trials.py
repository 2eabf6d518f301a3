# ruff: noqa: T201 — it is run by hand and prints
"""Loads that are killed (SIGKILL) at random: the store holds the old state or the new, or says that it is unfinished.

    python tests/graph/store/kill_trials.py local|neo4j [TRIALS]

Small: documents are loaded one by one, each in one transaction; the loader is killed between or inside them. Every
document whose load came back must be there, at most one more may be, and the facts must be those of exactly these
documents. Big: one load in many transactions is killed; the store must be empty, say that a load is unfinished, or be
complete; the same load once more must give the same export. A big load has more than 20,000 changes; here the bound is
lowered, so that a trial takes seconds. With `local`, every second trial kills the server together with the loader.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import neo4j  # noqa: E402

from graph.claims import Extraction  # noqa: E402
from graph.export import lines  # noqa: E402
from graph.generated import extractions  # noqa: E402
from graph.generator import Size, generate  # noqa: E402
from graph.model import Facts  # noqa: E402
from graph.store import Right, lease, local, open_store, writing  # noqa: E402
from loaders import pipeline  # noqa: E402
from loaders.backup import Backup  # noqa: E402
from loaders.extract import EXTRACTOR  # noqa: E402
from loaders.near import Change, everything  # noqa: E402
from loaders.placed import Reference  # noqa: E402
from loaders.rules import fingerprint  # noqa: E402

LEASE_SECONDS = 2.0
BIG_DOCUMENTS = 24
BIG_CHANGES = 300


@dataclass
class Result:
    """What came of the trials of one kind."""

    trials: int = 0
    inside: int = 0          # killed while something was being written
    acknowledged: int = 0    # loads that came back
    lost: int = 0            # of them, not there afterwards
    wrong: int = 0           # trials after which the facts were neither the old nor the new, or could not be finished


def documents() -> list[Extraction]:
    """Generated documents of one powiat."""
    network = generate(Size("2011", 160, 700), seed=3)
    return [each.model_copy(update={"extractor": EXTRACTOR}) for each in extractions(network)]


def digest(facts: Facts) -> str:
    """Of the export."""
    return hashlib.sha256("".join(lines(facts)).encode()).hexdigest()


def wipe(location: str) -> None:
    """Make the store empty."""
    if "://" in location:
        parts = urlsplit(location)
        url, database = f"{parts.scheme}://{parts.hostname}:{parts.port}", "neo4j"
        auth = (parts.username or "", parts.password or "")
    else:
        server = local.ensure(Path(location))
        url, database, auth = server.url, local.DATABASE, (local.WRITER, server.writer)
    with neo4j.GraphDatabase.driver(url, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=database)
    with open_store(location, right=Right.WRITER) as store:
        store.ensure_schema()


@contextmanager
def loading(location: str, change: Sequence[Extraction], *, big: bool) -> Iterator[tuple[int, int]]:
    """A process that loads: its pid, and a pipe on which it says each document that is in."""
    there, here = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(there)
            lease.LEASE_SECONDS = LEASE_SECONDS
            with open_store(location, right=Right.WRITER) as store:
                os.write(here, b"0\n")
                if big:
                    load_big(store, change)
                for number, each in enumerate([] if big else change, start=1):
                    pipeline.put(store, Change(put={each.source.id: each}))
                    os.write(here, f"{number}\n".encode())
            code = 0
        finally:
            os._exit(code)
    os.close(here)
    try:
        yield pid, there
    finally:
        os.close(there)
        os.waitpid(pid, 0)


def load_big(store: pipeline.Store, change: Sequence[Extraction]) -> None:
    """One load in many transactions."""
    writing.CHANGES, kept = BIG_CHANGES, writing.CHANGES
    try:
        pipeline.restore(store, Backup(change))
    finally:
        writing.CHANGES = kept


def kill(pid: int, location: str, *, server: bool) -> None:
    """End the loader, and perhaps the local server, as a power cut would end a process."""
    if server:
        os.kill(local.ensure(Path(location)).pid, signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)


def said(pipe: int) -> int:
    """The number of documents that the loader has said to be in."""
    text = b""
    while piece := os.read(pipe, 65536):
        text += piece
    numbers = [int(line) for line in text.decode().splitlines() if line]
    return max(numbers, default=0)


def small(location: str, trials: int, rng: random.Random) -> Result:
    """Kill loads of one document each."""
    found = Result()
    wipe(location)
    waiting = documents()
    held: list[Extraction] = []
    while found.trials < trials:
        wipe_when_full = len(held) + 12 > len(waiting)
        if wipe_when_full:
            wipe(location)
            held = []
        coming = waiting[len(held):len(held) + 12]
        server = "://" not in location and found.trials % 2 == 1
        with loading(location, coming, big=False) as (pid, pipe):
            os.read(pipe, 2)  # it has its connection
            first = os.read(pipe, 2)  # and has loaded the first document
            time.sleep(rng.uniform(0.0, 3.0))
            kill(pid, location, server=server)
            acknowledged = max(said(pipe), len(first) // 2)
        with open_store(location) as store:
            facts, unfinished = store.facts(), store.mark().unfinished
        there = {key.id for key in facts.nodes if key.label == "Document"}
        sure = {each.source.id for each in (*held, *coming[:acknowledged])}
        now = [each for each in waiting if each.source.id in there]
        found.trials += 1
        found.acknowledged += acknowledged
        found.lost += len(sure - there)
        found.inside += 0 < acknowledged < len(coming)
        whole = digest(everything(now, Reference.shipped(), [], {})) == digest(facts)
        found.wrong += unfinished is not None or len(there - sure) > 1 or not whole
        held = now
    return found


def big(location: str, trials: int, rng: random.Random) -> Result:
    """Kill one load of many transactions."""
    found = Result()
    coming = documents()[:BIG_DOCUMENTS]
    wanted = digest(everything(coming, Reference.shipped(), [], {}))
    wipe(location)
    start = time.monotonic()
    with loading(location, coming, big=True) as (_, pipe):
        said(pipe)
    lasts = time.monotonic() - start
    while found.trials < trials:
        wipe(location)
        server = "://" not in location and found.trials % 2 == 1
        with loading(location, coming, big=True) as (pid, pipe):
            time.sleep(rng.uniform(0.2, 1.0) * lasts)
            kill(pid, location, server=server)
            said(pipe)
        with open_store(location, right=Right.WRITER) as store:
            mark, facts = store.mark(), store.facts()
            clean = not facts.nodes or digest(facts) == wanted
            found.inside += mark.unfinished is not None
            said_so = clean if mark.unfinished is None else mark.unfinished.command == "restore"
            if mark.unfinished is not None or not facts.nodes:
                load_big(store, coming)
            finished = store.mark().unfinished is None and digest(store.facts()) == wanted
        found.trials += 1
        found.wrong += not (said_so and finished)
    return found


def _neo4j_server() -> ModuleType:
    path = ROOT / "tests" / "neo4j" / "server.py"
    spec = importlib.util.spec_from_file_location("neo4j_test_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def server(name: str) -> Iterator[str]:
    """Location of an empty store on a server that lives as long as the block."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "neo4j":
            with _neo4j_server().running(Path(folder)) as url:
                yield str(url)
            return
        try:
            yield folder + "/store"
        finally:
            local.stop(Path(folder) / "store")


def main() -> None:
    """Run the trials and print their figures."""
    name, trials = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    Reference.shipped(), fingerprint()  # the loaders are forked from this process, and start with what it knows
    with server(name) as location:
        for kind, run in (("small", small), ("big", big)):
            start = time.monotonic()
            found = run(location, trials, random.Random(7))
            print(f"{name} {kind}: {found} in {time.monotonic() - start:.0f} s", flush=True)
            if found.lost or found.wrong:
                sys.exit(1)


if __name__ == "__main__":
    main()
