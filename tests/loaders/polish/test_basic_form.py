"""Names of bodies that no table knows, put into the nominative."""

from __future__ import annotations

import pytest

from loaders.polish.basic_form import basic_form


@pytest.mark.parametrize(("written", "nominative"), [
    ("Promocją Regionu Borskiego", "Promocja Regionu Borskiego"),
    ("Borskiego Centrum Kulturalno-Artystycznego im. X", "Borskie Centrum Kulturalno-Artystyczne im. X"),
    ("Centrum Edukacyjno-Wdrożeniowym w Borach", "Centrum Edukacyjno-Wdrożeniowe w Borach"),
    ("Augustowskimi Placówkami Kultury", "Augustowskie Placówki Kultury"),
    ("Suwalskiej Izby Rolniczo-Turystycznej", "Suwalska Izba Rolniczo-Turystyczna"),
    ("Klubem Abstynenta „Krokus”", "Klub Abstynenta „Krokus”"),
    ("Zakładów Mięsnych", "Zakłady Mięsne"),
    ("ELEKTROWNI BORY", "ELEKTROWNIA BORY"),
])
def test_an_oblique_name(written: str, nominative: str) -> None:
    assert basic_form(written.split()) == nominative.split()


@pytest.mark.parametrize("name", [
    "Augustowskie Placówki Kultury", "Park Naukowo-Technologiczny", "Muzeum Ziemi Borskiej", "Kurpie Razem",
])
def test_a_nominative_stays(name: str) -> None:
    assert basic_form(name.split()) == name.split()


def test_no_head_is_known() -> None:
    assert basic_form(["Xyzqa", "Wytwarzanie"]) is None
