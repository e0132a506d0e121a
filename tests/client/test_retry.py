from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.client import RetryPolicy
from crossref_deposit.client.deadline import Deadline
from crossref_deposit.client.retry import MAX_RETRY_AFTER, Again, OutOfTime, Retrier, retry_after
from crossref_deposit.errors import QueueFullError, RejectedError, TransportError

QUICK = {"wait_initial": 0.001, "wait_max": 0.004, "wait_jitter": 0.0}


class Flaky:
    """Fails so many times, then succeeds."""

    def __init__(self, failures: int, failure: Exception | None = None) -> None:
        self.failures = failures
        self.failure = failure or Again(TransportError("out of service", status_code=503, body="sorry"))
        self.calls: list[float] = []

    def __call__(self) -> str:
        self.calls.append(time.monotonic())
        if len(self.calls) <= self.failures:
            raise self.failure
        return "done"


def test_what_succeeds_in_the_end_has_succeeded():
    flaky = Flaky(3)
    assert Retrier(RetryPolicy(attempts=4, **QUICK)).call(flaky) == "done"
    assert len(flaky.calls) == 4


def test_the_last_error_is_raised_with_its_facts_and_the_number_of_attempts():
    flaky = Flaky(9)
    with pytest.raises(TransportError, match=r"out of service \(attempts: 3\)") as raised:
        Retrier(RetryPolicy(attempts=3, **QUICK)).call(flaky)
    assert (raised.value.status_code, raised.value.body) == (503, "sorry")
    assert len(flaky.calls) == 3
    assert raised.value.__context__ is None


def test_an_error_that_no_attempt_mends_is_raised_at_once():
    flaky = Flaky(9, RejectedError("no"))
    with pytest.raises(RejectedError):
        Retrier(RetryPolicy(**QUICK)).call(flaky)
    assert len(flaky.calls) == 1


def test_waits_double_up_to_their_limit():
    flaky = Flaky(7)
    Retrier(RetryPolicy(attempts=8, wait_initial=0.02, wait_max=0.08, wait_jitter=0)).call(flaky)
    waits = [after - before for before, after in itertools.pairwise(flaky.calls)]
    assert all(wait >= least for wait, least in zip(waits, [0.02, 0.04, *[0.08] * 5], strict=True))
    assert waits[6] < 1


def test_a_retry_after_makes_the_wait_longer():
    flaky = Flaky(1, Again(QueueFullError("full"), retry_after=0.1))
    Retrier(RetryPolicy(**QUICK)).call(flaky)
    assert flaky.calls[1] - flaky.calls[0] >= 0.1


def test_a_wait_that_would_end_after_the_timeout_is_not_begun():
    flaky = Flaky(9, Again(QueueFullError("full"), retry_after=60))
    started = time.monotonic()
    with pytest.raises(QueueFullError, match=r"attempts: 1; it asked to wait 60 s"):
        Retrier(RetryPolicy(timeout=30, **QUICK)).call(flaky)
    assert time.monotonic() - started < 5


def test_excused_time_does_not_count():
    retrier = Retrier(RetryPolicy(timeout=0.5, **QUICK))
    flaky = Flaky(1)

    def attempt() -> str:
        with retrier.excused():
            time.sleep(0.6 if not flaky.calls else 0)
        return flaky()

    assert retrier.call(attempt) == "done"


def test_a_deadline_is_told_from_the_policys_end():
    with pytest.raises(OutOfTime) as raised:
        Retrier(RetryPolicy(), Deadline(0.01)).call(Flaky(9))
    assert isinstance(raised.value.error, TransportError)


@given(seconds=st.integers(0, 10**12))
def test_retry_after_in_seconds_within_reason(seconds):
    assert retry_after({"retry-after": str(seconds)}) == min(seconds, MAX_RETRY_AFTER)


@given(seconds=st.integers(-4000, 4000), skew=st.integers(-(10**6), 10**6))
def test_retry_after_as_a_date_is_measured_on_the_servers_clock(seconds, skew):
    now = datetime(2026, 11, 21, 10, tzinfo=UTC) + timedelta(seconds=skew)
    headers = {
        "date": format_datetime(now, usegmt=True),
        "retry-after": format_datetime(now + timedelta(seconds=seconds), usegmt=True),
    }
    assert retry_after(headers) == min(max(seconds, 0), MAX_RETRY_AFTER)


def test_retry_after_as_a_date_without_the_servers_clock_is_measured_on_ours():
    soon = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=100), usegmt=True)
    assert 90 < retry_after({"retry-after": soon}) <= 100


@pytest.mark.parametrize(
    "value", ["", "soon", "-5", "1.5", "Sat, 99 Foo 2026 10:00:00 GMT", "²", f"Sat, 21 Nov 2026 10:00:00 +{'9' * 20}"]
)
def test_what_is_no_retry_after_is_none(value):
    assert retry_after({"retry-after": value}) is None
