from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.polish.mentions import Found, PlaceContext, context_of, find

NOWHERE = PlaceContext()
KORYCIN = PlaceContext(gmina="201103", gmina_name="Korycin", powiat="2011", wojewodztwo="20", confidence=0.9)


def one(text: str, context: PlaceContext = NOWHERE) -> Found:
    found = find(text, context)
    assert len(found) == 1, found
    return found[0]


def names(text: str, context: PlaceContext = NOWHERE) -> list[str]:
    return [found.name for found in find(text, context)]


PARTIES = """Porozumienie o współdziałaniu zawarto z Powiatowym Centrum Pomocy Rodzinie w Sokółce, Komendą Powiatową
w Sokółce, Zespołem Kuratorskim Służby Sądowej w Sokółce, Szkołą Podstawową im. Stefana Kardynała Wyszyńskiego
w Korycinie, Gminnym Ośrodkiem Kultury, Sportu i Turystyki w Korycinie, Niepublicznym ZOZ Przychodnią Lekarską w
Korycinie, Przedszkolem im. Jana Pawła II w Korycinie, Polskim Związkiem Emerytów, Rencistów i Inwalidów- Koło Gminne
w Korycinie, Gminną Komisją Rozwiązywania Problemów Alkoholowych w Korycinie oraz Gminnym Ośrodkiem Pomocy
Społecznej w Korycinie."""


def test_the_ten_parties_of_an_agreement_in_the_instrumental() -> None:
    found = find(PARTIES)
    assert [(one.type, one.name, one.place) for one in found] == [
        ("PCPR", "Powiatowe Centrum Pomocy Rodzinie w Sokółce", "Sokółka"),
        ("KPP", "Komenda Powiatowa Policji w Sokółce", "Sokółka"),
        ("ZKSS", "Zespół Kuratorskiej Służby Sądowej w Sokółce", "Sokółka"),
        ("SP", "Szkoła Podstawowa im. Stefana Kardynała Wyszyńskiego w Korycinie", "Korycin"),
        ("GOK", "Gminny Ośrodek Kultury, Sportu i Turystyki w Korycinie", "Korycin"),
        ("NZOZ", "Niepubliczny Zakład Opieki Zdrowotnej Przychodnia Lekarska w Korycinie", "Korycin"),
        ("PRZED", "Przedszkole im. Jana Pawła II w Korycinie", "Korycin"),
        ("PZERI", "Polski Związek Emerytów, Rencistów i Inwalidów – Koło Gminne w Korycinie", "Korycin"),
        ("GKRPA", "Gminna Komisja Rozwiązywania Problemów Alkoholowych w Korycinie", "Korycin"),
        ("GOPS", "Gminny Ośrodek Pomocy Społecznej w Korycinie", "Korycin"),
    ]
    assert {one.terc for one in found} == {"201108", "201103"}
    assert [one.distinct for one in found if one.distinct] == ["stefana-kardynala-wyszynskiego", "jana-pawla-ii"]
    assert all(one.as_written == PARTIES[one.start : one.end] for one in found)
    assert all(one.confidence >= 0.75 for one in found)


def test_ellipsis_is_marked_and_less_sure() -> None:
    found = one("Komendą Powiatową w Sokółce")
    assert (found.name, found.ellipsis, found.confidence) == ("Komenda Powiatowa Policji w Sokółce", True, 0.80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Regionalnymi Ośrodkami Polityki Społecznej w Rzeszowie, Lublinie i Kielcach oraz Białymstoku",
            [
                f"Regionalny Ośrodek Polityki Społecznej w {town}"
                for town in ("Rzeszowie", "Lublinie", "Kielcach", "Białymstoku")
            ],
        ),
        (
            "Komendami Powiatowymi: PSP oraz Policji w Sokółce",
            ["Komenda Powiatowa Państwowej Straży Pożarnej w Sokółce", "Komenda Powiatowa Policji w Sokółce"],
        ),
        (
            "I i III Zespół Kuratorski ds. Nieletnich Sądu Rejonowego w Sosnowcu",
            [
                "I Zespół Kuratorski ds. Nieletnich Sądu Rejonowego w Sosnowcu",
                "III Zespół Kuratorski ds. Nieletnich Sądu Rejonowego w Sosnowcu",
            ],
        ),
        (
            "przedstawiciele stowarzyszeń „Nowy Brzeg”, „Jutro” i Pomocy Sąsiedzkiej",
            ["Stowarzyszenie „Nowy Brzeg”", "Stowarzyszenie „Jutro”", "Stowarzyszenie Pomocy Sąsiedzkiej"],
        ),
        (
            "Szkoły Podstawowe nr 1, 4 i 5 w Swarzędzu",
            [f"Szkoła Podstawowa nr {number} w Swarzędzu" for number in (1, 4, 5)],
        ),
        ("Gminy Chełmek, Oświęcim i Kęty podpisały", ["Gmina Chełmek", "Gmina Oświęcim", "Gmina Kęty"]),
    ],
)
def test_coordination_is_opened(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "type_id", "terc"),
    [
        ("Wójt Gminy Korycin", "Gmina Korycin", "GMINA", "201103"),
        ("Wójtem Gminy Kolno", "Gmina Kolno", "GMINA", "200603"),
        ("Burmistrza Przasnysza", "Miasto Przasnysz", "GMINA", "142201"),
        ("Burmistrz Miasta i Gminy Swarzędz", "Gmina Swarzędz", "GMINA", "302116"),
        ("Prezydentem Miasta Łodzi", "Miasto Łódź", "GMINA", "106101"),
        ("Starosta Sokólski", "Powiat Sokólski", "POWIAT", "2011"),
        ("Starostą Powiatu Wysokomazowieckiego", "Powiat Wysokomazowiecki", "POWIAT", "2013"),
        ("Marszałek Województwa Kujawsko-Pomorskiego", "Województwo Kujawsko-Pomorskie", "WOJEWODZTWO", "04"),
        ("Wojewodą Podlaskim", "Podlaski Urząd Wojewódzki w Białymstoku", "UW", "206101"),
        ("Komendant Powiatowy Policji w Sokółce", "Komenda Powiatowa Policji w Sokółce", "KPP", "201108"),
        ("Prokuratora Rejonowego w Sokółce", "Prokuratura Rejonowa w Sokółce", "PR", "201108"),
    ],
)
def test_office_holders_stand_for_their_institution(text: str, name: str, type_id: str, terc: str) -> None:
    found = one(text)
    assert (found.name, found.type, found.terc) == (name, type_id, terc)
    assert found.by_role
    assert 0.75 <= found.confidence < 0.90


def test_a_director_stands_for_the_institution_named_after_the_word() -> None:
    found = one("z Dyrektorem Regionalnego Ośrodka Polityki Społecznej w Białymstoku")
    assert (found.type, found.by_role, found.as_written) == (
        "ROPS", "dyrektor", "Regionalnego Ośrodka Polityki Społecznej w Białymstoku",
    )


@pytest.mark.parametrize(
    ("text", "terc"),
    [
        ("Gmina KOLNO powiat kolneński", "200603"),
        ("Gmina WYSOKIE MAZOWIECKIE powiat wysokomazowiecki", "201310"),
        ("Gmina KOBYLIN-BORZYMY powiat wysokomazowiecki", "201305"),
        ("Miasto Oświęcim", "121301"),
        ("Gmina Oświęcim", "121306"),
    ],
)
def test_gminas_by_name(text: str, terc: str) -> None:
    found = one(text)
    assert (found.type, found.terc) == ("GMINA", terc)


@pytest.mark.parametrize(
    ("text", "name", "distinct"),
    [
        ("ROPS Zielona Góra", "Regionalny Ośrodek Polityki Społecznej w Zielonej Górze", ""),
        ("MOPS-em w Łodzi", "Miejski Ośrodek Pomocy Społecznej w Łodzi", ""),
        ("Urzędzie Miasta i Gminy Swarzędz", "Urząd Miasta i Gminy Swarzędz", ""),
        ("Rady Miejskiej Legnicy", "Rada Miejska Legnicy", ""),
        ("Rady Powiatu Przasnyskiego", "Rada Powiatu Przasnyskiego", ""),
        ("Zespołem ds. Modelu przy ROPS w Białymstoku",
         "Zespół do spraw Modelu przy Regionalnym Ośrodku Polityki Społecznej w Białymstoku", ""),
        ("Regionalnego Ośrodka Polityki Społecznej Urzędu Marszałkowskiego w Kielcach",
         "Regionalny Ośrodek Polityki Społecznej Urzędu Marszałkowskiego w Kielcach", ""),
        ("Swarzędzkim Centrum Sportu i Rekreacji w Swarzędzu",
         "Swarzędzkie Centrum Sportu i Rekreacji w Swarzędzu", ""),
        ("I Liceum Ogólnokształcącym im. Stanisława Staszica w Pleszewie",
         "I Liceum Ogólnokształcące im. Stanisława Staszica w Pleszewie", "i"),
        ("Publicznej Szkoły Podstawowej Nr 1 w Garwolinie", "Publiczna Szkoła Podstawowa Nr 1 w Garwolinie", "1"),
        ("Przedszkola nr 3 „Pod kasztanami” w Swarzędzu", "Przedszkole nr 3 „Pod kasztanami” w Swarzędzu", "3"),
        ("Fundacji Ekologicznej „Zielony Most”", "Fundacja Ekologiczna „Zielony Most”", "zielony-most"),
        ("Stowarzyszenia na Rzecz Integracji Społecznej „Obok” w Gorzycach",
         "Stowarzyszenie na Rzecz Integracji Społecznej „Obok” w Gorzycach", "obok"),
        ("Polskiego Towarzystwa Gerontologicznego", "Polskie Towarzystwo Gerontologiczne",
         "polskie-towarzystwo-gerontologiczne"),
        ("Towarzystwa Społeczno-Kulturalnego Niemców w Krapkowicach",
         "Towarzystwo Społeczno-Kulturalne Niemców w Krapkowicach", "spoleczno-kulturalne-niemcow"),
        ("Stowarzyszenia Kulturalno-Oświatowego w Opolu", "Stowarzyszenie Kulturalno-Oświatowe w Opolu",
         "kulturalno-oswiatowe"),
        ("Spółdzielnia Socjalna Relaksownia”", "Spółdzielnia Socjalna „Relaksownia”", "relaksownia"),
        ("Dom Pomocy Społecznej dla Dorosłych w Kielcach", "Dom Pomocy Społecznej dla Dorosłych w Kielcach", ""),
        ("Wydziału Zdrowia Urzędu Miasta Łodzi", "Wydział Zdrowia Urzędu Miasta Łodzi", "zdrowia"),
        ("Komisariatem II Policji w Łodzi", "Komisariat II Policji w Łodzi", "ii"),
        ("Centrum Administracyjnym Placówek Opiekuńczo-Wychowawczych w Chełmku z siedzibą w Kętach",
         "Centrum Administracyjne Placówek Opiekuńczo-Wychowawczych w Chełmku z siedzibą w Kętach", ""),
        ("Poradni Psychologiczno – Pedagogicznej w Sokółce Filia w Dąbrowie Białostockiej",
         "Poradnia Psychologiczno-Pedagogiczna w Sokółce Filia w Dąbrowie Białostockiej", "filia"),
        ("Domu Pomocy Społecznej Zgromadzenia Sióstr Felicjanek w Krakowie",
         "Dom Pomocy Społecznej Zgromadzenia Sióstr Felicjanek w Krakowie", ""),
        ("Parafią Rzymskokatolicką p.w. św. Anny w Korycinie",
         "Parafia Rzymskokatolicka pw. św. Anny w Korycinie", "sw-anny"),
        ("Wydziałem Polityki Społecznej Lubuskiego Urzędu Wojewódzkiego w Gorzowie Wlkp.",
         "Wydział Polityki Społecznej Lubuskiego Urzędu Wojewódzkiego w Gorzowie Wielkopolskim", "polityki-spolecznej"),
        ("III Liceum Ogólnokształcącym w Zespole Szkół nr 1 w Kutnie",
         "III Liceum Ogólnokształcące w Zespole Szkół nr 1 w Kutnie", "iii"),
        ("Polskiego Związku Emerytów, Rencistów i Inwalidów, Koło w Kutnie",
         "Polski Związek Emerytów, Rencistów i Inwalidów Koło w Kutnie", ""),
        ("Fundacji” Jasny Dom”", "Fundacja „Jasny Dom”", "jasny-dom"),
        ("Fundacją im. Stefana Batorego", "Fundacja im. Stefana Batorego", "stefana-batorego"),
        ("Środowiskowego Domu Samopomocy w KluczborkuDo zakresu", "Środowiskowy Dom Samopomocy w Kluczborku", ""),
        ("Szkoły Podstawowej nr 3 z Oddziałami Integracyjnymi w Ełku",
         "Szkoła Podstawowa nr 3 z Oddziałami Integracyjnymi w Ełku", "3"),
        ("NZOZ Eskulap w Goniądzu", "Niepubliczny Zakład Opieki Zdrowotnej Eskulap w Goniądzu", "eskulap"),
        ("ZS Goniądz", "Zespół Szkół w Goniądzu", ""),
        ("Prawosławną Parafią św. Aleksandra Newskiego w Sokółce",
         "Prawosławna Parafia św. Aleksandra Newskiego w Sokółce", "sw-aleksandra-newskiego"),
        ("Dzienny Dom Pomocy, ul. Kwiatowa 3, 15-111 Białystok", "Dzienny Dom Pomocy w Białymstoku", ""),
        ("Żłobka Miejskiego w Ełku", "Żłobek Miejski w Ełku", ""),
        ("Nadleśnictwem Czarna Białostocka", "Nadleśnictwo Czarna Białostocka", ""),
        ("GMINNY OŚRODEK KULTURY W PIĄTNICY", "Gminny Ośrodek Kultury w Piątnicy", ""),
        ("Zespół Szkól Ogólnokształcących I Profilowanych w Wolsztynie",
         "Zespół Szkół Ogólnokształcących i Profilowanych w Wolsztynie", ""),
    ],
)
def test_tails_of_names(text: str, name: str, distinct: str) -> None:
    found = one(text)
    assert (found.name, found.distinct) == (name, distinct)


@pytest.mark.parametrize("case", ["Stowarzyszenie", "Stowarzyszenia", "Stowarzyszeniem", "Stowarzyszeniu"])
def test_distinct_is_stable_across_case_forms(case: str) -> None:
    assert one(f"{case} Wspierania Rodzin „Dom”").distinct == "dom"
    assert one(f"{case} Rozwoju Wsi Polskiej").distinct == "rozwoju-wsi-polskiej"


# -- traps ------------------------------------------------------------------------------------------


def test_a_plural_without_a_place_is_a_class_and_no_node() -> None:
    assert one("Gminne Ośrodki Pomocy Społecznej oraz inne").plural_class
    assert [found.plural_class for found in find("gops-y, pcpr-y", NOWHERE)] == [True, True]


def test_a_place_makes_a_plural_specific() -> None:
    assert not any(found.plural_class for found in find("Ośrodki Pomocy Społecznej w Rybniku i Łazach", NOWHERE))


def test_a_gerund_and_a_surname_are_no_institutions() -> None:
    assert find("Niestowarzyszenia się uczestników nie stwierdzono; pani ████ mieszkała tam.", NOWHERE) == ()


def test_an_association_does_not_swallow_the_next_name() -> None:
    assert names("Stowarzyszenie „Nasza Wieś” i Koło Gospodyń Wiejskich w Piątnicy") == [
        "Stowarzyszenie „Nasza Wieś”", "Koło Gospodyń Wiejskich w Piątnicy",
    ]


def test_a_left_adjective_does_not_reach_over_another_noun() -> None:
    assert names("Regulaminu Organizacyjnego Zespołu Interdyscyplinarnego w Piątnicy") == [
        "Zespół Interdyscyplinarny w Piątnicy"
    ]


def test_letter_case_does_not_double_a_name() -> None:
    assert one("Rada Gminy SZEMUD").name == one("Rady Gminy Szemud").name == "Rada Gminy Szemud"


def test_comma_inside_and_between_names() -> None:
    assert names("Gminny Ośrodek Kultury, Sportu i Turystyki w Korycinie, Ośrodek Pomocy Społecznej w Rybniku") == [
        "Gminny Ośrodek Kultury, Sportu i Turystyki w Korycinie", "Ośrodek Pomocy Społecznej w Rybniku",
    ]


def test_lower_case_singular_without_a_place_is_no_institution() -> None:
    assert find("każdy ośrodek pomocy społecznej działa w oparciu o ustawę", NOWHERE) == ()


def test_an_address_names_nothing() -> None:
    assert find("www.gops-y.pl, sekretariat@PCPR-sokolka.pl, http://MOPS.example.pl/ZUS", NOWHERE) == ()


def test_funds_and_the_union_are_no_parties() -> None:
    assert find("ze środków Europejskiego Funduszu Społecznego, Unia Europejska", NOWHERE) == ()


def test_general_names_of_unknown_type_stay_below_the_graph() -> None:
    found = one("Centrum Edukacji Obywatelskiej i Kulturalnej w Piątnicy")
    assert (found.type, found.place) == (None, "Piątnica")
    assert found.confidence < 0.50


def test_words_that_do_not_agree_lower_the_confidence() -> None:
    found = one("Powiatowego Urząd Pracy w Sokółce")
    assert (found.type, found.confidence) == ("PUP", 0.70)


# -- place from the document ------------------------------------------------------------------------


def test_place_less_mentions_take_the_documents_place() -> None:
    gmina, powiat = find("Gminna Biblioteka Publiczna, Powiatowy Urząd Pracy", KORYCIN)
    assert (gmina.name, gmina.terc) == ("Gminna Biblioteka Publiczna w Korycinie", "201103")
    assert (powiat.name, powiat.terc) == ("Powiatowy Urząd Pracy w Sokółce", "201108")
    assert gmina.place_rule == powiat.place_rule == "inherited"
    assert gmina.confidence == powiat.confidence == 0.80          # the document is about Korycin alone
    (doubtful,) = find("Gminna Biblioteka Publiczna", replace(KORYCIN, confidence=0.6))
    assert doubtful.confidence == 0.72


def test_place_less_mentions_without_a_context_are_kept_without_a_place() -> None:
    found = one("Gminna Biblioteka Publiczna")
    assert (found.place, found.terc, found.place_rule) == (None, None, "")
    assert 0.50 <= found.confidence < 0.75


def test_central_and_regional_bodies_take_no_place_from_the_document() -> None:
    assert [one.place for one in find("Rzecznik Praw Dziecka, Wojewódzki Urząd Pracy", KORYCIN)] == [None, None]


def test_an_association_takes_the_place_only_of_a_document_about_one_place_and_keeps_its_name() -> None:
    sole = one("Fundacja „Most”", KORYCIN)
    assert (sole.name, sole.place) == ("Fundacja „Most”", "Korycin")
    assert one("Fundacja „Most”", replace(KORYCIN, confidence=0.8)).place is None


def test_a_mention_without_a_place_takes_that_of_the_others_of_its_type() -> None:
    text = "ROPS w Toruniu zaprosił ROPS w Łodzi i PUP w Łodzi. Umowę przygotował Powiatowy Urząd Pracy."
    last = find(text, NOWHERE)[-1]
    assert (last.name, last.terc, last.place_rule) == ("Powiatowy Urząd Pracy w Łodzi", "106101", "same type")
    assert find(text.replace("PUP w Łodzi", "PUP w Łodzi i PUP w Kutnie"), NOWHERE)[-1].place is None


def test_context_of_a_document() -> None:
    context = context_of(
        "Zespół Interdyscyplinarny w gminie Korycin\n\nPowołano go w Gminnym Ośrodku Pomocy Społecznej w Korycinie. "
        "Skład: Komenda Powiatowa Policji w Sokółce, Ośrodek Zdrowia w Korycinie."
    )
    assert (context.gmina, context.powiat, context.wojewodztwo) == ("201103", "2011", "20")
    assert context.confidence > 0.5


def test_a_gmina_whose_name_others_have_is_the_one_in_the_powiat_of_the_other_bodies() -> None:
    text = (
        "W skład Zespołu wchodzą: GOPS w Dobrem, Posterunek Policji w Dobrem, Powiatowe Centrum Pomocy Rodzinie "
        "w {seat}, Powiatowy Urząd Pracy w {seat} oraz Sąd Rejonowy w {seat}."
    )
    for seat, code in (("Radziejowie", "041103"), ("Mińsku Mazowieckim", "141206")):
        found = find(text.format(seat=seat))
        assert {one.terc for one in found if one.place == "Dobre"} == {code}
    # bodies of two powiats say nothing of the third place
    assert context_of("GOPS w Dobrem, KPP w Radziejowie, KPP w Mińsku Mazowieckim").gmina is None


def test_context_of_a_document_without_places() -> None:
    assert context_of("Zespół spotyka się raz na kwartał.").gmina is None


def test_several_regions_make_no_context_to_inherit() -> None:
    text = "ROPS w Toruniu, ROPS w Poznaniu, ROPS w Olsztynie, ROPS w Gdańsku; obsługa: Powiatowy Urząd Pracy"
    assert find(text)[-1].place is None


@pytest.mark.parametrize(
    ("text", "type_", "name", "terc"),
    [
        (
            "NZOZ Przychodnia Lekarska w Korycinie",
            "NZOZ",
            "Niepubliczny Zakład Opieki Zdrowotnej Przychodnia Lekarska w Korycinie",
            "201103",
        ),
        ("Nadleśnictwem Czarna Białostocka", "NADL", "Nadleśnictwo Czarna Białostocka", "200202"),
        ("Klub Seniora „Złota Jesień” w Sokółce", "UTW", "Klub Seniora „Złota Jesień” w Sokółce", "201108"),
        ("Klub „Senior+” w Sokółce", "SENIORP", "Klub „Senior+” w Sokółce", "201108"),
        ("Bank Spółdzielczy S.A. w Sokółce", "PRZEDS", "Bank Spółdzielczy S.A. w Sokółce", "201108"),
        (
            "NZOZ „Medyk” s. c. z siedzibą w Sokółce",
            "NZOZ",
            "Niepubliczny Zakład Opieki Zdrowotnej „Medyk” s.c. w Sokółce",
            "201108",
        ),
        (
            "PRZEDSIĘBIORSTWO KOMUNALNE SP. Z O.O. W SOKÓŁCE",
            "TBS",
            "Przedsiębiorstwo Komunalne sp. z o.o. w Sokółce",
            "201108",
        ),
        ("Powiat białostocki", "POWIAT", "Powiat Białostocki", "2002"),
    ],
)
def test_names_that_end_in_an_unusual_way(text: str, type_: str, name: str, terc: str) -> None:
    found = one(text)
    assert (found.type, found.name, found.terc) == (type_, name, terc)


def test_two_health_bodies_after_a_comma_stay_two() -> None:
    assert [one.type for one in find("SP ZOZ w Sokółce, Szpital Powiatowy w Sokółce")] == ["SPZOZ", "SZPIT"]


def test_a_company_is_known_by_its_legal_form() -> None:
    found = find("Umowę zawarły Zakłady Kowal S.A. z siedzibą w Końskich i firma Budrem Sp. z o.o.")
    assert [(each.type, each.name, each.terc) for each in found] == [
        ("PRZEDS", "Zakłady Kowal S.A. w Końskich", "260503"),
        ("PRZEDS", "Budrem sp. z o.o.", None),
    ]


def test_probation_officers_of_a_court_sit_with_it() -> None:
    found = one("Sąd Rejonowy w Gostyniu – Zespół Kuratorskiej Służby Sądowej")
    assert (found.type, found.name, found.place) == ("ZKSS", "Zespół Kuratorskiej Służby Sądowej w Gostyniu", "Gostyń")
    assert found.host is not None
    assert found.host.name == "Sąd Rejonowy w Gostyniu"


def test_probation_officers_of_a_court_keep_their_number() -> None:
    found = one("Sąd Rejonowy w Kłodzku, I Zespół Kuratorskiej Służby Sądowej")
    assert (found.type, found.name) == ("ZKSS", "I Zespół Kuratorskiej Służby Sądowej w Kłodzku")


def test_a_culture_centre_named_after_two_things() -> None:
    found = one("Gminnym Ośrodkiem Animacji Kultury i Rekreacji w Szudziałowie")
    assert (found.type, found.name) == ("GOK", "Gminny Ośrodek Animacji Kultury i Rekreacji w Szudziałowie")
    assert (found.terc, found.confidence >= 0.75) == ("201110", True)


@pytest.mark.parametrize("other", ["Szkoły Podstawowej", "Gminy Raczki", "Stowarzyszenia Nowina", "Policji"])
def test_a_culture_centre_beside_another_body_ends_before_it(other: str) -> None:
    found = find(f"Przedstawiciele Gminnego Ośrodka Kultury i {other} w Raczkach", NOWHERE)
    assert found[0].as_written == "Gminnego Ośrodka Kultury"
    assert len(found) == 2


@pytest.mark.parametrize(("text", "name"), [
    ("Makroregion I Szkoła Podstawowa nr 1 w Sokółce", "Szkoła Podstawowa nr 1 w Sokółce"),
    ("W Makroregionie II I Zespół Kuratorskiej Służby Sądowej w Sosnowcu",
     "I Zespół Kuratorskiej Służby Sądowej w Sosnowcu"),
])
def test_the_numeral_of_a_macroregion_is_not_the_next_bodys(text: str, name: str) -> None:
    assert names(text) == [name]
