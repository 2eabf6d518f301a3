from __future__ import annotations

import pytest

from graph.reference import register
from graph.territory import Locality, Register, Unit, adjective_forms
from graph.vocabulary import Level

REGISTER = register()


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


def test_korycin_lies_in_powiat_sokolski_in_podlaskie() -> None:
    korycin = REGISTER.unit("2011032")
    assert (korycin.code, korycin.terc, korycin.name, korycin.kind) == ("201103", "2011032", "Korycin", "gmina wiejska")
    assert codes(REGISTER.ancestors("201103")) == ["2011", "20"]
    assert [unit.name for unit in REGISTER.ancestors("201103")] == ["sokólski", "podlaskie"]
    assert REGISTER.parent("201103") is REGISTER.unit("2011")
    assert REGISTER.parent("20") is None
    assert REGISTER.powiat_of("201103") is REGISTER.powiat_of("2011") is REGISTER.unit("2011")
    assert REGISTER.powiat_of("20") is None
    assert REGISTER.wojewodztwo_of("201103") is REGISTER.unit("20")


def test_titles_say_the_kind() -> None:
    titles = [REGISTER.unit(code).title for code in ("201103", "2011", "20", "206101", "2061", "201108")]
    assert titles == [
        "gmina Korycin", "powiat sokólski", "województwo podlaskie", "Białystok", "Białystok", "gmina Sokółka",
    ]


def test_an_unknown_code_is_named() -> None:
    assert REGISTER.get("9999") is None
    assert "2011" in REGISTER
    assert "9999" not in REGISTER
    with pytest.raises(KeyError, match="9999"):
        REGISTER.unit("9999")


def test_children_and_within() -> None:
    assert codes(REGISTER.children("2011")) == [f"2011{number:02}" for number in range(1, 11)]
    assert REGISTER.children("201103") == ()
    assert REGISTER.within("201103", "2011")
    assert REGISTER.within("2011032", "20")
    assert REGISTER.within("2011", "2011")
    assert not REGISTER.within("2011", "201103")
    assert not REGISTER.within("201103", "2013")


def test_a_name_may_be_a_town_and_the_rural_gmina_around_it() -> None:
    assert [(unit.terc, unit.kind) for unit in REGISTER.gminas_named("Wysokie Mazowieckie")] == [
        ("2013011", "gmina miejska"), ("2013102", "gmina wiejska"),
    ]
    assert [unit.terc for unit in REGISTER.gminas_named("KOLNO", within="2006")] == ["2006011", "2006032"]
    assert len(REGISTER.gminas_named("Kolno")) == 3
    assert REGISTER.gminas_named("Kobylin - Borzymy") == REGISTER.gminas_named("kobylin–borzymy") != ()
    assert REGISTER.gminas_named("Nigdzie") == ()


def test_powiats_are_found_by_adjective_in_any_case_or_by_city() -> None:
    for name in ("sokólski", "Sokólskiego", "sokólskim", "sokólska"):
        assert REGISTER.powiat_named(name) is REGISTER.unit("2011")
    assert REGISTER.powiat_named("Białystok") is REGISTER.unit("2061")
    assert REGISTER.powiat_named("łódzkiego wschodniego") is REGISTER.unit("1006")
    assert REGISTER.powiat_named("sokołowski") is REGISTER.unit("1429")


def test_ten_adjectives_need_the_wojewodztwo() -> None:
    twice = {unit.adjective for unit in REGISTER.at(Level.POWIAT) if len(REGISTER.powiats_named(unit.name)) > 1}
    assert twice == {
        "bielski", "brzeski", "grodziski", "krośnieński", "nowodworski", "opolski", "ostrowski", "średzki",
        "świdnicki", "tomaszowski",
    }
    assert REGISTER.powiat_named("opolski") is None
    assert codes(REGISTER.powiats_named("opolski")) == ["0612", "1609"]
    assert REGISTER.powiat_named("opolski", "lubelskie") is REGISTER.unit("0612")
    assert REGISTER.powiat_named("opolskiego", "06") is REGISTER.unit("0612")
    assert REGISTER.powiats_named("opolski", "podlaskie") == REGISTER.powiats_named("opolski", "nigdzie") == ()


def test_wojewodztwa_are_found_by_any_form() -> None:
    for name in ("podlaskie", "Województwo Podlaskie", "podlaskiego", "Podlaski", "Podlaska", "podlaskim"):
        assert REGISTER.wojewodztwo_named(name) is REGISTER.unit("20")
    assert REGISTER.wojewodztwo_named("kujawsko - pomorskiego") is REGISTER.unit("04")
    assert REGISTER.wojewodztwo_named("warmińsko-mazurska") is REGISTER.unit("28")
    assert REGISTER.wojewodztwo_named("mazurskie") is None


def test_adjective_forms_of_one_word() -> None:
    assert set(adjective_forms("podlaskie")) == {
        "podlaski", "podlaskiego", "podlaskiemu", "podlaskim", "podlaskie", "podlaskiej", "podlaskich", "podlaskimi",
        "podlaska", "podlaską",
    }


@pytest.mark.parametrize(("code", "seat"), [
    ("2011", "201108"),    # sokólski → Sokółka
    ("2204", "220401"),    # gdański → Pruszcz Gdański, not Gdańsk
    ("2007", "206201"),    # łomżyński → the city, not the rural gmina of the same name inside
    ("2013", "201301"),    # wysokomazowiecki → the town
    ("2061", "206101"),    # a city with powiat rights is its own seat
    ("20", "206101"),
    ("14", "146501"),      # mazowieckie → Warszawa
    ("04", "046301"),      # marshal in Toruń, wojewoda in Bydgoszcz
    ("08", "086201"),      # marshal in Zielona Góra, wojewoda in Gorzów
    ("201103", "201103"),
])
def test_seats(code: str, seat: str) -> None:
    assert REGISTER.seat_gmina(code) == seat


def test_every_powiat_and_wojewodztwo_has_a_seat_that_is_a_town() -> None:
    for unit in (*REGISTER.at(Level.POWIAT), *REGISTER.at(Level.WOJEWODZTWO)):
        seat = REGISTER.seat_gmina(unit.code)
        assert seat is not None, unit
        assert REGISTER.unit(seat).kind in {"gmina miejska", "gmina miejsko-wiejska"}
        assert REGISTER.unit(seat).name == unit.seats[-1]


def test_localities_are_candidates() -> None:
    assert [(place.sym, place.gmina) for place in REGISTER.localities_named("Korycin")] == [("0032253", "201103")]
    assert len({place.gmina for place in REGISTER.localities_named("Dąbrowa")}) > 100
    assert {place.gmina for place in REGISTER.localities_named("Dąbrowa", within="2002")} < {
        unit.code for unit in REGISTER.children("2002")
    }


def test_a_register_refuses_rows_that_do_not_fit_together() -> None:
    woj = Unit("98", "98", Level.WOJEWODZTWO, "próbne", "województwo", None)
    lost = Unit("9701", "9701", Level.POWIAT, "próbny", "powiat", "97", "próbny")
    with pytest.raises(ValueError, match="97"):
        Register([woj, lost])
    with pytest.raises(ValueError, match="two units have the code 98"):
        Register([woj, Unit("98", "98", Level.WOJEWODZTWO, "inne", "województwo", None)])
    with pytest.raises(ValueError, match="970101"):
        Register([woj], [Locality("Wieś", "0000001", "01", "970101")])
    assert Register([woj]).seat_gmina("98") is None
