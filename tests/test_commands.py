"""The command line as a user meets it: exit codes, what is printed, bad files among good ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import EMPTY, difference
from graph.store import Right, Work, open_store

ROOT = Path(__file__).resolve().parent.parent

NOTICE = """Ogłoszenie

W dniu 12.03.2019 r. Wójt Gminy Korycin zawarł porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce
oraz Komendą Powiatową Policji w Sokółce o współpracy na rzecz rodzin.
"""
ROSTER = "Instytucja;Przedstawiciel\nGminny Ośrodek Pomocy Społecznej w Korycinie;Zenobia Przykładna\n"
HEADER_ONLY = "Instytucja;Przedstawiciel\n"


def run(*arguments: str | Path, expect: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "koopgraf", *map(str, arguments)], capture_output=True, text=True, cwd=ROOT,
        check=False, timeout=300, env=os.environ | environment,
    )
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("commands") / "store"
    yield folder
    run("stop", "--store", folder)


def protected_docx() -> bytes:
    """The smallest compound file with the stream that Office keeps an encrypted document in."""
    def entry(name: str, kind: int, child: int = 0xFFFFFFFF) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        links = b"\xff\xff\xff\xff" * 2 + child.to_bytes(4, "little")
        fields = len(encoded).to_bytes(2, "little") + bytes([kind, 1]) + links
        return encoded.ljust(64, b"\0") + fields + bytes(36) + b"\xfe\xff\xff\xff" + bytes(8)

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900060000000000000000000000")
    numbers = [1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0]
    header += b"".join(number.to_bytes(4, "little") for number in numbers)
    header = header.ljust(76, b"\0") + (0).to_bytes(4, "little") + b"\xff\xff\xff\xff" * 108
    table = (0xFFFFFFFD).to_bytes(4, "little") + (0xFFFFFFFE).to_bytes(4, "little") + b"\xff\xff\xff\xff" * 126
    directory = entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2)
    return header[:512].ljust(512, b"\0") + table + directory.ljust(512, b"\0")


def test_good_files_load_and_each_bad_one_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "ogloszenie.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "uszkodzony.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<garbage")
    (folder / "pusty.txt").write_bytes(b"")
    (folder / "bez-wierszy.csv").write_text(HEADER_ONLY, encoding="utf-8")
    (folder / "nieznany.xyz").write_bytes(bytes(range(256)) * 4)
    (folder / "haslo.docx").write_bytes(protected_docx())
    store = tmp_path / "store"
    done = run("load", folder, "--store", store, expect=3)
    lines = done.stdout.splitlines()
    for name, word in {
        "uszkodzony.pdf": "uszkodzony", "pusty.txt": "pusty", "bez-wierszy.csv": "nie ma wierszy",
        "nieznany.xyz": "nie jest obsługiwany", "haslo.docx": "hasłem",
    }.items():
        at = lines.index(f"{name}: NIE WCZYTANO")
        assert word in lines[at + 1]
        assert lines[at + 1].count(".") >= 2, "what happened, and what to do"
    assert "ogloszenie.txt: wczytano" in lines
    found = json.loads(run("status", "--store", store, "--json").stdout)
    assert found["documents"] == 1
    assert found["agreements"] == 1
    run("stop", "--store", store)


def test_a_dry_run_writes_nothing(tmp_path: Path, store: Path) -> None:
    notice = tmp_path / "ogloszenie.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    done = json.loads(run("load", notice, "--store", store, "--dry-run", "--json").stdout)
    assert done["changes"] > 10
    assert done["dry_run"] is True
    assert json.loads(run("status", "--store", store, "--json").stdout)["documents"] == 0


def test_folding_everything_again_is_told_with_its_reason(tmp_path: Path) -> None:
    notice, store = tmp_path / "ogloszenie.txt", tmp_path / "store"
    notice.write_text(NOTICE, encoding="utf-8")
    try:
        assert "od nowa" not in run("load", notice, "--store", store).stderr
        with open_store(str(store), right=Right.WRITER) as writer:
            writer.save(difference(EMPTY, EMPTY), Work("refold", fingerprint="rules of yesterday"))
        told = "Reguły lub tabele są inne niż przy ostatnim zapisie: wszystkie dokumenty (1) są przeliczane od nowa."
        assert told in run("load", notice, "--store", store).stderr
        assert "od nowa" not in run("load", notice, "--store", store).stderr
    finally:
        run("stop", "--store", store)


def test_the_store_may_stand_before_or_after_the_verb(store: Path) -> None:
    before = run("--store", store, "status", "--json").stdout
    after = run("status", "--store", store, "--json").stdout
    assert json.loads(before) == json.loads(after)


def test_status_speaks_polish_and_english(store: Path) -> None:
    assert "Instytucje: 0" in run("status", "--store", store).stdout
    assert "Institutions: 0" in run("status", "--store", store, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "nie-ma-takiego-pliku.txt"], "nie-ma-takiego-pliku.txt"),
        (["query", "nie/ma"], "nie/ma"),
        (["query", "teams/members", "--param", "zespol"], "key=value"),
        (["cypher", "MATCH (n RETURN n"], ""),
        (["status", "--lang", "de"], "--lang pl"),
        (["status", "--store", "http://localhost"], "http://"),
        (["nie-ma-polecenia"], "nie-ma-polecenia"),
    ],
)
def test_wrong_use_is_exit_code_2(store: Path, arguments: list[str], said: str) -> None:
    tail = [] if "--store" in arguments or arguments[0].startswith("nie") else ["--store", str(store)]
    assert said in run(*arguments, *tail, expect=2).stderr


def test_an_unknown_language_in_the_environment_is_said_with_the_way_out(store: Path) -> None:
    told = run("status", "--store", store, expect=2, KOOPGRAF_LANG="de").stderr
    assert "no such language: de" in told
    assert "--lang pl or --lang en" in told


def test_cypher_answers_whole_and_never_writes(store: Path) -> None:
    numbers = "UNWIND range(1, 5000) AS n RETURN n ORDER BY n"
    rows = json.loads(run("cypher", numbers, "--store", store, "--json").stdout)
    assert [row["n"] for row in rows] == list(range(1, 5001))
    assert "CREATE" not in run("cypher", "CREATE (:Institution {id: 'x'})", "--store", store, expect=1).stdout
    assert json.loads(run("status", "--store", store, "--json").stdout)["institutions"] == 0


def test_extract_writes_one_file_a_document_without_persons(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "ogloszenie.txt").write_text(NOTICE, encoding="utf-8")
    (source / "wykaz.csv").write_text(ROSTER, encoding="utf-8")
    run("extract", source, "--out", tmp_path / "out")
    found = json.loads((tmp_path / "out" / "ogloszenie.json").read_text(encoding="utf-8"))
    (agreement,) = found["agreements"]
    assert agreement["date"] == "2019-03-12"
    assert [member["type"] for member in agreement["members"]] == ["GMINA", "PCPR", "KPP"]
    assert all(member["confidence"] >= 0.5 and member["status"] for member in agreement["members"])
    assert "Przykładna" not in (tmp_path / "out" / "wykaz.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "verb", ["load", "extract", "status", "query", "cypher", "export", "serve", "demo", "stop"]
)
def test_every_command_has_help_with_an_example(verb: str) -> None:
    assert f"koopgraf {verb}" in run(verb, "--help").stdout
