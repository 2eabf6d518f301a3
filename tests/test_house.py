"""The rules of the house: who may import whom, and that it is this house which is tested."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "graph": set(),
    "loaders": {"graph"},
    "queries": {"graph"},
    "dashboards": {"graph", "queries", "loaders.pipeline"},
}
ONLY_IN = {
    "neo4j": "graph/store/",
    "arcadedb_embedded": "graph/store/",
    "streamlit": "dashboards/",
    "pyvis": "dashboards/",
}
FILES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    for name in imported(path):
        top = name.partition(".")[0]
        assert top != "koopgraf"
        if top in MAY_IMPORT and top != package:
            assert any(f"{name}.".startswith(f"{each}.") or each == top for each in MAY_IMPORT[package]), name
        if top in ONLY_IN:
            assert path.relative_to(ROOT).as_posix().startswith(ONLY_IN[top]), f"{name} is not imported here"


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_the_packages_come_from_this_checkout(package: str) -> None:
    module = __import__(package)
    assert Path(str(module.__file__)).parent == ROOT / package


def test_no_package_index_address_in_the_constraints() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_no_init_file_among_the_tests() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
