"""A plain static host for the built site: one folder, below one path, on a free port."""

from __future__ import annotations

import os
import re
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any

from tools.common.local_host import LocalHost

# What hosts without any configuration for us still know.
KNOWN_ENDINGS = {".html", ".css", ".js", ".svg", ".png"}


class StaticHost(LocalHost):
    """Serves until closed, with 404.html for unknown addresses, and notes what was asked for.

    Attributes:
        folder: what is served; another one may take its place at any time.
        asked: the paths, in order.
        refused: parts of paths that are answered with an error.
        altered: parts of paths whose files come with one bit changed.
        held: parts of paths whose files break off in the middle until the event is set.
        withheld: parts of paths for which no byte comes until the event is set.
        cut: parts of paths whose connection is lost in the middle, once.
        resumed: the paths that were asked for from the middle on, in order.
        url: address of the site's start page.
    """

    def __init__(self, folder: Path, prefix: str = "/", *, knows_types: bool = True) -> None:
        self.folder, self.prefix, self.knows_types = folder, prefix, knows_types
        self.asked: list[str] = []
        self.refused: set[str] = set()
        self.altered: set[str] = set()
        self.held: dict[str, Event] = {}
        self.withheld: dict[str, Event] = {}
        self.cut: set[str] = set()
        self.resumed: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}{prefix}"
        self.start()


class _Handler(SimpleHTTPRequestHandler):
    server: StaticHost

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=str(args[2].folder))

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if not self.path.startswith(self.server.prefix):
            self.send_error(404)
            return
        if any(part in self.path for part in self.server.refused):
            self.send_error(503)
            return
        self.path = "/" + self.path.removeprefix(self.server.prefix)
        for part, event in self.server.withheld.items():
            if part in self.path:
                event.wait()
        if begin := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "")):
            self.send_rest(int(begin[1]))
        else:
            super().do_GET()

    def send_rest(self, begin: int) -> None:
        """A file from somewhere in the middle."""
        self.server.resumed.append(self.path)
        content = Path(self.translate_path(self.path)).read_bytes()
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", str(len(content) - begin))
        self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        self.wfile.write(content[begin:])

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if any(part in self.path for part in self.server.altered):
            body = bytearray(source.read())
            body[len(body) // 2] ^= 1
            outputfile.write(body)
            return
        for part in [part for part in self.server.cut if part in self.path]:
            self.server.cut.discard(part)
            outputfile.write(source.read(os.fstat(source.fileno()).st_size // 2))
            self.close_connection = True
            return
        for part, event in self.server.held.items():
            if part in self.path:
                outputfile.write(source.read(1000))
                outputfile.flush()
                event.wait()
        super().copyfile(source, outputfile)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.server.folder / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None

    def guess_type(self, path: Any) -> str:
        known = self.server.knows_types or Path(path).suffix in KNOWN_ENDINGS
        return super().guess_type(path) if known else "application/octet-stream"

    def log_message(self, *args: Any) -> None:
        pass
