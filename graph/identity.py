"""Ids that say what they name and never depend on the order of loading.

An institution is its kind, its place and what tells it from its neighbours: `gops:201103`,
`sp-1:201108`. Without a place nothing ties it to other documents: `gops@3f2a9c01-1`, provisional.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

from graph.claims import Claim

UNTYPED = "inst"
"""Prefix of the id of an institution whose type is unknown."""

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `Ośrodek „Źdźbło”` → `osrodek-zdzblo`."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return _NOT_WORD.sub("-", folded.encode("ascii", "ignore").decode()).strip("-")


def institution_id(type_id: str | None, code: str, distinct: str = "") -> str:
    """Id of a located institution. `code` is a TERC code of 2, 4 or 6 digits."""
    stem = slug(type_id or UNTYPED)
    return f"{stem}-{slug(distinct)}:{code}" if distinct else f"{stem}:{code}"


def unplaced_id(type_id: str | None, document: str, number: int) -> str:
    """Id of the `number`-th institution without a place in a document (sha256)."""
    return f"{slug(type_id or UNTYPED)}@{document[:8]}-{number}"


def claim_id(document: str, claim: Claim) -> str:
    """Id of a claim: a digest of what it says and where. Confidence and rule do not count."""
    said = [
        document, claim.predicate, claim.subject, claim.object, claim.value, claim.unit, claim.label, claim.spans,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:20]
