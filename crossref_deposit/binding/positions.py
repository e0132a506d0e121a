"""Where something stands in a document: line, column, path and the DOI of its record."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import attrs

from crossref_deposit.binding import document
from crossref_deposit.binding.declaration import MODELS, declared
from crossref_deposit.errors import SchemaError


@cache
def own_doi() -> frozenset[str]:
    """Elements whose direct child ``doi`` is the DOI they register; elsewhere it stands in ``doi_data``."""
    elements = (declared(model) for model in MODELS.values())
    return frozenset(
        element.name for element in elements if element.doi and any(field.name == "doi" for field in element.fields)
    )


@attrs.frozen(kw_only=True)
class Position:
    """The start of an element."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    xpath: str
    doi: str | None = None
    """The DOI of the record that the element belongs to."""


@attrs.frozen(kw_only=True)
class Event:
    """A tag as a parser comes by it, and which of the elements that are open then is meant.

    The byte offset alone is not enough: expat gives the end of ``<b/>`` the offset of what follows it.
    """

    offset: int
    start: bool
    depth: int
    """How many levels down the element is, the root 1."""


@attrs.define(eq=False)
class _Open:
    name: str
    line: int
    column: int
    parent: _Open | None = None
    number: int = 1
    doi: str | None = None
    counts: Counter[str] = attrs.field(factory=Counter)
    children: int = 0
    ordinals: tuple[int, ...] = ()

    @property
    def xpath(self) -> str:
        """The path, numbered where the parent has several children of the name; final when the parent is closed."""
        if self.parent is None:
            return ""
        step = f"{self.name}[{self.number}]" if self.parent.counts[self.name] > 1 else self.name
        return f"{self.parent.xpath}/{step}"


class _Finder:
    """Walks the document until the wanted elements and the DOIs of their records are known."""

    def __init__(self, encoding: str | None) -> None:
        self.parser = document.guarded_parser(SchemaError, encoding=encoding)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.event: Event | None = None
        self.ordinals: set[tuple[int, ...]] = set()
        self.found: dict[object, _Open] = {}
        self.dois: dict[object, str] = {}
        self._document = _Open("", 0, 0)
        self._deeper = 0
        self._open: list[_Open] = []
        self._waiting: defaultdict[int, list[object]] = defaultdict(list)
        self._doi: list[str] | None = None

    def _start(self, name: str, _: dict[str, str]) -> None:
        if len(self._open) > document.MAX_DEPTH:  # nothing is looked for so deep
            self._deeper += 1
            return
        local = name.rpartition("}")[2]
        above = self._open[-1] if self._open else self._document
        above.counts[local] += 1
        above.children += 1
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        ordinals = (*above.ordinals, above.children)
        opened = _Open(local, line, column, above, above.counts[local], ordinals=ordinals)
        self._open.append(opened)
        if opened.ordinals in self.ordinals:
            self._want(opened.ordinals, opened)
        self._at_event(start=True)
        if local == "doi":
            self._doi = []

    def _end(self, _: str) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        closed = self._open[-1]
        self._at_event(start=False)
        if self._doi is not None and closed.name == "doi":
            self._own("".join(self._doi).strip())
            self._doi = None
        self._open.pop()
        self._settle(len(self._open), closed)

    def _text(self, text: str) -> None:
        if self._doi is not None:
            self._doi.append(text)

    def _at_event(self, *, start: bool) -> None:
        event = self.event
        if event is None or event.offset != self.parser.CurrentByteIndex or event.start is not start:
            return
        if len(self._open) in {event.depth, event.depth + 1 if start else event.depth} and event not in self.found:
            self._want(event, self._open[event.depth - 1])

    def _want(self, key: object, element: _Open) -> None:
        self.found[key] = element
        depth = next(number for number, opened in enumerate(self._open, 1) if opened is element)
        self._waiting[depth].append(key)

    def position(self, key: object) -> Position | None:
        """Where the wanted element stands, when the document has been walked."""
        element = self.found.get(key)
        if element is None:
            return None
        return Position(line=element.line, column=element.column, xpath=element.xpath, doi=self.dois.get(key))

    def _own(self, doi: str) -> None:
        above = self._open[-2] if len(self._open) > 1 else None
        if above is not None and above.name == "doi_data" and len(self._open) > 2:  # noqa: PLR2004 - doi, doi_data, owner
            self._open[-3].doi = doi
        elif above is not None and above.name in own_doi():
            above.doi = doi

    def _settle(self, depth: int, closed: _Open) -> None:
        """An element is complete: if it owns a DOI, that is the record of what was wanted in it; else its parent's."""
        keys = self._waiting.pop(depth + 1, [])
        if closed.doi is not None:
            self.dois.update(dict.fromkeys(keys, closed.doi))
        elif depth and keys:
            self._waiting[depth].extend(keys)


def locate(data: bytes, event: Event, *, encoding: str | None = None) -> Position | None:
    """The element that is meant by an event."""
    finder = _Finder(encoding)
    finder.event = event
    _walk(finder, data)
    return finder.position(event)


def locate_all(
    data: bytes, ordinals: set[tuple[int, ...]], *, encoding: str | None = None
) -> dict[tuple[int, ...], Position]:
    """The elements of the given places, each the numbers (from 1) of the child to go down to, root first."""
    finder = _Finder(encoding)
    finder.ordinals = ordinals
    _walk(finder, data)
    return {key: position for key in ordinals if (position := finder.position(key)) is not None}


def _walk(finder: _Finder, data: bytes) -> None:
    try:
        document.parse(finder.parser, data, SchemaError)
    except SchemaError:
        return  # what was found before the fault is what there is
