"""Loading into a store: once and again, under two names, with bad files, as a dry run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.claims import FindingCode
from graph.errors import Refused
from graph.store import Right, Written, local, open_store
from loaders.pipeline import Outcome, load

ROOT = Path(__file__).resolve().parents[2]
NOTICE = """Wójt Gminy Korycin zawarł w dniu 12.03.2019 r. porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce
oraz Komendą Powiatową Policji w Sokółce.
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "b.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_loading_again_writes_nothing(location: str, notice: Path) -> None:
    with open_store(location, right=Right.WRITER) as store:
        assert load([notice], store).written.nodes > 10
        for again in (False, True):
            report = load([notice], store, again=again)
            assert [file.outcome for file in report.files] == [Outcome.LOADED if again else Outcome.KNOWN]
            assert len(report.delta) == 0
            assert report.written == Written()


def test_a_file_under_two_names_is_one_document_whatever_the_order(local_location: str, notice: Path) -> None:
    copy = notice.with_name("a.txt")
    copy.write_bytes(notice.read_bytes())
    with open_store(local_location, right=Right.WRITER) as store:
        load([notice], store)
        load([copy], store)
        load([notice], store, again=True)
        titles = store.read("MATCH (d:Document) RETURN d.title AS title").rows
    assert titles == (("a.txt",),)


def test_a_bad_file_does_not_stop_the_others(local_location: str, notice: Path) -> None:
    notice.with_name("c.pdf").write_bytes(b"%PDF-1.4 broken")
    with open_store(local_location, right=Right.WRITER) as store:
        report = load([notice.parent], store)
    assert {file.name: file.outcome for file in report.files} == {"b.txt": Outcome.LOADED, "c.pdf": Outcome.FAILED}
    assert [finding.code for finding in report.failed[0].findings] == [FindingCode.FILE_UNREADABLE]


def test_a_dry_run_shows_the_changes_and_makes_none(local_location: str, notice: Path) -> None:
    with open_store(local_location, right=Right.WRITER) as store:
        assert len(load([notice], store, dry_run=True).delta) > 10
        assert not store.facts().nodes


def test_a_reader_cannot_load(local_location: str, notice: Path) -> None:
    with open_store(local_location) as store, pytest.raises(Refused):
        load([notice], store)


def test_two_first_loads_at_once_both_come_in(tmp_path: Path, notice: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(NOTICE.replace("12.03.2019", "15.04.2020"), encoding="utf-8")
    store = tmp_path / "new store"
    loads = [
        subprocess.Popen([sys.executable, "-m", "koopgraf", "load", str(path), "--store", str(store)], cwd=ROOT)
        for path in (notice, other)
    ]
    try:
        assert [each.wait(timeout=240) for each in loads] == [0, 0]
        with open_store(str(store)) as reader:
            assert reader.read("MATCH (a:Agreement) RETURN a.signed AS signed ORDER BY signed").rows == (
                ("2019-03-12",), ("2020-04-15",),
            )
    finally:
        local.stop(store)
