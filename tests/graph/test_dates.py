"""Whether an agreement holds on a day, in Python and in Cypher."""

from __future__ import annotations

from datetime import date

import pytest

from graph.dates import Holding, PartialDate, holding, holding_cypher
from graph.model import EMPTY, Facts, Node, NodeKey, Value, difference
from graph.store import Store

# since, until, term; day; what holds
CASES = [
    # Korycin: signed on 22 June 2018, the project ends with March 2019
    ("2018-06-22", "2019-03-31", "fixed", "2018-06-21", "no"),
    ("2018-06-22", "2019-03-31", "fixed", "2018-06-22", "yes"),
    ("2018-06-22", "2019-03-31", "fixed", "2018-07-01", "yes"),
    ("2018-06-22", "2019-03-31", "fixed", "2019-03-31", "yes"),
    ("2018-06-22", "2019-03-31", "fixed", "2019-04-01", "no"),
    # Korycin: signed some day of July 2018, no word of an end
    ("2018-07", None, "unknown", "2018-06-30", "no"),
    ("2018-07", None, "unknown", "2018-07-15", "maybe"),
    ("2018-07", None, "unknown", "2018-08-01", "maybe"),
    ("2018-07", None, "unknown", "2031-01-01", "maybe"),
    # agreed without an end
    ("2018-07", None, "indefinite", "2018-07-15", "maybe"),
    ("2018-07", None, "indefinite", "2018-07-31", "yes"),
    # an end that is stated counts, whatever the term says; a year means any day of it
    ("2018", "2019", "indefinite", "2018-12-31", "yes"),
    ("2018", "2019", "indefinite", "2019-06-01", "maybe"),
    ("2018", "2019", "indefinite", "2020-01-01", "no"),
    # nothing is stated
    (None, None, "unknown", "2018-07-01", "maybe"),
    (None, None, "indefinite", "2018-07-01", "maybe"),
    (None, "2019-03", None, "2019-03-01", "maybe"),
    (None, "2019-03", None, "2019-04-01", "no"),
]


def partial(value: str | None) -> PartialDate | None:
    return PartialDate(value=value) if value else None


@pytest.mark.parametrize(("since", "until", "term", "day", "expected"), CASES)
def test_what_holds_on_a_day(since: str | None, until: str | None, term: str | None, day: str, expected: str) -> None:
    found = holding(date.fromisoformat(day), since=partial(since), until=partial(until), term=term)
    assert found is Holding(expected)


def test_cypher_follows_the_same_rule(writer: Store) -> None:
    nodes = []
    for number, (since, until, term, _, _) in enumerate(CASES):
        properties: dict[str, Value] = {"id": f"{number:02}"}
        for name, stated in (("since", partial(since)), ("until", partial(until))):
            if stated is not None:
                properties |= {name: stated.value, f"{name}_min": stated.first, f"{name}_max": stated.last}
        if term:
            properties["term"] = term
        nodes.append(Node(NodeKey("Agreement", f"{number:02}"), properties))
    writer.save(difference(EMPTY, Facts.of(nodes, [])))
    text = f"MATCH (a:Agreement {{id: $id}}) RETURN {holding_cypher('a')} AS holds"
    found = [
        writer.read(text, id=f"{number:02}", day=date.fromisoformat(day)).rows[0][0]
        for number, (_, _, _, day, _) in enumerate(CASES)
    ]
    assert found == [expected for *_, expected in CASES]
