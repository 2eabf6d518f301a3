"""Who carries on whom: an OPS turned into a CUS, two schools merged. Both stay nodes; where it counts they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.two_mode import TwoMode, two_mode


def lines(successions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Predecessor → the institution at the end of its line, from pairs (predecessor, successor).

    Who has two successors was divided: nobody carries it on alone, so its line ends with it. So it does in a circle.
    """
    after: dict[str, set[str]] = defaultdict(set)
    for old, new in successions:
        if old != new:
            after[old].add(new)
    found = {}
    for old in sorted(after):
        seen, end = [old], old
        while len(after.get(end, ())) == 1:
            (end,) = after[end]
            if end in seen:
                break
            seen.append(end)
        else:
            if end != old:
                found[old] = end
    return found


def as_one(network: TwoMode, line_of: Mapping[str, str]) -> TwoMode:
    """The network in which an institution sits wherever those sit that it carries on, and these are left out.

    Args:    line_of: predecessor → who carries it on; those whose successor is not in the network stay.
    Returns: of two memberships in one group the surer one.
    """
    end_of = {old: new for old, new in line_of.items() if old in network.row_of and new in network.row_of}
    if not end_of:
        return network
    memberships: dict[tuple[str, str], float] = {}
    cells = network.confidence.tocoo()
    for row, column, confidence in zip(*cells.coords, cells.data.tolist(), strict=True):
        here = network.institutions[row].id
        key = end_of.get(here, here), network.groups[column].id
        memberships[key] = max(confidence, memberships.get(key, 0.0))
    return two_mode((each for each in network.institutions if each.id not in end_of), network.groups, memberships)
