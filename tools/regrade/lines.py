"""Lines of JSON between processes, under a clock of ours."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tools.common.process import ONE_THREAD

LONGEST_LINE = 64 * 1024**2  # bytes
AT_ONCE = 1 << 16  # bytes


def wait(incoming: list[int], outgoing: list[int], beside: list[int], end: float) -> None:
    """Wait until something comes in, or can go out.

    Args:
        beside: descriptors on which something comes in when the other side is no more.
        end: until when, by the monotonic clock.

    Raises:
        OSError: if neither happens until then, or cannot happen any more.
    """
    left = max(0.0, end - time.monotonic())
    come, gone, _ = select.select(incoming + beside, outgoing, [], left)
    if not come and not gone:
        raise TimeoutError
    if not gone and come == beside:
        raise ConnectionError("it has ended")


class Lines:
    """Both directions; neither a full pipe nor silence keeps anybody longer than they want.

    Args:
        incoming, outgoing: descriptors.
    """

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._unread = b""
        os.set_blocking(outgoing, False)

    def write(self, values: Any, seconds: float) -> None:
        """Send a line.

        Raises:
            OSError: if it is not taken within ``seconds``.
        """
        end = time.monotonic() + seconds
        text = memoryview(json.dumps(values).encode() + b"\n")
        while text:
            try:
                text = text[os.write(self._outgoing, text[:AT_ONCE]) :]
            except BlockingIOError:
                wait([], [self._outgoing], [], end)

    def read(self, seconds: float) -> dict[str, Any]:
        """The next line.

        Raises:
            OSError: if none comes within ``seconds``, or nothing that is one.
        """
        end = time.monotonic() + seconds
        parts, size = [self._unread], len(self._unread)
        while b"\n" not in parts[-1]:
            wait([self._incoming], [], [], end)
            try:
                part = os.read(self._incoming, AT_ONCE)
            except BlockingIOError:
                continue
            if not part:
                raise ConnectionError("it has ended")
            parts.append(part)
            size += len(part)
            if size > LONGEST_LINE:
                raise ConnectionError("it says more than anybody asked")
        line, _, self._unread = b"".join(parts).partition(b"\n")
        try:
            answer = json.loads(line.decode())
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise ConnectionError("it has said something else")
        return answer


class LineProcess:
    """A process that answers lines with lines.

    Args:
        command: of the program, which first of all says that it is ready, in a line.
        seconds: that it may take until then.
        descriptors: that it inherits besides.

    Raises:
        OSError: if it does not start.
    """

    def __init__(
        self, command: Sequence[str], seconds: float, descriptors: Sequence[int] = ()
    ) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=descriptors,
            env={**os.environ, **ONE_THREAD},
        )
        assert self._process.stdin
        assert self._process.stdout
        self.descriptor = self._process.stdout.fileno()
        self.lines = Lines(self.descriptor, self._process.stdin.fileno())
        try:
            self.lines.read(seconds)
        except OSError:
            self.close()
            raise

    def ask(self, request: Any, seconds: float) -> dict[str, Any]:
        """The answer to a request.

        Raises:
            OSError: if there is none within ``seconds``, or nothing that is one.
        """
        end = time.monotonic() + seconds
        self.lines.write(request, seconds)
        return self.lines.read(end - time.monotonic())

    def close(self, seconds: float = 0.0) -> None:
        """End it, and all that runs inside if it is a sandbox.

        Args:
            seconds: to end by itself, since it reads nothing more.
        """
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        if self._process.poll() is None:
            _kill_children(self._process.pid)
            self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _kill_children(pid: int) -> None:
    """Kill the first process inside a sandbox, with which all others there end."""
    with suppress(OSError, ValueError):
        os.kill(pid, signal.SIGSTOP)  # else it may start that one after we have looked
        os.waitid(os.P_PID, pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
