"""Crossref's servlets, as a WSGI application."""

from __future__ import annotations

import http
import json
import socket
from typing import TYPE_CHECKING, NoReturn

import attrs
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.faults import Endpoint, Fault, FaultKind, FaultPlan
from crossref_deposit.sandbox.queue import SubmissionQueue, log_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

_OPERATIONS = frozenset({"doMDUpload", "doDOICitUpload"})
_MAX_BODY = 1 << 27
_HTML = "text/html;charset=ISO-8859-1"
_XML = "text/xml;charset=UTF-8"
_CUT = frozenset({FaultKind.CUT_AFTER, FaultKind.TRUNCATED})


@attrs.frozen(kw_only=True)
class Account:
    """Who may deposit."""

    username: str
    password: str = attrs.field(repr=False)
    role: str | None = None

    def refusal(self, login_id: str, password: str) -> str | None:
        """Why this login is refused; None if it is not."""
        user, _, role = login_id.partition("/")
        if user != self.username or password != self.password:
            return pages.WRONG_CREDENTIALS
        if role != (self.role or ""):
            return pages.wrong_role(user, role)
        return None


@attrs.frozen(kw_only=True)
class ReceivedRequest:
    """A request that the sandbox got."""

    method: str
    path: str
    """With the query string."""


@attrs.frozen(kw_only=True)
class Desk:
    """What the servlets work with."""

    account: Account
    queue: SubmissionQueue
    faults: FaultPlan
    pending_limit: int
    retry_after: str | None
    stopped: threading.Event
    requests: list[ReceivedRequest]


class Servlets:
    """The application."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._handlers: dict[str, Callable[[Request], Response]] = {
            Endpoint.DEPOSIT.value: self._deposit,
            Endpoint.DOWNLOAD.value: self._download,
            Endpoint.LOGIN.value: self._login,
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        with Request(environ) as request:
            request.max_content_length = _MAX_BODY
            request.max_form_memory_size = _MAX_BODY
            self._desk.requests.append(ReceivedRequest(method=request.method, path=request.full_path.rstrip("?")))
            return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        handler = self._handlers.get(request.path)
        if handler is None:
            return _page(404, pages.NOT_FOUND)
        fault = self._desk.faults.take(Endpoint(request.path))
        response = self._troubled(fault, request) or _handled(handler, request)
        if fault is not None and fault.kind in _CUT:
            response.response = _cut_short(response.get_data(), fault.kind, request.environ)
        return response

    def _troubled(self, fault: Fault | None, request: Request) -> Response | None:
        """The answer that a fault gives in place of the servlet's."""
        if fault is None or fault.kind in _CUT:
            return None
        if fault.kind is FaultKind.SLOW:
            self._desk.stopped.wait(fault.seconds)
            return None
        request.get_data(cache=False)
        if fault.kind is FaultKind.CUT_BEFORE:
            _cut(request.environ)
        return _faulty_page(fault)

    def _deposit(self, request: Request) -> Response:
        values = request.values
        refusal = self._desk.account.refusal(values.get("login_id", ""), values.get("login_passwd", ""))
        if refusal is not None:
            return _page(401, pages.failed(refusal))
        if self._desk.queue.pending() >= self._desk.pending_limit:
            return _page(429, pages.TOO_MANY, self._desk.retry_after)
        return self._received(request)

    def _received(self, request: Request) -> Response:
        operation = request.values.get("operation", "doMDUpload")
        if operation not in _OPERATIONS:
            return _page(200, pages.failed(f"operation {operation} is not known to this sandbox"))
        file = next(iter(request.files.values()), None)
        if file is None or not file.filename:
            return _page(200, pages.failed("no file was submitted"))
        self._desk.queue.receive(file.filename, file.read(), operation)
        return _page(200, pages.RECEIVED)

    def _download(self, request: Request) -> Response:
        values = request.values
        refusal = self._desk.account.refusal(values.get("usr", ""), values.get("pwd", ""))
        if refusal is not None:
            return Response(refusal, 401, content_type="text/plain;charset=UTF-8")
        view = self._desk.queue.find(file_name=values.get("file_name", ""), batch_id=values.get("doi_batch_id", ""))
        kind = values.get("type", "")
        if kind not in {"result", "contents"}:
            return _page(400, pages.failed("type must be result or contents"))
        body = view.xml if view is not None and kind == "contents" else log_of(view)
        return Response(body, 200, content_type=_XML)

    def _login(self, request: Request) -> Response:
        values = request.values
        user, role = values.get("usr", ""), values.get("role", "")
        login_id = f"{user}/{role}" if role else user
        refusal = self._desk.account.refusal(login_id, values.get("pwd", ""))
        granted = refusal is None
        answer = {
            "success": granted,
            "authenticated": granted,
            "authorised": granted,
            "roles": [self._desk.account.role or user] if granted else [],
            "errorMessage": refusal,
        }
        return Response(json.dumps(answer), 200 if granted else 401, content_type="application/json")


def _handled(handler: Callable[[Request], Response], request: Request) -> Response:
    try:
        return handler(request)
    except HTTPException as error:
        status = error.code or http.HTTPStatus.BAD_REQUEST
        return _page(status, pages.failed(error.name))


def _page(status: int, text: str, retry_after: str | None = None) -> Response:
    headers = {"Retry-After": retry_after} if retry_after is not None else None
    return Response(text.encode("latin-1", "xmlcharrefreplace"), status, headers, content_type=_HTML)


def _faulty_page(fault: Fault) -> Response:
    match fault.kind:
        case FaultKind.UNAVAILABLE:
            return _page(503, pages.UNAVAILABLE, fault.retry_after)
        case FaultKind.TOO_MANY:
            return _page(429, pages.TOO_MANY, fault.retry_after)
        case FaultKind.SERVER_ERROR:
            return _page(500, pages.SERVER_ERROR)
        case FaultKind.LOGIN_PAGE:
            return _page(200, pages.LOGIN)
        case _:
            return _page(200, pages.GARBAGE)


def _cut_short(body: bytes, kind: FaultKind, environ: WSGIEnvironment) -> Iterator[bytes]:
    """A body of which nothing, or only half, arrives."""
    if kind is FaultKind.TRUNCATED:
        yield body[: len(body) // 2]
    _cut(environ)


def _cut(environ: WSGIEnvironment) -> NoReturn:
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    message = "cut on request"
    raise ConnectionAbortedError(message)
