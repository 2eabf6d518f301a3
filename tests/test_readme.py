"""The example for researchers in the README runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
import pytest

from graph.interchange import Format, read
from graph.store import Right, open_store
from loaders.pipeline import load

ROOT = Path(__file__).resolve().parent.parent


def test_the_example_for_researchers_runs(
    local_location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"## For researchers\n.*?```python\n(.*?)```", text, re.DOTALL)
    with open_store(local_location, right=Right.WRITER) as store:
        load([ROOT / "data" / "sample"], store)
    monkeypatch.chdir(tmp_path)
    found: dict[str, object] = {}
    exec(example.replace('"sample-store"', repr(local_location)), found)
    graph = read(tmp_path / "podlaskie.gexf", Format.GEXF)
    assert isinstance(found["graph"], nx.Graph)
    assert nx.utils.graphs_equal(graph, found["graph"])
    assert "betweenness" in capsys.readouterr().out
    assert len(found["powiat"].institutions) == 170  # type: ignore[attr-defined]
