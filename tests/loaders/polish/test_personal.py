"""Masking: each case says which stretch of the text is personal; everything else must stay."""

from __future__ import annotations

import pytest

from loaders.polish.personal import MASK, contains_person, mask, mask_title, pesel
from loaders.polish.persons import words_of_name

# what stands between ‹ and › is personal
MASKED = [
    "sporządził ‹Piotr Rozmyty›", "Ośrodka Pomocy Społecznej – ‹Gabriela Wydumana›,",
    "‹Otylia Przezroczysta› ‹Piotr Rozmyty›",
    # prose, offices, titles
    "Podpisał się wójt p. ‹Adam Majchrzak›.",
    "Pani ‹Grażyna Wnuk›, zastępca dyrektora",
    "podziękowała Wójt Gminy Tomaszów Lubelski ‹Ewie Pasieczny› oraz Kierownik GOPS ‹Danucie Kłos›",
    "Dyrektor: mgr inż. ‹Marek Świtoń›",
    "prof. dr hab. n. med. ‹Joanna Wrona-Kasprzyk› – Uniwersytet Medyczny",
    "ks. proboszcz ‹Tomasz Zięba›",
    "st. sierż. ‹Paweł Mech› z Komendy Powiatowej Policji",
    "Panu ‹Nowakowi› i Pani ‹Kowalskiej›",
    "Wójt ‹Nowak› powiedział, a Starosta ‹Kowalski› podpisał",
    "Obecni: ‹Kowalska›, ‹Nowak›, ‹Wiśniewska›",
    "Pan ‹Tadeusz Kościuszko-Nowak›",
    "/-/ ‹Marian Ból›",
    # cases
    "zawarte z Dyrektorem Szkoły ‹Janem Kowalskim›",
    "w obecności Wójta Gminy Korycin ‹Mirosława Lecha›",
    "reprezentowanym przez ‹Barbarę Żmijewską› – Dyrektora",
    "przy kontrasygnacie Skarbnika – ‹Doroty Sawicz›",
    # lists, order, capitals, initials, double-barrelled names
    "1. ‹Róża Kubicka-Stępniak›",
    "4. ‹Ewelina Bąk -Sroczyńska›- przedstawiciel Gminnej Komisji",
    "9. ‹Lucyna Dul›- kurator sądowy",
    "‹Kowalski Jan›",
    "‹NOWAK JAN›",
    "‹Jan NOWAK›, dyrektor",
    "‹Wiśniewska-Lis Ewa› – sekretarz",
    "skład: ‹Kowalska Anna›, ‹Nowak Piotr›, ‹Zięba Ewa›",
    "‹J. Kowalski›, ‹J.K. Lewicka› i ‹Anna K.›",
    "‹Helena Maria Brom› – Uniwersytet Trzeciego Wieku",
    "*‹Anna Maria Sidorowicz›*",
    "**‹Jan›** **‹Kowalski›**",
    "‹Jan de Weryha›",
    # an initial before a surname that is a common noun or a village too
    "GOPS w Łapach (p. ‹R. Gołąb›), KPP w Łapach (asp. szt. ‹R. Gołąb›), mł. asp. ‹Z. Wilk›, st. sierż. ‹M. Zając›",
    "Pozdrawiam\n‹K. Mazurek›\n", "Z poważaniem,\n\n‹K. Mazurek›\ntel. 87 569 60 21", "Z poważaniem\n‹K.Mazurek-Lis›",
    "Sporządziła: ‹A. Lis›, tel. 87 569 60 21", "Sporządził(a): ‹A. Lis›", "Wytworzył: ‹B. Wilk›",
    "Opublikowała: ‹B. Wrona›, data publikacji: 2023-05-12", "Opublikował – ‹Z. SIKORA›", "Sporządziła: ‹A. Sołtys›",
    "Kierownik p. ‹A. Wiśniewska›, inspektor ‹M. Nowak›, kierownik ‹R. Gołąb›", "/-/ ‹M. Kruk›",
    "Skład Zespołu:\n‹R. Gołąb›\n‹A. Lis›\n‹J. KOWALSKI›", "‹R. Gołąb› – przewodnicząca",
    "‹R. Gołąb› otworzył posiedzenie",
    "GOPS w Łapach: ‹R. Gołąb›, Sąd Rejonowy: ‹A. Lis› oraz ‹T.K. Wrona›", "‹Gołąb R.›, ‹Lis A.›",
    "‹Katarzyna Mazurek› – kierownik. Uwagi ‹K. Mazurka› przyjęto, podpis\n‹K. MAZUREK›",
    "e-mail: gops@lapy.pl\n‹A. Lis›", "www.lapy.pl ‹Jan Kowalski›",
    # surnames that are words, unknown surnames and first names
    "Prezes – ‹Witold Gołąb›, Skarbnik – ‹Iwona Król›",
    "‹Anna Sołtys› – przedstawiciel",
    "‹Łukasz Fasola› – sekretarz",
    "‹Zenon Łódzki›",
    "‹Marek Xawerowiczak› – radny",
    "‹Oleksandr Petrenko› – asystent",
    "Pani ‹Wołodymyra Szewczenko›",
    # divided by a line's end
    "Wójta ‹Jana\nNowaka›, zwaną dalej",
    "Dyrektor ‹Anna Kowal-\nska› podpisała",
    # again, alone
    "‹Danuta Klawikowska› – Starosta. Tak mówiła ‹Klawikowska›.",
    "‹Anna› i ‹Jan Kowalscy›",
    # owners of firms
    "Indywidualna Praktyka Lekarska ‹Jan Nowak›",
    "Kancelaria Radcy Prawnego ‹Anna Zielińska›",
    # numbers and addresses
    "PESEL ‹44051401359›",
    "legitymujący się dowodem osobistym seria ‹ABC 123456›",
    "urodzona ‹12.03.1970›",
    "zam. ‹Korycin, ul. Polna 5›, PESEL ‹44051401359›",
    "tel. kom. ‹505-123-456›, ‹+48 601 234 567›",
    "‹j.kowalski@gops.pl›, ‹anna.nowak@korycin.pl›, ‹akowalska@um.pl›",
    "‹kasia123@wp.pl›",
    "https://example.pl/aktualnosci/‹jan-kowalski›-wojtem",
]

KEPT = [
    # patrons
    "Szkoła Podstawowa im. Jana Pawła II w Korycinie",
    "Szkołą Podstawową im. Stefana Kardynała Wyszyńskiego w Korycinie",
    "Zespół Szkół im. ks. Piotra Skargi, SP im. Jana i Jędrzeja Śniadeckich, imienia Marii Skłodowskiej-Curie",
    "Dom Pomocy Społecznej im. J. Kukuczki", "Przedszkole im. Jana\nPawła II",
    "Parafia Jana Chrzciciela, parafia pw. św. Jana Chrzciciela, Parafia św. Franciszka z Asyżu",
    "im. J. Kochanowskiego, AWF im. J. Kukuczki, LO im. S. Staszica, św. J. Bosko, SP im. gen. J. Bema",
    "Akademia J. Kukuczki w Katowicach",
    "Hospicjum im. bł. ks. Michała Sopoćki",
    "Uniwersytetem Mikołaja Kopernika w Toruniu", "Przedszkole Jana Pawła II",
    # streets
    "ul. Jana Kochanowskiego 5", "ul. gen. Władysława Sikorskiego 1", "al. Józefa Piłsudskiego",
    "os. Bolesława Chrobrego", "ul. A. Mickiewicza 3, pl. J. Piłsudskiego, al. W. Reymonta 1, ul. gen. J. Hallera",
    "Jana Kochanowskiego 5, 35-045 Rzeszów",
    # places
    "Aleksandrów Łódzki, Janów Lubelski, Tomaszów Mazowiecki, Kazimierz Dolny", "Gmina Bogatynia, gmina Teresin",
    "Zduńska Wola, Wola Krzysztoporska, Góra Kalwaria", "Regionalny Ośrodek Polityki Społecznej w Zielonej Górze",
    "Gmina KOBYLIN-BORZYMY powiat wysokomazowiecki", "GMINA ALEKSANDRÓW",
    # offices without a name
    "Kierownik Gminnego Ośrodka Pomocy Społecznej", "Pani Starosta podziękowała, Pan Wójt i Pani Dyrektor Ośrodka też",
    "Starosta Przasnyski, Burmistrz Kęt i Marszałek Województwa Śląskiego",
    "Wójt Gminy Biała Podlaska",
    "Inspektor Wojewódzki, Wojewoda Podlaski, Starosta Sokólski",
    "Sekretarz Powiatu - Naczelnik Wydziału Organizacyjnego", "Etatowy Członek Zarządu",
    # institutions, projects, headings
    "Fundacja Nasza Nadzieja", "Stowarzyszenie Wiara Nadzieja Miłość", "Konstytucji 3 Maja", "Zespół Downa",
    "Gminny Ośrodek Kultury, Sportu i Turystyki", "Polskim Związkiem Emerytów, Rencistów i Inwalidów- Koło Gminne",
    "LIDERZY KOOPERACJI", "Liderzy Kooperacji – Kamienie Milowe", "Powiatowe Centrum Pomocy Rodzinie",
    "Zakład Lecznictwa Ambulatoryjnego Wawel", "Stowarzyszenie „Trzeźwymi Bądźcie”, „Pomocna Dłoń” i Pomocy Dzieciom",
    "Microsoft Teams, Google Meet",
    "Zakład Usług Sp. z o.o. w Łapach, Zakład Energetyczny S.A. Zamek",
    "A. Cel porozumienia\nB. Uczestnicy", "I. Cel\nII. Uczestnicy", "A. Rada Gminy", "Dz. U. z 2020 r. poz. 218",
    # numbers and offices' addresses
    "tel. 17 747 06 00 fax. 17 747 06 01 e-mail: sekretariat@rops.rzeszow.pl", "gops_korycin@wp.pl, kontakt@example.pl",
    "REGON 505123456, NIP 545-181-17-92, KRS 0000123456", "601 234 567 zł, 22 681 431,03 zł",
    "12345678901", "nr konta 12 1020 1332 0000 1602 0123 4567", "01.04.2018 – 31.10.2023", "POWR.0205.00-00-0209/17",
]


def expected(marked: str) -> tuple[str, str]:
    """The plain text, and the text with what stands between the marks masked."""
    plain, wanted, inside = [], [], False
    for letter in marked:
        if letter in "‹›":
            inside = letter == "‹"
            continue
        plain.append(letter)
        wanted.append(MASK if inside and letter.isalnum() else letter)
    return "".join(plain), "".join(wanted)


@pytest.mark.parametrize("marked", MASKED)
def test_personal_data_are_masked_and_nothing_else(marked: str) -> None:
    text, wanted = expected(marked)
    assert mask(text) == wanted


@pytest.mark.parametrize("text", KEPT)
def test_institutions_places_patrons_and_offices_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(("text", "wanted"), [
    ("Dyrektor Szkoły im. Jana Pawła II Anna Kowalska", "Dyrektor Szkoły im. Jana Pawła II ████ ████████"),
    ("Dyrektora SP im. Tadeusza Kościuszki Jana Nowaka", "Dyrektora SP im. Tadeusza Kościuszki ████ ██████"),
    ("ul. Polna 5 Jan Kowalski", "ul. Polna 5 ███ ████████"),
    ("Wójt Gminy Teresin Marek Sowa", "Wójt Gminy Teresin █████ ████"),
])
def test_a_person_beside_a_name_that_stays(text: str, wanted: str) -> None:
    assert mask(text) == wanted


def test_letters_made_of_two_characters_and_soft_hyphens() -> None:
    text = "Wójt Jo\u0301zef Ko\u00adwalski"
    assert mask(text) == "Wójt ██" + MASK * 4 + " ██\u00ad██████"
    assert len(mask(text)) == len(text)


def test_masking_twice_changes_nothing() -> None:
    once = mask("Dyrektor Jan Kowalski, tel. 601 234 567")
    assert mask(once) == once


@pytest.mark.parametrize(("digits", "valid"), [
    ("44051401359", True), ("44051401358", False), ("44131401353", False), ("4405140135", False),
    ("4405140135x", False)])
def test_pesel_has_a_check_digit_and_a_date(digits: str, *, valid: bool) -> None:
    assert pesel(digits) is valid


def test_contains_person() -> None:
    assert contains_person("Dyrektor Anna Nowak")
    assert not contains_person("Szkoła im. Jana Pawła II, dyrektor ████ █████")


@pytest.mark.parametrize(("name", "wanted"), [
    ("umowa_Jan_Kowalski_2018.pdf", "umowa_███_████████_2018.pdf"),
    ("lista-jan-kowalski.txt", "lista-███-████████.txt"),
    ("002_e1e55c3796324e71.txt", "002_e1e55c3796324e71.txt"), ("porozumienie-zdunska-wola.docx",) * 2,
    ("zespoły.kooperacji.xlsx",) * 2,
])
def test_names_in_a_files_name(name: str, wanted: str) -> None:
    assert mask_title(name) == wanted


def test_a_column_of_names_may_hold_other_things() -> None:
    assert words_of_name("brak") == []
    assert words_of_name("GOPS") == []
    assert words_of_name("dr Xyz Qwerty") == [(3, 6), (7, 13)]
    assert words_of_name("Kierownik Ośrodka") == []
