"""Agreements from prose and formal clauses: who is a party, when it was signed, how long it holds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.claims import QUOTE_PIECE, Extraction, FindingCode, Kind, Predicate, quote
from loaders.extract import extract
from loaders.read import read

Extract = Callable[[str], Extraction]


@pytest.fixture
def of(tmp_path: Path) -> Extract:
    def extract_text(text: str) -> Extraction:
        path = tmp_path / "pismo.txt"
        path.write_text(text, encoding="utf-8")
        return extract(read(path))

    return extract_text


def named(extraction: Extraction, predicate: Predicate) -> set[str]:
    mentions = {mention.key: mention.name for mention in extraction.mentions}
    return {mentions[claim.subject.key] for claim in extraction.claims if claim.predicate is predicate}


def value(extraction: Extraction, predicate: Predicate) -> str | None:
    return next((claim.value for claim in extraction.claims if claim.predicate is predicate), None)


FORMAL = """POROZUMIENIE O WSPÓŁPRACY

zawarte w dniu 14 maja 2020 r. w Sokółce pomiędzy:

1. Gminą Sokółka, reprezentowaną przez Burmistrza Sokółki,
2. Powiatowym Centrum Pomocy Rodzinie w Sokółce, reprezentowanym przez Dyrektora,
3. Komendą Powiatową Policji w Sokółce
a
Ośrodkiem Pomocy Społecznej w Sokółce,

zwanymi dalej „Partnerami”, o następującej treści:

§ 1
Przedmiotem Porozumienia jest wspólna praca z rodzinami w gminie Sokółka.

§ 2
Porozumienie zostaje zawarte na czas nieokreślony.

§ 3
Partnerzy współpracują z Powiatowym Urzędem Pracy w Sokółce.
"""


def test_a_formal_agreement(of: Extract) -> None:
    found = of(FORMAL)
    assert named(found, Predicate.PARTY) == {
        "Gmina Sokółka",
        "Powiatowe Centrum Pomocy Rodzinie w Sokółce",
        "Komenda Powiatowa Policji w Sokółce",
        "Ośrodek Pomocy Społecznej w Sokółce",
    }
    assert value(found, Predicate.SIGNED) == "2020-05-14"
    assert value(found, Predicate.TERM) == "indefinite"
    assert value(found, Predicate.SUBJECT) == "wspólna praca z rodzinami w gminie Sokółka"
    (group,) = found.groups
    assert (group.family, group.kind) == (Kind.AGREEMENT, "porozumienie")


def test_every_quote_stands_in_the_text_and_contains_the_name(of: Extract) -> None:
    found = of(FORMAL)
    ties = [claim for claim in found.claims if claim.predicate is Predicate.PARTY]
    assert ties
    for claim in ties:
        pieces = quote(found.source.text, claim.spans)
        assert all(len(piece) <= QUOTE_PIECE for piece in pieces)
        assert any(claim.as_written in piece for piece in pieces)


def test_a_guest_an_appointer_and_a_host_are_no_parties(of: Extract) -> None:
    found = of(
        "Porozumienie o współpracy podpisali dziś Starosta Bełchatowski, Komendant Powiatowy Policji w Bełchatowie "
        "oraz Dyrektor Miejskiego Ośrodka Pomocy Społecznej w Bełchatowie. Spotkanie w siedzibie Muzeum Regionalnego "
        "w Bełchatowie otworzył Prezydent Miasta Bełchatowa. Podpisanie odbyło się w obecności Wojewody Łódzkiego.\n"
    )
    assert named(found, Predicate.PARTY) == {
        "Powiat Bełchatowski",
        "Komenda Powiatowa Policji w Bełchatowie",
        "Miejski Ośrodek Pomocy Społecznej w Bełchatowie",
    }


def test_from_signing_to_a_day(of: Extract) -> None:
    found = of(
        "W dniu 1.III.2019 r. Gmina Nowinka zawarła porozumienie z Powiatowym Centrum Pomocy Rodzinie w Augustowie "
        "dotyczące wspierania rodzin. Porozumienie obowiązuje od dnia podpisania do 31 grudnia 2020 r.\n"
    )
    assert value(found, Predicate.SIGNED) == "2019-03-01"
    assert value(found, Predicate.SINCE) == "2019-03-01"
    assert value(found, Predicate.UNTIL) == "2020-12-31"
    assert value(found, Predicate.TERM) == "fixed"
    assert value(found, Predicate.SUBJECT) == "wspierania rodzin"


def test_the_day_of_a_meeting_counts_when_the_signing_has_none(of: Extract) -> None:
    found = of(
        "Partnerzy spotkali się 3 marca 2021 r. w Ełku. Pod porozumieniem podpisali się: Gmina Ełk, "
        "Powiatowe Centrum Pomocy Rodzinie w Ełku i Komenda Powiatowa Policji w Ełku.\n"
    )
    (signed,) = [claim for claim in found.claims if claim.predicate is Predicate.SIGNED]
    assert signed.value == "2021-03-03"
    assert signed.confidence < 0.75


def test_two_agreements_of_two_days_stay_two(of: Extract) -> None:
    found = of(
        "W dniu 5.02.2019 r. Gmina Korycin zawarła porozumienie z Regionalnym Ośrodkiem Polityki Społecznej "
        "w Białymstoku. W marcu 2019 r. zostało zawarte porozumienie pomiędzy Gminnym Ośrodkiem Pomocy Społecznej "
        "w Korycinie, Szkołą Podstawową w Korycinie i Powiatowym Centrum Pomocy Rodzinie w Sokółce.\n"
    )
    assert [group.family for group in found.groups] == [Kind.AGREEMENT, Kind.AGREEMENT]
    signed = {claim.value for claim in found.claims if claim.predicate is Predicate.SIGNED}
    assert signed == {"2019-02-05", "2019-03"}


VISIT = (
    "Delegacja z Powiatowego Centrum Pomocy Rodzinie w Łęcznej odwiedziła Dom Pomocy Społecznej w Lublinie. Gości "
    "przywitała dyrektor Miejskiego Ośrodka Pomocy Rodzinie w Lublinie. Rozmawiano o zawarciu porozumienia.\n"
)
PLAN = (
    "Zapraszamy do składania ofert. Z Gminnym Ośrodkiem Pomocy Społecznej w Korycinie i Szkołą Podstawową "
    "w Korycinie zostanie podpisane porozumienie.\n"
)
ADDRESSES = """Nasze adresy

- Ośrodek Pomocy Społecznej w Ełku
- Muzeum Historyczne w Ełku
- Szkoła Podstawowa nr 2 w Ełku
"""


@pytest.mark.parametrize("text", [VISIT, PLAN, ADDRESSES])
def test_visits_plans_and_lists_of_addresses_are_no_agreements(of: Extract, text: str) -> None:
    found = of(text)
    assert named(found, Predicate.PARTY) == set()
    assert named(found, Predicate.MEMBER) == set()


def test_a_stated_count_is_a_check_sum(of: Extract) -> None:
    text = (
        "Porozumienie podpisało 5 instytucji. Jego strony to: Gmina Sokółka, Powiatowe Centrum Pomocy Rodzinie "
        "w Sokółce i Komenda Powiatowa Policji w Sokółce.\n"
    )
    found = of(text)
    assert [finding.params for finding in found.findings if finding.code is FindingCode.COUNT_MISMATCH] == [
        (("stated", "5"), ("found", "3"))
    ]
    assert not [
        finding for finding in of(text.replace("5", "3")).findings if finding.code is FindingCode.COUNT_MISMATCH
    ]


def test_one_party_is_too_few(of: Extract) -> None:
    found = of("W dniu 4.05.2021 r. Gmina Korycin zawarła porozumienie z mieszkańcami.\n")
    assert FindingCode.FEW_PARTIES in {finding.code for finding in found.findings}


def test_nothing_is_said_of_nothing(of: Extract) -> None:
    found = of("Jutro będzie słonecznie, a po południu możliwy deszcz.\n")
    assert found.claims == ()
    assert [finding.code for finding in found.findings] == [FindingCode.NOTHING_FOUND]


DEED = """POROZUMIENIE
zawarte w dniu 3 marca 2020 r. pomiędzy Gminą Raczki a Gminą Giby.
§ 1. Strony powołują Zespół Interdyscyplinarny w Raczkach.
§ 2. {term}
§ 3. {repeal}
"""
FIXED = "Porozumienie zostaje zawarte na czas określony od dnia 1 kwietnia 2020 r. do dnia 31 grudnia 2024 r."
REPEAL = "Traci moc porozumienie z dnia 5 maja 2017 r. zawarte między Gminą Filipów a Gminą Bakałarzewo."


def of_day(extraction: Extraction, day: str, predicate: Predicate) -> list[str | None]:
    """What the document states of the agreement that was signed on a day."""
    refs = [claim.subject for claim in extraction.claims if (claim.predicate, claim.value) == (Predicate.SIGNED, day)]
    return [claim.value for claim in extraction.claims if claim.predicate is predicate and claim.subject in refs]


@pytest.mark.parametrize(
    ("term", "until"),
    [
        (FIXED, "2024-12-31"),
        ("Porozumienie obowiązuje do końca 2023 r.", "2023-12-31"),
        ("Porozumienie obowiązuje do końca czerwca 2023 r.", "2023-06-30"),
        ("Porozumienie obowiązuje od 1 kwietnia 2020 r. do końca roku 2023.", "2023-12-31"),
        ("Porozumienie obowiązuje do 2023 r.", "2023"),
    ],
)
def test_the_term_belongs_to_the_agreement_that_is_signed(of: Extract, term: str, until: str) -> None:
    found = of(DEED.format(term=term, repeal=REPEAL))
    assert of_day(found, "2020-03-03", Predicate.UNTIL) == [until]


@pytest.mark.parametrize(
    "repeal",
    [
        REPEAL,
        "Uchyla się porozumienie z dnia 5 maja 2017 r. zawarte między Gminą Filipów a Gminą Bakałarzewo.",
        "Porozumienie z dnia 5 maja 2017 r. zawarte między Gminą Filipów a Gminą Bakałarzewo traci moc.",
    ],
)
def test_a_repealed_agreement_ends_on_the_day_of_the_act(of: Extract, repeal: str) -> None:
    found = of(DEED.format(term=FIXED, repeal=repeal))
    assert of_day(found, "2017-05-05", Predicate.UNTIL) == ["2020-03-03"]
    (team,) = (group for group in found.groups if group.family is Kind.TEAM)
    assert team.type == "ZI"


def test_a_repeal_without_a_day_of_its_own_writes_no_agreement(of: Extract) -> None:
    assert of(REPEAL + "\n").groups == ()


def test_the_end_of_the_agreement_itself_is_no_repeal(of: Extract) -> None:
    found = of(DEED.format(term="Porozumienie traci moc z dniem 31 grudnia 2024 r.", repeal="Bez zmian."))
    assert [group.family for group in found.groups].count(Kind.AGREEMENT) == 1


def test_the_term_of_a_declaration_is_its_teams(of: Extract) -> None:
    found = of(
        "Deklaracja przystąpienia do Zespołu Interdyscyplinarnego w Raczkach\n\n"
        "Deklaracja obowiązuje do 30 września 2023 r.\n"
    )
    assert [group.family for group in found.groups] == [Kind.TEAM]
    assert value(found, Predicate.UNTIL) == "2023-09-30"
