"""What a message says about whom it means: from its words to parts of the deposit."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import attrs

from crossref_deposit.problems import Reading, Scope, location_in
from crossref_deposit.validation.submission_index import Element, Part, Record, SubmissionIndex
from crossref_deposit.validation.submission_parts import TITLES, kind_of
from crossref_deposit.validation.submission_scan import Value

_ITEMS: Final = frozenset(
    [
        "journal_article",
        "conference_paper",
        "content_item",
        "dataset",
        "component",
        "peer_review",
        "posted_content",
        "dissertation",
        "pending_publication",
    ]
)
"""Parts that fail alone; a fault in another part takes everything in the journal, book or conference along."""

FRAMES: Final = frozenset({"", "doi_batch", "body", "head"})
"""Parts that are no record's and no container's."""

_ALSO_CALLED: Final[Mapping[str, Collection[str]]] = {
    "book": ("content_item",),
    "book_chapter": ("content_item",),
    "chapter": ("content_item",),
    "conference": ("conference_paper",),
    "conference_proceedings": ("conference", "conference_paper"),
    "database": ("dataset",),
    "preprint": ("posted_content",),
    "proceedings": ("conference", "conference_paper"),
    "report": ("report_paper", "content_item"),
    "report_paper": ("content_item",),
    "review": ("peer_review",),
    "standard": ("content_item",),
    "working_paper": ("report_paper",),
}
"""Kinds of parts that Crossref may mean by a word that is not, or not only, the name of an element."""

_SHORTEST_CUT: Final = 8
"""What a message quotes of a value may be cut off; fewer characters than these say nothing."""


@attrs.frozen(kw_only=True)
class Fit:
    """The parts of a deposit that a message may mean, in document order."""

    hard: tuple[int, ...]
    """All that fit."""
    likely: tuple[int, ...]
    """Those left when what is probable is believed too; never empty if anything fits."""
    clear: bool = True
    """Whether what is quoted is a value of the deposit, and not its mere beginning without a sign that it is."""


@attrs.frozen
class _Quoted:
    """The elements that hold what a sentence quotes, in document order."""

    elements: Sequence[Element]
    clear: bool = True


@attrs.frozen
class _Meant:
    """The parts that a sentence may be about, and among them those that are more likely."""

    all: frozenset[int]
    likely: frozenset[int]
    clear: bool = True


class Evidence:
    """Matches messages with one deposit.

    Args:
        index: The deposit.
        registered: Numbers of the records that the log says are registered: no failure is theirs.
    """

    def __init__(self, index: SubmissionIndex, registered: Iterable[int]) -> None:
        self._index = index
        self._registered = frozenset(registered)
        self._registered_offsets = sorted(index.part(number).offset for number in self._registered)
        self._quotations: dict[Reading, _Quoted | None] = {}

    def any_registered(self, part: Part) -> bool:
        """Whether the log says of a part, or of one in it, that it is registered."""
        first = bisect.bisect_left(self._registered_offsets, part.offset)
        return first < len(self._registered_offsets) and self._registered_offsets[first] < part.end

    def records(self, readings: Sequence[Reading], refused: frozenset[int]) -> Fit | None:
        """The parts that a message about a single record may mean; none if it quotes nothing.

        Args:
            readings: The message.
            refused: Numbers of the records that have a failure of their own, which this is probably not.
        """
        meant = self._meant(readings)
        if meant is None:
            return None
        hard = sorted(meant.all - self._registered)
        likely = [number for number in hard if number in meant.likely] or hard
        likely = [number for number in likely if number not in refused] or likely
        return Fit(hard=tuple(hard), likely=tuple(self._of_role(likely, readings)), clear=meant.clear)

    def at(self, message: str) -> Element | None:
        """The element at the line and column that a message names, if it is in a part that can fail."""
        place = location_in(message)
        element = None if place is None else self._element_at(*place)
        return None if element is None or element.part.name in FRAMES else element

    def containers(self, readings: Sequence[Reading], otherwise: Iterable[Part]) -> Fit:
        """The containers that a message may mean.

        Args:
            readings: The message.
            otherwise: What it means if it quotes nothing.
        """
        meant = self._meant(readings)
        if meant is None:
            found = {part.number for part in otherwise}
            return self._not_registered(found, found)
        titles = {number for number in meant.all if self._index.part(number).name not in _ITEMS}
        fit = self._not_registered(self._failing(meant.all), self._failing(titles or meant.all))
        return attrs.evolve(fit, clear=meant.clear)

    def titled(self, *, with_doi: bool) -> list[Part]:
        """The containers that have a title, or one with a DOI of its own."""
        if with_doi:
            found = {record.outermost.number for record in self._index.records if record.name not in _ITEMS}
        else:
            found = {part.outermost.number for part in self._index.parts(*TITLES)}
        return [self._index.part(number) for number in sorted(found)]

    def _not_registered(self, containers: set[int], likely: set[int]) -> Fit:
        hard = [number for number in sorted(containers) if not self.any_registered(self._index.part(number))]
        return Fit(hard=tuple(hard), likely=tuple(number for number in hard if number in likely) or tuple(hard))

    def _failing(self, numbers: Iterable[int]) -> set[int]:
        """The parts that fail because of these."""
        parts = map(self._index.part, numbers)
        return {(part if part.name in _ITEMS else part.outermost).number for part in parts}

    def _meant(self, readings: Sequence[Reading]) -> _Meant | None:
        """The parts that fit all sentences of a message; none if no sentence quotes anything."""
        found = [meant for reading in readings if (meant := self._meant_by(reading)) is not None]
        if not found:
            return None
        common = frozenset.intersection(*(meant.all for meant in found))
        every = common or frozenset.union(*(meant.all for meant in found))
        likely = frozenset.intersection(every, *(meant.likely for meant in found))
        return _Meant(every, likely or every, bool(common) and all(meant.clear for meant in found))

    def _meant_by(self, reading: Reading) -> _Meant | None:
        quoted = self._quoted(reading)
        if quoted is None:
            return None
        holding = frozenset(element.part.number for element in quoted.elements)
        kind = _words(reading.groups.get("item_type", ""))
        if not kind:
            return _Meant(holding, holding, quoted.clear)
        words = {kind, *_ALSO_CALLED.get(kind, ())}
        called = frozenset(number for number in holding if not words.isdisjoint(self._kinds(number)))
        around = {number: part for number in holding - called if (part := self._around(number, kind)) is not None}
        fitting = called.union(around, around.values())
        return _Meant(fitting or holding, called or frozenset(around.values()) or holding, quoted.clear)

    def _kinds(self, number: int) -> frozenset[str]:
        """What Crossref may call a part."""
        return _kinds_of(self._index.scan.names[number])

    def _around(self, number: int, kind: str) -> int | None:
        """The part of a kind that has this one in it: the article of a figure."""
        part = self._index.part(number).container
        while part is not None and not (part.name in _ITEMS and kind in self._kinds(part.number)):
            part = part.container
        return None if part is None else part.number

    def _quoted(self, reading: Reading) -> _Quoted | None:
        """Where a deposit holds what a sentence quotes; none if it quotes nothing."""
        if reading not in self._quotations:
            self._quotations[reading] = self._find_quoted(reading)
        return self._quotations[reading]

    def _find_quoted(self, reading: Reading) -> _Quoted | None:
        kind = reading.kind
        value = "" if kind.code == "title-empty" else reading.value
        if value is None or not kind.elements:
            return None
        if kind.elements == ("doi",):
            return _Quoted(
                [record.doi_element for record in self._index.with_doi(value) or self._index.dois.find(value)]
            )
        elements, clear = self._spelled(kind.elements, value)
        if kind.code == "orcid-duplicate":
            elements = self._repeated(elements)
        return _Quoted(elements, clear)

    def _spelled(self, names: Sequence[str], value: str) -> tuple[list[Element], bool]:
        """The elements with a value; or that spell it otherwise; or that only begin with it."""
        if found := self._index.elements(names, value):
            return found, True
        spellings = self._index.spellings(names)
        if not value or (found := spellings.find(value)):
            return found, True
        return (spellings.beginning_with(value) if len(value) >= _SHORTEST_CUT else []), False

    def _repeated(self, elements: Sequence[Element]) -> list[Element]:
        """The second and further places of an iD within one list of contributors, else within one record."""
        for same in ("contributors", "part"):
            seen: set[int] = set()
            found = []
            for element in elements:
                where = getattr(self._values[element.offset], same)
                if where in seen:
                    found.append(element)
                seen.add(where)
            if found:
                return found
        return []

    @functools.cached_property
    def _values(self) -> dict[int, Value]:
        return {value.offset: value for value in self._index.scan.values}

    def _of_role(self, numbers: list[int], readings: Sequence[Reading]) -> list[int]:
        """Those where the person of the iD has the role that the message names, if there are any."""
        for reading in readings:
            role = "-".join(reading.groups.get("role", "").lower().split())
            if not role or reading.kind.elements != ("ORCID",):
                continue
            quoted = self._quoted(reading)
            elements = quoted.elements if quoted else ()
            fitting = {element.part.number for element in elements if role in self._values[element.offset].roles}
            numbers = [number for number in numbers if number in fitting] or numbers
        return numbers

    def element_in(self, reading: Reading, part: Part) -> Element | None:
        """The element of a part that a sentence is about."""
        kind = reading.kind
        if "timestamp" in kind.elements:
            return part.timestamp_element if isinstance(part, Record) else None
        if kind.elements == ("doi",):
            return part.doi_element if isinstance(part, Record) else None
        found = self._quoted(reading)
        quoted = found.elements if found else []
        first = bisect.bisect_left(quoted, part.offset, key=lambda element: element.offset)
        return quoted[first] if first < len(quoted) and quoted[first].offset < part.end else None

    def element_around(self, reading: Reading, record: Record) -> Element | None:
        """The element that took a record down with its journal or book."""
        return self.element_in(reading, record.outermost) if reading.kind.scope is Scope.CONTAINER else None

    def located(self, readings: Sequence[Reading]) -> list[Element | None]:
        """For each sentence about a file that is not valid, the element it means, if only one can be meant.

        A parser reports in the order of the document: sentences that are equal, as many as there are elements
        that fit, mean these one after the other.
        """
        self._index.prepare({name for reading in readings if (name := element_named(reading))})
        located = [self._at(reading) for reading in readings]
        same: dict[str, list[int]] = {}
        for number, reading in enumerate(readings):
            if located[number] is None:
                same.setdefault(reading.text, []).append(number)
        for numbers in same.values():
            if len(fitting := self._named(readings[numbers[0]])) == len(numbers):
                for number, element in zip(numbers, fitting, strict=True):
                    located[number] = element
        return with_reasons(readings, located)

    def _at(self, reading: Reading) -> Element | None:
        line, column = reading.groups.get("line"), reading.groups.get("column")
        if line is None:
            return None
        name = element_named(reading)
        if column is None and len(self._index.parts_in_line(int(line))) == 1:
            named = self._index.named_in_line(int(line), name) if name else []
            return named[0] if len(named) == 1 else self._index.at(int(line))
        return self._element_at(int(line), int(column) if column else None, name)

    def _element_at(self, line: int, column: int | None, name: str = "") -> Element | None:
        """The element at a place, be the column one of UTF-16 units, as Crossref's parser counts, or of characters."""
        if not column:
            return None
        found = {at for at in (self._index.at_unit(line, column), self._index.at(line, column)) if at is not None}
        fitting = found if len(found) == 1 else {at for at in found if at.name == name}
        return fitting.pop() if len(fitting) == 1 else None

    def _named(self, reading: Reading) -> Sequence[Element]:
        """The elements that a sentence without a place may mean."""
        if reading.kind.scope is not Scope.DOCUMENT:
            return ()
        value = reading.groups.get("value") if reading.kind.code == "cvc-element-value" else None
        return self._index.elements((name,) if (name := element_named(reading)) else reading.kind.elements, value)


def with_reasons(readings: Sequence[Reading], located: Sequence[Element | None]) -> list[Element | None]:
    """The elements, where a parser says first why a value is not valid, and then whose value it is."""
    found = list(located)
    for number, (reason, reading) in enumerate(itertools.pairwise(readings)):
        same = reason.kind != reading.kind and all(
            reason.groups.get(part) == reading.groups.get(part) for part in ("value", "line")
        )
        if same and reading.kind.code in {"cvc-element-value", "cvc-attribute-value"}:
            found[number] = found[number] or found[number + 1]
            found[number + 1] = found[number + 1] or found[number]
    return found


@functools.cache
def _kinds_of(name: str) -> frozenset[str]:
    return frozenset({_words(name), _words(kind_of(name))})


def _words(name: str) -> str:
    """The name of an element, or what a message calls it, in one form."""
    return "_".join(name.lower().replace("-", "_").split())


def element_named(reading: Reading) -> str:
    """The local name of the element that a sentence of the schema check names."""
    if reading.kind.scope is not Scope.DOCUMENT:
        return ""
    return reading.groups.get("element", "").rstrip("}").rpartition(":")[2].strip('"')
