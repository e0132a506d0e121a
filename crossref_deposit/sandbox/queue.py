"""The queue: what was received, where it stands, and who works on it."""

from __future__ import annotations

import collections
import enum
import logging
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import attrs

from crossref_deposit.sandbox.log_writer import completed_log, pending_log
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome, Status

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger("crossref_deposit.sandbox")

_FIRST_ID = 1_400_000_000
_SYSTEM_ERROR = "A system error has occured"


class State(enum.StrEnum):
    """Where a submission stands, as logs spell it."""

    UNKNOWN = "unknown_submission"
    QUEUED = "queued"
    IN_PROCESS = "in_process"
    COMPLETED = "completed"


@attrs.frozen(kw_only=True)
class SubmissionView:
    """A submission as it was when the sandbox was asked for it."""

    submission_id: int
    file_name: str
    operation: str
    received: datetime
    xml: bytes = attrs.field(repr=False)
    state: State = State.QUEUED
    """``UNKNOWN``: received, but not admitted yet."""
    batch_id: str = ""
    """Its ``doi_batch_id``, once it is processed."""
    log: bytes | None = attrs.field(default=None, repr=False)
    """The final log, once it is processed."""


@attrs.frozen(kw_only=True)
class Delays:
    """How long a submission stays in each state, in seconds."""

    unknown_for: float = 0.02
    queued_for: float = 0.02
    processing_for: float = 0.02


class SubmissionQueue:
    """Takes files, works them off in the order of their arrival, and keeps everything.

    Args:
        process: What is done with a file.
        delays: How long that takes.
        workers: How many files are worked on at a time.
    """

    def __init__(self, process: Callable[[bytes], Outcome], delays: Delays, workers: int) -> None:
        self._process = process
        self._delays = delays
        self._workers = workers
        self._views: list[SubmissionView] = []
        self._first_of_name: dict[str, int] = {}
        self._done = 0
        self._admitted_at: dict[int, float] = {}
        self._waiting: collections.deque[int] = collections.deque()
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Put the workers to work."""
        self._stopped.clear()
        self._threads = [
            threading.Thread(target=self._work, name=f"sandbox-worker-{number}", daemon=True)
            for number in range(self._workers)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Send the workers home; what they had not finished stays in the queue."""
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def receive(self, file_name: str, xml: bytes, operation: str) -> None:
        """Put a file in the queue."""
        with self._changed:
            place = len(self._views)
            view = SubmissionView(
                submission_id=_FIRST_ID + place,
                file_name=file_name,
                operation=operation,
                received=datetime.now(tz=UTC),
                xml=xml,
            )
            self._views.append(view)
            self._first_of_name.setdefault(file_name, place)
            self._admitted_at[place] = time.monotonic() + self._delays.unknown_for
            self._waiting.append(place)
            self._changed.notify()

    def views(self) -> list[SubmissionView]:
        """All submissions, in the order of their arrival."""
        with self._changed:
            return [self._seen(place) for place in range(len(self._views))]

    def pending(self) -> int:
        """How many are not done."""
        with self._changed:
            return len(self._views) - self._done

    def find(self, *, file_name: str = "", batch_id: str = "") -> SubmissionView | None:
        """The first one of that name, else of that batch id; None while it is not admitted."""
        with self._changed:
            place = self._first_of_name.get(file_name) if file_name else self._first_of_batch(batch_id)
            view = self._seen(place) if place is not None else None
        return view if view is not None and view.state is not State.UNKNOWN else None

    def _first_of_batch(self, batch_id: str) -> int | None:
        places = (place for place, view in enumerate(self._views) if batch_id and view.batch_id == batch_id)
        return next(places, None)

    def _seen(self, place: int) -> SubmissionView:
        view = self._views[place]
        if time.monotonic() < self._admitted_at[place]:
            return attrs.evolve(view, state=State.UNKNOWN)
        return view

    def _work(self) -> None:
        while (place := self._next()) is not None:
            if self._wait_for_its_turn(place):
                self._complete(place)
            else:
                self._put_back(place)

    def _wait_for_its_turn(self, place: int) -> bool:
        """Wait as long as it takes; False if work ends before that."""
        start = self._admitted_at[place] + self._delays.queued_for
        if self._stopped.wait(max(0.0, start - time.monotonic())):
            return False
        with self._changed:
            self._views[place] = attrs.evolve(self._views[place], state=State.IN_PROCESS)
        return not self._stopped.wait(self._delays.processing_for)

    def _put_back(self, place: int) -> None:
        with self._changed:
            self._views[place] = attrs.evolve(self._views[place], state=State.QUEUED)
            self._waiting.appendleft(place)

    def _next(self) -> int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopped.is_set())
            return None if self._stopped.is_set() else self._waiting.popleft()

    def _complete(self, place: int) -> None:
        view = self._views[place]
        outcome = self._outcome(view)
        log = completed_log(outcome, view.submission_id)
        with self._changed:
            self._views[place] = attrs.evolve(view, state=State.COMPLETED, batch_id=outcome.batch_id, log=log)
            self._done += 1

    def _outcome(self, view: SubmissionView) -> Outcome:
        try:
            return self._process(view.xml)
        except Exception:  # a server answers for its own faults too, in the log
            logger.exception("%s: could not be processed", view.file_name)
            return Outcome(records=(RecordOutcome(status=Status.FAILURE, doi="", message=_SYSTEM_ERROR),))


def log_of(view: SubmissionView | None) -> bytes:
    """What ``type=result`` answers for a submission."""
    if view is None:
        return pending_log(State.UNKNOWN.value)
    return view.log or pending_log(view.state.value, view.submission_id)
