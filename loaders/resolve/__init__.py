"""Which mentions and which groups of different documents are the same: ids for everything.

Pure: the answer depends on the set of extractions and judgements, never on their order. Mentions meet
only inside a block (`blocks`, `blocks_of_groups`): no pass looks at all pairs.
"""

from __future__ import annotations

from loaders.resolve.blocks import MEMBERSHIP, blocks, blocks_of_groups, blocks_of_units
from loaders.resolve.own import identity_code
from loaders.resolve.resolution import global_id, resolve
from loaders.resolve.values import (
    Doubtful,
    Local,
    Merged,
    Outcome,
    Reason,
    ReasonCode,
    Resolved,
)

__all__ = [
    "MEMBERSHIP",
    "Doubtful",
    "Local",
    "Merged",
    "Outcome",
    "Reason",
    "ReasonCode",
    "Resolved",
    "blocks",
    "blocks_of_groups",
    "blocks_of_units",
    "global_id",
    "identity_code",
    "resolve",
]
