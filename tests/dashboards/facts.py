"""A small hand-written graph: three teams that share institutions, one agreement, refusal, contradiction and doubt."""

from __future__ import annotations

from itertools import combinations

from graph.dates import PartialDate
from graph.model import Facts, Node, NodeKey, Properties, Tie, TieKey, Value
from graph.reference import register, sectors

HOSTILE = 'Klub <img src=x onerror="window.__x=1"> **„Złota Jesień”**'
"""A name that must stay text wherever it is shown."""
# id, name, type, sector, level, unit
INSTITUTIONS = [
    ("gops:201103", "Gminny Ośrodek Pomocy Społecznej w Korycinie", "GOPS", "POM", "gmina", "201103"),
    ("gmina:201103", "Gmina Korycin", "GMINA", "SAM", "gmina", "201103"),
    ("sp:201103", "Szkoła Podstawowa w Korycinie", "SP", "EDU", "gmina", "201103"),
    ("gok:201103", "Gminny Ośrodek Kultury w Korycinie", "GOK", "KUL", "gmina", "201103"),
    ("gops:201110", "Gminny Ośrodek Pomocy Społecznej w Szudziałowie", "GOPS", "POM", "gmina", "201110"),
    ("gmina:201110", "Gmina Szudziałowo", "GMINA", "SAM", "gmina", "201110"),
    ("sp:201110", "Szkoła Podstawowa w Szudziałowie", "SP", "EDU", "gmina", "201110"),
    ("gops:200603", "Gminny Ośrodek Pomocy Społecznej w Kolnie", "GOPS", "POM", "gmina", "200603"),
    ("osp:200603", "Ochotnicza Straż Pożarna w Zabielu", "OSP", "BEZ", "gmina", "200603"),
    ("pcpr:2011", "Powiatowe Centrum Pomocy Rodzinie w Sokółce", "PCPR", "POM", "powiat", "2011"),
    ("kpp:2011", "Komenda Powiatowa Policji w Sokółce", "KPP", "POL", "powiat", "2011"),
    ("pup:2011", "Powiatowy Urząd Pracy w Sokółce", "PUP", "RYN", "powiat", "2011"),
    ("ppp:2011", "Poradnia Psychologiczno-Pedagogiczna w Sokółce", "PPP", "EDU", "powiat", "2011"),
    ("pcpr:2006", "Powiatowe Centrum Pomocy Rodzinie w Kolnie", "PCPR", "POM", "powiat", "2006"),
    ("rops:20", "Regionalny Ośrodek Polityki Społecznej w Białymstoku", "ROPS", "POM", "wojewodztwo", "20"),
    ("klub@0a1b2c3d-1", HOSTILE, "", "NIEZNANY", "", ""),
]
TEAM_A, TEAM_B, TEAM_C = "zespol:201103", "zespol:201110", "zespol:200603"
TEAMS = [
    (TEAM_A, "Zespół kooperacji w gminie Korycin", "201103"),
    (TEAM_B, "Zespół kooperacji w gminie Szudziałowo", "201110"),
    (TEAM_C, "Zespół kooperacji w gminie Kolno", "200603"),
]
MEMBERS = {
    TEAM_A: ["gops:201103", "gmina:201103", "sp:201103", "gok:201103", "pcpr:2011", "kpp:2011", "pup:2011", "ppp:2011"],
    TEAM_B: ["gops:201110", "gmina:201110", "sp:201110", "pcpr:2011", "kpp:2011"],
    TEAM_C: ["gops:200603", "osp:200603", "pcpr:2006"],
}
AGREEMENT = "porozumienie:201103/2018-06-22"
PARTIES = ["gops:201103", "rops:20"]
DECLINED = ("pup:2011", TEAM_B)
DOUBTFUL = ("klub@0a1b2c3d-1", TEAM_C)
PROJECT = "liderzy-kooperacji"
ENDS = ("2021-03-31", "2023-10-31")

PAPER, ROSTER = "porozumienie-korycin.txt", "sklad-zespolow.csv"
TEXT = {
    PAPER: "Porozumienie zawarto 22 czerwca 2018 r. Stronami są Gminny Ośrodek Pomocy Społecznej "
    "w Korycinie i Regionalny Ośrodek Polityki Społecznej w Białymstoku. Projekt kończy się 31 marca 2021 r.",
    ROSTER: "\n".join(
        f"{name};{team}" for team, keys in MEMBERS.items() for key in keys
        for name in [next(row[1] for row in INSTITUTIONS if row[0] == key)]
    ) + "\nPowiatowy Urząd Pracy w Sokółce;nie uczestniczy\nKlub Seniora „Złota Jesień”;zespół?",
    "harmonogram.txt": "Realizację projektu Liderzy Kooperacji przedłużono do 31 października 2023 r.",
}


def bounds(name: str, value: str) -> dict[str, Value]:
    written = PartialDate(value=value)
    return {name: value, f"{name}_min": written.first, f"{name}_max": written.last}


def node(label: str, key: str, /, **properties: Value) -> Node:
    return Node(NodeKey(label, key), {"id": key, **properties})


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.ties: list[Tie] = []

    def tie(self, kind: str, start: tuple[str, str], end: tuple[str, str], **properties: Value) -> None:
        self.ties.append(Tie(TieKey(kind, NodeKey(*start), NodeKey(*end)), properties))

    def claim(
        self, predicate: str, subject: tuple[str, str], document: str, quote: str, confidence: float,
        target: tuple[str, str] | None = None, **stated: Value,
    ) -> None:
        start = TEXT[document].index(quote)
        status = "accepted" if confidence >= 0.75 else "provisional" if confidence >= 0.5 else "queued"
        key = f"claim-{len(self.nodes):03}"
        properties: Properties = {
            "predicate": predicate, "as_written": quote, "quote": (quote,), "spans": (start, start + len(quote)),
            "rule": "by hand", "confidence": confidence, "status": status, **stated,
        }
        self.nodes.append(node("Claim", key, **properties))
        self.tie("ABOUT", ("Claim", key), subject)
        self.tie("IN_DOCUMENT", ("Claim", key), ("Document", document))
        if target:
            self.tie("OBJECT", ("Claim", key), target)


def small() -> Facts:
    """Three documents, 16 institutions, three teams, one agreement, one project, three gminas with a team."""
    made = _Builder()
    names = {row[0]: row[1] for row in INSTITUTIONS}
    for title, text in TEXT.items():
        made.nodes.append(node("Document", title, title=title, media_type="text/plain", extractor="1", text=text))
    made.nodes += [
        node("Sector", row.code, name=row.pl, name_en=row.en, mark=row.mark) for row in sectors().values()
    ]
    made.nodes += [node("Level", level) for level in ("gmina", "powiat", "wojewodztwo")]
    _units(made)
    for key, name, kind, sector, level, unit in INSTITUTIONS:
        known = bool(unit)
        made.nodes.append(node(
            "Institution", key, name=name, kind=kind, status="accepted" if known else "provisional",
            confidence=0.95 if known else 0.5,
        ))
        made.tie("IN_SECTOR", ("Institution", key), ("Sector", sector), rank=1, by=kind)
        if level:
            made.tie("AT_LEVEL", ("Institution", key), ("Level", level), by=kind)
        if unit:
            made.tie("LOCATED_IN", ("Institution", key), ("Unit", unit))
    _groups(made, names)
    return Facts.of(made.nodes, made.ties)


def _units(made: _Builder) -> None:
    codes = {row[5] for row in INSTITUTIONS if row[5]} | {"2006", "2011", "20"}
    for code in sorted(codes):
        unit = register().unit(code)
        label = {2: "Wojewodztwo", 4: "Powiat", 6: "Gmina"}[len(code)]
        made.nodes.append(Node(NodeKey("Unit", code), {"id": code, "terc": unit.terc, "name": unit.name}, (label,)))
        if len(code) > 2:
            made.tie("PART_OF", ("Unit", code), ("Unit", code[:-2]))


def _groups(made: _Builder, names: dict[str, str]) -> None:
    since = bounds("since", "2018-07")
    evidence: dict[str, Value] = {"claims": 1, "documents": 1, "confidence": 0.9, "status": "accepted"}
    shared: dict[tuple[str, str], int] = {}
    for team, name, unit in TEAMS:
        made.nodes.append(node("Team", team, name=name, kind="zespół", term="fixed", status="accepted", confidence=0.9,
                               **since, **bounds("until", "2019-03-31")))
        made.tie("COVERS", ("Team", team), ("Unit", unit), **evidence)
        for key in MEMBERS[team]:
            made.tie("MEMBER_OF", ("Institution", key), ("Team", team), role="member", **since, **evidence)
            made.claim("member", ("Institution", key), ROSTER, f"{names[key]};{team}", 0.9, ("Team", team))
        for pair in combinations(sorted(MEMBERS[team]), 2):
            shared[pair] = shared.get(pair, 0) + 1
    made.nodes.append(node("Agreement", AGREEMENT, title="Porozumienie o współpracy", kind="porozumienie", term="fixed",
                           status="accepted", confidence=0.95, signed="2018-06-22", **bounds("since", "2018-06-22")))
    for key in PARTIES:
        made.tie("PARTY_TO", ("Institution", key), ("Agreement", AGREEMENT), role="party", **evidence)
        made.claim("party", ("Institution", key), PAPER, names[key], 0.95, ("Agreement", AGREEMENT))
    made.claim("signed", ("Agreement", AGREEMENT), "porozumienie-korycin.txt", "22 czerwca 2018 r.", 0.98,
               **bounds("value", "2018-06-22"))
    shared[(PARTIES[0], PARTIES[1])] = 1
    for (a, b), weight in shared.items():
        made.tie("COOPERATES_WITH", ("Institution", a), ("Institution", b), weight=weight, newman=weight / 4,
                 agreements=0, teams=weight, derived=True)
    made.claim("named", ("Institution", "rops:20"), PAPER, "Regionalny Ośrodek Polityki Społecznej w Białymstoku", 0.9,
               value=names["rops:20"], as_written="Regionalnym Ośrodkiem Polityki Społecznej w Białymstoku")
    made.claim("named", ("Institution", "rops:20"), PAPER, "Regionalny Ośrodek Polityki Społecznej", 0.9,
               value="Regionalny Ośrodek Polityki Społecznej")
    institution, team = DECLINED
    made.claim("absent", ("Institution", institution), "sklad-zespolow.csv",
               "Powiatowy Urząd Pracy w Sokółce;nie uczestniczy", 0.9, ("Team", team))
    institution, team = DOUBTFUL
    made.claim("member", ("Institution", institution), "sklad-zespolow.csv", "Klub Seniora „Złota Jesień”;zespół?", 0.4,
               ("Team", team))
    made.nodes.append(node("Project", PROJECT, name="Liderzy Kooperacji", title="Liderzy Kooperacji"))
    made.tie("RUNS", ("Institution", "rops:20"), ("Project", PROJECT), role="partner")
    made.claim("until", ("Project", PROJECT), "porozumienie-korycin.txt", "31 marca 2021 r.", 0.9,
               label="koniec projektu", **bounds("value", ENDS[0]))
    made.claim("until", ("Project", PROJECT), "harmonogram.txt", "31 października 2023 r.", 0.9,
               label="koniec projektu", **bounds("value", ENDS[1]))


