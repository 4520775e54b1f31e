"""The server behind `make serve`: pages reload, and can be copied as they were built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tools.devserver.server import COPYING, PROBLEMS, SCRIPT, Showing

PAGE = b"<html><head></head><body>built</body></html>"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_bytes(PAGE)
    with closing(Showing("127.0.0.1", 0)) as server:
        server.show(tmp_path)
        server.problems = lambda ids: {"problems": {name: [] for name in ids}}
        server.start()
        yield f"http://127.0.0.1:{server.server_port}/"


def got(request: str | Request) -> bytes:
    with urlopen(request) as answer:
        content: bytes = answer.read()
    return content


def test_a_page_gets_the_script_that_reloads_it(url: str) -> None:
    assert SCRIPT.encode() in got(url)


def test_an_offline_copy_gets_the_page_as_it_was_built(url: str) -> None:
    assert got(Request(url, headers={COPYING: "fetch"})) == PAGE


def test_a_page_hears_of_the_problems_that_it_asks_for(url: str) -> None:
    answer = json.loads(got(f"{url}{PROBLEMS.lstrip('/')}?id=a%2Fone&id=page"))
    assert answer == {"problems": {"a/one": [], "page": []}}
