"""Register numbers: check digits, lost zeros, and whom a number belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import reference
from graph.claims import Extraction, FindingCode, Mention, Source, Span
from loaders.extract import extract
from loaders.read import read
from loaders.reading import Block, BlockKind, Reading
from loaders.resolve import resolve
from loaders.resolve.numbers import number, valid_nip, valid_regon


@pytest.mark.parametrize("digits", ["5261040828"])
def test_a_nip_has_its_check_digit(digits: str) -> None:
    assert valid_nip(digits)
    assert not any(valid_nip(f"{digits[:-1]}{last}") for last in "0123456789" if last != digits[-1])


@pytest.mark.parametrize("digits", ["000331501", "12345678512347"])
def test_a_regon_has_its_check_digit(digits: str) -> None:
    assert valid_regon(digits)
    assert not any(valid_regon(f"{digits[:-1]}{last}") for last in "0123456789" if last != digits[-1])


@pytest.mark.parametrize(
    ("register", "written", "expected"),
    [
        ("NIP", "526-104-08-28", "nip:5261040828"),
        ("REGON", "331501", "regon:000331501"),  # a spreadsheet drops leading zeros
        ("KRS", "123456", "krs:0000123456"),
        ("RSPO", "012345", "rspo:12345"),
        ("NIP", "526-104-08-27", None),
        ("REGON", "000331502", None),
        ("RSPO", "1234567", None),
        ("KRS", "0000000000", None),
    ],
)
def test_numbers_as_written(register: str, written: str, expected: str | None) -> None:
    assert number(register, written) == expected


def reading(text: str) -> Reading:
    source = Source(id="a" * 64, title="a.txt", media_type="text/plain", text=text)
    return Reading(source, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))


def numbers_of(extraction: Extraction) -> dict[str, tuple[str, ...]]:
    return {mention.name: mention.numbers for mention in extraction.mentions if mention.numbers}


def test_a_number_belongs_to_the_institution_named_before_it() -> None:
    text = (
        "Porozumienie zawarte w Korycinie między:\n1. Gminą Korycin, ul. Knyszyńska 2A, REGON 050659220,\n"
        "2. Gminnym Ośrodkiem Pomocy Społecznej w Korycinie, NIP 526-104-08-28, REGON: 000331501,\n"
        "3. Fundacją „Pomoc” w Białymstoku (KRS 0000123456).\n"
    )
    assert numbers_of(extract(reading(text))) == {
        "Gmina Korycin": ("regon:050659220",),
        "Gminny Ośrodek Pomocy Społecznej w Korycinie": ("nip:5261040828", "regon:000331501"),
        "Fundacja „Pomoc” w Białymstoku": ("krs:0000123456",),
    }


def test_a_column_of_numbers_belongs_to_the_institution_of_its_row(tmp_path: Path) -> None:
    roster = tmp_path / "sklad.csv"
    roster.write_text(
        "Skład zespołu kooperacji w Korycinie\nLp.;Instytucja;REGON\n1;GOPS w Korycinie;331501\n"
        "2;PCPR w Sokółce;050659220\n",
        encoding="utf-8",
    )
    found = extract(read(roster))
    assert numbers_of(found) == {
        "Gminny Ośrodek Pomocy Społecznej w Korycinie": ("regon:000331501",),
        "Powiatowe Centrum Pomocy Rodzinie w Sokółce": ("regon:050659220",),
    }
    assert not any(finding.code is FindingCode.COLUMN_UNREAD for finding in found.findings)


def document(sign: str, name: str, place: str | None, *numbers: str, type_: str = "FUND") -> Extraction:
    mention = Mention(
        key="m1", type=type_, name=name, as_written=name, distinct=name.split(" ")[-1].casefold(), place=place,
        terc={"Sokółka": "201108", "Korycin": "201103", None: None}[place], place_rule="context", numbers=numbers,
        spans=(Span(0, 1),), rule="test", confidence=0.9,
    )
    source = Source(id=sign * 64, title=f"{sign}.txt", media_type="text/plain", text="-")
    return Extraction(source=source, extractor="test", mentions=(mention,))


def how_many(*documents: Extraction) -> int:
    found = resolve(documents, reference.register(), reference.institution_types())
    return len(set(found.institutions.values()))


def test_one_number_makes_one_institution_whatever_the_names_and_places_say() -> None:
    moved = document("b", "Fundacja Horyzont", "Korycin", "krs:0000123456")
    assert how_many(document("a", "Fundacja Nadzieja", "Sokółka", "krs:0000123456"), moved) == 1
    assert how_many(document("a", "Fundacja Nadzieja", None, "regon:000331501"),
                    document("b", "Fundacja Nadzieja", "Sokółka", "regon:000331501")) == 1


def test_two_numbers_make_two_institutions_whatever_the_names_say() -> None:
    left = document("a", "Fundacja Nadzieja", "Sokółka", "krs:0000123456")
    assert how_many(left, document("b", "Fundacja Nadziejka", "Sokółka", "krs:0000123457")) == 2


def test_a_nip_that_a_gmina_and_its_units_share_merges_nothing() -> None:
    left = document("a", "Dom Kultury Jutrzenka", "Sokółka", "nip:5261040828", type_="GOK")
    assert how_many(left, document("b", "Biblioteka Jutrzenka", "Sokółka", "nip:5261040828", type_="BIBL")) == 2
