"""What the finder of institutions gives."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Found:
    """An institution at text[start:end].

    `name` is the canonical nominative with its seat; `distinct` tells two of one type and place apart;
    `place_rule` says how the place is known ("" when it is not; `inherited`: from the document's territory);
    `plural_class` marks a class of institutions (`Gminne Ośrodki Pomocy Społecznej`), which is no node;
    `by_role` is the role of the person who stands for it; `ellipsis` marks a name that says less than it means.
    `candidates` are the codes of all places that were considered for its seat, the best first.
    `parent` is the name of the institution it belongs to (`przy …`, the office of a department), `host` that
    institution itself, at its own place in the text.
    """

    start: int
    end: int
    type: str | None
    name: str
    as_written: str
    distinct: str = ""
    place: str | None = None
    terc: str | None = None
    place_rule: str = ""
    case: str = ""
    plural_class: bool = False
    by_role: str = ""
    ellipsis: bool = False
    confidence: float = 0.0
    rule: str = ""
    parent: str = ""
    candidates: tuple[str, ...] = ()
    host: Found | None = None

    def shifted(self, by: int) -> Found:
        """The same, found in a stretch of text that begins at `by`."""
        host = self.host.shifted(by) if self.host else None
        return replace(self, start=self.start + by, end=self.end + by, host=host)
