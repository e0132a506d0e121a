"""Crossref's servlets, and the synchronous route ``/v2/deposits`` that it keeps for OJS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import attrs
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.accounts import Account
from crossref_deposit.sandbox.desk import XML, Call, denied, html_page
from crossref_deposit.sandbox.faults import Endpoint, FaultKind
from crossref_deposit.sandbox.operations import DEFERRED_MATCHING, SYNCHRONOUS, UPLOADS
from crossref_deposit.sandbox.outcome import AnyOutcome, Outcome, Status
from crossref_deposit.sandbox.queue import log_of
from crossref_deposit.sandbox.submission import SubmissionView, Upload


def deposit(call: Call) -> Response:
    """``/servlet/deposit``: a file is received."""
    account = call.log_in("login_id", "login_passwd")
    if isinstance(account, str):
        return html_page(401, pages.failed(account))
    if call.desk.queue.pending(account.username) >= call.desk.pending_limit:
        return html_page(429, pages.TOO_MANY, call.desk.retry_after)
    operation, sub_type = call.value("operation", "doMDUpload"), call.value("subType")
    if (operation, sub_type) not in UPLOADS:
        what = f"operation {operation}" + (f" with subType {sub_type}" if sub_type else "")
        return html_page(200, pages.failed(f"{what} is not known to this sandbox"))
    file = next(iter(call.request.files.values()), None)
    if file is None or not file.filename:
        return html_page(200, pages.failed("no file was submitted"))
    _receive(call, account, file)
    return html_page(200, pages.RECEIVED)


def _receive(call: Call, account: Account, file: FileStorage) -> None:
    if call.meets(FaultKind.LOST_FILE):
        return
    upload = Upload(
        file_name=str(file.filename),
        content=file.read(),
        operation=call.value("operation", "doMDUpload"),
        username=account.username,
        sub_type=call.value("subType"),
        log_is_lost=call.meets(FaultKind.LOST_LOG),
    )
    call.desk.queue.receive(upload)


def download(call: Call) -> Response:
    """``/servlet/submissionDownload``: the log, or the file."""
    account = call.log_in("usr", "pwd")
    if isinstance(account, str):
        return denied(account)
    kind = call.value("type")
    if kind not in {"result", "contents"}:
        return html_page(400, pages.failed("type must be result or contents"))
    view = _asked_for(call, account)
    body = view.xml if view is not None and kind == "contents" else log_of(view)
    return Response(body, 200, content_type=XML)


def _asked_for(call: Call, account: Account) -> SubmissionView | None:
    if call.meets(FaultKind.UNKNOWN):
        return None
    asked = {"file_name": call.value("file_name"), "batch_id": call.value("doi_batch_id")}
    return call.desk.queue.find(account.username, **asked)


def login(call: Call) -> Response:
    """``/servlet/login``: whether a user name and password are right."""
    user, role = call.value("usr"), call.value("role")
    account = call.desk.accounts.log_in(f"{user}/{role}" if role else user, call.value("pwd"))
    refusal = account if isinstance(account, str) else None
    granted = refusal is None
    answer = {
        "success": granted,
        "authenticated": granted,
        "authorised": granted,
        "roles": [account.role or user] if isinstance(account, Account) else [],
        "errorMessage": refusal,
    }
    return Response(json.dumps(answer), 200 if granted else 401, content_type="application/json")


def resolved_references(call: Call) -> Response:
    """``/getResolvedRefs``: the references of a record that were matched."""
    account = call.log_in("usr", "pwd")
    if isinstance(account, str):
        return denied(account)
    work = call.desk.register.work(call.value("doi"))
    matched = [] if work is None else [{"key": key, "doi": doi} for key, doi in work.references]
    answer = {"doi": call.value("doi"), "matched-references": matched}
    return Response(json.dumps(answer), 200, content_type="application/json")


def retrieve(call: Call) -> Response:
    """The address that callbacks name: the log, or its state for who asks for JSON."""
    number = call.request.path.rpartition("/")[2]
    view = call.desk.queue.numbered(int(number)) if number.isdecimal() and len(number) < len(str(1 << 63)) else None
    if view is None or view.log_is_lost:
        return html_page(404, pages.NOT_FOUND)
    if view.log is None or call.request.accept_mimetypes.best == "application/json":
        return Response(json.dumps(call.desk.callbacks.status(view)), 200, content_type="application/json")
    if call.desk.callbacks.has_expired(view):
        return html_page(410, pages.GONE)
    return Response(view.log, 200, content_type=XML)


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


SERVLETS: Final[Mapping[Endpoint, Callable[[Call], Response]]] = {
    Endpoint.DEPOSIT: deposit,
    Endpoint.DOWNLOAD: download,
    Endpoint.LOGIN: login,
    Endpoint.REFERENCES: resolved_references,
    Endpoint.SYNCHRONOUS: deposit_at_once,
    Endpoint.RETRIEVE: retrieve,
}
"""Who answers at which address."""
