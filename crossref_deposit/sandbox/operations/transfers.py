"""``doTransferDOIsUpload``: new URLs, or a new owner, for a list of DOIs."""

from __future__ import annotations

import re
from typing import Final

import attrs

from crossref_deposit.sandbox.operations.job import Job
from crossref_deposit.sandbox.operations.lists import BadHeader, read_list
from crossref_deposit.sandbox.operations.refusals import NOT_REGISTERED, failure, refused, say, success
from crossref_deposit.sandbox.outcome import Outcome, RecordOutcome
from crossref_deposit.sandbox.register import Work

_URL: Final = re.compile(r"(?:https?|ftp)://\S+")
NO_URL: Final = "A DOI and its URL are expected, separated by a tabulator"
"""How Crossref words this is not known."""


def transfer(job: Job) -> Outcome:
    """Carry out a list: URLs if both prefixes of its header are the same, else a change of owner."""
    try:
        doi_list = read_list(job.content, "fromPrefix", "toPrefix")
    except BadHeader as error:
        return refused(str(error))
    before, after = doi_list.header["fromPrefix"], doi_list.header["toPrefix"]
    if not job.account.may_use(before):
        return refused(say("prefix-not-allowed", prefix=before))
    return Outcome(records=tuple(_record(line, before, after, job) for line in doi_list.lines))


def _record(line: str, before: str, after: str, job: Job) -> RecordOutcome:
    doi, _, url = (part.strip() for part in line.partition("\t"))
    work = job.register.work(doi)
    if work is None:
        return failure(doi, f"{NOT_REGISTERED}: {doi}")
    if work.prefix != before:
        return failure(doi, say("prefix-not-allowed", prefix=work.prefix))
    return _new_url(doi, url, work, job) if before == after else _new_owner(doi, after, work, job)


def _new_url(doi: str, url: str, work: Work, job: Job) -> RecordOutcome:
    if not _URL.fullmatch(url):
        return failure(doi, NO_URL)
    job.register.keep(attrs.evolve(work, url=url))
    return success(doi, "Successfully updated in handle")


def _new_owner(doi: str, prefix: str, work: Work, job: Job) -> RecordOutcome:
    job.register.keep(attrs.evolve(work, prefix=prefix))
    return success(doi, "Successfully updated")
