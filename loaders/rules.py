"""By which rules and tables facts are folded: a digest that changes when any of them does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from graph import reference


@cache
def fingerprint() -> str:
    """Digest of the code of `graph` and `loaders` and of the reference tables. Another one: fold everything again."""
    root = Path(__file__).resolve().parent.parent
    code = [*(root / "graph").glob("*.py"), *(root / "loaders").rglob("*.py")]
    tables = [path for path in reference.reference_folder().rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted((*code, *tables)):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
