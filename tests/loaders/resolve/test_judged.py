"""What people decide about identity: it joins, it keeps apart, it is remembered and it survives changed ids."""

from __future__ import annotations

from itertools import permutations

from graph import reference
from graph.claims import Claim, Extraction, Group, Kind, Mention, Predicate, Ref, Source, Span
from graph.judgements import Judgement, Named, Side, Verdict
from loaders.resolve import Resolved, resolve

SPAN = (Span(0, 1),)
PLACES = {"Sokółka": "201108", "Korycin": "201103"}


def mention(key: str, name: str, place: str | None, type_: str = "STOW") -> Mention:
    return Mention(
        key=key, type=type_, name=name, as_written=name, distinct=name.casefold().replace(" ", "-"), place=place,
        terc=PLACES[place] if place else None, place_rule="context", spans=SPAN, rule="test", confidence=0.9,
    )


def document(sign: str, *mentions: Mention, groups: tuple[str, ...] = (), covers: str = "201103") -> Extraction:
    source = Source(id=sign * 64, title=f"{sign}.txt", media_type="text/plain", text="-")
    made = tuple(
        Group(key=key, family=Kind.TEAM, kind="zespół", name=f"Zespół {sign}", spans=SPAN, rule="test", confidence=0.9)
        for key in groups
    )
    claims = [
        Claim(
            predicate=Predicate.MEMBER, subject=Ref(Kind.INSTITUTION, one.key), object=Ref(Kind.TEAM, key), spans=SPAN,
            rule="test", confidence=0.9,
        )
        for key in groups for one in mentions
    ]
    claims += [
        Claim(
            predicate=Predicate.COVERS, subject=Ref(Kind.TEAM, key), object=Ref(Kind.UNIT, covers), spans=SPAN,
            rule="test", confidence=0.9,
        )
        for key in groups
    ]
    return Extraction(source=source, extractor="test", mentions=mentions, groups=made, claims=tuple(claims))


def side(id_: str, *named: tuple[str, str], kind: Kind = Kind.INSTITUTION) -> Side:
    return Side(
        kind=kind, id=id_, named=tuple(Named(document=sign * 64, as_written=text) for sign, text in named)
    )


def judged(verdict: Verdict, left: Side, right: Side, day: int = 1) -> Judgement:
    return Judgement(verdict=verdict, left=left, right=right, role="specjalistka ROPS", decided_on=f"2024-05-0{day}")


def resolved(documents: list[Extraction], *judgements: Judgement) -> Resolved:
    return resolve(documents, reference.register(), reference.institution_types(), judgements)


MAPLE, OAK, BIRCH = (mention("m1", name, "Sokółka") for name in ("Klon", "Dąb", "Brzoza"))
CLOSE, CLOSER = mention("m1", "Dobry Start Młodych", "Sokółka"), mention("m1", "Dobry Start Młodym", "Sokółka")
KLON, DAB, BRZOZA = side("stow-klon:201108"), side("stow-dab:201108"), side("stow-brzoza:201108")


def test_same_joins_what_nothing_else_would_join() -> None:
    elsewhere = mention("m1", "Klon", "Korycin")
    found = resolved(
        [document("a", MAPLE), document("b", elsewhere)], judged(Verdict.SAME, KLON, side("stow-klon:201103"))
    )
    assert set(found.institutions.values()) == {"stow-klon:201103"}
    assert found.aliases["stow-klon:201108"] == "stow-klon:201103"
    assert [each.reasons[0].code for each in found.merged] == ["judged_same"]


def test_different_undoes_a_merge_and_is_not_asked_again() -> None:
    documents = [document("a", CLOSE), document("b", CLOSER)]
    assert len(set(resolved(documents).institutions.values())) == 1
    apart = judged(Verdict.DIFFERENT, side("stow-dobry-start-mlodych:201108"), side("stow-dobry-start-mlodym:201108"))
    found = resolved(documents, apart)
    assert len(set(found.institutions.values())) == 2
    assert not found.doubtful


def test_different_keeps_apart_through_a_third() -> None:
    documents = [document("a", MAPLE), document("b", OAK), document("c", BIRCH)]
    found = resolved(
        documents, judged(Verdict.DIFFERENT, KLON, DAB), judged(Verdict.SAME, KLON, BRZOZA, 2),
        judged(Verdict.SAME, BRZOZA, DAB, 3),
    )
    assert found.institutions["a" * 64, "m1"] != found.institutions["b" * 64, "m1"]


def test_two_of_one_own_id_are_kept_apart_by_where_they_were_seen() -> None:
    documents = [document("a", MAPLE), document("b", MAPLE), document("c", MAPLE)]
    apart = judged(
        Verdict.DIFFERENT, side("stow-klon:201108", ("a", "Klon")), side("stow-klon:201108", ("b", "Klon"))
    )
    found = resolved(documents, apart)
    assert found.institutions["a" * 64, "m1"] == found.institutions["c" * 64, "m1"] == "stow-klon:201108"
    assert found.institutions["b" * 64, "m1"] != "stow-klon:201108"


def test_unsure_is_not_asked_again() -> None:
    documents = [document("a", mention("m1", "Klon", None)), document("b", MAPLE)]
    (asked,) = resolved(documents).doubtful
    assert not resolved(documents, judged(Verdict.UNSURE, side(asked.left), side(asked.right))).doubtful


def test_the_last_decision_on_a_pair_counts() -> None:
    documents = [document("a", MAPLE), document("b", OAK)]
    first, last = judged(Verdict.SAME, KLON, DAB, 1), judged(Verdict.DIFFERENT, DAB, KLON, 2)
    assert len(set(resolved(documents, first).institutions.values())) == 1
    assert len(set(resolved(documents, last, first).institutions.values())) == 2


def test_a_side_binds_by_an_old_id_and_then_by_where_it_was_seen() -> None:
    documents = [document("a", CLOSE), document("b", CLOSER), document("c", OAK)]
    by_alias = judged(Verdict.SAME, side("stow-dobry-start-mlodym:201108"), DAB)
    assert len(set(resolved(documents, by_alias).institutions.values())) == 1
    by_name = judged(Verdict.SAME, side("stow-gone:201108", ("b", "Dobry Start Młodym")), DAB)
    assert len(set(resolved(documents, by_name).institutions.values())) == 1


def test_a_judgement_that_binds_to_nothing_is_given_back() -> None:
    lost = judged(Verdict.SAME, side("stow-gone:201108", ("z", "Klon")), DAB)
    found = resolved([document("b", OAK)], lost)
    assert found.unbound == (lost,)


def test_no_order_of_documents_or_judgements_matters() -> None:
    documents = [document("a", MAPLE), document("b", OAK), document("c", BIRCH), document("d", CLOSE)]
    judgements = [
        judged(Verdict.DIFFERENT, KLON, DAB),
        judged(Verdict.SAME, KLON, BRZOZA, 2),
        judged(Verdict.SAME, BRZOZA, DAB, 3),
    ]
    answers = {
        (
            tuple(sorted(found.institutions.items())), tuple(sorted(found.aliases.items())), found.doubtful,
            found.merged,
        )
        for order in permutations(documents)
        for some in permutations(judgements)
        for found in [resolved(list(order), *some)]
    }
    assert len(answers) == 1


# ---------------------------------------------------------------- groups

PARTIES = tuple(mention(f"m{at}", f"Strona {at}", "Korycin", "GOK") for at in range(1, 5))


def teams(*documents: Extraction, judgements: tuple[Judgement, ...] = ()) -> Resolved:
    return resolved(list(documents), *judgements)


def test_a_team_whose_members_one_document_lists_in_part_is_one() -> None:
    found = teams(document("a", *PARTIES, groups=("g1",)), document("b", *PARTIES[:2], groups=("g1",)))
    assert len(set(found.groups.values())) == 1


def test_teams_of_two_gminas_are_two() -> None:
    found = teams(
        document("a", *PARTIES, groups=("g1",)), document("b", *PARTIES, groups=("g1",), covers="201110")
    )
    assert len(set(found.groups.values())) == 2
    (asked,) = found.doubtful
    assert asked.kind is Kind.TEAM
    assert "other_territory" in {reason.code for reason in asked.reasons}


def test_people_decide_about_teams_too() -> None:
    documents = (
        document("a", *PARTIES, groups=("g1",)), document("b", *PARTIES, groups=("g1",), covers="201110")
    )
    left, right = (side(each, kind=Kind.TEAM) for each in sorted(set(teams(*documents).groups.values())))
    found = teams(*documents, judgements=(judged(Verdict.SAME, left, right),))
    assert len(set(found.groups.values())) == 1
    assert not found.doubtful
    assert set(found.aliases.values()) == set(found.groups.values())
    kept = teams(*documents, judgements=(judged(Verdict.DIFFERENT, left, right),))
    assert len(set(kept.groups.values())) == 2
    assert not kept.doubtful


def within(made: Extraction, *phases: str) -> Extraction:
    """The document, its team being one of a project and of these phases of it."""
    ends = [Ref(Kind.PROJECT, "p"), *(Ref(Kind.MILESTONE, f"p/{phase}") for phase in phases)]
    claims = tuple(
        Claim(predicate=Predicate.WITHIN, subject=Ref(Kind.TEAM, "g1"), object=end, spans=SPAN, rule="test",
              confidence=0.9)
        for end in ends
    )
    return made.model_copy(update={"claims": made.claims + claims})


def test_a_question_about_teams_counts_shared_institutions_only_where_there_are_some() -> None:
    # The third document lists nobody and names no phase: it fits both teams and is left with neither.
    found = teams(
        within(document("a", *PARTIES, groups=("g1",)), "I"), within(document("b", *PARTIES, groups=("g1",)), "II"),
        within(document("c", groups=("g1",))),
    )
    told = [{str(reason.code): dict(reason.params) for reason in each.reasons} for each in found.doubtful]
    assert any("other_phase" in each and each["same_parties"] == {"count": "4"} for each in told)
    assert any(list(each) == ["same_territory"] for each in told)
