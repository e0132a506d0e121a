"""Lines and columns of a document, found from byte offsets without walking through all of it."""

from __future__ import annotations

import bisect
import codecs
import functools
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from crossref_deposit.binding.document import foreign_encoding
from crossref_deposit.errors import SchemaError

if TYPE_CHECKING:
    from crossref_deposit.binding.document import Refusal

_BLOCK: Final = 8192
_LONGEST: Final = 4  # bytes of a character
_CONTINUATION: Final = bytes(range(0x80, 0xC0))
_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")
_NEWLINE: Final = re.compile(rb"\r\n?|\n")


class Position(NamedTuple):
    """A place in a document, both numbers from 1; the column counts characters."""

    line: int
    column: int


def as_utf8(document: bytes | str, refusal: Refusal = SchemaError, *, errors: str = "strict") -> bytes:
    """The document in UTF-8 without a byte order mark, whatever its encoding was.

    Line and column of everything in it stay what they are.

    Args:
        document: Its bytes, or its text.
        refusal: What to raise.
        errors: What to do with bytes that are not of the encoding, as in `bytes.decode`.

    Raises:
        SchemaError: The document is not in the encoding that it says it is in (or `refusal`).
    """
    if isinstance(document, str):
        return document.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    encoding = foreign_encoding(document)
    if encoding is None:
        return document.removeprefix(codecs.BOM_UTF8)
    try:
        return document.decode(encoding, errors).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        message = f"byte {document[error.start]:#04x} is not {encoding}, the encoding of the document"
        raise refusal(message, line=document.count(b"\n", 0, error.start) + 1) from None
    except (LookupError, UnicodeError):
        if errors != "strict":
            return document
        message = f"the document's encoding {encoding!r} is not known, expected UTF-8"
        raise refusal(message, line=1, column=1) from None


class TextPositions:
    r"""Where in a UTF-8 text the lines are; LF, CR LF and CR end one.

    What is needed of the text is counted once, by blocks, when the first position is asked for.

    Example:
        >>> positions = TextPositions("<a>\r\n <b/>é<c/></a>".encode())
        >>> positions.position(6), positions.position(12)
        (Position(line=2, column=2), Position(line=2, column=7))
        >>> positions.offset(2, 7)
        12
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._returns = b"\r" in text

    def position(self, offset: int) -> Position:
        """Line and column of a byte of the text."""
        block = offset // _BLOCK
        line = self._lines[block] + self._breaks(block * _BLOCK, offset) + 1
        start = self._line_start(offset)
        if offset - start <= _BLOCK:
            return Position(line, self._characters(start, offset) + 1)
        return Position(line, self._characters_before(offset) - self._characters_before(start) + 1)

    def offset(self, line: int, column: int = 1) -> int | None:
        """The byte at a line and column, or none if the text has no such line; beyond its end, the line's end."""
        start = self._start_of(line)
        if start is None or column == 1:
            return start
        return min(self._character(self._characters_before(start) + column - 1), self.line_end(line))

    def column_of(self, line: int, units: int) -> int:
        """The column, in characters, of one in UTF-16 units: a character beyond U+FFFF has two of them."""
        start = self._start_of(line)
        if start is None or not self._pairs:
            return units
        before = self._characters_before(start)
        first = bisect.bisect_left(self._pairs, before)
        following = range(len(self._pairs) - first)
        return units - bisect.bisect_left(following, units - 1, key=lambda at: self._pairs[first + at] - before + at)

    def line_end(self, line: int) -> int:
        """Where a line ends, its line break not counted."""
        following = self._start_of(line + 1)
        if following is None:
            return len(self._text)
        return following - (2 if self._text.startswith(b"\r\n", following - 2) else 1)

    def _start_of(self, line: int) -> int | None:
        block = max(0, bisect.bisect_left(self._lines, line - 1) - 1)
        missing = line - 1 - self._lines[block]
        if missing <= 0:
            return 0 if line == 1 else None
        for match in _NEWLINE.finditer(self._text, block * _BLOCK):
            if match[0] == b"\n" and self._text[match.start() - 1 : match.start()] == b"\r":
                continue
            missing -= 1
            if not missing:
                return match.end()
        return None

    def _line_start(self, offset: int) -> int:
        block = offset // _BLOCK
        found = self._last_break(block * _BLOCK, offset)
        return self._line_starts[block] if found < 0 else found + 1

    def _last_break(self, start: int, end: int) -> int:
        feed = self._text.rfind(b"\n", start, end)
        return max(feed, self._text.rfind(b"\r", start, end)) if self._returns else feed

    def _breaks(self, start: int, end: int) -> int:
        """How many line breaks begin in this stretch."""
        feeds = self._text.count(b"\n", start, end)
        if not self._returns:
            return feeds
        return feeds + self._text.count(b"\r", start, end) - self._text.count(b"\r\n", max(0, start - 1), end)

    def _characters(self, start: int, end: int) -> int:
        return len(self._text[start:end].translate(None, _CONTINUATION))

    def _character(self, number: int) -> int:
        """Where a character begins, counted from 0; beyond the last one, the text's end."""
        block = bisect.bisect_right(self._block_characters, number) - 1
        text = self._text[block * _BLOCK : (block + 1) * _BLOCK + _LONGEST]
        inside = number - self._block_characters[block]
        begun = len(text) - len(text.lstrip(_CONTINUATION))
        return block * _BLOCK + begun + len(text[begun:].decode("utf-8", "replace")[:inside].encode("utf-8"))

    def _characters_before(self, offset: int) -> int:
        block = offset // _BLOCK
        return self._block_characters[block] + self._characters(block * _BLOCK, offset)

    @functools.cached_property
    def _pairs(self) -> list[int]:
        """The characters beyond U+FFFF, each as the number of those before it."""
        return [match.start() for match in _BEYOND.finditer(self._text.decode("utf-8", "replace"))]

    @functools.cached_property
    def _lines(self) -> list[int]:
        """How many line breaks there are before each block."""
        blocks = range(0, len(self._text), _BLOCK)
        return [0, *accumulate(self._breaks(start, start + _BLOCK) for start in blocks)]

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        """Where the line begins in which each block begins."""
        starts = [0]
        for start in range(0, len(self._text), _BLOCK):
            found = self._last_break(start, start + _BLOCK)
            starts.append(starts[-1] if found < 0 else found + 1)
        return starts

    @functools.cached_property
    def _block_characters(self) -> list[int]:
        blocks = range(0, len(self._text), _BLOCK)
        return [0, *accumulate(self._characters(start, start + _BLOCK) for start in blocks)]
