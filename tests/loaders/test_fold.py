"""Folding: claims of several documents become one graph, whatever their order."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Source, Span
from graph.export import lines
from graph.model import Facts, NodeKey, TieKey
from loaders.fold import fold
from loaders.placed import Reference

NAMES = {
    "GOPS": ("Gminny Ośrodek Pomocy Społecznej w Korycinie", "201103", "Korycin"),
    "SP": ("Szkoła Podstawowa nr 1 w Sokółce", "201108", "Sokółka"),
    "PCPR": ("Powiatowe Centrum Pomocy Rodzinie w Sokółce", "201108", "Sokółka"),
    "KPP": ("Komenda Powiatowa Policji w Sokółce", "201108", "Sokółka"),
}


def mention(key: str, kind: str, confidence: float = 0.95, **more: str | None) -> Mention:
    name, terc, place = NAMES[kind]
    distinct = "1" if kind == "SP" else ""
    values = {"type": kind, "name": name, "as_written": name, "terc": terc, "place": place, "distinct": distinct} | more
    return Mention(key=key, spans=(Span(0, 5),), rule="test", confidence=confidence, **values)


def tie(predicate: Predicate, mention_key: str, group: Ref, confidence: float = 0.95) -> Claim:
    subject = Ref(Kind.INSTITUTION, mention_key)
    return Claim(
        predicate=predicate, subject=subject, object=group, as_written="", spans=(Span(0, 5),), rule="test",
        confidence=confidence,
    )


def value(predicate: Predicate, group: Ref, said: str, confidence: float = 0.95) -> Claim:
    return Claim(
        predicate=predicate, subject=group, value=said, spans=(Span(6, 9),), rule="test", confidence=confidence
    )


def covers(group: Ref, code: str) -> Claim:
    return Claim(
        predicate=Predicate.COVERS, subject=group, object=Ref(Kind.UNIT, code), spans=(Span(6, 9),), rule="test",
        confidence=0.95,
    )


def document(
    number: str, kinds: list[str], *, family: Kind = Kind.AGREEMENT, extra: list[Claim] | None = None
) -> Extraction:
    group = Ref(family, "g1")
    agreement = family is Kind.AGREEMENT
    predicate = Predicate.PARTY if agreement else Predicate.MEMBER
    return Extraction(
        source=Source(id=number * 64, title=f"{number}.txt", media_type="text/plain", text="Teksty dokumentu."),
        extractor="test",
        mentions=tuple(mention(f"m{index}", kind) for index, kind in enumerate(kinds)),
        groups=(
            Group(
                key="g1", family=family, kind="porozumienie" if agreement else "zespół",
                name="Porozumienie" if agreement else "Zespół", spans=(Span(0, 5),), rule="test", confidence=0.95,
            ),
        ),
        claims=(
            *(tie(predicate, f"m{index}", group) for index, _ in enumerate(kinds)),
            covers(group, "201103"),
            *(extra or []),
        ),
    )


def of(*documents: Extraction) -> Facts:
    return fold(documents, Reference.shipped())


AGREEMENT = Ref(Kind.AGREEMENT, "g1")
TEAM = Ref(Kind.TEAM, "g1")


def ids(facts: Facts, label: str) -> list[str]:
    return sorted(key.id for key in facts.nodes if key.label == label)


def test_ids_are_kind_place_and_number() -> None:
    facts = of(document("a", ["GOPS", "SP"]))
    assert ids(facts, "Institution") == ["gops:201103", "sp-1:201108"]


def test_the_same_agreement_in_two_documents_is_one_with_two_documents() -> None:
    signed = [value(Predicate.SIGNED, AGREEMENT, "2018-07")]
    exact = [value(Predicate.SIGNED, AGREEMENT, "2018-07-12")]
    facts = of(document("a", ["GOPS", "PCPR"], extra=signed), document("b", ["GOPS", "PCPR"], extra=exact))
    agreement = NodeKey("Agreement", "porozumienie:201103:2018-07-12")
    assert ids(facts, "Agreement") == [agreement.id]
    party = TieKey("PARTY_TO", NodeKey("Institution", "gops:201103"), agreement)
    assert facts.ties[party].properties["documents"] == 2
    assert facts.ties[party].properties["claims"] == 2


@pytest.mark.parametrize(
    ("other", "extra"),
    [
        (["GOPS", "PCPR"], [value(Predicate.SIGNED, AGREEMENT, "2019")]),  # dates cannot be one day
        (["GOPS", "KPP"], [value(Predicate.SIGNED, AGREEMENT, "2018-07")]),  # neither party set contains the other
    ],
)
def test_agreements_that_differ_stay_two(other: list[str], extra: list[Claim]) -> None:
    first = document("a", ["GOPS", "PCPR"], extra=[value(Predicate.SIGNED, AGREEMENT, "2018-07")])
    assert len(ids(of(first, document("b", other, extra=extra)), "Agreement")) == 2


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [
        document("a", ["GOPS", "PCPR"]),
        document("b", ["GOPS", "PCPR", "KPP"], family=Kind.TEAM),
        document("c", ["PCPR", "KPP", "SP"], family=Kind.TEAM, extra=[value(Predicate.UNTIL, TEAM, "2019-03-31")]),
        document("d", ["GOPS", "PCPR"], extra=[value(Predicate.SIGNED, AGREEMENT, "2018-07")]),
    ]
    exports = {"".join(lines(of(*order))) for order in permutations(documents)}
    assert len(exports) == 1


def test_contradicting_values_stay_as_claims_and_the_surest_is_shown() -> None:
    facts = of(
        document("a", ["GOPS", "PCPR"], extra=[value(Predicate.UNTIL, AGREEMENT, "2021-03-31", 0.9)]),
        document("b", ["GOPS", "PCPR"], extra=[value(Predicate.UNTIL, AGREEMENT, "2023-10-31", 0.8)]),
    )
    said = sorted(
        (str(node.properties["value"]), node.properties["value_max"])
        for key, node in facts.nodes.items()
        if key.label == "Claim" and node.properties["predicate"] == "until"
    )
    assert said == [("2021-03-31", date(2021, 3, 31)), ("2023-10-31", date(2023, 10, 31))]
    (agreement,) = [node for key, node in facts.nodes.items() if key.label == "Agreement"]
    assert agreement.properties["until"] == "2021-03-31"
    assert agreement.properties["term"] == "fixed"


def test_a_queued_claim_builds_no_tie_and_no_institution() -> None:
    base = document("a", ["GOPS", "PCPR"])
    weak = base.model_copy(
        update={
            "mentions": (*base.mentions, mention("m9", "KPP", 0.4)),
            "claims": (*base.claims, tie(Predicate.PARTY, "m9", AGREEMENT, 0.4)),
        }
    )
    facts = of(weak)
    assert ids(facts, "Institution") == ["gops:201103", "pcpr:201108"]
    queued = [node for node in facts.nodes.values() if node.properties.get("status") == "queued"]
    assert [(node.properties["predicate"], node.properties["waits"]) for node in queued] == [("party", 0.4)]


def test_two_institutions_of_one_group_cooperate_once() -> None:
    facts = of(document("a", ["GOPS", "PCPR", "KPP"], family=Kind.TEAM))
    ties = {key: tie for key, tie in facts.ties.items() if key.type == "COOPERATES_WITH"}
    assert len(ties) == 3
    assert all(key.start < key.end for key in ties)
    assert {tie.properties["newman"] for tie in ties.values()} == {0.5}
    assert {(tie.properties["teams"], tie.properties["agreements"]) for tie in ties.values()} == {(1, 0)}


def test_a_declined_institution_is_only_a_claim() -> None:
    declined = tie(Predicate.ABSENT, "m2", TEAM)
    base = document("a", ["GOPS", "PCPR"], family=Kind.TEAM)
    facts = of(
        base.model_copy(
            update={"mentions": (*base.mentions, mention("m2", "KPP")), "claims": (*base.claims, declined)}
        )
    )
    assert {key.start.id for key in facts.ties if key.type == "MEMBER_OF"} == {"gops:201103", "pcpr:201108"}
    absent = [key for key, node in facts.nodes.items() if node.properties.get("predicate") == "absent"]
    assert [key.end.id for key in facts.ties if key.type == "ABOUT" and key.start == absent[0]] == ["kpp:201108"]


def test_an_office_is_another_name_of_its_gmina() -> None:
    base = document("a", ["GOPS", "PCPR"])
    office = Mention(
        key="m5", type="UG", name="Urząd Gminy w Korycinie", as_written="Urzędem Gminy", place="Korycin", terc="201103",
        spans=(Span(0, 5),), rule="test", confidence=0.95,
    )
    facts = of(
        base.model_copy(
            update={
                "mentions": (*base.mentions, office),
                "claims": (*base.claims, tie(Predicate.PARTY, "m5", AGREEMENT)),
            }
        )
    )
    assert facts.nodes[NodeKey("Institution", "gmina:201103")].properties["name"] == "Gmina Korycin"
    assert TieKey("NOW", NodeKey("Alias", "ug:201103"), NodeKey("Institution", "gmina:201103")) in facts.ties


def test_the_unspecified_welfare_centre_is_the_one_that_is_named_there() -> None:
    base = document("a", ["GOPS", "PCPR"])
    plain = mention("m0", "GOPS", type="OPS", name="Ośrodek Pomocy Społecznej w Korycinie")
    other = document("b", ["GOPS", "PCPR"]).model_copy(update={"mentions": (plain, mention("m1", "PCPR"))})
    assert ids(of(base, other), "Institution") == ["gops:201103", "pcpr:201108"]


def test_without_a_place_nothing_is_merged_across_documents() -> None:
    nowhere = {"terc": None, "place": None}
    first, second = (
        document(number, ["GOPS", "PCPR"]).model_copy(
            update={"mentions": (mention("m0", "GOPS", **nowhere), mention("m1", "PCPR"))}
        )
        for number in "ab"
    )
    assert ids(of(first, second), "Institution") == ["gops@aaaaaaaa-1", "gops@bbbbbbbb-1", "pcpr:201108"]


def test_units_come_with_all_that_they_are_part_of() -> None:
    facts = of(document("a", ["GOPS", "PCPR"]))
    assert ids(facts, "Unit") == ["20", "2011", "201103", "201108"]
    assert facts.nodes[NodeKey("Unit", "201103")].extra_labels == ("Gmina",)
    assert facts.nodes[NodeKey("Unit", "201103")].properties["terc"] == "2011032"


def test_quotes_are_the_text_at_their_spans() -> None:
    facts = of(document("a", ["GOPS", "PCPR"]))
    text = "Teksty dokumentu."
    for key, node in facts.nodes.items():
        if key.label == "Claim":
            spans = node.properties["spans"]
            assert isinstance(spans, tuple)
            assert node.properties["quote"] == (text[int(spans[0]) : int(spans[1])],)
