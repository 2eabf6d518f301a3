from __future__ import annotations

import pytest

from graph import reference
from loaders.polish import morphology
from loaders.polish.lexicon import CONFIDENCE_CLASH, Match, build, lexicon
from loaders.polish.tokens import tokenize

CASES = ("name_pl", "genitive_sg", "instrumental_sg", "locative_sg")
BIT = {
    "name_pl": morphology.bit("sg", "nom"),
    "genitive_sg": morphology.bit("sg", "gen"),
    "instrumental_sg": morphology.bit("sg", "inst"),
    "locative_sg": morphology.bit("sg", "loc"),
}
NAMED_ONLY = {"GMINA", "POWIAT", "WOJEWODZTWO"}  # read with the territory's name, see government.py
NO_NODES = {"DZIEL", "PRZEDS", "PRZSP", "UCZ", "NGODIS"}  # a person, a status, or a family that only its members name


def match(text: str) -> Match | None:
    return lexicon().match(tokenize(text), 0)


def stored_forms() -> list[tuple[str, str, str]]:
    return [
        (kind.id, case, getattr(kind, case))
        for kind in reference.institution_types().values()
        for case in CASES
        if kind.genitive_sg and kind.id not in NAMED_ONLY | NO_NODES
    ]


@pytest.mark.parametrize(("type_id", "case", "form"), stored_forms())
def test_every_type_is_known_in_its_stored_cases(type_id: str, case: str, form: str) -> None:
    tokens = tokenize(form)
    found = lexicon().match(tokens, 0)
    assert found is not None
    assert type_id in {name.type for name in found.names}
    assert tokens[found.end - 1].end >= len(form.rstrip("”"))
    assert found.readings & BIT[case]


def test_stored_forms_cover_the_table() -> None:
    assert len(stored_forms()) > 450


@pytest.mark.parametrize("row", list(reference.rows("institution_names.csv")), ids=lambda row: row["name"])
def test_every_name_is_known_in_all_seven_cases(row: dict[str, str]) -> None:
    """Forms of the lexicon's own paradigms: a head without a case would be a hole in its table."""
    name = lexicon().by_canonical[row["name"].replace("*", "").replace(" |", "")]
    for number in ("pl",) if name.plural else ("sg",):
        for case in morphology.CASES:
            for slot in name.slots:
                if slot.inflects:
                    assert any(readings & morphology.bit(number, case) for readings in slot.forms.values()), case


@pytest.mark.parametrize(
    ("text", "type_id", "canonical"),
    [
        ("Miejsko – Gminnego Ośrodka Pomocy Społecznej", "MGOPS", "Miejsko-Gminny Ośrodek Pomocy Społecznej"),
        ("Miejsko- Gminny Ośrodek Pomocy Społecznej", "MGOPS", "Miejsko-Gminny Ośrodek Pomocy Społecznej"),
        ("GMINNYM OŚRODKIEM POMOCY SPOŁECZNEJ", "GOPS", "Gminny Ośrodek Pomocy Społecznej"),
        ("Zespołem ds. Modelu", "ZDSM", "Zespół do spraw Modelu"),
        ("Zespołem Kuratorskim Służby Sądowej", "ZKSS", "Zespół Kuratorskiej Służby Sądowej"),
        ("Niepublicznym ZOZ", "NZOZ", "Niepubliczny Zakład Opieki Zdrowotnej"),
        ("Komendą Powiatową", "KPP", "Komenda Powiatowa Policji"),
        ("Polskiego Związku Emerytów Rencistów i Inwalidów", "PZERI", "Polski Związek Emerytów, Rencistów i Inwalidów"),
        ("Uniwersytetu III Wieku", "UTW", "Uniwersytet Trzeciego Wieku"),
        ("Radą Gminy", "RADA", "Rada Gminy"),
        ("SP ZOZ", "SPZOZ", "Samodzielny Publiczny Zakład Opieki Zdrowotnej"),
    ],
)
def test_spellings_of_one_name(text: str, type_id: str, canonical: str) -> None:
    found = match(text)
    assert found is not None
    assert (found.name.type, found.name.canonical) == (type_id, canonical)
    assert found.end == len(tokenize(text))


@pytest.mark.parametrize(
    ("text", "case", "number"),
    [
        ("GOPS-u", "gen", "sg"),
        ("ZUS-em", "inst", "sg"),
        ("GOPSu", "gen", "sg"),
        ("gops-y", "nom", "pl"),
        ("PCPR-ów", "gen", "pl"),
    ],
)
def test_abbreviations_take_endings(text: str, case: str, number: str) -> None:
    found = match(text)
    assert found is not None
    assert found.end == len(tokenize(text))
    assert found.readings & morphology.bit(number, case)


def test_abbreviations_keep_their_letter_case() -> None:
    assert match("Pup") is None
    assert match("mok kultury") is None or not match("mok kultury").name.abbreviation  # type: ignore[union-attr]


def test_lost_diacritics_are_forgiven_at_lower_confidence() -> None:
    lost, whole = match("Gminny Osrodek Pomocy Spolecznej"), match("Gminny Ośrodek Pomocy Społecznej")
    assert lost is not None
    assert whole is not None
    assert lost.name == whole.name
    assert lost.confidence < whole.confidence


def test_one_typing_error_in_a_long_word_is_forgiven() -> None:
    found = match("Gminnej Komiscji Rozwiązywania Problemów Alkoholowych")
    assert found is not None
    assert (found.name.type, found.exact) == ("GKRPA", False)


def test_words_that_do_not_agree_still_match_at_the_clash_confidence() -> None:
    found = match("Powiatowego Urząd Pracy")
    assert found is not None
    assert (found.name.type, found.readings, found.confidence) == ("PUP", 0, CONFIDENCE_CLASH)


def test_the_longest_name_wins() -> None:
    found = match("Gminnego Ośrodka Kultury, Sportu i Turystyki w Korycinie")
    assert found is not None
    assert found.name.canonical == "Gminny Ośrodek Kultury, Sportu i Turystyki"


def test_a_gerund_is_no_institution() -> None:
    assert match("Niestowarzyszenia") is None


def test_a_row_that_contradicts_its_paradigm_is_refused() -> None:
    heads = [{"head": "rada", "lemma": "rada", "gender": "f", "paradigm": ""}]
    row = {"type": "X", "name": "Gminny *Rada", "canonical": "", "tail": "", "confidence": ""}
    with pytest.raises(ValueError, match="Gminny"):
        build([row], heads, [])


def test_inflected_names() -> None:
    name = lexicon().by_canonical["Regionalny Ośrodek Polityki Społecznej"]
    assert name.inflected("loc") == "Regionalnym Ośrodku Polityki Społecznej"
    assert name.inflected("gen") == "Regionalnego Ośrodka Polityki Społecznej"
