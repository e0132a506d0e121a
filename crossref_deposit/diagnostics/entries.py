"""The records of a log, each with what its message means."""

from __future__ import annotations

import functools
import re
from typing import Final

import attrs

from crossref_deposit.diagnostics.grammar import LogRecord
from crossref_deposit.diagnostics.record import RecordStatus
from crossref_deposit.problems import Reading, Scope
from crossref_deposit.validation.spellings import canonical_doi, loosened_doi

_DOI: Final = re.compile(r"10\.\d{4,9}/\S.*", re.DOTALL)
_ALL_OF_A_JOURNAL: Final = re.compile(r"all doi\S{0,6}s under", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Entry:
    """A record of a log with its status and its message understood."""

    record: LogRecord
    status: RecordStatus
    readings: tuple[Reading, ...]

    @functools.cached_property
    def reported_doi(self) -> str | None:
        """The DOI that the log gives, if what it gives is one."""
        doi = (self.record.doi or "").strip()
        is_doi = "10." in doi and (_DOI.fullmatch(canonical_doi(doi)) or _DOI.fullmatch(loosened_doi(doi)))
        return doi if is_doi else None

    @functools.cached_property
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

    @functools.cached_property
    def key(self) -> tuple[object, ...]:
        """Equal for records of a log that nothing tells apart."""
        words = " ".join((self.record.message or "").split())
        return (self.status, self.record.msg_id, self.record.doi, words)
