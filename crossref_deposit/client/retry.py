"""One request, repeated with patience."""

from __future__ import annotations

import contextlib
import email.utils
import random
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from crossref_deposit.client.deadline import Deadline, sleep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import tenacity

    from crossref_deposit.client.policies import RetryPolicy
    from crossref_deposit.errors import ClientError

T = TypeVar("T")

MAX_RETRY_AFTER = 3600.0
"""Seconds; a server that asks for more is asked again after these."""


class Again(Exception):  # noqa: N818 - an instruction to `Retrier`, which raises the error inside
    """An attempt failed, and another one may not.

    Args:
        error: What the caller sees if no other attempt follows.
        retry_after: Seconds that the server asked to wait.
        in_doubt: True if the server may have acted on the request although its answer is missing.
    """

    def __init__(self, error: ClientError, *, retry_after: float | None = None, in_doubt: bool = False) -> None:
        self.error = error
        self.retry_after = retry_after
        self.in_doubt = in_doubt
        super().__init__(str(error))


class OutOfTime(Exception):  # noqa: N818 - `Submission` makes a SubmissionTimeout of it
    """The caller's own deadline ended the attempts before the policy did.

    Args:
        error: Why the last attempt failed.
    """

    def __init__(self, error: ClientError) -> None:
        self.error = error
        super().__init__(str(error))


class Retrier:
    """Calls something until it succeeds, fails for good, or patience ends.

    Args:
        policy: The patience.
        deadline: An end beside the policy's own.
        on_wait: Told before each wait: which attempt failed, why, and the seconds until the next one.
    """

    def __init__(
        self,
        policy: RetryPolicy,
        deadline: Deadline | None = None,
        *,
        on_wait: Callable[[int, ClientError, float], None] | None = None,
    ) -> None:
        self._policy = policy
        self._deadline = deadline or Deadline(None)
        self._on_wait = on_wait
        self._excused = 0.0
        self._policy_ends = False

    def call(self, attempt: Callable[[], T]) -> T:
        """The result of the first attempt that succeeds.

        Raises:
            ClientError: The last attempt's error, with the number of attempts, or one that no other attempt mends.
            OutOfTime: The deadline came before the policy's end.
        """
        import tenacity

        retrying = tenacity.Retrying(
            stop=self._stop,
            wait=self._wait(),
            retry=tenacity.retry_if_exception_type(Again),
            before_sleep=self._say,
            sleep=sleep,
        )
        try:
            return retrying(attempt)
        except tenacity.RetryError as exhausted:
            last = exhausted.last_attempt
        error = _final_error(last)
        raise error if self._policy_ends else OutOfTime(error)

    @contextlib.contextmanager
    def excused(self) -> Iterator[None]:
        """Time spent in here is not counted against the policy's timeout."""
        started = time.monotonic()
        try:
            yield
        finally:
            self._excused += time.monotonic() - started

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        policy = self._policy
        spent = (state.seconds_since_start or 0.0) - self._excused
        self._policy_ends = (policy.attempts is not None and state.attempt_number >= policy.attempts) or (
            policy.timeout is not None and spent + state.upcoming_sleep >= policy.timeout
        )
        return self._policy_ends or state.upcoming_sleep >= self._deadline.remaining

    def _wait(self) -> Callable[[tenacity.RetryCallState], float]:
        import tenacity

        policy = self._policy
        backoff = tenacity.wait_exponential(multiplier=policy.wait_initial, max=policy.wait_max)

        def wait(state: tenacity.RetryCallState) -> float:
            jitter = random.uniform(0, policy.wait_jitter)  # noqa: S311 - spreads requests, keeps no secret
            return max(backoff(state), _again(state).retry_after or 0.0) + jitter

        return wait

    def _say(self, state: tenacity.RetryCallState) -> None:
        if self._on_wait is not None:
            self._on_wait(state.attempt_number, _again(state).error, state.upcoming_sleep)


def _final_error(last: tenacity.Future) -> ClientError:
    again = last.exception()
    assert isinstance(again, Again)  # noqa: S101 - the only exception that is retried
    asked = f"; it asked to wait {again.retry_after:g} s" if again.retry_after else ""
    error = again.error
    return type(error)(
        f"{error} (attempts: {last.attempt_number}{asked})",
        status_code=error.status_code,
        body=error.body,
        file_name=error.file_name,
    )


def _again(state: tenacity.RetryCallState) -> Again:
    failure = state.outcome.exception() if state.outcome else None
    assert isinstance(failure, Again)  # noqa: S101 - the only exception that is retried
    return failure


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that a ``Retry-After`` header asks for, given as a number or as a date; None if there is none.

    A date is compared with the server's own ``Date``, so a wrong clock on this side does no harm.

    Example:
        >>> from crossref_deposit.client.retry import retry_after
        >>> retry_after({"retry-after": "120"})
        120.0
        >>> retry_after({"retry-after": "Sat, 21 Nov 2026 10:01:00 GMT", "date": "Sat, 21 Nov 2026 10:00:00 GMT"})
        60.0
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_RETRY_AFTER)
    moment = _http_date(value)
    if moment is None:
        return None
    now = _http_date(headers.get("date", "")) or datetime.now(tz=UTC)
    return min(max(0.0, (moment - now).total_seconds()), MAX_RETRY_AFTER)


def _http_date(value: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
