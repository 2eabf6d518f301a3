"""Tables are built once, built again when what they follow from changes, and never taken from a file not our own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.ready import ready


class Rows:
    """A table of one file, and how often it was built."""

    def __init__(self, folder: Path) -> None:
        self.source, self.folder = folder / "rows.csv", folder / "kept"
        self.source.write_text("a;b", encoding="utf-8")
        self.built = 0

    def read(self, version: str = "1") -> list[str]:
        return ready("rows", [self.source], self._build, version=version, folder=self.folder)

    def _build(self) -> list[str]:
        self.built += 1
        return self.source.read_text(encoding="utf-8").split(";")

    def kept(self) -> Path:
        """The file of the table: there is one, whatever happened before."""
        [path] = self.folder.iterdir()
        return path


@pytest.fixture
def table(tmp_path: Path) -> Rows:
    return Rows(tmp_path)


def test_it_is_built_once(table: Rows) -> None:
    assert table.read() == table.read() == ["a", "b"]
    assert table.built == 1
    assert table.kept().is_file()


def test_it_is_built_again_of_another_source(table: Rows) -> None:
    table.read()
    table.source.write_text("a;c", encoding="utf-8")
    assert table.read() == ["a", "c"]
    assert table.kept().is_file()


def test_it_is_built_again_of_another_version(table: Rows) -> None:
    table.read()
    table.read("2")
    assert table.built == 2
    assert table.kept().is_file()


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: b"", lambda kept: kept[:9] + b"x" + kept[10:]])
def test_a_damaged_file_is_built_again(table: Rows, damage: Callable[[bytes], bytes]) -> None:
    table.read()
    table.kept().write_bytes(damage(table.kept().read_bytes()))
    assert table.read() == ["a", "b"]
    assert table.built == 2


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are told so only on POSIX")
def test_a_file_that_others_may_write_is_not_opened(table: Rows) -> None:
    table.read()
    assert table.kept().stat().st_mode & 0o077 == 0
    table.kept().chmod(0o666)
    assert table.read() == ["a", "b"]
    assert table.built == 2
    assert table.kept().stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_done_without(table: Rows) -> None:
    table.folder.write_text("a file stands where the folder should be", encoding="utf-8")
    assert table.read() == table.read() == ["a", "b"]
    assert table.built == 2
