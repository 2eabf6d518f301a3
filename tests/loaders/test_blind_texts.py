# ruff: noqa: E501 — documents have long lines
"""Documents of kinds that institutions publish, written for this test, each with what a person would read in it.

The answers were written before the loader read the texts. Persons are invented, and masked by the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.claims import PROVISIONAL_FROM, Extraction, Predicate
from loaders.extract import extract
from loaders.read import read

TIES = {Predicate.PARTY, Predicate.MEMBER, Predicate.RUNS}


@dataclass(frozen=True)
class Blind:
    """A text, its file name, who takes part, who is said not to, and from when."""

    file: str
    text: str
    members: frozenset[str]
    absent: frozenset[str] = frozenset()
    signed: str | None = None


BLIND = [
    Blind(
        "zarzadzenie-zi.txt",
        """ZARZĄDZENIE NR 47/2022
WÓJTA GMINY KRYNICE
z dnia 9 maja 2022 r.

w sprawie powołania Zespołu Interdyscyplinarnego ds. Przeciwdziałania Przemocy w Rodzinie w Gminie Krynice

Na podstawie art. 9a ust. 2 ustawy z dnia 29 lipca 2005 r. o przeciwdziałaniu przemocy w rodzinie zarządza się, co następuje:

§ 1. Powołuje się Zespół Interdyscyplinarny w następującym składzie:
1) Barbara Testowa – Kierownik Gminnego Ośrodka Pomocy Społecznej w Krynicach – Przewodnicząca Zespołu;
2) Roman Próbny – Dzielnicowy Komisariatu Policji w Łabuniach – Zastępca Przewodniczącej;
3) Ewa Zmyślona – Pedagog Szkoły Podstawowej im. Marii Konopnickiej w Krynicach – Sekretarz;
4) Irena Niebyła – Pielęgniarka środowiskowa, SP ZOZ w Krynicach – Członek;
5) Paweł Nikt – Kurator Zawodowy przy Sądzie Rejonowym w Zamościu – Członek;
6) Teresa Udana – Przedstawiciel Gminnej Komisji Rozwiązywania Problemów Alkoholowych w Krynicach – Członek.

§ 2. Obsługę organizacyjno-techniczną Zespołu zapewnia Gminny Ośrodek Pomocy Społecznej w Krynicach.

§ 3. Traci moc Zarządzenie Nr 12/2019 Wójta Gminy Krynice z dnia 1 lutego 2019 r.
""",
        frozenset(
            {
                "Gminny Ośrodek Pomocy Społecznej w Krynicach",
                "Komisariat Policji w Łabuniach",
                "Szkoła Podstawowa im. Marii Konopnickiej w Krynicach",
                "Samodzielny Publiczny Zakład Opieki Zdrowotnej w Krynicach",
                "Sąd Rejonowy w Zamościu",
                "Gminna Komisja Rozwiązywania Problemów Alkoholowych w Krynicach",
            }
        ),
        signed="2022-05-09",
    ),
    Blind(
        "porozumienie-wtz.txt",
        """POROZUMIENIE Nr 3/PZ/2021

zawarte w dniu 14 grudnia 2021 r. w Kępnie pomiędzy:

Powiatem Kępińskim z siedzibą w Kępnie, ul. Kościuszki 5, reprezentowanym przez Zarząd Powiatu, w imieniu którego działają:
1. Robert Zmyślny – Starosta Kępiński,
2. Alicja Wymyślna – Wicestarosta,
zwanym dalej „Powiatem”,
a
Gminą Bralin, reprezentowaną przez Wójta Gminy – Piotra Niebyłego, zwaną dalej „Gminą”,
oraz
Stowarzyszeniem „Pomocna Dłoń” z siedzibą w Bralinie, reprezentowanym przez Prezesa Zarządu – Marię Urojoną, zwanym dalej „Stowarzyszeniem”.

§ 1
Przedmiotem porozumienia jest współpraca stron przy prowadzeniu zajęć dla uczestników Warsztatu Terapii Zajęciowej.

§ 2
1. Powiat zobowiązuje się do przekazywania środków otrzymanych z Państwowego Funduszu Rehabilitacji Osób Niepełnosprawnych.
2. Gmina udostępni lokal w budynku Szkoły Podstawowej w Bralinie.

§ 3
Porozumienie zawiera się na czas określony od dnia 1 stycznia 2022 r. do dnia 31 grudnia 2024 r.

§ 4
Spory rozstrzyga Sąd Rejonowy w Kępnie.
""",
        frozenset({"Powiat Kępiński", "Gmina Bralin", "Stowarzyszenie „Pomocna Dłoń” w Bralinie"}),
        signed="2021-12-14",
    ),
    Blind(
        "wykaz-podmiotow.csv",
        """Zespół Kooperacji w Gminie Wielopole Skrzyńskie;;
Podmiot;Funkcja;Uwagi
Gminny Ośrodek Pomocy Społecznej w Wielopolu Skrzyńskim;koordynator;
Urząd Gminy w Wielopolu Skrzyńskim;członek;
Zespół Szkół w Wielopolu Skrzyńskim;członek;od 2020 r.
PCPR w Ropczycach;członek;
Posterunek Policji w Wielopolu Skrzyńskim;;nie wyraził zgody na udział
NZOZ „Sanus” s.c. w Wielopolu Skrzyńskim;członek;
Koło Gospodyń Wiejskich w Brzezinach;członek;
""",
        frozenset(
            {
                "Gminny Ośrodek Pomocy Społecznej w Wielopolu Skrzyńskim",
                "Urząd Gminy w Wielopolu Skrzyńskim",
                "Zespół Szkół w Wielopolu Skrzyńskim",
                "Powiatowe Centrum Pomocy Rodzinie w Ropczycach",
                "Niepubliczny Zakład Opieki Zdrowotnej „Sanus” s.c. w Wielopolu Skrzyńskim",
                "Koło Gospodyń Wiejskich w Brzezinach",
            }
        ),
        frozenset({"Posterunek Policji w Wielopolu Skrzyńskim"}),
    ),
    Blind(
        "bip-informacja.txt",
        """INFORMACJA O ZAWARCIU POROZUMIENIA

BURMISTRZ MIASTA I GMINY PILICA INFORMUJE, ŻE W DNIU 3 LISTOPADA 2020 R. ZOSTAŁO ZAWARTE POROZUMIENIE O WSPÓŁPRACY NA RZECZ OSÓB STARSZYCH POMIĘDZY MIEJSKO-GMINNYM OŚRODKIEM POMOCY SPOŁECZNEJ W PILICY, MIEJSKO-GMINNYM OŚRODKIEM KULTURY W PILICY ORAZ POLSKIM CZERWONYM KRZYŻEM ODDZIAŁ REJONOWY W ZAWIERCIU.

POROZUMIENIE ZAWARTO NA CZAS NIEOKREŚLONY.
""",
        frozenset(
            {
                "Miejsko-Gminny Ośrodek Pomocy Społecznej w Pilicy",
                "Miejsko-Gminny Ośrodek Kultury w Pilicy",
                "Polski Czerwony Krzyż Oddział Rejonowy w Zawierciu",
            }
        ),
        signed="2020-11-03",
    ),
    Blind(
        "notatka-prasowa.txt",
        """Razem bezpieczniej na drogach

W środę, 11 września 2019 roku, w siedzibie Starostwa Powiatowego w Krotoszynie podpisano list intencyjny w sprawie programu „Bezpieczna droga do szkoły”. Swoje podpisy złożyli przedstawiciele Komendy Powiatowej Policji w Krotoszynie, Komendy Powiatowej Państwowej Straży Pożarnej w Krotoszynie, Powiatowego Zarządu Dróg w Krotoszynie i Fundacji „Bezpieczny Przejazd”.

– To dobry dzień dla naszych uczniów. Już wcześniej rozmawialiśmy z Kuratorium Oświaty w Poznaniu – mówił starosta Adam Wymyślony. – Liczę, że dołączą do nas także szkoły i Gmina Zduny.

Uroczystości towarzyszył koncert orkiestry Ochotniczej Straży Pożarnej w Kobylinie.
""",
        frozenset(
            {
                "Komenda Powiatowa Policji w Krotoszynie",
                "Komenda Powiatowa Państwowej Straży Pożarnej w Krotoszynie",
                "Powiatowy Zarząd Dróg w Krotoszynie",
                "Fundacja „Bezpieczny Przejazd”",
            }
        ),
        signed="2019-09-11",
    ),
    Blind(
        "list-intencyjny-uczelnie.txt",
        """LIST INTENCYJNY

podpisany w Kielcach dnia 20 lutego 2023 r. przez:
1. Politechnikę Świętokrzyską w Kielcach,
2. Uniwersytet Jana Kochanowskiego w Kielcach,
3. Świętokrzyskie Centrum Innowacji i Transferu Technologii Sp. z o.o. w Kielcach,
4. Zakłady Metalowe Kowal S.A. z siedzibą w Końskich,
5. Powiatowy Urząd Pracy w Końskich,

zwane dalej Sygnatariuszami.

Sygnatariusze deklarują wolę współpracy w zakresie kształcenia praktycznego studentów.
Działania będą konsultowane z Ministerstwem Edukacji i Nauki.
""",
        frozenset(
            {
                "Politechnika Świętokrzyska w Kielcach",
                "Uniwersytet Jana Kochanowskiego w Kielcach",
                "Świętokrzyskie Centrum Innowacji i Transferu Technologii sp. z o.o. w Kielcach",
                "Zakłady Metalowe Kowal S.A. w Końskich",
                "Powiatowy Urząd Pracy w Końskich",
            }
        ),
        signed="2023-02-20",
    ),
    Blind(
        "przydatne-linki.html",
        """<html><head><title>Przydatne linki</title></head><body><main><h1>Przydatne linki</h1><ul>
<li><a href="https://example.org/1">Ministerstwo Rodziny i Polityki Społecznej</a></li>
<li><a href="https://example.org/2">Powiatowe Centrum Pomocy Rodzinie w Ostródzie</a></li>
<li><a href="https://example.org/3">Powiatowy Urząd Pracy w Ostródzie</a></li>
<li><a href="https://example.org/4">Zakład Ubezpieczeń Społecznych</a></li>
<li><a href="https://example.org/5">Urząd Miejski w Morągu</a></li></ul></main></body></html>
""",
        frozenset(),
    ),
    Blind(
        "zaproszenie.txt",
        """ZAPROSZENIE

Dyrektor Miejskiego Ośrodka Pomocy Społecznej w Łowiczu serdecznie zaprasza na konferencję „Sieć wsparcia w mieście”, która odbędzie się 5 czerwca 2024 r. w Łowickim Ośrodku Kultury.

W programie:
10:00 – otwarcie: Burmistrz Miasta Łowicza
10:15 – wystąpienie przedstawiciela Komendy Powiatowej Policji w Łowiczu
11:00 – prezentacja Stowarzyszenia „Dach nad Głową”
12:00 – dyskusja z udziałem Powiatowego Centrum Pomocy Rodzinie w Łowiczu

Prosimy o potwierdzenie udziału do 31 maja.
""",
        frozenset(),
    ),
    Blind(
        "rada-organizacji.txt",
        """Skład Gminnej Rady Działalności Pożytku Publicznego w Kłecku

Zarządzeniem Burmistrza Gminy Kłecko z 2 marca 2021 r. do Rady powołano następujące osoby:

1. Anna Wzorcowa – Stowarzyszenie Przyjaciół Ziemi Kłeckiej
2. Jan Przykładny – Ochotnicza Straż Pożarna w Działyniu
3. Ewa Modelowa – Koło Gospodyń Wiejskich w Sulinie
4. Marek Szablonowy – Urząd Miejski Gminy w Kłecku
5. Olga Prototypowa – Klub Sportowy „Lechita” Kłecko

Kadencja Rady trwa 3 lata.
""",
        frozenset(
            {
                "Stowarzyszenie Przyjaciół Ziemi Kłeckiej",
                "Ochotnicza Straż Pożarna w Działyniu",
                "Koło Gospodyń Wiejskich w Sulinie",
                "Urząd Miejski w Kłecku",
                "Klub Sportowy „Lechita” w Kłecku",
            }
        ),
        signed="2021-03-02",
    ),
    Blind(
        "partnerstwo-projekt.txt",
        """O projekcie

Miejskie Centrum Usług Społecznych w Bełchatowie wspólnie z Fundacją „Otwarte Drzwi” oraz Parafią pw. Narodzenia NMP w Bełchatowie realizuje projekt pt. „Bliżej siebie”. Projekt jest współfinansowany przez Unię Europejską.

Lider: Miejskie Centrum Usług Społecznych w Bełchatowie
Partnerzy: Fundacja „Otwarte Drzwi”, Parafia pw. Narodzenia NMP w Bełchatowie

Rekrutację prowadzi biuro projektu w Szkole Podstawowej nr 3 w Bełchatowie.
""",
        frozenset(
            {
                "Miejskie Centrum Usług Społecznych w Bełchatowie",
                "Fundacja „Otwarte Drzwi”",
                "Parafia pw. Narodzenia NMP w Bełchatowie",
            }
        ),
    ),
    Blind(
        "protokol.txt",
        """PROTOKÓŁ NR 2/2023
z posiedzenia Lokalnego Zespołu Koordynującego w Bieruniu z dnia 17 kwietnia 2023 r.

Obecni członkowie Zespołu według listy obecności:
- Powiatowe Centrum Pomocy Rodzinie w Bieruniu
- Miejski Ośrodek Pomocy Społecznej w Bieruniu
- Gminny Ośrodek Pomocy Społecznej w Bojszowach
- Komenda Powiatowa Policji w Bieruniu

Nieobecni:
- Sąd Rejonowy w Tychach

Ad. 1. Omówiono współpracę z Centrum Integracji Społecznej w Tychach.
""",
        frozenset(
            {
                "Powiatowe Centrum Pomocy Rodzinie w Bieruniu",
                "Miejski Ośrodek Pomocy Społecznej w Bieruniu",
                "Gminny Ośrodek Pomocy Społecznej w Bojszowach",
                "Komenda Powiatowa Policji w Bieruniu",
            }
        ),
    ),
    Blind(
        "uchwala-przystapienie.txt",
        """UCHWAŁA NR XXI/154/2020
RADY GMINY ŁUBNIANY
z dnia 27 sierpnia 2020 r.
w sprawie zawarcia porozumienia międzygminnego

Rada Gminy uchwala, co następuje:
§ 1. Wyraża się zgodę na zawarcie porozumienia w sprawie wspólnego prowadzenia Dziennego Domu Pomocy pomiędzy Gminą Łubniany, Gminą Turawa i Gminą Dobrzeń Wielki.
§ 2. Wykonanie uchwały powierza się Wójtowi Gminy Łubniany.
§ 3. Uchwała podlega przekazaniu Wojewodzie Opolskiemu i Regionalnej Izbie Obrachunkowej w Opolu.
""",
        frozenset({"Gmina Łubniany", "Gmina Turawa", "Gmina Dobrzeń Wielki"}),
    ),
    Blind(
        "klaster-strona.html",
        """<html><head><title>Koalicja</title></head><body><main>
<h1>Koalicja na rzecz Zdrowia Psychicznego w Powiecie Iławskim</h1>
<p>Koalicja działa od 2018 roku. Skupia instytucje, które na co dzień pomagają mieszkańcom.</p>
<h2>Członkowie koalicji</h2>
<ul><li>Powiatowy Szpital im. Władysława Biegańskiego w Iławie</li>
<li>Środowiskowy Dom Samopomocy w Lubawie</li>
<li>Warsztat Terapii Zajęciowej w Suszu</li>
<li>Poradnia Psychologiczno-Pedagogiczna w Iławie</li>
<li>Stowarzyszenie „Promyk”</li></ul>
<h2>Aktualności</h2>
<p>W maju nasi goście z Domu Pomocy Społecznej w Lubawie obejrzeli wystawę.</p></main></body></html>
""",
        frozenset(
            {
                "Powiatowy Szpital im. Władysława Biegańskiego w Iławie",
                "Środowiskowy Dom Samopomocy w Lubawie",
                "Warsztat Terapii Zajęciowej w Suszu",
                "Poradnia Psychologiczno-Pedagogiczna w Iławie",
                "Stowarzyszenie „Promyk”",
            }
        ),
    ),
    Blind(
        "umowa-klasa.txt",
        """Umowa patronacka

Dnia 1.10.2021 r. Zespół Szkół Technicznych w Mielcu zawarł umowę o patronacie nad klasą mundurową z Placówką Straży Granicznej w Rzeszowie-Jasionce i z 16 Batalionem Saperów w Nisku. Umowę podpisali: dyrektor szkoły Zenon Bezimienny, komendant placówki oraz dowódca batalionu.

Klasa zastąpi wcześniejszą, prowadzoną z Komendą Powiatową Policji w Mielcu.
""",
        frozenset(
            {
                "Zespół Szkół Technicznych w Mielcu",
                "Placówka Straży Granicznej w Rzeszowie-Jasionce",
                "16 Batalion Saperów w Nisku",
            }
        ),
        signed="2021-10-01",
    ),
    Blind(
        "deklaracja-siec.txt",
        """DEKLARACJA WSPÓŁPRACY
na rzecz utworzenia Powiatowej Sieci Wsparcia Rodziny w powiecie gostyńskim

My, niżej podpisani, reprezentujący:
– Powiatowe Centrum Pomocy Rodzinie w Gostyniu,
– Miejsko-Gminny Ośrodek Pomocy Społecznej w Krobi,
– Gminny Ośrodek Pomocy Społecznej w Pępowie,
– Placówkę Opiekuńczo-Wychowawczą „Nad Stawem” w Bodzewie,
– Sąd Rejonowy w Gostyniu – Zespół Kuratorskiej Służby Sądowej,
deklarujemy wspólne działanie dla dobra dzieci.

Do sieci nie przystąpił Ośrodek Zdrowia w Piaskach.

Gostyń, 8 lutego 2022 r.
""",
        frozenset(
            {
                "Powiatowe Centrum Pomocy Rodzinie w Gostyniu",
                "Miejsko-Gminny Ośrodek Pomocy Społecznej w Krobi",
                "Gminny Ośrodek Pomocy Społecznej w Pępowie",
                "Placówka Opiekuńczo-Wychowawcza „Nad Stawem” w Bodzewie",
                "Zespół Kuratorskiej Służby Sądowej w Gostyniu",
            }
        ),
        frozenset({"Ośrodek Zdrowia w Piaskach"}),
        signed="2022-02-08",
    ),
    Blind(
        "sklad-kom.txt",
        """Miejska Komisja Rozwiązywania Problemów Alkoholowych w Nysie informuje

Zarządzeniem nr 120/2021 Burmistrza Nysy z dnia 5 lipca 2021 roku powołany został Zespół do spraw wsparcia rodzin w kryzysie. Do jego składu weszli: kierownik Ośrodka Pomocy Społecznej w Nysie, dyrektor Powiatowego Centrum Pomocy Rodzinie w Nysie, pedagog Szkoły Podstawowej nr 5 w Nysie i prezes Stowarzyszenia „Nowy Początek”.
""",
        frozenset(
            {
                "Ośrodek Pomocy Społecznej w Nysie",
                "Powiatowe Centrum Pomocy Rodzinie w Nysie",
                "Szkoła Podstawowa nr 5 w Nysie",
                "Stowarzyszenie „Nowy Początek”",
            }
        ),
        signed="2021-07-05",
    ),
    Blind(
        "trojstronne.txt",
        """POROZUMIENIE TRÓJSTRONNE

zawarte 3 stycznia 2023 r. w Turku między

1. Powiatowym Urzędem Pracy w Turku, reprezentowanym przez Dyrektora – Jana Zmyślonego,
2. Zakładem Karnym we Wronkach, reprezentowanym przez Dyrektora,
3. Centrum Integracji Społecznej w Turku, prowadzonym przez Fundację „Krok”.

§ 1. Strony będą wspólnie pomagać osobom opuszczającym zakład karny.
§ 2. Porozumienie obowiązuje do 31 grudnia 2025 r.
""",
        frozenset(
            {"Powiatowy Urząd Pracy w Turku", "Zakład Karny we Wronkach", "Centrum Integracji Społecznej w Turku"}
        ),
        signed="2023-01-03",
    ),
    Blind(
        "aktualnosc.txt",
        """Nowe partnerstwo dla seniorów

22 października 2022 r. Gmina Sędziszów, Biblioteka Publiczna w Sędziszowie i Koło Gospodyń Wiejskich w Mstyczowie podpisały porozumienie o współpracy na rzecz seniorów. W wydarzeniu uczestniczyła dyrektor Szkoły Podstawowej w Sosnowcu oraz przedstawiciel Starostwa Powiatowego w Jędrzejowie.
""",
        frozenset({"Gmina Sędziszów", "Biblioteka Publiczna w Sędziszowie", "Koło Gospodyń Wiejskich w Mstyczowie"}),
        signed="2022-10-22",
    ),
    Blind(
        "rada.html",
        """<html><body><main><h1>Powiatowa Rada Działalności Pożytku Publicznego w Kłobucku</h1><p>W skład Rady IV kadencji wchodzą:</p><table><tr><th>Lp.</th><th>Imię i nazwisko</th><th>Organizacja</th></tr><tr><td>1</td><td>Anna Modelowa</td><td>Stowarzyszenie „Nad Liswartą”</td></tr><tr><td>2</td><td>Jan Wzór</td><td>Ochotnicza Straż Pożarna w Krzepicach</td></tr><tr><td>3</td><td>Ewa Przykład</td><td>Starostwo Powiatowe w Kłobucku</td></tr></table></main></body></html>""",
        frozenset(
            {"Stowarzyszenie „Nad Liswartą”", "Ochotnicza Straż Pożarna w Krzepicach", "Starostwo Powiatowe w Kłobucku"}
        ),
    ),
    Blind(
        "ogloszenie.txt",
        """Ogłoszenie o naborze partnera

Gmina Miasto Świdnica ogłasza otwarty nabór partnera do wspólnej realizacji projektu. Oferty należy składać w Urzędzie Miejskim w Świdnicy do dnia 12 lutego 2024 r. Wzór oferty uzgodniono z Miejskim Ośrodkiem Pomocy Społecznej w Świdnicy.
""",
        frozenset(),
    ),
    Blind(
        "lokalny-klub.txt",
        """Lokalny Komitet Rewitalizacji w Żarach

Komitet tworzą przedstawiciele: Urzędu Miejskiego w Żarach, Żarskiego Domu Kultury, Spółdzielni Mieszkaniowej „Zgoda” w Żarach oraz Stowarzyszenia Kupców Żarskich. Zaproszenia nie przyjęła Powiatowa Stacja Sanitarno-Epidemiologiczna w Żarach.
""",
        frozenset(
            {
                "Urząd Miejski w Żarach",
                "Żarski Dom Kultury",
                "Spółdzielnia Mieszkaniowa „Zgoda” w Żarach",
                "Stowarzyszenie Kupców Żarskich",
            }
        ),
        frozenset({"Powiatowa Stacja Sanitarno-Epidemiologiczna w Żarach"}),
    ),
    Blind(
        "umowa-partnerstwa.txt",
        """UMOWA O PARTNERSTWIE

na rzecz realizacji projektu „Krok w przód”, zawarta w dniu 15 maja 2022 r. pomiędzy Gminą Lipno – Liderem Projektu, a Gminą Kikół i Powiatowym Centrum Pomocy Rodzinie w Lipnie – Partnerami Projektu.

Przedmiotem umowy jest ustanowienie partnerstwa.
""",
        frozenset({"Gmina Lipno", "Gmina Kikół", "Powiatowe Centrum Pomocy Rodzinie w Lipnie"}),
        signed="2022-05-15",
    ),
    Blind(
        "regulamin.txt",
        """Regulamin pracy Zespołu Interdyscyplinarnego w Gminie Ryczywół

§ 1. Zespół tworzą osoby wskazane przez: Gminny Ośrodek Pomocy Społecznej w Ryczywole, Komisariat Policji w Rogoźnie, Sąd Rejonowy w Obornikach oraz Zespół Szkół w Ryczywole.
§ 2. Posiedzenia odbywają się w siedzibie Gminnego Ośrodka Kultury w Ryczywole.
§ 3. Zespół współpracuje z Powiatowym Centrum Pomocy Rodzinie w Obornikach.
""",
        frozenset(
            {
                "Gminny Ośrodek Pomocy Społecznej w Ryczywole",
                "Komisariat Policji w Rogoźnie",
                "Sąd Rejonowy w Obornikach",
                "Zespół Szkół w Ryczywole",
            }
        ),
    ),
    Blind(
        "inline.txt",
        """Zespół Zadaniowy ds. Bezdomności w Tarnowie

Powołany przez Prezydenta Miasta Tarnowa 10 marca 2020 r. w składzie: Anna Zmyślona (Miejski Ośrodek Pomocy Społecznej w Tarnowie) – przewodnicząca; Jan Próbny (Straż Miejska w Tarnowie); Ewa Testowa (Schronisko dla Bezdomnych w Tarnowie); Piotr Wzór (Komenda Miejska Policji w Tarnowie).
""",
        frozenset(
            {
                "Miejski Ośrodek Pomocy Społecznej w Tarnowie",
                "Straż Miejska w Tarnowie",
                "Schronisko dla Bezdomnych w Tarnowie",
                "Komenda Miejska Policji w Tarnowie",
            }
        ),
        signed="2020-03-10",
    ),
    Blind(
        "dwa.txt",
        """Współpraca Domu Kultury w Sulejowie

W dniu 4 kwietnia 2019 r. Miejski Ośrodek Kultury w Sulejowie i Przedszkole w Przygłowie zawarły porozumienie o wspólnych zajęciach. Natomiast 6 maja 2021 r. Miejski Ośrodek Kultury w Sulejowie podpisał umowę o współpracy z Gminną Biblioteką Publiczną w Rozprzy.
""",
        frozenset(
            {"Miejski Ośrodek Kultury w Sulejowie", "Przedszkole w Przygłowie", "Gminna Biblioteka Publiczna w Rozprzy"}
        ),
    ),
    Blind(
        "caps.txt",
        """SKŁAD GMINNEGO ZESPOŁU INTERDYSCYPLINARNEGO W DOBREJ

1. GMINNY OŚRODEK POMOCY SPOŁECZNEJ W DOBREJ
2. KOMISARIAT POLICJI W TYMBARKU
3. ZESPÓŁ SZKOLNO-PRZEDSZKOLNY W JURKOWIE
4. PARAFIA PW. ŚW. SZYMONA W DOBREJ
""",
        frozenset(
            {
                "Gminny Ośrodek Pomocy Społecznej w Dobrej",
                "Komisariat Policji w Tymbarku",
                "Zespół Szkolno-Przedszkolny w Jurkowie",
                "Parafia pw. św. Szymona w Dobrej",
            }
        ),
    ),
    Blind(
        "powiatowe.txt",
        """Starosta Pilski, działając na podstawie art. 38a ustawy o samorządzie powiatowym, powołał Komisję Bezpieczeństwa i Porządku. W pracach Komisji biorą udział: Komendant Powiatowy Policji w Pile, Komendant Powiatowy Państwowej Straży Pożarnej w Pile, Prokurator Rejonowy w Pile oraz przedstawiciele Rady Powiatu w Pile.
""",
        frozenset(
            {
                "Komenda Powiatowa Policji w Pile",
                "Komenda Powiatowa Państwowej Straży Pożarnej w Pile",
                "Prokuratura Rejonowa w Pile",
                "Rada Powiatu w Pile",
            }
        ),
    ),
    Blind(
        "dzialania.txt",
        """Sprawozdanie z działalności MOPS

W 2022 r. Miejski Ośrodek Pomocy Społecznej w Ełku współpracował z Powiatowym Urzędem Pracy w Ełku, Komendą Powiatową Policji w Ełku i szkołami. Udzielono 1200 porad. Odbyły się szkolenia w Urzędzie Miasta Ełku.
""",
        frozenset(),
    ),
    Blind(
        "koalicja.txt",
        """Koalicja „Czyste Jezioro”

Do koalicji przystąpiły: Gmina Giżycko, Miasto Giżycko, Nadleśnictwo Giżycko, Mazurskie Wodociągi Sp. z o.o. w Giżycku i Fundacja „Nurt”. Nie przystąpiła natomiast Gmina Wydminy.
""",
        frozenset(
            {
                "Gmina Giżycko",
                "Miasto Giżycko",
                "Nadleśnictwo Giżycko",
                "Mazurskie Wodociągi sp. z o.o. w Giżycku",
                "Fundacja „Nurt”",
            }
        ),
        frozenset({"Gmina Wydminy"}),
    ),
    Blind(
        "lista.csv",
        """Nazwa partnera,Adres,Data podpisania
"Przedsiębiorstwo Rolne Agros sp. z o.o.","ul. Polna 1, Krotoszyn",2020-02-03
"Zespół Szkół Ponadpodstawowych nr 2 w Krotoszynie","ul. Długa 4, Krotoszyn",2020-02-03
"Powiat krotoszyński","ul. 56 Pułku Piechoty 10, Krotoszyn",2020-02-03
""",
        frozenset(
            {
                "Przedsiębiorstwo Rolne Agros sp. z o.o.",
                "Zespół Szkół Ponadpodstawowych nr 2 w Krotoszynie",
                "Powiat Krotoszyński",
            }
        ),
    ),
]


def reading(blind: Blind, folder: Path) -> Extraction:
    path = folder / blind.file
    path.write_text(blind.text, encoding="utf-8")
    return extract(read(path))


def of(extraction: Extraction, predicates: set[Predicate]) -> set[str]:
    """Names of the institutions in claims of these kinds that reach the graph."""
    mentions = {mention.key: mention.name for mention in extraction.mentions}
    return {
        mentions[claim.subject.key]
        for claim in extraction.claims
        if claim.predicate in predicates and claim.confidence >= PROVISIONAL_FROM
    }


@pytest.mark.parametrize("blind", BLIND, ids=lambda blind: blind.file)
def test_members(blind: Blind, tmp_path: Path) -> None:
    assert of(reading(blind, tmp_path), TIES) == blind.members


@pytest.mark.parametrize("blind", [blind for blind in BLIND if blind.absent], ids=lambda blind: blind.file)
def test_who_is_said_not_to_take_part(blind: Blind, tmp_path: Path) -> None:
    assert of(reading(blind, tmp_path), {Predicate.ABSENT}) == blind.absent


@pytest.mark.parametrize("blind", [blind for blind in BLIND if blind.signed], ids=lambda blind: blind.file)
def test_day_of_signing(blind: Blind, tmp_path: Path) -> None:
    signed = {claim.value for claim in reading(blind, tmp_path).claims if claim.predicate is Predicate.SIGNED}
    assert signed == {blind.signed}
