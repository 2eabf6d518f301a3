"""The extraction while it grows: mentions, groups and claims get their keys here, and only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph import reference
from graph.claims import Claim, Extraction, Finding, Group, Kind, Mention, Predicate, Ref, Source, Span
from loaders.polish.mentions import Found
from loaders.prose.structure import quoted


@dataclass
class DraftGroup:
    """A group that is not finished: later sentences add to it."""

    group: Group
    ref: Ref
    territory: str | None = None  # code of the unit it covers
    likely: str | None = None  # the document's own territory, when the group does not state one
    signed: str | None = None
    established_by: Ref | None = None
    parties: dict[str, Ref] = field(default_factory=dict)  # institution's identity → mention
    blocks: set[int] = field(default_factory=set)


def identity(found: Found) -> str:
    """What two mentions of one institution share inside a document."""
    if not found.type:
        return f"?:{found.name.casefold()}"
    return f"{found.type}:{found.terc or found.place or ''}:{told_apart(found).casefold()}"


UNIT_OF = 0.9
ASKED = 0.45
"""What only a question says: for the queue."""
_SETTING = frozenset({Predicate.COVERS, Predicate.WITHIN, Predicate.NAMED})
"""What a title says even when it is a question: `Kto tworzy Zespół w gminie Nowinka?`"""
MANY_A_GMINA = frozenset(
    {
        "SP",
        "ZS",
        "PRZED",
        "OSP",
        "KGW",
        "PAR",
        "SOLECT",
        "SWIET",
        "SWIETW",
        "KLUBSP",
        "KLUBSAM",
        "BIBL",
        "NZOZ",
        "PRZYCH",
        "OZDR",
    }
)
"""Types of which one gmina has several, one a village: there the village tells them apart."""


def told_apart(found: Found) -> str:
    """What tells an institution from others of its type in its gmina: number, patron, name, else its village."""
    if found.distinct or found.type not in MANY_A_GMINA or not found.place or not found.terc:
        return found.distinct
    gmina = reference.register().get(found.terc)
    return "" if gmina is None or gmina.name == found.place else found.place


class Draft:
    """Collects what one document says. Claims about one thing by one rule are kept once, the surest."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self._mentions: dict[tuple[int, int, str], Mention] = {}
        self.found: dict[str, Found] = {}  # key of a mention → what the finder gave
        self.groups: list[DraftGroup] = []
        self._claims: dict[tuple[object, ...], Claim] = {}
        self._activities: dict[tuple[Ref, str, str], str] = {}
        self.findings: list[Finding] = []

    # ------------------------------------------------------------ mentions

    def mention(self, found: Found) -> Ref:
        """The reference to an institution as it is named at one place."""
        at = (found.start, found.end, found.name)
        known = self._mentions.get(at)
        if known is None:
            known = Mention(
                key=f"m{len(self._mentions) + 1}",
                type=found.type or None,
                name=found.name,
                as_written=found.as_written,
                distinct=told_apart(found),
                place=found.place,
                terc=found.terc,
                place_rule=found.place_rule,
                spans=tuple(pieces_of(Span(found.start, found.end))),
                rule=found.rule,
                confidence=found.confidence,
            )
            self._mentions[at] = known
            self.found[known.key] = found
            self._unit_of(found)
        return Ref(Kind.INSTITUTION, known.key)

    def _unit_of(self, found: Found) -> None:
        """A department, a branch or a body `przy` another one belongs to it, when both have their names and places."""
        host = found.host
        if host is None or host.type is None or host.terc is None or found.type is None:
            return
        if identity(host) != identity(found):
            span = Span(found.start, found.end)
            confidence = min(found.confidence, host.confidence, UNIT_OF)
            self.tie(Predicate.UNIT_OF, found, self.mention(host), span, "name/unit-of", confidence)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions so far."""
        return tuple(self._mentions.values())

    # ------------------------------------------------------------ groups

    def add_group(
        self,
        family: Kind,
        kind: str,
        name: str,
        spans: Sequence[Span],
        rule: str,
        confidence: float,
        type_: str | None = None,
    ) -> DraftGroup:
        """A new group with the next key."""
        key = f"g{len(self.groups) + 1}"
        cut = tuple(piece for span in spans for piece in pieces_of(span))
        group = Group(
            key=key, family=family, kind=kind, name=name, type=type_, spans=cut, rule=rule, confidence=confidence
        )
        made = DraftGroup(group, Ref(family, key))
        self.groups.append(made)
        return made

    def activity(self, holder: Ref, kind: str, number: str) -> Ref:
        """The reference to an activity of a holder; one that is told twice in the same figures is the same."""
        known = self._activities.setdefault((holder, kind, number), f"a{len(self._activities) + 1}")
        return Ref(Kind.ACTIVITY, known)

    def rename(self, draft: DraftGroup, name: str, type_: str | None) -> None:
        """A group's fuller name, found later."""
        draft.group = draft.group.model_copy(update={"name": name, "type": type_ or draft.group.type})

    def name_teams(self) -> None:
        """NAMED claims of teams, so that the names under which documents know one team stay side by side."""
        for group in (draft.group for draft in self.groups if draft.ref.kind is Kind.TEAM):
            ref, at = Ref(Kind.TEAM, group.key), group.spans[0]
            if group.kind[:3] not in self.text[at.start : at.end].casefold():
                continue  # known from where it works, not by its name
            self._keep(
                (Predicate.NAMED, ref),
                Claim(
                    predicate=Predicate.NAMED, subject=ref, value=group.name, as_written=self.text[at.start : at.end],
                    spans=group.spans, rule=group.rule, confidence=round(group.confidence, 2),
                ),
            )

    # ------------------------------------------------------------ claims

    def tie(
        self,
        predicate: Predicate,
        found: Found,
        target: Ref,
        piece: Span,
        rule: str,
        confidence: float,
        label: str | None = None,
        extra: Iterable[Span] = (),
        value: str | None = None,
    ) -> Ref:
        """A claim that ties an institution to something; its quote contains the name as written."""
        confidence = min(confidence, self._doubt(piece, found.start))
        key = (predicate, identity(found), target, label)
        known = self._claims.get(key)
        if known is not None and known.confidence >= round(confidence, 2):
            return known.subject
        subject = self.mention(found)
        self._claims[key] = Claim(
            predicate=predicate,
            subject=subject,
            object=target,
            label=label,
            value=value,
            as_written=found.as_written,
            spans=quoted(self.text, piece, (Span(found.start, found.end), *extra)),
            rule=rule,
            confidence=round(confidence, 2),
        )
        return subject

    def state(
        self,
        predicate: Predicate,
        subject: Ref,
        at: Span,
        piece: Span,
        rule: str,
        confidence: float,
        value: str | None = None,
        target: Ref | None = None,
        label: str | None = None,
        unit: str | None = None,
        quantity: str | None = None,
    ) -> None:
        """A claim that a stretch of text states of a group, a project or a milestone."""
        if predicate not in _SETTING:
            confidence = min(confidence, self._doubt(piece, at.start))
        self._keep(
            (predicate, subject, target, value, label, unit),
            Claim(
                predicate=predicate,
                subject=subject,
                object=target,
                value=value,
                label=label,
                unit=unit,
                quantity=quantity,
                as_written=self.text[at.start : at.end],
                spans=quoted(self.text, piece, (at,)),
                rule=rule,
                confidence=round(confidence, 2),
            ),
        )

    def _doubt(self, piece: Span, at: int) -> float:
        """The surest that a claim may be: a question asserts nothing, nor does a line quoted from another's letter."""
        line = self.text[self.text.rfind("\n", 0, at) + 1 : at].lstrip()
        asks = self.text[piece.start : piece.end].rstrip(" \n*_").endswith("?")
        return ASKED if asks or line.startswith(">") else 1.0

    def _keep(self, key: tuple[object, ...], claim: Claim) -> None:
        known = self._claims.get(key)
        if known is None or claim.confidence > known.confidence:
            self._claims[key] = claim

    def claims(self, *predicates: Predicate) -> list[Claim]:
        """The claims so far, of these predicates or all."""
        return [claim for claim in self._claims.values() if not predicates or claim.predicate in predicates]

    def extraction(self, extractor: str) -> Extraction:
        """The finished, immutable result, keys in order of appearance."""
        return Extraction(
            source=self.source,
            extractor=extractor,
            mentions=tuple(self._mentions.values()),
            groups=tuple(draft.group for draft in self.groups),
            claims=tuple(self._claims.values()),
            findings=tuple(self.findings),
        )


def pieces_of(span: Span, longest: int = 300) -> list[Span]:
    """The span in pieces that a quote may have."""
    return [Span(at, min(at + longest, span.end)) for at in range(span.start, span.end, longest)]


def lowered(found: Found, confidence: float, rule: str) -> Found:
    """The same mention, less sure."""
    return replace(found, confidence=min(found.confidence, confidence), rule=rule)
