"""Where an office is and how it is reached: address, telephone, role mailbox, web page. Private ones were masked."""

from __future__ import annotations

import re

from graph.claims import Predicate, Span
from loaders.polish.mentions import Found
from loaders.prose.draft import Draft, identity
from loaders.prose.view import LOCAL_GOVERNMENT, View

CONFIDENCE = 0.85
_NEAR = 160
"""Characters between the end of a name and what belongs to it, at most."""
_NUMBER = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?)?"
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (  # label, words of which one is in it, pattern
    (
        "adres",
        ("ul", "al", "pl", "os", "-"),
        re.compile(
            r"(?=[uapo\d])"
            rf"(?:(?:\bul\.|\bal\.|\bpl\.|\bos\.|\bulica|\baleja|\bplac|\bosiedle)\s*[\w.„”\"-]+(?:\s+[\w.„”\"-]+){{0,4}}?"
            rf"\s+{_NUMBER}(?:\s+lok\.\s*{_NUMBER})?(?:,?\s+\d{{2}}-\d{{3}}\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+)?)?"
            r"|\b\d{2}-\d{3}\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+(?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]+)?(?:,?\s+(?:ul\.|al\.|pl\.)\s*[\w.-]+"
            rf"(?:\s+[\w.-]+){{0,3}}?\s+{_NUMBER})?)",
        ),
    ),
    (
        "telefon",
        ("tel",),
        re.compile(r"\b(?:tel|telefon)\w*\.?(?:/fax|/faks)?:?\s*(?P<value>\+?\(?\d[\d ()-]{6,15}\d)", re.IGNORECASE),
    ),
    ("faks", ("fax", "faks"), re.compile(r"\bfa(?:x|ks)\.?:?\s*(?P<value>\+?\(?\d[\d ()-]{6,15}\d)", re.IGNORECASE)),
    ("e-mail", ("@",), re.compile(r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")),
    ("www", ("http", "www"), re.compile(r"(?P<value>(?:https?://|www\.)[\w./-]*\w)", re.IGNORECASE)),
)


def write_contacts(view: View, draft: Draft) -> None:
    """CONTACT claims of the institution that is named last before them, in its own paragraph and nearby."""
    named = [each for each in view.founds if each.type and not each.plural_class]
    told: set[tuple[str, str, str]] = set()  # a page's heading says the same on every page
    for label, words, pattern in _PATTERNS:
        for match in pattern.finditer(view.text) if view.says(*words) else ():
            value = match["value"] if "value" in pattern.groupindex else match.group()
            owner = _owner(view, named, match.start())
            if owner is None or "█" in value:
                continue
            value = " ".join(value.split())
            if (identity(owner), label, value) in told:
                continue
            told.add((identity(owner), label, value))
            draft.state(
                Predicate.CONTACT, draft.mention(owner), Span(match.start(), match.end()),
                Span(owner.start, match.end()), "contact/near", CONFIDENCE, value=value, label=label,
            )


def _owner(view: View, named: list[Found], at: int) -> Found | None:
    """The last office before a place. `Województwo X – Regionalny Ośrodek …`: the office, not the local government."""
    before = [
        each for each in named
        if each.end <= at <= each.end + _NEAR and "\n\n" not in view.text[each.end : at]
        and not re.search(r"[.!?]\s+[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]+\s+[a-ząćęłńóśźż]", view.text[each.end : at])
        and "@" not in view.text[each.start : each.end]
    ]
    offices = [each for each in before if each.type not in LOCAL_GOVERNMENT]
    chosen = (offices or before)[-1:] or None
    if chosen is None or chosen[0].terc is None:
        return None
    return chosen[0]


