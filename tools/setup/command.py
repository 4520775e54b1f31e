"""``setup``: all that the site and the checks need, made once and renewed when it changes."""

from __future__ import annotations

from tools.common.files import only_one
from tools.setup import chromium, environment, npm, pyodide_runtime


def ensure(*, browser: bool = False) -> None:
    """Bring packages, vendor files and the browser's Python up to date.

    Args:
        browser: whether a Chromium for the browser tests is wanted too.

    Raises:
        SetupError: if something is missing that set-up cannot get.
    """
    with only_one():
        npm.ensure()
        pyodide_runtime.ensure()
        if browser:
            chromium.ensure()


def enter_environment(arguments: list[str]) -> None:
    """Make ``.venv`` and go on inside it; comes back only as the environment's own Python."""
    with only_one():
        environment.ensure()
    environment.enter(arguments)


def main(arguments: list[str]) -> int:
    """Set up all, the Chromium for the tests included."""
    del arguments  # there are none
    ensure(browser=True)
    print("all set up")
    return 0
