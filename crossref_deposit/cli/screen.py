"""Text for people: lines and tables, plain where no terminal shows them."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias
from urllib.parse import quote

import attrs
import click

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could move the cursor, recolour the terminal or turn text around."""
_DOI: Final = re.compile(r"10\.[0-9]{4,9}/\S+")
_GAP: Final = 2


@attrs.frozen
class Styled:
    """Some text, what it is (a style of the terminal's theme), and where a click on it leads."""

    text: str
    style: str = ""
    link: str | None = None


Part: TypeAlias = "str | Styled"


def linked(doi: str) -> Styled:
    """A DOI that can be clicked; whatever is none stays text."""
    link = f"https://doi.org/{quote(doi, safe='/:;()._-')}" if _DOI.fullmatch(doi) else None
    return Styled(doi, "doi", link)


def harmless(text: str) -> str:
    """The text without characters that a terminal obeys."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def plain(part: Part) -> str:
    """A part as text."""
    return harmless(part.text if isinstance(part, Styled) else part)


class Meter:
    """Is told how far work has come; shows nothing."""

    def done(self, now: str = "") -> None:
        """Count one thing more."""

    def now(self, text: str) -> None:
        """Say what is going on."""


class Screen:
    """Plain lines on a stream, for pipes, files and logs."""

    is_terminal: bool = False

    def __init__(self, *, error: bool = False) -> None:
        self._error = error
        self._lock = threading.Lock()

    def line(self, *parts: Part, indent: int = 0, wrap: bool = True) -> None:
        """A line.

        Args:
            *parts: Its text.
            indent: Columns that stay empty before it.
            wrap: Whether it may go on in the next line where it is longer than the terminal is wide.
        """
        with self._lock:
            self._print(parts, indent, wrap=wrap)

    def table(self, rows: Sequence[Sequence[Part]], head: Sequence[str] = ()) -> None:
        """Rows of cells; ``head`` is for terminals only, so that each line of a pipe has the same meaning."""
        with self._lock:
            self._print_table(rows, head)

    def gap(self) -> None:
        """An empty line between things, on terminals only."""

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Meter]:
        """Show how far work has come, with rate and remaining time; nothing where nobody looks.

        Args:
            what: What is done.
            total: With how many things; None if it is a single thing that takes its time.
        """
        del what, total
        yield Meter()

    def _print(self, parts: Sequence[Part], indent: int, *, wrap: bool) -> None:
        del wrap  # only a terminal has a width
        click.echo(" " * indent + "".join(map(plain, parts)), err=self._error)

    def _print_table(self, rows: Sequence[Sequence[Part]], head: Sequence[str]) -> None:
        del head
        cells = [[plain(cell) for cell in row] for row in rows]
        widths = [max(map(len, column)) + _GAP for column in zip(*cells, strict=True)]
        for row in cells:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            click.echo("".join(padded).rstrip(), err=self._error)


def screen(*, error: bool = False) -> Screen:
    """What shows text: rich on a terminal, and only there."""
    stream = sys.stderr if error else sys.stdout
    if not stream.isatty():
        return Screen(error=error)
    from crossref_deposit.cli.terminal import Terminal

    return Terminal(error=error)
