"""Finding a Python: wherever one is, by running it."""

import os
import subprocess
from pathlib import Path

import pytest

from tools.common.paths import ROOT

OLD = "exit 3"
WITHOUT_VENV = "exit 4"
REFUSES = "echo 'pyenv: python3: command not found' >&2; exit 127"
GOOD = 'case "$*" in *version_info*) exit 0 ;; esac; echo "$0 ran $*"'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A checkout without an environment, and a machine that has only what a test puts there."""
    script = tmp_path / "checkout" / "tools" / "python.sh"
    script.parent.mkdir(parents=True)
    script.write_text((ROOT / "tools" / "python.sh").read_text())
    path = tmp_path / "bin"
    path.mkdir()
    for name in ("sh", "dirname"):
        (path / name).symlink_to(f"/bin/{name}" if name == "sh" else f"/usr/bin/{name}")
    return tmp_path


def put(program: Path, body: str) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def run(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", home / "checkout" / "tools" / "python.sh", "-m", "tools"],
        env={"HOME": os.fspath(home), "PATH": os.fspath(home / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_comes_first(home: Path) -> None:
    put(home / "checkout/.venv/bin/python", GOOD)
    put(home / "bin/python3", GOOD)
    assert run(home).stdout.endswith(".venv/bin/python ran -m tools\n")


def test_a_broken_environment_is_passed_over(home: Path) -> None:
    put(home / "checkout/.venv/bin/python", REFUSES)
    put(home / "bin/python3", GOOD)
    assert run(home).stdout.endswith("bin/python3 ran -m tools\n")


def test_a_versioned_name_is_found_behind_an_old_python3(home: Path) -> None:
    put(home / "bin/python3", OLD)
    put(home / "bin/python3.14", GOOD)
    assert run(home).stdout.endswith("bin/python3.14 ran -m tools\n")


def test_pyenvs_version_is_found_when_its_shims_refuse(home: Path) -> None:
    for name in ("python", "python3", "python3.12"):
        put(home / "bin" / name, REFUSES)
    put(home / ".pyenv/versions/3.12.1/bin/python3", GOOD)
    assert run(home).stdout.endswith("3.12.1/bin/python3 ran -m tools\n")


def has_python_elsewhere() -> bool:
    places = ("/usr/local/bin", "/opt/homebrew/bin", "/usr/bin", "/opt/python")
    return any(list(Path(place).glob("**/python3.1[2-9]")) for place in places)


@pytest.mark.parametrize(
    ("body", "told"), [(OLD, "Python 3.12, 3.13 or 3.14 is needed"), (WITHOUT_VENV, "python3-venv")]
)
def test_what_is_missing_is_one_line(home: Path, body: str, told: str) -> None:
    put(home / "bin/python3", body)
    done = run(home)
    if has_python_elsewhere():  # such a Python is rightly found, whatever PATH says
        assert done.returncode != 127
        return
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_old_python_hands_over(home: Path) -> None:
    """What `python3 -m tools` does first must be readable by any Python."""
    source = (ROOT / "tools" / "__main__.py").read_text()
    hand_over = source.index("os.execv")
    assert hand_over < source.index("from tools.cli")
    assert 'f"' not in source
    assert "->" not in source
    assert home.exists()
