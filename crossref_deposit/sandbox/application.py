"""The sandbox as a WSGI application: who answers which request, and what a planned fault does to it."""

from __future__ import annotations

import functools
import http
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NoReturn
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.browser import ADMIN, administration
from crossref_deposit.sandbox.desk import Call, Desk, html_page
from crossref_deposit.sandbox.faults import Endpoint, Fault, FaultKind
from crossref_deposit.sandbox.servlets import SERVLETS
from crossref_deposit.sandbox.submission import ReceivedRequest

_MAX_BODY: Final = 1 << 27
_FOR_PEOPLE: Final = frozenset({"/", ADMIN})
_OTHER_NAMES: Final = {"/servlet/getResolvedRefs": Endpoint.REFERENCES}

_INSTEAD: Final[Mapping[FaultKind, tuple[int, str]]] = {
    FaultKind.UNAVAILABLE: (503, pages.UNAVAILABLE),
    FaultKind.SERVER_ERROR: (500, pages.SERVER_ERROR),
    FaultKind.TOO_MANY: (429, pages.TOO_MANY),
    FaultKind.LOGIN_PAGE: (200, pages.LOGIN),
    FaultKind.UNAUTHORIZED: (401, pages.failed(pages.WRONG_CREDENTIALS)),
    FaultKind.REFUSED: (200, pages.failed("refused on request")),
    FaultKind.GARBAGE: (200, pages.GARBAGE),
}
"""The pages that come when nothing was done."""

_AFTERWARDS: Final[Mapping[FaultKind, tuple[int, str]]] = {
    FaultKind.UNAVAILABLE_AFTER: (503, pages.UNAVAILABLE),
    FaultKind.SERVER_ERROR_AFTER: (500, pages.SERVER_ERROR),
    FaultKind.GARBAGE_AFTER: (200, pages.GARBAGE),
}
"""The pages that come although the request was carried out."""


class Application:
    """Crossref, as a WSGI application.

    Args:
        desk: What its servlets work with.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        with Request(environ) as request:
            request.max_content_length = _MAX_BODY
            request.max_form_memory_size = _MAX_BODY
            self._desk.requests.append(ReceivedRequest(method=request.method, path=request.full_path.rstrip("?")))
            return _handled(functools.partial(self._answer, request))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path in _FOR_PEOPLE:
            return administration(Call(desk=self._desk, request=request))
        endpoint = _endpoint(request.path)
        if endpoint is None:
            return html_page(404, pages.NOT_FOUND)
        fault = self._desk.faults.take(endpoint)
        call = Call(desk=self._desk, request=request, fault=fault)
        handle = functools.partial(_handled, functools.partial(SERVLETS[endpoint], call))
        return _with_trouble(request, fault, handle, self._desk.stopped)


def _endpoint(path: str) -> Endpoint | None:
    if path.startswith(f"{Endpoint.RETRIEVE}/"):
        return Endpoint.RETRIEVE
    by_path = {endpoint.value: endpoint for endpoint in Endpoint if endpoint is not Endpoint.RETRIEVE}
    return by_path.get(path) or _OTHER_NAMES.get(path)


def _handled(handle: Callable[[], Response]) -> Response:
    try:
        return handle()
    except HTTPException as error:
        return html_page(error.code or http.HTTPStatus.BAD_REQUEST, pages.failed(error.name))


def _with_trouble(
    request: Request, fault: Fault | None, handle: Callable[[], Response], stopped: threading.Event
) -> Response:
    """The answer of a servlet, with the trouble that was planned for it."""
    if fault is None:
        return handle()
    if fault.kind is FaultKind.CUT_BEFORE:
        request.get_data(cache=False)
        _cut(request.environ)
    if fault.kind in _INSTEAD:
        request.get_data(cache=False)
        return html_page(*_INSTEAD[fault.kind], fault.retry_after)
    if fault.kind is FaultKind.SLOW:
        stopped.wait(fault.seconds)
    return _spoiled(handle(), fault, request, stopped)


def _spoiled(response: Response, fault: Fault, request: Request, stopped: threading.Event) -> Response:
    """An answer that was right, as it arrives."""
    match fault.kind:
        case FaultKind.SLOW_AFTER:
            stopped.wait(fault.seconds)
        case FaultKind.WRONG_TYPE:
            response.content_type = "image/gif"
        case FaultKind.CUT_AFTER | FaultKind.TRUNCATED:
            response.response = _cut_short(response.get_data(), fault.kind, request.environ)
        case kind if kind in _AFTERWARDS:
            return html_page(*_AFTERWARDS[kind], fault.retry_after)
        case _:
            pass  # the servlet has seen to it
    return response


def _cut_short(body: bytes, kind: FaultKind, environ: WSGIEnvironment) -> Iterator[bytes]:
    """A body of which nothing, or only half, arrives."""
    if kind is FaultKind.TRUNCATED:
        yield body[: len(body) // 2]
    _cut(environ)


def _cut(environ: WSGIEnvironment) -> NoReturn:
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("cut on request")
