"""What every store does, on the local server and on a real Neo4j."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import BadParameter, Overtaken, Refused, StoreUnavailable, UsageError
from graph.model import EMPTY, Facts, Node, NodeKey, Tie, TieKey, Value, difference
from graph.store import Right, Store, Written, open_store
from graph.store.names import EXTRA_LABELS, LABELS, TIE_TYPES

GOPS = NodeKey("Institution", "gops:201103")
TEAM = NodeKey("Team", "zi:201103")
MEMBER = TieKey("MEMBER_OF", GOPS, TEAM)
EVERY_KIND: dict[str, Value] = {
    "text": "Zażółć gęślą jaźń – „GOPS”", "whole": 7, "decimal": 1.0, "true": True, "day": date(2018, 6, 22),
    "texts": ("a", "ł"), "wholes": (1, 2), "decimals": (0.5, 2.0), "none_of_them": (),
}


def node(key: NodeKey, *extra: str, **properties: Value) -> Node:
    return Node(key, {"id": key.id, **properties}, extra)


def two(**properties: Value) -> Facts:
    """An institution in a team."""
    return Facts.of([node(GOPS, name="GOPS w Korycinie"), node(TEAM, name="ZI")], [Tie(MEMBER, properties)])


def everything() -> Facts:
    """A node of each label and a tie of each type, with a property of each kind."""
    nodes = [node(NodeKey(label, f"{label}/1"), **EVERY_KIND) for label in LABELS]
    nodes += [node(NodeKey("Unit", label), label, **EVERY_KIND) for label in EXTRA_LABELS]
    start, end = NodeKey("Institution", "Institution/1"), NodeKey("Team", "Team/1")
    return Facts.of(nodes, [Tie(TieKey(type_, start, end), EVERY_KIND) for type_ in TIE_TYPES])


def test_the_schema_may_be_made_twice(writer: Store) -> None:
    writer.ensure_schema()
    writer.ensure_schema()
    twice = Facts.of([node(GOPS)], [])
    writer.save(difference(EMPTY, twice))
    with pytest.raises(UsageError):  # the constraint holds
        writer.save(difference(EMPTY, twice))


def test_facts_come_back_as_they_were_saved(writer: Store) -> None:
    saved = everything()
    written = writer.save(difference(EMPTY, saved))
    assert (written.nodes, written.ties) == (len(LABELS) + len(EXTRA_LABELS), len(TIE_TYPES))
    found = writer.facts()
    assert found == saved
    kinds = {name: type(value) for name, value in found.nodes[NodeKey("Claim", "Claim/1")].properties.items()}
    assert kinds == {"id": str} | {name: type(value) for name, value in EVERY_KIND.items()}


def test_saving_what_is_there_writes_nothing(writer: Store) -> None:
    writer.save(difference(EMPTY, everything()))
    before = writer.revision()
    assert writer.save(difference(writer.facts(), everything())) == Written(0, 0, 0)
    assert writer.revision() == before


def test_an_update_replaces_all_properties(writer: Store) -> None:
    old = Facts.of([node(GOPS, name="GOPS", status="x"), node(TEAM)], [Tie(MEMBER, {"role": "x", "claims": 1})])
    new = Facts.of([node(GOPS, name="GOPS w Korycinie"), node(TEAM)], [Tie(MEMBER, {"claims": 2})])
    writer.save(difference(EMPTY, old))
    writer.save(difference(old, new))
    assert writer.facts() == new
    assert writer.read("MATCH (i:Institution) RETURN keys(i) AS keys").rows[0][0] in (("id", "name"), ("name", "id"))


def test_a_relabelled_unit_keeps_its_ties(writer: Store) -> None:
    unit, whole = NodeKey("Unit", "2061"), NodeKey("Unit", "20")
    tie = Tie(TieKey("PART_OF", unit, whole))
    old = Facts.of([node(unit, "Gmina"), node(whole, "Wojewodztwo")], [tie])
    new = Facts.of([node(unit, "Powiat"), node(whole, "Wojewodztwo")], [tie])
    writer.save(difference(EMPTY, old))
    writer.save(difference(old, new))
    assert writer.facts() == new


def test_removing_leaves_the_rest(writer: Store) -> None:
    writer.save(difference(EMPTY, two()))
    rest = Facts.of([node(TEAM, name="ZI")], [])
    assert writer.save(difference(two(), rest)) == Written(nodes=1, ties=1, properties=0)
    assert writer.facts() == rest


def test_many_rows_and_long_texts_are_saved_in_parts(writer: Store) -> None:
    long = "Zażółć gęślą jaźń. " * 100_000
    nodes = [node(NodeKey("Document", str(number)), text=long) for number in range(4)]
    nodes += [node(NodeKey("Claim", str(number)), rule="r") for number in range(4_500)]
    ties = [Tie(TieKey("IN_DOCUMENT", NodeKey("Claim", str(number)), nodes[number % 4].key)) for number in range(4_500)]
    saved = Facts.of(nodes, ties)
    assert writer.save(difference(EMPTY, saved)) == Written(nodes=4_504, ties=4_500, properties=4 * 2 + 4_500 * 2)
    assert writer.facts() == saved


def test_a_save_that_fails_leaves_what_was(writer: Store) -> None:
    writer.save(difference(EMPTY, two()))
    other = NodeKey("Institution", "pup:2011")
    wrong = Facts.of([*two().nodes.values(), node(other)], [Tie(TieKey("MEMBER_OF", other, TEAM))])
    delta = difference(EMPTY, wrong)  # creates again what is there
    with pytest.raises(UsageError):
        writer.save(delta)
    assert writer.facts() == two()


def test_a_tie_to_a_node_that_is_not_there_is_an_error(writer: Store) -> None:
    missing = NodeKey("Team", "nowhere")
    facts = Facts.of([node(GOPS), node(missing)], [Tie(TieKey("MEMBER_OF", GOPS, missing))])
    only_tie = difference(Facts.of(facts.nodes.values(), []), facts)
    with pytest.raises(UsageError, match="does not fit"):
        writer.save(only_tie)
    assert writer.facts() == EMPTY


def test_a_name_outside_the_schema_is_an_error(writer: Store) -> None:
    strange = Facts.of([node(NodeKey("Institution) DETACH DELETE (m", "x"))], [])
    with pytest.raises(UsageError, match="schema has no label"):
        writer.save(difference(EMPTY, strange))


def test_a_save_for_an_older_graph_is_an_error(writer: Store, location: str) -> None:
    assert writer.facts() == EMPTY
    with open_store(location, right=Right.WRITER) as other:
        other.save(difference(EMPTY, Facts.of([node(TEAM)], [])))
    with pytest.raises(Overtaken, match="changed the graph meanwhile"):
        writer.save(difference(EMPTY, Facts.of([node(GOPS)], [])))
    assert list(writer.facts().nodes) == [TEAM]
    writer.save(difference(EMPTY, Facts.of([node(GOPS)], [])))
    assert writer.revision() == 2


def test_values_are_plain(writer: Store) -> None:
    writer.save(difference(EMPTY, two(since=date(2018, 7, 1), claims=2)))
    table = writer.read(
        "MATCH p = (i:Institution)-[m:MEMBER_OF]->(t:Team {id: $team}) "
        "RETURN i, m, m.since AS since, [m.since] AS listed, {day: m.since} AS mapped, i.missing AS missing, p",
        team=TEAM.id,
    )
    institution = {"labels": ("Institution",), "properties": {"id": GOPS.id, "name": "GOPS w Korycinie"}}
    tie = {"type": "MEMBER_OF", "properties": {"claims": 2, "since": date(2018, 7, 1)}}
    team = {"labels": ("Team",), "properties": {"id": TEAM.id, "name": "ZI"}}
    assert table.columns == ("i", "m", "since", "listed", "mapped", "missing", "p")
    assert table.records() == [{
        "i": institution, "m": tie, "since": date(2018, 7, 1), "listed": (date(2018, 7, 1),),
        "mapped": {"day": date(2018, 7, 1)}, "missing": None,
        "p": {"nodes": (institution, team), "relationships": (tie,)},
    }]


def test_an_answer_is_never_cut(reader: Store) -> None:
    assert len(reader.read("UNWIND range(1, 30000) AS x RETURN x")) == 30_000


def test_a_graph_that_is_empty_answers_without_rows(reader: Store) -> None:
    assert reader.read("MATCH (i:Institution) RETURN i.id AS id").rows == ()
    assert reader.facts() == EMPTY


def test_a_mistake_is_told_with_the_words_of_the_server(reader: Store) -> None:
    with pytest.raises(UsageError, match="MTCH"):
        reader.read("MTCH (n) RETURN n")
    with pytest.raises(BadParameter, match="nazwa"):
        reader.read("RETURN $nazwa")


def test_the_server_says_what_it_is(reader: Store) -> None:
    assert reader.server().startswith("Neo4j/5.26")


def test_a_closed_store_is_unavailable(location: str) -> None:
    store = open_store(location)
    store.close()
    with pytest.raises(StoreUnavailable):
        store.read("RETURN 1")


def test_a_reader_does_not_save(reader: Store) -> None:
    with pytest.raises(Refused):
        reader.save(difference(EMPTY, two()))
    with pytest.raises(Refused):
        reader.ensure_schema()
