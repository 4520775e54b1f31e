"""The cache: one file for each key, and none that nobody asks for."""

from __future__ import annotations

import os
from pathlib import Path

from tools.common.cache import DAY_SECONDS, Cache


def test_what_is_written_is_read_by_its_key_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.read("a") is None
    cache.write("a", b"1")
    cache.write("b/c", b"2")
    assert (cache.read("a"), cache.read("b/c"), cache.read("b")) == (b"1", b"2", None)


def test_what_nobody_has_asked_for_goes_and_what_is_of_use_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path, days=30)
    for key in ("old", "used"):
        cache.write(key, b"")
        os.utime(cache.file(key), (0, 0))
    cache.write("new", b"")
    os.utime(cache.file("new"), (cache.file("new").stat().st_mtime - 29 * DAY_SECONDS,) * 2)
    cache.read("used")
    cache.tidy()
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["new", "used"]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache", days=1)
    cache.write("a", b"1")
    cache.tidy()
    assert cache.read("a") is None
