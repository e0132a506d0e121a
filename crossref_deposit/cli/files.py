"""Which files are meant: paths, patterns, folders, standard input."""

from __future__ import annotations

import glob
import pathlib
import sys
from collections.abc import Iterator
from typing import Any, Final

import click

STANDARD: Final = pathlib.Path("-")
_PATH: Final = click.Path(path_type=pathlib.Path)


def content_of(path: pathlib.Path) -> bytes:
    """The bytes of a file; ``-`` is standard input."""
    return sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()


def inside(folder: pathlib.Path) -> list[pathlib.Path]:
    """The XML files in a folder and below, in the order of their names; hidden ones are left out.

    Raises:
        UsageError: There is none.
    """
    found = sorted(
        path
        for path in folder.rglob("*.xml")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise click.UsageError(f"there is no .xml file in {folder}")
    return found


def _patterns(_context: click.Context, _parameter: click.Parameter, values: tuple[pathlib.Path, ...]) -> Any:  # noqa: ANN401 - click's own
    """Paths, patterns resolved (shells of Windows do not), each once."""
    return tuple(dict.fromkeys(path for value in values for path in _matches(value)))


def _files(context: click.Context, parameter: click.Parameter, values: tuple[pathlib.Path, ...]) -> Any:  # noqa: ANN401 - click's own
    """The same, and in place of each folder the files in it."""
    paths = _patterns(context, parameter, values)
    return tuple(dict.fromkeys(file for path in paths for file in (inside(path) if path.is_dir() else [path])))


def _matches(path: pathlib.Path) -> Iterator[pathlib.Path]:
    pattern = str(path)
    if path == STANDARD or not glob.has_magic(pattern) or path.exists():
        yield path
        return
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
    if not found:
        raise click.UsageError(f"no file fits {pattern}")
    yield from map(pathlib.Path, found)


FILES: Final = click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...", callback=_files)
"""Deposits; the command gets the files."""
FILES_AND_FOLDERS: Final = click.argument(
    "files", nargs=-1, required=True, type=_PATH, metavar="FILE...", callback=_patterns
)
"""The same for commands that need to know the folders."""
LOGS: Final = click.argument("logs", nargs=-1, required=True, type=_PATH, metavar="LOG...", callback=_patterns)
"""Logs, and folders of them."""
