"""Imports the driver without pandas and pyarrow, which it would import only to offer answers as data frames.

That is half of the driver's start (`python -X importtime -c "import neo4j"`), and nothing here asks for data frames.
"""

from __future__ import annotations

import sys

_hidden = [name for name in ("pandas", "pyarrow") if name not in sys.modules]
for _name in _hidden:
    # An import of it fails now, and the driver does without.
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    import neo4j  # noqa: F401 - for its being imported
finally:
    for _name in _hidden:
        del sys.modules[_name]
