"""What is still itself when learners' code has run, whatever that code replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from grader.feedback.exceptions import EVERYTHING
from grader.isolation.memory_reserve import drop_reserve, make_room

Result = TypeVar("Result")


class NamesReplaced(Exception):
    """A submission replaced names that the grader needs; ``CleanState.replaced`` has them."""


class Trusted:
    """What is needed between the end of learners' code and the moment when names are put back.

    A submission runs in the grader's interpreter, where it can replace or delete any name of any
    module and any attribute of any class: ``except BaseException`` does not catch once it has
    deleted ``builtins.BaseException``, and a method is not there once its class has lost it. What
    it cannot replace is what a function holds in its own variables. So all that is needed is looked
    up here, before anything of a submission has run, and callers take ``attempt`` and ``inspect``
    into variables of their own before they run any of it.

    Args:
        inspect: puts back what was replaced and returns the names of it.
    """

    def __init__(self, inspect: Callable[[], list[str]]) -> None:
        everything, give_back, clear = EVERYTHING, drop_reserve, make_room

        def attempt(work: Callable[[], Result]) -> tuple[Result | None, BaseException | None]:
            """Do what runs learners' code.

            Returns:
                Its result and None, or None and what it raised; names are back in place then.
            """
            try:
                return work(), None
            except everything as error:
                give_back()  # first of all: without memory nothing else works
                inspect()
                clear(error)
                return None, error

        self.inspect, self.attempt = inspect, attempt
