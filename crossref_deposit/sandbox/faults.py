"""Trouble on request: what a server and the network between can do to a client."""

from __future__ import annotations

import enum
import threading

import attrs


class Endpoint(enum.StrEnum):
    """A servlet of Crossref."""

    DEPOSIT = "/servlet/deposit"
    DOWNLOAD = "/servlet/submissionDownload"
    LOGIN = "/servlet/login"


class FaultKind(enum.StrEnum):
    """A kind of trouble."""

    CUT_BEFORE = "cut-before"
    """The connection is cut, and nothing was done."""
    CUT_AFTER = "cut-after"
    """The request is carried out, and the connection cut before the answer."""
    TRUNCATED = "truncated"
    """The request is carried out, and the connection cut in the middle of the answer."""
    SLOW = "slow"
    """Request and answer as always, ``seconds`` later."""
    UNAVAILABLE = "unavailable"
    """The load balancer's page with 503; nothing was done."""
    SERVER_ERROR = "server-error"
    """A page with 500; nothing was done."""
    TOO_MANY = "too-many"
    """429, with ``retry_after`` where given; nothing was done."""
    LOGIN_PAGE = "login-page"
    """The login page with 200; nothing was done."""
    GARBAGE = "garbage"
    """A page with 200 that says nothing; nothing was done."""


@attrs.frozen(kw_only=True)
class Fault:
    """Trouble for the next requests to one servlet."""

    kind: FaultKind
    endpoint: Endpoint = Endpoint.DEPOSIT
    times: int = 1
    """How many requests it meets."""
    seconds: float = 0.0
    """How long ``SLOW`` takes."""
    retry_after: str | None = None
    """The ``Retry-After`` header of ``TOO_MANY`` and ``UNAVAILABLE``."""


class FaultPlan:
    """The faults to come, met in the order in which they were added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault."""
        with self._lock:
            self._faults.append(fault)

    def take(self, endpoint: Endpoint) -> Fault | None:
        """The fault that the request at hand meets, if any."""
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.endpoint is endpoint and fault.times > 0:
                    self._faults[place] = attrs.evolve(fault, times=fault.times - 1)
                    return fault
        return None
