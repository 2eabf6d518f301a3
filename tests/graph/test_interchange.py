"""What other programs are given is what comes back, attribute by attribute."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from lxml import etree

from graph.claims import Kind
from graph.errors import UsageError
from graph.generator import Size, generate
from graph.interchange import Format, node_table, read, tie_table, write
from graph.network import GroupRow, Institution, TwoMode, project, to_networkx, two_mode

AWKWARD = 'Szkoła „Żółta” <&> "a", b;\' – nr 1'
FILE_NAMES = {Format.GRAPHML: "net.graphml", Format.GEXF: "net.gexf", Format.CSV: "csv", Format.PARQUET: "parquet"}


def small() -> TwoMode:
    """Two teams that share b; c knows nothing of itself but its name."""
    return two_mode(
        [
            Institution("a", AWKWARD, "SP", ("EDU", "POM"), ("gmina",), "020101", 51.25, 15.5, "accepted", 0.95),
            Institution("b", "PCPR", "PCPR", ("POM",), ("powiat",), "0201", None, None, "accepted", 1.0),
            Institution("c", "?"),
        ],
        [
            GroupRow("g1", Kind.TEAM, "zespół", "Zespół", ("020101",), ("p",), "2018", "2019-03", ("x", "y")),
            GroupRow("g2", Kind.AGREEMENT, "porozumienie"),
        ],
        {("a", "g1"): 0.1 + 0.2, ("b", "g1"): 1.0, ("b", "g2"): 0.75, ("c", "g2"): 0.8},
    )


def graphs() -> dict[str, nx.Graph[str]]:
    measured = to_networkx(project(small()))
    for place, node in enumerate(measured):
        measured.nodes[node]["teams"] = place
        measured.nodes[node]["hub"] = place == 1
        if place:
            measured.nodes[node]["betweenness"] = place / 3
    return {
        "two mode": to_networkx(small()),
        "projection": to_networkx(project(small())),
        "with measures": measured,
        "generated": to_networkx(project(generate(Size("2011", 170, 1_000)))),
        "without ties": to_networkx(two_mode([Institution("a", "A")], [], {})),
    }


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("name", graphs())
def test_what_is_read_equals_what_was_written(form: Format, name: str, tmp_path: Path) -> None:
    graph = graphs()[name]
    target = tmp_path / FILE_NAMES[form]
    write(graph, target, form)
    back = read(target, form)
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert nx.utils.graphs_equal(back, graph)
    for node, attributes in graph.nodes(data=True):
        assert {key: type(value) for key, value in back.nodes[node].items()} == {
            key: type(value) for key, value in attributes.items()
        }


@pytest.mark.parametrize("form", [Format.GRAPHML, Format.GEXF, Format.CSV])
def test_equal_graphs_give_equal_bytes(form: Format, tmp_path: Path) -> None:
    graph = to_networkx(small())
    backwards: nx.Graph[str] = nx.Graph()
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    ties = [(right, left, attributes) for left, right, attributes in graph.edges(data=True)]
    backwards.add_edges_from(reversed(ties))
    for place, each in enumerate((graph, backwards)):
        write(each, tmp_path / f"{place}", form)
    written = [tmp_path / "0", tmp_path / "1"]
    files = [sorted(path.iterdir()) if path.is_dir() else [path] for path in written]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


@pytest.mark.parametrize("name", graphs())
def test_networkx_reads_every_attribute_of_the_gexf_by_itself(name: str, tmp_path: Path) -> None:
    graph = graphs()[name]
    write(graph, tmp_path / "net.gexf", Format.GEXF)
    back = nx.read_gexf(tmp_path / "net.gexf", version="1.3")
    assert set(back) == set(graph)
    for node, stated in graph.nodes(data=True):
        found = dict(back.nodes[node])
        assert set(found.pop("viz")) == {"color", "size", "shape"} | ({"position"} if "lat" in stated else set())
        assert found.pop("label") == stated.get("name", node)
        assert found == {key: value for key, value in stated.items() if key != "name"}
    ties = {frozenset(ends): stated for *ends, stated in graph.edges(data=True)}
    assert {
        frozenset(ends): {key: value for key, value in stated.items() if key != "id"}
        for *ends, stated in back.edges(data=True)
    } == ties


JAVA = {
    "string": r".+", "integer": r"-?\d{1,9}", "double": r"-?\d+(\.\d+)?(e[-+]?\d+)?", "boolean": "true|false",
}
"""What Gephi's parsers of these types take: an integer has 32 bits, no number is called nan or inf."""


@pytest.mark.parametrize("name", graphs())
def test_gephi_can_parse_every_value_of_the_gexf(name: str, tmp_path: Path) -> None:
    write(graphs()[name], tmp_path / "net.gexf", Format.GEXF)
    document = etree.parse(str(tmp_path / "net.gexf"))
    types = {
        (group.get("class"), each.get("id")): each.get("type")
        for group in document.iter("{*}attributes") for each in group
    }
    checked = 0
    for domain in ("node", "edge"):
        for element in document.iter(f"{{*}}{domain}"):
            for value in element.iter("{*}attvalue"):
                type_ = types[domain, value.get("for")]
                assert re.fullmatch(JAVA[type_], value.get("value"), re.DOTALL), (value.get("for"), value.get("value"))
                checked += 1
    assert checked
    for number in document.xpath("//@weight | //*[local-name()='size']/@value | //@x | //@y | //@z"):
        assert re.fullmatch(JAVA["double"], number), number


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), ["a"]])
@pytest.mark.parametrize("form", [Format.GRAPHML, Format.GEXF])
def test_what_is_no_value_is_refused_by_the_name_of_its_attribute(form: Format, value: object, tmp_path: Path) -> None:
    graph = to_networkx(small())
    graph.nodes["a"]["betweenness"] = value
    with pytest.raises(UsageError, match="The attribute betweenness holds"):
        write(graph, tmp_path / "net", form)
    assert list(tmp_path.iterdir()) == []


RULES = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://gexf.net/1.3"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="gexf"><attribute name="version" ns=""><value>1.3</value></attribute>
  <optional><element name="meta"><zeroOrMore><choice>
    <element name="creator"><text/></element><element name="keywords"><text/></element>
    <element name="description"><text/></element></choice></zeroOrMore></element></optional>
  <element name="graph">
   <attribute name="defaultedgetype" ns=""><choice><value>directed</value><value>undirected</value></choice></attribute>
   <attribute name="mode" ns=""><choice><value>static</value><value>dynamic</value></choice></attribute>
   <zeroOrMore><element name="attributes">
     <attribute name="class" ns=""><choice><value>node</value><value>edge</value></choice></attribute>
     <zeroOrMore><element name="attribute"><attribute name="id" ns=""/><attribute name="title" ns=""/>
      <attribute name="type" ns=""><choice><value>integer</value><value>double</value><value>boolean</value>
       <value>string</value></choice></attribute></element></zeroOrMore></element></zeroOrMore>
   <element name="nodes"><zeroOrMore><element name="node"><attribute name="id" ns=""/><attribute name="label" ns=""/>
     <ref name="values"/><zeroOrMore><ref name="drawn"/></zeroOrMore></element></zeroOrMore></element>
   <element name="edges"><zeroOrMore><element name="edge">
     <attribute name="source" ns=""/><attribute name="target" ns=""/>
     <optional><attribute name="weight" ns=""><data type="double"/></attribute></optional>
     <ref name="values"/></element></zeroOrMore></element>
  </element></element></start>
 <define name="values"><element name="attvalues"><zeroOrMore><element name="attvalue"><attribute name="for" ns=""/>
   <attribute name="value" ns=""/></element></zeroOrMore></element></define>
 <define name="drawn"><choice>
  <element name="color" ns="http://gexf.net/1.3/viz"><attribute name="r" ns=""><ref name="byte"/></attribute>
   <attribute name="g" ns=""><ref name="byte"/></attribute>
   <attribute name="b" ns=""><ref name="byte"/></attribute></element>
  <element name="position" ns="http://gexf.net/1.3/viz"><attribute name="x" ns=""><data type="float"/></attribute>
   <attribute name="y" ns=""><data type="float"/></attribute>
   <attribute name="z" ns=""><data type="float"/></attribute></element>
  <element name="size" ns="http://gexf.net/1.3/viz"><attribute name="value" ns=""><data type="float">
   <param name="minInclusive">0</param></data></attribute></element>
  <element name="shape" ns="http://gexf.net/1.3/viz"><attribute name="value" ns=""><choice><value>disc</value>
   <value>square</value><value>triangle</value><value>diamond</value></choice></attribute></element></choice></define>
 <define name="byte"><data type="nonNegativeInteger"><param name="maxInclusive">255</param></data></define>
</grammar>
"""


@pytest.mark.parametrize("name", graphs())
def test_gexf_keeps_the_rules_of_its_schema(name: str, tmp_path: Path) -> None:
    graph = graphs()[name]
    write(graph, tmp_path / "net.gexf", Format.GEXF)
    document = etree.parse(str(tmp_path / "net.gexf"))
    etree.RelaxNG(etree.fromstring(RULES)).assertValid(document)
    declared = {
        (group.get("class"), each.get("id")) for group in document.iter("{*}attributes") for each in group
    }
    for domain in ("node", "edge"):
        elements = document.iter(f"{{*}}{domain}")
        used = {(domain, value.get("for")) for each in elements for value in each.iter("{*}attvalue")}
        assert used <= declared
    nodes = {node.get("id") for node in document.iter("{*}node")}
    assert {edge.get(end) for edge in document.iter("{*}edge") for end in ("source", "target")} <= nodes


def test_two_bodies_of_one_place_are_not_drawn_on_one_point(tmp_path: Path) -> None:
    graph = to_networkx(generate(Size("2011", 170, 1_000)))
    write(graph, tmp_path / "net.gexf", Format.GEXF)
    positions = [
        (each.get("x"), each.get("y")) for each in etree.parse(str(tmp_path / "net.gexf")).iter("{*}position")
    ]
    assert len(positions) == 170
    assert len(set(positions)) == 170


def test_tables_are_as_a_spreadsheet_wants_them(tmp_path: Path) -> None:
    graph = to_networkx(project(small()))
    nodes, ties = node_table(graph), tie_table(graph)
    assert list(nodes.columns[:3]) == ["id", "name", "kind"]
    assert ties.to_dict("records") == [
        {"source": "a", "target": "b", "weight": 1.0, "weighting": "newman"},
        {"source": "b", "target": "c", "weight": 1.0, "weighting": "newman"},
    ]
    write(graph, tmp_path / "csv", Format.CSV)
    assert pd.read_csv(tmp_path / "csv" / "nodes.csv", dtype=str)["terc"].tolist()[:2] == ["020101", "0201"]


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    graph = to_networkx(small())
    graph.nodes["a"]["odd"] = ["a", "list"]
    with pytest.raises(UsageError, match="odd holds list"):
        write(graph, tmp_path / "net.gexf", Format.GEXF)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "nothing.graphml", Format.GRAPHML)
    (tmp_path / "text.gexf").write_text("no xml", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        read(tmp_path / "text.gexf", Format.GEXF)
    with pytest.raises(UsageError, match="cannot be written"):
        write(to_networkx(small()), tmp_path, Format.GRAPHML)
