"""The grading child's side of mutants: a count of steps, so that an endless mutant ends soon.

A clock would make the result depend on how busy the machine is. A step is one round of a loop or
one call of a function, in the submission's own code.
"""

from __future__ import annotations

import sys
from types import CodeType
from typing import Any

from grader import json_requests
from grader.files import FILE

_TOOL = 4  # of the six that sys.monitoring knows; debuggers and coverage have others
_EVENTS = sys.monitoring.events
_COUNTED = (_EVENTS.JUMP, _EVENTS.PY_START, _EVENTS.PY_RESUME)


class OutOfSteps(BaseException):
    """The submission has used up its steps."""


class Steps:
    """How many steps the submission has made, and how many it may make."""

    def __init__(self) -> None:
        self.made = 0
        self.most = 0

    def count(self, code: CodeType, *_: object) -> Any:
        """Called at every step of any code."""
        if code.co_filename != FILE:
            return sys.monitoring.DISABLE  # from now on, for this place
        self.made += 1
        if self.made > self.most:
            raise OutOfSteps
        return None


_steps = Steps()


def answer_values(values: dict[str, Any]) -> dict[str, Any]:
    """Answer a request; in ``{"do": "each", "exercise", "runs"}`` runs may have ``"steps"``, the
    most that their submission may make.

    Returns:
        What ``grader.json_requests.answer_values`` returns, each reply with the number of steps
        made.
    """
    if values["do"] != "each":
        return json_requests.answer_values(values)
    _listen()
    return json_requests.answer_each(values, _counted)


def _counted(run: dict[str, Any]) -> dict[str, Any]:
    _steps.made, _steps.most = 0, run.get("steps", sys.maxsize)
    reply = json_requests.answer_values(run)
    return {**reply, "steps": _steps.made}


def _listen() -> None:
    if sys.monitoring.get_tool(_TOOL) is None:
        sys.monitoring.use_tool_id(_TOOL, "steps of a submission")
        for event in _COUNTED:
            sys.monitoring.register_callback(_TOOL, event, _steps.count)
        sys.monitoring.set_events(_TOOL, sum(_COUNTED))
