"""Crossref's messages, read: which kinds of problem are in a text, one by one."""

from __future__ import annotations

import functools
import re

from crossref_deposit.problems.catalogue import CATALOGUE, GOOD_NEWS, UNKNOWN
from crossref_deposit.problems.kind import Reading, Text
from crossref_deposit.problems.problem import Problem

_SENTENCES = tuple((kind, sentence) for kind in (GOOD_NEWS, *CATALOGUE.values()) for sentence in kind.sentences)
_BY_LANDMARK: dict[str, list[int]] = {}
for _number, (_, _sentence) in enumerate(_SENTENCES):
    _BY_LANDMARK.setdefault(_sentence.landmark, []).append(_number)
_BLANKS = re.compile(r"[^\S\n]+")
_LOCATIONS = (
    re.compile(r"\] ?:(?P<line>\d+):(?P<column>\d+):"),
    re.compile(r"\bline:? (?P<line>\d+)(?:[,;:]? (?:column|col):? (?P<column>\d+))?", re.IGNORECASE),
)


def readings(message: str) -> tuple[Reading, ...]:
    """What Crossref says in a message, sentence by sentence.

    Text that nobody knows is kept whole, as one reading of the kind ``unknown``; words of success
    are no problem and give no reading.

    Args:
        message: The text of a ``msg`` element, of any layout.
    """
    return _readings(normalise(message))


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


@functools.lru_cache(maxsize=4096)
def _readings(message: str) -> tuple[Reading, ...]:
    found = _search(message)
    rest = _unread_lines(message, found)
    if rest and "\n" in message:  # a sentence may have been broken into lines on its way
        flat = message.replace("\n", " ")
        unbroken = _search(flat)
        if _length(unbroken) > _length(found):
            found, rest = unbroken, []
    if rest:
        text = "\n".join(rest)
        found.append(Reading(kind=UNKNOWN, text=text, groups={}, start=len(message), end=len(message)))
    return tuple(reading for reading in found if reading.kind is not GOOD_NEWS)


def _length(found: list[Reading]) -> int:
    return sum(reading.end - reading.start for reading in found)


def _search(message: str) -> list[Reading]:
    """Every sentence that is known; where two overlap, the one that stands first in the catalogue."""
    text = Text(message)
    found: list[Reading] = []
    numbers = sorted(number for word in text.words for number in _BY_LANDMARK.get(word, ()))
    for kind, sentence in (_SENTENCES[number] for number in numbers):
        for reading in sentence.read(kind, text):
            start, end = _line_around(reading, message) if kind.wrapper else (reading.start, reading.end)
            if not any(other.overlaps(start, end) for other in found):
                found.append(_placed(reading, message))
    return sorted(found, key=lambda reading: reading.start)


def _line_around(reading: Reading, message: str) -> tuple[int, int]:
    end = message.find("\n", reading.end)
    return message.rfind("\n", 0, reading.start) + 1, len(message) if end < 0 else end


def _placed(reading: Reading, message: str) -> Reading:
    """The reading with the line and column that stand before it in its own line of the message."""
    if "line" in reading.groups:
        return reading
    before = message[_line_around(reading, message)[0] : reading.start]
    place = location_in(before)
    if place is None:
        return reading
    groups = {"line": str(place[0])} | ({} if place[1] is None else {"column": str(place[1])})
    return Reading(
        kind=reading.kind, text=reading.text, groups=reading.groups | groups, start=reading.start, end=reading.end
    )


def _unread_lines(message: str, found: list[Reading]) -> list[str]:
    unread, start = [], 0
    for line in message.split("\n") if message else ():
        end = start + len(line)
        if not any(reading.overlaps(start, end) for reading in found):
            unread.append(line)
        start = end + 1
    return unread
