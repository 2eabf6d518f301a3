"""Settings from the environment.

KOOPGRAF_STORE, KOOPGRAF_LANG, KOOPGRAF_USER, KOOPGRAF_PASSWORD, KOOPGRAF_DATABASE, KOOPGRAF_HEAP, KOOPGRAF_TEMPLATES,
KOOPGRAF_ROLE, KOOPGRAF_READ_ONLY.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_store() -> str:
    """The local store's folder when nobody names another: in the user's data folder."""
    return str(Path(platformdirs.user_data_dir("koopgraf", appauthor=False)) / "store")


class Settings(BaseSettings):
    """Where the graph is kept and in which language it is shown."""

    model_config = SettingsConfigDict(env_prefix="KOOPGRAF_", frozen=True)

    store: str = ""                  # URL (neo4j://, neo4j+s://, bolt:// …) or folder; "": default_store()
    lang: str = "pl"                 # "pl" or "en"; whoever speaks looks whether it is one of them
    user: str = "neo4j"              # for a URL; a local store has its own
    password: str = ""
    database: str = "neo4j"
    heap: str = "1g"                 # memory limit of the local server, as Java writes it
    templates: Path | None = None    # folder with composition templates of one's own, beside the shipped ones

    role: str = ""                   # the post in which this user judges, never a name
    read_only: bool = False          # the dashboard lets nobody judge

    def location(self, given: str | None = None) -> str:
        """The store to use: the one given, else KOOPGRAF_STORE, else the default folder."""
        return given or self.store or default_store()
