"""``doMDUpload`` and ``doDOICitUpload``: the schema first, then container by container and item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from crossref_deposit.problems import Severity
from crossref_deposit.sandbox import document
from crossref_deposit.sandbox.document import Container, Item
from crossref_deposit.sandbox.operations.items import deposited
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.matching import inserted_identifiers, matched, outcomes
from crossref_deposit.sandbox.operations.refusals import NOT_REGISTERED, failure, not_valid, refused, say, success
from crossref_deposit.sandbox.operations.titles import title_failure
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome, Status
from crossref_deposit.validation import validate

_MESSAGES: Final = {
    "fundref_data": "FundRef Resources processed successfully",
    "lic_ref_data": "License-ref Resources processed successfully",
    "doi_resources": "Resources processed successfully",
}


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


def updated(item: Item, kind: str, job: Job) -> Iterator[RecordOutcome]:
    """Store a part of a record."""
    work = job.register.work(item.doi)
    if work is None:
        yield failure(item.doi, f"{NOT_REGISTERED}: {item.doi}")
        return
    if not job.account.may_use(work.prefix):
        yield failure(item.doi, say("prefix-not-allowed", prefix=work.prefix))
        return
    if item.references:
        job.register.keep(attrs.evolve(work, references=matched(item.references, job.register)))
    yield from inserted_identifiers(item, job)
    record = success(item.doi, _MESSAGES.get(kind, "Successfully updated"))
    yield attrs.evolve(record, citations=tuple(outcomes(item.references, job.register)))


def match_deferred(job: Job) -> Outcome:
    """Look up the references of a file whose records were registered by the synchronous route."""
    root = document.parsed(job.content)
    items = [item for container in document.containers(root) for item in container.items if item.references]
    records = [record for item in items for record in updated(item, item.kind, job)]
    return Outcome(batch_id=document.batch_id(root), records=tuple(records))
