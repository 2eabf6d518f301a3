from __future__ import annotations

import pytest

from loaders.polish.inflection import case_forms
from loaders.polish.places import PlaceContext, gazetteer
from loaders.polish.tokens import tokenize

SOKOLKA_POWIAT, KOLNO_POWIAT = "2011", "2006"


@pytest.mark.parametrize(
    ("written", "case", "name", "code"),
    [
        ("Sokółce", "loc", "Sokółka", "201108"),
        ("Korycinie", "loc", "Korycin", "201103"),
        ("Kobylinie-Borzymach", "loc", "Kobylin-Borzymy", "201305"),
        ("Kobylinie Borzymach", "loc", "Kobylin-Borzymy", "201305"),
        ("Zduńskiej\nWoli", "loc", "Zduńska Wola", "101901"),
        ("Nowym Dworze Gdańskim", "loc", "Nowy Dwór Gdański", "221002"),
        ("Jastrzębiu-Zdroju", "loc", "Jastrzębie-Zdrój", "246701"),
        ("BIAŁYMSTOKU", "loc", "Białystok", "206101"),
        ("Legnicy", "gen", "Legnica", "026201"),
        ("Zielona Góra", "nom", "Zielona Góra", "086201"),
        ("Gorzowie Wlkp.", "loc", "Gorzów Wielkopolski", "086101"),
        ("Grądach-Woniecku", "loc", "Grądy-Woniecko", "201403"),  # not in the dictionary
        ("Cmolasie", "loc", "Cmolas", "180601"),  # no forest
        ("Starej Krobi", "loc", "Stara Krobia", "300403"),  # a village
    ],
)
def test_forms_lead_to_the_gmina(written: str, case: str, name: str, code: str) -> None:
    place = gazetteer().read(tokenize(written), 0, case)
    assert place is not None
    assert place.end == len(tokenize(written))
    resolution = gazetteer().resolve(place.names)
    assert (resolution.name, resolution.code) == (name, code)


def test_lost_diacritics_are_forgiven() -> None:
    place = gazetteer().read(tokenize("Sokolce"), 0, "loc")
    assert place is not None
    assert (place.names, place.exact) == (("Sokółka",), False)


def test_small_letters_are_no_place() -> None:
    assert gazetteer().read(tokenize("nowe"), 0, "nom") is None


def test_town_or_rural_twin() -> None:
    names = ("Kolno",)
    context = PlaceContext(powiat=KOLNO_POWIAT)
    assert gazetteer().resolve(names, context, prefer="town").code == "200601"
    assert gazetteer().resolve(names, context, prefer="rural").code == "200603"


def test_one_name_in_several_powiats_needs_a_context() -> None:
    alone = gazetteer().resolve(("Gorzyce",))
    assert (alone.code, alone.rule, len(alone.candidates) > 2) == (None, "ambiguous", True)
    assert gazetteer().resolve(("Gorzyce",), PlaceContext(powiat="1820")).code == "182002"


def test_a_village_of_the_context_goes_before_a_far_gmina_of_that_name() -> None:
    # Dąbrowa: a gmina in opolskie and in kujawsko-pomorskie, a village in many gminas.
    near = gazetteer().resolve(("Wierzchlesie",), PlaceContext(powiat=SOKOLKA_POWIAT))
    assert near.code == "201110"


def test_unknown_place() -> None:
    resolution = gazetteer().resolve(("Nibylandia",))
    assert (resolution.name, resolution.code, resolution.rule) == ("Nibylandia", None, "unknown")


@pytest.mark.parametrize(
    ("adjective", "code"),
    [("sokólskiego", "2011"), ("Sokólski", "2011"), ("wysokomazowiecki", "2013"), ("hajnowskim", "2005")],
)
def test_powiat_adjectives(adjective: str, code: str) -> None:
    unit = gazetteer().powiat(adjective)
    assert unit is not None
    assert unit.code == code


def test_a_shared_powiat_adjective_needs_a_context() -> None:
    assert gazetteer().powiat("nowodworski") is None
    unit = gazetteer().powiat("nowodworski", PlaceContext(wojewodztwo="22"))
    assert unit is not None
    assert unit.code == "2210"


@pytest.mark.parametrize(
    ("adjective", "town"),
    [("Rybnicka", "Rybnik"), ("Jaworznicki", "Jaworzno"), ("Cieszyński", "Cieszyn"), ("Gdański", "Gdańsk")],
)
def test_adjectives_of_towns(adjective: str, town: str) -> None:
    resolution = gazetteer().by_adjective(adjective)
    assert resolution is not None
    assert resolution.name == town


@pytest.mark.parametrize(
    ("name", "locative"),
    [
        ("Wysokie Mazowieckie", "Wysokiem Mazowieckiem"),
        ("Zakopane", "Zakopanem"),
        ("Kulesze Kościelne", "Kuleszach Kościelnych"),
        ("Siedlce", "Siedlcach"),
        ("Rudnik nad Sanem", "Rudniku nad Sanem"),
        ("Bielsko-Biała", "Bielsku-Białej"),
        ("Nowe Miasto Lubawskie", "Nowym Mieście Lubawskim"),
    ],
)
def test_the_locative_to_show(name: str, locative: str) -> None:
    assert gazetteer().locative(name) == locative


def test_every_gmina_has_a_genitive_and_a_locative() -> None:
    names = {unit.name for unit in gazetteer().register if len(unit.code) == 6}
    assert [name for name in names if not gazetteer().locative(name) or not gazetteer().genitive(name)] == []


def test_the_shipped_forms_are_those_that_the_generator_writes() -> None:
    for name in ("Korycin", "Kobylin-Borzymy", "Ostrów Wielkopolski", "Zduńska Wola"):
        assert gazetteer().locative(name) == case_forms(name, "loc")[0]
