"""The documented queries answer on the sample what their headers say, on both servers."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.reference import sample_folder
from graph.store import Right, open_store
from loaders import pipeline
from queries import catalogue


def plain(value: Any) -> Any:
    """As the header's YAML has it."""
    if isinstance(value, date):
        return value.isoformat()
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def test_every_query_answers_what_its_header_says(location: str) -> None:
    with open_store(location, right=Right.WRITER) as store:
        assert not pipeline.load([sample_folder()], store).failed
    with open_store(location) as reader:
        for name in catalogue.names():
            query = catalogue.describe(name)
            answer = catalogue.run(reader, name, **query.examples())
            first = plain(answer.rows[0]) if answer.rows else []
            assert (len(answer.rows), first) == (query.expected.rows, plain(query.expected.first)), name
