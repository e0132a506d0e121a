"""One record: what Crossref checks before it reads the DOI, and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import attrs

from crossref_deposit.sandbox.bibliography import Bibliography
from crossref_deposit.sandbox.document import Item, prefix_of
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.matching import inserted_identifiers, matched, outcomes
from crossref_deposit.sandbox.operations.refusals import NO_DOI_YET, empty_title, failure, say, success
from crossref_deposit.sandbox.outcome import RecordOutcome, Status
from crossref_deposit.sandbox.register import Conflict, Register, Work
from crossref_deposit.validation.check_digits import is_orcid

_ORCID_ERROR, _TOO_OLD = 45, 4
_SUFFIX = re.compile(r"[A-Za-z0-9\-._;()/]+")
_ALIAS = "This DOI is an alias, its metadata cannot be updated"
"""How Crossref words this is not known."""


def deposited(item: Item, job: Job) -> Iterator[RecordOutcome]:
    """Register an item, or refuse it; the first record tells which, more may follow."""
    refusal = next((record for check in _CHECKS for record in check(item, job)), None)
    if refusal is not None:
        yield refusal
        return
    before, work = job.register.work(item.doi), _work(item, job)
    job.register.keep(work)
    record = success(item.doi, "Successfully added" if before is None else "Successfully updated")
    record = with_conflicts(record, work, before, job.register)
    if job.match_references:
        yield attrs.evolve(record, citations=tuple(outcomes(item.references, job.register)))
    else:
        yield attrs.evolve(record, deferred=bool(item.references))
    yield from inserted_identifiers(item, job)
    yield from _preprint_pair(work, job)


def _work(item: Item, job: Job) -> Work:
    before = job.register.work(item.doi)
    return Work(
        doi=item.doi if before is None else before.doi,
        timestamp=item.timestamp,
        prefix=item.prefix if before is None else before.prefix,
        url=item.url,
        bibliography=item.bibliography,
        isbns=item.isbns,
        references=matched(item.references, job.register) if job.match_references else (),
    )


def _title(item: Item, _job: Job) -> Iterator[RecordOutcome]:
    if item.has_empty_title:
        yield empty_title()


def _orcid(item: Item, _job: Job) -> Iterator[RecordOutcome]:
    """Contributors stand before the DOI: Crossref has not read it by then."""
    seen = set[str]()
    for person in item.people:
        if not is_orcid(person.bare_orcid):
            yield _orcid_failure("orcid-checksum", item, person.role, person.orcid)
        if person.bare_orcid in seen:
            yield _orcid_failure("orcid-duplicate", item, person.role, person.bare_orcid)
        seen.add(person.bare_orcid)


def _orcid_failure(code: str, item: Item, role: str, orcid: str) -> RecordOutcome:
    item_type = item.kind.replace("_", " ").title()
    return failure(NO_DOI_YET, say(code, item_type=item_type, role=role, orcid=orcid), _ORCID_ERROR)


def _characters(item: Item, job: Job) -> Iterator[RecordOutcome]:
    """Old DOIs may have any."""
    if job.register.work(item.doi) is None and not _SUFFIX.fullmatch(item.doi.partition("/")[2]):
        yield failure(item.doi, say("doi-invalid-characters", doi=item.doi))


def _prefix(item: Item, job: Job) -> Iterator[RecordOutcome]:
    work = job.register.work(item.doi)
    owner = item.prefix if work is None else work.prefix
    if not job.account.may_use(owner):
        yield failure(item.doi, say("prefix-not-allowed", prefix=owner))


def _alias(item: Item, job: Job) -> Iterator[RecordOutcome]:
    work = job.register.work(item.doi)
    if work is not None and work.alias_of:
        yield failure(item.doi, f"{_ALIAS}: {work.alias_of}")


def _timestamp(item: Item, job: Job) -> Iterator[RecordOutcome]:
    work = job.register.work(item.doi)
    if work is not None and item.timestamp <= work.timestamp:
        code = "title-level-timestamp" if item.kind == "journal_metadata" else "timestamp-not-newer"
        yield failure(item.doi, say(code, version=item.timestamp, stored_version=work.timestamp), _TOO_OLD)


def _relations(item: Item, job: Job) -> Iterator[RecordOutcome]:
    """What has another prefix is taken to exist: other members and agencies register DOIs too. So is the file's own."""
    for doi in item.relation_targets:
        exists = prefix_of(doi) != item.prefix or doi.lower() in job.dois or job.register.work(doi) is not None
        if not exists:
            yield failure(item.doi, say("relation-target-unknown", doi=doi))


_CHECKS: tuple[Callable[[Item, Job], Iterator[RecordOutcome]], ...] = (
    _title,
    _orcid,
    _characters,
    _prefix,
    _alias,
    _timestamp,
    _relations,
)


def _preprint_pair(work: Work, job: Job) -> Iterator[RecordOutcome]:
    """A preprint with the title and first author of an article is remarked on, in a record more."""
    facts = work.bibliography
    if facts.kind != "posted_content" or not (facts.title and facts.surname):
        return
    for other in job.register.fitting(Bibliography(title=facts.title, surname=facts.surname)):
        if other.bibliography.kind == "journal_article":
            message = say("possible-preprint-pair", doi=other.doi)
            yield RecordOutcome(status=Status.WARNING, doi=work.doi, message=message)


def with_conflicts(record: RecordOutcome, work: Work, before: Work | None, register: Register) -> RecordOutcome:
    """The record, with the conflict that it came into and those that it came out of."""
    gone = _resolved(work, before, register)
    conflict = _conflict(work, register)
    if conflict is None:
        return attrs.evolve(record, resolved_conflict_ids=gone)
    return attrs.evolve(
        record,
        status=Status.WARNING,
        message="Added with conflict" if before is None else "Updated with conflict",
        conflict_id=conflict.conflict_id,
        dois_in_conflict=tuple(doi for doi in conflict.dois if doi.lower() != work.key),
        resolved_conflict_ids=gone,
    )


def _resolved(work: Work, before: Work | None, register: Register) -> tuple[int, ...]:
    """The conflicts that end because the metadata differ now."""
    if before is None or before.bibliography.fingerprint == work.bibliography.fingerprint:
        return ()
    ended = [conflict for conflict in register.conflicts_of(work.doi) if not conflict.resolved]
    for conflict in ended:
        register.keep(attrs.evolve(conflict, resolved=True))
    return tuple(conflict.conflict_id for conflict in ended)


def _conflict(work: Work, register: Register) -> Conflict | None:
    """The open conflict with other DOIs of the same metadata; one that was resolved stays so."""
    others = [other.doi for other in register.with_same_metadata(work)]
    known = register.conflicts_of(work.doi)
    settled = {doi.lower() for conflict in known if conflict.resolved for doi in conflict.dois}
    if all(doi.lower() in settled for doi in others):
        return None
    for conflict in [*known, *register.conflicts_of(others[0])]:
        if not conflict.resolved and others[0] in conflict.dois:
            dois = list(dict.fromkeys([*conflict.dois, work.doi]))
            joined = attrs.evolve(conflict, dois=dois)
            register.keep(joined)
            return joined
    return register.open_conflict(*others, work.doi)
