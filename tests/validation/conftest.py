"""A server of files."""

from __future__ import annotations

import functools
import http.server
import threading

import pytest


class FileServer(http.server.ThreadingHTTPServer):
    """Serves a folder on this machine, and remembers what it was asked for."""

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=folder))
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked = []
        self.status = None


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.status:
            self.send_error(self.server.status)
        else:
            super().do_GET()

    def log_message(self, *_):
        """Keep silent."""


@pytest.fixture
def serve():
    """A function that serves a folder for as long as the test runs."""
    servers = []

    def start(folder):
        server = FileServer(folder)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
