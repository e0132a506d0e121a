"""How long something may still take."""

from __future__ import annotations

import math
import time


class Deadline:
    """A moment by which something must be over, on the clock that is never set back.

    Args:
        seconds: From now; None is never.
    """

    def __init__(self, seconds: float | None) -> None:
        self._started = time.monotonic()
        self._seconds = math.inf if seconds is None else seconds

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def remaining(self) -> float:
        """Seconds left: ``inf`` without a limit, at least 0."""
        return max(0.0, self._seconds - self.elapsed)

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self.remaining <= 0

    def sleep(self, seconds: float) -> None:
        """Sleep so long, but not beyond the deadline."""
        time.sleep(min(seconds, self.remaining))
