"""Elements of a document found when somebody asks: by name, by place, and the path to each."""

from __future__ import annotations

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


def path_to(fragment: bytes, offset: int) -> list[str]:
    """The steps from the outermost element of a fragment, itself not counted, down to one of its elements.

    Local names; a number where the parent has several children of the name.

    Args:
        fragment: An element of a document, from its start tag to its end tag.
        offset: Of the start tag to be reached, in the fragment.
    """
    counters: list[dict[str, int]] = [{}]
    opened: list[tuple[dict[str, int], str, int]] = []
    path: list[tuple[dict[str, int], str, int]] = []
    parser = _parser()

    def start(name: str, _: list[str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        counter = counters[-1]
        number = counter[name] = counter.get(name, 0) + 1
        opened.append((counter, name, number))
        counters.append({})
        if not path and parser.CurrentByteIndex == offset:
            path[:] = opened[1:]

    def end(_: str) -> None:
        opened.pop()
        counters.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    _run(parser, fragment)
    return [f"{name}[{number}]" if counter[name] > 1 else name for counter, name, number in path]


def element_at(fragment: bytes, offset: int) -> int:
    """The element of a fragment that a parser means when it stopped at a place.

    Behind a tag (where Crossref's parser reports faults) or within it, it is the tag's element; in
    text, it is the element around.

    Returns:
        Where the element's start tag begins, in the fragment.
    """
    opened: list[int] = []
    before: list[tuple[int, int, int]] = []  # the last tag before the place: its offset, its element, the one around
    parser = _parser()

    def start(_: str, __: list[str]) -> None:
        here = parser.CurrentByteIndex
        opened.append(here)
        if here < offset or not before:
            before[:] = [(here, here, here)]

    def end(_: str) -> None:
        here = parser.CurrentByteIndex
        element = opened.pop()
        if here < offset:
            before[:] = [(here, element, opened[-1] if opened else element)]

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    _run(parser, fragment)
    if not before:
        return 0
    tag, element, around = before[0]
    inside = fragment.find(_TAG_END, tag, max(tag, offset - 1)) < 0
    return element if inside else around


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
