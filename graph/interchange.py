"""The network in the formats of other programs: GraphML, GEXF (Gephi), CSV and Parquet tables, written and read back.

All start from the `networkx` graph that `graph.network.to_networkx` makes; attributes that a researcher
adds to its nodes and ties (a measure, say) are written, too. Values are str, int, float or bool; an
attribute that is unknown is left out. `read` gives a graph that equals the written one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from lxml import etree

from graph import reference
from graph.errors import UsageError
from graph.vocabulary import Level


class Format(StrEnum):
    """What `write` and `read` know. CSV and Parquet are a folder with a file of nodes and one of ties."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    PARQUET = "parquet"


NODES, TIES = "nodes", "edges"
"""Stems of the two files of a table format."""

_FIRST = ("id", "name", "bipartite", "kind", "family", "source", "target", "weight", "confidence")
_TEXT = frozenset({
    "id", "source", "target", "name", "kind", "sectors", "levels", "terc", "status", "family", "covers", "projects",
    "since", "until", "established_by", "weighting",
})
"""Columns of a CSV file that stay text though they may look like numbers: TERC codes, years."""

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_XML_TYPE = {str: "string", int: "integer", float: "double", bool: "boolean"}
_SHAPE: Mapping[str, str] = {Level.GMINA: "disc", Level.POWIAT: "square", Level.WOJEWODZTWO: "triangle"}
_OTHER_SHAPE = "disc"
_GROUP_SHAPE, _GROUP_COLOUR = "diamond", "#FFFFFF"
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def write(graph: nx.Graph[str], path: str | Path, form: Format) -> None:
    """Write the graph; equal graphs give equal bytes (of Parquet: with the same version of its library).

    Args:   path: a file; for CSV and Parquet a folder, which is made.
    Raises: UsageError: nothing can be written there, or an attribute is of another type.
    """
    path = Path(path)
    try:
        if form in _TABLES:
            path.mkdir(parents=True, exist_ok=True)
            for stem, frame in ((NODES, node_table(graph)), (TIES, tie_table(graph))):
                _replaced(path / f"{stem}.{form}", _TABLES[form][0], frame)
        else:
            _replaced(path, _gexf if form is Format.GEXF else _graphml, graph)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.", hint="Name another one.") from error


def read(path: str | Path, form: Format) -> nx.Graph[str]:
    """Read what `write` wrote. Raises UsageError when the file is not there or not of that format."""
    path = Path(path)
    try:
        if form in _TABLES:
            load = _TABLES[form][1]
            return _from_tables(load(path / f"{NODES}.{form}"), load(path / f"{TIES}.{form}"))
        return _from_gexf(path) if form is Format.GEXF else _from_graphml(path)
    except (OSError, etree.XMLSyntaxError, ValueError, KeyError, nx.NetworkXError) as error:
        raise UsageError(f"{path} cannot be read as {form}: {error}", hint="Write it again.") from error


def node_table(graph: nx.Graph[str]) -> pd.DataFrame:
    """One row a node, by id: `id` and every attribute that some node has; missing where it is unknown."""
    return _frame(("id",), ({"id": node, **attributes} for node, attributes in _sorted_nodes(graph)))


def tie_table(graph: nx.Graph[str]) -> pd.DataFrame:
    """One row a tie, by its ends: `source` < `target`, every attribute, and the weighting that all share."""
    shared = {key: value for key, value in graph.graph.items() if key == "weighting"}
    rows = ({"source": left, "target": right, **stated, **shared} for left, right, stated in _sorted_ties(graph))
    return _frame(("source", "target"), rows)


def _replaced(path: Path, writer: Callable[[Any, Path], None], content: object) -> None:
    """Whole or not at all."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    part = path.with_name(f"{path.name}.part")
    try:
        writer(content, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sorted_nodes(graph: nx.Graph[str]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(((node, graph.nodes[node]) for node in graph), key=lambda node: node[0])


def _sorted_ties(graph: nx.Graph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    ends = ((min(left, right), max(left, right), attributes) for left, right, attributes in graph.edges(data=True))
    return sorted(ends, key=lambda tie: tie[:2])


# ---------------------------------------------------------------- tables


def _frame(always: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    listed = list(rows)
    names = dict.fromkeys((*always, *(name for row in listed for name in row)))
    order = [*(name for name in _FIRST if name in names), *sorted(names.keys() - set(_FIRST))]
    return pd.DataFrame({name: _series([row.get(name) for row in listed]) for name in order})


def _series(values: list[Any]) -> pd.Series[Any]:
    """A column of one type, missing values kept apart from 0 and ''."""
    kinds = {type(value) for value in values if value is not None}
    types = {frozenset({int}): "Int64", frozenset({bool}): "boolean", frozenset({float}): "float64",
             frozenset({int, float}): "float64"}
    return pd.Series(values, dtype=types.get(frozenset(kinds), "object"))


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _read_csv(path: Path) -> pd.DataFrame:
    """Columns that are text by name stay text; of the others whole numbers, decimals and booleans are told apart."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    for name in frame.columns.difference(sorted(_TEXT)):
        known = frame[name].dropna()
        if known.isin(("True", "False")).all():
            frame[name] = frame[name].map({"True": True, "False": False}).astype("boolean")
        elif known.str.fullmatch(r"-?\d+").all():
            frame[name] = frame[name].astype("Int64")
        elif (numbers := pd.to_numeric(known, errors="coerce")).notna().all():
            frame[name] = numbers.map(float).reindex(frame.index)
    return frame


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False, engine="pyarrow")


def _read_parquet(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path, engine="pyarrow")


_TABLES: Mapping[Format, tuple[Callable[[pd.DataFrame, Path], None], Callable[[Path], pd.DataFrame]]] = {
    Format.CSV: (_write_csv, _read_csv),
    Format.PARQUET: (_write_parquet, _read_parquet),
}


def _from_tables(nodes: pd.DataFrame, ties: pd.DataFrame) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    if len(ties) and "weighting" in ties:
        graph.graph["weighting"] = str(ties.pop("weighting").iloc[0])
    for row in _known(nodes):
        graph.add_node(row.pop("id"), **row)
    for row in _known(ties):
        graph.add_edge(row.pop("source"), row.pop("target"), **row)
    return graph


def _known(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain Python values, without what is missing."""
    columns = [(str(name), frame[name].astype("object").to_list(), frame[name].isna().to_list()) for name in frame]
    for place in range(len(frame)):
        yield {name: values[place] for name, values, missing in columns if not missing[place]}


# ---------------------------------------------------------------- XML


def _types(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Attribute → its XML type, sorted. Raises UsageError for a value that no format can carry."""
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):      # Gephi does not take Python's word for it
                raise UsageError(f"The attribute {name} holds {value}.", hint="Leave out what is not known.")
            kinds.setdefault(name, set()).add(type(value))
    types = {}
    for name, found in sorted(kinds.items()):
        one = float if found == {int, float} else next(iter(found))
        if (len(found) > 1 and one is not float) or one not in _XML_TYPE:
            raise UsageError(
                f"The attribute {name} holds {', '.join(sorted(each.__name__ for each in found))}.",
                hint="Give it one type: str, int, float or bool.",
            )
        types[name] = _XML_TYPE[one]
    return types


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value) if isinstance(value, float) else str(value)


def _graphml(graph: nx.Graph[str], path: Path) -> None:
    of = {
        "graph": _types([graph.graph]),
        "node": _types(attributes for _, attributes in graph.nodes(data=True)),
        "edge": _types(attributes for *_, attributes in graph.edges(data=True)),
    }
    keys = {(domain, name): f"{domain[0]}{place}" for domain in of for place, name in enumerate(of[domain])}
    with etree.xmlfile(str(path), encoding="utf-8") as out:
        out.write_declaration()
        with out.element("graphml", nsmap={None: _GRAPHML}):
            for (domain, name), key in keys.items():
                type_ = {"integer": "long"}.get(of[domain][name], of[domain][name])
                attributes = {"id": key, "for": domain, "attr.name": name, "attr.type": type_}
                _leaf(out, "key", attributes)
            with out.element("graph", edgedefault="undirected"):
                _data(out, "graph", graph.graph, keys)
                for node, attributes in _sorted_nodes(graph):
                    with out.element("node", id=node):
                        _data(out, "node", attributes, keys)
                for left, right, attributes in _sorted_ties(graph):
                    with out.element("edge", source=left, target=right):
                        _data(out, "edge", attributes, keys)


def _from_graphml(path: Path) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.read_graphml(path)
    for name in ("node_default", "edge_default"):
        graph.graph.pop(name)
    return graph


def _data(out: Any, domain: str, attributes: Mapping[str, Any], keys: Mapping[tuple[str, str], str]) -> None:
    for name, value in sorted(attributes.items()):
        with out.element("data", key=keys[domain, name]):
            out.write(_text(value))
    out.write("\n")


def _leaf(out: Any, tag: str, attributes: Mapping[str, str]) -> None:
    with out.element(tag, attributes):
        pass
    out.write("\n")


def _gexf(graph: nx.Graph[str], path: Path) -> None:
    """GEXF 1.3: names as labels, `weight` as the tie's own, colour by sector, shape by level, place by coordinates."""
    of = {
        "node": _types({**attributes, "name": ""} for _, attributes in graph.nodes(data=True)),
        "edge": _types(attributes for *_, attributes in graph.edges(data=True)),
    }
    of["node"].pop("name", None)
    of["edge"].pop("weight", None)
    with etree.xmlfile(str(path), encoding="utf-8") as out:
        out.write_declaration()
        with out.element("gexf", nsmap={None: _GEXF, "viz": _VIZ}, version="1.3"):
            with out.element("meta"):
                with out.element("creator"):
                    out.write("Koopgraf")
                with out.element("keywords"):
                    out.write("; ".join(f"{name}={value}" for name, value in sorted(graph.graph.items())))
            with out.element("graph", defaultedgetype="undirected", mode="static"):
                for domain, types in of.items():
                    with out.element("attributes", {"class": domain}):
                        for name, type_ in types.items():
                            _leaf(out, "attribute", {"id": name, "title": name, "type": type_})
                _gexf_nodes(out, graph)
                with out.element("edges"):
                    for left, right, attributes in _sorted_ties(graph):
                        weight = {"weight": _text(attributes["weight"])} if "weight" in attributes else {}
                        with out.element("edge", source=left, target=right, **weight):
                            _values(out, attributes, "weight")


def _gexf_nodes(out: Any, graph: nx.Graph[str]) -> None:
    sectors = reference.sectors()
    at: dict[tuple[float, float], int] = {}
    with out.element("nodes"):
        for node, attributes in _sorted_nodes(graph):
            with out.element("node", id=node, label=str(attributes.get("name", node))):
                _values(out, attributes, "name")
                sector = sectors.get(str(attributes.get("sectors", "")).partition(";")[0])
                colour = sector.colour if sector else _GROUP_COLOUR
                channels = {name: str(int(colour[at : at + 2], 16)) for name, at in (("r", 1), ("g", 3), ("b", 5))}
                _leaf(out, f"{{{_VIZ}}}color", channels)
                if "lat" in attributes and "lon" in attributes:
                    place = (float(attributes["lon"]), float(attributes["lat"]))
                    at[place] = at.get(place, -1) + 1
                    _leaf(out, f"{{{_VIZ}}}position", _position(place, at[place]))
                _leaf(out, f"{{{_VIZ}}}size", {"value": repr(round(4 + 2 * math.sqrt(graph.degree(node)), 2))})
                level = str(attributes.get("levels", "")).partition(";")[0]
                shape = _GROUP_SHAPE if attributes.get("bipartite") == 1 else _SHAPE.get(level, _OTHER_SHAPE)
                _leaf(out, f"{{{_VIZ}}}shape", {"value": shape})


def _position(place: tuple[float, float], number: int) -> dict[str, str]:
    """Kilometres, about, east and north of the middle of Poland; those of one place lie in a spiral."""
    radius, angle = 0.6 * math.sqrt(number), number * _GOLDEN_ANGLE
    x = (place[0] - 19.4) * 68 + radius * math.cos(angle)
    y = (place[1] - 52.1) * 111 + radius * math.sin(angle)
    return {"x": repr(round(x, 3)), "y": repr(round(y, 3)), "z": "0.0"}


def _values(out: Any, attributes: Mapping[str, Any], elsewhere: str) -> None:
    with out.element("attvalues"):
        for name, value in sorted(attributes.items()):
            if name != elsewhere:
                _leaf(out, "attvalue", {"for": name, "value": _text(value)})


def _from_gexf(path: Path) -> nx.Graph[str]:
    convert: dict[str, Callable[[str], Any]] = {
        "string": str, "integer": int, "double": float, "boolean": lambda text: text == "true",
    }
    root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    if root.tag != f"{{{_GEXF}}}gexf":
        raise ValueError("it is not GEXF 1.3")
    name = {"g": _GEXF}
    types = {
        group.get("class"): {each.get("id"): convert[each.get("type")] for each in group}
        for group in root.iterfind("g:graph/g:attributes", name)
    }

    def values(element: Any, domain: str) -> dict[str, Any]:
        cells = element.iterfind("g:attvalues/g:attvalue", name)
        return {cell.get("for"): types[domain][cell.get("for")](cell.get("value")) for cell in cells}

    graph: nx.Graph[str] = nx.Graph()
    stated = root.findtext("g:meta/g:keywords", "", name)
    graph.graph.update(pair.split("=", 1) for pair in stated.split("; ") if pair)
    for node in root.iterfind("g:graph/g:nodes/g:node", name):
        label = {} if node.get("label") == node.get("id") else {"name": node.get("label")}
        graph.add_node(node.get("id"), **label, **values(node, "node"))
    for tie in root.iterfind("g:graph/g:edges/g:edge", name):
        weight = {"weight": float(tie.get("weight"))} if tie.get("weight") else {}
        graph.add_edge(tie.get("source"), tie.get("target"), **weight, **values(tie, "edge"))
    return graph
