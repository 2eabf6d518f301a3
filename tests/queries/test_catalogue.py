"""The catalogue: what a query file says of itself, and what is refused before a server is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from graph.dates import holding_cypher
from graph.errors import BadParameter, UnknownQuery
from queries import catalogue


class Unasked:
    """A store that must not be asked."""

    def read(self, cypher: str, /, **parameters: Any) -> Any:
        raise AssertionError(f"the server was asked: {cypher}")


def test_there_are_queries_by_topic() -> None:
    assert len(catalogue.names()) >= 10
    assert {"teams/members", "agreements/by_date", "claims/contradictions"} <= set(catalogue.names())


@pytest.mark.parametrize("name", catalogue.names())
def test_header_and_statement_agree(name: str) -> None:
    query = catalogue.describe(name)
    assert query.question("pl").endswith("?")
    assert query.question("en").endswith("?")
    assert set(re.findall(r"\$(\w+)", query.statement)) == set(query.parameters)
    final = query.statement.rpartition("RETURN")[2].partition("ORDER BY")[0]
    returned = re.findall(r" AS (\w+)(?=,|\s*$)", final) + re.findall(r"(?:^|,)\s*(\w+)(?=,|\s*$)", final)
    assert sorted(returned) == sorted(query.columns)
    for column in query.columns.values():
        assert column.pl.strip()
        assert column.en.strip()
    assert set(catalogue.bind(query, query.examples())) == set(query.parameters)


@pytest.mark.parametrize("name", catalogue.names())
def test_dialect_that_both_servers_share(name: str) -> None:
    statement = catalogue.describe(name).statement
    assert "ORDER BY" in statement.rpartition("RETURN")[2], "the order of rows must not be left to the server"
    variables = set(re.findall(r"[(\[](\w+)(?=:)", statement)) | set(re.findall(r"\((\w+)\)(?=[-<])", statement))
    aliases = set(re.findall(r" AS (\w+)", statement))
    assert not variables & aliases, "an alias shadows a variable"
    for word in ("apoc.", "elementId", "/*", "properties(", "COLLECT {", "LOAD CSV"):
        assert word not in statement


@pytest.mark.parametrize(
    ("name", "rule"),
    [("agreements/by_date", holding_cypher("a")), ("teams/members", holding_cypher("m", term="g.term"))],
)
def test_the_rule_of_dates_is_the_one_of_the_house(name: str, rule: str) -> None:
    assert rule in " ".join(catalogue.describe(name).statement.split())


def test_unknown_query_names_the_closest() -> None:
    with pytest.raises(UnknownQuery, match="Did you mean teams/members"):
        catalogue.run(Unasked(), "teams/member")
    with pytest.raises(UnknownQuery, match="There are: agreements/by_date"):
        catalogue.describe("zzz")


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("teams/members", {}, "needs the parameter team"),
        ("teams/members", {"team": "x", "colour": "red"}, "no parameter colour.\nIts parameters: team"),
        ("projects/partners", {"team": "x"}, "Its parameters: none"),
        ("teams/members", {"team": 7}, "team must be text, not 7"),
        ("agreements/by_date", {"day": "2018-07"}, "a day written YYYY-MM-DD, not '2018-07'"),
        ("agreements/by_date", {"day": "2018-02-30"}, "a day written"),
        ("ties/strongest", {"limit": "-1"}, "a whole number from 0"),
        ("ties/strongest", {"limit": "many"}, "a whole number from 0"),
        ("ties/strongest", {"limit": True}, "a whole number from 0"),
        ("gaps/gminas_without_team", {"territory": "Korycin"}, "a TERC code"),
        ("gaps/gminas_without_team", {"territory": "201"}, "a TERC code"),
        ("teams/without_sector", {"sector": "astronomia"}, "a sector's code or name"),
    ],
)
def test_bad_parameters_never_reach_the_server(name: str, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(BadParameter, match=re.escape(message)):
        catalogue.run(Unasked(), name, **parameters)


def test_text_of_a_command_line_becomes_values() -> None:
    assert catalogue.bind(catalogue.describe("ties/strongest"), {"limit": "5"}) == {"limit": 5}
    assert catalogue.bind(catalogue.describe("ties/strongest"), {}) == {"limit": 20}
    assert catalogue.bind(catalogue.describe("agreements/by_date"), {"day": "2018-09-01"}) == {"day": date(2018, 9, 1)}
    assert catalogue.bind(catalogue.describe("gaps/gminas_without_team"), {}) == {"territory": ""}


@pytest.mark.parametrize("written", ["ZDR", "zdr", "zdrowie", "Ochrona zdrowia"])
def test_a_sector_may_be_named_by_code_or_word(written: str) -> None:
    assert catalogue.bind(catalogue.describe("teams/without_sector"), {"sector": written}) == {"sector": "ZDR"}


@pytest.mark.parametrize(
    "text",
    ["MATCH (n) RETURN n\n", "// pl: Co?\n// en: What?\nRETURN 1 AS one\n", "// pl: a: b: c\nRETURN 1 AS one\n",
     "// pl: Co?\n// en: What?\n// columns:\n//   one: tylko po polsku\nRETURN 1 AS one\n"],
)
def test_a_file_without_its_header_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="topic/question"):
        catalogue.parse("topic/question", text)
