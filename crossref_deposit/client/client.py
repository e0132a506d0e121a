"""The client: deposits in, submissions out."""

from __future__ import annotations

import os
import re
import secrets
import time
from typing import TYPE_CHECKING, TypeAlias

from crossref_deposit.binding.construct import at
from crossref_deposit.binding.document import read_source
from crossref_deposit.client.answers import report_of
from crossref_deposit.client.callbacks.retrieval import retrieve
from crossref_deposit.client.channel import Channel
from crossref_deposit.client.credentials import Secret, credentials
from crossref_deposit.client.foresight import refuse_hopeless
from crossref_deposit.client.log import logger
from crossref_deposit.client.operation import Operation
from crossref_deposit.client.operations import Uploadable
from crossref_deposit.client.policies import PollPolicy, RetryPolicy
from crossref_deposit.client.servlets import PRODUCTION, Servlets, Upload, checked_base_url
from crossref_deposit.client.submission import Submission
from crossref_deposit.client.transport import RequestsTransport, Transport
from crossref_deposit.errors import ModelError, SchemaError
from crossref_deposit.models.root import root_of
from crossref_deposit.models.simple_types import DOI
from crossref_deposit.validation.documents import Writable

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from crossref_deposit.client.answers import MatchedReference
    from crossref_deposit.client.callbacks import Notification, NotifiedResult
    from crossref_deposit.diagnostics import DiagnosticReport


Deposit: TypeAlias = "Writable | Uploadable | bytes | os.PathLike[str]"
"""What can be submitted: a `DoiBatch`, a `ResourceBatch`, a list or query batch, the bytes of a file, or its path."""

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_FILE_NAME_LENGTH = 128


class DepositClient:
    """Deposits files with Crossref and follows them up.

    Args:
        username: The e-mail address of a personal account, or the name of a shared role.
        password: Its password; kept as a `Secret`.
        role: The role to act in, for a personal account. ``username="me@example.org/role"`` says the same.
        base_url: `PRODUCTION`, `TEST`, or the address of another server, such as a `Sandbox`.
        ledger: Reserved: a later version keeps its submissions in this file.
        timeout: Seconds for the connection, and again for each wait for the server, in one request.
        retry: How often one request is repeated.
        poll: How often and how long a log is asked for.
        transport: What sends the requests, in place of `RequestsTransport`; it stays the caller's to close.

    Raises:
        ModelError: An argument that cannot be.

    Example:
        >>> from crossref_deposit import DepositClient, TEST
        >>> DepositClient(username="me@example.org", password="correct horse", role="uoex", base_url=TEST)
        <DepositClient 'me@example.org/uoex' at https://test.crossref.org>
    """

    def __init__(
        self,
        *,
        username: str,
        password: str | Secret,
        role: str | None = None,
        base_url: str = PRODUCTION,
        ledger: os.PathLike[str] | str | None = None,
        timeout: float = 60.0,
        retry: RetryPolicy | None = None,
        poll: PollPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        if ledger is not None:
            raise ModelError(
                path="DepositClient.ledger", found="a file", expected="None: this version keeps no ledger yet"
            )
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
        )

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
            ModelError: ``operation`` or ``file_name`` cannot be.
        """
        upload = _upload(batch, operation, file_name)
        if not force:
            refuse_hopeless(upload)
        found = self._channel.deliver(upload)
        logger.info("%s: received by %s", upload.file_name, self._channel.servlets.base_url)
        return Submission(self._channel, upload.file_name, upload.content, found)

    def submission(self, *, file_name: str) -> Submission:
        """An earlier submission, by the name of its file.

        Args:
            file_name: The name that it was sent under.

        Returns:
            The submission; Crossref is not asked yet.
        """
        return Submission(self._channel, _checked_file_name(file_name))

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
        upload = _upload(batch, None, file_name)
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
            The log, or what else is there.

        Raises:
            ModelError: The address is neither Crossref's nor this client's.
            RejectedError: The result is no longer there.
            LogError: What is there is no log, or the log of another submission.
            TransportError: No usable answer, in spite of all attempts.
        """
        return retrieve(self._channel, notification, submission)

    def close(self) -> None:
        """Let go of the connections; whatever is asked afterwards opens new ones."""
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        servlets = self._channel.servlets
        return f"<DepositClient {servlets.credentials.login_id!r} at {servlets.base_url}>"


def new_file_name(extension: str = ".xml") -> str:
    """A name that no other submission has: the time, for people, and 64 random bits."""
    return f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{secrets.token_hex(8)}{extension}"


def _extension_of(batch: Deposit) -> str:
    return batch.file_extension if isinstance(batch, Uploadable) else ".xml"


def _upload(batch: Deposit, operation: Operation | str | None, file_name: str | None) -> Upload:
    content = _content(batch)
    return Upload(
        file_name=_checked_file_name(file_name) if file_name is not None else new_file_name(_extension_of(batch)),
        content=content,
        operation=_operation(operation) if operation is not None else _operation_of(batch, content),
    )


def _content(batch: Deposit) -> bytes:
    if isinstance(batch, (bytes, os.PathLike)):
        return read_source(batch, SchemaError)
    if isinstance(batch, Uploadable):
        return batch.to_bytes()
    if hasattr(batch, "to_xml"):
        return batch.to_xml()
    message = f"cannot submit {type(batch).__name__}: give a DoiBatch, bytes (the file) or a pathlib.Path (its place)"
    raise TypeError(message)


def _operation(operation: Operation | str) -> Operation:
    known = ", ".join(known.value for known in Operation)
    try:
        return Operation(operation)
    except ValueError:
        raise ModelError(path="operation", found=repr(operation), expected=f"one of {known}") from None


def _operation_of(batch: Deposit, content: bytes) -> Operation:
    """The operation that an upload is meant for; of a document, by its root element."""
    if isinstance(batch, Uploadable):
        return batch.operation
    try:
        schema = root_of(content).schema or ""
    except SchemaError:
        schema = ""  # Crossref says what is wrong with it
    return Operation.RESOURCES if schema.startswith("doi_resources") else Operation.METADATA


def _checked_file_name(file_name: str) -> str:
    if len(file_name) <= _FILE_NAME_LENGTH and _FILE_NAME.fullmatch(file_name):
        return file_name
    raise ModelError(
        path="file_name",
        found=repr(file_name[:_FILE_NAME_LENGTH]),
        expected=f"up to {_FILE_NAME_LENGTH} ASCII letters, digits, '-', '_' and single dots, as in a path",
    )


def _checked_timeout(timeout: float) -> float:
    if not timeout > 0 or timeout == float("inf"):
        raise ModelError(path="DepositClient.timeout", found=repr(timeout), expected="seconds, more than 0")
    return timeout
