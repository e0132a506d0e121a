"""How patient the client is: with one request, and with a submission in Crossref's queue."""

from __future__ import annotations

import numbers
from typing import TYPE_CHECKING, Any, Final

import attrs

from crossref_deposit.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

_GROWTH = 1.5
_MOST: Final = 1e9  # seconds, some thirty years; operating systems count no further than that


def check_number(
    path: str,
    value: object,
    unit: str = "seconds",
    *,
    least: float,
    most: float = _MOST,
    kind: type = numbers.Real,
) -> None:
    """Refuse what is no number, or none that can be.

    Raises:
        ModelError: It is so.
    """
    is_kind = isinstance(value, kind) and not isinstance(value, bool)
    if is_kind and isinstance(value, numbers.Real) and not value < least and value <= most:
        return
    raise ModelError(path, found=repr(value), expected=f"{unit}, at least {least:g} and at most {most:,.0f}")


def check_count(path: str, value: object, unit: str) -> None:
    """Refuse what is no whole number from 1 on.

    Raises:
        ModelError: It is so.
    """
    check_number(path, value, unit, least=1, kind=numbers.Integral)


def _seconds(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_number(f"{type(instance).__name__}.{attribute.name}", value, least=0)


def _seconds_or_none(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        _seconds(instance, attribute, value)


def _attempts_or_none(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        check_count(f"{type(instance).__name__}.{attribute.name}", value, "a number of attempts")


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How often, and how long, one request is repeated when Crossref is busy or out of reach.

    Repeated are failed connections, time-outs, server errors and ``429 Too Many Requests``; refused
    credentials and refused files are not. The wait doubles from attempt to attempt; a ``Retry-After``
    from the server makes it longer. Whichever of ``attempts`` and ``timeout`` is reached first ends it.

    Example:
        >>> from crossref_deposit import RetryPolicy
        >>> RetryPolicy(attempts=3, wait_initial=0.5)
        RetryPolicy(attempts=3, timeout=900.0, wait_initial=0.5, wait_max=120.0, wait_jitter=1.0)
    """

    attempts: int | None = attrs.field(default=10, validator=_attempts_or_none)
    """Requests at most; None sets no limit."""
    timeout: float | None = attrs.field(default=900.0, validator=_seconds_or_none)
    """Seconds for all attempts together; no wait is begun that would end later. None sets no limit."""
    wait_initial: float = attrs.field(default=1.0, validator=_seconds)
    """Seconds before the second attempt."""
    wait_max: float = attrs.field(default=120.0, validator=_seconds)
    """Seconds between two attempts at most, unless the server asks for more."""
    wait_jitter: float = attrs.field(default=1.0, validator=_seconds)
    """Up to so many seconds are added at random, so that many clients do not come back together."""


@attrs.frozen(kw_only=True)
class PollPolicy:
    """How often, and how long, the client asks for the log of a submission.

    Crossref needs minutes as a rule, a day for large files at busy times.

    Example:
        >>> from crossref_deposit import PollPolicy
        >>> PollPolicy(timeout=86_400).interval_max
        60.0
    """

    interval: float = attrs.field(default=1.0, validator=_seconds)
    """Seconds between the first two questions; it grows by half each time."""
    interval_max: float = attrs.field(default=60.0, validator=_seconds)
    """Seconds between two questions at most."""
    timeout: float | None = attrs.field(default=3600.0, validator=_seconds_or_none)
    """Seconds that `Submission.wait` waits; None waits for ever."""
    unknown_grace: float = attrs.field(default=300.0, validator=_seconds)
    """Seconds during which ``unknown_submission`` means "not yet": Crossref answers so for a while after it has
    accepted a file."""

    def intervals(self) -> Iterator[float]:
        """The seconds between one question and the next, for ever."""
        interval = min(self.interval, self.interval_max)
        while True:
            yield interval
            interval = min(interval * _GROWTH, self.interval_max)
