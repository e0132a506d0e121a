"""What became of a submission: the facts of its log."""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs


class Status(enum.StrEnum):
    """How a record fared, as logs spell it."""

    SUCCESS = "Success"
    WARNING = "Warning"
    FAILURE = "Failure"


@attrs.frozen(kw_only=True)
class CitationOutcome:
    """What became of one reference."""

    key: str
    status: str
    text: str = ""


@attrs.frozen(kw_only=True)
class RecordOutcome:
    """One ``record_diagnostic``."""

    status: Status
    doi: str
    """What the log holds in ``doi``: a DOI, or words in its place."""
    message: str
    msg_id: int | None = None
    conflict_id: int | None = None
    """The conflict that the record is in."""
    dois_in_conflict: tuple[str, ...] = ()
    """The other DOIs of that conflict."""
    resolved_conflict_ids: tuple[int, ...] = ()
    """The conflicts that the record is in no longer."""
    citations: tuple[CitationOutcome, ...] = ()
    deferred: bool = False
    """Whether the references are looked up later."""


@attrs.frozen(kw_only=True)
class Outcome:
    """The outcome of a file of records, or of a list of DOIs."""

    batch_id: str = ""
    """Its ``doi_batch_id``, empty if the file could not be read so far."""
    records: tuple[RecordOutcome, ...] = ()
    deferred_id: int | None = None
    """The submission in which references are looked up later."""

    def count(self, status: Status) -> int:
        """How many records fared so."""
        return sum(record.status is status for record in self.records)

    @property
    def summary(self) -> str:
        """The counts, for people."""
        return ", ".join(f"{self.count(status)} {status.value}" for status in Status)


@attrs.frozen(kw_only=True)
class ConflictOutcome:
    """What became of the conflicts of one DOI."""

    status: Status
    ids: tuple[int, ...]
    message: str
    dois: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ConflictRecord:
    """What became of one line of a list for conflict management."""

    doi: str
    conflicts: tuple[ConflictOutcome, ...] = ()
    error: str = ""
    """Why nothing was done, if so."""


@attrs.frozen(kw_only=True)
class ConflictListOutcome:
    """The outcome of a list for conflict management."""

    batch_id: str = ""
    records: tuple[ConflictRecord, ...] = ()

    @property
    def summary(self) -> str:
        """The counts, for people."""
        return f"{len(self.records)} DOIs, {sum(bool(record.error) for record in self.records)} Error"


@attrs.frozen(kw_only=True)
class QueryAnswer:
    """What was found for one query."""

    key: str
    status: str
    """``resolved``, ``unresolved``, ``multiresolved`` or ``malformed``."""
    fields: tuple[tuple[str, dict[str, str], str], ...] = ()
    """The elements of the answer: name, attributes, text."""


@attrs.frozen(kw_only=True)
class QueryOutcome:
    """The outcome of a batch of queries."""

    batch_id: str = ""
    email: str = ""
    answers: tuple[QueryAnswer, ...] = ()

    @property
    def summary(self) -> str:
        """The counts, for people."""
        return f"{sum(answer.status == 'resolved' for answer in self.answers)} of {len(self.answers)} queries resolved"


AnyOutcome: TypeAlias = Outcome | ConflictListOutcome | QueryOutcome
"""What an operation makes of a file."""
