"""``doMDUpload``: the schema first, then container by container and item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from crossref_deposit.problems import Severity
from crossref_deposit.sandbox import document
from crossref_deposit.sandbox.document import Container, Item
from crossref_deposit.sandbox.operations.items import deposited
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.parts import updated
from crossref_deposit.sandbox.operations.refusals import not_valid, refused, say
from crossref_deposit.sandbox.operations.titles import title_failure
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome, Status
from crossref_deposit.validation import validate


def deposit(job: Job) -> Outcome:
    """Carry out a file of records, or of parts of records.

    Returns:
        What the log will say.
    """
    try:
        root = document.parsed(job.content)
    except document.UnreadableDeposit as error:
        return not_valid(error.line, error.reason)
    batch_id = document.batch_id(root)
    for problem in validate(job.content, rules=False).problems:
        if problem.severity is Severity.ERROR:
            return not_valid(problem.line or 1, problem.message, batch_id)
    containers = list(document.containers(root))
    stranger = _other_prefix(container for container in containers if container.kind not in document.PARTS_OF_RECORDS)
    if stranger is not None:
        return refused(say("prefixes-differ", doi=stranger), batch_id=batch_id)
    job = attrs.evolve(job, dois=frozenset(item.doi.lower() for item in _items(containers)))
    records = [record for container in containers for record in _container(container, job)]
    return Outcome(batch_id=batch_id, records=tuple(records))


def deposit_without_matching(job: Job) -> Outcome:
    """The same, with the references left for later."""
    return deposit(attrs.evolve(job, match_references=False))


def _other_prefix(containers: Iterable[Container]) -> str | None:
    """The first DOI whose prefix is not that of the first DOI."""
    items = list(_items(containers))
    return next((item.doi for item in items if item.prefix != items[0].prefix), None)


def _items(containers: Iterable[Container]) -> Iterator[Item]:
    """All that has a DOI."""
    for container in containers:
        for item in container.items:
            yield item
            yield from item.parts


def _container(container: Container, job: Job) -> Iterator[RecordOutcome]:
    if container.kind in document.PARTS_OF_RECORDS:
        for item in container.items:
            yield from updated(item, container.kind, job)
        return
    refusal = title_failure(container, job)
    if refusal is not None:
        yield refusal
        return
    for item in container.items:
        records = list(deposited(item, job))
        yield from records
        failed = records[0].status is Status.FAILURE
        if failed and item.kind == "journal_metadata":
            return
        if not failed:
            yield from (record for part in item.parts for record in deposited(part, job))
