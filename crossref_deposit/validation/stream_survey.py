"""The first way through a file that is checked window by window: what must be known of all of it."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from crossref_deposit.binding import ids
from crossref_deposit.binding.fingerprints import Fingerprints
from crossref_deposit.binding.windows import Place, Totals, Window, Windows
from crossref_deposit.validation.rules.whole import RECORD_TYPES, Namesake, prefix_of
from crossref_deposit.validation.submission_index import Record, SubmissionIndex, canonical_doi

_MOST_REPEATED: Final = 100_000
"""DOIs that come again, and ids, of which more is kept than a fingerprint."""


class First(NamedTuple):
    """The first record of a DOI that comes again."""

    name: str
    kind: str
    doi: str
    line: int
    timestamp: str | None
    place: Place


class Repeated:
    """Which texts come more than once."""

    def __init__(self) -> None:
        self._seen = Fingerprints()
        self._again = Fingerprints()

    def add(self, text: str) -> None:
        """Take in a text."""
        if not self._seen.add(text) and len(self._again) < _MOST_REPEATED:
            self._again.add(text)

    def __contains__(self, text: str) -> bool:
        return text in self._again


class Survey:
    """What is known of a whole file.

    Args:
        windows: The file.

    Raises:
        SchemaError: It is not well-formed, or has a DTD.
    """

    def __init__(self, windows: Windows) -> None:
        self.record_type: str | None = None
        self.has_records = False
        self.prefixes: Counter[str] = Counter()
        self.ids = Repeated()
        self._dois = Repeated()
        for window in windows:
            self._look_at(window)
        self.size = windows.bytes
        self.totals: Totals = windows.totals

    def _look_at(self, window: Window) -> None:
        index = SubmissionIndex(window.text)
        if self.record_type is None:
            self.record_type = next((part.name for part in index.parts(*RECORD_TYPES)), None)
        for record in index.records:
            if record.doi_element.offset >= window.start:
                self._take(record)
        for identity, event in ids.every(window.text):
            if event.offset >= window.start:
                self.ids.add(identity)

    def _take(self, record: Record) -> None:
        self.has_records = True
        self._dois.add(canonical_doi(record.doi))
        if prefix := prefix_of(record.doi):
            self.prefixes[prefix] += 1

    def is_repeated(self, doi: str) -> bool:
        """Whether several records seem to have a DOI in this canonical form."""
        return doi in self._dois


class WholeStream:
    """The facts of the whole file, as the rules ask for them at one of its windows.

    Args:
        survey: What is known of it.
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._firsts: dict[str, First] = {}
        self._window: Window | None = None

    def at(self, window: Window) -> WholeStream:
        """The same, the rules being at a window."""
        self._window = window
        return self

    @property
    def size(self) -> int:
        """In bytes, as UTF-8."""
        return self._survey.size

    @property
    def record_type(self) -> str | None:
        """The first of `RECORD_TYPES`."""
        return self._survey.record_type

    @property
    def has_records(self) -> bool:
        """Whether anything has a DOI."""
        return self._survey.has_records

    @property
    def prefixes(self) -> Counter[str]:
        """The prefixes of all DOIs, in the order in which they come."""
        return self._survey.prefixes

    def earlier(self, record: Record) -> Namesake | None:
        """The first record of the same DOI, if it is another one."""
        doi = canonical_doi(record.doi)
        if self._window is None or not self._survey.is_repeated(doi):
            return None
        place, _ = self._window.whole_place(*record.position)
        found = First(record.name, record.kind, record.doi, place.line, record.timestamp, place)
        first = self._firsts.setdefault(doi, found)
        return None if first.place == place else first
