"""What a planned fault does to a request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NoReturn
from wsgiref.types import WSGIEnvironment

from werkzeug.wrappers import Request, Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.desk import html_page
from crossref_deposit.sandbox.faults import Fault, FaultKind

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


def answer(request: Request, fault: Fault | None, handle: Callable[[], Response], stopped: threading.Event) -> Response:
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
