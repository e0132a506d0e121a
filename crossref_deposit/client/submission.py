"""A submission at Crossref: where it stands, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from crossref_deposit.client.answers import report_of
from crossref_deposit.client.deadline import Deadline
from crossref_deposit.client.log import logger
from crossref_deposit.client.retry import OutOfTime
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import RejectedError, SubmissionTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossref_deposit.client.answers import LogAnswer
    from crossref_deposit.client.channel import Channel
    from crossref_deposit.diagnostics import DiagnosticReport
    from crossref_deposit.errors import ClientError


@attrs.frozen(kw_only=True)
class Progress:
    """How far a wait has come."""

    state: SubmissionState
    """Where the submission stands."""
    elapsed: float
    """Seconds since the wait began."""
    polls: int
    """Questions asked since then."""


class Submission:
    """A file that Crossref was sent, now or earlier; made by `DepositClient.submit` and `DepositClient.submission`.

    See https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/submission-queue-and-log/
    """

    def __init__(
        self, channel: Channel, file_name: str, content: bytes | None = None, found: LogAnswer | None = None
    ) -> None:
        self._channel = channel
        self._file_name = file_name
        self._content = content
        self._state = SubmissionState.UNKNOWN
        self._submission_id: str | None = None
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
        return self._log

    def __repr__(self) -> str:
        return f"<Submission {self._file_name!r} {self._state}>"

    def poll(self) -> SubmissionState:
        """Ask Crossref once where the submission stands.

        Returns:
            The state. ``UNKNOWN`` right after a submission means "not yet".

        Raises:
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        if self._log is None:
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
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        deadline = Deadline(self._channel.poll.timeout if timeout is None else timeout)
        for polls, interval in enumerate(self._channel.poll.intervals(), start=1):
            self._ask(deadline)
            if on_progress is not None:
                on_progress(Progress(state=self._state, elapsed=deadline.elapsed, polls=polls))
            if self._log is not None:
                break
            self._check_known()
            if deadline.passed:
                raise self._timeout(deadline)
            deadline.sleep(interval)
        return self._diagnosis()

    def contents(self) -> bytes:
        """The file as Crossref has it, byte for byte as it was sent.

        Raises:
            RejectedError: Crossref has no such file.
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts of the `RetryPolicy`.
        """
        return self._channel.contents(self._file_name)

    def _ask(self, deadline: Deadline) -> None:
        if self._log is not None:
            return
        try:
            self._take(self._channel.log(self._file_name, deadline))
        except OutOfTime as error:
            last = error.error
        else:
            return
        raise self._timeout(deadline, last)

    def _take(self, answer: LogAnswer) -> None:
        report = answer.report
        if report.state is not SubmissionState.UNKNOWN:
            self._submission_id = report.submission_id or self._submission_id
            self._move_to(report.state)
        if report.state is SubmissionState.COMPLETED:
            self._log = answer.log

    def _move_to(self, state: SubmissionState) -> None:
        if state is not self._state:
            logger.info("%s: %s (submission %s)", self._file_name, state, self._submission_id)
            self._state = state

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

    def _diagnosis(self) -> DiagnosticReport:
        if self._report is None:
            assert self._log is not None  # noqa: S101 - wait() ends with a log
            self._report = report_of(self._log, submission=self._sent())
        return self._report

    def _sent(self) -> bytes | None:
        if self._content is None:
            try:
                self._content = self.contents()
            except RejectedError as error:
                logger.warning("%s: the log is read without the file: %s", self._file_name, error)
        return self._content
