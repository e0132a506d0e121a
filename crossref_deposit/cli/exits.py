"""Exit statuses: what a script learns without reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import click

OK: Final = 0
"""Everything asked for is so: valid, registered, no failure."""
PROBLEMS: Final = 1
"""The work was done and problems were found: not valid, or not registered."""
USAGE: Final = 2
"""The command line was not understood (click's own)."""
TROUBLE: Final = 3
"""The work could not be done: a file cannot be read, Crossref cannot be reached, credentials are refused."""
INTERRUPTED: Final = 130
"""Somebody pressed Ctrl-C."""

COMMON: Final[Mapping[int, str]] = {
    USAGE: "the command line was not understood",
    TROUBLE: "the work could not be done, standard error says why",
    INTERRUPTED: "interrupted by Ctrl-C",
}
"""What every command may end with."""


class Command(click.Command):
    """A command that says in its help what its exit statuses mean.

    Args:
        *arguments: Those of `click.Command`.
        ends: What 0 means, and 1 if it can end so.
        **settings: Those of `click.Command`.
    """

    def __init__(self, *arguments: Any, ends: tuple[str, ...], **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **settings)
        self.statuses: Final[Mapping[int, str]] = {**dict(enumerate(ends)), **COMMON}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit statuses below the options."""
        with formatter.section("Exit status"):
            formatter.write_dl([(str(status), meaning) for status, meaning in self.statuses.items()])
        super().format_epilog(ctx, formatter)
