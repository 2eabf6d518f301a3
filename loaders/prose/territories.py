"""Lists of gminas in which a project's teams were founded: one team a gmina, and what each group covers."""

from __future__ import annotations

import re
from collections import Counter

from graph import reference
from graph.claims import Kind, Predicate, Ref, Span
from graph.territory import RURAL, Unit
from loaders.polish.places import gazetteer
from loaders.prose.draft import Draft, DraftGroup
from loaders.prose.milestones import milestone_at
from loaders.prose.projects import Projects, known_projects
from loaders.prose.structure import Piece, PieceKind
from loaders.prose.view import LOCAL_GOVERNMENT, View

_GMINA_ITEM = re.compile(
    r"(?:gmin(?:a|y|ie)\s+(?:wiejsk\w+\s+|miejsko-wiejsk\w+\s+|miejsk\w+\s+)?)?(?P<gmina>[^\W\d_][\w\s–-]*?)"
    r"[\s,(–-]+(?:pow(?:iat|\.)|powiecie)\s+(?P<powiat>[\w-]+(?:\s+[\w-]+)?)\)?[\s,;.]*",
    re.IGNORECASE,
)
_TEAMS_FOUNDED = re.compile(
    r"(?:powoła\w+|utworz\w+|zawiąza\w+)\s+(?:\d+\s+)?(?P<name>(?:[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+\s+)*zesp[oó]\w+(?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+)*)",
    re.IGNORECASE,
)
_RURAL_TEXT = re.compile(r"gmin\w*\s+wiejsk\w+", re.IGNORECASE)


def gmina_of(view: View, name: str, powiat: str, *, rural: bool) -> Unit | None:
    """The gmina of that name in that powiat; of twins the rural one when the text speaks of rural gminas."""
    found = [
        unit
        for each in view.register.powiats_named(powiat)
        for unit in view.register.gminas_named(name, within=each.code)
    ]
    if len(found) > 1:
        found = [unit for unit in found if (unit.kind == RURAL) is rural]
    return found[0] if len(found) == 1 else None


def write_gmina_teams(view: View, draft: Draft, projects: Projects) -> None:
    """`Gminy wybrane do …: - Gmina X powiat Y …` with `W gminach powołano … Zespoły …`: a team for every gmina."""
    founded = _founded(view)
    listed = _listed(view)
    if founded is None or len(listed) < 2:
        return
    at, piece, name, type_ = founded
    for item, unit in listed:
        group = next(
            (
                each
                for each in draft.groups
                if each.ref.kind is Kind.TEAM
                and each.group.type == type_
                and unit.code in (each.territory, each.likely)
            ),
            None,
        )
        if group is not None:
            group.territory = unit.code
        else:
            spans = (item.span, at)
            group = draft.add_group(Kind.TEAM, "zespół", name, spans, "team/of-listed-gmina", 0.9, type_)
            group.territory = unit.code
        draft.state(
            Predicate.COVERS,
            group.ref,
            item.span,
            item.span,
            "team/of-listed-gmina",
            0.93,
            target=Ref(Kind.UNIT, unit.code),
        )
        _within(view, draft, projects, group, item, at, piece)


def _within(
    view: View, draft: Draft, projects: Projects, group: DraftGroup, item: Piece, at: Span, piece: Span
) -> None:
    project = projects.near(item.span.start)
    if project is None:
        return
    draft.state(
        Predicate.WITHIN, group.ref, at, piece, "team/of-listed-gmina", 0.9, target=Ref(Kind.PROJECT, project.slug)
    )
    intro = view.pieces[item.intro] if item.intro is not None else None
    number = milestone_at(view.text, *intro.span) if intro else None
    if number and intro:
        draft.state(
            Predicate.WITHIN,
            group.ref,
            intro.span,
            intro.span,
            "team/of-listed-gmina",
            0.9,
            target=Ref(Kind.MILESTONE, f"{project.slug}/{number}"),
        )


def _founded(view: View) -> tuple[Span, Span, str, str | None] | None:
    for piece in view.pieces:
        for match in _TEAMS_FOUNDED.finditer(view.text, *piece.span):
            name = " ".join(match["name"].split())
            found = [each for each in view.teams_found if piece.span.start <= each.start < piece.span.end]
            if found or len(name.split()) > 1:
                span = Span(match.start("name"), match.end("name"))
                type_ = found[0].type if found else None
                return span, piece.span, _singular(view, type_) or name, type_
    return None


def _singular(view: View, type_: str | None) -> str | None:
    """What one of the teams is called: as the document writes it in the singular, else the type's name."""
    written = [each.as_written for each in view.teams_found if each.type == type_ and not each.plural_class]
    named = [name for name in written if name == name.strip() and not name.isupper()]
    kind = reference.institution_types().get(type_ or "")
    return named[0] if named else kind.name_pl if kind else None


def _listed(view: View) -> list[tuple[Piece, Unit]]:
    rural = bool(_RURAL_TEXT.search(view.text))
    made = []
    for piece in view.pieces:
        if piece.kind is not PieceKind.ITEM:
            continue
        match = _GMINA_ITEM.fullmatch(piece.text(view.text))
        unit = gmina_of(view, match["gmina"].strip(), match["powiat"].strip(), rural=rural) if match else None
        if unit is not None:
            made.append((piece, unit))
    return made


def write_territory(view: View, draft: Draft, projects: Projects) -> None:
    """COVERS and WITHIN of every group that does not have them yet."""
    for group in draft.groups:
        covered = [claim for claim in draft.claims(Predicate.COVERS) if claim.subject == group.ref]
        if not covered:
            _covers(view, draft, group)
        within = [claim for claim in draft.claims(Predicate.WITHIN) if claim.subject == group.ref]
        if not within:
            _project(view, draft, projects, group)


def _covers(view: View, draft: Draft, group: DraftGroup) -> None:
    at = group.group.spans[0]
    piece = _around(view, at)
    code, rule, confidence = group.territory, "territory/named", 0.9
    if code is None:
        code, rule, confidence = _of_parties(draft, group), "territory/of-parties", 0.75
    if code is None:
        code, rule, confidence = group.likely, "territory/of-the-document", 0.7
    if code is None or view.register.get(code) is None:
        return
    code = _of_its_tier(group, code)
    if rule == "territory/named" and gazetteer().is_twin(code) and not _RURAL_TEXT.search(view.text):
        rule, confidence = "territory/rural-of-twins", 0.75
    host = _HOST.search(group.group.name)
    if host and view.register.get(code) is not None and len(code) == 2 and not _SAYS_WHOLE.search(group.group.name):
        rule, confidence = "territory/of-the-host", 0.60  # whom it sits with says where it works, but only likely
    group.territory = code
    draft.state(Predicate.COVERS, group.ref, at, piece, rule, confidence, target=Ref(Kind.UNIT, code[:6]))


_TIERS = (
    (2, re.compile(r"\b(?:wojewódzk|regionaln)\w+|województwa|\bprzy\s+(?:ROPS|RCPS|MCPS|regionaln)", re.IGNORECASE)),
    (4, re.compile(r"\bpowiatow(?!\w*-)\w+|powiatu", re.IGNORECASE)),
)

_HOST = re.compile(r"\bprzy\s+(?:ROPS|RCPS|MCPS|regionaln)", re.IGNORECASE)
_SAYS_WHOLE = re.compile(r"\bwojewódzk\w+|województwa|^\W*regionaln\w+", re.IGNORECASE)


def _of_its_tier(group: DraftGroup, code: str) -> str:
    """The seat of a powiat's or województwo's team stands for the whole unit: `Powiatowa Rada … w Korycinie`."""
    name = group.group.name
    if re.search(r"gminno-powiatow", name, re.IGNORECASE):
        return code
    return next((code[:length] for length, word in _TIERS if word.search(name)), code)


def _of_parties(draft: Draft, group: DraftGroup) -> str | None:
    """The gmina that signs, else the gmina where more than half of the parties sit."""
    by_key = {mention.key: mention for mention in draft.mentions()}
    mentions = [by_key[ref.key] for ref in group.parties.values()]
    signers = {mention.terc for mention in mentions if mention.type in LOCAL_GOVERNMENT and mention.terc}
    gminas = {code for code in signers if len(code) == 6}
    if len(gminas) == 1 and len(signers) == 1:
        return gminas.pop()
    if len(signers) == 1:
        return signers.pop()
    seats = Counter(mention.terc for mention in mentions if mention.terc and len(mention.terc) == 6)
    if not seats:
        return None
    code, count = seats.most_common(1)[0]
    return code if count * 2 > len(mentions) else None


def _project(view: View, draft: Draft, projects: Projects, group: DraftGroup) -> None:
    at = group.group.spans[0]
    piece = _around(view, at)
    project = projects.near(at.start)
    if project is None:
        return
    same_block = any(
        each.span.start >= piece.start - 800 and each.span.end <= piece.end + 1500 for each in projects.named
    )
    known = project.slug in known_projects()
    if not known and not same_block:
        return
    draft.state(
        Predicate.WITHIN,
        group.ref,
        at,
        piece,
        "project/of-the-document",
        0.85 if same_block else 0.7,
        target=Ref(Kind.PROJECT, project.slug),
    )
    number = milestone_at(view.text, *piece)
    if number:
        draft.state(
            Predicate.WITHIN,
            group.ref,
            at,
            piece,
            "project/milestone-named",
            0.85,
            target=Ref(Kind.MILESTONE, f"{project.slug}/{number}"),
        )


def _around(view: View, at: Span) -> Span:
    return next((piece.span for piece in view.pieces if piece.span.start <= at.start < piece.span.end), at)
