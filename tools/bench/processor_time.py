"""What a command costs, in seconds of the processor: a busy machine spoils them least.

``python -m tools.bench.processor_time COMMAND…`` runs it, for ``seconds_of`` only: that process
takes in what the command leaves behind, whose time would otherwise be nobody's.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from tools.common.paths import ROOT
from tools.common.process import ONE_THREAD, SetupError

_SET_CHILD_SUBREAPER = 36  # of prctl


def seconds_of(command: Sequence[str]) -> float:
    """Seconds of the processor that a command takes, with all processes that it starts.

    Raises:
        SetupError: if it fails.
    """
    ran = subprocess.run(
        [sys.executable, "-m", __name__, *command],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        check=False,
    )
    if ran.returncode:
        raise SetupError(f"{' '.join(command[:4])} has failed: {ran.stderr.decode()[-500:]}")
    return float(ran.stdout)


def main(command: Sequence[str]) -> int:
    """Run a command, wait for all that it has started, and print what that took."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(spent.ru_utime + spent.ru_stime)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
