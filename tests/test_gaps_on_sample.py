"""Questions of strategists on real stores: the leaflet with Korycin's agreements, and the whole sample."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from dashboards.gaps import Names, suggestion_records
from graph import export, reference
from graph.change import Outcome, What, compare, moment
from graph.coverage import DEFAULT_TEMPLATE, cover, templates
from graph.gaps import GapKind, Question, State, find, gap_template
from graph.network import project, to_networkx
from graph.record import Record, Territory, read_record
from graph.resilience import weak_points, what_if
from graph.serving import Serving
from graph.store import Right, Store, local, open_store
from graph.suggestion import Rule, Surroundings, suggest
from graph.vertical import vertical
from graph.vocabulary import Coverage
from loaders import pipeline

SAMPLE = reference.sample_folder()
LEAFLET = ("bip-korycin-porozumienie.txt", "liderzy-kooperacji-podlaskie.html", "porozumienie-korycin.docx",
           "porozumienie-korycin.pdf")
REAL = Path(__file__).resolve().parents[2] / "shared" / "source-documents"
KORYCIN = "gpzk:201103:liderzy-kooperacji"


def loaded(folder: Path, paths: list[Path]) -> Iterator[Store]:
    local.ensure(folder)
    try:
        with open_store(str(folder), right=Right.WRITER) as store:
            assert not pipeline.load(paths, store).failed
        with open_store(str(folder)) as reader:
            yield reader
    finally:
        local.stop(folder)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from loaded(tmp_path_factory.mktemp("sample"), [SAMPLE])


@pytest.fixture(scope="module")
def record(sample: Store) -> Record:
    return read_record(sample)


@pytest.fixture(scope="module")
def territory(record: Record) -> Territory:
    return Territory(record, reference.register())


@pytest.mark.parametrize("kind", GapKind)
def test_every_row_leads_to_its_documents(kind: GapKind, territory: Territory) -> None:
    rows = find(kind, territory, Question(gap_template(kind, None, None), date(2026, 7, 1)))
    assert rows
    silent = (State.NOT_RECORDED, State.UNREAD, State.UNDATED)       # what no document says has nothing to quote
    for row in rows:
        never = row.kind is GapKind.MIXING and not row.figures["observed"]
        assert bool(row.evidence.claims) == (row.state not in silent and not never), row
        assert set(row.evidence.documents) <= set(territory.record.documents)
        assert bool(row.read) == (row.state is not State.UNREAD and not never), row


def test_every_suggestion_leads_to_what_is_said_of_the_body(record: Record) -> None:
    surroundings, names = Surroundings(record.network, Serving(reference.register())), Names(
        record, reference.register(), "pl"
    )
    rules = set()
    for group in record.network.groups:
        if not any(len(code) == 6 for code in group.covers):
            continue
        circle = surroundings.circle(group.id, record.refusals)
        found = suggest(surroundings, circle, templates(None)[DEFAULT_TEMPLATE])
        for row in suggestion_records(found, circle, names):
            rules.add(row["rule"])
            assert row["claims"], row
            assert row["documents"], row
    assert rules == {each.value for each in Rule}


def test_korycin_has_all_seven_of_the_law_and_seven_of_the_twelve_of_practice(record: Record) -> None:
    for template, recorded, missing in (
        ("zespol-interdyscyplinarny", 7, []),
        ("model-wiejski-praktyka", 7, ["urzad-gminy", "starostwo", "wtz", "poradnia", "urzad-pracy"]),
    ):
        table = cover(record, templates()[template])
        row = next(row for row in table.rows if row.team.id == KORYCIN)
        assert row.count(Coverage.RECORDED) == recorded
        cells = dict(zip(table.template.roles, row.cells, strict=True))
        assert [role.id for role, cell in cells.items() if cell.state is Coverage.NOT_RECORDED] == missing
        assert row.count(Coverage.CONFIRMED_ABSENT) == 0
        for cell in row.cells:
            documents = record.titles(cell.evidence.documents)
            assert bool(documents) is (cell.state is Coverage.RECORDED)
            assert set(documents) <= {"porozumienie-korycin.docx", "porozumienie-korycin.pdf", "zespoly-podlaskie.xlsx"}
        assert "liderzy-kooperacji-podlaskie.html" in record.titles(row.read)


def test_from_the_first_milestone_to_the_second(record: Record) -> None:
    found = compare(record, moment(record, "I"), moment(record, "II"), reference.register())
    unit = reference.register().unit
    stayed, left, joined = (
        {unit(code).name for code in found.of(What.GMINA, outcome)}
        for outcome in (Outcome.STAYED, Outcome.LEFT, Outcome.JOINED)
    )
    assert stayed == {"Kolno", "Narewka", "Piątnica", "Wysokie Mazowieckie", "Kobylin-Borzymy"}
    assert left == {"Korycin", "Szudziałowo", "Nowinka"}
    assert joined == {"Łomża"}
    assert found.of(What.GMINA, Outcome.MAY) == ()
    assert found.jaccard(What.GMINA) == pytest.approx(5 / 9, abs=1e-12)
    lomza = next(change for change in found.changes if change.id == "200702")
    assert record.titles(lomza.evidence.documents) == ("liderzy-kooperacji-podlaskie-ii.html",)


def stated(rows: Any) -> dict[str, list[str]]:
    return {row.gmina.name: [link.state.value for link in row.links] for row in rows}


RECORDED, SILENT = Coverage.RECORDED.value, Coverage.NOT_RECORDED.value
# powiat family support centre, police, probation officers; labour office, counselling centre, powiat office
LINKS = {"Korycin": [RECORDED] * 3 + [SILENT] * 3} | dict.fromkeys(
    ("Kolno", "Narewka", "Szudziałowo", "Kobylin-Borzymy", "Wysokie Mazowieckie", "Nowinka", "Piątnica"), [SILENT] * 6
)


def test_vertical_links_that_the_leaflet_and_the_agreements_of_korycin_record(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for store in loaded(tmp_path_factory.mktemp("leaflet"), [SAMPLE / name for name in LEAFLET]):
        found = Territory(read_record(store), reference.register())
        table = vertical(found)
        assert stated(table.rows) == LINKS
        korycin = next(row for row in table.rows if row.gmina.name == "Korycin")
        bodies = [link.institutions for link in korycin.links[:3]]
        assert bodies == [("pcpr:201108",), ("kpp:201108",), ("zkss:201108",)]
        assert all(row.read for row in table.rows)


@pytest.mark.skipif(not REAL.is_dir(), reason="the source documents are not beside this checkout")
def test_what_the_real_leaflet_records_of_korycin_and_of_the_other_gminas(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    leaflet = next(REAL.glob("002_*"))
    for store in loaded(tmp_path_factory.mktemp("real"), [leaflet]):
        record = read_record(store)
        assert stated(vertical(Territory(record, reference.register())).rows) == LINKS
        for template in ("zespol-interdyscyplinarny", "model-wiejski-praktyka"):
            row = next(row for row in cover(record, templates()[template]).rows if "201103" in row.team.covers)
            assert row.count(Coverage.RECORDED) == 7


def test_whom_korycin_might_talk_to(record: Record) -> None:
    surroundings = Surroundings(record.network, Serving(reference.register()))
    circle = surroundings.circle(KORYCIN, record.refusals)
    found = suggest(surroundings, circle, templates()["model-wiejski-praktyka"])
    by_rule = {each.institution: each.role.id for each in found if each.rule is Rule.FILLS_ELSEWHERE and each.role}
    assert by_rule == {"gmina:201103": "urzad-gminy", "ppp:201108": "poradnia", "pup:201108": "urzad-pracy"}
    assert not {each.institution for each in found} & circle.members


def test_nobody_is_suggested_who_is_in_or_has_declined(record: Record) -> None:
    surroundings = Surroundings(record.network, Serving(reference.register()))
    declined = 0
    for row in cover(record, templates()["model-wiejski-praktyka"]).rows:
        if not any(len(code) >= 4 for code in row.team.covers):
            continue
        circle = surroundings.circle(row.team.id, record.refusals)
        found = {each.institution for each in suggest(surroundings, circle, None)}
        found |= {each.institution for each in suggest(surroundings, circle, templates()["model-wiejski-praktyka"])}
        assert not found & (circle.members | circle.declined), row.team.id
        declined += len(circle.declined)
    assert declined == 5


def test_a_removal_equals_networkx_on_the_exported_file(sample: Store, record: Record, tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    export.write(sample.facts(), file)
    graph: nx.Graph[str] = nx.Graph()
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("type") == "COOPERATES_WITH":
            graph.add_edge(entry["start"][1], entry["end"][1])
    assert set(graph) == {key for key in to_networkx(project(record.network)) if record.groups_of.get(key)}
    for leaving in ("pcpr:201108", "fund-podlaskie-mosty:206101"):
        answer = what_if(record.network, [leaving])
        rest = graph.copy()
        rest.remove_node(leaving)
        assert answer.parts_before == tuple(sorted(map(len, nx.connected_components(graph)), reverse=True))
        assert answer.parts_after == tuple(sorted(map(len, nx.connected_components(rest)), reverse=True))
    assert {point.institution for point in weak_points(record.network)} == set(nx.articulation_points(graph))


def test_every_gap_leads_to_documents(territory: Territory) -> None:
    record = territory.record
    for kind in GapKind:
        template = templates()["model-wiejski-praktyka"] if kind is GapKind.COVERAGE else None
        day = date(2026, 11, 25) if kind is GapKind.DATES else None
        rows = find(kind, territory, Question(template=template, day=day, rewirings=100))
        assert rows, kind
        for row in rows:
            assert set(row.evidence.documents) <= set(record.documents)
            assert set(row.read) <= set(record.documents)
            if row.is_gap:
                assert row.read or row.evidence.documents, row
            if row.state is State.UNREAD:
                assert not row.read

