"""What is wrong with a log itself, apart from what it says."""

from __future__ import annotations

from collections.abc import Iterator

from crossref_deposit.diagnostics.grammar import Log
from crossref_deposit.problems import CATALOGUE, Problem

_FILE_NAME = ".xml"  # where Crossref did not read the batch's own id, it may give the name of the file


def log_problems(log: Log, batch_id: str | None) -> tuple[Problem, ...]:
    """The problems of a log.

    Args:
        log: The log.
        batch_id: The ``doi_batch_id`` of the deposit that it is compared with, if there is one.
    """
    return tuple(_problems(log, batch_id))


def _problems(log: Log, batch_id: str | None) -> Iterator[Problem]:
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
