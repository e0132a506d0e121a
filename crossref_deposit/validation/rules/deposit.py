"""A deposit as the rules see it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import ClassVar, TypeAlias

from crossref_deposit.validation.rules.scan import CitationList, Found, Grouping, RuleScan
from crossref_deposit.validation.submission_index import Element, SubmissionIndex, canonical_doi
from crossref_deposit.validation.submission_scan import SubmissionScan

KnownTimestamps: TypeAlias = Mapping[str, int] | Callable[[str], int | None]
"""The timestamps that DOIs were last deposited with: a mapping, or a function that is asked for one DOI."""


class CheckedDeposit(SubmissionIndex):
    """An index that also has what the rules look at.

    Args:
        xml: The document, exactly as it would be sent.
        known_timestamps: What is known of earlier deposits.
    """

    _scanner: ClassVar[type[SubmissionScan]] = RuleScan
    scan: RuleScan

    def __init__(self, xml: bytes | str, *, known_timestamps: KnownTimestamps | None = None) -> None:
        super().__init__(xml)
        self.last_timestamp = _asking(known_timestamps)
        self.today = datetime.datetime.now(tz=datetime.UTC).date()

    @property
    def groups(self) -> list[Grouping]:
        """The dates and pages."""
        return self.scan.groups

    @property
    def citation_lists(self) -> list[CitationList]:
        """The lists of references."""
        return self.scan.citation_lists

    def found(self, *names: str) -> list[Found]:
        """The elements of these names, of each name in document order."""
        return [item for name in names for item in self.scan.found[name]]

    def around(self, offset: int) -> Element:
        """The element whose text has this byte."""
        found = self.innermost(self._part_at(offset), offset + 1)
        return self.element_at(found, self._name_at(found))

    def doi_of(self, part: int) -> str | None:
        """The DOI of a part, as it is written, if it has one of its own."""
        own = self.scan.dois.get(part)
        return own[0] if own else None


def _asking(known: KnownTimestamps | None) -> Callable[[str], int | None]:
    """A function that knows the last timestamp of a DOI, however that is written."""
    if known is None:
        return lambda _: None
    if callable(known):
        return known
    by_doi = {canonical_doi(doi): timestamp for doi, timestamp in known.items()}
    return lambda doi: by_doi.get(canonical_doi(doi))
