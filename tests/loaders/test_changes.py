"""What changes a store besides loading: forgetting, replacing, judging, backing up; and comparing before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.claims import Kind
from graph.errors import UsageError
from graph.export import lines
from graph.judgements import Judgement, Side, Verdict
from graph.model import EMPTY, Facts, difference
from graph.store import Right, Store, Work, open_store, writing
from loaders import pipeline, rules
from loaders.backup import Backup, read_backup, write_backup
from loaders.near import Change

NOTICE = """Wójt Gminy Korycin zawarł w dniu 12.03.2019 r. porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce
oraz Komendą Powiatową Policji w Sokółce.
"""
OTHER = """Wójt Gminy Korycin zawarł w dniu 15.04.2020 r. porozumienie z Powiatowym Centrum Pomocy Rodzinie w Sokółce
oraz Zespołem Szkół w Korycinie.
"""
ROSTER = "Instytucja;Gmina\nGminny Ośrodek Pomocy Społecznej w Korycinie;Korycin\n{other};Korycin\n"


def export(facts: Facts) -> str:
    return "".join(lines(facts))


@pytest.fixture
def store(location: str):  # type: ignore[no-untyped-def]
    with open_store(location, right=Right.WRITER) as opened:
        yield opened


@pytest.fixture
def local(local_location: str):  # type: ignore[no-untyped-def]
    with open_store(local_location, right=Right.WRITER) as opened:
        yield opened


@pytest.fixture
def notices(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(NOTICE, encoding="utf-8")
    second.write_text(OTHER, encoding="utf-8")
    return first, second


def test_forgetting_removes_exactly_what_only_that_document_supported(
    store: Store, notices: tuple[Path, Path]
) -> None:
    pipeline.load([notices[0]], store)
    alone = store.facts()
    pipeline.load([notices[1]], store)
    assert "zs:201103" in {key.id for key in store.facts().nodes}
    gone, delta = pipeline.forget(store, ["b.txt"])
    assert [each.title for each in gone] == ["b.txt"]
    assert delta.remove_nodes
    assert store.facts() == alone
    pipeline.forget(store, [alone_id(store)[:8]])
    assert store.facts().nodes == {}


def alone_id(store: Store) -> str:
    return str(store.read("MATCH (d:Document) RETURN d.id AS id").rows[0][0])


def test_a_document_that_is_not_there_cannot_be_forgotten(local: Store, notices: tuple[Path, Path]) -> None:
    pipeline.load(notices, local)
    before = local.facts()
    with pytest.raises(UsageError, match="No document"):
        pipeline.forget(local, ["a.txt", "c.txt"])
    assert local.facts() == before


def test_the_order_of_loading_does_not_matter(local: Store, notices: tuple[Path, Path]) -> None:
    pipeline.load(notices, local)
    together = export(local.facts())
    pipeline.forget(local, ["a.txt"])
    pipeline.load([notices[0]], local)
    assert export(local.facts()) == together


def test_a_newer_roster_replaces_the_older_one(local: Store, tmp_path: Path) -> None:
    older, newer = tmp_path / "sklad-2019.csv", tmp_path / "sklad-2020.csv"
    title = "Gminny zespół interdyscyplinarny w Korycinie\n"
    older.write_text(title + ROSTER.format(other="Szkoła Podstawowa w Korycinie"), encoding="utf-8")
    newer.write_text(title + ROSTER.format(other="Komisariat Policji w Korycinie"), encoding="utf-8")
    pipeline.load([older], local)
    report = pipeline.load([newer], local, replaces="sklad-2019.csv")
    assert not report.whole
    assert local.read("MATCH (n:Document)-[:SUPERSEDES]->(o) RETURN n.title AS new, o.title AS old").rows == (
        ("sklad-2020.csv", "sklad-2019.csv"),
    )
    rows = local.read(
        "MATCH (i:Institution)-[m:MEMBER_OF]->(:Team) RETURN i.id AS id, m.not_in_newer IS NOT NULL AS gone ORDER BY id"
    ).rows
    assert dict(rows)["gops:201103"] is False
    assert [gone for id_, gone in rows if id_.startswith("sp")] == [True]
    pipeline.forget(local, ["sklad-2020.csv"])
    assert local.read("MATCH ()-[m:MEMBER_OF]->() WHERE m.not_in_newer IS NOT NULL RETURN m").rows == ()


def test_one_document_replaces_one_other(local: Store, notices: tuple[Path, Path]) -> None:
    pipeline.load([notices[0]], local)
    for paths in (notices, [notices[0]]):
        with pytest.raises(UsageError, match="can be replaced by one other document"):
            pipeline.load(paths, local, replaces="a.txt")


def test_comparing_says_what_is_new_known_and_in_conflict(local: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    end = "Porozumienie obowiązuje do dnia {end} r.\n"
    first.write_text(NOTICE + end.format(end="31.12.2020"), encoding="utf-8")
    second.write_text(NOTICE + "Porozumienie zawarto w Korycinie. " + end.format(end="30.06.2021"), encoding="utf-8")
    pipeline.load([first], local)
    before = local.facts()
    files, compared = pipeline.compare([second], local)
    assert [file.outcome for file in files] == [pipeline.Outcome.LOADED]
    assert local.facts() == before
    found = compared[0]
    assert found.new == ()
    assert {"gmina:201103", "pcpr:201108", "kpp:201108"} <= {body.id for body in found.matched}
    assert found.new_ties == 0
    assert found.supported_ties >= 3
    told = [(each.ours.predicate, each.ours.value, each.theirs.value, each.theirs.document) for each in found.conflicts]
    assert told == [("until", "2021-06-30", "2020-12-31", "a.txt")]
    assert "31.12.2020" in found.conflicts[0].theirs.quote


def test_a_judgement_takes_effect_at_once_and_can_be_taken_back(store: Store, notices: tuple[Path, Path]) -> None:
    pipeline.load(notices, store)
    before = export(store.facts())
    left, right = (Side(kind=Kind.INSTITUTION, id=id_) for id_ in ("kpp:201108", "pcpr:201108"))
    same = Judgement(
        verdict=Verdict.SAME, left=left, right=right, role="specjalistka ROPS", decided_on="2026-01-01T00:00:00Z"
    )
    assert len(pipeline.judge(store, [same]))
    assert pipeline.judgements(store) == [same]
    assert not {"kpp:201108", "pcpr:201108"} <= {key.id for key in store.facts().nodes if key.label == "Institution"}
    assert not len(pipeline.judge(store, [same]))
    back = Judgement(
        verdict=Verdict.WITHDRAW, supersedes=same.id, role="specjalistka ROPS", decided_on="2026-01-02T00:00:00Z"
    )
    pipeline.judge(store, [back])
    assert export(store.facts()) == before
    assert [each.command for each in store.log()] == ["judge", "judge", "load"]


def test_a_backup_restores_from_local_to_neo4j_and_back(
    local_location: str, neo4j_url: str, notices: tuple[Path, Path], tmp_path: Path
) -> None:
    with open_store(local_location, right=Right.WRITER) as store:
        pipeline.load(notices, store)
        pipeline.judge(store, [Judgement(
            verdict=Verdict.REJECT, left=Side(kind=Kind.INSTITUTION, id="zs:201103"), role="specjalistka ROPS",
            decided_on="2026-01-01T00:00:00Z",
        )])
        wanted, first = store.facts(), tmp_path / "1.backup"
        write_backup(pipeline.backup(store), first)
    empty(neo4j_url)
    with open_store(neo4j_url, right=Right.WRITER) as store:
        pipeline.restore(store, read_backup(first))
        assert store.facts() == wanted
        second = tmp_path / "2.backup"
        write_backup(pipeline.backup(store), second)
        with pytest.raises(UsageError, match="not empty"):
            pipeline.restore(store, read_backup(first))
    empty(neo4j_url)
    assert first.read_bytes() == second.read_bytes()
    empty(local_location)
    with open_store(local_location, right=Right.WRITER) as store:
        pipeline.restore(store, read_backup(second))
        assert export(store.facts()) == export(wanted)


def empty(location: str) -> None:
    """Take everything out of a store."""
    with open_store(location, right=Right.WRITER) as store:
        store.ensure_schema()
        store.save(difference(store.facts(), EMPTY))


@pytest.mark.parametrize("damage", [b"", b"no gzip", b"cut"])
def test_a_damaged_backup_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "x.backup"
    write_backup(Backup(), path)
    path.write_bytes(path.read_bytes()[:-12] if damage == b"cut" else damage)
    with pytest.raises(UsageError, match="no backup"):
        read_backup(path)


def test_other_rules_fold_everything_again(
    local: Store, notices: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[pipeline.Refold] = []
    pipeline.load([notices[0]], local)
    assert not pipeline.load([notices[1]], local, refolding=told.append).whole
    assert told == []
    monkeypatch.setattr(pipeline, "fingerprint", lambda: "other")
    assert pipeline.load([notices[1]], local, refolding=told.append).whole
    assert told == [pipeline.Refold(pipeline.Why.RULES, 2)]
    assert local.mark().fingerprint == "other"
    assert rules.fingerprint() != "other"


def test_a_load_that_was_broken_off_is_finished_by_the_same_load(
    store: Store, notices: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.load(notices, store)
    wanted = store.facts()
    pipeline.forget(store, ["a.txt", "b.txt"])
    monkeypatch.setattr(writing, "CHANGES", 20)
    change = pipeline._read(notices, store, again=True, progress=iter)[1]
    delta = pipeline.differ(store, Change(put=change))[0].delta
    real, count = writing.write, 0

    def breaks(transaction, work):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        if count == 4:
            raise UsageError("broken off")
        return real(transaction, work)

    monkeypatch.setattr(writing, "write", breaks)
    with pytest.raises(UsageError, match="broken off"):
        store.save(delta, Work("load", loaded=("a.txt", "b.txt")))
    monkeypatch.setattr(writing, "write", real)
    unfinished = store.mark().unfinished
    assert unfinished is not None
    assert (unfinished.command, unfinished.documents) == ("load", ("a.txt", "b.txt"))
    assert store.facts() != wanted
    with pytest.raises(UsageError, match="broken off"):
        pipeline.backup(store)
    told: list[pipeline.Refold] = []
    assert pipeline.load(notices, store, refolding=told.append).whole
    assert [each.why for each in told] == [pipeline.Why.BROKEN]
    assert store.facts() == wanted
    assert store.mark().unfinished is None
    assert store.log(1)[0].completed
