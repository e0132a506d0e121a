"""The way in: a log and the deposit it answers become a report."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

import attrs

from crossref_deposit.binding.document import Source
from crossref_deposit.diagnostics.attribution import attribute, without_submission
from crossref_deposit.diagnostics.entries import Entry
from crossref_deposit.diagnostics.grammar import Log, LogRecord, number_in, parse_log, stream_log
from crossref_deposit.diagnostics.log_files import logs_in
from crossref_deposit.diagnostics.log_source import pieces_of
from crossref_deposit.diagnostics.recheck import Finding, recheck
from crossref_deposit.diagnostics.record import RecordDiagnostic, RecordStatus
from crossref_deposit.diagnostics.report import DiagnosticReport, SubmissionState
from crossref_deposit.diagnostics.verdict import Verdict
from crossref_deposit.errors import LogError
from crossref_deposit.problems import CATALOGUE, Problem, Reading, readings
from crossref_deposit.validation.documents import Document, text_of
from crossref_deposit.validation.submission_index import SubmissionIndex

_FILE_NAME: Final = ".xml"  # where Crossref did not read the batch's own id, it may give the name of the file


class DiagnosticParser:
    """Reads Crossref's submission logs and traces each result to the deposit.

    See Crossref's page on `submission logs
    <https://www.crossref.org/documentation/register-maintain-records/verify-your-registration/submission-queue-and-log/>`_.

    Args:
        submission: The deposit that the log answers: its bytes exactly as sent (best), its text, its path, a file, or
            the batch. Without it, only what the log itself says is told.

    Raises:
        TypeError: ``submission`` is none of these.
        SchemaError: ``submission`` is empty.

    Example:
        >>> deposit = '''<doi_batch><body><journal><journal_article>
        ... <contributors><person_name><ORCID>https://orcid.org/0000-0002-1825-0098</ORCID></person_name></contributors>
        ... <doi_data><doi>10.5555/a</doi></doi_data></journal_article></journal></body></doi_batch>'''
        >>> log = '''<doi_batch_diagnostic status="completed"><record_diagnostic status="Failure" msg_id="45">
        ... <doi>DOI not found</doi><msg>Error in Journal Article (Author ORCID):
        ... ORCID "https://orcid.org/0000-0002-1825-0098" has invalid checksum</msg>
        ... </record_diagnostic></doi_batch_diagnostic>'''
        >>> record = DiagnosticParser(submission=deposit).parse(log).records[0]
        >>> record.doi, record.line, record.attribution.method.value, record.problems[0].code
        ('10.5555/a', 2, 'value', 'orcid-checksum')
    """

    def __init__(self, submission: Document | None = None) -> None:
        self._document = None if submission is None else text_of(submission)

    @functools.cached_property
    def _index(self) -> SubmissionIndex | None:
        return None if self._document is None else SubmissionIndex(self._document, salvage=True)

    @functools.cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return () if self._document is None or self._index is None else recheck(self._document, self._index)

    def parse(self, log: Source, *, salvage: bool = False) -> DiagnosticReport:
        """Read a log.

        Args:
            log: Crossref's answer: bytes or text, a path, or a binary file; XML, or an e-mail message that holds it.
            salvage: Whether a log that is cut off or damaged is read as far as it goes; ``problems`` of the report
                says where it ends then, and ``ok`` is false.

        Raises:
            LogError: It is no log, several of them, or (without ``salvage``) a broken one; the error says what was
                found.
            OSError: The path cannot be read.
        """
        found = parse_log(pieces_of(log), salvage=salvage)
        entries = [_entry(record) for record in found.records]
        state = _state_of(found)
        index = self._index if entries or state.finished else None
        problems = tuple(_problems(found, None if index is None else index.batch_id))
        if index is None:
            trace = without_submission(entries)
        else:
            same_batch = all(problem.code != "batch-id-differs" for problem in problems)
            trace = attribute(index, entries, lambda: self._findings, same_batch=same_batch)
        return DiagnosticReport(
            state=state,
            submission_id=None if found.submission_id == "0" else found.submission_id,
            batch_id=found.batch_id,
            server=found.server or None,
            counts=found.counts,
            records=tuple(map(_diagnostic, entries, trace.verdicts)),
            missing=trace.missing if state.finished and not problems else (),
            foreign=trace.foreign,
            problems=problems,
            index=index,
        )

    def parse_all(self, source: Source) -> Iterator[DiagnosticReport]:
        """Read all logs in a folder, a mailbox or a message, one after the other.

        Args:
            source: A folder (with all below it), an mbox file, an e-mail message, or a log; bytes or text, a path, or
                a binary file.

        Yields:
            A report for each, with its ``source``. Broken logs are read as far as they go. What has no log in it gives
            a report without records, with the problem ``log-missing``; a log of another batch than the submission's
            one with ``batch-id-differs``.

        Raises:
            OSError: A path cannot be read.
        """
        for name, log in logs_in(source):
            try:
                report = self.parse(log, salvage=True)
            except LogError as error:
                problem = CATALOGUE["log-missing"].problem(error.message, line=error.line, column=error.column)
                report = DiagnosticReport(state=SubmissionState.OTHER, problems=(problem,))
            yield attrs.evolve(report, source=name)

    @staticmethod
    def stream(log: Source) -> Iterator[RecordDiagnostic]:
        """Read a log of any size record by record, without keeping it.

        Nothing is traced to a deposit, for that needs all records together: each is what the log itself says of it.

        Args:
            log: As for `parse`.

        Raises:
            LogError: It is no log, or a broken one; raised when the reading comes to the place.
            OSError: The path cannot be read.
        """
        for record in stream_log(pieces_of(log, max_bytes=None)):
            entry = _entry(record)
            yield _diagnostic(entry, without_submission([entry]).verdicts[0])


def _entry(record: LogRecord) -> Entry:
    return Entry(record=record, status=_status_of(record), readings=_readings_of(record))


def _state_of(log: Log) -> SubmissionState:
    """The state; logs of old have none, and results instead."""
    if log.status is None:
        return SubmissionState.COMPLETED if log.records or log.has_counts else SubmissionState.OTHER
    return SubmissionState(log.status)


def _status_of(record: LogRecord) -> RecordStatus:
    """The status; conflict uploads have it on each conflict instead."""
    if record.status is not None or not record.conflicts:
        return RecordStatus(record.status or "")
    statuses = {RecordStatus(conflict.status) for conflict in record.conflicts}
    order = (RecordStatus.FAILURE, RecordStatus.UNKNOWN, RecordStatus.WARNING, RecordStatus.SUCCESS)
    return next(status for status in order if status in statuses)


def _readings_of(record: LogRecord) -> tuple[Reading, ...]:
    message = record.message or ""
    found = readings(message)
    if not message and _status_of(record) is RecordStatus.FAILURE:
        return (Reading(kind=CATALOGUE["unknown"], text="Crossref gave no reason", groups={}),)
    return found


def _diagnostic(entry: Entry, verdict: Verdict) -> RecordDiagnostic:
    record = entry.record
    elements = verdict.elements or (None,) * len(entry.readings)
    return RecordDiagnostic(
        status=entry.status,
        message=record.message or "; ".join(conflict.message for conflict in record.conflicts),
        msg_id=number_in(record.msg_id),
        reported_doi=record.doi,
        doi=verdict.doi,
        dois=verdict.dois,
        attribution=verdict.attribution,
        conflict_id=record.conflict_id,
        dois_in_conflict=tuple(record.dois_in_conflict),
        resolved_conflict_ids=record.resolved_conflict_ids,
        citations=tuple(record.citations),
        deferred=record.deferred,
        conflicts=tuple(record.conflicts),
        found_here=verdict.findings,
        element=verdict.element,
        findings=tuple(zip(entry.readings, elements, strict=True)),
    )


def _problems(log: Log, batch_id: str | None) -> Iterator[Problem]:
    """What is wrong with a log itself, apart from what it says."""
    if batch_id and log.batch_id and _differ(log.batch_id, batch_id):
        message = f"The log is of the batch {log.batch_id!r}, the deposit has the doi_batch_id {batch_id!r}."
        yield CATALOGUE["batch-id-differs"].problem(message, value=log.batch_id)
    if log.fault is not None:
        fault = log.fault
        message = f"The log could not be read to its end: {fault.message}."
        yield CATALOGUE["log-broken"].problem(message, line=fault.line, column=fault.column)
    elif log.elements < (counted := log.counts.get("records", 0)):
        message = f"The log has {log.elements} records and counts {counted}."
        yield CATALOGUE["log-incomplete"].problem(message, value=str(counted))


def _differ(reported: str, own: str) -> bool:
    return " ".join(reported.split()).casefold() != " ".join(own.split()).casefold() and not (
        reported.lower().endswith(_FILE_NAME) and not own.lower().endswith(_FILE_NAME)
    )
