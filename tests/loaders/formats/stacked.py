# ruff: noqa: E501 — documents have long lines
"""More shapes of rosters and agreements: several teams under one another, pages without marked furniture, short columns.

The answers were written before the loader read the files. Persons, phones and e-mails are invented.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table


def _beside(name: str) -> Any:
    if f"formats_{name}" in sys.modules:
        return sys.modules[f"formats_{name}"]
    spec = importlib.util.spec_from_file_location(f"formats_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


make = _beside("writers")
cases = _beside("cases")
Case, Group = cases.Case, cases.Group


def _blocks_of_rows() -> Any:
    rows = [
        ["Zespoły interdyscyplinarne w powiecie lubartowskim – stan na 31.03.2023", None, None, None, None],
        ["Lp.", "Instytucja / organizacja", "Członek zespołu", None, "Okres udziału"],
        [None, None, "imię i nazwisko", "funkcja", None],
        ["Zespół Interdyscyplinarny w Kamionce (zarządzenie nr 12/2021 z dnia 3 lutego 2021 r.)", None, None, None, None],
        [1, "GOPS w Kamionce", "Anna Niebywała", "przewodnicząca", "od 2021"],
        [2, "Zespół Szkół w Kamionce", "Jan Bezimienny", "członek", "od 2021"],
        [3, "Komenda Powiatowa Policji w Lubartowie", "mł. asp. Piotr Znikomy", "członek", "od 2021"],
        [4, "GKRPA w Kamionce", "Ewa Żadna", "członek", "od 2022"],
        ["Zespół Interdyscyplinarny w Firleju (zarządzenie nr 7/2021 z dnia 15 marca 2021 r.)", None, None, None, None],
        [1, "GOPS w Firleju", "Maria Niczyja", "przewodnicząca", "od 2021"],
        [2, "Szkoła Podstawowa w Firleju", "Olga Pozór", "sekretarz", "od 2021"],
        [3, "SP ZOZ w Lubartowie", "Róża Ułuda", "członek", "od 2021"],
        ["Zespół Interdyscyplinarny w Serokomli – powołanie w toku", None, None, None, None],
    ]
    merged = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4), (3, 0, 3, 4), (8, 0, 8, 4), (12, 0, 12, 4)]
    return Case("zi-lubartow.xlsx", make.workbook(("Arkusz1", rows, merged)), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Kamionce", "Zespół Szkół w Kamionce", "Komenda Powiatowa Policji w Lubartowie",
               "Gminna Komisja Rozwiązywania Problemów Alkoholowych w Kamionce"), date="2021-02-03"),
        Group(("Gminny Ośrodek Pomocy Społecznej w Firleju", "Szkoła Podstawowa w Firleju",
               "Samodzielny Publiczny Zakład Opieki Zdrowotnej w Lubartowie"), date="2021-03-15")))


def _tables_in_one_sheet() -> Any:
    rows = [
        ["POWIAT ŻUROMIŃSKI – PARTNERSKIE ZESPOŁY KOOPERACJI", None, None, None, None],
        [None] * 5,
        ["Partnerski Zespół Kooperacji w Gminie Siemiątkowo", None, None, None, None],
        ["podpisanie deklaracji: 9 czerwca 2023 r.", None, None, None, None],
        ["Lp.", "Przedstawiciel", "Podmiot", "Rola w zespole", "Data przystąpienia"],
        [1, "Alicja Bezkres", "Gminny Ośrodek Pomocy Społecznej w Siemiątkowie", "koordynator", "09.06.2023"],
        [2, "Bogdan Ciszewnik", "Publiczna Szkoła Podstawowa w Siemiątkowie", "członek", "09.06.2023"],
        [3, "Celina Drżąca", "Powiatowe Centrum Pomocy Rodzinie w Żurominie", "członek", "12.06.2023"],
        ["Razem", None, 3, None, None],
        [None] * 5,
        ["Partnerski Zespół Kooperacji w Gminie Lutocin", None, None, None, None],
        ["podpisanie deklaracji: 16 czerwca 2023 r.", None, None, None, None],
        ["Lp.", "Podmiot", "Rola w zespole", "Przedstawiciel", "Uwagi"],
        [1, "Gminny Ośrodek Pomocy Społecznej w Lutocinie", "koordynator", "Dionizy Echo", None],
        [2, "Gminna Biblioteka Publiczna w Lutocinie", "członek", "Elwira Fala", "zgłosiła rezygnację 1.09.2023"],
        [3, "Komenda Powiatowa Policji w Żurominie", "członek", "Florian Głuchy", None],
        [4, "Samodzielny Publiczny Zespół Zakładów Opieki Zdrowotnej w Żurominie", "członek", "Grażyna Huk", None],
    ]
    merged = [(0, 0, 0, 4), (2, 0, 2, 4), (3, 0, 3, 4), (10, 0, 10, 4), (11, 0, 11, 4)]
    return Case("zespoly-zuromin.xlsx", make.workbook(("Arkusz1", rows, merged)), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Siemiątkowie", "Publiczna Szkoła Podstawowa w Siemiątkowie",
               "Powiatowe Centrum Pomocy Rodzinie w Żurominie"), date="2023-06-09"),
        Group(("Gminny Ośrodek Pomocy Społecznej w Lutocinie", "Komenda Powiatowa Policji w Żurominie",
               "Samodzielny Publiczny Zespół Zakładów Opieki Zdrowotnej w Żurominie"),
              absent=("Gminna Biblioteka Publiczna w Lutocinie",), date="2023-06-16")))


def _who_represents() -> Any:
    rows = [
        ["Powiat", "Gmina", "Podmiot", "Reprezentuje", "Rola w zespole", "Data przystąpienia", "Uwagi"],
        ["kolbuszowski", "Cmolas", "Gminny Ośrodek Pomocy\nSpołecznej w Cmolasie", "Irena\nWymysł", "lider", "10.10.2019", None],
        ["kolbuszowski", "Cmolas", "Szkoła Podstawowa\nim. Jana Pawła II\nw Cmolasie", "Karol Zmyślny", "partner", "10.10.2019", None],
        ["kolbuszowski", "Cmolas", "Powiatowy Urząd Pracy w Kolbuszowej", None, "partner", "10.10.2019", "nie przystąpił do zespołu"],
        ["kolbuszowski", "Niwiska", "GOPS w Niwiskach", "Maja Ułudna", "lider", "24.10.2019", None],
        ["kolbuszowski", "Niwiska", "Parafia pw. św. Mikołaja w Niwiskach", "ks. Tobiasz Nikt", "partner", "24.10.2019", None],
        ["kolbuszowski", "Niwiska", "PCPR w Kolbuszowej", "Cezary Niknie", "partner", "24.10.2019", None],
    ]
    return Case("kolbuszowa.csv", make.delimited(rows, ";", "cp1250"), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Cmolasie", "Szkoła Podstawowa im. Jana Pawła II w Cmolasie"),
              absent=("Powiatowy Urząd Pracy w Kolbuszowej",)),
        Group(("Gminny Ośrodek Pomocy Społecznej w Niwiskach", "Parafia pw. św. Mikołaja w Niwiskach",
               "Powiatowe Centrum Pomocy Rodzinie w Kolbuszowej"))))


def _whom_they_represent() -> Any:
    rows = "".join(
        f"<tr>{town}<td>{person}</td><td>{body}</td><td>członek</td></tr>" for town, person, body in (
            ("<td rowspan=3>Iwkowa</td>", "Rafał Szept", "GOPS w Iwkowej"),
            ("", "Stefania Tchnienie", "Szkoła Podstawowa w Wojakowej"),
            ("", "Tymon Ulotka", "Gminny Ośrodek Kultury i Biblioteka w Iwkowej"),
            ("<td rowspan=2>Gnojnik</td>", "Urban Wicher", "GOPS w Gnojniku"),
            ("", "Waleria Zmierzch", "Zespół Szkół w Gnojniku")))
    page = (
        "<!doctype html><html><head><meta charset=utf-8></head><body><table class=\"menu\"><tr><td><a>Starostwo Powiatowe w Brzesku</a></td>"
        "<td><a>Powiatowy Urząd Pracy w Brzesku</a></td></tr></table><h1>Składy gminnych zespołów kooperacji</h1>"
        "<p>Zespoły działają od dnia podpisania deklaracji, tj. od 5 lutego 2024 r.</p>"
        f"<table><tr><th>Gmina</th><th>Imię i nazwisko</th><th>Reprezentuje</th><th>Funkcja</th></tr>{rows}</table>"
        "<p>Copyright Starostwo Powiatowe w Brzesku. Nasi partnerzy: Powiat Bocheński, Bank Spółdzielczy w Brzesku</p></body></html>")
    return Case("zespoly-brzesko.html", page.encode("utf-8"), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Iwkowej", "Szkoła Podstawowa w Wojakowej", "Gminny Ośrodek Kultury i Biblioteka w Iwkowej"),
              date="2024-02-05"),
        Group(("Gminny Ośrodek Pomocy Społecznej w Gnojniku", "Zespół Szkół w Gnojniku"), date="2024-02-05")))


def _page_of_an_authority() -> Any:
    rows = "".join(f"<tr><td>{number}.</td><td>{body}</td><td>{person}</td></tr>" for number, (body, person) in enumerate((
        ("Miejsko-Gminny Ośrodek Pomocy Społecznej w Lipsku", "Sabina Nieistotna"),
        ("Komenda Powiatowa Policji w Lipsku", "Tomasz Rzekomy"),
        ("Samodzielny Publiczny Zakład Opieki Zdrowotnej - Szpital w Lipsku", "Wanda Pozorna"),
        ("Stowarzyszenie Abstynenckie „Nowy Dzień” w Lipsku", "Adam Brak")), 1))
    page = (
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>"
        "<div class=\"sciezka\">Jesteś tutaj: <a>Miejsko-Gminny Ośrodek Kultury w Lipsku</a></div>"
        "<div id=\"tresc\"><h2>Zespół Interdyscyplinarny w Lipsku</h2><p>Zarządzeniem Nr 88/2022 Burmistrza Miasta i Gminy Lipsko "
        "z dnia 19 października 2022 r. powołano Zespół Interdyscyplinarny w składzie:</p>"
        f"<table><tr><th>Lp.</th><th>Reprezentowana instytucja</th><th>Imię i nazwisko</th></tr>{rows}</table></div>"
        "<div class=\"metryka\"><table><tr><td>Podmiot udostępniający</td><td>Urząd Miasta i Gminy w Lipsku</td></tr>"
        "<tr><td>Wytworzył</td><td>Celina Metryczna</td></tr></table></div>"
        "<div id=\"dol\"><p>Polecamy: <a>Starostwo Powiatowe w Lipsku</a> | <a>Powiatowy Urząd Pracy w Lipsku</a></p></div></body></html>")
    return Case("bip-lipsko.html", page.encode("utf-8"), (Group((
        "Miejsko-Gminny Ośrodek Pomocy Społecznej w Lipsku", "Komenda Powiatowa Policji w Lipsku",
        "Samodzielny Publiczny Zakład Opieki Zdrowotnej – Szpital w Lipsku", "Stowarzyszenie Abstynenckie „Nowy Dzień” w Lipsku"),
        date="2022-10-19"),))


def _page_laid_out_by_tables() -> Any:
    rows = "".join(f"<tr><td>{number}</td><td>{body}</td><td>{person}</td></tr>" for number, (body, person) in enumerate((
        ("Urząd Miejski w Mogilnie", "Bożena Niema"), ("Komenda Powiatowa Policji w Mogilnie", "Cezary Niknie"),
        ("Szkoła Podstawowa nr 3 w Mogilnie", "Elżbieta Wiotka"), ("Ochotnicza Straż Pożarna w Gębicach", "Franciszek Nic")), 1))
    page = (
        "<html><head><meta charset=\"iso-8859-2\"></head><body><table><tr><td colspan=\"2\"><table><tr><td>Gmina Mogilno</td><td>Kontakt</td>"
        "</tr></table></td></tr><tr><td><table><tr><td>Mogileński Dom Kultury</td></tr></table></td><td><p>Partnerzy porozumienia "
        "&bdquo;Bezpieczne Mogilno&rdquo;</p><p>Porozumienie podpisano 11 stycznia 2018 roku.</p><table border=\"1\"><tr><td>Nr</td>"
        f"<td>Nazwa i siedziba podmiotu</td><td>Osoba reprezentująca</td></tr>{rows}</table></td></tr></table></body></html>")
    return Case("mogilno.htm", page.encode("iso8859-2"), (Group((
        "Urząd Miejski w Mogilnie", "Komenda Powiatowa Policji w Mogilnie", "Szkoła Podstawowa nr 3 w Mogilnie",
        "Ochotnicza Straż Pożarna w Gębicach"), date="2018-01-11"),))


def _short_last_column() -> Any:
    parts = [
        "W dniu 23 kwietnia 2024 r. w Starostwie Powiatowym w Szydłowcu zawarto Porozumienie o utworzeniu Lokalnego Partnerstwa na rzecz Zdrowia Psychicznego Dzieci i Młodzieży.",
        "Stronami Porozumienia są: Powiat Szydłowiecki, Poradnia Psychologiczno-Pedagogiczna w Szydłowcu, Powiatowe Centrum Pomocy Rodzinie w Szydłowcu, Gminny Ośrodek Pomocy Społecznej w Chlewiskach oraz Samodzielny Publiczny Zespół Zakładów Opieki Zdrowotnej w Szydłowcu.",
        *["Koszty działań każda ze stron ponosi we własnym zakresie. Strony mogą wspólnie ubiegać się o środki zewnętrzne, a podział zadań i kosztów w takich przedsięwzięciach określą odrębne umowy."] * 9,
    ]
    return Case("partnerstwo-szydlowiec.pdf", make.pdf_columns(
        "LOKALNE PARTNERSTWO W SZYDŁOWCU", parts, header="Biuletyn", footer="Strona {page}"), (Group((
            "Powiat Szydłowiecki", "Poradnia Psychologiczno-Pedagogiczna w Szydłowcu", "Powiatowe Centrum Pomocy Rodzinie w Szydłowcu",
            "Gminny Ośrodek Pomocy Społecznej w Chlewiskach", "Samodzielny Publiczny Zespół Zakładów Opieki Zdrowotnej w Szydłowcu"),
            date="2024-04-23"),))


def _line_under_a_list() -> Any:
    named = (
        "Gminny Ośrodek Pomocy Społecznej w Rokietnicy", "Szkoła Podstawowa im. Jana Brzechwy w Rokietnicy",
        "Gminny Ośrodek Kultury w Rokietnicy", "Stowarzyszenie „Mrowisko” w Mrowinie", "Parafia pw. Chrystusa Króla w Rokietnicy")
    style = make._style()
    lines = [
        "DEKLARACJA PRZYSTĄPIENIA DO GMINNEJ KOALICJI NA RZECZ DZIECI",
        *["Dobro dzieci wymaga zgodnego działania wielu osób. Wiemy, że rodziny potrzebują wsparcia wcześnie i blisko miejsca zamieszkania."] * 3,
        "My, niżej podpisani przedstawiciele instytucji, przystępujemy do Koalicji:",
        *(f"{number}. {name}," for number, name in enumerate(named, 1)), "Deklaracja jest ważna bezterminowo."]
    signed = Table([["........................", "........................"], ["Otylia Przezroczysta", "Piotr Rozmyty"]])
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([*(Paragraph(line, style) for line in lines), Spacer(1, 20), signed])
    return Case("deklaracja-rokietnica.pdf", out.getvalue(), (Group(named),))


def _parties_with_contacts() -> Any:
    contacts = [
        ["Strona", "Koordynator", "Telefon", "E-mail"],
        ["Gmina Lidzbark Warmiński", "Jolanta Lśniąca", "89 000 00 01", "j.lsniaca@lidzbark.example"],
        ["Gminny Ośrodek Pomocy Społecznej w Lidzbarku Warmińskim", "Konrad Mglisty", "89 000 00 02", "gops@lidzbark.example"],
        ["Fundacja „Ogród Jesieni”", "Laura Nić", "89 000 00 03", "biuro@ogrodjesieni.example"]]
    return Case("umowa-lidzbark.docx", make.word(
        "UMOWA PARTNERSKA NR 2/PS/2022", "na rzecz realizacji projektu „Sąsiedzi na rzecz seniorów”",
        "zawarta w Lidzbarku Warmińskim w dniu 4 lipca 2022 roku pomiędzy:",
        "Gminą Lidzbark Warmiński, reprezentowaną przez Fabiana Cichego – Wójta Gminy, zwaną dalej Partnerem wiodącym,", "a",
        "Gminnym Ośrodkiem Pomocy Społecznej w Lidzbarku Warmińskim, reprezentowanym przez Halinę Grom – Kierownika, zwanym dalej Partnerem nr 1,",
        "oraz", "Fundacją „Ogród Jesieni” z siedzibą w Olsztynie, reprezentowaną przez Ireneusza Kroka – Prezesa Zarządu, zwaną dalej Partnerem nr 2,",
        "o następującej treści:", "§ 1. Przedmiotem umowy jest wspólna realizacja projektu.", "§ 2. Strony wyznaczają koordynatorów:",
        (contacts, []), "§ 3. Umowa zostaje sporządzona w trzech jednobrzmiących egzemplarzach."), (Group((
            "Gmina Lidzbark Warmiński", "Gminny Ośrodek Pomocy Społecznej w Lidzbarku Warmińskim", "Fundacja „Ogród Jesieni” w Olsztynie"),
            date="2022-07-04"),))


def _gminas_of_one_team() -> Any:
    rows = [
        ["Lp.", "Nazwa instytucji", "Przedstawiciel"],
        ["Gmina Nisko", None, None],
        ["1", "Miejsko-Gminny Ośrodek Pomocy Społecznej w Nisku", "Gaweł Nierad"],
        ["2", "Niżańskie Centrum Kultury „Sokół”", "Hania Bezczas"],
        ["Gmina Ulanów", None, None],
        ["3", "Miejsko-Gminny Ośrodek Pomocy Społecznej w Ulanowie", "Ira Głusza"],
        ["4", "Rada Seniorów w Ulanowie", None],
        ["5", "Zespół Szkół w Ulanowie", "Jarema Ćwir"],
    ]
    return Case("rada-nisko.docx", make.word(
        "Powiatowa Rada Kooperacji w Nisku", "powołana uchwałą Zarządu Powiatu z dnia 22 lutego 2023 r.",
        (rows, [(1, 0, 1, 2), (4, 0, 4, 2)])), (Group((
            "Miejsko-Gminny Ośrodek Pomocy Społecznej w Nisku", "Niżańskie Centrum Kultury „Sokół”",
            "Miejsko-Gminny Ośrodek Pomocy Społecznej w Ulanowie", "Rada Seniorów w Ulanowie", "Zespół Szkół w Ulanowie"),
            date="2023-02-22"),))


def _gminas_of_several_teams() -> Any:
    rows = [
        ["Wykaz podmiotów wchodzących w skład zespołów kooperacji w powiecie łosickim", None, None],
        ["Podmiot", "Funkcja", "Imię i nazwisko"],
        ["Gmina Huszlew", None, None],
        ["GOPS w Huszlewie", "lider", "Ada Nicość"],
        ["OSP Huszlew", "partner", "Cela Cicha"],
        ["Gmina Olszanka", None, None],
        ["GOPS w Olszance", "lider", "Darek Mglisty"],
        ["Szkoła Podstawowa w Hadynowie", "partner", "Ewelina Sen"],
        ["Ogółem: 4 podmioty", None, None],
    ]
    return Case("zespoly-losice.xlsx", make.workbook(("Wykaz", rows, [(0, 0, 0, 2), (2, 0, 2, 2), (5, 0, 5, 2), (8, 0, 8, 2)])), (
        Group(("Gminny Ośrodek Pomocy Społecznej w Huszlewie", "Ochotnicza Straż Pożarna w Huszlewie")),
        Group(("Gminny Ośrodek Pomocy Społecznej w Olszance", "Szkoła Podstawowa w Hadynowie"))))


CASES = [_blocks_of_rows(), _tables_in_one_sheet(), _who_represents(), _whom_they_represent(), _page_of_an_authority(),
         _page_laid_out_by_tables(), _short_last_column(), _line_under_a_list(), _parties_with_contacts(), _gminas_of_one_team(), _gminas_of_several_teams()]
PERSONS = {
    "zi-lubartow.xlsx": "Niebywała Bezimienny Znikomy Żadna Niczyja Pozór Ułuda",
    "zespoly-zuromin.xlsx": "Bezkres Ciszewnik Drżąca Echo Fala Głuchy Huk",
    "kolbuszowa.csv": "Wymysł Zmyślny Ułudna Nikt Cezary Niknie",
    "zespoly-brzesko.html": "Szept Tchnienie Tymon Ulotka Wicher Waleria Zmierzch",
    "bip-lipsko.html": "Nieistotna Rzekomy Pozorna Metryczna",
    "mogilno.htm": "Niema Cezary Niknie Wiotka Franciszek",
    "deklaracja-rokietnica.pdf": "Otylia Przezroczysta Piotr Rozmyty",
    "umowa-lidzbark.docx": "Fabian Grom Ireneusz Lśniąca Mglisty Laura lsniaca",
}
"""Words of invented persons in each file."""
