"""``python -m tools regrade PATH … --out FOLDER``: grade what learners have handed in once more.

A verdict of somebody's own browser proves nothing to others; the one that comes out here counts.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tools.common.cluster import add_cluster_option
from tools.common.paths import ROOT
from tools.common.process import SetupError
from tools.common.terminal import say
from tools.course.folder import Course, load_course
from tools.course.site_config import read_config
from tools.regrade.batch import Shard, grade_batch, is_of_kind, key_of, latest
from tools.regrade.grades import (
    NAME,
    UNREAD,
    Row,
    best,
    changes,
    never_lower,
    read_table,
    row_of,
    row_of_unread,
    write_table,
)
from tools.regrade.hand_ins import HandIn, Unread, read_hand_ins
from tools.regrade.part import Graded
from tools.regrade.scorm import read_reports

MOST_SHOWN = 20  # changes; the table has all
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(24),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Grade and write the table; 0 when the batch ran, 2 if it could not start, 1 if the table that
    is there was left as it is."""
    parser = _parser()
    options = parser.parse_args(arguments)
    missing = [path for path in [*options.paths, *options.scorm] if not path.exists()]
    if missing:
        print(f"error: there is no file or folder {missing[0]}", file=sys.stderr)
        return 2
    try:
        before = read_table(options.out)
    except (ValueError, OSError) as error:
        print(f"error: {error}. Give another folder with --out.", file=sys.stderr)
        return 2
    course = load_course(root)
    hand_ins, unread = _sorted_out(course, options, root)
    if not hand_ins and not unread:
        what = "a file of progress (.json), a program (topic/name.py) or a zip of them"
        print(f"error: nothing to grade: no path holds {what}", file=sys.stderr)
        return 2
    chosen = latest(hand_ins) if options.which == "latest" else hand_ins
    try:
        results = _grade(course, chosen, options)
    except SetupError as error:  # of a cluster that is not there
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.shard.count > 1:
        part = f"Part {options.shard.number} of {options.shard.count}"
        say(f"{part} is done. When all are, run the command without --shard.")
        return 0
    rows = _rows(course, chosen, results)
    if options.which == "best":
        rows = best(rows)
    if options.never_lower:
        rows = never_lower(rows, before)
    rows = sorted([*rows, *unread], key=lambda row: (*row.place, row.file))
    return _write(rows, before, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools regrade",
        description="Grade what learners have handed in once more, and write a table of grades.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files of progress (.json), zips, and folders with them or with student/topic/name.py",
    )
    parser.add_argument(
        "--scorm",
        action="append",
        default=[],
        type=Path,
        metavar="REPORT.csv",
        help="what a learning platform has stored of packages that `export scorm12` has made",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="of the results")
    which = parser.add_mutually_exclusive_group()
    for name, words in (
        ("latest", "of each student and exercise the last attempt (default)"),
        ("best", "the best attempt, the later of two that are as good"),
        ("all", "every attempt"),
    ):
        which.add_argument(
            f"--{name}", dest="which", action="store_const", const=name, default="latest",
            help=words,
        )  # fmt: skip
    parser.add_argument(
        "--never-lower", action="store_true", help="a pass that the table has already stays"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help=f"write {NAME} anew although grades change"
    )
    parser.add_argument(
        "--shard",
        type=_shard,
        default=Shard(),
        metavar="I/N",
        help="grade only part I of N, for several machines that share FOLDER",
    )
    add_cluster_option(parser, "which grades")
    return parser


def _shard(text: str) -> Shard:
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if match and 1 <= int(match[1]) <= int(match[2]):
        return Shard(int(match[1]), int(match[2]))
    raise argparse.ArgumentTypeError(f"{text!r} is not like 1/4, the first part of four")


def _sorted_out(
    course: Course, options: argparse.Namespace, root: Path
) -> tuple[list[HandIn], list[Row]]:
    """What can be graded, and rows for what cannot."""
    hand_ins, unread = [], []
    files = read_hand_ins(options.paths, course.exercises, read_config(root).short_name)
    for found in chain(files, read_reports(options.scorm)):
        if isinstance(found, Unread):
            unread.append(row_of_unread(found))
        elif found.exercise not in course.exercises:
            unread.append(_unread(found, f"there is no exercise {found.exercise}"))
        elif not is_of_kind(course, found):
            unread.append(_unread(found, "the submission is of another kind than the exercise"))
        else:
            hand_ins.append(found)
    return hand_ins, unread


def _unread(hand_in: HandIn, reason: str) -> Row:
    return row_of_unread(Unread(hand_in.student, hand_in.file, reason), hand_in.exercise)


def _grade(
    course: Course, hand_ins: list[HandIn], options: argparse.Namespace
) -> dict[str, Graded]:
    console = Console(stderr=True, highlight=False)
    with Progress(*COLUMNS, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Grading", total=None)

        def on_progress(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        return grade_batch(course, hand_ins, options.out, options.shard, on_progress, options.dask)


def _rows(course: Course, hand_ins: Iterable[HandIn], results: dict[str, Graded]) -> list[Row]:
    versions = {id_: folder.exercise.version for id_, folder in course.exercises.items()}
    return [
        row_of(hand_in, results[key_of(hand_in, versions[hand_in.exercise])])
        for hand_in in hand_ins
    ]


def _write(rows: list[Row], before: list[Row], options: argparse.Namespace) -> int:
    changed = list(changes(rows, before)) if before else []
    for line in changed[:MOST_SHOWN]:
        say(line)
    if len(changed) > MOST_SHOWN:
        say(f"… and {len(changed) - MOST_SHOWN} more")
    counts = Counter(row.verdict for row in rows)
    words = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    other = sum(row.changed == "yes" for row in rows)
    say(f"{len(rows)} rows: {words}; {other} not as the learner's browser had it.")
    if changed and not (options.overwrite or _agreed(len(changed))):
        say(f"{options.out / NAME} is as it was. Give --overwrite to write it anew.")
        return 1
    write_table(options.out, rows)
    say(f"Written: {options.out / NAME}")
    for row in rows:
        if row.verdict == UNREAD:
            say(f"{row.file}: {row.note}")
    return 0


def _agreed(count: int) -> bool:
    """Whether somebody at a terminal wants the table overwritten."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return input(f"Write the table anew, with {count} changes? [y/N] ").strip().lower() == "y"
