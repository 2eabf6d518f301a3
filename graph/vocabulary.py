"""Closed vocabularies of the graph that are not tables: levels and the roles of ties."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Tier of local government that an institution serves. `bez_szczebla` is not applicable, not unknown."""

    GMINA = "gmina"
    POWIAT = "powiat"
    WOJEWODZTWO = "wojewodztwo"
    KRAJ = "kraj"
    BEZ_SZCZEBLA = "bez_szczebla"


class Role(StrEnum):
    """Role of an institution in a project, a team or an agreement."""

    LEADER = "leader"
    PARTNER = "partner"
    MEMBER = "member"
    PARTY = "party"


class Coverage(StrEnum):
    """Three states of a required role in a team. Missing from the documents is not absent."""

    RECORDED = "recorded"
    CONFIRMED_ABSENT = "confirmed_absent"
    NOT_RECORDED = "not_recorded"


UNKNOWN_SECTOR = "NIEZNANY"
"""Sector code of an institution whose type is unknown."""
