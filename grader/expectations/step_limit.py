"""An end for code that runs only to be compared, and would otherwise cost a learner the verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from grader.files import FILE

MOST_STEPS = 100_000  # rounds of loops and calls of functions, of a submission in one check
STEPS_MORE = 50  # a mutant may make so many times the solution's steps
STEPS_LEAST = 20_000
_TOOL = 3  # of the six that sys.monitoring knows; debuggers and coverage have others
_EVENTS = sys.monitoring.events
_COUNTED = (_EVENTS.JUMP, _EVENTS.PY_START, _EVENTS.PY_RESUME)
# A submission can replace the functions of sys.monitoring, but not these.
_use, _free = sys.monitoring.use_tool_id, sys.monitoring.free_tool_id
_listen, _set_events = sys.monitoring.register_callback, sys.monitoring.set_events
_get_tool = sys.monitoring.get_tool
_DISABLE = sys.monitoring.DISABLE


class OutOfSteps(BaseException):
    """The submission has made as many steps as it may."""


class Steps:
    """How many steps a submission has made since ``allow``, and how many it may make."""

    def __init__(self) -> None:
        self.made, self.most = 0, MOST_STEPS

    def allow(self, most: int = MOST_STEPS) -> None:
        """Count anew, up to so many."""
        self.made, self.most = 0, most

    def count(self, code: CodeType, *_: object) -> Any:
        """Called at every step of any code."""
        if code.co_filename != FILE:
            return _DISABLE  # from now on, for this place
        self.made += 1
        if self.made > self.most:
            raise OutOfSteps
        return None


def most_steps(solutions: int) -> int:
    """How many steps a mutant may make; one that makes more never ends.

    Args:
        solutions: how many the solution makes.
    """
    return max(STEPS_LEAST, STEPS_MORE * solutions)


@contextmanager
def step_limit() -> Iterator[Steps]:
    """Let submissions make a limited number of steps inside the block.

    Steps are counted, and no clock is asked, so that the outcome is the same everywhere. One block
    may serve for many submissions: Python would look at all of our code anew for each.
    """
    steps = Steps()
    if _get_tool(_TOOL) is not None:  # the submission has taken it
        yield steps
        return
    _use(_TOOL, "steps of a submission")
    for event in _COUNTED:
        _listen(_TOOL, event, steps.count)
    _set_events(_TOOL, sum(_COUNTED))
    try:
        yield steps
    finally:
        _set_events(_TOOL, 0)
        for event in _COUNTED:
            _listen(_TOOL, event, None)
        _free(_TOOL)
