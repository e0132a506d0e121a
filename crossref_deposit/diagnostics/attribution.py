"""Who failed? The records of a log, assigned together to the records of the deposit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs

from crossref_deposit.diagnostics.assignment import Assignment, Group
from crossref_deposit.diagnostics.entries import Entry
from crossref_deposit.diagnostics.evidence import Evidence, Fit
from crossref_deposit.diagnostics.recheck import Finding
from crossref_deposit.diagnostics.record import Attribution, AttributionMethod
from crossref_deposit.diagnostics.verdict import Trace, Verdict, first, reported
from crossref_deposit.diagnostics.whole_file import WholeFile
from crossref_deposit.problems import Scope
from crossref_deposit.validation.spellings import without_ellipsis
from crossref_deposit.validation.submission_index import Element, Part, Record, SubmissionIndex, canonical_doi

_SHORTEST_CUT: Final = len("10.5555/") + 8
"""A DOI of fewer characters was hardly cut off on its way into the log."""


def without_submission(entries: Sequence[Entry]) -> Trace:
    """What a log tells by itself: the DOIs that it reports."""
    dois = [entry.reported_doi for entry in entries]
    return Trace(verdicts=[Verdict() if doi is None else reported(doi, certain=True) for doi in dois])


def attribute(
    index: SubmissionIndex,
    entries: Sequence[Entry],
    recheck: Callable[[], Sequence[Finding]] = tuple,
    *,
    same_batch: bool = True,
) -> Trace:
    """Assign the records of one log to the deposit.

    Args:
        index: The deposit that the log answers.
        entries: All records of the log, in its order.
        recheck: Finds what is wrong with the deposit; asked if all of it failed.
        same_batch: Whether the log may be that of the deposit. If not, nothing is told by order, place or being left.
    """
    return _Attributor(index, entries, recheck, same_batch=same_batch).trace()


class _Attributor:
    def __init__(
        self,
        index: SubmissionIndex,
        entries: Sequence[Entry],
        recheck: Callable[[], Sequence[Finding]],
        *,
        same_batch: bool,
    ) -> None:
        self._index = index
        self._entries = entries
        self._same_batch = same_batch
        self._known = self._find_known()
        self._reported = frozenset(record.number for record in self._known.values())
        self._registered = frozenset(self._find_registered())
        self._evidence = Evidence(index, self._registered)
        left = None if same_batch and not self._registered else self._registered
        self._file = WholeFile(index, self._evidence, recheck, left)
        self._containers: dict[int, Group] = {}
        self._groups: dict[int, Group] = {}
        self._assigned: dict[int, int] = {}
        self._located: dict[tuple[object, ...], Element] = {}
        self._listed: dict[tuple[object, int], tuple[Sequence[int], tuple[str, ...]]] = {}
        self._strangers: dict[tuple[str, bool], Verdict] = {}
        self._titled: dict[str, list[Part]] = {}
        self._taken_along: dict[str, tuple[str, ...]] = {}

    def _find_known(self) -> dict[int, Record]:
        """The records whose DOI the log gives; a DOI that the deposit repeats is met one place after the other."""
        known: dict[int, Record] = {}
        met: dict[str, int] = {}
        for place, entry in enumerate(self._entries):
            if records := self._with_doi(entry):
                doi = canonical_doi(records[0].doi)
                known[place] = records[min(met.get(doi, 0), len(records) - 1)]
                met[doi] = met.get(doi, 0) + 1
        return known

    def _with_doi(self, entry: Entry) -> Sequence[Record]:
        """The records with the DOI that the log gives, also if that was escaped or shortened on its way."""
        if records := self._index.with_doi(entry.record.doi or ""):
            return records
        found = self._index.dois.find(entry.reported_doi) if entry.reported_doi else []
        return found if found and len(found) == len(self._index.with_doi(found[0].doi)) else ()

    def _find_registered(self) -> Iterator[int]:
        """The records that are registered; of those that share a DOI nobody knows which."""
        for place, record in self._known.items():
            if self._entries[place].status.registered and len(self._index.with_doi(record.doi)) == 1:
                yield record.number

    def trace(self) -> Trace:
        """The verdict for each record of the log, and what is in one of the two alone."""
        witnesses = self._witnesses()
        refused = self._refused()
        self._assign_containers(witnesses)
        for place, number in self._assigned.items():
            if self._containers[place].settled:
                refused |= {record.number for record in self._index.part(number).records}
        self._assign_records(witnesses, frozenset(refused))
        verdicts = [self._verdict(place, entry) for place, entry in enumerate(self._entries)]
        return Trace(verdicts=verdicts, missing=self._missing(verdicts), foreign=self._foreign())

    def _missing(self, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
        lists = {id(dois): dois for verdict in verdicts for dois in (verdict.dois, verdict.attribution.candidates)}
        named = {doi for dois in lists.values() for doi in dois}
        left = [record.doi for record in self._index.records if record.doi not in named]
        same = {canonical_doi(doi) for doi in named} if left else set()
        return tuple(dict.fromkeys(doi for doi in left if canonical_doi(doi) not in same))

    def _foreign(self) -> tuple[str, ...]:
        strangers = [entry.reported_doi for place, entry in enumerate(self._entries) if place not in self._known]
        return tuple(dict.fromkeys(doi for doi in strangers if doi is not None and without_ellipsis(doi) is None))

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
            if self._entries[place].takes_items_along and len(containers := self._containers_of(record)) == 1:
                refused |= {item.number for item in containers[0].records}
        return refused

    def _containers_of(self, record: Record) -> list[Part]:
        """What a title's failure may have taken along; several, if other titles have its DOI too."""
        if record.doi not in self._titled:
            found = list(dict.fromkeys(same.outermost for same in self._index.with_doi(record.doi)))
            self._titled[record.doi] = [part for part in found if not self._evidence.any_registered(part)] or found
        return self._titled[record.doi]

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
        assignment = Assignment(together=self._same_batch)
        for place in self._open_places(Scope.CONTAINER):
            entry = self._entries[place]
            group = assignment.group(entry.key)
            if group is None:
                group = assignment.add(
                    entry.key, self._evidence.containers(entry.readings, self._containers_named(entry))
                )
            group.places.append((place, entry.record.element))
            self._containers[place] = group
        assignment.settle()
        self._assigned |= assignment.solve(witnesses, {})

    def _containers_named(self, entry: Entry) -> Iterable[Part]:
        """Those that a message may mean if it quotes nothing of them."""
        if entry.names_journal:
            return self._index.parts("journal")
        return self._evidence.titled(with_doi=entry.takes_items_along)

    def _assign_records(self, witnesses: dict[int, int], refused: frozenset[int]) -> None:
        assignment = Assignment(together=self._same_batch)
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
        """What a message leads to; a place in the deposit counts if what is quoted does not speak against it."""
        quoted = self._evidence.records(entry.readings, refused)
        element = self._evidence.at(entry.record.message or "") if self._same_batch else None
        if element is None or element.part.number in self._registered:
            return quoted
        number = element.part.number
        if quoted is not None and quoted.hard and number not in quoted.hard:
            either = tuple(sorted({number, *quoted.hard}))
            return Fit(hard=either, likely=either)
        self._located[entry.key] = element
        return Fit(hard=(number,), likely=(number,))

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
            return self._stranger_verdict(entry.reported_doi, along=entry.takes_items_along)
        if entry.status.registered:
            return Verdict()
        scope = self._scope(entry)
        if scope is Scope.DOCUMENT:
            return self._file.verdict(entry)
        if scope is Scope.CONTAINER:
            return self._container_verdict(place, entry)
        verdict = self._record_verdict(place, entry)
        lone = self._is_lone(entry) and self._same_batch
        return attrs.evolve(verdict, dois=self._file.dois, findings=self._file.findings) if lone else verdict

    def _known_verdict(self, entry: Entry, record: Record) -> Verdict:
        verdict = reported(record.doi, certain=True)
        if entry.status.registered:
            return attrs.evolve(verdict, element=record)
        if entry.takes_items_along:
            verdict = self._with_items(verdict, record)
        if entry.scope is Scope.DOCUMENT:
            found = self._file.verdict(entry)
            return attrs.evolve(
                verdict, element=found.element or record, elements=found.elements, findings=found.findings
            )
        elements = tuple(
            self._evidence.element_in(reading, record) or self._evidence.element_around(reading, record)
            for reading in entry.readings
        )
        return attrs.evolve(verdict, element=first(elements) or record, elements=elements)

    def _with_items(self, verdict: Verdict, title: Record) -> Verdict:
        """With the records below a title that have no entry of their own; of several titles, as candidates."""
        containers = self._containers_of(title)
        dois = self._along(title.doi, containers)
        if len(containers) == 1:
            return attrs.evolve(verdict, dois=dois)
        return attrs.evolve(verdict, attribution=attrs.evolve(verdict.attribution, candidates=dois))

    def _along(self, doi: str, containers: Sequence[Part]) -> tuple[str, ...]:
        """A title's DOI, and those below it that have no entry of their own; worked out once."""
        if doi not in self._taken_along:
            below = (item for part in containers for item in part.records)
            self._taken_along[doi] = tuple(
                dict.fromkeys((doi, *(item.doi for item in below if item.number not in self._reported)))
            )
        return self._taken_along[doi]

    def _stranger_verdict(self, doi: str, *, along: bool) -> Verdict:
        """A DOI that the deposit does not have; perhaps it is the beginning of some that it has."""
        if (doi, along) not in self._strangers:
            found = self._beginning_with(doi)
            itself = () if without_ellipsis(doi) is not None else (doi,)
            dois = (also for record in found for also in (record.outermost.dois if along else (record.doi,)))
            attribution = Attribution(
                method=AttributionMethod.REPORTED, candidates=tuple(dict.fromkeys((*itself, *dois)))
            )
            self._strangers[doi, along] = Verdict(attribution=attribution) if found else reported(doi, certain=False)
        return self._strangers[doi, along]

    def _beginning_with(self, doi: str) -> Sequence[Record]:
        if found := self._index.dois.find(doi):
            return found
        return self._index.dois.beginning_with(doi) if len(doi) >= _SHORTEST_CUT else ()

    def _container_verdict(self, place: int, entry: Entry) -> Verdict:
        group = self._containers[place]
        hard = group.fit.hard if group.fit else ()
        candidates = self._dois(hard, self._dois_in)
        method = AttributionMethod.CONTAINER if hard else AttributionMethod.NONE
        number = self._assigned.get(place)
        if number is None:
            return Verdict(attribution=Attribution(method=method, candidates=candidates))
        part = self._index.part(number)
        elements = tuple(self._evidence.element_in(reading, part) for reading in entry.readings)
        certain = group.certain and self._same_batch
        return Verdict(
            attribution=Attribution(method=method, certain=certain, candidates=candidates),
            doi=part.dois[0] if len(part.dois) == 1 else None,
            dois=part.dois,
            element=first(elements) or part,
            elements=elements,
        )

    def _record_verdict(self, place: int, entry: Entry) -> Verdict:
        group = self._groups[place]
        numbers = group.fit.hard if group.fit else group.targets
        candidates = self._dois(numbers, self._dois_of)
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
            certain=by_value and group.certain and self._same_batch and isinstance(part, Record),
            candidates=candidates,
        )
        doi = part.doi if isinstance(part, Record) else None
        return Verdict(
            attribution=attribution,
            doi=doi,
            dois=(doi,) if doi else (),
            element=first(elements) or self._located.get(entry.key) or part,
            elements=elements,
        )

    def _dois(self, numbers: Sequence[int], of: Callable[[int], Sequence[str]]) -> tuple[str, ...]:
        """The DOIs of parts; worked out once for parts that many places share."""
        shared = self._listed.get((of, id(numbers)))
        if shared is None:
            found = tuple(dict.fromkeys(doi for number in numbers for doi in of(number)))
            shared = self._listed[of, id(numbers)] = (numbers, found)
        return shared[1]

    def _dois_in(self, number: int) -> tuple[str, ...]:
        """The DOIs in a journal or book."""
        return self._index.part(number).dois

    def _dois_of(self, number: int) -> tuple[str, ...]:
        """The DOI of a record; of another part, those that may have failed with it."""
        own = self._index.scan.dois.get(number)
        return self._index.part(number).outermost.dois if own is None else (own[0],)
