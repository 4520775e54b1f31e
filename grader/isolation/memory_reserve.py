"""Memory put aside while a submission runs, for the words on one that uses up all the rest."""

from __future__ import annotations

import traceback
from typing import Any

from grader.feedback.attributes import TRACEBACK
from grader.feedback.exceptions import name_of

RESERVE = 4 * 1024**2  # bytes
_reserve: list[bytes] = []


def keep_reserve() -> None:
    """Put it aside, if it is not there."""
    if not _reserve:
        _reserve.append(bytes(RESERVE))  # zeros, which the system hands out untouched


def drop_reserve() -> None:
    """Give it back, for ordinary use."""
    _reserve.clear()


def make_room(error: BaseException, namespace: dict[str, Any] | None = None) -> None:
    """After a MemoryError, free what the functions it went through hold, and the reserve.

    Args:
        namespace: the submission's globals, if they are not needed any more.
    """
    if name_of(error) == "MemoryError":
        drop_reserve()
        traceback.clear_frames(TRACEBACK.__get__(error))
        if namespace is not None:
            namespace.clear()
