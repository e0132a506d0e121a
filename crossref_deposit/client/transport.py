"""Bytes to a server and bytes back: the one place that knows an HTTP library."""

from __future__ import annotations

import ssl
import threading
import time
from typing import TYPE_CHECKING, Final, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

MAX_ANSWER_BYTES = 1 << 28
_CHUNK = 1 << 16
_SLOWEST = 1000  # bytes a second, at which an answer is waited for beyond the time-out


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
                return _read(answer, timeout)
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
                self._own.auth = lambda request: request  # else passwords in a .netrc would go along
            return self._own


def _read(answer: requests.Response, timeout: float) -> HttpResponse:
    body = bytearray()
    started = time.monotonic()
    for chunk in _arriving(answer):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            message = f"the answer is larger than {MAX_ANSWER_BYTES:,} bytes, the most that is read"
            raise TransportFailure(message, permanent=True)
        if (taken := time.monotonic() - started) > timeout + len(body) / _SLOWEST:
            message = f"the answer trickles: {len(body):,} bytes in {taken:.1f} seconds"
            raise TransportFailure(message)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return HttpResponse(status_code=answer.status_code, headers=headers, body=bytes(body))


def _arriving(answer: requests.Response) -> Iterator[bytes]:
    """The body as it arrives, so that a trickle is noticed; old urllib3 has complete pieces only."""
    import requests
    import urllib3.exceptions

    read = getattr(answer.raw, "read1", answer.raw.read)
    try:
        while chunk := read(_CHUNK, decode_content=True):
            yield chunk
    except urllib3.exceptions.DecodeError:
        failure: Exception = TransportFailure("the answer is not compressed as its header says")
    except urllib3.exceptions.HTTPError as error:
        failure = requests.ConnectionError(error)
    else:
        return
    raise failure


def _failure(error: requests.RequestException, timeout: float) -> TransportFailure:
    import requests

    if isinstance(error, ValueError):  # no address, or a header that is none
        return TransportFailure(f"the request could not be made: {type(error).__name__}", sent=False, permanent=True)
    if isinstance(error, requests.ConnectTimeout):
        return TransportFailure(f"no connection within {timeout:g} seconds", sent=False)
    if isinstance(error, requests.Timeout):
        return TransportFailure(f"no answer within {timeout:g} seconds")
    return _connection_failure(error, _cause(error), timeout)


def _connection_failure(error: requests.RequestException, cause: BaseException, timeout: float) -> TransportFailure:
    import requests
    from urllib3.exceptions import NewConnectionError, ReadTimeoutError

    if isinstance(cause, ssl.SSLError) and not isinstance(cause, _ENDS):
        return TransportFailure(f"no secure connection: {_said(cause)}", sent=False, permanent=True)
    if isinstance(error, requests.exceptions.ProxyError) or isinstance(cause, NewConnectionError):
        return TransportFailure(f"no connection: {_said(cause)}", sent=False)
    if isinstance(cause, ReadTimeoutError):
        return TransportFailure(f"the answer stopped for {timeout:g} seconds")
    return TransportFailure("the connection was cut before the answer was complete")


_ENDS: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""How a secure connection is cut, before or after it has been agreed upon."""


def _cause(error: BaseException) -> BaseException:
    """What is at the bottom of the library's exceptions."""
    reasons = (getattr(error, "reason", None), *error.args)
    reason = next((each for each in reasons if isinstance(each, BaseException)), None)
    return error if reason is None else _cause(reason)


def _said(cause: BaseException) -> str:
    said = str(cause).rpartition(": ")[2].strip("()'\" ")
    return said + ")" * (said.count("(") - said.count(")")) or type(cause).__name__
