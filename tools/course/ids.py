"""Ids of exercises and pages: which there are, where they lie, and what people type for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from tools.common.spelling import suggestion

ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
FORM = "An id is <topic>/<slug>, in lower-case letters, digits and hyphens"
EXERCISE_DEPTH = 3  # exercises/<topic>/<slug>/


def exercise_ids(root: Path) -> list[str]:
    """The ids of all exercises, readable or not: every folder with an exercise.toml."""
    tables = (root / "exercises").glob("*/*/exercise.toml")
    return sorted(path.parent.relative_to(root / "exercises").as_posix() for path in tables)


def folder_ids(root: Path) -> list[str]:
    """The ids of all folders that are meant as exercises, those without exercise.toml included."""
    return sorted(
        folder.relative_to(root / "exercises").as_posix()
        for folder in (root / "exercises").glob("*/*")
        if folder.is_dir() and not folder.name.startswith((".", "__"))
    )


def page_ids(root: Path) -> list[str]:
    """The ids of all pages: their paths below docs/ without the ending."""
    docs = root / "docs"
    return sorted(path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md"))


def exercise_of(path: Path) -> str:
    """The id of the exercise in whose folder a file lies, relative to the course; else empty."""
    inside = path.parts[0] == "exercises" and len(path.parts) > EXERCISE_DEPTH
    return "/".join(path.parts[1:EXERCISE_DEPTH]) if inside else ""


def trim_id(typed: str) -> str:
    """An id without what typing a path adds: the folder in front, and slashes around it."""
    return re.sub(r"/{2,}", "/", typed.replace("\\", "/")).strip("/").removeprefix("exercises/")


def unknown_id(typed: str, known: Collection[str]) -> tuple[str, str]:
    """What is wrong with an id that nothing has, and what to do.

    Args:
        known: the ids that would have been understood.
    """
    name = trim_id(typed)
    if name in known:
        return f"{typed!r} is not an id of an exercise.", f"Write {name}."
    if not ID.fullmatch(name):
        return f"{typed!r} is not an id of an exercise.", f"{FORM}. {suggestion(name, known)}"
    return f"there is no exercise {typed!r}.", suggestion(name, known)
