"""The table of grades: one row for each hand-in, and what would change in the one that is there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from tools.common.spreadsheet import from_cell, write_spreadsheet
from tools.regrade.hand_ins import HandIn, Unread
from tools.regrade.part import Graded

NAME = "grades.csv"
UNREAD = "unread"  # in the place of a verdict
UNCONFIRMED = "unconfirmed"  # of a pass that does not hold from outside
ORDER = (
    "pass",
    UNCONFIRMED,
    "fail",
    "timeout",
    "invalid",
    "internal_error",
    UNREAD,
)  # the best first


@dataclass(frozen=True)
class Row:
    """A grade.

    Attributes:
        student: the name of the learner's file or folder.
        claimed: the verdict that the learner's browser came to; it counts nothing.
        verdict: of the grading here; ``unread`` if nothing could be graded,
            ``unconfirmed`` of a pass that does not hold from outside.
        changed: ``yes`` if it is not the one that was claimed; empty if none was.
        note: why a file could not be read, or why another verdict is kept.
    """

    student: str
    exercise: str
    claimed: str
    verdict: str
    changed: str
    at: str
    exercise_version_then: str
    exercise_version_now: str
    grader_version_then: str
    grader_version_now: str
    isolation: str
    seconds: str
    file: str
    note: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What a row is of."""
        return self.student, self.exercise, self.at


def row_of(hand_in: HandIn, graded: Graded) -> Row:
    """The row of a submission that was graded."""
    verdict = UNCONFIRMED if graded.doubt else graded.report["verdict"]
    return Row(
        student=hand_in.student,
        exercise=hand_in.exercise,
        claimed=hand_in.claimed,
        verdict=verdict,
        changed=("yes" if hand_in.claimed != verdict else "no") if hand_in.claimed else "",
        at=hand_in.at,
        exercise_version_then=hand_in.exercise_version,
        exercise_version_now=graded.report["exercise_version"],
        grader_version_then=hand_in.grader_version,
        grader_version_now=graded.report["grader_version"],
        isolation=graded.isolation,
        seconds=f"{graded.seconds:.3f}",
        file=hand_in.file,
        note=graded.doubt,
    )


def row_of_unread(unread: Unread, exercise: str = "") -> Row:
    """The row of a file that could not be read."""
    values = {field.name: "" for field in fields(Row)}
    values |= {"student": unread.student, "exercise": exercise, "verdict": UNREAD}
    return Row(**{**values, "file": unread.file, "note": unread.reason})


def best(rows: Iterable[Row]) -> list[Row]:
    """The best of each student's rows on each exercise, the later of two that are as good."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        place = row.student, row.exercise
        rank = ORDER.index(row.verdict)
        if place not in found or rank <= ORDER.index(found[place].verdict):
            found[place] = row
    return list(found.values())


def never_lower(rows: Iterable[Row], before: Iterable[Row]) -> list[Row]:
    """The rows, in which a pass that was given before stays."""
    passed = {(row.student, row.exercise) for row in before if row.verdict == "pass"}
    note = "would be {}; the pass that was given before stays"
    return [
        replace(row, verdict="pass", note=note.format(row.verdict))
        if (row.student, row.exercise) in passed and row.verdict != "pass"
        else row
        for row in rows
    ]


def changes(rows: Sequence[Row], before: Sequence[Row]) -> Iterator[str]:
    """What is another grade than in the table that is there, one sentence each."""
    old = {row.place: row for row in before}
    new = {row.place: row for row in rows}
    for place, row in new.items():
        name = f"{row.student}, {row.exercise or row.file}"
        if place not in old:
            yield f"{name}: new, {row.verdict}"
        elif old[place].verdict != row.verdict:
            yield f"{name}: {old[place].verdict} before, {row.verdict} now"
    for place in old.keys() - new.keys():
        row = old[place]
        yield f"{row.student}, {row.exercise or row.file}: {row.verdict} before, not there now"


def read_table(folder: Path) -> list[Row]:
    """The table that is there; none of its rows if it is another kind of table.

    Raises:
        ValueError: if the file is no such table.
    """
    file = folder / NAME
    if not file.exists():
        return []
    rows = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    if rows.fieldnames != [field.name for field in fields(Row)]:
        raise ValueError(f"{file} is no table of grades")
    return [Row(**{name: from_cell(text) for name, text in row.items()}) for row in rows]


def write_table(folder: Path, rows: Iterable[Row]) -> None:
    """Write the table whole."""
    columns = [field.name for field in fields(Row)]
    write_spreadsheet(folder / NAME, columns, map(asdict, rows))
