"""Trouble on request: what a server and the network between can do to a client."""

from __future__ import annotations

import enum
import random
import threading
from typing import Final, TypeVar

import attrs

from crossref_deposit.errors import ModelError

_Names = TypeVar("_Names", bound=enum.StrEnum)


class Endpoint(enum.StrEnum):
    """An address of Crossref's."""

    DEPOSIT = "/servlet/deposit"
    DOWNLOAD = "/servlet/submissionDownload"
    LOGIN = "/servlet/login"
    REFERENCES = "/getResolvedRefs"
    SYNCHRONOUS = "/v2/deposits"
    RETRIEVE = "/notification-callback/retrieve"


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
    SLOW_AFTER = "slow-after"
    """The request is carried out at once, and answered ``seconds`` later."""
    UNAVAILABLE = "unavailable"
    """The load balancer's page with 503; nothing was done."""
    UNAVAILABLE_AFTER = "unavailable-after"
    """The load balancer's page with 503, although the request was carried out."""
    SERVER_ERROR = "server-error"
    """A page with 500; nothing was done."""
    SERVER_ERROR_AFTER = "server-error-after"
    """A page with 500, although the request was carried out."""
    TOO_MANY = "too-many"
    """429, with ``retry_after`` where given; nothing was done."""
    LOGIN_PAGE = "login-page"
    """The login page with 200; nothing was done."""
    UNAUTHORIZED = "unauthorized"
    """401, as with a wrong password; nothing was done."""
    REFUSED = "refused"
    """The page with FAILURE and 200; nothing was done."""
    GARBAGE = "garbage"
    """A page with 200 that says nothing; nothing was done."""
    GARBAGE_AFTER = "garbage-after"
    """A page with 200 that says nothing, although the request was carried out."""
    WRONG_TYPE = "wrong-type"
    """The right answer, said to be a picture."""
    UNKNOWN = "unknown"
    """When asked for a log: ``unknown_submission``, however long it has been there."""
    LOST_FILE = "lost-file"
    """The deposit is answered with SUCCESS and thrown away."""
    LOST_LOG = "lost-log"
    """The deposit is carried out, and stays ``in_process`` for who asks for its log."""

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Where it can happen, the usual place first."""
        only = _ONLY_AT.get(self)
        return tuple(Endpoint) if only is None else (only,)


_ONLY_AT: Final = {
    FaultKind.UNKNOWN: Endpoint.DOWNLOAD,
    FaultKind.LOST_FILE: Endpoint.DEPOSIT,
    FaultKind.LOST_LOG: Endpoint.DEPOSIT,
}


@attrs.frozen(kw_only=True)
class Fault:
    """Trouble for the next requests to one address."""

    kind: FaultKind
    endpoint: Endpoint = Endpoint.DEPOSIT
    times: int | None = 1
    """How many requests it meets; None: no end."""
    after: int = 0
    """How many requests it lets pass first."""
    probability: float = 1.0
    """How likely it meets a request."""
    seconds: float = 0.0
    """How long ``SLOW`` and ``SLOW_AFTER`` take."""
    retry_after: str | None = None
    """The ``Retry-After`` header of ``TOO_MANY`` and of the pages with 503."""

    def met(self) -> Fault:
        """What is left of it when it has met a request."""
        return attrs.evolve(self, times=None if self.times is None else self.times - 1)


def placed(kind: FaultKind | str, endpoint: Endpoint | str | None) -> tuple[FaultKind, Endpoint]:
    """A kind of trouble, and where it happens: where it can if nothing else is said.

    Raises:
        ModelError: There is no such kind or address, or they do not go together.
    """
    kind = _one_of(FaultKind, kind, "kind")
    place = kind.endpoints[0] if endpoint is None else _one_of(Endpoint, endpoint, "endpoint")
    if place not in kind.endpoints:
        raise ModelError("Fault.endpoint", found=repr(place.value), expected=f"{kind.endpoints[0]} for {kind}")
    return kind, place


def _one_of(names: type[_Names], name: str, field: str) -> _Names:
    try:
        return names(name)
    except ValueError:
        expected = f"one of {', '.join(each.value for each in names)}"
        raise ModelError(f"Fault.{field}", found=repr(name), expected=expected) from None


class FaultPlan:
    """The faults to come, met in the order in which they were added.

    Args:
        seed: With one, what is left to chance is the same each time.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be unknown

    def add(self, fault: Fault) -> None:
        """Plan a fault."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Let everything work again."""
        with self._lock:
            self._faults.clear()

    def take(self, endpoint: Endpoint) -> Fault | None:
        """The fault that the request at hand meets, if any."""
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.endpoint is endpoint and fault.times != 0:
                    if fault.after:
                        self._faults[place] = attrs.evolve(fault, after=fault.after - 1)
                    elif self._chance.random() < fault.probability:
                        self._faults[place] = fault.met()
                        return fault
        return None
