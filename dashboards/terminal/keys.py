"""One key from the terminal, or one line's first letter where the input is no terminal."""

from __future__ import annotations

import sys

import click


def one_key() -> str:
    """The next key; '' at the end of the input. Raises KeyboardInterrupt for Ctrl+C."""
    try:
        return click.getchar() if sys.stdin.isatty() else sys.stdin.readline()
    except EOFError:
        return ""
