"""Projects: names, leader and partners, milestones, money with its label, counts, participants."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.claims import Extraction, FindingCode, Kind, Predicate
from loaders.extract import extract
from loaders.fold import fold
from loaders.placed import Reference
from loaders.prose.projects import BY_WOJEWODZTWO
from loaders.read import read

Extract = Callable[[str], Extraction]


@pytest.fixture
def of(tmp_path: Path) -> Extract:
    def extract_text(text: str) -> Extraction:
        path = tmp_path / "projekt.txt"
        path.write_text(text, encoding="utf-8")
        return extract(read(path))

    return extract_text


def runs(extraction: Extraction) -> dict[str, str | None]:
    mentions = {mention.key: mention.name for mention in extraction.mentions}
    return {
        mentions[claim.subject.key]: claim.label for claim in extraction.claims if claim.predicate is Predicate.RUNS
    }


def values(extraction: Extraction, predicate: Predicate) -> dict[str, str | None]:
    """value by label"""
    return {claim.label or "": claim.value for claim in extraction.claims if claim.predicate is predicate}


def test_a_project_that_only_the_document_names(of: Extract) -> None:
    found = of(
        "Projekt pn. „Razem dla rodzin”\n\n"
        "Liderem projektu jest Powiat Augustowski/Powiatowe Centrum Pomocy Rodzinie w Augustowie. "
        "Partnerzy: Gmina Nowinka, Gmina Płaska oraz Fundacja „Dom”. Okres realizacji projektu: 01.02.2021 r. – "
        "30.06.2022 r. Wartość projektu: 1 250 000,00 zł, w tym dofinansowanie: 1 062 500,50 zł.\n"
    )
    assert runs(found) == {
        "Powiatowe Centrum Pomocy Rodzinie w Augustowie": "leader",
        "Gmina Nowinka": "partner",
        "Gmina Płaska": "partner",
        "Fundacja „Dom”": "partner",
    }
    assert {claim.object.key for claim in found.claims if claim.predicate is Predicate.RUNS and claim.object} == {
        "razem-dla-rodzin"
    }
    assert values(found, Predicate.COST) == {"Wartość projektu": "1250000.00"}
    assert values(found, Predicate.FUNDING) == {"w tym dofinansowanie": "1062500.50"}
    assert values(found, Predicate.SINCE) == {"": "2021-02-01"}
    assert values(found, Predicate.UNTIL) == {"": "2022-06-30"}


def test_wojewodztwo_and_its_centre_are_one(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji”\n\nLider projektu:\n\n"
        "- Województwo Podkarpackie/Regionalny Ośrodek Polityki Społecznej w Rzeszowie\n\nPartnerzy:\n\n"
        "- Województwo Lubelskie/Regionalny Ośrodek Polityki Społecznej w Lublinie,\n"
        "- Województwo Podlaskie reprezentowane przez Regionalny Ośrodek Polityki Społecznej w Białymstoku.\n"
    )
    assert runs(found) == {
        "Regionalny Ośrodek Polityki Społecznej w Rzeszowie": "leader",
        "Regionalny Ośrodek Polityki Społecznej w Lublinie": "partner",
        "Regionalny Ośrodek Polityki Społecznej w Białymstoku": "partner",
    }


def test_a_logo_of_a_wojewodztwo_stands_for_its_centre_less_surely(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji” trwa.\n\nLIDER PROJEKTU\n\nRegionalny Ośrodek Polityki Społecznej w Rzeszowie\n"
        "ul. Przykładowa 1, 35-001 Rzeszów\n\nPARTNERZY PROJEKTU\n\n"
        "Województwo\nPodkarpackie\n\nWojewództwo\nPodlaskie\n"
    )
    assert runs(found) == {
        "Regionalny Ośrodek Polityki Społecznej w Rzeszowie": "leader",
        "Regionalny Ośrodek Polityki Społecznej w Białymstoku": "partner",
    }
    (by_logo,) = [claim for claim in found.claims if claim.rule == BY_WOJEWODZTWO]
    assert by_logo.confidence == 0.60
    assert by_logo.as_written.split() == ["Województwo", "Podlaskie"]


def test_milestones(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji” ma etapy.\n\n"
        "**I Kamień Milowy** (termin realizacji **kwiecień 2018 r. - marzec 2019 r.**) – Założenia.\n\n"
        "**II Kamień Milowy** (termin realizacji **kwiecień 2019 r. - wrzesień 2020 r.**) – Testy.\n"
    )
    made = {
        claim.object.key: claim.label
        for claim in found.claims
        if claim.predicate is Predicate.MILESTONE and claim.object
    }
    assert made == {"liderzy-kooperacji/I": "Założenia", "liderzy-kooperacji/II": "Testy"}
    ends = {claim.subject.key: claim.value for claim in found.claims if claim.predicate is Predicate.UNTIL}
    assert ends == {"liderzy-kooperacji/I": "2019-03", "liderzy-kooperacji/II": "2020-09"}


def test_counts_of_a_milestone_and_participants(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji”\n\nDziałania zrealizowane w I KM:\n\n"
        "- zaangażowano 83 podmioty sektorowe (123 osoby),\n- przeprowadzono 8 dwudniowych szkoleń.\n\n"
        "Podmioty wyłonione do uczestnictwa w projekcie to:\n\n"
        "- Wojewódzki Urząd Pracy w Białymstoku,\n- Sąd Okręgowy w Białymstoku.\n"
    )
    counts = {
        claim.unit: (claim.subject.key, claim.value)
        for claim in found.claims
        if claim.predicate is Predicate.COUNT and claim.subject.kind is not Kind.ACTIVITY
    }
    assert counts == {
        "podmioty": ("liderzy-kooperacji/I", "83"),
        "osoby": ("liderzy-kooperacji/I", "123"),
        "szkolenia": ("liderzy-kooperacji/I", "8"),
    }
    assert [claim.predicate for claim in found.claims].count(Predicate.TAKES_PART) == 2


def test_listed_gminas_get_a_team_each(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji” w gminach wiejskich\n\nGminy wybrane do uczestnictwa w I KM to:\n\n"
        "- Gmina KOLNO powiat kolneński\n- Gmina WYSOKIE MAZOWIECKIE powiat wysokomazowiecki\n"
        "- Gmina NOWINKA powiat augustowski\n\nW gminach powołano Gminno-Powiatowe Zespoły Kooperacji\n"
    )
    covered = {claim.object.key for claim in found.claims if claim.predicate is Predicate.COVERS and claim.object}
    assert covered == {"200603", "201310", "200105"}  # of the twins the rural ones
    assert {group.name for group in found.groups} == {"Gminno-Powiatowy Zespół Kooperacji"}
    within = {claim.object.key for claim in found.claims if claim.predicate is Predicate.WITHIN and claim.object}
    assert within == {"liderzy-kooperacji", "liderzy-kooperacji/I"}


def milestones(extraction: Extraction) -> dict[str, tuple[str | None, str | None, str | None, str | None]]:
    """(name, title, since, until) by key"""
    said = {
        (claim.subject.key, claim.predicate): claim.value
        for claim in extraction.claims
        if claim.subject.kind is Kind.MILESTONE
    }
    return {
        claim.object.key: (
            said.get((claim.object.key, Predicate.NAMED)),
            claim.label,
            said.get((claim.object.key, Predicate.SINCE)),
            said.get((claim.object.key, Predicate.UNTIL)),
        )
        for claim in extraction.claims
        if claim.predicate is Predicate.MILESTONE and claim.object
    }


def test_a_table_of_milestones(tmp_path: Path) -> None:
    path = tmp_path / "harmonogram.html"
    path.write_text(
        "<h1>Projekt „Liderzy Kooperacji”</h1><table>"
        "<tr><th>Lp.</th><th>Kamień Milowy</th><th>Termin</th><th>Zadanie</th><th>Kolor</th></tr>"
        "<tr><td>1</td><td>I Kamień Milowy</td><td>kwiecień 2018 r. – marzec 2019 r.</td><td>założenia</td><td>–</td>"
        "</tr>"
        "<tr><td>2</td><td>Odbiór modelu</td><td>do 31.03.2021 r.</td><td></td><td></td></tr></table>",
        encoding="utf-8",
    )
    found = extract(read(path))
    assert milestones(found) == {
        "liderzy-kooperacji/I": ("I Kamień Milowy", "założenia", "2018-04", "2019-03"),
        "liderzy-kooperacji/odbior-modelu": ("Odbiór modelu", None, None, "2021-03-31"),
    }
    assert [(finding.code, finding.params) for finding in found.findings] == [
        (FindingCode.COLUMN_UNREAD, (("column", "Kolor"),))
    ]


def test_a_schedule_without_a_project_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "harmonogram.csv"
    path.write_text("Etap;Termin;Zadanie\nI;2020;remont\n", encoding="utf-8")
    found = extract(read(path))
    assert milestones(found) == {}
    assert FindingCode.LAYOUT_UNKNOWN in {finding.code for finding in found.findings}


def test_phases_are_milestones(of: Extract) -> None:
    found = of(
        "Projekt pn. „Wspólny kierunek”\n\nProjekt realizowany jest w następujących fazach:\n"
        "- Faza Przygotowania: rozmowy z gminami,\n- Etap II (od 01.02.2021 r. do 30.06.2021 r.): próby w gminach,\n"
        "- Zarządzanie: przez cały czas.\n"
    )
    assert milestones(found) == {
        "wspolny-kierunek/faza-przygotowania": ("Faza Przygotowania", "rozmowy z gminami", None, None),
        "wspolny-kierunek/etap-ii": ("Etap II", "próby w gminach", "2021-02-01", "2021-06-30"),
    }


def test_a_phase_of_something_else_is_no_milestone(of: Extract) -> None:
    found = of("Projekt pn. „Wspólny kierunek”\n\nO leczeniu:\n- Faza Ostra: trwa tydzień.\n")
    assert milestones(found) == {}


def test_activities_with_and_without_a_number(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji” – rezultaty:\n\n"
        "- przeprowadzono 6 trzydniowych szkoleń,\n"
        "- przeprowadzono **badania fokusowe**, z których opracowano 4 raporty cząstkowe,\n"
        "- przeprowadzono coaching 9 pracowników socjalnych,\n"
        "- zapraszamy na 3 spotkania.\n"
    )
    facts = fold([found], Reference.shipped())
    held = {
        (tie.key.start.id, node["kind"], node.get("count"))
        for tie in facts.ties.values()
        if tie.key.type == "HELD"
        for node in [facts.nodes[tie.key.end].properties]
    }
    assert held == {
        ("liderzy-kooperacji", "szkolenia", 6),
        ("liderzy-kooperacji", "badania fokusowe", None),
        ("liderzy-kooperacji", "coaching", 9),
    }
    assert {
        (claim.value, claim.unit)
        for claim in found.claims
        if claim.predicate is Predicate.COUNT and claim.subject.kind is Kind.ACTIVITY
    } == {("6", "szkolenia"), ("9", "pracownicy socjalni")}


@pytest.mark.parametrize("words", [
    "Nagrodę „Lider współpracy” dostał Gminny Ośrodek Pomocy Społecznej w Korycinie.",
    "Lider gminny spotkał się z Gminnym Ośrodkiem Pomocy Społecznej w Korycinie.",
    "Liderzy lokalni odwiedzili Gminny Ośrodek Pomocy Społecznej w Korycinie.",
])
def test_a_leader_of_something_else_leads_no_project(of: Extract, words: str) -> None:
    assert not runs(of(f"Liderzy Kooperacji spotkali się w Korycinie.\n\n{words}"))


def test_leader_in_brackets_is_the_one_before_it_alone(of: Extract) -> None:
    found = of(
        "Projekt „Liderzy Kooperacji” w Makroregionie I prowadzą: Regionalny Ośrodek Polityki Społecznej w Rzeszowie "
        "(lider), Regionalny Ośrodek Polityki Społecznej w Białymstoku."
    )
    assert [name for name, role in runs(found).items() if role == "leader"] == [
        "Regionalny Ośrodek Polityki Społecznej w Rzeszowie"
    ]


def test_an_association_called_leader_is_one_and_may_lead_a_team(of: Extract) -> None:
    found = of(
        "W skład Partnerskiego Zespołu Kooperacji w Gminie Korycin wchodzą:\n\n"
        "- Gminny Ośrodek Pomocy Społecznej w Korycinie – lider PZK,\n- Stowarzyszenie „Lider” w Korycinie,\n"
        "- Lokalna Grupa Działania „Lider” w Sokółce.\n\nProjekt „Liderzy Kooperacji” trwa."
    )
    mentions = {each.key: each.name for each in found.mentions}
    roles = {mentions[claim.subject.key]: claim.label for claim in found.claims if claim.predicate is Predicate.MEMBER}
    assert roles == {
        "Gminny Ośrodek Pomocy Społecznej w Korycinie": "leader",
        "Stowarzyszenie „Lider” w Korycinie": None,
        "Lokalna Grupa Działania „Lider” w Sokółce": None,
    }
    assert not runs(found)


def test_a_macroregion_and_a_milestone_are_no_bodies(of: Extract) -> None:
    found = of(
        "W Makroregionie I I Kamień Milowy (kwiecień 2018 r. – marzec 2019 r.) projektu „Liderzy Kooperacji” "
        "skończył się. W Makroregionie II II Kamień Milowy (kwiecień 2019 r. – wrzesień 2020 r.) trwa."
    )
    assert not found.mentions
    assert not found.groups
    ends = {claim.subject.key: claim.value for claim in found.claims if claim.predicate is Predicate.UNTIL}
    assert ends == {"liderzy-kooperacji/I": "2019-03", "liderzy-kooperacji/II": "2020-09"}
