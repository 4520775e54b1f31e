"""Ids as people type them: which exercise or page is meant, and how it should be written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tools.common.problem import near
from tools.course.folder import Course

ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
FORM = "An id is <topic>/<slug>, in lower-case letters, digits and hyphens"


def trimmed(name: str) -> str:
    """An id without what typing a path adds: the folder in front, and slashes around it."""
    return re.sub(r"/{2,}", "/", name.replace("\\", "/")).strip("/").removeprefix("exercises/")


def exercise_of(path: Path) -> str:
    """The id of the exercise in whose folder a file lies, relative to the course; else empty."""
    top, *inside = path.parts
    return "/".join(inside[:2]) if top == "exercises" and len(inside) > 2 else ""


def exercise_ids(root: Path) -> list[str]:
    """The ids of all exercises' folders, whether they can be read as exercises or not."""
    return sorted(
        folder.relative_to(root / "exercises").as_posix()
        for folder in (root / "exercises").glob("*/*")
        if folder.is_dir() and not folder.name.startswith((".", "__"))
    )


def page_ids(root: Path) -> list[str]:
    """The ids of all pages: their paths below docs/ without the ending."""
    docs = root / "docs"
    return sorted(path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md"))


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
        return message, f"{FORM}. {near(short, known)}"
    return message, near(short, known)
