"""The labels and relationship types of the schema. No other name ever becomes part of a statement."""

from __future__ import annotations

LABELS = (
    "Claim", "Document", "Institution", "Sector", "Level", "Unit", "Agreement", "Team", "Project", "Milestone",
    "Activity", "Judgement", "Doubtful", "Alias", "Block",
)
"""Constrained labels: each node has one of them, written first, and an `id` unique under it."""

EXTRA_LABELS = ("Gmina", "Powiat", "Wojewodztwo")
"""Labels that may follow a constrained one."""

MARK = "Koopgraf"
"""Label of the one node that counts the saves and knows an unfinished one. It is not part of the facts."""

LEASE = "Lease"
"""Label of the one node that says who may write. It is not part of the facts."""

REVISION = "Revision"
"""Label of the nodes that tell what each save was. They are not part of the facts."""

TIE_TYPES = (
    "ABOUT", "OBJECT", "IN_DOCUMENT", "SUPERSEDES",
    "IN_SECTOR", "AT_LEVEL", "LOCATED_IN", "UNIT_OF", "SUCCEEDED_BY", "PART_OF",
    "PARTY_TO", "MEMBER_OF", "ESTABLISHED_BY", "COVERS", "WITHIN",
    "RUNS", "HAS_MILESTONE", "TAKES_PART_IN", "HELD", "NOW", "COOPERATES_WITH", "IN_BLOCK",
)
"""Relationship types."""
