"""Text on a terminal, by rich: colours, links, tables that fit, progress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme

from crossref_deposit.cli.screen import Meter, Part, Screen, harmless, plain

THEME: Final = Theme(
    {
        "error": "bold red",
        "warning": "bold yellow",
        "notice": "bold cyan",
        "good": "green",
        "bad": "red",
        "place": "bold",
        "code": "magenta",
        "doi": "bold blue",
        "remedy": "green",
        "gutter": "blue",
        "caret": "bold red",
        "aside": "bright_black",
        "title": "bold",
    }
)
"""What parts of a text look like, by what they are."""
_HANGING: Final = 4  # columns before what goes on in the next line
_NARROWEST: Final = 20
_APART: Final = (0, 2, 0, 0)  # cells of a table
_WORD: Final = re.compile(r"\S+\s*")


class Terminal(Screen):
    """Lines on a terminal."""

    is_terminal = True

    def __init__(self, *, error: bool = False, console: Console | None = None) -> None:
        super().__init__(error=error)
        self._console = console or Console(stderr=error, highlight=False, emoji=False, theme=THEME)

    def gap(self) -> None:
        """See `Screen`."""
        self._console.print()

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Meter]:
        """See `Screen`."""
        far = (TimeElapsedColumn(),) if total is None else (BarColumn(24), MofNCompleteColumn(), _Pace())
        now = TextColumn("{task.fields[now]}", style="aside", markup=False, table_column=Column(no_wrap=True))
        columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False), *far, now)
        with Progress(*columns, console=self._console, transient=True) as bar:
            yield _Bar(bar, bar.add_task(harmless(what), total=total, now=""))

    def _print(self, parts: Sequence[Part], indent: int, *, wrap: bool) -> None:
        text = self._text(parts)
        hanging = max(indent, _HANGING)
        if wrap:
            lines = text.divide(_breaks(text.plain, max(_NARROWEST, self._console.width - hanging)))
        else:
            text.truncate(max(_NARROWEST, self._console.width - indent), overflow="ellipsis")
            lines = Lines([text])
        for number, line in enumerate(lines):
            line.rstrip()
            self._console.print(Text(" " * (hanging if number else indent)) + line, soft_wrap=True)

    def _print_table(self, rows: Sequence[Sequence[Part]], head: Sequence[str]) -> None:
        columns = (Column(title, overflow="fold") for title in head or [""] * max(map(len, rows), default=0))
        table = Table(*columns, box=None, show_header=bool(head), header_style="aside", pad_edge=False, padding=_APART)
        for row in rows:
            table.add_row(*(self._text([cell]) for cell in row))
        self._console.print(table)

    def _text(self, parts: Sequence[Part]) -> Text:
        text = Text()
        for part in parts:
            text.append(plain(part), style=self._style(part))
        return text

    def _style(self, part: Part) -> Style | str:
        if isinstance(part, str):
            return ""
        style = self._console.get_style(part.style) if part.style else Style()
        return style + Style(link=part.link) if part.link else style


class _Bar(Meter):
    """A task of a progress display."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def done(self, now: str = "") -> None:
        """See `Meter`."""
        self._bar.update(self._task, advance=1, now=harmless(now))

    def now(self, text: str) -> None:
        """See `Meter`."""
        self._bar.update(self._task, now=harmless(text))


def _breaks(text: str, width: int) -> list[int]:
    """Where a text is broken into lines: before words, so that a long path stays whole and can be clicked."""
    breaks = [0]
    for word in _WORD.finditer(text):
        if word.start() > breaks[-1] and cell_len(text[breaks[-1] : word.end()].rstrip()) > width:
            breaks += [word.start()]
    return breaks[1:]


class _Pace(ProgressColumn):
    """How many a second, and how long the rest will take."""

    def render(self, task: Task) -> Text:
        if not task.speed or task.time_remaining is None:
            return Text("")
        minutes, seconds = divmod(int(task.time_remaining), 60)
        return Text(f"{task.speed:.1f}/s, {minutes}:{seconds:02} left", style="aside")
