"""A document in UTF-8, piece by piece."""

from __future__ import annotations

import codecs
import io
import os
import pathlib
from collections.abc import Iterator
from contextlib import nullcontext
from typing import IO, Final

from crossref_deposit.binding.document import Source, foreign_encoding
from crossref_deposit.errors import SchemaError

CHUNK: Final = 1 << 16


class Chunks:
    """A document in UTF-8, without a byte order mark, piece by piece.

    Args:
        source: The document (``bytes``, ``str``) or its place (path, binary file, read from where it stands).

    Raises:
        SchemaError: When asked for a piece: the document is not in the encoding that it says it is in.
        OSError: The path cannot be read.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.encoding = "utf-8" if isinstance(source, str) else None
        """What overrides the document's declaration; known when the first piece is."""

    def __iter__(self) -> Iterator[bytes]:
        with _opened(self._source) as file:
            head = file.read(CHUNK)
            encoding = None if self.encoding else _readable(foreign_encoding(head))
            if encoding is None:
                self.encoding = "utf-8" if head.startswith(codecs.BOM_UTF8) else self.encoding
                yield from _pieces(file, head.removeprefix(codecs.BOM_UTF8))
            else:
                self.encoding = "utf-8"
                yield from _recoded(_pieces(file, head), encoding)


def _opened(source: Source) -> IO[bytes] | nullcontext[IO[bytes]]:
    if isinstance(source, os.PathLike):
        return pathlib.Path(source).open("rb")
    if isinstance(source, str):
        source = source.encode("utf-8", "surrogatepass")
    return io.BytesIO(source) if isinstance(source, bytes) else nullcontext(source)


def _readable(encoding: str | None) -> str | None:
    """The encoding if Python decodes it; else expat has something to say of it."""
    if encoding is not None:
        try:
            b" ".decode(encoding, "ignore")  # of nothing at all it would not look for the codec
        except LookupError:
            return None
    return encoding


def _pieces(file: IO[bytes], piece: bytes) -> Iterator[bytes]:
    while piece:
        yield piece
        piece = file.read(CHUNK)


def _recoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            line += text.count("\n")
            yield text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        message = f"byte {error.object[error.start]:#04x} is not {encoding}, the encoding of the document"
        raise SchemaError(message, line=line) from None
