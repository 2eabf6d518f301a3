"""The review queue: what waits, what a decision does to the store, the page Weryfikacja and who may not use it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from streamlit.testing.v1 import AppTest

from dashboards import reasons, review, review_words, state, wording
from dashboards.terminal.review import Queue
from graph import coverage
from graph.claims import Kind, Status
from graph.errors import Refused
from graph.export import lines
from graph.judgements import FIELDS, Judgement, Named, Side, Verdict
from graph.model import Facts
from graph.network import Filters
from graph.record import read_record
from graph.reference import sample_folder
from graph.store import Right, Store, open_store
from graph.vocabulary import Coverage
from loaders import pipeline
from loaders.resolve import ReasonCode

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"
ROLE = "specjalistka ROPS"
NUMBERED = "sp-1:201108"
FIRST = """Porozumienie o współpracy zawarte w dniu 12.03.2019 r. w Sokółce pomiędzy: Powiatowym Centrum Pomocy Rodzinie
w Sokółce, Komendą Powiatową Policji w Sokółce oraz Szkołą Podstawową nr 1 w Sokółce.
"""
SECOND = """Porozumienie o współpracy zawarte w dniu 15.04.2020 r. w Sokółce pomiędzy: Powiatowym Centrum Pomocy
Rodzinie w Sokółce, Powiatowym Urzędem Pracy w Sokółce oraz Szkołą Podstawową w Sokółce.
"""


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Two agreements whose schools may be one, and a text that leaves doubt about who takes part."""
    paths = [tmp_path / "first.txt", tmp_path / "second.txt"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return [*paths, sample_folder() / "pzk-bedzin.txt"]


@pytest.fixture
def waiting(writer: Store, documents: list[Path]) -> Store:
    """A store, on each server in turn, in which one pair and several claims wait."""
    pipeline.load(documents, writer)
    return writer


@pytest.fixture
def shown_waiting(shown: str, documents: list[Path], monkeypatch: pytest.MonkeyPatch) -> str:
    """The same in a local store that the pages show."""
    monkeypatch.delenv("KOOPGRAF_ROLE", raising=False)
    with open_store(shown, right=Right.WRITER) as store:
        pipeline.load(documents, store)
    return shown


def digest(store: Store) -> str:
    facts = store.facts()
    nodes = {key: node for key, node in facts.nodes.items() if key.label != "Judgement"}
    ties = {key: tie for key, tie in facts.ties.items() if key.start.label != "Judgement"}
    return hashlib.sha256("".join(lines(Facts(nodes, ties))).encode()).hexdigest()


def decide(store: Store, pair: review.Pair, verdict: Verdict) -> Judgement:
    left, right = (review.candidate(store, pair.kind, end) for end in (pair.left, pair.right))
    judgement = review.on_pair(verdict, left, right, ROLE)
    pipeline.judge(store, [judgement])
    return judgement


def unnumbered(pair: review.Pair) -> str:
    """The school of which one document says no number."""
    assert NUMBERED in (pair.left, pair.right)
    return pair.right if pair.left == NUMBERED else pair.left


def institutions(store: Store) -> set[str]:
    return {row[0] for row in store.read("MATCH (i:Institution) RETURN i.id AS id").rows}


def test_a_merge_takes_effect_at_once_and_undo_restores_the_same_export(waiting: Store) -> None:
    (pair,) = review.pairs(waiting)
    other = unnumbered(pair)
    assert [reason.code for reason in pair.reasons] == ["no_number", "same_kind_and_place"]
    before = digest(waiting)
    judgement = decide(waiting, pair, Verdict.SAME)
    assert institutions(waiting) & {NUMBERED, other} == {NUMBERED}
    assert review.pairs(waiting) == []
    (row,) = review.judged(waiting)
    assert (row.judgement, row.nodes) == (judgement, (NUMBERED,))
    now = waiting.read("MATCH (:Alias {id: $id})-[:NOW]->(i:Institution) RETURN i.id AS id", id=other).rows
    assert now == ((NUMBERED,),)
    pipeline.judge(waiting, [review.withdrawal(judgement.id, ROLE)])
    assert digest(waiting) == before
    assert [each.id for each in review.pairs(waiting)] == [pair.id]
    assert review.judged(waiting) == []
    assert len(review.judgements(waiting)) == 2


def test_different_is_remembered_when_the_same_documents_come_again(waiting: Store, documents: list[Path]) -> None:
    (pair,) = review.pairs(waiting)
    decide(waiting, pair, Verdict.DIFFERENT)
    assert review.pairs(waiting) == []
    pipeline.load(documents, waiting, again=True)
    assert review.pairs(waiting) == []
    assert institutions(waiting) >= {pair.left, pair.right}


def test_a_judgement_waits_for_its_documents_and_the_order_of_loading_does_not_matter(
    writer: Store, documents: list[Path]
) -> None:
    pipeline.load(documents, writer)
    decide(writer, review.pairs(writer)[0], Verdict.SAME)
    merged, decided = digest(writer), review.judgements(writer)
    pipeline.forget(writer, [path.name for path in documents])
    pipeline.load(documents[:1], writer)            # the judgement waits for its second document
    assert [row.bound_by for row in review.judged(writer)] == [""]
    for path in reversed(documents):
        pipeline.load([path], writer)
    assert review.judgements(writer) == decided
    assert digest(writer) == merged


def test_a_confirmed_claim_leaves_the_queue_and_its_tie_is_certain(waiting: Store) -> None:
    doubt = next(each for each in review.doubts(waiting) if each.predicate == "member")
    assert doubt.object is not None
    before, quoted, after = review.context(waiting, doubt.document_id, doubt.spans)
    assert quoted == doubt.quotes[0]
    assert before or after
    pipeline.judge(waiting, [review.on_doubt(Verdict.CONFIRM, doubt, ROLE)])
    assert doubt.id not in {each.id for each in review.doubts(waiting)}
    rows = waiting.read(
        "MATCH (:Institution {id: $id})-[m:MEMBER_OF]->(:Team {id: $team}) RETURN m.status AS status",
        id=doubt.subject.id, team=doubt.object.id,
    ).rows
    assert rows == (("accepted",),)


def test_a_complete_roster_makes_missing_roles_confirmed_absent(waiting: Store) -> None:
    ((team,),) = waiting.read("MATCH (t:Team) RETURN t.id AS id").rows
    template = coverage.templates()["zespol-interdyscyplinarny"]

    def states() -> set[Coverage]:
        record = read_record(waiting, Filters(least_status=Status.PROVISIONAL))
        (row,) = coverage.cover(record, template).rows
        return {cell.state for cell in row.cells}

    assert states() == {Coverage.RECORDED, Coverage.NOT_RECORDED}
    complete = Judgement(
        verdict=Verdict.COMPLETE, left=review.side(waiting, team), role=ROLE, decided_on=review.now(),
        reason="zarządzenie burmistrza",
    )
    pipeline.judge(waiting, [complete])
    assert states() == {Coverage.RECORDED, Coverage.CONFIRMED_ABSENT}


def test_the_terminal_decides_by_key_and_takes_back(waiting: Store) -> None:
    (pair,) = review.pairs(waiting)
    keys = iter(["x", "1\n", "u", "3", "s", "q"])
    console = Console(record=True, width=140, file=io.StringIO())
    queue = Queue(
        waiting, lambda decided: pipeline.judge(waiting, decided), ROLE, wording.translator("pl"), console,
        lambda: next(keys),
    )
    assert queue.work() == 1
    text = console.export_text()
    assert "Naciśnij jeden z klawiszy: 1 2 3 q s" in text
    assert "Szkoła Podstawowa nr 1 w Sokółce" in text
    assert "Dokument: second.txt" in text
    assert text.index("→ to samo") < text.index("← Cofnięto.") < text.index("→ nie wiadomo")
    assert [row.judgement.verdict for row in review.judged(waiting)] == [Verdict.UNSURE]
    assert institutions(waiting) >= {pair.left, pair.right}


def test_the_end_of_the_input_ends_the_review(waiting: Store) -> None:
    console = Console(file=io.StringIO())
    decided: list[Judgement] = []
    assert Queue(waiting, decided.extend, ROLE, str, console, lambda: "").work() == 0
    assert decided == []


def test_territory_and_confidence_narrow_the_queue(waiting: Store) -> None:
    pairs = review.pairs(waiting)
    assert review.chosen(pairs, "2011") == pairs
    assert review.chosen(pairs, "1401") == []
    assert review.chosen(pairs, at_least=0.99) == []
    doubts = review.doubts(waiting)
    assert review.chosen(doubts, skipped=[doubts[0].id])[-1] == doubts[0]


# ---------------------------------------------------------------- the page


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page("views/weryfikacja.py").run()


def button(app: AppTest, label: str) -> Any:
    (found,) = [each for each in app.button if each.label == label]
    return found


def html(app: AppTest) -> str:
    return "\n".join(str(getattr(each, "value", "")) for each in app.get("html"))


@pytest.mark.usefixtures("shown_waiting")
def test_the_page_shows_both_sides_and_judges_once_a_role_is_given() -> None:
    app = opened()
    assert not app.exception
    assert app.title[0].value == "Weryfikacja"
    assert app.subheader[0].value == "Czy to ta sama instytucja?"
    assert "<mark>nr</mark> <mark>1</mark>" in html(app)
    assert "Dokument: first.txt" in html(app)
    assert button(app, "To samo").disabled
    app.text_input[0].set_value("Jan Kowalski").run()
    assert "To wygląda na imię lub nazwisko" in app.error[0].value
    assert button(app, "To samo").disabled
    app.text_input[0].set_value(ROLE).run()
    button(app, "To samo").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == ["Tu nic nie czeka."]
    assert [row.judgement.verdict for row in state.judged()] == [Verdict.SAME]
    button(app, "Cofnij").click().run()
    assert app.subheader[0].value == "Czy to ta sama instytucja?"
    assert state.judged() == []


def test_a_decision_is_listed_and_can_be_taken_back_and_the_institution_s_page_tells_of_it(shown_waiting: str) -> None:
    with open_store(shown_waiting, right=Right.WRITER) as store:
        (pair,) = review.pairs(store)
        judgement = decide(store, pair, Verdict.SAME)
    card = AppTest.from_file(str(APP), default_timeout=120).run()
    card.query_params["id"] = unnumbered(pair)             # an old id leads to the institution that has it now
    card.switch_page("views/instytucja.py").run()
    assert f"weryfikacja?co=decyzje&amp;decyzja={judgement.id}" in html(card)
    assert "Dlaczego kilka nazw to jedna instytucja" in [each.label for each in card.expander]
    app = opened(co="decyzje", decyzja=judgement.id)
    assert list(app.dataframe[0].value["Rola"]) == [ROLE]
    app.text_input[0].set_value(ROLE).run()
    button(app, "Cofnij to rozstrzygnięcie").click().run()
    assert not app.exception
    assert state.judged() == []


@pytest.mark.usefixtures("shown_waiting")
def test_a_fact_is_corrected_in_the_form_with_its_source() -> None:
    app = opened(co="popraw")
    app.text_input[0].set_value(ROLE).run()
    app.selectbox(key="correct_institution").select(NUMBERED).run()
    app.selectbox(key="correct_value_sector").select("KUL").run()
    assert button(app, "Zapisz").disabled
    app.text_input(key="correct_reason").set_value("statut szkoły").run()
    button(app, "Zapisz").click().run()
    assert not app.exception
    assert state.network().institutions[NUMBERED].sectors == ("KUL",)
    assert [row.judgement.reason for row in state.judged()] == ["statut szkoły"]


def test_when_and_as_what_one_institution_takes_part_is_corrected_in_the_form(shown_waiting: str) -> None:
    with open_store(shown_waiting) as store:
        ((body, team),) = store.read(
            "MATCH (i:Institution)-[:MEMBER_OF]->(g:Team) RETURN i.id AS body, g.id AS team ORDER BY body, team LIMIT 1"
        ).rows
    app = opened(co="popraw")
    app.text_input[0].set_value(ROLE).run()
    for what, value in (("joined", "2023-05"), ("left", "2024-06-30"), ("role", "leader")):
        app.selectbox(key="correct_what").select(what).run()
        app.selectbox(key="correct_institution").select(body).run()
        app.selectbox(key="correct_group").select(team).run()
        field = app.selectbox(key="correct_value_role").select(value) if what == "role" else None
        (field or app.text_input(key=f"correct_value_{what}").set_value(value)).run()
        app.text_input(key="correct_reason").set_value("protokół").run()
        button(app, "Zapisz").click().run()
        assert not app.exception
    with open_store(shown_waiting) as store:
        (row,) = store.read(
            "MATCH (:Institution {id: $body})-[m:MEMBER_OF]->(:Team {id: $team}) "
            "RETURN m.since AS since, m.until AS until, m.role AS role", body=body, team=team,
        ).rows
    assert tuple(row) == ("2023-05", "2024-06-30", "leader")


@pytest.mark.usefixtures("shown_waiting")
def test_a_dashboard_that_is_only_read_shows_the_queue_and_refuses_to_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOOPGRAF_READ_ONLY", "true")
    app = opened()
    assert not app.exception
    assert "tylko do czytania" in app.info[0].value
    assert button(app, "To samo").disabled
    assert not app.text_input
    with pytest.raises(Refused):
        state.judge(review.withdrawal("0" * 16, ROLE))


# ---------------------------------------------------------------- words


def test_every_reason_verdict_and_field_has_words() -> None:
    assert {*reasons.FOR, *reasons.AGAINST, *reasons.MISSING} == set(ReasonCode)
    assert set(wording.VERDICTS) == set(Verdict)
    assert set(wording.FIELDS) == set(FIELDS)


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        ({"verdict": Verdict.CORRECT, "field": "until", "value": "2021-03-31"}, "GOPS – koniec – 31 marca 2021 r."),
        ({"verdict": Verdict.CORRECT, "field": "place", "value": "201103"}, "GOPS – miejsce – Korycin (201103)"),
        ({"verdict": Verdict.CONFIRM, "predicate": "member"}, "GOPS – jest członkiem"),
    ],
)
def test_a_judgement_in_words(judgement: dict[str, Any], words: str) -> None:
    side = Side(kind=Kind.INSTITUTION, id="gops:201103", named=(Named(document="", as_written="GOPS"),))
    made = Judgement(left=side, role=ROLE, decided_on=review.now(), **judgement)
    say: Callable[[str], str] = wording.translator("pl")
    assert review_words.seen_as(made, say) == words


def test_claims_that_wait_are_read_a_few_at_a_time_and_counted_in_all(waiting: Store) -> None:
    every = review.doubts(waiting)
    assert len(every) > 2
    assert review.count_doubts(waiting) == len(every)
    assert review.doubts(waiting, most=2) == every[:2]
    units = review.doubt_units(waiting)
    assert set(units) == {unit for each in every for unit in each.units}
    for territory in ("", "20", "2011", "99", *units):
        fitting = review.chosen(every, territory, 0.72)
        assert review.doubts(waiting, territory, 0.72) == fitting
        assert review.count_doubts(waiting, territory, 0.72) == len(fitting)
