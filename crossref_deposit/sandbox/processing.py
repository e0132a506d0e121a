"""What Crossref does with a deposit, as far as this sandbox knows: schema first, then item by item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossref_deposit.problems import CATALOGUE, Severity
from crossref_deposit.sandbox import document
from crossref_deposit.sandbox.outcome import CitationOutcome, Outcome, RecordOutcome, Status
from crossref_deposit.validation import validate
from crossref_deposit.validation.check_digits import is_isbn, is_issn, is_orcid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossref_deposit.sandbox.document import Container, Item, Reference
    from crossref_deposit.sandbox.register import Register

NO_DOI = "none"
NO_DOI_YET = "DOI not found"
WHOLE_JOURNAL = "all doi's under the current journal element"
NOT_REGISTERED = "There is no record of this DOI"
THIN_REFERENCE = "Either ISSN or Journal title or Proceedings title must be supplied."
_FORBIDDEN = re.compile(r"[^a-zA-Z0-9\-._;()/]")
"""What a DOI may not have that is new."""


def process(xml: bytes, register: Register) -> Outcome:
    """Carry a deposit out.

    Args:
        xml: The file.
        register: What is registered; grows by what succeeds.

    Returns:
        What the log will say.
    """
    try:
        root = document.parsed(xml)
    except document.UnreadableDeposit as error:
        return _refused(_not_valid(error.line, error.reason), msg_id=29)
    batch_id = document.batch_id(root)
    for problem in validate(xml, rules=False).problems:
        if problem.severity is Severity.ERROR:
            return _refused(_not_valid(problem.line or 1, problem.message), msg_id=29, batch_id=batch_id)
    containers = list(document.containers(root))
    stranger = _other_prefix(container for container in containers if container.kind not in document.PARTS_OF_RECORDS)
    if stranger is not None:
        return _refused(CATALOGUE["prefixes-differ"].say(doi=stranger), batch_id=batch_id)
    records = [record for container in containers for record in _container(container, register)]
    return Outcome(batch_id=batch_id, records=tuple(records))


def _refused(message: str, *, msg_id: int | None = None, batch_id: str = "") -> Outcome:
    """The outcome of a file that fails as a whole: one record, whatever was in the file."""
    return Outcome(batch_id=batch_id, records=(_failure("", message, msg_id),))


def _failure(doi: str, message: str, msg_id: int | None = None) -> RecordOutcome:
    return RecordOutcome(status=Status.FAILURE, doi=doi, message=message, msg_id=msg_id)


def _not_valid(line: int, reason: str) -> str:
    return CATALOGUE["xml-not-well-formed"].say(line=line, reason=reason)


def _other_prefix(containers: Iterable[Container]) -> str | None:
    """The first DOI whose prefix is not that of the first DOI."""
    dois = [item.doi for container in containers for whole in container.items for item in (whole, *whole.parts)]
    return next((doi for doi in dois if _prefix(doi) != _prefix(dois[0])), None)


def _prefix(doi: str) -> str:
    return doi.partition("/")[0]


def _container(container: Container, register: Register) -> Iterator[RecordOutcome]:
    failure = _title_failure(container)
    if failure is not None:
        yield failure
        return
    if container.kind in document.PARTS_OF_RECORDS:
        yield from (_updated(item, register) for item in container.items)
        return
    for item in container.items:
        record = _before_doi(item) or _deposited(item, register)
        yield record
        if record.status is Status.FAILURE and item.kind == "journal_metadata":
            return
        if record.status is Status.SUCCESS:
            yield from (_deposited(part, register) for part in item.parts)


def _title_failure(container: Container) -> RecordOutcome | None:
    """The failure, if any, of a journal or book as a whole."""
    for issn in container.issns:
        if not is_issn(issn):
            return _failure(WHOLE_JOURNAL, CATALOGUE["issn-invalid"].say(issn=issn) + " ", 21)
    for isbn in container.isbns:
        if not is_isbn(isbn):
            return _failure("", CATALOGUE["isbn-invalid"].say(isbn=isbn))
    if not all(container.titles):
        return _failure(NO_DOI, CATALOGUE["title-empty"].say(), 56)
    has_doi = any(item.kind == "journal_metadata" for item in container.items)
    if container.kind == "journal" and not container.issns and not has_doi:
        return _failure("", CATALOGUE["title-without-identifier"].say(title=container.titles[0]), 28)
    return None


def _before_doi(item: Item) -> RecordOutcome | None:
    """The failure, if any, of what stands before the DOI: Crossref has not read the DOI by then."""
    if not all(item.titles):
        return _failure(NO_DOI, CATALOGUE["title-empty"].say(), 56)
    seen = set[str]()
    for person in item.people:
        if not is_orcid(person.bare_orcid):
            return _orcid_failure("orcid-checksum", item, person.role, person.orcid)
        if person.bare_orcid in seen:
            return _orcid_failure("orcid-duplicate", item, person.role, person.bare_orcid)
        seen.add(person.bare_orcid)
    return None


def _orcid_failure(code: str, item: Item, role: str, orcid: str) -> RecordOutcome:
    item_type = item.kind.replace("_", " ").title()
    return _failure(NO_DOI_YET, CATALOGUE[code].say(item_type=item_type, role=role, orcid=orcid), 45)


def _deposited(item: Item, register: Register) -> RecordOutcome:
    if _FORBIDDEN.search(item.doi) and register.timestamp(item.doi) is None:
        return _failure(item.doi, CATALOGUE["doi-invalid-characters"].say(doi=item.doi))
    last = register.accept(item.doi, item.timestamp)
    if last is not None and item.timestamp <= last:
        return _failure(item.doi, _too_old(item, last), 4)
    return RecordOutcome(
        status=Status.SUCCESS,
        doi=item.doi,
        message="Successfully added" if last is None else "Successfully updated",
        citations=tuple(_citation(reference) for reference in item.references),
    )


def _updated(item: Item, register: Register) -> RecordOutcome:
    """What a resource-only deposit does; how Crossref words that there is no such record is not known."""
    if register.timestamp(item.doi) is None:
        return _failure(item.doi, f"{NOT_REGISTERED}: {item.doi}")
    return RecordOutcome(
        status=Status.SUCCESS,
        doi=item.doi,
        message="Successfully updated",
        citations=tuple(_citation(reference) for reference in item.references),
    )


def _too_old(item: Item, last: int) -> str:
    code = "title-level-timestamp" if item.kind == "journal_metadata" else "timestamp-not-newer"
    return CATALOGUE[code].say(version=item.timestamp, stored_version=last)


def _citation(reference: Reference) -> CitationOutcome:
    if reference.doi:
        return CitationOutcome(key=reference.key, status="resolved_reference", text=reference.doi)
    if reference.can_be_matched:
        return CitationOutcome(key=reference.key, status="stored_query")
    return CitationOutcome(key=reference.key, status="error", text=THIN_REFERENCE)
