"""``test-engines``: the pages in Chromium, Firefox and WebKit, each installed if it is missing."""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tools.common.paths import ROOT
from tools.common.process import SetupError, step
from tools.setup import apt, chromium, environment
from tools.site import build

TESTS = "tests/engines"
CLIENTS = ("anki", "genanki", "selenium")


class Program(NamedTuple):
    """A program of the system.

    Attributes:
        variable: of the environment, that may name another one.
        package: Debian's, that brings it.
        places: folders besides those on PATH, as patterns.
    """

    name: str
    variable: str
    package: str
    places: tuple[str, ...] = ()


FIREFOX = Program("firefox-esr", "FIREFOX", "firefox-esr")
MINI_BROWSER = Program(
    "MiniBrowser",
    "MINI_BROWSER",
    "webkit2gtk-driver",  # needs the library's package, which holds it
    ("/usr/lib/*/webkit2gtk-4.*", "/usr/libexec/webkit2gtk-4.*", "/usr/lib/*/webkitgtk-6.*"),
)
WEBKIT_DRIVER = Program("WebKitWebDriver", "WEBKIT_DRIVER", "webkit2gtk-driver")
SCREEN = Program("Xvfb", "XVFB", "xvfb")
PROGRAMS = (FIREFOX, MINI_BROWSER, WEBKIT_DRIVER, SCREEN)


def find(program: Program) -> Path | None:
    """Where a program is, or None if this machine does not have it."""
    named = [os.environ.get(program.variable), shutil.which(program.name)]
    placed = [
        str(Path(folder) / program.name)
        for pattern in program.places
        for folder in sorted(glob.glob(pattern), reverse=True)
    ]
    paths = (Path(path) for path in [*named, *placed] if path)
    return next((path for path in paths if path.is_file()), None)


def require(program: Program) -> Path:
    """Where a program is.

    Raises:
        SetupError: if this machine does not have it.
    """
    path = find(program)
    if path is None:
        raise SetupError(f"no {program.name}: {remedy([program])}")
    return path


def remedy(missing: list[Program]) -> str:
    """What to do about missing programs."""
    packages = " ".join(sorted({program.package for program in missing}))
    variables = ", ".join(program.variable for program in missing)
    return f"install it as root (Debian: apt install {packages}), or name it in {variables}"


def ensure() -> None:
    """Make Chromium, Firefox, WebKit and what drives them ready.

    Raises:
        SetupError: if something is missing that cannot be installed.
    """
    chromium.ensure()
    missing = [program for program in PROGRAMS if not find(program)]
    if missing and apt.is_usable():
        with step("Firefox, WebKit and a screen for them"):
            apt.install(*sorted({program.package for program in missing}))
    for program in missing:
        require(program)
    if missing_clients := [name for name in CLIENTS if importlib.util.find_spec(name) is None]:
        with step("the client of WebKit's driver, and Anki, which reads the cards"):
            environment.install(*missing_clients)


def main(arguments: list[str]) -> int:
    """Build, then test the pages in every engine; arguments go to pytest.

    Raises:
        SetupError: if a browser or the site is missing and cannot be made.
    """
    ensure()
    build.prepare(browser=True)
    if build.site([]):
        raise SetupError("the site could not be built: see above")
    # `make test` leaves this folder out, which has to be undone here
    pytest = [sys.executable, "-m", "pytest", "--override-ini", "norecursedirs=.* node_modules"]
    return subprocess.run([*pytest, TESTS, *arguments], cwd=ROOT, check=False).returncode
