"""The lines of a document around a place, cut so that they can be shown."""

from __future__ import annotations

import re
from typing import Final

import attrs

_REACH: Final = 1500  # bytes on each side; documents may be one line
_BEFORE: Final = 50  # characters of the marked line before the place
_WIDTH: Final = 160
_MEANT: Final = re.compile(r"<([^\s/<>]+)[^<>]*>(?:[^<>]{0,300}</\1\s*>)?|<[^<>]*|&[\w#]*;?|.", re.DOTALL)
_break: Final = re.compile(r"\r\n?|\n")


@attrs.frozen(kw_only=True)
class Line:
    """A line, or as much of it as is shown."""

    number: int
    """From 1."""
    before: str
    """The text; in the line that is meant, what stands before the place."""
    marked: str = ""
    """What is meant: the element, if it ends in the line, else its start tag."""
    after: str = ""


def excerpt(text: bytes, offset: int, line: int, *, around: int = 2) -> tuple[Line, ...]:
    """The lines around a place.

    Args:
        text: The document, in UTF-8.
        offset: The place, in bytes.
        line: Its line, from 1.
        around: How many lines before and behind it.
    """
    start = max(0, offset - _REACH)
    above = _break.split(text[start:offset].decode("utf-8", "ignore"))
    below = _break.split(text[offset : offset + _REACH].decode("utf-8", "ignore"))
    if start and len(above) <= around + 1:
        above[0] = f"…{above[0]}"
    above, before = above[:-1][-around:] if around else [], above[-1]
    match = _MEANT.match(below[0])
    marked = match[0] if match else ""
    return (
        *(_shortened(number, text) for number, text in enumerate(above, line - len(above))),
        Line(
            number=line,
            before=before if len(before) <= _BEFORE else f"…{before[-_BEFORE:]}",
            marked=marked,
            after=_cut(below[0][len(marked) :]),
        ),
        *(_shortened(number, text) for number, text in enumerate(below[1 : 1 + around], line + 1)),
    )


def _shortened(number: int, text: str) -> Line:
    return Line(number=number, before=_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"
