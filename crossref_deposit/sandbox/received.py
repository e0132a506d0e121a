"""The requests that a sandbox got."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class ReceivedRequest:
    """A request that the sandbox got."""

    method: str
    path: str
    """With the query string."""
