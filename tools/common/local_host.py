"""A server on this machine, for pages that are looked at, measured or tested here."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Any


class LocalHost(ThreadingHTTPServer):
    """Serves in the background from ``start`` until ``close``."""

    daemon_threads = True
    request_queue_size = 64  # browsers come with many at once; at 5 a busy machine turns some away

    def start(self) -> None:
        """Begin to serve."""
        Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up early is not an error."""
