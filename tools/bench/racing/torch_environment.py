"""The environment in which PyTorch runs, which has a Python of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np

from tools.bench.environment import Environment
from tools.common.process import SetupError

NAME = "python3.11"
VERSION = "2.13.0"
# that NumPy only spares a warning
PACKAGES = (f"torch=={VERSION}", f"numpy=={np.__version__}")
TORCH = Environment("torch", "PyTorch for the races", PACKAGES)


def ensure() -> Path:
    """The Python of that environment, which is made first if it is not there yet.

    Raises:
        SetupError: if this machine lacks the Python, or the packages cannot be had.
    """
    return TORCH.ensure(base)


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
