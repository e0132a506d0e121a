"""Documents of any size, cut into small ones.

A window is a document by itself: a run of records of the whole document, byte for byte, between what stands around
them. So whatever reads or checks a document can do so window by window, in flat memory; a window knows where each of
its lines is in the whole.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import quoteattr

import attrs

from crossref_deposit.binding import document
from crossref_deposit.errors import SchemaError

Spine: TypeAlias = "Mapping[str, Spine]"
"""The elements between which a document may be cut, and in each those in it, by local names; ``*`` is any other."""
Totals: TypeAlias = "dict[int, Counter[str]]"
"""How many children of each name an element has, by the offset of its start tag."""

WINDOW: Final = 1 << 18
"""Bytes of records in a window, about."""
MAX_RECORD: Final = 1 << 26
"""Bytes of one record, or of what stands before the first one, at most."""
_LARGE: Final = 1 << 14  # bytes of headers that are worth a larger window
_HEADERS: Final = 4  # that has so many times more than what is repeated in it
_NEWLINE: Final = re.compile(rb"\r\n?|\n")
_NAME: Final = re.compile(rb"<([^\s/>]+)")
_CONTINUATION: Final = bytes(range(0x80, 0xC0))


class Place(NamedTuple):
    """Line and column of a start tag, both from 1."""

    line: int
    column: int


class RootTag(NamedTuple):
    """The start of a document."""

    name: str
    namespace: str
    place: Place


class Header(NamedTuple):
    """An element that a window begins, or ends, in the middle of: its start, up to its first record."""

    name: str
    number: int
    """Among its siblings of the name."""
    start: int
    """The offset of its start tag in the whole document."""
    place: Place
    text: bytes
    children: Mapping[str, int]
    """How many of each name are in the header."""
    before: Mapping[str, int]
    """How many more of each name there are before what the window has of it."""
    first: str
    """The first element between which one may cut: namespace, ``}``, local name, as expat names it."""

    @property
    def closing(self) -> bytes:
        """Its end tag."""
        return b"</" + _name_at(self.text) + b">"


class _Stretch(NamedTuple):
    """A piece of the whole document: where it begins in the window, and where in the whole."""

    here: Place
    whole: Place
    repeated: bool


@attrs.frozen(kw_only=True, slots=False)  # a slot could not hold what is cached
class Window:
    """A run of records, as a document by itself."""

    headers: tuple[Header, ...]
    """What the window begins in the middle of, outermost first: repeated from earlier windows."""
    slice: bytes
    place: Place
    """Where the slice begins in the whole document."""
    ends_in: tuple[Header, ...]
    """What the window ends in the middle of, outermost first: it goes on in later windows."""

    @property
    def closings(self) -> bytes:
        """The end tags of what goes on."""
        return b"".join(header.closing for header in reversed(self.ends_in))

    @property
    def text(self) -> bytes:
        """The document, in UTF-8."""
        return b"".join([*(header.text for header in self.headers), self.slice, self.closings])

    @property
    def start(self) -> int:
        """Where the slice begins in the text."""
        return sum(len(header.text) for header in self.headers)

    @property
    def first(self) -> str:
        """The local name of the first element of the slice."""
        return _name_at(self.slice).rpartition(b":")[2].decode("utf-8", "replace")

    @property
    def skeleton(self) -> bytes:
        """What is repeated, without the records."""
        ends = [header.closing for header in reversed(self.headers)]
        return b"".join([*(header.text for header in self.headers), *ends])

    @cached_property
    def _stretches(self) -> list[_Stretch]:
        here, stretches = Place(1, 1), []
        for header in self.headers:
            stretches.append(_Stretch(here, header.place, repeated=True))
            here = _behind(here, header.text)
        return [*stretches, _Stretch(here, self.place, repeated=False)]

    def after_another(self) -> Window:
        """The same with an empty element of the kind of the first sibling before it, which tells what may come."""
        *around, inner = self.headers
        namespace, _, name = inner.first.rpartition("}")
        empty = f"<{name} xmlns={quoteattr(namespace)}/>".encode()
        children, before = Counter(inner.children), Counter(inner.before)
        children[name] += 1
        before[name] -= 1
        told = inner._replace(text=inner.text + empty, children=children, before=before)
        return attrs.evolve(self, headers=(*around, told))

    def whole_place(self, line: int, column: int) -> tuple[Place, bool]:
        """Where something of the window is in the whole document, and whether an earlier window had it."""
        here = Place(line, column)
        stretch = next(found for found in reversed(self._stretches) if found.here <= here)
        if line == stretch.here.line:
            return Place(stretch.whole.line, column - stretch.here.column + stretch.whole.column), stretch.repeated
        return Place(line - stretch.here.line + stretch.whole.line, column), stretch.repeated

    def whole_path(self, xpath: str, totals: Totals | None = None) -> str:
        """A path of the window in the whole document; without the totals, numbered wherever children may be several."""
        return "".join(f"/{_numbered(step, totals)}" for step in self._steps(xpath))

    def parent_of(self, xpath: str) -> Header | None:
        """The header whose child an element is, if it is one's."""
        *_, last = self._steps(xpath)
        return last.parent

    def _steps(self, xpath: str) -> Iterator[_Step]:
        parent: Header | None = None
        for depth, text in enumerate(xpath.split("/")[1:]):
            name, _, rest = text.partition("[")
            number = int(rest.rstrip("]") or 1)
            if parent and number > parent.children.get(name, 0):
                number += parent.before.get(name, 0)
            yield _Step(text, name, number, parent)
            spine = self.headers[depth : depth + 1] + self.ends_in[depth : depth + 1] if parent or not depth else ()
            parent = next((header for header in spine if (header.name, header.number) == (name, number)), None)


class _Step(NamedTuple):
    """A step of a path in a window."""

    text: str
    name: str
    number: int
    """That in the whole document, if there is such a parent."""
    parent: Header | None
    """The element around it, if that is in other windows too."""


def _numbered(step: _Step, totals: Totals | None) -> str:
    total = totals[step.parent.start][step.name] if totals and step.parent else None
    if step.parent is None or total == 0:  # what path finders skip, such as other namespaces, has another parent
        return step.text
    several = total is None or total > 1
    return f"{step.name}[{step.number}]" if several else step.name


def _behind(place: Place, text: bytes) -> Place:
    """Where one is behind a text that begins at a place."""
    last = 0
    line, column = place
    for match in _NEWLINE.finditer(text):
        line, column, last = line + 1, 1, match.end()
    return Place(line, column + len(text[last:].translate(None, _CONTINUATION)))


@attrs.define(eq=False)
class _Open:
    """An element of the spine that has begun and not ended."""

    name: str
    number: int
    spine: Spine
    start: int
    place: Place
    counts: Counter[str] = attrs.field(factory=Counter)
    header: bytes = b""
    first: str = ""
    children: Counter[str] | None = None
    """Those in the header, when that has ended."""
    was_cut: bool = False

    def begun(self, following: _Open | None) -> Header:
        """It as a window sees it that begins in it."""
        children = self.children or Counter()
        before = self.counts - children
        if following is not None:
            before[following.name] -= 1
        return Header(self.name, self.number, self.start, self.place, self.header, children, before, self.first)

    def ended(self) -> Header:
        """It as a window sees it that it began in."""
        return Header(self.name, self.number, self.start, self.place, self.header, {}, {}, self.first)


class Windows:
    """The windows of one document, in their order.

    Args:
        source: The document, or where it is.
        spine: Where it may be cut.
        size: Bytes of records in a window, about.

    Raises:
        SchemaError: When asked for a window: the document is not well-formed, or one record is too large.
    """

    def __init__(self, source: document.Source, spine: Spine, *, size: int = WINDOW) -> None:
        self.root: RootTag | None = None
        """Known when the first window is."""
        self.bytes = 0
        """How many there were until now."""
        self._totals: Totals = {}
        self._chunks = document.Chunks(source)
        self._spine = spine
        self._size = size
        self._buffer = bytearray()
        self._slice = 0  # where the window's own text begins, and the buffer
        self._place = Place(1, 1)
        self._headers: tuple[Header, ...] = ()
        self._opened: list[_Open] = []
        self._depth = 0
        self._ready: list[Window] = []

    @property
    def totals(self) -> Totals:
        """Those of elements that were cut, as far as the document is known by now."""
        return self._totals | {opened.start: opened.counts for opened in self._opened}

    def __iter__(self) -> Iterator[Window]:
        chunks = iter(self._chunks)
        head = next(chunks, b"")
        if not head.strip():
            raise SchemaError("the document is empty, expected XML")
        self._parser = document.guarded_parser(SchemaError, encoding=self._chunks.encoding)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        for chunk in itertools.chain([head], chunks):
            self._feed(chunk, head)
            yield from self._taken()
        self._feed(b"", head, final=True)
        self._cut(self._slice + len(self._buffer))
        yield from self._taken()

    def _feed(self, chunk: bytes, head: bytes, *, final: bool = False) -> None:
        self._buffer += chunk
        self.bytes += len(chunk)
        with document.refusing(head, SchemaError):
            self._parser.Parse(chunk, final)
        if len(self._buffer) > MAX_RECORD + 2 * len(chunk):
            message = f"a record is larger than {MAX_RECORD:,} bytes, the most that is read of a stream"
            raise SchemaError(message, line=self._place.line, column=self._place.column)

    def _taken(self) -> list[Window]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > len(self._opened) + 1:
            return
        namespace, _, local = name.rpartition("}")
        parser = self._parser
        offset, place = parser.CurrentByteIndex, Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if not self._opened:
            self.root = RootTag(local, namespace, place)
            self._discard(offset, place)
            self._opened.append(_Open(local, 1, self._spine, offset, place))
            return
        parent = self._opened[-1]
        other = parent.spine.get("*")
        spine = parent.spine.get(local, other) if self.root and namespace == self.root.namespace else other
        if spine is not None:
            self._separate(parent, name, offset, place)
        parent.counts[local] += 1
        if spine:
            self._opened.append(_Open(local, parent.counts[local], spine, offset, place))

    def _separate(self, parent: _Open, name: str, offset: int, place: Place) -> None:
        """Before an element of the spine: the header of its parent ends, or the window may."""
        if parent.children is None:
            parent.header = bytes(self._buffer[parent.start - self._slice : offset - self._slice])
            parent.first = name
            parent.children = parent.counts.copy()
        elif len(self._opened) > 1 and self._is_enough(offset):
            self._cut(offset)
            self._discard(offset, place)
            following = [*self._opened[1:], None]
            self._headers = tuple(map(_Open.begun, self._opened, following))
            for opened in self._opened:
                opened.was_cut = True

    def _is_enough(self, offset: int) -> bool:
        """Whether a window is large enough, or would go on behind the element that it begins in."""
        repeated = sum(len(opened.header) for opened in self._opened)
        enough = self._size if repeated < _LARGE else max(self._size, _HEADERS * repeated)
        return len(self._headers) > len(self._opened) or offset - self._slice >= enough

    def _end(self, _: str) -> None:
        if self._depth == len(self._opened):
            closed = self._opened.pop()
            if closed.was_cut:
                self._totals[closed.start] = closed.counts
        self._depth -= 1

    def _cut(self, offset: int) -> None:
        """The window ends here."""
        text = bytes(self._buffer[: offset - self._slice])
        ends_in = tuple(map(_Open.ended, self._opened))
        self._ready.append(Window(headers=self._headers, slice=text, place=self._place, ends_in=ends_in))

    def _discard(self, offset: int, place: Place) -> None:
        """What is before the next slice is no more needed."""
        del self._buffer[: offset - self._slice]
        self._slice = offset
        self._place = place


def _name_at(tag: bytes | bytearray) -> bytes:
    name = _NAME.match(tag)
    return bytes(name[1]) if name else b""
