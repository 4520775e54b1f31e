"""``python -m tools try ID [FILE]``: grade a file and read what a learner would be told."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.common.paths import ROOT
from tools.common.terminal import ink_for, say
from tools.course.folder import load_course
from tools.course.ids import trim_id
from tools.grading.command import grade_file, trouble_with
from tools.grading.report_text import report_text


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Print the feedback; 0 for a pass, 1 for another verdict, 2 if nothing could be graded."""
    parser = argparse.ArgumentParser(
        prog="python -m tools try", description="Grade a file; show the feedback a learner gets."
    )
    parser.add_argument("exercise", metavar="ID", help="for example topic/exercise")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="Python source, or JSON answers (default: the exercise's starter)",
    )
    options = parser.parse_args(arguments)
    course = load_course(root)
    name = trim_id(options.exercise)
    trouble = trouble_with(course, name, options.file)
    if trouble:
        print(f"error: {trouble}", file=sys.stderr)
        return 2
    loaded = course.exercises[name]
    file = options.file or loaded.folder / "starter.py"
    report = grade_file(loaded, file)
    ink = ink_for(sys.stdout)
    shown = file.relative_to(root) if file.is_relative_to(root) else file
    say(f"{ink('quiet', f'{name}: {shown}')}\n\n{report_text(report, ink)}")
    return 0 if report["verdict"] == "pass" else 1
