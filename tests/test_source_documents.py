"""The real source documents, loaded by the command line into an empty store: what must come out.

The documents are not part of the project; without them beside the checkout these tests skip.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT.parent / "shared" / "source-documents"

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents are not beside this checkout")


def koopgraf(*arguments: str | Path, expect: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "koopgraf", *map(str, arguments)], capture_output=True, text=True, cwd=ROOT, check=False,
        timeout=300,
    )
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


class Loaded:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed = koopgraf("load", DOCUMENTS, "--store", folder, "--json")

    def rows(self, cypher: str) -> list[dict[str, Any]]:
        with open_store(str(self.folder)) as reader:
            return reader.read(cypher).records()

    def export(self, target: Path) -> bytes:
        koopgraf("export", target, "--store", self.folder)
        return target.read_bytes()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("source") / "store"
    yield Loaded(folder)
    koopgraf("stop", "--store", folder)


def test_both_projects_with_leader_and_partners(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (i:Institution)-[r:RUNS]->(p:Project) RETURN p.name AS project, i.id AS id, r.role AS role ORDER BY id"
    )
    found = {
        project: {row["id"]: row["role"] for row in rows if row["project"] == project}
        for project in {row["project"] for row in rows}
    }
    assert found == {
        "Liderzy Kooperacji": {
            "rops:186301": "leader", "rops:066301": "partner", "rops:146501": "partner", "rops:206101": "partner",
            "rops:266101": "partner",
        },
        "KOOPERACJE 3D": {
            "rops:246901": "leader", "rops:106101": "partner", "rops:126101": "partner", "rops:166101": "partner",
        },
    }


def test_the_status_command_tells_the_same(loaded: Loaded) -> None:
    status = json.loads(koopgraf("status", "--store", loaded.folder, "--json"))
    assert {project["name"]: (len(project["leaders"]), len(project["partners"])) for project in status["projects"]} == {
        "Liderzy Kooperacji": (1, 4), "KOOPERACJE 3D": (1, 3),
    }
    assert (status["gminas_covered"], status["powiats_covered"], status["agreements"]) == (8, 6, 2)
    count = "MATCH (a:Agreement) RETURN count(a) AS agreements"
    assert json.loads(koopgraf("cypher", count, "--store", loaded.folder, "--json")) == [{"agreements": 2}]


def test_eight_gminas_each_with_its_team_in_six_powiats(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (t:Team)-[:COVERS]->(g:Gmina)-[:PART_OF]->(p:Powiat) "
        "RETURN g.terc AS terc, p.name AS powiat, count(DISTINCT t) AS teams ORDER BY terc"
    )
    assert [(row["terc"], row["powiat"], row["teams"]) for row in rows] == [
        ("2001052", "augustowski", 1),
        ("2005092", "hajnowski", 1),
        ("2006032", "kolneński", 1),
        ("2007052", "łomżyński", 1),
        ("2011032", "sokólski", 1),
        ("2011102", "sokólski", 1),
        ("2013052", "wysokomazowiecki", 1),
        ("2013102", "wysokomazowiecki", 1),
    ]


def test_agreement_a_of_korycin(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (a:Agreement {signed: '2018-06-22'}) OPTIONAL MATCH (i:Institution)-[:PARTY_TO]->(a) "
        "RETURN a.until AS until, i.id AS party ORDER BY party"
    )
    assert [(row["until"], row["party"]) for row in rows] == [
        ("2019-03-31", "gmina:201103"), ("2019-03-31", "rops:206101"),
    ]


def test_agreement_b_of_korycin(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (i:Institution)-[:PARTY_TO]->(a:Agreement {signed: '2018-07'}) "
        "MATCH (i)-[:AT_LEVEL]->(l:Level) MATCH (i)-[:IN_SECTOR {rank: 1}]->(s:Sector) "
        "RETURN i.kind AS kind, l.id AS level, s.id AS sector, i.name AS name ORDER BY kind"
    )
    assert {row["kind"]: (row["level"], row["sector"]) for row in rows} == {
        "GKRPA": ("gmina", "POM"),
        "GOK": ("gmina", "KUL"),
        "GOPS": ("gmina", "POM"),
        "KPP": ("powiat", "POL"),
        "NZOZ": ("gmina", "ZDR"),
        "PCPR": ("powiat", "POM"),
        "PRZED": ("gmina", "EDU"),
        "PZERI": ("gmina", "NGO"),
        "SP": ("gmina", "EDU"),
        "ZKSS": ("powiat", "SAD"),
    }
    assert len(rows) == 10


def test_five_bodies_of_the_wojewodztwo_take_part(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (i:Institution)-[:TAKES_PART_IN]->(:Project {name: 'Liderzy Kooperacji'}) "
        "MATCH (i)-[:AT_LEVEL]->(l:Level) RETURN i.id AS id, l.id AS level ORDER BY id"
    )
    assert [row["id"] for row in rows] == ["kwp:206101", "so:206101", "uw:206101", "wojewodztwo:20", "wup:206101"]
    assert {row["level"] for row in rows} == {"wojewodztwo"}


def test_two_ends_of_the_project_each_with_its_document(loaded: Loaded) -> None:
    rows = loaded.rows(
        "MATCH (d:Document)<-[:IN_DOCUMENT]-(c:Claim {predicate: 'until'})-[:ABOUT]->"
        "(:Project {name: 'Liderzy Kooperacji'}) RETURN DISTINCT c.value AS value, d.title AS title ORDER BY value"
    )
    assert [(row["value"], row["title"][:3]) for row in rows] == [("2021-03-31", "002"), ("2023-10-31", "000")]


EVIDENCE = {
    "PARTY_TO": "party", "MEMBER_OF": "member", "RUNS": "runs", "TAKES_PART_IN": "takes_part", "COVERS": "covers",
    "WITHIN": "within", "ESTABLISHED_BY": "established_by", "HAS_MILESTONE": "milestone", "HELD": "held",
    "UNIT_OF": "unit_of", "LOCATED_IN": "located",
}


def test_every_tie_leads_to_its_quote_in_the_document(loaded: Loaded) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS.iterdir()}
    ties = 0
    for type_, predicate in EVIDENCE.items():
        total = loaded.rows(f"MATCH (a)-[t:{type_}]->(b) RETURN a.id AS a, b.id AS b ORDER BY a, b")
        proved = loaded.rows(
            f"MATCH (a)-[t:{type_}]->(b) MATCH (c:Claim {{predicate: '{predicate}'}})-[:ABOUT]->(a) "
            "WHERE EXISTS { MATCH (c)-[:OBJECT]->(b) } MATCH (c)-[:IN_DOCUMENT]->(d:Document) "
            "RETURN a.id AS a, b.id AS b, c.quote AS quote, c.spans AS spans, c.as_written AS written, "
            "d.title AS title ORDER BY a, b"
        )
        assert {(row["a"], row["b"]) for row in total} == {(row["a"], row["b"]) for row in proved}, type_
        ties += len(total)
        for row in proved:
            pieces = [texts[row["title"]][start:end] for start, end in zip(*[iter(row["spans"])] * 2, strict=True)]
            assert len(pieces) == len(row["quote"]) > 0
            for said, original in zip(row["quote"], pieces, strict=True):
                assert 0 < len(said) <= 300
                assert len(said) == len(original)
                assert all(a in (b, "█") for a, b in zip(said, original, strict=True))
            if type_ in ("PARTY_TO", "MEMBER_OF", "RUNS", "TAKES_PART_IN"):
                assert any(row["written"] in said for said in row["quote"]), row
    assert ties > 50


def test_the_person_who_signs_is_nowhere(loaded: Loaded, tmp_path: Path) -> None:
    (signed,) = [path for path in DOCUMENTS.iterdir() if path.name.startswith("002")]
    signature = re.findall(r"^\*([^*\n]+)\*$", signed.read_text(encoding="utf-8"), flags=re.MULTILINE)[-1]
    words = [word for word in signature.split() if len(word) > 4]
    assert len(words) == 3
    haystack = loaded.export(tmp_path / "facts.jsonl") + loaded.printed.encode()
    koopgraf("stop", "--store", loaded.folder)
    files = [path for path in loaded.folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for content in [haystack, *(path.read_bytes() for path in files)]:
        for word in words[1:]:  # the first name alone is also a saint's
            for encoded in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.upper().encode()):
                assert encoded not in content


def test_loading_twice_writes_nothing(loaded: Loaded) -> None:
    for more in ([], ["--again"]):
        printed = json.loads(koopgraf("load", DOCUMENTS, "--store", loaded.folder, "--json", *more))
        assert printed["changes"] == 0
        assert set(printed["written"].values()) == {0}


def test_the_export_does_not_depend_on_the_order(loaded: Loaded, tmp_path: Path) -> None:
    whole = loaded.export(tmp_path / "whole.jsonl")
    store = tmp_path / "store"
    for path in sorted(DOCUMENTS.iterdir(), reverse=True):
        koopgraf("load", path, "--store", store)
    koopgraf("export", tmp_path / "again.jsonl", "--store", store)
    koopgraf("stop", "--store", store)
    assert (tmp_path / "again.jsonl").read_bytes() == whole
