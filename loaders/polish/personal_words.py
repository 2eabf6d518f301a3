"""Words that tell a person's name from an institution's, a street's or a patron's.

General vocabulary of Polish official writing; all in lower case, nouns as Morfeusz lemmas unless said otherwise.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set("""
    p pp pan pani panu pana panem panią panie panowie państwo państwa państwu państwem panów paniom panom
    dr mgr inż prof hab lic med ks o s br bp abp kard abs arch adw not ppłk płk gen mjr kpt por ppor chor sierż
    insp podinsp nadkom kom podkom asp mł st sierż post nadbryg bryg ogn kpr plut dh phm hm
    doktor doktora magister inżynier profesor profesora ksiądz księdza księdzem księdzu siostra siostry ojciec
    brat druh druhna
""")
"""Word forms before a name; the full stop after an abbreviation is not part of them."""

WEAK_TITLES = _set("""
    o s st mł not por kom post arch med brat bratem ojciec siostra siostry gen kpt
""")
"""Titles that are also other words: they help a first name with a surname, never a surname alone."""

TITLES_BEFORE_INITIALS = (TITLES - _set("o s br st mł not por post med arch brat ojciec siostra siostry")) | _set("""
    szt szer sekc asyst bsp insp
    sierżant aspirant komisarz podkomisarz nadkomisarz kapitan major porucznik podporucznik
""")
"""Titles and ranks, a rank's last word, that make a capitalised word after an initial a surname."""

SIGNATURES = _set(r"""
    sporządzi[łl]a? wytworzy[łl]a? opublikowa[łl]a? opracowa[łl]a? przygotowa[łl]a? zatwierdzi[łl]a? sprawdzi[łl]a?
    podpisa[łl]a? zredagowa[łl]a? protoko[łl]owa[łl]a? wprowadzi[łl]a? udostępni[łl]a? zamieści[łl]a? akceptowa[łl]a?
    zmodyfikowa[łl]a? sporządzając[ya] protokolant(?:ka)? pozdrawiam pozdrowienia(?:mi)? z\spoważaniem
    z\swyrazami\sszacunku z\spozdrowieniami podpis(?:ano)? autor(?:ka)?
""")
"""Patterns of words before a signature: of an author, a clerk or the sender of a letter."""

GMINA_LEADERS = _set("wójt burmistrz wiceburmistrz prezydent wiceprezydent")
"""Whose post is often told with the gmina's name in the genitive."""
ROLES = _set("""
    wójt burmistrz starosta wicestarosta prezydent wiceprezydent marszałek wicemarszałek wojewoda wicewojewoda
    dyrektor wicedyrektor kierownik prezes wiceprezes sekretarz skarbnik radny przewodniczący przewodnicząca
    wiceprzewodniczący wiceprzewodnicząca członek członkini zastępca zastępczyni komendant prokurator sędzia
    kurator pedagog psycholog proboszcz wikariusz naczelnik koordynator koordynatorka pełnomocnik inspektor
    podinspektor referent specjalista rektor prorektor dziekan kanclerz sołtys lider liderka partner doradca
    konsultant asystent asystentka pracownik pracownica przedstawiciel przedstawicielka rzecznik ratownik
    lekarz pielęgniarka nauczyciel nauczycielka wychowawca dzielnicowy policjant strażnik komisarz minister
    kapelan prowadzący protokolant animator animatorka terapeuta opiekun opiekunka
""")
"""Offices and functions of persons: they stay, and end a name."""

INSTITUTION_WORDS = _set("""
    gmina powiat miasto województwo wieś urząd starostwo rada zarząd sejmik zespół komisja komitet komenda
    komisariat posterunek straż policja sąd prokuratura kuratorium szkoła liceum technikum przedszkole żłobek
    poradnia ośrodek centrum dom środowiskowy zakład szpital przychodnia fundacja stowarzyszenie związek koło
    klub spółdzielnia spółka towarzystwo parafia caritas biblioteka muzeum teatr uniwersytet akademia
    politechnika instytut park biuro wydział oddział referat filia dział agencja izba kasa bank projekt program
    model porozumienie umowa deklaracja uchwała zarządzenie statut regulamin ustawa załącznik lista skład
    kooperacja współpraca pomoc rodzina dziecko senior europa unia polska rzeczpospolita fundusz lider partner
    instytucja jednostka organizacja podmiot nazwa adres telefon data podpis uwaga ulica aleja plac osiedle
    sprawa bezpieczeństwo porządek edukacja kultura sport zdrowie praca społeczny republika panna kościół huta
    kolonia gajówka wola
""")
"""Nouns of institutions' names and headings: never a surname after a first name, unless they end the line."""

PATRON_CUES = _set("""
    im imienia imieniem pw św święty świętego świętej święta świętych śś bł błogosławiony błogosławionego
    błogosławionej wezwaniem patron patrona patronem
""")
"""Word forms after which a name belongs to a patron."""

SAINTS = _set("chrzciciel ewangelista apostoł bosko")
"""Lemmas after a first name that make it a saint's."""

ANNOUNCING = _set("obecni nieobecni uczestnicy członkowie skład uczestniczyli obecne uczestniczki goście osoby")
"""Word forms before a colon and a list of persons."""

OFFICE_ADJECTIVES = _set("""
    wojewódzki miejski wiejski polski europejski ziemski morski zamiejski lekarski sądecki stołeczny pisarski
""")
"""Adjectives of offices that are surnames too."""

STREET_CUES = _set("""
    ul ulica ulicy ulicą ulice al aleja alei aleją aleje pl plac placu os osiedle osiedlu osiedla rondo ronda
    rondzie skwer skweru skwerze bulwar bulwaru most mostu park parku
""")
"""Word forms after which a name belongs to a street, a square or an estate."""

NAMED_AFTER = _set("""
    uniwersytet akademia politechnika muzeum teatr filharmonia instytut fundacja hospicjum szpital biblioteka
    konserwatorium opera kopiec
""")
"""Institutions that take a patron's name in the genitive, without `im.`."""

PATRON_LINKS = _set("""
    i oraz ks św bł kard bp abp gen płk ppłk mjr kpt por prof dr hab inż mjr hm o
""")
"""Small words inside a patron's or a street's name."""

UNDOUBTED_FIRST_NAMES = _set("""
    Adam Bogdan Cezary Daniel Filip Jarosław Marcin Marek Marian Paweł Stanisław Wojciech Paulina Sabina Wiktoria Albert
    Aron Fabian Hieronim Iwo Kornel Ludwik Sylwester Tobiasz Walerian Ludwika Tomek
""")
"""Lemmas of first names whose other readings are too rare to doubt them."""

PLACES_BEFORE_FIRST_NAMES = _set("Dąbrówka Rudka Przewóz Guty Lewin Ruta")
"""Lemmas of old first names that are names of villages today."""

PLACES_LIKE_FIRST_NAMES = _set("""
    Kazimierz Kazimierza Stanisław Wodzisław Unisław Budzisław Przybysław Bogusław Róża Sława Sławka Kalina Marianka
    Liza Kasinka Antonin Ksawery Janka Celina Roman
""")
"""Lemmas of first names with which names of towns and villages begin (register of localities)."""

PLACE_ATTRIBUTES = _set("""
    dolny górny wielki mały duży nowy stary młody biskupi pomorski śląski kujawski wielkopolski kościelny królewski
    leśny polny morski podgórny brzeski kłodzki pierwszy drugi podleśny folwarczny
""")
"""Adjectives that tell places of one name apart."""

PARTICLES = _set("""
    von van der den de di del della da la le dos ibn ben
""")
"""Particles between a first name and a surname."""

FREE_MAIL = _set("""
    wp.pl gmail.com onet.pl onet.eu poczta.onet.pl poczta.onet.eu op.pl vp.pl o2.pl tlen.pl go2.pl interia.pl
    interia.eu poczta.fm gazeta.pl outlook.com hotmail.com live.com yahoo.com icloud.com me.com proton.me
    protonmail.com autograf.pl buziaczek.pl spoko.pl amorki.pl onet.com.pl konto.pl neostrada.pl googlemail.com
    outlook.pl hotmail.pl yahoo.pl
""")
"""Domains where anyone may have a mailbox."""

ROLE_MAILBOX = _set("""
    sekretariat kontakt biuro urzad gmina powiat miasto starostwo poczta info office mail gops mops ops mgops
    mopr gopr ops pcpr rops mcps rcps dops cus dps sds wtz zaz cis kis pup wup ppp sp lo zs zsp gok mok bok
    szkola przedszkole zlobek liceum technikum biblioteka dyrektor dyrekcja kierownik prezes wojt burmistrz
    starosta rada sad prokuratura policja komenda straz osp psp ug um ugim umig umwp fundacja stowarzyszenie
    zarzad redakcja rekrutacja projekt projekty kadry ksiegowosc iod iodo rodo pomoc swietlica poradnia parafia
    caritas klub kgw lgd utw szpital przychodnia zoz spzoz nzoz centrum osrodek dom zespol zi kancelaria bip
    promocja oswiata administracja obsluga recepcja zapisy sekretarz skarbnik
""")
"""Pieces of the local part of an address that belongs to an office."""
