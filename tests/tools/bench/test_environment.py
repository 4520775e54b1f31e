"""Environments of their own: made once, and told in one sentence when they cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.bench import environment
from tools.bench.environment import Environment
from tools.common import process
from tools.common.process import SetupError

PROJECT = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# A package whose wheel is made by itself, so that no registry is asked.
BACKEND = """import zipfile


def build_wheel(folder, settings=None, metadata=None):
    name = "neighbour-1.0-py3-none-any.whl"
    info = "neighbour-1.0.dist-info/"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("neighbour.py", "GREETING = 'hello'")
        about = "Metadata-Version: 2.1\\nName: neighbour\\nVersion: 1.0\\n"
        wheel.writestr(info + "METADATA", about)
        tag = "Wheel-Version: 1.0\\nGenerator: here\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(info + "WHEEL", tag)
        wheel.writestr(info + "RECORD", "")
    return name
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where environments and logs go meanwhile."""
    for module in (environment, process):
        monkeypatch.setattr(module, "WORK", tmp_path / ".setup")
    return tmp_path


def test_it_is_made_once_and_keeps_to_itself(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND)
    readings: list[int] = []

    def base() -> str:
        readings.append(1)
        return sys.executable

    neighbour = Environment("neighbour", "a neighbour", (f"neighbour @ {folder.as_uri()}",))
    python = neighbour.ensure(base)
    greet = [str(python), "-c", "import neighbour; print(neighbour.GREETING)"]
    assert subprocess.run(greet, capture_output=True, text=True, check=True).stdout == "hello\n"
    assert neighbour.ensure(base) == python
    assert readings == [1]


def test_what_cannot_be_had_is_named_with_the_way_round_it(folder: Path) -> None:
    gone = Environment("gone", "what is gone", (f"gone @ {folder.as_uri()}/none",))
    with pytest.raises(SetupError, match=r"gone @ .* cannot be had; all other .*: name those"):
        gone.ensure(lambda: sys.executable)
    assert not (gone.folder / ".stamp").exists()
