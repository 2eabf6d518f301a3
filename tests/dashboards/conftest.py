"""A store with the small hand-written graph, for the dashboard's tests."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st

from dashboards import state
from graph.model import EMPTY, difference
from graph.store import Right, open_store


@pytest.fixture(scope="session")
def facts() -> ModuleType:
    """The module `facts.py` beside this file: its graph and the names that it uses."""
    spec = importlib.util.spec_from_file_location("dashboard_facts", Path(__file__).with_name("facts.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shown(local_location: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Location of an empty store that the pages show, in Polish."""
    monkeypatch.setenv("KOOPGRAF_STORE", local_location)
    monkeypatch.setenv("KOOPGRAF_LANG", "pl")
    monkeypatch.setattr(state, "PATIENCE", 300.0)    # what is shown is there when a test looks
    yield local_location
    st.cache_data.clear()
    st.cache_resource.clear()      # closes the store


@pytest.fixture
def small_anywhere(location: str, facts: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Location of a store with the small graph that the pages show, on each server in turn."""
    monkeypatch.setenv("KOOPGRAF_STORE", location)
    monkeypatch.setenv("KOOPGRAF_LANG", "pl")
    monkeypatch.setattr(state, "PATIENCE", 300.0)
    with open_store(location, right=Right.WRITER) as store:
        store.save(difference(EMPTY, facts.small()))
    yield location
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def small(shown: str, facts: ModuleType) -> str:
    """The same with the small graph in it."""
    with open_store(shown, right=Right.WRITER) as store:
        store.save(difference(EMPTY, facts.small()))
    return shown
