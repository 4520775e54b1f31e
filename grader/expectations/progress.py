"""How far the checks of a run are: two numbers that whoever waits for it reads from outside.

The browser's worker finds them in Python's memory, the terminal in memory that it shares with the
child. No message is sent, so that there is none to forge or to send too often, and nothing depends
on the numbers: a submission that changes them, or puts something else in their place, moves a bar
before its own learner.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from typing import Any

from grader.feedback.exceptions import EVERYTHING

WHOLE = 1000

# They never move: which check runs, counted from 1, or 0 while none does; and how many thousandths
# of it are done, 0 where that is not known.
_kept: list[Any] = [array("i", [0, 0])]


def address() -> int:
    """Where the two 32-bit integers lie in memory, unless they are kept elsewhere."""
    return int(_kept[0].buffer_info()[0])


def keep_in(numbers: Any) -> None:
    """Keep them, from now on, in two integers that somebody else can read."""
    _kept[0] = numbers


def begin_check(place: int) -> None:
    """Say which check begins, counted from 1; 0 says that they have all run."""
    with suppress(EVERYTHING):
        _kept[0][0], _kept[0][1] = place, 0


def show_share(share: float) -> None:
    """Say how much of the running check is done, from 0 to 1."""
    with suppress(EVERYTHING):
        _kept[0][1] = round(WHOLE * min(max(share, 0.0), 1.0))


def read(numbers: Any) -> tuple[int, float]:
    """The check that runs, and what share of it is done, from numbers that may be anything."""
    return numbers[0], min(max(numbers[1] / WHOLE, 0.0), 1.0)
