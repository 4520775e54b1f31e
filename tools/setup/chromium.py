"""A Chromium for the browser tests: the system's, Playwright's, or a freshly installed one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.common.process import SetupError, run, step
from tools.setup import apt

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Of Playwright's folder; a version number is in each name.
DOWNLOADED = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
)
# Besides what headless needs: no request of the browser's own, so that tests may forbid all others.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REMEDY = "install Chromium or Chrome (Debian: apt install chromium), or set CHROMIUM to its program"


def can_start(program: Path) -> bool:
    """Whether it starts: a name on PATH may be a stub that only tells how to install it."""
    try:
        process = subprocess.run(
            [program, "--version"], capture_output=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return process.returncode == 0


def candidates() -> list[Path]:
    """Programs that may be a Chromium, best first."""
    named = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in NAMES), *APPLICATIONS]
    stores = [
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH"),
        "~/.cache/ms-playwright",
        "~/Library/Caches/ms-playwright",
    ]
    downloaded = [
        program
        for store in stores
        if store
        for pattern in DOWNLOADED
        for program in sorted(Path(store).expanduser().glob(pattern), reverse=True)
    ]
    return [Path(name) for name in named if name] + downloaded


def find() -> Path | None:
    """The Chromium to test with, or None if this machine has none that starts."""
    return next(
        (program for program in candidates() if program.exists() and can_start(program)), None
    )


def ensure() -> Path:
    """The Chromium to test with; installed if the machine has none.

    Raises:
        SetupError: if there is none and it cannot be installed.
    """
    return find() or install()


def install() -> Path:
    """Install Debian's package as root, else Playwright's download, which needs no rights."""
    try:
        with step("Chromium for the browser tests"):
            apt.install("chromium") if apt.is_usable() else install_download()
    except SetupError as error:
        raise SetupError(f"no Chromium for the browser tests: {REMEDY}; {error}") from error
    program = find()
    if not program:
        raise SetupError(f"the installed Chromium does not start: {REMEDY}")
    return program


def install_download() -> None:
    """The build that Playwright keeps for itself in the user's cache."""
    run("playwright install", [sys.executable, "-m", "playwright", "install", "chromium"])
