"""What an exercise's page loads besides its HTML: one JSON file each, for grading and help."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from functools import partial
from pathlib import Path
from typing import Any

import numpy
from markdown import Markdown

from grader.exercise import ClassifyExercise, Exercise
from grader.kinds.classify import drawn
from grader.report import ended_report, timeout_feedbacks, timeout_report
from tools.common.files import digest, write_whole
from tools.common.paths import PACKAGES, ROOT
from tools.course.folder import load_one
from tools.course.ids import exercise_ids
from tools.course.kinds import CodeFolder, ExerciseFolder
from tools.course.site_config import read_config
from tools.grading.pool import process_pool
from tools.grading.traces import with_known
from tools.grading.worker import GraderProcess

FORMAT = 1
FOLDER = Path("docs") / "assets" / "exercises"
# What the present files were made from; no page asks for it, see exclude_docs in mkdocs.yml.
STAMP = ".stamp"
DRAWS = 20  # a learner who wants more draws starts again at the first
# as the pages have them in mkdocs.yml, short of what only a whole page needs
EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
]
OPTIONS = {"pymdownx.arithmatex": {"generic": True}}


class _Markdown(threading.local):
    """One converter for each thread: to make one takes longer than to use it."""

    def __init__(self) -> None:
        self.converter = Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)


_markdown = _Markdown()


def write(root: Path) -> list[Path]:
    """Write ``docs/assets/exercises/<topic>/<slug>.json`` for every exercise below ``root``.

    What was made from the same files by the same code stays as it is; a file whose exercise is gone
    is deleted. All cores take part, for every stored submission of the others is run.

    An exercise that mkdocs.yml does not choose gets none.

    Returns: the files that there are now.
    """
    folder = root / FOLDER
    code = digest_of_code()
    shown = filter(read_config(root).shows, exercise_ids(root))
    wanted = {name: _digest(root / "exercises" / name, code) for name in shown}
    kept = _read_stamp(folder / STAMP)
    stale = [
        name
        for name, made_from in wanted.items()
        if kept.get(name) != made_from or not (folder / f"{name}.json").is_file()
    ]
    # read by one thread: msgspec prepares for a shape at first use, and two at once would crash it
    read = [load_one(root, name).exercises.get(name) for name in stale]
    whole = [loaded for loaded in read if loaded is not None]
    with process_pool() as pool:
        deque(pool.each(partial(_write_one, folder), whole), maxlen=0)
    broken = set(stale) - {loaded.id for loaded in whole}  # the contract says why
    made = {name: made_from for name, made_from in wanted.items() if name not in broken}
    paths = {folder / f"{name}.json" for name in made}
    for path in folder.rglob("*.json"):
        if path not in paths:
            path.unlink()
    if made != kept:
        write_whole(folder / STAMP, json.dumps(made).encode())
    return sorted(paths)


def digest_of_code() -> str:
    """SHA-256 of all that bundles depend on besides their exercises."""
    parts = [ROOT / name for name in PACKAGES]
    files = [path for part in parts for path in part.rglob("*.py")]
    return digest([*files, *Path(__file__).parents[1].glob("*/*.py")], numpy.__version__)


def _digest(exercise: Path, code: str) -> str:
    total = hashlib.sha256(code.encode())
    # os.walk rather than Path.rglob, which took longer than the rest in a course of 1,000 exercises
    for folder, inner, files in os.walk(exercise):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(files):
            path = f"{folder}/{name}"
            with open(path, "rb") as file:
                total.update(f"\0{path[len(str(exercise)) :]}\0".encode())
                total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def _read_stamp(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_one(folder: Path, process: GraderProcess, loaded: ExerciseFolder) -> None:
    path = folder / f"{loaded.id}.json"
    made = bundle(loaded, with_known(loaded, process))
    content = json.dumps(made, ensure_ascii=False).encode()
    # a file that stays the same keeps its time, which other steps go by
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def bundle(loaded: ExerciseFolder, exercise: Exercise) -> dict[str, Any]:
    """The bundle of one exercise, as JSON values."""
    return {
        "format": FORMAT,
        "exercise": exercise.data(),
        "title": loaded.meta.title,
        "hints": hints(loaded),
        "timeout": timeout_report(exercise).data(),
        "timeout_at": timeout_feedbacks(exercise),
        "ended": ended_report(exercise).data(),
        "draws": draws(exercise),
    }


def hints(loaded: ExerciseFolder) -> list[dict[str, str]]:
    """The hints, with their text as HTML."""
    if not isinstance(loaded, CodeFolder):
        return []
    convert = _markdown.converter.reset().convert
    return [{"title": one.title, "html": convert(one.text)} for one in loaded.hints]


def draws(exercise: Exercise) -> dict[str, list[str]] | None:
    """The items that each seed shows; None where all of them are always shown."""
    if not isinstance(exercise, ClassifyExercise) or exercise.draw is None:
        return None
    return {str(seed): list(drawn(exercise, seed)) for seed in range(DRAWS)}
