"""A submission at Crossref: where it stands, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from crossref_deposit.client.answers import report_of
from crossref_deposit.client.deadline import Deadline, sleep
from crossref_deposit.client.events import EventKind
from crossref_deposit.client.notes import Notes
from crossref_deposit.client.retry import OutOfTime
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import RejectedError, SchemaError, SubmissionTimeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crossref_deposit.client.answers import LogAnswer
    from crossref_deposit.client.channel import Channel
    from crossref_deposit.client.ledger_entry import LedgerEntry
    from crossref_deposit.diagnostics import DiagnosticReport
    from crossref_deposit.errors import ClientError


_COURSE: Final = (
    SubmissionState.UNKNOWN,
    SubmissionState.OTHER,
    SubmissionState.QUEUED,
    SubmissionState.IN_PROCESS,
    SubmissionState.COMPLETED,
)
"""The states in the order in which a submission moves forward."""


@attrs.frozen(kw_only=True)
class Progress:
    """How far a wait has come."""

    state: SubmissionState
    """Where the submission stands."""
    elapsed: float
    """Seconds since the wait began."""
    polls: int
    """Questions asked since then."""

    def __str__(self) -> str:
        asked = "once" if self.polls == 1 else f"{self.polls} times"
        return f"{self.state} after {self.elapsed:.1f} s, asked {asked}"

    @property
    def milestone(self) -> str:
        """What it takes to be news: another state."""
        return self.state.value

    @property
    def settled(self) -> bool:
        """Whether the log is final."""
        return self.state.finished


class Submission:
    """A file that Crossref was sent, now or earlier; made by `DepositClient`.

    See https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/submission-queue-and-log/
    """

    def __init__(
        self,
        channel: Channel,
        file_name: str,
        *,
        notes: Notes | None = None,
        content: bytes | None = None,
        found: LogAnswer | None = None,
    ) -> None:
        self._channel = channel
        self._file_name = file_name
        self._notes = notes or Notes()
        self._content = content
        entry = self._notes.entry()
        self._state = entry.state.submission_state if entry else SubmissionState.UNKNOWN
        self._submission_id = entry.submission_id if entry else None
        self._log: bytes | None = None
        self._report: DiagnosticReport | None = None
        self._grace = Deadline(channel.poll.unknown_grace)
        if found is not None:
            self._take(found)

    @property
    def file_name(self) -> str:
        """The name under which Crossref has it: the key to ask for it, today or later."""
        return self._file_name

    @property
    def state(self) -> SubmissionState:
        """Where it stood when Crossref was last asked; ``UNKNOWN`` before the first time. It only moves forward."""
        return self._state

    @property
    def submission_id(self) -> str | None:
        """Crossref's number for it, once a log has told."""
        return self._submission_id

    @property
    def log(self) -> bytes | None:
        """The final log as Crossref wrote it, once there is one."""
        if self._log is None and self._state.finished:
            self._log = self._notes.log()
        return self._log

    @property
    def entry(self) -> LedgerEntry | None:
        """What the ledger knows of it now; None without a ledger."""
        return self._notes.entry()

    def __repr__(self) -> str:
        return f"<Submission {self._file_name!r} {self._state}>"

    def _repr_html_(self) -> str:
        from crossref_deposit.client.as_html import submission_html

        return submission_html(self, self._report)

    def poll(self) -> SubmissionState:
        """Ask Crossref once where the submission stands.

        Returns:
            The state. ``UNKNOWN`` right after a submission means "not yet".

        Raises:
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        if not self._state.finished:
            self._take(self._channel.log(self._file_name))
        return self._state

    def wait(
        self, timeout: float | None = None, on_progress: Callable[[Progress], object] | None = None
    ) -> DiagnosticReport:
        """Ask again and again until the final log is there.

        Args:
            timeout: Seconds to wait; the `PollPolicy` says otherwise.
            on_progress: Called with a `Progress` after every question.

        Returns:
            The log, with every failure traced to its record where that is possible.

        Raises:
            SubmissionTimeout: No final log in time. The submission can be waited for again.
            RejectedError: Crossref does not know the submission, and the grace period is over.
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`; or the ledger knows that
                the submission has not been sent.
        """
        for pause in self.questions(timeout, on_progress):
            sleep(pause)
        return self.diagnosis()

    def contents(self) -> bytes:
        """The file as Crossref has it, byte for byte as it was sent.

        Raises:
            RejectedError: Crossref has no such file.
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        return self._channel.contents(self._file_name)

    def questions(
        self, timeout: float | None = None, on_progress: Callable[[Progress], object] | None = None
    ) -> Iterator[float]:
        """`wait` without the waiting, for a program that has something else to do.

        Yields:
            After each question the seconds until the next one. It ends when the final log is there.

        Raises:
            ClientError: See `wait`.
        """
        deadline = Deadline(self._channel.poll.timeout if timeout is None else timeout)
        for polls, interval in enumerate(self._channel.poll.intervals(), start=1):
            self._ask(deadline)
            if on_progress is not None:
                on_progress(Progress(state=self._state, elapsed=deadline.elapsed, polls=polls))
            if self._state.finished:
                return
            self._check_known()
            if deadline.passed:
                raise self._timeout(deadline)
            yield min(interval, deadline.remaining)

    def diagnosis(self) -> DiagnosticReport:
        """What the final log says, once there is one; `wait` returns it.

        Raises:
            SubmissionTimeout: There is none yet.
        """
        if self._report is None:
            log = self.log
            if log is None:
                message = f"there is no final log of {self._file_name} yet, it is {self._state}. Call wait()"
                raise SubmissionTimeout(message, submission=self, file_name=self._file_name)
            self._report = report_of(log, submission=self.sent())
        return self._report

    def _ask(self, deadline: Deadline) -> None:
        if self._state.finished:
            return
        self._notes.check_sent()
        try:
            self._take(self._channel.log(self._file_name, deadline))
        except OutOfTime as error:
            last = error.error
        else:
            return
        raise self._timeout(deadline, last)

    def _take(self, answer: LogAnswer) -> None:
        report = answer.report
        self._notes.asked(answer)
        if report.state is SubmissionState.COMPLETED:
            self._log = answer.log
        if report.state is not SubmissionState.UNKNOWN:
            self._submission_id = report.submission_id or self._submission_id
            self._move_to(report.state)

    def _move_to(self, state: SubmissionState) -> None:
        if _COURSE.index(state) > _COURSE.index(self._state):
            self._state = state
            self._channel.events.tell(
                EventKind.STATE,
                f"{self._file_name}: {state} (submission {self._submission_id})",
                file_name=self._file_name,
                submission_id=self._submission_id,
                state=state,
            )

    def _check_known(self) -> None:
        if self._state is SubmissionState.UNKNOWN and self._grace.passed:
            message = (
                f"Crossref does not know a submission called {self._file_name}, and it had {self._grace.elapsed:.0f} "
                "seconds to learn of it. Is it the right account and the right system? If so, send it again"
            )
            raise RejectedError(message, file_name=self._file_name)

    def _timeout(self, deadline: Deadline, last: ClientError | None = None) -> SubmissionTimeout:
        trouble = f"; the last question failed: {last}" if last else ""
        message = (
            f"no final log of {self._file_name} after {deadline.elapsed:.1f} seconds, it is {self._state}{trouble}. "
            "Call wait() again on the error's submission, now or later"
        )
        return SubmissionTimeout(message, submission=self, file_name=self._file_name)

    def sent(self) -> bytes | None:
        """The file: as it was given, as the ledger has it, or as Crossref has it; None if it is nowhere to be had.

        Raises:
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        for source in (self._notes.content, self.contents):
            if self._content is None:
                self._content = self._content_from(source)
        return self._content

    def _content_from(self, source: Callable[[], bytes | None]) -> bytes | None:
        try:
            return source()
        except (RejectedError, SchemaError) as error:
            message = f"{self._file_name}: the log may have to be read without the file: {error}"
            self._channel.events.tell(EventKind.UNEXPLAINED, message, file_name=self._file_name)
            return None
