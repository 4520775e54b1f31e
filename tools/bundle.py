"""What an exercise's page loads besides its HTML: one JSON file each, for grading and help."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markdown import Markdown

from grader.classify import drawn
from grader.exercise import ClassifyExercise, Exercise
from grader.report import ended_report, timeout_feedbacks, timeout_report
from tools.child import grader_process
from tools.known import with_known
from tools.load import Loaded, load_course

FORMAT = 1
FOLDER = Path("docs") / "assets" / "exercises"
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


def write(root: Path) -> list[Path]:
    """Write ``docs/assets/exercises/<topic>/<slug>.json`` for every exercise below ``root``.

    A file whose content stays the same is not touched, and one whose exercise is gone is deleted.

    Returns: the files that there are now.
    """
    course = load_course(root)
    with grader_process() as process:
        texts = {
            root / FOLDER / f"{name}.json": json.dumps(
                bundle(loaded, with_known(loaded, process)), ensure_ascii=False
            )
            for name, loaded in course.exercises.items()
        }
    for path in (root / FOLDER).rglob("*.json"):
        if path not in texts:
            path.unlink()
    for path, text in texts.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return sorted(texts)


def bundle(loaded: Loaded, exercise: Exercise) -> dict[str, Any]:
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


def hints(loaded: Loaded) -> list[dict[str, str]]:
    """The hints, with their text as HTML."""
    if loaded.kind != "code":
        return []
    md = Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)
    return [{"title": one.title, "html": md.reset().convert(one.text)} for one in loaded.hints]


def draws(exercise: Exercise) -> dict[str, list[str]] | None:
    """The items that each seed shows; None where all of them are always shown."""
    if not isinstance(exercise, ClassifyExercise) or exercise.draw is None:
        return None
    return {str(seed): list(drawn(exercise, seed)) for seed in range(DRAWS)}
