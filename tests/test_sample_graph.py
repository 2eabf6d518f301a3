"""The sample documents, read and folded: the graph that a new user meets, without any server."""

from __future__ import annotations

from collections import defaultdict

import pytest

from graph.claims import QUOTE_PIECE
from graph.export import lines
from graph.model import Facts, NodeKey, TieKey
from graph.reference import data_folder, sample_folder
from loaders.extract import extract
from loaders.fold import fold
from loaders.pipeline import facts_of
from loaders.placed import Reference
from loaders.read import files, read
from loaders.ties import TIE_OF

KORYCIN = {
    "gkrpa:201103", "gok:201103", "gops:201103", "kpp:201108", "nzoz:201103", "pcpr:201108",
    "przed-jana-pawla-ii:201103", "pzeri:201103", "sp-stefana-kardynala-wyszynskiego:201103", "zkss:201108",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of([sample_folder()])


def starts(facts: Facts, type_: str, end: str) -> set[str]:
    return {key.start.id for key in facts.ties if key.type == type_ and key.end.id == end}


def test_the_agreement_as_word_file_and_its_pdf_are_one(facts: Facts) -> None:
    agreement = NodeKey("Agreement", "porozumienie:201103:2018-07")
    party = TieKey("PARTY_TO", NodeKey("Institution", "gops:201103"), agreement)
    assert starts(facts, "PARTY_TO", agreement.id) == KORYCIN
    assert facts.ties[party].properties["documents"] == 2


def test_the_roster_names_the_same_team(facts: Facts) -> None:
    assert starts(facts, "MEMBER_OF", "gpzk:201103:liderzy-kooperacji") == KORYCIN


def test_teams_share_the_institutions_of_their_powiat(facts: Facts) -> None:
    teams = defaultdict(set)
    for key in facts.ties:
        if key.type == "MEMBER_OF":
            teams[key.start.id].add(key.end.id)
    assert teams["pcpr:201108"] == {"gpzk:201103:liderzy-kooperacji", "gpzk:201110:liderzy-kooperacji"}
    assert teams["kpp:201301"] == {"gpzk:201305:liderzy-kooperacji", "gpzk:201310:liderzy-kooperacji"}


def test_who_declined_is_a_claim_and_no_member(facts: Facts) -> None:
    absent = {key.start for key in facts.ties if key.type == "ABOUT"} & {
        key for key, node in facts.nodes.items() if node.properties.get("predicate") == "absent"
    }
    declined = {key.end.id for key in facts.ties if key.type == "ABOUT" and key.start in absent}
    assert {"osp:201110", "powiat:2006"} <= declined
    assert "osp:201110" not in starts(facts, "MEMBER_OF", "gpzk:201110:liderzy-kooperacji")


def test_two_documents_state_two_ends_of_one_project(facts: Facts) -> None:
    ends = {
        facts.nodes[key.start].properties["value"]
        for key in facts.ties
        if key.type == "ABOUT"
        and key.end == NodeKey("Project", "liderzy-kooperacji")
        and facts.nodes[key.start].properties["predicate"] == "until"
    }
    assert ends == {"2021-03-31", "2023-10-31"}


def test_every_tie_has_a_claim_that_quotes_its_document(facts: Facts) -> None:
    about = {key.start: key.end for key in facts.ties if key.type == "ABOUT"}
    objects = {key.start: key.end for key in facts.ties if key.type == "OBJECT"}
    documents = {key.start: key.end for key in facts.ties if key.type == "IN_DOCUMENT"}
    evidence = defaultdict(list)
    for key, node in facts.nodes.items():
        if key.label == "Claim" and key in about and key in objects:
            evidence[node.properties["predicate"], about[key], objects[key]].append(key)
    seen = 0
    predicate_of = {type_: predicate for predicate, type_ in TIE_OF.items()}
    for key in facts.ties:
        if key.type not in predicate_of:
            continue
        claims = evidence[predicate_of[key.type].value, key.start, key.end]
        assert claims, key
        for claim in claims:
            properties = facts.nodes[claim].properties
            text = facts.nodes[documents[claim]].properties["text"]
            spans, pieces = properties["spans"], properties["quote"]
            assert isinstance(text, str)
            assert isinstance(spans, tuple)
            assert isinstance(pieces, tuple)
            assert [text[int(a) : int(b)] for a, b in zip(spans[::2], spans[1::2], strict=True)] == list(pieces)
            assert all(0 < len(str(piece)) <= QUOTE_PIECE for piece in pieces)
            if key.start.label == "Institution":
                assert any(str(properties["as_written"]) in str(piece) for piece in pieces), properties
            seen += 1
    assert seen > 300


def test_no_invented_person_is_left(facts: Facts) -> None:
    listing = (data_folder() / "SAMPLE.md").read_text(encoding="utf-8").partition("All persons are invented.")[2]
    listed = listing.partition("\n\n")[2].partition("\n\n")[0].rstrip(".").split(",")
    surnames = {name.split()[-1] for name in listed}
    assert len(surnames) == 10
    export = "".join(lines(facts))
    assert not [surname for surname in surnames if surname[:-1] in export]


def test_the_order_of_documents_does_not_matter(facts: Facts) -> None:
    extractions = [extract(read(path)) for path in reversed(files([sample_folder()]))]
    assert "".join(lines(fold(extractions, Reference.shipped()))) == "".join(lines(facts))
