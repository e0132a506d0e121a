"""Talking to one Crossref with patience: every request repeated as the policies say, no deposit lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import attrs

from crossref_deposit.client.deadline import Deadline
from crossref_deposit.client.log import logger
from crossref_deposit.client.retry import Again, Retrier
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossref_deposit.client.answers import LogAnswer, MatchedReference
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

    def deliver(self, upload: Upload) -> LogAnswer | None:
        """Send a file so that Crossref has it once.

        After a time-out or a cut connection nobody knows whether the file arrived. Then Crossref is asked for it by
        its name, for as long as ``unknown_submission`` may mean "not yet"; only if it stays unknown it is sent
        again, the same bytes under the same name.

        Returns:
            The log in which it was found after such a doubt, else None.
        """
        retrier = Retrier(self.retry, f"deposit of {upload.file_name}")

        def attempt() -> LogAnswer | None:
            try:
                self.servlets.deposit(upload, timeout=self.timeout)
            except Again as failure:
                if not failure.in_doubt:
                    raise
                doubt = failure
            else:
                return None
            with retrier.excused():
                return self._look_for(upload.file_name, doubt)

        return retrier.call(attempt)

    def log(self, file_name: str, deadline: Deadline | None = None) -> LogAnswer:
        """What Crossref says of a submission now; `OutOfTime` when the deadline ends the attempts."""
        return self._patiently(lambda timeout: self.servlets.log(file_name, timeout=timeout), file_name, deadline)

    def contents(self, file_name: str) -> bytes:
        """The file as Crossref has it."""
        return self._patiently(lambda timeout: self.servlets.contents(file_name, timeout=timeout), file_name)

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

        return self._patiently(attempt, upload.file_name)

    def _patiently(self, request: Callable[[float], T], what: str, deadline: Deadline | None = None) -> T:
        end = deadline or Deadline(None)
        retrier = Retrier(self.retry, f"question for {what}", end)
        return retrier.call(lambda: request(max(_SHORTEST, min(self.timeout, end.remaining))))

    def _look_for(self, file_name: str, doubt: Again) -> LogAnswer:
        """The log of a file that may have arrived.

        Raises:
            Again: Crossref does not know it, so it may be sent again.
        """
        logger.warning("%s: asking whether it has arrived, because %s", file_name, doubt)
        grace = Deadline(self.poll.unknown_grace)
        for interval in self.poll.intervals():
            answer = self._ask_in_doubt(file_name, doubt)
            if answer.report.state is not SubmissionState.UNKNOWN:
                logger.info("%s: it has arrived", file_name)
                return answer
            if grace.passed:
                break
            grace.sleep(interval)
        logger.warning("%s: unknown to Crossref after %.1f s, so it has not arrived", file_name, grace.elapsed)
        raise doubt

    def _ask_in_doubt(self, file_name: str, doubt: Again) -> LogAnswer:
        try:
            return self.log(file_name)
        except TransportError as error:
            unanswered = error
        message = (
            f"nobody knows whether Crossref has {file_name}: {doubt}; and then: {unanswered}. Ask later with "
            "client.submission(file_name=...) before sending it again"
        )
        raise TransportError(message, file_name=file_name, status_code=unanswered.status_code, body=unanswered.body)


_SHORTEST = 0.05
"""Seconds: even a question at the very end of a deadline gets so long for its answer."""
