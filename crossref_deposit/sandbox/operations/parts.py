"""``doDOICitUpload``: parts of records that are registered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from crossref_deposit.sandbox import document
from crossref_deposit.sandbox.document import Item
from crossref_deposit.sandbox.operations.funders import inserted_identifiers
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.references import matched, outcomes
from crossref_deposit.sandbox.operations.refusals import NOT_REGISTERED, failure, say, success
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome

_MESSAGES: Final = {
    "fundref_data": "FundRef Resources processed successfully",
    "lic_ref_data": "License-ref Resources processed successfully",
    "doi_resources": "Resources processed successfully",
}


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
