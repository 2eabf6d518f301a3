"""One writer at a time, saves in parts, and the log, on the local server and on a real Neo4j."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from graph.errors import Busy, Refused, UsageError
from graph.model import EMPTY, Facts, Node, NodeKey, difference
from graph.store import Holder, Right, Store, Work, lease, open_store, writing


def institutions(count: int) -> Facts:
    keys = [NodeKey("Institution", f"gops:{number:06}") for number in range(count)]
    return Facts.of([Node(key, {"id": key.id}) for key in keys], [])


def test_a_second_writer_waits_and_is_told_who_writes(
    writer: Store, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "WAIT_SECONDS", 1.0)
    seen: list[Holder] = []
    with writer.turn("koopgraf load"), open_store(location, right=Right.WRITER) as other:
        told = r"koopgraf load \([0-9a-f]{6}\), until \d\d:\d\d:\d\d"
        with pytest.raises(Busy, match=told), other.turn("koopgraf forget", waiting=seen.append):
            pytest.fail("two writers at once")
    assert [each.name.partition(" (")[0] for each in seen] == ["koopgraf load"]
    assert writer.holder() is None
    with writer.turn("koopgraf load"):
        pass


def test_a_turn_goes_on_as_long_as_its_holder_lives(
    writer: Store, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "LEASE_SECONDS", 3.0)
    with open_store(location) as reader, writer.turn("koopgraf load"):
        for _ in range(8):
            time.sleep(1.0)
            assert reader.holder() is not None


def test_the_turn_of_a_dead_holder_runs_out(writer: Store, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "LEASE_SECONDS", 2.0)
    monkeypatch.setattr(lease, "_renew", lambda *_: None)  # it does nothing any more, like the dead
    turn = writer.turn("koopgraf load")
    turn.__enter__()
    with open_store(location, right=Right.WRITER) as other, other.turn("koopgraf forget"):
        holder = writer.holder()
        assert holder is not None
        assert holder.name.startswith("koopgraf forget")
        turn.__exit__(None, None, None)  # and what it lets go of is not the other's turn
        assert writer.holder() == holder


def test_a_reader_takes_no_turn(reader: Store) -> None:
    with pytest.raises(Refused), reader.turn("koopgraf load"):
        pytest.fail("a reader writes")


def test_a_big_save_is_marked_until_it_ends(writer: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHANGES", 3)
    monkeypatch.setattr(writing, "ROWS", 2)
    delta = difference(EMPTY, institutions(10))
    assert writer.save(delta, Work("load", loaded=("a", "b"), fingerprint="f")).nodes == 10
    mark = writer.mark()
    assert (mark.revision, mark.unfinished, mark.fingerprint) == (7, None, "f")  # begun, five parts, ended
    assert [(each.revision, each.loaded, each.nodes_new, each.completed) for each in writer.log()] == [
        (7, ("a", "b"), 10, False)
    ]


def test_a_big_save_that_breaks_off_says_so_and_is_finished(writer: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHANGES", 3)
    monkeypatch.setattr(writing, "ROWS", 2)
    last = Facts.of([Node(NodeKey("Institution", "gops:000009"), {"id": "gops:000009"})], [])
    writer.save(difference(EMPTY, last))
    with pytest.raises(UsageError):  # the last one is there already
        writer.save(difference(EMPTY, institutions(10)), Work("load", loaded=("a",)))
    unfinished = writer.mark().unfinished
    assert unfinished is not None
    assert (unfinished.command, unfinished.documents) == ("load", ("a",))
    assert 1 < len(writer.facts().nodes) < 10
    writer.save(difference(writer.facts(), institutions(10)), Work("load", loaded=("a",)))
    assert writer.facts() == institutions(10)
    assert writer.mark().unfinished is None
    assert [each.completed for each in writer.log()] == [True, False]


def test_the_log_keeps_the_newest(writer: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.marks.KEPT_REVISIONS", 2)
    facts = [institutions(count) for count in range(5)]
    for before, after in pairwise(facts):
        writer.save(difference(before, after), Work("load"))
    assert [(each.revision, each.nodes_new) for each in writer.log()] == [(4, 1), (3, 1)]
