"""Deposits of any size, read piece by piece."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Final

import attrs

from crossref_deposit.binding import document, ids
from crossref_deposit.binding.declaration import MODELS, Field, declared
from crossref_deposit.binding.fingerprints import Fingerprints
from crossref_deposit.binding.positions import Event, locate
from crossref_deposit.binding.reader import read
from crossref_deposit.binding.values import show
from crossref_deposit.binding.windows import WINDOW, Place, Spine, Window, Windows
from crossref_deposit.errors import SchemaError
from crossref_deposit.models.batch import Content, DoiBatch
from crossref_deposit.models.records import Record, record_fields, registrable
from crossref_deposit.models.root import Root

__all__ = ["DepositStream", "StreamedRecord"]

_DEPTH_OF_BODY: Final = 2
_ALONE: Final = frozenset({"body", "component_list"})
"""Elements of the spine of which there is only one."""


@attrs.frozen(kw_only=True)
class StreamedRecord(Record):
    """A record of a file that is read piece by piece.

    Its path has a number wherever there may be several.
    """

    line: int
    """Of its start tag, from 1."""
    column: int
    """Of its start tag, from 1, in characters."""


class DepositStream:
    """A deposit of any size, read in flat memory.

    Strict as `DoiBatch.from_xml`, but of what is wrong in the middle one learns when one gets there.

    Args:
        source: Where the document is (a path, a binary file), or the document (``bytes``, ``str``). Only a binary file
            cannot be gone through twice.

    Raises:
        SchemaError: When gone through: it is not a readable, valid deposit; says line, column, path and record.
        VersionError: When gone through: it is a deposit of a schema version that is not read here.
        OSError: When gone through: the path cannot be read.

    Example:
        >>> from crossref_deposit import Depositor, DepositStream, DoiBatch, Journal, JournalMetadata
        >>> journal = Journal(metadata=JournalMetadata(full_titles="Journal of Psychoceramics", issns="0264-3561"))
        >>> us = Depositor(name="Psychoceramics Press", email="doi@psychoceramics.example")
        >>> stream = DepositStream(DoiBatch(depositor=us, registrant="Psychoceramics Press", body=journal).to_xml())
        >>> [item.metadata.full_titles for item in stream.body()]
        [('Journal of Psychoceramics',)]
    """

    def __init__(self, source: document.Source) -> None:
        self._source = source
        self._size = WINDOW

    def parts(self) -> Iterator[DoiBatch]:
        """The deposit as a row of small ones, all with the same head."""
        for part, _ in self._parts():
            yield part

    def body(self) -> Iterator[Content]:
        """What is in the body, in document order.

        A journal, book and so on with many records comes in several pieces, each with its metadata.
        """
        for part in self.parts():
            yield from part.body

    def records(self) -> Iterator[StreamedRecord]:
        """Every record that registers a DOI, in document order."""
        for part, window in self._parts():
            places = _places(window.text)
            for doi, kind, path, model in registrable(part):
                place, repeated = window.whole_place(*places[kind].popleft())
                if doi is not None and not repeated:
                    whole = _numbered(window.whole_path(path))
                    yield StreamedRecord(
                        doi=doi, kind=kind, path=whole, model=model, line=place.line, column=place.column
                    )

    def _parts(self) -> Iterator[tuple[DoiBatch, Window]]:
        return _Reading(Windows(self._source, deposit_spine(), size=self._size)).parts()


class _Reading:
    """One way through a document, and what its windows must have in common."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._rest = iter(windows)
        self._first = ""
        self._ids = Fingerprints()

    def parts(self) -> Iterator[tuple[DoiBatch, Window]]:
        """Each window with what it says."""
        while (window := self._next()) is not None:
            try:
                part = self._part(window)
            except SchemaError as error:
                raise self._in_whole(error, window) from None
            yield part, window

    def _next(self) -> Window | None:
        try:
            return next(self._rest, None)
        except SchemaError:
            if self._windows.root is not None:
                self._version()  # what is no deposit at all need not be well-formed
            raise

    def _version(self) -> str:
        return root_of_windows(self._windows).schema_among(DoiBatch.schemas())

    def _part(self, window: Window) -> DoiBatch:
        version = self._version()
        if self._first and len(window.headers) == _DEPTH_OF_BODY and window.first != self._first:
            message = f"found <{window.first}> in <body>, expected <{self._first}> or the end of <body>"
            raise _refusal(message, window, Event(offset=window.start, start=True, depth=_DEPTH_OF_BODY + 1))
        part: DoiBatch = read(DoiBatch, window.text, version)
        self._first = self._first or declared(type(part.body[0])).name
        self._assert_unique_ids(window)
        return part

    def _assert_unique_ids(self, window: Window) -> None:
        for identity, event in ids.every(window.text):
            if event.offset >= window.start and not self._ids.add(identity):
                message = f"found the id {show(identity)} a second time, expected one of its own"
                raise _refusal(message, window, event)

    def _in_whole(self, error: SchemaError, window: Window) -> SchemaError:
        """The error of a window, where it is in the whole document."""
        with suppress(SchemaError):  # what is behind the fault only tells how elements are numbered
            deque(self._rest, maxlen=0)
        place, _ = window.whole_place(error.line or 1, error.column or 1)
        xpath = error.xpath and window.whole_path(error.xpath, self._windows.totals)
        return SchemaError(error.message, line=place.line, column=place.column, xpath=xpath, doi=error.doi)


def _refusal(message: str, window: Window, event: Event) -> SchemaError:
    found = locate(window.text, event)
    if found is None:
        return SchemaError(message)
    return SchemaError(message, line=found.line, column=found.column, xpath=found.xpath, doi=found.doi)


def root_of_windows(windows: Windows) -> Root:
    """The root element, when the first window is known."""
    if windows.root is None:
        raise SchemaError("the document has no element", line=1, column=1)
    name, namespace, place = windows.root
    return Root(name=name, namespace=namespace, line=place.line, column=place.column)


@cache
def deposit_spine() -> Spine:
    """Where deposits may be cut: between what is in the body, and between the records in that."""
    [body] = (field for field in declared(DoiBatch).fields if field.name == "body")
    models = [item for item in body.items if isinstance(item, type)]
    fields = [(element.name, record_fields(element)[:1]) for element in map(declared, models)]
    return {"body": {"*": {}, **{name: _inside(*first) for name, first in fields if first}}}


def _inside(field: Field) -> Spine:
    records: Spine = {declared(item).name: {} for item in field.items if isinstance(item, type)}
    return {field.within.name: records} if field.within is not None else records


def _places(text: bytes) -> dict[str, deque[Place]]:
    """The start tags of what can register DOIs, by name, in document order."""
    parser = document.guarded_parser(SchemaError)
    places: defaultdict[str, deque[Place]] = defaultdict(deque)
    names = _registering_names()

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        if local in names:
            places[local].append(Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    document.parse(parser, text, SchemaError)
    return places


@cache
def _registering_names() -> frozenset[str]:
    return frozenset(element.name for element in map(declared, MODELS.values()) if element.doi is not None)


def _numbered(path: str) -> str:
    """A path with a number at each step where the spine allows several."""
    spine, steps = deposit_spine(), path.split("/")
    for depth, step in enumerate(steps[2:], start=2):  # behind the root
        name = step.partition("[")[0]
        inside = spine.get(name, spine.get("*"))
        if inside is None or name in _ALONE:
            steps[depth] = step.removesuffix("[1]")
        elif "[" not in step:
            steps[depth] = f"{step}[1]"
        if not inside:
            break
        spine = inside
    return "/".join(steps)
