"""Write units.csv and localities.csv.gz from a folder of facts about Poland's territorial units.

    python data/reference/build.py FACTS_FOLDER

The folder holds `terc.csv` (units), `population.csv` (inhabitants) and `simc-min.csv.gz`
(localities). The same facts give the same bytes. The other tables here are kept by hand.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
Row = Mapping[str, str]

UNIT_COLUMNS = (
    "code", "terc", "level", "name", "kind", "parent", "adjective", "seat", "lat", "lon",
    "seat_lat", "seat_lon", "population", "population_year", "city_rights",
)
UNCHANGED = ("level", "name", "kind", "seat", "lat", "lon", "seat_lat", "seat_lon")
LOCALITY_COLUMNS = ("name", "sym", "kind", "gmina", "part_of", "lat", "lon")

CITY_RIGHTS = "miasto na prawach powiatu"
PARTS_KEPT = {"01", "06", "99"}
"""Parts of a locality that people name by themselves: villages, estates, parts of towns; the rest are hamlets."""


def rows(path: Path) -> list[Row]:
    """All rows of a CSV file, gzipped or not, by header."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def units(terc: Iterable[Row], population: Iterable[Row]) -> Iterator[dict[str, str]]:
    """One row a unit, województwa before powiats before gminas of one code prefix."""
    terc = sorted(terc, key=lambda row: row["code"])
    people = {row["code"]: row for row in population}
    cities = {row["code"] for row in terc if row["kind"] == CITY_RIGHTS}
    for row in terc:
        code = row["code"][:6]
        counted = people.get(row["code"], {})
        yield {
            **{column: row[column] for column in UNCHANGED},
            "code": code,
            "terc": row["code"],
            "parent": code[:-2],
            "adjective": row["name"] if row["kind"] == "powiat" else "",
            "population": counted.get("population", ""),
            "population_year": counted.get("population_date", "")[:4],
            "city_rights": "1" if code[:4] in cities else "",
        }


def localities(simc: Iterable[Row]) -> Iterator[dict[str, str]]:
    """One row for each independent locality and for each part that people name by itself."""
    for row in sorted(simc, key=lambda row: (row["terc"][:6], row["name"], row["sym"])):
        if not row["sympod"] or row["rm"] in PARTS_KEPT:
            yield {
                **{column: row[column] for column in ("name", "sym", "lat", "lon")},
                "kind": row["rm"],
                "gmina": row["terc"][:6],
                "part_of": row["sympod"],
            }


def table(columns: tuple[str, ...], content: Iterable[Mapping[str, str]]) -> bytes:
    """A UTF-8 CSV table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return text.getvalue().encode()


def build(facts: Path) -> dict[str, bytes]:
    """The generated tables by file name."""
    return {
        "units.csv": table(UNIT_COLUMNS, units(rows(facts / "terc.csv"), rows(facts / "population.csv"))),
        "localities.csv.gz": gzip.compress(
            table(LOCALITY_COLUMNS, localities(rows(facts / "simc-min.csv.gz"))), 9, mtime=0
        ),
    }


def main(arguments: list[str]) -> int:
    """Write the tables beside this script. Returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python data/reference/build.py FACTS_FOLDER\n")
        return 2
    for name, content in build(Path(arguments[0])).items():
        (HERE / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
