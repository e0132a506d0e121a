"""The sandbox as a WSGI application: who answers which request."""

from __future__ import annotations

import functools
import http
from collections.abc import Callable, Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from crossref_deposit.sandbox import pages
from crossref_deposit.sandbox.browser import ADMIN, administration
from crossref_deposit.sandbox.desk import Call, Desk, html_page
from crossref_deposit.sandbox.faults import Endpoint
from crossref_deposit.sandbox.received import ReceivedRequest
from crossref_deposit.sandbox.servlets import SERVLETS
from crossref_deposit.sandbox.trouble import answer

_MAX_BODY: Final = 1 << 27
_FOR_PEOPLE: Final = frozenset({"/", ADMIN})
_OTHER_NAMES: Final = {"/servlet/getResolvedRefs": Endpoint.REFERENCES}


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
        return answer(request, fault, handle, self._desk.stopped)


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
