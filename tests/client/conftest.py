"""Clients with little patience, and servers to try it on."""

from __future__ import annotations

import http.server
import threading

import attrs
import pytest

from clients import EAGER, HASTY, client_of
from crossref_deposit.client import DepositClient
from crossref_deposit.sandbox import Sandbox


@pytest.fixture
def sandbox():
    with Sandbox(unknown_for=0.03) as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox):
    with client_of(sandbox) as client:
        yield client


@attrs.define
class Script:
    """A server that answers what it is told to, over real sockets."""

    answers: list[tuple[int, dict[str, str], bytes]] = attrs.Factory(list)
    received: list[tuple[str, bytes]] = attrs.Factory(list)
    url: str = ""

    def say(self, body: str | bytes, status: int = 200, **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.answers.append((status, {name.replace("_", "-"): value for name, value in headers.items()}, content))


@pytest.fixture
def script():
    """The last answer is repeated."""
    script = Script()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            script.received.append((self.requestline, body))
            status, headers, content = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            self.send_response(status)
            for name, value in {"Content-Type": "text/html;charset=ISO-8859-1", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self):
            self.do_POST()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        script.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield script
        server.shutdown()
        thread.join()


@pytest.fixture
def scripted_client(script):
    with DepositClient(
        username="me@example.org/role", password="correct horse", base_url=script.url, retry=HASTY, poll=EAGER
    ) as client:
        yield client
