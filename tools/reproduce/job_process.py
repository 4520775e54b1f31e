"""One job in a process of its own: ``python -m tools.reproduce.job_process``, for ``running`` only.

The function and its arguments come pickled on standard input. What goes back on standard output is
one line of JSON each time: a share, and in the end the result or what went wrong.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

SELDOM = 0.1  # seconds between two lines on how far it is


def main() -> int:
    """Run the job that standard input holds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides who stops
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a job prints belongs into its log

    def say(**fields: Any) -> None:
        print(json.dumps(fields, default=plain), file=replies, flush=True)

    try:
        function, arguments = pickle.load(sys.stdin.buffer)
        begin = time.process_time()  # of one thread, however many others wait for the same core
        result = function(*arguments, on_progress=throttle(lambda share: say(share=share)))
        say(result=result, seconds=time.process_time() - begin)
    except Exception as error:
        traceback.print_exc()
        say(error=f"{type(error).__name__}: {error}{place(error)}")
        return 1
    return 0


def plain(value: Any) -> Any:
    """What NumPy's numbers and arrays are in JSON.

    Raises:
        TypeError: for anything else.
    """
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"a result holds {type(value).__name__}, which JSON cannot; make it plain")


def throttle(say: Callable[[float], None]) -> Callable[[float], None]:
    """Pass on only so many shares that nobody waits for it."""
    last = 0.0

    def on_progress(share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= SELDOM:
            last = now
            say(float(share))

    return on_progress


def place(error: Exception) -> str:
    """File and line where an exception was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f" ({os.path.relpath(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""


if __name__ == "__main__":
    sys.exit(main())
