"""``doQueryUpload`` and ``doDOIQueryUpload``: which DOI has these metadata, and what has this DOI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs
from lxml import etree

from crossref_deposit.sandbox import document
from crossref_deposit.sandbox.bibliography import Bibliography, of_query
from crossref_deposit.sandbox.elements import child_text, first_text, named
from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.refusals import not_valid
from crossref_deposit.sandbox.outcome import AnyOutcome, QueryAnswer, QueryOutcome
from crossref_deposit.sandbox.register import Work

_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_JOURNAL_FIELDS: Final = ("issn", "container", "surname", "volume", "issue", "first_page", "year", "type", "key", "doi")
_NOT_ASKED_FOR: Final = {"issn", "type", "key", "doi"}


@attrs.frozen(kw_only=True)
class _Query:
    """One question."""

    key: str = ""
    doi: str = ""
    facts: Bibliography = attrs.field(factory=Bibliography)


def answer_queries(job: Job) -> AnyOutcome:
    """Answer a ``query_batch``, or lines with ten fields each, or lines with a DOI each."""
    if not job.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = job.content.decode("utf-8-sig", "replace").splitlines()
        queries = [_of_line(line.strip()) for line in lines if line.strip() and not line.startswith("H:")]
        return QueryOutcome(answers=tuple(_answer(query, job) for query in queries))
    try:
        root = document.parsed(job.content)
    except document.UnreadableDeposit as error:
        return not_valid(error.line, error.reason)
    answers = tuple(_answer(query, job) for query in _queries(root))
    return QueryOutcome(batch_id=document.batch_id(root), email=first_text(root, "email_address"), answers=answers)


def _queries(root: etree._Element) -> Iterator[_Query]:
    for element in named(root, "query"):
        yield _Query(key=element.get("key", ""), doi=child_text(element, "doi"), facts=of_query(element))


def _of_line(line: str) -> _Query:
    if "|" not in line:
        return _Query(key=line, doi=line)
    given = dict(zip(_JOURNAL_FIELDS, (field.strip() for field in line.split("|")), strict=False))
    facts = {name: value for name, value in given.items() if name not in _NOT_ASKED_FOR}
    issns = (given["issn"],) if given["issn"] else ()
    return _Query(key=given.get("key", ""), doi=given.get("doi", ""), facts=Bibliography(issns=issns, **facts))


def _answer(query: _Query, job: Job) -> QueryAnswer:
    if query.doi:
        return _resolved(query, _primary(query.doi, job)) if _DOI.fullmatch(query.doi) else _empty(query, "malformed")
    if not query.facts.is_enough:
        return _empty(query, "malformed")
    found = job.register.fitting(query.facts)
    if len(found) > 1:
        return _empty(query, "multiresolved")
    return _resolved(query, found[0] if found else None)


def _primary(doi: str, job: Job) -> Work | None:
    """What is registered; of an alias, what it is an alias of."""
    work = job.register.work(doi)
    return job.register.work(work.alias_of) if work is not None and work.alias_of else work


def _empty(query: _Query, status: str) -> QueryAnswer:
    answer = QueryAnswer(key=query.key, status=status)
    return attrs.evolve(answer, fields=(("doi", {}, query.doi),)) if query.doi else answer


def _resolved(query: _Query, work: Work | None) -> QueryAnswer:
    if work is None:
        return _empty(query, "unresolved")
    doi = ("doi", {"type": work.bibliography.kind}, work.doi)
    return QueryAnswer(key=query.key, status="resolved", fields=(doi, *work.bibliography.fields()))
