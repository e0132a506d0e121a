"""What a command prints: text through a screen, or one of the formats for programs."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import click

from crossref_deposit.cli import exits
from crossref_deposit.cli.findings import Examined
from crossref_deposit.cli.formats import github, junit, sarif
from crossref_deposit.cli.screen import Meter, Part, Screen, harmless, screen
from crossref_deposit.cli.text import write_text

Writer: TypeAlias = "Callable[[Iterable[Examined]], Iterator[str]]"

T = TypeVar("T")
TEXT: Final = "text"
JSON: Final = "json"


def _json(examined: Iterable[Examined]) -> Iterator[str]:
    yield _as_json([one.data for one in examined])


_LEVELS: Final = (logging.CRITICAL + 1, logging.INFO, logging.DEBUG)  # by how often --verbose is said
_MANY: Final = 2  # from so many on, progress is worth a look
FORMATS: Final[dict[str, Writer]] = {JSON: _json, "github": github, "sarif": sarif, "junit": junit}
"""The formats for programs, and what writes findings in each."""


class Output:
    """Where a command prints, and how.

    Args:
        format: ``text``, or one of `FORMATS`.
        quiet: Whether what went well is left out.
        error: Whether text goes to standard error, since something else goes to standard output.
    """

    def __init__(self, format: str = TEXT, *, quiet: bool = False, error: bool = False) -> None:  # noqa: A002 - the option's name
        self.format = format
        self.quiet = quiet
        self._error = error

    @property
    def is_json(self) -> bool:
        """Whether data is wanted, and no text."""
        return self.format == JSON

    @functools.cached_property
    def screen(self) -> Screen:
        """Where text goes."""
        return screen(error=self._error)

    @functools.cached_property
    def aside(self) -> Screen:
        """Where progress is shown: a terminal, if there is one."""
        return self.screen if self.format == TEXT and self.screen.is_terminal else screen(error=True)

    @contextlib.contextmanager
    def progress(self, what: str, total: int | None = None) -> Iterator[Meter]:
        """Show on a terminal how far work has come, unless nobody wants to know.

        Args:
            what: What is done.
            total: With how many things; None if it is a single thing that takes its time.
        """
        if self.quiet:
            yield Meter()
            return
        with self.aside.progress(what, total) as meter:
            yield meter

    @contextlib.contextmanager
    def counted(self, what: str, things: Sequence[T]) -> Iterator[Iterable[T]]:
        """The same things; each counts as done when the next one is asked for. One alone is not worth a look."""
        if len(things) < _MANY:
            yield things
            return
        with self.progress(what, len(things)) as meter:
            yield _counting(things, meter)

    def examined(self, examined: Iterable[Examined], *, unwrapped: bool = False) -> int:
        """Print what was found in files, as it is found where the format allows it.

        Args:
            examined: The files.
            unwrapped: Whether it is one, and JSON shall be no list of one.

        Returns:
            The exit status.
        """
        failed: list[bool] = []
        with contextlib.closing(_tallied(examined, failed)) as tallied:
            if self.format == TEXT:
                write_text(self.screen, tallied, quiet=self.quiet)
            elif self.is_json and unwrapped:
                self.data(next(tallied).data)
            else:
                for piece in FORMATS[self.format](tallied):
                    click.echo(piece, nl=False)
        return exits.PROBLEMS if any(failed) else exits.OK

    def data(self, data: object) -> None:
        """Print data for programs."""
        click.echo(_as_json(data), nl=False)

    def tell(self, *parts: Part) -> None:
        """Print what went well, if anybody wants to know."""
        if self.format == TEXT and not self.quiet:
            self.screen.line(*parts)


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _counting(things: Iterable[T], meter: Meter) -> Iterator[T]:
    for thing in things:
        meter.now(str(thing))
        yield thing
        meter.done()


def _tallied(examined: Iterable[Examined], failed: list[bool]) -> Generator[Examined, None, None]:
    with contextlib.ExitStack() as stack:
        if isinstance(examined, Generator):
            stack.enter_context(contextlib.closing(examined))
        for one in examined:
            failed.append(one.failed)
            yield one


def output_options(*formats: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options that say how to print; the command gets an `Output` as ``output``.

    Args:
        *formats: What it can print besides text.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)  # takes along the options that click has hung on it
        def with_output(
            *,
            quiet: bool,
            verbose: int,
            as_json: bool = False,
            output_format: str = TEXT,
            **rest: Any,  # noqa: ANN401 - the other options
        ) -> None:
            if as_json and output_format not in {TEXT, JSON}:
                raise click.UsageError(f"--json and --format {output_format} cannot both be.")
            with loud(verbose):
                command(output=Output(format=JSON if as_json else output_format, quiet=quiet), **rest)

        decorated: Callable[..., None] = with_output
        for option in reversed(list(_options(formats))):
            decorated = option(decorated)
        return decorated

    return decorate


def _options(formats: tuple[str, ...]) -> Iterator[Callable[..., Any]]:
    if len(formats) > 1:
        yield click.option(
            "--format",
            "output_format",
            type=click.Choice([TEXT, *formats]),
            default=TEXT,
            show_default=True,
            help="Text for people; data; annotations of GitHub Actions; SARIF for code review tools; JUnit XML for CI.",
        )
    if formats:
        yield click.option("--json", "as_json", is_flag=True, help="Print data, not text; see json-schema.")
    yield click.option("-q", "--quiet", is_flag=True, help="Say nothing of what went well.")
    yield click.option(
        "-v", "--verbose", count=True, help="Log what happens to standard error; twice: every request too."
    )


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
