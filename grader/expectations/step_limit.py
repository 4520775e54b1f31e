"""An end for code that runs only to be compared, and would otherwise cost a learner the verdict."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

from grader.files import FILE

MOST_STEPS = 100_000  # rounds of loops and calls of functions, of a submission in one check
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


@contextmanager
def step_limit() -> Iterator[None]:
    """Let the submission make a limited number of steps inside the block.

    Steps are counted, and no clock is asked, so that the outcome is the same everywhere.
    """
    left = MOST_STEPS

    def count(code: CodeType, *_: object) -> Any:
        nonlocal left
        if code.co_filename != FILE:
            return _DISABLE  # from now on, for this place
        left -= 1
        if left < 0:
            raise OutOfSteps
        return None

    if _get_tool(_TOOL) is not None:  # the submission has taken it
        yield
        return
    _use(_TOOL, "steps of a submission")
    for event in _COUNTED:
        _listen(_TOOL, event, count)
    _set_events(_TOOL, sum(_COUNTED))
    try:
        yield
    finally:
        _set_events(_TOOL, 0)
        for event in _COUNTED:
            _listen(_TOOL, event, None)
        _free(_TOOL)
