"""Deposits on their way: noted in the ledger, checked, sent, and gone on with."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import attrs

from crossref_deposit.client.answers import LogAnswer
from crossref_deposit.client.flow import Job
from crossref_deposit.client.foresight import refuse_hopeless
from crossref_deposit.client.ledger_entry import LedgerEntry, LedgerState
from crossref_deposit.client.notes import LedgerNotes, Notes
from crossref_deposit.client.servlets import Upload
from crossref_deposit.client.submission import Submission
from crossref_deposit.client.uploads import upload_of
from crossref_deposit.errors import CrossrefDepositError, ForetoldError, ModelError, SchemaError
from crossref_deposit.models.batch import DoiBatch
from crossref_deposit.models.resources import ResourceBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crossref_deposit.client.callbacks import NotifiedResult
    from crossref_deposit.client.channel import Channel
    from crossref_deposit.client.ledger import Ledger
    from crossref_deposit.client.operation import Operation
    from crossref_deposit.client.uploads import Deposit


@attrs.frozen(kw_only=True)
class Manner:
    """How a deposit is sent."""

    operation: Operation | str | None = None
    force: bool = False
    """Without a look at whether it can succeed."""


@attrs.frozen
class Dispatch:
    """What sends, with a ledger or without."""

    channel: Channel
    ledger: Ledger | None

    def needed_ledger(self) -> Ledger:
        """The ledger.

        Raises:
            ModelError: There is none.
        """
        if self.ledger is None:
            raise ModelError(path="DepositClient.ledger", found="none", expected="a ledger: only that knows them")
        return self.ledger

    def newest_timestamp(self, doi: str) -> int | None:
        """The largest timestamp with which the ledger knows a DOI to be registered."""
        return self.ledger.newest_timestamp(doi) if self.ledger else None

    def send(self, deposit: Deposit, file_name: str | None, manner: Manner, needs: contextlib.ExitStack) -> Submission:
        """Send a file; the claim on its entry is held as long as the stack is open."""
        upload = upload_of(deposit, manner.operation, file_name)
        if not (manner.force or self._knows(upload)):
            self._refuse_hopeless(upload)
        if self.ledger is None:
            return self._delivered(upload, Notes())
        path = self.ledger.kept_path(deposit)
        begun = self.ledger.begin(upload, server=self._server, account=self._account, path=path)
        entry, is_new = needs.enter_context(begun)
        return self._carried_on(LedgerNotes(self.ledger, entry, begun=is_new), entry, upload)

    def _knows(self, upload: Upload) -> bool:
        return self.ledger is not None and self.ledger.entry(upload.file_name) is not None

    def _refuse_hopeless(self, upload: Upload) -> None:
        """Raise what is wrong with a file, unless another process has sent the same one while it was looked at."""
        try:
            refuse_hopeless(upload, known_timestamps=self.newest_timestamp)
        except ForetoldError:
            if not self._knows(upload):
                raise

    def submission(self, file_name: str) -> Submission:
        """The submission of a name, as far as the ledger knows it."""
        entry = self.ledger.entry(file_name) if self.ledger else None
        return Submission(self.channel, file_name) if entry is None else self._submission(entry)

    def submissions(self, state: LedgerState | str | None) -> Iterator[Submission]:
        """The submissions in the ledger that are this account's."""
        entries = self.needed_ledger().entries(state)
        return (self._submission(entry) for entry in entries if self._is_ours(entry))

    def jobs(
        self,
        deposits: Iterable[Deposit],
        name: Callable[[Deposit], str] | None,
        manner: Manner,
        *,
        split: bool,
        wait: bool,
    ) -> Iterator[Job]:
        """Jobs that send deposits, or their parts."""
        for index, deposit in enumerate(deposits):
            for part, fault in _parts(deposit, split=split):
                file_name, unnamed = _named(part, name)
                yield self._job(index, part, file_name, manner, fault or unnamed, wait=wait)

    def unfinished(self, *, wait: bool) -> Iterator[Job]:
        """Jobs that go on with what is left in the ledger and nobody works on."""
        ledger = self.needed_ledger()
        for known in ledger.unfinished():
            if not self._is_ours(known):
                continue
            with contextlib.ExitStack() as needs:
                entry = needs.enter_context(ledger.claimed(known))
                if entry is not None and not entry.state.finished:
                    yield self._job_of(entry, needs.pop_all(), wait=wait)

    def note(self, result: NotifiedResult) -> None:
        """Keep a log that came with a notification."""
        if self.ledger is None or result.log is None or result.report is None:
            return
        answer = LogAnswer(log=result.log, report=result.report)
        for entry in self.ledger.with_ids(result.report.submission_id, result.report.batch_id):
            if self._is_ours(entry):
                LedgerNotes(self.ledger, entry).asked(answer)

    def _job(
        self,
        index: int,
        part: Deposit,
        file_name: str | None,
        manner: Manner,
        fault: Exception | None,
        *,
        wait: bool,
    ) -> Job:
        def send(needs: contextlib.ExitStack) -> Submission:
            if fault is not None:
                raise fault
            return self.send(part, file_name, manner, needs)

        return Job(index=index, deposit=part, send=send, wait=wait, first_pause=self.channel.poll.interval)

    def _job_of(self, entry: LedgerEntry, needs: contextlib.ExitStack, *, wait: bool) -> Job:
        notes = LedgerNotes(self.needed_ledger(), entry)
        return Job(
            index=entry.row,
            deposit=b"",
            send=lambda _: self._carried_on(notes, entry),
            wait=wait,
            first_pause=0.0,
            submission=Submission(self.channel, entry.file_name, notes=notes),
            needs=needs,
        )

    def _carried_on(self, notes: LedgerNotes, entry: LedgerEntry, upload: Upload | None = None) -> Submission:
        """What the ledger has, sent if Crossref does not know it although it should."""
        notes.check_not_refused()
        overdue = notes.seconds_in_doubt() >= self.channel.poll.unknown_grace
        if entry.state is LedgerState.HELD or (entry.state is LedgerState.SENT and overdue):
            return self._delivered(upload or _upload_of(notes, entry), notes)
        return Submission(self.channel, entry.file_name, notes=notes)

    def _delivered(self, upload: Upload, notes: Notes) -> Submission:
        found = self.channel.deliver(upload, notes)
        kept = None if self.ledger else upload.content
        return Submission(self.channel, upload.file_name, notes=notes, content=kept, found=found)

    def _submission(self, entry: LedgerEntry) -> Submission:
        return Submission(self.channel, entry.file_name, notes=LedgerNotes(self.needed_ledger(), entry))

    @property
    def _server(self) -> str:
        return self.channel.servlets.base_url

    @property
    def _account(self) -> str:
        return self.channel.servlets.credentials.login_id

    def _is_ours(self, entry: LedgerEntry) -> bool:
        return (entry.server, entry.account) == (self._server, self._account)


def _upload_of(notes: LedgerNotes, entry: LedgerEntry) -> Upload:
    """What the ledger has of a submission that is to be sent."""
    try:
        content = notes.content()
    except SchemaError as error:
        notes.failed(error, in_doubt=notes.in_doubt)
        raise
    return Upload(file_name=entry.file_name, content=content, operation=entry.operation)


def _named(deposit: Deposit, name: Callable[[Deposit], str] | None) -> tuple[str | None, Exception | None]:
    """The name that the user's function gives, or what it raises: here, in the order of the deposits."""
    try:
        return name(deposit) if name else None, None
    except Exception as error:  # noqa: BLE001 - the user's function: what it raises is that deposit's result
        return None, error


def _parts(deposit: Deposit, *, split: bool) -> list[tuple[Deposit, Exception | None]]:
    """The parts of a batch, or the batch and what keeps it from being split."""
    if not split or not isinstance(deposit, (DoiBatch, ResourceBatch)):
        return [(deposit, None)]
    try:
        return [(part, None) for part in deposit.split()]
    except CrossrefDepositError as error:
        return [(deposit, error)]
