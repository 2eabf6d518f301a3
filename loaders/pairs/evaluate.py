"""Pairs through the real path: text, finder, mention, resolution; and what came of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph import reference
from graph.claims import Extraction, Mention, Source
from loaders.pairs.bodies import Written, territory
from loaders.pairs.generate import Pair
from loaders.polish.mentions import find
from loaders.prose.draft import Draft
from loaders.resolve import Outcome, resolve

_HEADER = re.compile(r"(?:#.*\n)*")


@dataclass(frozen=True, slots=True)
class Answer:
    """What resolution made of a pair. `outcome` is DIFFERENT also when a name was not found at all."""

    pair: Pair
    outcome: Outcome
    found: bool                  # whether both names were found


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairwise figures; doubtful pairs count as not merged.

    precision = right / merged, recall = right / (pairs of one institution); 1.0 when nothing was merged or asked.
    """

    positives: int
    negatives: int
    right: int                   # of one institution and merged
    wrong: int                   # of two institutions and merged
    doubtful: int
    doubtful_same: int           # of one institution and asked about
    unfound: int                 # pairs with a name that was not found

    @property
    def precision(self) -> float:
        """Of the merged pairs, the part that is of one institution."""
        merged = self.right + self.wrong
        return self.right / merged if merged else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs of one institution, the part that is merged."""
        return self.right / self.positives if self.positives else 1.0


def answer(pair: Pair) -> Answer:
    """Resolve the two documents of a pair."""
    left, right = _extraction(pair.left, "a"), _extraction(pair.right, "b")
    if left is None or right is None:
        return Answer(pair, Outcome.DIFFERENT, False)
    resolved = resolve((left, right), reference.register(), reference.institution_types())
    ids = {id_ for local, id_ in resolved.institutions.items() if local[1] == "m1"}
    if len(ids) == 1:
        return Answer(pair, Outcome.SAME, True)
    doubt = any({each.left, each.right} == ids for each in resolved.doubtful)
    return Answer(pair, Outcome.DOUBTFUL if doubt else Outcome.DIFFERENT, True)


def _extraction(named: Written, sign: str) -> Extraction | None:
    mention = mention_at(named.text, named.start)
    if mention is None:
        return None
    source = Source(id=sign * 64, title=f"{sign}.txt", media_type="text/plain", text=named.text)
    return Extraction(source=source, extractor="pairs", mentions=(mention,))


def mention_at(text: str, start: int) -> Mention | None:
    """The institution that a text names at `start` or first after it, as extraction would keep it."""
    draft = Draft(Source(id="0" * 64, title="pair.txt", media_type="text/plain", text=text))
    for found in find(text):
        if found.end > start and not found.plural_class:
            draft.mention(found)
            return draft.mentions()[0].model_copy(update={"key": "m1"})
    return None


def answers(pairs: Iterable[Pair]) -> Iterator[Answer]:
    """The answers, in order."""
    return map(answer, pairs)


def figures(given: Sequence[Answer]) -> Figures:
    """Count the answers."""
    same = [each for each in given if each.pair.same]
    return Figures(
        positives=len(same),
        negatives=len(given) - len(same),
        right=sum(each.outcome is Outcome.SAME for each in same),
        wrong=sum(each.outcome is Outcome.SAME and not each.pair.same for each in given),
        doubtful=sum(each.outcome is Outcome.DOUBTFUL for each in given),
        doubtful_same=sum(each.outcome is Outcome.DOUBTFUL for each in same),
        unfound=sum(not each.found for each in given),
    )


def by_sort(given: Iterable[Answer]) -> dict[str, Figures]:
    """The figures of each sort of pair, in order of name."""
    sorted_: dict[str, list[Answer]] = defaultdict(list)
    for each in given:
        sorted_[f"{'same' if each.pair.same else 'two'}: {each.pair.sort}"].append(each)
    return {sort: figures(some) for sort, some in sorted(sorted_.items())}


def labelled_pairs(folder: Path) -> list[Pair]:
    """Pairs of labelled documents: each member as the document writes it, in the document, and its full name.

    Args:    folder: of STEM.txt and STEM.json in the corpus's format. Members without a place are left out:
             nothing says that they are one with anybody.
    """
    made = []
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        body = _HEADER.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
        for agreement in json.loads(path.read_text(encoding="utf-8"))["agreements"]:
            heading = _heading(agreement.get("area") or {})
            for member in agreement["members"]:
                named = re.compile(rf"(?<!\w){re.escape(member['mention'])}(?!\w)").search(text, body)
                if named is None or not member.get("place"):
                    continue
                full = f"{heading}\n\nUdział zapowiada {member['name']}.\n"
                left, right = Written(text, named.start()), Written(full, full.index(member["name"]))
                made.append(Pair(left, right, True, "labelled document"))
    return made


@cache
def _units() -> dict[tuple[str, str], str]:
    return {(unit.level.value, unit.name.casefold()): unit.code for unit in reference.register()}


def _heading(area: dict[str, str | None]) -> str:
    for level in ("powiat", "gmina", "wojewodztwo"):
        name = area.get(level)
        code = _units().get((level, name.casefold())) if name else None
        if code:
            return territory(code)
    return ""
