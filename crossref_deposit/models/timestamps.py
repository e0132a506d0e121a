"""Batch ids and timestamps that never come twice from one process."""

from __future__ import annotations

import datetime
import threading
import uuid
from typing import Final

_LOCK: Final = threading.Lock()
_last: int = 0


def new_batch_id() -> str:
    """An id that no other batch has."""
    return f"batch-{uuid.uuid4().hex}"


def new_timestamp(after: int = 0) -> int:
    """The time as ``YYYYMMDDhhmmssmmm`` in UTC, larger than every one made before and than ``after``.

    Crossref takes a record only if its timestamp is larger than the one it has.
    """
    global _last  # noqa: PLW0603 - one clock for the whole process
    now = datetime.datetime.now(datetime.UTC)
    with _LOCK:
        _last = max(int(f"{now:%Y%m%d%H%M%S}{now.microsecond // 1000:03}"), _last + 1)
        return max(_last, after + 1)  # a timestamp far ahead must not move the clock of all other batches
