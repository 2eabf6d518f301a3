"""Reasons of identity in words: why two institutions or groups are taken for one, or may be.

`loaders.resolve` gives the codes and what the {placeholders} stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboards.wording import marked
from graph import reference

FOR = {
    "same_register_number": marked("the same number in the register {register}: {number}"),
    "same_kind_and_place": marked("the same kind and place: {kind}, {place}"),
    "same_number": marked("the same number: {number}"),
    "same_name": marked("the same name: {name}"),
    "close_names": marked("similar names: “{left}” and “{right}”"),
    "same_patron": marked("the same patron: {patron}"),
    "same_parties": marked("the same institutions take part: {count}"),
    "same_territory": marked("the same area: {unit}"),
    "judged_same": marked("judged to be the same by: {role}"),
}
AGAINST = {
    "other_register_number": marked("other numbers in the register {register}: {left} and {right}"),
    "other_kind": marked("another kind: {left} and {right}"),
    "other_place": marked("another place: {left} and {right}"),
    "other_number": marked("another number: {left} and {right}"),
    "other_name": marked("another name: “{left}” and “{right}”"),
    "other_tier": marked("another level: “{left}” and “{right}”"),
    "other_territory": marked("another area: {left} and {right}"),
    "other_project": marked("another project: {left} and {right}"),
    "other_phase": marked("another phase: {left} and {right}"),
    "other_dates": marked("other dates: {left} and {right}"),
    "other_parties": marked("other institutions take part: {left} and {right}, of them {shared} in both"),
    "two_of_one_document": marked("one document names both"),
    "judged_different": marked("judged to be different by: {role}"),
}
MISSING = {
    "no_place": marked("no document says where “{name}” is"),
    "no_number": marked("only one of them has a number: {name}"),
    "no_name": marked("only one of them has a name of its own: {name}"),
    "unclear_kind": marked("“{name}” may be of several kinds: {kinds}"),
    "unclear_place": marked("“{name}” may be of the town or of the gmina called {place}"),
    "unstated_parties": marked("a document does not say who takes part"),
}


class _Known(dict[str, str]):
    """A placeholder that a reason does not fill is a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def side_of(code: str) -> str:
    """Whether a reason speaks for one ('+'), for two ('-') or says what is missing ('?')."""
    return "+" if code in FOR else "-" if code in AGAINST else "?"


def sentence(code: str, params: Mapping[str, str], translate: Callable[[str], str]) -> str:
    """A reason in the translator's language; a code that no table has is shown as it is."""
    message = (FOR | AGAINST | MISSING).get(code)
    if message is None:
        return code
    territorial = code in ("same_territory", "other_territory")
    return translate(message).format_map(_Known({
        name: _units(value) if territorial else _kind(value) for name, value in params.items()
    }))


def _kind(value: str) -> str:
    """A type's name, where the value is the id of a type."""
    found = reference.institution_types().get(value)
    return found.name_pl if found is not None else value


def _units(codes: str) -> str:
    """Names of units whose codes stand in a text, with commas or spaces between."""
    names = []
    for code in codes.replace(",", " ").split():
        unit = reference.register().get(code)
        names.append(unit.name if unit else code)
    return ", ".join(names)
