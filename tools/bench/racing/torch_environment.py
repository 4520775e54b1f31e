"""The environment in which PyTorch runs: with a Python of its own, made when it is asked for.

PyTorch is for benchmarks only. The project neither needs it nor gets its dependencies.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np

from tools.common.files import is_done, mark_done
from tools.common.paths import WORK
from tools.common.process import SetupError, run, step
from tools.setup import environment

NAME = "python3.11"
VERSION = "2.13.0"
# that NumPy only spares a warning
PACKAGES = (f"torch=={VERSION}", f"numpy=={np.__version__}")
FOLDER = WORK / "torch"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / ".stamp"


def ensure() -> Path:
    """The Python of that environment, which is made first if it is not there yet.

    Raises:
        SetupError: if this machine lacks the Python, or the packages cannot be had.
    """
    pins = " ".join(PACKAGES)
    if is_done(STAMP, pins) and PYTHON.exists():
        return PYTHON
    with step(f"PyTorch in {FOLDER.relative_to(WORK.parent)}, for the races"):
        run("venv for torch", [base(), "-m", "venv", "--clear", FOLDER])
        pip: list[str | Path] = [PYTHON, "-m", "pip", "install", *environment.PIP_OPTIONS]
        run("pip install torch", [*pip, *PACKAGES])
    mark_done(STAMP, pins)
    return PYTHON


def base() -> str:
    """The Python that the environment is made from.

    Raises:
        SetupError: if there is none, or none that starts.
    """
    program = shutil.which(NAME)
    try:
        works = (
            program and subprocess.run([program, "-c", ""], check=False, timeout=60).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        works = False
    if not program or not works:
        message = f"the races need {NAME} for {PACKAGES[0]}, and this machine has none that starts"
        raise SetupError(f"{message}; all other benchmarks do without: name those you want")
    return program
