"""The dashboard's script: title, navigation, and what to show when there is nothing to show."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboards import state
from dashboards.components import kit, languages
from dashboards.wording import _
from graph.errors import KoopgrafError

HERE = Path(__file__).resolve().parent


def pages() -> list[st.Page]:
    """Pages in the order of the navigation. Ids, never names, stand in addresses."""
    views = HERE / "views"
    return [
        st.Page(views / "start.py", title=_("Start"), default=True),
        st.Page(views / "siec.py", title=_("Network"), url_path="siec"),
        st.Page(views / "instytucja.py", title=_("Institution"), url_path="instytucja"),
        st.Page(views / "centralnosc.py", title=_("Centrality"), url_path="centralnosc"),
        st.Page(views / "luki.py", title=_("Gaps"), url_path="luki"),
        st.Page(views / "weryfikacja.py", title=_("Review"), url_path="weryfikacja"),
    ]


def main() -> None:
    """Draw the page that the address asks for."""
    languages.settle()
    st.set_page_config(
        page_title="Koopgraf", page_icon=str(HERE / "static" / "icon.svg"), layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(kit.STYLE)
    st.logo(str(HERE / "static" / "logo.svg"), size="large", icon_image=str(HERE / "static" / "icon.svg"))
    page = st.navigation(pages(), position="top")
    languages.switch()
    try:
        empty = not state.summary().documents
    except KoopgrafError as error:
        st.title(_("The data cannot be reached"))
        st.error(str(error))
        st.write(_("Check that the store is where you expect it, then reload this page:"))
        st.code(state.location(), language=None)
        return
    if empty:
        st.title(_("No data"))
        st.write(_("Nothing has been loaded yet. Load documents from the command line, then reload this page:"))
        st.code("koopgraf load FOLDER", language=None)
        st.write(_("To see the program with sample documents:"))
        st.code("koopgraf demo", language=None)
        return
    page.run()


if __name__ == "__main__":
    main()
