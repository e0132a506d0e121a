"""The HTTP server under the sandbox: threads, loopback, connections that can be let go."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("crossref_deposit.sandbox")


class _Handler(WSGIRequestHandler):
    """Logs to the package's logger, and of the address only what holds no password."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        address = getattr(self, "path", "?").partition("?")[0]  # none if the request could not be read
        logger.debug("%s %s %s %s", self.command, address, code, size)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401 - werkzeug's signature
        logger.debug("%s: %s", type, message % args if args else message)


class _ThreadedServer(ThreadedWSGIServer):
    """Knows its open connections."""

    def __init__(self, listener: socket.socket, app: WSGIApplication) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__(host, port, app, _Handler, fd=listener.fileno())
        self._connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's signature
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - socketserver's signature
        self._connections.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        """End the connections that clients keep open."""
        for connection in list(self._connections):
            with contextlib.suppress(OSError):  # it has just ended by itself
                connection.shutdown(socket.SHUT_RDWR)


class LoopbackServer:
    """An application, served from a thread until closed.

    Args:
        app: The application.
        host: The address to listen on.
        port: The port; 0 takes a free one.

    Raises:
        OSError: The port is taken.
    """

    def __init__(self, app: WSGIApplication, host: str, port: int) -> None:
        with socket.create_server((host, port)) as listener:
            self._server = _ThreadedServer(listener, app)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="sandbox-server", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self._server.host}:{self._server.port}"

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._server.shutdown()
        self._thread.join()
        self._server.cut_connections()
