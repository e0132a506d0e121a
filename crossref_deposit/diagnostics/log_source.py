"""Getting at the log: from bytes, files and e-mail messages, or saying what was found in its place."""

from __future__ import annotations

import html
import os
import pathlib
import re
from collections.abc import Iterator
from typing import IO, Final

from crossref_deposit.binding.document import MAX_BYTES, Source, read_bytes, read_source
from crossref_deposit.diagnostics.log_mail import cut_out, is_message, logs_in_message, subject_of
from crossref_deposit.errors import LogError
from crossref_deposit.validation.text_positions import as_utf8

_PLAIN: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?=(?:<\?xml\s+version=[\"'][^\"'>]*[\"']\s*(?:encoding=[\"']utf-8[\"'][^>]*)?\?>\s*)?"
    rb"<(?:[\w.-]+:)?doi_batch_diagnostic\b)",
    re.IGNORECASE,
)
_HTML: Final = re.compile(r"(?i)\s*<(!doctype html|html|head|body|pre|div|p|table)\b")
_INVISIBLE: Final = re.compile(r"(?is)<(script|style|title)\b.*?</\1\s*>|<[^>]*>")
_PIECE: Final = 1 << 16  # bytes read at once
_LOOKED_AT: Final = 4096
_SHOWN: Final = 200


def pieces_of(source: Source, *, max_bytes: int | None = MAX_BYTES) -> Iterator[bytes]:
    """The log as XML in UTF-8, piece by piece; a plain log in a file is never wholly in memory.

    Args:
        source: The log, or an e-mail message with the log in it, or where one of them is.
        max_bytes: More than this is refused; none for any size.

    Raises:
        LogError: It is empty, too large, something else than a log, or has several logs in it.
        OSError: The path cannot be read.
    """
    if isinstance(source, os.PathLike):
        with pathlib.Path(source).open("rb") as file:
            yield from _pieces_of_file(file, max_bytes)
    elif isinstance(source, bytes | str):
        yield read_log(source)
    else:
        yield from _pieces_of_file(source, max_bytes)


def _pieces_of_file(file: IO[bytes], max_bytes: int | None) -> Iterator[bytes]:
    piece = read_bytes(file, max_bytes=_PIECE)
    plain = _PLAIN.match(piece)
    if plain is None:
        yield read_log(piece + read_bytes(file))
        return
    size, piece = len(piece), piece[plain.end() :]
    while piece:
        if max_bytes is not None and size > max_bytes:
            message = f"the log is larger than {max_bytes:,} bytes, the most that is read into one report"
            raise LogError(message)
        yield piece
        piece = file.read(_PIECE)
        size += len(piece)


def read_log(source: Source) -> bytes:
    """The log as XML in UTF-8, out of whatever holds it.

    Args:
        source: The log, or an e-mail message with the log in it, or where one of them is.

    Raises:
        LogError: It is empty, something else than a log, or has several logs in it.
        OSError: The path cannot be read.
    """
    logs = read_logs(source)
    if len(logs) > 1:
        message = f"found {len(logs)} logs, expected one: DiagnosticParser.parse_all() reads them all"
        raise LogError(message)
    return logs[0]


def read_logs(source: Source) -> list[bytes]:
    """The same for what may have several logs in it: at least one.

    Raises:
        LogError: It is empty, or something else than a log.
        OSError: The path cannot be read.
    """
    data = read_source(source, LogError)
    text = as_utf8(source if isinstance(source, str) else data, LogError).lstrip()
    shown = text.decode("utf-8", "replace")
    if text.startswith(b"<") and not _HTML.match(shown):
        return [text]
    logs = logs_in_message(data.lstrip()) if is_message(text) else cut_out(shown)
    if logs:
        return logs
    subject = subject_of(data.lstrip()) if is_message(text) else ""
    found = f"an e-mail message, {subject!r}, without one" if subject else describe(text)
    message = f"expected a submission log (doi_batch_diagnostic), found {found}"
    raise LogError(message, line=None if subject else 1, column=None if subject else 1)


def describe(text: bytes) -> str:
    """In a few words, what a text that is no log says."""
    shown = text[:_LOOKED_AT].decode("utf-8", "replace")
    kind = "text"
    if text.startswith((b"{", b"[")):
        kind = "JSON"
    elif text.startswith(b"<"):
        kind = "an HTML page" if re.search(r"(?i)<(!doctype html|html|head|body)\b", shown) else "XML"
        shown = html.unescape(_INVISIBLE.sub(" ", shown))
    shown = " ".join(shown.split())
    return f"{kind}: {shown[:_SHOWN]!r}" if shown else f"{kind} without text"
