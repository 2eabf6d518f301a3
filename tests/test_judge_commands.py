"""Judging from the command line: the queue, one decision, decisions out to a file and in from it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Protocol

import pytest

import koopgraf

ROLE = ("--role", "specjalistka ROPS")
TEXTS = {
    "first.txt": """Porozumienie o współpracy zawarte w dniu 12.03.2019 r. w Sokółce pomiędzy: Powiatowym Centrum Pomocy
Rodzinie w Sokółce, Komendą Powiatową Policji w Sokółce oraz Szkołą Podstawową nr 1 w Sokółce.
""",
    "second.txt": """Porozumienie o współpracy zawarte w dniu 15.04.2020 r. w Sokółce pomiędzy: Powiatowym Centrum
Pomocy Rodzinie w Sokółce, Powiatowym Urzędem Pracy w Sokółce oraz Szkołą Podstawową w Sokółce.
""",
}


class Run(Protocol):
    """Runs the program's own entry with these arguments, in this process, and gives what it printed."""

    def __call__(self, *arguments: str | Path, expect: int = 0, keys: str = "") -> str: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def main(*arguments: str | Path, expect: int = 0, keys: str = "") -> str:
        monkeypatch.setattr(sys, "argv", ["koopgraf", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
        capsys.readouterr()
        code: object = 0
        try:
            koopgraf.main()
        except SystemExit as end:
            code = end.code or 0
        printed = capsys.readouterr()
        assert code == expect, printed.out + printed.err
        return printed.out + printed.err

    return main


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(run: Run, local_location: str, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOOPGRAF_ROLE", raising=False)
    monkeypatch.setenv("KOOPGRAF_STORE", local_location)
    run("load", documents)


def waiting(run: Run) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("review", "--list", "--json", "--only", "pairs"))["pairs"]
    return found


@pytest.mark.usefixtures("store")
def test_decisions_go_to_a_file_and_into_another_store_and_a_name_is_no_role(
    run: Run, tmp_path: Path, documents: Path
) -> None:
    assert len(waiting(run)) == 1
    assert "A role must not contain a person's name" in run("review", "--role", "Jan Kowalski", expect=2)
    shown = run("review", *ROLE, "--only", "pairs", keys="1\n")
    assert "Szkoła Podstawowa nr 1 w Sokółce" in shown
    assert "→ to samo" in shown
    assert waiting(run) == []
    export, decided = tmp_path / "facts.jsonl", tmp_path / "decided.jsonl"
    run("export", export)
    run("judgements", "export", decided)
    other = tmp_path / "other"
    try:
        run("load", documents, "--store", other)
        figures = json.loads(run("judgements", "import", decided, "--store", other, "--json"))
        assert figures == {"given": 1, "new": 1, "without_effect": []}
        assert json.loads(run("judgements", "import", decided, "--store", other, "--json"))["new"] == 0
        run("export", tmp_path / "other.jsonl", "--store", other)
        assert (tmp_path / "other.jsonl").read_bytes() == export.read_bytes()
    finally:
        run("stop", "--store", other)
    decided.write_text("no judgement\n", encoding="utf-8")
    assert "Line 1 is not a judgement" in run("judgements", "import", decided, expect=2)


@pytest.mark.usefixtures("store")
def test_one_decision_is_made_listed_and_taken_back(run: Run) -> None:
    made = run("judge", "correct", "pcpr:201108", "--field", "sector", "--value", "KUL", "--reason", "statut", *ROLE)
    (row,) = json.loads(run("judgements", "list", "--json"))
    assert row["id"] == made.strip()
    assert (row["verdict"], row["field"], row["value"], row["bound_by"]) == ("correct", "sector", "KUL", "id")
    asked = "MATCH (:Institution {id: 'pcpr:201108'})-[r:IN_SECTOR]->(s) RETURN s.id AS sector, r.by AS by"
    assert json.loads(run("cypher", asked, "--json")) == [{"sector": "KUL", "by": f"judgement {made.strip()}"}]
    run("judge", "withdraw", made.strip(), *ROLE)
    assert json.loads(run("judgements", "list", "--json")) == []
    assert len(json.loads(run("judgements", "list", "--all", "--json"))) == 2
    assert json.loads(run("cypher", asked, "--json"))[0]["sector"] == "POM"
    assert "there is no sector NONE" in run(
        "judge", "correct", "pcpr:201108", "--field", "sector", "--value", "NONE", *ROLE, expect=2)
    assert "Nothing in the data has the id" in run("judge", "reject", "pcpr:999999", *ROLE, expect=2)
