"""Imports the driver without pandas, which it would import only to offer answers as data frames.

That is half of the driver's start (`python -X importtime -c "import neo4j"`), and nothing here asks for data frames.
"""

from __future__ import annotations

import sys

if "pandas" not in sys.modules:
    # An import of it fails now, and the driver does without.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import neo4j  # noqa: F401 - for its being imported
    finally:
        del sys.modules["pandas"]
