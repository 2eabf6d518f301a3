"""What is on record: evidence, what was read about whom, periods that meet, and one day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph import reference
from graph.claims import Predicate, Status
from graph.dates import Holding
from graph.network import Institution
from graph.record import Evidence, Period, Territory
from graph.serving import Serving


@pytest.fixture
def korycin(paper: Any) -> Any:
    found = paper
    for key in ("gops:201103", "sp:201103"):
        found.body(key)
    found.body("pcpr:201108", "powiat")
    found.group("t1", "201103", since="2018-07", document="d1")
    found.member("gops:201103", "t1", "d1")
    found.member("gops:201103", "t1", "d2")
    found.member("pcpr:201108", "t1", "d2", until="2019-03-31")
    found.declined("sp:201103", "t1", "d3")
    found.says(Predicate.LOCATED, "pcpr:201108", "201108", "d2")
    return found


def test_a_membership_names_its_claims_and_documents(korycin: Any) -> None:
    record = korycin.record()
    assert record.memberships["gops:201103", "t1"] == Evidence(("c002", "c003"), ("d1", "d2"))
    assert record.refusals == {("sp:201103", "t1"): Evidence(("c005",), ("d3",))}
    assert record.seats(["gops:201103", "pcpr:201108"], ["t1"]).documents == ("d1", "d2")
    assert [row.id for row in record.absents["t1"]] == ["sp:201103"]


def test_a_claim_that_waits_for_review_is_no_evidence_but_its_document_was_read(korycin: Any) -> None:
    found = korycin
    found.body("zkss:201108", "powiat")
    found.member("zkss:201108", "t1", "d9", status=Status.QUEUED)
    record = found.record()
    assert ("zkss:201108", "t1") not in record.memberships
    assert record.read_about["t1"] == ("d1", "d2", "d3", "d9")


def test_where_an_office_sits_is_no_news_of_that_gmina(korycin: Any) -> None:
    territory = Territory(korycin.record(), reference.register())
    assert territory.read_for("201103") == ("d1", "d2", "d3")
    assert territory.read_for("201108") == ()                     # Sokółka: only the seat of a body of the powiat
    assert territory.read_for("2011") == ("d1", "d2", "d3")
    assert territory.read_for("20") == ("d1", "d2", "d3")
    assert territory.groups_in("2011") == ("t1",)
    assert territory.groups_in("201108") == ()


def test_as_of_a_day_who_surely_left_is_gone(korycin: Any) -> None:
    record = korycin.record()
    assert [row.id for row in record.on(date(2019, 3, 31)).members["t1"]] == ["gops:201103", "pcpr:201108"]
    assert [row.id for row in record.on(date(2019, 4, 1)).members["t1"]] == ["gops:201103"]
    assert record.on(date(2018, 6, 30)).network.groups == ()
    assert record.holding("gops:201103", "t1", date(2018, 7, 31)) is Holding.MAYBE    # no end is stated
    assert record.holding("pcpr:201108", "t1", date(2018, 7, 31)) is Holding.YES
    assert record.holding("pcpr:201108", "t1", date(2018, 7, 15)) is Holding.MAYBE    # July, but which day?


MILESTONE = Period("2018-04", "2019-03", "fixed")


@pytest.mark.parametrize(("period", "meets"), [
    (Period("2018-07"), Holding.YES),                         # began during it, whatever came later
    (Period("2019-04-01"), Holding.NO),
    (Period(until="2018-03-31"), Holding.NO),
    (Period(), Holding.MAYBE),
    (Period("2017"), Holding.MAYBE),                          # may have ended before
    (Period("2017", term="indefinite"), Holding.YES),
    (Period("2017", "2018-04-30"), Holding.YES),              # the milestone began in April, whichever day
    (Period("2019-03"), Holding.MAYBE),                       # in the month in which the milestone ended
    (Period("2018"), Holding.MAYBE),                          # perhaps in January and over by April
])
def test_whether_a_membership_and_a_milestone_share_a_day(period: Period, meets: Holding) -> None:
    assert period.over(MILESTONE) is meets
    assert MILESTONE.over(period) is meets


@pytest.mark.parametrize(("key", "levels", "units"), [
    ("gops:201103", ("gmina",), ("201103",)),
    ("pcpr:201108", ("powiat",), ("2011",)),
    ("kmp:206201", ("powiat",), ("2062", "2007")),            # Łomża: the city and the powiat around it
    ("mops:206201", ("gmina", "powiat"), ("206201", "2062", "2007")),
    ("rops:206101", ("wojewodztwo",), ("20",)),
    ("fund:206101", ("bez_szczebla",), ("206101",)),
    ("unknown", (), ()),
])
def test_which_units_a_body_serves(key: str, levels: tuple[str, ...], units: tuple[str, ...]) -> None:
    code = key.partition(":")[2] or None
    serving = Serving(reference.register())
    assert serving.units_of(Institution(key, key, levels=levels, terc=code)) == units


def test_bodies_of_a_powiat_sit_in_it_or_in_the_city_around_which_it_lies() -> None:
    serving = Serving(reference.register())
    assert serving.neighbours("201103") == ("2011",)
    assert serving.neighbours("200705") == ("2007", "2062")
