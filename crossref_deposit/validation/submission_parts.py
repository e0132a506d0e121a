"""The parts of a deposit - records, and what holds them - and the elements in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from crossref_deposit.validation.text_positions import Position

if TYPE_CHECKING:
    from crossref_deposit.validation.submission_index import SubmissionIndex

_KINDS: Final[Mapping[str, str]] = {
    "journal_metadata": "journal",
    "book_metadata": "book",
    "book_series_metadata": "book",
    "book_set_metadata": "book",
    "proceedings_metadata": "conference",
    "proceedings_series_metadata": "conference",
    "report-paper_metadata": "report-paper",
    "report-paper_series_metadata": "report-paper",
    "standard_metadata": "standard",
    "database_metadata": "database",
}
TITLES: Final = tuple(_KINDS)
"""The elements with the title of a journal, book and so on."""
_FRAME: Final = frozenset({"doi_batch", "body", "head"})


def kind_of(name: str) -> str:
    """What a part is, by its element; for a title's own metadata, the element that holds them: ``journal``."""
    return _KINDS.get(name, name)


class Element:
    """An element of a deposit; line, column and path are worked out when asked for."""

    __slots__ = ("_index", "_part", "_path", "name", "offset")

    def __init__(self, index: SubmissionIndex, name: str, offset: int, part: int) -> None:
        self._index = index
        self._part = part
        self._path: str | None = None
        self.name = name
        self.offset = offset

    def __repr__(self) -> str:
        return f"<{self.name} at line {self.line}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and (self.offset, self._index) == (other.offset, other._index)

    def __hash__(self) -> int:
        return hash(self.offset)

    @property
    def position(self) -> Position:
        """Line and column of its start tag."""
        return self._index.position(self.offset)

    @property
    def line(self) -> int:
        """Line of its start tag, from 1."""
        return self.position.line

    @property
    def column(self) -> int:
        """Column of its start tag, from 1, in characters."""
        return self.position.column

    @property
    def xpath(self) -> str:
        """The path from the root: local names, a number where the parent has several children of the name."""
        if self._path is None:
            self._path = self._index.path(self._part, self.offset)
        return self._path

    @property
    def part(self) -> Part:
        """The record or container that it belongs to."""
        return self._index.part(self._part)

    @property
    def record(self) -> Record | None:
        """The record that it belongs to, if that has a DOI of its own."""
        part = self.part
        return part if isinstance(part, Record) else None


class Part(Element):
    """A structural element of a deposit: a record, or what holds records."""

    __slots__ = ()

    @property
    def number(self) -> int:
        """Its place among the parts, in document order."""
        return self._part

    @property
    def kind(self) -> str:
        """Its element's name; for a title's own metadata, the name of the element that holds them: ``journal``."""
        return kind_of(self.name)

    @property
    def end(self) -> int:
        """The byte behind its end tag."""
        return self._index.scan.ends[self._part]

    @property
    def container(self) -> Part | None:
        """The part around it: an article's is the journal; outermost records have none."""
        parent = self._index.scan.parents[self._part]
        while parent >= 0 and self._index.scan.names[parent] == "component_list":
            parent = self._index.scan.parents[parent]
        return None if parent < 0 or self._index.scan.names[parent] in _FRAME else self._index.part(parent)

    @property
    def outermost(self) -> Part:
        """The part directly in the body that it is in, or itself: the journal, the book, the conference."""
        part, around = self, self.container
        while around is not None:
            part, around = around, around.container
        return part

    @property
    def title(self) -> str | None:
        """The title of the work; a journal's, book's and so on is that of its metadata."""
        return self._index.titles.get(self._part)

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in it, itself included."""
        return self._index.records_between(self.offset, self.end)

    @property
    def dois(self) -> tuple[str, ...]:
        """The DOIs of the records in it."""
        return tuple(record.doi for record in self.records)


class Record(Part):
    """A part with a DOI of its own."""

    __slots__ = ()

    @property
    def doi(self) -> str:
        """Its DOI, as it is written in the document."""
        return self._index.scan.dois[self._part][0]

    @property
    def doi_element(self) -> Element:
        """The ``doi`` element."""
        return Element(self._index, "doi", self._index.scan.dois[self._part][1], self._part)

    @property
    def timestamp(self) -> str | None:
        """The timestamp of its own, if it has one."""
        timestamp = self._index.scan.timestamps.get(self._part)
        return timestamp[0] if timestamp else None

    @property
    def timestamp_element(self) -> Element | None:
        """The ``timestamp`` in its ``doi_data``, if it has one."""
        timestamp = self._index.scan.timestamps.get(self._part)
        return Element(self._index, "timestamp", timestamp[1], self._part) if timestamp else None
