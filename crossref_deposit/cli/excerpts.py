"""The line of a document that is meant, as compilers show it: with a caret under the place."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import attrs

from crossref_deposit.cli.screen import Screen, Styled, harmless
from crossref_deposit.validation.text_positions import as_utf8

_WIDTH: Final = 100  # columns of a document that are shown
_INDENT: Final = 4
_NUMBER: Final = 6
_LINE_END: Final = re.compile(r"\r\n?|\n")


@attrs.frozen(kw_only=True)
class Excerpt:
    """Part of a line."""

    number: int
    """Of the line, from 1."""
    text: str
    """So much of it as fits."""
    start: int
    """Where the place begins in the text, from 0."""
    end: int
    """Where it ends."""

    @property
    def caret(self) -> str:
        """What stands below the text: a caret at the place, and how far it goes."""
        return " " * _columns(self.text[: self.start]) + "^" + "~" * (_columns(self.text[self.start : self.end]) - 1)


class Lines:
    """The lines of a document, found once."""

    def __init__(self, document: bytes) -> None:
        self._lines = _LINE_END.split(as_utf8(document, errors="replace").decode("utf-8", "replace"))

    def excerpt(self, line: int | None, column: int | None, value: str | None = None) -> Excerpt | None:
        """The line around a column.

        Args:
            line: From 1.
            column: From 1, in characters.
            value: What is wrong there; marked if it is in the line.
        """
        if line is None or not 0 < line <= len(self._lines):
            return None
        text = self._lines[line - 1]
        place = min((column or 1) - 1, len(text))
        end = _end(text, place, value)
        first = max(0, min(place - _WIDTH // 2, len(text) - _WIDTH))
        shown = text[first : first + _WIDTH]
        return Excerpt(
            number=line,
            text=_cut(shown, before=first > 0, after=first + _WIDTH < len(text)),
            start=place - first,
            end=max(place + 1, min(end, first + len(shown))) - first,
        )


def show_excerpt(out: Screen, excerpt: Excerpt | None) -> None:
    """An excerpt with its line number and a caret."""
    if excerpt is None:
        return
    gutter = f"{excerpt.number:>{_NUMBER}} | "
    out.line(Styled(gutter, "gutter"), excerpt.text, indent=_INDENT, wrap=False)
    out.line(Styled(f"{'':>{_NUMBER}} | ", "gutter"), Styled(excerpt.caret, "caret"), indent=_INDENT, wrap=False)


def _end(text: str, place: int, value: str | None) -> int:
    """Where what is wrong ends: the value if it is there, else the tag."""
    for wanted in (value, ">"):
        found = text.find(wanted, place) if wanted else -1
        if wanted and found >= 0:
            return found + len(wanted)
    return place + 1


def _cut(text: str, *, before: bool, after: bool) -> str:
    shown = harmless(text)
    shown = f"…{shown[1:]}" if before else shown
    return f"{shown[:-1]}…" if after else shown


def _columns(text: str) -> int:
    """How wide a terminal shows a text."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
