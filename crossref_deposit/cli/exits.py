"""Exit statuses: what a script learns without reading."""

from __future__ import annotations

from typing import Final

OK: Final = 0
"""Everything asked for is so: valid, registered, no failure."""
PROBLEMS: Final = 1
"""The work was done and problems were found: not valid, or not registered."""
USAGE: Final = 2
"""The command line was not understood (click's own)."""
TROUBLE: Final = 3
"""The work could not be done: a file cannot be read, Crossref cannot be reached, credentials are refused."""
