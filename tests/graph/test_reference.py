from __future__ import annotations

import csv
import gzip
import importlib.util
import pickle
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from graph import reference
from graph.errors import SetupError
from graph.vocabulary import UNKNOWN_SECTOR, Level

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT.parent / "shared" / "data"
UNITS = tuple(reference.register())
GMINAS = reference.register().at(Level.GMINA)


def test_counts_of_teryt_on_2026_01_01() -> None:
    assert Counter(unit.level for unit in UNITS) == {Level.WOJEWODZTWO: 16, Level.POWIAT: 380, Level.GMINA: 2479}
    assert Counter(unit.kind for unit in UNITS) == {
        "województwo": 16, "powiat": 314, "miasto na prawach powiatu": 66,
        "gmina miejska": 302, "gmina wiejska": 1453, "gmina miejsko-wiejska": 724,
    }


def test_every_unit_has_a_code_that_fits_its_level_and_a_point_in_poland() -> None:
    for unit in UNITS:
        assert len(unit.code) == {Level.WOJEWODZTWO: 2, Level.POWIAT: 4, Level.GMINA: 6}[unit.level]
        assert unit.terc[:6] == unit.code
        assert unit.parent == (unit.code[:-2] or None)
        assert unit.lat is not None
        assert unit.lon is not None
        assert 49.0 < unit.lat < 54.9
        assert 14.1 < unit.lon < 24.2


def test_city_rights_stand_on_the_city_s_gmina_and_powiat() -> None:
    cities = [unit for unit in UNITS if unit.city_rights]
    assert Counter(unit.level for unit in cities) == {Level.POWIAT: 66, Level.GMINA: 66}
    assert {unit.name for unit in cities if unit.level is Level.GMINA} == {
        unit.name for unit in cities if unit.level is Level.POWIAT
    }


def test_twins_of_a_town_and_the_rural_gmina_around_it() -> None:
    kinds: dict[tuple[str | None, str], set[str]] = {}
    for unit in GMINAS:
        kinds.setdefault((unit.parent, unit.name), set()).add(unit.kind)
    twins = [pair for pair, found in kinds.items() if len(found) > 1]
    assert len(twins) == 142      # in one powiat; until 2024 Nowe Miasto Lubawskie, now Bratian, was one more
    assert {("2006", "Kolno"), ("2013", "Wysokie Mazowieckie")} <= set(twins)


def test_population_of_2020_adds_up_to_the_country() -> None:
    assert sum(unit.population or 0 for unit in GMINAS if unit.population_year == 2020) == 38_265_013
    assert {unit.name: unit.population for unit in GMINAS if unit.population_year != 2020} == {
        "Szczawa": 1_830, "Grabówka": 10_047,
    }


def test_localities() -> None:
    with gzip.open(reference.reference_folder() / "localities.csv.gz", "rt", encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    assert sum(not place["part_of"] for place in places) == 53_452
    assert {place["gmina"] for place in places} == {unit.code for unit in GMINAS}
    assert (reference.reference_folder() / "localities.csv.gz").stat().st_size < 1_500_000


def test_sectors_share_twelve_colours_and_a_grey() -> None:
    sectors = reference.sectors()
    assert len(sectors) == 20
    assert list(sectors)[-1] == UNKNOWN_SECTOR
    assert len({sector.mark for sector in sectors.values()}) == 20
    assert all(re.fullmatch(r"[A-ZĄĆĘŁŃÓŚŹŻ]{2}", sector.mark) for sector in sectors.values())
    groups = {(sector.group, sector.colour) for sector in sectors.values()}
    assert len(groups) == len({group for group, _ in groups}) == len({colour for _, colour in groups}) == 13
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for _, colour in groups)
    assert [sectors[code].corpus for code in ("ESP", "UBE", "RZD", "MIE", "ROL")] == [
        "ekonomia_spoleczna", "ubezpieczenia", "administracja", "inne", "inne",
    ]


def test_institution_types_are_at_least_the_138_known_ones_and_the_three_legal_persons() -> None:
    types = reference.institution_types()
    assert len(types) >= 141
    assert {"GMINA", "POWIAT", "WOJEWODZTWO", "GOPS", "PCPR", "KPP", "ZKSS", "SP", "GPZK"} <= types.keys()
    for kind in types.values():
        assert kind.sector_code in reference.sectors(), kind.id
        assert kind.second_sector is None or kind.second_sector in reference.sectors(), kind.id
        assert kind.office_of is None or kind.office_of in types, kind.id
        assert kind.level_rule in {"fixed", "by-name"}, kind.id
        assert {other for found in kind.ambiguous_abbreviations.values() for other in found} <= types.keys(), kind.id
    assert {kind.id for kind in types.values() if kind.is_team} >= {"GPZK", "ZDSM"}
    assert {kind.level_default for kind in types.values() if kind.sector_code == "NGO"} == {Level.BEZ_SZCZEBLA}


def test_a_type_has_typed_fields() -> None:
    school = reference.institution_types()["SP"]
    assert school.abbreviations == ("SP", "PSP")
    assert school.abbreviation_expansions["PSP"] == "Publiczna Szkoła Podstawowa"
    assert school.ambiguous_abbreviations == {"PSP": ("SP", "PSP"), "SP": ("SP", "STAR")}
    assert (school.sector_code, school.level_default, school.genitive_sg) == ("EDU", Level.GMINA, "Szkoły Podstawowej")
    gimnazjum = reference.institution_types()["GIMN"]
    assert gimnazjum.valid_to is not None
    assert gimnazjum.valid_to.isoformat() == "2019-08-31"
    assert pickle.loads(pickle.dumps(school)) == school      # reading in several processes
    assert len({school, gimnazjum}) == 2


def test_the_checkout_s_data_come_first() -> None:
    assert reference.data_folder() == ROOT / "data"
    assert reference.sample_folder() == ROOT / "data" / "sample"
    assert reference.templates_folder() == ROOT / "data" / "reference" / "templates"


def test_a_missing_table_says_where_it_belongs() -> None:
    with pytest.raises(SetupError, match=r"nothing\.csv is missing") as raised:
        next(reference.rows("nothing.csv"))
    assert str(reference.reference_folder()) in raised.value.hint


def _build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "data" / "reference" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_the_script_makes_of_the_facts() -> None:
    if not FACTS.is_dir():
        pytest.skip("the folder of facts about territorial units is not beside the checkout")
    built: dict[str, bytes] = _build_script().build(FACTS)
    folder = reference.reference_folder()
    assert built["units.csv"] == (folder / "units.csv").read_bytes()
    localities = gzip.decompress((folder / "localities.csv.gz").read_bytes())
    assert gzip.decompress(built["localities.csv.gz"]) == localities


def test_the_script_drops_hamlets_and_keeps_parts_of_towns() -> None:
    row = {"name": "A", "sym": "1", "sympod": "", "rm": "01", "terc": "2011032", "lat": "", "lon": ""}
    simc = [row, {**row, "sym": "2", "sympod": "1", "rm": "03"}, {**row, "sym": "3", "sympod": "1", "rm": "99"}]
    assert [(place["sym"], place["part_of"], place["gmina"]) for place in _build_script().localities(simc)] == [
        ("1", "", "201103"), ("3", "1", "201103"),
    ]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )
    if "No module named hatchling" in done.stderr:
        pytest.skip("hatchling is not installed")
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_carries_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "koopgraf_data/reference/units.csv", "koopgraf_data/reference/localities.csv.gz",
        "koopgraf_data/reference/sectors.csv", "koopgraf_data/reference/institution_types.csv", "graph/territory.py",
    } <= names
    assert not {name for name in names if name.startswith("data/") or ("/build" in name and name.endswith(".py"))}


def test_an_installed_copy_finds_the_data(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = "from graph import reference; print(reference.data_folder()); print(len(reference.register()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert done.stdout.splitlines() == [str(tmp_path / "koopgraf_data"), "2875"]


def test_a_list_cell() -> None:
    assert reference.split("a| b |") == ("a", "b")
    assert reference.pairs("A=b|C=d=e") == {"A": "b", "C": "d=e"}
