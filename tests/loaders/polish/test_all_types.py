"""Every type of institution in all seven cases of both numbers, and a type that is only a row of the tables.

The forms are made here from the tables' own rows: head and inflecting words are stored there, so that a
wrong paradigm shows as a form that no longer means its type. The place is Korycin, whose forms are known.
"""

from __future__ import annotations

import csv

import pytest

from graph import reference
from loaders.polish import morphology
from loaders.polish.lexicon import Name, build, lexicon
from loaders.polish.mentions import find
from loaders.polish.places import NO_CONTEXT
from loaders.polish.tokens import tokenize

NAMED_ONLY = {"GMINA", "POWIAT", "WOJEWODZTWO"}  # read with the territory's name
NO_NAMES = {"DZIEL", "PRZSP"}  # a person, and a status that a body of another kind has
NUMBERS = ("sg", "pl")
OWN = {"WYDZ": " Oświaty"}
"""The own name of a type that takes one, where it is no quoted one."""


def first_names() -> dict[str, Name]:
    """The first plain name of every type."""
    found: dict[str, Name] = {}
    for row in reference.rows("institution_names.csv"):
        if row["type"] and row["tail"] not in ("role", "ignore") and not row["canonical"]:
            name = lexicon().by_canonical[row["name"].replace("*", "").replace(" |", "")]
            found.setdefault(row["type"], name)
    return found


def forms(name: Name, number: str, case: str) -> str | None:
    """The whole name in one form; None when its head has no such form."""
    wanted = morphology.bit(number, case)
    words = [token for token in tokenize(name.marked) if token.is_word]
    text = name.marked
    for token, slot in reversed(list(zip(words, name.slots, strict=True))):
        if not slot.inflects:
            continue
        form = next((form for form, readings in slot.forms.items() if readings & wanted), None)
        if form is None:
            return None
        text = text[: token.start] + form[0].upper() + form[1:] + text[token.end :]
    return " ".join(text.replace("*", "").replace("|", " ").split())


def all_forms() -> list[tuple[str, str, str]]:
    made = []
    for type_id, name in first_names().items():
        for number in NUMBERS:
            for case in morphology.CASES:
                form = forms(name, number, case)
                if form is not None:
                    made.append((type_id, f"{number}:{case}", form))
    return made


def test_every_type_of_the_table_has_a_name() -> None:
    assert set(reference.institution_types()) - NAMED_ONLY - NO_NAMES == set(first_names())


def test_no_form_is_missing() -> None:
    made = all_forms()
    complete = [
        name for name in first_names().values()
        if any(slot.inflects for slot in name.slots) and not name.plural
    ]
    assert len(complete) > 150
    # Every inflecting name has its seven singular cases; a plural that the dictionary lacks is a plural of mass nouns.
    for name in complete:
        assert all(forms(name, "sg", case) is not None for case in morphology.CASES), name.canonical
    assert len(made) > 150 * 13


@pytest.mark.parametrize("type_id", sorted(first_names()))
def test_every_form_with_a_place_is_read_as_its_type(type_id: str) -> None:
    wrong = []
    for kind, label, form in all_forms():
        if kind != type_id:
            continue
        own = OWN.get(type_id, " „Jutrzenka”") if first_names()[type_id].open_tail else ""
        found = find(f"{form}{own} w Korycinie", NO_CONTEXT)
        if [one.type for one in found] != [type_id] or found[0].place != "Korycin":
            wrong.append((label, form, [(one.type, one.name) for one in found]))
    assert wrong == []


ENDINGS = ("", "-u", "-owi", "-em", "-y", "-ów", "-ami", "-ach")


@pytest.mark.parametrize(
    "row",
    [row for row in reference.rows("institution_abbreviations.csv")
     if not row["needs_place"] and " " not in row["abbreviation"] and len(row["abbreviation"]) > 2],
    ids=lambda row: row["abbreviation"],
)
def test_abbreviations_with_every_ending(row: dict[str, str]) -> None:
    for ending in ENDINGS:
        tokens = tokenize(row["abbreviation"] + ending)
        found = lexicon().match(tokens, 0)
        assert found is not None, ending
        assert found.end == len(tokens), ending
        assert row["type"] in {name.type for name in found.names}


def test_a_row_is_enough_for_a_new_type() -> None:
    heads = [*reference.rows("institution_heads.csv")]
    names = [
        *reference.rows("institution_names.csv"),
        {"type": "NOWY", "name": "Gminna *Stacja | Pomocy Sąsiedzkiej", "canonical": "", "tail": "", "confidence": ""},
    ]
    short = [*reference.rows("institution_abbreviations.csv"),
             {"type": "NOWY", "abbreviation": "GSPS", "name": "Gminna Stacja Pomocy Sąsiedzkiej", "needs_place": ""}]
    made = build(names, heads, short)
    for text in ("Gminnej Stacji Pomocy Sąsiedzkiej", "Gminnymi Stacjami Pomocy Sąsiedzkiej", "GSPS-em"):
        tokens = tokenize(text)
        found = made.match(tokens, 0)
        assert found is not None
        assert (found.name.type, found.end) == ("NOWY", len(tokens))


def test_the_tables_name_nothing_twice() -> None:
    with (reference.reference_folder() / "institution_names.csv").open(encoding="utf-8") as table:
        names = [row["name"].replace("*", "").replace(" |", "") for row in csv.DictReader(table)]
    assert sorted({name for name in names if names.count(name) > 1}) == []
