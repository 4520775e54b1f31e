"""The server behind ``serve``: shows built pages, and tells them when there are newer ones.

It also tells them what the contract says of their exercises.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tools.common.local_host import LocalHost
from tools.common.paths import ROOT

SCRIPT = "/reload/script.js"
VERSION = "/reload/version"
PROBLEMS = "/reload/problems"
COPYING = "x-offline-copy"  # see docs/assets/js/offline/cache_format.js
RELOAD = ROOT / "tools" / "devserver" / "reload.js"
HTML = "text/html; charset=utf-8"
NOT_YET = b"""<!doctype html><html lang="en"><head><title>Not built yet</title></head>
<body><h1>There are no pages to show yet</h1>
<p>The terminal says why. This page becomes the site as soon as it is built.</p></body></html>"""


class Showing(LocalHost):
    """Serves the folder shown last; a page that shows an earlier one reloads.

    Attributes:
        folder: what is shown; None before the first.
        version: tells one state of the site from the next.
        problems: gives what the contract says of some ids; see ``tools.devserver.live_contract``.
    """

    def __init__(self, host: str, port: int) -> None:
        self.folder: Path | None = None
        self.version = secrets.token_hex(8)
        self.problems: Callable[[list[str]], dict[str, Any]] = lambda ids: {}
        super().__init__((host, port), _Handler)

    def show(self, folder: Path) -> None:
        """Serve this folder from now on."""
        self.folder = folder
        self.version = secrets.token_hex(8)


class _Handler(SimpleHTTPRequestHandler):
    server: Showing

    def __init__(self, *args: Any) -> None:
        # asked first: a page of a newer folder with an older version only reloads once too often
        self.version = args[2].version
        super().__init__(*args, directory=str(args[2].folder))

    def send_head(self) -> Any:
        path = urlsplit(self.path).path
        if path == SCRIPT:
            return self._send(200, "text/javascript", RELOAD.read_bytes())
        if path == VERSION:
            return self._send(200, "text/plain", self.version.encode())
        if path == PROBLEMS:
            problems = json.dumps(
                self.server.problems(parse_qs(urlsplit(self.path).query).get("id", []))
            )
            return self._send(200, "application/json", problems.encode())
        if self.server.folder is None:
            return self._send(503, HTML, self._reloading(NOT_YET))
        target = Path(self.translate_path(path))
        if target.is_dir() and path.endswith("/"):
            target /= "index.html"
        if target.is_dir() or (target.is_file() and target.suffix != ".html"):
            return super().send_head()
        if target.is_file():
            page = target.read_bytes()
            # an offline copy is verified byte by byte, and looks after its updates itself
            copied = COPYING in self.headers
            return self._send(200, HTML, page if copied else self._reloading(page))
        missing = Path(self.directory) / "404.html"
        return self._send(404, HTML, self._reloading(missing.read_bytes()))

    def _reloading(self, page: bytes) -> bytes:
        script = f'<script src="{SCRIPT}?version={self.version}"></script></head>'
        return page.replace(b"</head>", script.encode(), 1)

    def _send(self, code: int, kind: str, content: bytes) -> io.BytesIO:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """The terminal is for what the author can mend."""
