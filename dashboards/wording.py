"""Words of the program in the reader's language: English message ids, translated by gettext at run time.

Catalogues lie in `locale/<language>/LC_MESSAGES/*.po`, several a language, and are compiled in memory, so
that no binary file has to be kept in step. Nothing here needs Streamlit: the command line uses it too.
"""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("pl", "en")


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """All catalogues of a language, one falling back on the next; English ids when there is none."""
    first: gettext.NullTranslations | None = None
    for path in sorted((LOCALE / lang / "LC_MESSAGES").glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang))
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        if first is None:
            first = translations
        else:
            first.add_fallback(translations)
    return first or gettext.NullTranslations()


def translator(lang: str) -> Callable[[str], str]:
    """The function that turns an English message id into the language `lang` ('pl', 'en').

    A message without a translation comes back as it is.
    """
    catalogue = _catalogue(lang)

    def translate(message: str) -> str:
        # gettext keeps the catalogue's header under the empty id
        return catalogue.gettext(message) if message else ""

    return translate


_preferred: list[Callable[[], str]] = []


def prefer(reader: Callable[[], str]) -> None:
    """Ask this first which language to speak; '' from it: that of this process. One process may serve many readers."""
    _preferred[:] = [reader]


def language() -> str:
    """The reader's language, else that of this process: KOOPGRAF_LANG, else Polish."""
    asked = _preferred[0]() if _preferred else ""
    lang = asked or os.environ.get("KOOPGRAF_LANG", "pl")
    return lang if lang in LANGUAGES else "pl"


def _(message: str) -> str:
    """Translate into the language of the reader."""
    return translator(language())(message)


def marked(message: str) -> str:
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


def number(value: float, digits: int = 0) -> str:
    """A number as the language writes it: 1 234,5 in Polish."""
    return format_decimal(round(value, digits), locale=language(), decimal_quantization=False)


def day(value: date | str | None, *, of: bool = False, lang: str | None = None) -> str:
    """A date, or an ISO prefix of one, in words: '22 czerwca 2018 r.', 'lipiec 2018 r.', '2018 r.'. '' for None.

    `of`: after a preposition that takes the genitive, such as 'od' and 'do': 'lipca 2018 r.'.
    `lang`: pl or en; by default the language of the reader.
    """
    if not value:
        return ""
    lang = lang or language()
    parts = value.isoformat() if isinstance(value, date) else value
    shape = {10: "d MMMM y", 7: "MMMM y" if of else "LLLL y"}.get(len(parts), "y")
    year = " 'r.'" if lang == "pl" else ""
    return format_date(date.fromisoformat((parts + "-01-01")[:10]), shape + year, locale=lang)


LEVELS = {
    "gmina": marked("gmina"),
    "powiat": marked("powiat"),
    "wojewodztwo": marked("województwo"),
    "kraj": marked("country"),
    "bez_szczebla": marked("no level"),
    "": marked("level unknown"),
}

STATUSES = {
    "accepted": marked("certain"),
    "provisional": marked("provisional"),
    "queued": marked("doubtful"),
    "rejected": marked("rejected"),
}

ROLES = {
    "leader": marked("leader"),
    "partner": marked("partner"),
    "member": marked("member"),
    "party": marked("party"),
    "participant": marked("participant"),
}

PREDICATES = {
    "party": marked("is a party to"),
    "member": marked("is a member of"),
    "absent": marked("does not take part in"),
    "runs": marked("runs the project"),
    "takes_part": marked("takes part in"),
    "established_by": marked("established by"),
    "covers": marked("works for the area"),
    "within": marked("is part of"),
    "milestone": marked("has the milestone"),
    "held": marked("held"),
    "unit_of": marked("is a unit of"),
    "succeeded_by": marked("succeeded by"),
    "named": marked("name"),
    "located": marked("place"),
    "complete": marked("roster complete"),
    "signed": marked("signed"),
    "since": marked("start"),
    "until": marked("end"),
    "underway": marked("at work on"),
    "term": marked("duration"),
    "subject": marked("subject"),
    "cost": marked("cost"),
    "funding": marked("funding"),
    "count": marked("count"),
    "sector": marked("sector"),
    "level": marked("level"),
    "contact": marked("contact"),
}

TERMS = {
    "fixed": marked("fixed term"),
    "indefinite": marked("open-ended"),
    "unknown": marked("term unknown"),
}

COVERAGE = {
    "recorded": marked("recorded"),
    "confirmed_absent": marked("confirmed absent"),
    "not_recorded": marked("not recorded"),
}


VERDICTS = {
    "same": marked("the same"),
    "different": marked("different"),
    "unsure": marked("not known"),
    "succeeded_by": marked("succeeded by"),
    "confirm": marked("confirmed"),
    "reject": marked("rejected"),
    "correct": marked("corrected"),
    "absent": marked("confirmed absent"),
    "complete": marked("roster complete"),
    "add": marked("added"),
    "withdraw": marked("taken back"),
}

FIELDS = {
    "sector": marked("sector"),
    "level": marked("level"),
    "place": marked("place"),
    "type": marked("type"),
    "name": marked("name"),
    "signed": marked("signed"),
    "since": marked("start"),
    "until": marked("end"),
    "term": marked("duration"),
    "subject": marked("subject"),
    "role": marked("role"),
}


def word(table: dict[str, str], code: str | None) -> str:
    """A code's word from one of the tables above; a code that no table knows is shown as it is."""
    return _(table.get(code or "", code or ""))
