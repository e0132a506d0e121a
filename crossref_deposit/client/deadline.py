"""How long something may still take, and who may end it before."""

from __future__ import annotations

import math
import threading
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


class Stopped(Exception):  # noqa: N818 - a wish that was granted, no error
    """Work was stopped on request while it waited."""


class Stop:
    """A wish to stop, heard in the sleep of every thread that heeds it."""

    def __init__(self) -> None:
        self._wished = threading.Event()

    def heed(self) -> None:
        """Let this thread's sleeps, and nobody else's, end at the wish."""
        _this_thread.stop = self

    def wish(self) -> None:
        """Wake all who heed it, now or later."""
        self._wished.set()

    def sleep(self, seconds: float) -> None:
        """Sleep so long.

        Raises:
            Stopped: Somebody wished so.
        """
        if self._wished.wait(seconds):
            raise Stopped


def sleep(seconds: float) -> None:
    """Sleep so long, unless this thread is to stop.

    Raises:
        Stopped: It is.
    """
    stop: Stop | None = getattr(_this_thread, "stop", None)
    if stop is None:
        time.sleep(seconds)
    else:
        stop.sleep(seconds)


_this_thread = threading.local()
