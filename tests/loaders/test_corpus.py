"""The labelled corpus, where it stands beside the checkout: measured by its own scorer."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.claims import Predicate
from loaders.calibration import calibrate
from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import read
from loaders.scoring import score

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "corpus"
DOCUMENTS = SHARED / "source-documents"


FLOORS = {"members_strict": 0.95, "members_soft": 0.97, "agreements": 0.95}
ACCURACIES = {"sector_acc": 0.98, "level_acc": 0.97, "place_acc": 0.97}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str, Path]:
    """What the corpus's scorer says: its figures, its words and the folder of predictions."""
    if not CORPUS.is_dir():
        pytest.skip("the labelled corpus does not stand beside the checkout")
    folder = tmp_path_factory.mktemp("predictions")
    for path in sorted((CORPUS / "dev").glob("*.txt")):
        made = to_corpus(extract(read(path)))
        (folder / f"{path.stem}.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    figures = folder / "figures" / "score.json"
    figures.parent.mkdir()
    done = subprocess.run(
        [sys.executable, CORPUS / "score.py", CORPUS / "dev", folder, "--json", figures],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(figures.read_text(encoding="utf-8")), done.stdout, folder


def test_the_corpus_is_whole(measured: tuple[dict[str, Any], str, Path]) -> None:
    assert (measured[0]["documents"], measured[0]["missing"]) == (27, 0)


@pytest.mark.parametrize(("what", "floor"), FLOORS.items())
def test_members_and_agreements(what: str, floor: float, measured: tuple[dict[str, Any], str, Path]) -> None:
    precision, recall, f1 = measured[0][what]
    assert f1 >= floor, f"{what}: precision {precision:.3f}, recall {recall:.3f}"


@pytest.mark.parametrize(("what", "floor"), ACCURACIES.items())
def test_sectors_levels_and_places(what: str, floor: float, measured: tuple[dict[str, Any], str, Path]) -> None:
    assert measured[0][what] >= floor


def test_dates_are_compatible(measured: tuple[dict[str, Any], str, Path]) -> None:
    said = re.search(r"date accuracy.*?compatible ([\d.]+)", measured[1])
    assert said is not None
    assert float(said[1]) >= 0.95


def test_pages_without_agreements_give_none(measured: tuple[dict[str, Any], str, Path]) -> None:
    negatives = measured[0]["negatives"]
    assert negatives["docs"] == negatives["clean"] == 5
    assert negatives["fp_members"] == 0


def test_our_score_is_the_scorers(measured: tuple[dict[str, Any], str, Path]) -> None:
    """Calibration rests on `loaders.scoring`: it must judge members as the corpus's own scorer does."""
    right = predicted = required = 0
    for gold in sorted((CORPUS / "dev").glob("*.json")):
        made = json.loads((measured[2] / gold.name).read_text(encoding="utf-8"))
        scored = score(gold.stem, json.loads(gold.read_text(encoding="utf-8")), made)
        right += sum(each.right for each in scored.judged)
        predicted += len(scored.judged)
        required += scored.required
    precision, recall, _ = measured[0]["members_strict"]
    assert (right / predicted, right / required) == pytest.approx((precision, recall))


def test_what_is_accepted_is_right_and_nearly_all(measured: tuple[dict[str, Any], str, Path]) -> None:
    found = calibrate(CORPUS / "dev")
    assert found.required == 150
    assert found.precision >= 0.98
    assert found.recall >= 0.85


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
