"""Who failed? The records of a log, assigned together to the records of the deposit."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

import attrs

from crossref_deposit.diagnostics.assignment import Assignment, Group
from crossref_deposit.diagnostics.evidence import Evidence, Fit
from crossref_deposit.diagnostics.grammar import LogRecord
from crossref_deposit.diagnostics.report import Attribution, AttributionMethod, RecordStatus
from crossref_deposit.problems import Reading, Scope
from crossref_deposit.validation.submission_index import Element, Part, Record, SubmissionIndex, canonical_doi

_DOI: Final = re.compile(r"10\.\d{4,9}/\S.*", re.DOTALL)
_ALL_OF_A_JOURNAL: Final = re.compile(r"all doi'?s under", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Entry:
    """A record of a log with its status and its message understood."""

    record: LogRecord
    status: RecordStatus
    readings: tuple[Reading, ...]

    @property
    def reported_doi(self) -> str | None:
        """The DOI that the log gives, if what it gives is one."""
        doi = (self.record.doi or "").strip()
        return doi if _DOI.fullmatch(canonical_doi(doi)) else None

    @property
    def scope(self) -> Scope:
        """How much of the deposit the message takes down."""
        scopes = {reading.kind.scope for reading in self.readings}
        if Scope.DOCUMENT in scopes:
            return Scope.DOCUMENT
        return Scope.CONTAINER if Scope.CONTAINER in scopes or self.names_journal else Scope.ITEM

    @property
    def names_journal(self) -> bool:
        """Whether the log gives "all doi's under the current journal element" for a DOI."""
        return _ALL_OF_A_JOURNAL.match((self.record.doi or "").strip()) is not None

    @property
    def takes_items_along(self) -> bool:
        """Whether the records below a title failed with it, and have no entry of their own."""
        return any(reading.kind.code == "title-level-timestamp" for reading in self.readings)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for records of a log that nothing tells apart."""
        words = " ".join((self.record.message or "").split())
        return (self.status, self.record.msg_id, self.record.doi, words)


@attrs.frozen(kw_only=True)
class Verdict:
    """Whom a record of a log means."""

    attribution: Attribution = attrs.field(factory=Attribution)
    doi: str | None = None
    dois: tuple[str, ...] = ()
    element: Element | None = None
    elements: tuple[Element | None, ...] = ()
    """For each sentence of the message, the element it is about."""


def without_submission(entries: Sequence[Entry]) -> list[Verdict]:
    """What a log tells by itself: the DOIs that it reports."""
    return [
        Verdict() if entry.reported_doi is None else _reported(entry.reported_doi, certain=True) for entry in entries
    ]


def attribute(index: SubmissionIndex, entries: Sequence[Entry]) -> list[Verdict]:
    """Assign the records of one log to the deposit.

    Args:
        index: The deposit that the log answers.
        entries: All records of the log, in its order.
    """
    return _Attributor(index, entries).verdicts()


def _reported(doi: str, *, certain: bool) -> Verdict:
    attribution = Attribution(method=AttributionMethod.REPORTED, certain=certain, candidates=(doi,))
    return Verdict(attribution=attribution, doi=doi, dois=(doi,))


class _Attributor:
    def __init__(self, index: SubmissionIndex, entries: Sequence[Entry]) -> None:
        self._index = index
        self._entries = entries
        self._known = self._find_known()
        registered = [self._known[place].number for place in self._known if entries[place].status.registered]
        self._evidence = Evidence(index, registered)
        self._registered = frozenset(registered)
        self._containers: dict[int, Group] = {}
        self._groups: dict[int, Group] = {}
        self._assigned: dict[int, int] = {}
        self._located: set[tuple[object, ...]] = set()
        self._listed: dict[int, tuple[Sequence[int], tuple[str, ...]]] = {}

    def _find_known(self) -> dict[int, Record]:
        """The records whose DOI the log gives; a DOI that the deposit repeats is met one place after the other."""
        known: dict[int, Record] = {}
        met: dict[str, int] = {}
        for place, entry in enumerate(self._entries):
            doi = canonical_doi(entry.record.doi or "")
            if records := self._index.with_doi(doi):
                known[place] = records[min(met.get(doi, 0), len(records) - 1)]
                met[doi] = met.get(doi, 0) + 1
        return known

    def verdicts(self) -> list[Verdict]:
        """The verdict for each record of the log."""
        witnesses = self._witnesses()
        refused = self._refused()
        self._assign_containers(witnesses)
        for place, number in self._assigned.items():
            if self._containers[place].settled:
                refused |= {record.number for record in self._index.part(number).records}
        self._assign_records(witnesses, frozenset(refused))
        return [self._verdict(place, entry) for place, entry in enumerate(self._entries)]

    def _witnesses(self) -> dict[int, int]:
        """Places in the log whose part in the deposit is known without question: the first mention of each DOI."""
        witnesses: dict[int, int] = {}
        seen: set[str] = set()
        for place, record in self._known.items():
            doi = canonical_doi(record.doi)
            if doi not in seen and len(self._index.with_doi(doi)) == 1:
                witnesses[place] = record.number
            seen.add(doi)
        return witnesses

    def _refused(self) -> set[int]:
        """Records with a failure under their own DOI, and those that a title's failure takes along."""
        refused = set()
        for place, record in self._known.items():
            if self._entries[place].status.registered:
                continue
            refused.add(record.number)
            if self._entries[place].takes_items_along:
                refused |= {item.number for item in record.outermost.records}
        return refused

    def _open_places(self, scope: Scope) -> list[int]:
        """Failures whose DOI the log does not give."""
        return [
            place
            for place, entry in enumerate(self._entries)
            if place not in self._known
            and entry.reported_doi is None
            and not entry.status.registered
            and self._scope(entry) is scope
        ]

    def _scope(self, entry: Entry) -> Scope:
        """The scope, where a lone failure without DOI or known reason is one of the whole file."""
        if self._is_lone(entry) and all(reading.kind.code == "unknown" for reading in entry.readings):
            return Scope.DOCUMENT
        return entry.scope

    def _is_lone(self, entry: Entry) -> bool:
        """Whether the log says nothing but this, without a word in the place of the DOI: so it speaks of the file."""
        return len(self._entries) == 1 and not (entry.record.doi or "").strip()

    def _assign_containers(self, witnesses: dict[int, int]) -> None:
        assignment = Assignment()
        for place in self._open_places(Scope.CONTAINER):
            entry = self._entries[place]
            group = assignment.group(entry.key)
            if group is None:
                group = assignment.add(
                    entry.key, self._evidence.containers(entry.readings, journals=entry.names_journal)
                )
            group.places.append((place, entry.record.element))
            self._containers[place] = group
        assignment.settle()
        self._assigned |= assignment.solve(witnesses, {})

    def _assign_records(self, witnesses: dict[int, int], refused: frozenset[int]) -> None:
        assignment = Assignment()
        leftover: list[int] = []
        for place in self._open_places(Scope.ITEM):
            entry = self._entries[place]
            group = assignment.group(entry.key)
            if group is None:
                group = assignment.add(entry.key, self._fit(entry, refused))
            if group.fit is None:
                leftover.append(place)
            group.places.append((place, entry.record.element))
            self._groups[place] = group
        assignment.settle()
        self._spread(assignment, leftover, refused)
        known = set(witnesses.values())
        certain = {place: number for place, number in assignment.certain().items() if number not in known}
        self._assigned |= assignment.solve(witnesses, certain)

    def _fit(self, entry: Entry, refused: frozenset[int]) -> Fit | None:
        if record := self._evidence.place_named(entry.record.message or ""):
            self._located.add(entry.key)
            return Fit(hard=(record.number,), likely=(record.number,))
        return self._evidence.records(entry.readings, refused)

    def _spread(self, assignment: Assignment, leftover: list[int], refused: frozenset[int]) -> None:
        """Messages that quote nothing may mean whatever record the log says nothing else about."""
        if leftover:
            taken = self._registered | refused | assignment.taken
            unexplained = tuple(record.number for record in self._index.records if record.number not in taken)
            assignment.spread(unexplained)

    def _verdict(self, place: int, entry: Entry) -> Verdict:
        if place in self._known:
            return self._known_verdict(entry, self._known[place])
        if entry.reported_doi is not None:
            return _reported(entry.reported_doi, certain=False)
        if entry.status.registered:
            return Verdict()
        scope = self._scope(entry)
        if scope is Scope.DOCUMENT:
            return self._document_verdict(entry)
        if scope is Scope.CONTAINER:
            return self._container_verdict(place, entry)
        verdict = self._record_verdict(place, entry)
        return attrs.evolve(verdict, dois=self._all_dois) if self._is_lone(entry) else verdict

    def _known_verdict(self, entry: Entry, record: Record) -> Verdict:
        verdict = _reported(record.doi, certain=True)
        if entry.status.registered:
            return attrs.evolve(verdict, element=record)
        dois = verdict.dois
        if entry.takes_items_along:
            known = {item.number for item in self._known.values()}
            below = [item.doi for item in record.outermost.records if item.number not in known]
            dois = tuple(dict.fromkeys((record.doi, *below)))
        if entry.scope is Scope.DOCUMENT:
            elements: tuple[Element | None, ...] = tuple(self._evidence.located(entry.readings))
        else:
            elements = tuple(self._evidence.element_in(reading, record) for reading in entry.readings)
        return attrs.evolve(verdict, dois=dois, element=_first(elements) or record, elements=elements)

    def _document_verdict(self, entry: Entry) -> Verdict:
        dois = self._all_dois
        if self._registered:
            left = [record.number for record in self._index.records if record.number not in self._registered]
            return Verdict(attribution=Attribution(candidates=self._dois(left)))
        elements = tuple(self._evidence.located(entry.readings))
        located = next(
            (
                element
                for element, reading in zip(elements, entry.readings, strict=True)
                if element is not None and "line" in reading.groups and not _frames(element.part)
            ),
            None,
        )
        method, candidates = AttributionMethod.DOCUMENT, dois
        doi = dois[0] if len(dois) == 1 else None
        if located is not None:
            method = AttributionMethod.LOCATION
            doi = located.record.doi if located.record else doi
            candidates = (doi,) if doi else dois
        certain = any(reading.kind.scope is Scope.DOCUMENT for reading in entry.readings)
        attribution = Attribution(method=method, certain=certain, candidates=candidates)
        return Verdict(
            attribution=attribution, doi=doi, dois=dois, element=located or _first(elements), elements=elements
        )

    def _container_verdict(self, place: int, entry: Entry) -> Verdict:
        group = self._containers[place]
        hard = group.fit.hard if group.fit else ()
        candidates = tuple(dict.fromkeys(doi for number in hard for doi in self._index.part(number).dois))
        method = AttributionMethod.CONTAINER if hard else AttributionMethod.NONE
        number = self._assigned.get(place)
        if number is None:
            return Verdict(attribution=Attribution(method=method, candidates=candidates))
        part = self._index.part(number)
        elements = tuple(self._evidence.element_in(reading, part) for reading in entry.readings)
        attribution = Attribution(method=method, certain=len(hard) == 1, candidates=candidates)
        return Verdict(
            attribution=attribution,
            doi=part.dois[0] if len(part.dois) == 1 else None,
            dois=part.dois,
            element=_first(elements) or part,
            elements=elements,
        )

    def _record_verdict(self, place: int, entry: Entry) -> Verdict:
        group = self._groups[place]
        numbers = group.fit.hard if group.fit else group.targets
        candidates = self._dois(numbers)
        number = self._assigned.get(place)
        if number is None:
            method = AttributionMethod.VALUE if group.fit and numbers else AttributionMethod.NONE
            return Verdict(attribution=Attribution(method=method, candidates=candidates))
        part = self._index.part(number)
        elements = tuple(self._evidence.element_in(reading, part) for reading in entry.readings)
        by_value = group.fit is not None and group.settled == {number}
        by = AttributionMethod.LOCATION if entry.key in self._located else AttributionMethod.VALUE
        attribution = Attribution(
            method=by if by_value else AttributionMethod.ORDER,
            certain=by_value and len(numbers) == 1,
            candidates=candidates,
        )
        doi = part.doi if isinstance(part, Record) else None
        return Verdict(
            attribution=attribution,
            doi=doi,
            dois=(doi,) if doi else (),
            element=_first(elements) or part,
            elements=elements,
        )

    @functools.cached_property
    def _all_dois(self) -> tuple[str, ...]:
        return self._dois([record.number for record in self._index.records])

    def _dois(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The DOIs of parts; worked out once for parts that many places share."""
        shared = self._listed.get(id(numbers))
        if shared is None:
            dois = self._index.scan.dois
            found = tuple(dict.fromkeys(dois[number][0] for number in numbers if number in dois))
            shared = self._listed[id(numbers)] = (numbers, found)
        return shared[1]


def _first(elements: Sequence[Element | None]) -> Element | None:
    return next((element for element in elements if element is not None), None)


def _frames(part: Part) -> bool:
    return part.name in {"", "doi_batch", "body", "head"}
