"""One submission as a ledger knows it."""

from __future__ import annotations

import datetime
import enum
from typing import Any

import attrs

from crossref_deposit.client.operation import Operation
from crossref_deposit.diagnostics import SubmissionState


class LedgerState(enum.StrEnum):
    """How far a submission in a ledger has come, in the order in which it moves forward."""

    HELD = "held"
    """Crossref has not confirmed that it has the file; it may have it all the same."""
    SENT = "sent"
    """Crossref has confirmed that it has it."""
    QUEUED = "queued"
    """Crossref has it in its queue."""
    IN_PROCESS = "in_process"
    """Crossref works on it."""
    REFUSED = "refused"
    """Crossref did not take the file; nothing will come of it."""
    COMPLETED = "completed"
    """The final log is there; it tells what became of each record."""

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self in {LedgerState.REFUSED, LedgerState.COMPLETED}

    @property
    def earlier(self) -> tuple[LedgerState, ...]:
        """The states before it."""
        states = tuple(LedgerState)
        return states[: states.index(self)]

    @property
    def submission_state(self) -> SubmissionState:
        """What Crossref calls it."""
        known = {state.value for state in SubmissionState}
        return SubmissionState(self.value) if self.value in known else SubmissionState.UNKNOWN

    @classmethod
    def of(cls, state: SubmissionState) -> LedgerState:
        """The state of a submission of which Crossref says so; it has what it calls by a new word."""
        known = {state.value for state in cls}
        return cls(state.value) if state.value in known else cls.SENT


@attrs.frozen(kw_only=True)
class LedgerEntry:
    """One submission as a ledger knows it; times are in UTC. File and log are asked of the `Ledger`."""

    row: int
    """The number of the entry, in the order in which they were made."""
    file_name: str
    """The name under which Crossref gets the file."""
    server: str
    """The address of the Crossref that it is for."""
    account: str
    """The account that sends it."""
    operation: Operation
    batch_id: str | None
    """Its ``doi_batch_id``, if it has one."""
    sha256: str
    """Of the file, in hexadecimal."""
    path: str | None
    """Where the file is, if the ledger does not hold it."""
    state: LedgerState
    in_doubt: bool
    """Whether it was sent without Crossref's confirmation that it arrived."""
    attempts: int
    """How often it was sent."""
    submission_id: str | None
    """Crossref's number for it, once a log has told."""
    created_at: datetime.datetime
    sent_at: datetime.datetime | None
    """When the last attempt ended; when it began, if it was cut short."""
    asked_at: datetime.datetime | None
    """When Crossref last answered a question for it."""
    finished_at: datetime.datetime | None
    last_error: str | None
    """What went wrong last, if it has not been made good since."""

    def to_dict(self) -> dict[str, Any]:
        """The entry as plain data."""
        return attrs.asdict(self, value_serializer=_plain)


def _plain(_: object, __: object, value: object) -> object:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value
