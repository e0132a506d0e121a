"""The sandbox's clock, and things to do, each at its time, in one thread."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

logger = logging.getLogger("crossref_deposit.sandbox")

_SHORTEST = 0.001  # a clock that stands still is asked again no sooner


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


class Agenda:
    """Does what is due, one thing after the other, in the order of the times and of their entry.

    Args:
        clock: Tells the time.
        name: What its thread is called.
    """

    def __init__(self, clock: Clock, name: str) -> None:
        self._clock = clock
        self._name = name
        self._entries: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._running = False
        self._busy = False
        self._thread: threading.Thread | None = None
        self.time = clock.now()
        """The time at which what is being done was due: what follows from it counts from there."""

    def at(self, due: float, action: Callable[[], None]) -> None:
        """Enter something to do."""
        with self._changed:
            heapq.heappush(self._entries, (due, next(self._numbers), action))
            self._changed.notify_all()

    def start(self) -> None:
        """Begin, or go on where it was stopped."""
        self._running = True
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is being done; the rest stays entered."""
        with self._changed:
            self._running = False
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def settle(self, timeout: float) -> bool:
        """Wait until nothing is due, at most so many seconds; whether that came about."""
        with self._changed:
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not (self._busy or self._is_due()), timeout)

    def _is_due(self) -> bool:
        return bool(self._entries) and self._entries[0][0] <= self._clock.now()

    def _run(self) -> None:
        while (action := self._next()) is not None:
            try:
                action()
            except Exception:  # the next entry must not suffer from this one
                logger.exception("%s: an entry failed", self._name)

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            while self._running:
                if self._is_due():
                    self._busy = True
                    self.time, _, action = heapq.heappop(self._entries)
                    return action
                self._changed.wait(self._time_left())
        return None

    def _time_left(self) -> float | None:
        return max(_SHORTEST, self._entries[0][0] - self._clock.now()) if self._entries else None
