from __future__ import annotations

import socket
import threading

import pytest
import requests

from crossref_deposit.client import DepositClient, HttpRequest, HttpResponse, RequestsTransport, TransportFailure
from crossref_deposit.client import transport as transport_module
from crossref_deposit.errors import TransportError

SECRET = b"login_passwd=correct-horse"


@pytest.fixture
def transport():
    transport = RequestsTransport()
    yield transport
    transport.close()


@pytest.fixture
def listener():
    """A socket that is listened on, with whatever behind it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def request_to(address: str) -> HttpRequest:
    return HttpRequest(url=address, headers={"Content-Type": "text/plain"}, body=SECRET)


def url_of(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/servlet/deposit"


def answering(listener: socket.socket, answer: bytes) -> threading.Thread:
    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


def failure_of(transport: RequestsTransport, url: str, timeout: float = 5) -> TransportFailure:
    with pytest.raises(TransportFailure) as raised:
        transport.send(request_to(url), timeout=timeout)
    assert raised.value.__context__ is None, "the library's exception holds the request's body"
    assert "correct-horse" not in repr(raised.value)
    return raised.value


def test_an_answer_comes_back_whole(transport, listener):
    thread = answering(listener, b"HTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno")
    response = transport.send(request_to(url_of(listener)), timeout=5)
    thread.join()
    assert response == HttpResponse(status_code=429, headers=response.headers, body=b"no")
    assert response.headers["retry-after"] == "7"


def test_a_closed_port_was_certainly_not_reached(transport, listener):
    url = url_of(listener)
    listener.close()
    failure = failure_of(transport, url)
    assert not failure.sent
    assert not failure.permanent
    assert "refused" in failure.reason


def test_a_host_that_does_not_exist_was_certainly_not_reached(transport):
    assert not failure_of(transport, "http://nowhere.invalid/").sent


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"])
def test_a_cut_connection_leaves_a_doubt(transport, listener, answer):
    thread = answering(listener, answer)
    failure = failure_of(transport, url_of(listener))
    thread.join()
    assert failure.sent
    assert "cut" in failure.reason


def test_silence_leaves_a_doubt(transport, listener):
    failure = failure_of(transport, url_of(listener), timeout=0.05)
    assert failure.sent
    assert failure.reason == "no answer within 0.05 seconds"


def test_an_answer_that_stops_halfway_leaves_a_doubt(transport, listener):
    done = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            done.wait()

    thread = threading.Thread(target=serve)
    thread.start()
    failure = failure_of(transport, url_of(listener), timeout=0.05)
    done.set()
    thread.join()
    assert failure.sent
    assert "stopped" in failure.reason


def test_a_server_that_speaks_no_tls_cannot_be_mended_by_trying(transport, listener):
    thread = answering(listener, b"HTTP/1.1 400 Bad Request\r\n\r\n")
    failure = failure_of(transport, url_of(listener).replace("http:", "https:"))
    thread.join()
    assert failure.permanent
    assert not failure.sent


def test_a_secure_connection_that_is_cut_may_come_about_the_next_time(transport, listener):
    thread = answering(listener, b"")
    failure = failure_of(transport, url_of(listener).replace("http:", "https:"))
    thread.join()
    assert not failure.permanent
    assert "cut" in failure.reason


def test_an_answer_that_is_not_compressed_as_it_says_leaves_a_doubt(transport, listener):
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\ntext"
    thread = answering(listener, answer)
    failure = failure_of(transport, url_of(listener))
    thread.join()
    assert failure.sent
    assert not failure.permanent
    assert "compressed" in failure.reason


def test_an_answer_that_trickles_is_not_waited_for_for_ever(transport, listener):
    done = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not done.wait(0.05):
                connection.sendall(b"x")

    thread = threading.Thread(target=serve)
    thread.start()
    failure = failure_of(transport, url_of(listener), timeout=0.2)
    done.set()
    thread.join()
    assert failure.sent
    assert "trickles" in failure.reason


@pytest.mark.parametrize(
    "body", [b"Content-Length: 2\r\n\r\nok", b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"]
)
def test_connections_are_used_again(transport, listener, body):
    def serve() -> None:
        connection, _ = listener.accept()  # a second one would wait in vain
        with connection:
            for _ in range(3):
                while not connection.recv(1 << 16).endswith(SECRET):
                    pass
                connection.sendall(b"HTTP/1.1 200 OK\r\n" + body)

    thread = threading.Thread(target=serve)
    thread.start()
    assert [transport.send(request_to(url_of(listener)), timeout=5).body for _ in range(3)] == [b"ok"] * 3
    thread.join()


def test_no_password_of_a_netrc_goes_along(transport, listener, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    received = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            while not b"".join(received).endswith(SECRET):
                received.append(connection.recv(1 << 16))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=serve)
    thread.start()
    transport.send(request_to(url_of(listener)), timeout=5)
    thread.join()
    assert b"Authorization" not in b"".join(received)


def test_an_address_that_is_none_cannot_be_mended_by_trying(transport):
    assert failure_of(transport, "http://[oops/").permanent


def test_an_answer_without_end_is_not_read_to_its_end(transport, listener, monkeypatch):
    monkeypatch.setattr(transport_module, "MAX_ANSWER_BYTES", 1000)
    thread = answering(listener, b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000)
    failure = failure_of(transport, url_of(listener))
    thread.join()
    assert failure.permanent
    assert "1,000 bytes" in failure.reason


def test_a_proxy_that_is_not_there_was_certainly_not_reached(listener):
    with requests.Session() as session:
        session.proxies = {"http": "http://127.0.0.1:9"}
        session.trust_env = False
        assert not failure_of(RequestsTransport(session), url_of(listener)).sent


def test_a_given_session_stays_the_callers_to_close(listener):
    closed = []

    class Session(requests.Session):
        def close(self) -> None:
            closed.append(self)
            super().close()

    with Session() as session:
        session.headers["User-Agent"] = "our journal"
        transport = RequestsTransport(session)
        thread = answering(listener, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        transport.send(request_to(url_of(listener)), timeout=5)
        transport.close()
        thread.join()
        assert closed == []
    assert closed == [session]


def test_a_closed_transport_opens_again_when_it_is_used(transport, listener):
    for _ in range(2):
        thread = answering(listener, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        assert transport.send(request_to(url_of(listener)), timeout=5).status_code == 200
        thread.join()
        transport.close()


class Canned:
    """A transport of somebody's own."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []
        self.closed = False

    def send(self, request: HttpRequest, *, timeout: float) -> HttpResponse:
        self.requests.append(request)
        if timeout < 1:
            message = "too hasty"
            raise TransportFailure(message, permanent=True)
        body = b"<p>Your batch submission was successfully received.</p>"
        return HttpResponse(status_code=200, headers={}, body=body)

    def close(self) -> None:
        self.closed = True


def test_another_transport_can_take_its_place_and_stays_open():
    canned = Canned()
    with DepositClient(username="me", password="correct-horse", transport=canned, timeout=2) as client:
        client.submit(b"<doi_batch/>", file_name="a.xml")
    (request,) = canned.requests
    assert (request.method, request.url) == ("POST", "https://doi.crossref.org/servlet/deposit")
    assert b"<doi_batch/>" in request.body
    assert "correct-horse" not in repr(request)
    assert not canned.closed


def test_a_transports_permanent_failure_is_not_tried_again():
    canned = Canned()
    client = DepositClient(username="me", password="pw", transport=canned, timeout=0.5)
    with pytest.raises(TransportError, match="too hasty"):
        client.submit(b"<doi_batch/>")
    assert len(canned.requests) == 1
