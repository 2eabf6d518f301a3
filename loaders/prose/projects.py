"""Projects: which one a document is about, who leads it and who its partners are, its milestones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph import reference
from graph.claims import Finding, FindingCode, Kind, Predicate, Ref, Span
from graph.identity import slug
from loaders.polish.mentions import Found
from loaders.polish.places import gazetteer
from loaders.prose.cues import CONSORTIUM, Stance
from loaders.prose.days import is_signing, until
from loaders.prose.draft import Draft, identity
from loaders.prose.groups import find_agreements
from loaders.prose.milestones import Milestones, prose_milestones
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import LOCAL_GOVERNMENT, Governed, View

REGIONAL_CENTRE = "ROPS"
"""The type of a województwo's centre of social policy, whatever its own name is (MCPS, RCPS, DOPS)."""
BY_WOJEWODZTWO = "consortium/wojewodztwo-by-rops"
BY_WOJEWODZTWO_CONFIDENCE = 0.60
NO_LEADER_NAMED = 0.84
"""A document that names only partners does not say which of them leads."""
INHERITED = "inherited"
OPEN_NAMES = frozenset({"STOW", "FUND", "UCZ", "SPSOC", "NGODIS"})
"""Types whose own name is enough to know them, without a seat."""


@dataclass(frozen=True, slots=True)
class Project:
    """A row of `data/reference/projects.csv`, or a project that only a document names."""

    slug: str
    name: str
    title: str = ""
    pattern: re.Pattern[str] | None = None
    begins: tuple[str, ...] = ()  # the first words of its names, casefolded: a quick look before the pattern


@dataclass(frozen=True, slots=True)
class NamedProject:
    """A project's name at one place."""

    span: Span
    project: Project


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    loose = [
        r"[\s*_–—-]+".join(re.escape(word) for word in re.split(r"[\s–—-]+", name) if word) for name in names if name
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(loose, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


@cache
def known_projects() -> Mapping[str, Project]:
    """The projects of the table by slug."""
    made = {}
    for row in reference.rows("projects.csv"):
        names = [row["title"], row["name"], *reference.split(row["aliases"])]
        begins = tuple(dict.fromkeys(re.split(r"[\s–—-]+", name)[0].casefold() for name in names if name))
        made[row["slug"]] = Project(row["slug"], row["name"], row["title"], _pattern(names), begins)
    return made


_NEW = re.compile(
    r"projek(?:t|tu|cie|tem|towi)\s+(?:(?:\w+\s+){0,2}?(?:p\.?\s?n\.|pn|p-n|pt\.?|pod\s+nazwą|pod\s+tytułem)\s*:?\s*)?"
    r"[\"„*_]+"
    r"(?P<name>[^\"”„*_\n]{4,120})[\"”*_]",
    re.IGNORECASE,
)


_UNQUOTED = re.compile(
    r"projek(?:t|tu|cie|tem|towi)\s+(?:\w+\s+)?(?:p\.?\s?n\.|pn|pt\.|pod\s+nazwą|pod\s+tytułem)\s*:?\s+"
    r"(?P<name>[A-ZĄĆĘŁŃÓŚŹŻ][^„”\"*_\n.;:,]{4,100}?)"
    r"(?=\s+(?:(?:współ|do)?finansowan|realizowan|w\s+ramach|jest\b|–)|\s*[.,;:\n]|\s*$)",
)
"""A project whose name stands without quotation marks: `projekt pn. Aktywny powiat, realizowany …`."""


def find_projects(text: str) -> tuple[NamedProject, ...]:
    """Every place where a project is named: those of the table, and others by their quoted name after `projekt pn.`."""
    small = text.casefold()
    found = [
        NamedProject(Span(match.start(), match.end()), project)
        for project in known_projects().values()
        if project.pattern is not None and any(word in small for word in project.begins)
        for match in project.pattern.finditer(text)
    ]
    for match in (*_NEW.finditer(text), *_UNQUOTED.finditer(text)) if "projek" in small else ():
        span = Span(match.start("name"), match.end("name"))
        if not any(span.start < other.span.end and other.span.start < span.end for other in found):
            name = " ".join(match["name"].split()).strip(" ,.")
            found.append(NamedProject(span, Project(slug(name), name)))
    return tuple(sorted(found, key=lambda each: each.span))


class Projects:
    """Writes what a document says of its projects."""

    def __init__(self, view: View, draft: Draft, named: Sequence[NamedProject]) -> None:
        self.view = view
        self.draft = draft
        self.named = tuple(named)
        self._leaders: dict[str, set[str]] = {}

    def near(self, at: int) -> Project | None:
        """The project that a place speaks of: the document's only one, else the one named last before it, else next."""
        slugs = {each.project.slug for each in self.named}
        if not slugs:
            return None
        if len(slugs) == 1:
            return self.named[0].project
        before = [each for each in self.named if each.span.start <= at]
        return (before[-1] if before else self.named[0]).project

    @property
    def main(self) -> Project | None:
        """The project named most, the first of equals."""
        slugs = [each.project.slug for each in self.named]
        best = max(slugs, key=slugs.count, default=None)
        return next((each.project for each in self.named if each.project.slug == best), None)

    def write(self) -> None:
        """Names, consortium, milestones; nothing when no project is named."""
        self._names()
        self._consortium()
        self._signed()
        self._milestones()

    def _names(self) -> None:
        for each in self.named:
            ref = Ref(Kind.PROJECT, each.project.slug)
            piece = self._piece_around(each.span)
            self.draft.state(Predicate.NAMED, ref, each.span, piece, "project/named", 0.95, value=each.project.name)
            written = " ".join(self.view.text[each.span.start : each.span.end].split())
            if each.project.title and len(written) > len(each.project.name) + 5:
                self.draft.state(
                    Predicate.NAMED,
                    ref,
                    each.span,
                    piece,
                    "project/title",
                    0.95,
                    value=each.project.title,
                    label="title",
                )

    def _piece_around(self, span: Span) -> Span:
        for piece in self.view.pieces:
            if piece.span.start <= span.start and span.end <= piece.span.end:
                return piece.span
        return span

    # ------------------------------------------------------------ leader and partners

    def _consortium(self) -> None:
        gathered: list[tuple[Piece, Governed, Found, str, str]] = []
        for index, piece in enumerate(self.view.pieces):
            governed = [each for each in self._of(index) if each.stance in CONSORTIUM]
            for each, found, rule in _joined(governed, self.view):
                gathered.append((piece, each, found, _role(each.stance), rule))
        leaders = {identity(found) for _, _, found, role, _ in gathered if role == "leader"}
        for piece, each, found, role, rule in gathered:
            if role != "leader" and identity(found) in leaders:
                continue
            self._runs(piece, each, found, role, rule, NO_LEADER_NAMED if not leaders else 1.0)

    def _signed(self) -> None:
        """`Umowę o partnerstwie podpisano 4 stycznia. Liderem jest X, partnerami …`: since when the consortium is."""
        project = self.main
        runs = {claim.subject.key for claim in self.draft.claims(Predicate.RUNS)}
        apart = any(group.ref.kind is Kind.AGREEMENT and len(group.parties) >= 2 for group in self.draft.groups)
        if project is None or len({each.project.slug for each in self.named}) > 1 or len(runs) < 2 or apart:
            return
        for index, piece in enumerate(self.view.pieces):
            if not find_agreements(self.view.text, *piece.span) or not is_signing(self.view, piece):
                continue
            for date in self.view.dates(index):
                if not until(self.view, date.start, piece):
                    ref, at = Ref(Kind.PROJECT, project.slug), Span(date.start, date.end)
                    self.draft.state(
                        Predicate.SIGNED, ref, at, piece.span, "date/of-the-consortium", 0.85, value=date.value.value
                    )
                    return

    def _of(self, index: int) -> Sequence[Governed]:
        """What a piece says of the consortium, the logos' captions under `PARTNERZY PROJEKTU` included."""
        piece = self.view.pieces[index]
        governed = self.view.governed(index)
        if governed or piece.kind is PieceKind.ITEM:
            return governed
        above = piece.heading
        names = [each for each in self.view.inside(piece.span) if not each.plural_class]
        if above == index - 1 and names:
            names = _leading(self.view.text, piece.span, names)  # an address may follow
        elif _residue(self.view.text, piece.span, names):
            return []
        if not names:
            return []
        while above is not None and index - above < 16:
            cues = [cue for cue in self.view.cues(above) if cue.cue.stance in CONSORTIUM]
            if cues:
                return [Governed(name, cues[-1], False) for name in names]
            if not _only_names(self.view, above):
                return []
            above = self.view.pieces[above].heading
        return []

    def _runs(self, piece: Piece, each: Governed, found: Found, role: str, rule: str, surest: float) -> None:
        project = self.near(found.start)
        if project is None:
            return
        confidence = min(found.confidence, surest, 0.8 if each.stance is Stance.RUNS else 0.95)
        if (
            not found.distinct
            and (found.place_rule == INHERITED or found.terc is None)
            and found.type not in OPEN_NAMES
        ):
            return  # a word of the page, rather than a body that is named
        if found.type == "WOJEWODZTWO":
            if project.slug not in known_projects():
                return
            centre = self._centre(found)
            if centre is None:
                return
            found, rule, confidence = centre, BY_WOJEWODZTWO, BY_WOJEWODZTWO_CONFIDENCE
            if identity(found) in self._leaders.get(project.slug, set()):
                return
        if role == "leader":
            self._leaders.setdefault(project.slug, set()).add(identity(found))
        elif identity(found) in self._leaders.get(project.slug, set()):
            return
        ref = Ref(Kind.PROJECT, project.slug)
        self.draft.tie(Predicate.RUNS, found, ref, piece.span, rule, confidence, role)

    def _centre(self, found: Found) -> Found | None:
        """The centre of social policy of a województwo that a logo's caption names."""
        if found.terc is None:
            return None
        seat = self.view.register.seat_gmina(found.terc[:2])
        if seat is None:
            return None
        town = self.view.register.unit(seat).name
        place = gazetteer().locative(town)
        kind = reference.institution_types()[REGIONAL_CENTRE]
        return replace(
            found,
            type=REGIONAL_CENTRE,
            name=f"{kind.name_pl} w {place or town}",
            place=town,
            terc=seat,
            place_rule=BY_WOJEWODZTWO,
            confidence=BY_WOJEWODZTWO_CONFIDENCE,
            rule=BY_WOJEWODZTWO,
        )

    # ------------------------------------------------------------ milestones

    def _milestones(self) -> None:
        milestones = Milestones(self.view, self.draft)
        for at, number, rest in prose_milestones(self.view.text):
            project = self.near(at.start)
            if project is not None:
                milestones.in_prose(at, self._piece_around(at), number, project.slug, rest)
        for index, piece in enumerate(self.view.pieces):
            project = self.near(piece.span.start)
            if project is not None:
                milestones.in_phases(self.view.pieces, index, project.slug)


def _role(stance: Stance) -> str:
    return "leader" if stance is Stance.LEADER else "partner"


def _joined(governed: Sequence[Governed], view: View) -> list[tuple[Governed, Found, str]]:
    """`Województwo X/ROPS w Y` and `Województwo X reprezentowane przez ROPS w Y` are one body: the ROPS."""
    made: list[tuple[Governed, Found, str]] = []
    for position, each in enumerate(governed):
        if each.found.type in LOCAL_GOVERNMENT:
            beside = [*governed[position + 1 : position + 2], *governed[max(0, position - 1) : position]]
            if any(_one_body(view.text, each.found, other.found) for other in beside):
                continue
        made.append((each, each.found, each.cue.cue.rule))
    return made


_SELF_GOVERNMENT = re.compile(r"^\s*(?:samorząd\s+)?województw\w+\s+[\w-]+", re.IGNORECASE)
_ACTS_FOR = re.compile(r"/|reprezent|działając", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s*_]*(?:[/–—(,-]|,?\s*(?:któr\w+\s+)?(?:reprezent\w+(?:\s+przez)?|działając\w+\s+przez)|,?\s*w\s+imieniu\s+któr\w+\s+\w+)?[\s*_:]*",
    re.IGNORECASE,
)


def _one_body(text: str, left: Found, right: Found) -> bool:
    first, second = sorted((left, right), key=lambda each: each.start)
    if {first.type, second.type} <= LOCAL_GOVERNMENT:
        return False
    between = text[first.end : second.start]
    return bool(_BETWEEN.fullmatch(between)) and (
        "WOJEWODZTWO" in (first.type, second.type) or bool(_ACTS_FOR.search(between))
    )


def _leading(text: str, span: Span, names: Sequence[Found]) -> list[Found]:
    """The names that a piece begins with."""
    made: list[Found] = []
    at = span.start
    for name in names:
        between = text[at : max(at, name.start)]
        if not _BETWEEN.fullmatch(_SELF_GOVERNMENT.sub("", between) if not made else between):
            break
        made.append(name)
        at = max(at, name.end)
    return made


def _residue(text: str, span: Span, names: Sequence[Found]) -> bool:
    """Whether a piece has words beside the names."""
    rest, at = "", span.start
    for name in names:
        rest += text[at : name.start]
        at = name.end
    rest += text[at : span.end]
    return bool(re.search(r"\w", rest))


def _only_names(view: View, index: int) -> bool:
    piece = view.pieces[index]
    return not _residue(view.text, piece.span, view.inside(piece.span))


def nothing_found(draft: Draft) -> None:
    """A finding when a document says nothing that Koopgraf understands."""
    if not draft.claims() and not draft.groups:
        draft.findings.append(Finding(code=FindingCode.NOTHING_FOUND))
