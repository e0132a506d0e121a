"""The command ``crossref-deposit``. Needs the extra ``cli``."""

from __future__ import annotations

import sys

from crossref_deposit.cli.exits import TROUBLE
from crossref_deposit.errors import MissingDependencyError


def main() -> None:
    """Run the command line."""
    try:
        import click  # noqa: F401 - only to see that it is there
        import rich  # noqa: F401 - only to see that it is there
    except ImportError as error:
        missing = MissingDependencyError(error.name or "click", extra="cli")
        sys.stderr.write(f"crossref-deposit: {missing}\n")
        sys.exit(TROUBLE)
    from crossref_deposit.cli.app import application

    application()
