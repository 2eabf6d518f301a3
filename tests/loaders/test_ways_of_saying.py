# ruff: noqa: E501 — sentences are long
"""The many ways in which Polish pages say who signed an agreement or sits in a team, each with the same three bodies.

Wherever a fourth body is named beside them it takes no part: it hosts, watches, is hoped for or only told. The last
sentences name bodies side by side that have agreed on nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.corpus import to_corpus
from loaders.extract import extract
from loaders.read import read

DAY = "2022-05-05"
OFFICE = {
    "n": "Powiatowy Urząd Pracy w Sierpcu",
    "g": "Powiatowego Urzędu Pracy w Sierpcu",
    "i": "Powiatowym Urzędem Pracy w Sierpcu",
}
CENTRE = {
    "n": "Powiatowe Centrum Pomocy Rodzinie w Sierpcu",
    "g": "Powiatowego Centrum Pomocy Rodzinie w Sierpcu",
    "i": "Powiatowym Centrum Pomocy Rodzinie w Sierpcu",
}
HOME = {
    "n": "Dom Pomocy Społecznej w Szczutowie",
    "g": "Domu Pomocy Społecznej w Szczutowie",
    "i": "Domem Pomocy Społecznej w Szczutowie",
}
OTHER = {
    "n": "Sąd Rejonowy w Sierpcu",
    "g": "Sądu Rejonowego w Sierpcu",
    "i": "Sądem Rejonowym w Sierpcu",
    "l": "Sądzie Rejonowym w Sierpcu",
}
BODIES = (OFFICE, CENTRE, HOME)


def enumerated(case: str) -> str:
    first, second, third = (body[case] for body in BODIES)
    return f"{first}, {second} oraz {third}"


def listed(case: str, before: str = "") -> str:
    return "\n".join(f"- {before}{body[case]}," for body in BODIES)


WORDS = {
    **{f"{name}_{case}": body[case] for name, body in (("office", OFFICE), ("centre", CENTRE), ("home", HOME), ("other", OTHER)) for case in body},
    **{f"all_{case}": enumerated(case) for case in "ngi"},
    **{f"list_{case}": listed(case) for case in "ng"},
    "directors": listed("g", "Anna Lis – dyrektor "),
    "delegates": listed("g", "Anna Lis – przedstawicielka "),
    "representatives": listed("g", "przedstawiciel "),
    "on_behalf": listed("g", "w imieniu "),
    "photographer": "Miejski Dom Kultury w Płocku",
}
SAID: list[tuple[str, str | None]] = [
    ("5 maja 2022 r. {all_n} podpisały porozumienie o współpracy.", DAY),
    ("5 maja 2022 r. zostało podpisane porozumienie o współpracy pomiędzy {all_i}.", DAY),
    ("5 maja 2022 r. parafowano porozumienie o współpracy między {all_i}.", DAY),
    ("W dniu 5 maja 2022 r. doszło do podpisania porozumienia o współpracy. Podpisy pod dokumentem złożyli dyrektorzy: {all_g}.", DAY),
    ("Sygnatariuszami porozumienia podpisanego 5 maja 2022 r. są: {all_n}.", DAY),
    ("Do porozumienia o współpracy z 5 maja 2022 r. przystąpiły: {all_n}.", DAY),
    ("Do porozumienia o współpracy dołączyły {all_n}. Podpisano je 5 maja 2022 r.", DAY),
    ("Stronami porozumienia zawartego 5 maja 2022 r. są {all_n}.", DAY),
    ("Porozumienie, podpisane 5 maja 2022 r., połączyło siły {all_g}.", DAY),
    ("Porozumienie podpisane 5 maja 2022 r. połączy siły: {all_g}.", DAY),
    ("List intencyjny o współpracy podpisany! 5 maja 2022 r. w imieniu {office_g} podpis złożyła dyrektor Anna Lis, w imieniu {centre_g} – Jan Kos, a w imieniu {home_g} – Ewa Sowa.", DAY),
    ("5 maja 2022 r. podpisano umowę partnerską. Ze strony {office_g} podpisała ją dyrektor Anna Lis, ze strony {centre_g} kierownik Jan Kos, a ze strony {home_g} dyrektor Ewa Sowa.", DAY),
    ("Partnerstwo zawiązane 5 maja 2022 r. między {all_i} ma pomóc rodzinom.", DAY),
    ("Akces do porozumienia zgłosiły: {all_n}.", None),
    ("Akces do koalicji zgłosiły: {all_n}.", None),
    ("5 maja 2022 r. zawarto trójstronne porozumienie. Jego stronami są {all_n}.", DAY),
    ("Porozumienie zawarli: {all_n}. Dokument podpisano 5 maja 2022 r.", DAY),
    ("{all_n} będą współpracować na rzecz rodzin. Porozumienie w tej sprawie podpisano 5 maja 2022 r.", DAY),
    ("{all_n} łączą siły. 5 maja 2022 r. podpisały list intencyjny.", DAY),
    ("{all_n} zawiązały partnerstwo na rzecz rodzin. Umowę o współpracy podpisano 5 maja 2022 r.", DAY),
    ("{office_n} zawarł 5 maja 2022 r. z {centre_i} i {home_i} porozumienie o współpracy.", DAY),
    ("{office_n} podpisał porozumienie o współpracy z {centre_i} oraz {home_i}.", None),
    ("Porozumienie o współpracy podpisały instytucje z powiatu: {all_n}.", None),
    ("Pod porozumieniem podpisali się przedstawiciele {all_g}.", None),
    ("Porozumienie o współpracy zostało zawarte przez {all_n} w dniu 5 maja 2022 r.", DAY),
    ("Uroczystego podpisania porozumienia dokonali 5 maja 2022 r. dyrektorzy {all_g}.", DAY),
    ("Podpisanie porozumienia przez {all_n} nastąpiło 5 maja 2022 r.", DAY),
    ("Porozumienie sygnowali szefowie trzech instytucji: {all_g}.", None),
    ("Swój udział w porozumieniu potwierdziły podpisami: {all_n}.", None),
    ("Umowę partnerstwa podpisali: Anna Lis – dyrektor {office_g}, Jan Kos – dyrektor {centre_g}, Ewa Sowa – dyrektor {home_g}.", None),
    ("Partnerami porozumienia są: {all_n}.", None),
    ("Uczestnikami porozumienia są: {all_n}.", None),
    ("Członkami porozumienia są:\n{list_n}", None),
    ("Wyraża się wolę współdziałania w ramach partnerstwa „Razem dla Sierpca”, którego członkami są: {all_n}.", None),
    ("Partnerstwo „Razem dla Sierpca” tworzą {all_n}.", None),
    ("W skład partnerstwa „Razem dla Sierpca” wchodzą: {all_n}.", None),
    ("Do partnerstwa „Razem dla Sierpca” należą: {all_n}.", None),
    ("Do Lokalnego Partnerstwa na rzecz Seniorów przystąpiły {all_n}.", None),
    ("Zarządzeniem nr 12/2022 z dnia 5 maja 2022 r. powołuję Zespół ds. Seniorów w składzie:\n{representatives}", DAY),
    ("5 maja 2022 r. powołano Zespół ds. Seniorów. Tworzą go przedstawiciele: {all_g}.", DAY),
    ("W skład GPZK wchodzą przedstawiciele:\n{list_g}", None),
    ("Członkami Partnerskiego Zespołu Kooperacji zostali przedstawiciele {all_g}.", None),
    ("Do prac w Partnerskim Zespole Kooperacji zaproszono i delegowano przedstawicieli {all_g}.", None),
    ("Nasz PZK to: {all_n}.", None),
    ("Partnerski Zespół Kooperacji współtworzą: {all_n}.", None),
    ("Skład Partnerskiego Zespołu Kooperacji: {all_n}.", None),
    ("Skład osobowy Zespołu ds. Seniorów przedstawia się następująco:\n{delegates}", None),
    ("Konsorcjum tworzą: {all_n}.", None),
    ("Porozumienie między instytucjami: {all_n} weszło w życie 5 maja 2022 r.", DAY),
    ("Kooperantami w projekcie i sygnatariuszami porozumienia zostały: {all_n}.", None),
    ("Deklarację współpracy podpisali dziś dyrektorzy {all_g}.", None),
    ("Deklaracje przystąpienia do zespołu złożyli: {all_n}.", None),
    ("5 maja 2022 r. w Urzędzie Miejskim w Sierpcu spotkali się przedstawiciele {all_g}, aby podpisać porozumienie o współpracy.", DAY),
    ("5 maja 2022 r. przedstawiciele {all_g} złożyli podpisy pod porozumieniem.", DAY),
    ("Mamy porozumienie! {all_n} od dziś będą działać wspólnie. Dokument podpisano 5 maja 2022 r.", DAY),
    ("{all_n} zostały sygnatariuszami porozumienia na rzecz seniorów.", None),
    ("{all_n} stały się stronami porozumienia na rzecz seniorów.", None),
    ("{all_n} przystąpiły 5 maja 2022 r. do Porozumienia na rzecz Seniorów.", DAY),
    ("Trójstronną umowę o współpracy podpisali w czwartek, 5 maja 2022 r., dyrektorzy: Anna Lis ({office_n}), Jan Kos ({centre_n}) i Ewa Sowa ({home_n}).", DAY),
    ("Lista sygnatariuszy porozumienia:\n{list_n}", None),
    ("Strony porozumienia:\n{list_n}", None),
    ("Sygnatariusze Paktu na rzecz Seniorów:\n{list_n}", None),
    ("Porozumienie podpisali:\n{on_behalf}", None),
    ("Pakt na rzecz Seniorów zawarty 5 maja 2022 r. skupia: {all_n}.", DAY),
    ("Strony porozumienia: {all_n}. Data podpisania: 05.05.2022 r.", DAY),
    ("Porozumienie nr 3/2022 z dnia 5 maja 2022 r. zawarte z {centre_i} i {home_i} przez {office_n}.", DAY),
    ("Wykaz porozumień: Porozumienie o współpracy z dnia 5 maja 2022 r. – strony: {all_n}.", DAY),
    ("Umowę o partnerstwie zawarły w dniu 5 maja 2022 r.: {all_n}.", DAY),
    ("Trzy instytucje – {all_n} – podpisały 5 maja 2022 r. porozumienie o współpracy.", DAY),
    ("5 maja 2022 r. trzy instytucje ({all_n}) podpisały porozumienie o współpracy.", DAY),
    ("Współpracę w formie porozumienia podjęły: {all_n}.", None),
    ("W porozumieniu uczestniczą: {all_n}.", None),
    ("Porozumieniem objęto {all_n}.", None),
    ("Założycielami koalicji są: {all_n}.", None),
    ("Inicjatorami i założycielami Koalicji na rzecz Seniorów są {all_n}.", None),
    ("Koalicja na rzecz Seniorów zrzesza {all_n}.", None),
    ("W skład Powiatowej Rady Seniorów powołano przedstawicieli: {all_g}.", None),
    ("Do składu Powiatowej Rady Seniorów powołuje się przedstawicieli: {all_g}.", None),
    ("Powołuje się Powiatową Radę Seniorów, w której skład wchodzą: {all_n}.", None),
    ("Na członków Zespołu ds. Seniorów powołuje się przedstawicieli: {all_g}.", None),
    ("Powołać Zespół ds. Seniorów w następującym składzie osobowym:\n{directors}", None),
    ("5 maja 2022 r. w {other_l} podpisano porozumienie. Jego stronami są: {all_n}. Zdjęcia wykonał {photographer}.", DAY),
    ("Porozumienie podpisały {all_n}. Świadkami wydarzenia byli przedstawiciele {other_g}.", None),
    ("Porozumienie podpisały {all_n}, a honorowy patronat objął {other_n}.", None),
    ("Porozumienie podpisały {all_n}. Na uroczystość przybyli też przedstawiciele {other_g}.", None),
    ("Porozumienie podpisały {all_n}. Wzorem było porozumienie zawarte przez {other_n}.", None),
    ("Porozumienie podpisały {all_n}. W planach jest zaproszenie {other_g}.", None),
    ("Porozumienie podpisały {all_n}. Wkrótce do grona sygnatariuszy ma dołączyć {other_n}.", None),
    ("Porozumienie podpisały {all_n}. Spotkanie odbyło się w {other_l}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Zespół współpracuje z {other_i}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Do zadań zespołu należy współpraca z {other_i}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Obsługę zespołu zapewnia {other_n}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. W posiedzeniach mogą brać udział przedstawiciele {other_g}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Zespół powstał na wniosek {other_g}.", None),
    ("Zespół interdyscyplinarny powołano zarządzeniem wójta z dnia 5 maja 2022 r. w składzie: {all_n}.", DAY),
    ("5 maja 2022 r. powołano zespół w składzie: {all_n}.", DAY),
    ("Porozumienie podpisały {all_n}. Dokument podpisano 5 maja 2022 r. w Starostwie Powiatowym w Sierpcu.", DAY),
    ("Porozumienie podpisano 5 maja 2022 r. w Starostwie Powiatowym w Sierpcu. Stronami są: {all_n}.", DAY),
    ("Partnerski Zespół Kooperacji tworzą {all_n}. Umowę o współpracy podpisano 5 maja 2022 r.", DAY),
    ("Porozumienie podpisali: {all_n}.\n\n– Bardzo się cieszę z tego porozumienia – mówi Anna Lis. – Liczymy też na {other_n}.\n\n– To ważny dzień dla nas i dla {other_g} – dodaje Jan Kos.", None),
    ("Porozumienie podpisali: {all_n}. Pismo w tej sprawie otrzymał też {other_n}.", None),
    ("Porozumienie podpisali: {all_n}. Kopię porozumienia przekazano do wiadomości: {other_g}.", None),
    ("Porozumienie podpisali: {all_n}. Opiniował je {other_n}.", None),
    ("Do podpisania porozumienia doszło w {other_l}. Podpisy złożyli dyrektorzy: {all_g}.", None),
    ("Porozumienie zawarte w dniu 5 maja 2022 r. w Sierpcu między:\n1) {office_i} z siedzibą przy ul. Długiej 1, reprezentowanym przez dyrektora Annę Lis,\n2) {centre_i}, reprezentowanym przez kierownika Jana Kosa,\n3) {home_i}, reprezentowanym przez dyrektora Ewę Sowę.", DAY),
    ("UMOWA PARTNERSKA\nzawarta w dniu 5 maja 2022 r.\npomiędzy\n{office_i}\na\n{centre_i}\noraz\n{home_i}\n\n§ 1. Przedmiotem umowy jest współpraca.", DAY),
    ("Na mocy porozumienia z dnia 5 maja 2022 r. {all_n} zobowiązały się do współpracy.", DAY),
    ("W ramach Lokalnego Partnerstwa na rzecz Seniorów współpracują {all_n}.", None),
    ("LISTA INSTYTUCJI TWORZĄCYCH PARTNERSKI ZESPÓŁ KOOPERACJI\n{list_n}", None),
    ("Instytucje wchodzące w skład Gminno-Powiatowego Zespołu Kooperacji:\n{list_n}", None),
    ("Partnerski Zespół Kooperacji – skład:\n{list_n}", None),
    ("Partnerski Zespół Kooperacji:\n{list_n}", None),
    ("Do współpracy w ramach Partnerskiego Zespołu Kooperacji przystąpiły: {all_n}.", None),
    ("Do Partnerskiego Zespołu Kooperacji powołano przedstawicieli: {all_g}.", None),
    ("Umowa o współpracy w ramach PZK została podpisana 5 maja 2022 r. przez {all_n}.", DAY),
    ("Konsorcjum, które zrealizuje zadanie, stanowią: {all_n}.", None),
    ("Nowe partnerstwo w powiecie sierpeckim. 5 maja 2022 r. umowę o współpracy podpisali dyrektor {office_g} Anna Lis, kierownik {centre_g} Jan Kos i dyrektor {home_g} Ewa Sowa.", DAY),
    ("To już pewne: {all_n} będą działać ramię w ramię. Gwarantuje to list intencyjny podpisany 5 maja 2022 r.", DAY),
    ("5 maja 2022 r. {office_n} i {centre_n} podpisały z {home_i} list intencyjny.", DAY),
    ("5 maja 2022 r. dyrektor {office_g} podpisała porozumienie z dyrektorami {centre_g} i {home_g}.", DAY),
    ("Na podstawie porozumienia zawartego 5 maja 2022 r. przez {all_n} powstanie punkt doradczy.", DAY),
    ("Podpisy pod listem intencyjnym złożyły trzy instytucje. Są to: {all_n}.", None),
    ("Podpisane 5 maja 2022 r. porozumienie obejmuje {all_n}.", DAY),
    ("Do Paktu na rzecz Zatrudnienia przystąpiło kilka instytucji, m.in. {all_n}.", None),
    ("Porozumienie zawiera trzy podpisy: {all_g}.", None),
    ("Wśród sygnatariuszy deklaracji znaleźli się: {all_n}.", None),
    ("Wśród sygnatariuszy porozumienia są {all_n}.", None),
    ("Sygnatariusze porozumienia to {all_n}.", None),
    ("Grono sygnatariuszy porozumienia tworzą {all_n}.", None),
    ("Deklarację partnerstwa przyjęły i podpisały {all_n}.", None),
    ("{office_n} jest stroną porozumienia, którego pozostałymi stronami są {centre_n} oraz {home_n}.", None),
    ("Partnerami {office_g} w porozumieniu są {centre_n} i {home_n}.", None),
    ("Liderem partnerstwa jest {office_n}, a partnerami {centre_n} i {home_n}. Umowę partnerską podpisano 5 maja 2022 r.", DAY),
    ("W dniu 5 maja 2022 r. ukonstytuował się Zespół ds. Seniorów, w skład którego weszli przedstawiciele {all_g}.", DAY),
    ("Zespół ds. Seniorów ukonstytuował się 5 maja 2022 r. Zasiadają w nim przedstawiciele {all_g}.", DAY),
    ("W pracach Zespołu ds. Seniorów uczestniczą przedstawiciele {all_g}.", None),
    ("W Zespole ds. Seniorów zasiadają przedstawiciele {all_g}.", None),
    ("Do Zespołu ds. Seniorów swoich przedstawicieli oddelegowały: {all_n}.", None),
    ("Swoich przedstawicieli w Zespole ds. Seniorów mają: {all_n}.", None),
    ("Zespół ds. Seniorów składa się z przedstawicieli: {all_g}.", None),
    ("Zespół ds. Seniorów stanowią przedstawiciele {all_g}.", None),
    ("Zespół ds. Seniorów działa w składzie: {all_n}.", None),
    ("Powołany 5 maja 2022 r. Zespół ds. Seniorów tworzą: {all_n}.", DAY),
    ("Wójt zarządzeniem z dnia 5 maja 2022 r. powołał Zespół ds. Seniorów, do którego weszli przedstawiciele {all_g}.", DAY),
    ("Skład Zespołu ds. Seniorów:\n1. Przewodnicząca: Anna Lis – {office_n}\n2. Zastępca: Jan Kos – {centre_n}\n3. Sekretarz: Ewa Sowa – {home_n}", None),
    ("Zespół ds. Seniorów\n\nCzłonkowie:\nAnna Lis ({office_n})\nJan Kos ({centre_n})\nEwa Sowa ({home_n})", None),
    ("Zespół ds. Seniorów – członkowie\n\n{office_n} – Anna Lis\n{centre_n} – Jan Kos\n{home_n} – Ewa Sowa", None),
    ("Członkowie Partnerskiego Zespołu Kooperacji:\n{list_n}", None),
    ("Partnerski Zespół Kooperacji liczy trzy instytucje: {all_n}.", None),
    ("Powstał Partnerski Zespół Kooperacji. Weszły do niego: {all_n}.", None),
    ("Partnerski Zespół Kooperacji zawiązały {all_n}. Stosowne porozumienie podpisano 5 maja 2022 r.", DAY),
    ("Instytucje tworzące PZK: {all_n}.", None),
    ("Instytucje, które podpisały porozumienie:\n{list_n}", None),
    ("Porozumienie podpisane przez:\n{list_n}", None),
    ("Porozumienie zawarli:\n1. {office_n} reprezentowany przez Annę Lis\n2. {centre_n} reprezentowane przez Jana Kosa\n3. {home_n} reprezentowany przez Ewę Sowę", None),
    ("Strony niniejszego porozumienia, tj. {all_n}, postanawiają, co następuje.", None),
    ("{all_n}, zwane dalej Stronami, zawierają w dniu 5 maja 2022 r. porozumienie o następującej treści:", DAY),
    ("Podpisały: {all_n}. Tak zawarto porozumienie o współpracy.", None),
    ("Porozumienie podpisały {all_n}. Uroczystość prowadził dyrektor {other_g}.", None),
    ("Porozumienie podpisały {all_n}. Gratulacje złożył prezes {other_g}.", None),
    ("Porozumienie podpisały {all_n}. Obecni byli także przedstawiciele {other_g}.", None),
    ("Porozumienie podpisały {all_n}. Podobne porozumienie obowiązuje w {other_l}.", None),
    ("Porozumienie podpisały {all_n}. Z kolei {other_n} rozważa przystąpienie.", None),
    ("Porozumienie podpisały {all_n}. Trwają rozmowy z {other_i}.", None),
    ("Porozumienie podpisały {all_n}. Rozmowy w sprawie przystąpienia prowadzi {other_n}.", None),
    ("Porozumienie podpisały {all_n}. Dotychczas podobną umowę miał tylko {other_n}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. O opinię poproszono {other_n}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Posiedzenia odbywają się w {other_l}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Sprawozdania zespołu otrzymuje {other_n}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Gościem posiedzenia był przedstawiciel {other_g}.", None),
    ("Zespół ds. Seniorów tworzą {all_n}. Z pracy w zespole zrezygnował {other_n}.", None),
    ("Zespół ds. Seniorów liczy trzech członków, reprezentujących {all_n}.", None),
    ("Projekt realizowany jest w partnerstwie.\n\nLider: {office_n}\nPartner: {centre_n}\nPartner: {home_n}", None),
    ("Lider projektu: {office_n}\nPartnerzy projektu:\n- {centre_n}\n- {home_n}", None),
    ("Projekt pn. Aktywny powiat, realizowany w latach 2021–2023. Lider: {office_n}. Partnerzy: {centre_n}, {home_n}.", None),
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
    "{office_n} i {centre_n} zapraszają na konferencję o partnerstwie lokalnym.",
    "W konferencji udział wzięli przedstawiciele: {office_g}, {centre_g} i {home_g}. Rozmawiano o porozumieniach międzysektorowych.",
    "Na spotkaniu zespołu szkoleniowego obecni byli przedstawiciele {office_g}, {centre_g} oraz {home_g}.",
    "{office_n}, {centre_n} i {home_n} łączą siły podczas pikniku rodzinnego. Zapraszamy!",
    "{office_n}, {centre_n} i {home_n} będą wspólnie działać podczas Dnia Seniora.",
    "W skład komisji konkursowej wchodzą pracownicy {office_g}, {centre_g} i {home_g}.",
    "Jury tworzą przedstawiciele {office_g}, {centre_g} i {home_g}.",
    "Wniosek należy złożyć w: {office_n}, {centre_n} lub {home_n}.",
    "Zespół wokalny tworzą pracownicy {office_g} i {centre_g}.",
    "Podziękowania za współpracę otrzymali: {office_n}, {centre_n}, {home_n}.",
    "Listę obecności podpisali przedstawiciele {office_g}, {centre_g} i {home_g}.",
    "Umowy na dofinansowanie podpisali dyrektorzy {office_g}, {centre_g} i {home_g}.",
    "Umowę na remont drogi zawarł Powiat Sierpecki. Nadzór pełnią {office_n} i {centre_n}.",
    "Petycję podpisały: {office_n}, {centre_n} i {home_n}.",
    "Apel podpisali przedstawiciele {office_g}, {centre_g} i {home_g}.",
    "Dokumenty podpisane przez {office_n} i {centre_n} należy złożyć do końca maja.",
    "Porozumienie zostanie podpisane jesienią. Przystąpią do niego {office_n}, {centre_n} i {home_n}.",
    "Planowane jest utworzenie partnerstwa, w którego skład wejdą {office_n}, {centre_n} i {home_n}.",
    "{office_n} i {centre_n} zamierzają podpisać porozumienie.",
    "Trwają prace nad porozumieniem, które mają zawrzeć {office_n}, {centre_n} i {home_n}.",
    "Aby podpisać porozumienie, należy zgłosić się do: {office_n}, {centre_n}.",
    "Oferty pracy można znaleźć w: {office_n}; {centre_n}; {home_n}.",
    "Jednostki organizacyjne powiatu:\n- {office_n},\n- {centre_n},\n- {home_n}.",
    "Gdzie szukać pomocy:\n1. {office_n}\n2. {centre_n}\n3. {home_n}",
    "Zespół Interdyscyplinarny. Gdzie szukać pomocy:\n- {office_n},\n- {centre_n},\n- {home_n}",
    "Zespół Interdyscyplinarny działa w gminie od 2011 r. Adresy instytucji pomocowych:\n- {office_n}\n- {centre_n}",
    "Projekt „Dobry start” skierowany jest do klientów {office_g} i {centre_g}.",
    "Partnerzy wydarzenia: {office_n}, {centre_n}, {home_n}. Organizator: Gmina Gozdowo.",
    "Patronat honorowy nad konferencją objęli: {office_n}, {centre_n}.",
    "Nagrody ufundowali: {office_n}, {centre_n} i {home_n}.",
    "Sponsorzy:\n{office_n}\n{centre_n}\n{home_n}",
    "Do zadań zespołu należy współpraca z: {office_i}, {centre_i}, {home_i}.",
    "Ośrodek współpracuje z: {office_i}, {centre_i} i {home_i}.",
    "Podczas debaty o koalicji na rzecz seniorów głos zabrali: {office_n}, {centre_n} i {home_n}.",
    "Wizyta studyjna: delegacja {office_g} i {centre_g} odwiedziła Komendę Powiatową Policji w Płocku. Gospodarze pokazali porozumienie o współpracy.",
    "Rada Powiatu wysłuchała sprawozdań, które przedstawili: {office_n}, {centre_n}, {home_n}. Uchwałę w sprawie zawarcia porozumienia odłożono.",
    "Informacja o działaniach: {office_n} zawarł 120 umów o staż, a {centre_n} przyznało 45 świadczeń.",
    "Skład orzekający stanowią lekarze {office_g} i {centre_g}.",
    "Na mocy porozumienia z 2010 r. droga należy do Powiatu Sierpeckiego i Gminy Gozdowo.",
    "W ramach partnerstwa uczniowie odwiedzili {office_n} i {home_n}.",
    "W przedsięwzięcie zaangażowały się {office_n}, {centre_n} i {home_n}. Piknik odbędzie się w niedzielę.",
    "Koordynatorem szkolenia jest {office_n}, a liderem rankingu {centre_n}.",
    "Konsorcjum firm Budex wygrało przetarg ogłoszony przez {office_n} i {centre_n}.",
    "Spotkanie sieci ośrodków:\n- {office_n}\n- {centre_n}\nProgram: wykład, warsztaty.",
    "Z zespołem interdyscyplinarnym współpracują {office_n}, {centre_n} i {home_n}.",
]


@pytest.mark.parametrize("said", NOT_SAID, ids=[said[:60] for said in NOT_SAID])
def test_who_only_stands_beside_others(said: str, tmp_path: Path) -> None:
    path = tmp_path / "wiadomosc.txt"
    path.write_text(said.format_map(WORDS) + "\n", encoding="utf-8")
    assert to_corpus(extract(read(path)))["agreements"] == []
