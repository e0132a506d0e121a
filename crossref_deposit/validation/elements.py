"""Elements of a document found when somebody asks: by name, by place, and the path to each."""

from __future__ import annotations

import bisect
from array import array
from typing import Final, NamedTuple
from xml.parsers import expat

_TAG_END: Final = b">"


class Found(NamedTuple):
    """An element of a certain name."""

    name: str
    offset: int
    """Of its start tag, in bytes."""
    text: str
    """Its own text, that of its children left out."""


def find_named(text: bytes, names: frozenset[str]) -> list[Found]:
    """Every element with one of these local names, in the order of their start tags.

    What stands before a fault in the document is found; what stands behind it is not.
    """
    found: list[tuple[str, int, list[str]]] = []
    opened: list[list[str] | None] = []
    parser = _parser()

    def start(name: str, _: list[str]) -> None:
        local = name.rpartition(":")[2]
        pieces: list[str] | None = [] if local in names else None
        opened.append(pieces)
        if pieces is not None:
            found.append((local, parser.CurrentByteIndex, pieces))

    def data(text: str) -> None:
        if opened and (pieces := opened[-1]) is not None:
            pieces.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: opened.pop()
    parser.CharacterDataHandler = data
    _run(parser, text)
    return [Found(name, offset, "".join(pieces)) for name, offset, pieces in found]


class Outline:
    """Which elements a fragment has; any number of them is found in one walk.

    Args:
        fragment: An element of a document, from its start tag to its end tag. Offsets count from there.
    """

    def __init__(self, fragment: bytes) -> None:
        self._fragment = fragment
        self._starts = array("q")
        self._parents = array("q")
        self._names: list[str] = []
        self._numbers = array("q")
        self._several = bytearray()
        self._tags = array("q")
        self._meant = array("q")  # for each tag the element; its complement, if it is an end tag
        self._walk()

    def _walk(self) -> None:
        opened = [-1]
        met: list[dict[str, list[int]]] = [{}]  # in each open element by name: the first one's place, how many
        parser = _parser()

        def start(name: str, _: list[str]) -> None:
            place, here = len(self._names), parser.CurrentByteIndex
            name = name.rpartition(":")[2]
            like = met[-1].setdefault(name, [place, 0])
            like[1] += 1
            if several := like[1] > 1:
                self._several[like[0]] = True
            self._starts.append(here)
            self._parents.append(opened[-1])
            self._names.append(name)
            self._numbers.append(like[1])
            self._several.append(several)
            self._tags.append(here)
            self._meant.append(place)
            opened.append(place)
            met.append({})

        def end(_: str) -> None:
            met.pop()
            self._tags.append(parser.CurrentByteIndex)
            self._meant.append(~opened.pop())

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        _run(parser, self._fragment)

    def path_to(self, offset: int) -> list[str]:
        """The steps from the outermost element, itself not counted, down to the one whose start tag is at an offset.

        Local names; a number where the parent has several children of the name.
        """
        place = bisect.bisect_left(self._starts, offset)
        steps: list[str] = []
        if place == len(self._starts) or self._starts[place] != offset:
            return steps
        while place > 0:
            name = self._names[place]
            steps.append(f"{name}[{self._numbers[place]}]" if self._several[place] else name)
            place = self._parents[place]
        return steps[::-1]

    def element_at(self, offset: int) -> int:
        """The element that a parser means when it stopped at a place.

        Behind a tag (where Crossref's parser reports faults) or within it, it is the tag's element; in
        text, it is the element around.

        Returns:
            Where the element's start tag begins.
        """
        if not self._tags:
            return 0
        last = max(0, bisect.bisect_left(self._tags, offset) - 1)
        tag, meant = self._tags[last], self._meant[last]
        element = meant if meant >= 0 else ~meant
        around = meant if meant >= 0 else max(self._parents[element], 0)
        inside = self._fragment.find(_TAG_END, tag, max(tag, offset - 1)) < 0
        return self._starts[element if inside else around]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.ordered_attributes = True
    return parser


def _run(parser: expat.XMLParserType, text: bytes) -> None:
    """Parse as far as it goes: what is asked for is looked up in what stands before a fault."""
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        return
