"""Institutions that are easily mixed up: from text by way of the finder, as documents name them."""

from __future__ import annotations

import pytest

from graph import reference
from graph.claims import Extraction, Source
from loaders.polish.mentions import find
from loaders.prose.draft import Draft
from loaders.resolve import Resolved, blocks, resolve

PODLASKIE = "Województwo podlaskie, powiat {powiat}"


def extraction(sign: str, text: str) -> Extraction:
    """A document with all that the finder finds in it."""
    source = Source(id=sign * 64, title=f"{sign}.txt", media_type="text/plain", text=text)
    draft = Draft(source)
    for found in find(text):
        if not found.plural_class:
            draft.mention(found)
    return draft.extraction("test")


def resolved(*texts: str) -> Resolved:
    documents = [extraction(sign, text) for sign, text in zip("abcdef", texts, strict=False)]
    return resolve(documents, reference.register(), reference.institution_types())


def ids(found: Resolved, sign: str) -> set[str]:
    """Ids of a document's institutions, local governments left out."""
    return {
        id_ for (document, _), id_ in found.institutions.items()
        if document == sign * 64 and not id_.startswith(("gmina:", "powiat:", "wojewodztwo:"))
    }


def doubtful(found: Resolved) -> set[frozenset[str]]:
    return {frozenset((each.left, each.right)) for each in found.doubtful}


SOKOLKA = PODLASKIE.format(powiat="sokólski")

ONE = {
    "a GOPS that two teams list": (
        f"{SOKOLKA}\n\nGOPS w Korycinie.", f"{SOKOLKA}\n\nz Gminnym Ośrodkiem Pomocy Społecznej w Korycinie."
    ),
    "the powiat's centre in two teams": (
        f"{SOKOLKA}, Gmina Korycin\nWójt Gminy Korycin\n\nPCPR Sokółka.",
        f"{SOKOLKA}, Gmina Szudziałowo\nWójt Gminy Szudziałowo\n\nPowiatowego Centrum Pomocy Rodzinie w Sokółce.",
    ),
    "one labour office of a city and of its powiat": (
        "Województwo podlaskie, miasto Białystok\n\nPowiatowy Urząd Pracy w Białymstoku.",
        "Województwo podlaskie, powiat białostocki\n\nPUP w Białymstoku.",
    ),
    "one police command of a city and of its powiat": (
        "Województwo podlaskie, miasto Białystok\n\nKomenda Miejska Policji w Białymstoku.",
        "Województwo podlaskie, powiat białostocki\n\nKomendą Powiatową Policji w Białymstoku.",
    ),
    "two names of the regional centre in Kielce": (
        "Regionalny Ośrodek Polityki Społecznej Urzędu Marszałkowskiego Województwa Świętokrzyskiego w Kielcach.",
        "Świętokrzyski Regionalny Ośrodek Polityki Społecznej.",
    ),
    "a welfare centre without its kind": (
        f"{SOKOLKA}\n\nGOPS w Korycinie.", f"{SOKOLKA}\n\nOśrodek Pomocy Społecznej w Korycinie."
    ),
    "a clinic by legal form and as a przychodnia": (
        f"{SOKOLKA}\n\nNZOZ „Medyk” w Sokółce.", f"{SOKOLKA}\n\nPrzychodnia „Medyk” w Sokółce."
    ),
    "a patron left out in a village": (
        f"{SOKOLKA}\n\nSzkoła Podstawowa im. Jana Pawła II w Janowie.", f"{SOKOLKA}\n\nSzkoły Podstawowej w Janowie."
    ),
    "a patron left out beside a number": (
        f"{SOKOLKA}\n\nSzkoła Podstawowa nr 1 im. Adama Mickiewicza w Sokółce.", f"{SOKOLKA}\n\nSP nr 1 w Sokółce."
    ),
    "a patron's initial": (
        f"{SOKOLKA}\n\nLiceum Ogólnokształcące im. A. Mickiewicza w Sokółce.",
        f"{SOKOLKA}\n\nLiceum Ogólnokształcące im. Adama Mickiewicza w Sokółce.",
    ),
    "Caritas of a diocese in two województwa": (
        "Województwo podlaskie\n\nCaritas Diecezji Drohiczyńskiej.",
        "Województwo mazowieckie\n\nCaritas Diecezji Drohiczyńskiej.",
    ),
}


@pytest.mark.parametrize("sort", ONE)
def test_one_institution_of_two_documents_is_one(sort: str) -> None:
    found = resolved(*ONE[sort])
    assert len(ids(found, "a") | ids(found, "b")) == 1


TWO = {
    "welfare centres of two gminas": (f"{SOKOLKA}\n\nGOPS w Korycinie.", f"{SOKOLKA}\n\nGOPS w Szudziałowie."),
    "two schools by number": (f"{SOKOLKA}\n\nSP nr 1 w Sokółce.", f"{SOKOLKA}\n\nSP nr 3 w Sokółce."),
    "two schools by village": (
        f"{SOKOLKA}\n\nSzkoła Podstawowa im. Jana Pawła II w Janowie.",
        f"{SOKOLKA}\n\nSzkoła Podstawowa im. Jana Pawła II w Bobrownikach.",
    ),
    "gminas of one name": (
        f"{PODLASKIE.format(powiat='kolneński')}\n\nGOPS w Kolnie.",
        "Województwo wielkopolskie, powiat koniński, Gmina Golina\n\nMGOPS w Golinie.",
    ),
    "a town and the gmina around it: welfare centres": (
        "Województwo lubelskie, powiat tomaszowski\n\nGOPS w Tomaszowie Lubelskim.",
        "Województwo lubelskie, powiat tomaszowski\n\nMOPS w Tomaszowie Lubelskim.",
    ),
    "a city and the gmina around it: libraries": (
        f"{PODLASKIE.format(powiat='łomżyński')}\n\nGminna Biblioteka Publiczna w Łomży.",
        "Województwo podlaskie, miasto Łomża\n\nMiejska Biblioteka Publiczna w Łomży.",
    ),
    "a command without its service": (
        f"{SOKOLKA}\n\nKomenda Powiatowa w Sokółce.", f"{SOKOLKA}\n\nKomenda Powiatowa Policji w Sokółce."
    ),
    "commands of two services": (
        f"{SOKOLKA}\n\nKPP w Sokółce.", f"{SOKOLKA}\n\nKomenda Powiatowa Państwowej Straży Pożarnej w Sokółce."
    ),
    "councils of a powiat and of its town": (
        f"{SOKOLKA}\n\nRada Powiatu w Sokółce.", f"{SOKOLKA}\n\nRada Miejska w Sokółce."
    ),
    "a main office and its branch in another town": (
        f"{SOKOLKA}\n\nPowiatowy Urząd Pracy w Sokółce.",
        f"{SOKOLKA}\n\nFilia Powiatowego Urzędu Pracy w Dąbrowie Białostockiej.",
    ),
    "an insurer's branches": (
        "Województwo podlaskie\n\nOddział ZUS w Białymstoku.", f"{SOKOLKA}\n\nInspektorat ZUS w Sokółce."
    ),
    "a labour office of a city and one of the powiat around it": (
        "Województwo lubelskie\n\nMiejski Urząd Pracy w Lublinie.",
        "Województwo lubelskie, powiat lubelski\n\nPowiatowy Urząd Pracy w Lublinie.",
    ),
    "a school inside a complex of schools": (
        "Województwo podlaskie, miasto Łomża\n\nSzkoła Podstawowa nr 3 w Łomży.",
        "Województwo podlaskie, miasto Łomża\n\nZespół Szkół nr 3 w Łomży.",
    ),
    "a welfare centre and the centre that took its place": (
        f"{SOKOLKA}\n\nOPS w Sokółce.", f"{SOKOLKA}\n\nCentrum Usług Społecznych w Sokółce."
    ),
    "an association and one of its name elsewhere": (
        f"{SOKOLKA}\n\nStowarzyszenie „Razem” w Korycinie.", f"{SOKOLKA}\n\nStowarzyszenie „Razem” w Szudziałowie."
    ),
    "an association without a place": (
        "Stowarzyszenie „Nadzieja Wschodu” prosi.", "Stowarzyszenie „Nadzieja Wschodu” dziękuje."
    ),
    "some kindergarten of a city": (
        "Województwo podlaskie, miasto Białystok\n\nPrzedszkole w Białymstoku.",
        "Województwo podlaskie, miasto Białystok\n\nPrzedszkolem w Białymstoku.",
    ),
    "Caritas of two dioceses": (
        "Województwo podlaskie\n\nCaritas Diecezji Drohiczyńskiej.",
        "Województwo podlaskie\n\nCaritas Archidiecezji Białostockiej.",
    ),
}


@pytest.mark.parametrize("sort", TWO)
def test_two_institutions_are_never_merged(sort: str) -> None:
    found = resolved(*TWO[sort])
    assert ids(found, "a")
    assert ids(found, "b")
    assert not ids(found, "a") & ids(found, "b")


@pytest.mark.parametrize(
    "sort",
    ["a command without its service", "an association without a place", "some kindergarten of a city"],
)
def test_what_may_be_one_is_asked_about_with_a_reason(sort: str) -> None:
    found = resolved(*TWO[sort])
    assert frozenset(ids(found, "a") | ids(found, "b")) in doubtful(found)
    assert all(each.reasons for each in found.doubtful)


def test_a_school_of_cooperation_is_no_school() -> None:
    found = resolved("Województwo podlaskie\n\nSzkoła Kooperacji w Białymstoku.")
    assert not any(id_.startswith("sp") for id_ in ids(found, "a"))


def test_a_body_without_a_place_is_the_one_of_its_kind_in_its_document() -> None:
    found = resolved("W pracach uczestniczy Stowarzyszenie „Razem” w Korycinie. Stowarzyszenie „Razem” prowadzi klub.")
    assert ids(found, "a") == {"stow-razem:201103"}


def test_the_office_of_a_town_and_of_the_gmina_around_it_are_two() -> None:
    found = resolved(
        f"{PODLASKIE.format(powiat='wysokomazowiecki')}\n\nUrząd Gminy Wysokie Mazowieckie.",
        f"{PODLASKIE.format(powiat='wysokomazowiecki')}\n\nUrząd Miasta Wysokie Mazowieckie.",
    )
    assert {"gmina:201310", "gmina:201301"} <= set(found.institutions.values())


def test_every_id_that_was_merged_leads_to_the_one_that_stands() -> None:
    found = resolved(*ONE["a welfare centre without its kind"])
    assert found.aliases["ops:201103"] == "gops:201103"
    (merged,) = found.merged
    assert (merged.id, merged.alias) == ("gops:201103", "ops:201103")
    assert merged.reasons


@pytest.mark.parametrize("sort", ONE)
def test_what_is_merged_has_a_block_in_common(sort: str) -> None:
    register, types = reference.register(), reference.institution_types()
    left, right = (
        [each for each in extraction(sign, text).mentions if each.type not in ("GMINA", "POWIAT", "WOJEWODZTWO")]
        for sign, text in zip("ab", ONE[sort], strict=True)
    )
    assert any(blocks(one, register, types) & blocks(two, register, types) for one in left for two in right)


def test_welfare_centres_of_two_gminas_meet_in_no_block() -> None:
    register, types = reference.register(), reference.institution_types()
    left, right = (
        {block for each in extraction(sign, text).mentions if each.type == "GOPS"
         for block in blocks(each, register, types)}
        for sign, text in zip("ab", TWO["welfare centres of two gminas"], strict=True)
    )
    assert left == {"ops:201103"}
    assert right == {"ops:201110"}


def told(*texts: str) -> dict[str, dict[str, str]]:
    """Reasons of what was merged or is asked, by code."""
    found = resolved(*texts)
    reasons = [each.reasons for each in found.merged] + [each.reasons for each in found.doubtful]
    return {str(reason.code): dict(reason.params) for some in reasons for reason in some}


def test_reasons_write_places_and_names_as_people_do() -> None:
    school = told(
        f"{SOKOLKA}\n\nLiceum Ogólnokształcące im. A. Mickiewicza w Sokółce.",
        f"{SOKOLKA}\n\nLiceum Ogólnokształcące im. Adama Mickiewicza w Sokółce.",
    )
    assert school["same_kind_and_place"]["place"] == "Sokółka"
    assert "Adama Mickiewicza" in school["close_names"]["right"] + school["close_names"]["left"]
    lodz = told(
        "Województwo łódzkie, miasto Łódź\n\nPrzedszkole w Łodzi.",
        "Województwo łódzkie, miasto Łódź\n\nPrzedszkole „Żuczek” w Łodzi.",
    )
    assert lodz["same_kind_and_place"]["place"] == "Łódź"
    assert "Żuczek" in lodz["no_name"]["name"]
    patron = told(
        f"{SOKOLKA}\n\nSzkoła Podstawowa im. Świętej Jadwigi w Janowie.",
        f"{SOKOLKA}\n\nZespół Szkół im. Świętej Jadwigi w Janowie. Szkoły Podstawowej im. Świętej Jadwigi w Janowie.",
    )
    assert not any("sokolka" in value or "swietej" in value for params in patron.values() for value in params.values())
