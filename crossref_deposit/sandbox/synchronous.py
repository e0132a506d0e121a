"""The synchronous route ``/v2/deposits``, which Crossref keeps for OJS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.accounts import Account
from crossref_deposit.sandbox.desk import XML, Call, denied, html_page
from crossref_deposit.sandbox.operations import DEFERRED_MATCHING, SYNCHRONOUS
from crossref_deposit.sandbox.outcome import AnyOutcome, Outcome, Status
from crossref_deposit.sandbox.submission import Upload


def deposit_at_once(call: Call) -> Response:
    """Carry out a file of records while the client waits."""
    account = call.log_in("usr", "pwd")
    if isinstance(account, str):
        return denied(account)
    file = call.request.files.get("mdFile")
    if call.request.method != "POST" or file is None or call.value("operation", "doMDUpload") != "doMDUpload":
        return html_page(400, pages.failed("operation=doMDUpload and the file mdFile are expected"))
    with _counted(call, account) as is_allowed:
        if not is_allowed:
            return html_page(500, pages.CONCURRENCY_EXCEEDED)
        call.desk.stopped.wait(call.desk.processing_for)
        return _carried_out(call, account, file)


@contextmanager
def _counted(call: Call, account: Account) -> Iterator[bool]:
    """Whether the account has not too many requests at work already."""
    with call.desk.lock:
        call.desk.at_work[account.username] += 1
        is_allowed = call.desk.at_work[account.username] <= call.desk.workers
    try:
        yield is_allowed
    finally:
        with call.desk.lock:
            call.desk.at_work[account.username] -= 1


def _carried_out(call: Call, account: Account, file: FileStorage) -> Response:
    upload = Upload(
        file_name=file.filename or "deposit.xml",
        content=file.read(),
        operation="doMDUpload",
        username=account.username,
        sub_type=SYNCHRONOUS,
    )

    def defer(outcome: AnyOutcome) -> AnyOutcome:
        """References are looked up by a submission of their own, whose number the log tells."""
        if not isinstance(outcome, Outcome) or not any(record.deferred for record in outcome.records):
            return outcome
        name = f"{upload.file_name}.references"
        later = attrs.evolve(upload, file_name=name, operation=DEFERRED_MATCHING, sub_type="")
        return attrs.evolve(outcome, deferred_id=call.desk.queue.receive(later).submission_id)

    view, outcome = call.desk.queue.carry_out(upload, defer)
    failed = isinstance(outcome, Outcome) and outcome.count(Status.FAILURE) > 0
    return Response(view.log, 403 if failed else 200, content_type=XML)
