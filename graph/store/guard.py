"""What a reader's statement may not do, seen in its words.

The server is the wall: a reader's session or user cannot write. This guard refuses what the servers
let a reader do all the same (LOAD CSV, SHOW, TERMINATE, procedures and functions outside a list) and
says so alike on both. It reads tokens, so that a word in a string, a comment, a quoted name, a
property or a label is not taken for a clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.errors import Refused

PROCEDURES = frozenset({
    "db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization", "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties", "db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships",
    "dbms.components", "db.ping", "db.info",
})
"""Procedures that a reader may call, in lower case."""

_FUNCTION_SPACES = frozenset({
    "date", "time", "localtime", "datetime", "localdatetime", "duration", "point", "vector", "db", "graph",
})
_WRITING = frozenset({
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "INSERT", "DROP",
})
_COMMANDS = frozenset({
    "SHOW", "TERMINATE", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "START", "STOP", "ENABLE", "DEALLOCATE",
    "REALLOCATE", "DRYRUN", "EXPLAIN", "PROFILE",
})
_BEFORE_A_STATEMENT = frozenset({";", "{", "UNION", "ALL"})
_BEFORE_A_NAME = frozenset({".", ":", "$", "|", "&", "!", "%", "AS"})
_AFTER_A_NAME = frozenset({":", ".", ",", ")", "]", "}", "=", "<", ">", "+", "-", "*", "/"})

_TOKEN = re.compile(
    r"""(?P<space>[\s\u180e\u200b-\u200d\u2060\ufeff]+|//[^\n\r]*|/\*.*?\*/)
    |(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |`(?P<quoted>(?:[^`]|``)*)`
    |(?P<name>[^\W\d]\w*)
    |(?P<number>\d[\w.]*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")


class Token(NamedTuple):
    """A piece of a statement. `kind`: string, quoted (in backticks), name, number or mark."""

    kind: str
    text: str

    @property
    def word(self) -> str:
        """The keyword that it may be; "" if it cannot be one."""
        return self.text.upper() if self.kind == "name" else ""


def tokens(statement: str) -> list[Token]:
    r"""The statement without space and comments. A server decodes `\uXXXX` before it reads on, so this does too."""
    decoded = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), statement)
    return [
        Token(found.lastgroup or "", found[found.lastgroup or 0])
        for found in _TOKEN.finditer(decoded)
        if found.lastgroup != "space"
    ]


def refuse_words(statement: str) -> None:
    """Raise Refused when the words of the statement are more than reading."""
    found = tokens(statement)
    start = _after_options(found)
    for place in range(start, len(found)):
        if found[place].word in _COMMANDS and (place == start or found[place - 1].text in _BEFORE_A_STATEMENT):
            raise refused(found[place].word)
        _refuse_at(found, place)


def refused(what: str) -> Refused:
    """The error for something that reading does not include."""
    return Refused(f"{what} is not allowed: this connection only reads.", hint="Use MATCH … RETURN.")


def refuse_procedure(name: str) -> None:
    """Raise Refused when the procedure is not on the list."""
    if name.lower() not in PROCEDURES:
        raise Refused(
            f"The procedure {name} is not allowed to a reader.", hint=f"Allowed are: {', '.join(sorted(PROCEDURES))}."
        )


def _after_options(found: Sequence[Token]) -> int:
    """Where the statement itself begins: after stray marks and `CYPHER 5 runtime=slotted …`."""
    place = next((place for place, token in enumerate(found) if token.kind != "mark"), len(found))
    while place < len(found) and found[place].word == "CYPHER":
        place += 1
        if place < len(found) and found[place].kind == "number":
            place += 1
        while place + 2 < len(found) and found[place].kind == "name" and found[place + 1].text == "=":
            place += 3
    return place


def _refuse_at(found: Sequence[Token], place: int) -> None:
    token = found[place]
    before = found[place - 1] if place else Token("mark", "")
    after = found[place + 1] if place + 1 < len(found) else Token("mark", "")
    if token.kind not in ("name", "quoted") or before.text == ".":
        return
    if token.kind == "name" and before.text.upper() not in _BEFORE_A_NAME and after.text not in _AFTER_A_NAME:
        _refuse_clause(token, after)
        if token.word == "CALL" and after.kind in ("name", "quoted"):
            refuse_procedure(".".join(_dotted(found, place + 1)[0]))
            return
    if before.word != "CALL":
        parts, end = _dotted(found, place)
        if len(parts) > 1 and end < len(found) and found[end].text == "(" and parts[0].lower() not in _FUNCTION_SPACES:
            raise refused(f"The function {'.'.join(parts)}")


def _refuse_clause(token: Token, after: Token) -> None:
    if token.word in _WRITING or token.word == "USE":
        raise refused(token.word)
    if token.word == "LOAD" and after.word == "CSV":
        raise refused("LOAD CSV")
    if token.word == "IN" and after.word in ("TRANSACTIONS", "CONCURRENT"):
        raise refused("CALL … IN TRANSACTIONS")


def _dotted(found: Sequence[Token], place: int) -> tuple[list[str], int]:
    """The parts of the dotted name that begins here, and where it ends."""
    parts = [found[place].text]
    place += 1
    while place + 1 < len(found) and found[place].text == "." and found[place + 1].kind in ("name", "quoted"):
        parts.append(found[place + 1].text)
        place += 2
    return parts, place
