"""Gaps of every kind on records made by hand: what is a gap, what is only unread, and what each row rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph import reference
from graph.claims import Kind, Predicate
from graph.coverage import cover, templates
from graph.errors import UsageError
from graph.gaps import Gap, GapKind, Question, State, find, population
from graph.record import Evidence, Period, Territory
from graph.vertical import powiat_bodies, vertical
from graph.vocabulary import Coverage

PRACTICE = templates()["model-wiejski-praktyka"]


def ask(paper: Any, kind: GapKind, **how: Any) -> list[Gap]:
    return list(find(kind, Territory(paper.record(), reference.register()), Question(**how)))


def team(paper: Any, code: str, *bodies: str, document: str) -> str:
    """A team of a gmina with these bodies, all named in one document."""
    group = paper.group(f"t{code}", code, document=document)
    for key in bodies:
        paper.body(key, "powiat" if key.partition(":")[0] in {"pcpr", "kpp", "zkss"} else "gmina")
        paper.member(key, group, document)
    return str(group)


# ---------------------------------------------------------------- coverage


def test_coverage_names_documents_and_what_was_read(paper: Any) -> None:
    group = team(paper, "201103", "gops:201103", "kpp:201108", document="roster")
    paper.body("pup:201108", "powiat")
    paper.declined("pup:201108", group, "letter")
    rows = {row.about: row for row in ask(paper, GapKind.COVERAGE, template=PRACTICE)}
    assert rows["policja"].state is State.RECORDED
    assert rows["policja"].who == ("kpp:201108",)
    assert rows["policja"].evidence.documents == ("roster",)
    assert (rows["urzad-pracy"].state, rows["urzad-pracy"].who) == (State.CONFIRMED_ABSENT, ("pup:201108",))
    assert rows["urzad-pracy"].evidence.documents == ("letter",)
    assert (rows["wtz"].state, rows["wtz"].evidence) == (State.NOT_RECORDED, Evidence())
    assert rows["wtz"].read == ("letter", "roster")
    assert rows["wtz"].figures["recorded"] == 2


def test_coverage_as_of_a_day_counts_who_may_be_there_and_says_so(paper: Any) -> None:
    group = paper.group("t", "201103", since="2018-07-01", until="2020-12-31", term="fixed")
    for key, until in (("gops:201103", None), ("sp:201103", "2019-03-31")):
        paper.body(key)
        paper.member(key, group, until=until)
    paper.body("gok:201103")
    paper.member("gok:201103", group, since="2019-05", until="2020")
    record = paper.record()

    def states(day: date) -> dict[str, Any]:
        row = cover(record, PRACTICE, day).rows[0]
        return {role.id: cell for role, cell in zip(PRACTICE.roles, row.cells, strict=True)}

    assert states(date(2019, 3, 31))["szkola"].state is Coverage.RECORDED
    assert states(date(2019, 4, 1))["szkola"].state is Coverage.NOT_RECORDED
    assert states(date(2019, 4, 1))["kultura"].state is Coverage.NOT_RECORDED
    assert states(date(2019, 5, 10))["kultura"].maybe == ("gok:201103",)
    assert states(date(2019, 6, 1))["kultura"].maybe == ()
    assert states(date(2019, 6, 1))["kultura"].state is Coverage.RECORDED


def test_whether_the_law_of_the_template_was_in_force(paper: Any) -> None:
    paper.group("old", "201103", since="2018-07")
    paper.group("new", "201103", since="2024-01-15")
    paper.group("undated", "201103")
    table = cover(paper.record(), templates()["zespol-interdyscyplinarny-2023"])
    assert {row.team.id: row.in_force for row in table.rows} == {"old": False, "new": True, "undated": None}
    assert all(row.in_force is False for row in cover(paper.record(), table.template, date(2020, 1, 1)).rows)


def test_coverage_needs_a_template(paper: Any) -> None:
    with pytest.raises(UsageError, match="needs a template"):
        ask(paper, GapKind.COVERAGE)


# ---------------------------------------------------------------- vertical links


def test_vertical_links_of_a_gmina(paper: Any) -> None:
    group = team(paper, "201103", "gops:201103", "pcpr:201108", "kpp:201108", "zkss:201108", document="agreement")
    paper.group("t201110", "201110", document="leaflet")
    paper.body("powiat:2011", "powiat", kind="POWIAT")
    paper.declined("powiat:2011", group, "letter")
    table = vertical(Territory(paper.record(), reference.register()))
    states = {row.gmina.name: [link.state for link in row.links] for row in table.rows}
    yes, no, silent = Coverage.RECORDED, Coverage.CONFIRMED_ABSENT, Coverage.NOT_RECORDED
    assert [role.id for role in powiat_bodies().roles] == [
        "pcpr", "policja", "kuratorzy", "urzad-pracy", "poradnia", "starostwo",
    ]
    assert states == {"Korycin": [yes, yes, yes, silent, silent, no], "Szudziałowo": [silent] * 6}
    link = table.rows[0].links[0]
    assert (link.institutions, link.groups, link.evidence.documents) == (("pcpr:201108",), (group,), ("agreement",))
    assert table.rows[1].read == ("leaflet",)


def test_in_a_wide_agreement_a_gmina_is_tied_to_the_bodies_of_its_own_powiat_only(paper: Any) -> None:
    wide = paper.group("wide", family=Kind.AGREEMENT)
    for key, level in (("gmina:201103", "gmina"), ("gmina:200603", "gmina"), ("pup:201108", "powiat")):
        paper.body(key, level)
        paper.member(key, wide)
    states = {row.gmina.code: row for row in vertical(Territory(paper.record(), reference.register())).rows}
    assert states["201103"].count(Coverage.RECORDED) == 1
    assert states["200603"].count(Coverage.RECORDED) == 0


def test_a_body_in_the_city_in_the_midst_of_the_powiat_is_its_own(paper: Any) -> None:
    paper.group("t200705")                                    # covers nothing: only its members say where it is
    for key, level in (("gops:200705", "gmina"), ("pup:206201", "powiat")):
        paper.body(key, level)
        paper.member(key, "t200705")
    row = next(row for row in vertical(Territory(paper.record(), reference.register())).rows)
    assert (row.gmina.name, row.count(Coverage.RECORDED)) == ("Piątnica", 1)


def test_asked_for_a_powiat_every_gmina_is_there_and_unread_ones_are_no_gaps(paper: Any) -> None:
    team(paper, "201103", "gops:201103", document="agreement")
    rows = ask(paper, GapKind.VERTICAL, within="2011")
    assert len(rows) == 10 * 6
    read = {row.subject for row in rows if row.state is not State.UNREAD}
    assert read == {"201103"}
    assert not any(row.is_gap for row in rows if row.state is State.UNREAD)
    assert {row.subject for row in ask(paper, GapKind.VERTICAL)} == {"201103"}


# ---------------------------------------------------------------- silence


def test_silent_is_a_gap_only_where_something_was_read(paper: Any) -> None:
    team(paper, "201103", "gops:201103", "pcpr:201108", document="agreement")
    paper.body("ops:201108")                                  # Sokółka: named, in no group
    paper.says(Predicate.NAMED, "ops:201108", None, "news")
    rows = {row.subject: row for row in ask(paper, GapKind.SILENT, within="2011")}
    assert len(rows) == 11                                    # ten gminas and their powiat
    assert (rows["201103"].state, rows["201103"].who) == (State.RECORDED, ("t201103",))
    assert (rows["201108"].state, rows["201108"].read) == (State.NOT_RECORDED, ("news",))
    assert rows["201110"].state is State.UNREAD
    assert rows["2011"].state is State.RECORDED
    assert [row.subject for row in rows.values() if row.is_gap] == ["201108"]
    assert next(iter(rows)) == "201108"


def test_population_of_a_powiat_is_that_of_its_gminas(paper: Any) -> None:
    territory = Territory(paper.record(), reference.register())
    # the ten gminas of powiat sokólski on 31 December 2020, added by hand
    assert population(territory, reference.register().unit("2011")) == (65_883, 2020)
    assert population(territory, reference.register().unit("201103")) == (3_172, 2020)


# ---------------------------------------------------------------- fragile places


def test_who_alone_holds_gminas_together_or_stands_for_a_sector(paper: Any) -> None:
    team(paper, "201103", "gops:201103", "pcpr:201108", document="one")
    team(paper, "201110", "gops:201110", "pcpr:201108", document="two")
    team(paper, "200603", "gops:200603", document="three")
    paper.body("kpp:201108", "powiat", sectors=("POL",))
    paper.member("kpp:201108", "t201103", "one")
    paper.body("kpp:200601", "powiat", sectors=("POL",))
    paper.member("kpp:200601", "t200603", "three")
    rows = ask(paper, GapKind.FRAGILE)
    assert [(row.subject, row.state, row.about) for row in rows] == [
        ("pcpr:201108", State.CUTS_OFF, ""),
        ("kpp:201108", State.SINGLE_CARRIER, "POL"),          # powiat kolneński has one team: that says nothing
    ]
    assert (rows[0].figures["cut_off"], rows[0].figures["parts"]) == (1, 2)
    assert rows[0].evidence.documents == ("one", "two")
    assert (rows[1].figures["powiat"], rows[1].who) == ("2011", ("t201103",))
    assert ask(paper, GapKind.FRAGILE, within="2006") == []


def test_the_two_halves_of_one_line_are_one_fragile_place(paper: Any) -> None:
    team(paper, "201103", "gops:201103", "pcpr:201108", document="one")
    team(paper, "201110", "gops:201110", "cus:201108", document="two")
    assert [row.subject for row in ask(paper, GapKind.FRAGILE) if row.state is State.CUTS_OFF] == []
    paper.succeeded("pcpr:201108", "cus:201108")
    (row,) = [row for row in ask(paper, GapKind.FRAGILE) if row.state is State.CUTS_OFF]
    assert (row.subject, row.who, row.evidence.documents) == ("cus:201108", ("t201103", "t201110"), ("one", "two"))


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(("since", "until", "term", "state"), [
    ("2018-06-22", "2019-03-31", "fixed", State.EXPIRED),
    (None, "2019-03", "fixed", State.EXPIRED),
    ("2018-06-22", "2030-01-01", "fixed", None),
    ("2018-06-22", None, "indefinite", None),
    ("2018-06-22", None, "unknown", State.NO_END),
    (None, None, "unknown", State.UNDATED),
    (None, None, "indefinite", None),
    ("2031", "2032", "fixed", None),
])
def test_what_has_expired_or_is_not_dated(
    paper: Any, since: str | None, until: str | None, term: str, state: State | None
) -> None:
    paper.group("t", "201103", since=since, until=until, term=term)
    rows = ask(paper, GapKind.DATES, day=date(2026, 11, 25))
    assert [row.state for row in rows] == ([] if state is None else [state])
    if rows:
        assert rows[0].read == ("d-groups",)
        assert len(rows[0].evidence.claims) == sum(value is not None for value in (since, until))


def test_the_last_day_has_not_expired(paper: Any) -> None:
    paper.group("t", "201103", since="2018-06-22", until="2019-03-31", term="fixed")
    assert ask(paper, GapKind.DATES, day=date(2019, 3, 31)) == []
    assert [row.state for row in ask(paper, GapKind.DATES, day=date(2019, 4, 1))] == [State.EXPIRED]
    with pytest.raises(UsageError, match="without a day"):
        ask(paper, GapKind.DATES)


# ---------------------------------------------------------------- isolated, mixing


def test_isolated_is_who_is_named_and_tied_to_nobody(paper: Any) -> None:
    group = team(paper, "201103", "gops:201103", "pcpr:201108", document="agreement")
    for key in ("osp:201103", "wup:206101", "sp:201103"):
        paper.body(key)
    paper.declined("osp:201103", group, "letter")
    paper.says(Predicate.TAKES_PART, "wup:206101", "liderzy-kooperacji", "page")
    paper.says(Predicate.NAMED, "wup:206101", None, "page")
    alone = paper.group("t201110", "201110")
    paper.member("sp:201103", alone, "list")
    rows = {row.subject: row for row in ask(paper, GapKind.ISOLATED)}
    assert set(rows) == {"osp:201103", "wup:206101", "sp:201103"}
    assert rows["osp:201103"].figures["named_as"] == "absent"
    assert rows["wup:206101"].figures["named_as"] == "takes_part"
    assert (rows["wup:206101"].who, rows["wup:206101"].read) == (("liderzy-kooperacji",), ("page",))
    assert rows["sp:201103"].who == ("t201110",)


def test_mixing_rows_lead_to_the_groups_and_their_documents(paper: Any) -> None:
    for code, bodies in (("201103", ("gops:201103", "kpp:201108")), ("201110", ("gops:201110", "kpp:201108"))):
        team(paper, code, *bodies, document=f"d{code}")
        paper.institutions["kpp:201108"] = paper.institutions["kpp:201108"].__class__(
            "kpp:201108", "kpp", "KPP", ("POL",), ("powiat",), "201108"
        )
    rows = {(row.subject, row.about): row for row in ask(paper, GapKind.MIXING, rewirings=100)}
    across = rows["POL", "POM"]
    assert (across.figures["observed"], across.who) == (2, ("t201103", "t201110"))
    assert across.evidence.documents == ("d201103", "d201110")
    assert across.state is State.TOO_FEW
    assert (across.figures["rewirings"], across.figures["seed"]) == (100, 7)


def test_of_one_category_nothing_is_said_about_like_and_like(paper: Any) -> None:
    team(paper, "201103", "gops:201103", "gkrpa:201103", document="d")
    team(paper, "201110", "gops:201110", "gkrpa:201110", document="d")
    (row,) = ask(paper, GapKind.MIXING, rewirings=100)
    assert (row.figures["observed"], row.figures["assortativity"], row.figures["z"]) == (2, None, None)


def test_an_empty_period_is_undated_and_not_expired(paper: Any) -> None:
    paper.group("t", "201103")
    assert paper.periods["t"] == Period()
    assert [row.state for row in ask(paper, GapKind.DATES, day=date(2026, 1, 1))] == [State.UNDATED]
