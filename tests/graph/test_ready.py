"""Tables are built once, built again when what they follow from changes, and never taken from a file not our own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.ready import ready


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("a;b", encoding="utf-8")
    return path


@pytest.fixture
def table(source: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """The table of the source; `built` counts how often it was built."""
    def read(version: str = "1") -> list[str]:
        return ready("rows", [source], lambda: built(source), version=version, folder=tmp_path / "kept")

    def built(path: Path) -> list[str]:
        times.append(1)
        return path.read_text(encoding="utf-8").split(";")

    times: list[int] = []
    read.built = times  # type: ignore[attr-defined]
    return read


def _kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "kept").iterdir())


def test_it_is_built_once(table: Callable[..., list[str]], tmp_path: Path) -> None:
    assert table() == table() == ["a", "b"]
    assert len(table.built) == 1  # type: ignore[attr-defined]
    assert len(_kept(tmp_path)) == 1


@pytest.mark.parametrize("change", ["source", "version"])
def test_what_it_follows_from_changes(
    table: Callable[..., list[str]], source: Path, tmp_path: Path, change: str
) -> None:
    table()
    if change == "source":
        source.write_text("a;c", encoding="utf-8")
        assert table() == ["a", "c"]
    else:
        table("2")
    assert len(table.built) == 2  # type: ignore[attr-defined]
    assert len(_kept(tmp_path)) == 1, "the old one goes"


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: kept[:9] + b"x" + kept[10:]])
def test_a_damaged_file_is_built_again(
    table: Callable[..., list[str]], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    table()
    [path] = _kept(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert table() == ["a", "b"]
    assert len(table.built) == 2  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are told so only on POSIX")
def test_a_file_that_others_may_write_is_not_opened(table: Callable[..., list[str]], tmp_path: Path) -> None:
    table()
    [path] = _kept(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o666)
    assert table() == ["a", "b"]
    assert len(table.built) == 2  # type: ignore[attr-defined]
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_done_without(source: Path) -> None:
    # a file stands where the folder should be
    assert ready("rows", [source], lambda: 7, folder=source / "kept") == 7
