"""A Crossref on this machine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from crossref_deposit.errors import CrossrefDepositError, MissingDependencyError
from crossref_deposit.sandbox.faults import Endpoint, Fault, FaultKind, FaultPlan
from crossref_deposit.sandbox.processing import process
from crossref_deposit.sandbox.queue import Delays, SubmissionQueue, SubmissionView
from crossref_deposit.sandbox.register import Register

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    from crossref_deposit.sandbox.outcome import Outcome
    from crossref_deposit.sandbox.server import LoopbackServer
    from crossref_deposit.sandbox.servlets import ReceivedRequest


class Sandbox:
    """A server on loopback that takes deposits, works them off and answers as Crossref does.

    Nothing leaves this machine. It needs the extra ``sandbox``.

    Args:
        username: Who may deposit.
        password: The password; any will do, it guards nothing.
        role: The role to deposit in, for a personal account; without one the account is a shared role.
        registered: DOIs that are there from the start, with their timestamps.
        unknown_for: Seconds for which a received file is still ``unknown_submission``.
        queued_for: Seconds in the queue after that.
        processing_for: Seconds in process after that.
        workers: Files worked on at a time; Crossref has five for each account, and then no order is certain.
        pending_limit: Unfinished submissions from which on deposits are refused with 429.
        retry_after: The ``Retry-After`` header of that 429, in seconds or as a date; Crossref is not known to send one.
        host: The address to listen on.
        port: The port; 0 takes a free one.

    Example:
        >>> from crossref_deposit import DepositClient
        >>> from crossref_deposit.sandbox import Sandbox
        >>> with (
        ...     Sandbox() as sandbox,
        ...     DepositClient(username=sandbox.username, password=sandbox.password, base_url=sandbox.url) as client,
        ... ):
        ...     submission = client.submit(b"<not-a-deposit/>", file_name="first.xml")
        ...     sandbox.submissions[0].file_name
        'first.xml'
    """

    def __init__(
        self,
        *,
        username: str = "sandbox",
        password: str = "not-a-secret",  # noqa: S107 - it guards nothing
        role: str | None = None,
        registered: Mapping[str, int] | None = None,
        unknown_for: float = 0.02,
        queued_for: float = 0.02,
        processing_for: float = 0.02,
        workers: int = 1,
        pending_limit: int = 10_000,
        retry_after: str | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.username = username
        """Who may deposit."""
        self.password = password
        """With this password."""
        self.role = role
        """In this role."""
        self._register = Register(registered)
        delays = Delays(unknown_for=unknown_for, queued_for=queued_for, processing_for=processing_for)
        self._queue = SubmissionQueue(self._process, delays, workers)
        self._faults = FaultPlan()
        self._pending_limit = pending_limit
        self._retry_after = retry_after
        self._address = host, port
        self._stopped = threading.Event()
        self._requests: list[ReceivedRequest] = []
        self._server: LoopbackServer | None = None

    @property
    def url(self) -> str:
        """The address to give a client as ``base_url``.

        Raises:
            CrossrefDepositError: The sandbox is not running.
        """
        if self._server is None:
            message = "the sandbox is not running: use it in a with statement, or call start() first"
            raise CrossrefDepositError(message)
        return self._server.url

    @property
    def submissions(self) -> list[SubmissionView]:
        """All files received, in the order of their arrival, as they stand now."""
        return self._queue.views()

    @property
    def requests(self) -> list[ReceivedRequest]:
        """All requests received, in the order of their arrival."""
        return list(self._requests)

    @property
    def registered(self) -> dict[str, int]:
        """All DOIs that are registered, in lower case, with their newest timestamps."""
        return self._register.snapshot()

    def register(self, doi: str, timestamp: int) -> None:
        """Let a DOI be there, as if it had been deposited with this timestamp.

        Args:
            doi: The DOI.
            timestamp: Its timestamp; ignored if the DOI is there with a newer one.
        """
        self._register.accept(doi, timestamp)

    def fail(
        self,
        kind: FaultKind | str,
        *,
        endpoint: Endpoint | str = Endpoint.DEPOSIT,
        times: int = 1,
        seconds: float = 0.0,
        retry_after: str | None = None,
    ) -> None:
        """Plan trouble for the next requests.

        Args:
            kind: What goes wrong.
            endpoint: For which servlet.
            times: For how many requests.
            seconds: How long ``slow`` takes.
            retry_after: The ``Retry-After`` header of ``too-many`` and ``unavailable``.
        """
        fault = Fault(
            kind=FaultKind(kind), endpoint=Endpoint(endpoint), times=times, seconds=seconds, retry_after=retry_after
        )
        self._faults.add(fault)

    def start(self) -> None:
        """Start listening and working.

        Raises:
            MissingDependencyError: The extra ``sandbox`` is not installed.
            OSError: The port is taken.
        """
        try:
            from crossref_deposit.sandbox.server import LoopbackServer
            from crossref_deposit.sandbox.servlets import Account, Desk, Servlets
        except ImportError as error:
            raise MissingDependencyError(package="werkzeug", extra="sandbox") from error
        desk = Desk(
            account=Account(username=self.username, password=self.password, role=self.role),
            queue=self._queue,
            faults=self._faults,
            pending_limit=self._pending_limit,
            retry_after=self._retry_after,
            stopped=self._stopped,
            requests=self._requests,
        )
        self._stopped.clear()
        self._server = LoopbackServer(Servlets(desk), *self._address)
        self._queue.start()

    def close(self) -> None:
        """Stop working and listening; `submissions` stay readable."""
        if self._server is not None:
            self._stopped.set()
            self._queue.stop()
            self._server.close()
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Sandbox at {self._server.url}>" if self._server else "<Sandbox, not running>"

    def _process(self, xml: bytes) -> Outcome:
        return process(xml, self._register)
