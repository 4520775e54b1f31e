"""What an exercise's page loads besides its HTML: one JSON file each, for grading and help."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import Markdown

from grader.exercise import ClassifyExercise, Exercise
from grader.kinds.classify import drawn
from grader.report import TOO_DEEP, ended_report, timeout_feedbacks, timeout_report
from tools.common.cache import Cache
from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.course.folder import load_one
from tools.course.ids import ID, exercise_ids
from tools.course.kinds import CodeFolder, ExerciseFolder
from tools.course.site_config import read_config
from tools.course.text import TomlError, parse_toml
from tools.grading.dependencies import code_digest, imported_digest
from tools.grading.pool import process_pool
from tools.grading.traces import recognises_all, with_known
from tools.grading.worker import GraderProcess

FORMAT = 1
FOLDER = Path("docs") / "assets" / "exercises"
CACHE = Cache(ROOT / ".cache" / "bundles", days=30)
SUBMISSIONS = 50  # that an exercise has, more or less
MAKERS = ("tools.site.exercise_bundles",)
DRAWS = 20  # at least; a learner who wants more starts again at the first
# as the pages have them in mkdocs.yml, short of what only a whole page needs
EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
]
DOCSTRING = re.compile(r'\s*"""(.*?)"""', re.DOTALL)
REMARK = re.compile(r"\s*((?:#.*\n)+)")
OPTIONS = {"pymdownx.arithmatex": {"generic": True}}


class _Markdown(threading.local):
    """One converter for each thread: to make one takes longer than to use it."""

    def __init__(self) -> None:
        self.converter = Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)


_markdown = _Markdown()


def write(root: Path) -> list[Path]:
    """Write ``docs/assets/exercises/<topic>/<slug>.json`` for every exercise below ``root``.

    What was made from the same files by the same code is taken from the cache; a file whose
    exercise is gone is deleted. All cores take part, for every stored submission of the others is
    run. An exercise that mkdocs.yml does not choose gets no file.

    Returns:
        The files that there are now.
    """
    folder = root / FOLDER
    code = code_digest(MAKERS)
    shown = filter(read_config(root).shows, exercise_ids(root))
    keys = {name: key_of(root, name, code) for name in shown}
    bundles = {name: content for name, key in keys.items() if (content := CACHE.read(key))}
    stale = [name for name in keys if name not in bundles]
    # read by one thread: msgspec prepares for a shape at first use, and two at once would crash it
    read = [load_one(root, name).exercises.get(name) for name in stale]
    readable = [loaded for loaded in read if loaded is not None]  # the contract says what is broken
    with process_pool() as pool:
        exercises = pool.each(_with_known, readable, SUBMISSIONS)
        for loaded, exercise in zip(readable, exercises, strict=True):
            content = json.dumps(bundle(loaded, exercise), ensure_ascii=False).encode()
            bundles[loaded.id] = content
            if recognises_all(loaded, exercise):
                CACHE.write(keys[loaded.id], content)
    if stale:
        CACHE.tidy()
    paths = {folder / f"{name}.json": content for name, content in bundles.items()}
    for path in folder.rglob("*.json"):
        if path not in paths:
            path.unlink()
    for path, content in paths.items():
        # a file that stays the same keeps its time, which other steps go by
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)
    return sorted(paths)


def key_of(root: Path, name: str, code: str, *, repository: Path = ROOT) -> str:
    """The cache's key of a bundle: SHA-256 of all that it depends on.

    Args:
        root: of the course.
        code: digest of what makes bundles.
        repository: where the packages are that exercises import.
    """
    total = hashlib.sha256(f"{code}\0{name}".encode())
    files = dict(_files(root / "exercises" / name))
    lender = _lender(files.get("/exercise.toml", b""))
    lent = dict(_files(root / "exercises" / lender)) if lender else {}
    for path, content in [*files.items(), *lent.items()]:
        total.update(f"\0{path}\0".encode())
        total.update(hashlib.sha256(content).digest())
    sources = [content for path, content in files.items() if path.endswith(".py")]
    total.update(imported_digest(sources, repository).encode())
    return total.hexdigest()


def _files(exercise: Path) -> Iterator[tuple[str, bytes]]:
    """The files of an exercise, by their paths in its folder."""
    # os.walk rather than Path.rglob, which took longer than the rest in a course of 1,000 exercises
    for folder, inner, files in os.walk(exercise):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for file in sorted(files):
            path = f"{folder}/{file}"
            with open(path, "rb") as opened:
                yield path[len(str(exercise)) :], opened.read()


def _lender(table: bytes) -> str:
    """The id of the exercise from which the one with this exercise.toml borrows, if any."""
    if b"borrows" not in table:  # to look for a word takes no time
        return ""
    try:
        judge = parse_toml(table.decode("utf-8", "replace")).get("judge")
    except TomlError:
        return ""
    id_ = judge.get("borrows") if isinstance(judge, dict) else None
    return id_ if isinstance(id_, str) and ID.fullmatch(id_) else ""


def _with_known(process: GraderProcess, loaded: ExerciseFolder) -> Exercise:
    return with_known(loaded, process)


def bundle(loaded: ExerciseFolder, exercise: Exercise) -> dict[str, Any]:
    """The bundle of one exercise, as JSON values."""
    return {
        "format": FORMAT,
        "exercise": exercise.data(),
        "title": loaded.meta.title,
        "hints": hints(loaded),
        "ways": ways(loaded),
        "timeout": timeout_report(exercise).data(),
        "timeout_at": timeout_feedbacks(exercise),
        "ended": ended_report(exercise).data(),
        "too_deep": TOO_DEEP,
        "draws": draws(exercise),
    }


def hints(loaded: ExerciseFolder) -> list[dict[str, str]]:
    """The hints, with their text as HTML."""
    if not isinstance(loaded, CodeFolder):
        return []
    convert = _markdown.converter.reset().convert
    return [{"title": hint.title, "html": convert(hint.text)} for hint in loaded.hints]


def ways(loaded: ExerciseFolder) -> list[dict[str, str]]:
    """The other right ways; one that gets a remark is right with a difference, and left out."""
    if not isinstance(loaded, CodeFolder):
        return []
    stored = (
        submission
        for submission in loaded.stored
        if submission.verdict == "pass" and not submission.feedback
    )
    return [way(submission.name, submission.source) for submission in stored]


def way(name: str, text: str) -> dict[str, str]:
    """The words of the docstring, or of the remark that stands first, say what it does; the code is
    what follows."""
    head = DOCSTRING.match(text) or REMARK.match(text)
    words = re.findall(r"^# *(.+)$", head[1], re.MULTILINE) if head else []
    code = text[head.end() :] if head else text
    title = " ".join(words) or name.replace("_", " ").capitalize()
    return {"title": title, "source": code.strip() + "\n"}


def draws(exercise: Exercise) -> dict[str, list[str]] | None:
    """The items that each seed shows; None where all of them are always shown."""
    if not isinstance(exercise, ClassifyExercise) or exercise.draw is None:
        return None
    all_draws: dict[str, list[str]] = {}
    never = {item.id for item in exercise.items}
    while len(all_draws) < DRAWS or never:  # a link may lead to any of the scenarios
        seed = len(all_draws)
        all_draws[str(seed)] = list(drawn(exercise, seed))
        never.difference_update(all_draws[str(seed)])
    return all_draws
