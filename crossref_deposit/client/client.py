"""The client: deposits in, submissions out."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, Final

from crossref_deposit.binding.construct import at
from crossref_deposit.client.answers import report_of
from crossref_deposit.client.callbacks.retrieval import retrieve
from crossref_deposit.client.channel import Channel
from crossref_deposit.client.credentials import Secret, credentials
from crossref_deposit.client.dispatch import Dispatch, Manner
from crossref_deposit.client.events import Event, Events
from crossref_deposit.client.flow import Flow, FlowProgress, SubmissionResult
from crossref_deposit.client.foresight import refuse_hopeless
from crossref_deposit.client.ledger import Ledger
from crossref_deposit.client.ledger_entry import LedgerState
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.policies import PollPolicy, RetryPolicy, check_number
from crossref_deposit.client.servlets import PRODUCTION, Servlets, checked_base_url
from crossref_deposit.client.submission import Submission
from crossref_deposit.client.transport import RequestsTransport, Transport
from crossref_deposit.client.uploads import Deposit, checked_file_name, upload_of
from crossref_deposit.errors import ModelError
from crossref_deposit.models.batch import DoiBatch
from crossref_deposit.models.simple_types import DOI
from crossref_deposit.validation.documents import Writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from crossref_deposit.client.answers import MatchedReference
    from crossref_deposit.client.callbacks import Notification, NotifiedResult
    from crossref_deposit.diagnostics import DiagnosticReport


class DepositClient:
    """Deposits files with Crossref and follows them up.

    Args:
        username: The e-mail address of a personal account, or the name of a shared role. Without it the environment
            variable ``CROSSREF_DEPOSIT_USERNAME`` says it, and ``CROSSREF_DEPOSIT_ROLE`` the role.
        password: Its password, kept as a `Secret`; or a function that returns it, called once, when it is first
            needed. Without it ``CROSSREF_DEPOSIT_PASSWORD`` says it.
        role: The role to act in, for a personal account. ``username="me@example.org/role"`` says the same.
        base_url: `PRODUCTION`, `TEST`, or the address of another server, such as a `Sandbox`.
        ledger: A file, or a `Ledger`, that keeps every submission, so that none is lost when the process dies.
        timeout: Seconds for the connection, and again for each wait for the server, in one request.
        retry: How often one request is repeated.
        poll: How often and how long a log is asked for.
        on_event: Called with an `Event` whenever something happens to a submission, from any thread. What it raises
            is logged.
        transport: What sends the requests, in place of `RequestsTransport`; it stays the caller's to close.

    Raises:
        ModelError: An argument that cannot be.
        LedgerError: The ledger is another program's file, a newer version's, or damaged.

    Example:
        >>> from crossref_deposit import DepositClient, TEST
        >>> DepositClient(username="me@example.org", password="correct horse", role="uoex", base_url=TEST)
        <DepositClient 'me@example.org/uoex' at https://test.crossref.org>
    """

    def __init__(
        self,
        *,
        username: str | None = None,
        password: str | Secret | Callable[[], str] | None = None,
        role: str | None = None,
        base_url: str = PRODUCTION,
        ledger: Ledger | os.PathLike[str] | str | None = None,
        timeout: float = 60.0,
        retry: RetryPolicy | None = None,
        poll: PollPolicy | None = None,
        on_event: Callable[[Event], object] | None = None,
        transport: Transport | None = None,
    ) -> None:
        self._transport = transport or RequestsTransport()
        self._owns_transport = transport is None
        servlets = Servlets(
            base_url=checked_base_url(base_url),
            credentials=credentials(username, password, role),
            transport=self._transport,
        )
        self._channel = Channel(
            servlets=servlets,
            retry=retry or RetryPolicy(),
            poll=poll or PollPolicy(),
            timeout=_checked_timeout(timeout),
            events=Events(on_event),
        )
        self._owns_ledger = not isinstance(ledger, Ledger)
        kept = Ledger(ledger) if isinstance(ledger, (str, os.PathLike)) else ledger
        self._dispatch = Dispatch(self._channel, kept)

    @property
    def base_url(self) -> str:
        """The server that it talks to."""
        return self._channel.servlets.base_url

    def submit(
        self,
        batch: Deposit,
        *,
        operation: Operation | str | None = None,
        file_name: str | None = None,
        force: bool = False,
    ) -> Submission:
        """Send a file to Crossref's queue.

        What Crossref is certain to refuse is not sent: a document that is not valid, and whatever
        `crossref_deposit.check` calls an error. Returns once Crossref has confirmed that it received the file;
        Crossref has looked at nothing by then. After a time-out or a cut connection Crossref is asked for the file
        by its name before it is sent again.

        With a ledger the disk has the submission before its first byte is sent, and the same file under the same
        name is sent once, however often it is submitted.

        Args:
            batch: What to deposit.
            operation: What it is for; told by ``batch`` when not given. Of files it is told by the root element:
                `Operation.RESOURCES` for parts of records, else `Operation.METADATA`.
            file_name: The name to send it under, up to 128 ASCII letters, digits, ``-``, ``_`` and single dots.
                Crossref finds a submission by it and only ever returns the first one of a name, so it has to be
                new; made when not given.
            force: Send it whatever is in it.

        Returns:
            The submission, to wait for.

        Raises:
            AuthenticationError: The credentials were refused.
            QueueFullError: Too many submissions of the account are pending, for longer than `RetryPolicy` waits.
            ForetoldError: It was not sent, since Crossref is certain to refuse it; ``problems`` has the list.
            RejectedError: Crossref did not take the file.
            TransportError: No usable answer, in spite of all attempts.
            SchemaError: The file is empty.
            ModelError: ``operation`` or ``file_name`` cannot be; the ledger has another file of that name.
            LedgerError: The ledger cannot be written.
            OSError: ``batch`` is the path of a file that cannot be read.
        """
        with contextlib.ExitStack() as needs:
            return self._dispatch.send(batch, file_name, Manner(operation=operation, force=force), needs)

    def submit_all(
        self,
        batches: Iterable[Deposit],
        *,
        concurrency: int = 5,
        pending: int = 50,
        ordered: bool = False,
        wait: bool = True,
        split: bool = False,
        operation: Operation | str | None = None,
        file_name: Callable[[Any], str] | None = None,
        force: bool = False,
        on_progress: Callable[[FlowProgress], object] | None = None,
    ) -> Iterator[SubmissionResult]:
        """Send any number of files, and hand back what became of each.

        Batches are taken one by one while results are asked for, never more than ``pending`` ahead, so memory stays
        flat. Every batch taken has a result, with a report or with the error that stands in its place: one bad batch
        stops no other. Closing the iterator stops after the requests under way; with a ledger nothing is lost then,
        and `resume` goes on.

        Args:
            batches: What to deposit.
            concurrency: Requests at a time. Crossref works on five submissions of an account at a time.
            pending: Submissions at a time that have been begun and not handed back.
            ordered: Hand back in the order of the batches; otherwise as they end.
            wait: Wait for the logs. Without it a result comes as soon as Crossref has the file.
            split: Send batches that are too large, or of several prefixes, in parts; see `DoiBatch.split`.
            operation: See `submit`.
            file_name: A function that names each deposit, or part of one; see `submit`. With a ledger, the same names
                for the same files let a job be run again from its beginning.
            force: See `submit`.
            on_progress: Called with a `FlowProgress` after each submission that ends.

        Returns:
            The results, each with its submission, report or error.

        Raises:
            ModelError: ``concurrency`` or ``pending`` is no whole number from 1 on.
            AuthenticationError: The credentials were refused, after the results of all that was begun. Nothing else
                is tried.
            LedgerError: The ledger cannot be written; the same.
            Exception: What ``batches`` raised, after the results of all that was begun.
        """
        manner = Manner(operation=operation, force=force)
        jobs = self._dispatch.jobs(batches, file_name, manner, split=split, wait=wait)
        flow = Flow(jobs, concurrency=concurrency, pending=pending, ordered=ordered, on_progress=on_progress)
        return flow.results()

    def resume(self, *, concurrency: int = 5, pending: int = 50, wait: bool = True) -> Iterator[Submission]:
        """Go on with everything in the ledger that is not finished.

        What Crossref may have is asked for by its name, and sent again, the same bytes under the same name, only if
        Crossref does not know it. What another process or thread works on at the moment is left to it, and so is
        what was submitted elsewhere or by another account.

        Args:
            concurrency: Requests at a time.
            pending: Submissions at a time that have been begun and not handed back.
            wait: Wait for the logs. Without it a submission comes as soon as Crossref has it.

        Returns:
            The submissions as they end. `Submission.wait` has the report, or raises what stands in its way; then
            ``submission.entry.last_error`` says the same, and another `resume` tries again.

        Raises:
            AuthenticationError: The credentials were refused. Nothing else is tried.
            LedgerError: The ledger cannot be used.
            ModelError: The client has no ledger; ``concurrency`` or ``pending`` is no whole number from 1 on.
        """
        self._dispatch.needed_ledger()
        jobs = self._dispatch.unfinished(wait=wait)
        return _submissions_of(Flow(jobs, concurrency=concurrency, pending=pending, ordered=False))

    def submission(self, *, file_name: str) -> Submission:
        """An earlier submission, by the name of its file.

        Args:
            file_name: The name that it was sent under.

        Returns:
            The submission; Crossref is not asked yet.
        """
        return self._dispatch.submission(checked_file_name(file_name))

    def submissions(self, *, state: LedgerState | str | None = None) -> Iterator[Submission]:
        """The submissions in the ledger, in the order in which they were made; Crossref is not asked.

        Args:
            state: Only those in this `LedgerState`.

        Raises:
            ModelError: The client has no ledger, or there is no such state.
        """
        return self._dispatch.submissions(state)

    def newest_timestamp(self, doi: str) -> int | None:
        """The largest timestamp with which a DOI was registered through the ledger, None as far as is known.

        ``cd.check(batch, known_timestamps=client.newest_timestamp)`` says which records are too old.
        """
        return self._dispatch.newest_timestamp(doi)

    def renewed(self, batch: DoiBatch) -> DoiBatch:
        """A batch that Crossref will not find too old, as far as the ledger knows its DOIs.

        Args:
            batch: The batch.

        Returns:
            The same, if its timestamps are larger than all with which its records were registered; else a copy with
            one that is.
        """
        return batch.newer_than(self.newest_timestamp)

    def check_credentials(self) -> tuple[str, ...]:
        """Ask Crossref whether it knows the account.

        Returns:
            The roles that the account may use, as far as Crossref names them.

        Raises:
            AuthenticationError: The credentials were refused.
            TransportError: No usable answer, in spite of all attempts.
        """
        return self._channel.login()

    def matched_references(self, doi: str) -> tuple[MatchedReference, ...]:
        """Ask which references of a work Crossref has found the DOIs of.

        Crossref looks references up for days after a deposit, so ask again later for the others.

        Args:
            doi: The DOI of the citing work.

        Returns:
            The references that have a DOI, with their keys in the deposit.

        Raises:
            AuthenticationError: The credentials were refused.
            RejectedError: Crossref knows no references of this DOI.
            TransportError: No usable answer, in spite of all attempts.
            ModelError: ``doi`` is none.
        """
        return self._channel.matched_references(at("doi", DOI.convert, doi))

    def submit_synchronously(
        self, batch: Writable | bytes | os.PathLike[str], *, file_name: str | None = None, force: bool = False
    ) -> DiagnosticReport:
        """Deposit records and wait for the log in the same request, without Crossref's queue.

        Crossref made this for one journal management system and does not offer it to everybody; ask its support before
        you rely on it. References are looked up later: ``deferred`` of a record is the submission that does it.

        Args:
            batch: The records.
            file_name: As for `submit`.
            force: As for `submit`.

        Returns:
            The log, with every failure traced to its record where that is possible.

        Raises:
            AuthenticationError: The credentials were refused.
            QueueFullError: Too many files of the account are processed at once, for longer than `RetryPolicy` waits.
            ForetoldError: It was not sent, since Crossref is certain to refuse it; ``problems`` has the list.
            RejectedError: Crossref did not take the file.
            TransportError: No usable answer. If the request may have arrived, it is not sent again.
            LogError: The log cannot be read.
            SchemaError: The file is empty.
            ModelError: ``batch`` or ``file_name`` cannot be.
        """
        upload = upload_of(batch, None, file_name)
        if upload.operation is not Operation.METADATA:
            raise ModelError("batch", found=upload.operation.value, expected="records: the rest takes submit()")
        if not force:
            refuse_hopeless(upload)
        log = self._channel.deposit_synchronously(upload)
        return report_of(log, submission=upload.content)

    def retrieve(self, notification: Notification, *, submission: bytes | None = None) -> NotifiedResult:
        """Fetch what a notification of Crossref's tells of.

        Args:
            notification: The notification.
            submission: The file that was submitted, to trace failures to its records.

        Returns:
            The log, or what else is there. The ledger keeps the log.

        Raises:
            ModelError: The address is neither Crossref's nor this client's.
            RejectedError: The result is no longer there.
            LogError: What is there is no log, or the log of another submission.
            TransportError: No usable answer, in spite of all attempts.
        """
        result = retrieve(self._channel, notification, submission)
        self._dispatch.note(result)
        return result

    def close(self) -> None:
        """Let go of connections and ledger; whatever is asked afterwards opens them again."""
        if self._owns_transport:
            self._transport.close()
        if self._owns_ledger and self._dispatch.ledger is not None:
            self._dispatch.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        servlets = self._channel.servlets
        return f"<DepositClient {servlets.credentials.login_id!r} at {servlets.base_url}>"


def _submissions_of(flow: Flow) -> Iterator[Submission]:
    with contextlib.closing(flow.results()) as results:
        for result in results:
            if result.submission is not None:
                yield result.submission


def _checked_timeout(timeout: float) -> float:
    check_number("DepositClient.timeout", timeout, least=0.001, most=_LONGEST_TIMEOUT)
    return timeout


_LONGEST_TIMEOUT: Final = 86_400.0
"""Seconds; sockets take no more than some days."""
