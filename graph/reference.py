"""The one finder of the project's data: reference tables, templates and sample documents.

Values that a function here gives are cached and immutable. Everybody else takes them as arguments.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from graph.errors import SetupError
from graph.ready import ready
from graph.territory import Locality, Register, Unit
from graph.vocabulary import Level

PACKAGE = "koopgraf_data"
"""What a wheel calls the `data` folder."""


@cache
def data_folder() -> Path:
    """The checkout's `data` folder, or the installed package's. Raises SetupError when neither is there."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data").is_dir():
        return checkout / "data"
    spec = find_spec(PACKAGE)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        return Path(location)
    raise SetupError(
        "Koopgraf's reference data are missing.",
        hint="Install the koopgraf package again; its wheel carries them. In a checkout they are the folder 'data'.",
    )


def reference_folder() -> Path:
    """Where the reference tables are."""
    return data_folder() / "reference"


def templates_folder() -> Path:
    """Where the templates of a team's composition are."""
    return reference_folder() / "templates"


def sample_folder() -> Path:
    """Where the sample documents are."""
    return data_folder() / "sample"


def lines(name: str) -> Iterator[list[str]]:
    """The lines of a reference table, cells split, header first. `name` is a file in the reference folder.

    Raises SetupError when the table is missing.
    """
    path = reference_folder() / name
    if not path.is_file():
        raise SetupError(f"The reference table {name} is missing.", hint=f"It belongs in {path.parent}.")
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return csv.reader(io.StringIO(content.decode(), newline=""))


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a reference table by header, in file order. `name` ends in `.csv` or `.csv.gz`.

    Raises SetupError when the table is missing, ValueError when a row has more or fewer cells than the header.
    """
    table = lines(name)
    header = next(table)
    for cells in table:
        yield dict(zip(header, cells, strict=True))


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector. Sectors of one `group` share a colour, so that a map needs no more than 12 and a grey."""

    code: str
    pl: str
    en: str
    mark: str                      # two letters, never rely on colour alone
    group: str
    colour: str                    # #RRGGBB
    corpus: str                    # the sector's name in the labelled corpus; "": none


@dataclass(frozen=True, slots=True)
class InstitutionType:
    """A kind of institution: its names, sector and level. A field is a column of institution_types.csv.

    Columns that are not fields stand in `extra`, as text.
    """

    id: str
    name_pl: str
    name_en: str
    abbreviations: tuple[str, ...]
    abbreviation_expansions: Mapping[str, str] = field(hash=False)
    variants_pl: tuple[str, ...]
    sector_code: str
    second_sector: str | None
    subsector_pl: str
    level_default: Level
    level_rule: Literal["fixed", "by-name"]
    level_note: str
    kind: str                      # institution | local government | team | role | collective body | organ …
    office_of: str | None          # the type of the legal person that acts through this office: UG → GMINA
    legal_basis_unverified: str
    genitive_sg: str
    instrumental_sg: str
    locative_sg: str
    ambiguous_abbreviations: Mapping[str, tuple[str, ...]] = field(hash=False)  # → ids of the types it may mean
    valid_from: date | None
    valid_to: date | None
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_team(self) -> bool:
        """Whether this is a kind of team, that is a group of institutions and not one of them."""
        return self.kind == "team"


def split(cell: str) -> tuple[str, ...]:
    """A list cell: values between `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def pairs(cell: str) -> dict[str, str]:
    """A list cell of `key=value`."""
    return {left.strip(): right.strip() for left, _, right in (part.partition("=") for part in split(cell))}


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _unit(row: Mapping[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        terc=row["terc"],
        level=Level(row["level"]),
        name=row["name"],
        kind=row["kind"],
        parent=row["parent"] or None,
        adjective=row["adjective"],
        seats=split(row["seat"]),
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
        seat_lat=_number(row["seat_lat"]),
        seat_lon=_number(row["seat_lon"]),
        population=_count(row["population"]),
        population_year=_count(row["population_year"]),
        city_rights=row["city_rights"] == "1",
    )


def _localities() -> Iterator[Locality]:
    table = lines("localities.csv.gz")
    if tuple(next(table)) != Locality._fields:
        raise SetupError("The columns of localities.csv.gz are not those of a locality.", hint="Build the table again.")
    for name, sym, kind, gmina, part_of, lat, lon in table:
        yield Locality(name, sym, kind, gmina, part_of, _number(lat), _number(lon))


@cache
def register() -> Register:
    """Poland's territorial units (TERYT, 2026-01-01) and localities. See data/reference/SOURCE.md."""
    tables = [reference_folder() / name for name in ("units.csv", "localities.csv.gz")]
    code = [Path(__file__).with_name(name) for name in ("reference.py", "territory.py", "vocabulary.py")]
    return ready("register", [*tables, *code], lambda: Register(map(_unit, rows("units.csv")), _localities()))


@cache
def sectors() -> Mapping[str, SectorRow]:
    """The sectors by code, in the order of legends; the last is `graph.vocabulary.UNKNOWN_SECTOR`."""
    return MappingProxyType({row["code"]: SectorRow(**row) for row in rows("sectors.csv")})


def _institution_type(row: Mapping[str, str]) -> InstitutionType:
    known = {name for name in InstitutionType.__dataclass_fields__ if name != "extra"}
    return InstitutionType(
        id=row["id"],
        name_pl=row["name_pl"],
        name_en=row["name_en"],
        abbreviations=split(row["abbreviations"]),
        abbreviation_expansions=pairs(row["abbreviation_expansions"]),
        variants_pl=split(row["variants_pl"]),
        sector_code=row["sector_code"],
        second_sector=row["second_sector"] or None,
        subsector_pl=row["subsector_pl"],
        level_default=Level(row["level_default"]),
        level_rule=cast("Literal['fixed', 'by-name']", row["level_rule"]),
        level_note=row["level_note"],
        kind=row["kind"],
        office_of=row["office_of"] or None,
        legal_basis_unverified=row["legal_basis_unverified"],
        genitive_sg=row["genitive_sg"],
        instrumental_sg=row["instrumental_sg"],
        locative_sg=row["locative_sg"],
        ambiguous_abbreviations={
            short: tuple(ids.split("/")) for short, ids in pairs(row["ambiguous_abbreviations"]).items()
        },
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        extra={name: cell for name, cell in row.items() if name not in known},
    )


@cache
def institution_types() -> Mapping[str, InstitutionType]:
    """The kinds of institutions by id, in file order."""
    return MappingProxyType({row["id"]: _institution_type(row) for row in rows("institution_types.csv")})
