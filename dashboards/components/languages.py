"""The reader's language: what the page's address names, else what was chosen before in this browser."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from threading import local
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboards.wording import LANGUAGES, language, prefer

PARAM = "lang"                         # in the page's address
COOKIE = "koopgraf_lang"               # keeps the choice where the address does not name it, until the browser ends
NAMES = {"pl": "Polski", "en": "English"}


def chosen(address: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    """The language that the address names, else the one chosen before; '' when neither names one that there is."""
    named = (address.get(PARAM, ""), cookies.get(COOKIE, ""))
    return next((lang for lang in named if lang in LANGUAGES), "")


_drawing = local()
"""A thread draws for one reader only. To ask Streamlit for every word would take most of a page's time."""


def settle() -> None:
    """Find out in which language the page that this thread draws is to be."""
    _drawing.lang = chosen(st.query_params, st.context.cookies)


def _of_reader() -> str:
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""                      # no page is being drawn here
    if not hasattr(_drawing, "lang"):
        settle()                       # a callback or a fragment, which come before or without the page
    return str(_drawing.lang)


prefer(_of_reader)


def switch() -> None:
    """Links to this page in the other languages. They load it anew, so that the browser is told the language, too."""
    query = st.query_params.to_dict()
    links = (
        f'<a class="kg-link" href="?{escape(urlencode({**query, PARAM: lang}, safe=":/@,"))}" lang="{lang}" '
        f'hreflang="{lang}" target="_self">{NAMES[lang]}</a>'
        for lang in LANGUAGES if lang != language()
    )
    st.html(f'<nav class="kg-languages">{" ".join(links)}</nav>')
