# ruff: noqa: E501 — documents have long lines
"""Rosters and agreements in the shapes that offices send them, each with what a person reads in it.

The answers were written before the loader read the files. Persons, phones and e-mails are invented. Run with a folder
to write the files and their answers, in the form of the labelled corpus, there.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def _beside(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"formats_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


make = _beside("writers")


@dataclass(frozen=True)
class Group:
    """One team or agreement: who takes part, who is said not to, from when."""

    members: tuple[str, ...]
    absent: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True)
class Case:
    """A file and the groups that a person reads in it."""

    file: str
    data: bytes
    groups: tuple[Group, ...]


def _bilgoraj() -> Case:
    rows = [
        ["Skład Powiatowego Zespołu Kooperacji w Biłgoraju", None, None, None, None],
        ["powołanego zarządzeniem Starosty Biłgorajskiego z dnia 4 marca 2021 r.", None, None, None, None],
        [None] * 5,
        ["Lp.", "Podmiot", "Funkcja", "Przedstawiciel", "Telefon"],
        [1, "Powiatowe Centrum Pomocy Rodzinie w Biłgoraju", "przewodniczący", "Halina Wymyślna", "84 000 00 01"],
        [2, "Powiatowy Urząd Pracy w Biłgoraju", "sekretarz", "Zbigniew Nieistniejący", "84 000 00 02"],
        [3, "Komenda Powiatowa Policji w Biłgoraju", "członek", "asp. Jan Urojony", None],
        [4, "Sąd Rejonowy w Biłgoraju", "członek", "Ewa Zmyślona", None],
        [5, "Poradnia Psychologiczno-Pedagogiczna w Tarnogrodzie", "członek", None, None],
        [6, "Fundacja „Otwarte Serca” w Biłgoraju", "członek", "Ola Niebyła", "600 000 001"],
        [7, "Miejski Ośrodek Pomocy Społecznej w Biłgoraju", "członek", None, None],
        ["Razem podmiotów: 7", None, None, None, None],
    ]
    return Case("sklad-zespolu.xlsx", make.workbook(("Arkusz1", rows, [(0, 0, 0, 4), (1, 0, 1, 4), (11, 0, 11, 4)])), (Group((
        "Powiatowe Centrum Pomocy Rodzinie w Biłgoraju", "Powiatowy Urząd Pracy w Biłgoraju",
        "Komenda Powiatowa Policji w Biłgoraju", "Sąd Rejonowy w Biłgoraju",
        "Poradnia Psychologiczno-Pedagogiczna w Tarnogrodzie", "Fundacja „Otwarte Serca” w Biłgoraju",
        "Miejski Ośrodek Pomocy Społecznej w Biłgoraju"), date="2021-03-04"),))


def _two_gminas() -> Case:
    rows = [
        ["Zestawienie podmiotów tworzących zespoły kooperacji", None, None, None, None],
        ["Powiat", "Gmina", "Nazwa jednostki", "Rola", "Uwagi"],
        ["choszczeński", "Bierzwnik", "GOPS w Bierzwniku", "lider", None],
        [None, None, "Szkoła Podstawowa w Bierzwniku", "partner", None],
        [None, None, "Posterunek Policji w Bierzwniku", "partner", "zrezygnował z udziału"],
        [None, None, "PCPR w Choszcznie", "partner", None],
        [None, "Drawno", "MGOPS w Drawnie", "lider", None],
        [None, None, "Drawieński Ośrodek Kultury", "partner", None],
        [None, None, "PCPR w Choszcznie", "partner", None],
        [None, None, "OSP w Drawnie", "partner", None],
    ]
    merged = [(0, 0, 0, 4), (2, 0, 9, 0), (2, 1, 5, 1), (6, 1, 9, 1)]
    return Case("zestawienie-gmin.xlsx", make.workbook(("Zestawienie", rows, merged)), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Bierzwniku", "Szkoła Podstawowa w Bierzwniku",
               "Powiatowe Centrum Pomocy Rodzinie w Choszcznie"), absent=("Posterunek Policji w Bierzwniku",)),
        Group(("Miejsko-Gminny Ośrodek Pomocy Społecznej w Drawnie", "Drawieński Ośrodek Kultury",
               "Powiatowe Centrum Pomocy Rodzinie w Choszcznie", "Ochotnicza Straż Pożarna w Drawnie"))))


def _merged_ods() -> Case:
    rows = [
        ["Powiat", "Gmina", "Instytucja / organizacja", "Funkcja"],
        ["obornicki", "Ryczywół", "Gminny Ośrodek Pomocy Społecznej w Ryczywole", "koordynator"],
        [None, None, "Zespół Szkół w Ryczywole", "członek"],
        [None, None, "Gminna Biblioteka Publiczna w Ryczywole", "członek"],
        ["chodzieski", "Budzyń", "Miejsko-Gminny Ośrodek Pomocy Społecznej w Budzyniu", "koordynator"],
        [None, None, "Komisariat Policji w Budzyniu", "członek"],
        [None, None, "Parafia Rzymskokatolicka pw. św. Barbary w Budzyniu", "członek"],
    ]
    merged = [(1, 0, 3, 0), (1, 1, 3, 1), (4, 0, 6, 0), (4, 1, 6, 1)]
    return Case("zespoly-gminne.ods", make.open_workbook(("Zespoły", rows, merged)), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Ryczywole", "Zespół Szkół w Ryczywole", "Gminna Biblioteka Publiczna w Ryczywole")),
        Group(("Miejsko-Gminny Ośrodek Pomocy Społecznej w Budzyniu", "Komisariat Policji w Budzyniu",
               "Parafia Rzymskokatolicka pw. św. Barbary w Budzyniu"))))


def _old_workbook() -> Case:
    rows = [
        ["Partnerzy porozumienia na rzecz seniorów", None, None, None],
        ["zawartego 12.10.2020 r. w Pszczynie", None, None, None],
        ["Nr", "Partner", "Siedziba", "Od"],
        [1, "Ośrodek Pomocy Społecznej w Pszczynie", "Pszczyna", "12.10.2020"],
        [2, "Pszczyńskie Centrum Kultury", "Pszczyna", "12.10.2020"],
        [3, "Powiatowa Biblioteka Publiczna", "Pszczyna", "01.02.2021"],
        [4, "Uniwersytet Trzeciego Wieku", "Pszczyna", "01.02.2021"],
        [5, "Gminny Ośrodek Pomocy Społecznej", "Suszec", "01.02.2021"],
    ]
    return Case("partnerzy.xls", make.old_workbook(("Partnerzy", rows, [(0, 0, 0, 3), (1, 0, 1, 3)])), (Group((
        "Ośrodek Pomocy Społecznej w Pszczynie", "Pszczyńskie Centrum Kultury", "Powiatowa Biblioteka Publiczna w Pszczynie",
        "Uniwersytet Trzeciego Wieku w Pszczynie", "Gminny Ośrodek Pomocy Społecznej w Suszcu"), date="2020-10-12"),))


def _two_level_header() -> Case:
    rows = [
        ["Zespół Interdyscyplinarny w Myszyńcu – wykaz członków", None, None, None, None, None],
        ["Lp.", "Reprezentowany podmiot", "Przedstawiciel", None, "Udział", None],
        [None, None, "Imię i nazwisko", "Stanowisko", "od", "do"],
        [1, "Miejsko-Gminny Ośrodek Pomocy Społecznej w Myszyńcu", "Anna Wymyślna", "kierownik", "2019-02-01", None],
        [2, "Komisariat Policji w Myszyńcu", "Piotr Nikt", "dzielnicowy", "2019-02-01", "2021-12-31"],
        [3, "Szkoła Podstawowa nr 1 w Myszyńcu", "Ola Zmyślona", "pedagog", "2020-09-01", None],
        [4, "SPZOZ w Myszyńcu", "Maria Urojona", "pielęgniarka", "2019-02-01", None],
        [5, "Sąd Rejonowy w Ostrołęce", "Jan Niebyły", "kurator zawodowy", "2019-02-01", None],
    ]
    merged = [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)]
    return Case("wykaz-czlonkow.xlsx", make.workbook(("ZI", rows, merged)), (Group((
        "Miejsko-Gminny Ośrodek Pomocy Społecznej w Myszyńcu", "Komisariat Policji w Myszyńcu", "Szkoła Podstawowa nr 1 w Myszyńcu",
        "Samodzielny Publiczny Zakład Opieki Zdrowotnej w Myszyńcu", "Sąd Rejonowy w Ostrołęce")),))


def _side_by_side() -> Case:
    rows = [
        ["Zespół Kooperacji w gminie Jedlicze", None, None, "Zespół Kooperacji w gminie Czarna Białostocka", None],
        ["Instytucja", "Funkcja", None, "Instytucja", "Funkcja"],
        ["Gminny Ośrodek Pomocy Społecznej w Jedliczu", "koordynator", None, "Miejski Ośrodek Pomocy Społecznej w Czarnej Białostockiej", "koordynator"],
        ["Gminny Ośrodek Kultury w Jedliczu", "członek", None, "Miejska Biblioteka Publiczna w Czarnej Białostockiej", "członek"],
        ["Zespół Szkół w Jedliczu", "członek", None, "Dom Kultury w Czarnej Białostockiej", "członek"],
        ["Komisariat Policji w Jedliczu", "członek", None, None, None],
    ]
    return Case("dwa-zespoly.xlsx", make.workbook(("Zespoły", rows, [(0, 0, 0, 1), (0, 3, 0, 4)])), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Jedliczu", "Gminny Ośrodek Kultury w Jedliczu", "Zespół Szkół w Jedliczu",
               "Komisariat Policji w Jedliczu")),
        Group(("Miejski Ośrodek Pomocy Społecznej w Czarnej Białostockiej", "Miejska Biblioteka Publiczna w Czarnej Białostockiej",
               "Dom Kultury w Czarnej Białostockiej"))))


def _sheets_by_gmina() -> Case:
    susz = [["Nazwa jednostki organizacyjnej", "Osoba delegowana", "Data dołączenia", "Status"],
            ["Miejski Ośrodek Pomocy Społecznej w Suszu", "Ewa Wymyślna", "15.01.2022", "aktywny"],
            ["Suski Ośrodek Kultury", "Jan Zmyślony", "15.01.2022", "aktywny"],
            ["Szkoła Podstawowa im. Jana III Sobieskiego w Suszu", "Anna Urojona", "01.09.2022", "aktywny"]]
    trzebiatow = [["Nazwa jednostki organizacyjnej", "Osoba delegowana", "Data dołączenia", "Status"],
                  ["Ośrodek Pomocy Społecznej w Trzebiatowie", "Piotr Zmyślony", "20.02.2022", "aktywny"],
                  ["Trzebiatowski Ośrodek Kultury", None, "20.02.2022", "aktywny"],
                  ["Stowarzyszenie „Nasz Brzeg” w Trzebiatowie", "Olga Niebyła", "20.02.2022", "aktywny"],
                  ["Zakład Karny w Trzebiatowie", None, None, "odmowa udziału"]]
    return Case("zespoly-w-arkuszach.xlsx", make.workbook(("Gmina Susz", susz, []), ("Gmina Trzebiatów", trzebiatow, [])), (
        Group(("Miejski Ośrodek Pomocy Społecznej w Suszu", "Suski Ośrodek Kultury", "Szkoła Podstawowa im. Jana III Sobieskiego w Suszu")),
        Group(("Ośrodek Pomocy Społecznej w Trzebiatowie", "Trzebiatowski Ośrodek Kultury", "Stowarzyszenie „Nasz Brzeg” w Trzebiatowie"),
              absent=("Zakład Karny w Trzebiatowie",))))


def _word_tables() -> Case:
    rows = [["Obszar", "Instytucje uczestniczące"],
            ["Pomoc społeczna", "Miejski Ośrodek Pomocy Społecznej w Człuchowie\nPowiatowe Centrum Pomocy Rodzinie w Człuchowie"],
            ["Bezpieczeństwo", "Komenda Powiatowa Policji w Człuchowie\nKomenda Powiatowa Państwowej Straży Pożarnej w Człuchowie"],
            ["Edukacja", [["Szkoła Podstawowa nr 1 w Człuchowie", "dyrektor"], ["Poradnia Psychologiczno-Pedagogiczna w Człuchowie", "psycholog"]]]]
    return Case("zespol-wsparcia.docx", make.word(
        "Lokalny Zespół Wsparcia Rodziny w Człuchowie", "Zespół powołano w dniu 7 czerwca 2022 r. W jego skład wchodzą:",
        (rows, [])), (Group((
            "Miejski Ośrodek Pomocy Społecznej w Człuchowie", "Powiatowe Centrum Pomocy Rodzinie w Człuchowie",
            "Komenda Powiatowa Policji w Człuchowie", "Komenda Powiatowa Państwowej Straży Pożarnej w Człuchowie",
            "Szkoła Podstawowa nr 1 w Człuchowie", "Poradnia Psychologiczno-Pedagogiczna w Człuchowie"), date="2022-06-07"),))


def _word_agreement() -> Case:
    return Case("porozumienie-kluczbork.docx", make.word(
        "POROZUMIENIE O WSPÓŁPRACY", "zawarte w dniu 18 listopada 2019 r. w Kluczborku pomiędzy:",
        ["Powiatem Kluczborskim, reprezentowanym przez Starostę – Jana Wymyślonego,",
         "Gminą Kluczbork, reprezentowaną przez Burmistrza – Adama Zmyślonego,",
         "Powiatowym Urzędem Pracy w Kluczborku, reprezentowanym przez Dyrektora – Ewę Urojoną,",
         "Zespołem Szkół Ogólnokształcących w Kluczborku,",
         "Fundacją „Dom” w Kluczborku, reprezentowaną przez Prezesa Zarządu,"],
        "zwanymi dalej Stronami.", "§ 1. Strony zobowiązują się do współpracy na rzecz osób młodych.",
        "§ 2. Porozumienie zawiera się na czas nieokreślony."), (Group((
            "Powiat Kluczborski", "Gmina Kluczbork", "Powiatowy Urząd Pracy w Kluczborku",
            "Zespół Szkół Ogólnokształcących w Kluczborku", "Fundacja „Dom” w Kluczborku"), date="2019-11-18"),))


def _pdf_pages() -> Case:
    towns = [("Gostyniu", "Gostyń"), ("Krobi", "Krobia"), ("Piaskach", "Piaski"), ("Pogorzeli", "Pogorzela"), ("Poniecu", "Poniec"),
             ("Borku Wielkopolskim", "Borek Wielkopolski"), ("Pępowie", "Pępowo")]
    named = [f"{kind} w {town}" for town, _ in towns for kind in (
        "Ośrodek Pomocy Społecznej", "Biblioteka Publiczna", "Ochotnicza Straż Pożarna", "Szkoła Podstawowa", "Przedszkole")]
    rows = [["Lp.", "Nazwa instytucji", "Osoba do kontaktu", "Uwagi"],
            *([str(n), name, "Anna Wymyślna", "" if n % 3 else "potwierdzono pismem z dnia 3 stycznia 2023 r."] for n, name in enumerate(named, 1))]
    data = make.pdf_table(["Powiatowa Rada Współpracy w Gostyniu – skład"], rows, [30, 230, 110, 110],
                          header="Starostwo Powiatowe w Gostyniu | ul. Wrocławska 256, 63-800 Gostyń", footer="Strona {page} z 3",
                          below=["Razem: 35 instytucji."])
    return Case("rada-wspolpracy.pdf", data, (Group(tuple(named)),))


def _pdf_columns() -> Case:
    parts = [
        "Porozumienie w sprawie utworzenia Partnerstwa na rzecz Rodziny zawarto w dniu 25 maja 2021 r. w Namysłowie. Jego stronami są: Powiat Namysłowski, Gmina Namysłów, Ośrodek Pomocy Społecznej w Namysłowie, Powiatowe Centrum Pomocy Rodzinie w Namysłowie oraz Stowarzyszenie „Razem dla Rodziny” w Namysłowie.",
        "Strony porozumienia uznały, że wsparcie rodzin wymaga działania wielu służb. Dlatego będą wymieniać informacje o dostępnych formach pomocy, prowadzić wspólne szkolenia pracowników oraz co kwartał spotykać się, aby omówić trudniejsze sprawy i ustalić plan dalszej pracy.",
        "Obsługę organizacyjną zapewnia biuro wyznaczone przez strony. Korespondencja jest prowadzona drogą elektroniczną, a protokoły spotkań są przechowywane przez okres pięciu lat od ich sporządzenia.",
        "Każda ze stron może wystąpić z partnerstwa za trzymiesięcznym okresem wypowiedzenia, złożonym na piśmie. Zmiany porozumienia wymagają formy pisemnej pod rygorem nieważności i zgody pozostałych stron.",
        "Porozumienie obowiązuje od dnia podpisania do dnia 31 grudnia 2024 r. i może zostać przedłużone na kolejne lata zgodną wolą wszystkich, którzy je podpisali, po ocenie dotychczasowych wyników.",
    ] * 1
    filler = [
        "Partnerzy planują między innymi warsztaty dla rodziców, poradnictwo prawne i psychologiczne, zajęcia dla dzieci w czasie ferii oraz akcje informacyjne prowadzone w sołectwach. Szczegółowy harmonogram będzie przyjmowany corocznie do końca stycznia.",
        "Koszty wspólnych przedsięwzięć strony pokrywają w ramach własnych budżetów, chyba że odrębne umowy stanowią inaczej. Nie przewiduje się wynagrodzenia za udział w pracach partnerstwa ani zwrotu kosztów dojazdu.",
    ] * 3
    return Case("partnerstwo.pdf", make.pdf_columns("PARTNERSTWO NA RZECZ RODZINY", [*parts, *filler],
                header="Biuletyn powiatowy", footer="Strona {page}"), (Group((
                    "Powiat Namysłowski", "Gmina Namysłów", "Ośrodek Pomocy Społecznej w Namysłowie",
                    "Powiatowe Centrum Pomocy Rodzinie w Namysłowie", "Stowarzyszenie „Razem dla Rodziny” w Namysłowie"), date="2021-05-25"),))


def _csv_cp1250() -> Case:
    rows = [["Nazwa podmiotu", "Reprezentant", "Uwagi"],
            ["Gminny Ośrodek Pomocy Społecznej\nw Wojsławicach", "Jan Wymyślony", "lider,\nod 2018 r."],
            ["Gminny Ośrodek Kultury w Wojsławicach", "", ""],
            ["Zespół Szkolno-Przedszkolny w Wojsławicach", "Ewa Urojona", ""],
            ["Koło Gospodyń Wiejskich w Majdanie", "", "zaproszone; przystąpiło"],
            ["", "", ""], ["Ogółem: 4", "", ""]]
    return Case("zespol-wojslawice.csv", make.delimited(rows, ";", "cp1250"), (Group((
        "Gminny Ośrodek Pomocy Społecznej w Wojsławicach", "Gminny Ośrodek Kultury w Wojsławicach",
        "Zespół Szkolno-Przedszkolny w Wojsławicach", "Koło Gospodyń Wiejskich w Majdanie")),))


def _csv_latin2() -> Case:
    rows = [["lp", "instytucja delegująca", "funkcja w zespole"],
            ["1", "Powiatowe Centrum Pomocy Rodzinie w Żaganiu", "przewodniczenie"],
            ["2", "Żagański Pałac Książęcy", "członkostwo"],
            ["3", "Komenda Powiatowa Policji w Żaganiu", "członkostwo"],
            ["4", "Sąd Rejonowy w Żaganiu", "członkostwo"]]
    return Case("zespol-zagan.csv", make.delimited(rows, "|", "iso8859-2"), (Group((
        "Powiatowe Centrum Pomocy Rodzinie w Żaganiu", "Żagański Pałac Książęcy", "Komenda Powiatowa Policji w Żaganiu", "Sąd Rejonowy w Żaganiu")),))


def _csv_bom() -> Case:
    rows = [["Zespół", "Gmina", "Sygnatariusz", "Data przystąpienia", "Nie uczestniczy"],
            ["Zespół Kooperacji w Wadowicach Górnych", "Wadowice Górne", "GOPS w Wadowicach Górnych", "2021-04-01", ""],
            ["Zespół Kooperacji w Wadowicach Górnych", "Wadowice Górne", "SP w Wadowicach Górnych", "2021-04-01", ""],
            ["Zespół Kooperacji w Wadowicach Górnych", "Wadowice Górne", "Caritas Parafialna w Wadowicach Górnych", "", "x"],
            ["Zespół Kooperacji w Wadowicach Górnych", "Wadowice Górne", "Gmina Wadowice Górne", "2021-04-01", ""]]
    return Case("sygnatariusze.csv", make.delimited(rows, ",", "utf-8-sig"), (Group((
        "Gminny Ośrodek Pomocy Społecznej w Wadowicach Górnych", "Szkoła Podstawowa w Wadowicach Górnych", "Gmina Wadowice Górne"),
        absent=("Caritas Parafialna w Wadowicach Górnych",)),))


def _bip_page() -> Case:
    page = """<!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>BIP – Urząd Gminy Czermin</title></head><body>
<div id="top-menu"><ul><li><a href="/">Strona główna</a></li><li><a href="/ops">Gminny Ośrodek Pomocy Społecznej w Czerminie</a></li><li><a href="/gok">Gminny Ośrodek Kultury w Czerminie</a></li></ul></div>
<div class="menu-boczne"><h3>Jednostki organizacyjne</h3><ul><li><a href="1">Szkoła Podstawowa w Broniszewicach</a></li><li><a href="2">Przedszkole w Żegocinie</a></li><li><a href="3">Szkoła Podstawowa w Pieruszycach</a></li></ul></div>
<div id="breadcrumb">Jesteś tutaj: Strona główna / Zarządzenia / 2023</div>
<div id="content"><h1>Zarządzenie Nr 31/2023 Wójta Gminy Czermin z dnia 14 lutego 2023 r. w sprawie powołania Gminnego Zespołu ds. Seniorów</h1>
<p>§ 1. Powołuję Gminny Zespół ds. Seniorów w składzie:</p>
<ol><li>Barbara Wymyślna – przedstawiciel Gminnego Ośrodka Pomocy Społecznej w Czerminie</li>
<li>Jerzy Zmyślony – przedstawiciel Klubu Seniora w Czerminie</li>
<li>Helena Urojona – przedstawiciel Koła Gospodyń Wiejskich w Broniszewicach</li>
<li>Stefan Niebyły – przedstawiciel Powiatowego Centrum Pomocy Rodzinie w Pleszewie</li></ol>
<p>§ 2. Zarządzenie wchodzi w życie z dniem podpisania.</p>
<table class="metryka"><tr><td>Podmiot udostępniający</td><td>Urząd Gminy w Czerminie</td></tr><tr><td>Wytworzył</td><td>Karol Nieistniejący</td></tr><tr><td>Data publikacji</td><td>2023-02-15</td></tr></table></div>
<div class="stopka"><p>Urząd Gminy w Czerminie, Czermin 47, 63-304 Czermin. Nasi partnerzy: Powiat Pleszewski, Lokalna Grupa Działania „Wspólnie dla Przyszłości”</p></div>
</body></html>"""
    return Case("zarzadzenie-31.html", page.encode("utf-8"), (Group((
        "Gminny Ośrodek Pomocy Społecznej w Czerminie", "Klub Seniora w Czerminie", "Koło Gospodyń Wiejskich w Broniszewicach",
        "Powiatowe Centrum Pomocy Rodzinie w Pleszewie"), date="2023-02-14"),))


def _odt() -> Case:
    rows = [["Podmiot", "Rola w partnerstwie"], ["Gmina Dobrzany", "lider"], ["Stowarzyszenie „Brama” w Dobrzanach", "partner"],
            ["Powiatowy Urząd Pracy w Stargardzie", "partner"], ["Centrum Integracji Społecznej w Stargardzie", "partner"]]
    return Case("umowa-partnerska.odt", make.open_text(
        "UMOWA PARTNERSKA", "zawarta w dniu 30 stycznia 2020 r. w Dobrzanach. Skład partnerstwa określa tabela.",
        (rows, []), "Umowa obowiązuje do 31 grudnia 2022 r."), (Group((
            "Gmina Dobrzany", "Stowarzyszenie „Brama” w Dobrzanach", "Powiatowy Urząd Pracy w Stargardzie",
            "Centrum Integracji Społecznej w Stargardzie"), date="2020-01-30"),))


def _letter() -> Case:
    rows = [["Skład Zespołu Kooperacji w Lidzbarku Warmińskim, stan na 30 września 2018", None], ["Instytucja / podmiot", "Rola"],
            ["MOPS w Lidzbarku Warmińskim", "koordynator"], ["KPP w Lidzbarku Warmińskim", "członek"],
            ["SP nr 1 w Lidzbarku Warmińskim", "członek"], ["PUP w Lidzbarku Warmińskim", "członek"]]
    body = "Dzień dobry,\n\nw załączeniu przesyłam skład zespołu.\n\nZ poważaniem\nHalina Wymyślna\ntel. 600 000 002\n"
    return Case("przekazanie-skladu.eml", make.letter("Skład zespołu – Halina Wymyślna", body, "Mon, 01 Oct 2018 09:00:00 +0200",
                **{"sklad.xlsx": make.workbook(("Skład", rows, [(0, 0, 0, 1)]))}), (Group((
                    "Miejski Ośrodek Pomocy Społecznej w Lidzbarku Warmińskim", "Komenda Powiatowa Policji w Lidzbarku Warmińskim",
                    "Szkoła Podstawowa nr 1 w Lidzbarku Warmińskim", "Powiatowy Urząd Pracy w Lidzbarku Warmińskim")),))


def _archive() -> Case:
    rows = [["Organizacja", "Przedstawiciel", "Rola w zespole"], ["Miejski Ośrodek Pomocy Społecznej w Chełmnie", "Ewa Wymyślna", "lider"],
            ["Zespół Szkół nr 1 w Chełmnie", "Jan Zmyślony", "członek"], ["Chełmiński Dom Kultury", "", "członek"]]
    text = ("Porozumienie zawarte dnia 2 marca 2022 r. w Chełmnie pomiędzy Gminą Miasto Chełmno a Powiatem Chełmińskim "
            "w sprawie wspólnego prowadzenia mieszkań wspomaganych.")
    return Case("komplet.zip", make.packed(**{"sklad.csv": make.delimited(rows, "\t", "utf-8"), "umowa/porozumienie.docx": make.word(text)}), (
        Group(("Miejski Ośrodek Pomocy Społecznej w Chełmnie", "Zespół Szkół nr 1 w Chełmnie", "Chełmiński Dom Kultury")),
        Group(("Gmina Miejska Chełmno", "Powiat Chełmiński"), date="2022-03-02")))


def _matrix() -> Case:
    rows = [["Udział instytucji w zespołach kooperacji", None, None, None], ["Instytucja", "Zespół w Sierakowie", "Zespół w Kwilczu", "Uwagi"],
            ["Powiatowe Centrum Pomocy Rodzinie w Międzychodzie", "x", "x", None], ["Ośrodek Pomocy Społecznej w Sierakowie", "x", None, None],
            ["Gminny Ośrodek Pomocy Społecznej w Kwilczu", None, "x", None], ["Komenda Powiatowa Policji w Międzychodzie", "x", "x", None],
            ["Zespół Szkół w Kwilczu", None, "x", None]]
    return Case("udzial-w-zespolach.xlsx", make.workbook(("Udział", rows, [(0, 0, 0, 3)])), (
        Group(("Powiatowe Centrum Pomocy Rodzinie w Międzychodzie", "Ośrodek Pomocy Społecznej w Sierakowie", "Komenda Powiatowa Policji w Międzychodzie")),
        Group(("Powiatowe Centrum Pomocy Rodzinie w Międzychodzie", "Gminny Ośrodek Pomocy Społecznej w Kwilczu",
               "Komenda Powiatowa Policji w Międzychodzie", "Zespół Szkół w Kwilczu"))))


CASES = [_bilgoraj(), _two_gminas(), _merged_ods(), _old_workbook(), _two_level_header(), _side_by_side(), _sheets_by_gmina(), _word_tables(),
         _word_agreement(), _pdf_pages(), _pdf_columns(), _csv_cp1250(), _csv_latin2(), _csv_bom(), _bip_page(), _odt(), _letter(), _archive(),
         _matrix()]


def _no_header() -> Case:
    rows = [["Członkowie Zespołu Kooperacji w gminie Rymanów:", None, None],
            ["1.", "Gminny Ośrodek Pomocy Społecznej w Rymanowie", "koordynator"], ["2.", "Gminna Biblioteka Publiczna w Rymanowie", "członek"],
            ["3.", "Szkoła Podstawowa w Posadzie Górnej", "członek"], ["4.", "Komisariat Policji w Rymanowie", "członek"]]
    return Case("rymanow.docx", make.word((rows, [(0, 0, 0, 2)])), (Group((
        "Gminny Ośrodek Pomocy Społecznej w Rymanowie", "Gminna Biblioteka Publiczna w Rymanowie", "Szkoła Podstawowa w Posadzie Górnej",
        "Komisariat Policji w Rymanowie")),))


def _many_in_a_cell() -> Case:
    rows = [["Powiat", "Gmina", "Skład zespołu"],
            ["giżycki", "Kruklanki", "Gminny Ośrodek Pomocy Społecznej w Kruklankach, Szkoła Podstawowa w Kruklankach, Ochotnicza Straż Pożarna w Kruklankach"],
            ["giżycki", "Wydminy", "1. Gminny Ośrodek Pomocy Społecznej w Wydminach\n2. Gminny Ośrodek Kultury w Wydminach\n3. Posterunek Policji w Wydminach"]]
    return Case("giżycki-zespoly.xlsx", make.workbook(("Zespoły kooperacji", rows, [])), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Kruklankach", "Szkoła Podstawowa w Kruklankach", "Ochotnicza Straż Pożarna w Kruklankach")),
        Group(("Gminny Ośrodek Pomocy Społecznej w Wydminach", "Gminny Ośrodek Kultury w Wydminach", "Posterunek Policji w Wydminach"))))


def _capitals() -> Case:
    rows = [["LP", "NAZWA PODMIOTU (SIEDZIBA)", "ROLA PODMIOTU", "DATA PODPISANIA POROZUMIENIA"],
            ["1", "POWIATOWE CENTRUM POMOCY RODZINIE W KRAŚNIKU", "LIDER", "7 lutego 2023 r."], ["2", "MIEJSKI OŚRODEK POMOCY SPOŁECZNEJ W KRAŚNIKU", "PARTNER", "7 lutego 2023 r."],
            ["3", "SĄD REJONOWY W KRAŚNIKU", "PARTNER", "14.03.2023"], ["4", "SPZOZ W KRAŚNIKU", "PARTNER", "14.03.2023"]]
    return Case("porozumienie-krasnik.csv", make.delimited(rows, "\t", "utf-8"), (Group((
        "Powiatowe Centrum Pomocy Rodzinie w Kraśniku", "Miejski Ośrodek Pomocy Społecznej w Kraśniku", "Sąd Rejonowy w Kraśniku",
        "Samodzielny Publiczny Zakład Opieki Zdrowotnej w Kraśniku")),))


def _totals_between() -> Case:
    rows = [["Wykaz instytucji współpracujących w ramach Lokalnej Koalicji na rzecz Osób Starszych w Sępólnie Krajeńskim", None, None], [None] * 3,
            ["Instytucja (pełna nazwa)", "Osoba wyznaczona do kontaktu", "Adres e-mail"], ["Szczebel gminny", None, None],
            ["Miejsko-Gminny Ośrodek Pomocy Społecznej w Sępólnie Krajeńskim", "Lena Wymyślna", "mgops@sepolno.example"],
            ["Dzienny Dom „Senior+” w Sępólnie Krajeńskim", "Igor Zmyślony", None], ["Razem szczebel gminny: 2", None, None],
            ["Szczebel powiatowy", None, None], ["Powiatowe Centrum Pomocy Rodzinie w Sępólnie Krajeńskim", None, "pcpr@sepolno.example"],
            ["Szpital Powiatowy w Więcborku", None, None], ["Razem szczebel powiatowy: 2", None, None]]
    return Case("koalicja-seniorzy.ods", make.open_workbook(("Wykaz", rows, [(0, 0, 0, 2), (3, 0, 3, 2), (7, 0, 7, 2)])), (Group((
        "Miejsko-Gminny Ośrodek Pomocy Społecznej w Sępólnie Krajeńskim", "Dzienny Dom „Senior+” w Sępólnie Krajeńskim",
        "Powiatowe Centrum Pomocy Rodzinie w Sępólnie Krajeńskim", "Szpital Powiatowy w Więcborku")),))


def _person_first() -> Case:
    rows = [["Imię i nazwisko", "Stanowisko", "Instytucja / jednostka delegująca", "Funkcja w Zespole"],
            ["Oliwia Wymyślna", "kierownik", "Miejski Ośrodek Pomocy Społecznej w Wieluniu", "Przewodnicząca"],
            ["Kacper Niebyły", "dzielnicowy", "Komenda Powiatowa Policji w Wieluniu", "Członek"],
            ["Hanna Urojona", "kurator", "Sąd Rejonowy w Wieluniu", "Członek"], ["Iga Zmyślona", "pedagog", "Szkoła Podstawowa nr 4 w Wieluniu", "Sekretarz"]]
    return Case("zi-wielun.pdf", make.pdf_table(["Skład osobowy Zespołu Interdyscyplinarnego w Wieluniu", "powołany zarządzeniem z dnia 9 stycznia 2024 r."],
                rows, [110, 90, 190, 90], header="Urząd Miejski w Wieluniu", footer="{page}/1"), (Group((
                    "Miejski Ośrodek Pomocy Społecznej w Wieluniu", "Komenda Powiatowa Policji w Wieluniu", "Sąd Rejonowy w Wieluniu",
                    "Szkoła Podstawowa nr 4 w Wieluniu"), date="2024-01-09"),))


def _page_with_table() -> Case:
    cells = [("Podmiot", "Rola"), ("Gmina Nowogard", "Lider"), ("Zachodniopomorskie Stowarzyszenie „Krąg” w Nowogardzie", "Partner"), ("Powiatowy Urząd Pracy w Goleniowie", "Partner")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    page = ("<html><head><meta charset=\"iso-8859-2\"></head><body><div class=\"header\"><a href=\"/\">Gmina Nowogard</a> <a href=\"/gops\">OPS Nowogard</a></div>"
            f"<div class=\"tresc\"><h2>Umowa o partnerstwie na rzecz realizacji projektu „Aktywni razem”</h2><p>Umowę zawarto 3 czerwca 2019 r.</p><table>{table}</table></div>"
            "<div id=\"footer\">Urząd Miejski w Nowogardzie, pl. Wolności 1. Współpracują z nami: Biblioteka Publiczna w Nowogardzie, Muzeum w Goleniowie</div></body></html>")
    return Case("nowogard.htm", page.replace("„", "&bdquo;").replace("”", "&rdquo;").encode("iso8859-2"), (Group((
        "Gmina Nowogard", "Zachodniopomorskie Stowarzyszenie „Krąg” w Nowogardzie", "Powiatowy Urząd Pracy w Goleniowie"), date="2019-06-03"),))


def _yes_no() -> Case:
    rows = [["Partnerzy Klastra Ekonomii Społecznej w Nysie", None, None], ["Organizacja", "Siedziba", "Przystąpił"],
            ["Spółdzielnia Socjalna „Kłos”", "Nysa", "tak"], ["Centrum Integracji Społecznej", "Nysa", "tak"], ["Zakład Aktywności Zawodowej", "Głuchołazy", "nie"],
            ["Powiatowy Urząd Pracy", "Nysa", "tak"]]
    return Case("klaster-nysa.xls", make.old_workbook(("Partnerzy", rows, [(0, 0, 0, 2)])), (Group((
        "Spółdzielnia Socjalna „Kłos” w Nysie", "Centrum Integracji Społecznej w Nysie", "Powiatowy Urząd Pracy w Nysie"),
        absent=("Zakład Aktywności Zawodowej w Głuchołazach",)),))


def _odt_list() -> Case:
    return Case("deklaracja-lubaczow.odt", make.open_text(
        "DEKLARACJA WSPÓŁPRACY", "podpisana w Lubaczowie w dniu 17 października 2022 r. przez:",
        ["Powiat Lubaczowski,", "Gminę Miejską Lubaczów,", "Powiatowe Centrum Pomocy Rodzinie w Lubaczowie,", "Zespół Szkół w Oleszycach,",
         "Stowarzyszenie „Roztocze bez Barier” w Narolu."], "Sygnatariusze deklarują wspólne działania na rzecz osób z niepełnosprawnościami."), (Group((
             "Powiat Lubaczowski", "Gmina Miejska Lubaczów", "Powiatowe Centrum Pomocy Rodzinie w Lubaczowie", "Zespół Szkół w Oleszycach",
             "Stowarzyszenie „Roztocze bez Barier” w Narolu"), date="2022-10-17"),))


SECOND = [_no_header(), _many_in_a_cell(), _capitals(), _totals_between(), _person_first(), _page_with_table(), _yes_no(), _odt_list()]
"""Written after the first ones were read well, and again before the loader read them."""


def answers(case: Case) -> dict[str, Any]:
    """What a case says, in the form of the labelled corpus."""
    stem = Path(case.file).stem
    return {"doc": stem, "form_group": Path(case.file).suffix[1:], "negative": False, "agreements": [
        {"kind": "zespół", "date": group.date, "members": [{"name": name} for name in group.members]} for group in case.groups]}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for each in SECOND if "second" in sys.argv else CASES:
        (folder / each.file).write_bytes(each.data)
        (folder / f"{Path(each.file).stem}.json").write_text(json.dumps(answers(each), ensure_ascii=False, indent=1) + "\n", "utf-8")
