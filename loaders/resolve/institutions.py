"""Which mentions of all documents are one institution."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph.claims import Extraction, Kind, Mention
from graph.identity import institution_id, unplaced_id
from graph.judgements import Judgement, Verdict
from graph.reference import InstitutionType
from graph.territory import Register
from loaders.resolve.blocks import blocks_of
from loaders.resolve.cluster import Clusters, agglomerate
from loaders.resolve.compare import Comparison, compare, one_name, unspecific
from loaders.resolve.judged import Binder, Bound, latest
from loaders.resolve.own import Profile, identity_code, profile
from loaders.resolve.values import (
    Doubtful,
    Local,
    Merged,
    Outcome,
    Reason,
    ReasonCode,
    because,
)

MANY_DOUBTS = 5
"""Who could be any of more than so many others is asked about with none of them."""
_KINDS = (Kind.INSTITUTION,)


@dataclass(frozen=True)
class ResolvedInstitutions:
    """Ids of mentions, and the rest of what `Resolved` says of institutions."""

    ids: Mapping[Local, str]
    aliases: Mapping[str, str]
    doubtful: tuple[Doubtful, ...]
    merged: tuple[Merged, ...]
    unbound: tuple[Judgement, ...]


class Institutions:
    """The mentions of a set of documents while they are resolved. Use `resolve_institutions`."""

    def __init__(
        self,
        extractions: Sequence[Extraction],
        register: Register,
        types: Mapping[str, InstitutionType],
        judgements: Sequence[Judgement],
    ) -> None:
        self.register = register
        self.types = types
        self.own: dict[Local, str] = {}
        self.profiles: dict[str, Profile] = {}
        self.offices: dict[str, str] = {}
        self.written: list[tuple[str, str, Local]] = []
        self._profiled: dict[tuple[object, ...], Profile] = {}
        for extraction in extractions:
            self._read(extraction)
        self.judgements = judgements
        self._split(judgements)

    # ------------------------------------------------------------ own ids

    def _read(self, extraction: Extraction) -> None:
        document = extraction.source.id
        homeless: list[tuple[Mention, Profile]] = []
        here: dict[str, list[Profile]] = defaultdict(list)
        for mention in extraction.mentions:
            found = self._profile(mention)
            self.written.append((document, mention.as_written, (document, mention.key)))
            if not found.code or found.vague:
                homeless.append((mention, found))
                continue
            self.own[document, mention.key] = found.id
            self._add(found)
            here[found.family].append(found)
            self._office(mention, found)
        names: dict[tuple[str, str, str], str] = {}
        for mention, found in homeless:
            home = _inherited(found, here[found.family])
            if home is None and found.vague:
                home = institution_id(found.type, found.code, f"{found.body} {document[:8]}".strip())
                self._add(replace(found, id=home))
            elif home is None:
                name = (found.type or "", found.body, found.distinct or mention.name.casefold())
                home = names.setdefault(name, unplaced_id(found.type, document, len(names) + 1))
                self._add(replace(found, id=home))
            self.own[document, mention.key] = home

    def _profile(self, mention: Mention) -> Profile:
        parts = (
            mention.type, mention.name, mention.distinct, mention.place, mention.terc, mention.numbers,
            mention.as_written if mention.type in ("KPP", "KMP", "KWP") else "",
        )
        known = self._profiled.get(parts)
        if known is None:
            known = self._profiled[parts] = profile(mention, self.register, self.types)
        return known

    def _add(self, found: Profile) -> None:
        known = self.profiles.get(found.id)
        self.profiles[found.id] = found if known is None else _both(known, found)

    def _office(self, mention: Mention, found: Profile) -> None:
        """The id that the office would have: an alias of its local government."""
        if found.type == mention.type:
            return
        code = identity_code(mention, self.register, self.types)
        seat = self.register.seat_gmina(code) if code and code in self.register else None
        if seat:
            self.offices[institution_id(mention.type, seat, mention.distinct)] = found.id

    def _split(self, judgements: Sequence[Judgement]) -> None:
        """Judged different and of one own id: the right side's places get an id of their own."""
        bound, _ = self.bind(judgements)
        for each in latest(bound):
            right = each.judgement.right
            if each.judgement.verdict is not Verdict.DIFFERENT or each.left != each.right or right is None:
                continue
            named = {(one.document, one.as_written) for one in right.named}
            locals_ = {local for document, text, local in self.written if (document, text) in named}
            moved = {local for local in locals_ if self.own[local] == each.right}
            if not moved or moved == {local for local, own in self.own.items() if own == each.right}:
                continue
            sign = hashlib.sha256("|".join(sorted(f"{a}/{b}" for a, b in named)).encode()).hexdigest()[:8]
            apart = f"{each.right}~{sign}"
            self.profiles[apart] = replace(self.profiles[each.right], id=apart)
            self.own.update(dict.fromkeys(moved, apart))

    def bind(self, judgements: Sequence[Judgement]) -> tuple[list[Bound], list[Judgement]]:
        """(bound to own ids, with a side that is nowhere) of the judgements on institutions."""
        if not judgements:
            return [], []
        ids = {own: own for own in self.profiles} | self.offices
        seen = ((document, text, self.own[local]) for document, text, local in self.written)
        return Binder(ids, seen, _KINDS).bind(judgements)

    # ------------------------------------------------------------ pairs

    def pairs(self) -> Iterator[tuple[Profile, Profile]]:
        """Profiles that share a block, each pair once."""
        by_block: dict[str, list[str]] = defaultdict(list)
        for own, found in self.profiles.items():
            for block in blocks_of(found, self.types):
                by_block[block].append(own)
        met: set[tuple[str, str]] = set()
        for block, members in by_block.items():
            for left, right in self._in_name_block(members) if "=" in block else combinations(sorted(members), 2):
                if (left, right) not in met:
                    met.add((left, right))
                    yield self.profiles[left], self.profiles[right]

    def _in_name_block(self, members: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Those of one name meet when the place of one is not known: two places are two institutions."""
        for left in members:
            if not self.profiles[left].code:
                yield from ((min(left, right), max(left, right)) for right in members if right != left)


def _inherited(found: Profile, located: Sequence[Profile]) -> str | None:
    """The one institution of the same document that a mention without a place means."""
    fits = {
        each.id
        for each in located
        if each.body == found.body
        and (not found.code or found.code == each.code)
        and (each.type == found.type or unspecific(found) or unspecific(each))
        and (not found.number or found.number == each.number)
        and (not found.title or one_name(found.title, each.title))
        and (not found.patron or found.patron == each.patron)
    }
    return fits.pop() if len(fits) == 1 else None


def _both(left: Profile, right: Profile) -> Profile:
    """One profile of two with the same own id: what either says; of two names the one that sorts first."""
    if left == right:
        return left
    first, second = sorted((left, right), key=lambda each: (each.name, each.numbers, each.patron, each.where))
    return replace(
        first,
        numbers=tuple(sorted({*left.numbers, *right.numbers})),
        patron=min(filter(None, (left.patron, right.patron)), default=""),
        village=left.village and right.village,
        place=first.place or second.place,
        where=first.where or second.where,
    )


def resolve_institutions(
    extractions: Sequence[Extraction],
    register: Register,
    types: Mapping[str, InstitutionType],
    judgements: Sequence[Judgement] = (),
) -> ResolvedInstitutions:
    """Give every mention its institution's id.

    Args:    extractions: in any order. judgements: in force; those on other things are left alone.
    Returns: ids that depend on the set of documents and judgements only.
    """
    found = Institutions(sorted(extractions, key=lambda each: each.source.id), register, types, judgements)
    bound, unbound = found.bind(judgements)
    clusters: Clusters[str] = Clusters(found.profiles)
    judged = _judge(clusters, latest(bound))
    compared = {(left.id, right.id): compare(left, right) for left, right in found.pairs()}
    edges = [
        (verdict.score, *pair) for pair, verdict in compared.items() if verdict.outcome is Outcome.SAME
    ]
    refused = agglomerate(clusters, edges, _Differ(found.profiles, compared, judged))
    ids = {own: id_ for members in clusters.all() for id_ in [_chosen(members, found.profiles)] for own in members}
    asked = {frozenset(ids[one] for one in each.pair) for each in latest(bound)}
    open_ = [(pair, verdict) for pair, verdict in compared.items() if verdict.outcome is Outcome.DOUBTFUL]
    open_ += [((left, right), compared[left, right]) for _, left, right in refused]
    return ResolvedInstitutions(
        {local: ids[own] for local, own in found.own.items()},
        _aliases(found, ids),
        tuple(_doubts(open_, ids, asked)),
        tuple(_merged(ids, compared, bound)),
        tuple(unbound),
    )


class _Differ:
    """Whether two profiles are known to be two. What a person has joined only another judgement takes apart."""

    def __init__(
        self, profiles: Mapping[str, Profile], compared: Mapping[tuple[str, str], Comparison], judged: set[str]
    ) -> None:
        self._profiles = profiles
        self._compared = compared
        self._judged = judged

    def __call__(self, left: str, right: str) -> bool:
        if left in self._judged or right in self._judged:
            return False
        ours, theirs = self._profiles[left], self._profiles[right]
        verdict = self._compared.get((left, right) if left < right else (right, left)) or compare(ours, theirs)
        if verdict.outcome is Outcome.DOUBTFUL:
            return ours.type != theirs.type and not (unspecific(ours) or unspecific(theirs))
        return verdict.outcome is Outcome.DIFFERENT


def _judge(clusters: Clusters[str], bound: Sequence[Bound]) -> set[str]:
    """Apply the judgements: first what differs, then what is one. Gives back the members that were joined."""
    for each in bound:
        if each.judgement.verdict is Verdict.DIFFERENT and each.left != each.right:
            clusters.forbid(each.left, each.right)
    joined: set[str] = set()
    for each in reversed(bound):
        one = each.judgement.verdict is Verdict.SAME and each.left != each.right
        if one and clusters.join(each.left, each.right):
            joined |= each.pair
    return joined


def _chosen(members: Sequence[str], profiles: Mapping[str, Profile]) -> str:
    """The id of a cluster: of its own ids the most telling one, then the first in order."""
    return min(members, key=lambda own: (not profiles[own].code, "~" in own, unspecific(profiles[own]), own))


def _aliases(found: Institutions, ids: Mapping[str, str]) -> dict[str, str]:
    aliases = {own: id_ for own, id_ in ids.items() if own != id_}
    return aliases | {office: ids[own] for office, own in found.offices.items() if office not in ids}


def _doubts(
    pairs: Iterable[tuple[tuple[str, str], Comparison]], ids: Mapping[str, str], asked: set[frozenset[str]]
) -> list[Doubtful]:
    best: dict[tuple[str, str], Comparison] = {}
    for (left, right), verdict in pairs:
        ours, theirs = sorted((ids[left], ids[right]))
        if ours == theirs or frozenset((ours, theirs)) in asked:
            continue
        known = best.get((ours, theirs))
        if known is None or (verdict.score, verdict.reasons) > (known.score, known.reasons):
            best[ours, theirs] = verdict
    missing = (ReasonCode.NO_NUMBER, ReasonCode.NO_NAME)
    vague: dict[str, int] = defaultdict(int)
    for pair, verdict in best.items():
        if any(reason.code in missing for reason in verdict.reasons):
            for end in pair:
                vague[end] += 1
    return sorted(
        Doubtful(Kind.INSTITUTION, left, right, verdict.score, verdict.reasons)
        for (left, right), verdict in best.items()
        if not (
            any(reason.code in missing for reason in verdict.reasons)
            and max(vague[left], vague[right]) > MANY_DOUBTS
        )
    )


def _merged(
    ids: Mapping[str, str], compared: Mapping[tuple[str, str], Comparison], bound: Sequence[Bound]
) -> list[Merged]:
    """For every own id that another one stands for, the surest reason that ties it into its cluster."""
    grounds: dict[str, list[tuple[float, tuple[Reason, ...]]]] = defaultdict(list)
    for (left, right), verdict in compared.items():
        if verdict.outcome is Outcome.SAME and ids[left] == ids[right]:
            for end, other in ((left, right), (right, left)):
                nearer = 1.0 if other == ids[end] else 0.0
                grounds[end].append((verdict.score + nearer, verdict.reasons))
    for each in bound:
        if each.judgement.verdict is Verdict.SAME and ids[each.left] == ids[each.right]:
            told = (because(ReasonCode.JUDGED_SAME, role=each.judgement.role),)
            for end in each.pair:
                grounds[end].append((3.0, told))
    return sorted(
        Merged(Kind.INSTITUTION, id_, own, max(grounds[own])[1] if grounds[own] else ())
        for own, id_ in ids.items()
        if own != id_
    )
