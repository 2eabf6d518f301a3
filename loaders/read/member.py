"""A document inside another file: what an archive or an e-mail holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from graph.errors import UnreadableFile
from loaders.polish.personal import mask_title


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a container: `name` is the chain of file names (`umowy.zip/zespół.docx`), never a path to open.

    `refused` says why it could not be taken out; `read` raises it.
    """

    name: str
    data: bytes
    refused: UnreadableFile | None = None

    @property
    def suffix(self) -> str:
        """The extension of the innermost file."""
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        """A name for a file made from this document: without folders, extension and personal data."""
        plain = mask_title(self.name).removesuffix(self.suffix)
        return re.sub(r"[^\w.-]+", "-", plain).strip(".-")
