"""Rosters: columns by header words, what is read, and a finding for what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.claims import Claim, Extraction, FindingCode, Kind, Predicate, Status, quote
from loaders.extract import extract
from loaders.read import read

Extract = Callable[[str], Extraction]

ROSTER = """Skład Gminno-Powiatowego Zespołu Kooperacji w gminie Korycin;;;;;;;
Projekt „Liderzy Kooperacji”, stan na 15.03.2019 r.;;;;;;;
Lp.;Instytucja;Poziom;Sektor;Przedstawiciel;Data przystąpienia;Nie uczestniczy;Kolor
1;Gminny Ośrodek Pomocy Społecznej w Korycinie;gminny;pomoc społeczna;Anna Przykładowa;01.07.2018;;zielony
2;PCPR Sokółka;powiatowy;pomoc społeczna;Jan Zmyślony;01.07.2018;;
3;Powiatowy Urząd Pracy w Sokółce;powiatowy;rynek pracy;;;x;
4;Szkoła Podstawowa;gminny;oświata;;07.2018;;
5;;gminny;;;;;
Razem: 4;;;;;;;
"""


@pytest.fixture
def of(tmp_path: Path) -> Extract:
    def extract_table(text: str) -> Extraction:
        path = tmp_path / "zespol.csv"
        path.write_text(text, encoding="utf-8")
        return extract(read(path))

    return extract_table


def ties(extraction: Extraction, predicate: Predicate) -> dict[str, Claim]:
    mentions = {mention.key: mention.name for mention in extraction.mentions}
    return {mentions[claim.subject.key]: claim for claim in extraction.claims if claim.predicate is predicate}


def test_rows_become_members_and_a_mark_an_absence(of: Extract) -> None:
    found = of(ROSTER)
    assert set(ties(found, Predicate.MEMBER)) == {
        "Gminny Ośrodek Pomocy Społecznej w Korycinie",
        "Powiatowe Centrum Pomocy Rodzinie w Sokółce",
        "Szkoła Podstawowa w Korycinie",
    }
    assert set(ties(found, Predicate.ABSENT)) == {"Powiatowy Urząd Pracy w Sokółce"}


def test_the_row_is_the_quote(of: Extract) -> None:
    found = of(ROSTER)
    claim = ties(found, Predicate.MEMBER)["Powiatowe Centrum Pomocy Rodzinie w Sokółce"]
    assert quote(found.source.text, claim.spans) == ("PCPR Sokółka",)


def test_title_lines_name_team_territory_and_project(of: Extract) -> None:
    found = of(ROSTER)
    (group,) = found.groups
    assert (group.family, group.type) == (Kind.TEAM, "GPZK")
    targets = {
        claim.predicate: claim.object.key for claim in found.claims if claim.object and claim.subject.key == "g1"
    }
    assert targets == {Predicate.COVERS: "201103", Predicate.WITHIN: "liderzy-kooperacji"}


def test_columns_of_level_sector_and_date(of: Extract) -> None:
    found = of(ROSTER)
    assert ties(found, Predicate.LEVEL)["Powiatowe Centrum Pomocy Rodzinie w Sokółce"].value == "powiat"
    assert ties(found, Predicate.SECTOR)["Szkoła Podstawowa w Korycinie"].value == "EDU"
    since = ties(found, Predicate.SINCE)["Gminny Ośrodek Pomocy Społecznej w Korycinie"]
    assert (since.value, since.object) == (
        "2018-07-01",
        found.groups and ties(found, Predicate.MEMBER)["Gminny Ośrodek Pomocy Społecznej w Korycinie"].object,
    )


def test_what_is_not_read_is_a_finding(of: Extract) -> None:
    found = of(ROSTER)
    unread = [finding.params for finding in found.findings if finding.code is FindingCode.COLUMN_UNREAD]
    assert unread == [(("column", "Kolor"),)]
    rows = [finding for finding in found.findings if finding.code is FindingCode.ROW_WITHOUT_INSTITUTION]
    assert len(rows) == 2  # the row without a name, and the total


def test_no_person_is_in_any_value(of: Extract) -> None:
    assert "Przykładowa" not in of(ROSTER).model_dump_json()


def test_team_and_territory_by_row(of: Extract) -> None:
    found = of(
        "Nazwa zespołu;Gmina;Powiat;Podmiot;Uwagi\n"
        "Zespół Kooperacji A;Kolno (gmina wiejska);kolneński;GOPS;\n"
        "Zespół Kooperacji A;Kolno (gmina wiejska);kolneński;Komenda Powiatowa Policji w Kolnie;\n"
        "Zespół Kooperacji B;Narewka;hajnowski;GOPS w Narewce;\n"
        "Zespół Kooperacji B;Narewka;hajnowski;PCPR w Hajnówce;odmówił udziału\n"
    )
    assert [group.name for group in found.groups] == ["Zespół Kooperacji A", "Zespół Kooperacji B"]
    covered = [claim.object.key for claim in found.claims if claim.predicate is Predicate.COVERS and claim.object]
    assert covered == ["200603", "200509"]
    assert set(ties(found, Predicate.ABSENT)) == {"Powiatowe Centrum Pomocy Rodzinie w Hajnówce"}
    places = {mention.name: mention.terc for mention in found.mentions}
    assert places["Gminny Ośrodek Pomocy Społecznej w Kolnie"] == "200603"
    # The gmina of the team is not the seat of who takes part in it.
    assert places["Komenda Powiatowa Policji w Kolnie"] == "200601"


def test_a_name_of_two_gminas_is_doubtful(of: Extract) -> None:
    found = of("Gmina;Powiat;Instytucja\nKolno;kolneński;GOPS\nKolno;kolneński;PCPR w Kolnie\n")
    assert FindingCode.PLACE_AMBIGUOUS in {finding.code for finding in found.findings}
    (covers,) = [claim for claim in found.claims if claim.predicate is Predicate.COVERS]
    assert covers.confidence < 0.75


def test_a_table_of_something_else_is_reported_with_the_closest_layout(of: Extract) -> None:
    found = of("Produkt;Cena;Sztuk\nStół;10,00;3\nKrzesło;5,00;2\n")
    (finding,) = [finding for finding in found.findings if finding.code is FindingCode.LAYOUT_UNKNOWN]
    params = dict(finding.params)
    assert params["columns"] == "Produkt, Cena, Sztuk"
    assert params["missing"] == "Instytucja"
    assert found.groups == ()


def test_a_body_of_no_known_kind_keeps_its_name(of: Extract) -> None:
    found = of("Instytucja;Poziom\nSpółka Wodna Kumiałka;gminny\nGOPS w Korycinie;gminny\n")
    claim = ties(found, Predicate.MEMBER)["Spółka Wodna Kumiałka"]
    assert 0.5 <= claim.confidence < 0.75
    assert FindingCode.TYPE_UNKNOWN in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    "title",
    ["Skład Zespołu Kooperacji – Powiat białostocki", "Zespół Kooperacji w powiecie białostockim"],
)
def test_a_powiat_in_the_title_is_not_its_seat(of: Extract, title: str) -> None:
    found = of(f"{title};\nInstytucja;Poziom\nPCPR w Białymstoku;powiatowy\n")
    assert [claim.object.key for claim in found.claims if claim.predicate is Predicate.COVERS and claim.object] == [
        "2002"
    ]
    assert [mention.terc for mention in found.mentions] == ["206101"]


REFUSAL = """Gmina;Zespół;Instytucja;{head}
Raczki;Zespół Interdyscyplinarny w Raczkach;GOPS w Raczkach;
Raczki;Zespół Interdyscyplinarny w Raczkach;Szkoła Podstawowa w Raczkach;-
Raczki;Zespół Interdyscyplinarny w Raczkach;Komisariat Policji w Suwałkach;{mark}
"""


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("Nie bierze udziału", "tak"),
        ("Odmowa", "x"),
        ("Odmówił(a)", "tak, pismem"),
        ("Rezygnacja", "12.05.2023"),
        ("Zrezygnował/a", "T"),
        ("Nie przystąpił(a)", "+"),
        ("Uwagi", "rezygnacja w 2023 r."),
    ],
)
def test_a_column_of_refusals_makes_absences(of: Extract, head: str, mark: str) -> None:
    found = of(REFUSAL.format(head=head, mark=mark))
    members = ties(found, Predicate.MEMBER)
    assert set(members) == {"Gminny Ośrodek Pomocy Społecznej w Raczkach", "Szkoła Podstawowa w Raczkach"}
    absent = ties(found, Predicate.ABSENT)
    assert {name: claim.status for name, claim in absent.items()} == {"Komisariat Policji w Suwałkach": Status.ACCEPTED}
    assert {claim.status for claim in members.values()} == {Status.ACCEPTED}


def test_an_unread_column_about_refusals_leaves_members_in_doubt(of: Extract) -> None:
    found = of(REFUSAL.format(head="Brak zgody na udział", mark="tak"))
    members = ties(found, Predicate.MEMBER)
    assert len(members) == 3
    assert {claim.confidence for claim in members.values()} == {0.7}


@pytest.mark.parametrize("head", ["Funkcja w zespole", "Uwagi"])
def test_a_post_in_the_team_is_the_role(of: Extract, head: str) -> None:
    found = of(
        f"Gmina;Zespół;Instytucja;{head}\n"
        "Raczki;Zespół Interdyscyplinarny w Raczkach;GOPS w Raczkach;koordynatorka Zespołu\n"
        "Raczki;Zespół Interdyscyplinarny w Raczkach;Szkoła Podstawowa w Raczkach;wiceprzewodniczący\n"
        "Raczki;Zespół Interdyscyplinarny w Raczkach;Gmina Raczki;sekretarz gminy\n"
    )
    assert {name: claim.label for name, claim in ties(found, Predicate.MEMBER).items()} == {
        "Gminny Ośrodek Pomocy Społecznej w Raczkach": "koordynator",
        "Szkoła Podstawowa w Raczkach": "zastępca przewodniczącego",
        "Gmina Raczki": None,
    }


def test_an_unknown_layout_quotes_its_header_and_not_its_title(of: Extract) -> None:
    found = of(
        "Wykaz osób – zespoły powiatu suwalskiego;;;\n"
        "L.p.;Skąd delegowany;gm.;Od kiedy\n"
        "1;GOPS Filipów;Filipów;2022\n"
    )
    (finding,) = (each for each in found.findings if each.code is FindingCode.LAYOUT_UNKNOWN)
    assert dict(finding.params)["columns"] == "L.p., Skąd delegowany, gm., Od kiedy"


def test_a_unit_that_delegates_and_a_short_gmina_are_known_columns(of: Extract) -> None:
    found = of(
        "Wykaz członków – zespoły powiatu suwalskiego;;;;\n"
        "L.p.;JEDNOSTKA / podmiot delegujący;gm.;Funkcja w zespole;Od kiedy\n"
        "1;GOPS Filipów;Filipów;przewodniczący;01.04.2022\n"
        "2;Parafia pw. św. Jakuba w Filipowie;Filipów;członek – rezygnacja 2023;\n"
    )
    (claim,) = ties(found, Predicate.MEMBER).values()
    assert (claim.label, claim.as_written) == ("przewodniczący", "GOPS Filipów")
    assert len(ties(found, Predicate.ABSENT)) == 1
