"""Crossref's servlets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.accounts import Account
from crossref_deposit.sandbox.desk import XML, Call, denied, html_page
from crossref_deposit.sandbox.faults import Endpoint, FaultKind
from crossref_deposit.sandbox.operations import UPLOADS
from crossref_deposit.sandbox.queue import log_of
from crossref_deposit.sandbox.submission import SubmissionView, Upload
from crossref_deposit.sandbox.synchronous import deposit_at_once


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


SERVLETS: Final[Mapping[Endpoint, Callable[[Call], Response]]] = {
    Endpoint.DEPOSIT: deposit,
    Endpoint.DOWNLOAD: download,
    Endpoint.LOGIN: login,
    Endpoint.REFERENCES: resolved_references,
    Endpoint.SYNCHRONOUS: deposit_at_once,
    Endpoint.RETRIEVE: retrieve,
}
"""Who answers at which address."""
