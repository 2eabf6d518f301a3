"""Which mentions and which groups of different documents are the same: ids for everything.

Pure: the answer depends on the set of extractions and judgements, never on their order. Mentions meet
only inside a block (`blocks`, `group_blocks`): no pass looks at all pairs.
"""

from __future__ import annotations

from loaders.resolve.blocks import blocks, blocks_of_groups, group_blocks
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
    "Doubtful",
    "Local",
    "Merged",
    "Outcome",
    "Reason",
    "ReasonCode",
    "Resolved",
    "blocks",
    "blocks_of_groups",
    "global_id",
    "group_blocks",
    "identity_code",
    "resolve",
]
