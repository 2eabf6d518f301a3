"""Teams from prose and lists: members, absences, territory, and what only looks like membership."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.claims import Extraction, Kind, Predicate, Status
from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.fold import fold
from loaders.placed import Reference
from loaders.read import read

Extract = Callable[[str], Extraction]


@pytest.fixture
def of(tmp_path: Path) -> Extract:
    def extract_text(text: str) -> Extraction:
        path = tmp_path / "strona.txt"
        path.write_text(text, encoding="utf-8")
        return extract(read(path))

    return extract_text


def named(extraction: Extraction, predicate: Predicate) -> set[str]:
    mentions = {mention.key: mention.name for mention in extraction.mentions}
    return {mentions[claim.subject.key] for claim in extraction.claims if claim.predicate is predicate}


def covered(extraction: Extraction) -> set[str]:
    return {claim.object.key for claim in extraction.claims if claim.predicate is Predicate.COVERS and claim.object}


LIST = """Zespół Interdyscyplinarny w Kleszczewie

W skład Zespołu Interdyscyplinarnego powołanego Zarządzeniem Nr 12/2019 Wójta Gminy Kleszczewo z dnia 4 marca 2019 r. \
wchodzą przedstawiciele następujących instytucji:
- Ośrodka Pomocy Społecznej w Kleszczewie,
- Komisariatu Policji w Kostrzynie,
- Szkoły Podstawowej w Tulcach,
- Gminnej Komisji Rozwiązywania Problemów Alkoholowych,
- kuratorskiej służby sądowej,
- organizacji pozarządowych.

Zadania Zespołu:
- współpraca z Powiatowym Centrum Pomocy Rodzinie w Poznaniu,
- diagnozowanie problemu przemocy.
"""


def test_a_list_in_the_genitive(of: Extract) -> None:
    found = of(LIST)
    assert named(found, Predicate.MEMBER) == {
        "Ośrodek Pomocy Społecznej w Kleszczewie",
        "Komisariat Policji w Kostrzynie",
        "Szkoła Podstawowa w Tulcach",
        "Gminna Komisja Rozwiązywania Problemów Alkoholowych w Kleszczewie",
    }
    assert [claim.value for claim in found.claims if claim.predicate is Predicate.SIGNED] == ["2019-03-04"]
    assert covered(found) == {"302106"}
    (group,) = found.groups
    assert (group.family, group.type) == (Kind.TEAM, "ZI")


def test_persons_with_their_institutions(of: Extract) -> None:
    found = of(
        "Powiatowa Rada Rynku Pracy w Kartuzach\n\n"
        "W skład Powiatowej Rady Rynku Pracy na kadencję 2020-2024 weszli:\n"
        "1. Jan Kowalski - Starostwo Powiatowe w Kartuzach - przewodniczący\n"
        "2. Anna Nowak - Cech Rzemiosł w Kartuzach\n"
        "3. Adam Wójcik - Gmina Żukowo\n"
    )
    assert named(found, Predicate.MEMBER) == {
        "Starostwo Powiatowe w Kartuzach",
        "Cech Rzemiosł w Kartuzach",
        "Gmina Żukowo",
    }
    assert len(found.groups) == 1
    assert covered(found) == {"2205"}


def test_accession_refusal_and_leader(of: Extract) -> None:
    found = of(
        "Partnerski Zespół Kooperacji w gminie Nowinka\n\n"
        "Do Partnerskiego Zespołu Kooperacji przystąpiły: GOPS Nowinka, PCPR w Augustowie, Szkoła Podstawowa "
        "w Nowince, Szkoła Podstawowa w Olszance i Ochotnicza Straż Pożarna w Nowince. Udziału w pracach odmówił "
        "Powiatowy Urząd Pracy w Augustowie. Koordynatorem Zespołu jest Gminny Ośrodek Pomocy Społecznej w Nowince.\n"
    )
    assert named(found, Predicate.MEMBER) == {
        "Gminny Ośrodek Pomocy Społecznej w Nowince",
        "Powiatowe Centrum Pomocy Rodzinie w Augustowie",
        "Szkoła Podstawowa w Nowince",
        "Szkoła Podstawowa w Olszance",
        "Ochotnicza Straż Pożarna w Nowince",
    }
    assert named(found, Predicate.ABSENT) == {"Powiatowy Urząd Pracy w Augustowie"}
    assert "leader" in {claim.label for claim in found.claims if claim.predicate is Predicate.MEMBER}
    assert covered(found) == {"200105"}


def test_a_heading_over_a_plain_enumeration(of: Extract) -> None:
    found = of(
        "Lokalny Zespół Kooperacji\n\nSkład zespołu\n\n"
        "GOPS w Krypnie, Posterunek Policji w Krypnie, Szkoła Podstawowa im. Jana Pawła II w Krypnie\n\n"
        "Zespół spotyka się raz w miesiącu.\n"
    )
    assert len(named(found, Predicate.MEMBER)) == 3


def test_sections_of_a_page_have_teams_of_their_own(of: Extract) -> None:
    found = of(
        "Powołujemy w gminach Partnerski Zespół Kooperacji.\n\n"
        "powiat augustowski, gmina Nowinka\n\nReprezentowane były instytucje:\n"
        "1. Szkoła Podstawowa w Nowince\n2. Powiatowe Centrum Pomocy Rodzinie w Augustowie\n\n"
        "powiat sokólski, gmina Korycin\n\nReprezentowane były instytucje:\n"
        "1. Szkoła Podstawowa w Korycinie\n2. Powiatowe Centrum Pomocy Rodzinie w Sokółce\n"
    )
    assert covered(found) == {"200105", "201103"}
    assert [len(agreement["members"]) for agreement in to_corpus(found)["agreements"]] == [2, 2]


def test_an_act_gives_the_team_its_day_and_territory(of: Extract) -> None:
    found = of(
        "ZARZĄDZENIE NR 41/2018\nWÓJTA GMINY NOWINKA\nz dnia 10 lipca 2018 r.\n\n"
        "w sprawie powołania Gminno-Powiatowego Zespołu Kooperacji w Gminie Nowinka\n\n"
        "§ 1. Powołuję Gminno-Powiatowy Zespół Kooperacji w Gminie Nowinka w składzie:\n"
        "1) przedstawiciel Gminnego Ośrodka Pomocy Społecznej w Nowince;\n"
        "2) przedstawiciel Powiatowego Centrum Pomocy Rodzinie w Augustowie.\n"
    )
    assert len(named(found, Predicate.MEMBER)) == 2
    assert [claim.value for claim in found.claims if claim.predicate is Predicate.SIGNED] == ["2018-07-10"]
    assert covered(found) == {"200105"}
    assert found.groups[0].name.startswith("Gminno-Powiatowy Zespół Kooperacji")


def test_a_declaration_establishes_the_team(of: Extract) -> None:
    found = of(
        "14 listopada 2019 r. podpisano porozumienie o utworzeniu Partnerskiego Zespołu Kooperacyjnego w Sosnowcu. "
        "Jego strony to:\n\n- Miejski Ośrodek Pomocy Społecznej w Sosnowcu,\n- Powiatowy Urząd Pracy w Sosnowcu.\n"
    )
    assert len(named(found, Predicate.PARTY)) == 2
    assert [claim.predicate for claim in found.claims].count(Predicate.ESTABLISHED_BY) == 1
    (agreement,) = to_corpus(found)["agreements"]
    assert (agreement["kind"], agreement["date"], len(agreement["members"])) == ("zespół", "2019-11-14", 2)


def test_a_body_of_no_known_kind_is_provisional_in_a_list(of: Extract) -> None:
    found = of(
        "Koalicja na rzecz Czystej Wody\n\nKoalicję tworzą: Fundacja „Zdrój”, Gmina Korycin, Szkoła Podstawowa "
        "w Korycinie i Spółka Wodna Kumiałka.\n"
    )
    (claim,) = [claim for claim in found.claims if claim.as_written == "Spółka Wodna Kumiałka"]
    assert claim.predicate is Predicate.MEMBER
    assert 0.5 <= claim.confidence < 0.75


def test_kinds_of_bodies_are_no_members(of: Extract) -> None:
    found = of(
        "Do Zespołu Interdyscyplinarnego skierowały przedstawicieli: Gminny Ośrodek Pomocy Społecznej w Korycinie, "
        "Posterunek Policji w Korycinie, Placówki Oświatowe, Służba Zdrowia.\n"
    )
    sure = [claim for claim in found.claims if claim.predicate is Predicate.MEMBER and claim.confidence >= 0.5]
    assert len(sure) == 2


def test_one_member_is_no_agreement_in_the_corpus(of: Extract) -> None:
    found = of("W skład Zespołu Interdyscyplinarnego wchodzi przedstawiciel Szkoły Podstawowej w Korycinie.\n")
    assert to_corpus(found)["agreements"] == []


def test_the_same_text_gives_the_same_extraction(of: Extract) -> None:
    assert of(LIST) == of(LIST)


def test_bodies_at_others_departments_and_branches_are_units_of_them(of: Extract) -> None:
    found = of(
        "W skład Zespołu Interdyscyplinarnego w Sokółce wchodzą przedstawiciele:\n"
        "- Wydziału Oświaty Starostwa Powiatowego w Sokółce,\n"
        "- Poradni Psychologiczno-Pedagogicznej w Sokółce Filia w Dąbrowie Białostockiej,\n"
        "- Parafialnego Zespołu Caritas przy Parafii pw. św. Anny w Krynkach,\n"
        "- Komisariatu Policji w Krynkach.\n"
    )
    mentions = {mention.key: mention.name for mention in found.mentions}
    assert {
        (mentions[claim.subject.key], mentions[claim.object.key])
        for claim in found.claims
        if claim.predicate is Predicate.UNIT_OF and claim.object
    } == {
        ("Wydział Oświaty Starostwa Powiatowego w Sokółce", "Starostwo Powiatowe w Sokółce"),
        (
            "Poradnia Psychologiczno-Pedagogiczna w Sokółce Filia w Dąbrowie Białostockiej",
            "Poradnia Psychologiczno-Pedagogiczna w Sokółce",
        ),
        ("Parafialny Zespół Caritas przy Parafii pw. św. Anny w Krynkach", "Parafia pw. św. Anny w Krynkach"),
    }
    # A host is only named: it is no member.
    assert len(named(found, Predicate.MEMBER)) == 4
    facts = fold([found], Reference.shipped())
    assert {(tie.key.start.id, tie.key.end.id) for tie in facts.ties.values() if tie.key.type == "UNIT_OF"} == {
        ("wydz-oswiaty:201108", "powiat:2011"),
        ("ppp-filia:201101", "ppp:201108"),
        ("caritas-parafialny-zespol:201104", "par-sw-anny:201104"),
    }


DENIED = """W skład Zespołu Interdyscyplinarnego w Gminie Filipów wchodzą: GOPS w Filipowie, \
Szkoła Podstawowa w Filipowie. {sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "W skład Zespołu nie wchodzi Komenda Miejska Policji w Suwałkach.",
        "Komenda Miejska Policji w Suwałkach nie wchodzi w skład Zespołu.",
        "Nie wchodzi do niego Komenda Miejska Policji w Suwałkach.",
        "Komenda Miejska Policji w Suwałkach nie jest członkiem Zespołu.",
        "Zespołu nie współtworzy Komenda Miejska Policji w Suwałkach.",
        "W pracach Zespołu nie bierze udziału Komenda Miejska Policji w Suwałkach.",
        "Porozumienia nie podpisała Komenda Miejska Policji w Suwałkach.",
    ],
)
def test_a_nie_before_the_verb_makes_an_absence(of: Extract, sentence: str) -> None:
    found = of(DENIED.format(sentence=sentence))
    assert named(found, Predicate.ABSENT) == {"Komenda Miejska Policji w Suwałkach"}
    assert named(found, Predicate.MEMBER) | named(found, Predicate.PARTY) == {
        "Gminny Ośrodek Pomocy Społecznej w Filipowie",
        "Szkoła Podstawowa w Filipowie",
    }


def test_a_nie_that_denies_nothing_of_the_verb_leaves_a_member(of: Extract) -> None:
    found = of(DENIED.format(sentence="W skład Zespołu nie tylko formalnie wchodzi Sąd Rejonowy w Suwałkach."))
    assert "Sąd Rejonowy w Suwałkach" in named(found, Predicate.MEMBER)


def test_a_list_of_those_who_are_not_members(of: Extract) -> None:
    denied = "\n\nW skład Zespołu nie wchodzą:\n- Sąd Rejonowy w Suwałkach,\n- ZUS w Suwałkach."
    found = of(DENIED.format(sentence=denied))
    assert "Sąd Rejonowy w Suwałkach" in named(found, Predicate.ABSENT)
    assert "Sąd Rejonowy w Suwałkach" not in named(found, Predicate.MEMBER)


UNSETTLED = """Skład Zespołu Interdyscyplinarnego w Gminie Nowinka:
- GOPS w Nowince,
- Szkoła Podstawowa w Nowince,
- PCPR w Augustowie - ma zdecydować w maju,
- SPZOZ w Augustowie - tu czekamy na decyzję,
- Nadleśnictwo Augustów – zaprosimy w czerwcu.

Stowarzyszenie „Pomocna Dłoń” w Nowince odmówiło.

Czy w skład Zespołu wchodzi Sąd Rejonowy w Augustowie?

> W skład Zespołu wchodzi Straż Graniczna w Augustowie.
"""


def test_questions_and_expectations_are_no_assertions(of: Extract) -> None:
    found = of(UNSETTLED)
    mentions = {mention.key: mention for mention in found.mentions}
    status = {
        mentions[claim.subject.key].type: claim.status for claim in found.claims if claim.predicate is Predicate.MEMBER
    }
    assert {kind for kind, each in status.items() if each is Status.ACCEPTED} == {"GOPS", "SP"}
    assert {kind for kind, each in status.items() if each is Status.PROVISIONAL} == {"PCPR", "SPZOZ", "NADL"}
    assert {kind for kind, each in status.items() if each is Status.QUEUED} == {"SR", "STRGR"}
    assert named(found, Predicate.ABSENT) == {"Stowarzyszenie „Pomocna Dłoń” w Nowince"}


def test_a_post_after_the_name_is_the_role(of: Extract) -> None:
    found = of(
        "Skład Zespołu Interdyscyplinarnego w Gminie Nowinka:\n"
        "- GOPS w Nowince – koordynator Zespołu,\n"
        "- Szkoła Podstawowa w Nowince (przewodnicząca),\n"
        "- PCPR w Augustowie – koordynator pieczy zastępczej,\n"
    )
    mentions = {mention.key: mention.type for mention in found.mentions}
    members = [claim for claim in found.claims if claim.predicate is Predicate.MEMBER]
    assert {mentions[claim.subject.key]: claim.label for claim in members} == {
        "GOPS": "koordynator",
        "SP": "przewodniczący",
        "PCPR": None,
    }


@pytest.mark.parametrize(
    ("words", "code", "confidence"),
    [
        ("w Gminie Sejny", "200905", 0.75),  # the rural gmina around the town
        ("w gminie wiejskiej Sejny", "200905", 0.9),
        ("w Sejnach", "200901", 0.9),
        ("w Gminie Filipów", "201202", 0.9),
    ],
)
def test_a_gmina_named_like_its_town(of: Extract, words: str, code: str, confidence: float) -> None:
    found = of(f"W skład Zespołu Interdyscyplinarnego {words} wchodzą: PCPR w Sejnach, KPP w Sejnach.\n")
    covers = [claim for claim in found.claims if claim.predicate is Predicate.COVERS]
    assert [(claim.object and claim.object.key, claim.confidence) for claim in covers] == [(code, confidence)]


def test_whom_a_team_sits_with_is_its_area_only_likely(of: Extract) -> None:
    members = "W skład Zespołu wchodzą: PCPR w Sokółce, GOPS w Korycinie."
    found = of(f"Zespół ds. Modelu przy ROPS w Białymstoku\n\n{members}\n")
    covers = [claim for claim in found.claims if claim.predicate is Predicate.COVERS]
    assert [(claim.object and claim.object.key, claim.status) for claim in covers] == [("20", Status.PROVISIONAL)]
