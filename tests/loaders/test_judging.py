"""People's judgements: what each verdict does to the facts, and that taking it back leaves no trace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from itertools import permutations

import pytest

from graph.claims import Claim, Extraction, FindingCode, Group, Kind, Mention, Predicate, Ref, Source, Span
from graph.export import lines
from graph.judgements import Judgement, Named, Side, Verdict, in_force
from graph.model import Facts, Node, NodeKey, Tie, TieKey
from loaders.fold import fold
from loaders.judging import judgements_of, unbound
from loaders.pipeline import extractions
from loaders.placed import Reference

BODIES = {
    "GOPS": ("Gminny Ośrodek Pomocy Społecznej w Korycinie", "201103"),
    "PCPR": ("Powiatowe Centrum Pomocy Rodzinie w Sokółce", "201108"),
    "KPP": ("Komenda Powiatowa Policji w Sokółce", "201108"),
    "PUP": ("Powiatowy Urząd Pracy w Sokółce", "201108"),
}
GOPS, PCPR, KPP, PUP = "gops:201103", "pcpr:201108", "kpp:201108", "pup:201108"
SPANS = (Span(0, 7),)
OLD, NEW = "a" * 64, "b" * 64


def document(
    letter: str, kinds: Mapping[str, float], *values: tuple[Predicate, str], published: str | None = None,
    nowhere: str = "",
) -> Extraction:
    """A roster of one team in the gmina of Korycin. `kinds`: type → confidence. `nowhere`: a type without a place."""
    team = Ref(Kind.TEAM, "g1")
    mentions, claims = [], []
    for kind, confidence in kinds.items():
        name, terc = BODIES[kind]
        mentions.append(Mention(
            key=kind, type=kind, name=name, as_written=name.upper(), terc=None if kind == nowhere else terc,
            spans=SPANS, rule="test", confidence=confidence,
        ))
        claims.append(Claim(
            predicate=Predicate.MEMBER, subject=Ref(Kind.INSTITUTION, kind), object=team, spans=SPANS, rule="test",
            confidence=confidence,
        ))
    claims.append(Claim(
        predicate=Predicate.COVERS, subject=team, object=Ref(Kind.UNIT, "201103"), spans=SPANS, rule="test",
        confidence=0.95,
    ))
    claims += [
        Claim(predicate=predicate, subject=team, value=value, spans=SPANS, rule="test", confidence=0.9)
        for predicate, value in values
    ]
    return Extraction(
        source=Source(
            id=letter * 64, title=f"{letter}.txt", media_type="text/plain", text="Członkowie zespołu.",
            published=published,
        ),
        extractor="test",
        mentions=tuple(mentions),
        groups=(Group(
            key="g1", family=Kind.TEAM, kind="zespół", name="Zespół kooperacji", spans=SPANS, rule="test",
            confidence=0.95,
        ),),
        claims=tuple(claims),
    )


THREE = {"GOPS": 0.95, "PCPR": 0.95, "KPP": 0.95}
TEAM = "zespol:201103"


def inst(key: str, *names: str) -> Side:
    return Side(kind=Kind.INSTITUTION, id=key, named=tuple(Named(document=OLD, as_written=name) for name in names))


def team() -> Side:
    return Side(kind=Kind.TEAM, id=TEAM)


def judged(verdict: Verdict, left: Side | None = None, right: Side | None = None, **more: str) -> Judgement:
    values = {"role": "specjalistka ROPS", "decided_on": "2026-11-25T10:00:00Z"} | more
    return Judgement(verdict=verdict, left=left, right=right, **values)


def of(documents: list[Extraction], *judgements: Judgement, **supersedes: str) -> Facts:
    return fold(documents, Reference.shipped(), judgements, supersedes)


def export(facts: Facts) -> str:
    """Digest of the facts without the judgements themselves, as `koopgraf export` has them."""
    nodes = {key: node for key, node in facts.nodes.items() if key.label != "Judgement"}
    ties = {key: tie for key, tie in facts.ties.items() if key.start.label != "Judgement"}
    return hashlib.sha256("".join(lines(Facts(nodes, ties))).encode()).hexdigest()


def member(facts: Facts, key: str) -> Tie | None:
    return facts.ties.get(TieKey("MEMBER_OF", NodeKey("Institution", key), NodeKey("Team", TEAM)))


def institution(facts: Facts, key: str) -> Node:
    return facts.nodes[NodeKey("Institution", key)]


def claims(facts: Facts, predicate: Predicate) -> list[Node]:
    return [node for key, node in sorted(facts.nodes.items())
            if key.label == "Claim" and node.properties["predicate"] == predicate]


def ends(facts: Facts, relation: str, start: NodeKey) -> dict[str, Mapping[str, object]]:
    return {key.end.id: tie.properties for key, tie in facts.ties.items() if (key.type, key.start) == (relation, start)}


def test_confirming_a_doubtful_membership_builds_the_tie_and_keeps_the_rule_s_confidence() -> None:
    documents = [document("a", THREE | {"PUP": 0.4})]
    assert member(of(documents), PUP) is None
    confirm = judged(Verdict.CONFIRM, inst(PUP), team(), predicate="member")
    facts = of(documents, confirm)
    tie = member(facts, PUP)
    assert tie is not None
    assert (tie.properties["status"], tie.properties["confidence"]) == ("accepted", 0.4)
    assert tie.properties["judgement"] == confirm.id
    assert [node.properties["status"] for node in claims(facts, Predicate.MEMBER)].count("accepted") == 4


def test_rejecting_a_membership_keeps_the_claim_and_builds_no_tie() -> None:
    facts = of([document("a", THREE)], judged(Verdict.REJECT, inst(KPP), team(), predicate="member"))
    assert member(facts, KPP) is None
    assert sorted(str(node.properties["status"]) for node in claims(facts, Predicate.MEMBER)) == [
        "accepted", "accepted", "rejected",
    ]
    assert not [key for key in facts.ties if key.type == "COOPERATES_WITH" and NodeKey("Institution", KPP) in key]


def test_rejecting_an_institution_takes_it_out_with_its_ties() -> None:
    facts = of([document("a", THREE)], judged(Verdict.REJECT, inst(KPP)))
    assert NodeKey("Institution", KPP) not in facts.nodes
    assert member(facts, GOPS) is not None


@pytest.mark.parametrize("field", ["sector", "level"])
def test_a_corrected_sector_or_level_stands_alone_and_says_who(field: str) -> None:
    value, relation, before = {
        "sector": ("KUL", "IN_SECTOR", {"POM"}), "level": ("powiat", "AT_LEVEL", {"gmina"}),
    }[field]
    key = NodeKey("Institution", GOPS)
    correction = judged(Verdict.CORRECT, inst(GOPS), field=field, value=value)
    assert set(ends(of([document("a", THREE)]), relation, key)) == before
    found = ends(of([document("a", THREE)], correction), relation, key)
    assert {end: properties["by"] for end, properties in found.items()} == {value: f"judgement {correction.id}"}


def test_a_corrected_place_gives_the_institution_its_id_and_keeps_the_old_one_as_an_alias() -> None:
    documents = [document("a", THREE, nowhere="GOPS")]
    old = f"gops@{OLD[:8]}-1"
    assert NodeKey("Institution", old) in of(documents).nodes
    facts = of(documents, judged(Verdict.CORRECT, inst(old), field="place", value="201103", reason="adres ze strony"))
    assert NodeKey("Institution", old) not in facts.nodes
    assert TieKey("NOW", NodeKey("Alias", old), NodeKey("Institution", GOPS)) in facts.ties
    assert set(ends(facts, "LOCATED_IN", NodeKey("Institution", GOPS))) == {"201103"}
    assert institution(facts, GOPS).properties["status"] == "accepted"


def test_a_corrected_place_wins_over_the_document_s_whose_claim_stays() -> None:
    facts = of([document("a", THREE)], judged(Verdict.CORRECT, inst(GOPS), field="place", value="201110"))
    moved = NodeKey("Institution", "gops:201110")
    assert set(ends(facts, "LOCATED_IN", moved)) == {"201110"}
    said = {node.properties["value"]: node.properties["status"] for node in claims(facts, Predicate.LOCATED)}
    assert (said["201103"], said["201110"]) == ("rejected", "accepted")


def test_judgements_under_an_old_id_follow_a_corrected_place() -> None:
    documents = [document("a", THREE, nowhere="GOPS")]
    old = f"gops@{OLD[:8]}-1"
    place = judged(Verdict.CORRECT, inst(old), field="place", value="201103")
    sector = judged(Verdict.CORRECT, inst(old), field="sector", value="KUL")
    facts = of(documents, place, sector)
    assert set(ends(facts, "IN_SECTOR", NodeKey("Institution", GOPS))) == {"KUL"}


def test_a_corrected_name_is_shown_and_the_documents_names_stay() -> None:
    facts = of([document("a", THREE)], judged(Verdict.CORRECT, inst(GOPS), field="name", value="GOPS Korycin"))
    assert institution(facts, GOPS).properties["name"] == "GOPS Korycin"
    names = {str(node.properties["value"]): node.properties["status"] for node in claims(facts, Predicate.NAMED)}
    assert names[BODIES["GOPS"][0]] == "accepted"


def test_a_corrected_date_wins_and_the_contradicting_claim_is_rejected() -> None:
    documents = [document("a", THREE, (Predicate.UNTIL, "2021-03-31")), document("b", THREE, (Predicate.UNTIL, "2023"))]
    facts = of(documents, judged(Verdict.CORRECT, team(), field="until", value="2023-10-31"))
    assert facts.nodes[NodeKey("Team", TEAM)].properties["until_max"] == date(2023, 10, 31)
    said = {node.properties["value"]: node.properties["status"] for node in claims(facts, Predicate.UNTIL)}
    assert said == {"2021-03-31": "rejected", "2023": "accepted", "2023-10-31": "accepted"}


def test_of_two_corrections_the_later_counts() -> None:
    earlier = judged(Verdict.CORRECT, team(), field="until", value="2022", decided_on="2026-11-24T10:00:00Z")
    later = judged(Verdict.CORRECT, team(), field="until", value="2021")
    for order in permutations([earlier, later]):
        assert of([document("a", THREE)], *order).nodes[NodeKey("Team", TEAM)].properties["until"] == "2021"


def test_confirmed_absent_is_a_claim_of_a_note_and_overrides_the_roster() -> None:
    absent = judged(Verdict.ABSENT, inst(KPP), team(), reason="telefon do komendy")
    facts = of([document("a", THREE)], absent)
    assert member(facts, KPP) is None
    (claim,) = claims(facts, Predicate.ABSENT)
    assert (claim.properties["quote"], claim.properties["status"]) == (("telefon do komendy",), "accepted")
    (note,) = ends(facts, "IN_DOCUMENT", claim.key)
    assert facts.nodes[NodeKey("Document", note)].properties["title"] == "Notatka: specjalistka ROPS, 2026-11-25"


def test_an_added_member_has_the_note_as_its_document() -> None:
    documents = [document("a", THREE | {"PUP": 0.4})]
    add = judged(Verdict.ADD, inst(PUP), team(), predicate="member", reason="protokół z posiedzenia 12.03.2024")
    tie = member(of(documents, add), PUP)
    assert tie is not None
    assert (tie.properties["documents"], tie.properties["judgement"]) == (1, add.id)


def test_an_added_institution_that_no_document_names_is_known_from_the_note() -> None:
    fire = Side(kind=Kind.INSTITUTION, id="osp:201103", named=(Named(document="", as_written="OSP w Korycinie"),))
    add = judged(Verdict.ADD, fire, team(), predicate="member", reason="lista obecności z 3 marca 2024 r.")
    facts = of([document("a", THREE)], add)
    node = institution(facts, "osp:201103")
    assert (node.properties["name"], node.properties["kind"]) == ("OSP w Korycinie", "OSP")
    assert member(facts, "osp:201103") is not None
    assert set(ends(facts, "LOCATED_IN", node.key)) == {"201103"}
    assert fold(extractions(facts), Reference.shipped(), judgements_of(facts)) == facts


def test_what_is_added_to_a_team_that_is_gone_brings_nobody_into_being() -> None:
    # The document names an OPS there, so that the GOPS of the judgement would be the same body, and stay.
    named = document("a", THREE)
    vague = tuple(each.model_copy(update={"type": "OPS"} if each.type == "GOPS" else {}) for each in named.mentions)
    documents = [named.model_copy(update={"mentions": vague})]
    added = Side(kind=Kind.INSTITUTION, id=GOPS, named=(Named(document="", as_written="GOPS w Korycinie"),))
    gone = Side(kind=Kind.TEAM, id="gpzk:200105")
    facts = of(documents, judged(Verdict.ADD, added, gone, predicate="member", reason="z rozmowy"))
    assert export(facts) == export(of(documents))


def test_a_claim_about_a_body_too_doubtful_for_a_node_names_it() -> None:
    (claim,) = [node for node in claims(of([document("a", THREE | {"PUP": 0.4})]), Predicate.MEMBER)
                if node.properties["status"] == "queued"]
    assert (claim.properties["subject"], claim.properties["subject_name"]) == (PUP, BODIES["PUP"][0])


def test_the_office_that_took_over_is_tied_with_the_date() -> None:
    facts = of([document("a", THREE)], judged(Verdict.SUCCEEDED_BY, inst(KPP), inst(PCPR), value="2024-01-01"))
    (tie,) = [tie for key, tie in facts.ties.items() if key.type == "SUCCEEDED_BY"]
    assert (tie.key.start.id, tie.key.end.id, tie.properties["date_min"]) == (KPP, PCPR, date(2024, 1, 1))


def test_missing_from_the_newer_list_is_no_end_until_the_list_is_said_to_be_complete() -> None:
    documents = [document("a", THREE, published="2018-07-01"),
                 document("b", {"GOPS": 0.95, "PCPR": 0.95}, published="2020-02-10")]
    facts = fold(documents, Reference.shipped(), supersedes={NEW: OLD})
    assert TieKey("SUPERSEDES", NodeKey("Document", NEW), NodeKey("Document", OLD)) in facts.ties
    tie, stays = member(facts, KPP), member(facts, GOPS)
    assert tie is not None
    assert stays is not None
    assert (tie.properties["not_in_newer"], "until" in tie.properties) == (NEW, False)
    assert "not_in_newer" not in stays.properties
    complete = judged(Verdict.COMPLETE, team(), value=NEW)
    facts = fold(documents, Reference.shipped(), [complete], {NEW: OLD})
    tie, stays = member(facts, KPP), member(facts, GOPS)
    assert tie is not None
    assert stays is not None
    assert (tie.properties["until_min"], tie.properties["until_max"]) == (date(2018, 7, 1), date(2020, 2, 10))
    assert tie.properties["ended_by"] == complete.id
    assert "until" not in stays.properties
    assert facts.nodes[NodeKey("Team", TEAM)].properties["complete"] == complete.id


def test_a_newer_document_s_value_is_shown_and_the_older_one_stays_a_claim() -> None:
    documents = [document("a", THREE, (Predicate.UNTIL, "2021-03-31")), document("b", THREE, (Predicate.UNTIL, "2019"))]
    def shown(supersedes: dict[str, str]) -> object:
        return fold(documents, Reference.shipped(), (), supersedes).nodes[NodeKey("Team", TEAM)].properties["until"]
    assert shown({}) == "2021-03-31"           # the fuller of two equally sure ones
    assert shown({NEW: OLD}) == "2019"
    assert len(claims(of(documents), Predicate.UNTIL)) == 2


EVERY = [
    judged(Verdict.SAME, inst(KPP), inst(PCPR)),
    judged(Verdict.CONFIRM, inst(PUP), team(), predicate="member"),
    judged(Verdict.REJECT, inst(KPP), team(), predicate="member"),
    judged(Verdict.CORRECT, inst(GOPS), field="place", value="201110"),
    judged(Verdict.CORRECT, inst(GOPS), field="sector", value="KUL"),
    judged(Verdict.CORRECT, team(), field="until", value="2021"),
    judged(Verdict.ABSENT, inst(KPP), team()),
    judged(Verdict.COMPLETE, team(), value=NEW),
    judged(Verdict.ADD, inst(PUP), team(), predicate="member", reason="wiadomość e-mail z urzędu"),
    judged(Verdict.SUCCEEDED_BY, inst(KPP), inst(PCPR), value="2024"),
]
TWO = [document("a", THREE | {"PUP": 0.4}), document("b", {"GOPS": 0.95, "PCPR": 0.95})]


@pytest.mark.parametrize("judgement", EVERY, ids=lambda judgement: f"{judgement.verdict}-{judgement.field or ''}")
def test_every_judgement_changes_the_export_and_taking_it_back_restores_it(judgement: Judgement) -> None:
    before = export(of(TWO))
    done = of(TWO, judgement)
    assert export(done) != before
    back = judged(Verdict.WITHDRAW, supersedes=judgement.id, decided_on="2026-11-25T11:00:00Z")
    undone = of(TWO, judgement, back)
    assert export(undone) == before
    assert {each.id for each in judgements_of(undone)} == {judgement.id, back.id}    # nothing is lost
    again = judged(Verdict.WITHDRAW, supersedes=back.id, decided_on="2026-11-25T12:00:00Z")
    assert export(of(TWO, judgement, back, again)) == export(done)


def test_the_order_of_documents_and_judgements_does_not_matter() -> None:
    chosen = [*EVERY[:1], *EVERY[3:8:2]]
    exports = {export(of(list(documents), *order)) for documents in permutations(TWO) for order in permutations(chosen)}
    assert len(exports) == 1


def test_what_was_stored_folds_to_the_same_facts_again() -> None:
    facts = of(TWO, *EVERY)
    assert fold(extractions(facts), Reference.shipped(), judgements_of(facts)) == facts


def test_a_judgement_binds_by_the_names_when_the_id_is_gone() -> None:
    confirm = judged(Verdict.CORRECT, inst("gops@00000000-4", BODIES["GOPS"][0].upper()), field="sector", value="KUL")
    facts = of([document("a", THREE)], confirm)
    assert facts.nodes[NodeKey("Judgement", confirm.id)].properties["bound_by"] == "names"
    assert set(ends(facts, "IN_SECTOR", NodeKey("Institution", GOPS))) == {"KUL"}


@pytest.mark.parametrize(
    "judgement",
    [
        judged(Verdict.SAME, inst("gops:999999"), inst(GOPS)),
        judged(Verdict.CORRECT, inst(GOPS), field="sector", value="NO_SUCH"),
        judged(Verdict.CORRECT, team(), field="until", value="31.03.2021"),
        judged(Verdict.ADD, inst(PUP), team(), predicate="member"),     # does not say how it is known
    ],
)
def test_a_judgement_that_cannot_take_effect_stays_and_is_a_finding(judgement: Judgement) -> None:
    facts = of([document("a", THREE)], judgement)
    assert export(facts) == export(of([document("a", THREE)]))
    assert [finding.code for finding in unbound(facts)] == [FindingCode.JUDGEMENT_WITHOUT_EFFECT]


def test_superseding_replaces_and_undo_returns_to_what_was_before() -> None:
    same = judged(Verdict.SAME, inst(KPP), inst(PCPR))
    other = judged(Verdict.DIFFERENT, inst(KPP), inst(PCPR), supersedes=same.id)
    undo = judged(Verdict.WITHDRAW, supersedes=other.id)
    assert in_force([same, other]) == [other]
    assert in_force([undo, same, other]) == [same]
