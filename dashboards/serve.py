"""Serving the dashboard: one process on loopback, with security headers and no request to any other host."""

from __future__ import annotations

import base64
import contextlib
import errno
import gc
import hashlib
import os
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboards.components import languages, netmap
from dashboards.wording import LANGUAGES, language
from graph.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Receive, Scope, Send

HERE = Path(__file__).resolve().parent
ADDRESSES = ("/", "/siec", "/instytucja", "/centralnosc", "/luki", "/weryfikacja")

OPTIONS: dict[str, Any] = {
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
    "server.maxUploadSize": 1,
    "server.showEmailPrompt": False,
    "browser.gatherUsageStats": False,
    "runner.magicEnabled": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "theme.base": "light",
    "theme.primaryColor": "#0072B2",
    "theme.backgroundColor": "#FFFFFF",
    "theme.secondaryBackgroundColor": "#F5F7FA",
    "theme.textColor": "#1B2430",
    "theme.borderColor": "#D5DAE1",
    "theme.showWidgetBorder": True,
}


def index_page(lang: str) -> tuple[str, list[str]]:
    """Streamlit's own page, said to be in `lang`; and the CSP hashes of the scripts that stand in it."""
    text = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    text = text.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    text = text.replace("<title>Streamlit</title>", "<title>Koopgraf</title>", 1)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return text, [f"'sha256-{each}'" for each in hashes]


def security_headers(hashes: list[str]) -> dict[str, str]:
    """Headers of every answer. Scripts come from this server, or are the ones whose hashes are given."""
    policy = "; ".join((
        "default-src 'self'",
        f"script-src 'self' blob: {' '.join(hashes)}",   # blob: components' loaders
        "style-src 'self' 'unsafe-inline'",              # Streamlit styles its elements inline
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


class Headers:
    """Adds headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers when the answer starts."""

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *self.headers]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


@contextlib.asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    """Import what the pages import, then take it out of the garbage collector's sight.

    Streamlit collects garbage after every run of a script; with pandas and the graph's packages in memory
    that costs over 100 ms a run, after freezing them under 10.
    """
    import networkx  # noqa: F401
    import pandas  # noqa: F401

    import dashboards.state  # noqa: F401

    gc.collect()
    gc.freeze()
    yield


def make_app() -> st.App:
    """The ASGI application: Streamlit, the map's routes, the headers."""
    texts = {lang: index_page(lang)[0] for lang in LANGUAGES}
    _text, hashes = index_page(language())       # the scripts are the same in each

    def index(request: Request) -> Response:
        lang = languages.chosen(request.query_params, request.cookies) or language()
        response = HTMLResponse(texts[lang], headers={"Cache-Control": "no-cache"})
        if request.query_params.get(languages.PARAM) == lang:
            response.set_cookie(languages.COOKIE, lang, httponly=True, samesite="lax")
        return response

    return st.App(
        HERE / "app.py",
        lifespan=_warm,
        routes=[*(Route(address, index) for address in ADDRESSES), *netmap.routes()],
        middleware=[Middleware(Headers, headers=security_headers(hashes))],
    )


def check_port(port: int, address: str = "127.0.0.1") -> None:
    """See that nobody else listens there. Raises SetupError, which says what to do."""
    try:
        family, kind, protocol, _name, where = socket.getaddrinfo(address, None, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":       # elsewhere the option would let the probe share a busy port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((where[0], port, *where[2:]))
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise SetupError(
                f"Port {port} on {address} is busy.",
                hint=f"Another dashboard may be open there already. Or choose another port: --port {port + 1}",
            ) from error
        raise SetupError(
            f"Cannot listen on {address}, port {port}: {error}", hint="Choose another port, for example: --port 8600"
        ) from error


def serve(
    location: str, port: int = 8501, lang: str | None = None, address: str = "127.0.0.1", *, read_only: bool = False
) -> None:
    """Serve the dashboard of a store until it is interrupted.

    Args: location: URL or folder of the store. port: TCP port. lang: 'pl' or 'en' for who asks for neither; None:
          KOOPGRAF_LANG, else Polish. address: where to listen; anything but loopback lets other machines in, without
          a login. read_only: nobody can judge.
    Raises: SetupError: the port is busy or may not be used.
    """
    check_port(port, address)
    os.environ["KOOPGRAF_STORE"] = location
    if lang is not None:
        os.environ["KOOPGRAF_LANG"] = lang
    if read_only:
        os.environ["KOOPGRAF_READ_ONLY"] = "true"
    hosts = ["localhost", "127.0.0.1", "::1"] if address in ("127.0.0.1", "localhost", "::1") else []
    options = OPTIONS | {"server.port": port, "server.address": address, "server.allowedHosts": hosts}
    make_app().run(config=options)
