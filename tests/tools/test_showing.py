"""The server behind `make serve`: pages reload, and can be copied as they were built."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tools.showing import COPYING, SCRIPT, Showing

PAGE = b"<html><head></head><body>built</body></html>"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_bytes(PAGE)
    with Showing("127.0.0.1", 0) as server:
        server.show(tmp_path)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def got(request: str | Request) -> bytes:
    with urlopen(request) as answer:
        content: bytes = answer.read()
    return content


def test_a_page_gets_the_script_that_reloads_it(url: str) -> None:
    assert SCRIPT.encode() in got(url)


def test_an_offline_copy_gets_the_page_as_it_was_built(url: str) -> None:
    assert got(Request(url, headers={COPYING: "fetch"})) == PAGE
