"""What the map draws and where: pure functions, with answers known beforehand."""

from __future__ import annotations

import json
import random
from itertools import combinations, pairwise
from math import dist

import pytest

from dashboards.components.layout import SPACING, positions
from dashboards.components.payload import MOST_NODES, View, choose, draw, group_label, ink, short
from dashboards.reads import Group, Institution, Membership, Network, Pair, Unit
from graph.reference import institution_types, sectors


def institution(key: str, name: str, kind: str, sector: str, level: str, unit: str) -> Institution:
    return Institution(key, name, kind, "accepted", 0.9, (sector,), (level,), unit, "")


def member(institution: str, group: str, status: str = "accepted") -> Membership:
    return Membership(institution, group, "member", "", "", 1, 1, 0.9, status)


NETWORK = Network(
    institutions={row.id: row for row in (
        institution("gops:201103", "Gminny Ośrodek Pomocy Społecznej w Korycinie", "GOPS", "POM", "gmina", "201103"),
        institution("kpp:201108", "Komenda Powiatowa Policji w Sokółce", "KPP", "POL", "powiat", "201108"),
        institution("pcpr:2006", "Powiatowe Centrum Pomocy Rodzinie w Kolnie", "PCPR", "POM", "powiat", "2006"),
        institution("rops:20", "Regionalny Ośrodek Polityki Społecznej", "ROPS", "POM", "wojewodztwo", "20"),
    )},
    groups={
        "t": Group("t", "Team", "zespół", "Gminno-Powiatowy Zespół Kooperacji", "", "", "", ("201103",), "GPZK"),
        "a": Group("a", "Agreement", "porozumienie", "Porozumienie", "", "", ""),
        "far": Group("far", "Team", "zespół", "Zespół w Kolnie", "", "", ""),
    },
    memberships=(
        member("gops:201103", "t"), member("kpp:201108", "a"), member("gops:201103", "a", "provisional"),
        member("pcpr:2006", "far"),
    ),
    pairs=(Pair("gops:201103", "kpp:201108", 1, 1.0),),
    units={"201103": Unit("201103", "Korycin")},
    founding={"a": "t"},
)


def test_the_layout_does_not_depend_on_any_order() -> None:
    nodes = [f"n{at}" for at in range(130)]
    edges = [(nodes[at], nodes[at // 3]) for at in range(1, 100)] + list(pairwise(nodes[100:110]))
    first = positions(nodes, edges)
    shuffled = random.Random(3)
    again = [(b, a) for a, b in edges]
    shuffled.shuffle(again)
    shuffled.shuffle(nodes)
    assert positions(nodes, again) == first


@pytest.mark.parametrize("leaves", [12, 150])
def test_no_two_nodes_of_a_star_cover_each_other(leaves: int) -> None:
    # 12 nodes are laid out by stress, 150 by springs from a sketch in which all leaves share one spot
    placed = positions(["hub", *map(str, range(leaves))], [("hub", str(at)) for at in range(leaves)])
    closest = min(dist(a, b) for a, b in combinations(placed.values(), 2))
    assert closest > 0.6 * SPACING


def test_labels_get_room_beside_their_nodes() -> None:
    hubs = [f"h{at}" for at in range(12)]
    edges = [(hub, f"{hub}/{leaf}") for hub in hubs for leaf in range(10)]
    nodes = [*hubs, *(leaf for _hub, leaf in edges)]
    size = (80.0, 30.0)

    def covered(placed: dict[str, tuple[float, float]]) -> float:
        """How far, in pixels, a node comes into a label that stands on the freest of four sides; the worst."""
        xs, ys = zip(*placed.values(), strict=True)
        zoom: float = min(720 / (max(xs) - min(xs)), 430 / (max(ys) - min(ys)))
        wide, high, node = size[0] / 2, size[1] / 2, 9
        sides = ((0, 14 + high), (0, -14 - high), (14 + wide, 0), (-14 - wide, 0))

        def depth(hub: str, side: tuple[float, float]) -> float:
            left, top = placed[hub][0] * zoom + side[0], placed[hub][1] * zoom + side[1]
            return max(
                node + min(wide - abs(x * zoom - left), high - abs(y * zoom - top))
                for key, (x, y) in placed.items() if key != hub
            )

        return max(min(depth(hub, side) for side in sides) for hub in hubs)

    assert covered(positions(nodes, edges)) > 0
    assert covered(positions(nodes, edges, labels=dict.fromkeys(hubs, size))) <= 0


def test_components_stand_side_by_side_and_loners_in_rows() -> None:
    placed = positions(["a", "b", "c", "d", "x", "y"], [("a", "b"), ("c", "d")])
    assert len(set(placed.values())) == 6
    assert placed["x"][1] == placed["y"][1]
    assert positions([], []) == {}


def test_an_agreement_that_founds_a_team_is_drawn_as_the_team() -> None:
    institutions, groups, edges = choose(NETWORK, View())
    assert set(groups) == {"t", "far"}
    assert {(edge.a, edge.b): edge.status for edge in edges} == {
        ("gops:201103", "t"): "accepted", ("kpp:201108", "t"): "accepted", ("pcpr:2006", "far"): "accepted",
    }
    assert set(institutions) == set(NETWORK.institutions)


def test_a_team_is_where_it_works_and_else_where_its_members_sit() -> None:
    assert set(choose(NETWORK, View(territory="2011"))[1]) == {"t"}
    assert set(choose(NETWORK, View(territory="2006"))[1]) == {"far"}
    assert set(choose(NETWORK, View(territory="20"))[1]) == {"t", "far"}
    institutions, _groups, edges = choose(NETWORK, View(two_mode=False, territory="2011"))
    assert set(institutions) == {"gops:201103", "kpp:201108"}
    assert [(edge.a, edge.b) for edge in edges] == [("gops:201103", "kpp:201108")]


def test_sector_and_level_choose_institutions() -> None:
    assert set(choose(NETWORK, View(sectors=("POL",)))[0]) == {"kpp:201108"}
    assert set(choose(NETWORK, View(levels=("wojewodztwo",)))[0]) == {"rops:20"}


def test_the_map_gets_shapes_letters_and_short_names() -> None:
    view = draw(NETWORK, View(), sectors(), institution_types())
    assert view.payload is not None
    nodes = {node["id"]: node for node in json.loads(view.payload)["nodes"]}
    assert set(nodes) == {"gops:201103", "kpp:201108", "pcpr:2006", "t", "far"}      # rops:20 has no tie
    assert view.alone == 1
    assert [nodes[key]["shape"] for key in ("gops:201103", "kpp:201108", "t")] == ["circle", "square", "hexagon"]
    assert [nodes[key]["mark"] for key in ("gops:201103", "kpp:201108")] == ["PS", "PO"]
    assert nodes["gops:201103"]["label"] == ["GOPS w Korycinie"]
    assert nodes["t"]["label"] == ["GPZK", "Korycin"]
    with_loners = draw(NETWORK, View(alone=True), sectors(), institution_types())
    assert with_loners.payload is not None
    assert "rops:20" in {node["id"] for node in json.loads(with_loners.payload)["nodes"]}


def test_too_many_nodes_are_not_drawn() -> None:
    many = {f"i{at}": institution(f"i{at}", "X", "GOPS", "POM", "gmina", "201103") for at in range(MOST_NODES + 1)}
    assert draw(Network(institutions=many), View(alone=True), sectors(), institution_types()).payload is None


def test_a_title_tells_two_teams_of_one_name_apart() -> None:
    assert NETWORK.title(NETWORK.groups["t"]) == "Gminno-Powiatowy Zespół Kooperacji (Korycin)"
    named = NETWORK.groups["t"]._replace(name="Zespół kooperacji w Korycinie")
    assert NETWORK.title(named) == "Zespół kooperacji w Korycinie"


def test_abbreviations_shorten_only_names_that_begin_with_their_type() -> None:
    types = institution_types()
    assert short("Komenda Powiatowa Policji w Sokółce", types["KPP"]) == "KPP w Sokółce"
    assert short("Policja w Sokółce", types["KPP"]) == "Policja w Sokółce"
    assert short("Cokolwiek", None) == "Cokolwiek"
    assert short("Miejska Komisja Rozwiązywania Problemów Alkoholowych w Zgierzu", types["GKRPA"]) == "MKRPA w Zgierzu"


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Gminno-Powiatowy Zespół Kooperacji w Gminie Korycin", "GPZK", ["GPZK", "Korycin"]),
        ("Partnerski Zespół Kooperacyjny w Korycinie", "GPZK", ["PZK", "Korycin"]),   # a variant, by its initials
        ("Zespół ds. Modelu przy urzędzie", "ZDSM", ["Zespół ds. Modelu", "Korycin"]),
        ("porozumienie o utworzeniu zespołu", "", ["porozumienie", "Korycin"]),
    ],
)
def test_a_group_is_labelled_by_what_it_is_and_where(name: str, kind: str, label: list[str]) -> None:
    group = Group("x", "Team", "", name, "", "", "", ("201103",), kind)
    assert group_label(group, institution_types().get(kind), NETWORK) == label


@pytest.mark.parametrize("row", sectors().values(), ids=lambda row: row.code)
def test_the_two_letters_can_be_read_on_every_sector_colour(row: object) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colour: str = row.colour  # type: ignore[attr-defined]
    dark, light = sorted((luminance(colour), luminance(ink(colour))))
    assert (light + 0.05) / (dark + 0.05) >= 4.5      # WCAG 2.1, 1.4.3


def test_the_map_counts_what_it_draws_and_not_what_is_hidden() -> None:
    hidden = draw(NETWORK, View(), sectors(), institution_types())
    assert hidden.on_map == {"gops:201103", "kpp:201108", "pcpr:2006", "t", "far"}       # the ROPS has no tie
    assert draw(NETWORK, View(alone=True), sectors(), institution_types()).on_map == hidden.on_map | {"rops:20"}
    nothing = draw(NETWORK, View(sectors=("KUL",)), sectors(), institution_types())      # nobody; the teams stay alone
    assert (set(nothing.groups), nothing.on_map) == ({"t", "far"}, frozenset())
