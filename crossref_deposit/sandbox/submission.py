"""Submissions and requests, as the sandbox and its users see them."""

from __future__ import annotations

import enum
from datetime import datetime

import attrs


class State(enum.StrEnum):
    """Where a submission stands, as logs spell it."""

    UNKNOWN = "unknown_submission"
    QUEUED = "queued"
    IN_PROCESS = "in_process"
    COMPLETED = "completed"


@attrs.frozen(kw_only=True)
class Upload:
    """A file to work on."""

    file_name: str
    content: bytes
    operation: str
    username: str = ""
    """Whose it is."""
    sub_type: str = ""
    """``cm`` for conflict management."""
    log_is_lost: bool = False
    """Whether clients never get to see the log."""


@attrs.frozen(kw_only=True)
class SubmissionView:
    """A submission as it was when the sandbox was asked for it."""

    submission_id: int
    file_name: str
    operation: str
    received: datetime
    xml: bytes = attrs.field(repr=False)
    """The file, whatever its format."""
    username: str = ""
    """Whose it is."""
    sub_type: str = ""
    """``cm`` for conflict management."""
    state: State = State.QUEUED
    """``UNKNOWN``: received, but not admitted yet."""
    batch_id: str = ""
    """Its ``doi_batch_id``, once it is processed."""
    log: bytes | None = attrs.field(default=None, repr=False)
    """The final log, once it is processed."""
    completed: datetime | None = None
    """When it was processed."""
    log_is_lost: bool = False
    """Whether clients never get to see the log, because a fault was planned so."""


@attrs.frozen(kw_only=True)
class ReceivedRequest:
    """A request that the sandbox got."""

    method: str
    path: str
    """With the query string."""
