"""What is where in a deposit: its records, the values that messages quote, lines and columns.

The index is made of the bytes that were, or would be, sent, so that its lines are those that
Crossref's parser counts and those that an editor shows.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from crossref_deposit.errors import SchemaError
from crossref_deposit.validation import elements
from crossref_deposit.validation.elements import Outline
from crossref_deposit.validation.excerpt import Line, excerpt
from crossref_deposit.validation.spellings import Spellings, canonical, canonical_doi, loosened, loosened_doi
from crossref_deposit.validation.submission_parts import TITLES, Element, Part, Record
from crossref_deposit.validation.submission_scan import QUOTED, SubmissionScan, Value
from crossref_deposit.validation.text_positions import Position, TextPositions, as_utf8

__all__ = ["Element", "Part", "Record", "SubmissionIndex", "canonical", "canonical_doi"]

_START_TAG: Final = re.compile(rb"<[^/!?]")
_KEPT: Final = 16
_TITLE_NAMES: Final = frozenset({"full_title", "proceedings_title", "title"})
_NAME: Final = re.compile(rb"<(?:[^\s/>:]*:)?([^\s/>]*)")


class SubmissionIndex:
    """An index of one deposit.

    Args:
        xml: The document, exactly as sent.
        salvage: Take a document that is not well-formed as well as can be, instead of refusing it.

    Raises:
        SchemaError: The document is not well-formed XML, or has a DTD.

    Example:
        >>> index = SubmissionIndex('''<doi_batch><body><journal><journal_article><doi_data>
        ... <doi>10.5555/a</doi></doi_data></journal_article></journal></body></doi_batch>''')
        >>> [(record.doi, record.kind, record.line, record.column, record.xpath) for record in index.records]
        [('10.5555/a', 'journal_article', 1, 27, '/doi_batch/body/journal/journal_article')]
    """

    _scanner: ClassVar[type[SubmissionScan]] = SubmissionScan

    def __init__(self, xml: bytes | str, *, salvage: bool = False) -> None:
        self.text = as_utf8(xml, errors="replace" if salvage else "strict")
        """The document in UTF-8."""
        self._positions = TextPositions(self.text)
        self.scan = self._scanner(self.text, salvage=salvage)
        self._named: dict[str, dict[str | None, list[Element]]] = {}
        self._spellings: dict[frozenset[str], Spellings[Element]] = {}
        self._outlines: dict[int, Outline] = {}

    @property
    def batch_id(self) -> str | None:
        """The ``doi_batch_id`` of the head."""
        return self.scan.batch_id

    @property
    def timestamp(self) -> str | None:
        """The ``timestamp`` of the head."""
        for number, (text, _) in self.scan.timestamps.items():
            if self.scan.names[number] == "head":
                return text
        return None

    @property
    def namespace(self) -> str:
        """The namespace of the root element."""
        return self.scan.namespace

    @property
    def fault(self) -> SchemaError | None:
        """Why the document is not well-formed, if it was salvaged."""
        return self.scan.fault

    @functools.cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record with a DOI, in document order."""
        return tuple(
            Record(self, self.scan.names[part], self.scan.starts[part], part) for part in sorted(self.scan.dois)
        )

    @functools.cached_property
    def _by_doi(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, tuple[Record, ...]] = {}
        for record in self.records:
            doi = canonical_doi(record.doi)
            found[doi] = (*found.get(doi, ()), record)
        return found

    @functools.cached_property
    def _by_part(self) -> dict[int, Record]:
        return {record.number: record for record in self.records}

    @functools.cached_property
    def _record_starts(self) -> list[int]:
        return [record.offset for record in self.records]

    def with_doi(self, doi: str) -> tuple[Record, ...]:
        """The records with a DOI, however it is written: mostly one, several if the document repeats it."""
        return self._by_doi.get(canonical_doi(doi), ())

    @functools.cached_property
    def dois(self) -> Spellings[Record]:
        """The records by their DOI, also where that was escaped or shortened on its way."""
        return Spellings(((record.doi, record) for record in self.records), loosened_doi)

    def part(self, number: int) -> Part:
        """A part by its number."""
        record = self._by_part.get(number)
        return record or Part(self, self.scan.names[number], self.scan.starts[number], number)

    def parts(self, *names: str) -> Iterator[Part]:
        """The parts with one of these element names, in document order."""
        return (self.part(number) for number, name in enumerate(self.scan.names) if name in names)

    def records_between(self, start: int, end: int) -> tuple[Record, ...]:
        """The records whose start tag is in a stretch of the text."""
        first = bisect.bisect_left(self._record_starts, start)
        return self.records[first : bisect.bisect_left(self._record_starts, end)]

    def position(self, offset: int) -> Position:
        """Line and column of a byte."""
        return self._positions.position(offset)

    def excerpt(self, line: int, column: int = 1, *, around: int = 2) -> tuple[Line, ...]:
        """The lines around a place, from the document; none if there is no such line.

        Args:
            line: From 1.
            column: In that line, from 1, in characters.
            around: How many lines before and behind it.
        """
        offset = self._positions.offset(line, column)
        return () if offset is None else excerpt(self.text, offset, line, around=around)

    @functools.cached_property
    def titles(self) -> dict[int, str]:
        """The title of each part that has one; that of a journal's or book's metadata is its own too."""
        found: dict[int, str] = {}
        for value in self.scan.values:
            if value.name in _TITLE_NAMES:
                title = " ".join(value.text.split())
                found.setdefault(value.part, title)
                if self.scan.names[value.part] in TITLES:
                    found.setdefault(self.scan.parents[value.part], title)
        return found

    def element_of(self, value: Value) -> Element:
        """The element that holds a value."""
        return Element(self, value.name, value.offset, value.part)

    @functools.cached_property
    def _values(self) -> dict[tuple[str, str], list[Value]]:
        found: dict[tuple[str, str], list[Value]] = {}
        for value in self.scan.values:
            found.setdefault((value.name, canonical(value.name, value.text)), []).append(value)
        return found

    def values(self, names: Iterable[str], value: str) -> list[Value]:
        """Where a value stands in elements of these names, in document order.

        ISSN and ISBN may be several, with commas between, as some of Crossref's messages have them.
        Only elements that messages are known to quote are looked at; see `elements` for any others.
        """
        found: list[Value] = []
        for name in names:
            wanted = value.split(",") if name in {"issn", "isbn"} else [value]
            for one in dict.fromkeys(canonical(name, text) for text in wanted):
                found += self._values.get((name, one), ())
        return sorted(found, key=lambda item: item.offset)

    def elements(self, names: Iterable[str], value: str | None = None) -> list[Element]:
        """Every element with one of these local names, and with this text if one is given."""
        wanted = frozenset(names)
        if value is not None and wanted <= QUOTED:
            return [self.element_of(found) for found in self.values(wanted, value)]
        found = [
            item
            for name in sorted(wanted)
            for item in self._elements_named(name).get(None if value is None else canonical(name, value), ())
        ]
        return sorted(found, key=lambda element: element.offset)

    def spellings(self, names: Iterable[str]) -> Spellings[Element]:
        """The elements with one of these local names by their text, also where that was escaped or shortened."""
        wanted = frozenset(names)
        if wanted not in self._spellings:
            pairs = sorted(self._texts(wanted), key=lambda pair: pair[1].offset)
            loosen = functools.partial(loosened, min(wanted))
            self._spellings[wanted] = Spellings(pairs, loosen)
        return self._spellings[wanted]

    def _texts(self, names: frozenset[str]) -> Iterator[tuple[str, Element]]:
        if names <= QUOTED:
            yield from ((value.text, self.element_of(value)) for value in self.scan.values if value.name in names)
            return
        for name in names:
            for text, found in self._elements_named(name).items():
                yield from ((text, element) for element in found if text is not None)

    def prepare(self, names: Iterable[str]) -> None:
        """Look for all elements of these names in one walk, where `elements` would take one for each name."""
        if missing := frozenset(names) - self._named.keys():
            for name in missing:
                self._named[name] = {None: []}
            for found in elements.find_named(self.text, missing):
                element = Element(self, found.name, found.offset, self._part_at(found.offset))
                by_value = self._named[found.name]
                by_value[None].append(element)
                by_value.setdefault(canonical(found.name, found.text), []).append(element)

    def _elements_named(self, name: str) -> dict[str | None, list[Element]]:
        self.prepare((name,))
        return self._named[name]

    def element_at(self, offset: int, name: str) -> Element:
        """The element of this name whose start tag begins at a byte."""
        return Element(self, name, offset, self._part_at(offset))

    def at_unit(self, line: int, column: int) -> Element | None:
        """The same as `at` for a column that counts UTF-16 units, as parsers in Java do."""
        return self.at(line, self._positions.column_of(line, column))

    def at(self, line: int, column: int | None = None) -> Element | None:
        """The element that a parser means by a line and column; columns behind a tag mean the tag's element.

        Without a column: the first element that begins in the line, else the one around the line's begin.
        Nothing if the document has no such line.
        """
        offset = self._positions.offset(line, column or 1)
        if offset is None:
            return None
        if column is None:
            offset = self._first_tag(offset, self._positions.line_end(line))
        number = self._part_at(max(0, offset - 1) if column else offset)
        found = self.innermost(number, offset)
        return Element(self, self._name_at(found), found, number)

    def innermost(self, part: int, offset: int) -> int:
        """Where the element of a part begins that a parser means when it stopped at a byte."""
        start = self.scan.starts[part]
        return start + self._outline(part).element_at(offset - start)

    def _outline(self, part: int) -> Outline:
        """The elements of a part; those of the last few parts are kept."""
        if part not in self._outlines:
            if len(self._outlines) == _KEPT:
                del self._outlines[next(iter(self._outlines))]
            self._outlines[part] = Outline(self.text[self.scan.starts[part] : self.scan.ends[part]])
        return self._outlines[part]

    def parts_in_line(self, line: int) -> list[Part]:
        """The innermost parts that have something in a line."""
        start = self._positions.offset(line)
        if start is None:
            return []
        end = self._positions.line_end(line)
        numbers = [self._part_at(start)]
        first = bisect.bisect_right(self.scan.starts, start)
        numbers += range(first, bisect.bisect_left(self.scan.starts, end))
        numbers.append(self._part_at(max(start, end - 1)))
        return [self.part(number) for number in dict.fromkeys(numbers)]

    def named_in_line(self, line: int, name: str) -> list[Element]:
        """The elements of a name that begin in a line."""
        found, start = self._elements_named(name).get(None, []), self._positions.offset(line) or 0
        first = bisect.bisect_left(found, start, key=lambda element: element.offset)
        return found[first : bisect.bisect_left(found, self._positions.line_end(line), key=lambda at: at.offset)]

    def _first_tag(self, offset: int, end: int) -> int:
        """The end of the first start tag in the line, else the line's begin."""
        match = _START_TAG.search(self.text, offset, end)
        return match.end() if match else offset

    def _part_at(self, offset: int) -> int:
        number = max(0, bisect.bisect_right(self.scan.starts, offset) - 1)
        while number > 0 and self.scan.ends[number] <= offset:
            number = self.scan.parents[number]
        return number

    def _name_at(self, offset: int) -> str:
        match = _NAME.match(self.text, offset)
        return match[1].decode("utf-8", "replace") if match else ""

    def path(self, part: int, offset: int) -> str:
        """The path to an element of a part."""
        base = self._part_path(part)
        start = self.scan.starts[part]
        if offset == start:
            return base
        return "/".join([base, *self._outline(part).path_to(offset - start)])

    def _part_path(self, part: int) -> str:
        steps = []
        while part >= 0:
            number, several = self._ordinals[part]
            steps.append(f"{self.scan.names[part]}[{number}]" if several else self.scan.names[part])
            part = self.scan.parents[part]
        return "/" + "/".join(reversed(steps))

    @functools.cached_property
    def _ordinals(self) -> list[tuple[int, bool]]:
        """For each part its number among its like, and whether it has any."""
        counts: Counter[tuple[int, str]] = Counter()
        numbers = []
        for key in zip(self.scan.parents, self.scan.names, strict=True):
            counts[key] += 1
            numbers.append(counts[key])
        keys = zip(self.scan.parents, self.scan.names, strict=True)
        return [(number, counts[key] > 1) for number, key in zip(numbers, keys, strict=True)]
