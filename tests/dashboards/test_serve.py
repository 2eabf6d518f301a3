"""Before anything is served: is the port free, and in which language does it start?"""

from __future__ import annotations

import os
import socket
from types import SimpleNamespace

import pytest

from dashboards import serve as module
from dashboards.components.languages import chosen
from dashboards.serve import check_port, serve
from graph.errors import SetupError


def test_a_busy_port_is_said_with_the_way_out_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=rf"(?s)Port {port} on 127.0.0.1 is busy.*--port {port + 1}"):
            serve("a store that nobody opens", port)
    check_port(port)      # free again


@pytest.mark.parametrize(("port", "address"), [(70_000, "127.0.0.1"), (8501, "192.0.2.1")])
def test_what_cannot_be_listened_on_is_a_set_up_error(port: int, address: str) -> None:
    # no TCP port is above 65535; 192.0.2.0/24 is kept for examples, so no machine has it (RFC 5737)
    with pytest.raises(SetupError, match=f"Cannot listen on {address}, port {port}"):
        check_port(port, address)


@pytest.mark.parametrize(("asked", "spoken"), [(None, "en"), ("pl", "pl")])
def test_the_language_of_the_environment_stays_unless_another_is_asked_for(
    asked: str | None, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOOPGRAF_STORE", "")
    monkeypatch.setenv("KOOPGRAF_LANG", "en")
    monkeypatch.setattr(module, "make_app", lambda: SimpleNamespace(run=lambda config: None))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve("a store that nobody opens", port, asked)
    assert os.environ["KOOPGRAF_LANG"] == spoken


@pytest.mark.parametrize(("address", "cookies", "lang"), [
    ({"lang": "en"}, {"koopgraf_lang": "pl"}, "en"),
    ({"lang": "de"}, {"koopgraf_lang": "pl"}, "pl"),
    ({}, {"koopgraf_lang": "en"}, "en"),
    ({"lang": ""}, {"koopgraf_lang": "<b>"}, ""),
    ({}, {}, ""),
])
def test_the_address_goes_before_what_was_chosen_before(
    address: dict[str, str], cookies: dict[str, str], lang: str
) -> None:
    assert chosen(address, cookies) == lang
