"""Bytes to a server and bytes back: the one place that knows an HTTP library."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

MAX_ANSWER_BYTES = 1 << 28
_CHUNK = 1 << 16


@attrs.frozen(kw_only=True)
class HttpRequest:
    """One request. Its body holds a password, so it shows neither in ``repr`` nor in a traceback."""

    method: str = "POST"
    url: str
    headers: Mapping[str, str]
    body: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class HttpResponse:
    """One answer, complete."""

    status_code: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    """Header names in lower case."""
    body: bytes = attrs.field(repr=False)


class TransportFailure(Exception):  # noqa: N818 - the cause of an error, not one: users see TransportError
    """No answer came back, or not all of it. Raised by transports, and turned into `TransportError`.

    Args:
        reason: What happened, for a reader; nothing of the request's body.
        sent: False if the server certainly has not read the request, as when no connection came about.
        permanent: True if trying again cannot help.
    """

    def __init__(self, reason: str, *, sent: bool = True, permanent: bool = False) -> None:
        self.reason = reason
        self.sent = sent
        self.permanent = permanent
        super().__init__(reason)


class Transport(Protocol):
    """What `DepositClient` needs of an HTTP library."""

    def send(self, request: HttpRequest, *, timeout: float) -> HttpResponse:
        """Send it once, follow no redirect, and return whatever the server answers.

        Args:
            request: What to send.
            timeout: Seconds for the connection, and again for each wait for the server.

        Raises:
            TransportFailure: No complete answer.
        """
        ...

    def close(self) -> None:
        """Let go of the connections."""
        ...


class RequestsTransport:
    """The transport over `requests <https://requests.readthedocs.io>`_, with its pool of connections.

    Args:
        session: A session with proxies, certificates or adapters of its own; it stays the caller's
            to close. Without one, the transport makes and closes its own.
    """

    def __init__(self, session: requests.Session | None = None) -> None:
        self._given = session
        self._own: requests.Session | None = None
        self._lock = threading.Lock()

    def send(self, request: HttpRequest, *, timeout: float) -> HttpResponse:
        """See `Transport.send`."""
        import requests

        try:
            with self._session().request(
                request.method,
                request.url,
                data=request.body,
                headers=dict(request.headers),
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _read(answer)
        except requests.RequestException as error:
            failure = _failure(error, timeout)
        # Outside of the handler: the library's exception holds the request, and with it the password.
        raise failure

    def close(self) -> None:
        """See `Transport.close`."""
        with self._lock:
            if self._own is not None:
                self._own.close()
                self._own = None

    def _session(self) -> requests.Session:
        import requests

        if self._given is not None:
            return self._given
        with self._lock:
            if self._own is None:
                self._own = requests.Session()
            return self._own


def _read(answer: requests.Response) -> HttpResponse:
    body = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            message = f"the answer is larger than {MAX_ANSWER_BYTES:,} bytes, the most that is read"
            raise TransportFailure(message, permanent=True)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return HttpResponse(status_code=answer.status_code, headers=headers, body=bytes(body))


def _failure(error: requests.RequestException, timeout: float) -> TransportFailure:
    import requests

    if isinstance(error, requests.exceptions.SSLError):
        return TransportFailure(f"no secure connection: {_cause(error)}", sent=False, permanent=True)
    if isinstance(error, requests.ConnectTimeout):
        return TransportFailure(f"no connection within {timeout:g} seconds", sent=False)
    if isinstance(error, requests.Timeout):
        return TransportFailure(f"no answer within {timeout:g} seconds")
    if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        return _connection_failure(error, timeout)
    return TransportFailure(f"the request could not be made: {type(error).__name__}", sent=False, permanent=True)


def _connection_failure(error: requests.RequestException, timeout: float) -> TransportFailure:
    import requests
    from urllib3.exceptions import NewConnectionError, ReadTimeoutError

    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.exceptions.ProxyError) or isinstance(reason, NewConnectionError):
        return TransportFailure(f"no connection: {_cause(error)}", sent=False)
    if isinstance(error.args[0] if error.args else None, ReadTimeoutError):
        return TransportFailure(f"the answer stopped for {timeout:g} seconds")
    return TransportFailure("the connection was cut before the answer was complete")


def _cause(error: requests.RequestException) -> str:
    reason = getattr(error.args[0], "reason", error) if error.args else error
    cause = str(reason).rpartition(": ")[2].strip("()'\" ")
    return cause + ")" * (cause.count("(") - cause.count(")")) or type(error).__name__
