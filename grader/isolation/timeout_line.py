"""Where a submission was when its time was up.

The caller keeps the time. When it is over, it has SIGALRM delivered: to the terminal's child
process by a timer, to the browser's worker through Pyodide's interrupt buffer. The handler only
notes the place; whatever a submission catches or replaces, the caller stops it afterwards.
"""

from __future__ import annotations

import ast
import linecache
import signal
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from grader.feedback.exceptions import EVERYTHING
from grader.files import FILE, SCRATCH

# One integer that never moves, so that the browser's worker can read it past all of Python:
# the line on which the running loop begins; below zero, a line outside any loop; 0 if unknown.
_place = array("i", [0])

_ROOM = 200  # frames for the handler, which may find the submission at the end of its recursion
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOOPS = (ast.While, ast.For, ast.AsyncFor)


def place() -> int:
    """The place that was noted last."""
    return _place[0]


def address() -> int:
    """Where that number lies in memory."""
    return _place.buffer_info()[0]


def listen(on_place: Callable[[int], None] | None = None) -> None:
    """Note the place at each SIGALRM from now on, and pass it to ``on_place``."""
    _place[0] = 0
    signal.signal(signal.SIGALRM, _noting(on_place))


def _noting(on_place: Callable[[int], None] | None) -> Callable[[int, FrameType | None], None]:
    def note(_number: int, frame: FrameType | None) -> None:
        limit = sys.getrecursionlimit()
        # Where the submission has replaced what is needed here, the place stays unknown.
        with suppress(EVERYTHING):
            sys.setrecursionlimit(limit + _ROOM)
            _place[0] = where(frame)
            if on_place:
                on_place(_place[0])
        with suppress(EVERYTHING):  # a submission that is deeper than that is stopped anyway
            sys.setrecursionlimit(limit)

    return note


def where(frame: FrameType | None) -> int:
    """The place of a running frame, in the form that ``place`` returns.

    The innermost function that is in a loop decides, and in it the outermost ``while``, or the
    outermost ``for`` if there is none: that loop goes on wherever in it the clock strikes. Without
    any loop it is the line that called all the others, for the same reason.
    """
    outermost = 0
    while frame is not None:
        code, line = frame.f_code, frame.f_lineno
        if code.co_filename in (FILE, SCRATCH) and line is not None:
            loop = _loop_around(code.co_filename, code.co_name, line)
            if loop:
                return loop if code.co_filename == FILE else 0
            outermost = -line if code.co_filename == FILE else 0
        frame = frame.f_back
    return outermost


def _loop_around(file: str, function: str, line: int) -> int:
    """First line of the loop that a line of a function is in, 0 if there is none."""
    if function.startswith("<") and function != "<module>":
        return 0  # a lambda or a generator expression: its caller's loop says more
    loops: list[Any] = []
    # Breadth first, so what surrounds the line comes from the outside to the inside.
    for node in ast.walk(ast.parse("".join(linecache.getlines(file)))):
        if isinstance(node, _SCOPES) and _holds(node, line):
            if node.name == function or node.lineno < line:
                loops.clear()
        elif isinstance(node, _LOOPS) and _holds(node, line):
            loops.append(node)
    whiles = [loop for loop in loops if isinstance(loop, ast.While)]
    return next((loop.lineno for loop in whiles + loops), 0)


def _holds(node: Any, line: int) -> bool:
    return bool(node.lineno <= line <= node.body[-1].end_lineno)
