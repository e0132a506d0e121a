"""What Crossref finds identifiers for: references, matched, kept for later or too thin, and funders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossref_deposit.problems.catalogue import GOOD_NEWS
from crossref_deposit.sandbox.document import Item, Reference
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.refusals import say, success
from crossref_deposit.sandbox.outcome import CitationOutcome, RecordOutcome
from crossref_deposit.sandbox.register import Register

_WORDING = next(words for words in GOOD_NEWS.also if words.startswith("Inserted identifier"))


def outcomes(references: Iterable[Reference], register: Register) -> Iterator[CitationOutcome]:
    """What the log says of each."""
    for reference in references:
        doi = _match(reference, register)
        if doi:
            yield CitationOutcome(key=reference.key, status="resolved_reference", text=doi)
        elif reference.can_be_matched:
            yield CitationOutcome(key=reference.key, status="stored_query")
        else:
            yield CitationOutcome(key=reference.key, status="error", text=say("reference-too-thin"))


def matched(references: Iterable[Reference], register: Register) -> tuple[tuple[str, str], ...]:
    """Those that a DOI was found for: key and DOI."""
    found = ((reference.key, _match(reference, register)) for reference in references)
    return tuple((key, doi) for key, doi in found if doi)


def _match(reference: Reference, register: Register) -> str:
    if reference.doi:
        return reference.doi
    if not reference.can_be_matched:
        return ""
    works = register.fitting(reference.query)
    return works[0].doi if len(works) == 1 else ""


def inserted_identifiers(item: Item, job: Job) -> Iterator[RecordOutcome]:
    """A record more for each funder that was given by name alone and is known."""
    known = {name.casefold(): identifier for name, identifier in job.funders.items()}
    for name in item.unidentified_funders:
        if identifier := known.get(name.casefold()):
            yield success(item.doi, _WORDING.format(identifier=identifier, name=name) + "\n")
