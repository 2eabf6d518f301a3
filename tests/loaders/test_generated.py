"""Documents of a generated network fold to the network that they were made from."""

from __future__ import annotations

from graph.claims import Kind
from graph.generated import extractions, facts
from graph.generator import Size, generate
from graph.model import Facts, Value
from graph.network import TwoMode, two_mode
from loaders.fold import fold
from loaders.placed import Reference

_NAME = {"Team": "name", "Agreement": "title"}


def memberships(graph: Facts) -> set[tuple[str, Value, Value | None]]:
    """Who is in what since when; a group by its name."""
    return {
        (key.start.id, graph.nodes[key.end].properties[_NAME[key.end.label]], tie.properties.get("since"))
        for key, tie in graph.ties.items()
        if key.type in ("MEMBER_OF", "PARTY_TO")
    }


def dated(network: TwoMode) -> TwoMode:
    """Without the groups that have no date: nothing would tell two of them apart."""
    groups = [group for group in network.groups if group.since]
    certain, members = network.confidence, network.members()
    cells = {
        (institution, group.id): float(certain[network.row_of[institution], network.column_of[group.id]])
        for group in groups
        for institution in members[group.id]
    }
    return two_mode(network.institutions, groups, cells)


def test_documents_that_say_the_same_fold_to_the_same_memberships() -> None:
    network = dated(generate(Size("2011", 170, 1_000)))
    folded = fold(extractions(network), Reference.shipped())
    assert memberships(folded) == memberships(facts(network))
    assert len(memberships(folded)) == network.incidence.nnz > 800
    assert sum(key.label == "Document" for key in folded.nodes) == len(network.groups)
    assert {key.id for key in folded.nodes if key.label == Kind.INSTITUTION} == {
        institution for members in network.members().values() for institution in members
    }
