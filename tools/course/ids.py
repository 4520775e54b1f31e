"""Ids as people type them: which exercise or page is meant, and how it should be written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tools.common.spelling import suggestion
from tools.course.folder import Course

ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
FORM = "An id is <topic>/<slug>, in lower-case letters, digits and hyphens"


def trimmed(name: str) -> str:
    """An id without what typing a path adds: the folder in front, and slashes around it."""
    return re.sub(r"/{2,}", "/", name.replace("\\", "/")).strip("/").removeprefix("exercises/")


def no_such(course: Course, name: str, pages: Iterable[str] = ()) -> tuple[str, str]:
    """What is wrong with an id that is not in the course, and what to do.

    Args:
        pages: ids of pages, where one would do as well.
    """
    exercises = {*course.exercises, *(one.exercise for one in course.problems if one.exercise)}
    known = {*exercises, *pages}
    short = trimmed(name)
    if short in known:
        return f"{name!r} is no id of an exercise.", f"Write {short}."
    message = f"there is no exercise {name!r}."
    if not ID.fullmatch(short):
        message = f"{name!r} is no id of an exercise."
        return message, f"{FORM}. {suggestion(short, known)}"
    return message, suggestion(short, known)
