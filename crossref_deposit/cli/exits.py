"""How a command ends: exit statuses, which a script learns from without reading, and what is said of errors."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Final

import click

from crossref_deposit.errors import SubmissionTimeout

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
        # Docstrings are raw; a backspace is click's mark for lines to be left alone.
        self.help = inspect.cleandoc(self.help or "").replace(r"\b", "\b")
        self.statuses: Final[Mapping[int, str]] = {**dict(enumerate(ends)), **COMMON}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit statuses below the options."""
        with formatter.section("Exit status"):
            formatter.write_dl([(str(status), meaning) for status, meaning in self.statuses.items()])
        super().format_epilog(ctx, formatter)


def advice(error: BaseException) -> str:
    """What went wrong, and what to do about it on a command line."""
    if isinstance(error, OSError) and isinstance(error.filename, str):
        return f"{error.filename}: {error.strerror}"
    if not isinstance(error, SubmissionTimeout):
        return str(error)
    entry = error.submission.entry
    again = f"status {error.file_name} --wait" if entry is None else "resume"
    return (
        f"no final log of {error.file_name} yet, it is {error.submission.state}. "
        f"Nothing is lost; wait for it with: crossref-deposit {again}"
    )
