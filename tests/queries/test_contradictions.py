"""What documents say against each other is listed with both quotes, and what cannot be compared is told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.reference import sample_folder
from graph.store import Right, open_store
from loaders import pipeline
from queries import catalogue

SOURCES = Path(__file__).resolve().parents[2].parent / "shared" / "source-documents"
CONTRADICTIONS = "claims/contradictions"


def listed(location: str, folder: Path) -> list[dict[str, Any]]:
    with open_store(location, right=Right.WRITER) as store:
        assert not pipeline.load([folder], store).failed
    with open_store(location) as reader:
        return catalogue.run(reader, CONTRADICTIONS).records()


def pairs(rows: list[dict[str, Any]], verdict: str) -> set[tuple[str, str, frozenset[str]]]:
    return {
        (row["subject"], row["predicate"], frozenset({row["first"], row["second"]}))
        for row in rows
        if row["verdict"] == verdict
    }


def test_the_sample_keeps_both_sides(location: str) -> None:
    rows = listed(location, sample_folder())
    against = pairs(rows, "contradictory")
    assert ("liderzy-kooperacji", "until", frozenset({"2021-03-31", "2023-10-31"})) in against
    # The plan ends the third milestone in December 2020; a page of March 2021 says that it goes on.
    assert ("liderzy-kooperacji/III", "underway", frozenset({"2020-12", "2021-03-10"})) in against
    # A meeting of September 2019, and work that began in November 2019, in one text.
    sosnowiec = {(subject.partition(":")[2], *rest) for subject, *rest in against}
    assert ("247501:kooperacje-3d", "underway", frozenset({"2019-11", "2019-09-14"})) in sosnowiec
    # Counts of the whole country's part and of one województwo are not set against each other.
    assert not any(predicate == "count" for _, predicate, _ in against)
    # Sibling projects end on different days: no contradiction.
    assert not any("2022-12-31" in values for _, _, values in against)
    assert all(row["first_quote"] and row["second_quote"] for row in rows)


def test_one_team_has_the_names_that_its_documents_use(location: str) -> None:
    with open_store(location, right=Right.WRITER) as store:
        pipeline.load([sample_folder()], store)
    with open_store(location) as reader:
        names = catalogue.run(reader, "teams/names").records()
        counted = reader.read(
            "MATCH (c:Claim {predicate: 'count'})-[:ABOUT]->(p:Project) WHERE c.unit IN ['gminy', 'powiaty'] "
            "RETURN c.value AS value, c.quantity AS quantity ORDER BY quantity, value"
        ).rows
    assert {("30", "powiaty"), ("40", "gminy"), ("6", "powiaty:18"), ("8", "gminy:18")} <= set(counted)
    assert any("Profesjonal" in row["name"] for row in names)
    assert any(row["name"].startswith("Partnersk") for row in names)


@pytest.mark.skipif(not SOURCES.exists(), reason="the source documents are not beside the checkout")
def test_the_source_documents_keep_both_sides(location: str) -> None:
    rows = listed(location, SOURCES)
    against, apart, roles = (pairs(rows, verdict) for verdict in ("contradictory", "not_comparable", "role"))
    liderzy = "liderzy-kooperacji"
    assert (liderzy, "until", frozenset({"2021-03-31", "2023-10-31"})) in against
    assert (liderzy, "cost", frozenset({"34895692.40", "27773272.46"})) in against
    assert ("rops:186301", "contact",
            frozenset({"ul. Hetmańska 9, 35-045 Rzeszów", "ul. Hetmańska 120, 35-078 Rzeszów"})) in against
    # 84.99 % from the EU, and the state budget's 15.72 %, are two quantities.
    assert (liderzy, "funding", frozenset({"29657848.97", "4365958.44"})) in apart
    # What is called European support of Łódzkie is the sum of two parts.
    assert ("kooperacje-3d", "funding", frozenset({"5830029.87", "4939253.15"})) in apart
    assert round(5830029.87 - 4939253.15, 2) == 890776.72
    assert ("rops:186301", "runs", frozenset({"leader", "partner"})) in roles
    assert not {each for each in against if each[1] == "funding"}


@pytest.mark.skipif(not SOURCES.exists(), reason="the source documents are not beside the checkout")
def test_trainings_of_one_and_of_two_days_are_counted_apart(location: str) -> None:
    with open_store(location, right=Right.WRITER) as store:
        pipeline.load([SOURCES], store)
    with open_store(location) as reader:
        trainings = reader.read(
            "MATCH (h)-[:HELD]->(a:Activity)<-[:ABOUT]-(c:Claim {predicate: 'count'}) "
            "WHERE c.unit = 'szkolenia' RETURN h.id AS holder, c.value AS value, c.quantity AS quantity ORDER BY holder"
        ).rows
    assert trainings == (
        ("gpzk:201103:liderzy-kooperacji", "2", "szkolenia jednodniowy"),
        ("liderzy-kooperacji", "8", "szkolenia dwudniowy"),
    )


# ---------------------------------------------------------------- what looks like a contradiction and is none

KOLNO = """Gmina Kolno
Aktualności, {day}.

W {milestone} Kamieniu Milowym projektu „Liderzy Kooperacji” model testuje {team} w Gminie {gmina}. Tworzą go:

"""
MEMBERS = """- Gminny Ośrodek Pomocy Społecznej w {town},
- Powiatowe Centrum Pomocy Rodzinie w {seat},
- Komenda Powiatowa Policji w {seat}.
"""
GPZK, PZK = "Gminno-Powiatowy Zespół Kooperacji", "Partnerski Zespół Kooperacyjny (PZK)"
BEDZIN = """Województwo śląskie, powiat będziński

W projekcie „KOOPERACJE 3D” działa {team} w Będzinie. W jego skład wchodzą:

- Miejski Ośrodek Pomocy Społecznej w Będzinie,
- Powiatowe Centrum Pomocy Rodzinie w Będzinie,
- Powiatowy Urząd Pracy w Będzinie.
"""


def team_names(location: str, folder: Path, texts: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Team → name → the pieces of its quote, of a store that has these texts."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(location, right=Right.WRITER) as store:
        assert not pipeline.load([folder], store).failed
    found: dict[str, dict[str, list[str]]] = {}
    with open_store(location) as reader:
        for row in catalogue.run(reader, "teams/names").records():
            found.setdefault(row["team"], {})[row["name"]] = row["quote"]
        assert not catalogue.run(reader, CONTRADICTIONS).records()
    return found


def kolno(milestone: str, team: str, gmina: str = "Kolno", town: str = "Kolnie", seat: str = "Kolnie") -> str:
    text = KOLNO.replace("Gmina Kolno", f"Gmina {gmina}")
    listed = MEMBERS.format(town=town, seat=seat)
    return text.format(day="12 grudnia 2019 r", milestone=milestone, team=team, gmina=gmina) + listed


def test_two_names_of_one_kind_are_one_team_in_one_place_and_phase(location: str, tmp_path: Path) -> None:
    found = team_names(location, tmp_path, {
        "gmina.txt": kolno("II", GPZK), "film.txt": kolno("II", PZK),
        "piatnica.txt": kolno("II", PZK, "Piątnica", "Piątnicy", "Łomży"),
    })
    assert set(found) == {"gpzk:200603:liderzy-kooperacji", "gpzk:200705:liderzy-kooperacji"}
    names = found["gpzk:200603:liderzy-kooperacji"]
    assert set(names) == {f"{GPZK} w Gminie Kolno", f"{PZK} w Gminie Kolno"}
    for name, quote in names.items():
        assert any(name in piece for piece in quote)


def test_the_team_of_another_phase_is_another_one_whatever_it_is_called(location: str, tmp_path: Path) -> None:
    found = team_names(location, tmp_path, {"pierwszy.txt": kolno("I", GPZK), "drugi.txt": kolno("II", PZK)})
    assert [set(names) for _, names in sorted(found.items(), key=lambda each: str(each[1]))] == [
        {f"{GPZK} w Gminie Kolno"}, {f"{PZK} w Gminie Kolno"},
    ]
    assert all(team.startswith("gpzk:200603:liderzy-kooperacji") for team in found)


def test_a_wrongly_expanded_abbreviation_is_another_name_of_the_team(location: str, tmp_path: Path) -> None:
    wrong, right = "Profesjonalny Zespół Kooperantów (PZK)", "Partnerski Zespół Kooperacyjny (PZK)"
    found = team_names(location, tmp_path, {
        "jeden.txt": BEDZIN.format(team=wrong), "drugi.txt": BEDZIN.format(team=right),
    })
    (names,) = found.values()
    assert {name.removesuffix(" w Będzinie") for name in names} == {wrong, right}
    for name, quote in names.items():
        assert any(name.removesuffix(" w Będzinie") in piece for piece in quote)


def test_ends_of_sibling_projects_stand_side_by_side(location: str) -> None:
    with open_store(location, right=Right.WRITER) as store:
        pipeline.load([sample_folder()], store)
    with open_store(location) as reader:
        ends = reader.read(
            "MATCH (p:Project)<-[:ABOUT]-(c:Claim {predicate: 'until'})-[:IN_DOCUMENT]->(d:Document) "
            "RETURN p.id AS project, c.value AS until, c.quote AS quote, d.title AS document ORDER BY project, until"
        ).rows
    by_project = {(project, until): " ".join(quote) for project, until, quote, _document in ends}
    sibling = next(project for project, _ in by_project if project not in ("kooperacje-3d", "liderzy-kooperacji"))
    assert "30 września 2023" in by_project["kooperacje-3d", "2023-09-30"]
    assert "2022" in by_project[sibling, "2022-12-31"]
