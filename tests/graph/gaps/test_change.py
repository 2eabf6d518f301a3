"""Change between days and between milestones, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph import reference
from graph.change import Outcome, What, compare, moment
from graph.claims import Status
from graph.errors import UsageError
from graph.record import Period

YES, MAYBE = Status.ACCEPTED, Status.PROVISIONAL
FIRST, SECOND = Period("2018-04", "2019-03", "fixed"), Period("2019-04", "2020-09", "fixed")


def outcomes(paper: Any, before: str, after: str, what: What, within: str = "") -> dict[str, tuple[str, ...]]:
    record = paper.record()
    found = compare(record, moment(record, before), moment(record, after), reference.register(), within)
    return {outcome.value: found.of(what, outcome) for outcome in Outcome if found.of(what, outcome)}


def test_gminas_between_two_milestones(paper: Any) -> None:
    for code in ("200603", "201103", "200702", "201110"):
        paper.group(f"t{code}", code)
    paper.milestone("p/I", FIRST, {"t200603": YES, "t201103": YES, "t201110": MAYBE})
    paper.milestone("p/II", SECOND, {"t200603": YES, "t200702": YES})
    record = paper.record()
    found = compare(record, moment(record, "I"), moment(record, "p/II"), reference.register())
    assert found.of(What.GMINA, Outcome.STAYED) == ("200603",)
    assert found.of(What.GMINA, Outcome.JOINED) == ("200702",)
    assert found.of(What.GMINA, Outcome.LEFT) == ("201103",)
    assert found.of(What.GMINA, Outcome.MAY) == ("201110",)
    assert found.jaccard(What.GMINA) == pytest.approx(1 / 3)
    assert found.jaccard(What.INSTITUTION) is None
    stayed = next(each for each in found.changes if each.id == "200603")
    assert stayed.evidence.documents == ("d-I", "d-II", "d-groups")
    assert outcomes(paper, "I", "II", What.GMINA, within="2011") == {"left": ("201103",), "may": ("201110",)}


def test_a_body_is_in_a_milestone_when_its_membership_shares_a_day_with_it(paper: Any) -> None:
    group = paper.group("t", "200603")
    for key, since, until in (
        ("gops:200603", "2018-05", None), ("sp:200603", "2018-05", "2019-03-31"), ("pup:200601", "2019-05", None),
        ("kpp:200601", None, None), ("gok:200603", "2018-05-02", "2020-01"),
    ):
        paper.body(key)
        paper.member(key, group, since=since, until=until)
    paper.milestone("p/I", FIRST, {"t": YES})
    paper.milestone("p/II", SECOND, {"t": YES})
    assert outcomes(paper, "I", "II", What.INSTITUTION) == {
        "stayed": ("gok:200603",),
        "joined": ("pup:200601",),
        "left": ("sp:200603",),
        "may": ("gops:200603", "kpp:200601"),                 # nothing says that the centre was still there
    }
    assert outcomes(paper, "I", "II", What.GROUP) == {"stayed": ("t",)}


def test_between_two_days(paper: Any) -> None:
    for key, since, until, term in (
        ("always", "2018-01-01", None, "indefinite"), ("early", "2018-01-01", "2019-03-31", "fixed"),
        ("late", "2019-05-01", "2021-01-01", "fixed"), ("open", "2018-01-01", None, "unknown"),
        ("over", "2010", "2011", "fixed"),
    ):
        paper.group(key, "201103" if key == "early" else "200603", since=since, until=until, term=term)
    paper.body("gops:201103")
    paper.body("gops:200603")
    paper.member("gops:201103", "early")
    paper.member("gops:200603", "always")
    paper.member("gops:200603", "late")
    assert outcomes(paper, "2018-12-31", "2020", What.GROUP) == {
        "stayed": ("always",), "joined": ("late",), "left": ("early",), "may": ("open",),
    }
    assert outcomes(paper, "2018-12-31", "2020", What.GMINA) == {"stayed": ("200603",), "left": ("201103",)}
    assert outcomes(paper, "2018-12-31", "2020", What.INSTITUTION) == {
        "stayed": ("gops:200603",), "left": ("gops:201103",),
    }


def test_who_carries_on_another_is_one_line_with_it(paper: Any) -> None:
    first = paper.group("t1", "200603", since="2018-01-01", until="2019-12-31", term="fixed")
    second = paper.group("t2", "200603", since="2020-01-01", term="indefinite")
    for key, groups in (
        ("gops:200603", (first,)), ("cus:200603", (second,)), ("sp-1:200603", (first,)), ("sp-2:200603", (first,)),
        ("zs:200603", (second,)), ("dk:200603", (first,)), ("gok:200603", (second,)), ("bibl:200603", (second,)),
    ):
        paper.body(key)
        for group in groups:
            paper.member(key, group)
    for old, new in (
        ("gops:200603", "cus:200603"), ("sp-1:200603", "zs:200603"), ("sp-2:200603", "zs:200603"),
        ("dk:200603", "gok:200603"), ("dk:200603", "bibl:200603"),  # divided: neither carries it on alone
    ):
        paper.succeeded(old, new)
    assert outcomes(paper, "2018-06-01", "2020-06-01", What.INSTITUTION) == {
        "stayed": ("cus:200603", "zs:200603"), "joined": ("bibl:200603", "gok:200603"), "left": ("dk:200603",),
    }
    record = paper.record()
    found = compare(record, moment(record, "2018-06-01"), moment(record, "2020-06-01"), reference.register())
    schools = next(each for each in found.changes if each.id == "zs:200603")
    assert schools.formerly == ("sp-1:200603", "sp-2:200603")
    assert schools.evidence.documents == ("d-members", "d-succession")
    assert found.jaccard(What.INSTITUTION) == pytest.approx(2 / 5)


def test_a_moment_is_a_date_or_a_milestone(paper: Any) -> None:
    paper.milestone("p/I", FIRST, {})
    paper.milestone("q/I", FIRST, {})
    paper.milestone("q/II", SECOND, {})
    record = paper.record()
    assert moment(record, "2019-02").day.isoformat() == "2019-02-28"
    assert moment(record, "II").milestone == "q/II"
    assert moment(record, "p/I").period == FIRST
    with pytest.raises(UsageError, match="several projects have a milestone I"):
        moment(record, "I")
    with pytest.raises(UsageError, match=r"neither a date .* nor a milestone"):
        moment(record, "III")
