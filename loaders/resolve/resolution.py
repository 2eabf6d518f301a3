"""Resolution as a whole: institutions first, then the groups that they take part in, then what these held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.claims import Extraction, Kind, Ref
from graph.judgements import Judgement
from graph.reference import InstitutionType
from graph.territory import Register
from loaders.resolve.activities import resolve_activities
from loaders.resolve.groups import resolve_groups
from loaders.resolve.institutions import resolve_institutions
from loaders.resolve.values import Resolved


def resolve(
    extractions: Iterable[Extraction],
    register: Register,
    types: Mapping[str, InstitutionType],
    judgements: Sequence[Judgement] = (),
) -> Resolved:
    """Give every mention, agreement, team and activity of all documents its id.

    Args:    extractions: in any order. judgements: those in force, of any kind; identity takes its own.
    Returns: ids, aliases of ids that changed, pairs for a person to decide, and judgements that bind to nothing.
    """
    documents = sorted(extractions, key=lambda extraction: extraction.source.id)
    institutions = resolve_institutions(documents, register, types, judgements)
    groups = resolve_groups(documents, institutions.ids, register, types, judgements)
    return Resolved(
        institutions=institutions.ids,
        groups=groups.ids,
        aliases={**institutions.aliases, **groups.aliases},
        doubtful=tuple(sorted((*institutions.doubtful, *groups.doubtful))),
        activities=resolve_activities(documents, groups.ids),
        merged=institutions.merged,
        unbound=(*institutions.unbound, *groups.unbound),
    )


def global_id(ref: Ref, document: str, resolved: Resolved) -> str | None:
    """The node id that a reference means; None when it is not in the graph."""
    local = (document, ref.key)
    if ref.kind is Kind.INSTITUTION:
        return resolved.institutions.get(local)
    if ref.kind in (Kind.AGREEMENT, Kind.TEAM):
        return resolved.groups.get(local)
    if ref.kind is Kind.ACTIVITY:
        return resolved.activities.get(local, f"{ref.key}@{document[:8]}")
    return ref.key
