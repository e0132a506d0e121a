"""What happens to submissions, told to the log and to whoever wants to know."""

from __future__ import annotations

import datetime
import enum
import logging
from typing import TYPE_CHECKING, Any, Final

import attrs

from crossref_deposit.client.log import logger

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossref_deposit.diagnostics import SubmissionState
    from crossref_deposit.errors import ClientError


class EventKind(enum.StrEnum):
    """What happened."""

    SENDING = "sending"
    """The file is on its way."""
    RECEIVED = "received"
    """Crossref confirmed that it has it."""
    DOUBTFUL = "doubtful"
    """Nobody knows whether it arrived; Crossref is asked."""
    FOUND = "found"
    """It had arrived."""
    MISSING = "missing"
    """It had not arrived, and may be sent again."""
    WAITING = "waiting"
    """An attempt failed; another one follows."""
    FAILED = "failed"
    """The last attempt failed. A ledger keeps the submission."""
    REFUSED = "refused"
    """Crossref did not take it."""
    STATE = "state"
    """It is in a new state at Crossref."""
    UNEXPLAINED = "unexplained"
    """The file cannot be had where it was left; its log may have to be read without it."""


_LEVELS: Final = {
    EventKind.SENDING: logging.DEBUG,
    EventKind.RECEIVED: logging.INFO,
    EventKind.DOUBTFUL: logging.WARNING,
    EventKind.FOUND: logging.INFO,
    EventKind.MISSING: logging.WARNING,
    EventKind.WAITING: logging.WARNING,
    EventKind.FAILED: logging.ERROR,
    EventKind.REFUSED: logging.ERROR,
    EventKind.STATE: logging.INFO,
    EventKind.UNEXPLAINED: logging.WARNING,
}


@attrs.frozen(kw_only=True)
class Event:
    """Something that happened to a submission, or to a question.

    Log records of ``crossref_deposit.client`` carry the same facts as attributes: ``event`` (the kind),
    ``file_name``, ``submission_id``, ``attempt``, ``state``, ``pause`` and ``error``.
    """

    kind: EventKind
    message: str
    """A sentence for people; the log line."""
    file_name: str | None = None
    submission_id: str | None = None
    """Crossref's number for it, once a log has told."""
    attempt: int | None = None
    """Which attempt, from 1."""
    state: SubmissionState | None = None
    pause: float | None = None
    """Seconds until the next attempt."""
    error: ClientError | None = None
    """What went wrong."""
    at: datetime.datetime = attrs.field(factory=lambda: datetime.datetime.now(datetime.UTC))
    """When, in UTC."""


@attrs.frozen
class Events:
    """Tells the log, and whoever listens.

    What a listener raises is logged and stops nothing: no deposit fails because it was watched.
    """

    listener: Callable[[Event], object] | None = None

    def tell(self, kind: EventKind, message: str, **facts: Any) -> None:  # noqa: ANN401 - the fields of Event
        """Tell of an event."""
        event = Event(kind=kind, message=message, **facts)
        logger.log(_LEVELS[kind], "%s", message, extra=_extra(event))
        if self.listener is not None:
            try:
                self.listener(event)
            except Exception:  # noqa: BLE001 - logged with its traceback, by design
                logger.exception("on_event failed on %r", event.kind.value)


def _extra(event: Event) -> dict[str, object]:
    return {
        "event": event.kind.value,
        "file_name": event.file_name,
        "submission_id": event.submission_id,
        "attempt": event.attempt,
        "state": None if event.state is None else event.state.value,
        "pause": event.pause,
        "error": None if event.error is None else str(event.error),
    }
