"""A script fills an empty server with exactly the facts that it was made from, whatever the names hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
import pytest

from graph import cypher_script
from graph.errors import UsageError
from graph.generated import facts as facts_of
from graph.generator import Size, generate
from graph.model import Facts, Node, NodeKey, Tie, TieKey, Value
from graph.store import Store, local

HOSTILE = (
    "'}) DETACH DELETE n //", "\\", "\\'", "\\\\'", "\\u0027", "\\\\u0027}) MATCH (n) DETACH DELETE n //", "a\nb\r\tc",
    "`;`", "$p {x} \"", "„Żółć” – ░█", "\x00\x07\x85\u2028", "", "// /* */", "😀",
)


def awkward() -> Facts:
    """A node and a tie whose values are all that a property may be."""
    values: dict[str, Value] = {
        "whole": -7, "decimal": 1e-12, "large": 1.5e300, "yes": True, "day": date(2018, 6, 22), "texts": HOSTILE,
        "wholes": (1, 2), "none_of_them": (), "text": "".join(HOSTILE),
    }
    nodes = [Node(NodeKey("Institution", text), {"id": text, "name": text}) for text in HOSTILE if text]
    unit = Node(NodeKey("Unit", "201103"), {"id": "201103", **values}, ("Gmina",))
    return Facts.of([*nodes, unit], [Tie(TieKey("LOCATED_IN", node.key, unit.key), values) for node in nodes])


def run(location: str, script: Path) -> None:
    """Run the script as a person would: statement after statement, one a line."""
    if "://" in location:
        parts = urlsplit(location)
        url, database = f"{parts.scheme}://{parts.hostname}:{parts.port}", "neo4j"
        user, password = parts.username, parts.password
    else:
        server = local.ensure(Path(location))
        url, database = server.url, local.DATABASE
        user, password = local.WRITER, server.writer
    with neo4j.GraphDatabase.driver(url, auth=(user or "", password or "")) as driver:
        for line in script.read_text(encoding="utf-8").split("\n"):
            if line:
                driver.execute_query(neo4j.Query(line.removesuffix(";")), database_=database)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "facts", [awkward(), facts_of(generate(Size("2011", 170, 1_000)), cooperation=False)], ids=["awkward", "generated"]
)
def test_the_script_gives_the_facts_back(location: str, reader: Store, facts: Facts, tmp_path: Path) -> None:
    count = cypher_script.write(facts, tmp_path / "facts.cypher")
    assert count == len((tmp_path / "facts.cypher").read_text(encoding="utf-8").splitlines())
    run(location, tmp_path / "facts.cypher")
    stored = reader.facts()
    assert stored.nodes == facts.nodes
    assert stored.ties == facts.ties


def test_names_that_are_not_of_the_schema_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no 'Person'"):
        cypher_script.write(Facts.of([Node(NodeKey("Person", "x"), {})], []), tmp_path / "x")
    with pytest.raises(UsageError, match="cannot be the name"):
        cypher_script.write(Facts.of([Node(NodeKey("Unit", "x"), {"a b": 1})], []), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []
