"""Every page, against an empty store and against a small graph whose content is known."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import state
from dashboards.components.payload import View
from dashboards.views.luki import QUESTIONS
from graph.model import Facts, difference
from graph.store import Right, open_store
from loaders import pipeline

APP = Path(__file__).resolve().parents[2] / "dashboards" / "app.py"
PAGES = {"start": "Kto z kim współpracuje", "siec": "Sieć", "instytucja": "Instytucja", "centralnosc": "Centralność",
         "luki": "Luki", "weryfikacja": "Weryfikacja"}
ENGLISH = {"start": "Who cooperates with whom", "siec": "Network", "instytucja": "Institution",
           "centralnosc": "Centrality", "luki": "Gaps", "weryfikacja": "Review"}


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.run()
    for name, value in query.items():
        app.query_params[name] = value
    if page != "start":
        app.switch_page(f"views/{page}.py")
    return app.run() if query or page != "start" else app


def _elements(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield child
            yield from _elements(child)
        else:
            yield child


def words(app: AppTest) -> str:
    """Everything that the page says, HTML and tables included."""
    values = (getattr(element, "value", None) for element in _elements(app.main))
    return "\n".join(value.to_string() if isinstance(value, pd.DataFrame) else str(value) for value in values)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("shown")
def test_an_empty_store_says_in_polish_how_to_load(page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert app.title[0].value == "Brak danych"
    assert [block.value for block in app.code] == ["koopgraf load FOLDER", "koopgraf demo"]


@pytest.mark.usefixtures("small_anywhere")
def test_every_page_draws_the_small_graph_from_either_server(facts: ModuleType) -> None:
    apps = {page: opened(page) for page in PAGES}
    assert {page: app.title[0].value for page, app in apps.items()} == PAGES
    assert not any(app.exception for app in apps.values())
    assert "<dt>instytucje</dt><dd>16</dd>" in words(apps["start"])
    assert len(apps["siec"].dataframe[0].value) == sum(map(len, facts.MEMBERS.values())) + len(facts.PARTIES) + 1
    assert len(apps["instytucja"].dataframe[0].value) == 16
    assert list(apps["centralnosc"].dataframe[0].value["Liczba zespołów"][:3]) == [2, 2, 1]
    assert "Powiatowy Urząd Pracy w Sokółce;nie uczestniczy" in words(opened("instytucja", id="pup:2011"))


def test_who_was_before_and_who_came_after_lead_to_each_other(shown: str, tmp_path: Path) -> None:
    page = tmp_path / "uchwala.txt"
    page.write_text(
        "Z dniem 1 stycznia 2024 r. przekształca się Gminny Ośrodek Pomocy Społecznej w Korycinie "
        "w Centrum Usług Społecznych w Korycinie.\n", encoding="utf-8",
    )
    with open_store(shown, right=Right.WRITER) as store:
        pipeline.load([page], store)
    after = words(opened("instytucja", id="cus:201103"))
    assert 'poprzednik: <a class="kg-link" href="instytucja?id=gops:201103"' in after
    assert "(1 stycznia 2024 r.)" in after
    before = words(opened("instytucja", id="gops:201103"))
    assert 'następca: <a class="kg-link" href="instytucja?id=cus:201103"' in before


def test_a_store_that_cannot_be_reached_is_an_answer_and_not_a_traceback(
    shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPGRAF_STORE", "ftp://nowhere.invalid")
    app = opened("start")
    assert not app.exception
    assert app.title[0].value == "Nie można dostać się do danych"
    assert "ftp://nowhere.invalid" in app.error[0].value


@pytest.mark.usefixtures("small")
def test_start_counts_what_is_loaded_and_shows_doubts_with_quotes(facts: ModuleType) -> None:
    said = words(opened("start"))
    for figure, name in (("3", "dokumenty"), ("16", "instytucje"), ("3", "zespoły"), ("1", "porozumienia"),
                         ("1", "projekty"), ("3", "gminy objęte")):
        assert f"<dt>{name}</dt><dd>{figure}</dd>" in said
    assert "wątpliwe – tylko na liście poniżej: <strong>1</strong>" in said
    assert "Klub Seniora „Złota Jesień”;zespół?" in said


@pytest.mark.usefixtures("small")
def test_start_puts_the_two_ends_of_the_project_side_by_side() -> None:
    said = words(opened("start"))
    assert "Liderzy Kooperacji – koniec (koniec projektu)" in said
    ends = {"31 marca 2021 r.": "porozumienie-korycin.txt", "31 października 2023 r.": "harmonogram.txt"}
    for end, document in ends.items():
        assert f'<span class="kg-value">{end}</span>' in said
        assert document in said


@pytest.mark.usefixtures("small")
def test_network_table_has_a_row_for_every_tie_and_every_loner(facts: ModuleType) -> None:
    (table,) = (frame.value for frame in opened("siec").dataframe)
    ties = sum(map(len, facts.MEMBERS.values())) + len(facts.PARTIES)
    assert len(table) == ties + 1                        # the club has no tie
    in_two = table[table["Instytucja"] == "Komenda Powiatowa Policji w Sokółce"]
    assert sorted(in_two["Zespół lub porozumienie"]) == [facts.TEAMS[0][1], facts.TEAMS[1][1]]


@pytest.mark.usefixtures("small")
def test_network_filters_by_powiat_and_by_view() -> None:
    kolno = opened("siec", powiat="2006").dataframe[0].value
    assert set(kolno["Zespół lub porozumienie"]) == {"Zespół kooperacji w gminie Kolno"}
    assert len(kolno) == 3
    projected = opened("siec", widok="instytucje", powiat="2006").dataframe[0].value
    assert "Partner" in projected
    assert len(projected) == 3                           # three institutions of one team: three pairs


@pytest.mark.usefixtures("small")
def test_a_chosen_team_shows_its_card_with_quotes(facts: ModuleType) -> None:
    said = words(opened("siec", id=facts.TEAM_C))
    assert '<h2 class="kg-card">Zespół kooperacji w gminie Kolno</h2>' in said
    assert "od lipca 2018 r. do 31 marca 2019 r." in said
    assert "Ochotnicza Straż Pożarna w Zabielu;zespol:200603" in said


@pytest.mark.usefixtures("small")
def test_institution_by_address_shows_each_fact_with_quote_and_document(facts: ModuleType) -> None:
    app = opened("instytucja", id="kpp:2011")
    said = words(app)
    assert '<h2 class="kg-card">Komenda Powiatowa Policji w Sokółce</h2>' in said
    assert "powiat sokólski, województwo podlaskie" in said
    for team in (facts.TEAM_A, facts.TEAM_B):
        assert f"„Komenda Powiatowa Policji w Sokółce;{team}”" in said
    assert "Dokument: sklad-zespolow.csv" in said
    assert [heading.value for heading in app.subheader][:3] == ["Zespoły: 2", "Porozumienia: 0", "Partnerzy: 10"]


@pytest.mark.usefixtures("small")
def test_an_unknown_id_in_the_address_is_said_to_be_unknown() -> None:
    app = opened("instytucja", id="gops:999999")
    assert not app.exception
    assert app.warning[0].value == "Nie ma instytucji o tym identyfikatorze:"
    assert app.code[0].value == "gops:999999"


@pytest.mark.usefixtures("small")
def test_centrality_explains_the_measure_and_ranks_those_in_two_teams_first() -> None:
    app = opened("centralnosc")
    said = words(app)
    assert said.count("Kiedy myli:") == 1
    table = app.dataframe[0].value
    assert list(table.columns) == [
        "Miejsce (przedział)", "Instytucja", "Liczba zespołów", "Dokumenty", "Sektor", "Szczebel",
    ]
    assert set(table["Instytucja"][:2]) == {
        "Komenda Powiatowa Policji w Sokółce", "Powiatowe Centrum Pomocy Rodzinie w Sokółce",
    }
    assert list(table["Liczba zespołów"][:3]) == [2, 2, 1]
    places = [re.fullmatch(r" *(\d+) \((\d+)(?:–(\d+))?\)", each) for each in table["Miejsce (przedział)"]]
    assert all(places)
    assert [found[1] for found in places[:3] if found] == ["1", "1", "3"]
    assert list(table["Miejsce (przedział)"]) == sorted(table["Miejsce (przedział)"], key=lambda each: each[:2])
    assert "gdy brakuje 10 % dokumentów (wszystkich jest" in said


@pytest.mark.usefixtures("small")
def test_a_measure_without_ranges_of_places_says_so() -> None:
    said = "Dla tej miary nie liczy się przedziałów miejsc"
    without = opened("centralnosc", miara="constraint")
    assert "Miejsce" in without.dataframe[0].value
    assert words(without).count(said) == 1
    for measure in ("degree", "ei_sector"):        # the one has ranges, the other no places
        assert said not in words(opened("centralnosc", miara=measure))


@pytest.mark.usefixtures("small")
def test_the_measure_and_the_filters_stand_in_the_address() -> None:
    app = opened("centralnosc", miara="degree", szczebel="powiat")
    assert next(box for box in app.selectbox if box.label == "Miara").value == "degree"
    table = app.dataframe[0].value
    assert "Liczba partnerów" in table.columns
    assert set(table["Szczebel"]) == {"powiat"}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("asked", list(QUESTIONS))
def test_every_question_of_the_gaps_page_is_answered_in_both_languages(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang in ("pl", "en"):
        monkeypatch.setenv("KOOPGRAF_LANG", lang)
        app = opened("luki", co=asked, bez="pcpr:2011")
        assert not app.exception
        assert app.selectbox[0].value == asked
        assert len(words(app)) > 200


@pytest.mark.usefixtures("small")
def test_a_suggestion_names_a_missing_role_and_nobody_who_is_in_already(facts: ModuleType) -> None:
    app = opened("luki", co="rozmowa", dla=facts.TEAM_B)
    inside = {row[1] for row in facts.INSTITUTIONS if row[0] in facts.MEMBERS[facts.TEAM_B]}
    assert not inside & set(app.dataframe[0].value["Instytucja"])
    assert all(app.dataframe[0].value["Dlaczego" if "Dlaczego" in app.dataframe[0].value else "Why"])


@pytest.mark.usefixtures("small")
def test_gaps_show_three_states_each_with_its_word(facts: ModuleType) -> None:
    app = opened("luki")
    said = words(app)
    for sign, meaning in (("✓", "zapisane"), ("✗", "potwierdzony brak"), ("?", "nie zapisano")):
        assert f'aria-label="{meaning}" title="{meaning}">{sign}</span>' in said
    team = next(box for box in app.selectbox if box.label == "Zespół")
    said = words(team.set_value(facts.TEAM_B).run())
    assert "„Powiatowy Urząd Pracy w Sokółce;nie uczestniczy”" in said


@pytest.mark.usefixtures("small")
def test_the_law_is_told_once_above_the_links_between_gminas_and_powiats() -> None:
    assert words(opened("luki", co="vertical")).count("z mocy prawa, bez porozumienia") == 1


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("asked", "dla"), [("fragile", ""), ("isolated", ""), ("rozmowa", "zespol:201110")])
def test_gaps_of_institutions_are_filtered_by_sector_and_level(asked: str, dla: str, facts: ModuleType) -> None:
    of = {row[1]: (row[3], row[4]) for row in facts.INSTITUTIONS}

    def shown(**query: str) -> list[str]:
        tables = opened("luki", co=asked, dla=dla, **query).dataframe
        return list(tables[0].value["Instytucja"]) if tables else []

    everybody = shown()
    assert everybody
    for sector, level in {of[name] for name in everybody}:
        wanted = [name for name in everybody if of[name][0] == sector]
        assert shown(sektor=sector) == wanted
        assert shown(szczebel=level or "nieznany") == [name for name in everybody if of[name][1] == level]
    absent = ({row[3] for row in facts.INSTITUTIONS} - {of[name][0] for name in everybody}).pop()
    app = opened("luki", co=asked, dla=dla, sektor=absent)
    assert not app.dataframe
    assert len(app.info) == 1


@pytest.mark.usefixtures("small")
def test_who_meets_whom_is_filtered_by_what_is_compared() -> None:
    rows = opened("luki", co="mixing", sektor="POL").dataframe[0].value
    assert len(rows)
    assert all("policja" in pair for pair in zip(rows["Kto"], rows["Z kim"], strict=True))
    levels = opened("luki", co="mixing", wedlug="level", szczebel="gmina", sektor="POL").dataframe[0].value
    assert all("gmina" in pair for pair in zip(levels["Kto"], levels["Z kim"], strict=True))
    assert not any("policja" in pair for pair in zip(levels["Kto"], levels["Z kim"], strict=True))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("page", PAGES)
def test_the_address_says_in_which_language_a_page_speaks(page: str) -> None:
    english = opened(page, lang="en")
    assert english.title[0].value == ENGLISH[page]
    assert 'href="?lang=pl" lang="pl"' in words(english)
    polish = opened(page, lang="xx")                       # no such language: as if none was named
    assert polish.title[0].value == PAGES[page]
    assert 'href="?lang=en" lang="en"' in words(polish)


@pytest.mark.usefixtures("small")
def test_the_way_to_the_other_language_keeps_what_is_chosen() -> None:
    assert 'href="?co=fragile&amp;sektor=POL,POM&amp;lang=en"' in words(opened("luki", co="fragile", sektor="POL,POM"))


@pytest.mark.usefixtures("small")
def test_a_map_drawn_for_one_reader_has_not_the_words_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    view = View()
    polish = state.drawn(view).payload
    monkeypatch.setenv("KOOPGRAF_LANG", "en")
    english = state.drawn(view).payload
    assert polish is not None
    assert english is not None
    assert ("policja" in polish.decode(), "policja" in english.decode()) == (True, False)


@pytest.mark.usefixtures("small")
def test_english_is_one_setting_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOOPGRAF_LANG", "en")
    app = opened("start")
    assert app.title[0].value == "Who cooperates with whom"


@pytest.mark.usefixtures("small")
def test_without_a_choice_the_institution_page_is_a_table_of_all_that_can_be_filtered(facts: ModuleType) -> None:
    table = opened("instytucja").dataframe[0].value
    assert list(table.columns) == ["Nazwa", "Sektor", "Szczebel", "Miejsce", "Zespoły", "Porozumienia"]
    assert sorted(table["Nazwa"]) == sorted(row[1] for row in facts.INSTITUTIONS)
    places = table.set_index("Nazwa")["Miejsce"]
    assert places["Gmina Korycin"] == "gm. Korycin, pow. sokólski"
    assert places["Regionalny Ośrodek Polityki Społecznej w Białymstoku"] == "woj. podlaskie"
    counts = table.set_index("Nazwa")[["Zespoły", "Porozumienia"]]
    assert list(counts.loc["Komenda Powiatowa Policji w Sokółce"]) == [2, 0]
    assert list(counts.loc["Gminny Ośrodek Pomocy Społecznej w Korycinie"]) == [1, 1]
    kolno = opened("instytucja", powiat="2006", szczebel="powiat").dataframe[0].value
    assert list(kolno["Nazwa"]) == ["Powiatowe Centrum Pomocy Rodzinie w Kolnie"]


@pytest.mark.usefixtures("small")
def test_the_way_back_from_a_card_leads_to_the_table() -> None:
    app = opened("instytucja", id="kpp:2011")
    assert len(app.dataframe) == 0
    back = next(button for button in app.button if button.label == "← Wróć do wszystkich instytucji")
    back.click().run()
    assert len(app.dataframe[0].value) == 16
    assert "id" not in app.query_params


def test_a_page_soon_shows_what_was_saved_after_it_was_read(small: str, facts: ModuleType) -> None:
    assert "<dt>instytucje</dt><dd>16</dd>" in words(opened("start"))
    before = facts.small()
    new = facts.node("Institution", "gok:201110", name="Gminny Ośrodek Kultury w Szudziałowie", status="accepted")
    with open_store(small, right=Right.WRITER) as store:
        store.save(difference(before, Facts.of([*before.nodes.values(), new], before.ties.values())))
    end = time.monotonic() + 20
    while "<dt>instytucje</dt><dd>17</dd>" not in words(opened("start")):
        assert time.monotonic() < end


@pytest.mark.usefixtures("small")
def test_a_filter_stands_in_the_address_and_leaves_it() -> None:
    app = opened("siec", powiat="2006", sektor="POM,NIC", szczebel="nieznany")
    box = next(each for each in app.selectbox if each.label == "Powiat")
    assert (box.value, [each.value for each in app.multiselect]) == ("2006", [["POM"], ["nieznany"]])
    box.set_value("2011").run()
    assert app.query_params["powiat"] == "2011"
    next(each for each in app.selectbox if each.label == "Powiat").set_value("").run()
    assert "powiat" not in app.query_params
    assert app.query_params["sektor"] == "POM,NIC"


@pytest.mark.usefixtures("small")
def test_the_card_on_the_map_comes_from_the_address_and_leads_to_partners_and_groups(facts: ModuleType) -> None:
    said = words(opened("siec", id="kpp:2011", powiat="2006"))       # the filter keeps it off the map, not off the card
    assert '<h2 class="kg-card">Komenda Powiatowa Policji w Sokółce</h2>' in said
    assert f'href="siec?id={facts.TEAM_A}&amp;powiat=2006"' in said
    card = words(opened("instytucja", id="kpp:2011"))
    assert f'href="siec?id={facts.TEAM_A}"' in card
    assert 'href="instytucja?id=pcpr:2011"' in card
    unknown = opened("siec", id="nikt:1")
    assert "nikt:1" in unknown.warning[0].value
    assert not unknown.exception


@pytest.mark.usefixtures("small")
def test_other_names_are_names_and_not_inflected_forms() -> None:
    said = words(opened("instytucja", id="rops:20"))
    assert "<dt>Zapisywana też jako</dt><dd>Regionalny Ośrodek Polityki Społecznej</dd>" in said
    assert "<dt>Zapisywana też jako</dt>" not in words(opened("instytucja", id="kpp:2011"))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("lang", "type_"), [
    ("pl", "<dt>Typ</dt><dd>Komenda Powiatowa Policji</dd>"),
    ("en", "<dt>Type</dt><dd>county police headquarters</dd>"),
])
def test_a_type_is_shown_by_its_name(lang: str, type_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOOPGRAF_LANG", lang)
    assert type_ in words(opened("instytucja", id="kpp:2011"))


def test_gaps_tell_uncertain_from_silent_and_a_team_without_a_roster(small: str, facts: ModuleType) -> None:
    before = facts.small()
    empty = facts.node("Team", "zespol:model", name="Zespół ds. modelu", kind="zespół", status="accepted")
    unsure = facts.Tie(
        facts.TieKey("MEMBER_OF", facts.NodeKey("Institution", "gok:201103"), facts.NodeKey("Team", facts.TEAM_C)),
        {"role": "member", "claims": 1, "documents": 1, "confidence": 0.6, "status": "provisional"},
    )
    with open_store(small, right=Right.WRITER) as store:
        store.save(difference(before, Facts.of([*before.nodes.values(), empty], [*before.ties.values(), unsure])))
    said = words(opened("luki"))
    assert "Spotykany w praktyce</strong>, stosowany od 1 kwietnia 2018 r. To zapis praktyki, a nie wymóg;" in said
    rows = {row.split("</th>")[0]: row for row in said.split('<th scope="row">')}
    kolno = rows["Zespół kooperacji w gminie Kolno"]
    assert kolno.count('title="zapisane, lecz niepewne">✓?</span>') == 1       # the cultural centre
    assert "2 z 12" in kolno                                                    # GOPS and PCPR; OSP has no role
    assert "brak zapisanego składu" in rows["Zespół ds. modelu"]
    assert said.count("brak zapisanego składu") == 1


def test_a_city_with_powiat_rights_is_told_from_a_powiat(small: str, facts: ModuleType) -> None:
    before = facts.small()
    white = facts.Node(facts.NodeKey("Unit", "2061"), {"id": "2061", "terc": "2061", "name": "Białystok"}, ("Powiat",))
    seat = facts.Tie(facts.TieKey("LOCATED_IN", facts.NodeKey("Institution", "klub@0a1b2c3d-1"), white.key))
    with open_store(small, right=Right.WRITER) as store:
        store.save(difference(before, Facts.of([*before.nodes.values(), white], [*before.ties.values(), seat])))
    app = opened("siec")
    powiats = next(box for box in app.selectbox if box.label == "Powiat")
    assert powiats.options == ["wszystkie", "m. Białystok", "kolneński", "sokólski"]
    assert not any(box.proto.select_all for box in app.multiselect)      # its word is English in every language
