"""Many submissions at once: sent, followed up, and handed back one by one."""

from __future__ import annotations

import concurrent.futures
import contextlib
import heapq
import time
from typing import TYPE_CHECKING, Final

import attrs

from crossref_deposit.client.deadline import Stop, Stopped
from crossref_deposit.client.policies import check_count
from crossref_deposit.errors import AuthenticationError, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from crossref_deposit.client.submission import Submission
    from crossref_deposit.client.uploads import Deposit
    from crossref_deposit.diagnostics import DiagnosticReport

_FATAL: Final = (AuthenticationError, LedgerError)
"""What would befall every other submission too."""


@attrs.frozen(kw_only=True)
class SubmissionResult:
    """What became of one of many deposits: a report, or an error that tells why there is none."""

    index: int
    """The place of the deposit among those given, from 0; the parts of a split one have the same."""
    deposit: Deposit = attrs.field(repr=False)
    """What was given, or the part of it that was sent."""
    submission: Submission | None = None
    """Its submission; None if it was not sent."""
    report: DiagnosticReport | None = attrs.field(default=None, repr=False)
    """What the log says of each record; None if there was an error, or nobody wanted to wait."""
    error: BaseException | None = None
    """Why there is no report."""

    @property
    def ok(self) -> bool:
        """Whether all its records are registered."""
        return self.report is not None and self.report.ok


@attrs.frozen(kw_only=True)
class FlowProgress:
    """How far many submissions have come."""

    started: int
    """How many have been begun."""
    finished: int
    """How many of them have ended, in one way or another."""
    errors: int
    """How many of these have an error in place of a report."""

    @property
    def in_flight(self) -> int:
        """How many are on their way."""
        return self.started - self.finished

    def __str__(self) -> str:
        errors = f", {self.errors:,} of them with an error" if self.errors else ""
        return f"{self.finished:,} of {self.started:,} submissions done{errors}"

    @property
    def milestone(self) -> str:
        """What it takes to be news: another submission that has ended."""
        return str(self.finished)

    @property
    def settled(self) -> bool:
        """Whether none is on its way."""
        return not self.in_flight


@attrs.define(eq=False, kw_only=True)
class Job:
    """One submission on its way."""

    index: int
    deposit: Deposit
    send: Callable[[contextlib.ExitStack], Submission]
    """Sends it; what the submission needs as long as it is worked on goes on the stack."""
    first_pause: float
    """Seconds before Crossref is first asked."""
    wait: bool
    """Whether its log is waited for."""
    submission: Submission | None = None
    report: DiagnosticReport | None = None
    error: BaseException | None = None
    _asking: tuple[Submission, Iterator[float]] | None = attrs.field(default=None, init=False)
    _needs: contextlib.ExitStack = attrs.field(factory=contextlib.ExitStack, alias="needs")

    def advance(self) -> float | None:
        """Send it, or ask for it.

        Returns:
            The seconds until the next question; None when there is nothing left to do.

        Raises:
            AuthenticationError: No other submission would fare better.
            LedgerError: The same.
        """
        try:
            return self._advance()
        except (*_FATAL, Stopped):
            raise
        except Exception as error:  # noqa: BLE001 - one bad deposit must not stop the others; its result has the error
            self.error = error
            return None

    def _advance(self) -> float | None:
        if self._asking is None:
            return self._begin()
        submission, questions = self._asking
        pause = next(questions, None)
        if pause is None:
            self.report = submission.diagnosis()
        return pause

    def _begin(self) -> float | None:
        submission = self.submission = self.send(self._needs)
        self._asking = submission, submission.questions()
        if not self.wait:
            return None
        return 0.0 if submission.state.finished else self.first_pause

    def result(self) -> SubmissionResult:
        """What became of it."""
        return SubmissionResult(
            index=self.index, deposit=self.deposit, submission=self.submission, report=self.report, error=self.error
        )

    def close(self) -> None:
        """Let go of what it needed."""
        self._needs.close()


class Flow:
    """Works on many jobs, some at a time.

    Jobs are taken one by one, in the thread that asks for results, and only while there is room; requests are made
    by threads. Until Crossref has admitted the account once, there is one request at a time, so that a wrong
    password is tried once.

    Args:
        jobs: What is to be done.
        concurrency: Requests at a time.
        pending: Jobs at a time that have been taken and not handed back.
        ordered: Whether they are handed back in the order in which they were taken, or as they end.
        on_progress: Called after every change.

    Raises:
        ModelError: ``concurrency`` or ``pending`` is no whole number from 1 on.
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        *,
        concurrency: int,
        pending: int,
        ordered: bool,
        on_progress: Callable[[FlowProgress], object] | None = None,
    ) -> None:
        check_count("concurrency", concurrency, "a number of requests")
        check_count("pending", pending, "a number of submissions")
        self._jobs: Iterator[Job] | None = iter(jobs)
        self._concurrency = concurrency
        self._pending = pending
        self._ordered = ordered
        self._stop = Stop()
        self._on_progress = on_progress
        self._pool = concurrent.futures.ThreadPoolExecutor(
            concurrency, thread_name_prefix="crossref-deposit", initializer=self._stop.heed
        )
        self._running: dict[concurrent.futures.Future[float | None], int] = {}
        self._due: list[tuple[float, int]] = []
        self._ended: list[int] = []
        self._open: dict[int, Job] = {}
        self._admitted = False
        self._fatal: BaseException | None = None
        self._broken: Exception | None = None
        self._started = self._finished = self._errors = self._handed_back = 0

    def results(self) -> Generator[SubmissionResult, None, None]:
        """The jobs' results: one of every job that was taken, unless the iterator is closed before.

        Raises:
            AuthenticationError: The credentials were refused; after the results of all that was begun.
            LedgerError: The ledger cannot be used; the same.
            Exception: What the iterable of jobs raised; the same.
        """
        try:
            while self._fatal is None and (self._start() or self._ended):
                number = self._next_ended()
                if number is None:
                    self._await()
                else:
                    yield self._hand_back(number)
            if self._fatal is not None:
                yield from self._abandoned(self._fatal)
        finally:
            self._wind_up()
        if (trouble := self._fatal or self._broken) is not None:
            raise trouble

    def _wind_up(self) -> None:
        self._stop.wish()
        self._pool.shutdown(cancel_futures=True)
        for job in self._open.values():
            job.close()

    def _start(self) -> bool:
        """Give the threads work; False if nothing is under way then."""
        while len(self._running) < self._room:
            number = self._next_due() or self._next_new()
            if number is None:
                break
            self._running[self._pool.submit(self._open[number].advance)] = number
        return bool(self._running or self._due)

    @property
    def _room(self) -> int:
        return self._concurrency if self._admitted else 1

    def _next_due(self) -> int | None:
        if self._due and self._due[0][0] <= time.monotonic():
            return heapq.heappop(self._due)[1]
        return None

    def _next_new(self) -> int | None:
        if self._jobs is None or self._started - self._handed_back >= self._pending:
            return None
        try:
            job = next(self._jobs, None)
        except Exception as error:  # noqa: BLE001 - raised again, after the results of what was begun
            job, self._broken = None, error
        if job is None:
            self._jobs = None
            return None
        self._started += 1
        self._open[self._started] = job
        return self._started

    def _await(self) -> None:
        """Wait until a request has ended, or a question is due."""
        pause = max(0.0, self._due[0][0] - time.monotonic()) if self._due and len(self._running) < self._room else None
        if not self._running:
            time.sleep(pause or 0.0)
            return
        done, _ = concurrent.futures.wait(self._running, pause, concurrent.futures.FIRST_COMPLETED)
        for future in done:
            self._settle(self._running.pop(future), future)

    def _settle(self, number: int, future: concurrent.futures.Future[float | None]) -> None:
        if (fatal := future.exception()) is not None:
            self._fatal = self._fatal or fatal
            return
        self._admitted = self._admitted or self._open[number].error is None
        pause = future.result()
        if pause is None:
            self._end(number)
        else:
            heapq.heappush(self._due, (time.monotonic() + pause, number))

    def _end(self, number: int) -> None:
        heapq.heappush(self._ended, number)
        self._finished += 1
        self._errors += self._open[number].error is not None
        if self._on_progress is not None:
            self._on_progress(FlowProgress(started=self._started, finished=self._finished, errors=self._errors))

    def _next_ended(self) -> int | None:
        """The next job to hand back: the first that was taken of those that ended, in order of all."""
        if self._ended and (not self._ordered or self._ended[0] == self._handed_back + 1):
            return heapq.heappop(self._ended)
        return None

    def _hand_back(self, number: int) -> SubmissionResult:
        self._handed_back += 1
        job = self._open.pop(number)
        job.close()
        return job.result()

    def _abandoned(self, error: BaseException) -> Iterator[SubmissionResult]:
        """The results of what was begun and cannot go on."""
        self._stop.wish()
        self._pool.shutdown(cancel_futures=True)
        for future, number in self._running.items():
            if not future.cancelled():
                self._settle(number, future)
        for number, job in sorted(self._open.items()):
            if number not in self._ended:
                job.error = error
            yield self._hand_back(number)
