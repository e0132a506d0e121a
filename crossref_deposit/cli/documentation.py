"""Where this package is documented, if its release says so."""

from __future__ import annotations

import functools
import importlib.metadata
from typing import Final

from crossref_deposit.problems import ProblemKind

_LABEL: Final = "documentation"


@functools.cache
def documentation_url() -> str | None:
    """The address of the documentation, from the ``project.urls`` of the package that is installed."""
    try:
        urls = importlib.metadata.metadata("crossref_deposit").get_all("Project-URL") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    known = dict(url.split(", ", 1) for url in urls)
    found = (address for label, address in known.items() if label.lower() == _LABEL)
    return next(found, None)


def documentation_of(kind: ProblemKind) -> str | None:
    """The place that explains a kind of problem."""
    base = documentation_url()
    return f"{base.rstrip('/')}/{kind.anchor}" if base else None
