# ruff: noqa: E501 — sentences are long
"""More ways in which Polish pages say who takes part, in what order and over how many sentences, with bodies of other kinds.

A fourth body named beside the three takes no part. The last sentences tell of trainings, contracts, grants and the like.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import read

DAY = "2021-03-12"
POLICE = {
    "n": "Komenda Powiatowa Policji w Rypinie",
    "g": "Komendy Powiatowej Policji w Rypinie",
    "d": "Komendzie Powiatowej Policji w Rypinie",
    "a": "Komendę Powiatową Policji w Rypinie",
    "i": "Komendą Powiatową Policji w Rypinie",
    "l": "Komendzie Powiatowej Policji w Rypinie",
}
DAY_HOME = {
    "n": "Środowiskowy Dom Samopomocy w Rypinie",
    "g": "Środowiskowego Domu Samopomocy w Rypinie",
    "d": "Środowiskowemu Domowi Samopomocy w Rypinie",
    "a": "Środowiskowy Dom Samopomocy w Rypinie",
    "i": "Środowiskowym Domem Samopomocy w Rypinie",
    "l": "Środowiskowym Domu Samopomocy w Rypinie",
}
CLINIC = {
    "n": "Poradnia Psychologiczno-Pedagogiczna w Rypinie",
    "g": "Poradni Psychologiczno-Pedagogicznej w Rypinie",
    "d": "Poradni Psychologiczno-Pedagogicznej w Rypinie",
    "a": "Poradnię Psychologiczno-Pedagogiczną w Rypinie",
    "i": "Poradnią Psychologiczno-Pedagogiczną w Rypinie",
    "l": "Poradni Psychologiczno-Pedagogicznej w Rypinie",
}
OTHER = {
    "n": "Prokuratura Rejonowa w Rypinie",
    "g": "Prokuratury Rejonowej w Rypinie",
    "d": "Prokuraturze Rejonowej w Rypinie",
    "a": "Prokuraturę Rejonową w Rypinie",
    "i": "Prokuraturą Rejonową w Rypinie",
    "l": "Prokuraturze Rejonowej w Rypinie",
}
BODIES = (POLICE, DAY_HOME, CLINIC)


def enumerated(case: str) -> str:
    first, second, third = (body[case] for body in BODIES)
    return f"{first}, {second} oraz {third}"


def listed(case: str, before: str = "", after: str = "") -> str:
    return "\n".join(f"- {before}{body[case]}{after}" for body in BODIES)


NAMED = (("police", POLICE), ("day_home", DAY_HOME), ("clinic", CLINIC), ("other", OTHER))
WORDS = {
    **{f"{name}_{case}": body[case] for name, body in NAMED for case in body},
    **{f"all_{case}": enumerated(case) for case in "ngdail"},
    **{f"list_{case}": listed(case) for case in "ngi"},
    "persons": listed("n", "Anna Lis, "),
    "posts": listed("n", after=" – członek"),
}
SAID: list[tuple[str, str | None]] = [
    # signed
    ("Uroczyste podpisanie umowy o współpracy odbyło się 12 marca 2021 r. Swoje podpisy złożyli szefowie {all_g}.", DAY),
    ("12 marca 2021 r. zawiązało się partnerstwo, które tworzą {all_n}. Umowę podpisano tego samego dnia.", DAY),
    ("Trójstronne porozumienie, którego sygnatariuszami są {all_n}, obowiązuje od 12 marca 2021 r.", DAY),
    ("Między {all_i} zostało 12 marca 2021 r. zawarte porozumienie o wymianie informacji.", DAY),
    ("Porozumienie z 12 marca 2021 r. wiąże {all_a}.", DAY),
    ("Zgodnie z porozumieniem z 12 marca 2021 r. współpracują: {all_n}.", DAY),
    ("12 marca 2021 r. odbyło się spotkanie poświęcone współpracy na rzecz rodzin. Na jego zakończenie list intencyjny podpisali kierujący: {all_i}.", DAY),
    ("Zgodnie z zawartym porozumieniem {all_n} będą wymieniać informacje o rodzinach w kryzysie.", None),
    ("O partnerstwie lokalnym mówiło się w Rypinie od dawna. Umowę podpisali dyrektorzy {all_g}.", None),
    ("Umowę o partnerstwie przygotowywano pół roku. Podpisali ją przedstawiciele {all_g}.", None),
    ("Dziś poznaliśmy sygnatariuszy porozumienia na rzecz seniorów. To {all_n}.", None),
    ("Porozumienie ma trzech sygnatariuszy: {all_a}.", None),
    ("Wspólną deklarację na rzecz rodzin ogłosiły i podpisały 12 marca 2021 r. {all_n}.", DAY),
    ("{police_n} wraz z {day_home_i} i {clinic_i} podpisała porozumienie o współpracy.", None),
    ("{police_n} zawarła porozumienie z dwiema instytucjami: {day_home_i} oraz {clinic_i}.", None),
    ("Podpisy pod porozumieniem widnieją w imieniu {all_g}.", None),
    ("Treść porozumienia uzgodniły i przyjęły jako strony: {all_n}.", None),
    ("Na podstawie listu intencyjnego z dnia 12 marca 2021 r. współdziałają ze sobą {all_n}.", DAY),
    ("Wspólne działanie {all_g} przypieczętowało porozumienie podpisane 12 marca 2021 r.", DAY),
    ("Porozumienie o współpracy parafowały trzy strony – {all_n}.", None),
    ("Do podpisania listu intencyjnego przez {all_a} doszło 12 marca 2021 r.", DAY),
    ("Pod aktem założycielskim partnerstwa podpisały się {all_n}.", None),
    # joined, acceded
    ("Grono partnerów Paktu na rzecz Rodzin powiększyło się o {all_a}.", None),
    ("Akt przystąpienia do Koalicji na rzecz Rodzin podpisały {all_n}.", None),
    ("Chęć przystąpienia do Partnerskiego Zespołu Kooperacji potwierdziły pisemnie: {all_n}.", None),
    ("Do grona sygnatariuszy porozumienia dołączyły 12 marca 2021 r. {all_n}.", DAY),
    ("Na zaproszenie do partnerstwa odpowiedziały i umowę podpisały: {all_n}.", None),
    ("Deklaracje członkowskie w Koalicji na rzecz Rodzin złożyły {all_n}.", None),
    ("Koalicję na rzecz Rodzin zasiliły {all_n}.", None),
    ("Przystąpienie do Sieci Wsparcia Rodzin zgłosiły dotychczas {all_n}.", None),
    # appointed, composed
    ("Starosta powołał 12 marca 2021 r. Zespół ds. Rodzin. Zasiądą w nim przedstawiciele {all_g}.", DAY),
    ("Zespół ds. Rodzin liczy trzy osoby. Reprezentują one {all_a}.", None),
    ("Zespół ds. Rodzin stanowi forum współpracy, w którym swoich przedstawicieli mają {all_n}.", None),
    ("Miejsca w Zespole ds. Rodzin objęli delegaci {all_g}.", None),
    ("W Zespole ds. Rodzin pracują: {all_n}.", None),
    ("Do Zespołu ds. Rodzin wybrano przedstawicieli {all_g}.", None),
    ("Nominacje do Zespołu ds. Rodzin odebrali przedstawiciele {all_g}.", None),
    ("Akty powołania do Powiatowej Rady Rodzin otrzymali 12 marca 2021 r. przedstawiciele {all_g}.", DAY),
    ("Powiatowa Rada Rodzin obraduje w składzie: {all_n}.", None),
    ("Osobami wchodzącymi w skład Zespołu ds. Rodzin są pracownicy {all_g}.", None),
    ("Zespół ds. Rodzin współtworzą specjaliści z {all_g}.", None),
    ("Zespół ds. Rodzin składa się z trzech osób delegowanych przez {all_a}.", None),
    ("W skład zespołu, który powołano 12 marca 2021 r., weszli pracownicy: {all_g}.", DAY),
    ("Ustala się następujący skład Zespołu ds. Rodzin:\n{persons}", None),
    ("Zespół ds. Rodzin ma skład jak niżej:\n{posts}", None),
    ("Imienny wykaz członków Zespołu ds. Rodzin:\n{persons}", None),
    ("Zespół ds. Rodzin od 12 marca 2021 r. pracuje w nowym składzie:\n{list_n}", None),
    # lists introduced
    ("Partnerzy, z którymi zawarto porozumienie:\n{list_n}", None),
    ("Instytucje współtworzące Koalicję na rzecz Rodzin:\n{list_n}", None),
    ("Porozumienie obowiązuje następujące instytucje:\n{list_n}", None),
    ("Pełna lista partnerów Koalicji na rzecz Rodzin:\n{list_n}", None),
    ("Kto należy do Koalicji na rzecz Rodzin?\n{list_n}", None),
    ("Kto tworzy Partnerski Zespół Kooperacji?\n{list_n}", None),
    ("Nasi partnerzy w ramach Paktu na rzecz Rodzin:\n{list_n}", None),
    # consortia of projects
    ("Projekt „Razem” realizuje konsorcjum, którego liderem jest {police_n}, a członkami {day_home_n} i {clinic_n}.", None),
    ("Umowę konsorcjum na potrzeby projektu „Razem” zawarto 12 marca 2021 r. Liderem została {police_n}, partnerami {day_home_n} oraz {clinic_n}.", DAY),
    ("Projekt „Razem” realizowany jest w partnerstwie z {day_home_i} i {clinic_i}. Liderem projektu jest {police_n}.", None),
    ("Lider partnerstwa: {police_n}. Partnerzy: {day_home_n}, {clinic_n}. Umowę partnerską podpisano 12 marca 2021 r.", DAY),
    ("Współpracę przypieczętowano umową z 12 marca 2021 r. Podpisali ją szefowie: {all_g}.", DAY),
    ("{police_n} i {day_home_n} mają wspólnego partnera. 12 marca 2021 r. umowę o współpracy podpisała z nimi {clinic_n}.", DAY),
    ("Listem intencyjnym związały się {all_n}.", None),
    ("Trzy rypińskie instytucje zawarły pakt na rzecz rodzin. Są nimi {all_n}.", None),
    ("12 marca 2021 r. to data podpisania porozumienia między {all_i}.", DAY),
    ("Od 12 marca 2021 r. obowiązuje porozumienie, które zawarły {all_n}.", DAY),
    ("Pod listem intencyjnym znalazły się podpisy {all_g}.", None),
    ("Porozumienie podpisane przez {police_a} rozszerzono 12 marca 2021 r. o {day_home_a} i {clinic_a}.", DAY),
    ("Powstaje Koalicja na rzecz Rodzin. Jako pierwsze przystąpiły do niej {all_n}.", None),
    ("Swój akces do Paktu na rzecz Rodzin potwierdziły: {all_n}.", None),
    ("Do podpisanego 12 marca 2021 r. porozumienia należą: {all_n}.", DAY),
    ("Starosta Rypiński zarządzeniem nr 14/2021 z 12 marca 2021 r. powołał Zespół ds. Rodzin, w którym zasiadają przedstawiciele {all_g}.", DAY),
    ("12 marca 2021 r. rozpoczął pracę Zespół ds. Rodzin. Wchodzą do niego pracownicy {all_g}.", DAY),
    ("W nowo powołanym Zespole ds. Rodzin znaleźli się reprezentanci {all_g}.", None),
    ("Zespół ds. Rodzin łączy specjalistów z {all_g}.", None),
    ("Członkowie Zespołu ds. Rodzin na co dzień pracują w: {all_l}.", None),
    ("Po jednym przedstawicielu do Zespołu ds. Rodzin delegują: {all_n}.", None),
    ("Swoich delegatów do Powiatowej Rady Rodzin wyznaczyły: {all_n}.", None),
    ("Powiatowa Rada Rodzin została powołana 12 marca 2021 r. Reprezentowane są w niej: {all_n}.", DAY),
    ("Zespół ds. Rodzin to: {all_n}.", None),
    ("Skład Zespołu ds. Rodzin uzupełniają przedstawiciele {all_g}.", None),
    ("Grupę roboczą tworzą trzy instytucje: {all_n}.", None),
    ("Wykaz instytucji wchodzących w skład Zespołu ds. Rodzin:\n{list_n}", None),
    ("Porozumienie zawarły:\n{list_n}", None),
    ("Uczestnicy Paktu na rzecz Rodzin:\n{list_n}", None),
    ("Reprezentowane w Zespole ds. Rodzin instytucje:\n{list_n}", None),
    ("Koalicję na rzecz Rodzin tworzymy razem:\n{list_n}", None),
    ("Partnerstwo na rzecz realizacji projektu „Razem” zawiązały {all_n}.", None),
    ("Wnioskodawcą i liderem projektu „Razem” jest {police_n}. Partnerami są {day_home_n} i {clinic_n}.", None),
    ("12 marca 2021 r. przedstawiciele {all_g} podpisali deklarację wspólnych działań.", DAY),
    ("Strony umowy partnerskiej z 12 marca 2021 r.:\n{list_n}", DAY),
    ("Porozumienie wypracowały i 12 marca 2021 r. zawarły {all_n}.", DAY),
    ("W spotkaniu założycielskim Koalicji na rzecz Rodzin wzięły udział i deklaracje podpisały: {all_n}.", None),
    ("{all_n} utworzyły 12 marca 2021 r. Koalicję na rzecz Rodzin.", DAY),
    ("Koalicja na rzecz Rodzin rozpoczęła działalność 12 marca 2021 r. Jej założycielami są {all_n}.", DAY),
    ("Do Zespołu ds. Rodzin oddelegowano pracowników {all_g}.", None),
    ("Zespół ds. Rodzin pracuje w składzie: przedstawiciel {police_g}, przedstawiciel {day_home_g} i przedstawiciel {clinic_g}.", None),
    ("Na mocy zarządzenia z dnia 12 marca 2021 r. w skład Zespołu ds. Rodzin wchodzą: {all_n}.", DAY),
    ("Zespół ds. Rodzin ma trzech członków. Są to przedstawiciele {all_g}.", None),
    ("Partnerami Koalicji na rzecz Rodzin pozostają {all_n}.", None),
    ("Z ramienia {police_g} porozumienie podpisał komendant, z ramienia {day_home_g} – kierownik, a z ramienia {clinic_g} – dyrektor.", None),
    ("Sygnatariusze listu intencyjnego: {all_n}.", None),
    ("Podmioty, które przystąpiły do Paktu na rzecz Rodzin:\n{list_n}", None),
    ("12 marca 2021 r. do Paktu na rzecz Rodzin włączyły się {all_n}.", DAY),
    ("Akces do Sieci Wsparcia Rodzin zgłosiły już {all_n}.", None),
    ("Projekt „Razem” to wspólne przedsięwzięcie, którego liderem jest {police_n}, a partnerami {day_home_n} i {clinic_n}.", None),
    ("Lider projektu „Razem”: {police_n}, partnerzy: {day_home_n}, {clinic_n}.", None),
    ("Zespół ds. Rodzin (skład: {all_n}) spotyka się co miesiąc.", None),
    ("Członkowie zwyczajni Koalicji na rzecz Rodzin:\n{list_n}", None),
]


@pytest.mark.parametrize(("said", "day"), SAID, ids=[said[:60] for said, _ in SAID])
def test_who_takes_part_and_from_when(said: str, day: str | None, tmp_path: Path) -> None:
    path = tmp_path / "wiadomosc.txt"
    path.write_text(said.format_map(WORDS) + "\n", encoding="utf-8")
    agreements = to_corpus(extract(read(path)))["agreements"]
    assert len(agreements) == 1
    assert {member["name"] for member in agreements[0]["members"]} == {body["n"] for body in BODIES}
    assert agreements[0]["date"] == day


NOT_SAID = [
    "Szkolenie dla członków GPZK\n\n{police_n} przeprowadziła szkolenie. Wzięły w nim udział {day_home_n} i {clinic_n}.",
    "Szkolenie dla członków Gminno-Powiatowego Zespołu Kooperacji. 12 marca 2021 r. wzięło w nim udział 24 przedstawicieli, m.in. z {all_g}.",
    "Warsztaty dla Partnerskiego Zespołu Kooperacji poprowadziła trenerka. Uczestniczyli w nich pracownicy {all_g}.",
    "Konferencja podsumowująca pracę zespołów interdyscyplinarnych zgromadziła przedstawicieli {all_g}.",
    "Wizyta studyjna członków Powiatowej Rady Rodzin. Odwiedzono {police_a}, {day_home_a} i {clinic_a}.",
    "Umowę na dostawę komputerów podpisały {police_n}, {day_home_n} i {clinic_n} z firmą Bitex.",
    "Umowę z wykonawcą robót podpisał starosta. Remont obejmie {all_a}.",
    "Granty w konkursie „Razem” otrzymały: {all_n}. Umowy podpisano 12 marca 2021 r.",
    "Dotację przyznano trzem jednostkom: {police_d}, {day_home_d} i {clinic_d}.",
    "W Festiwalu Organizacji wzięły udział {all_n}. Stoiska można odwiedzać do wieczora.",
    "W skład komitetu organizacyjnego festynu weszli przedstawiciele {all_g}.",
    "Zespół kontrolny skontrolował {all_a}. Protokół podpisali dyrektorzy.",
    "Komisja Rewizyjna zbadała skargi na {police_a} i {clinic_a}. Członkami komisji są radni.",
    "Przydatne linki:\n{list_n}",
    "Jednostki, do których można zgłosić się po poradę w ramach porozumienia z NFZ:\n{list_n}",
    "Rada Powiatu przyjęła sprawozdania, które złożyły {all_n}.",
    "Kurs pierwszej pomocy ukończyli pracownicy {all_g}. Partnerem szkolenia była firma Medex.",
    "Ankiety w sprawie zespołu interdyscyplinarnego wypełniły {all_n}.",
    "Laureatami plebiscytu „Lider Powiatu” zostali: {all_n}.",
    "Nowy budynek będą dzielić {all_n}. Umowę najmu podpisano 12 marca 2021 r.",
    "Ćwiczenia służb: w akcji uczestniczyły {all_n}. Dowodził zespół zarządzania kryzysowego.",
    "Szkolenie z zakresu pracy zespołu interdyscyplinarnego zorganizowano w: {all_l}.",
    "Zgodnie z umową wykonawca wyposaży {all_a} w nowe meble.",
    "Na mocy uchwały zlikwidowane zostaną filie, które prowadzą {all_n}.",
    "Posiedzenie Rady Powiatu: informacje złożyły {all_n}. Porozumienie w sprawie dróg przełożono.",
    "Kontrolą objęto {all_a}. Zespół kontrolny liczył trzy osoby.",
    "Nowy skład {police_g} i {clinic_g} przedstawiono na sesji.",
    "{police_n} liczy 60 osób, a {clinic_n} 12 osób.",
    "Do udziału w kursie przystąpiły pracownice {all_g}.",
    "Liderem powiatu w zbiórce została {police_n}, a wyróżnienia otrzymały {day_home_n} i {clinic_n}.",
    "Projekt „Razem” dofinansowano. Pomoc uzyskają {all_n}.",
    "Zespół do spraw promocji odwiedził {all_a}.",
    "Instytucje powiatu: {all_n}.",
    "Sekretarzem powiatu została Anna Lis, która wcześniej kierowała {day_home_i}. Porozumienie o współpracy z {police_i} było jej pierwszą decyzją.",
    "Wyjazd integracyjny członków Rady Seniorów sfinansowały: {all_n}.",
    "Pogadanka o pracy zespołu interdyscyplinarnego. Słuchaczami byli pracownicy {all_g}.",
    "Zawody strzeleckie: drużyny wystawiły {all_n}. Puchar ufundowała Rada Powiatu.",
    "Zgodnie z regulaminem wnioski przyjmują: {all_n}.",
    "Umowę najmu podpisała {clinic_n} z {day_home_i}.",
    "Kalendarz imprez zespołu promocji: 12 marca – {police_n}, 13 marca – {day_home_n}.",
    "Komisja przetargowa w składzie powołanym przez {police_a} wybrała wykonawcę remontu, a {clinic_n} otrzyma windę.",
    "Debata o Lokalnym Partnerstwie przyciągnęła przedstawicieli {all_g}.",
    "Statystyki: {police_n} odnotowała 12 zgłoszeń, {day_home_n} 40 wizyt. Dane zebrał zespół ds. Rodzin.",
]


@pytest.mark.parametrize("said", NOT_SAID, ids=[said[:60] for said in NOT_SAID])
def test_who_only_stands_beside_others(said: str, tmp_path: Path) -> None:
    path = tmp_path / "wiadomosc.txt"
    path.write_text(said.format_map(WORDS) + "\n", encoding="utf-8")
    assert to_corpus(extract(read(path)))["agreements"] == []
