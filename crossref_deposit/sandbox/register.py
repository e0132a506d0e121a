"""What is registered: the newest timestamp of every DOI."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Register:
    """DOIs and the timestamps that they were last deposited with; DOIs differ by more than case.

    Args:
        registered: What is there from the start.
    """

    def __init__(self, registered: Mapping[str, int] | None = None) -> None:
        self._lock = threading.Lock()
        self._timestamps = {doi.lower(): timestamp for doi, timestamp in (registered or {}).items()}

    def timestamp(self, doi: str) -> int | None:
        """The timestamp of a DOI, None if it is not registered."""
        with self._lock:
            return self._timestamps.get(doi.lower())

    def accept(self, doi: str, timestamp: int) -> int | None:
        """Register a DOI if the timestamp is newer than the last.

        Returns:
            The timestamp that was there before, whether the new one is accepted or not.
        """
        with self._lock:
            last = self._timestamps.get(doi.lower())
            if last is None or timestamp > last:
                self._timestamps[doi.lower()] = timestamp
            return last

    def snapshot(self) -> dict[str, int]:
        """All of it, DOIs in lower case."""
        with self._lock:
            return dict(self._timestamps)
