"""Whether a journal or book may be added to: ISSN, ISBN, title, and who owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from crossref_deposit.sandbox.document import Container
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.refusals import WHOLE_JOURNAL, empty_title, failure, say
from crossref_deposit.sandbox.outcome import RecordOutcome
from crossref_deposit.sandbox.register import Title
from crossref_deposit.validation.check_digits import is_isbn, is_issn

_WITH_TITLES = frozenset({"journal", "book", "conference"})
_ISSN_INVALID, _ISSN_ASSIGNED, _TITLE_ERROR = 21, 22, 28


def title_failure(container: Container, job: Job) -> RecordOutcome | None:
    """The failure of all that is in a container, if there is one; if not, its title is listed from now on."""
    for check in _CHECKS:
        for record in check(container, job):
            return record
    _list(container, job)
    return None


def _doi(container: Container) -> str:
    """What the log holds for a whole container; beyond journals it is not known."""
    return WHOLE_JOURNAL if container.kind == "journal" else ""


def _empty(container: Container, _job: Job) -> Iterator[RecordOutcome]:
    if container.has_empty_title:
        yield empty_title()


def _wrong_issn(container: Container, _job: Job) -> Iterator[RecordOutcome]:
    for issn in container.issns:
        if not is_issn(issn):
            yield failure(WHOLE_JOURNAL, say("issn-invalid", issn=issn) + " ", _ISSN_INVALID)


def _wrong_isbn(container: Container, _job: Job) -> Iterator[RecordOutcome]:
    yield from (failure("", say("isbn-invalid", isbn=isbn)) for isbn in container.isbns if not is_isbn(isbn))


def _isbn_of_another(container: Container, job: Job) -> Iterator[RecordOutcome]:
    for item in container.items:
        for isbn in item.isbns:
            holder = job.register.holder_of(isbn)
            if holder is not None and holder.key != item.doi.lower():
                # Crossref quotes the DOI that it refuses, not the one that has the ISBN
                message = say("isbn-assigned", isbn=isbn, doi=item.doi, isbns=isbn)
                yield failure(item.doi, message)


def _deleted(container: Container, job: Job) -> Iterator[RecordOutcome]:
    title = job.register.title(container.title)
    if title is not None and title.deleted and title.name == container.title:
        yield failure(_doi(container), say("title-deleted", title=title.name))


def _issn_elsewhere(container: Container, job: Job) -> Iterator[RecordOutcome]:
    for issn in container.issns:
        title = job.register.title_of_issn(issn)
        if title is None:
            continue
        if not _may_add_to(title, container, job):
            parts = {"issn": issn, "title": title.name, "owned_issn": issn, "prefix": title.prefix}
            yield failure(WHOLE_JOURNAL, say("issn-owned-elsewhere", **parts), _ISSN_ASSIGNED)
        elif title.key != _as_title(container, job).key:
            message = say("issn-title-mismatch", issn=issn, owned_issn=issn, title=title.name)
            yield failure(WHOLE_JOURNAL, message, _ISSN_ASSIGNED)


def _owned_elsewhere(container: Container, job: Job) -> Iterator[RecordOutcome]:
    title = job.register.title(container.title)
    if title is not None and not _may_add_to(title, container, job):
        yield failure(_doi(container), say("title-not-owned", title=container.title))


def _without_identifier(container: Container, _job: Job) -> Iterator[RecordOutcome]:
    has_doi = any(item.kind == "journal_metadata" for item in container.items)
    if container.kind == "journal" and not (container.issns or has_doi):
        yield failure("", say("title-without-identifier", title=container.title), _TITLE_ERROR)


_CHECKS: tuple[Callable[[Container, Job], Iterator[RecordOutcome]], ...] = (
    _empty,
    _wrong_issn,
    _wrong_isbn,
    _deleted,
    _issn_elsewhere,
    _owned_elsewhere,
    _without_identifier,
    _isbn_of_another,
)


def _may_add_to(title: Title, container: Container, job: Job) -> bool:
    """Whether the title's owner is who deposits."""
    used = {item.prefix for item in container.items}
    own = job.account.prefixes or frozenset()
    return title.prefix in used | own or title.username == job.account.username


def _as_title(container: Container, job: Job) -> Title:
    prefix = next((item.prefix for item in container.items), "")
    return Title(name=container.title, prefix=prefix, issns=container.issns, username=job.account.username)


def _list(container: Container, job: Job) -> None:
    title = _as_title(container, job)
    if container.kind not in _WITH_TITLES or not (title.name and title.prefix):
        return
    known = job.register.title(title.name) or title
    job.register.keep(attrs.evolve(known, issns=list(dict.fromkeys([*known.issns, *title.issns]))))
