"""Elements that no schema has, for what no real one shows by itself. Declare them inside ``declared_for_now``."""

from __future__ import annotations

from contextlib import contextmanager

from crossref_deposit.binding import versions
from crossref_deposit.binding.declaration import MODELS


@contextmanager
def declared_for_now():
    """Classes that are declared, and versions that are made known, inside are forgotten afterwards."""
    models, known = dict(MODELS), dict(versions.VERSIONS)
    try:
        yield
    finally:
        for kept, before in ((MODELS, models), (versions.VERSIONS, known)):
            kept.clear()
            kept.update(before)
