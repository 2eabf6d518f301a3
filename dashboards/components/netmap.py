"""The network map as a Streamlit component, and the routes its files come from.

The drawing library is vis-network out of pyvis's installed wheel; nothing comes from another host. The
network itself travels by its own address, so that a click sends an id and not the whole network again.
"""

from __future__ import annotations

import importlib.util
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dashboards.components.payload import NetworkView
from dashboards.wording import _
from graph.errors import SetupError

HERE = Path(__file__).resolve().parent
PREFIX = "koopgraf"
_KEEP = 128
_FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}

_networks: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()

_HTML = """
<div class="netmap">
  <div class="buttons">
    <button type="button" data-act="closer">+</button>
    <button type="button" data-act="farther">−</button>
    <button type="button" data-act="all">⤢</button>
  </div>
  <div class="frame" tabindex="0" role="application"></div>
  <div class="tip" role="tooltip" hidden></div>
  <p class="live" aria-live="polite"></p>
</div>
"""

# Only a loader is sent with the page: the component's own code is a file of this package, which the browser keeps.
_JS = """
export default function (component) {
  let end = () => {};
  const url = new URL(component.data.module, document.baseURI).href;
  import(url).then((module) => { end = module.render(component); });
  return () => end();
}
"""


@cache
def library() -> Path:
    """The newest vis-network in pyvis's wheel. pyvis itself is not imported: that takes seconds.

    Raises SetupError when pyvis is not installed or carries no vis-network.
    """
    spec = importlib.util.find_spec("pyvis")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = sorted(file for folder in folders for file in Path(folder).glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise SetupError("vis-network was not found in pyvis", hint="Install the program's dependencies again.")
    return found[-1]


def keep(view: NetworkView) -> str:
    """Make a drawn network available to the browser; returns its address relative to the server's root."""
    if view.payload is None:
        raise ValueError("a network that is too big has nothing to draw")
    with _lock:
        _networks[view.digest] = view.payload
        _networks.move_to_end(view.digest)
        while len(_networks) > _KEEP:
            _networks.popitem(last=False)
    return f"{PREFIX}/network/{view.digest}.json"


def _network(request: Request) -> Response:
    with _lock:
        payload = _networks.get(request.path_params["digest"])
    if payload is None:
        return Response(status_code=404)
    return Response(payload, media_type="application/json", headers=_FOREVER)


def _vis(_request: Request) -> Response:
    return FileResponse(library(), media_type="text/javascript", headers=_FOREVER)


def _module(_request: Request) -> Response:
    return FileResponse(HERE / "netmap.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def routes() -> list[Route]:
    """The map's files and the networks it asks for."""
    return [
        Route(f"/{PREFIX}/vis-network.js", _vis),
        Route(f"/{PREFIX}/netmap.js", _module),
        Route(f"/{PREFIX}/network/{{digest}}.json", _network),
    ]


def _component() -> Callable[..., Any]:
    css = (HERE / "netmap.css").read_text(encoding="utf-8")
    return st.components.v2.component("koopgraf_netmap", html=_HTML, css=css, js=_JS)


def network_map(
    view: NetworkView, *, selected: str | None, focus: int, key: str, on_select: Callable[[], None]
) -> None:
    """Draw the map.

    Args: view: what to draw. selected: id of the node chosen in Python. focus: a number that changes whenever Python,
          not the map, chose it. key: the widget's key; `st.session_state[key].selected["id"]` is the map's own
          choice. on_select: called when somebody chooses a node on the map.
    """
    _component()(
        key=key,
        data={
            "url": keep(view), "library": f"{PREFIX}/vis-network.js", "module": f"{PREFIX}/netmap.js",
            "selected": selected, "focus": focus, "words": _words(),
        },
        default={"selected": None},
        on_selected_change=on_select,
    )


def _words() -> dict[str, str]:
    return {
        "label": _("Network map. Arrows move it, + and − zoom, 0 shows everything, n and p walk through the nodes, "
                   "Escape clears the choice. The same content is in the Table tab."),
        "closer": _("Closer"), "farther": _("Farther"), "all": _("Show everything"),
        "none": _("Nothing chosen"), "failed": _("The map could not be loaded. Reload the page."),
    }
