"""Tables made ready once and kept for the next run: indexing the reference tables takes seconds.

A file is named by all that its content follows from, so an old one is never wrong, only no longer asked for. It is
a pickle in the user's own cache folder: one that somebody else owns or may write to, or whose check sum is not right,
is not opened.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import platform
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs

_CHECKSUM = hashlib.sha256().digest_size

T = TypeVar("T")


def cache_folder() -> Path:
    """Where tables are kept: the user's cache folder."""
    return Path(platformdirs.user_cache_dir("koopgraf", appauthor=False)) / "tables"


def ready(
    name: str, sources: Iterable[Path], build: Callable[[], T], *, version: str = "", folder: Path | None = None
) -> T:
    """What `build` gives, from the folder when it was made there of the same sources before.

    Args:    name: of the table, part of the file's name. sources: all files that the result follows from, code too.
             version: of whatever else it follows from. folder: `cache_folder()` unless told.
             One that cannot be written is done without.
    """
    folder = folder or cache_folder()
    path = folder / f"{name}-{_digest(sources, version)}.pickle"
    kept = _read(path)
    if kept is not None:
        return cast("T", _loaded(kept))
    made = build()
    with suppress(OSError):      # a read-only home, a full disk: the next run builds it again
        _keep(path, name, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def _digest(sources: Iterable[Path], version: str) -> str:
    digest = hashlib.sha256(f"{platform.python_version()} {version}".encode())
    for path in sources:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if not ours or (os.name == "posix" and about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
                return None
            content = file.read()
    except OSError:
        return None
    checksum, payload = content[:_CHECKSUM], content[_CHECKSUM:]
    return payload if hashlib.sha256(payload).digest() == checksum else None


def _loaded(payload: bytes) -> Any:
    collecting = gc.isenabled()
    gc.disable()                 # all of them stay: looking for garbage among them takes half the time
    try:
        return pickle.loads(payload)  # noqa: S301 - our own file, see above
    finally:
        if collecting:
            gc.enable()


def _keep(path: Path, name: str, payload: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-")      # readable by the user alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(payload).digest() + payload)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)      # still there only when it could not be written or moved
    for old in path.parent.glob(f"{name}-*.pickle"):
        if old != path:
            old.unlink(missing_ok=True)
