"""Posts in a team: who coordinates it, chairs it or writes its minutes, as the member's row or item says."""

from __future__ import annotations

import re

_POSTS = (
    ("zastępca przewodniczącego", r"wiceprzewodnicząc\w+|(?:zastępc|z-c)\w+\s+przewodnicząc\w+"),
    ("przewodniczący", r"przewodnicząc\w+"),
    ("koordynator", r"koordynator(?:ka|a|em|ką)?"),
    ("sekretarz", r"sekretarz(?:a|em)?"),
    ("leader", r"lider(?:ka|a|em|ką)?"),
)
_ANY = "|".join(f"(?P<p{number}>{pattern})" for number, (_, pattern) in enumerate(_POSTS))
_OF_TEAM = r"(?:\s+(?:prac\s+)?(?:zespołu|rady|komisji|koalicji|klastra|partnerstwa|grupy|komitetu|pzk|zi|gpzk))?"
_END = r"\s*(?=$|[).,;:\n–—]|\s-\s|\s/)"
_CELL = re.compile(rf"(?:^|[-–—,;(/]\s*|\s)(?:{_ANY}){_OF_TEAM}{_END}", re.IGNORECASE)
_TAIL = re.compile(rf"[-–—,(]\s*(?:{_ANY}){_OF_TEAM}{_END}", re.IGNORECASE)


def in_cell(text: str) -> str | None:
    """The post that a cell under `Funkcja` or `Uwagi` names; `sekretarz gminy` is none. `lider` is `leader`."""
    return _post(_CELL.search(text.strip()))


def in_tail(text: str) -> str | None:
    """The post after a name in a list: ` – koordynator Zespołu`, `(██ – przewodnicząca)`."""
    return _post(_TAIL.search(text.rstrip()))


def _post(match: re.Match[str] | None) -> str | None:
    return _POSTS[int((match.lastgroup or "p0")[1:])][0] if match else None
