"""What a message says about whom it means: from its words to parts of the deposit."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from crossref_deposit.problems import Reading, Scope, location_in
from crossref_deposit.validation.submission_index import Element, Part, Record, SubmissionIndex

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


@attrs.frozen(kw_only=True)
class Fit:
    """The parts of a deposit that a message may mean, in document order."""

    hard: tuple[int, ...]
    """All that fit."""
    likely: tuple[int, ...]
    """Those left when what is probable is believed too; never empty if anything fits."""


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
        self._quotations: dict[Reading, list[Element] | None] = {}

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
        fitting = self._quoting_parts(readings)
        if fitting is None:
            return None
        hard = sorted(fitting - self._registered)
        likely = self._of_role([number for number in hard if number not in refused] or hard, readings)
        return Fit(hard=tuple(hard), likely=tuple(likely))

    def place_named(self, message: str) -> Record | None:
        """The record at the line and column that a message names."""
        place = location_in(message)
        if place is None or place[1] is None:
            return None
        element = self._index.at(*place)
        return element.record if element else None

    def containers(self, readings: Sequence[Reading], *, journals: bool) -> Fit:
        """The containers that a message may mean: by what it quotes, or else all journals if it speaks of one."""
        owners = self._quoting_parts(readings)
        if owners is None:
            found = {part.number for part in self._index.parts("journal")} if journals else set()
        else:
            found = {self._failing(self._index.part(number)).number for number in owners}
        left = tuple(number for number in sorted(found) if not self.any_registered(self._index.part(number)))
        return Fit(hard=left, likely=left)

    @staticmethod
    def _failing(part: Part) -> Part:
        return part if part.name in _ITEMS else part.outermost

    def _quoting_parts(self, readings: Sequence[Reading]) -> set[int] | None:
        """The parts that fit all sentences of a message; none if no sentence quotes anything."""
        sets = [found for reading in readings if (found := self._parts_quoted_by(reading)) is not None]
        if not sets:
            return None
        return set.intersection(*sets) or set.union(*sets)

    def _parts_quoted_by(self, reading: Reading) -> set[int] | None:
        elements = self._quoted(reading)
        if elements is None:
            return None
        parts = {element.part.number for element in elements}
        kind = "_".join(reading.groups.get("item_type", "").lower().split())
        of_kind = {number for number in parts if self._index.part(number).name == kind}
        return of_kind or parts

    def _quoted(self, reading: Reading) -> list[Element] | None:
        """The elements that hold what a sentence quotes, in document order; none if it quotes nothing."""
        if reading not in self._quotations:
            self._quotations[reading] = self._find_quoted(reading)
        return self._quotations[reading]

    def _find_quoted(self, reading: Reading) -> list[Element] | None:
        kind = reading.kind
        value = "" if kind.code == "title-empty" else reading.value
        if value is None or not kind.elements:
            return None
        if kind.elements == ("doi",):
            return [record.doi_element for record in self._index.with_doi(value)]
        return self._repeated(value) if kind.code == "orcid-duplicate" else self._index.elements(kind.elements, value)

    def _repeated(self, orcid: str) -> list[Element]:
        """The second and further places of an iD within one list of contributors, else within one record."""
        values = self._index.values(("ORCID",), orcid)
        for same in ("contributors", "part"):
            seen: set[int] = set()
            found = []
            for value in values:
                where = getattr(value, same)
                if where in seen:
                    found.append(self._index.element_of(value))
                seen.add(where)
            if found:
                return found
        return []

    def _of_role(self, numbers: list[int], readings: Sequence[Reading]) -> list[int]:
        """Those where the person of the iD has the role that the message names, if there are any."""
        for reading in readings:
            role = "-".join(reading.groups.get("role", "").lower().split())
            if not role or reading.value is None:
                continue
            fitting = {
                value.part for value in self._index.values(reading.kind.elements, reading.value) if role in value.roles
            }
            numbers = [number for number in numbers if number in fitting] or numbers
        return numbers

    def element_in(self, reading: Reading, part: Part) -> Element | None:
        """The element of a part that a sentence is about."""
        kind = reading.kind
        if "timestamp" in kind.elements:
            return part.timestamp_element if isinstance(part, Record) else None
        if kind.elements == ("doi",):
            return part.doi_element if isinstance(part, Record) else None
        quoted = self._quoted(reading) or []
        first = bisect.bisect_left(quoted, part.offset, key=lambda element: element.offset)
        return quoted[first] if first < len(quoted) and quoted[first].offset < part.end else None

    def located(self, readings: Sequence[Reading]) -> list[Element | None]:
        """For each sentence about a file that is not valid, the element it means, if only one can be meant.

        A parser reports in the order of the document: sentences that are equal, as many as there are elements
        that fit, mean these one after the other.
        """
        self._index.prepare({name for reading in readings if (name := _element_named(reading))})
        elements = [self._at(reading) or self._named(reading) for reading in readings]
        texts = [reading.text for reading in readings]
        seen: dict[str, int] = {}
        located: list[Element | None] = []
        for text, fitting in zip(texts, elements, strict=True):
            place = seen[text] = seen.get(text, -1) + 1
            located.append(fitting[place] if len(fitting) == texts.count(text) else None)
        return located

    def _at(self, reading: Reading) -> list[Element]:
        line, column = reading.groups.get("line"), reading.groups.get("column")
        if line is None:
            return []
        if column is None and len(self._index.parts_in_line(int(line))) != 1:
            return []
        element = self._index.at(int(line), int(column) if column else None)
        return [] if element is None else [element]

    def _named(self, reading: Reading) -> list[Element]:
        name = _element_named(reading)
        if not name:
            return []
        value = reading.groups.get("value") if reading.kind.code == "cvc-element-value" else None
        return self._index.elements((name,), value)


def _element_named(reading: Reading) -> str:
    """The local name of the element that a sentence of the schema check names."""
    if reading.kind.scope is not Scope.DOCUMENT:
        return ""
    return reading.groups.get("element", "").rstrip("}").rpartition(":")[2].strip('"')
