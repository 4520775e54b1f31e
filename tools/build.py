"""`build`: the finished site in site/, ready for any static host."""

import os
import subprocess
import sys

from tools import bundle, setup
from tools.steps import ROOT

# Material's start page of warnings about the next MkDocs, which this project does not use.
ENV = {"NO_MKDOCS_2_WARNING": "1"}


def prepare(*, browser: bool = False) -> None:
    """Everything that the pages load, short of the pages themselves.

    Raises: SetupError as set-up does; whatever the exercises' own errors are.
    """
    setup.ensure(browser=browser)
    bundle.write(ROOT)


def site(arguments: list[str]) -> int:
    """Build the pages; any warning is an error.

    Args:
        arguments: passed on to `mkdocs build`.
    Returns: MkDocs' exit code.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **ENV}, check=False).returncode


def main(arguments: list[str]) -> int:
    """Prepare and build; arguments go to `mkdocs build`."""
    prepare()
    return site(arguments)


def main_bundle(arguments: list[str]) -> int:
    """Prepare only: what `serve` runs again when an exercise or the grader changes."""
    if arguments:
        print("bundle takes no arguments")
        return 2
    prepare()
    return 0
