"""Programs from Debian's packages, where this may install them."""

from __future__ import annotations

import os
import shutil

from tools.common.process import run

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def is_usable() -> bool:
    """Whether packages can be installed: as root, on a system that has them."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    """Install packages, after the package lists, which a fresh machine lacks.

    Raises:
        SetupError: if one cannot be installed.
    """
    run("apt-get update", ["apt-get", "update"], env=QUIET)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    run("apt-get install", command, env=QUIET)
