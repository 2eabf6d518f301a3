"""What resolution gives: ids for everything, and what it could not decide, with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.claims import Kind
from graph.judgements import Judgement

Local = tuple[str, str]
"""(document id, key inside it)."""


class Outcome(StrEnum):
    """What a comparison of two mentions, or of two groups, comes to."""

    SAME = "same"
    DIFFERENT = "different"
    DOUBTFUL = "doubtful"


class ReasonCode(StrEnum):
    """Why two are taken for one, or not. `dashboards.reasons` says each in words."""

    # for
    SAME_REGISTER_NUMBER = "same_register_number"        # register, number
    SAME_KIND_AND_PLACE = "same_kind_and_place"          # kind, place: there is one such body
    SAME_NUMBER = "same_number"                          # number
    SAME_NAME = "same_name"                              # name
    CLOSE_NAMES = "close_names"                          # left, right, score
    SAME_PATRON = "same_patron"                          # patron
    SAME_PARTIES = "same_parties"                        # count
    SAME_TERRITORY = "same_territory"                    # unit
    JUDGED_SAME = "judged_same"                          # role
    # against
    OTHER_REGISTER_NUMBER = "other_register_number"      # register, left, right
    OTHER_KIND = "other_kind"                            # left, right
    OTHER_PLACE = "other_place"                          # left, right
    OTHER_NUMBER = "other_number"                        # left, right
    OTHER_NAME = "other_name"                            # left, right
    OTHER_TIER = "other_tier"                            # left, right
    OTHER_TERRITORY = "other_territory"                  # left, right
    OTHER_PROJECT = "other_project"                      # left, right
    OTHER_PHASE = "other_phase"                          # left, right
    OTHER_DATES = "other_dates"                          # left, right
    OTHER_PARTIES = "other_parties"                      # left, right, shared
    TWO_OF_ONE_DOCUMENT = "two_of_one_document"
    JUDGED_DIFFERENT = "judged_different"                # role
    # what is missing
    NO_PLACE = "no_place"                                # name
    NO_NUMBER = "no_number"                              # number: which only one of them has
    NO_NAME = "no_name"                                  # name: which only one of them has
    UNCLEAR_KIND = "unclear_kind"                        # name, kinds
    UNCLEAR_PLACE = "unclear_place"                      # name, place: of the town or of the gmina of that name
    UNSTATED_PARTIES = "unstated_parties"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One ground of a decision: a code, and what its sentence's {placeholders} stand for."""

    code: ReasonCode
    params: tuple[tuple[str, str], ...] = ()


def because(code: ReasonCode, **params: str) -> Reason:
    """A reason with its parameters, in order of name."""
    return Reason(code, tuple(sorted(params.items())))


@dataclass(frozen=True, slots=True, order=True)
class Doubtful:
    """Two institutions, agreements or teams that may be one, for a person to decide.

    `left` < `right` are ids of nodes. `score` is 0…1, the likelier the pair is one. A pair that a person
    has decided, or is unsure of, is not asked again.
    """

    kind: Kind
    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, order=True)
class Merged:
    """Why what `alias` would have named is the node `id`: two mentions with different own ids are one."""

    kind: Kind
    id: str
    alias: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Resolved:
    """Global ids of local keys, and what could not be decided."""

    institutions: Mapping[Local, str]
    groups: Mapping[Local, str]
    aliases: Mapping[str, str]                       # an id that a node had or would have → its id now
    doubtful: tuple[Doubtful, ...]
    activities: Mapping[Local, str] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    unbound: tuple[Judgement, ...] = ()              # in force, but a side of theirs is nowhere
