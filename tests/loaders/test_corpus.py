"""The labelled corpus, where it stands beside the checkout: measured by its own scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.claims import Predicate
from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import read

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
DOCUMENTS = SHARED / "source-documents"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled corpus does not stand beside the checkout")
def test_members_of_the_corpus_are_found(tmp_path: Path) -> None:
    for path in sorted((CORPUS / "dev").glob("*.txt")):
        made = to_corpus(extract(read(path)))
        (tmp_path / f"{path.stem}.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    figures = tmp_path / "figures" / "score.json"
    figures.parent.mkdir()
    subprocess.run(
        [sys.executable, CORPUS / "score.py", CORPUS / "dev", tmp_path, "--json", figures, "--min-strict", "0.95"],
        check=True,
        capture_output=True,
    )
    score = json.loads(figures.read_text(encoding="utf-8"))
    assert score["documents"] == 27
    assert score["negatives"]["clean"] == score["negatives"]["docs"]


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents do not stand beside the checkout")
class TestSourceDocuments:
    def test_both_agreements_of_korycin(self) -> None:
        found = extract(read(next(DOCUMENTS.glob("002_*"))))
        mentions = {mention.key: mention for mention in found.mentions}
        signed = {claim.subject: claim.value for claim in found.claims if claim.predicate is Predicate.SIGNED}
        of = [claim for claim in found.claims if claim.predicate is Predicate.PARTY]
        parties = {
            value: [mentions[claim.subject.key] for claim in of if claim.object == group]
            for group, value in signed.items()
        }
        assert {mention.name for mention in parties["2018-06-22"]} == {
            "Gmina Korycin",
            "Regionalny Ośrodek Polityki Społecznej w Białymstoku",
        }
        assert sorted(str(mention.terc) for mention in parties["2018-07"]) == ["201103"] * 7 + ["201108"] * 3
        first = next(group for group, value in signed.items() if value == "2018-06-22")
        until = [c.value for c in found.claims if c.predicate is Predicate.UNTIL and c.subject == first]
        assert until == ["2019-03-31"]

    def test_eight_teams_one_of_them_established_by_an_agreement(self) -> None:
        found = extract(read(next(DOCUMENTS.glob("002_*"))))
        teams = {group.key for group in found.groups if group.type == "GPZK"}
        covered = {
            claim.subject.key: claim.object.key
            for claim in found.claims
            if claim.predicate is Predicate.COVERS and claim.object and claim.subject.key in teams
        }
        assert sorted(covered.values()) == [
            "200105",
            "200509",
            "200603",
            "200705",
            "201103",
            "201110",
            "201305",
            "201310",
        ]
        (founded,) = [claim for claim in found.claims if claim.predicate is Predicate.ESTABLISHED_BY]
        assert covered[founded.subject.key] == "201103"
        assert [claim.predicate for claim in found.claims].count(Predicate.TAKES_PART) == 5

    def test_the_end_of_the_project_is_two_claims(self) -> None:
        ends = {
            claim.value
            for path in DOCUMENTS.glob("00[02]_*")
            for claim in extract(read(path)).claims
            if claim.predicate is Predicate.UNTIL and claim.subject.key == "liderzy-kooperacji"
        }
        assert ends == {"2021-03-31", "2023-10-31"}

    @pytest.mark.parametrize(
        ("pattern", "seats"),
        [
            (
                "00[012]_*",
                {
                    "186301": "leader",
                    "066301": "partner",
                    "206101": "partner",
                    "266101": "partner",
                    "146501": "partner",
                },
            ),
            ("004_*", {"246901": "leader", "106101": "partner", "126101": "partner", "166101": "partner"}),
        ],
    )
    def test_one_leader_each(self, pattern: str, seats: dict[str, str]) -> None:
        surest: dict[str, tuple[float, str | None]] = {}
        for path in sorted(DOCUMENTS.glob(pattern)):
            found = extract(read(path))
            mentions = {mention.key: mention for mention in found.mentions}
            for claim in found.claims:
                if claim.predicate is Predicate.RUNS:
                    mention = mentions[claim.subject.key]
                    assert mention.type == "ROPS"
                    said = (claim.confidence, claim.label)
                    surest[str(mention.terc)] = max(surest.get(str(mention.terc), (0.0, "")), said)
        assert {seat: label for seat, (_, label) in surest.items()} == seats
