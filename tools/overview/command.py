"""``python -m tools overview PATH … --out FOLDER``: what a class met in the exercises."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from tools.common.files import write_whole
from tools.common.paths import ROOT
from tools.common.spreadsheet import write_spreadsheet
from tools.common.terminal import say
from tools.course.embeds import page_addresses
from tools.course.folder import Course, load_course
from tools.course.site_config import read_config
from tools.overview.counts import (
    Misleading,
    Mistake,
    Outcome,
    misleading_in,
    mistakes_of,
    outcome_of,
)
from tools.overview.dolos import write_dolos
from tools.overview.names import Names, numbers_of
from tools.overview.page import Overview, overview_page
from tools.overview.tries import Try, tries_of
from tools.regrade.batch import is_of_kind, kept_results
from tools.regrade.hand_ins import HandIn, Unread, read_hand_ins

PAGE = "overview.html"
PARTS = ("low", "median", "high")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write the overview; 0, or 2 if there is nothing to show."""
    options = _parser().parse_args(arguments)
    for path in [*options.paths, *([options.graded] if options.graded else [])]:
        if not path.exists():
            print(f"error: there is no file or folder {path}", file=sys.stderr)
            return 2
    course = load_course(root)
    handed_in = read_hand_ins(options.paths, course.exercises, read_config(root).short_name)
    hand_ins, unread = _sorted_out(course, handed_in)
    if not hand_ins and not unread:
        print("error: no path holds a file of progress or a program", file=sys.stderr)
        return 2
    everybody = {hand_in.student for hand_in in hand_ins} | {miss.student for miss in unread}
    shown = numbers_of(everybody) if options.anonymous else {name: name for name in everybody}
    tries = tries_of(course, hand_ins, kept_results(options.graded) if options.graded else {})
    _write(course, tries, unread, Names(shown), options.out)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools overview",
        description="Show what a class met in the exercises, as a page and as tables.",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="what learners handed in, as for regrade",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="of the results")
    parser.add_argument(
        "--graded",
        type=Path,
        metavar="FOLDER",
        help="what regrade has written, which counts more than the verdicts of learners' browsers",
    )
    parser.add_argument(
        "--anonymous", action="store_true", help="numbers in the place of names, new in each run"
    )
    return parser


def _sorted_out(
    course: Course, handed_in: Iterable[HandIn | Unread]
) -> tuple[list[HandIn], list[Unread]]:
    hand_ins, unread = [], []
    for hand_in in handed_in:
        if isinstance(hand_in, Unread):
            unread.append(hand_in)
        elif hand_in.exercise not in course.exercises:
            unread.append(
                Unread(hand_in.student, hand_in.file, f"there is no exercise {hand_in.exercise}")
            )
        elif not is_of_kind(course, hand_in):
            reason = f"the submission is of another kind than {hand_in.exercise}"
            unread.append(Unread(hand_in.student, hand_in.file, reason))
        else:
            hand_ins.append(hand_in)
    return hand_ins, unread


def _write(
    course: Course, tries: Sequence[Try], unread: Sequence[Unread], names: Names, out: Path
) -> None:
    judged: dict[str, list[Try]] = {id_: [] for id_ in _in_order(course)}
    for attempt in tries:
        if attempt.verdict:
            judged[attempt.exercise].append(attempt)
    folders = [(course.exercises[id_], own) for id_, own in judged.items() if own]
    overview = Overview(
        name=str(read_config(course.root).keys.get("site_name") or "Workbook"),
        students=len({attempt.student for attempt in tries}),
        outcomes=[outcome_of(folder, own) for folder, own in folders],
        mistakes=[row for folder, own in folders for row in mistakes_of(folder, own)],
        misleading=[row for folder, own in folders for row in misleading_in(folder, own)],
        without=sum(not attempt.verdict for attempt in tries),
        unread=[(names.of(file.student), names.hide(file.reason)) for file in unread],
    )
    write_whole(out / PAGE, overview_page(overview).encode("utf-8", "replace"))
    columns = list(_plain(Outcome("", "", 0, 0, 0, None, None, 0, 0)))
    write_spreadsheet(out / "exercises.csv", columns, map(_plain, overview.outcomes))
    _table(out / "mistakes.csv", Mistake, overview.mistakes)
    _table(out / "scenarios.csv", Misleading, overview.misleading)
    programs = write_dolos(out / "dolos.zip", tries, names)
    say(f"{overview.students} learners, {len(tries)} attempts, {len(folders)} exercises.")
    say(f"Written: {out / PAGE}, its tables, and dolos.zip with {programs} programs.")
    for student, reason in overview.unread:
        say(f"{student or 'nobody'}: {reason}")


def _in_order(course: Course) -> list[str]:
    """The ids of the course page by page, those on no page last."""
    shown = page_addresses(course.root)
    return sorted(course.exercises, key=lambda id_: (id_ not in shown, shown.get(id_, ""), id_))


def _plain(outcome: Outcome) -> dict[str, Any]:
    """A row of the table: the share solved, and each spread in three columns."""
    values = asdict(outcome)
    row: dict[str, Any] = {}
    for name, value in values.items():
        if name in ("to_solve", "minutes"):
            row |= {
                f"{name}_{part}": "" if value is None else f"{value[index]:.4g}"
                for index, part in enumerate(PARTS)
            }
        else:
            row[name] = value
        if name == "solved":
            row["share_solved"] = f"{outcome.solved / max(outcome.tried, 1):.3f}"
    return row


def _table(file: Path, kind: type, rows: Sequence[Any]) -> None:
    write_spreadsheet(file, [field.name for field in fields(kind)], map(asdict, rows))
