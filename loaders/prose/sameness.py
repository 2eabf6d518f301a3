"""When two places of a document name the same team."""

from __future__ import annotations

import re

from loaders.prose.draft import DraftGroup
from loaders.prose.groups import Named


def alike(group: DraftGroup, named: Named, territory: str | None) -> bool:
    """Whether a place names a team that is known already: same kind and territory, one name within the other."""
    if group.territory and territory and not _one_within(group.territory, territory):
        return False
    if not named.full:
        return named.kind == group.group.kind
    if named.type and group.group.type:
        return named.type == group.group.type
    if named.kind != group.group.kind:
        return False
    ours, theirs = stems(group.group.name), stems(named.name)
    return ours <= theirs or theirs <= ours


def _one_within(left: str, right: str) -> bool:
    return left.startswith(right) or right.startswith(left)


def stems(name: str) -> frozenset[str]:
    """The words of a name without their endings, so that its cases are one."""
    return frozenset(word[: 4 if len(word) > 5 else 3] for word in re.findall(r"\w{3,}", name.casefold()))
