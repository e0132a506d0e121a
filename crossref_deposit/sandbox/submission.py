"""A submission, as the sandbox and its users see it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

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

    @classmethod
    def of(cls, upload: Upload, **facts: Any) -> Self:  # noqa: ANN401 - they are those of the class
        """An upload that has been received."""
        known = attrs.asdict(upload, filter=attrs.filters.exclude("content"))
        return cls(**known, xml=upload.content, **facts)

    def stored(self) -> dict[str, Any]:
        """All but the file and the log, for JSON."""
        facts = attrs.asdict(self, filter=attrs.filters.exclude("xml", "log"))
        dates = {name: facts[name].isoformat() for name in ("received", "completed") if facts[name]}
        return {**facts, **dates}

    @classmethod
    def restored(cls, facts: Mapping[str, Any], *, content: bytes, log: bytes | None) -> Self:
        """A submission, as it was stored."""
        dates = {name: datetime.fromisoformat(facts[name]) for name in ("received", "completed") if facts[name]}
        return cls(**{**facts, **dates, "state": State(facts["state"])}, xml=content, log=log)
