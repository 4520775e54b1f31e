"""A plain static host for benchmarks: gzips, revalidates by ETag, and counts what it sends."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from threading import Lock
from typing import Any, NamedTuple

from tools.common.local_host import LocalHost

# gzip that saves less is not worth its time; static hosts leave such files alone, too
WORTH = 0.95
LEVEL = 6


class Stored(NamedTuple):
    """A file as it is sent."""

    body: bytes
    kind: str
    encoding: str | None
    etag: str


class BenchHost(LocalHost):
    """Serves files from memory until closed.

    Attributes:
        url: address of the start page.
        sent: bytes of the bodies sent by path, since ``forget``.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Compress the files, and serve them.

        Args:
            files: content by path without a leading slash.
        """
        self.sent: dict[str, int] = {}
        self._lock = Lock()
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        with ThreadPoolExecutor() as pool:
            stored = pool.map(
                lambda item: store(self._with_own_address(*item), item[0]), files.items()
            )
        self.stored = dict(zip(files, stored, strict=True))
        self.start()

    def _with_own_address(self, path: str, content: bytes) -> bytes:
        """The site map names this host, as a build that is told the site's address writes it.

        Instant navigation follows only links that are in it.
        """
        if path != "sitemap.xml":
            return content
        built = re.search(rb"<loc>(.*?)</loc>", content)
        return content.replace(built[1], self.url.encode()) if built else content

    def holds(self, path: str, part: bytes) -> bool:
        """Whether a file contains something."""
        entry = self.stored[path]
        return part in (gzip.decompress(entry.body) if entry.encoding else entry.body)

    def note(self, path: str, size: int) -> None:
        """Count what was sent."""
        with self._lock:
            self.sent[path] = self.sent.get(path, 0) + size

    def forget(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self.sent.clear()

    def total(self, prefix: str = "") -> int:
        """Bytes sent of the paths that begin so."""
        with self._lock:
            return sum(size for path, size in self.sent.items() if path.startswith(prefix))


def store(content: bytes, path: str) -> Stored:
    """A file as a static host sends it."""
    packed = gzip.compress(content, LEVEL, mtime=0)
    smaller = len(packed) < WORTH * len(content)
    return Stored(
        body=packed if smaller else content,
        kind=guess_type(path)[0] or "application/octet-stream",
        encoding="gzip" if smaller else None,
        etag=f'"{hashlib.sha256(content).hexdigest()[:16]}"',
    )


class _Handler(BaseHTTPRequestHandler):
    server: BenchHost
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        entry = self.server.stored.get(path)
        if entry is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Length": "0"}, b"")
        elif self.headers.get("If-None-Match") == entry.etag:
            self._send(HTTPStatus.NOT_MODIFIED, {"ETag": entry.etag}, b"")
        else:
            headers = {"Content-Type": entry.kind, "Content-Length": str(len(entry.body))}
            headers |= {"Content-Encoding": entry.encoding} if entry.encoding else {}
            self._send(HTTPStatus.OK, {**headers, "ETag": entry.etag}, entry.body)
            self.server.note(path, len(entry.body))

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass
