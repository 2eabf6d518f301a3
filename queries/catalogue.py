"""The researchers' Cypher: documented queries, each a file `<topic>/<question>.cypher` beside this module.

A file starts with a header: lines `// …` that together are YAML.

    // pl: the question in Polish          // en: the question in English
    // parameters:                         (left out when there are none)
    //   name: {type: …, pl: …, en: …, example: …, default: …}
    // columns:
    //   name: meaning in Polish · meaning in English
    // expected: {rows: 3, first: […]}       (on the sample data, with the examples as parameters)

Types of parameters: text, int, number, date (YYYY-MM-DD), terc (2, 4 or 6 digits), sector (code or name).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from graph import reference
from graph.errors import BadParameter, UnknownQuery
from graph.network import Reader
from graph.store import Table

__all__ = ["Column", "Parameter", "ParameterType", "Query", "describe", "names", "parse", "run"]

_FOLDER = Path(__file__).parent
_MARK = "//"
_BETWEEN_LANGUAGES = " · "


class ParameterType(StrEnum):
    """What values a parameter takes."""

    TEXT = "text"
    INT = "int"
    NUMBER = "number"
    DATE = "date"
    TERC = "terc"
    SECTOR = "sector"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Frozen):
    """A parameter of a query. One with a default may be left out."""

    type: ParameterType
    pl: str
    en: str
    example: Any
    default: Any = None

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return "default" not in self.model_fields_set


class Column(_Frozen):
    """What a column of the answer means."""

    pl: str
    en: str


class Expected(_Frozen):
    """What the query answers on the sample data, with its examples as parameters."""

    rows: int
    first: tuple[Any, ...] = ()


class Query(_Frozen):
    """A documented query: its questions, parameters, columns and statement."""

    name: str
    pl: str
    en: str
    statement: str
    columns: Mapping[str, Column]
    parameters: Mapping[str, Parameter] = Field(default_factory=dict)
    expected: Expected

    def question(self, language: str) -> str:
        """The question in Polish ('pl') or English (anything else)."""
        return self.pl if language == "pl" else self.en

    def examples(self) -> dict[str, Any]:
        """The example value of every parameter."""
        return {name: parameter.example for name, parameter in self.parameters.items()}


def parse(name: str, text: str) -> Query:
    """Read a query file's text. Raises ValueError when its header does not describe it."""
    lines = text.splitlines()
    length = next((n for n, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    try:
        header: Any = yaml.safe_load("\n".join(line.removeprefix(_MARK).removeprefix(" ") for line in lines[:length]))
        meanings = dict(header["columns"])
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: the header must be YAML with pl, en and columns: {error}") from error
    columns = {}
    for column, meaning in meanings.items():
        pl, mark, en = str(meaning).partition(_BETWEEN_LANGUAGES)
        if not mark:
            raise ValueError(f"{name}: column {column} needs its meaning in Polish · English")
        columns[column] = Column(pl=pl, en=en)
    statement = "\n".join(lines[length:]).strip() + "\n"
    return Query.model_validate({**header, "name": name, "columns": columns, "statement": statement})


@cache
def _catalogue() -> Mapping[str, Query]:
    paths = sorted(_FOLDER.glob("*/*.cypher"))
    found = {path.relative_to(_FOLDER).with_suffix("").as_posix(): path for path in paths}
    return {name: parse(name, path.read_text(encoding="utf-8")) for name, path in found.items()}


def names() -> tuple[str, ...]:
    """Names of all queries, `<topic>/<question>`, sorted."""
    return tuple(sorted(_catalogue()))


def describe(name: str) -> Query:
    """The query of that name. Raises UnknownQuery."""
    try:
        return _catalogue()[name]
    except KeyError:
        close = difflib.get_close_matches(name, names(), n=1, cutoff=0.4)
        hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(names())}."
        raise UnknownQuery(f"No query is called {name}.", hint=hint) from None


def run(store: Reader, name: str, /, **parameters: Any) -> Table:
    """Run a query. Values may be of the parameter's type or its text, as a command line gives them.

    Returns: the whole answer; its columns are those described also when there are no rows.
    Raises:  UnknownQuery; BadParameter, before the server is asked.
    """
    query = describe(name)
    answer = store.read(query.statement, **bind(query, parameters))
    columns = answer.columns or query.columns  # the local server names no columns of an empty answer
    return Table(tuple(columns), tuple(map(tuple, answer.rows)))


def bind(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of the query with its value. Raises BadParameter."""
    known = ", ".join(query.parameters) or "none"
    for name in given:
        if name not in query.parameters:
            raise BadParameter(f"{query.name} has no parameter {name}.", hint=f"Its parameters: {known}.")
    values = {}
    for name, parameter in query.parameters.items():
        if name in given:
            values[name] = _value(query, name, parameter, given[name])
        elif parameter.required:
            raise BadParameter(
                f"{query.name} needs the parameter {name}: {parameter.en}.",
                hint=f"For example {name}={parameter.example}.",
            )
        elif parameter.default is not None:
            values[name] = _value(query, name, parameter, parameter.default)
        else:
            values[name] = None  # not asked
    return values


def _value(query: Query, name: str, parameter: Parameter, given: Any) -> Any:
    try:
        return _CONVERSIONS[parameter.type](given)
    except (TypeError, ValueError) as error:
        raise BadParameter(
            f"{query.name}: {name} must be {_WORDS[parameter.type]}, not {given!r}.",
            hint=f"For example {name}={parameter.example}.",
        ) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _int(value: Any) -> int:
    if not isinstance(value, (int, str)) or isinstance(value, bool):
        raise TypeError
    number = int(value)
    if number < 0:
        raise ValueError
    return number


def _number(value: Any) -> float:
    if not isinstance(value, (int, float, str)) or isinstance(value, bool):
        raise TypeError
    return float(value)


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(_text(value))


def _terc(value: Any) -> str:
    code = _text(value)
    if code and not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
        raise ValueError
    return code


def _sector(value: Any) -> str:
    wanted = _text(value).casefold()
    for sector in reference.sectors().values():
        if wanted in (sector.code.casefold(), sector.pl.casefold(), sector.en.casefold(), sector.corpus.casefold()):
            return sector.code
    raise ValueError


_CONVERSIONS: Mapping[ParameterType, Callable[[Any], Any]] = {
    ParameterType.TEXT: _text,
    ParameterType.INT: _int,
    ParameterType.NUMBER: _number,
    ParameterType.DATE: _date,
    ParameterType.TERC: _terc,
    ParameterType.SECTOR: _sector,
}
_WORDS = {
    ParameterType.TEXT: "text",
    ParameterType.INT: "a whole number from 0",
    ParameterType.NUMBER: "a number",
    ParameterType.DATE: "a day written YYYY-MM-DD",
    ParameterType.TERC: "a TERC code of 2, 4 or 6 digits",
    ParameterType.SECTOR: "a sector's code or name from data/reference/sectors.csv",
}
