"""The virtual environment ``.venv``: made once, filled again when the pinned packages change."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.common.files import is_done, mark_done
from tools.common.paths import ROOT
from tools.common.process import SetupError, run, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".stamp"
CONSTRAINTS = ROOT / "constraints.txt"
# Fail within seconds where no registry answers, instead of after pip's usual five rounds.
PIP_OPTIONS = ("--disable-pip-version-check", "--no-input", "--retries", "2")


def inputs() -> str:
    """Everything that decides what belongs into the environment."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {key: project.get(key) for key in ("build-system", "project")}
    return f"{CONSTRAINTS.read_text()}\n{needed}\n{ROOT}"


def can_start(python: Path) -> bool:
    """Whether the environment's Python starts and has its pip: a copied or broken one does not."""
    if not python.exists():
        return False
    try:
        command = [os.fspath(python), "-m", "pip", "--version"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def create() -> None:
    """Make an empty environment, from the Python that a present but broken one came from."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    with step(f"virtual environment in .venv, Python {sys.version_info[0]}.{sys.version_info[1]}"):
        try:
            run("venv", [base, "-m", "venv", "--clear", VENV])
        except SetupError as error:
            if "ensurepip" not in str(error):
                raise
            remedy = "on Debian and Ubuntu: apt install python3-venv"
            raise SetupError(f"{base} cannot make virtual environments; {remedy}") from error


def ensure() -> None:
    """Make ``.venv`` hold exactly the pinned packages and this project, if it does not yet.

    Raises:
        SetupError: if Python lacks venv or a package cannot be installed.
    """
    current = inputs()
    if is_done(STAMP, current) and PYTHON.exists():
        return
    if not can_start(PYTHON):
        create()
    with step("Python packages"):
        install("-e", ".[dev]")
    mark_done(STAMP, current)


def install(*packages: str) -> None:
    """Install into ``.venv`` at the versions of constraints.txt."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install"]
    run("pip install", [*pip, *PIP_OPTIONS, "-c", CONSTRAINTS, *packages])


def enter(arguments: list[str]) -> None:
    """Go on as ``.venv``'s Python, unless this is it; does not come back if it was not."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    sys.stdout.flush()
    os.execv(PYTHON, [os.fspath(PYTHON), "-m", "tools", *arguments])
