"""What is written down about one submission while it is sent and followed up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from crossref_deposit.client.ledger import now
from crossref_deposit.client.ledger_entry import LedgerState
from crossref_deposit.client.operation import Operation
from crossref_deposit.diagnostics import SubmissionState
from crossref_deposit.errors import RejectedError, SchemaError, TransportError
from crossref_deposit.validation.submission_index import SubmissionIndex, canonical_doi

if TYPE_CHECKING:
    from crossref_deposit.client.answers import LogAnswer
    from crossref_deposit.client.ledger import Ledger
    from crossref_deposit.client.ledger_entry import LedgerEntry
    from crossref_deposit.diagnostics import DiagnosticReport
    from crossref_deposit.errors import CrossrefDepositError

_NUMBER: Final = re.compile(r"[0-9]{1,100}")


class Notes:
    """Notes that this process keeps in mind: all there is without a ledger."""

    def __init__(self) -> None:
        self.attempts = 0
        self.in_doubt = False
        self.last_error: CrossrefDepositError | None = None

    def sending(self) -> None:
        """The next attempt begins: from now on Crossref may have the file."""
        self.attempts += 1
        self.in_doubt = True

    def received(self) -> None:
        """Crossref has confirmed that it has the file."""
        self.in_doubt = False

    def missing(self) -> None:
        """Crossref had long enough to learn of the file, and does not know it."""
        self.in_doubt = False

    def failed(self, error: CrossrefDepositError, *, in_doubt: bool) -> None:
        """An attempt failed; if in doubt, Crossref may have the file all the same."""
        self.last_error, self.in_doubt = error, in_doubt

    def refused(self, error: RejectedError) -> None:
        """Crossref did not take the file."""
        self.last_error, self.in_doubt = error, False

    def asked(self, answer: LogAnswer) -> None:
        """Crossref has said where the submission stands."""

    def seconds_in_doubt(self) -> float:
        """How long ago the last attempt ended, or began if its end is not known."""
        return 0.0

    def content(self) -> bytes | None:
        """The file, if it is kept."""
        return None

    def log(self) -> bytes | None:
        """The final log, if it is kept."""
        return None

    def entry(self) -> LedgerEntry | None:
        """The ledger's entry."""
        return None

    def check_sent(self) -> None:
        """Raise what keeps the submission from ever having a log, if that is known."""


class LedgerNotes(Notes):
    """Notes in a ledger: each is one transaction.

    Args:
        ledger: The ledger.
        entry: The submission's entry as it is now.
        begun: True if the entry was made as that of a submission that is being sent.
    """

    def __init__(self, ledger: Ledger, entry: LedgerEntry, *, begun: bool = False) -> None:
        super().__init__()
        self._ledger = ledger
        self._known = entry
        self._sent_at = entry.sent_at
        self._begun = begun
        self.attempts = entry.attempts
        # Confirmed and never seen since is no better than not confirmed.
        self.in_doubt = not begun and (entry.in_doubt or entry.state is LedgerState.SENT)

    def sending(self) -> None:
        """See `Notes.sending`; the disk has it before the first byte leaves."""
        if self._begun:  # written when the entry was made: one wait for the disk in place of two
            self._begun, self.in_doubt = False, True
            return
        super().sending()
        self._sent_at = now()
        facts = {"attempts": self.attempts, "in_doubt": True, "sent_at": self._sent_at}
        self._ledger.write(self._known.row, facts, durable=True)

    def received(self) -> None:
        """See `Notes.received`."""
        super().received()
        self._sent_at = now()
        self._write(in_doubt=False, sent_at=self._sent_at, last_error=None, state=LedgerState.SENT)

    def missing(self) -> None:
        """See `Notes.missing`."""
        super().missing()
        self._write(in_doubt=False)

    def failed(self, error: CrossrefDepositError, *, in_doubt: bool) -> None:
        """See `Notes.failed`."""
        super().failed(error, in_doubt=in_doubt)
        self._sent_at = now()
        self._write(in_doubt=in_doubt, sent_at=self._sent_at, last_error=str(error))

    def refused(self, error: RejectedError) -> None:
        """See `Notes.refused`."""
        super().refused(error)
        self._write(in_doubt=False, last_error=str(error), finished_at=now(), state=LedgerState.REFUSED)

    def asked(self, answer: LogAnswer) -> None:
        """See `Notes.asked`."""
        report = answer.report
        if report.state is SubmissionState.UNKNOWN:
            self._write(asked_at=now())
            return
        self.in_doubt = False
        facts: dict[str, Any] = {"asked_at": now(), "in_doubt": False, "last_error": None}
        told = {"submission_id": report.submission_id, "batch_id": report.batch_id}
        facts |= {name: value for name, value in told.items() if value is not None}
        if report.state is SubmissionState.COMPLETED:
            facts |= {"log": answer.log, "finished_at": now()}
        self._ledger.write(
            self._known.row, facts, state=LedgerState.of(report.state), timestamps=self._registered(report)
        )

    def seconds_in_doubt(self) -> float:
        """See `Notes.seconds_in_doubt`; a clock that was set back makes it 0."""
        return max(0.0, (now() - self._sent_at).total_seconds()) if self._sent_at else 0.0

    def content(self) -> bytes:
        """See `Notes.content`."""
        return self._ledger.content(self._known.file_name)

    def log(self) -> bytes | None:
        """See `Notes.log`."""
        return self._ledger.log(self._known.file_name)

    def entry(self) -> LedgerEntry:
        """See `Notes.entry`."""
        return self._ledger.entry(self._known.file_name) or self._known

    def check_sent(self) -> None:
        """See `Notes.check_sent`.

        Raises:
            RejectedError: Crossref did not take the file.
            TransportError: It was not sent yet, or certainly did not arrive.
        """
        self.check_not_refused()
        entry = self.entry()
        if entry.state is LedgerState.HELD and not entry.in_doubt:
            reason = f": {entry.last_error}" if entry.last_error else ""
            message = f"Crossref does not have {entry.file_name} yet{reason}. DepositClient.resume() sends it"
            raise TransportError(message, file_name=entry.file_name)

    def check_not_refused(self) -> None:
        """Raise what Crossref said when it did not take the file.

        Raises:
            RejectedError: It is so.
        """
        entry = self.entry()
        if entry.state is LedgerState.REFUSED:
            raise RejectedError(
                f"{entry.last_error} (from the ledger). To send it again, give it another file name",
                file_name=entry.file_name,
            )

    def _write(self, *, state: LedgerState | None = None, **facts: object) -> None:
        self._ledger.write(self._known.row, facts, state=state)

    def _registered(self, report: DiagnosticReport) -> dict[str, int]:
        """The DOIs that the log says are registered, with the timestamps that they were sent with."""
        told = (record.reported_doi for record in report.records if record.status.registered)
        dois = {canonical_doi(doi) for doi in told if doi}
        if not dois or self._known.operation is not Operation.METADATA:
            return {}
        try:
            index = SubmissionIndex(self.content(), salvage=True)
        except SchemaError:
            return {}  # the file was kept elsewhere, and has gone
        sent = ((canonical_doi(record.doi), record.timestamp or index.timestamp or "") for record in index.records)
        return {doi: int(timestamp) for doi, timestamp in sent if doi in dois and _NUMBER.fullmatch(timestamp)}
