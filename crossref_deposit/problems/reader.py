"""Crossref's messages, read: which kinds of problem are in a text, one by one."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import attrs

from crossref_deposit.problems.catalogue import CATALOGUE, GOOD_NEWS, UNKNOWN
from crossref_deposit.problems.kind import ProblemKind, Reading, Text
from crossref_deposit.problems.problem import Problem

_SENTENCES = tuple(
    (kind, sentence)
    for kind in (GOOD_NEWS, *CATALOGUE.values())
    for sentence in sorted(kind.sentences, key=lambda sentence: -sentence.length)
)
"""In the order in which they are looked for: of one kind, the longer before those that it begins with."""
_BY_LANDMARK: dict[str, list[int]] = {}
for _number, (_, _sentence) in enumerate(_SENTENCES):
    _BY_LANDMARK.setdefault(_sentence.landmark, []).append(_number)
_BLANKS = re.compile(r"[^\S\n]+")
_LOCATIONS = (
    re.compile(r"\] ?[^\s\]]{0,300}?:(?P<line>\d{1,9}):(?P<column>\d{1,9}):"),
    re.compile(
        r"\bline(?:number)?:? (?P<line>\d{1,9})(?:[,;:]? col(?:umn(?:number)?)?:? (?P<column>\d{1,9}))?", re.IGNORECASE
    ),
)
_SENTENCE_END = re.compile(r"\n|(?<=[.;!?])\s")
_LINE_BREAK = re.compile(r"\n(?:> ?)*")  # with the signs of a quotation in e-mail
_WORD = re.compile(r"\w")
_SHORT = 2000  # characters of a message that is worth remembering
_NEAR = 300  # characters before a sentence in which its place may be


def readings(message: str) -> tuple[Reading, ...]:
    """What Crossref says in a message, sentence by sentence.

    Sentences that nobody knows are kept whole, as readings of the kind ``unknown``; words of success
    are no problem and give no reading. Nothing else of the message is left out: what stands beside a known
    sentence is in its ``passage``.

    Args:
        message: The text of a ``msg`` element, of any layout.
    """
    return tuple(reading for reading in _readings(normalise(message)) if reading.kind is not GOOD_NEWS)


def problems_in(message: str) -> list[Problem]:
    """The problems that a message of Crossref's tells.

    Example:
        >>> from crossref_deposit.problems import problems_in
        >>> [problem.code for problem in problems_in('ISSN "24320000" is invalid')]
        ['issn-invalid']
        >>> problems_in("Successfully added")
        []
    """
    return [reading.problem() for reading in readings(message)]


def explain(text: str) -> list[ProblemKind]:
    """What a code or a message means: title, cause, remedy and more.

    Args:
        text: A code of the catalogue, such as ``orcid-checksum``, or a message of Crossref's, of any layout.

    Returns:
        The kinds of problem that are named, each once, in order; ``unknown`` for words that nobody knows, and
        ``good-news`` for those of success.

    Example:
        >>> from crossref_deposit.problems import explain
        >>> [kind.title for kind in explain("issn-invalid")]
        ['ISSN with a wrong check digit']
        >>> [kind.code for kind in explain("Record not processed because submitted version: 1 is less or equal to "
        ...                                "previously submitted version (DOI match)")]
        ['timestamp-not-newer']
    """
    code = text.strip().lower()
    if code in CATALOGUE:
        return [CATALOGUE[code]]
    return list(dict.fromkeys(reading.kind for reading in _readings(normalise(text))))


def normalise(message: str) -> str:
    """The message with single blanks, its lines kept apart, empty ones gone."""
    lines = (_BLANKS.sub(" ", line).strip() for line in message.splitlines())
    return "\n".join(line for line in lines if line)


def location_in(message: str) -> tuple[int, int | None] | None:
    """The line, and the column if there is one, at which Crossref's parser stopped."""
    for pattern in _LOCATIONS:
        if match := pattern.search(message):
            column = match["column"]
            return int(match["line"]), int(column) if column else None
    return None


class _Search(NamedTuple):
    """What was found in a message."""

    found: list[Reading]
    """The known sentences, in order."""
    wrapped: bytearray
    """For each character, whether it is of a sentence that only leads to one of them."""

    @property
    def length(self) -> int:
        return sum(reading.end - reading.start for reading in self.found)


def _readings(message: str) -> tuple[Reading, ...]:
    """Known and unknown sentences, words of success among them."""
    return _remembered(message) if len(message) <= _SHORT else _read(message)


@functools.lru_cache(maxsize=4096)
def _remembered(message: str) -> tuple[Reading, ...]:
    return _read(message)


def _read(message: str) -> tuple[Reading, ...]:
    search = _search(message)
    complete = _complete(message, search)
    for mended in _mended(message) if any(reading.kind is UNKNOWN for reading in complete) else ():
        found = _search(mended)
        if found.length > search.length and len(found.found) >= len(search.found):
            search, complete = found, _complete(mended, found)
    return tuple(complete)


def _mended(message: str) -> Iterator[str]:
    """The message without the line breaks, and without the escaping, that came into it on its way."""
    flat = _LINE_BREAK.sub(" ", message)
    if flat != message:
        yield flat
    for text in (message, flat) if "&" in message else ():
        yield normalise(html.unescape(html.unescape(text)))


def _search(message: str) -> _Search:
    """Every sentence that is known; where two overlap, the one that stands first in the catalogue."""
    text = Text(message)
    search = _Search([], bytearray(len(message)))
    taken = bytearray(len(message))
    numbers = sorted(number for word in text.words for number in _BY_LANDMARK.get(word, ()))
    for kind, sentence in (_SENTENCES[number] for number in numbers):
        for match in sentence.matches(text):
            start, end = match.span()
            if taken.find(1, *(_line_around(start, end, message) if kind.wrapper else (start, end))) < 0:
                taken[start:end] = b"\1" * (end - start)
                search.found.append(_placed(text.reading(kind, match), message))
            elif kind.wrapper:
                search.wrapped[start:end] = b"\1" * (end - start)
    search.found.sort(key=lambda reading: reading.start)
    return search


def _line_around(start: int, end: int, message: str) -> tuple[int, int]:
    behind = message.find("\n", end)
    return message.rfind("\n", 0, start) + 1, len(message) if behind < 0 else behind


def _placed(reading: Reading, message: str) -> Reading:
    """The reading with the line and column that stand before it in its own line of the message."""
    if "line" in reading.groups or not reading.start:
        return reading
    before = message[max(message.rfind("\n", 0, reading.start) + 1, reading.start - _NEAR) : reading.start]
    place = location_in(before)
    if place is None:
        return reading
    groups = {"line": str(place[0])} | ({} if place[1] is None else {"column": str(place[1])})
    return attrs.evolve(reading, groups=reading.groups | groups)


def _complete(message: str, search: _Search) -> list[Reading]:
    """The known sentences, each with what stands beside it, and between them those that are not known."""
    if search.length == len(message):
        return search.found
    edges = [0, *(edge for reading in search.found for edge in (reading.start, reading.end)), len(message)]
    gaps = [
        _Gap(message, start, end, first=not number, last=number == len(search.found), wrapped=search.wrapped)
        for number, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True))
    ]
    complete = list(gaps[0].unknown())
    for reading, (before, behind) in zip(search.found, pairwise(gaps), strict=True):
        passage = message[before.tail : behind.head].strip()
        complete.extend(_with_passage(reading, passage))
        complete.extend(behind.unknown())
    return complete


def _with_passage(reading: Reading, passage: str) -> Iterator[Reading]:
    """The reading; what stands beside words of success is kept as unknown, for they are not kept themselves."""
    beside = passage.replace(reading.text, "", 1)
    yield attrs.evolve(reading, passage=passage)
    if reading.kind is GOOD_NEWS and _WORD.search(beside):
        yield attrs.evolve(reading, kind=UNKNOWN, text=passage, groups={}, passage="")


class _Gap:
    """A stretch of a message between two known sentences, parted among these two and what is not known."""

    def __init__(self, message: str, start: int, end: int, *, first: bool, last: bool, wrapped: bytearray) -> None:
        ends = [match.end() for match in _SENTENCE_END.finditer(message, start, end)]
        self._message = message
        self.head = start if first else ends[0] if ends else (end if last else start)
        """Up to here it belongs to the sentence before."""
        self.tail = end if last else ends[-1] if ends else start
        """From here it belongs to the sentence behind."""
        leads = wrapped.find(1, self.head, self.tail) >= 0
        if not (first and last) and (leads or not _WORD.search(message[self.head : self.tail])):
            self.head, self.tail = (self.tail, self.tail) if last else (self.head, self.head)

    def unknown(self) -> Iterator[Reading]:
        """What belongs to neither."""
        if text := self._message[self.head : self.tail].strip():
            yield Reading(kind=UNKNOWN, text=text, groups={}, start=self.head, end=self.tail)
