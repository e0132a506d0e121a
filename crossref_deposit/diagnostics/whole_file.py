"""A file that failed as a whole: which record is at fault, and where."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Final

from crossref_deposit.diagnostics.entries import Entry
from crossref_deposit.diagnostics.evidence import FRAMES, Evidence, element_named, with_reasons
from crossref_deposit.diagnostics.recheck import ByKind, Finding, elements_by_kind
from crossref_deposit.diagnostics.record import Attribution, AttributionMethod
from crossref_deposit.diagnostics.verdict import Verdict, first
from crossref_deposit.problems import Problem, Reading, Scope
from crossref_deposit.validation.submission_index import Element, Record, SubmissionIndex

_SAYS_NO_MORE: Final = frozenset({"unknown", "xml-not-well-formed", "cvc-other"})
"""Kinds of problems that any fault of a file may be meant by."""


class WholeFile:
    """The deposit as one thing that failed.

    Args:
        index: The deposit.
        evidence: What messages say about it.
        recheck: Finds what is wrong with it.
        registered: Numbers of the records that cannot have failed, if so not the whole file can have; else none.
    """

    def __init__(
        self,
        index: SubmissionIndex,
        evidence: Evidence,
        recheck: Callable[[], Sequence[Finding]],
        registered: Collection[int] | None,
    ) -> None:
        self._index = index
        self._evidence = evidence
        self._recheck = recheck
        self._registered = registered

    @functools.cached_property
    def dois(self) -> tuple[str, ...]:
        """All that is in the file."""
        return tuple(dict.fromkeys(record.doi for record in self._index.records))

    @functools.cached_property
    def findings(self) -> tuple[Problem, ...]:
        """What was found here."""
        return tuple(finding.problem for finding in self._recheck())

    def verdict(self, entry: Entry) -> Verdict:
        """Whom a message about the whole file means."""
        if self._registered is not None:
            left = [record.doi for record in self._index.records if record.number not in self._registered]
            return Verdict(attribution=Attribution(candidates=tuple(dict.fromkeys(left))))
        findings = self._recheck()
        by_kind = elements_by_kind(findings)
        by_words = [
            element or _found_in_line(reading, by_kind)
            for element, reading in zip(self._evidence.located(entry.readings), entry.readings, strict=True)
        ]
        elements = self._elements(entry, by_words, by_kind)
        located = self._located(entry, by_words)
        own = self._found_here(entry, findings)
        record, method, candidates = self._at_fault(located and self._of_file(entry, elements), own)
        if method is AttributionMethod.LOCATION and not any("line" in reading.groups for reading in entry.readings):
            method = AttributionMethod.VALUE
        if len(self.dois) == 1:
            record, candidates = self._index.records[0], self.dois
        return Verdict(
            attribution=Attribution(method=method, certain=_is_certain(entry), candidates=candidates or self.dois),
            doi=record.doi if record else None,
            dois=self.dois,
            element=first(located) or first(elements) or own or record,
            elements=elements,
            findings=self.findings,
        )

    @staticmethod
    def _at_fault(
        located: Sequence[Element | None], own: Record | None
    ) -> tuple[Record | None, AttributionMethod, tuple[str, ...]]:
        """What Crossref's words and what was found here lead to; no record, if these are several."""
        if not located:
            return own, AttributionMethod.DOCUMENT, (own.doi,) if own else ()
        if None in located:
            return None, AttributionMethod.DOCUMENT, ()
        found = list(filter(None, located))
        record, *others = dict.fromkeys(element.record for element in found)
        if record is None or others:
            dois = (doi for at in found for doi in ((at.record.doi,) if at.record else at.part.outermost.dois))
            return None, AttributionMethod.LOCATION, tuple(dict.fromkeys(dois))
        if own is not None and own != record:
            return None, AttributionMethod.DOCUMENT, (own.doi, record.doi)
        return record, AttributionMethod.LOCATION, (record.doi,)

    @staticmethod
    def _elements(entry: Entry, by_words: Sequence[Element | None], found: ByKind) -> tuple[Element | None, ...]:
        """For each sentence its element: by Crossref's words, else by what was found here."""
        elements = list(by_words)
        counts = Counter(reading.text for reading in entry.readings)
        seen: Counter[str] = Counter()
        for number, reading in enumerate(entry.readings):
            for value in (reading.value, None) if elements[number] is None else ():
                fitting = found.get((reading.kind.code, element_named(reading), value), ())
                if len(fitting) == counts[reading.text]:  # as many were found as Crossref names
                    elements[number] = fitting[seen[reading.text]]
                    break
            seen[reading.text] += 1
        return tuple(with_reasons(entry.readings, elements))

    @staticmethod
    def _located(entry: Entry, by_words: Sequence[Element | None]) -> list[Element]:
        """The elements, of what can fail, that Crossref's parser gives the line of, or that alone fit its words."""
        return [
            element
            for element, reading in zip(by_words, entry.readings, strict=True)
            if element is not None and element.part.name not in FRAMES and element_named(reading) in {"", element.name}
        ]

    @staticmethod
    def _of_file(entry: Entry, elements: Sequence[Element | None]) -> list[Element | None]:
        """The elements of all sentences that are about the file, for another one may be at fault too."""
        pairs = zip(elements, entry.readings, strict=True)
        return [element for element, reading in pairs if reading.kind.scope is Scope.DOCUMENT]

    @staticmethod
    def _found_here(entry: Entry, findings: Sequence[Finding]) -> Record | None:
        """The record with all that is wrong with the file, if that is what Crossref's message is about."""
        found = [finding for finding in findings if finding.of_document]
        codes = {reading.kind.code for reading in entry.readings}
        if not found or not (codes & _SAYS_NO_MORE or codes & {finding.problem.code for finding in found}):
            return None
        records = {finding.element.record if finding.element else None for finding in found}
        return records.pop() if len(records) == 1 else None


def _found_in_line(reading: Reading, found: ByKind) -> Element | None:
    """The element with such a problem in the line that a sentence gives, if there is one alone."""
    fitting = found.get((reading.kind.code, element_named(reading), int(reading.groups.get("line", 0))), ())
    return fitting[0] if len(fitting) == 1 else None


def _is_certain(entry: Entry) -> bool:
    """Whether it is the message that says that the whole file failed."""
    return any(reading.kind.scope is Scope.DOCUMENT for reading in entry.readings)
