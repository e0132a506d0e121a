"""Clients with little patience, for tests over real sockets."""

from __future__ import annotations

from crossref_deposit.client import DepositClient, PollPolicy, RetryPolicy
from crossref_deposit.sandbox import Endpoint, Sandbox

HASTY = RetryPolicy(attempts=4, timeout=5, wait_initial=0.01, wait_max=0.05, wait_jitter=0.01)
EAGER = PollPolicy(interval=0.01, interval_max=0.05, timeout=5, unknown_grace=0.3)


def client_of(sandbox: Sandbox, **arguments) -> DepositClient:
    """A client for a sandbox, with its account."""
    return client_at(sandbox.url, **{"username": sandbox.username, "password": sandbox.password, **arguments})


def client_at(url: str, **arguments) -> DepositClient:
    """A client for any server."""
    given = {"username": "me", "password": "correct horse", "base_url": url}
    return DepositClient(**{**given, "timeout": 5, "retry": HASTY, "poll": EAGER, **arguments})


def requests_to(sandbox: Sandbox, endpoint: Endpoint) -> int:
    """How many requests a servlet got."""
    return sum(request.path.startswith(endpoint) for request in sandbox.requests)
