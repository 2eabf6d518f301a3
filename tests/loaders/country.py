# ruff: noqa: T201 — it is run by hand and prints
"""A store of a country's size, made of generated documents, and how long one more document takes.

    python tests/loaders/country.py make STORE [S|M]     fold generated documents and save them in parts
    python tests/loaders/country.py one STORE [TIMES]    wall time of `koopgraf load ONE`, the server running
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.generated import extractions  # noqa: E402
from graph.generator import SIZES, generate  # noqa: E402
from graph.store import Right, open_store  # noqa: E402
from loaders import pipeline  # noqa: E402
from loaders.backup import Backup  # noqa: E402
from loaders.extract import EXTRACTOR  # noqa: E402

DOCUMENT = """Porozumienie

W dniu {day}.03.2024 r. Wójt Gminy Korycin zawarł porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce,
Komendą Powiatową Policji w Sokółce, Gminnym Ośrodkiem Pomocy Społecznej w Korycinie oraz Powiatowym Urzędem Pracy
w Sokółce o współpracy na rzecz rodzin.
"""


def make(location: str, size: str) -> None:
    """Save a generated network's documents with all that follows from them."""
    network = generate(SIZES[size])
    documents = [each.model_copy(update={"extractor": EXTRACTOR}) for each in extractions(network)]
    print(f"{len(network.institutions)} institutions, {len(documents)} documents", flush=True)
    start = time.monotonic()
    with open_store(location, right=Right.WRITER) as store:
        delta = pipeline.restore(store, Backup(documents))
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{len(delta)} changes folded and saved in {time.monotonic() - start:.0f} s, {gib:.1f} GiB")


def one(location: str, times: int) -> None:
    """Load documents one by one by the command line."""
    with tempfile.TemporaryDirectory() as folder, open_store(location) as store:
        for number in range(1, times + 1):
            path = Path(folder) / f"{number}.txt"
            path.write_text(DOCUMENT.format(day=number), encoding="utf-8")
            for verb, what in (("load", str(path)), ("forget", path.name)):
                before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
                subprocess.run([sys.executable, "-m", "koopgraf", verb, what, "--store", location, "--json"],
                               check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
                wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
                cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                last = store.log(1)[0]
                changes = last.nodes_new + last.nodes_changed + last.nodes_removed
                changes += last.ties_new + last.ties_changed + last.ties_removed
                print(f"{verb} {wall:.2f} s wall, {cpu:.2f} s CPU, {changes} changes", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "M")
    else:
        one(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)
