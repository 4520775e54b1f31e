"""``test``: all checks and tests, the browser ones included, against a freshly built site."""

from __future__ import annotations

import os
import subprocess
import sys

from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.site import build

MOST_PROCESSES = 4  # each has a Chromium, and takes a gigabyte of memory


def main(arguments: list[str]) -> int:
    """Build, then test; pytest's summary comes last.

    Args:
        arguments: passed on to pytest.

    Raises:
        SetupError: if the site cannot be built.
    """
    build.prepare(browser=True)
    if build.site([]):
        raise SetupError("the site could not be built: see above")
    # The tests of a file share what one of them has worked out, so they stay in one process; the
    # files come in their own order, for the browser's, which take longest, are among the first.
    parallel = ["-n", str(processes()), "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *parallel, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def processes() -> int:
    """How many processes share the tests: one more than there are processors, for tests of the
    browser and those with a time limit wait for a third of their time."""
    return min((os.cpu_count() or 1) + 1, MOST_PROCESSES)
