"""The sandbox's clock: it can be injected, and moved ahead."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Tells seconds since the epoch.

    Args:
        base: What tells them; the machine's own clock by default. Its time must never go back.
    """

    def __init__(self, base: Callable[[], float] | None = None) -> None:
        self._base = base or _steady()
        self._ahead = 0.0

    def now(self) -> float:
        """The time, in seconds since the epoch."""
        return self._base() + self._ahead

    def advance(self, seconds: float) -> None:
        """Go on as if so much time had passed."""
        self._ahead += seconds


def _steady() -> Callable[[], float]:
    """The time of day, as it would be if nobody set the machine's clock."""
    start = time.time() - time.monotonic()
    return lambda: start + time.monotonic()


def moment(seconds: float) -> datetime:
    """A time as a date with its time zone."""
    return datetime.fromtimestamp(seconds, tz=UTC)
