"""``--verbose``: what the package logs, on standard error."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Final

import click

from crossref_deposit.cli.screen import harmless

_LEVELS: Final = (logging.CRITICAL + 1, logging.INFO, logging.DEBUG)


class _OnStandardError(logging.Handler):
    """Writes through click, which knows where standard error is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, without anything that a terminal would obey."""
        click.echo("\n".join(map(harmless, self.format(record).splitlines())), err=True)


@contextlib.contextmanager
def loud(verbose: int) -> Iterator[None]:
    """Show log records of ``crossref_deposit``: none, those of interest, or all."""
    logger = logging.getLogger("crossref_deposit")
    level, before = _LEVELS[min(verbose, len(_LEVELS) - 1)], logger.level
    handler = _OnStandardError(level)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logger.addHandler(handler)
    if verbose:
        logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
