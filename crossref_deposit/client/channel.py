"""Talking to one Crossref with patience: every request repeated as the policies say, no deposit lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from crossref_deposit.client.deadline import Deadline, sleep
from crossref_deposit.client.events import EventKind, Events
from crossref_deposit.client.retry import Again, Retrier
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import AuthenticationError, ClientError, LedgerError, RejectedError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossref_deposit.client.answers import LogAnswer, MatchedReference
    from crossref_deposit.client.notes import Notes
    from crossref_deposit.client.policies import PollPolicy, RetryPolicy
    from crossref_deposit.client.servlets import Servlets, Upload

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Channel:
    """The servlets of one account, and the patience to use them."""

    servlets: Servlets
    retry: RetryPolicy
    poll: PollPolicy
    timeout: float
    """Seconds for one request."""
    events: Events = attrs.field(factory=Events)

    def deliver(self, upload: Upload, notes: Notes) -> LogAnswer | None:
        """Send a file so that Crossref has it once.

        After a time-out or a cut connection nobody knows whether the file arrived. Then Crossref is asked for it by
        its name, for as long as ``unknown_submission`` may mean "not yet"; only if it stays unknown it is sent
        again, the same bytes under the same name. The same goes for what an earlier process left in doubt.

        Returns:
            The log in which it was found after such a doubt, else None.
        """
        retrier = self._retrier(upload.file_name, f"deposit of {upload.file_name}")

        def attempt() -> LogAnswer | None:
            if notes.in_doubt:
                with retrier.excused():
                    found = self._look_for(upload.file_name, notes)
                if found is not None:
                    return found
            doubt = self._send(upload, notes)
            if doubt is None:
                return None
            with retrier.excused():
                found = self._look_for(upload.file_name, notes, doubt)
            if found is None:
                raise doubt
            return found

        try:
            return retrier.call(attempt)
        except LedgerError:
            raise
        except ClientError as error:
            self._note_failure(upload.file_name, notes, error)
            raise

    def log(self, file_name: str, deadline: Deadline | None = None) -> LogAnswer:
        """What Crossref says of a submission now; `OutOfTime` when the deadline ends the attempts."""
        return self._patiently(
            lambda timeout: self.servlets.log(file_name, timeout=timeout), file_name, deadline, file_name=file_name
        )

    def contents(self, file_name: str) -> bytes:
        """The file as Crossref has it."""
        return self._patiently(
            lambda timeout: self.servlets.contents(file_name, timeout=timeout), file_name, file_name=file_name
        )

    def login(self) -> tuple[str, ...]:
        """The roles of the account."""
        return self._patiently(lambda timeout: self.servlets.login(timeout=timeout), "the login")

    def matched_references(self, doi: str) -> tuple[MatchedReference, ...]:
        """The references of a work that have a DOI."""
        return self._patiently(
            lambda timeout: self.servlets.matched_references(doi, timeout=timeout), f"the refs of {doi}"
        )

    def retrieve(self, url: str) -> bytes:
        """What a notification told of."""
        return self._patiently(lambda timeout: self.servlets.retrieve(url, timeout=timeout), "a notified result")

    def deposit_synchronously(self, upload: Upload) -> bytes:
        """The log of a file that is processed at once; sent again only if it certainly was not processed."""

        def attempt(timeout: float) -> bytes:
            try:
                return self.servlets.deposit_synchronously(upload, timeout=timeout)
            except Again as failure:
                if not failure.in_doubt:
                    raise
                error = failure.error
            message = (
                f"nobody knows whether Crossref has processed {upload.file_name}: {error}. Send it again with a newer "
                "timestamp, or with submit(), which can be asked for afterwards"
            )
            raise TransportError(
                message, file_name=upload.file_name, status_code=error.status_code, body=error.body
            ) from None

        return self._patiently(attempt, upload.file_name, file_name=upload.file_name)

    def _patiently(
        self,
        request: Callable[[float], T],
        what: str,
        deadline: Deadline | None = None,
        *,
        file_name: str | None = None,
    ) -> T:
        end = deadline or Deadline(None)
        retrier = self._retrier(file_name, f"question for {what}", end)
        return retrier.call(lambda: request(max(_SHORTEST, min(self.timeout, end.remaining))))

    def _retrier(self, file_name: str | None, what: str, deadline: Deadline | None = None) -> Retrier:
        def tell(attempt: int, error: ClientError, pause: float) -> None:
            message = f"{what}: attempt {attempt} failed, the next one follows in {pause:.1f} s: {error}"
            self.events.tell(EventKind.WAITING, message, file_name=file_name, attempt=attempt, error=error, pause=pause)

        return Retrier(self.retry, deadline, on_wait=tell)

    def _send(self, upload: Upload, notes: Notes) -> Again | None:
        """Send the file once.

        Returns:
            The reason to doubt that it arrived, None if it did.

        Raises:
            Again: It certainly did not arrive, and may be sent again.
        """
        name = upload.file_name
        notes.sending()
        self.events.tell(EventKind.SENDING, f"{name}: attempt {notes.attempts}", file_name=name, attempt=notes.attempts)
        try:
            self.servlets.deposit(upload, timeout=self.timeout)
        except Again as failure:
            notes.failed(failure.error, in_doubt=failure.in_doubt)
            if not failure.in_doubt:
                raise
            return failure
        except (AuthenticationError, RejectedError) as error:
            notes.failed(error, in_doubt=False)
            raise
        notes.received()
        message = f"{name}: received by {self.servlets.base_url}"
        self.events.tell(EventKind.RECEIVED, message, file_name=name, attempt=notes.attempts)
        return None

    def _look_for(self, file_name: str, notes: Notes, doubt: Again | None = None) -> LogAnswer | None:
        """The log of a file that may have arrived; None if Crossref has not got it.

        A doubt of this process counts from now on, one of an earlier process from its last attempt on.
        """
        reason = doubt or "an earlier attempt was left in doubt"
        error = doubt.error if doubt else None
        message = f"{file_name}: asking whether it has arrived, because {reason}"
        self.events.tell(EventKind.DOUBTFUL, message, file_name=file_name, attempt=notes.attempts, error=error)
        grace = Deadline(self.poll.unknown_grace - (0.0 if doubt else notes.seconds_in_doubt()))
        for interval in self.poll.intervals():
            answer = self._ask_in_doubt(file_name, reason)
            notes.asked(answer)
            if answer.report.state is not SubmissionState.UNKNOWN:
                self._tell_found(file_name, answer)
                return answer
            if grace.passed:
                break
            sleep(min(interval, grace.remaining))
        notes.missing()
        message = f"{file_name}: unknown to Crossref after {grace.elapsed:.1f} s, so it has not arrived"
        self.events.tell(EventKind.MISSING, message, file_name=file_name, attempt=notes.attempts)
        return None

    def _tell_found(self, file_name: str, answer: LogAnswer) -> None:
        found = answer.report
        self.events.tell(
            EventKind.FOUND,
            f"{file_name}: it has arrived",
            file_name=file_name,
            submission_id=found.submission_id,
            state=found.state,
        )

    def _ask_in_doubt(self, file_name: str, reason: object) -> LogAnswer:
        try:
            return self.log(file_name)
        except TransportError as error:
            unanswered = error
        message = (
            f"nobody knows whether Crossref has {file_name}: {reason}; and then: {unanswered}. Ask later with "
            "client.submission(file_name=...) before sending it again"
        )
        raise TransportError(message, file_name=file_name, status_code=unanswered.status_code, body=unanswered.body)

    def _note_failure(self, file_name: str, notes: Notes, error: ClientError) -> None:
        if isinstance(error, RejectedError):
            notes.refused(error)
            kind = EventKind.REFUSED
        else:
            notes.failed(error, in_doubt=notes.in_doubt)
            kind = EventKind.FAILED
        self.events.tell(kind, f"{file_name}: {error}", file_name=file_name, attempt=notes.attempts, error=error)


_SHORTEST = 0.05
"""Seconds: even a question at the very end of a deadline gets so long for its answer."""
