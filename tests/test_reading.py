"""A small graph made by hand, saved on each server, and every answer that is known of it beforehand.

Two teams of powiat 2011 share the PCPR. Team t1 (gmina 201103) was established by agreement a1, whose
party KPP is in no roster; team t2 (gmina 201110) has one doubtful member. The PUP declined t1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from graph.claims import Kind, Status
from graph.coverage import cover, templates
from graph.dates import PartialDate
from graph.model import EMPTY, Facts, Node, NodeKey, Tie, TieKey, difference
from graph.network import Filters, TwoMode, join_established, pair_weights, project, read_network, shared_groups
from graph.record import read_record
from graph.store import Store
from graph.vocabulary import Coverage
from queries import catalogue

INSTITUTIONS = {  # id: (kind, sector, level, unit)
    "gops:201103": ("GOPS", "POM", "gmina", "201103"),
    "sp:201103": ("SP", "EDU", "gmina", "201103"),
    "pcpr:201108": ("PCPR", "POM", "powiat", "2011"),
    "kpp:201108": ("KPP", "POL", "powiat", "2011"),
    "gops:201110": ("GOPS", "POM", "gmina", "201110"),
    "przych:201110": ("PRZYCH", "ZDR", "gmina", "201110"),
    "pup:201108": ("PUP", "RYN", "powiat", "2011"),
    "inst:201107": ("", None, "gmina", "201107"),
    "rops:20": ("ROPS", "POM", "wojewodztwo", "20"),
}
MEMBERS = {"t1": ["gops:201103", "sp:201103", "pcpr:201108"], "t2": ["gops:201110", "pcpr:201108"]}
PARTIES = {"a1": ["gops:201103", "kpp:201108"], "a2": ["gops:201103", "rops:20"], "a3": ["gops:201110"]}
FIRST, SECOND = "1" * 64, "2" * 64


def dated(name: str, value: str) -> dict[str, Any]:
    partial = PartialDate(value=value)
    return {name: value, f"{name}_min": partial.first, f"{name}_max": partial.last}


@dataclass
class Builder:
    nodes: list[Node] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def node(self, label: str, key: str, *extra: str, **properties: Any) -> NodeKey:
        self.nodes.append(Node(NodeKey(label, key), {"id": key, **properties}, extra))
        return NodeKey(label, key)

    def tie(self, start: tuple[str, str], type_: str, end: tuple[str, str], **properties: Any) -> None:
        self.ties.append(Tie(TieKey(type_, NodeKey(*start), NodeKey(*end)), properties))

    def claim(
        self, key: str, predicate: str, about: tuple[str, str], document: str, confidence: float,
        target: tuple[str, str] | None = None, **properties: Any,
    ) -> None:
        claim = self.node(
            "Claim", key, predicate=predicate, confidence=confidence, status=Status.of(confidence).value,
            quote=(f"quote of {key}",), as_written=f"words of {key}", rule="hand", **properties,
        )
        self.tie(claim, "ABOUT", about)
        self.tie(claim, "IN_DOCUMENT", ("Document", document))
        if target:
            self.tie(claim, "OBJECT", target)


def handmade() -> Facts:
    build = Builder()
    for code, name, label in (
        ("20", "podlaskie", "Wojewodztwo"), ("2011", "sokólski", "Powiat"),
        ("201103", "Korycin", "Gmina"), ("201107", "Sidra", "Gmina"), ("201110", "Szudziałowo", "Gmina"),
    ):
        build.node("Unit", code, label, name=name, terc=code, lat=53.0, lon=23.0)
        if len(code) > 2:
            build.tie(("Unit", code), "PART_OF", ("Unit", code[: -2]))
    for sector in ("POM", "EDU", "POL", "ZDR", "RYN"):
        build.node("Sector", sector, name=sector)
    for level in ("gmina", "powiat", "wojewodztwo"):
        build.node("Level", level)
    for key, (kind, sector_code, level, unit) in INSTITUTIONS.items():
        institution = build.node(
            "Institution", key, name=key.upper(), kind=kind, status="accepted", confidence=0.9
        )
        if sector_code:
            build.tie(institution, "IN_SECTOR", ("Sector", sector_code), rank=1, by=kind)
        build.tie(institution, "AT_LEVEL", ("Level", level), by=kind)
        build.tie(institution, "LOCATED_IN", ("Unit", unit))
    _groups(build)
    _claims(build)
    return Facts.of(build.nodes, build.ties)


def _groups(build: Builder) -> None:
    build.node("Team", "t1", name="Zespół Korycin", kind="zespół", term="unknown")
    build.node("Team", "t2", name="Zespół Szudziałowo", kind="zespół", term="unknown")
    build.node(
        "Agreement", "a1", title="Porozumienie B", kind="porozumienie", term="unknown", **dated("since", "2018-07")
    )
    build.node(
        "Agreement", "a2", title="Porozumienie A", kind="porozumienie", term="fixed",
        **dated("signed", "2018-06-22"), **dated("since", "2018-06-22"), **dated("until", "2019-03-31"),
    )
    build.node("Agreement", "a3", title="List", kind="list intencyjny", term="indefinite", **dated("since", "2017"))
    supported = {"claims": 1, "documents": 1, "confidence": 0.9, "status": "accepted"}
    for team, institutions in MEMBERS.items():
        for key in institutions:
            build.tie(("Institution", key), "MEMBER_OF", ("Team", team), role="member", **supported)
    for agreement, institutions in PARTIES.items():
        for key in institutions:
            build.tie(("Institution", key), "PARTY_TO", ("Agreement", agreement), role="party", **supported)
    build.tie(
        ("Institution", "przych:201110"), "MEMBER_OF", ("Team", "t2"),
        role="member", claims=1, documents=1, confidence=0.6, status="provisional",
        **dated("since", "2018-07"), **dated("until", "2019-03-31"),
    )
    build.tie(("Team", "t1"), "ESTABLISHED_BY", ("Agreement", "a1"), **supported)
    build.tie(("Team", "t1"), "COVERS", ("Unit", "201103"), **supported)
    build.tie(("Team", "t2"), "COVERS", ("Unit", "201110"), **supported)
    build.node("Project", "liderzy-kooperacji", name="Liderzy Kooperacji")
    build.node("Milestone", "liderzy-kooperacji/I", name="I")
    build.tie(("Project", "liderzy-kooperacji"), "HAS_MILESTONE", ("Milestone", "liderzy-kooperacji/I"), **supported)
    build.tie(("Team", "t1"), "WITHIN", ("Milestone", "liderzy-kooperacji/I"), **supported)
    build.tie(("Institution", "rops:20"), "RUNS", ("Project", "liderzy-kooperacji"), **{**supported, "role": "leader"})
    for (a, b), pair in pair_weights(join_established(MEMBERS | PARTIES, [("t1", "a1")])).items():
        build.tie(("Institution", a), "COOPERATES_WITH", ("Institution", b), weight=pair.weight, newman=pair.newman)


def _claims(build: Builder) -> None:
    for document, title in ((FIRST, "pierwszy.txt"), (SECOND, "drugi.txt")):
        build.node("Document", document, title=title, text="…", media_type="text/plain")
    project_, team = ("Project", "liderzy-kooperacji"), ("Team", "t1")
    build.claim("c1", "member", ("Institution", "gops:201103"), FIRST, 0.9, team)
    build.claim("c2", "absent", ("Institution", "pup:201108"), FIRST, 0.9, team)
    build.claim("c3", "until", project_, FIRST, 0.9, **dated("value", "2021-03-31"))
    build.claim("c4", "until", project_, SECOND, 0.9, **dated("value", "2023-10-31"))
    build.claim("c5", "until", project_, SECOND, 0.9, **dated("value", "2021"))
    build.claim("c6", "member", ("Institution", "przych:201110"), SECOND, 0.6, ("Team", "t2"))
    build.claim("c7", "member", ("Institution", "inst:201107"), SECOND, 0.3, ("Team", "t2"))
    build.claim("c8", "named", team, FIRST, 0.9, value="Zespół w Korycinie")
    build.node("Alias", "gops@11111111-1")
    build.tie(("Alias", "gops@11111111-1"), "NOW", ("Institution", "gops:201103"))


@pytest.fixture
def store(writer: Store, reader: Store) -> Store:
    writer.save(difference(EMPTY, handmade()))
    return reader


THIRD = pytest.approx(1 / 3)
ANSWERS: list[tuple[str, dict[str, Any], list[tuple[Any, ...]]]] = [
    ("institutions/by_level_and_sector", {}, [
        ("gmina", "POM", 2), ("gmina", "", 1), ("gmina", "EDU", 1), ("gmina", "ZDR", 1), ("powiat", "POL", 1),
        ("powiat", "POM", 1), ("powiat", "RYN", 1), ("wojewodztwo", "POM", 1),
    ]),
    ("institutions/shared_by_teams", {}, [("pcpr:201108", "PCPR:201108", 2, ("t1", "t2"))]),
    ("institutions/joining_gminas", {}, [("pcpr:201108", "PCPR:201108", 2, ("201103", "201110"))]),
    ("institutions/partners_of", {"institution": "gops:201103"}, [
        ("rops:20", "ROPS:20", 1, 1.0), ("kpp:201108", "KPP:201108", 1, THIRD),
        ("pcpr:201108", "PCPR:201108", 1, THIRD), ("sp:201103", "SP:201103", 1, THIRD),
    ]),
    ("institutions/partners_of", {"institution": "pup:201108"}, []),
    ("teams/members", {"team": "t2"}, [
        ("gops:201110", "GOPS:201110", "GOPS", "member", "t2", None, None, None, 1, 0.9, "accepted"),
        ("pcpr:201108", "PCPR:201108", "PCPR", "member", "t2", None, None, None, 1, 0.9, "accepted"),
        ("przych:201110", "PRZYCH:201110", "PRZYCH", "member", "t2", "2018-07", "2019-03-31", None, 1, 0.6,
         "provisional"),
    ]),
    ("teams/names", {}, [("t1", "Zespół w Korycinie", 1, ("pierwszy.txt",), ("quote of c8",))]),
    ("teams/without_sector", {"sector": "ZDR"}, [("t1", "Zespół Korycin", 4, 0), ("t2", "Zespół Szudziałowo", 2, 0)]),
    ("teams/without_sector", {"sector": "POL"}, [("t2", "Zespół Szudziałowo", 2, 0)]),
    ("teams/without_sector", {"sector": "RYN"}, [("t1", "Zespół Korycin", 4, 1), ("t2", "Zespół Szudziałowo", 2, 0)]),
    ("gaps/gminas_without_team", {}, [("201107", "Sidra", 1)]),
    ("gaps/gminas_without_team", {"territory": "2011"}, [("201107", "Sidra", 1)]),
    ("gaps/gminas_without_team", {"territory": "14"}, []),
    ("agreements/by_date", {"day": date(2018, 9, 1)}, [
        ("a1", "Porozumienie B", "2018-07", None, "maybe"),
        ("a2", "Porozumienie A", "2018-06-22", "2019-03-31", "yes"),
        ("a3", "List", "2017", None, "yes"),
    ]),
    ("documents/evidence_of", {"institution": "gops:201103"}, [
        ("member", "t1", None, ("quote of c1",), "pierwszy.txt", 0.9, "accepted", "c1"),
    ]),
    ("documents/evidence_of", {"institution": "gops@11111111-1"}, [
        ("member", "t1", None, ("quote of c1",), "pierwszy.txt", 0.9, "accepted", "c1"),
    ]),
    ("documents/evidence_of", {"institution": "nobody"}, []),
    ("claims/contradictions", {}, [
        ("liderzy-kooperacji", "contradictory", "until", "2021-03-31", None, ("quote of c3",), "pierwszy.txt",
         "2023-10-31", None, ("quote of c4",), "drugi.txt", "c3", "c4"),
        ("liderzy-kooperacji", "contradictory", "until", "2023-10-31", None, ("quote of c4",), "drugi.txt",
         "2021", None, ("quote of c5",), "drugi.txt", "c4", "c5"),
    ]),
    ("claims/doubtful", {}, [
        (0.3, "queued", "member", "inst:201107", "t2", "words of c7", "drugi.txt", "c7"),
        (0.6, "provisional", "member", "przych:201110", "t2", "words of c6", "drugi.txt", "c6"),
    ]),
    ("claims/doubtful", {"limit": "1"}, [
        (0.3, "queued", "member", "inst:201107", "t2", "words of c7", "drugi.txt", "c7"),
    ]),
    ("projects/partners", {}, [("Liderzy Kooperacji", "leader", "rops:20", "ROPS:20", "accepted")]),
    ("ties/strongest", {"limit": 2}, [
        ("gops:201103", "GOPS:201103", "rops:20", "ROPS:20", 1, 1.0),
        ("gops:201110", "GOPS:201110", "pcpr:201108", "PCPR:201108", 1, 1.0),
    ]),
]


def test_every_query_gives_the_known_answer(store: Store) -> None:
    assert {name for name, _, _ in ANSWERS} == set(catalogue.names())
    for name, parameters, expected in ANSWERS:
        answer = catalogue.run(store, name, **parameters)
        assert tuple(answer.columns) == tuple(catalogue.describe(name).columns), name
        assert list(answer.rows) == expected, (name, parameters)
    members = catalogue.run(store, "teams/members", team="t1").rows
    assert [(row[0], row[3], row[4]) for row in members] == [
        ("gops:201103", "party", "a1"), ("gops:201103", "member", "t1"), ("kpp:201108", "party", "a1"),
        ("pcpr:201108", "member", "t1"), ("sp:201103", "member", "t1"),
    ]
    # Korycin: as of day D a tie holds, does not, or may; 'unknown' term without an end stays 'maybe'.
    for day, holds in {
        "2018-01-01": ["no", "no", "yes"], "2018-07-15": ["maybe", "yes", "yes"], "2017-06-01": ["no", "no", "maybe"],
        "2019-03-31": ["maybe", "yes", "yes"], "2019-04-01": ["maybe", "no", "yes"],
    }.items():
        assert [row[-1] for row in catalogue.run(store, "agreements/by_date", day=day).rows] == holds, day
    for day, member in {"2018-06-30": "no", "2018-07-15": "maybe", "2019-03-31": "yes", "2019-04-01": "no"}.items():
        holding = catalogue.run(store, "teams/members", team="t2", day=day).records()
        assert [row["holds"] for row in holding] == ["maybe", "maybe", member], day




def test_the_network_and_the_teams_are_read_as_saved(store: Store) -> None:
    network = read_network(store)
    assert [row.id for row in network.institutions] == sorted(INSTITUTIONS)
    assert network.members() == {
        "a2": ("gops:201103", "rops:20"),
        "a3": ("gops:201110",),
        "t1": ("gops:201103", "kpp:201108", "pcpr:201108", "sp:201103"),
        "t2": ("gops:201110", "pcpr:201108"),
    }
    team = network.groups[network.column_of["t1"]]
    assert (team.family, team.covers, team.projects) == (Kind.TEAM, ("201103",), ("liderzy-kooperacji",))
    assert (team.since, team.established_by) == ("2018-07", ("a1",))
    gops = network.institutions[network.row_of["gops:201103"]]
    assert (gops.kind, gops.sectors, gops.levels, gops.terc) == ("GOPS", ("POM",), ("gmina",), "201103")
    unknown = network.institutions[network.row_of["inst:201107"]]
    assert (unknown.kind, unknown.sectors) == (None, ())
    _the_stored_projection_is_the_computed_one(store, network)
    _filters_choose(store)
    _korycin_is_covered(store)


def _the_stored_projection_is_the_computed_one(store: Store, network: TwoMode) -> None:
    projection = project(network)
    stored = catalogue.run(store, "ties/strongest", limit=1_000).rows
    assert len(stored) == projection.tie_count == 8
    for first, _, second, _, shared, newman in stored:
        assert projection.weights[network.row_of[first], network.row_of[second]] == pytest.approx(newman)
        assert len(shared_groups(network, first, second)) == shared


def _filters_choose(store: Store) -> None:
    def chosen(**filters: Any) -> tuple[list[str], list[str]]:
        network = read_network(store, Filters(**filters))
        return [row.id for row in network.institutions], [group.id for group in network.groups]

    # t1 is recorded as Korycin's team; a2 covers nothing but has Korycin's GOPS in it.
    institutions, groups = chosen(territory="201103")
    assert groups == ["a2", "t1"]
    assert institutions == ["gops:201103", "kpp:201108", "pcpr:201108", "rops:20", "sp:201103"]
    assert chosen(project="liderzy-kooperacji") == (["gops:201103", "kpp:201108", "pcpr:201108", "sp:201103"], ["t1"])
    assert chosen(territory="14") == ([], [])
    assert chosen(sectors=frozenset({"ZDR", "EDU"}))[0] == ["przych:201110", "sp:201103"]
    assert chosen(levels=frozenset({"wojewodztwo"}))[0] == ["rops:20"]
    provisional = read_network(store, Filters(least_status=Status.PROVISIONAL))
    assert provisional.members()["t2"] == ("gops:201110", "pcpr:201108", "przych:201110")
    assert provisional.confidence[provisional.row_of["przych:201110"], provisional.column_of["t2"]] == 0.6
    assert read_network(store, Filters(least_confidence=0.95)).incidence.nnz == 0
    _days_choose(store)


def _days_choose(store: Store) -> None:
    def on(day: str, *, surely: bool = False) -> dict[str, tuple[str, ...]]:
        network = read_network(store, Filters(day=date.fromisoformat(day), surely=surely))
        return {group: members for group, members in network.members().items() if members}

    # a2 held from 22 June 2018 to 31 March 2019, a3 holds since 2017 for ever; t1 was founded in July 2018 by a1, and
    # nothing says until when; t2 says nothing.
    assert on("2018-09-01", surely=True).keys() == {"a2", "a3"}
    assert on("2018-09-01").keys() == {"a2", "a3", "t1", "t2"}
    assert on("2019-04-01").keys() == {"a3", "t1", "t2"}
    assert on("2018-06-30").keys() == {"a2", "a3", "t2"}
    assert on("2017-06-01", surely=True) == {}
    projects = read_network(store, Filters(with_projects=True)).members()
    assert projects["liderzy-kooperacji"] == ("rops:20",)


def _korycin_is_covered(store: Store) -> None:
    found = read_record(store, Filters(territory="2011", sectors=frozenset({"EDU"})))
    table = cover(found, templates()["model-wiejski-praktyka"])
    assert [row.team.id for row in table.rows] == ["t1", "t2"]
    assert [row.id for row in found.absents["t1"]] == ["pup:201108"]
    states = {role.id: cell for role, cell in zip(table.template.roles, table.rows[0].cells, strict=True)}
    assert states["policja"].recorded == ("kpp:201108",)
    assert states["urzad-pracy"].state is Coverage.CONFIRMED_ABSENT
    assert states["urzad-pracy"].absent == ("pup:201108",)
    assert states["wtz"].state is Coverage.NOT_RECORDED
    counts = [[row.count(state) for state in Coverage] for row in table.rows]
    assert counts == [[4, 1, 7], [2, 0, 10]]


def test_an_empty_graph_gives_empty_answers(reader: Store) -> None:
    for name in catalogue.names():
        assert list(catalogue.run(reader, name, **catalogue.describe(name).examples()).rows) == [], name
    assert read_network(reader).members() == {}
    assert cover(read_record(reader), templates()["model-wiejski-praktyka"]).rows == ()
