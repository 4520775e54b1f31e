"""``python -m grader EXERCISE_ID FILE``: grade a file and print its Report as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tools.child import grader_process
from tools.known import with_known
from tools.load import Course, load_course
from tools.problem import near

ROOT = Path(__file__).parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Print the Report; 0 whatever the verdict, 2 if nothing could be graded."""
    parser = argparse.ArgumentParser(
        prog="python -m grader", description="Grade a file and print its Report as JSON."
    )
    parser.add_argument("exercise", metavar="EXERCISE_ID", help="for example maml/inner-adapt")
    parser.add_argument("file", type=Path, metavar="FILE", help="Python source, or JSON answers")
    parser.add_argument("--seed", type=int, default=0, help="of the random inputs (default 0)")
    asked = parser.parse_args(arguments)
    if asked.seed < 0:
        parser.error("--seed must be 0 or more")
    course = load_course(ROOT)
    trouble = _trouble(course, asked.exercise, asked.file)
    if trouble:
        print(f"python -m grader: {trouble}", file=sys.stderr)
        return 2
    loaded = course.exercises[asked.exercise]
    with grader_process() as process:
        exercise = with_known(loaded, process)
        report = process.grade(exercise, _submission(asked.file, loaded.kind), asked.seed)
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))  # an exception's text may be anything
    return 0


def _trouble(course: Course, name: str, file: Path) -> str:
    if name not in course.exercises:
        broken = [str(problem) for problem in course.problems if problem.exercise == name]
        if broken:
            return f"{name} cannot be read.\n" + "\n".join(broken)
        return f"there is no exercise {name!r}. {near(name, course.exercises)}"
    if not file.is_file():
        return f"there is no file {file}. Give the path of a submission."
    return ""


def _submission(file: Path, kind: str) -> Any:
    # Bytes that are no UTF-8 travel as half characters; the grader names their line.
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    if kind == "code":
        return text
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return text
