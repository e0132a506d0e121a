"""A Crossref on this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Final, Self

import attrs

from crossref_deposit.client.policies import check_count, check_number
from crossref_deposit.errors import CrossrefDepositError, MissingDependencyError
from crossref_deposit.sandbox.accounts import Account, Accounts
from crossref_deposit.sandbox.agenda import Clock
from crossref_deposit.sandbox.archive import FileArchive, NoArchive
from crossref_deposit.sandbox.callbacks import Callbacks, Notify
from crossref_deposit.sandbox.document import prefix_of
from crossref_deposit.sandbox.faults import Endpoint, Fault, FaultKind, FaultPlan, placed
from crossref_deposit.sandbox.operations import OPERATIONS, Job
from crossref_deposit.sandbox.outcome import AnyOutcome
from crossref_deposit.sandbox.queue import Delays, SubmissionQueue
from crossref_deposit.sandbox.register import Register, Title, Work
from crossref_deposit.sandbox.submission import ReceivedRequest, SubmissionView

if TYPE_CHECKING:
    from crossref_deposit.sandbox.desk import Desk
    from crossref_deposit.sandbox.server import LoopbackServer

_PATIENCE: Final = 60.0  # seconds for what is due to be done
_FUNDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "European Research Council": "501100000781",
        "National Institutes of Health": "100000002",
        "National Science Foundation": "100000001",
        "Wellcome Trust": "100010269",
    }
)


class Sandbox:
    """A server on loopback that takes deposits, works them off and answers as Crossref does.

    Nothing leaves this machine, but for callbacks that were asked for. It needs the extra ``sandbox``.

    Args:
        username: Who may deposit.
        password: The password; any will do, it guards nothing.
        role: The role to deposit in, for a personal account; without one the account is a shared role.
        prefixes: The prefixes that the account may use; None: any.
        registered: DOIs that are there from the start, with their timestamps.
        funders: Names of funders and the identifiers that Crossref finds for them; None: a few that everybody knows.
        unknown_for: Seconds for which a received file is still ``unknown_submission``.
        queued_for: Seconds in the queue after that.
        processing_for: Seconds in process after that.
        workers: Files of one account in process at a time, as many as Crossref has by default.
        pending_limit: Unfinished submissions of an account from which on its deposits are refused with 429.
        retry_after: The ``Retry-After`` header of that 429, in seconds or as a date; Crossref is not known to send one.
        file: Where to remember everything; a sandbox that is given it again goes on where the other stopped.
        seed: With one, times in the queue and in process vary, the same way each time, and so do faults that are left
            to chance.
        clock: Tells the time, in seconds since the epoch; None: the machine's clock.
        host: The address to listen on.
        port: The port; 0 takes a free one.

    Raises:
        ModelError: ``workers`` or ``port`` cannot be.

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
        prefixes: Iterable[str] | None = None,
        registered: Mapping[str, int] | None = None,
        funders: Mapping[str, str] | None = None,
        unknown_for: float = 0.02,
        queued_for: float = 0.02,
        processing_for: float = 0.02,
        workers: int = 5,
        pending_limit: int = 10_000,
        retry_after: str | None = None,
        file: str | os.PathLike[str] | None = None,
        seed: int | None = None,
        clock: Callable[[], float] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        check_count("Sandbox.workers", workers, "a number of files")
        check_number("Sandbox.port", port, "a port", least=0, most=65_535, kind=int)
        self.username = username
        """Who may deposit."""
        self.password = password
        """With this password."""
        self.role = role
        """In this role."""
        self._accounts = Accounts([Account(username=username, password=password, role=role, prefixes=prefixes)])
        self._funders = _FUNDERS if funders is None else funders
        self._clock = Clock(clock)
        self._register = Register()
        self._callbacks = Callbacks(self._clock, lambda: self.url)
        self._delays = Delays(unknown_for=unknown_for, queued_for=queued_for, processing_for=processing_for, seed=seed)
        self._queue = SubmissionQueue(
            process=self._process,
            register=self._register,
            delays=self._delays,
            workers=workers,
            clock=self._clock,
            on_completed=self._callbacks.announce,
        )
        self._faults = FaultPlan(seed)
        self._pending_limit = pending_limit
        self._retry_after = retry_after
        self._workers = workers
        self._address = host, port
        self._stopped = threading.Event()
        self._requests: list[ReceivedRequest] = []
        self._server: LoopbackServer | None = None
        self._file = file
        self._file_is_read = False
        self._registered = dict(registered or {})
        self._register_given()

    @property
    def url(self) -> str:
        """The address to give a client as ``base_url``.

        Raises:
            CrossrefDepositError: The sandbox is not running.
        """
        if self._server is None:
            raise CrossrefDepositError("the sandbox is not running: use it in a with statement, or call start() first")
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
        return {work.key: work.timestamp for work in self._register.works()}

    def record(self, doi: str) -> Work | None:
        """What is registered under a DOI: its URL, owner, matched references, the DOI that it is an alias of."""
        return self._register.work(doi)

    def register(self, doi: str, timestamp: int = 1, *, owner: str | None = None) -> None:
        """Let a DOI be there, as if it had been deposited with this timestamp.

        Args:
            doi: The DOI.
            timestamp: Its timestamp; ignored if the DOI is there with a newer one.
            owner: The prefix that it belongs to; None: its own.
        """
        with self._register.lock:
            work = self._register.work(doi) or Work(doi=doi, timestamp=timestamp, prefix=prefix_of(doi))
            timestamp = max(timestamp, work.timestamp)
            self._register.keep(attrs.evolve(work, timestamp=timestamp, prefix=owner or work.prefix))
            self._keep_changes()

    def register_title(self, name: str, *, prefix: str, issns: Iterable[str] = (), deleted: bool = False) -> None:
        """Let a journal or book be on the title list.

        Args:
            name: The title.
            prefix: The prefix that it belongs to.
            issns: Its ISSNs.
            deleted: Whether Crossref's staff has removed this spelling of it.
        """
        with self._register.lock:
            self._register.keep(Title(name=name, prefix=prefix, issns=issns, deleted=deleted))
            self._keep_changes()

    def add_account(
        self, username: str, password: str, *, role: str | None = None, prefixes: Iterable[str] | None = None
    ) -> None:
        """Open another account.

        Args:
            username: Its name.
            password: Its password.
            role: The role to deposit in, for a personal account.
            prefixes: The prefixes that it may use; None: any.
        """
        self._accounts.add(Account(username=username, password=password, role=role, prefixes=prefixes))

    def fail(
        self,
        kind: FaultKind | str,
        *,
        endpoint: Endpoint | str | None = None,
        times: int | None = 1,
        after: int = 0,
        probability: float = 1.0,
        seconds: float = 0.0,
        retry_after: str | None = None,
    ) -> None:
        """Plan trouble for the next requests.

        Args:
            kind: What goes wrong.
            endpoint: At which address; None: deposits, and for ``unknown`` the logs.
            times: For how many requests; None: until `mend`.
            after: How many requests pass before that.
            probability: How likely each request meets it.
            seconds: How long ``slow`` and ``slow-after`` take.
            retry_after: The ``Retry-After`` header of ``too-many`` and of the pages with 503.

        Raises:
            ModelError: There is no such trouble, or not at that address.
        """
        kind, endpoint = placed(kind, endpoint)
        fault = Fault(
            kind=kind,
            endpoint=endpoint,
            times=times,
            after=after,
            probability=probability,
            seconds=seconds,
            retry_after=retry_after,
        )
        self._faults.add(fault)

    def mend(self) -> None:
        """Forget all trouble that was planned."""
        self._faults.clear()

    def notify(
        self, url: str, *, endpoint: str = "sandbox.1", expires_after: float = 86_400.0, retry_every: float = 1.0
    ) -> None:
        """Send a callback to an address for each submission that is done from now on.

        Args:
            url: Where to.
            endpoint: The name of the endpoint, which each callback holds.
            expires_after: Seconds for which a log can be retrieved from the address in the callback.
            retry_every: Seconds between attempts, if the receiver does not answer with 200.
        """
        self._callbacks.notify = Notify(
            url=url, endpoint=endpoint, expires_after=expires_after, retry_every=retry_every
        )

    def advance(self, seconds: float) -> None:
        """Go on as if so much time had passed, and do all that has become due by that.

        Args:
            seconds: How long.
        """
        self._clock.advance(seconds)
        if self._server is not None:
            self.settle()

    def settle(self) -> None:
        """Wait until all that is due by now is done and all callbacks that are due are sent.

        Raises:
            CrossrefDepositError: It takes more than a minute.
        """
        if not (self._queue.settle(_PATIENCE) and self._callbacks.settle(_PATIENCE)):
            raise CrossrefDepositError(f"the sandbox is still busy after {_PATIENCE:g} seconds")

    def start(self) -> None:
        """Start listening and working.

        Raises:
            MissingDependencyError: The extra ``sandbox`` is not installed.
            CrossrefDepositError: The file cannot be used.
            OSError: The port is taken.
        """
        try:
            from crossref_deposit.sandbox.application import Application
            from crossref_deposit.sandbox.server import LoopbackServer
        except ImportError as error:
            raise MissingDependencyError(package="werkzeug", extra="sandbox") from error
        self._open_file()
        self._stopped.clear()
        try:
            self._server = LoopbackServer(Application(self._desk()), *self._address)
        except OSError:
            self._queue.archive.close()
            raise
        self._callbacks.start()
        self._queue.start()

    def close(self) -> None:
        """Stop working and listening; `submissions` stay readable."""
        if self._server is not None:
            self._stopped.set()
            self._queue.stop()
            self._callbacks.stop()
            self._server.close()
            self._server = None
            self._queue.archive.close()
            self._queue.archive = NoArchive()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Sandbox at {self._server.url}>" if self._server else "<Sandbox, not running>"

    def _desk(self) -> Desk:
        from crossref_deposit.sandbox.desk import Desk

        return Desk(
            accounts=self._accounts,
            queue=self._queue,
            register=self._register,
            callbacks=self._callbacks,
            faults=self._faults,
            requests=self._requests,
            stopped=self._stopped,
            pending_limit=self._pending_limit,
            retry_after=self._retry_after,
            workers=self._workers,
            processing_for=self._delays.processing_for,
        )

    def _open_file(self) -> None:
        """Read what is in the file, once, and add what is not."""
        if self._file is None:
            return
        archive = FileArchive(self._file)
        if not self._file_is_read:
            self._register.restore(archive.facts())
            self._queue.restore(archive.submissions())
            self._register_given()
            self._file_is_read = True
        self._queue.archive = archive
        self._keep_changes()

    def _register_given(self) -> None:
        for doi, timestamp in self._registered.items():
            self.register(doi, timestamp)

    def _keep_changes(self) -> None:
        """Put on record what did not come by a submission."""
        if not isinstance(self._queue.archive, NoArchive):
            self._queue.archive.keep(None, self._register.changes())

    def _process(self, view: SubmissionView) -> AnyOutcome:
        account = self._accounts.named(view.username)
        job = Job(content=view.xml, account=account, register=self._register, funders=self._funders)
        return OPERATIONS[view.operation, view.sub_type](job)
