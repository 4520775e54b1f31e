"""What one run of the tests leaves to others, so that its time does not grow with the course.

Which part of the course a run looks at more closely hangs on the course and the grader: with each
change of either it is another one. ``--everything`` looks at all of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from tests.whole_course import COURSE
from tools.common.paths import ROOT

EVERYTHING = "WB_TEST_EVERYTHING"


def share(names: Iterable[str], most: int) -> list[str]:
    """Some of these names, or all with ``--everything``, in their own order.

    Args:
        names: of what could be looked at.
        most: how many of them one run looks at.
    """
    names = list(names)
    if os.environ.get(EVERYTHING):
        return names
    chosen = set(_shuffled(names)[:most])
    return [name for name in names if name in chosen]


def _shuffled(names: list[str]) -> list[str]:
    """Names in an order that changes with the course and the grader."""
    return sorted(names, key=lambda name: sha256(f"{_version()} {name}".encode()).digest())


@cache
def _version() -> str:
    """What the grader and all exercises are made of."""
    digest = sha256()
    for path in sorted((ROOT / "grader").rglob("*.py")):
        digest.update(path.read_bytes())
    for exercise in COURSE.code.values():
        digest.update(exercise.exercise.version.encode())
    return digest.hexdigest()
