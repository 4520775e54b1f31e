"""``python -m tools grade ID FILE``: grade a file and print its Report as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.common.paths import ROOT
from tools.course.folder import Course, load_course
from tools.course.ids import unknown_id
from tools.course.kinds import CodeFolder, ExerciseFolder
from tools.grading.traces import with_known
from tools.grading.worker import grader_process


def main(arguments: list[str] | None = None) -> int:
    """Print the Report; 0 whatever the verdict, 2 if nothing could be graded."""
    parser = argparse.ArgumentParser(
        prog="python -m tools grade", description="Grade a file and print its Report as JSON."
    )
    parser.add_argument("exercise", metavar="ID", help="for example topic/exercise")
    parser.add_argument("file", type=Path, metavar="FILE", help="Python source, or JSON answers")
    parser.add_argument("--seed", type=int, default=0, help="of the random inputs (default 0)")
    options = parser.parse_args(arguments)
    if options.seed < 0:
        parser.error("--seed must be 0 or more")
    course = load_course(ROOT)
    trouble = trouble_with(course, options.exercise, options.file)
    if trouble:
        print(f"error: {trouble}", file=sys.stderr)
        return 2
    report = grade_file(course.exercises[options.exercise], options.file, options.seed)
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))  # an exception's text may be anything
    return 0


def grade_file(loaded: ExerciseFolder, file: Path, seed: int = 0) -> dict[str, Any]:
    """The Report on a file, with the misconceptions that a learner would be told."""
    with grader_process() as process:
        exercise = with_known(loaded, process)
        return process.grade(exercise, _submission(file, isinstance(loaded, CodeFolder)), seed)


def trouble_with(course: Course, name: str, file: Path | None) -> str:
    """Why nothing can be graded, with the remedy; empty if it can.

    Args:
        file: what to grade; None stands for the exercise's starter.
    """
    if name not in course.exercises:
        broken = [str(problem) for problem in course.problems if problem.exercise == name]
        if broken:
            return f"{name} cannot be read.\n" + "\n".join(broken)
        return " ".join(unknown_id(name, course.ids))
    loaded = course.exercises[name]
    if file is None:
        return (
            ""
            if isinstance(loaded, CodeFolder)
            else f"{name} has no starter. {_ANSWERS[loaded.kind]}"
        )
    if file.is_dir():
        within = sorted(file.glob("*.py"))
        example = f", such as {within[0]}" if within else ""
        return f"{file} is a folder. Give the path of one file{example}."
    if not file.exists():
        return f"there is no file {file}. Give the path of a submission."
    try:
        with file.open("rb"):
            return ""
    except OSError as error:
        return f"{file} cannot be read ({error.strerror}). Give the path of a submission."


_ANSWERS = {
    "classify": "Give a FILE with answers as JSON, for each scenario "
    '{"ID": {"label": "…", "evidence": ["PHRASE"], "because": ""}}.',
    "recall": 'Give a FILE with ratings as JSON, for each card {"ID": "good"}.',
}


def _submission(file: Path, code: bool) -> Any:
    # Bytes that are not UTF-8 travel as half characters; the grader names their line.
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    if code:
        return text
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return text
