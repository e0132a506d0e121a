"""A receiver of notifications, as a WSGI application that is mounted somewhere."""

from __future__ import annotations

import http
import queue
import re
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

from crossref_deposit.client.callbacks.notification import Notification
from crossref_deposit.client.callbacks.retrieval import NotifiedResult, address
from crossref_deposit.client.log import logger
from crossref_deposit.errors import CrossrefDepositError, ModelError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self
    from wsgiref.types import StartResponse, WSGIEnvironment

    from crossref_deposit.client.client import DepositClient

Handler: TypeAlias = Callable[[NotifiedResult], object]
ErrorHandler: TypeAlias = Callable[[Notification, Exception], object]

_MOST_BYTES: Final = 1 << 16
_length: Final = re.compile(r"[0-9]{1,9}").fullmatch


class CallbackApplication:
    r"""Takes notifications in, fetches what they tell of, and hands it on.

    A request is answered at once; one thread fetches the results and calls ``handler``, one after the other. What is
    still waiting when the process ends is not lost: Crossref has the log, ask for it.

    Args:
        client: Fetches the results.
        handler: Called with each result. Crossref may notify twice, so let the second time do nothing.
        endpoint: The name, or names, under which Crossref's support has registered this receiver.
        on_error: Called with the notification and the error where no result could be fetched, or the handler failed;
            both are logged anyway.
        backlog: Notifications that may wait; further ones are answered with 503.

    Example:
        >>> from crossref_deposit import DepositClient
        >>> from crossref_deposit.client import CallbackApplication
        >>> client = DepositClient(username="me@example.org/role", password="correct horse")
        >>> with CallbackApplication(client, print, endpoint="psychoceramics.1") as application:
        ...     application({"REQUEST_METHOD": "POST"}, lambda status, headers: print(status))
        400 Bad Request
        [b'not a notification of Crossref: CROSSREF-NOTIFY-ENDPOINT\n']
    """

    def __init__(
        self,
        client: DepositClient,
        handler: Handler,
        *,
        endpoint: str | Iterable[str],
        on_error: ErrorHandler | None = None,
        backlog: int = 1000,
    ) -> None:
        self._client = client
        self._handler = handler
        self._endpoints = (endpoint,) if isinstance(endpoint, str) else tuple(endpoint)
        self._on_error = on_error
        self._waiting: queue.Queue[Notification | None] = queue.Queue(backlog)
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        status, text = self._answer(environ)
        body = f"{text}\n".encode() if text else b""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]

    def close(self) -> None:
        """Work off what is waiting, and end the thread."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            self._waiting.put(None)
            worker.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, environ: WSGIEnvironment) -> tuple[http.HTTPStatus, str]:
        if not _drained(environ):
            return http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "a notification has no body"
        try:
            notification = Notification.from_environ(environ, endpoint=self._endpoints)
            address(notification, self._client.base_url)
        except ModelError as error:
            logger.warning("refused a notification: %s", error)
            return http.HTTPStatus.BAD_REQUEST, f"not a notification of Crossref: {error.path}"
        return self._take(notification)

    def _take(self, notification: Notification) -> tuple[http.HTTPStatus, str]:
        try:
            self._waiting.put_nowait(notification)
        except queue.Full:
            logger.error("no room for the notification of batch %s", notification.batch_id)
            return http.HTTPStatus.SERVICE_UNAVAILABLE, "too many notifications are waiting"
        self._start()
        return http.HTTPStatus.OK, ""

    def _start(self) -> None:
        """Have a worker; begun on use, so that it is in the process that a server forks."""
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="crossref-callbacks", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while (notification := self._waiting.get()) is not None:
            try:
                self._handler(self._client.retrieve(notification))
            except Exception as error:  # noqa: BLE001 - the next notification must be worked off, whatever a handler does
                self._report(notification, error)

    def _report(self, notification: Notification, error: Exception) -> None:
        trace = None if isinstance(error, CrossrefDepositError) else error
        logger.error("the notification of batch %s came to nothing: %s", notification.batch_id, error, exc_info=trace)
        if self._on_error is None:
            return
        try:
            self._on_error(notification, error)
        except Exception:  # noqa: BLE001 - as above
            logger.exception("on_error failed for the notification of batch %s", notification.batch_id)


def _drained(environ: WSGIEnvironment) -> bool:
    """Whether the body was short enough to be read away; a connection that is closed unread may lose the answer."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not _length(length) or int(length) > _MOST_BYTES:
        return False
    if int(length):
        environ["wsgi.input"].read(int(length))
    return True
