"""Before anything is served: is the port free?"""

from __future__ import annotations

import socket

import pytest

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
