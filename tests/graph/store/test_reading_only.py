"""A reader only reads: the server sees to it, and what servers let through is refused before they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graph.errors import Refused
from graph.model import EMPTY, Facts, Node, NodeKey, Tie, TieKey, difference
from graph.store import Store, guard, open_store

GOPS, TEAM, ALONE = NodeKey("Institution", "gops:201103"), NodeKey("Team", "zi:201103"), NodeKey("Team", "alone")
KEPT = Facts.of(
    [Node(key, {"id": key.id, "name": "x"}) for key in (GOPS, TEAM, ALONE)], [Tie(TieKey("MEMBER_OF", GOPS, TEAM))]
)

WRITING = [
    "CREATE (:Institution {id: 'new'})",
    "CREATE (:Nowa {id: 'new'})",
    "MATCH (i:Institution) SET i.name = 'y'",
    "MATCH (i:Institution) SET i:Nowa",
    "MATCH (i:Institution) SET i = {id: 'y'}",
    "MATCH (i:Institution) REMOVE i.name",
    "MATCH (t:Team {id: 'alone'}) DELETE t",
    "MATCH ()-[m:MEMBER_OF]->() DELETE m",
    "MATCH (n) DETACH DELETE n",
    "MERGE (i:Institution {id: 'new'})",
    "MERGE (i:Institution {id: 'gops:201103'}) RETURN i.id",
    "MATCH (i:Institution), (t:Team) CREATE (i)-[:PARTY_TO]->(t)",
    "MATCH (i:Institution) FOREACH (x IN [1] | SET i.name = 'y')",
    "MATCH (i:Institution) CALL { WITH i SET i.name = 'y' } RETURN 1",
    "CREATE CONSTRAINT nowa IF NOT EXISTS FOR (n:Nowa) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX nowy IF NOT EXISTS FOR (n:Team) ON (n.name)",
    "DROP CONSTRAINT team_id IF EXISTS",
    "CREATE USER nowy SET PASSWORD 'abcdefgh1'",
]
BESIDES = [
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x.csv' AS line RETURN line",
    "MATCH (n) WITH n LOAD  CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "SHOW CONSTRAINTS",
    "SHOW TRANSACTIONS",
    "SHOW DATABASES",
    "SHOW USERS",
    "SHOW INDEXES YIELD name RETURN name",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CALL dbms.listConfig()",
    "CALL db.createLabel('Nowa')",
    "CALL algo.pagerank()",
    "CALL `dbms` . `listConfig`() YIELD name RETURN name",
    "MATCH (n) CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "RETURN apoc.cypher.runFirstColumnSingle('MATCH (n) RETURN n', {})",
    "USE system RETURN 1",
]
TRICKS = [
    "EXPLAIN CREATE (:Nowa)",
    "PROFILE CREATE (:Nowa)",
    "EXPLAIN SHOW TRANSACTIONS",
    "explain MATCH (n) RETURN n",
    "CYPHER 5 SHOW CONSTRAINTS",
    "CYPHER runtime=slotted SHOW CONSTRAINTS",
    "CYPHER 5 EXPLAIN SHOW CONSTRAINTS",
    "/* RETURN 1 */ SHOW CONSTRAINTS",
    "// RETURN 1\nSHOW\n/**/ CONSTRAINTS",
    "sHoW constraints",
    "LOAD/**/CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "RETURN '/*' AS a UNION LOAD CSV FROM 'file:///etc/hostname' AS a RETURN a //*/",
    "RETURN \"\\\"\" AS a UNION LOAD CSV FROM 'file:///etc/hostname' AS a RETURN a",
    "MATCH (n) WHERE n.`a``b` IS NULL SET n.name = 'y'",
    "\\u0053HOW CONSTRAINTS",
    "CALL/**/dbms.listConfig()",
    "; SHOW CONSTRAINTS",
    "\ufeffSHOW CONSTRAINTS",
    "\u180eSHOW\u00a0CONSTRAINTS",
    "LOAD\u180eCSV FROM 'file:///etc/hostname' AS line RETURN line",
    "CALL { SHOW CONSTRAINTS YIELD name RETURN name } RETURN name",
    "RETURN 'x' AS name UNION ALL SHOW CONSTRAINTS YIELD name RETURN name",
    "RETURN 1 AS one; SHOW CONSTRAINTS",
]
HARMLESS = {
    "RETURN 'SHOW' AS x": "SHOW",
    "RETURN \"LOAD CSV FROM 'x' AS y\" AS x": "LOAD CSV FROM 'x' AS y",
    "RETURN 'it\\'s CREATE (n)' AS x": "it's CREATE (n)",
    "/* CREATE (n) */ RETURN 1 AS x // DELETE n": 1,
    "WITH {set: 2, delete: 3} AS m RETURN m.set AS x": 2,
    "WITH 4 AS `create` RETURN `create` AS x": 4,
    "OPTIONAL MATCH (n:Show) RETURN count(n) AS x": 0,
    "RETURN date('2018-07-01').year AS x": 2018,
    "RETURN duration.inDays(date('2018-07-01'), date('2018-07-03')).days AS x": 2,
    "MATCH (i:Institution) CALL { WITH i RETURN i.name AS name } RETURN name AS x": "x",
    "CALL db.labels() YIELD label WHERE label = 'Team' RETURN label AS x": "Team",
    "UNWIND [1, 2] AS n WITH n WHERE n IN [2] RETURN n AS x": 2,
}


@contextmanager
def unchanged(writer: Store) -> Iterator[None]:
    writer.save(difference(EMPTY, KEPT))
    before = writer.read("MATCH (n) RETURN count(n) AS n").rows
    yield
    assert writer.facts() == KEPT
    assert writer.read("MATCH (n) RETURN count(n) AS n").rows == before


def refuses(store: Store, statement: str) -> bool:
    try:
        store.read(statement)
    except Refused:
        return True
    return False


@pytest.mark.parametrize("right", ["reader", "writer"])
def test_reading_refuses_the_rest_and_changes_nothing(writer: Store, reader: Store, right: str) -> None:
    store = reader if right == "reader" else writer  # a writer writes by `save`, and reads like a reader
    with unchanged(writer):
        for statement in [*WRITING, *BESIDES, *TRICKS]:
            assert refuses(store, statement), statement


def test_the_server_itself_holds_a_reader_to_reading(
    writer: Store, reader: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "refuse_words", lambda statement: None)
    with unchanged(writer):
        for statement in WRITING:
            assert refuses(reader, statement), statement


def test_neo4j_tells_by_its_plan_what_words_may_hide(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "refuse_words", lambda statement: None)
    statements = [each for each in BESIDES if not each.startswith(("RETURN apoc", "USE", "CALL algo"))]
    with open_store(neo4j_url) as reader:
        for statement in statements:
            assert refuses(reader, statement), statement


def test_reading_what_only_looks_like_more(writer: Store, reader: Store) -> None:
    with unchanged(writer):
        for statement, answer in HARMLESS.items():
            assert reader.read(statement).rows == ((answer,),), statement
