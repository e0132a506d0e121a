"""What rules must know of the whole file, whether they see all of it at once or one window after the other."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from crossref_deposit.validation.submission_index import Record, canonical_doi

if TYPE_CHECKING:
    from crossref_deposit.validation.rules.deposit import CheckedDeposit

RECORD_TYPES: Final = frozenset(
    [
        "journal",
        "book",
        "conference",
        "sa_component",
        "dissertation",
        "report-paper",
        "standard",
        "database",
        "peer_review",
        "pending_publication",
        "posted_content",
    ]
)
"""The elements that a body holds, all of one name."""


class Namesake(Protocol):
    """An earlier record of the same DOI."""

    @property
    def name(self) -> str:
        """Its element."""
        ...

    @property
    def kind(self) -> str:
        """What it is."""
        ...

    @property
    def doi(self) -> str:
        """The DOI, as it is written there."""
        ...

    @property
    def line(self) -> int:
        """Of its start tag."""
        ...

    @property
    def timestamp(self) -> str | None:
        """Its own timestamp."""
        ...


class Whole(Protocol):
    """The facts of the whole file."""

    @property
    def size(self) -> int:
        """In bytes, as UTF-8."""
        ...

    @property
    def record_type(self) -> str | None:
        """The first of `RECORD_TYPES`."""
        ...

    @property
    def has_records(self) -> bool:
        """Whether anything has a DOI."""
        ...

    @property
    def prefixes(self) -> Counter[str]:
        """The prefixes of all DOIs, in the order in which they come."""
        ...

    def earlier(self, record: Record) -> Namesake | None:
        """The first record of the same DOI, if it is another one."""
        ...


def prefix_of(doi: str) -> str | None:
    """The prefix, if it is a DOI at all."""
    return doi.partition("/")[0] if doi.startswith("10.") else None


class WholeDeposit:
    """The facts of a file that is seen at once."""

    def __init__(self, deposit: CheckedDeposit) -> None:
        self._deposit = deposit

    @property
    def size(self) -> int:
        """In bytes, as UTF-8."""
        return len(self._deposit.text)

    @property
    def record_type(self) -> str | None:
        """The first of `RECORD_TYPES`."""
        return next((part.name for part in self._deposit.parts(*RECORD_TYPES)), None)

    @property
    def has_records(self) -> bool:
        """Whether anything has a DOI."""
        return bool(self._deposit.records)

    @property
    def prefixes(self) -> Counter[str]:
        """The prefixes of all DOIs, in the order in which they come."""
        return self._prefixes

    @cached_property
    def _prefixes(self) -> Counter[str]:
        return Counter(filter(None, (prefix_of(record.doi) for record in self._deposit.records)))

    def earlier(self, record: Record) -> Namesake | None:
        """The first record of the same DOI, if it is another one."""
        first = self._firsts[canonical_doi(record.doi)]
        return None if first == record else first

    @cached_property
    def _firsts(self) -> dict[str, Record]:
        return {canonical_doi(record.doi): record for record in reversed(self._deposit.records)}
