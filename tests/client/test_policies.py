from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref_deposit.client import PollPolicy, RetryPolicy
from crossref_deposit.client.deadline import Deadline
from crossref_deposit.errors import ModelError


@given(interval=st.floats(0.01, 100), interval_max=st.floats(0.01, 100))
def test_intervals_grow_up_to_their_limit(interval, interval_max):
    intervals = list(itertools.islice(PollPolicy(interval=interval, interval_max=interval_max).intervals(), 40))
    assert intervals == sorted(intervals)
    assert intervals[0] == min(interval, interval_max)
    assert intervals[-1] == interval_max


@pytest.mark.parametrize(
    ("policy", "field", "value"),
    [
        (RetryPolicy, "attempts", 0),
        (RetryPolicy, "timeout", -1),
        (RetryPolicy, "wait_max", math.nan),
        (PollPolicy, "interval", math.inf),
        (PollPolicy, "unknown_grace", -0.1),
        (RetryPolicy, "attempts", 2.5),
        (RetryPolicy, "attempts", "3"),
        (RetryPolicy, "wait_initial", None),
        (PollPolicy, "interval_max", 1e300),
        (PollPolicy, "timeout", True),
    ],
)
def test_impossible_policies_say_which_field_is_wrong(policy, field, value):
    with pytest.raises(ModelError, match=rf"{policy.__name__}\.{field}: found .*, expected .*at least"):
        policy(**{field: value})


def test_no_limit_is_a_limit_that_never_comes():
    assert RetryPolicy(attempts=None, timeout=None).attempts is None
    assert Deadline(None).remaining == math.inf
    assert not Deadline(None).passed


def test_a_deadline_that_has_passed_leaves_nothing():
    deadline = Deadline(0)
    assert deadline.passed
    assert deadline.remaining == 0
