"""The command ``crossref-deposit``. Needs the extra ``cli``."""

from __future__ import annotations

import io
import os
import sys
from importlib.util import find_spec

from crossref_deposit.errors import MissingDependencyError

_TROUBLE, _INTERRUPTED = 3, 130  # `crossref_deposit.cli.exits` needs click


def main() -> None:
    """Run the command line."""
    missing = [package for package in ("click", "rich") if find_spec(package) is None]
    if missing:
        sys.stderr.write(f"crossref-deposit: {MissingDependencyError(missing[0], extra='cli')}\n")
        sys.exit(_TROUBLE)
    _make_streams_ready()
    try:
        from crossref_deposit.cli.app import application

        application(prog_name="crossref-deposit")
    except KeyboardInterrupt:  # while it still reads its own modules
        sys.exit(_INTERRUPTED)


def _make_streams_ready() -> None:
    """Let neither a stream that is closed nor a character of a name or a title end a command with a traceback."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # as after >&-
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
        elif name != "stdin" and isinstance(stream, io.TextIOWrapper):
            is_settled = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if is_settled else "utf-8", errors="backslashreplace")
