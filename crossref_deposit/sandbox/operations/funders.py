"""Funders that Crossref finds an identifier for."""

from __future__ import annotations

from collections.abc import Iterator

from crossref_deposit.problems.catalogue import GOOD_NEWS
from crossref_deposit.sandbox.document import Item
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.refusals import success
from crossref_deposit.sandbox.outcome import RecordOutcome

_WORDING = next(words for words in GOOD_NEWS.also if words.startswith("Inserted identifier"))


def inserted_identifiers(item: Item, job: Job) -> Iterator[RecordOutcome]:
    """A record more for each funder that was given by name alone and is known."""
    known = {name.casefold(): identifier for name, identifier in job.funders.items()}
    for name in item.unidentified_funders:
        if identifier := known.get(name.casefold()):
            yield success(item.doi, _WORDING.format(identifier=identifier, name=name) + "\n")
