"""Documents from outside: read within bounds, parsed without entities, DTDs or the network."""

from __future__ import annotations

import codecs
import io
import os
import pathlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import IO, TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from crossref_deposit.errors import SchemaError

if TYPE_CHECKING:
    from crossref_deposit.errors import LogError

    Refusal: TypeAlias = type[SchemaError | LogError]

Source: TypeAlias = "bytes | str | os.PathLike[str] | IO[bytes]"
"""``bytes`` or ``str``: the document itself; a path or a binary file: where to read it."""

MAX_BYTES = 1 << 30
MAX_DEPTH = 200
CHUNK = 1 << 16
_HTML = (b"<!doctype html", b"<html")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_NOT_FOR_DOCUMENTS = {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf-7"}
_XML = "http://www.w3.org/XML/1998/namespace"


def read_source(source: Source, refusal: Refusal, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a document, wherever they are.

    Args:
        source: The document (``bytes``, ``str``) or its place (path, binary file).
        refusal: The exception for what cannot be a document.
        max_bytes: More than this is refused.

    Raises:
        TypeError: ``source`` is none of these.
        OSError: The path cannot be read.
    """
    data = read_bytes(source, max_bytes=max_bytes)
    if len(data) > max_bytes:
        message = f"the document is larger than {max_bytes:,} bytes, the most that is read at once"
        raise refusal(message)
    if not data.strip():
        message = "the document is empty, expected XML"
        raise refusal(message)
    return data


def read_bytes(source: Source, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a document, whatever they are, and one more than the most that is read."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")
    if isinstance(source, os.PathLike):
        with pathlib.Path(source).open("rb") as file:
            return file.read(max_bytes + 1)
    if hasattr(source, "read"):
        piece = source.read(min(CHUNK, max_bytes + 1))
        if isinstance(piece, bytes):
            return b"".join(_pieces(source, piece, max_bytes + 1))
    message = (
        f"cannot read a document from {type(source).__name__}: give bytes or str (the document), "
        "a pathlib.Path or a file opened in binary mode"
    )
    raise TypeError(message)


def _pieces(file: IO[bytes], piece: bytes, most: int = sys.maxsize) -> Iterator[bytes]:
    """A piece and all others; unbuffered files give less at once than they are asked for."""
    while piece:
        yield piece
        most -= len(piece)
        piece = file.read(min(CHUNK, most))


def encoding_of(source: Source) -> str | None:
    """The encoding that overrides the XML declaration: text that came as ``str`` is UTF-8 by now."""
    return "utf-8" if isinstance(source, str) else None


def unmarked(data: bytes, encoding: str | None) -> tuple[bytes, str | None]:
    """The document without a byte order mark, which expat counts as a column, and the encoding that overrides."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :], "utf-8"
    foreign = None if encoding else foreign_encoding(data)
    if foreign is not None:
        with suppress(LookupError, UnicodeDecodeError):  # then expat has something to say of it
            return data.decode(foreign).encode("utf-8", "surrogatepass"), "utf-8"
    return data, encoding


def foreign_encoding(document: bytes) -> str | None:
    """The encoding to decode from, by the first bytes; none if it is UTF-8 already."""
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            return encoding
    declared = _DECLARED.match(document[:256].lstrip())
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return name
    if codec in _NOT_FOR_DOCUMENTS:
        return "unknown"
    return None if codec in {"utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be"} else codec


def guarded_parser(refusal: Refusal, *, encoding: str | None = None) -> expat.XMLParserType:
    """An expat parser that gives names as ``namespace}local`` and refuses every DTD.

    Without a DTD there are no entities to expand and nothing to fetch. Depth is bounded by
    whoever handles the elements (`MAX_DEPTH`).
    """
    parser = expat.ParserCreate(encoding, "}")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse_doctype(name: str, *_: object) -> None:
        what = "an HTML page" if name.lower() == "html" else f"a document type declaration for {name!r}"
        message = f"found {what}, expected XML without one: DTDs and entities are not read"
        raise refusal(message, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1)

    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, data: bytes, refusal: Refusal) -> None:
    """Run the parser over the whole document; what is not well-formed becomes the refusal."""
    with refusing(data, refusal):
        parser.Parse(data, True)


@contextmanager
def refusing(start: bytes, refusal: Refusal) -> Iterator[None]:
    """Make the refusal of what a parser says is wrong with the document that begins so."""
    try:
        yield
    except expat.ExpatError as error:
        message = f"{describe(start)}{expat.ErrorString(error.code)}"
        raise refusal(message, line=error.lineno, column=error.offset + 1) from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know or that is not 8-bit
        message = f"the document's encoding cannot be read: {error}"
        raise refusal(message, line=1, column=1) from None


def describe(data: bytes) -> str:
    """What a document that is not XML seems to be, as the beginning of a sentence."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML):
        return "this is an HTML page, not XML: "
    if not start.startswith(b"<") and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        advice = " (for a file, give a pathlib.Path)" if start.endswith(b".xml") else ""
        return f"this is not XML, it begins with {data[:40].decode('latin-1')!r}{advice}: "
    return "the XML is not well-formed: "


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


def _recoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            line += text.count("\n")
            yield text.encode("utf-8", "surrogatepass")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        message = f"byte {error.object[error.start]:#04x} is not {encoding}, the encoding of the document"
        raise SchemaError(message, line=line) from None
