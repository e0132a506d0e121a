"""What became of a deposit: the facts of its log."""

from __future__ import annotations

import enum

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
    citations: tuple[CitationOutcome, ...] = ()


@attrs.frozen(kw_only=True)
class Outcome:
    """The outcome of one file."""

    batch_id: str = ""
    """Its ``doi_batch_id``, empty if the file could not be read so far."""
    records: tuple[RecordOutcome, ...] = ()

    def count(self, status: Status) -> int:
        """How many records fared so."""
        return sum(record.status is status for record in self.records)
