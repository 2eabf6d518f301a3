"""The command measures on the sample: equal to networkx on a graph made apart, words, CSV, bands, errors."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import defaultdict
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rich.console import Console
from typer.testing import CliRunner

import koopgraf
from dashboards.terminal.measures import SHOWN, measures_view
from dashboards.wording import translator
from graph import band_cache
from graph.errors import UsageError
from graph.generator import Size, generate
from graph.measures import JSON, measure_all
from graph.scores import measures
from graph.store import open_store
from graph.sureness import Bands, rank_bands


@pytest.fixture
def run(on_sample: Any) -> Any:
    return partial(on_sample, "measures")


def graph_of(store: str) -> nx.Graph[str]:
    """The projection with Newman's weights, from plain queries and pairs: none of the code under test."""
    with open_store(store) as reader:
        ids = [row[0] for row in reader.read("MATCH (i:Institution) RETURN i.id AS id").rows]
        founded = reader.read("MATCH (t:Team)-[:ESTABLISHED_BY]->(a:Agreement) RETURN a.id AS a, t.id AS t").rows
        members = reader.read(
            "MATCH (i:Institution)-[m:MEMBER_OF|PARTY_TO]->(g) WHERE m.status = 'accepted' RETURN i.id AS i, g.id AS g"
        ).rows
    teams = defaultdict(set)
    for agreement, team in founded:
        teams[agreement].add(team)
    groups = defaultdict(set)
    for institution, group in members:
        groups[next(iter(teams[group])) if len(teams[group]) == 1 else group].add(institution)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    for found in groups.values():
        for a, b in combinations(sorted(found), 2):
            before = graph[a][b]["weight"] if graph.has_edge(a, b) else 0.0
            graph.add_edge(a, b, weight=before + 1 / (len(found) - 1))
    return graph


def same(found: dict[str, Any], expected: dict[str, float]) -> bool:
    numbers = {key: math.nan if value is None else value for key, value in found.items()}
    return numbers == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def test_json_is_what_networkx_says(run: Any, sample_store: str) -> None:
    rows = json.loads(run("--json"))
    assert [*rows[0]] == ["id", "name", *JSON, "documents"]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    found = {measure: {row["id"]: row[measure] for row in rows} for measure in JSON}
    graph = graph_of(sample_store)
    assert found["degree"] == dict(graph.degree)
    assert same(found["strength"], dict(graph.degree(weight="weight")))
    assert same(found["betweenness"], nx.betweenness_centrality(graph))
    assert same(found["harmonic"], nx.harmonic_centrality(graph))
    assert same(found["eigenvector"], nx.eigenvector_centrality(graph, max_iter=100_000, tol=1e-13, weight="weight"))
    assert same(found["pagerank"], nx.pagerank(graph, tol=1e-15, max_iter=10_000))
    assert found["core"] == nx.core_number(graph)
    assert same(found["constraint"], nx.constraint(graph, weight="weight"))
    tied = [node for node, degree in graph.degree if degree]
    # all at once, networkx divides by the maximum of the other axis
    burt = {node: nx.effective_size(graph, nodes=[node], weight="weight")[node] for node in tied}
    assert same({node: found["effective_size"][node] for node in tied}, burt)
    articulation = set(nx.articulation_points(graph))
    assert found["articulation"] == {node: node in articulation for node in graph}
    parts: dict[int, set[str]] = defaultdict(set)
    for node, part in found["community"].items():
        parts[part].add(node)
    assert [len(parts[part]) for part in sorted(parts)] == sorted(map(len, parts.values()), reverse=True)
    best = max(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) for seed in range(5))
    assert nx.community.modularity(graph, parts.values()) > best - 0.01


def test_each_row_leads_to_documents(run: Any) -> None:
    rows = {row["id"]: row for row in json.loads(run("--json"))}
    pcpr = rows["pcpr:201108"]
    assert pcpr["teams"] == 2
    assert {document["title"] for document in pcpr["documents"]} == {
        "porozumienie-korycin.docx", "porozumienie-korycin.pdf", "zespoly-podlaskie.xlsx",
    }
    flat = {row["id"]: row for row in csv.DictReader(io.StringIO(run("--csv")))}
    assert flat.keys() == rows.keys()
    assert flat["pcpr:201108"]["teams"] == "2"
    assert "zespoly-podlaskie.xlsx" in flat["pcpr:201108"]["documents"]
    assert float(flat["pcpr:201108"]["betweenness"]) == pcpr["betweenness"]
    of_institutions = {measure.id for measure in measures().values() if measure.scope == "institution"}
    assert of_institutions <= flat["pcpr:201108"].keys()


def test_the_table_says_what_it_means(run: Any) -> None:
    shown = run("--within", "2011", "--sort", "degree", "--top", "3")
    assert "W ilu zespołach zapisana jest ta instytucja." in shown
    assert "Kiedy myli: Liczy wczytane dokumenty" in shown
    assert "porozumienie-korycin.docx" in shown
    english = run("--measure", "effective_size", "--lang", "en")
    assert "Effective size" in english
    assert "Team count" not in english
    explained = run("--explain")
    assert "Gould & Fernandez (1989)" in explained
    assert len(json.loads(run("--explain", "--json"))) == len(measures())


def test_too_few_teams_have_no_ranking(run: Any) -> None:
    rows = json.loads(run("--within", "201103", "--json"))
    assert {row["teams"] for row in rows} <= {0, 1}
    assert {row["betweenness"] for row in rows} == {row["community"] for row in rows} == {None}
    assert "Przy mniej niż trzech zespołach" in run("--within", "201103")


def test_as_of_a_day(run: Any) -> None:
    # The agreement of the powiat of Zgierz held from 17 October 2019 to 30 September 2023.
    parties = {row["id"] for row in json.loads(run("--as-of", "2020-01-01", "--surely", "--json")) if row["documents"]}
    assert "pcpr:102003" in parties
    later = {row["id"]: row["documents"] for row in json.loads(run("--as-of", "2024-01-01", "--json"))}
    assert "pzk-zgierz.html" not in {document["title"] for document in later["pcpr:102003"]}


def test_bands_stand_beside_ranks(run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(band_cache, "default_folder", lambda: tmp_path)

    def few(*arguments: Any, **more: Any) -> Bands:
        return rank_bands(*arguments, **(more | {"draws": 20, "path_draws": 4, "workers": 1}))

    monkeypatch.setattr(band_cache, "rank_bands", few)
    rows = json.loads(run("--bands", "--json"))
    ranks = rows[0]["ranks"]["degree"]
    assert {*ranks} == {"rank", "without_10_percent", "without_20_percent", "without_30_percent"}
    assert 1 <= ranks["without_10_percent"][0] <= ranks["without_10_percent"][1] <= len(rows)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    shown = run("--bands", "--top", "2")
    assert "bez losowej jednej dziesiątej dokumentów (13)" in shown
    assert "1. (1–" in shown
    assert "degree_last_without_30_percent" in run("--bands", "--csv").splitlines()[0]


def test_an_estimate_is_called_one() -> None:
    table = measure_all(generate(Size("2011", 170, 1_000)), exact_up_to=100, sample=64)
    console = Console(width=300, record=True, file=io.StringIO())
    nothing: list[tuple[Any, ...]] = [()] * len(table.institutions)
    console.print(measures_view(table, None, nothing, SHOWN, "teams", 5, translator("pl"), "pl"))
    assert "Szacunek na próbie instytucji: 64." in console.export_text()


def test_a_wrong_measure_is_named(sample_store: str) -> None:
    answer = CliRunner().invoke(koopgraf.app, ["measures", "--sort", "centrality", "--store", sample_store])
    assert isinstance(answer.exception, UsageError)
    assert "nie ma miary centrality" in str(answer.exception)
    assert "betweenness" in str(answer.exception)
