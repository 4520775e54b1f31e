"""Files that lie where they do not belong, or that cannot be read, and what to do with each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.common.problem import Problem
from tools.common.spelling import suggestion
from tools.course.submissions import FOLDERS, TABLE
from tools.course.text import error_line

FILES = {
    "code": ("exercise.toml", "prompt.md", "starter.py", "solution.py", "grader.py", "hints.md"),
    "classify": ("exercise.toml",),
    "recall": ("exercise.toml",),
}
# may be there as well
OPTIONAL = {"code": (TABLE,), "classify": ("justifications.jsonl",)}
_HIDDEN = ("__pycache__", ".DS_Store")


def folder_entries(folder: Path) -> list[Path]:
    """What lies in a folder, if it is one, without what systems put there."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name not in _HIDDEN)


def stray_paths(folder: Path, kind: str) -> Iterator[Path]:
    """What lies in an exercise's folder and is not part of an exercise of this kind."""
    for path in folder_entries(folder):
        if path.is_dir() and path.name == "submissions" and kind == "code":
            for inner in folder_entries(path):
                if not inner.is_dir() or inner.name not in FOLDERS:
                    yield inner
                    continue
                files = folder_entries(inner)
                yield from (file for file in files if file.suffix != ".py" or file.is_dir())
        elif path.is_dir() or path.name not in (*FILES[kind], *OPTIONAL.get(kind, ())):
            yield path


def stray_problem(exercise: str, file: str, path: Path) -> Problem:
    """A problem for a file, or a folder, that is not part of an exercise."""
    message = "this file is not part of an exercise"
    kinds = " or ".join(f"submissions/{verdict}/" for verdict in FOLDERS)
    if path.is_dir() and path.name in FOLDERS:
        remedy = f"Move it to submissions/{path.name}/."
    elif path.suffix == ".py" and path.parent.name == "submissions":
        remedy = f"Move it to {kinds}: the folder says what verdict it gets."
    elif path.suffix == ".md" and path.name not in FILES["code"]:
        remedy = "Pages belong to docs/. Delete it here, move it, or rename it. "
        remedy += suggestion(path.name, FILES["code"])
    else:
        known = [*FILES["code"], *(f"submissions/{verdict}/" for verdict in FOLDERS)]
        remedy = f"Delete or rename it. {suggestion(path.name, known)}"
    return Problem("files", exercise, file, message, remedy)


def too_high(topic: Path) -> Problem | None:
    """A problem if an exercise lies in the topic itself."""
    if not (topic / "exercise.toml").is_file():
        return None
    message = "this exercise lies a folder too high, so it has no slug"
    remedy = f"Move its files down, into exercises/{topic.name}/<slug>/."
    return Problem("files", "", f"exercises/{topic.name}/exercise.toml", message, remedy)


def without_table(name: str, folder: Path) -> Problem:
    """A problem for a folder without exercise.toml; the exercise may lie in a folder of it."""
    inner = next(iter(sorted(folder.glob("*/exercise.toml"))), None)
    if inner is None:
        file, remedy = f"exercises/{name}/exercise.toml", "Add it, or delete the folder."
        return Problem("files", name, file, "exercise.toml is missing", remedy)
    topic, deep = name.partition("/")[0], inner.parent.name
    message = "this exercise lies a folder too deep"
    remedy = f"Move exercises/{name}/{deep}/ up, to exercises/{topic}/{deep}/."
    return Problem("files", name, f"exercises/{name}/{deep}/exercise.toml", message, remedy)


def encoding_problems(exercise: str, file: str, path: Path) -> Iterator[Problem]:
    """A problem for a file that is not UTF-8, with the first line that is not."""
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        remedy = "Save it as UTF-8: editors offer that when saving, or as encoding."
        yield Problem("files", exercise, file, "the file is not UTF-8", remedy, line)


def toml_problem(exercise: str, file: str, error: ValueError) -> Problem:
    """A problem for TOML that cannot be read, with the line."""
    line = error_line(error)
    return Problem("toml", exercise, file, f"broken TOML: {error}", "Correct the line.", line)
