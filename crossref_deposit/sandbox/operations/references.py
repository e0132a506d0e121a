"""References: matched, kept for later, or too thin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossref_deposit.sandbox.document import Reference
from crossref_deposit.sandbox.operations.refusals import say
from crossref_deposit.sandbox.outcome import CitationOutcome
from crossref_deposit.sandbox.register import Register


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
