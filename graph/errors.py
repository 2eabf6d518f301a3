"""What can go wrong, and what to do about it.

KoopgrafError
├── SetupError            the machine or the configuration must change
│   ├── StoreUnavailable  the server cannot be reached or started
│   └── MissingTool       an optional program is not installed
├── UsageError            the caller asked for something that does not exist
│   ├── UnknownQuery
│   └── BadParameter
├── Busy                  somebody else is writing; try again later
├── Overtaken             somebody else saved first; read again and try again
├── Refused               the statement is not allowed to a reader
├── UnreadableFile        one document cannot be read; the others can
└── EmptyNetwork          there is nothing to measure

A problem *in the data* is a Finding (graph.claims), not an error.
"""

from __future__ import annotations


class KoopgrafError(Exception):
    """An error that says what happened and, in `hint`, what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n{self.hint}" if self.hint else message


class SetupError(KoopgrafError):
    """The machine or the configuration must change before this can work."""


class StoreUnavailable(SetupError):
    """The graph server cannot be reached, started or logged in to."""


class MissingTool(SetupError):
    """A program that this step needs is not installed."""


class UsageError(KoopgrafError):
    """The caller asked for something that does not exist or does not fit."""


class UnknownQuery(UsageError):
    """No catalogued query has this name."""


class BadParameter(UsageError):
    """A query parameter is missing, superfluous or of the wrong type."""


class Busy(KoopgrafError):
    """Another process is writing to the graph. Nothing was written."""


class Overtaken(KoopgrafError):
    """Another process has changed the graph since it was read. Nothing was written."""


class Refused(KoopgrafError):
    """A reader asked for something that only a writer, or nobody, may do."""


class UnreadableFile(KoopgrafError):
    """One file cannot be read as a document. `code` is the finding to report."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code = code


class EmptyNetwork(KoopgrafError):
    """The network has no group with two recorded parties."""
