"""From the network and the chosen filters to what the map draws. Pure: no Streamlit, no store."""

from __future__ import annotations

import hashlib
import json
import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from dashboards.components.layout import positions
from dashboards.reads import Group, Institution, Network
from dashboards.wording import LEVELS, _, language, marked, word
from graph.reference import InstitutionType, SectorRow
from graph.vocabulary import UNKNOWN_SECTOR

MOST_NODES = 1000
"""More nodes than this are not drawn: nobody can read them, and the page would freeze."""

LABELLED_GROUPS = 30
"""Up to so many teams and agreements always show their labels."""

SHAPES = {"gmina": "circle", "powiat": "square", "wojewodztwo": "triangle"}
"""Level → shape; every other level, and none, is a diamond."""
GROUP_SHAPES = {"Team": "hexagon", "Agreement": "box"}
GROUP_FILL = "#FFF8E1"
GROUP_MARKS = {"Team": marked("T"), "Agreement": marked("A")}
GROUP_WORDS = {"Team": marked("team"), "Agreement": marked("agreement")}


class View(NamedTuple):
    """What a person chose to see. An empty filter restricts nothing."""

    two_mode: bool = True
    alone: bool = False                # draw also what has no ties
    territory: str = ""                # TERC code of 2 or 4 digits
    sectors: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


class Edge(NamedTuple):
    """A tie on the map: an institution in a group, or two institutions that share groups."""

    a: str
    b: str
    weight: float
    status: str


@dataclass(frozen=True)
class NetworkView:
    """The chosen part of the network. `payload` is what the browser gets; None when there are too many nodes."""

    view: View
    institutions: Mapping[str, Institution]
    groups: Mapping[str, Group]
    edges: tuple[Edge, ...]
    payload: bytes | None
    digest: str
    sectors_shown: tuple[str, ...] = ()
    alone: int = 0                     # institutions and groups without ties, drawn or not
    on_map: frozenset[str] = frozenset()   # ids of the nodes that the map draws


def lies_in(code: str, territory: str) -> bool:
    """Whether a unit lies in a territory. TERC codes are prefixes of what lies inside."""
    return code.startswith(territory)


class Placed(Protocol):
    """What has sectors and levels: the first is its main one, none is unknown."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes."""

    @property
    def levels(self) -> tuple[str, ...]:
        """Codes."""


def fits(row: Placed, sectors: tuple[str, ...], levels: tuple[str, ...]) -> bool:
    """Whether an institution is of one of the sectors and levels; none chosen: of any."""
    return bool(
        (not sectors or set(sectors) & set(row.sectors or (UNKNOWN_SECTOR,)))
        and (not levels or set(levels) & set(row.levels or ("",)))
    )


def choose(network: Network, view: View) -> tuple[dict[str, Institution], dict[str, Group], tuple[Edge, ...]]:
    """Filter by territory, sector and level.

    A team or agreement is in a territory by the area it works for; where that is unknown, by a member's seat.
    """
    institutions = {key: row for key, row in network.institutions.items() if fits(row, view.sectors, view.levels)}
    ties = _joined(network)
    chosen_groups = _groups_of_territory(network, ties, view.territory)
    if view.territory:
        kept = {a for a, b in ties if b in chosen_groups}
        institutions = {
            key: row for key, row in institutions.items()
            if key in kept or (row.unit and lies_in(row.unit, view.territory))
        }
    if view.two_mode:
        edges = tuple(
            Edge(a, b, 1.0, status) for (a, b), status in ties.items() if a in institutions and b in chosen_groups
        )
        return institutions, {key: network.groups[key] for key in sorted(chosen_groups)}, edges
    shared: set[frozenset[str]] = set()
    if view.territory:
        shared = _pairs_in(ties, chosen_groups)
    edges = tuple(
        Edge(pair.a, pair.b, pair.weight, "accepted") for pair in network.pairs
        if pair.a in institutions and pair.b in institutions
        and (not view.territory or frozenset((pair.a, pair.b)) in shared)
    )
    return institutions, {}, edges


def _joined(network: Network) -> dict[tuple[str, str], str]:
    """(institution, group) → status, where an agreement that founds one team is that team."""
    ties: dict[tuple[str, str], str] = {}
    order = {"accepted": 2, "provisional": 1, "queued": 0}
    for tie in network.memberships:
        key = (tie.institution, network.founding.get(tie.group, tie.group))
        if key not in ties or order.get(tie.status, 0) > order.get(ties[key], 0):
            ties[key] = tie.status
    return ties


def _groups_of_territory(network: Network, ties: Iterable[tuple[str, str]], territory: str) -> set[str]:
    groups = {key for key in network.groups if key not in network.founding}
    if not territory:
        return groups
    seats: dict[str, list[str]] = defaultdict(list)
    for institution, group in ties:
        seats[group].append(network.institutions[institution].unit)
    return {
        key for key in groups
        if any(lies_in(code, territory) for code in (network.groups[key].units or seats[key]) if code)
    }


def _pairs_in(ties: Iterable[tuple[str, str]], groups: set[str]) -> set[frozenset[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for institution, group in ties:
        if group in groups:
            members[group].append(institution)
    return {frozenset((a, b)) for each in members.values() for a in each for b in each if a != b}


def draw(
    network: Network, view: View, sectors: Mapping[str, SectorRow], types: Mapping[str, InstitutionType]
) -> NetworkView:
    """Choose, lay out and describe the network for the browser."""
    institutions, groups, edges = choose(network, view)
    degree = Counter(end for edge in edges for end in (edge.a, edge.b))
    drawn_ids = [key for key in (*institutions, *groups) if view.alone or degree[key]]
    alone = sum(not degree[key] for key in (*institutions, *groups))
    visible = [institutions[key] for key in drawn_ids if key in institutions]
    shown = tuple(code for code in sectors if any(row.sector == code for row in visible))
    if len(drawn_ids) > MOST_NODES:
        return NetworkView(view, institutions, groups, edges, None, "", shown, alone)
    nodes = [_institution_node(row, degree[row.id], sectors, types.get(row.kind)) for row in visible]
    shown_groups = [groups[key] for key in drawn_ids if key in groups]
    nodes += [_group_node(group, degree[group.id], types.get(group.type), network) for group in shown_groups]
    labels = {
        group.id: _label_size(group_label(group, types.get(group.type), network)) for group in shown_groups
    } if len(shown_groups) <= LABELLED_GROUPS else {}
    places = positions(drawn_ids, [(edge.a, edge.b) for edge in edges], labels=labels)
    for node in nodes:
        node["x"], node["y"] = places[str(node["id"])]
    heaviest = max((edge.weight for edge in edges), default=1.0)
    drawn = [
        {"from": edge.a, "to": edge.b, "dashed": edge.status != "accepted",
         "width": 1.6 if view.two_mode else round(1 + 4 * math.sqrt(edge.weight / heaviest), 2)}
        for edge in edges
    ]
    content = {"nodes": nodes, "edges": drawn, "named": bool(labels)}
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(payload).hexdigest()[:32]
    return NetworkView(view, institutions, groups, edges, payload, digest, shown, alone, frozenset(drawn_ids))


def _label_size(lines: list[str]) -> tuple[float, float]:
    """Width and height of a bold label, about, in pixels: the browser sets it in letters 12.5 pixels high."""
    return 6.8 * max(map(len, lines)), 15.0 * len(lines)


def _lines(name: str, width: int = 20) -> list[str]:
    """A name in at most three short lines."""
    lines = textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]


def ink(colour: str) -> str:
    """Black or white, whichever can be read on a colour (WCAG relative luminance)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


def sector_name(row: SectorRow) -> str:
    """The sector's name in the language of the reader."""
    return row.pl if language() == "pl" else row.en


def short(name: str, kind: InstitutionType | None) -> str:
    """A name with the abbreviation of the type's name that it begins with: 'GOPS w Korycinie'; else unchanged."""
    found = abbreviation(name, kind)
    return f"{found[0]}{found[1]}" if found else name


def abbreviation(name: str, kind: InstitutionType | None) -> tuple[str, str] | None:
    """Abbreviation of a name's beginning, and the rest of the name; None where the type table has none.

    A name of the type goes by the abbreviation that expands to it, or that is made of its initials.
    """
    if kind is None:
        return None
    usual = [each for each in kind.abbreviations if each.isupper() and each not in kind.ambiguous_abbreviations]
    for full in sorted({kind.name_pl, *kind.variants_pl}, key=lambda full: (-len(full), full)):
        if not f"{name} ".startswith(f"{full} "):
            continue
        initials = "".join(part[0] for part in full.replace("-", " ").split()).upper()
        known = [each for each in usual if kind.abbreviation_expansions.get(each) == full or each == initials]
        if not known and full == kind.name_pl:
            known = usual
        if known:
            return known[0], name.removeprefix(full)
    return None


_LEADS_ON = frozenset({"w", "we", "o", "na", "przy", "dla", "do", "z", "ze", "gminy", "gmina", "powiatu", "miasta"})
"""Words after which a group's name says where or what about, no longer what it is."""


def group_label(group: Group, kind: InstitutionType | None, network: Network) -> list[str]:
    """What stands beside a group on the map: what it is and, on a line of its own, where: 'GPZK', 'Korycin'."""
    unit = network.units.get(group.units[0]) if len(group.units) == 1 else None
    found = abbreviation(group.name, kind)
    words = group.name.split()
    upto = next((at for at, word_ in enumerate(words) if at and word_.lower() in _LEADS_ON), len(words))
    if unit is not None:
        return _lines(found[0] if found else " ".join(words[:upto]), 18)[:2] + _lines(unit.name, 13)
    return _lines(short(group.name, kind), 18)


def _institution_node(
    row: Institution, degree: int, sectors: Mapping[str, SectorRow], kind: InstitutionType | None
) -> dict[str, object]:
    sector = sectors[row.sector if row.sector in sectors else UNKNOWN_SECTOR]
    return {
        "id": row.id, "label": _lines(short(row.name, kind)), "group": False, "shape": SHAPES.get(row.level, "diamond"),
        "fill": sector.colour, "ink": ink(sector.colour), "mark": sector.mark, "border": 1.5,
        "size": round(15 + 4 * math.sqrt(min(degree, 25)), 1), "rank": degree, "dashed": row.status != "accepted",
        "tip": "\n".join((
            row.name, sector_name(sector), word(LEVELS, row.level), _("ties: {n}").format(n=degree),
        )),
    }


def _group_node(group: Group, degree: int, kind: InstitutionType | None, network: Network) -> dict[str, object]:
    title = network.title(group)
    return {
        "id": group.id, "label": group_label(group, kind, network), "group": True,
        "shape": GROUP_SHAPES[group.label],
        "fill": GROUP_FILL, "ink": "#1B2430", "mark": _(GROUP_MARKS[group.label]), "border": 3,
        "size": round(22 + 2.5 * math.sqrt(min(degree, 25)), 1), "rank": 1000 + degree, "dashed": False,
        "tip": "\n".join((title, _(GROUP_WORDS[group.label]), _("institutions: {n}").format(n=degree))),
    }
