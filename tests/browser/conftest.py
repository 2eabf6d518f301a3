"""What the browser tests need of the other tests' set-up."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def require() -> Callable[[str, str], None]:
    """Skip because something is missing; fail where KOOPGRAF_REQUIRE lists it."""

    def missing(name: str, reason: str) -> None:
        if name in os.environ.get("KOOPGRAF_REQUIRE", "").split(","):
            pytest.fail(f"{name} is required here: {reason}")
        pytest.skip(reason)

    return missing
