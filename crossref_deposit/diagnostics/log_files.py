"""Where many logs are: folders, mailboxes, messages with several logs."""

from __future__ import annotations

import io
import os
import pathlib
from collections.abc import Iterator
from typing import IO

from crossref_deposit.binding.document import Source, read_bytes
from crossref_deposit.diagnostics.log_mail import messages_in
from crossref_deposit.diagnostics.log_source import read_logs
from crossref_deposit.errors import LogError

_MAILBOX = b"From "
_XML = (b"<?xml", b"<doi_batch_diagnostic")
_START = 1024


def logs_in(source: Source) -> Iterator[tuple[str | None, Source]]:
    """Everything in a folder, a mailbox, a message or a file that may be a log, with a name to tell it from the others.

    What is no log is given too, as it is.

    Args:
        source: A folder (all files in it and below, in the order of their names; hidden ones are left out), or
            whatever may hold logs: bytes or text, a path, a binary file.

    Raises:
        OSError: A path cannot be read.
    """
    if not isinstance(source, os.PathLike):
        yield from _in_file(None, io.BytesIO(read_bytes(source)))
        return
    path = pathlib.Path(source)
    for file in _files(path) if path.is_dir() else (path,):
        with file.open("rb") as opened:
            yield from _in_file(str(file), opened)


def _files(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _in_file(name: str | None, file: IO[bytes]) -> Iterator[tuple[str | None, Source]]:
    start = file.read(len(_MAILBOX))
    file.seek(0)
    if start != _MAILBOX:
        yield from _several(name, file)
        return
    for number, message in enumerate(messages_in(file), start=1):
        yield from _several(f"{name or ''}#{number}", io.BytesIO(message))


def _several(name: str | None, file: IO[bytes]) -> Iterator[tuple[str | None, Source]]:
    """A message or text with several logs gives each; what is plain XML, or has none, is given as it is."""
    start = file.read(_START)
    file.seek(0)
    if start.lstrip().startswith(_XML):
        yield name, file
        return
    data = file.read()
    try:
        logs = read_logs(data)
    except LogError:
        yield name, data
        return
    for number, log in enumerate(logs, start=1):
        yield name if len(logs) == 1 else f"{name or ''}#{number}", log
