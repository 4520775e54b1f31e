"""What a submission raised: whose fault it is, what it is called, where it came up, what to do.

The answers are the same in CPython and in the browser, whose integers are narrower, whose stack is
smaller and whose memory ends elsewhere.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator
from types import CodeType, TracebackType
from typing import Any

from grader.feedback.advice import advice
from grader.feedback.attributes import TRACEBACK, text_of
from grader.feedback.operation import operation_in, piece_of
from grader.files import FILE, SCRATCH
from grader.values.describe import type_name

MOST_FRAMES = 50  # of a traceback that are kept
MOST_SIGNED = 200  # characters of an exception's text that tell it from others
MOST_WORDS = 10_000  # characters of a traceback that are kept

# Handlers must catch even when a submission has deleted the name BaseException from builtins.
EVERYTHING = BaseException

_NUMBER = re.compile(r"\d[\d.]*")
# Where sizes have 32 bits, what is too large for any memory is refused in other words.
# what Python says where there is no memory left for the exception either
_NO_ROOM_TO_RAISE = "without exception set"
_TOO_LARGE = re.compile(
    "array is too big|Maximum allowed (size|dimension) exceeded|iterator is too large"
    "|broadcast dimensions too large|into an index-sized integer|to convert to C ssize_t"
    "|too many digits in integer"
)


def name_of(error: BaseException) -> str:
    """The name of an exception's class; ``MemoryError`` however it was said."""
    if type(error) in (ValueError, OverflowError) and _TOO_LARGE.search(text_of(error)):
        return "MemoryError"
    if type(error) is SystemError and _NO_ROOM_TO_RAISE in text_of(error):
        return "MemoryError"
    return type_name(error)


def sentence(start: str, error: BaseException, line: int | None, end: str = "") -> str:
    """Feedback on an exception: what was raised, where, and what to look for if that is known."""
    name = name_of(error)
    where = f" on line {line}" if line else ""
    return f"{start} {name}{where}{end}. {advice(error, name, _names(error))}".rstrip()


def signature(error: BaseException) -> str:
    """What tells one exception from another: its name, its words without numbers, the operation.

    Where there is a sentence on it, that stands for Python's words, which differ by version.
    """
    name = name_of(error)
    words = advice(error, name, []) or _NUMBER.sub("#", text_of(error)[:MOST_SIGNED])
    return f"{name} at {operation_in(piece_of(error))}: {words}"


def _names(error: BaseException) -> list[str]:
    """The names that the learner's code could have used where an exception came up."""
    frames = [frame for frame, _ in traceback.walk_tb(TRACEBACK.__get__(error))]
    own = [frame for frame in frames if frame.f_code.co_filename in (FILE, SCRATCH)]
    if not own:
        return []
    spaces = (own[-1].f_locals, own[-1].f_globals)
    # A class body, and what exec runs, can have a mapping of the learner's own.
    names = [name for space in spaces if type(space) in _SPACES for name in space]
    return [name for name in names if type(name) is str and name[:1] != "_"]


# The type that local names come in depends on the version of Python.
_SPACES = (dict, type((lambda: sys._getframe().f_locals)()))


def is_learners(error: BaseException) -> bool:
    """Whether an exception passed through the submission, or through a function it borrowed."""
    return any(code is _CALL or code.co_filename == FILE for code, _ in _frames(error))


def learner_line(error: BaseException, file: str = FILE) -> int | None:
    """The line of the submission where an exception came up; None if it came from elsewhere."""
    places = [(id(code), line) for code, line in _frames(error) if code.co_filename == file]
    if places and type(error) is RecursionError:
        # Where the room ran out is a matter of chance; where the recursion began is not.
        counts = Counter(code for code, _ in places)
        places = [place for place in places if counts[place[0]] > 1][:1] or places
    return places[-1][1] if places else None


def place_in(error: BaseException, code: CodeType | None) -> tuple[int | None, dict[str, Any]]:
    """The line of a function at which an exception passed through it, and its local names."""
    trace: TracebackType | None = TRACEBACK.__get__(error)
    for frame, line in traceback.walk_tb(trace):
        if frame.f_code is code:
            return line, dict(frame.f_locals)
    return None, {}


def words_of(error: BaseException, files: tuple[str, ...] | None = (FILE,)) -> str:
    """Python's own traceback, reduced to the lines of ``files``."""
    try:
        summary = traceback.TracebackException(
            type(error), error, _last_frames(TRACEBACK.__get__(error)), compact=True
        )
        if files is not None:
            own = [frame for frame in summary.stack if frame.filename in files]
            summary.stack = traceback.StackSummary.from_list(own)
        return "".join(summary.format(chain=files is None))[:MOST_WORDS]
    except EVERYTHING:  # the exception's own methods and attributes may do anything
        return type_name(error)


def _last_frames(trace: TracebackType | None) -> TracebackType | None:
    """The end of a traceback; Python's own limit would first look up the place of each frame, which
    takes half a second for one of a recursion without an end."""
    last = deque(_entries(trace), MOST_FRAMES)
    return last[0] if last else None


def _entries(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def borrowed(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that a submission took from elsewhere, so that what it raises is the learner's."""

    def call(*values: Any, **named: Any) -> Any:
        return function(*values, **named)

    return call


_CALL = borrowed(print).__code__


def _frames(error: BaseException) -> list[tuple[CodeType, int]]:
    trace: TracebackType | None = TRACEBACK.__get__(error)
    return [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)]
