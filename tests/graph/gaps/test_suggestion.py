"""Suggestions by hand: the rule first, the right body, never a member and never who declined; scores by formula."""

from __future__ import annotations

import math
from typing import Any

import pytest

from graph import reference
from graph.coverage import Template, templates
from graph.errors import UsageError
from graph.serving import Serving
from graph.suggestion import PER_ROLE, Rule, Suggestion, Surroundings, suggest
from graph.suggestion_bench import precision_of_generated

PRACTICE = templates()["model-wiejski-praktyka"]


def asked(paper: Any, subject: str, template: Template | None = PRACTICE) -> list[Suggestion]:
    record = paper.record()
    surroundings = Surroundings(record.carried_on, Serving(reference.register()))
    return list(suggest(surroundings, surroundings.circle(subject, record.declined), template))


def sokolka(paper: Any) -> Any:
    """Korycin's team lacks the labour office, which sits in the neighbours' team; so does the counselling centre."""
    for code, bodies in (
        ("201103", ("gops:201103", "pcpr:201108", "kpp:201108")),
        ("201110", ("gops:201110", "pcpr:201108", "kpp:201108", "pup:201108", "ppp:201108", "gok:201110")),
        ("200603", ("gops:200603", "pup:200601")),
    ):
        group = paper.group(f"t{code}", code)
        for key in bodies:
            paper.body(key, "powiat" if key[:3] in {"pcp", "kpp", "pup", "ppp"} else "gmina")
            paper.member(key, group)
    return paper


def test_a_missing_role_and_the_body_that_fills_it_next_door(paper: Any) -> None:
    found = asked(sokolka(paper), "t201103")
    assert [(each.institution, each.rule, each.role and each.role.id) for each in found] == [
        ("ppp:201108", Rule.FILLS_ELSEWHERE, "poradnia"), ("pup:201108", Rule.FILLS_ELSEWHERE, "urzad-pracy"),
    ]
    assert found[0].groups == ("t201110",)
    assert found[0].through == ("kpp:201108", "pcpr:201108")
    # each of the two has 6 partners: 2 in Korycin's team, 5 in Szudziałowo's, one of whom in both
    assert found[0].adamic_adar == pytest.approx(2 / math.log(6), abs=1e-12)
    assert found[0].resource_allocation == pytest.approx(2 / 6, abs=1e-12)


def test_a_gmina_is_asked_about_like_its_team(paper: Any) -> None:
    assert [each.institution for each in asked(sokolka(paper), "201103")] == ["ppp:201108", "pup:201108"]
    assert [each.institution for each in asked(paper, "2011032")] == ["ppp:201108", "pup:201108"]


def test_who_carries_on_a_member_is_one_already_and_who_is_gone_is_not_suggested(paper: Any) -> None:
    sokolka(paper)
    paper.body("puz:201108", "powiat", kind="PUP")
    paper.member("puz:201108", "t201110")
    paper.succeeded("pup:201108", "puz:201108")
    assert [each.institution for each in asked(paper, "t201103")] == ["ppp:201108", "puz:201108"]
    paper.body("pup-old:201108", "powiat", kind="PUP")
    paper.member("pup-old:201108", "t201103")
    paper.succeeded("pup-old:201108", "pup:201108")
    assert [each.institution for each in asked(paper, "t201103")] == ["ppp:201108"]


def test_who_declined_is_not_suggested(paper: Any) -> None:
    sokolka(paper).declined("pup:201108", "t201103")
    assert [each.institution for each in asked(paper, "t201103")] == ["ppp:201108"]
    assert "pup:201108" not in {each.institution for each in asked(paper, "201103")}


def test_bodies_of_another_gmina_or_powiat_are_not_suggested(paper: Any) -> None:
    found = {each.institution for each in asked(sokolka(paper), "t201103")}
    assert not found & {"gok:201110", "gops:201110", "pup:200601"}


def test_a_body_that_is_only_named_comes_after_those_that_sit_somewhere(paper: Any) -> None:
    sokolka(paper).body("wtz:201103", kind="WTZ")
    found = asked(paper, "t201103")
    assert [(each.institution, each.rule) for each in found][-1] == ("wtz:201103", Rule.NAMED_NEARBY)
    assert found[-1].groups == ()


def test_an_association_of_the_powiat_fills_the_role_of_an_ngo(paper: Any) -> None:
    sokolka(paper).body("stow:201108", "bez_szczebla")
    paper.member("stow:201108", "t201110")
    assert ("stow:201108", "ngo") in {(each.institution, each.role.id) for each in asked(paper, "t201103") if each.role}


def test_who_meets_members_elsewhere_comes_after_the_roles(paper: Any) -> None:
    sokolka(paper).body("zkss:201108", "powiat")              # no role of this template
    paper.member("zkss:201108", "t201110")
    found = asked(paper, "t201103")
    assert [each.institution for each in found] == ["ppp:201108", "pup:201108", "zkss:201108"]
    assert (found[-1].rule, found[-1].role) == (Rule.COMMON_PARTNERS, None)
    assert [each.institution for each in asked(paper, "t201103", None)][:3] == [
        "ppp:201108", "pup:201108", "zkss:201108",
    ]


def test_many_bodies_of_one_role_do_not_hide_the_others(paper: Any) -> None:
    sokolka(paper)
    for number in range(9):
        paper.body(f"sp-{number}:201103", kind="SP")
    paper.group("schools", "201103")
    for number in range(9):
        paper.member(f"sp-{number}:201103", "schools")
    roles = [each.role.id for each in asked(paper, "t201103") if each.role]
    assert roles == ["szkola", "poradnia", "urzad-pracy", "szkola", "szkola"]
    assert roles.count("szkola") == PER_ROLE


def test_a_team_without_members_is_suggested_the_bodies_of_its_powiat(paper: Any) -> None:
    sokolka(paper).group("t201109", "201109")
    found = asked(paper, "t201109")
    assert {each.institution for each in found} >= {"pcpr:201108", "kpp:201108", "pup:201108", "ppp:201108"}
    assert all(each.role is not None for each in found)


def test_what_is_no_team_and_no_gmina_or_lies_nowhere(paper: Any) -> None:
    sokolka(paper).group("nowhere")
    with pytest.raises(UsageError, match="neither a team nor a gmina"):
        asked(paper, "other")
    with pytest.raises(UsageError, match="in which powiat nowhere works"):
        asked(paper, "nowhere")


def test_suggestions_are_right_more_often_than_the_baselines() -> None:
    found = precision_of_generated(seed=7)
    assert found.teams == 33
    assert found.by_way["suggested"] > 1.2 * found.by_way["degree"] > 1.2 * found.by_way["random"]
    assert found.by_way["suggested"] <= found.best_possible
