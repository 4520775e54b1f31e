"""Running a submission: its namespace, its top level, and the values that it defines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.feedback.exceptions import EVERYTHING, borrowed, learner_line, sentence, words_of
from grader.files import FILE
from grader.isolation.memory_reserve import make_room
from grader.isolation.source_text import Invalid

NAME = "submission"


def fresh_namespace(show: Callable[..., None], name: str = NAME) -> dict[str, Any]:
    """The globals that a submission starts with: those of a module that can be imported by name,
    as some of the standard library expects (``dataclasses``, ``pickle``)."""
    module = ModuleType(name)
    sys.modules[name] = sys.modules[NAME] = module
    namespace = vars(module)
    namespace["__file__"] = FILE
    namespace["show"] = show
    return namespace


def run_submission(code: CodeType, namespace: dict[str, Any]) -> None:
    """Execute a submission's top level.

    Raises:
        Invalid: if it raises anything at all; names the exception and the line.
    """
    try:
        exec(code, namespace)
    except EVERYTHING as error:
        make_room(error, namespace)
        line, before = learner_line(error), ", before any check can run"
        feedback = sentence("Your code stops with", error, line, before)
        raise Invalid(feedback, line, words_of(error)) from None


def own_value(value: Any) -> Any:
    """A value that the submission defines; what it borrowed (``double = np.add``) is wrapped, so
    that what it raises is known to be the learner's."""
    kind = type(value)
    if kind is FunctionType:
        own = value.__code__.co_filename == FILE
    else:
        own = issubclass(kind, type) and vars(value).get("__module__") == NAME
    return value if own or not callable(value) else borrowed(value)
