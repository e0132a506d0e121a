"""The queue: what was received, where it stands, and when it is worked on."""

from __future__ import annotations

import collections
import functools
import logging
import random
import threading
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from crossref_deposit.sandbox.agenda import Agenda, Clock, moment
from crossref_deposit.sandbox.archive import Archive, NoArchive
from crossref_deposit.sandbox.log_writer import completed_log, pending_log
from crossref_deposit.sandbox.operations.refusals import refused, say
from crossref_deposit.sandbox.outcome import AnyOutcome
from crossref_deposit.sandbox.register import Register
from crossref_deposit.sandbox.submission import State, SubmissionView, Upload

logger = logging.getLogger("crossref_deposit.sandbox")

_FIRST_ID: Final = 1_400_000_000


@attrs.frozen(kw_only=True)
class Delays:
    """How long a submission stays in each state, in seconds."""

    unknown_for: float = 0.02
    queued_for: float = 0.02
    processing_for: float = 0.02
    seed: int | None = None
    """With one, each submission takes between half and one and a half of these times."""

    def of(self, submission_id: int) -> Delays:
        """The times of one submission, the same for the same seed."""
        if self.seed is None:
            return self
        draw = random.Random(f"{self.seed} {submission_id}")  # noqa: S311 - to be repeated, not to be unknown
        queued, processing = (0.5 + draw.random() for _ in range(2))
        return attrs.evolve(self, queued_for=self.queued_for * queued, processing_for=self.processing_for * processing)


class SubmissionQueue:
    """Takes files, works on so many of each account at a time, in the order of their arrival, and keeps everything.

    Args:
        process: What is done with a file.
        register: What is registered; what a file changes there is kept together with its log.
        delays: How long a file stays in each state.
        workers: How many files of an account are in process at a time.
        clock: Tells the time.
        on_completed: Told of each submission that is done.
    """

    def __init__(
        self,
        *,
        process: Callable[[SubmissionView], AnyOutcome],
        register: Register,
        delays: Delays,
        workers: int,
        clock: Clock,
        on_completed: Callable[[SubmissionView], None] = lambda _: None,
    ) -> None:
        self._process = process
        self._register = register
        self._delays = delays
        self._workers = workers
        self._clock = clock
        self._on_completed = on_completed
        self._agenda = Agenda(clock, "sandbox-queue")
        self._lock = threading.RLock()
        self._views: list[SubmissionView] = []
        self._first_of_name: dict[tuple[str, str], int] = {}
        self._first_of_batch: dict[tuple[str, str], int] = {}
        self._pending: collections.Counter[str] = collections.Counter()
        self._in_process: collections.Counter[str] = collections.Counter()
        self._waiting: collections.defaultdict[str, collections.deque[int]]
        self._waiting = collections.defaultdict(collections.deque)
        self.archive: Archive = NoArchive()
        """Where all is kept."""

    def start(self) -> None:
        """Begin, or go on where it was stopped."""
        self._agenda.start()

    def stop(self) -> None:
        """Stop; what is not done stays in the queue."""
        self._agenda.stop()

    def settle(self, timeout: float) -> bool:
        """Wait until all that is due is done; whether that came about within so many seconds."""
        return self._agenda.settle(timeout)

    def restore(self, views: Iterable[SubmissionView]) -> None:
        """Go on with what an earlier sandbox had."""
        for view in views:
            if view.state is State.COMPLETED:
                self._enter(view)
                self._note_batch(len(self._views) - 1)
            else:
                self._schedule(self._enter(attrs.evolve(view, state=State.QUEUED)))

    def receive(self, upload: Upload) -> SubmissionView:
        """Put a file in the queue; it is on record when this returns."""
        with self._lock:
            place = self._receive(upload, State.QUEUED)
            self._schedule(place)
            return self._views[place]

    def carry_out(
        self, upload: Upload, revise: Callable[[AnyOutcome], AnyOutcome]
    ) -> tuple[SubmissionView, AnyOutcome]:
        """Carry a file out at once, past the queue.

        Args:
            upload: The file.
            revise: Makes of the outcome what the log says.
        """
        with self._lock:
            place = self._receive(upload, State.IN_PROCESS)
            self._pending[upload.username] += 1
        return self._complete(place, self._clock.now(), revise)

    def _receive(self, upload: Upload, state: State) -> int:
        view = SubmissionView(
            **attrs.asdict(upload, filter=attrs.filters.exclude("content")),
            xml=upload.content,
            submission_id=_FIRST_ID + len(self._views),
            received=moment(self._clock.now()),
            state=state,
        )
        self.archive.keep(view, ())
        logger.info("%s: received as submission %s", view.file_name, view.submission_id)
        return self._enter(view)

    def views(self) -> list[SubmissionView]:
        """All submissions, in the order of their arrival."""
        with self._lock:
            return [self._seen(view) for view in self._views]

    def pending(self, username: str) -> int:
        """How many of an account's are not done."""
        return self._pending[username]

    def numbered(self, submission_id: int) -> SubmissionView | None:
        """The one with that number."""
        with self._lock:
            place = submission_id - _FIRST_ID
            return self._seen(self._views[place]) if 0 <= place < len(self._views) else None

    def find(self, username: str, *, file_name: str = "", batch_id: str = "") -> SubmissionView | None:
        """What a client gets to see: the first one of that name, else of that batch id; None while not admitted."""
        with self._lock:
            by_name, by_batch = (username, file_name), (username, batch_id)
            place = self._first_of_name.get(by_name) if file_name else self._first_of_batch.get(by_batch)
            view = self._seen(self._views[place]) if place is not None else None
        if view is None or view.state is State.UNKNOWN:
            return None
        return attrs.evolve(view, state=State.IN_PROCESS, log=None) if view.log_is_lost else view

    def _enter(self, view: SubmissionView) -> int:
        place = len(self._views)
        self._views.append(view)
        self._first_of_name.setdefault((view.username, view.file_name), place)
        return place

    def _schedule(self, place: int) -> None:
        view = self._views[place]
        self._pending[view.username] += 1
        delays = self._delays.of(view.submission_id)
        turn = view.received.timestamp() + delays.unknown_for + delays.queued_for
        self._agenda.at(turn, functools.partial(self._take_up, place))

    def _seen(self, view: SubmissionView) -> SubmissionView:
        admitted = view.received.timestamp() + self._delays.unknown_for
        is_unknown = view.state is State.QUEUED and self._clock.now() < admitted
        return attrs.evolve(view, state=State.UNKNOWN) if is_unknown else view

    def _take_up(self, place: int) -> None:
        with self._lock:
            username = self._views[place].username
            self._waiting[username].append(place)
            self._begin(username)

    def _begin(self, username: str) -> None:
        """Put into process as many as there are workers for."""
        while self._waiting[username] and self._in_process[username] < self._workers:
            place = self._waiting[username].popleft()
            view = self._views[place]
            self._views[place] = attrs.evolve(view, state=State.IN_PROCESS)
            self._in_process[username] += 1
            done = self._agenda.time + self._delays.of(view.submission_id).processing_for
            self._agenda.at(done, functools.partial(self._finish, place))

    def _finish(self, place: int) -> None:
        view, _ = self._complete(place, self._agenda.time)
        with self._lock:
            self._in_process[view.username] -= 1
            self._begin(view.username)

    def _complete(
        self, place: int, time: float, revise: Callable[[AnyOutcome], AnyOutcome] = lambda outcome: outcome
    ) -> tuple[SubmissionView, AnyOutcome]:
        view = self._views[place]
        with self._register.lock:
            outcome = revise(self._outcome(view))
            view = _completed(view, outcome, time)
            self.archive.keep(view, self._register.changes())
        with self._lock:
            self._views[place] = view
            self._note_batch(place)
            self._pending[view.username] -= 1
        logger.info("%s: submission %s is completed: %s", view.file_name, view.submission_id, outcome.summary)
        self._on_completed(view)
        return view, outcome

    def _note_batch(self, place: int) -> None:
        view = self._views[place]
        if view.batch_id:
            key = view.username, view.batch_id
            self._first_of_batch[key] = min(place, self._first_of_batch.get(key, place))

    def _outcome(self, view: SubmissionView) -> AnyOutcome:
        try:
            return self._process(view)
        except Exception:  # a server answers for its own faults too, in the log
            logger.exception("%s: could not be processed", view.file_name)
            return refused(say("crossref-system-error"))


def _completed(view: SubmissionView, outcome: AnyOutcome, time: float) -> SubmissionView:
    return attrs.evolve(
        view,
        state=State.COMPLETED,
        batch_id=outcome.batch_id,
        log=completed_log(outcome, view.submission_id),
        completed=moment(time),
    )


def log_of(view: SubmissionView | None) -> bytes:
    """What ``type=result`` answers for a submission."""
    if view is None:
        return pending_log(State.UNKNOWN.value)
    return view.log or pending_log(view.state.value, view.submission_id)
