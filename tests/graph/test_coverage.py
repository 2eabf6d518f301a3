"""Coverage of templates, by hand on the agreement of Korycin of July 2018 (ten parties)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph import reference
from graph.claims import Kind
from graph.coverage import TemplateStatus, coverage, find_template, read_template, templates
from graph.errors import SetupError, UsageError
from graph.network import GroupRow, Institution
from graph.vocabulary import Coverage

TEAM = GroupRow("gpzk:201103:liderzy-kooperacji", Kind.TEAM, "zespół", "Gminno-Powiatowy Zespół Kooperacji")
KORYCIN = tuple(
    Institution(key, key, kind)
    for key, kind in {
        "pcpr:201108": "PCPR",
        "kpp:201108": "KPP",
        "zkss:201108": "ZKSS",
        "sp-wyszynskiego:201103": "SP",
        "gok:201103": "GOK",
        "nzoz-przychodnia:201103": "NZOZ",
        "przed-jana-pawla-ii:201103": "PRZED",
        "pzeri:201103": "PZERI",
        "gkrpa:201103": "GKRPA",
        "gops:201103": "GOPS",
    }.items()
)


def states(table_of: str, absent: tuple[Institution, ...]) -> dict[str, Coverage]:
    table = coverage([TEAM], {TEAM.id: KORYCIN}, {TEAM.id: absent}, templates()[table_of])
    return {role.id: cell.state for role, cell in zip(table.template.roles, table.rows[0].cells, strict=True)}


def test_korycin_has_the_whole_statutory_set() -> None:
    table = coverage([TEAM], {TEAM.id: KORYCIN}, {}, templates()["zespol-interdyscyplinarny"])
    row = table.rows[0]
    assert (row.count(Coverage.RECORDED), len(row.cells)) == (7, 7)
    evidence = {role.id: cell.recorded for role, cell in zip(table.template.roles, row.cells, strict=True)}
    assert evidence["oswiata"] == ("przed-jana-pawla-ii:201103", "sp-wyszynskiego:201103")
    assert evidence["kuratorzy"] == ("zkss:201108",)
    assert evidence["policja"] == ("kpp:201108",)


def test_korycin_has_seven_of_the_twelve_kinds_of_the_practice_list() -> None:
    found = states("model-wiejski-praktyka", ())
    assert len(found) == 12
    assert list(found.values()).count(Coverage.RECORDED) == 7
    assert {role for role, state in found.items() if state is Coverage.NOT_RECORDED} == {
        "urzad-gminy", "starostwo", "wtz", "poradnia", "urzad-pracy",
    }
    assert Coverage.CONFIRMED_ABSENT not in found.values()


def test_a_refusal_is_absent_and_nothing_else_becomes_it() -> None:
    declined = Institution("pup:201108", "Powiatowy Urząd Pracy w Sokółce", "PUP")
    found = states("model-wiejski-praktyka", (declined,))
    assert found["urzad-pracy"] is Coverage.CONFIRMED_ABSENT
    assert list(found.values()).count(Coverage.CONFIRMED_ABSENT) == 1
    assert found["wtz"] is Coverage.NOT_RECORDED


def test_recorded_outweighs_a_refusal_and_both_are_named() -> None:
    other_school = Institution("sp-1:201108", "Szkoła Podstawowa nr 1 w Sokółce", "SP")
    template = templates()["model-wiejski-praktyka"]
    table = coverage([TEAM], {TEAM.id: KORYCIN}, {TEAM.id: [other_school, KORYCIN[3]]}, template)
    cell = table.rows[0].cells[[role.id for role in template.roles].index("szkola")]
    assert cell.state is Coverage.RECORDED
    assert cell.recorded == ("sp-wyszynskiego:201103",)
    assert cell.absent == ("sp-1:201108",)


def test_a_team_without_members_is_unknown_everywhere() -> None:
    table = coverage([TEAM], {}, {}, templates()["zespol-interdyscyplinarny"])
    assert table.rows[0].count(Coverage.NOT_RECORDED) == 7


def test_an_institution_of_unknown_type_fills_no_role() -> None:
    unknown = {TEAM.id: [Institution("inst:201103", "?", None)]}
    table = coverage([TEAM], unknown, {}, templates()["model-wiejski-praktyka"])
    assert table.rows[0].count(Coverage.RECORDED) == 0


def test_templates_use_types_that_exist_and_say_what_they_are() -> None:
    types = reference.institution_types()
    assert {template.id: template.status for template in templates().values()} == {
        "zespol-interdyscyplinarny": TemplateStatus.STATUTORY,
        "zespol-interdyscyplinarny-2023": TemplateStatus.STATUTORY,
        "model-wiejski-praktyka": TemplateStatus.PRACTICE,
    }
    for template in templates().values():
        for role in template.roles:
            assert set(role.any_of) <= set(types), f"{template.id}/{role.id}"
            assert not any(types[kind].is_team for kind in role.any_of)
        assert template.source


def test_the_law_changed_on_22_june_2023() -> None:
    old, new = templates()["zespol-interdyscyplinarny"], templates()["zespol-interdyscyplinarny-2023"]
    assert old.holds_on(date(2023, 6, 21))
    assert not old.holds_on(date(2023, 6, 22))
    assert new.holds_on(date(2023, 6, 22))
    assert not new.holds_on(date(2023, 6, 21))
    assert {role.id for role in old.roles} - {role.id for role in new.roles} == {"kuratorzy"}


def test_a_bad_template_is_a_set_up_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("id: bad\nroles: []\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"bad\.yaml is not a composition template"):
        read_template(path)


OWN = """
id: nasz-zespol
pl: Nasz zespół
roles:
  - {id: ops, pl: Ośrodek pomocy społecznej, any_of: [GOPS, OPS]}
  - {id: pup, pl: Urząd pracy, any_of: [PUP]}
"""


def test_a_template_of_ones_own_needs_no_more_than_roles(tmp_path: Path) -> None:
    path = tmp_path / "nasz.yaml"
    path.write_text(OWN, encoding="utf-8")
    template = find_template(str(path))
    assert (template.status, template.en, template.roles[1].en) == (TemplateStatus.OWN, "Nasz zespół", "Urząd pracy")
    assert template.holds_on(date(1990, 1, 1))
    assert "nasz-zespol" in templates(tmp_path)
    assert find_template("nasz-zespol", tmp_path) == template
    row = coverage([TEAM], {TEAM.id: KORYCIN}, {}, template).rows[0]
    assert [cell.state for cell in row.cells] == [Coverage.RECORDED, Coverage.NOT_RECORDED]


def test_a_template_that_asks_for_an_unknown_type_says_which_are_near(tmp_path: Path) -> None:
    path = tmp_path / "nasz.yaml"
    path.write_text(OWN.replace("[PUP]", "[PUPP]"), encoding="utf-8")
    with pytest.raises(SetupError, match=r"role 'pup' asks for the type PUPP(.|\n)*near ones: .*PUP"):
        read_template(path)


def test_two_templates_of_one_id_and_an_unknown_one_are_errors(tmp_path: Path) -> None:
    (tmp_path / "nasz.yaml").write_text(OWN.replace("nasz-zespol", "model-wiejski-praktyka"), encoding="utf-8")
    with pytest.raises(SetupError, match="another template has the id model-wiejski-praktyka"):
        templates(tmp_path)
    with pytest.raises(SetupError, match="no folder of templates"):
        templates(tmp_path / "none")
    with pytest.raises(UsageError, match="no template has the id other"):
        find_template("other")
    with pytest.raises(SetupError, match="cannot be read"):
        find_template(str(tmp_path / "none.yaml"))


@pytest.mark.parametrize(("since", "held"), [
    ("2023-06-21", True), ("2023-06-22", False), ("2023-06", None), ("2024", False), ("2018-07", True), (None, None),
])
def test_whether_a_template_held_when_a_team_began(since: str | None, held: bool | None) -> None:
    assert templates()["zespol-interdyscyplinarny"].held_at(since) is held
